"""What the programme office is told around a cycle (R8, R10), and what it sees of a shadow one.

Names stand here: the office hears them in private.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.messages import (
    Block,
    Button,
    Buttons,
    OutboundMessage,
    Paragraph,
    Run,
    literal,
    plain,
    strong,
)
from bot.domain.verbs import MessageKind, Verb
from bot.phrasing.cycle import MOST_ROWS, Item, Occasion, item_keys, item_row, more_items
from bot.phrasing.words import counted, number, sentence


def told_tomorrow(items: Sequence[Item], occasion: Occasion) -> OutboundMessage:
    """For the office, with the chaser: whose partnership lead is told next, and how to hold one (R8)."""
    blocks: list[Block] = [
        Paragraph(
            runs=(
                plain(
                    f"{sentence(counted(len(items), 'item'))} for {occasion.words} "
                    f"{'is' if len(items) == 1 else 'are'} still open after the chaser. On the next "
                    "working day I tell the leads' own partnership leads. Hold one if there is a "
                    "good reason."
                ),
            )
        )
    ]
    for item in items[:MOST_ROWS]:
        blocks.append(item_row(item))
        blocks.append(
            Buttons(buttons=(Button(label="Hold", verb=Verb.HOLD_ESCALATION, item=item.key),))
        )
    blocks += more_items(items)
    return OutboundMessage(
        blocks=tuple(blocks),
        summary=f"{sentence(counted(len(items), 'item'))} about to go to partnership leads",
        items=item_keys(items),
        kind=MessageKind.OFFICE,
    )


def silent_list(
    items: Sequence[Item],
    occasion: Occasion,
    *,
    called: int,
    outstanding: int,
    unreachable: int,
) -> OutboundMessage:
    """For the office alone, at the cut-off: who has not answered, by name.

    ``called``, ``outstanding``: how many actions were asked about, and have had no answer; of those
    ``items`` leaves out what the reader has been told of already. ``unreachable``: how many more have no
    lead who could be asked.
    """
    came_in = called - outstanding
    nobody = _no_lead(unreachable)
    if not outstanding and not unreachable:
        words = f"Cut-off for {occasion.words}: nothing is outstanding. Nobody to chase."
        return OutboundMessage(
            blocks=(Paragraph(runs=(plain(words),)),), summary=words, kind=MessageKind.OFFICE
        )
    blocks: list[Block] = [
        Paragraph(
            runs=(
                strong(f"Cut-off for {occasion.words}."),
                plain(
                    f" Of {counted(called, 'update')} I asked for, "
                    f"{number(came_in) if came_in else 'none'} came in and "
                    f"{number(outstanding) if outstanding else 'none'} "
                    f"{'is' if outstanding < 2 else 'are'} outstanding.{nobody} "
                    "Names are for you alone: the digest gives the number."
                    if called
                    else f"{nobody} The digest gives the number."
                ),
            )
        ),
        *(item_row(item) for item in items),
        Paragraph(
            runs=(
                plain(
                    "An update that comes now still goes into the digest, marked late. "
                    "A call from you helps more than another message from me."
                ),
            ),
            quiet=True,
        ),
    ]
    return OutboundMessage(
        blocks=tuple(blocks),
        summary=f"Cut-off for {occasion.words}: {counted(outstanding, 'update')} outstanding",
        items=item_keys(items),
        kind=MessageKind.OFFICE,
    )


def _no_lead(count: int) -> str:
    """Beside what is outstanding, never in it: nobody could be asked."""
    if not count:
        return ""
    return f" {sentence(counted(count, 'action'))} {'has' if count == 1 else 'have'} no lead who can be reached."


def not_posted(occasion: Occasion, *, held_by: str | None) -> OutboundMessage:
    """The meeting has begun, and its digest never went."""
    reason: tuple[Run, ...]
    if held_by is not None:
        reason = (plain("It was on hold by "), literal(held_by), plain(" when the meeting began."))
    else:
        reason = (plain("I was not running when it was due."),)
    return OutboundMessage(
        blocks=(
            Paragraph(
                runs=(
                    strong(f"The digest for {occasion.words} was not posted."),
                    plain(" "),
                    *reason,
                    plain(" I will not post it now; the figures are in the status."),
                )
            ),
            Buttons(buttons=(Button(label="Status", verb=Verb.QUERY, value="status"),)),
        ),
        summary=f"The digest for {occasion.words} was not posted",
        kind=MessageKind.OFFICE,
    )


def escalation_held(key: str) -> OutboundMessage:
    """The office has taken an item out of this cycle's escalation."""
    words = f"{key} is held: in this cycle I tell nobody further about it."
    return OutboundMessage(
        blocks=(Paragraph(runs=(plain(words),)),),
        summary=words,
        items=(key,),
        kind=MessageKind.ANSWER,
    )


def nothing_to_hold(key: str) -> OutboundMessage:
    """There is no escalation of this item ahead."""
    words = f"There is no escalation of {key} ahead in this cycle, so there is nothing to hold."
    return OutboundMessage(
        blocks=(Paragraph(runs=(plain(words),)),), summary=words, kind=MessageKind.ANSWER
    )


def shadow_call(
    items: Sequence[tuple[str, int]], occasion: Occasion, *, chaser: bool
) -> OutboundMessage:
    """What a call or chaser would have asked of whom, for the office's eyes (decision 8)."""
    what = "chaser" if chaser else "call for updates"
    lines: list[Block] = [
        Paragraph(runs=(literal(name), plain(f": {counted(count, 'item')}")))
        for name, count in items
    ]
    people = counted(len(items), "person", "people")
    first = Paragraph(runs=(plain(f"The {what} for {occasion.words} would go to {people}."),))
    return shadow(
        OutboundMessage(
            blocks=(first, *lines),
            summary=f"The {what} for {occasion.words}",
            kind=MessageKind.OFFICE,
        ),
        to=None,
    )


def shadow(message: OutboundMessage, *, to: str | None) -> OutboundMessage:
    """A message of a shadow cycle: for the office's eyes, saying who would have had it. Nothing to press:
    what a rehearsal's buttons did would be real."""
    runs: tuple[Run, ...] = (strong("Shadow cycle: nobody but the office sees this."),)
    if to is not None:
        runs += (plain(" It would go to "), literal(to), plain("."))
    return replace(
        message,
        blocks=(
            Paragraph(runs=runs),
            *(block for block in message.blocks if not isinstance(block, Buttons)),
        ),
        summary=f"Shadow: {message.summary}",
        items=(),
        kind=MessageKind.OFFICE,
    )
