"""What a careful programme officer would query in a plan: each a code, a place and one sentence.

The codes are listed in docs/reference/plan-import.md. Nothing here stops an import.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.documents.assemble import Queries
from bot.documents.naming import normal
from bot.domain.dates import Due, Precision
from bot.domain.names import name_key, probably_same, same_name
from bot.domain.plans import (
    Finding,
    LeadKind,
    NamedLead,
    PlanAction,
    PlanHeading,
    Severity,
)

#: Every code that a finding can have, as docs/reference/plan-import.md lists them.
CODES = frozenset(
    """
    columns-lost date-impossible date-partly-read date-to-be-confirmed date-twice date-unread
    duplicate-action empty-measure empty-milestone hidden-rows lead-unreachable left-out
    milestone-after-action milestone-twice milestone-undated milestones-only-dated
    milestones-out-of-order no-date no-lead no-plan no-title numbered-actions person-several-titles
    probable-same-person reference-twice revised-date row-joined several-dates start-after-end
    unknown-status
    """.split()
)

#: (severity, sentence) for what was met while reading date cells; {0} is the cell's words.
_DATE_QUERIES: Mapping[str, tuple[Severity, str]] = {
    "date-twice": (
        Severity.WARNING,
        "The date stands twice in its cell (“{0}”); it was read once.",
    ),
    "several-dates": (
        Severity.WARNING,
        "The cell holds several dates (“{0}”); the last of them was taken as the due date.",
    ),
    "date-partly-read": (
        Severity.WARNING,
        "Only a part of “{0}” could be read as a date; check the due date.",
    ),
    "date-unread": (
        Severity.WARNING,
        "“{0}” could not be read as a date; the words are kept and no due date is set.",
    ),
    "date-impossible": (
        Severity.WARNING,
        "“{0}” is a day that does not exist, or that no plan can mean; no due date was taken from it.",
    ),
    "date-to-be-confirmed": (Severity.WARNING, "The date is still to be set (“{0}”)."),
    "start-after-end": (Severity.WARNING, "The start date (“{0}”) is later than the due date."),
}
#: More names than this with one part in common are a list of that name, not slips of the pen.
_MOST_ALIKE = 300
_UNREACHABLE = {
    LeadKind.POST: "is a post, not a person,",
    LeadKind.ORGANISATION: "is an organisation, not a person,",
    LeadKind.UNKNOWN: "is not yet a person",
}


def check(
    headings: Sequence[PlanHeading], actions: Sequence[PlanAction], queries: Queries
) -> list[Finding]:
    """All findings, the warnings first, each once."""
    found = [
        *_dates(actions, queries),
        *_leads(headings, actions),
        *_items(actions, queries),
        *_identity(actions, queries),
    ]
    unique = list(dict.fromkeys(found))
    return sorted(
        unique, key=lambda f: [Severity.ERROR, Severity.WARNING, Severity.INFO].index(f.severity)
    )


def _warn(code: str, where: str, message: str) -> Finding:
    return Finding(severity=Severity.WARNING, code=code, where=where, message=message)


def _tell(code: str, where: str, message: str) -> Finding:
    return Finding(severity=Severity.INFO, code=code, where=where, message=message)


def _dates(actions: Sequence[PlanAction], queries: Queries) -> Iterator[Finding]:
    queried = {key for key, _, _ in queries.dates}
    for key, code, words in queries.dates:
        severity, sentence = _DATE_QUERIES[code]
        yield Finding(
            severity=severity,
            code=code,
            where=key,
            message=sentence.format(" / ".join(words.split("\n"))),
        )
    for action in actions:
        if action.due is None and action.key not in queried:
            yield _warn("no-date", action.key, "The action has no completion date.")
        if action.revised_due is not None:
            yield _tell(
                "revised-date",
                action.key,
                f"The document also gives a revised date, {_words(action.revised_due)}: the original is kept as "
                "due, and the revised one waits for a decision.",
            )


def _words(due: Due) -> str:
    return (
        due.text if due.precision is not Precision.DAY or due.end is None else due.end.isoformat()
    )


def _leads(headings: Sequence[PlanHeading], actions: Sequence[PlanAction]) -> Iterator[Finding]:
    for action in actions:
        if not action.leads:
            yield _warn("no-lead", action.key, "The action has no lead.")
        for lead in action.leads:
            if lead.kind is not LeadKind.PERSON:
                yield _warn(
                    "lead-unreachable",
                    action.key,
                    f"“{lead.name}” {_UNREACHABLE[lead.kind]} and cannot be reminded: name somebody for it.",
                )
    everyone = [(h.id, lead) for h in headings for lead in h.leads]
    everyone += [(a.key, lead) for a in actions for lead in a.leads]
    people = [(where, lead) for where, lead in everyone if lead.kind is LeadKind.PERSON]
    for one, other in _probable_pairs({lead.name: None for _, lead in people}):
        yield _warn(
            "probable-same-person",
            next(where for where, lead in people if lead.name == other),
            f"“{one}” and “{other}” are probably the same person: say which name is right.",
        )
    yield from _titles(people)


def _probable_pairs(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names that may be one person; only names that share a first or last part are compared."""
    told = list(names)
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in told:
        parts = name_key(name)
        if parts:
            alike["first", parts[0]].append(name)
            alike["last", parts[-1]].append(name)
    seen: set[tuple[str, str]] = set()
    for group in alike.values():
        if len(group) > _MOST_ALIKE:
            continue
        for n, one in enumerate(group):
            for other in group[n + 1 :]:
                if (one, other) in seen or same_name(one, other):
                    continue
                seen.add((one, other))
                if probably_same(one, other):
                    yield one, other


