"""Marks an answer of the interpreter against what a careful reader would take from the reply.

The one mark that counts most is *harm*: something would be saved that was not said. Labels and answers
are those of ``sendbot explain reply --jsonl``; what a label's keys mean stands in this folder's README.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]

#: Intents after which something of the message is kept.
KEEPING = frozenset(
    "update done date_change snooze away correction no_change evidence reassign".split()
)
#: What a report may hold that has one right value, and the key under which others are let pass.
VALUES = {"brag": "brag_ok", "forecast": "forecast_ok", "snooze_until": "snooze_ok"}


@dataclass(frozen=True, kw_only=True)
class Marks:
    """How one reply was read."""

    intent: bool
    """The intent is the labelled one, or one of those let pass."""
    fields: bool
    """Every labelled field is right, and nothing else was read."""
    harm: bool
    """Something would be saved that was not said."""
    over_ask: bool
    """It asked where a careful reader would have been sure."""

    @property
    def exact(self) -> bool:
        return self.intent and self.fields


@dataclass(kw_only=True)
class Tally:
    """The marks of many replies."""

    n: int = 0
    intent: int = 0
    exact: int = 0
    hard: int = 0
    hard_exact: int = 0
    silent_wrong: int = 0
    over_ask: int = 0

    def add(self, marks: Marks, *, hard: bool) -> None:
        self.n += 1
        self.intent += marks.intent
        self.exact += marks.exact
        self.hard += hard
        self.hard_exact += hard and marks.exact
        self.silent_wrong += marks.harm
        self.over_ask += marks.over_ask

    def __str__(self) -> str:
        return (
            f"{self.n} replies: intent {self.intent / max(1, self.n):.1%}, exact {self.exact / max(1, self.n):.1%}"
            f" (hard ones {self.hard_exact / max(1, self.hard):.1%}), silently wrong {self.silent_wrong},"
            f" asked needlessly {self.over_ask / max(1, self.n):.1%}"
        )


def read_rows(file: Path) -> list[Row]:
    """The rows of one file of this folder."""
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line.strip()]


def mark(row: Row, answer: Row) -> Marks:
    """The marks of one answer."""
    wanted = row["expect"]
    keeps = wanted["intent"] in KEEPING
    right_intent = answer["intent"] in (wanted["intent"], *wanted.get("intent_ok", ()))
    told = {one["ref"]: one for one in answer["updates"]}
    fields, harm, over_ask = True, False, False
    if keeps:
        for label in wanted["updates"]:
            refs = (label["ref"], *label.get("ref_ok", ()))
            found = next((told.pop(ref) for ref in refs if ref in told), None)
            if found is None:
                fields = fields and bool(label.get("optional"))
                continue
            marks = _mark_one(label, found, today=row["context"]["today"])
            fields, harm = fields and marks.fields, harm or marks.harm
            over_ask = over_ask or marks.over_ask
    extra = any(_saves(one) for one in told.values())
    if extra and (keeps or answer["intent"] in KEEPING):
        fields, harm = False, True
    if answer["intent"] == "undo" and not right_intent:
        harm = True
    return Marks(intent=right_intent, fields=fields, harm=harm, over_ask=over_ask)


def _mark_one(label: Row, told: Row, *, today: str) -> Marks:
    """One action's label and what was told of it."""
    asks = bool(told["needs_clarification"])
    wrong = [
        slot
        for slot, let_pass in VALUES.items()
        if told.get(slot) not in (label.get(slot), *label.get(let_pass, ()))
    ]
    owner = (told.get("new_owner") or "").casefold() != (label.get("new_owner") or "").casefold()
    false = any(told.get(slot) for slot in wrong) or (owner and bool(told.get("new_owner")))
    if label["needs_clarification"]:
        return Marks(intent=True, fields=asks, harm=not asks and false, over_ask=False)
    if asks:
        sound = told.get("brag") in (None, label.get("brag"))
        fair = bool(label.get("brag_implied") or label.get("clarify_ok")) and sound
        return Marks(intent=True, fields=fair, harm=False, over_ask=not fair)
    away = told.get("away_from") or today
    away_wrong = away != (label.get("away_from") or today)
    same_wrong = bool(told.get("no_change")) != bool(label.get("no_change"))
    links = set(told.get("links") or ())
    links_wrong = links != set(label["links"])
    return Marks(
        intent=True,
        fields=not (wrong or owner or away_wrong or same_wrong or links_wrong),
        harm=false
        or (away_wrong and bool(told.get("away_from")))
        or (same_wrong and bool(told.get("no_change")))
        or bool(links - set(label["links"])),
        over_ask=False,
    )


def _saves(told: Row) -> bool:
    kept = (*VALUES, "new_owner", "links", "away_from", "no_change")
    return not told["needs_clarification"] and any(told.get(one) for one in kept)


def tally(rows: Iterable[Row], answers: Mapping[str, Row]) -> Tally:
    """All marks of some rows; ``answers`` by the rows' ids."""
    total = Tally()
    for row in rows:
        total.add(mark(row, answers[row["id"]]), hard=bool(row.get("hard")))
    return total
