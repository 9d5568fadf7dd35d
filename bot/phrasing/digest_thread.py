"""The thread under the digest's headline (R11): reds, ambers, then what stands beside the colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.digest import ActionLine, DigestFacts, Entry, Verdict
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
from bot.phrasing.digest_words import (
    cut,
    dated,
    dates_words,
    decision_runs,
    ended,
    joint_runs,
    leads_runs,
    limbs_words,
    missing_words,
    outstanding_runs,
    promise_runs,
    said,
    short_day,
    since_words,
    slip_words,
    tidy,
    trend_words,
    updated_words,
    words_of,
)
from bot.phrasing.words import counted, short_due_words

#: R11 wants about 80 and about 35; beyond these a lead's words are cut.
RED_WORDS = 110
AMBER_WORDS = 55
#: One message of the thread: modest enough for every platform and for a phone.
PART_LETTERS = 2600
PART_BLOCKS = 24


@dataclass(frozen=True, kw_only=True)
class _Room:
    """How many words each text of an entry may have; names and links are counted in pieces."""

    title: int
    position: int
    next_steps: int
    if_not: int
    back: int
    ask: int
    promise: int
    reason: int
    leads: int
    links: int
    small_print: bool = True


def _red_room(size: int) -> _Room:
    """The room of a red whose position may have ``size`` words."""
    return _Room(
        title=max(4, size * 2 // 3),
        position=size,
        next_steps=max(4, size),
        if_not=max(3, size // 2),
        back=max(3, size // 3),
        ask=max(3, size // 2),
        promise=size // 3 if size > 6 else 0,
        reason=max(2, size // 3),
        leads=1 + (size > 6) + (size > 14) + (size > 24),
        links=2 * (size > 5),
    )


def _amber_room(size: int) -> _Room:
    """The room of an amber: as for a red, with neither "if not" nor "back to green"."""
    return _Room(
        title=max(3, size * 2 // 3),
        position=size,
        next_steps=max(3, size),
        if_not=0,
        back=0,
        ask=max(2, size // 2),
        promise=size // 2 if size > 6 else 0,
        reason=size // 2 if size > 3 else 0,
        leads=(size > 4) + (size > 9),
        links=int(size > 7),
        small_print=size > 4,
    )


_RED_ROOMS = tuple(_red_room(size) for size in (60, 40, *range(32, 3, -1)))
_AMBER_ROOMS = tuple(_amber_room(size) for size in (40, 30, *range(24, 2, -1)))


def entry_blocks(entry: Entry, facts: DigestFacts) -> tuple[Block, ...]:
    """One red in at most 110 words, one amber in at most 55: what is longer is cut, and kept in full
    in the record."""
    red = entry.status is Status.RED
    tell, rooms = (_red, _RED_ROOMS) if red else (_amber, _AMBER_ROOMS)
    limit = RED_WORDS if red else AMBER_WORDS
    told: tuple[Block, ...] = ()
    for room in rooms:
        told = tell(entry, facts, room)
        if words_of(told) <= limit:
            break
    return told


def _head(entry: Entry, facts: DigestFacts, room: _Room) -> list[Run]:
    return [
        strong(f"{entry.status.symbol} {entry.status.word.upper()} "),
        strong(f"({trend_words(entry, facts)}): "),
        strong(f"{entry.key} "),
        *ended(cut(entry.title, room.title), "strong"),
    ]


def _red(entry: Entry, facts: DigestFacts, room: _Room) -> tuple[Block, ...]:
    runs = _head(entry, facts, room)
    runs += leads_runs(entry.leads, room.leads)
    joint = joint_runs(entry)
    runs += [plain("; "), *joint, plain(". ")] if joint else [plain(". ")]
    limbs = limbs_words(entry.limbs)
    runs.append(plain(f"{limbs}. " if limbs else ""))
    runs += _assured(entry, room)
    runs += said("Now", entry.position, room.position)
    dates = dates_words(
        entry.original,
        entry.approved,
        entry.forecast,
        slip=entry.slip,
        changes=entry.approved_changes,
    )
    runs += [strong("Dates: "), plain(dates), plain("; overdue. " if entry.overdue else ". ")]
    runs += promise_runs(entry.promise, room.promise)
    runs += said("Next", entry.next_steps, room.next_steps)
    runs += said("If not", entry.if_not, room.if_not)
    runs += said("Back to green", entry.back_to_green, room.back)
    runs += said("Ask", entry.ask, room.ask)
    return _told(runs, _small_print(entry, room))


def _amber(entry: Entry, facts: DigestFacts, room: _Room) -> tuple[Block, ...]:
    runs = _head(entry, facts, room)
    joint = joint_runs(entry)
    if room.leads:
        runs += leads_runs(entry.leads, room.leads)
        runs += [plain("; "), *joint, plain(". ")] if joint else [plain(". ")]
    elif joint:
        runs += [*joint, plain(". ")]
    limbs = limbs_words(entry.limbs)
    runs.append(plain(f"{limbs}. " if limbs else ""))
    runs += _assured(entry, room)
    runs += said("Now", entry.position, room.position)
    runs += _amber_dates(entry, short=not room.small_print)
    if entry.promise is not None and entry.promise.verdict in (Verdict.MISSED, Verdict.MOVED):
        runs += promise_runs(entry.promise, room.promise) if room.small_print else []
    runs += said("Next", entry.next_steps, room.next_steps)
    runs += said("Ask", entry.ask, room.ask)
    return _told(runs, _small_print(entry, room))


def _amber_dates(entry: Entry, *, short: bool) -> list[Run]:
    """Agreed, forecast and slip; in the narrowest room the slip alone."""
    agreed, forecast = entry.approved, entry.forecast
    if entry.slip is not None and entry.slip.days and short:
        words = f"slip {slip_words(entry.slip)}"
    elif agreed is not None and forecast is not None and entry.slip is not None:
        words = (
            f"agreed {short_due_words(agreed)}, forecast {short_due_words(forecast)} "
            f"({slip_words(entry.slip)})"
        )
    elif agreed is not None and not short:
        words = f"agreed {short_due_words(agreed)}"
    else:
        words = ""
    if entry.approved_changes and not short:
        words += f", changed {entry.approved_changes}×"
    words += ("; overdue" if words else "overdue") if entry.overdue else ""
    return [strong("Dates: "), plain(f"{words}. ")] if words else []


def _assured(entry: Entry, room: _Room) -> list[Run]:
    """A partnership lead's differing view, beside the lead's and never over it (R10)."""
    view = entry.assured
    if view is None or not entry.assured_differs:
        return []
    runs = [strong(f"Assured {view.status.label}")]
    if view.reason and room.reason:
        return [*runs, plain(": "), *ended(cut(view.reason, room.reason))]
    return [*runs, plain(". ")]


def _small_print(entry: Entry, room: _Room) -> list[Run]:
    runs: list[Run] = []
    if room.small_print:
        assured = entry.assured.on if entry.assured else None
        words = updated_words(entry.updated_on, assured_on=assured, late=entry.late)
        if assured is None and entry.status is Status.RED:
            words += "; not assured"
        runs.append(plain(f"{words}. "))
    elif entry.late:
        runs.append(plain("Late. "))
    if entry.unchanged_since is not None:
        runs.append(plain(f"Narrative unchanged since {short_day(entry.unchanged_since)}. "))
    for one in entry.corrected if room.small_print else ():
        runs.append(plain(f"{_FIELDS.get(one.field, 'Words')} corrected {short_day(one.on)}"))
        runs.append(plain("; the lead has since written anew. " if one.overtaken else ". "))
    runs.append(plain(missing_words(entry.still_to_come)))
    links = [one for one in entry.evidence if len(one) <= 200][: room.links]
    if links:
        runs.append(plain("Evidence: "))
        for n, link in enumerate(links):
            runs += [plain(" " if n else ""), literal(link)]
        more = len(entry.evidence) - len(links)
        runs.append(plain(f" and {more} more. " if more else " "))
    elif entry.evidence and room.small_print:
        runs.append(plain(f"Evidence: {counted(len(entry.evidence), 'link')}. "))
    return runs


_FIELDS = {
    "position": "Position",
    "next_steps": "Next steps",
    "if_not": "If not",
    "back_to_green": "Back to green",
    "ask": "Ask",
}


def _told(runs: Sequence[Run], small: Sequence[Run]) -> tuple[Block, ...]:
    main = Paragraph(runs=tidy(runs))
    quiet = tidy(small)
    return (main, Paragraph(runs=quiet, quiet=True)) if quiet else (main,)


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
                (Paragraph(runs=(plain(f"{n}. "), *decision_runs(one, title=12, text=40))),)
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
    return Section(
        title=f"Updates outstanding: {total}",
        entries=tuple((Paragraph(runs=outstanding_runs(one)),) for one in facts.outstanding),
    )


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
