"""Neutral blocks as a card's elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import assert_never

from bot.domain.messages import (
    Block,
    Button,
    Buttons,
    Divider,
    Fields,
    Heading,
    Paragraph,
    Picture,
    Run,
    Runs,
    StatusRow,
    plain,
    strong,
)
from bot.domain.status import Status
from bot.platforms.teams.actions import PRESS, press_data
from bot.platforms.teams.bars import bars
from bot.platforms.teams.elements import (
    Colour,
    Json,
    Spacing,
    Style,
    actions,
    below_a_line,
    execute,
    heading,
    rich,
    text_run,
)
from bot.platforms.teams.limits import (
    ACTION_FRAME,
    ACTION_LETTERS,
    ACTION_TITLE,
    ACTIONS,
    shortened,
)
from bot.platforms.teams.markup import inert, is_inert

COLOURS: Mapping[Status, Colour] = {
    Status.BLUE: "accent",
    Status.GREEN: "good",
    Status.AMBER: "warning",
    Status.RED: "attention",
}
_BY_SYMBOL = {status.symbol: colour for status, colour in COLOURS.items()}
#: A symbol with its word beside it, which means the same without the colour (R18).
_LABEL = re.compile("|".join(f"{one.symbol}(?= {one.word}\\b)" for one in COLOURS), re.IGNORECASE)
LINE_END = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
_Coloured = tuple[Run, Colour | None]
#: Symbols of one paragraph that take their colour; a run costs more than its words.
_COLOURED = 12
_STYLES: Mapping[str, Style] = {"primary": "positive", "danger": "destructive"}


def elements(blocks: Iterable[Block], nonce: str) -> list[Json]:
    """The blocks in their order. A divider is a line over what follows it.

    :raises ValueError: a button carries more than ids.
    """
    shown: list[Json] = []
    divided = False
    for block in blocks:
        if isinstance(block, Divider):
            divided = bool(shown)
            continue
        held = list(_elements(block, nonce))
        if held and divided:
            held[0], divided = below_a_line(held[0]), False
        shown += held
    return shown


def rows_of(buttons: Sequence[Button]) -> Iterator[tuple[Button, ...]]:
    """Buttons as rows that stand side by side on a phone."""
    row: list[Button] = []
    for button in buttons:
        wide = sum(ACTION_FRAME + len(one.label) for one in (*row, button))
        if row and (wide > ACTION_LETTERS or len(row) == ACTIONS):
            yield tuple(row)
            row = []
        row.append(button)
    if row:
        yield tuple(row)


def paragraph(runs: Runs, *, quiet: bool = False, large: bool = False) -> Iterator[Json]:
    """Each line on its own: clients differ in what a line's end inside of one is to them."""
    for number, line in enumerate(_lines(_coloured(runs))):
        held = [
            text_run(
                run.text,
                strong=run.style == "strong",
                emphasis=run.style == "emphasis",
                quiet=quiet,
                large=large,
                colour=colour,
            )
            for run, colour in line
            if run.text
        ]
        yield rich(held, spacing="none" if number else None)


def _elements(block: Block, nonce: str) -> Iterator[Json]:
    match block:
        case Heading():
            if is_inert(block.text):
                yield from [heading(block.text)] if block.text else []
            else:
                yield from paragraph((strong(block.text),), large=True)
        case Paragraph():
            yield from paragraph(block.runs, quiet=block.quiet)
        case StatusRow():
            yield from _spaced(paragraph(_row(block)), "medium")
        case Fields():
            for label, runs in block.pairs:
                yield from _spaced(paragraph((strong(f"{label}: "), *runs)), "small")
        case Buttons():
            for row in rows_of(block.buttons):
                yield actions([_button(one, nonce) for one in row], spacing="small")
        case Picture():
            yield from bars(block)
        case Divider():
            return
        case _:
            assert_never(block)


def _row(row: StatusRow) -> Runs:
    """One action in one line: "1. ▲ Amber **PA1-1.1.1** Title: due Oct 2023"."""
    number = () if row.number is None else (plain(f"{row.number}. "),)
    detail = (plain(": "), *row.detail) if row.detail else ()
    return (
        *number,
        plain(f"{row.status.label} "),
        Run(text=row.key, style="strong", literal=True),
        Run(text=f" {row.title}", literal=True),
        *detail,
    )


def _button(button: Button, nonce: str) -> Json:
    """The tooltip is read out too: several buttons of a card may have one title."""
    title = shortened(inert(button.label), ACTION_TITLE) or "…"
    return execute(
        title,
        verb=PRESS,
        data=press_data(button, nonce),
        style=_STYLES.get(button.style, "default"),
        tooltip=None
        if button.item is None
        else shortened(f"{title}: {button.item}", 2 * ACTION_TITLE),
    )


def _spaced(held: Iterable[Json], spacing: Spacing) -> Iterator[Json]:
    for number, element in enumerate(held):
        yield element if number else {**element, "spacing": spacing}


def _coloured(runs: Runs) -> Iterator[_Coloured]:
    """The runs, the first symbols among the bot's own words with their colours."""
    left = _COLOURED
    for run in runs:
        at = 0
        for found in () if run.literal else _LABEL.finditer(run.text):
            if not left:
                break
            left -= 1
            yield replace(run, text=run.text[at : found.start()]), None
            # Symbol and word stay on one line.
            symbol = f"{found.group()}\N{NO-BREAK SPACE}"
            yield replace(run, text=symbol), _BY_SYMBOL[found.group()]
            at = found.end() + 1
        yield replace(run, text=run.text[at:]), None


def _lines(runs: Iterable[_Coloured]) -> Iterator[list[_Coloured]]:
    """The lines that have any words."""
    line: list[_Coloured] = []
    for run, colour in runs:
        first, *more = LINE_END.split(run.text)
        line.append((replace(run, text=first), colour))
        for text in more:
            if _has_words(line):
                yield line
            line = [(replace(run, text=text), colour)]
    if _has_words(line):
        yield line


def _has_words(line: Iterable[_Coloured]) -> bool:
    return any(run.text.strip() for run, _ in line)
