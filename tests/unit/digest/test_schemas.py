"""The JSON that other programs use has its schema in docs/reference, and these keep it there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.handlers.digest_facts import facts_json, facts_schema
from bot.handlers.status_report import StatusReport, status_schema
from tests.unit.digest.county import RED, action, before, facts

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"


@pytest.mark.parametrize(
    ("name", "schema"),
    [("digest.schema.json", facts_schema), ("status.schema.json", status_schema)],
)
def test_the_schema_in_the_docs_is_what_the_code_gives(name: str, schema: object) -> None:
    assert callable(schema)
    stored = (REFERENCE / name).read_text(encoding="utf-8")
    assert stored == schema(), f"write docs/reference/{name} again: its shape has changed"


def test_what_is_written_has_the_names_of_the_schema() -> None:
    actions = [action("1.1", state=RED)]
    written = json.loads(facts_json(facts(actions, previous=before(actions))))
    schema = json.loads(facts_schema())
    assert set(written) == set(schema["properties"])
    assert set(written["entries"][0]) == set(schema["$defs"]["Entry"]["properties"])
    assert set(written["actions"][0]) == set(schema["$defs"]["ActionLine"]["properties"])


def test_the_reference_names_every_field_of_an_entry_and_of_the_status() -> None:
    digest = (REFERENCE / "digest.md").read_text(encoding="utf-8")
    status = (REFERENCE / "status.md").read_text(encoding="utf-8")
    schema = json.loads(facts_schema())
    for name in (*schema["properties"], *schema["$defs"]["Entry"]["properties"]):
        assert f"`{name}`" in digest, name
    plan = json.loads(status_schema())["$defs"]["PlanReport"]["properties"]
    for name in (*StatusReport.model_fields, *plan):
        assert f"`{name}`" in status, name
