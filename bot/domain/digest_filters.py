"""What ``status`` can be narrowed to, and how typed words are read as that: known, or not understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.digest import ActionLine
from bot.domain.names import name_key
from bot.domain.status import Marker, Status


class Flag(StrEnum):
    """What an action can be beside its colour."""

    OVERDUE = "overdue"
    STALE = "stale"
    CLAIMS = "claims"
    DELIVERED = "delivered"
    MINE = "mine"


_FLAGS: Mapping[str, Flag] = {
    "overdue": Flag.OVERDUE,
    "late": Flag.OVERDUE,
    "stale": Flag.STALE,
    "silent": Flag.STALE,
    "not updated": Flag.STALE,
    "claims": Flag.CLAIMS,
    "claim": Flag.CLAIMS,
    "claimed": Flag.CLAIMS,
    "completion claimed": Flag.CLAIMS,
    "delivered": Flag.DELIVERED,
    "impact pending": Flag.DELIVERED,
    "delivered impact pending": Flag.DELIVERED,
    "mine": Flag.MINE,
    "my": Flag.MINE,
    "my actions": Flag.MINE,
}
_MARKERS: Mapping[Flag, Marker] = {
    Flag.OVERDUE: Marker.OVERDUE,
    Flag.STALE: Marker.STALE,
    Flag.CLAIMS: Marker.COMPLETION_CLAIMED,
    Flag.DELIVERED: Marker.IMPACT_PENDING,
}
_COLOURS: Mapping[str, Status] = {
    **{word: status for status in Status for word in (status.word.casefold(), status.value)},
    "reds": Status.RED,
    "ambers": Status.AMBER,
    "greens": Status.GREEN,
    "blues": Status.BLUE,
    "greys": Status.GREY,
    "gray": Status.GREY,
    "grays": Status.GREY,
    "complete": Status.BLUE,
    "unreported": Status.NOT_REPORTED,
    "blank": Status.NOT_REPORTED,
}
_FILLERS = frozenset(
    "a action actions all and any by for in is of on only or please show the".split()
)
_PAPER = frozenset({"paper", "digest"})
#: As many words as the longest name or priority title that anybody types.
_LONGEST = 12


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What was asked for. Of one kind any will do, of several kinds all must hold; nothing: everything."""

    statuses: frozenset[Status] = frozenset()
    priorities: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    keys: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    """Keys that one typed reference may mean (R6)."""
    paper: bool = False
    unknown: tuple[str, ...] = ()
    """Words that mean nothing here."""

    @property
    def everything(self) -> bool:
        return self == Filters()

    def hold(self, line: ActionLine, *, mine: frozenset[str]) -> bool:
        """Whether the action is asked for; ``mine``: the keys of the asker's own."""
        if self.statuses and line.status not in self.statuses:
            return False
        if self.priorities and line.priority not in self.priorities:
            return False
        if self.keys and line.key not in self.keys:
            return False
        if self.leads and not _led_by(line, self.leads):
            return False
        return all(
            line.key in mine if flag is Flag.MINE else _MARKERS[flag] in line.markers
            for flag in self.flags
        )


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """What words can mean in one programme."""

    lines: Sequence[ActionLine]
    priorities: Mapping[str, str]
    """Titles by code."""
    mine: frozenset[str] = frozenset()
    colours: Mapping[str, Status] | None = None
    """Words of the plans' own scales (R1)."""
    people: tuple[str, ...] = ()


def read_filters(words: Iterable[str], known: Vocabulary) -> Filters:
    """What the typed words narrow the status to; the longest reading of each stretch is taken."""
    tokens = [one.strip(" ,;:?!.") for one in " ".join(words).split()]
    tokens = [one for one in tokens if one]
    found = Filters()
    at = 0
    while at < len(tokens):
        for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
            read = _one(" ".join(tokens[at : at + size]), known)
            if read is not None:
                found, at = _joined(found, read), at + size
                break
        else:
            word = tokens[at]
            if word.casefold() not in _FILLERS:
                found = _joined(found, Filters(unknown=(word,)))
            at += 1
    return found


def _one(text: str, known: Vocabulary) -> Filters | None:
    word = " ".join(text.casefold().split())
    status = {**_COLOURS, **(known.colours or {})}.get(word)
    if status is not None:
        return Filters(statuses=frozenset({status}))
    if word in _FLAGS:
        return Filters(flags=(_FLAGS[word],))
    if word in _PAPER:
        return Filters(paper=True)
    return _reference(word, known) or _priority(word, known) or _lead(text, known)


def _reference(word: str, known: Vocabulary) -> Filters | None:
    exact = [one.key for one in known.lines if one.key.casefold() == word]
    if exact:
        return Filters(keys=(exact[0],))
    if not re.search(r"\d", word):
        return None
    same = [one.key for one in known.lines if (one.ref or "").casefold() == word]
    own = [key for key in same if key in known.mine]
    chosen = own if len(own) == 1 else same
    if len(chosen) == 1:
        return Filters(keys=(chosen[0],))
    return Filters(unclear=tuple(chosen)) if chosen else None


def _priority(word: str, known: Vocabulary) -> Filters | None:
    for n, (code, title) in enumerate(known.priorities.items(), start=1):
        name = " ".join(title.casefold().split())
        if word in (code.casefold(), name, f"priority {n}", f"priority {code.casefold()}"):
            return Filters(priorities=(code,))
    starts = [
        code
        for code, title in known.priorities.items()
        if len(word) >= 5 and " ".join(title.casefold().split()).startswith(word)
    ]
    return Filters(priorities=(starts[0],)) if len(starts) == 1 else None


def _lead(text: str, known: Vocabulary) -> Filters | None:
    """Somebody who leads, or a person of the programme, by full name or by one part that only they
    have."""
    wanted = name_key(text)
    if not wanted:
        return None
    names = {name_key(lead.name): lead.name for one in known.lines for lead in one.leads}
    for name in known.people:
        names.setdefault(name_key(name), name)
    if wanted in names:
        return Filters(leads=(names[wanted],))
    parts = [name for key, name in names.items() if len(wanted) == 1 and wanted[0] in key]
    return Filters(leads=(parts[0],)) if len(parts) == 1 and len(wanted[0]) > 1 else None


def _led_by(line: ActionLine, names: Sequence[str]) -> bool:
    keys = {name_key(one) for one in names}
    return any(name_key(lead.name) in keys for lead in line.leads)


def _joined(one: Filters, other: Filters) -> Filters:
    return Filters(
        statuses=one.statuses | other.statuses,
        priorities=_union(one.priorities, other.priorities),
        leads=_union(one.leads, other.leads),
        flags=tuple(dict.fromkeys((*one.flags, *other.flags))),
        keys=_union(one.keys, other.keys),
        unclear=_union(one.unclear, other.unclear),
        paper=one.paper or other.paper,
        unknown=_union(one.unknown, other.unknown),
    )


def _union(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))
