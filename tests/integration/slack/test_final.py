"""What Slack refuses for good: kept as failed, told to the programme office in words, and sent when it is mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import SettableClock
from bot.delivery import Delivery
from bot.domain.messages import OutboundMessage, Outgoing, Paragraph, SendState, literal
from bot.domain.people import Address, Place
from bot.phrasing.message_text import message_text
from bot.ports import Messenger
from store.unit_of_work import SqlUnits
from tests.fakes.databases import file_units
from tests.fakes.slack_local import ADA, MEL, USERS
from tests.fakes.slack_programme import ELG, enrol, open_workspace
from tests.fakes.slack_rooms import Room
from tests.fakes.slack_screen import shown
from tests.fakes.slack_stand_in import SlackStandIn
from tests.fakes.westmere import CONNECTION

NOW = datetime(2023, 10, 16, 8, 30, tzinfo=UTC)
ELSEWHERE = Address(connection="nhs", place=Place.DM, native="mel")
MELS = Address(connection=CONNECTION, place=Place.DM, native=MEL)
ADAS = Address(connection=CONNECTION, place=Place.DM, native=ADA)

Breaks = Callable[["Slack"], None]


@dataclass
class Another:
    """A platform that takes everything."""

    platform: str = "teams"
    can_be_asked: bool = False
    taken: list[str] = field(default_factory=list)

    def send(self, row: Outgoing, *, thread: str | None) -> str | None:
        self.taken.append(message_text(row.message))
        return None

    def find(self, row: Outgoing, *, thread: str | None) -> str | None:
        return None


class Slack:
    """A workspace, and a delivery to it whose clock the test moves."""

    def __init__(self, units: SqlUnits) -> None:
        self.units = units
        self.clock = SettableClock(NOW)
        self.stand_in = SlackStandIn(self.clock.now)
        for user in USERS:
            self.stand_in.rooms.admit(user)
        self.channel = self.stand_in.rooms.channel(ELG.native.removeprefix("C"))
        assert self.channel.id == ELG.native
        self.another = Another()
        workspace = open_workspace(self.stand_in, units, "http", clock=self.clock)
        messengers: dict[str, Messenger] = {
            CONNECTION: workspace.messenger,
            ELSEWHERE.connection: self.another,
        }
        self._delivery = Delivery(units, messengers, self.clock)

    def put(self, key: str, address: Address) -> None:
        words = OutboundMessage(blocks=(Paragraph(runs=(literal(key),)),), summary=key)
        row = Outgoing(programme_id=1, address=address, key=key, not_before=NOW, message=words)
        with self.units.write() as uow:
            uow.outbox.put(row)
            uow.commit()

    def run(self) -> None:
        self._delivery.run_once()

    def rows(self) -> Sequence[Outgoing]:
        """Oldest first."""
        with self.units.read() as uow:
            return list(reversed(uow.outbox.listing()))

    def retry(self, row: Outgoing) -> None:
        with self.units.write() as uow:
            assert uow.outbox.retry(row.id, self.clock.now())
            uow.commit()

    def read(self, room: Room) -> list[str]:
        return [shown(one) for one in room.messages]

    def office(self) -> list[str]:
        return self.read(self.stand_in.rooms.dm(MEL))


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Slack]:
    units = file_units(tmp_path / "record.db")
    enrol(units)
    found = Slack(units)
    yield found
    found.stand_in.stop()
    units.close()


def _refuses(code: str, method: str) -> Breaks:
    return lambda slack: slack.stand_in.refuses.update({method: code})


def _leaves(slack: Slack) -> None:
    slack.stand_in.rooms.members.pop(ADA)


def _archives(slack: Slack) -> None:
    slack.channel.archived = True


def _throws_out(slack: Slack) -> None:
    slack.channel.has_bot = False


def _mend(slack: Slack) -> None:
    slack.stand_in.refuses.clear()
    slack.stand_in.rooms.admit(ADA)
    slack.channel.archived, slack.channel.has_bot = False, True


@pytest.mark.parametrize(
    ("code", "to", "breaks", "told"),
    [
        ("user_not_found", ADAS, _leaves, "check their user id"),
        ("cannot_dm_bot", ADAS, _refuses("cannot_dm_bot", f"conversations.open {ADA}"),
            "a bot's, not a person's; give the person's own user id"),
        ("channel_not_found", ELG, _refuses("channel_not_found", f"chat.postMessage {ELG.native}"),
            "invite the bot to it"),
        ("not_in_channel", ELG, _throws_out, "not in this channel; invite it there"),
        ("is_archived", ELG, _archives, "archived; name another one"),
    ],
)  # fmt: skip
def test_a_place_that_cannot_be_written_to_is_told_to_the_office_with_what_to_do(
    slack: Slack, code: str, to: Address, breaks: Breaks, told: str
) -> None:
    breaks(slack)
    slack.put("x", to)
    slack.put("y", to)
    slack.run()
    row, again, notice = slack.rows()
    assert (row.state, again.state) == (SendState.FAILED, SendState.FAILED)
    assert told in (row.last_error or "")
    assert f"({code})" in (row.last_error or "")
    (office,) = slack.office()
    name = "Ada Quill" if to == ADAS else "the channel of Executive Leadership Group"
    assert office.startswith(f"A message for {name} has not arrived. {row.last_error} Once that")
    assert f"sendbot outbox retry {row.id}." in office
    assert (notice.address, notice.state) == (MELS, SendState.SENT)
    assert slack.another.taken == []
    _mend(slack)
    slack.retry(row)
    slack.retry(again)
    slack.run()
    assert {one.state for one in slack.rows()} == {SendState.SENT}
    room = slack.stand_in.rooms.dm(ADA) if to == ADAS else slack.channel
    assert slack.read(room) == ["x", "y"]
    assert len(slack.office()) == 1


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("account_inactive", "uninstalled or its user deactivated; install it again"),
        ("token_revoked", "install the app again and set the new one"),
        ("missing_scope", "compare it with the manifest and install it again"),
    ],
)
def test_a_workspace_that_refuses_everything_is_told_to_the_office_elsewhere(
    slack: Slack, code: str, told: str
) -> None:
    with slack.units.write() as uow:
        (mel,) = uow.people.by_address(CONNECTION, MEL)
        uow.people.add_address(mel.id, ELSEWHERE, preferred=False)
        uow.commit()
    slack.stand_in.refuses |= {"chat.postMessage": code, "conversations.open": code}
    slack.put("x", ELG)
    slack.put("y", ADAS)
    slack.run()
    row, other, notice = slack.rows()
    assert (row.state, other.state) == (SendState.FAILED, SendState.FAILED)
    assert told in (row.last_error or "")
    assert f"({code})" in (row.last_error or "")
    assert (notice.address, notice.state) == (ELSEWHERE, SendState.SENT)
    (office,) = slack.another.taken
    assert row.last_error is not None
    assert row.last_error in office
    _mend(slack)
    slack.retry(row)
    slack.retry(other)
    slack.run()
    assert slack.read(slack.channel) == ["x"]
    assert slack.read(slack.stand_in.rooms.dm(ADA)) == ["y"]


def test_who_has_nowhere_else_finds_it_when_it_is_mended(slack: Slack) -> None:
    """And of a notice that fails nobody is told: that would fail as well."""
    slack.stand_in.refuses |= {"chat.postMessage": "token_revoked"}
    slack.put("x", ELG)
    slack.run()
    row, notice = slack.rows()
    assert (row.state, notice.state) == (SendState.FAILED, SendState.FAILED)
    _mend(slack)
    slack.retry(notice)
    slack.run()
    assert "token was revoked" in slack.office()[0]


def test_the_office_is_told_again_another_day(slack: Slack) -> None:
    _throws_out(slack)
    for day in range(2):
        slack.clock.move_to(NOW + timedelta(days=day))
        for n in range(3):
            slack.put(f"{day}.{n}", replace(ELG))
        slack.run()
    assert len(slack.office()) == 2
