"""Teams' requests over HTTP: answered in time whatever the record does, brought again, and never lost."""

from __future__ import annotations

import threading
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
from bot.domain.messages import Inbound, Nothing, Outcome
from bot.domain.status import Status
from bot.platforms.teams.app import Receive
from bot.ports import DeadlineExceeded
from bot.web import create_app
from tests.fakes.databases import file_units
from tests.fakes.server import serving
from tests.fakes.teams_people import ADA, BOT, CHANNEL, NOOR, OTHER_TENANT, TENANT
from tests.fakes.teams_programme import World, register, world
from tests.fakes.teams_user import Teams
from tests.fakes.waiting import wait_until
from tests.fakes.westmere import CONNECTION

CALL = datetime(2023, 9, 29, 9, 0, tzinfo=UTC)


@pytest.fixture
def teams(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as found:
        yield found
        assert found.connector.seen.faults == []


@contextmanager
def another_bot(
    teams: World, receive: Receive | None = None, *, folder: Path | None = None, **how: Any
) -> Iterator[Teams]:
    """The bot started anew on the same record, and the clients before it. ``folder``: where the record is
    that is opened anew for it."""
    units = teams.units if folder is None else file_units(folder / "record.db")
    registration = register(teams.connector, units, teams.loop, clock=teams.clock)
    bot = Bot(
        units=units,
        clock=teams.clock,
        messengers={CONNECTION: registration.messenger},
        platforms={CONNECTION: "teams"},
    )
    routes = registration.listen(receive or bot.receive, **how)
    wait_until(lambda: registration.keys.known is not None)
    with serving(create_app(routes, health=dict, metrics=str)) as url:
        clients = Teams(teams.connector, lambda: f"{url}/teams/{CONNECTION}")
        yield clients
        clients.close()
    if folder is not None:
        bot.deliver()
        units.close()
    registration.close()


def test_where_the_record_is_away_teams_brings_it_again(teams: World) -> None:
    away = [DeadlineExceeded("past its deadline")] * 2

    def receive(inbound: Inbound) -> Outcome:
        if away:
            raise away.pop()
        return teams.bot.receive(inbound)

    with another_bot(teams, receive) as clients:
        clients.say(ADA, "1.1 red")
        assert clients.attempts == [3]
    assert teams.action("WIP-1.1").state.status is Status.RED


def test_an_answer_that_comes_too_late_is_found_when_it_is_brought_again(teams: World) -> None:
    """Handled once, though the first time nobody waited for the end of it."""
    heard: list[str] = []
    gate = threading.Event()

    def receive(inbound: Inbound) -> Outcome:
        heard.append(inbound.event_key)
        outcome = teams.bot.receive(inbound)
        if len(heard) == 1:
            gate.wait(20)
        return outcome

    with another_bot(teams, receive, answer_within=0.5) as clients:
        clients.say(ADA, "1.1 red")
        gate.set()
        assert max(clients.took) < 2
        assert clients.attempts == [2]
    assert heard[0] == heard[1]
    with teams.units.read() as uow:
        (update,) = uow.actions.updates(teams.action("WIP-1.1").id)
    assert update.status is Status.RED


def test_teams_that_had_no_answer_for_fifteen_seconds_brings_it_again(teams: World) -> None:
    """A bot that would wait longer than Teams does: the same activity, handled once."""
    teams.connector.rules.second = 0.1
    stuck = [True]
    gate = threading.Event()

    def receive(inbound: Inbound) -> Outcome:
        outcome = teams.bot.receive(inbound)
        if stuck:
            stuck.clear()
            gate.wait(20)
        return outcome

    with another_bot(teams, receive, answer_within=30) as clients:
        clients.say(ADA, "1.1 red")
        gate.set()
        assert clients.attempts == [2]
    with teams.units.read() as uow:
        assert len(uow.actions.updates(teams.action("WIP-1.1").id)) == 1


def test_slow_handling_holds_up_neither_the_health_check_nor_what_is_sent(teams: World) -> None:
    gate = threading.Event()
    waiting = threading.Semaphore(0)

    def slow(_: Inbound) -> Outcome:
        waiting.release()
        gate.wait(30)
        return Nothing()

    with another_bot(teams, slow) as clients, ThreadPoolExecutor(20) as pool:
        sent = [pool.submit(clients.say, ADA, f"1.1 red {n}") for n in range(20)]
        for _ in range(12):
            assert waiting.acquire(timeout=20)
        began = monotonic()
        url = clients.address.replace(f"/teams/{CONNECTION}", "/healthz")
        assert httpx.get(url, timeout=20).status_code == 200
        teams.advance(CALL)
        assert teams.posts(teams.dm(ADA)), "sent meanwhile, on the same loop"
        assert monotonic() - began < 10
        gate.set()
        for one in sent:
            one.result()


def test_everything_three_times_with_restarts_between_is_handled_once(
    teams: World, tmp_path: Path
) -> None:
    teams.advance(CALL)
    before = {where: len(teams.posts(where)) for where in _everywhere(teams)}
    activities = _one_of_each(teams)
    teams.bot.deliver()

    def said() -> dict[str, list[str]]:
        return {where: teams.read(where)[before[where] :] for where in _everywhere(teams)}

    _first_round(teams, said())
    stand = (*_stand(teams), said())
    for _ in range(3):
        with another_bot(teams, folder=tmp_path) as clients:
            for name, activity in activities.items():
                assert clients.bring(activity).status_code == 200, name
        assert (*_stand(teams), said()) == stand


def _everywhere(teams: World) -> tuple[str, ...]:
    return CHANNEL, teams.dm(ADA), teams.dm(NOOR)


def _one_of_each(teams: World) -> dict[str, dict[str, Any]]:
    """Something of every kind that Teams brings, as it was brought first."""
    reminder = teams.posts(teams.dm(ADA))[-1]
    clients, found = teams.teams, {}
    first = clients.say(ADA, "1.1 amber, one post vacant")
    found["message"] = clients.last
    clients.delete(ADA, first)
    found["deletion"] = clients.last
    second = clients.say(ADA, "1.2 green")
    found["another message"] = clients.last
    clients.edit(ADA, second, "1.2 red, nobody applied")
    found["edit"] = clients.last
    clients.say(NOOR, "2.2 green", CHANNEL)
    found["mention"] = clients.last
    clients.say(NOOR, "/send status red")
    found["command"] = clients.last
    clients.press(ADA, reminder, "● Green")
    found["button"] = clients.last
    clients.press_old(ADA, reminder, "Later")
    found["button of an old client"] = clients.last
    clients.press(ADA, reminder, "Update")
    found["button with a form"] = clients.last
    clients.press(ADA, reminder, "Save", status="amber", position="Two left", limbs="dates")
    found["form"] = clients.last
    return found


def _first_round(teams: World, said: Mapping[str, list[str]]) -> None:
    """Each of these did what it should, once."""
    reported = {
        "WIP-1.1": [Status.AMBER, Status.GREEN, Status.AMBER],
        "WIP-1.2": [Status.GREEN, Status.RED],
        "WIP-2.2": [Status.GREEN],
    }
    with teams.units.read() as uow:
        for key, statuses in reported.items():
            found = uow.actions.updates(teams.action(key).id)
            assert [one.status for one in found] == statuses, key
    assert teams.action("WIP-1.1").state.position == "Two left"
    _told(
        said[teams.dm(ADA)],
        "Saved: WIP-1.1 ▲ Amber (was – Not reported). Now: one post vacant.",
        "You deleted that message here. What it said of WIP-1.1 stays",
        "Saved: WIP-1.2 ● Green",
        "Saved: WIP-1.2 ◆ Red (was ● Green). Now: nobody applied.",
        "Saved: WIP-1.1 ● Green (was ▲ Amber).",
        "Saved: WIP-1.1 put off until Wed 4 Oct.",
        "Saved: WIP-1.1 ▲ Amber (was ● Green). At risk: dates. Now: Two left.",
    )
    _told(said[teams.dm(NOOR)], "Saved: WIP-2.2 ● Green", "One action: ◆ Red\n◆ Red WIP-1.2")
    _told(said[CHANNEL])


def _told(said: Sequence[str], *beginnings: str) -> None:
    """These messages and no others, in their order."""
    assert [one[: len(begins)] for one, begins in zip(said, beginnings, strict=True)] == list(
        beginnings
    )


def _stand(teams: World) -> tuple[int, int]:
    """How much has been recorded, and how many messages made."""
    with teams.units.read() as uow:
        return uow.audit.verify(teams.programme.id).entries, len(uow.outbox.listing(limit=1000))


def _activity(teams: World, **given: Any) -> dict[str, Any]:
    return {
        "type": "message", "id": "1696323600001", "text": "1.1 red", "channelId": "msteams",
        "serviceUrl": teams.connector.service_url,
        "from": {"id": ADA.id, "aadObjectId": ADA.object_id}, "recipient": {"id": BOT},
        "conversation": {"id": teams.dm(ADA), "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
    } | given  # fmt: skip


def test_people_of_other_tenants_are_refused(teams: World) -> None:
    theirs = {"id": "a:x", "conversationType": "personal", "tenantId": OTHER_TENANT}
    assert teams.teams.bring(_activity(teams, conversation=theirs)).status_code == 403
    assert teams.action("WIP-1.1").state.status is Status.NOT_REPORTED


@pytest.mark.parametrize(
    "odd",
    [
        {"type": "typing"},
        {"type": "somethingNew"},
        {"type": None},
        {"from": None},
        {"from": "ada"},
        {"conversation": {"id": None, "tenantId": TENANT}},
        {"conversation": {"tenantId": TENANT}},
        {"text": {"a": 1}},
        {"type": "invoke", "name": "adaptiveCard/action", "value": None},
        {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {"type": "x"}}},
        {"type": "invoke", "name": "task/fetch", "value": {}},
        {"type": "conversationUpdate", "membersAdded": [{"id": BOT}], "channelData": None},
        {"type": "installationUpdate", "action": "upgrade"},
        {"type": "event", "name": "application/vnd.microsoft.readReceipt", "value": {}},
        {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
        {"entities": [{"type": "mention"}], "text": "<at>x</at>"},
        {"attachments": [{"contentType": "text/html"}]},
        {"text": "\ud800 1.1 red"},
        {"id": "\ud800"},
    ],
    ids=str,
)
def test_whatever_it_is_teams_is_answered_and_need_not_come_again(
    teams: World, odd: dict[str, Any]
) -> None:
    assert teams.teams.bring(_activity(teams, **odd)).status_code in (200, 400, 403)
