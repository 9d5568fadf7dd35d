"""Re-import (DESIGN.md, decision 9): what a newer document adds, corrects, says otherwise, and leaves out.

Pure, and it decides nothing. Only what is *new* and a corrected *wording* is applied; a different date,
lead or status is reported and left, and what is gone is reported and left too.

``existing`` is the stored plan as :func:`existing_plan` makes it from ``Action`` values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.domain.actions import Action, Lead, Measure, Milestone
from bot.domain.dates import Due
from bot.domain.names import name_key
from bot.domain.plan_matching import (
    NEAR,
    KnownItem,
    Told,
    alike,
    distinct_items,
    match_items,
    normal_text,
    same_due,
)
from bot.domain.plans import ImportedPlan, NamedLead, PlanAction, PlanMeasure, PlanMilestone
from bot.domain.status import Status

ItemName = Literal["milestone", "measure"]
FieldName = Literal["date", "revised date", "lead", "status", "target", "heading", "actions"]


@dataclass(frozen=True, kw_only=True)
class KnownAction:
    """A stored action, as far as a document can say anything about it."""

    id: int
    key: str
    ref: str | None
    title: str
    heading: str
    leads: tuple[Lead, ...] = ()
    original: Due | None = None
    approved: Due | None = None
    status: Status = Status.NOT_REPORTED
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True)
class ExistingPlan:
    """What the record holds of a plan before it is imported again."""

    actions: tuple[KnownAction, ...] = ()
    milestones: tuple[KnownItem, ...] = ()
    measures: tuple[KnownItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NewItem:
    """A milestone or measure to add, once, for all ``actions`` (keys) that share it."""

    what: ItemName
    item: PlanMilestone | PlanMeasure
    actions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A wording to correct: the two stand as a pair. ``id``: of the stored row."""

    what: Literal["action", "milestone", "measure"]
    id: int
    key: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What the document says otherwise: reported and left. ``id``: of the stored row."""

    what: Literal["action", "milestone", "measure"]
    id: int
    key: str
    field: FieldName
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Gone:
    """What the record has and the document has not: reported and left."""

    what: Literal["action", "milestone", "measure"]
    id: int
    key: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PlanChanges:
    """All differences between the record and a document, in the plan's order."""

    plan: ImportedPlan
    """The document's plan with its actions under the keys they have, or will have, in the record."""
    new_actions: tuple[PlanAction, ...] = ()
    new_items: tuple[NewItem, ...] = ()
    """On actions that are known or new, whichever share them."""
    corrected: tuple[Correction, ...] = ()
    reported: tuple[Difference, ...] = ()
    gone: tuple[Gone, ...] = ()

    @property
    def none(self) -> bool:
        return not (
            self.new_actions or self.new_items or self.corrected or self.reported or self.gone
        )


def existing_plan(actions: Iterable[Action]) -> ExistingPlan:
    """The record's side of a comparison, from a plan's stored actions with their milestones and measures."""
    known: list[KnownAction] = []
    milestones: dict[int, KnownItem] = {}
    measures: dict[int, KnownItem] = {}
    for action in actions:
        known.append(
            KnownAction(
                id=action.id,
                key=action.key,
                ref=action.ref,
                title=action.title,
                heading=action.heading,
                leads=action.leads,
                original=action.original,
                approved=action.approved,
                status=Status.BLUE if action.closed_on else action.state.status,
                withdrawn=action.withdrawn,
            )
        )
        _collect(milestones, action.key, action.milestones)
        _collect(measures, action.key, action.measures)
    return ExistingPlan(
        actions=tuple(known),
        milestones=tuple(milestones.values()),
        measures=tuple(measures.values()),
    )


def _collect(
    found: dict[int, KnownItem], key: str, items: Sequence[Milestone] | Sequence[Measure]
) -> None:
    for item in items:
        target = item.target if isinstance(item, Measure) else None
        before = found.get(item.id)
        keys = frozenset((key, *item.shared_with)) | (before.actions if before else frozenset())
        found[item.id] = KnownItem(
            id=item.id, text=item.text, due=item.due, actions=keys, target=target
        )


