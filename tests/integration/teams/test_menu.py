"""The menu that Teams shows of the app's commands: picked there, a command stands in the message as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.platforms.teams.package import manifest
from tests.fakes.teams_people import ADA, APP_ID
from tests.fakes.teams_programme import world
from tests.fakes.teams_screen import shown

MENU = [one["title"] for one in manifest(APP_ID)["bots"][0]["commandLists"][0]["commands"]]
#: What says that a command was understood.
IN_ANSWER = {
    "status": "Five actions:",
    "mine": "WIP-1.1",
    "update": "WIP-1.1",
    "digest": "Five actions:",
    "schedule": "Improvement Board:",
    "away": "last day away",
    "help": "Say it in your own words",
}


@pytest.mark.parametrize("title", MENU)
def test_every_command_is_answered(tmp_path: Path, title: str) -> None:
    with world(tmp_path) as teams:
        teams.teams.say(ADA, title)
        (answer,) = teams.answers(teams.dm(ADA), 1)
        assert IN_ANSWER[title] in shown(answer.activity)
