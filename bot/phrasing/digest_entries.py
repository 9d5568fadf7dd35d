"""A red or an amber of the digest in the words that R11 allows, and what gives way where they are too many.

Titles, names of leads and how long it has been off green give way first; then links, reasons and the last
promise; then what the lead wrote. An ask is what a meeting decides on: it is cut last of all, and stands
whole among the decisions needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.digest import DigestFacts, Entry, Verdict
from bot.domain.messages import Block, Paragraph, Run, literal, plain, strong
from bot.domain.status import Status
from bot.phrasing.digest_words import (
    cut,
    dates_words,
    ended,
    joint_runs,
    leads_runs,
    limbs_words,
    missing_words,
    next_note,
    promise_runs,
    said,
    short_day,
    slip_words,
    tidy,
    trend_words,
    updated_words,
    words_of,
)
from bot.phrasing.words import counted, short_due_words

#: R11 wants about 80 and about 35; beyond these something gives way.
RED_WORDS = 110
AMBER_WORDS = 55
_WHOLE = 200
#: What became of a promise is told in the narrowest room as well, where something did.
_TOLD = (Verdict.KEPT, Verdict.MISSED, Verdict.MOVED)


@dataclass(frozen=True, kw_only=True)
class _Room:
    """How many words each text of an entry may have; names and links are counted in pieces."""

    title: int
    leads: int
    promise: int
    reason: int
    links: int
    position: int = _WHOLE
    next_steps: int = _WHOLE
    if_not: int = _WHOLE
    back: int = _WHOLE
    ask: int = _WHOLE
    short: bool = False
    """How long it has been off green is told in short."""
    small_print: bool = True


def _narrowed(room: _Room, size: int) -> _Room:
    """The same with so many words for the position and for the next steps."""
    return replace(
        room,
        position=size,
        next_steps=size,
        if_not=min(room.if_not, max(4, size * 2 // 3)),
        back=min(room.back, max(4, size * 2 // 3)),
    )


_RED_LEAST = _Room(title=4, leads=1, promise=0, reason=3, links=0, short=True)
_RED_ROOMS = (
    _Room(title=30, leads=4, promise=20, reason=20, links=2),
    _Room(title=12, leads=3, promise=12, reason=12, links=2),
    _Room(title=8, leads=2, promise=8, reason=8, links=1),
    _Room(title=6, leads=1, promise=6, reason=6, links=1, short=True),
    _RED_LEAST,
    *(_narrowed(_RED_LEAST, size) for size in (32, 28, 24, *range(22, 3, -1))),
    *(replace(_narrowed(_RED_LEAST, 4), ask=size) for size in (40, 30, 20, 12, 6, 3)),
)

_AMBER_LEAST = _Room(title=4, leads=0, promise=0, reason=3, links=0, if_not=0, back=0, short=True)
_AMBER_ROOMS = (
    _Room(title=20, leads=2, promise=12, reason=15, links=1, if_not=0, back=0),
    _Room(title=8, leads=2, promise=8, reason=10, links=1, if_not=0, back=0),
    _Room(title=6, leads=1, promise=6, reason=6, links=0, if_not=0, back=0, short=True),
    _AMBER_LEAST,
    replace(_AMBER_LEAST, small_print=False),
    *(
        _narrowed(replace(_AMBER_LEAST, small_print=False), size)
        for size in (24, 20, 18, *range(16, 2, -1))
    ),
    *(
        replace(_narrowed(_AMBER_LEAST, 3), small_print=False, title=3, reason=0, ask=size)
        for size in (30, 20, 12, 6, 2)
    ),
)


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
        strong(f"({trend_words(entry, facts, short=room.short)}): "),
        strong(f"{entry.key} "),
        *ended(cut(entry.title, room.title), "strong"),
    ]


def _red(entry: Entry, facts: DigestFacts, room: _Room) -> tuple[Block, ...]:
    runs = _head(entry, facts, room)
    runs += leads_runs(entry.leads, room.leads, short=room.short)
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
    if entry.promise is not None and (room.promise or entry.promise.verdict in _TOLD):
        runs += promise_runs(entry.promise, room.promise)
    runs += said("Next", entry.next_steps, room.next_steps, note=next_note(entry))
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
    runs += said("Next", entry.next_steps, room.next_steps, note=next_note(entry))
    runs += said("Ask", entry.ask, room.ask)
    return _told(runs, _small_print(entry, room))


def _amber_dates(entry: Entry, *, short: bool) -> list[Run]:
    """Agreed, forecast and slip; in the narrowest room the slip alone."""
    agreed, forecast = entry.approved, entry.forecast
    if entry.slip is not None and entry.slip.days and short:
        words = f"{'forecast ' if entry.slip.days > 0 else ''}{slip_words(entry.slip)}"
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
