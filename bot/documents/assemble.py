"""From the draft of a plan to the plan: leads split, dates read, shared items made one, keys given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.documents import items
from bot.documents.cell_dates import Dates, read_dates
from bot.documents.draft import ActionDraft, Draft, Field, HeadingDraft, Used
from bot.documents.items import Item, Items
from bot.documents.keys import find_embedded_refs, give_keys, heading_numbers
from bot.documents.lead_organisations import split_organisations
from bot.documents.leads import Directory, learn, split_leads
from bot.documents.lists import expand, raise_headings
from bot.documents.naming import label_of, leading_number
from bot.documents.roles import Role
from bot.domain.dates import Due
from bot.domain.plan_dates import read_due
from bot.domain.plans import (
    LeadKind,
    NamedLead,
    PlanAction,
    PlanHeading,
    PlanMeasure,
    PlanMilestone,
    Severity,
)
from bot.domain.status import COMMON_WORDS, Scale, Status

#: More actions than this share no milestone: a cell merged down a whole sheet is no item of theirs.
MOST_SHARING = 500
_DATED = (Role.DUE, Role.REVISED, Role.DATES)


@dataclass(frozen=True, kw_only=True)
class Queries:
    """What assembling met and the findings are made of: (action key, code, words)."""

    dates: tuple[tuple[str, str, str], ...] = ()
    statuses: tuple[tuple[str, str], ...] = ()
    lone_bullets: tuple[tuple[str, str], ...] = ()
    """(action key, "milestone" or "measure")"""
    twice: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    """Keys of actions that had no reference and were numbered."""


@dataclass(frozen=True, kw_only=True)
class Assembled:
    headings: tuple[PlanHeading, ...]
    actions: tuple[PlanAction, ...]
    queries: Queries


def assemble(draft: Draft, *, code: str, title: str, plan_ends: date | None) -> Assembled:
    """The plan that a draft holds. A plan without any heading is its own heading."""
    return _Assembler(draft, code, title, plan_ends).run()


class _Assembler:
    def __init__(self, draft: Draft, code: str, title: str, plan_ends: date | None) -> None:
        self._draft = draft
        self._code = code
        self._title = title
        self._ends = plan_ends
        self._actions = expand(raise_headings(draft.actions))
        lead_texts = [u.field.text for a in draft.actions for u in a.of(Role.LEAD)]
        heading_texts = ["\n".join(h.leads) for h in draft.headings]
        self._directory: Directory = learn(
            dict.fromkeys(lead_texts + heading_texts), draft.initials
        )
        self._listed = {id(a.heading): a for a in self._actions if a.from_list}
        self._leads: dict[int, tuple[NamedLead, ...]] = {}
        self._items: dict[tuple[int, Role], Items] = {}
        self._scale = Scale(
            words={words: COMMON_WORDS[colour] for words, colour in draft.status_words.items()}
        )

    def run(self) -> Assembled:
        actions = self._actions
        embedded = find_embedded_refs(actions)
        refs = [embedded[n][0] if n in embedded else a.ref for n, a in enumerate(actions)]
        titles = [embedded[n][1] if n in embedded else a.title.words for n, a in enumerate(actions)]
        keys, twice = give_keys(actions, refs, self._code)
        headings, ids = self._headings()
        users = self._users(keys)
        dates: list[tuple[str, str, str]] = []
        statuses: list[tuple[str, str]] = []
        bullets: list[tuple[str, str]] = []
        built = []
        for action, key, ref, title in zip(actions, keys, refs, titles, strict=True):
            when = self._dates(action)
            if any(not used.inherited for used in action.of(*_DATED)):
                # A merged cell is queried once, at the action it begins with.
                dates += [(key, query, words) for query, words in when.queries]
            status, unknown = self._status(action)
            if unknown:
                statuses.append((key, unknown))
            milestones, milestone_queries = self._milestones(action, key, users)
            dates += [(key, "date-impossible", words) for words in milestone_queries]
            measures, measure_queries = self._measures(action, key, users)
            dates += [(key, "date-impossible", words) for words in measure_queries]
            for role, word in ((Role.MILESTONE, "milestone"), (Role.MEASURE, "measure")):
                if any(self._items_of(u.field, role).lone_bullet for u in action.of(role)):
                    bullets.append((key, word))
            built.append(
                PlanAction(
                    key=key,
                    ref=ref,
                    title=title,
                    heading=ids[id(action.heading)],
                    leads=self._action_leads(action),
                    lead_organisations=self._organisations(action),
                    due=when.due,
                    revised_due=when.revised,
                    status=status,
                    milestones=milestones,
                    measures=measures,
                    raw=tuple((u.column.heading, u.field.text) for u in action.cells),
                )
            )
        return Assembled(
            headings=headings,
            actions=tuple(built),
            queries=Queries(
                dates=tuple(dict.fromkeys(dates)),
                statuses=tuple(statuses),
                lone_bullets=tuple(bullets),
                twice=tuple(twice),
                numbered=tuple(k for k, r in zip(keys, refs, strict=True) if r is None),
            ),
        )

    # Headings

    def _headings(self) -> tuple[tuple[PlanHeading, ...], dict[int, str]]:
        wanted: dict[int, HeadingDraft] = {}
        for action in self._actions:
            heading: HeadingDraft | None = action.heading
            chain: list[HeadingDraft] = []
            while heading is not None and id(heading) not in wanted:
                chain.append(heading)
                heading = heading.parent
            wanted.update((id(h), h) for h in reversed(chain))
        numbers = heading_numbers(list(wanted.values()))
        ids: dict[int, str] = {}
        taken: set[str] = set()
        again: Counter[str] = Counter()
        found = []
        for heading in wanted.values():
            title = _heading_title(heading) or self._title
            own = f"{heading.kind}-{heading.code or numbers[id(heading)]}".casefold()
            parent = ids[id(heading.parent)] if heading.parent is not None else None
            base = identity = f"{parent}/{own}" if parent else own
            while identity in taken:
                again[base] += 1
                identity = f"{base}-{again[base] + 1}"
            taken.add(identity)
            ids[id(heading)] = identity
            found.append(
                PlanHeading(
                    id=identity,
                    parent=parent,
                    kind=heading.kind,
                    code=heading.code,
                    title=title,
                    leads=self._heading_leads(heading),
                )
            )
        return tuple(found), ids

    def _heading_leads(self, heading: HeadingDraft) -> tuple[NamedLead, ...]:
        named = list(split_leads(heading.leads, self._directory))
        listed = self._listed.get(id(heading))
        if listed is not None:
            named += [lead for used in listed.of(Role.LEAD) for lead in self._split(used)]
        return tuple(named)

    # Leads

    def _split(self, used: Used) -> tuple[NamedLead, ...]:
        known = self._leads.get(id(used.field))
        if known is None:
            lines = [
                line.text for line in used.field.lines if line.text and not _is_date(line.text)
            ]
            known = split_leads(lines, self._directory)
            if used.column.organisation is not None:
                known = tuple(
                    lead
                    if lead.organisation
                    else replace(lead, organisation=used.column.organisation)
                    for lead in known
                )
            self._leads[id(used.field)] = known
        return known

    def _action_leads(self, action: ActionDraft) -> tuple[NamedLead, ...]:
        named: list[NamedLead] = []
        for used in action.of(Role.LEAD):
            for lead in self._split(used):
                if all(lead.name.casefold() != other.name.casefold() for other in named):
                    carried = used.inherited or action.from_list
                    named.append(replace(lead, inherited=True) if carried else lead)
        if not named and not any(True for _ in action.of(Role.LEAD)):
            # A plan that names bodies and no people: the bodies lead, and cannot be messaged.
            named = [
                NamedLead(name=name, kind=LeadKind.ORGANISATION)
                for name in self._organisations(action)
            ]
        return tuple(named)

    def _organisations(self, action: ActionDraft) -> tuple[str, ...]:
        found = [
            name
            for used in action.of(Role.ORGANISATION)
            for name in split_organisations([line.text for line in used.field.lines])
        ]
        return tuple(dict.fromkeys(found))

    # Dates and status

    def _dates(self, action: ActionDraft) -> Dates:
        if action.due is not None:
            return Dates(due=action.due)
        dates = read_dates(action, self._ends)
        if dates.due is None and not any(True for _ in action.of(Role.DUE, Role.DATES)):
            for used in action.of(Role.LEAD):
                for line in used.field.lines:
                    if _is_date(line.text):
                        return replace(dates, due=read_due(line.text, plan_ends=self._ends))
        return dates

    def _status(self, action: ActionDraft) -> tuple[Status, str | None]:
        for used in action.of(Role.STATUS):
            words = used.field.words
            if not words:
                continue
            status = self._scale.read(words)
            if status is None:
                # "Green – on track", "G (75%)", "Complete (blue)": a colour, with what explains it.
                for piece in re.split(r"\s+[-–—]\s*|\s*[-–—:(),;]\s+|\s*[()]\s*|\s+(?=\d)", words):
                    colour = self._scale.read(piece) if piece.strip() else None
                    if colour is not None:
                        status = colour
                        break
            return (status, None) if status is not None else (Status.NOT_REPORTED, words)
        return Status.NOT_REPORTED, None

    # Milestones and measures

    def _users(self, keys: Sequence[str]) -> dict[int, list[str]]:
        """Which actions use a cell: those share what stands in it."""
        users: dict[int, dict[str, None]] = {}
        for action, key in zip(self._actions, keys, strict=True):
            for used in action.of(Role.MILESTONE, Role.MEASURE):
                users.setdefault(id(used.field), {})[key] = None
        for cell, sharing in users.items():
            if len(sharing) > MOST_SHARING:
                first = next(iter(sharing))
                self._draft.note(
                    Severity.WARNING,
                    "left-out",
                    first,
                    f"One cell covers {len(sharing)} actions, more than can share a milestone or measure: "
                    "what stands in it was kept at the first of them only.",
                )
                users[cell] = {first: None}
        return {cell: list(sharing) for cell, sharing in users.items()}

    def _items_of(self, cell: Field, role: Role) -> Items:
        known = self._items.get((id(cell), role))
        if known is None:
            split = items.milestones if role is Role.MILESTONE else items.measures
            known = self._items[id(cell), role] = split(cell.lines, self._ends)
        return known

    def _milestones(
        self, action: ActionDraft, key: str, users: dict[int, list[str]]
    ) -> tuple[tuple[PlanMilestone, ...], list[str]]:
        found: list[PlanMilestone] = []
        queries: list[str] = []
        used_cells = list(action.of(Role.MILESTONE))
        rows = {used.row for used in used_cells}
        for used in used_cells:
            told = self._items_of(used.field, Role.MILESTONE).found
            beside = self._beside(action, used, told, several=len(rows) > 1)
            if key not in users[id(used.field)]:
                continue
            others = tuple(k for k in users[id(used.field)] if k != key)
            for item, due in zip(told, beside, strict=True):
                if item.impossible and due is None:
                    queries.append(item.impossible)
                found.append(
                    PlanMilestone(text=item.text, due=due, shared_with=others, raw=item.raw)
                )
        return tuple(found), queries

    def _beside(
        self, action: ActionDraft, used: Used, told: Sequence[Item], *, several: bool
    ) -> list[Due | None]:
        """Each milestone's date: its own, else the one in the cell that dates milestones in its row."""
        dues = [item.due for item in told]
        for other in action.cells:
            if other.row != used.row or other.field is used.field:
                continue
            dated = other.column.role is Role.MILESTONE_DATE or (
                several and other.column.role is Role.DUE
            )
            if not dated:
                continue
            lines = [line.text for line in other.field.lines if line.text]
            if other.field.value is not None:
                read: list[Due | None] = [Due.on(other.field.value, other.field.words)]
            else:
                read = [read_due(line, plan_ends=self._ends) for line in lines]
            if len(read) == 1:
                read = read * len(dues)
            if len(read) == len(dues):
                dues = [mine or theirs for mine, theirs in zip(dues, read, strict=True)]
        return dues

    def _measures(
        self, action: ActionDraft, key: str, users: dict[int, list[str]]
    ) -> tuple[tuple[PlanMeasure, ...], list[str]]:
        targets = [u.field for u in action.of(Role.TARGET) if u.field.words]
        found: list[PlanMeasure] = []
        queries: list[str] = []
        for used in action.of(Role.MEASURE):
            told = self._items_of(used.field, Role.MEASURE).found
            if key not in users[id(used.field)]:
                continue
            others = tuple(k for k in users[id(used.field)] if k != key)
            beside = _targets_beside(targets, len(told))
            for item, target in zip(told, beside, strict=True):
                if item.impossible:
                    queries.append(item.impossible)
                found.append(
                    PlanMeasure(
                        text=item.text,
                        target=target or item.target,
                        due=item.due,
                        shared_with=others,
                        raw=item.raw,
                    )
                )
        return tuple(found), queries


def _targets_beside(targets: Iterable[Field], count: int) -> list[str | None]:
    """The words of the target column, measure by measure where it has as many lines, else for all."""
    for cell in targets:
        lines = [line.text for line in cell.lines if line.text]
        if len(lines) == count:
            return list(lines)
        return [cell.words] * count
    return [None] * count


def _is_date(text: str) -> bool:
    return any(c.isdigit() for c in text) and read_due(text) is not None


def _heading_title(heading: HeadingDraft) -> str:
    """A heading's words without its number; those in a column may have grown across a page break."""
    if heading.held is None:
        return heading.title
    words = heading.held.words
    label = label_of(words)
    if label is not None and label.title:
        return label.title
    return leading_number(words)[1]