def compare(existing: ExistingPlan, imported: ImportedPlan) -> PlanChanges:
    """What ``imported`` adds to, corrects in and says otherwise than ``existing``.

    Actions match on their key, those without a reference on their text; milestones and measures on their
    actions and normalised text, then on the nearest text.
    """
    pairs, imported = _match_actions(existing, imported)
    known = {action.key: action for action in pairs.values()}
    corrected: list[Correction] = []
    reported: list[Difference] = []
    fresh = []
    for action in imported.actions:
        stored = pairs.get(action.key)
        if stored is None:
            fresh.append(action)
            continue
        if action.title != stored.title:
            corrected.append(
                Correction(
                    what="action",
                    id=stored.id,
                    key=stored.key,
                    before=stored.title,
                    after=action.title,
                )
            )
        reported += _action_differences(stored, action)
    gone = [
        Gone(what="action", id=action.id, key=action.key, text=action.title)
        for action in existing.actions
        if action.key not in known and not action.withdrawn
    ]
    withdrawn = frozenset(action.key for action in existing.actions if action.withdrawn)
    new_items: list[NewItem] = []
    for what, stored_items, told in (
        ("milestone", existing.milestones, distinct_items(imported, lambda a: a.milestones)),
        ("measure", existing.measures, distinct_items(imported, lambda a: a.measures)),
    ):
        name: ItemName = "milestone" if what == "milestone" else "measure"
        matched, left, over = match_items(stored_items, told)
        new_items += [NewItem(what=name, item=entry.item, actions=entry.ordered) for entry in over]
        for item, entry in matched:
            corrections, differences = _item_differences(name, item, entry)
            corrected += corrections
            reported += differences
        gone += [
            Gone(what=name, id=item.id, key=min(item.actions), text=item.text)
            for item in left
            if not item.actions <= withdrawn
        ]
    return PlanChanges(
        plan=imported,
        new_actions=tuple(fresh),
        new_items=tuple(new_items),
        corrected=tuple(corrected),
        reported=tuple(reported),
        gone=tuple(gone),
    )


def _match_actions(
    existing: ExistingPlan, imported: ImportedPlan
) -> tuple[dict[str, KnownAction], ImportedPlan]:
    """Stored action by imported key, and the import under the record's keys."""
    by_key = {action.key: action for action in existing.actions}
    pairs: dict[str, KnownAction] = {}
    names: dict[str, str] = {}
    unmatched: list[PlanAction] = []
    for action in imported.actions:
        stored = by_key.get(action.key)
        if action.ref is not None and stored is not None and stored.ref is not None:
            pairs[action.key] = stored
            names[action.key] = action.key
        else:
            unmatched.append(action)
    free = [action for action in existing.actions if action.ref is None]
    for match in (_same_text, _near_text):
        # Only the same words make an action that now has a reference the one that had none.
        open_ = [a for a in unmatched if a.ref is None or match is _same_text]
        for action, stored in match(open_, free):
            pairs[stored.key] = stored
            names[action.key] = stored.key
            unmatched.remove(action)
            free.remove(stored)
    taken = {*by_key, *names.values(), *(a.key for a in unmatched if a.ref is not None)}
    for action in unmatched:
        name = action.key
        if action.ref is None:
            name = _free_key(action.key, taken)
        while action.ref is not None and name in by_key:
            name += "-new"
        names[action.key] = name
        taken.add(name)
    return pairs, _renamed(imported, names)


def _same_text(
    actions: Sequence[PlanAction], stored: Sequence[KnownAction]
) -> list[tuple[PlanAction, KnownAction]]:
    texts: dict[str, list[KnownAction]] = defaultdict(list)
    for known in stored:
        texts[normal_text(known.title)].append(known)
    found = []
    for action in actions:
        same = texts.get(normal_text(action.title), [])
        # Of several with the same words, the one under the same heading.
        best = next((k for k in same if k.heading == action.heading), same[0] if same else None)
        if best is not None:
            same.remove(best)
            found.append((action, best))
    return found


