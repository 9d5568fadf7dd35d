"""``sendbot run`` itself, as a process, against a Slack that others wrote: from its commands to its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.fakes.slack_local import (
    ADA,
    APP_TOKEN,
    BOT_TOKEN,
    LocalSlack,
    free_port,
)
from tests.fakes.slack_screen import shown
from tests.fakes.waiting import wait_until

PROGRAM = Path(sys.executable).with_name("sendbot")
PROGRAMME = f"""
code: westmere
name: Westmere SEND improvement programme
connections:
  - name: westmere
    platform: slack
    settings: {{bot_token: W_BOT, app_token: W_APP, api_url: W_API}}
bodies:
  - {{code: ELG, name: Executive Leadership Group, channel: C01ELG}}
people:
  - {{name: Ada Quill, organisation: Council, connection: westmere, address: {ADA}}}
"""


def test_the_service_hears_and_answers_over_a_socket(tmp_path: Path) -> None:
    slack = LocalSlack()
    (tmp_path / "programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    environment = {
        **os.environ,
        "SENDBOT_DATABASE_URL": f"sqlite:///{tmp_path}/record.db",
        "SENDBOT_PORT": str(free_port()),
        "W_BOT": BOT_TOKEN,
        "W_APP": APP_TOKEN,
        "W_API": f"{slack.url}/api/",
    }

    def sendbot(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PROGRAM, *words],
            env=environment, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    assert sendbot("db", "upgrade").returncode == 0
    applied = sendbot("programme", "apply", str(tmp_path / "programme.yaml"))
    assert applied.returncode == 0, applied.stderr
    looked = sendbot("doctor", "slack")
    assert looked.returncode == 0, looked.stderr
    assert "The bot is in #executive-leadership" in looked.stdout
    service = subprocess.Popen([PROGRAM, "run"], env=environment, stderr=subprocess.PIPE, text=True)
    try:
        wait_until(lambda: slack.socket_stands(), seconds=60)
        dm = slack.dm(ADA)

        def answered() -> bool:
            """Asked again until it is: what is said before the socket hears goes nowhere."""
            slack.say(ADA, dm, "help")
            wait_until(lambda: len(posts()) > 0 and posts()[-1] != seen[-1], seconds=30)
            seen.append(posts()[-1])
            return "Say it in your own words" in seen[-1]

        def posts() -> list[str]:
            return [f"{m['ts']} {shown(m)}" for m in slack.messages(dm) if m.get("bot_id")]

        seen = [""]
        wait_until(answered, seconds=60)
    finally:
        service.send_signal(signal.SIGINT)
        _, errors = service.communicate(timeout=60)
        slack.stop()
    assert service.returncode in (0, -signal.SIGINT, 130), errors
    assert "Traceback" not in errors
