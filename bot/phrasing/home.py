"""The home page that some platforms give an app: a person's own view, put together from what they could ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time

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


def home(
    programme: str,
    *,
    waiting: Sequence[OutboundMessage],
    mine: OutboundMessage | None,
    overview: OutboundMessage,
    ahead: Sequence[Ahead],
) -> OutboundMessage:
    """What waits for the reader's decision, their own actions, how the plan stands, what lies ahead."""
    blocks: list[Block] = [Heading(text=programme)]
    if waiting:
        told = counted(len(waiting), "decision waits", "decisions wait")
        blocks += [Heading(text=f"{told} for you".capitalize())]
        blocks += [block for one in waiting for block in one.blocks]
        blocks.append(Divider())
    if mine is not None:
        blocks += [Heading(text="Your actions"), *_with_buttons(mine), Divider()]
    blocks += [Heading(text="The programme at a glance"), *overview.blocks]
    if ahead:
        blocks += [Divider(), Heading(text="What lies ahead"), *map(_ahead, ahead)]
    return OutboundMessage(
        blocks=tuple(blocks), summary=programme, items=mine.items if mine else ()
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


def _with_buttons(mine: OutboundMessage) -> list[Block]:
    """The reader's own rows, each with a way to update it from here."""
    shown: list[Block] = []
    for block in mine.blocks:
        if isinstance(block, Paragraph) and block.quiet:
            # How to answer in words: here nobody can.
            continue
        shown.append(block)
        if isinstance(block, StatusRow) and (block.number or 0) <= _WITH_BUTTONS:
            # Numbers are for answers in words.
            shown[-1] = replace(block, number=None)
            update = Button(label="Update", verb=Verb.UPDATE_FORM, item=block.key)
            shown.append(Buttons(buttons=(update,)))
    return shown


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
