"""The record pane of a real programme: what stands, what is missing, and what each organisation said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest

from bot.bootstrap import Bot
from bot.clock import SettableClock
from bot.demo.serving import BEGINS, EXAMPLE
from bot.demo.stage import CONNECTION, ProgrammeStage
from bot.domain.calendar import instant
from bot.domain.messages import Inbound, Said
from bot.domain.status import Limb, Status
from bot.loading import load_programme
from bot.platforms.console.messenger import ConsoleMessenger
from bot.platforms.console.rooms import dm_of
from bot.platforms.console.stage import Labelled, RecordView, ViewLine
from config.programme import read_programme
from tests.fakes.databases import memory_units

#: An action that the Council and the NHS share, and a lead of each.
JOINT, COUNCIL, NHS = "PA1-1.2.1", "Head of EHC Assessment", "Designated Clinical Officer"


class Scene:
    """The example programme at its beginning."""

    def __init__(self, bot: Bot, stage: ProgrammeStage) -> None:
        self._bot = bot
        self._stage = stage
        self._said = 0

    def say(self, who: str, words: str) -> None:
        native = next(card.native for card in self._stage.people() if card.name == who)
        self._said += 1
        self._bot.receive(
            Inbound(
                event_key=f"said-{self._said}",
                connection=CONNECTION,
                sender=native,
                where=dm_of(CONNECTION, native),
                at=self._stage.now(),
                content=Said(text=words),
            )
        )

    def go_to(self, at: datetime) -> None:
        self._stage.advance(at)

    def record(self) -> RecordView:
        record = self._stage.record(JOINT)
        assert record is not None
        return record


@pytest.fixture
def scene() -> Iterator[Scene]:
    units = memory_units()
    clock = SettableClock(BEGINS)
    with units.write() as uow:
        programme = load_programme(
            uow,
            read_programme(EXAMPLE / "programme.yaml"),
            now=clock.now(),
            history=EXAMPLE / "history.yaml",
            introduces=False,
        )
        uow.commit()
    bot = Bot(
        units=units,
        clock=clock,
        messengers={CONNECTION: ConsoleMessenger(units)},
        platforms={CONNECTION: "console"},
    )
    stage = ProgrammeStage(bot, clock, programme.id)
    bot.nudge = stage.settle
    stage.settle()
    yield Scene(bot, stage)
    units.close()


def _dispute(scene: Scene) -> None:
    scene.go_to(instant(date(2023, 9, 28), time(10)))
    scene.say(COUNCIL, f"{JOINT} green, twenty plans were checked")
    scene.say(NHS, f"{JOINT} amber, two doctors are off sick, the dates are at risk")


def _view(record: RecordView, organisation: str) -> ViewLine:
    return next(view for view in record.views if view.who == organisation)


def _said(view: ViewLine) -> str:
    return "; ".join(f"{one.label}: {one.text}" for one in view.narrative)


def test_while_it_is_disputed_each_organisation_has_its_own_reasons(scene: Scene) -> None:
    _dispute(scene)
    record = scene.record()
    assert record.status is Status.GREEN
    assert record.limbs == ()
    assert record.still_to_come == ""
    assert _view(record, "Council").status is Status.GREEN
    assert "twenty plans were checked" in _said(_view(record, "Council")).lower()
    assert _view(record, "NHS").status is Status.AMBER
    assert "two doctors are off sick" in _said(_view(record, "NHS")).lower()
    assert Labelled(label="At risk", text="dates") in _view(record, "NHS").narrative


def test_a_settled_dispute_shows_the_cautious_view_and_what_that_one_still_owes(
    scene: Scene,
) -> None:
    _dispute(scene)
    scene.go_to(instant(date(2023, 10, 13), time(10)))
    record = scene.record()
    assert record.status is Status.AMBER
    assert record.limbs == (Limb.DATES,)
    told = "; ".join(one.text for one in record.narrative).lower()
    assert "two doctors are off sick" in told
    assert "twenty plans" not in told
    assert record.still_to_come == "who does what by when"
    assert "twenty plans were checked" in _said(_view(record, "Council")).lower()


def test_one_organisations_word_is_not_repeated_beside_itself(scene: Scene) -> None:
    scene.say(COUNCIL, f"{JOINT} amber, two caseworkers left")
    assert scene.record().views == ()
