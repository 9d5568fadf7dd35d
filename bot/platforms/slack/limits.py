"""Slack's limits, and how a message that is larger than one of them becomes several that lose nothing.

Measured or documented in November 2026. Letters are counted as UTF-16 units, the largest of the ways in
which Slack may count them, and after escaping.
"""

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
from bot.phrasing.pieces import cut_to, split_runs, split_text

#: A message's own: blocks, and letters over all of them (Slack's ceiling is undocumented, near 13,200).
MESSAGE_BLOCKS = 50
MESSAGE_LETTERS = 12_000
#: The fallback text of a message: Slack advises 4,000 and cuts at 40,000.
FALLBACK = 3_000
HEADER = 150
SECTION = 3_000
CONTEXT_ELEMENTS = 10
ACTIONS = 25
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
ACTION_ID = 255
OPTION_TEXT = 75
OPTION_VALUE = 150
SELECT_OPTIONS = 100
CHECKBOXES = 10
VIEW_BLOCKS = 100
#: Slack takes no view greater than 250 kB ("view_too_large"); below that, with room for what surrounds it.
VIEW_BYTES = 240_000
VIEW_TITLE = 24
VIEW_LABEL = 2_000
PRIVATE_METADATA = 3_000
INPUT_TEXT = 3_000

#: What is packed into one message: below the limits, with room for what surrounds the words.
_PACK_BLOCKS = MESSAGE_BLOCKS - 2
_PACK_LETTERS = MESSAGE_LETTERS - 1_500
#: One block of words.
_PIECE = SECTION - 200
#: Letters that a block costs beside its words.
_FRAME = 12

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def letters(text: str) -> int:
    """How long Slack may take a text to be, escaped as it is sent."""
    return len(escape(text).encode("utf-16-le", "surrogatepass")) // 2


def escape(text: str) -> str:
    """Slack's three control characters as entities: nothing in the text is a mention or a link then."""
    return text.translate(_ENTITIES)


def shortened(text: str, limit: int) -> str:
    """For labels, which cannot go on elsewhere: at most ``limit`` letters once escaped, cut with "…"."""
    return cut_to(text, limit, letters)


def split(message: OutboundMessage) -> tuple[OutboundMessage, ...]:
    """The message as parts that each stay within every limit, all its words and buttons kept in order.

    Each part asks about the same items as the whole: "2" means the same wherever it is answered.
    Buttons stay with what they stand under.
    """
    parts: list[list[Block]] = [[]]
    room_blocks, room_letters = _PACK_BLOCKS, _PACK_LETTERS
    for group in _groups(within(message.blocks)):
        count, size = len(group), sum(_size(block) for block in group)
        if parts[-1] and (count > room_blocks or size > room_letters):
            parts.append([])
            room_blocks, room_letters = _PACK_BLOCKS, _PACK_LETTERS
        parts[-1].extend(group)
        room_blocks -= count
        room_letters -= size
    if len(parts) == 1 and parts[0] == list(message.blocks):
        return (message,)
    return tuple(replace(message, blocks=tuple(blocks)) for blocks in parts)


def within(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """These blocks as blocks that are each within a block's limits."""
    return tuple(one for block in blocks for one in _within(block))


def _within(block: Block) -> Iterator[Block]:
    """One block as blocks that are each within a block's limits."""
    match block:
        case Heading():
            if letters(block.text) <= HEADER:
                yield block
            else:
                yield from _within(Paragraph(runs=(strong(block.text),)))
        case Paragraph():
            for runs in split_runs(block.runs, _PIECE, letters):
                yield replace(block, runs=runs)
        case StatusRow():
            yield from _row(block)
        case Fields():
            yield from _fields(block)
        case Buttons():
            for first in range(0, len(block.buttons), ACTIONS):
                yield Buttons(buttons=block.buttons[first : first + ACTIONS])
        case Picture():
            yield block
        case Divider():
            yield block
        case _:
            assert_never(block)


def _row(row: StatusRow) -> Iterator[Block]:
    """A row whose title or detail is too long goes on in paragraphs under it."""
    if _size(row) <= _PIECE:
        yield row
        return
    title, *more = split_text(row.title, _PIECE // 2, letters) if row.title else ("",)
    yield replace(row, title=title, detail=())
    rest = tuple(Run(text=piece, literal=True) for piece in more)
    for runs in split_runs((*rest, *row.detail), _PIECE, letters):
        yield Paragraph(runs=runs)


def _fields(fields: Fields) -> Iterator[Block]:
    """Pairs too long for one block: as many blocks as they need; one long value as paragraphs."""
    held: list[tuple[str, Runs]] = []
    for label, runs in fields.pairs:
        pair = Fields(pairs=((label, runs),))
        if _size(pair) > _PIECE:
            if held:
                yield Fields(pairs=tuple(held))
                held = []
            yield from _within(Paragraph(runs=(strong(f"{label}: "), *runs)))
            continue
        if held and _size(Fields(pairs=(*held, (label, runs)))) > _PIECE:
            yield Fields(pairs=tuple(held))
            held = []
        held.append((label, runs))
    if held:
        yield Fields(pairs=tuple(held))


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks that stay together: what buttons stand under, with its buttons."""
    held: list[Block] = []
    for block in blocks:
        if held and not isinstance(block, Buttons):
            yield held
            held = []
        held.append(block)
        if len(held) >= _PACK_BLOCKS:
            yield held
            held = []
    if held:
        yield held


def _size(block: Block) -> int:
    """Letters that the block takes of a message's."""
    match block:
        case Heading():
            return _FRAME + letters(block.text)
        case Paragraph():
            return _FRAME + _runs_size(block.runs)
        case StatusRow():
            words = letters(block.key) + letters(block.title) + letters(block.status.label)
            return 2 * _FRAME + words + _runs_size(block.detail)
        case Fields():
            return sum(_FRAME + letters(label) + _runs_size(runs) for label, runs in block.pairs)
        case Buttons():
            return sum(_FRAME + min(letters(b.label), BUTTON_TEXT) for b in block.buttons)
        case Picture():
            return _FRAME + letters(block.alt)
        case Divider():
            return _FRAME
        case _:
            assert_never(block)


def _runs_size(runs: Runs) -> int:
    return sum(letters(run.text) for run in runs)
