"""References as rows carry them: "1.1.3", "PA1-2", "4a"."""

from __future__ import annotations

import re

from bot.documents.columns import Layout
from bot.documents.reading.blocks import Cell
from bot.documents.roles import Role

_REF = re.compile(
    r"^[A-Za-z]{0,5}[\s.-]?\d+(?:\.\d+)*\.?\s?[a-z]?\.?$|^[A-Za-z]{1,4}\d+(?:[.-]\d+)*$"
)
#: What only an action has: a lead, a date, a colour.
_OF_AN_ACTION = (Role.LEAD, Role.DUE, Role.DATES, Role.STATUS)


def is_number(text: str) -> bool:
    """Whether a cell holds a reference and nothing else."""
    return _REF.match(text) is not None


def clean_ref(text: str) -> str:
    return re.sub(r"\s+", "", text).strip(".:)(") or text


def own_number(layout: Layout, own: dict[int, Cell]) -> str | None:
    """The number that a row gives an action of its own. A numbered milestone belongs to the action above."""
    columns = layout.of(Role.ACTION_REF) or layout.of(Role.REF)
    number = next((own[c.index].words for c in columns if c.index in own), "")
    milestones = any(c.index in own and own[c.index].words for c in layout.of(Role.MILESTONE))
    told = any(c.index in own and own[c.index].words for c in layout.of(*_OF_AN_ACTION))
    return number if told and not milestones and is_number(number) else None
