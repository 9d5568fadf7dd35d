"""``sendbot teams package``: from the settings to a file that can be uploaded, or one clear sentence."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.fakes.teams_people import APP_ID, APP_SECRET, TENANT
from tests.unit.cli.conftest import ROOT, Sendbot
from tests.unit.cli.test_refusals import refused

OTHER_APP = "22222222-2222-4333-8444-555555555555"
PROGRAMME = """
code: westmere
name: Westmere SEND improvement programme
connections:
  - name: council
    platform: teams
    settings: {app_id: C_APP, tenant_id: C_TENANT, app_secret: C_SECRET}
  - name: demo
    platform: console
bodies:
  - {code: ELG, name: Executive Leadership Group}
"""
SECOND = """
  - name: trust
    platform: teams
    settings: {app_id: T_APP, tenant_id: C_TENANT, managed_identity: T_IDENTITY}
"""


@pytest.fixture
def council(sendbot: Sendbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sendbot:
    """The command line with one connection on Teams, and what its settings name."""
    for name, value in (
        ("C_APP", APP_ID),
        ("C_TENANT", TENANT),
        ("C_SECRET", APP_SECRET),
        ("T_APP", OTHER_APP),
        ("T_IDENTITY", "system"),
    ):
        monkeypatch.setenv(name, value)
    apply(sendbot, tmp_path, PROGRAMME)
    return sendbot


def apply(sendbot: Sendbot, folder: Path, programme: str) -> None:
    file = folder / "programme.yaml"
    file.write_text(programme, encoding="utf-8")
    assert sendbot("db", "upgrade").code == 0
    done = sendbot("programme", "apply", file)
    assert done.code == 0, done.err


def manifest_in(file: Path) -> dict[str, object]:
    with ZipFile(file) as opened:
        assert sorted(opened.namelist()) == ["color.png", "manifest.json", "outline.png"]
        told = json.loads(opened.read("manifest.json"))
    assert isinstance(told, dict)
    return told


def test_it_fills_in_the_app_of_the_settings(council: Sendbot, tmp_path: Path) -> None:
    file = tmp_path / "sendbot.zip"
    done = council("teams", "package", "--out", file)
    assert done.code == 0, done.err
    assert APP_ID in done.out
    assert "--publisher and --website" in done.out
    assert APP_SECRET not in done.out
    assert manifest_in(file)["id"] == APP_ID


def test_it_names_who_publishes_it(council: Sendbot, tmp_path: Path) -> None:
    file = tmp_path / "sendbot.zip"
    page = "https://westmere.example/sendbot"
    named = ("--publisher", "Westmere Council", "--website", page)
    done = council("teams", "package", "--out", file, *named)
    assert done.code == 0, done.err
    assert "--publisher" not in done.out
    assert manifest_in(file)["developer"] == {
        "name": "Westmere Council",
        "websiteUrl": page,
        "privacyUrl": page,
        "termsOfUseUrl": page,
    }


def test_of_several_connections_one_is_named(council: Sendbot, tmp_path: Path) -> None:
    apply(council, tmp_path, PROGRAMME.replace("bodies:", f"{SECOND.lstrip(chr(10))}bodies:"))
    file = tmp_path / "sendbot.zip"
    refused(council("teams", "package", "--out", file), "--connection", "council, trust")
    for wrong in ("demo", "nobody"):
        told = council("teams", "package", "--out", file, "--connection", wrong)
        refused(told, wrong, "council, trust")
    assert not file.exists()
    assert council("teams", "package", "--out", file, "--connection", "trust").code == 0
    assert manifest_in(file)["id"] == OTHER_APP


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("C_APP", "", ("app_id", "C_APP", "is not set")),
        ("C_APP", "westmere", ("app_id", "C_APP", "holds no id")),
        ("C_TENANT", "", ("tenant_id", "C_TENANT", "is not set")),
    ],
)
def test_settings_that_cannot_be_are_told(
    council: Sendbot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    told: tuple[str, ...],
) -> None:
    monkeypatch.setenv(variable, value)
    file = tmp_path / "sendbot.zip"
    refused(council("teams", "package", "--out", file), *told)
    assert not file.exists()


def test_the_page_on_connecting_can_be_followed(
    sendbot: Sendbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs" / "how-to" / "teams.md").read_text(encoding="utf-8")
    (declared,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (line,) = re.findall(r"^sendbot (teams package .*)$", page, re.MULTILINE)
    for name, value in (("ID", APP_ID), ("SECRET", APP_SECRET)):
        monkeypatch.setenv(f"COUNCIL_APP_{name}", value)
    monkeypatch.setenv("COUNCIL_TENANT_ID", TENANT)
    monkeypatch.chdir(tmp_path)
    apply(sendbot, tmp_path, f"code: westmere\nname: Westmere\n{declared}")
    done = sendbot(*shlex.split(line))
    assert done.code == 0, done.err
    assert manifest_in(tmp_path / "sendbot.zip")["id"] == APP_ID


def test_without_a_connection_on_teams(loaded: Sendbot, tmp_path: Path) -> None:
    refused(loaded("teams", "package", "--out", tmp_path / "sendbot.zip"), "programme file")


def test_a_file_that_cannot_be_written(council: Sendbot, tmp_path: Path) -> None:
    refused(council("teams", "package", "--out", tmp_path), "cannot be written", str(tmp_path))


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--out", "x.zip", "--publisher", "Westmere Council"),
        ("--out", "x.zip", "--privacy", "https://westmere.example/"),
        ("--out", "x.zip", "--publisher", "W" * 33, "--website", "https://westmere.example/"),
        ("--out", "x.zip", "--publisher", "W", "--website", "westmere.example"),
    ],
)
def test_wrong_use(
    council: Sendbot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    done = council("teams", "package", *arguments)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert not (tmp_path / "x.zip").exists()
