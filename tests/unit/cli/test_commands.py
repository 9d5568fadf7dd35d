"""An operator's day on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from bot.cli.schemas import SHAPES
from tests.unit.cli.conftest import EXAMPLE, Sendbot


@pytest.mark.parametrize(
    ("shape", "arguments"),
    [
        ("meetings-list", ("meetings", "list")),
        ("programme-status", ("programme", "status")),
        ("schedule", ("schedule",)),
        ("status", ("status", "overdue")),
        ("outbox-list", ("outbox", "list")),
        ("audit-verify", ("audit", "verify")),
        ("changes", ("programme", "apply", str(EXAMPLE / "programme.yaml"))),
        ("plan-import", ("plan", "import", str(EXAMPLE / "plan.csv"), "--dry-run")),
    ],
)
def test_json_is_what_its_schema_says(
    loaded: Sendbot, shape: str, arguments: tuple[str, ...]
) -> None:
    done = loaded(*arguments, "--json")
    assert done.code == 0, done.err
    adapter: TypeAdapter[object] = SHAPES[shape]
    adapter.validate_json(done.out)


def test_a_programme_from_nothing_to_live(loaded: Sendbot) -> None:
    assert "quiet" in loaded("programme", "status").out
    assert "is live" in loaded("programme", "start").out
    planned = json.loads(loaded("schedule", "--json").out)
    assert {"Programme Manager", "Head of EHC Assessment"} <= {one["person"] for one in planned}
    assert "14 actions" in loaded("status").out
    assert "Digest for" in loaded("digest").out
    assert loaded("audit", "verify").out.startswith("Whole: ")
    assert "is paused" in loaded("programme", "pause").out
    assert "is live" in loaded("programme", "resume").out


def test_a_dry_run_changes_nothing(loaded: Sendbot, tmp_path: Path) -> None:
    before = loaded("audit", "verify", "--json").out
    people = tmp_path / "more.csv"
    people.write_text("Name,Organisation\nWren Ashby,Council\n", encoding="utf-8")
    assert "Wren Ashby" in loaded("people", "import", people, "--dry-run").out
    assert loaded("audit", "verify", "--json").out == before
    assert "Wren" not in loaded("programme", "status", "--json").out


def test_meetings_are_added_moved_and_cancelled(loaded: Sendbot) -> None:
    assert loaded("meetings", "add", "ELG", "3 March 2031", "--at", "2pm").code == 0
    assert "was 3 March 2031" in loaded("meetings", "move", "ELG", "2031-03-03", "2031-03-10").out
    assert loaded("meetings", "cancel", "ELG", "2031-03-10").out.startswith("Cancelled: ELG")
    found = [m for m in json.loads(loaded("meetings", "list", "--json").out) if m["body"] == "ELG"]
    assert [(m["day"], m["original_day"], m["state"]) for m in found] == [
        ("2031-03-10", "2031-03-03", "cancelled")
    ]


def test_a_backup_comes_back(
    loaded: Sendbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    status = loaded("programme", "status", "--json").out
    copy = tmp_path / "copy.backup"
    assert loaded("db", "backup", copy).code == 0
    monkeypatch.setenv("SENDBOT_DATABASE_URL", f"sqlite:///{tmp_path / 'other.db'}")
    assert loaded("db", "restore", copy).code == 0
    assert json.loads(loaded("programme", "status", "--json").out) == json.loads(status)
    assert loaded("db", "check").code == 0


def test_explain_needs_nothing(sendbot: Sendbot, tmp_path: Path) -> None:
    assert "Amber" in sendbot("explain", "reply", "1.1.1 amber, two posts empty").out
    assert "January" in sendbot("explain", "date", "mid Jan").out
    assert not list(tmp_path.iterdir())


def test_replay_says_what_everyone_saw(sendbot: Sendbot, tmp_path: Path) -> None:
    file = tmp_path / "t.yaml"
    file.write_text(
        """
programme: example
now: 2023-09-28T10:00
steps:
  - say: {as: SEND Data Manager, text: "PA1-1.3.2 green, it goes out on 6 October"}
  - expect: {to: SEND Data Manager, contains: ["PA1-1.3.2", "Green"]}
""",
        encoding="utf-8",
    )
    shown = sendbot("replay", file)
    assert shown.code == 0
    assert "SEND Data Manager: PA1-1.3.2 green" in shown.out
    assert "Saved: PA1-1.3.2 ● Green" in shown.out
    lines = json.loads(sendbot("replay", file, "--json").out)
    assert SHAPES["replay"].validate_python(lines)
    file.write_text(file.read_text().replace('"Green"', '"Purple"'), encoding="utf-8")
    failed = sendbot("replay", file)
    assert failed.code == 1
    assert "t.yaml, line 6" in failed.err


def test_what_is_in_shadow_or_off_is_told_once(loaded: Sendbot) -> None:
    assert "Next message" not in loaded("programme", "status").out
    shadow = loaded("programme", "start", "--shadow").out
    assert "runs in shadow: only the programme office sees it." in shadow
    live = loaded("programme", "start").out
    assert "First messages: " in live
    assert "Next digest: " in live or "No digest for " in live
    assert "Next message to a person: not before " in loaded("programme", "status").out
    christmas = loaded("meetings", "add", "ELG", "2030-12-25")
    assert christmas.code == 0
    assert "25 December 2030 is a bank holiday" in christmas.out
    assert "is a Saturday" in loaded("meetings", "move", "ELG", "2030-12-25", "2030-12-28").out
    assert "bank holiday" not in loaded("meetings", "add", "ELG", "2031-03-03").out
    assert loaded("meetings", "cancel", "ELG", "2030-12-28").out.casefold().count("cancelled") == 1


def test_a_first_import_is_brief_and_keeps_what_the_programme_file_says(sendbot: Sendbot) -> None:
    sendbot("db", "upgrade")
    sendbot("programme", "apply", EXAMPLE / "programme.yaml")
    plan = ("plan", "import", EXAMPLE / "plan.csv", "--code", "FIP")
    first = sendbot(*plan).out
    assert first.startswith("Fernshire SEND Improvement Plan (FIP)")
    assert "14 actions" in first
    assert "To query:" in first
    assert "New action" not in first
    assert "PA1-1.1.1  " not in first
    assert "Now heads the digest: " in first
    again = sendbot(*plan).out
    assert again.startswith("Fernshire SEND Improvement Plan (FIP)")
    assert "PA1-1.1.1  " in again
    assert "heads the digest" not in again
    applied = sendbot("programme", "apply", EXAMPLE / "programme.yaml").out
    assert "heads the digest" not in applied


def test_a_first_import_lists_every_line_when_asked(sendbot: Sendbot) -> None:
    sendbot("db", "upgrade")
    sendbot("programme", "apply", EXAMPLE / "programme.yaml")
    plan = ("plan", "import", EXAMPLE / "plan.csv", "--code", "FIP", "--verbose")
    assert "New action" in sendbot(*plan).out
