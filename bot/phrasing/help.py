"""What the bot can do, in words one can send back to it, and what the colours mean."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.messages import (
    Block,
    Button,
    Buttons,
    Heading,
    OutboundMessage,
    Paragraph,
    plain,
    strong,
)
from bot.domain.status import TELLING_ORDER, Status
from bot.domain.verbs import Verb

_LEAD = (
    ("1.1.1 amber, agency starts 9 October", "saves a colour and why"),
    ("all green except 2.1.2", "several at once"),
    ("same as last time", "no change"),
    ("1.1.1 done", "asks for the closing; the Board decides"),
    ("can we push 1.1.1 to mid-January", "asks for a new agreed date"),
    ("remind me Tuesday", "I keep quiet until then"),
    ("on leave till the 14th, Priya covers", "your cover gets the reminders"),
    ("not mine any more, ask Tom", "the office is asked to reassign it"),
    ("undo", "takes back what I last saved from you"),
)
_EVERYBODY = (
    ("status", "where the plan stands"),
    ("status red", "also amber, overdue, claims, a priority, a lead's name"),
    ("status 1.1.1", "one action: dates, position, history"),
    ("mine", "your own actions"),
    ("what does amber mean", "the colours"),
)
_CHAIR = (
    ("approve closing PA1-1.1.2, minute 12", "your body's decision"),
    ("refuse PA1-1.1.2, because …", "the lead is told privately, with the reason"),
    ("hold", "the next digest waits"),
    ("release", "and goes"),
)

_MEANINGS = {
    Status.BLUE: "complete, its impact measures achieved, and closed by the Board.",
    Status.GREEN: "on track for both impact and time.",
    Status.AMBER: (
        "at risk of missing the impact measures or the date. Say why, who does what by when, and "
        "which of the two is at risk."
    ),
    Status.RED: (
        "at significant risk of missing both the impact measures and the date. Say also what "
        "happens if it is not fixed, and when it is back to green."
    ),
    Status.GREY: "not due to start.",
    Status.NOT_REPORTED: "nobody has reported yet. Blank is never green.",
}


def help_message(*, leads: bool, decides: bool) -> OutboundMessage:
    """What this person can say, with an example for each."""
    blocks: list[Block] = [Paragraph(runs=(plain("Say it in your own words. For example:"),))]
    shown = [*(_LEAD if leads else ()), *_EVERYBODY, *(_CHAIR if decides else ())]
    for said, does in shown:
        blocks.append(Paragraph(runs=(strong(f"“{said}”"), plain(f": {does}"))))
    blocks.append(
        Paragraph(
            runs=(
                plain(
                    "What you send me about an action is a business record and may be disclosed. "
                    "Never name a child. Say “stop” and the programme office takes over."
                ),
            ),
            quiet=True,
        )
    )
    blocks.append(
        Buttons(
            buttons=(
                Button(label="My actions", verb=Verb.QUERY, value="mine"),
                Button(label="Status", verb=Verb.QUERY, value="status"),
            )
        )
    )
    return OutboundMessage(blocks=tuple(blocks), summary="What you can say to me")


def colours(only: Sequence[str] = ()) -> OutboundMessage:
    """What the colours mean (R1); one of them, or all."""
    wanted = [s for s in TELLING_ORDER if s.value in only] or list(TELLING_ORDER)
    blocks: list[Block] = [] if len(wanted) == 1 else [Heading(text="What the colours mean")]
    blocks += [
        Paragraph(runs=(strong(status.label), plain(f": {_MEANINGS[status]}"))) for status in wanted
    ]
    return OutboundMessage(blocks=tuple(blocks), summary="What the colours mean")