def _titles(people: Iterable[tuple[str, NamedLead]]) -> Iterator[Finding]:
    roles: dict[tuple[str, ...], dict[str, tuple[str, NamedLead]]] = defaultdict(dict)
    for where, lead in people:
        if lead.role:
            roles[name_key(lead.name)].setdefault(normal(lead.role), (where, lead))
    for several in roles.values():
        if len(several) > 1:
            where, lead = list(several.values())[-1]
            titles = "; ".join(str(other.role) for _, other in several.values())
            yield _tell(
                "person-several-titles",
                where,
                f"{lead.name} stands under several job titles ({titles}); taken as one person.",
            )


def _items(actions: Sequence[PlanAction], queries: Queries) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for action in actions:
        ends = [m.due.end for m in action.milestones if m.due and m.due.end]
        for milestone in action.milestones:
            due = milestone.due
            if due and due.end and action.due and action.due.end and due.end > action.due.end:
                yield _warn(
                    "milestone-after-action",
                    action.key,
                    f"A milestone is due {due.text}, after the action itself ({action.due.text}): "
                    f"“{_short(milestone.text)}”.",
                )
            shared = any((key, milestone.raw) in told for key in milestone.shared_with)
            told.add((action.key, milestone.raw))
            if due is None and not shared:
                yield _tell(
                    "milestone-undated",
                    action.key,
                    f"A milestone has no date: “{_short(milestone.text)}”.",
                )
        if ends != sorted(ends):
            yield _tell(
                "milestones-out-of-order",
                action.key,
                "The milestones are not in order of their dates.",
            )
        if action.due is None and ends:
            yield _tell(
                "milestones-only-dated",
                action.key,
                "The action has no date of its own, but its milestones have.",
            )
        if len({(m.text, m.due) for m in action.milestones}) < len(action.milestones):
            yield _warn("milestone-twice", action.key, "The same milestone stands twice.")
    for key, word in queries.lone_bullets:
        yield _warn(
            f"empty-{word}",
            key,
            f"A bullet or dash stands alone where a {word} should be: it was left out.",
        )


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77].rsplit(" ", 1)[0] + " …"


def _identity(actions: Sequence[PlanAction], queries: Queries) -> Iterator[Finding]:
    for key in dict.fromkeys(queries.twice):
        yield _warn(
            "reference-twice",
            key,
            "The reference stands twice: the later action was given a key of its own.",
        )
    for key, words in queries.statuses:
        yield _warn(
            "unknown-status",
            key,
            f"“{words}” is no status of this plan's scale: it was loaded as not reported; say which colour it means.",
        )
    if queries.numbered:
        first, last = queries.numbered[0], queries.numbered[-1]
        yield _tell(
            "numbered-actions",
            first,
            f"{len(queries.numbered)} actions have no reference and were numbered under their headings, "
            f"{first} to {last}.",
        )
    known: dict[str, str] = {}
    for action in actions:
        words = normal(action.title)
        if not words:
            yield _warn("no-title", action.key, "The action has a reference and no words.")
        elif words in known:
            yield _warn(
                "duplicate-action",
                action.key,
                f"The words are the same as those of {known[words]}: one action or two?",
            )
        else:
            known[words] = action.key
