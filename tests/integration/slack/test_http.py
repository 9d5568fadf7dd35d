"""Slack's requests over HTTP: only what Slack signed, once, answered in time, and never lost."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
import pytest

from bot.bootstrap import Bot
from bot.clock import SystemClock
from bot.domain.messages import Inbound, Nothing, Outcome
from bot.domain.programme import RequestKind
from bot.domain.status import Status
from bot.ports import DeadlineExceeded
from bot.web import create_app
from tests.fakes.databases import file_units
from tests.fakes.server import serving
from tests.fakes.slack_local import ADA, BOT, CHANNEL, NOOR, TEAM
from tests.fakes.slack_programme import World, open_workspace, world
from tests.fakes.slack_requests import (
    command,
    form,
    interaction,
    message_event,
    post,
    press,
    retry_headers,
    submission,
)
from tests.fakes.slack_screen import shown
from tests.fakes.westmere import CONNECTION

CALL = datetime(2023, 9, 29, 9, 0, tzinfo=UTC)


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path, "http") as found:
        yield found


def address(slack: World) -> str:
    assert slack.proxy.bot_url is not None
    return slack.proxy.bot_url()


def now() -> int:
    return int(SystemClock().now().timestamp())


@contextmanager
def another_bot(slack: World, folder: Path) -> Iterator[str]:
    """The bot started anew on the record, opened anew; where its events go."""
    units = file_units(folder / "record.db")
    workspace = open_workspace(slack.proxy, units, "http", clock=slack.clock)
    bot = Bot(
        units=units,
        clock=slack.clock,
        messengers={CONNECTION: workspace.messenger},
        platforms={CONNECTION: "slack"},
    )
    app = create_app(workspace.listen(bot.receive), health=dict, metrics=str)
    with serving(app) as url:
        yield f"{url}/slack/{CONNECTION}"
    bot.deliver()
    workspace.close()
    units.close()


def test_what_slack_did_not_sign_is_refused(slack: World) -> None:
    body = message_event("1.1 red", channel=slack.dm(ADA))
    url, at = address(slack), now()
    assert post(url, body, at=at, headers={"X-Slack-Signature": ""}).status_code == 401
    assert post(url, body, at=at, headers={"X-Slack-Request-Timestamp": ""}).status_code == 401
    assert post(url, body, at=at, secret="another").status_code == 401
    assert post(url, body, at=at - 302).status_code == 401
    assert post(url, body, at=at + 302).status_code == 401
    told = {"X-Slack-Signature": "v0=" + "0" * 64}
    assert post(url, body, at=at, headers=told).status_code == 401
    assert httpx.post(url, content=b"\xff\xfe", timeout=20).status_code == 400
    assert httpx.get(url, timeout=20).status_code == 405
    assert slack.action("WIP-1.1").state.status is Status.NOT_REPORTED


def test_who_deletes_what_was_recorded_is_told_and_may_take_it_back(slack: World) -> None:
    words = {"user": ADA, "ts": "1696323600.000100", "team": TEAM}
    dm = slack.dm(ADA)
    for number, (said, gone) in enumerate((("1.1 red", "1.1 red"), ("hello", "hello"))):
        body = message_event(said, channel=dm, event_id=f"EvSaid{number}")
        assert post(address(slack), body, at=now()).status_code == 200
        told = message_event(
            "", channel=dm, event_id=f"EvGone{number}", subtype="message_deleted", user=None,
            ts="1696323660.000200", previous_message={**words, "text": gone},
        )  # fmt: skip
        assert post(address(slack), told, at=now()).status_code == 200
    slack.bot.deliver()
    about = [one for one in slack.posts(dm) if "You deleted that message" in shown(one)]
    assert len(about) == 1, "what saved nothing needs no answer"
    assert "WIP-1.1 stays in the record" in shown(about[0])
    assert slack.action("WIP-1.1").state.status is Status.RED
    body, kind = interaction(press(about[0], "Undo"))
    assert post(address(slack), body, at=now(), kind=kind).status_code == 200
    assert slack.action("WIP-1.1").state.status is Status.NOT_REPORTED


def test_a_request_that_is_replayed_is_handled_once(slack: World) -> None:
    body, at = message_event("1.1 red", channel=slack.dm(ADA)), now()
    assert [post(address(slack), body, at=at).status_code for _ in range(3)] == [200] * 3
    with slack.units.read() as uow:
        (update,) = uow.actions.updates(slack.action("WIP-1.1").id)
    assert update.status is Status.RED


def test_slacks_own_question_for_the_address_is_answered(slack: World) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c-123"})
    answer = post(address(slack), body, at=now())
    assert (answer.status_code, "c-123" in answer.text) == (200, True)


def test_every_event_three_times_with_restarts_between_is_handled_once(
    slack: World, tmp_path: Path
) -> None:
    slack.advance(CALL)
    reminder = slack.posts(slack.dm(ADA))[-1]
    body = message_event("2.1 amber, no site", channel=slack.dm(NOOR), user=NOOR, event_id="Ev0")
    assert post(address(slack), body, at=now()).status_code == 200
    slack.bot.deliver()
    before = Counter({where: len(slack.posts(where)) for where in _everywhere(slack)})
    requests = _one_of_each(slack, reminder, slack.posts(slack.dm(NOOR))[-1])
    stand: list[object] = []
    for number in range(3):
        told = retry_headers(number) if number else {}
        with another_bot(slack, tmp_path) as url:
            for name, (body, kind) in requests.items():
                answer = post(url, body, at=now(), kind=kind, headers=told)
                assert answer.status_code == 200, name
        said = {where: slack.posts(where)[before[where] :] for where in _everywhere(slack)}
        _first_round(slack, {where: list(map(shown, posts)) for where, posts in said.items()})
        stand.append((*_stand(slack), said))
    assert stand[0] == stand[1] == stand[2]


def _everywhere(slack: World) -> tuple[str, ...]:
    return CHANNEL, slack.dm(ADA), slack.dm(NOOR)


def _one_of_each(
    slack: World, reminder: Mapping[str, Any], echo: Mapping[str, Any]
) -> dict[str, tuple[str, str]]:
    """Something of every kind that Slack sends. ``reminder``: Ada's; ``echo``: Noor's, of one action."""
    ada, noor, first, second = slack.dm(ADA), slack.dm(NOOR), "1696323600.000100", "1696323610.0001"
    written = {"user": ADA, "ts": second, "team": TEAM, "text": "1.2 green"}
    edited = {
        **written,
        "text": "1.2 red, nobody applied",
        "edited": {"user": ADA, "ts": "1696323620.1"},
    }
    deleted = {"user": ADA, "ts": first, "team": TEAM, "text": "1.1 amber, one post vacant"}
    ticked = {"type": "message", "channel": noor, "ts": echo["ts"]}
    fields = {"status": "", "reason": "Staff away", "new_date": "2023-12-15"}

    def event(name: str, text: str = "", **given: Any) -> tuple[str, str]:
        given = {"channel": ada, "event_id": f"Ev{name}", **given}
        return message_event(text, **given), "application/json"

    def shortcut(kind: str, name: str, **given: Any) -> tuple[str, str]:
        told = {"type": kind, "callback_id": name, "action_ts": "1.1", "trigger_id": f"1.2.{name}"}
        user = {"id": NOOR, "team_id": TEAM}
        return interaction({**told, "team": {"id": TEAM}, "user": user, **given})

    return {
        "message": event("Said", deleted["text"], ts=first),
        "deletion": event(
            "Gone", subtype="message_deleted", user=None, ts="1696323630.0002", previous_message=deleted
        ),
        "another message": event("Also", written["text"], ts=second),
        "edit": event(
            "Edit", subtype="message_changed", user=None, ts="1696323620.0002", message=edited,
            previous_message=written,
        ),
        "mention": event(
            "Named", f"<@{BOT}> 1.3 green", type="app_mention", channel=CHANNEL, channel_type="channel",
            ts="1696323640.0001",
        ),
        "reaction": event(
            "Tick", type="reaction_added", user=NOOR, reaction="white_check_mark", item=ticked,
            item_user=BOT, event_ts="1696323650.0001",
        ),
        "home": event("Home", type="app_home_opened", tab="home"),
        "command": form(command("status red")),
        "button": interaction(press(reminder, "● Green")),
        "button with a form": interaction(press(reminder, "Later", trigger="1.2.c")),
        "form": interaction(submission("redate", "WIP-1.3", fields, channel=ada)),
        "shortcut on a message": shortcut(
            "message_action", "record_update", channel={"id": CHANNEL},
            message={"type": "message", "user": NOOR, "ts": "1.1", "text": "2.2 amber, no phones"},
        ),
        "global shortcut": shortcut("shortcut", "update_action"),
    }  # fmt: skip


def _first_round(slack: World, said: Mapping[str, list[str]]) -> None:
    """Each of these did what it should, once."""
    reported = {
        "WIP-1.1": [Status.AMBER, Status.GREEN],
        "WIP-1.2": [Status.GREEN, Status.RED],
        "WIP-1.3": [Status.GREEN],
        "WIP-2.1": [Status.AMBER],
        "WIP-2.2": [Status.AMBER],
    }
    with slack.units.read() as uow:
        for key, statuses in reported.items():
            found = uow.actions.updates(slack.action(key).id)
            assert [one.status for one in found if one.status] == statuses, key
        asked = {(one.kind, one.action_id) for one in uow.requests.open(slack.programme.id)}
        assert len(uow.requests.open(slack.programme.id)) == 2
    assert asked == {
        (RequestKind.CLOSE, slack.action("WIP-2.1").id),
        (RequestKind.REDATE, slack.action("WIP-1.3").id),
    }
    assert slack.action("WIP-2.1").claim is not None
    assert slack.action("WIP-2.1").closed_on is None
    _told(said[CHANNEL], "One action: ◆ Red\n◆ Red WIP-1.2")
    _told(
        said[slack.dm(ADA)],
        "Saved: WIP-1.1 ▲ Amber (was – Not reported). Now: one post vacant.",
        "You deleted that message",
        "Saved: WIP-1.2 ● Green",
        "Saved: WIP-1.2 ◆ Red (was ● Green). Now: nobody applied.",
        "Saved: WIP-1.3 ● Green",
        "Saved: WIP-1.1 ● Green (was ▲ Amber).",
        "Saved: WIP-1.1 put off until Wed 4 Oct.",
        "Asked: WIP-1.3, a new agreed date 15 December 2023.",
    )
    _told(
        said[slack.dm(NOOR)],
        "Saved: WIP-2.1 completion claimed",
        "Saved: WIP-2.2 ▲ Amber (was – Not reported). Now: no phones.",
        "Two actions of yours.",
    )
    home = slack.slack.home(ADA)
    assert home is not None
    assert "Your actions" in shown(home)


def _told(said: Sequence[str], *beginnings: str) -> None:
    """These messages and no others, in their order."""
    assert [
        one[: len(begins)] for one, begins in zip(said, beginnings, strict=True)
    ] == list(beginnings)  # fmt: skip


def _stand(slack: World) -> tuple[int, int]:
    """How much has been recorded, and how many messages made."""
    with slack.units.read() as uow:
        return uow.audit.verify(slack.programme.id).entries, len(uow.outbox.listing(limit=1000))


def test_field_errors_are_the_answer_each_time(slack: World) -> None:
    wrong = submission("redate", "WIP-1.1", {"new_date": "2020-01-01", "reason": ""}, channel="D")
    body, kind = interaction(wrong)
    for _ in range(2):
        told = post(address(slack), body, at=now(), kind=kind).json()
        assert told["response_action"] == "errors"
        assert set(told["errors"]) == {"new_date", "reason"}


def test_people_of_other_workspaces_are_refused(slack: World) -> None:
    body = message_event("1.1 red", channel=slack.dm(ADA), user_team="T9OTHER")
    assert post(address(slack), body, at=now()).status_code == 200
    other, kind = form(command("1.1 red", team_id="T9OTHER"))
    told = post(address(slack), other, at=now(), kind=kind).json()
    assert "only members" in told["text"]
    pressed = press({"channel": "D1", "ts": "1.2", "blocks": _BUTTON}, "Red")
    pressed["user"]["team_id"] = "T9OTHER"
    body, kind = interaction(pressed)
    assert post(address(slack), body, at=now(), kind=kind).status_code == 200
    assert slack.action("WIP-1.1").state.status is Status.NOT_REPORTED


_BUTTON = [
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "text": {"type": "plain_text", "text": "Red"},
                "action_id": "report:0.0",
                "value": '["red","WIP-1.1"]',
            }
        ],
    }
]


def test_where_the_record_is_away_slack_is_told_to_come_again(slack: World) -> None:
    def away(_: Inbound) -> Outcome:
        raise DeadlineExceeded("past its deadline")

    workspace = open_workspace(slack.proxy, slack.units, "http", clock=slack.clock)
    app = create_app(workspace.listen(away), health=dict, metrics=str)
    with serving(app) as url:
        body = message_event("1.1 red", channel=slack.dm(ADA))
        answer = post(f"{url}/slack/{CONNECTION}", body, at=now())
    workspace.close()
    assert answer.status_code == 503
    assert post(address(slack), body, at=now()).status_code == 200
    assert slack.action("WIP-1.1").state.status is Status.RED


def test_a_slow_listener_holds_up_nobody_and_a_flood_is_put_off(slack: World) -> None:
    """Bolt's own adapter would handle requests on the event loop (decision 1)."""
    free = threading.Event()

    def slow(_: Inbound) -> Outcome:
        free.wait(30)
        return Nothing()

    workspace = open_workspace(slack.proxy, slack.units, "http", clock=slack.clock)
    app = create_app(workspace.listen(slow), health=dict, metrics=str)
    body = message_event("1.1 red", channel=slack.dm(ADA))
    with serving(app) as url, ThreadPoolExecutor(80) as pool:
        sent = [pool.submit(post, f"{url}/slack/{CONNECTION}", body, at=now()) for _ in range(80)]
        slack.until(lambda: sum(one.done() for one in sent) >= 20)
        began = monotonic()
        assert httpx.get(f"{url}/healthz", timeout=20).status_code == 200
        assert monotonic() - began < 2
        free.set()
        statuses = [one.result().status_code for one in sent]
    workspace.close()
    assert set(statuses) <= {200, 503}
    assert statuses.count(200) >= 12, "those that had a thread"
    assert statuses.count(503) >= 20, "those that had no room"


def test_fifty_at_once_are_each_answered_in_time_and_all_handled(slack: World) -> None:
    """Whoever is told to come again comes again, as Slack does."""
    slack.advance(CALL)
    reminder = slack.posts(slack.dm(ADA))[-1]
    waiting = [interaction(press(reminder, "Update", trigger=f"1.2.{n}")) for n in range(50)]
    took: list[float] = []

    def one(request: tuple[str, str]) -> int:
        began = monotonic()
        status = post(address(slack), request[0], at=now(), kind=request[1]).status_code
        took.append(monotonic() - began)
        return status

    with ThreadPoolExecutor(50) as pool:
        for _ in range(6):
            told = list(pool.map(one, waiting))
            assert set(told) <= {200, 503}
            waiting = [r for r, status in zip(waiting, told, strict=True) if status != 200]
            if not waiting:
                break
    assert waiting == []
    assert sorted(took)[int(len(took) * 0.9)] < 3, "Slack waits no longer"
