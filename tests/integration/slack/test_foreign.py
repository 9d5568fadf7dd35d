"""Who belongs to another workspace (Slack Connect) is not heard, by whatever door they come."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SettableClock, SystemClock
from bot.domain.messages import (
    Inbound,
    Nothing,
    OutboundMessage,
    Outcome,
    Outgoing,
    Paragraph,
    plain,
)
from bot.platforms.slack.workspace import Workspace
from bot.web import create_app
from store.unit_of_work import SqlUnits
from tests.fakes.databases import file_units
from tests.fakes.server import serving
from tests.fakes.slack_local import ADA, BOT, CHANNEL, SIGNED, TEAM, environment
from tests.fakes.slack_programme import ELG, UNPACED, enrol
from tests.fakes.slack_requests import command, form, interaction, message_event, post
from tests.fakes.slack_stand_in import SlackStandIn
from tests.fakes.westmere import BEGINS, CONNECTION

Json = dict[str, Any]
Request = tuple[str, str]
OTHER = "T9OTHER"
#: A guest of another workspace's, a colleague whom the programme does not know, and somebody whom Slack does not know.
GUEST, COLLEAGUE, NOBODY = "U08GUEST", "U07COLL", "U06NONE"
TS, LATER = "1696323600.000100", "1696323660.000200"
ASKED = "1696323500.000100"
JSON = "application/json"


def _event(user: str | None, **told: Any) -> Request:
    body = message_event("1.1 red", **{"channel": "D1", "user": user, **told})
    return body, JSON


def _message(user: str, team: str | None) -> Request:
    return _event(user, team=team)


def _edit(user: str, team: str | None) -> Request:
    message = {"user": user, "ts": TS, "text": "1.1 red", "team": team}
    before = {**message, "text": "1.1 green"}
    return _event(
        None, subtype="message_changed", ts=LATER, message=message, previous_message=before
    )  # fmt: skip


def _deletion(user: str, team: str | None) -> Request:
    before = {"user": user, "ts": TS, "text": "1.1 red", "team": team}
    return _event(None, subtype="message_deleted", ts=LATER, previous_message=before)


def _mention(user: str, team: str | None) -> Request:
    return _event(user, type="app_mention", channel=CHANNEL, channel_type="channel", team=team)


def _reaction(user: str, team: str | None) -> Request:
    item = {"type": "message", "channel": CHANNEL, "ts": ASKED}
    return _event(
        user, type="reaction_added", reaction="white_check_mark", item=item, item_user=BOT,
        event_ts=LATER, team=team,
    )  # fmt: skip


def _home(user: str, team: str | None) -> Request:
    return _event(user, type="app_home_opened", tab="home", team=team)


def _command(user: str, team: str | None) -> Request:
    return form({k: v for k, v in command("1.1 red", user_id=user, team_id=team).items() if v})


def _interaction(user: str, team: str | None, **told: Any) -> Request:
    sender = {"id": user, "team_id": team} if team else {"id": user}
    return interaction({"team": {"id": TEAM}, "user": sender, "trigger_id": "1.2", **told})


def _press(user: str, team: str | None) -> Request:
    action = {"action_id": "report:0.0", "value": '["red","WIP-1.1"]', "action_ts": "1.1"}
    container = {"type": "message", "channel_id": "D1", "message_ts": ASKED}
    return _interaction(user, team, type="block_actions", container=container, actions=[action])


def _form(user: str, team: str | None) -> Request:
    view = {
        "id": "V1", "hash": "h", "type": "modal", "callback_id": "update", "state": {"values": {}},
        "private_metadata": json.dumps(["WIP-1.1", "dm", user, None]),
    }  # fmt: skip
    return _interaction(user, team, type="view_submission", view=view)


def _shortcut(user: str, team: str | None) -> Request:
    return _interaction(user, team, type="shortcut", callback_id="update_action", action_ts="1.1")


EVERY = (
    _message, _edit, _deletion, _mention, _reaction, _home,
    _command, _press, _form, _shortcut,
)  # fmt: skip
Kind = Callable[[str, str | None], Request]
each_kind = pytest.mark.parametrize("kind", EVERY, ids=lambda one: one.__name__.strip("_"))


@dataclass(kw_only=True)
class Door:
    """Where Slack's requests go, and what came in by it."""

    slack: SlackStandIn
    url: str = ""
    workspace: Workspace | None = None
    heard: list[Inbound] = field(default_factory=list)

    def lets_in(self, request: Request) -> bool:
        """Whether this is heard, or the home page shown for it."""
        body, kind = request
        told = post(self.url, body, at=int(SystemClock().now().timestamp()), kind=kind)
        assert told.status_code == 200
        assert self.workspace is not None
        self.workspace.close()
        return bool(self.heard or self.slack.rooms.homes)

    def receive(self, inbound: Inbound) -> Outcome:
        self.heard.append(inbound)
        return Nothing()


