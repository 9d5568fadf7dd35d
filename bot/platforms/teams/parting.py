"""How a message that is larger than a card may be becomes several that lose nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from bot.domain.messages import (
    Block,
    Buttons,
    Divider,
    Fields,
    Heading,
    OutboundMessage,
    Paragraph,
    Picture,
    Run,
    Runs,
    StatusRow,
    strong,
)
from bot.phrasing.pieces import split_runs, split_text
from bot.platforms.teams.blocks import LINE_END, elements, rows_of
from bot.platforms.teams.elements import card
from bot.platforms.teams.limits import NONCE, SUMMARY, card_limit, letters, size

#: Letters of one block's words, and what each of its lines takes beside them.
_PIECE = 2_500
_LINE = 80
#: Runs of one paragraph; each costs more than its words.
_RUNS = 30
_HEADING = 200
#: Bars of a picture on one card.
_BARS = 4
#: The longest nonce there may be, so that what it is hangs on nothing.
_NONCE = "n" * NONCE
#: What a card takes before there is anything on it, what stands between two elements, and what a line
#: over one of them takes.
_FRAME = size(card([], fallback="x" * SUMMARY))
_BETWEEN = size(", ")
_OVER = size({"separator": True, "spacing": "large"})


def split(message: OutboundMessage) -> tuple[OutboundMessage, ...]:
    """The message as parts that are each one card, all its words and buttons kept in order; always the
    same for the same message.

    Each part asks about the same items as the whole: "2" means the same wherever it is answered.
    Buttons stay with what they stand under, and a heading with what it stands over.
    """
    room = card_limit(message.kind) - _FRAME
    parts: list[list[Block]] = [[]]
    left = room
    for group in _groups([one for block in message.blocks for one in _within(block)], room):
        taken = sum(map(_size, group))
        if parts[-1] and taken > left:
            parts.append([])
            left = room
        parts[-1] += group
        left -= taken
    # A line at a part's end, or empty words: no card of their own for what nobody would see.
    seen = [blocks for blocks in parts if elements(blocks, _NONCE)]
    if len(seen) < 2:
        return (message,)
    return tuple(replace(message, blocks=tuple(blocks)) for blocks in seen)


def _groups(blocks: Sequence[Block], room: int) -> Iterator[list[Block]]:
    """Blocks that stay together, as far as one card holds them."""
    held: list[Block] = []
    for block in blocks:
        together = isinstance(block, Buttons) or (
            bool(held) and isinstance(held[-1], Heading | Divider)
        )
        if held and (not together or sum(map(_size, (*held, block))) > room):
            yield held
            held = []
        held.append(block)
    if held:
        yield held


def _size(block: Block) -> int:
    """Bytes that the block takes of a card's."""
    if isinstance(block, Divider):
        return _OVER
    return sum(size(one) + _BETWEEN for one in elements([block], _NONCE))


def _within(block: Block) -> Iterator[Block]:
    """One block as blocks that are each a small part of a card."""
    match block:
        case Heading():
            if letters(block.text) <= _HEADING:
                yield block
            else:
                yield from _within(Paragraph(runs=(strong(block.text),)))
        case Paragraph():
            for runs in _pieces(block.runs):
                yield replace(block, runs=runs)
        case StatusRow():
            yield from _row(block)
        case Fields():
            for label, runs in block.pairs:
                if len(runs) < _RUNS and _measure(label) + _letters(runs) <= _PIECE:
                    yield Fields(pairs=((label, runs),))
                else:
                    yield from _within(Paragraph(runs=(strong(f"{label}: "), *runs)))
        case Buttons():
            for row in rows_of(block.buttons):
                yield Buttons(buttons=row)
        case Picture():
            yield from _picture(block)
        case Divider():
            yield block
        case _:
            assert_never(block)


def _pieces(runs: Runs) -> Iterator[Runs]:
    for first in range(0, len(runs), _RUNS):
        yield from split_runs(runs[first : first + _RUNS], _PIECE, _measure)


def _row(row: StatusRow) -> Iterator[Block]:
    """A row whose title or detail is too long goes on in paragraphs under it."""
    if len(row.detail) < _RUNS and _measure(row.title) + _letters(row.detail) <= _PIECE:
        yield row
        return
    title, *more = split_text(row.title, _PIECE, _measure) if row.title else ("",)
    yield replace(row, title=title, detail=())
    rest = tuple(Run(text=piece, literal=True) for piece in more)
    for runs in _pieces((*rest, *row.detail)):
        yield Paragraph(runs=runs)


def _picture(picture: Picture) -> Iterator[Block]:
    """Its bars some at a time; what has none is told by its words."""
    bars = picture.data.get("bars")
    if not isinstance(bars, list | tuple) or not bars:
        yield from _within(Paragraph(runs=(Run(text=picture.alt),), quiet=True))
        return
    for first in range(0, len(bars), _BARS):
        some = list(bars[first : first + _BARS])
        yield replace(picture, data={**picture.data, "bars": some})


def _letters(runs: Runs) -> int:
    return sum(_measure(run.text) for run in runs)


def _measure(text: str) -> int:
    """Letters of the text, its lines paid for: each becomes an element of its own."""
    return letters(text) + _LINE * len(LINE_END.findall(text))
