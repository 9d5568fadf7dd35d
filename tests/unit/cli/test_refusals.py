"""Bad input gets one clear sentence, exit 1 or 2, nothing changed, and never a traceback."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path

import pytest

from bot.cli import main
from store import service_lock
from tests.unit.cli.conftest import EXAMPLE, Sendbot


def refused(said: object, *words: str) -> None:
    """One sentence on stderr, nothing on stdout, exit 1."""
    code, out, err = said.code, said.out, said.err  # type: ignore[attr-defined]
    assert code == 1, out
    assert out == ""
    assert len(err.strip().splitlines()) == 1, err
    assert "Traceback" not in err
    for word in words:
        assert word in err


def test_without_a_database(sendbot: Sendbot) -> None:
    refused(sendbot("status"), "sendbot db upgrade")


def test_without_a_programme(sendbot: Sendbot) -> None:
    sendbot("db", "upgrade")
    refused(sendbot("status"), "sendbot programme apply")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("code: x\nname: X\ncolour: red\n", ("colour", "line 3")),
        (
            "code: x\nname: X\nbodies: [{code: BOARD, name: Board}]\nmeetings: [{body: BOARD, date: 31 February 2024}]\n",
            ("31 February",),
        ),
        ("code: x\nname: X\npolicy: {cycle.cal: 20}\n", ("cycle.cal", "cycle.call")),
        ("code: [\n", ("not YAML",)),
    ],
)
def test_a_programme_file_with_a_slip(
    sendbot: Sendbot, tmp_path: Path, text: str, words: tuple[str, ...]
) -> None:
    file = tmp_path / "programme.yaml"
    file.write_text(text, encoding="utf-8")
    refused(sendbot("programme", "apply", file), "programme.yaml", *words)
    assert not (tmp_path / "record.db").exists()


def test_a_file_that_is_not_there(loaded: Sendbot, tmp_path: Path) -> None:
    for arguments in (("programme", "apply"), ("people", "import"), ("replay",)):
        refused(loaded(*arguments, tmp_path / "none"), "none")


def test_a_file_that_is_no_plan(sendbot: Sendbot, tmp_path: Path) -> None:
    file = tmp_path / "letter.docx"
    file.write_bytes(b"Dear all")
    done = sendbot("plan", "import", file, "--dry-run")
    assert done.code == 1
    assert "letter.docx" in done.out
    assert "Traceback" not in done.out + done.err


def test_a_database_of_a_newer_version(loaded: Sendbot, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "record.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    refused(loaded("status"), "newer")


def test_a_second_service_on_one_file(loaded: Sendbot, tmp_path: Path) -> None:
    with service_lock(f"sqlite:///{tmp_path / 'record.db'}"):
        refused(loaded("run"), "Another sendbot service")
        assert loaded("status").code == 0


def test_a_port_in_use(sendbot: Sendbot) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused(sendbot("demo", "--port", str(port)), f"Port {port} is in use")


def test_a_connection_that_cannot_be_served_yet(loaded: Sendbot) -> None:
    refused(loaded("run"), "console", "sendbot demo")


def test_wrong_use(sendbot: Sendbot) -> None:
    for arguments in (
        ("demo", "--port", "x"),
        ("meetings", "add"),
        ("explain", "reply"),
        ("nope",),
        ("doctor", "irc"),
        ("doctor", "--address", "https://bot.example"),
        ("doctor", "slack", "--address", "https://bot.example"),
        ("doctor", "teams", "--address", "bot.example"),
    ):
        done = sendbot(*arguments)
        assert done.code == 2, arguments
        assert "Traceback" not in done.err


def test_a_setting_that_cannot_be(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SENDBOT_DATABASE_URL", "mysql://nowhere")
    with pytest.raises(SystemExit) as left:
        main(["programme", "apply", str(EXAMPLE / "programme.yaml")])
    assert left.value.code == 1
    assert "SENDBOT_DATABASE_URL" in capsys.readouterr().err


HUGE = "99999999999999999999999"


@pytest.mark.parametrize(
    "arguments",
    [
        ("outbox", "list", "--state", "foo"),
        ("outbox", "list", "--state", ""),
        ("outbox", "retry", HUGE),
        ("outbox", "retry", "0"),
        ("schedule", "--from", "0001-01-01"),
        ("schedule", "--to", "9999-12-31"),
        ("schedule", "--to", "2099-12-31"),
        ("status", "--at", "9999-12-31"),
        ("digest", "--at", "1990-01-01"),
        ("meetings", "add", "BOARD", "2099-12-31"),
        ("meetings", "add", "BOARD", "2031-03-03", "--at", ""),
    ],
)
def test_what_no_option_can_mean(loaded: Sendbot, arguments: tuple[str, ...]) -> None:
    done = loaded(*arguments)
    assert done.code == 2, done.err
    assert done.out == ""
    assert "Invalid value" in done.err
    assert "Traceback" not in done.err


def test_a_digest_that_cannot_be_written(loaded: Sendbot, tmp_path: Path) -> None:
    for out in (tmp_path / "none" / "digest.txt", tmp_path, ""):
        refused(loaded("digest", "--out", out), "name another file")
    refused(loaded("digest", "--meeting", HUGE), "sendbot meetings list")


def test_a_backup_that_is_none(sendbot: Sendbot, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    file.write_bytes(b"\x96\xff\x00 no backup")
    refused(sendbot("db", "restore", file), "is no backup of sendbot's")


def test_the_service_on_a_port_in_use(sendbot: Sendbot, monkeypatch: pytest.MonkeyPatch) -> None:
    sendbot("db", "upgrade")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("SENDBOT_PORT", str(port))
        refused(sendbot("run"), f"Port {port} is in use", "SENDBOT_PORT")
        monkeypatch.setenv("SENDBOT_HOST", "host.invalid")
        refused(sendbot("run"), "Nothing can listen on host.invalid")


def test_an_address_that_is_no_database(sendbot: Sendbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENDBOT_DATABASE_URL", "sqlite://record")
    refused(sendbot("status"), "SENDBOT_DATABASE_URL", "sqlite:///")


def test_every_mistake_of_a_people_file_is_told_at_once(loaded: Sendbot, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "Name,E-mail,Chairs,Connection,Delegate for\n"
        "Wren Ashby,not an address,,,\n"
        ",wren@fern.example,,,\n"
        "Iris Vale,iris@fern.example,NOWHERE,,\n"
        "Tam Orr,tam@fern.example,,carrier pigeon,\n"
        "Bea Lund,iris@fern.example,,,Wren Ashby\n",
        encoding="utf-8",
    )
    before = loaded("programme", "status").out
    done = loaded("people", "import", people)
    assert (done.code, done.out) == (1, "")
    lines = done.err.strip().splitlines()
    assert [line[: len("people.csv, row 2")] for line in lines] == [
        f"people.csv, row {row}" for row in (2, 3, 4, 5, 6)
    ]
    assert loaded("programme", "status").out == before
