"""The JSON Schemas of everything that ``--json`` prints: ``python -m bot.cli.schemas FOLDER`` writes them."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter

from bot.cli.shapes import (
    ChainShape,
    ChangesShape,
    LineShape,
    MeetingShape,
    OutboxShape,
    PlannedShape,
)
from bot.documents.plan_json import PlanReport
from bot.domain.digest import DigestFacts
from bot.domain.programme_summary import ProgrammeSummary
from bot.handlers.status_report import StatusReport

#: File name → what it describes.
SHAPES: Mapping[str, TypeAdapter[object]] = {
    "audit-verify": TypeAdapter(ChainShape),
    "changes": TypeAdapter(ChangesShape),
    "digest": TypeAdapter(DigestFacts),
    "meetings-list": TypeAdapter(list[MeetingShape]),
    "outbox-list": TypeAdapter(OutboxShape),
    "plan-import": TypeAdapter(PlanReport),
    "programme-status": TypeAdapter(ProgrammeSummary),
    "replay": TypeAdapter(list[LineShape]),
    "schedule": TypeAdapter(list[PlannedShape]),
    "status": TypeAdapter(StatusReport),
}


def schema(name: str) -> str:
    """One of them, as its file holds it."""
    shape = SHAPES[name].json_schema(mode="serialization")
    return json.dumps(shape, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def write(folder: Path) -> None:
    """Write all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHAPES:
        (folder / f"{name}.schema.json").write_text(schema(name), encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
