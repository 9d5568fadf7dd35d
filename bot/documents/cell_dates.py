"""The dates of an action's cells: due, revised, and what about them a careful reader would query."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from bot.documents.draft import ActionDraft, Field, Used
from bot.documents.roles import Role
from bot.domain.dates import Due
from bot.domain.plan_dates import is_impossible, no_date_yet, read_due

_NAMED = re.compile(
    r"\b([sre](?=\s*:)|start(?:ed|s)?|commence[sd]?|from|orig(?:inal)?|rev(?:ised)?|amended|extended to|new|end|finish|due|target|"
    r"complet(?:e|ed|ion)|to)\b\s*(?:date)?\s*[:=–-]\s*",
    re.IGNORECASE,
)
#: A longer cell is no pair of dates.
_LONGEST = 200
_MOVED_FROM = re.compile(
    r"^(.+?)[\s,;]*\(?\b(?:revised|moved|extended|changed|amended|slipped|previously|originally|was)"
    r"(?:\s+(?:date|from))*[\s:]+([^()]+?)\)?$",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(
    r"^(.+?)[\s,;]*[(–-]?\s*\b(?:(?:now\s+)?(?:revised|moved|extended|changed|amended|slipped)"
    r"(?:\s+date)?(?:\s+to)?|now)[\s:]+([^()]+?)\)?$",
    re.IGNORECASE,
)
_REVISED = re.compile(
    r"\b(revised?|rev|amended|extended|moved|slipped|new date|now)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Dates:
    """What the date cells of one action say. ``queries``: (finding code, words of the cell)."""

    due: Due | None = None
    revised: Due | None = None
    queries: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Found:
    due: list[Due] = field(default_factory=list)
    revised: list[Due] = field(default_factory=list)
    queries: list[tuple[str, str]] = field(default_factory=list)


def read_dates(action: ActionDraft, plan_ends: date | None) -> Dates:
    """Due and revised date. Of several dates in one cell the last is due, and the cell is queried."""
    found = _Found()
    for used in action.of(Role.DUE):
        _due_cell(used.field, found, plan_ends)
    for used in action.of(Role.REVISED):
        _revised_cell(used.field, found, plan_ends)
    for used in action.of(Role.DATES):
        _three_dates(used, found, plan_ends)
    for used in action.of(Role.START):
        start = _one(used.field, plan_ends)
        if (
            start
            and start.start
            and found.due
            and found.due[0].end
            and start.start > found.due[0].end
        ):
            found.queries.append(("start-after-end", used.field.words))
    due = _last(found.due)
    revised = _last(found.revised)
    if due is None and revised is not None:
        due, revised = revised, None
    return Dates(due=due, revised=revised, queries=tuple(dict.fromkeys(found.queries)))


def _last(dues: list[Due]) -> Due | None:
    dated = [due for due in dues if due.end is not None]
    if dated:
        return max(dated, key=lambda due: due.end or date.min)
    return dues[0] if dues else None


def _one(cell: Field, plan_ends: date | None) -> Due | None:
    if cell.value is not None:
        return Due.on(cell.value, cell.words)
    return read_due(cell.words, plan_ends=plan_ends)


def _due_cell(cell: Field, found: _Found, plan_ends: date | None) -> None:
    if cell.value is not None:
        found.due.append(Due.on(cell.value, cell.words))
        return
    if no_date_yet(cell.words):
        if re.search(r"\w", cell.words):
            found.queries.append(("date-to-be-confirmed", cell.words))
        return
    if _moved(cell.words, found, plan_ends):
        return
    pieces = _pieces(cell)
    if _NAMED.search(cell.words) and _named(pieces, found, plan_ends):
        return
    whole = read_due(cell.words, plan_ends=plan_ends)
    # "March 2024" on two lines is one date said twice, not a longer one.
    read = [read_due(piece, plan_ends=plan_ends) for piece in pieces]
    if len(pieces) > 1 and all(read):
        plain = [
            due
            for due, piece in zip(read, pieces, strict=True)
            if due and not _REVISED.search(piece)
        ]
        again = [
            due for due, piece in zip(read, pieces, strict=True) if due and _REVISED.search(piece)
        ]
        found.revised += again
        distinct = {(due.start, due.end) for due in plain}
        if len(plain) > 1:
            found.queries.append(
                ("date-twice" if len(distinct) == 1 else "several-dates", cell.words)
            )
        found.due += plain[:1] if len(distinct) == 1 else plain
        return
    if whole is not None:
        found.due.append(whole)
        return
    some = [due for due in read if due]
    if some:
        found.due += some
        found.queries.append(("date-partly-read", cell.words))
    elif any(is_impossible(piece) for piece in [cell.words, *pieces]):
        found.queries.append(("date-impossible", cell.words))
    else:
        found.queries.append(("date-unread", cell.words))


def _moved(words: str, found: _Found, plan_ends: date | None) -> bool:
    """ "June 2026, revised to September 2026" and "September 2026 (was June 2026)"."""
    if len(words) > _LONGEST:
        return False
    for pattern, first_is_due in ((_MOVED_TO, True), (_MOVED_FROM, False)):
        match = pattern.match(words)
        if match is None or (first_is_due and re.search(r"\bfrom\b", words)):
            continue
        one = read_due(match[1], plan_ends=plan_ends)
        other = read_due(match[2], plan_ends=plan_ends)
        if one is not None and other is not None:
            found.due.append(one if first_is_due else other)
            found.revised.append(other if first_is_due else one)
            return True
    return False


def _pieces(cell: Field) -> list[str]:
    lines = [line.text for line in cell.lines if line.text]
    if len(lines) == 1:
        lines = [
            p for p in re.split(r"\s*[;|]\s*|(?<=\d)\s*,\s*(?=[A-Za-z\d])|\s+/\s+", lines[0]) if p
        ]
    return lines


def _named(pieces: list[str], found: _Found, plan_ends: date | None) -> bool:
    """ "Start: Jan 2024, Rev: June 2024, End: March 2024": each date by the word before it."""
    text = "; ".join(pieces)
    marks = list(_NAMED.finditer(text))
    read = False
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        words = text[mark.end() : after.start() if after else len(text)].strip(" ;,/|")
        due = read_due(words, plan_ends=plan_ends)
        if due is None:
            if is_impossible(words):
                found.queries.append(("date-impossible", words))
                read = True
            continue
        read = True
        name = mark[1].casefold()
        if name == "s" or re.match(r"start|commence|from", name):
            continue
        revised = name == "r" or re.match(r"rev|amend|extend|new", name)
        (found.revised if revised else found.due).append(due)
    return read


def _revised_cell(cell: Field, found: _Found, plan_ends: date | None) -> None:
    if no_date_yet(cell.words) and cell.value is None:
        return
    due = _one(cell, plan_ends)
    if due is None:
        read = [d for piece in _pieces(cell) if (d := read_due(piece, plan_ends=plan_ends))]
        due = _last(read)
    if due is not None:
        found.revised.append(due)
    else:
        code = "date-impossible" if is_impossible(cell.words) else "date-unread"
        found.queries.append((code, cell.words))


def _three_dates(used: Used, found: _Found, plan_ends: date | None) -> None:
    """A cell under "Start / Rev / End": dates by their names, else in the order of the heading."""
    cell = used.field
    if cell.value is not None:
        found.due.append(Due.on(cell.value, cell.words))
        return
    if no_date_yet(cell.words) or _moved(cell.words, found, plan_ends):
        return
    lines = [line.text for line in cell.lines]
    if _NAMED.search("; ".join(lines)) and _named(lines, found, plan_ends):
        return
    pieces = lines
    if len(pieces) == 1:
        pieces = [p.strip() for p in re.split(r"\s+[/|]\s+|\s*[;|]\s*|\s+[-–—]\s+", lines[0])]
    if len(pieces) == 1:
        pieces = [p.strip() for p in re.split(r"(?<=\d{4})\s*/\s*|(?<=\d{4})\s+|\s*,\s*", lines[0])]
    if len(pieces) == 1:
        pieces = re.split(r"(?<=\d)\s*/\s*(?=[A-Za-z])", lines[0])
    pieces = [p for p in pieces if p]
    names = [
        "start" if n.startswith(("start", "comm")) else "rev" if n.startswith("rev") else "end"
        for n in re.findall(
            r"start|commence|rev|end|finish|due|complet|target", used.column.heading.casefold()
        )
    ]
    read = [None if no_date_yet(p) else read_due(p, plan_ends=plan_ends) for p in pieces]
    if len(pieces) == len(names):
        pairs = list(zip(names, read, strict=True))
    elif len(pieces) == 2:
        pairs = [("start", read[0]), ("end", read[1])]
    else:
        pairs = [("end", due) for due in read]
    for name, due in pairs:
        if due is not None and name != "start":
            (found.revised if name == "rev" else found.due).append(due)
    for piece, due in zip(pieces, read, strict=True):
        if due is None and not no_date_yet(piece):
            code = "date-impossible" if is_impossible(piece) else "date-unread"
            found.queries.append((code, piece))