def _near_text(
    actions: Sequence[PlanAction], stored: Sequence[KnownAction]
) -> list[tuple[PlanAction, KnownAction]]:
    by_heading: dict[str, list[KnownAction]] = defaultdict(list)
    for known in stored:
        by_heading[known.heading].append(known)
    scored = [
        (score, n, m)
        for n, action in enumerate(actions)
        for m, known in enumerate(by_heading[action.heading])
        if (score := alike(action.title, known.title)) >= NEAR
    ]
    found = []
    used: set[int] = set()
    paired: set[int] = set()
    for _, n, m in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        known = by_heading[actions[n].heading][m]
        if n not in used and known.id not in paired:
            used.add(n)
            paired.add(known.id)
            found.append((actions[n], known))
    return found


def _free_key(key: str, taken: set[str]) -> str:
    """The next number under the same heading that no action has or had."""
    stem, _, last = key.rpartition(".")
    number = int(last) if last.isdigit() else 1
    while key in taken:
        number += 1
        key = f"{stem}.{number}"
    return key


def _renamed(imported: ImportedPlan, names: Mapping[str, str]) -> ImportedPlan:
    if all(key == name for key, name in names.items()):
        return imported

    def keys(shared: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names.get(key, key) for key in shared)

    return replace(
        imported,
        actions=tuple(
            replace(
                action,
                key=names.get(action.key, action.key),
                milestones=tuple(
                    replace(m, shared_with=keys(m.shared_with)) for m in action.milestones
                ),
                measures=tuple(
                    replace(m, shared_with=keys(m.shared_with)) for m in action.measures
                ),
            )
            for action in imported.actions
        ),
    )


def _action_differences(stored: KnownAction, action: PlanAction) -> list[Difference]:
    found: list[Difference] = []

    def report(field: FieldName, before: str, after: str) -> None:
        found.append(
            Difference(
                what="action", id=stored.id, key=stored.key, field=field, before=before, after=after
            )
        )

    # Either date may be what the document now prints: an approved change is no difference.
    if not (same_due(action.due, stored.original) or same_due(action.due, stored.approved)):
        report("date", _words(stored.approved), _words(action.due))
    if action.revised_due is not None and not same_due(action.revised_due, stored.approved):
        report("revised date", _words(stored.approved), _words(action.revised_due))
    if _people(stored.leads) != _people(action.leads):
        report("lead", _names(stored.leads), _names(action.leads))
    if action.status not in (Status.NOT_REPORTED, stored.status):
        report("status", stored.status.word, action.status.word)
    if action.heading != stored.heading:
        report("heading", stored.heading, action.heading)
    return found


def _people(leads: Iterable[Lead | NamedLead]) -> frozenset[tuple[str, ...]]:
    return frozenset(name_key(lead.name) for lead in leads)


def _names(leads: Iterable[Lead | NamedLead]) -> str:
    return ", ".join(lead.name for lead in leads) or "nobody"


def _words(due: Due | None) -> str:
    return due.text if due else "no date"


# --- milestones and measures --------------------------------------------------------------------------


def _item_differences(
    what: ItemName, stored: KnownItem, entry: Told
) -> tuple[list[Correction], list[Difference]]:
    key = entry.ordered[0]
    corrections = []
    if entry.item.text != stored.text:
        corrections.append(
            Correction(what=what, id=stored.id, key=key, before=stored.text, after=entry.item.text)
        )
    differences: list[Difference] = []

    def report(field: FieldName, before: str, after: str) -> None:
        differences.append(
            Difference(what=what, id=stored.id, key=key, field=field, before=before, after=after)
        )

    if not same_due(stored.due, entry.item.due):
        report("date", _words(stored.due), _words(entry.item.due))
    target = entry.item.target if isinstance(entry.item, PlanMeasure) else None
    if target != stored.target:
        report("target", stored.target or "no target", target or "no target")
    if stored.actions != entry.actions:
        report("actions", ", ".join(sorted(stored.actions)), ", ".join(entry.ordered))
    return corrections, differences
