"""Which item of a newer document is which stored one: by its actions and words, then by the nearest words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.domain.dates import Due
from bot.domain.plans import ImportedPlan, PlanAction, PlanMeasure, PlanMilestone

#: How alike two wordings must be to be one item reworded and not two items.
NEAR = 0.6


@dataclass(frozen=True, kw_only=True)
class KnownItem:
    """A stored milestone or measure. ``actions``: the keys of all actions that share it."""

    id: int
    text: str
    due: Due | None
    actions: frozenset[str]
    target: str | None = None


@dataclass(frozen=True, kw_only=True)
class Told:
    """One item of the document, once, with every action that shares it."""

    item: PlanMilestone | PlanMeasure
    ordered: tuple[str, ...]

    @property
    def actions(self) -> frozenset[str]:
        return frozenset(self.ordered)


def distinct_items(
    imported: ImportedPlan,
    items: Callable[[PlanAction], Sequence[PlanMilestone] | Sequence[PlanMeasure]],
) -> list[Told]:
    found: dict[object, Told] = {}
    for action in imported.actions:
        again: Counter[object] = Counter()
        for item in items(action):
            keys = frozenset((action.key, *item.shared_with))
            base = (normal_text(item.text), item.due, keys)
            again[base] += 1
            # The same words twice in one cell are two items; in a merged cell they are one, shared.
            found.setdefault(
                (base, again[base]), Told(item=item, ordered=(action.key, *item.shared_with))
            )
    return list(found.values())


def match_items(
    stored: Sequence[KnownItem], told: Sequence[Told]
) -> tuple[list[tuple[KnownItem, Told]], list[KnownItem], list[Told]]:
    """Pairs, what is only in the record, what is only in the document."""
    free = dict(enumerate(stored))
    open_ = dict(enumerate(told))
    pairs: list[tuple[int, int]] = []

    def take(known: int, entry: int) -> None:
        pairs.append((entry, known))
        del free[known], open_[entry]

    # The same words for the same actions, the same date first; then the same words for some of them.
    for sharing in (True, False):
        for dated in (True, False):
            texts: dict[str, list[int]] = defaultdict(list)
            for n, known in free.items():
                texts[normal_text(known.text)].append(n)
            for m, entry in list(open_.items()):
                for n in texts[normal_text(entry.item.text)]:
                    known = stored[n]
                    fits = (
                        known.actions == entry.actions if sharing else known.actions & entry.actions
                    )
                    if n in free and fits and (not dated or same_due(known.due, entry.item.due)):
                        take(n, m)
                        break
    by_action: dict[str, set[int]] = defaultdict(set)
    for n, known in free.items():
        for key in known.actions:
            by_action[key].add(n)
    scored = [
        (score, m, n)
        for m, entry in open_.items()
        for n in {n for key in entry.actions for n in by_action[key]}
        if (score := alike(entry.item.text, stored[n].text)) >= NEAR
    ]
    for _, m, n in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if m in open_ and n in free:
            take(n, m)
    matched = [(stored[n], told[m]) for m, n in sorted(pairs)]
    return matched, list(free.values()), list(open_.values())


def normal_text(text: str) -> str:
    """What makes two wordings the same: letters and figures, whatever case, spacing and punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold().replace("’", "'").replace("'", "")))


def same_due(one: Due | None, other: Due | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.start, one.end, one.precision) == (other.start, other.end, other.precision)


def alike(one: str, other: str) -> float:
    """0 to 1; cheap bounds first, for most pairs are nothing alike."""
    matcher = SequenceMatcher(None, normal_text(one), normal_text(other), autojunk=False)
    if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
        return 0.0
    return matcher.ratio()
