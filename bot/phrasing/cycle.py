"""What is said around a cycle (R8, R10): to partnership leads, to the office, to who must decide.

Names go to people in private only; in a channel silence is a count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendar import to_local
from bot.domain.messages import (
    Block,
    Button,
    Buttons,
    OutboundMessage,
    Paragraph,
    Run,
    StatusRow,
    literal,
    plain,
    strong,
)
from bot.domain.status import Status
from bot.domain.verbs import MessageKind, Verb
from bot.phrasing.words import (
    clock_time,
    counted,
    day,
    day_month,
    join_names,
    long_day,
    number,
    sentence,
)

#: A message with more rows than this is not read; the rest is counted.
MOST_ROWS = 15


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """The meeting that a cycle leads to, as people call it."""

    body: str
    day: date

    @property
    def words(self) -> str:
        """ "the 24 October Improvement Board"."""
        return f"the {day_month(self.day)} {self.body}"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One action in a list of these messages. ``leads``: those of its leads whom the list is about."""

    key: str
    title: str
    status: Status
    leads: tuple[str, ...] = ()
    away_until: date | None = None
    """All of them are away, the last until this day."""
    held: bool = False
    """The office holds its escalation."""
    unreachable: bool = False
    """None of them has a chat address."""
    own_view_only: bool = False
    """The reader answers for it as partnership lead and in no other way."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A completion claim that waits for a decision (R2)."""

    request_id: int
    key: str
    title: str
    since: date
    by: str


def by_when(at: datetime) -> str:
    """ "5pm on Wed 11 Oct"."""
    local = to_local(at)
    return f"{clock_time(local.time())} on {day(local.date())}"


def to_partnership_lead(
    items: Sequence[Item],
    occasion: Occasion,
    *,
    first_name: str,
    asked_on: Sequence[date],
    lead_until: datetime,
    view_until: datetime | None,
) -> OutboundMessage:
    """Items of their own organisation's leads that are still open, the day after the leads were told so."""
    one = len(items) == 1
    names = join_names(tuple(dict.fromkeys(name for item in items for name in item.leads)))
    have = "item has" if one else "items have"
    it = "it" if one else "them"
    blocks: list[Block] = [
        Paragraph(
            runs=(
                plain("Hello "),
                literal(first_name),
                plain(
                    f". {sentence(number(len(items)))} {have} no update yet for {occasion.words}."
                ),
            )
        )
    ]
    for item in items[:MOST_ROWS]:
        blocks.append(item_row(item))
        blocks.append(
            Buttons(
                buttons=(
                    Button(label="Update", verb=Verb.ASSURE_FORM, item=item.key, style="primary"),
                    Button(label="Ask the office to hold", verb=Verb.ASK_HOLD, item=item.key),
                )
            )
        )
    blocks += more_items(items)
    asked = join_names([day_month(on) for on in asked_on])
    closing: list[Run] = [
        literal(names),
        plain(
            f" {'were' if _several(items) else 'was'} asked on {asked} and "
            f"{'know' if _several(items) else 'knows'} that I am telling you. An update by "
            f"{by_when(lead_until)} is in time for the paper"
        ),
    ]
    if view_until is not None:
        closing.append(
            plain(f"; you can put your own view beside {it} until {by_when(view_until)}")
        )
    closing.append(plain(". If there is a good reason to wait, ask the office to hold."))
    blocks.append(Paragraph(runs=tuple(closing)))
    return OutboundMessage(
        blocks=tuple(blocks),
        summary=f"{sentence(counted(len(items), 'update'))} outstanding for {occasion.words}",
        items=item_keys(items),
        kind=MessageKind.ESCALATION,
    )


def ready_to_assure(
    items: Sequence[Item],
    occasion: Occasion,
    *,
    first_name: str,
    quiet: int,
    until: datetime,
    returned: int,
    outstanding: int,
) -> OutboundMessage:
    """Day 11: the returns are in, and partnership leads may look at theirs.

    ``items``: what is amber, red or not reported; ``quiet``: how many more there are that are none of it;
    ``returned``, ``outstanding``: how many updates are in, and how many are not.
    """
    told = f"The returns for {occasion.words} are in and ready for you to look at."
    if outstanding:
        told = f"{sentence(counted(returned, 'return'))} for {occasion.words} "
        told += f"{'is' if returned == 1 else 'are'} in and ready for you to look at; "
        told += f"{number(outstanding)} {'is' if outstanding == 1 else 'are'} still missing."
    blocks: list[Block] = [
        Paragraph(runs=(plain("Hello "), literal(first_name), plain(f". {told}")))
    ]
    for item in items[:MOST_ROWS]:
        blocks.append(item_row(item))
        blocks.append(Buttons(buttons=_views(item)))
    blocks += more_items(items)
    if quiet:
        blocks.append(Paragraph(runs=(plain(_others(quiet, all_of_them=not items)),)))
    blocks.append(
        Paragraph(
            runs=(
                plain(
                    "If you see one differently, your colour and reason stand beside the lead's, "
                    f"until {by_when(until)}. If you have looked and see it the same, say so: the "
                    "paper then tells when it was assured."
                ),
            )
        )
    )
    return OutboundMessage(
        blocks=tuple(blocks),
        summary=f"Returns for {occasion.words} are ready to look at",
        items=item_keys(items),
        kind=MessageKind.ESCALATION,
    )


