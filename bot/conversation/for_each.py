"""Which limb is at risk, answered for several actions that were asked about in one question (R3).

"For each of 1.1.1, 1.1.2 and 1.2.1 …": "both" is meant for each of them, "first one dates, other two
impact" for each by its place in the question.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.prefilter import prefiltered
from bot.conversation.table import Turn
from bot.domain.commands import Part, Report
from bot.domain.status import Limb, Status

#: The value under which a part names the actions that were asked about together with it.
TOGETHER = "together"
_FEW = 2
_LIMB = r"(?P<limb>both|dates?|time|timing|impact)(?: (?:is|are) at risk| at risk| only)?"
_IS = r"(?:\s*[:=-]\s*|\s+(?:(?:is|are|has|have|the|at|risk|to|just|only|it'?s)\s+)*)"
_ALL = prefiltered(
    rf"(?:(?:it'?s|the|just|only|sorry|ok|both of them|all of them|all(?: three| of these)?|each(?: of them)?|they'?re all|everything|for all)[\s,:]+)*{_LIMB}"
    r"(?: (?:for|on|of|to) (?:all|each|both|them|everything|every one|these|those)(?: (?:of (?:them|these|those)|three|two|one|four))?)?"
)
_PLACES = ("first", "second", "third", "fourth", "fifth")
_BY_PLACE = prefiltered(
    rf"(?:and |but )?(?:the )?(?:(?P<place>{'|'.join(_PLACES)}|last)(?: one)?|(?P<rest>(?:others?|rest|remaining)(?: (?:one|ones|two|three|four))?)){_IS}{_LIMB}"
)
_STOP = prefiltered(
    r"\s*[,;.\n]+\s*(?:and\s+)?|\s+and (?=the\b|first\b|second\b|third\b|last\b|other|rest\b)"
)


def together(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with those that ask the same of several actions marked as one question."""
    owing = [part for part in parts if part.code == "narrative"]
    alike = [part for part in owing if dict(part.values) == dict(owing[0].values)]
    if len(alike) < _FEW:
        return tuple(parts)
    keys = ",".join(part.key or "" for part in alike)
    return tuple(
        Part(
            code=part.code,
            key=part.key,
            choices=part.choices,
            pending=part.pending,
            values={**part.values, TOGETHER: keys},
        )
        if part in alike
        else part
        for part in parts
    )


def limbs_of_each(text: str, parts: Sequence[Part]) -> Turn | None:
    """The turn of a message that says nothing but which limb is at risk; ``None`` where it says more."""
    group = _group(parts)
    if len(group) < _FEW:
        return None
    plain = " ".join(text.casefold().replace("’", "'").split()).strip(" .!")
    for_all = _ALL.fullmatch(plain)
    if parts[0].code == "which_action" and for_all is not None and for_all["limb"] == "both":
        # It says of which the words before it were.
        return None
    if for_all is not None:
        said = {n: _limbs(for_all["limb"]) for n in group}
    else:
        said = _by_place(plain, group)
    if not said or any(
        parts[n].values.get("status") == Status.RED and limbs != frozenset(Limb)
        for n, limbs in said.items()
    ):
        # A red of one limb is a doubt of its own: it is asked about.
        return None
    commands = tuple(
        Report(key=parts[n].key or "", limbs=limbs) for n, limbs in sorted(said.items())
    )
    return Turn(commands=commands, answered=frozenset(said))


def _group(parts: Sequence[Part]) -> list[int]:
    """Indexes of the open parts that were asked together with the first one, in the order of the question."""
    first = next((part for part in parts if part.code == "narrative"), None)
    keys = first.values.get(TOGETHER, "").split(",") if first is not None else []
    at = {part.key: n for n, part in enumerate(parts) if TOGETHER in part.values}
    return [at[key] for key in keys if key in at]


def _by_place(plain: str, group: Sequence[int]) -> dict[int, frozenset[Limb]]:
    """ "First one dates, other two impact"; empty where any of it is something else."""
    said: dict[int, frozenset[Limb]] = {}
    for piece in _STOP.split(plain):
        found = _BY_PLACE.fullmatch(piece.strip())
        if found is None:
            return {}
        place = found["place"]
        if place is None:
            meant = [n for n in group if n not in said]
        elif place == "last":
            meant = [group[-1]]
        else:
            meant = list(group[_PLACES.index(place) :][:1])
        if not meant or any(n in said for n in meant):
            return {}
        said |= dict.fromkeys(meant, _limbs(found["limb"]))
    return said


def _limbs(word: str) -> frozenset[Limb]:
    if word == "both":
        return frozenset(Limb)
    return frozenset({Limb.IMPACT if word == "impact" else Limb.DATES})
