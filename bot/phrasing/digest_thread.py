"""The thread under the digest's headline (R11): reds, ambers, then what stands beside the colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.digest import ActionLine, DigestFacts
from bot.domain.messages import (
    Block,
    Heading,
    OutboundMessage,
    Paragraph,
    Run,
    StatusRow,
    literal,
    plain,
    strong,
)
from bot.domain.status import Status
from bot.domain.verbs import MessageKind
from bot.phrasing.digest_entries import entry_blocks
from bot.phrasing.digest_words import (
    cut,
    dated,
    decision_runs,
    outstanding_runs,
    since_words,
    tidy,
    unreachable_words,
)
from bot.phrasing.words import counted, short_due_words

#: One message of the thread: modest enough for every platform and for a phone.
PART_LETTERS = 2600
PART_BLOCKS = 24


@dataclass(frozen=True, kw_only=True)
class Section:
    """One part of the thread before it is divided into messages: entries are never torn apart."""

    title: str
    entries: tuple[tuple[Block, ...], ...]
    keys: tuple[str, ...] = ()
    """Of reds and ambers: the action of each entry."""


def sections(facts: DigestFacts) -> tuple[Section, ...]:
    """The thread in its order; empty parts are left out."""
    found = [
        _entries(facts, Status.RED),
        _entries(facts, Status.AMBER),
        Section(
            title=f"Decisions needed: {len(facts.decisions)}",
            entries=tuple(
                (Paragraph(runs=(plain(f"{n}. "), *decision_runs(one, title=12, text=None))),)
                for n, one in enumerate(facts.decisions, start=1)
            ),
        ),
        _moved(facts),
        _rows("A partnership lead sees it differently", facts.seen_otherwise),
        _rows("Completion claimed, awaiting sign-off", facts.claims),
        _rows("Past the agreed date, reported Green or Grey", facts.overdue_unflagged),
        _rows("Delivered, impact pending", facts.impact_pending),
        _outstanding(facts),
    ]
    return tuple(one for one in found if one.entries)


def _entries(facts: DigestFacts, colour: Status) -> Section:
    chosen = [one for one in facts.entries if one.status is colour]
    return Section(
        title=f"{colour.label}: {counted(len(chosen), 'action')}",
        entries=tuple(entry_blocks(one, facts) for one in chosen),
        keys=tuple(one.key for one in chosen),
    )


def _moved(facts: DigestFacts) -> Section:
    """What is worse, what is better, and what is now expected later; each action once."""
    told: dict[str, list[str]] = {}
    for label, moves in (("worse", facts.worsened), ("better", facts.improved)):
        for move in moves:
            told.setdefault(move.key, []).append(f"{label}, was {move.before.label}")
    for slip in facts.slipped:
        words = f"expected {short_due_words(slip.now)}, was {short_due_words(slip.before)}"
        told.setdefault(slip.key, []).append(words)
    lines = [(line, told[key]) for key in told if (line := facts.line(key))]
    return Section(
        title=f"What moved {since_words(facts)}",
        entries=tuple(
            (_row(line.key, line.title, line.status, (plain("; ".join(words)),)),)
            for line, words in lines
        ),
    )


def _row(key: str, title: str, status: Status, detail: tuple[Run, ...]) -> StatusRow:
    return StatusRow(key=key, title=cut(title, 14), status=status, detail=detail)


def _rows(title: str, lines: Sequence[ActionLine]) -> Section:
    return Section(
        title=f"{title}: {len(lines)}",
        entries=tuple((_row(one.key, one.title, one.status, _detail(one)),) for one in lines),
    )


def _detail(line: ActionLine) -> tuple[Run, ...]:
    runs: list[Run] = []
    if line.assured is not None and line.assured_differs:
        runs.append(strong(f"assured {line.assured.status.label}"))
        if line.assured.reason:
            runs += [plain(": "), literal(cut(line.assured.reason, 25).rstrip(" ."))]
        runs.append(plain("; " if line.awaiting or line.overdue or line.impact_due else ""))
    if line.awaiting:
        runs += [plain("awaiting the "), literal(line.awaiting)]
    elif line.impact_due is not None:
        runs.append(plain(f"impact asked about on {dated(line.impact_due)}"))
    if line.overdue and line.approved is not None:
        runs.append(plain("; " if line.awaiting or line.impact_due else ""))
        runs.append(plain(f"agreed {short_due_words(line.approved)}, overdue"))
        if line.forecast is not None:
            runs.append(plain(f", forecast {short_due_words(line.forecast)}"))
    return tidy(runs)


def _outstanding(facts: DigestFacts) -> Section:
    """Counts only: in a channel silence has no name (R8)."""
    total = sum(one.count for one in facts.outstanding)
    entries = [(Paragraph(runs=outstanding_runs(one)),) for one in facts.outstanding]
    if facts.unreachable:
        words = unreachable_words(len(facts.unreachable))
        entries.append((Paragraph(runs=(plain(words),)),))
    return Section(title=f"Updates outstanding: {total}", entries=tuple(entries))


def parts(title: str, entries: Sequence[tuple[Block, ...]]) -> tuple[tuple[Block, ...], ...]:
    """A section as messages of modest length, each with its heading."""
    found: list[tuple[Block, ...]] = []
    held: list[Block] = []
    letters = 0
    for blocks in entries:
        size = sum(_letters(block) for block in blocks)
        if held and (letters + size > PART_LETTERS or len(held) + len(blocks) > PART_BLOCKS):
            found.append((Heading(text=_continued(title, found)), *held))
            held, letters = [], 0
        held += blocks
        letters += size
    if held:
        found.append((Heading(text=_continued(title, found)), *held))
    return tuple(found)


def _continued(title: str, before: Sequence[object]) -> str:
    return f"{title}, continued" if before else title


def _letters(block: Block) -> int:
    match block:
        case Paragraph():
            return sum(len(run.text) for run in block.runs)
        case StatusRow():
            return len(block.title) + sum(len(run.text) for run in block.detail) + 40
        case _:
            return 20


def thread(facts: DigestFacts) -> tuple[OutboundMessage, ...]:
    """Every message of the thread, in order."""
    return tuple(
        OutboundMessage(
            blocks=blocks,
            summary=section.title,
            kind=MessageKind.DIGEST,
        )
        for section in sections(facts)
        for blocks in parts(section.title, section.entries)
    )
