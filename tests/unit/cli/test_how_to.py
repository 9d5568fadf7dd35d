"""The how-to pages, followed word for word in an empty folder."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZipFile

from tests.fakes.slack_local import free_port
from tests.fakes.teams_connector import Rules, TeamsConnector
from tests.fakes.teams_people import APP_ID, APP_SECRET, TENANT
from tests.fakes.waiting import wait_until
from tests.unit.cli.conftest import ROOT

_BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
#: What a variable of the page holds until an id is put there.
_NO_ID = "00000000-0000-0000-0000-000000000000"


def commands(page: str) -> list[str]:
    text = (ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")
    blocks = [block for language, block in _BLOCK.findall(text) if not language]
    return [line.strip() for block in blocks for line in block.splitlines()]


def checkout(folder: Path) -> None:
    """As much of one as the pages use."""
    (folder / "config").symlink_to(ROOT / "config")
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "sendbot").symlink_to(Path(sys.executable).with_name("sendbot"))


def follow(
    lines: Sequence[str],
    folder: Path,
    typed: str = "",
    given: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Give these commands in one window; ``typed``: what one of them asks for."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith("SENDBOT_")}
    return subprocess.run(
        ["bash", "-euc", "\n".join(lines)],
        cwd=folder,
        env={**ours, **(given or {})},
        input=typed,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_a_programme_is_set_up_and_its_plan_loaded_as_the_pages_say(tmp_path: Path) -> None:
    checkout(tmp_path)
    lines = [*commands("set-up-a-programme.md"), *commands("load-a-plan.md")]
    assert "sendbot programme start" in lines
    done = follow(lines, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "is live." in done.stdout
    assert "First messages: " in done.stdout
    assert "Now heads the digest: " in done.stdout
    assert "Nothing differs from the record." in done.stdout


def test_teams_is_connected_as_the_page_says(tmp_path: Path) -> None:
    """All but Microsoft's portals: another sign-in and connector than Microsoft's own, on this machine."""
    checkout(tmp_path)
    page = (ROOT / "docs" / "how-to" / "teams.md").read_text(encoding="utf-8")
    (block,) = (block for language, block in _BLOCK.findall(page) if language == "yaml")
    (channel,) = re.findall(r'channel: "(19:.*?)"', block)
    connector = TeamsConnector(Rules())
    connector.rooms.channel(channel)
    port = free_port()
    given = {"SENDBOT_PORT": str(port)} | {
        name: value for name, value in connector.environment().items() if name != "SECRET"
    }
    set_up = commands("set-up-a-programme.md")
    before = set_up[: set_up.index("sendbot programme apply my-programme/programme.yaml") + 1]
    done = follow(before, tmp_path, given=given)
    assert done.returncode == 0, done.stderr

    # The page's block in the place of the example's connection, its channel in the place of the body's.
    file = tmp_path / "my-programme" / "programme.yaml"
    connections = block.split("\n\n")[0] + "\n"
    here = ", login_url: LOGIN, openid_url: OPENID, service_url: SERVICE}"
    told = file.read_text(encoding="utf-8")
    for old, new in (
        ("connections:\n  - {name: console, platform: console}\n", connections.replace("}", here)),
        ('channel: "#executive-leadership"', f'channel: "{channel}"'),
    ):
        assert old in told
        told = told.replace(old, new)
    file.write_text(told, encoding="utf-8")

    lines = commands("teams.md")
    at = lines.index("sendbot run")
    assert [line for line in lines if _NO_ID in line] == [
        f"export COUNCIL_APP_ID={_NO_ID}", f"export COUNCIL_TENANT_ID={_NO_ID}",
    ]  # fmt: skip
    window = [line.replace(_NO_ID, APP_ID if "APP_ID" in line else TENANT) for line in lines[:at]]
    path = next(line for line in set_up if line.startswith("export PATH"))
    ours = {k: v for k, v in os.environ.items() if not k.startswith("SENDBOT_")}
    service = subprocess.Popen(
        ["bash", "-euc", "\n".join((path, *window, "exec sendbot run"))], cwd=tmp_path,
        env={**ours, **given}, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert service.stdin is not None
        service.stdin.write(f"{APP_SECRET}\n")
        service.stdin.flush()
        wait_until(lambda: _listens(port), seconds=60)
        settings = [line for line in window if "COUNCIL" in line]
        looked = follow(
            (path, *settings, *lines[at + 1 : -1], "sendbot doctor teams", f"{lines[-1]} || true"),
            tmp_path, f"{APP_SECRET}\n", given,
        )  # fmt: skip
    finally:
        service.send_signal(signal.SIGINT)
        _, errors = service.communicate(timeout=60)
        connector.stop()
    assert looked.returncode == 0, looked.stderr
    assert f"The app is where the channel {channel} is." in looked.stdout
    assert "Nothing is wrong." in looked.stdout
    # Nothing of this machine answers there.
    (elsewhere,) = looked.stderr.splitlines()
    assert "https://bot.example/teams/council" in elsewhere
    with ZipFile(tmp_path / "sendbot.zip") as package:
        assert APP_ID in package.read("manifest.json").decode()
    assert errors.splitlines() == [
        'WARNING connection_left_out connection=console why="console is for sendbot demo alone"'
    ]


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