@pytest.fixture
def units(tmp_path: Path) -> Iterator[SqlUnits]:
    found = file_units(tmp_path / "record.db")
    programme = enrol(found)
    words = Paragraph(runs=(plain("WIP-1.1?"),))
    asked = OutboundMessage(blocks=(words,), summary="WIP-1.1?", items=("WIP-1.1",))
    with found.write() as uow:
        row = uow.outbox.put(
            Outgoing(
                programme_id=programme.id,
                address=ELG,
                key="asked",
                not_before=BEGINS,
                message=asked,
            )
        )
        assert row is not None
        uow.outbox.mark_sent(row.id, BEGINS, ASKED)
        uow.commit()
    yield found
    found.close()


@contextmanager
def opened(units: SqlUnits, *, allowed: tuple[str, ...] = ()) -> Iterator[Door]:
    slack = SlackStandIn(SettableClock(BEGINS).now)
    slack.rooms.admit(GUEST, OTHER)
    slack.rooms.admit(COLLEAGUE)
    with units.read() as uow:
        connection = uow.programmes.connection(CONNECTION)
    assert connection is not None
    connection = replace(connection, settings=SIGNED, allowed_tenants=allowed)
    workspace = Workspace(
        connection, environment(slack.url), units, SettableClock(BEGINS), draw=lambda _: b"",
        rate=UNPACED,
    )  # fmt: skip
    door = Door(slack=slack, workspace=workspace)
    app = create_app(workspace.listen(door.receive), health=dict, metrics=str)
    with serving(app) as url:
        door.url = f"{url}/slack/{CONNECTION}"
        yield door
    workspace.close()
    slack.stop()


@each_kind
def test_who_is_said_to_be_of_another_workspace_is_refused(units: SqlUnits, kind: Kind) -> None:
    with opened(units) as door:
        assert not door.lets_in(kind(GUEST, OTHER))


@each_kind
def test_where_no_workspace_is_named_slack_is_asked_whose_the_sender_is(
    units: SqlUnits, kind: Kind
) -> None:
    with opened(units) as door:
        assert not door.lets_in(kind(GUEST, None))


@each_kind
def test_a_workspace_that_the_connection_allows_is_let_in(units: SqlUnits, kind: Kind) -> None:
    with opened(units, allowed=(OTHER,)) as door:
        assert door.lets_in(kind(GUEST, None))


@each_kind
def test_whom_the_programme_knows_is_let_in_and_slack_not_asked(
    units: SqlUnits, kind: Kind
) -> None:
    with opened(units) as door:
        assert door.lets_in(kind(ADA, None)), "Slack knows nobody of this name here"


@pytest.mark.parametrize("kind", [_message, _reaction, _home, _press])
def test_a_colleague_whom_the_programme_does_not_know_is_let_in(
    units: SqlUnits, kind: Kind
) -> None:
    with opened(units) as door:
        assert door.lets_in(kind(COLLEAGUE, None)), "to be told so"


@pytest.mark.parametrize("kind", [_message, _reaction, _home, _press])
def test_whom_not_even_slack_knows_is_refused(units: SqlUnits, kind: Kind) -> None:
    with opened(units) as door:
        assert not door.lets_in(kind(NOBODY, None))


def test_where_slack_cannot_be_asked_it_brings_the_event_again(units: SqlUnits) -> None:
    with opened(units) as door:
        assert door.lets_in(_message(ADA, TEAM))
    with opened(units) as door:
        assert door.workspace is not None
        door.workspace.api.identity()
        door.slack.go_away()
        body, kind = _message(GUEST, None)
        told = post(door.url, body, at=int(SystemClock().now().timestamp()), kind=kind)
        assert told.status_code == 503
        assert door.heard == []