def _views(item: Item) -> tuple[Button, ...]:
    """A view of one's own, or the lead's colour as one's own: a partnership lead's report is a view."""
    other = Button(label="Add my view", verb=Verb.ASSURE_FORM, item=item.key)
    if not item.own_view_only or not item.status.needs_narrative:
        return (other,)
    same = Button(
        label="I have looked, nothing to add", verb=Verb.REPORT, value=item.status, item=item.key
    )
    return (same, other)


def _others(count: int, *, all_of_them: bool) -> str:
    """ "Your other action is neither Amber nor Red." """
    which = "Your" if all_of_them else "Your other"
    if count == 1:
        return f"{which} action is neither Amber nor Red."
    return f"{which} {counted(count, 'action')} are neither Amber nor Red."


def new_red(
    item: Item, *, was: Status | None, position: str | None, next_steps: str | None, by: str
) -> OutboundMessage:
    """An action has turned red: for its partnership leads and the office, the same day (R8)."""
    before = f" (was {was.label})" if was is not None else ""
    blocks: list[Block] = [
        Paragraph(
            runs=(
                plain("New "),
                strong(Status.RED.label),
                plain(f"{before}, reported by "),
                literal(by),
                plain(". I tell you before anybody reads it in a paper."),
            )
        ),
        StatusRow(key=item.key, title=item.title, status=Status.RED),
    ]
    for label, words in (("Now: ", position), ("Next: ", next_steps)):
        if words:
            blocks.append(Paragraph(runs=(plain(label), literal(words))))
    if not position:
        blocks.append(Paragraph(runs=(plain("The reasons are still to come."),), quiet=True))
    return OutboundMessage(
        blocks=tuple(blocks),
        summary=f"{item.key} is newly {Status.RED.label}",
        items=(item.key,),
        kind=MessageKind.ESCALATION,
    )


def no_longer_red(item: Item) -> OutboundMessage:
    """To whoever was told of a new red that was withdrawn before any paper told of it."""
    words = (
        f"{item.key} is no longer {Status.RED.label}, and no paper has said so. Nothing is needed."
    )
    return OutboundMessage(
        blocks=(
            Paragraph(runs=(plain(words),)),
            StatusRow(key=item.key, title=item.title, status=item.status),
        ),
        summary=words,
        items=(item.key,),
        kind=MessageKind.ESCALATION,
    )


def claims_waiting(claims: Sequence[Claim], occasion: Occasion, *, body: str) -> OutboundMessage:
    """To whoever must decide, each cycle: completion claims that wait for them (R2)."""
    count = counted(len(claims), "completion claim")
    wait = "waits" if len(claims) == 1 else "wait"
    blocks: list[Block] = [
        Paragraph(
            runs=(
                plain(f"{sentence(count)} {wait} for the {body}. Until it decides, "),
                plain("the last reported colour stays in the papers."),
            )
        )
    ]
    for claim in claims[:MOST_ROWS]:
        blocks.append(
            Paragraph(
                runs=(
                    strong(claim.key),
                    plain(" "),
                    literal(claim.title),
                    plain(": claimed by "),
                    literal(claim.by),
                    plain(f" on {long_day(claim.since)}"),
                )
            )
        )
        value = str(claim.request_id)
        blocks.append(
            Buttons(
                buttons=(
                    Button(
                        label="Approve",
                        verb=Verb.APPROVE,
                        value=value,
                        item=claim.key,
                        style="primary",
                    ),
                    Button(label="Refuse", verb=Verb.REFUSE_FORM, value=value, item=claim.key),
                )
            )
        )
    more = len(claims) - MOST_ROWS
    if more > 0:
        blocks.append(Paragraph(runs=(plain(f"And {more} more."),)))
    return OutboundMessage(
        blocks=tuple(blocks),
        summary=f"{sentence(count)} {wait} for a decision before {occasion.words}",
        items=tuple(claim.key for claim in claims),
        kind=MessageKind.REQUEST,
    )


def item_row(item: Item) -> StatusRow:
    """The action in one line, with the leads it is about and what hinders them."""
    detail: list[Run] = []
    if item.leads:
        detail.append(literal(join_names(item.leads)))
    for words in _notes(item):
        detail.append(plain(f"; {words}" if detail else words))
    return StatusRow(key=item.key, title=item.title, status=item.status, detail=tuple(detail))


def _notes(item: Item) -> list[str]:
    notes = []
    if item.away_until is not None:
        notes.append(f"away until {day(item.away_until)}")
    if item.unreachable:
        notes.append("no chat address")
    if item.held:
        notes.append("held by the office")
    return notes


def more_items(items: Sequence[Item]) -> list[Block]:
    """What is beyond the rows shown, by key: still answerable in words."""
    more = item_keys(items[MOST_ROWS:])
    if not more:
        return []
    return [Paragraph(runs=(plain(f"And {counted(len(more), 'other')}: {join_names(more)}."),))]


def _several(items: Sequence[Item]) -> bool:
    return len({name for item in items for name in item.leads}) > 1


def item_keys(items: Sequence[Item]) -> tuple[str, ...]:
    """What the message asks about, for answers in words."""
    return tuple(item.key for item in items)
