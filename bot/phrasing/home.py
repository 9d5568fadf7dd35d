"""The home page that some platforms give an app: a person's own view, put together from what they could ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import chain

from bot.domain.messages import (
    Block,
    Button,
    Buttons,
    Divider,
    Heading,
    OutboundMessage,
    Paragraph,
    StatusRow,
    literal,
    plain,
    strong,
)
from bot.domain.verbs import Verb
from bot.phrasing.words import clock_time, counted, day

#: Rows of somebody's own actions that have buttons; the rest is a word away.
_WITH_BUTTONS = 15


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """A meeting that lies ahead, and until when an update counts for it."""

    body: str
    day: date
    at: time
    cut_off: tuple[date, time] | None = None


@dataclass(frozen=True, kw_only=True)
class Section:
    """What stands under one heading. Where there is no room for all its entries, the first ones stand there,
    and ``more`` says how to see the others, with ``{left}`` for how many these are."""

    heading: str
    entries: tuple[tuple[Block, ...], ...]
    more: str
    beyond: int = 0
    """How many more there are, for which no entry was made."""

    def blocks(self, count: int) -> list[Block]:
        """The heading and the first ``count`` entries."""
        shown = [Heading(text=self.heading), *chain.from_iterable(self.entries[:count])]
        left = len(self.entries) - count + self.beyond
        if left > 0:
            words = self.more.format(left=left)
            shown.append(Paragraph(runs=(plain(words),), quiet=True))
        return shown


@dataclass(frozen=True, kw_only=True)
class Page:
    """One programme's part of somebody's home page."""

    programme: str
    sections: tuple[Section, ...]
    items: tuple[str, ...] = ()

    def shown(self, counts: Sequence[int]) -> OutboundMessage:
        """The page with so many entries of each section."""
        blocks: list[Block] = [Heading(text=self.programme)]
        for number, (section, count) in enumerate(zip(self.sections, counts, strict=True)):
            blocks += [Divider()] if number else []
            blocks += section.blocks(count)
        return OutboundMessage(blocks=tuple(blocks), summary=self.programme, items=self.items)

    def whole(self) -> OutboundMessage:
        return self.shown([len(section.entries) for section in self.sections])


def home(
    programme: str,
    *,
    waiting: Sequence[OutboundMessage],
    waiting_beyond: int = 0,
    mine: OutboundMessage | None,
    overview: OutboundMessage,
    ahead: Sequence[Ahead],
) -> Page:
    """What waits for the reader's decision, their own actions, how the plan stands, what lies ahead.

    ``waiting_beyond``: how many decisions wait beside those given.
    """
    sections: list[Section] = []
    if waiting:
        count = len(waiting) + waiting_beyond
        told = counted(count, "decision waits", "decisions wait")
        sections.append(
            Section(
                heading=f"{told} for you".capitalize(),
                entries=tuple(one.blocks for one in waiting),
                beyond=waiting_beyond,
                more="And {left} more, once you have decided these.",
            )
        )
    if mine is not None:
        sections.append(
            Section(
                heading="Your actions",
                entries=tuple(_with_buttons(mine)),
                more="And {left} more: write “mine”.",
            )
        )
    sections.append(
        Section(
            heading="The programme at a glance",
            entries=tuple(_together(overview.blocks)),
            more="There is more: write “status”.",
        )
    )
    if ahead:
        sections.append(
            Section(
                heading="What lies ahead",
                entries=tuple((_ahead(one),) for one in ahead),
                more="And {left} more: write “schedule”.",
            )
        )
    return Page(
        programme=programme, sections=tuple(sections), items=mine.items if mine is not None else ()
    )


def schedule(programme: str, ahead: Sequence[Ahead]) -> OutboundMessage:
    """What lies ahead, on its own."""
    told = [_ahead(one) for one in ahead] or [
        Paragraph(runs=(plain("No meeting lies ahead: the programme office can add one."),))
    ]
    return OutboundMessage(
        blocks=(Paragraph(runs=(literal(programme, "strong"), plain(": what lies ahead."))), *told),
        summary=f"{programme}: what lies ahead",
    )


def _with_buttons(mine: OutboundMessage) -> Iterator[tuple[Block, ...]]:
    """The reader's own rows, the first ones each with a way to update it from here."""
    for block in mine.blocks:
        match block:
            case Paragraph(quiet=True):
                # How to answer in words: here nobody can.
                continue
            case StatusRow(number=number):
                # Numbers are for answers in words.
                row = replace(block, number=None)
                update = Button(label="Update", verb=Verb.UPDATE_FORM, item=block.key)
                with_button = (number or 0) <= _WITH_BUTTONS
                yield (row, Buttons(buttons=(update,))) if with_button else (row,)
            case _:
                yield (block,)


def _together(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """One by one, buttons with what they stand under."""
    held: tuple[Block, ...] = ()
    for block in blocks:
        if held and not isinstance(block, Buttons):
            yield held
            held = ()
        held = (*held, block)
    if held:
        yield held


def _ahead(one: Ahead) -> Paragraph:
    runs = [
        literal(one.body, "strong"),
        plain(f": {day(one.day)}, {clock_time(one.at)}."),
    ]
    if one.cut_off is not None:
        until, at = one.cut_off
        runs += [plain(" Updates count until "), strong(f"{clock_time(at)} on {day(until)}")]
        runs.append(plain("."))
    return Paragraph(runs=tuple(runs))
