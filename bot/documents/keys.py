"""Keys (R6): a name for each action that no other action of the programme has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.documents.draft import ActionDraft, HeadingDraft
from bot.documents.naming import leading_number


def find_embedded_refs(actions: Sequence[ActionDraft]) -> dict[int, tuple[str, str]]:
    """References that open the actions' own words ("2.4 Increase the range …"): index → (ref, title).

    Believed only where most actions without a reference column have one: "9 posts filled" is no ref.
    """
    bare = [(n, a) for n, a in enumerate(actions) if a.ref is None and not a.from_list]
    found = {}
    for number, action in bare:
        ref, title = leading_number(action.title.words)
        if ref is not None and title:
            found[number] = (ref, title)
    return found if bare and len(found) * 10 >= len(bare) * 6 else {}


def give_keys(
    actions: Sequence[ActionDraft], refs: Sequence[str | None], code: str
) -> tuple[list[str], list[str]]:
    """The key of each action, and the references that stand twice under one heading.

    The plan's code comes first, or the top heading's where references repeat inside the plan. An action
    without a reference takes its heading's number and its place under it.
    """
    numbers = heading_numbers([action.heading for action in actions])
    given = {ref for ref in refs if ref}
    counts: Counter[int] = Counter()
    names: list[str] = []
    for action, ref in zip(actions, refs, strict=True):
        if ref:
            names.append(ref)
            continue
        heading = action.heading
        counts[id(heading)] += 1
        name = f"{numbers[id(heading)]}.{counts[id(heading)]}"
        while name in given:
            counts[id(heading)] += 1
            name = f"{numbers[id(heading)]}.{counts[id(heading)]}"
        names.append(name)
    tops = [_top(action.heading) for action in actions]
    repeated = _repeat_across(names, tops) and all(top.code for top in tops)
    keys: list[str] = []
    twice: list[str] = []
    seen: set[str] = set()
    again: Counter[str] = Counter()
    for name, top in zip(names, tops, strict=True):
        prefix = top.code if repeated else code
        key = wanted = name if name.startswith(f"{prefix}-") else f"{prefix}-{name}"
        if key in seen:
            twice.append(wanted)
        while key in seen:
            again[wanted] += 1
            key = f"{wanted}-{again[wanted] + 1}"
        seen.add(key)
        keys.append(key)
    return keys, twice


def heading_numbers(headings: Sequence[HeadingDraft]) -> dict[int, str]:
    """The number of each heading: its own, else its place among those of its kind that have none."""
    numbers: dict[int, str] = {}
    taken = {h.number for h in headings if h.number}
    place: Counter[str] = Counter()
    for heading in headings:
        if id(heading) in numbers:
            continue
        if heading.number:
            numbers[id(heading)] = heading.number
            continue
        place[heading.kind] += 1
        while str(place[heading.kind]) in taken:
            place[heading.kind] += 1
        numbers[id(heading)] = str(place[heading.kind])
    return numbers


def _top(heading: HeadingDraft) -> HeadingDraft:
    while heading.parent is not None:
        heading = heading.parent
    return heading


def _repeat_across(names: Sequence[str], tops: Sequence[HeadingDraft]) -> bool:
    """Whether one reference stands under two top headings."""
    where: dict[str, int] = {}
    return any(where.setdefault(n, id(t)) != id(t) for n, t in zip(names, tops, strict=True))
