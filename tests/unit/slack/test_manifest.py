"""The manifest asks for what the code uses: no permission and no event more, none fewer."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

import bot.platforms.slack
import config
from bot.platforms.slack.api import METHODS
from bot.platforms.slack.app import EVENTS
from bot.platforms.slack.hearing import RECORD_SHORTCUT, UPDATE_SHORTCUT
from bot.platforms.slack.manifest import COMMAND, EVENT_SCOPES, manifest, scopes

FOLDER = Path(bot.platforms.slack.__file__).parent
SOURCE = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py")}


def test_the_file_is_what_the_code_says() -> None:
    file = Path(config.__file__).with_name("slack-manifest.yaml")
    assert yaml.safe_load(file.read_text(encoding="utf-8")) == manifest()


def test_every_method_that_scopes_are_asked_for_is_called() -> None:
    called = "\n".join(text for name, text in SOURCE.items() if name != "manifest.py")
    for method in METHODS:
        mentions = called.count(f'"{method}"')
        assert mentions >= 2, f"{method} is declared and never called"


def test_no_method_is_called_around_the_list() -> None:
    for name, text in SOURCE.items():
        direct = re.findall(
            r"client\.((?:chat|conversations|files|users|views|reactions)_\w+)", text
        )
        assert not direct, f"{name} calls {direct}"


def test_every_event_has_its_listener_and_its_scope() -> None:
    assert set(EVENTS) == set(EVENT_SCOPES)
    listened = set(re.findall(r'bolt\.event\("(\w+)"\)', SOURCE["app.py"]))
    assert listened == {event.split(".")[0] for event in EVENTS}


def test_people_can_write_to_the_app_and_it_stays_within_slacks_numbers() -> None:
    told = manifest()
    features = told["features"]
    assert features["app_home"]["messages_tab_read_only_enabled"] is False
    assert [one["callback_id"] for one in features["shortcuts"]] == [
        RECORD_SHORTCUT,
        UPDATE_SHORTCUT,
    ]
    assert all(len(one["name"]) <= 24 for one in features["shortcuts"])
    (command,) = features["slash_commands"]
    assert command["command"] == COMMAND
    assert len(COMMAND) <= 32
    assert manifest(command="/plan")["features"]["slash_commands"][0]["command"] == "/plan"
    assert scopes() == sorted(set(scopes()))
