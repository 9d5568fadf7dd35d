"""What is sent arrives, once, or once more and marked, whatever the network and Teams' limits do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import Bot
from bot.clock import SettableClock, SystemClock
from bot.delivery import Delivery
from bot.domain.messages import (
    Effect,
    Heading,
    OutboundMessage,
    Outgoing,
    Paragraph,
    SendState,
    StatusRow,
    literal,
)
from bot.domain.people import Address, Place
from bot.domain.status import Status
from bot.platforms.teams.loop import Loop
from bot.platforms.teams.pace import Rate
from bot.ports import UnitOfWork, Units
from bot.serving import lanes
from store.unit_of_work import SqlUnits
from tests.fakes.databases import file_units
from tests.fakes.sending import send_until_nothing_is_due
from tests.fakes.teams_connector import Rules, TeamsConnector, Trouble
from tests.fakes.teams_people import ADA, CHANNEL, CY, MEL, NOOR, OTHER_CHANNEL, User
from tests.fakes.teams_programme import (
    ELG,
    UNPACED,
    dm_address,
    enrol,
    looping,
    register,
)
from tests.fakes.teams_rooms import Message
from tests.fakes.teams_screen import shown
from tests.fakes.westmere import CONNECTION

NOW = datetime(2023, 10, 16, 8, 30, tzinfo=UTC)
LEASE = timedelta(seconds=121)
AGAIN = "Sent again: it is not certain that the first arrived."
NOTHING = 3600.0

Json = dict[str, Any]


@pytest.fixture
def units(tmp_path: Path) -> Iterator[SqlUnits]:
    found = file_units(tmp_path / "record.db")
    enrol(found)
    yield found
    found.close()


@pytest.fixture
def loop() -> Iterator[Loop]:
    with looping() as found:
        yield found


@pytest.fixture
def teams() -> Iterator[TeamsConnector]:
    found = TeamsConnector(Rules(limited=False))
    yield found
    found.stop()
    assert found.seen.faults == []


def said(words: str) -> OutboundMessage:
    return OutboundMessage(blocks=(Paragraph(runs=(literal(words),)),), summary=words)


def put(units: Units, key: str, **given: Any) -> None:
    row = Outgoing(
        programme_id=1, key=key, not_before=NOW,
        **{"address": ELG, "message": said(key), **given},
    )  # fmt: skip
    with units.write() as uow:
        uow.outbox.put(row)
        uow.commit()


def digest(units: Units, parts: int, *, channel: str = CHANNEL, name: str = "d") -> list[str]:
    """A headline and a thread under it; what each says."""
    where = Address(connection=CONNECTION, place=Place.CHANNEL, native=channel)
    head = OutboundMessage(blocks=(Heading(text=f"{name}0"),), summary=name)
    put(units, f"{name}0", address=where, message=head)
    for part in range(1, parts):
        put(units, f"{name}{part}", address=where, parent_key=f"{name}0")
    return [f"{name}{part}" for part in range(parts)]


class Sending:
    """A delivery whose clock the test moves."""

    def __init__(
        self, teams: TeamsConnector, units: SqlUnits, loop: Loop, *, rate: Rate = UNPACED
    ) -> None:
        self.clock = SettableClock(NOW)
        self.units = units
        registration = register(teams, units, loop, clock=self.clock, rate=rate)
        self._delivery = Delivery(units, {CONNECTION: registration.messenger}, self.clock)

    def run(self, *, after: timedelta = timedelta(0)) -> None:
        self.clock.move_to(self.clock.now() + after)
        self._delivery.run_once()

    def rows(self) -> list[Outgoing]:
        with self.units.read() as uow:
            return list(reversed(uow.outbox.listing(limit=1000)))

    def states(self) -> Counter[SendState]:
        return Counter(row.state for row in self.rows())

    def retry(self, row: Outgoing) -> None:
        with self.units.write() as uow:
            assert uow.outbox.retry(row.id, self.clock.now())
            uow.commit()


@pytest.fixture
def sending(teams: TeamsConnector, units: SqlUnits, loop: Loop) -> Sending:
    return Sending(teams, units, loop)


def _person(uow: UnitOfWork, user: User) -> int:
    (person,) = uow.people.by_address(CONNECTION, user.object_id)
    return person.id


def words_of(messages: list[Message]) -> list[str]:
    return [shown(one.activity) for one in messages]


def is_post(method: str, path: str) -> bool:
    return method == "POST" and path.endswith("/activities")


def once(trouble: Trouble) -> Callable[[str, str, Json], Trouble | None]:
    """The first post of each message has this trouble."""
    seen: set[str] = set()

    def befall(method: str, path: str, body: Json) -> Trouble | None:
        what = str(body.get("summary"))
        if not is_post(method, path) or what in seen:
            return None
        seen.add(what)
        return trouble

    return befall


# --- doubts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("trouble", "arrived"),
    [
        (Trouble(when="before"), False),
        (Trouble(when="after"), True),
        (Trouble(when="before", status=500), False),
        (Trouble(when="after", status=500), True),
    ],
    ids=["cut off before", "cut off after", "500 before", "500 after"],
)
def test_what_is_in_doubt_is_sent_once_more_and_marked(
    teams: TeamsConnector, sending: Sending, trouble: Trouble, arrived: bool
) -> None:
    teams.rules.trouble = once(trouble)
    names = digest(sending.units, 4)
    for _ in range(8):
        sending.run(after=LEASE)
    assert sending.states() == {SendState.SENT: 4}
    told = words_of(teams.rooms.bots(CHANNEL))
    for name in names:
        copies = [one for one in told if name in one.split("\n")]
        assert [AGAIN in one for one in copies] == ([False, True] if arrived else [True])
    with sending.units.read() as uow:
        assert uow.outbox.doubt_count() == 4


def test_what_is_in_doubt_twice_is_left_for_the_office(
    teams: TeamsConnector, sending: Sending
) -> None:
    teams.rules.trouble = lambda method, path, _: (
        Trouble(when="after") if is_post(method, path) else None
    )
    put(sending.units, "x")
    for _ in range(6):
        sending.run(after=LEASE)
    assert [AGAIN in one for one in words_of(teams.rooms.bots(CHANNEL))] == [False, True]
    (row,) = sending.rows()
    assert row.state is SendState.FAILED
    assert "look in the conversation" in (row.last_error or "")


def test_an_ephemeral_in_doubt_is_never_shown_twice(
    teams: TeamsConnector, sending: Sending
) -> None:
    teams.rules.trouble = once(Trouble(when="after"))
    with sending.units.read() as uow:
        (person,) = uow.people.by_address(CONNECTION, ADA.object_id)
    put(sending.units, "e", effect=Effect.EPHEMERAL, person_id=person.id)
    for _ in range(3):
        sending.run(after=LEASE)
    assert words_of(teams.rooms.bots(teams.rooms.dm(ADA))) == ["e"]
    assert teams.rooms.bots(CHANNEL) == []
    assert sending.states() == {SendState.FAILED: 1}


def test_an_update_in_doubt_is_simply_done_again(teams: TeamsConnector, sending: Sending) -> None:
    put(sending.units, "x")
    sending.run()
    (post,) = teams.rooms.bots(CHANNEL)
    put(sending.units, "y", effect=Effect.UPDATE, target=post.id)
    with sending.units.write() as uow:
        # The process that took it was killed.
        assert len(uow.outbox.claim(sending.clock.now(), limit=1)) == 1
        uow.commit()
    for _ in range(3):
        sending.run(after=LEASE)
    assert words_of(teams.rooms.bots(CHANNEL)) == ["y"], "not marked: it stands once"
    assert sending.states() == {SendState.SENT: 2}


# --- refusals for now -----------------------------------------------------------------------------


@pytest.mark.parametrize("status", [408, 412, 502, 503, 504])
def test_what_teams_could_not_take_just_now_is_tried_again(
    teams: TeamsConnector, sending: Sending, status: int
) -> None:
    teams.rules.trouble = once(Trouble(when="before", status=status))
    put(sending.units, "x")
    sending.run()
    (row,) = sending.rows()
    assert row.state is SendState.QUEUED
    wait = (row.not_before - sending.clock.now()).total_seconds()
    assert 5 <= wait <= 7.5, "five seconds, drawn out by up to a half"
    sending.run(after=timedelta(seconds=8))
    assert words_of(teams.rooms.bots(CHANNEL)) == ["x"], "not in doubt, so not marked"


@pytest.mark.parametrize("status", [429, 503])
def test_teams_is_obeyed_when_it_says_how_long_to_wait(
    teams: TeamsConnector, sending: Sending, status: int
) -> None:
    teams.rules.trouble = once(Trouble(when="before", status=status, headers={"Retry-After": "40"}))
    put(sending.units, "x")
    put(sending.units, "o", address=replace(ELG, native=OTHER_CHANNEL))
    sending.run()
    for row in sending.rows():
        wait = (row.not_before - sending.clock.now()).total_seconds()
        assert 40 <= wait <= 60
    sending.run(after=timedelta(seconds=61))
    assert sending.states() == {SendState.SENT: 2}


def test_what_waits_in_a_thread_keeps_its_order_though_one_is_put_off(
    teams: TeamsConnector, sending: Sending
) -> None:
    names = digest(sending.units, 6)
    put_off = [True]

    def second(method: str, path: str, body: Json) -> Trouble | None:
        if is_post(method, path) and body.get("summary") == "d2" and put_off:
            put_off.clear()
            return Trouble(when="before", status=429, headers={"Retry-After": "3"})
        return None

    teams.rules.trouble = second
    for _ in range(8):
        sending.run(after=timedelta(seconds=2))
    assert words_of(teams.rooms.bots(CHANNEL)) == names


def test_while_nobody_is_there_it_waits(teams: TeamsConnector, sending: Sending) -> None:
    put(sending.units, "x")
    teams.go_away()
    sending.run()
    assert sending.states() == {SendState.QUEUED: 1}
    teams.come_back()
    sending.run(after=timedelta(seconds=10))
    assert words_of(teams.rooms.bots(CHANNEL)) == ["x"]


# --- final refusals -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("BotNotInConversationRoster", "do not have the app"),
        ("ConversationBlockedByUser", "ask them to unblock it"),
        ("BotDisabledByAdmin", "administrator has switched the app off"),
        ("MessageWritesBlocked", "blocked, muted or removed"),
        ("SomethingNewAndForbidden", "do not have the app"),
    ],
)
def test_who_cannot_be_reached_is_told_to_the_office_with_what_to_do(
    teams: TeamsConnector, sending: Sending, code: str, told: str
) -> None:
    teams.rooms.unreachable[ADA.object_id] = code
    put(sending.units, "x", address=dm_address(ADA))
    sending.run()
    row = sending.rows()[0]
    assert row.state is SendState.FAILED
    assert told in (row.last_error or "")
    assert code in (row.last_error or "")
    with sending.units.read() as uow:
        reach = uow.reachability.get(CONNECTION, ADA.object_id)
    assert reach is not None
    assert (reach.unreachable_since, reach.reason) == (NOW, row.last_error)
    with sending.units.read() as uow:
        assert uow.people.addresses(_person(uow, ADA)) == []
    (office,) = words_of(teams.rooms.bots(teams.rooms.dm(MEL)))
    assert "Ada Quill cannot be reached any more" in office
    assert told in office
    teams.rooms.unreachable.clear()
    sending.retry(row)
    sending.run()
    assert words_of(teams.rooms.bots(teams.rooms.dm(ADA))) == ["x"]
    with sending.units.read() as uow:
        reach = uow.reachability.get(CONNECTION, ADA.object_id)
        assert uow.people.addresses(_person(uow, ADA)) == [dm_address(ADA)]
        assert uow.audit.verify(1).broken_at is None
    assert reach is not None
    assert (reach.unreachable_since, reach.reason) == (None, None)


@pytest.mark.parametrize(
    ("native", "told"),
    [
        ("19:gone@thread.tacv2", "no such channel"),
        (OTHER_CHANNEL, "not in this team or chat"),
        ("#executive-leadership", "by ids such as 19:"),
        ("19:x/../y", "by ids such as 19:"),
    ],
)
def test_a_channel_that_cannot_be_written_to_says_what_to_do(
    teams: TeamsConnector, sending: Sending, native: str, told: str
) -> None:
    teams.rooms.rooms[OTHER_CHANNEL].has_bot = False
    put(sending.units, "x", address=replace(ELG, native=native))
    sending.run()
    row, _ = sending.rows()
    assert row.state is SendState.FAILED
    assert told in (row.last_error or "")
    (office,) = words_of(teams.rooms.bots(teams.rooms.dm(MEL)))
    assert f"A message for {native} has not arrived. {row.last_error}" in office


def test_a_message_that_is_gone_cannot_be_updated(teams: TeamsConnector, sending: Sending) -> None:
    put(sending.units, "x", effect=Effect.UPDATE, target="1700000000000")
    sending.run()
    (row,) = sending.rows()
    assert "no longer there" in (row.last_error or "")


def test_a_token_that_was_taken_back_is_fetched_anew(
    teams: TeamsConnector, sending: Sending
) -> None:
    put(sending.units, "x")
    sending.run()
    teams.issuer.revoke()
    put(sending.units, "y")
    sending.run()
    sending.run(after=timedelta(seconds=10))
    assert words_of(teams.rooms.bots(CHANNEL)) == ["x", "y"]
    assert teams.issuer.exchanges == 2


def test_a_secret_that_is_wrong_says_so(teams: TeamsConnector, units: SqlUnits, loop: Loop) -> None:
    told = teams.environment()
    teams.environment = lambda: {**told, "SECRET": "yesterday's"}  # type: ignore[method-assign]
    sending = Sending(teams, units, loop)
    put(units, "x")
    sending.run()
    row = sending.rows()[0]
    assert row.state is SendState.FAILED
    assert "whether its secret has run out" in (row.last_error or "")


# --- first contact --------------------------------------------------------------------------------


def test_somebody_never_met_is_written_to_and_found_again(
    teams: TeamsConnector, sending: Sending
) -> None:
    teams.rooms.never_met(ADA)
    for key in ("x", "y"):
        put(sending.units, key, address=dm_address(ADA))
    sending.run()
    assert words_of(teams.rooms.bots(teams.rooms.dm(ADA))) == ["x", "y"]
    assert teams.seen.calls.count("POST conversations") == 1
    put(sending.units, "z", address=dm_address(NOOR))
    sending.run()
    assert words_of(teams.rooms.bots(teams.rooms.dm(NOOR))) == ["z"]


def test_a_conversation_that_was_lost_is_begun_anew(
    teams: TeamsConnector, sending: Sending
) -> None:
    put(sending.units, "x", address=dm_address(ADA))
    sending.run()
    teams.rooms.never_met(ADA)
    put(sending.units, "y", address=dm_address(ADA))
    sending.run()
    assert words_of(teams.rooms.bots(teams.rooms.dm(ADA))) == ["y"]
    assert sending.states() == {SendState.SENT: 2}


def test_beginning_a_conversation_waits_for_its_turn_like_a_message(
    teams: TeamsConnector, units: SqlUnits, loop: Loop
) -> None:
    rate = Rate(thread=(), tenant=((3, 1.0),))
    sending = Sending(teams, units, loop, rate=rate)
    for user in (ADA, NOOR, CY):
        teams.rooms.never_met(user)
        put(units, user.name, address=dm_address(user))
    for calls in (3, 6):
        sending.run()
        assert len(teams.seen.calls) == calls
        sending.clock.move_to(sending.clock.now() + timedelta(seconds=1.1))
    assert teams.seen.calls.count("POST conversations") == 3
    assert sending.states() == {SendState.SENT: 3}


def test_who_does_not_have_the_app_is_unreachable(teams: TeamsConnector, sending: Sending) -> None:
    for room in teams.rooms.rooms.values():
        room.has_bot = False
    put(sending.units, "x", address=dm_address(ADA))
    sending.run()
    row = sending.rows()[0]
    assert "do not have the app" in (row.last_error or "")
    with sending.units.read() as uow:
        reach = uow.reachability.get(CONNECTION, ADA.object_id)
    assert reach is not None
    assert reach.unreachable_since == NOW


# --- size and pace --------------------------------------------------------------------------------


def _list_for(user: User) -> Json:
    rows = tuple(
        StatusRow(key=f"WIP-{n}", title="Do the thing", status=Status.GREEN) for n in range(400)
    )
    message = OutboundMessage(blocks=rows, summary="All", items=("WIP-1",))
    return {"address": dm_address(user), "message": message}


def test_a_list_of_four_hundred_arrives_whole_and_in_order(
    teams: TeamsConnector, sending: Sending
) -> None:
    put(sending.units, "l", **_list_for(NOOR))
    sending.run()
    posts = words_of(teams.rooms.bots(teams.rooms.dm(NOOR)))
    assert len(posts) > 1
    told = "\n".join(posts)
    places = [told.index(f"WIP-{n} Do") for n in range(400)]
    assert places == sorted(places)


def test_nothing_is_sent_too_fast_and_nothing_much_too_slowly(units: SqlUnits, loop: Loop) -> None:
    """Two digests at once, with a second ten times as short."""
    hurry = 10
    teams = TeamsConnector(Rules(second=1 / hurry))
    limits = Rate()
    rate = Rate(
        thread=tuple((count, seconds / hurry) for count, seconds in limits.thread),
        tenant=tuple((count, seconds / hurry) for count, seconds in limits.tenant),
        margin=0.2,
    )
    names = digest(units, 40) + digest(units, 12, channel=OTHER_CHANNEL, name="o")
    clock = SystemClock()
    registration = register(teams, units, loop, clock=clock, rate=rate)
    bot = Bot(
        units=units,
        clock=clock,
        messengers={CONNECTION: registration.messenger},
        platforms={CONNECTION: "teams"},
    )
    try:
        send_until_nothing_is_due(lanes(bot), within=90)
    finally:
        teams.stop()
    assert teams.seen.limited == 0
    told = words_of(teams.rooms.bots(CHANNEL)) + words_of(teams.rooms.bots(OTHER_CHANNEL))
    assert told == names, "in order, each once"
