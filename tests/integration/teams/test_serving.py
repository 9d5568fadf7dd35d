"""``sendbot run`` itself, as a process, before the tests' Teams: from its commands to its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx

from tests.fakes.slack_local import free_port
from tests.fakes.teams_connector import Rules, TeamsConnector
from tests.fakes.teams_people import ADA, CHANNEL
from tests.fakes.teams_programme import SETTINGS
from tests.fakes.teams_screen import shown
from tests.fakes.teams_user import Teams
from tests.fakes.waiting import wait_until

ROOT = Path(__file__).parents[3]
PROGRAM = Path(sys.executable).with_name("sendbot")
PROGRAMME = f"""
code: westmere
name: Westmere SEND improvement programme
connections:
  - name: westmere
    platform: teams
    settings: {{{", ".join(f"{setting}: W_{name}" for setting, name in SETTINGS.items())}}}
bodies:
  - {{code: ELG, name: Executive Leadership Group, channel: "{CHANNEL}"}}
people:
  - {{name: Ada Quill, email: ada@westmere.example, organisation: Council}}
"""


def test_the_service_hears_and_answers(tmp_path: Path) -> None:
    connector = TeamsConnector(Rules())
    (tmp_path / "programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    port = free_port()
    environment = {
        **os.environ,
        # This checkout's, wherever the program was installed from.
        "PYTHONPATH": str(ROOT),
        "SENDBOT_DATABASE_URL": f"sqlite:///{tmp_path}/record.db",
        "SENDBOT_PORT": str(port),
        **{f"W_{name}": value for name, value in connector.environment().items()},
        # What the library would take for its own is not the bot's.
        "CLIENT_ID": "not-ours",
        "CLIENT_SECRET": "not-ours",
        "TENANT_ID": "not-ours",
        "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS": "true",
    }
    (tmp_path / ".env").write_text("SENDBOT_PORT=1\nW_APP=none\n", encoding="utf-8")

    def sendbot(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PROGRAM, *words], cwd=tmp_path,
            env=environment, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    assert sendbot("db", "upgrade").returncode == 0
    applied = sendbot("programme", "apply", str(tmp_path / "programme.yaml"))
    assert applied.returncode == 0, applied.stderr
    unstarted = sendbot("doctor", "teams")
    assert unstarted.returncode == 1
    assert unstarted.stderr.splitlines() == [
        f"westmere: Nothing answers at http://127.0.0.1:{port}/teams/westmere (ConnectError): "
        "start the bot with sendbot run."
    ]
    service = subprocess.Popen(
        [PROGRAM, "run"], cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True
    )
    url = f"http://127.0.0.1:{port}/teams/westmere"
    teams = Teams(connector, lambda: url)
    try:
        wait_until(lambda: _is_up(url), seconds=60)
        assert httpx.post(url, json={"type": "message"}, timeout=20).status_code == 401
        looked = sendbot("doctor", "teams")
        assert looked.returncode == 0, looked.stderr
        assert f"The bot answers at {url}" in looked.stdout
        assert f"the channel {CHANNEL}" in looked.stdout
        teams.say(ADA, "help")
        wait_until(lambda: len(connector.rooms.bots(connector.rooms.dm(ADA))) == 1, seconds=30)
        (answer,) = connector.rooms.bots(connector.rooms.dm(ADA))
        assert "the work e-mail that we hold for Ada Quill" in shown(answer.activity), (
            "known by her e-mail"
        )
        teams.say(ADA, "yes")
        wait_until(lambda: len(connector.rooms.bots(connector.rooms.dm(ADA))) > 1, seconds=30)
        teams.say(ADA, "help")
        wait_until(
            lambda: any(
                "Say it in your own words" in shown(one.activity)
                for one in connector.rooms.bots(connector.rooms.dm(ADA))
            ),
            seconds=30,
        )
    finally:
        service.send_signal(signal.SIGINT)
        _, errors = service.communicate(timeout=60)
        teams.close()
        connector.stop()
    assert connector.seen.faults == []
    assert service.returncode in (0, -signal.SIGINT, 130), errors
    assert "Traceback" not in errors
    assert "Warning" not in errors


def _is_up(url: str) -> bool:
    """It is asked to come again until the keys are there."""
    try:
        told = {"Authorization": "Bearer x"}
        return httpx.post(url, json={}, headers=told, timeout=20).status_code == 401
    except httpx.TransportError:
        return False
