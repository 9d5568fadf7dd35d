"""What the reference says of the digest's and the status's JSON is what is written."""

from __future__ import annotations

import json
from pathlib import Path

from bot.cli.schemas import schema
from bot.handlers.digest_facts import facts_json
from bot.handlers.status_report import StatusReport
from tests.unit.digest.county import RED, action, before, facts

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"


def test_what_is_written_has_the_names_of_the_schema() -> None:
    actions = [action("1.1", state=RED)]
    written = json.loads(facts_json(facts(actions, previous=before(actions))))
    shape = json.loads(schema("digest"))
    assert set(written) == set(shape["properties"])
    assert set(written["entries"][0]) == set(shape["$defs"]["Entry"]["properties"])
    assert set(written["actions"][0]) == set(shape["$defs"]["ActionLine"]["properties"])


def test_the_reference_names_every_field_of_an_entry_and_of_the_status() -> None:
    digest = (REFERENCE / "digest.md").read_text(encoding="utf-8")
    status = (REFERENCE / "status.md").read_text(encoding="utf-8")
    shape = json.loads(schema("digest"))
    for name in (*shape["properties"], *shape["$defs"]["Entry"]["properties"]):
        assert f"`{name}`" in digest, name
    plan = json.loads(schema("status"))["$defs"]["PlanReport"]["properties"]
    for name in (*StatusReport.model_fields, *plan):
        assert f"`{name}`" in status, name
