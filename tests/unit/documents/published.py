"""The five published documents of ../shared/plans, where they are at hand, and what they are known to hold.

What is known are keys, references, dates, counts and digests: not their sentences and not their names.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bot.domain.dates import Due
from bot.domain.plans import ImportedPlan, NamedLead, PlanMeasure, PlanMilestone

KNOWN = Path(__file__).with_name("published.json")


def shared_plans() -> Path | None:
    """The folder of the published documents, or ``None``. SENDBOT_SHARED names another place for it."""
    named = os.environ.get("SENDBOT_SHARED")
    root = Path(named) if named else Path(__file__).parents[4] / "shared"
    folder = root / "plans"
    return folder if folder.is_dir() else None


def digest(text: str) -> str:
    """The first 64 bits of the SHA-256 of a text's letters and figures."""
    plain = " ".join(re.findall(r"\w+", re.sub(r"['’]", "", text.casefold())))
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def summary(plan: ImportedPlan) -> dict[str, Any]:
    """A plan without its words: what published.json holds of each file."""
    return {
        "period": [_day(plan.starts_on), _day(plan.ends_on)],
        "headings": [
            [h.id, h.kind.value, h.code, digest(h.title), _leads(h.leads)] for h in plan.headings
        ],
        "actions": {
            action.key: {
                "ref": action.ref,
                "heading": action.heading,
                "title": digest(action.title),
                "due": _due(action.due),
                "leads": _leads(action.leads),
                "organisations": [digest(name) for name in action.lead_organisations],
                "milestones": _items(action.milestones),
                "measures": _items(action.measures),
            }
            for action in plan.actions
        },
        "findings": sorted(f"{f.severity.value} {f.code} {f.where}" for f in plan.findings),
    }


def _day(day: object) -> str | None:
    return str(day) if day else None


def _due(due: Due | None) -> list[str | None] | None:
    return [_day(due.start), _day(due.end), due.precision.value] if due else None


def _leads(leads: Iterable[NamedLead]) -> list[list[Any]]:
    return [
        [
            digest(lead.name),
            digest(lead.role or ""),
            digest(lead.organisation or ""),
            lead.kind.value,
            lead.inherited,
        ]
        for lead in leads
    ]


def _items(items: Iterable[PlanMilestone | PlanMeasure]) -> list[list[Any]]:
    return [[digest(item.text), _due(item.due), list(item.shared_with)] for item in items]


def known() -> dict[str, Any]:
    """What published.json holds, by file name."""
    held: dict[str, Any] = json.loads(KNOWN.read_text(encoding="utf-8"))
    return held
