"""A programme starts quiet, and is started, shadowed, paused and resumed; and how it stands."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.errors import PlanRefused
from bot.domain.programme import ProgrammeState
from bot.handlers import programme as programmes
from bot.handlers.people import import_people
from bot.handlers.programme_status import summary, summary_json
from bot.phrasing.programme import summary_text
from store.unit_of_work import SqlUnits
from tests.fakes.databases import memory_units
from tests.unit.handlers.tarnshire import ADA, MEL, NOW, adopted, applied, the_programme

LATER = NOW + timedelta(days=2)


def loaded() -> SqlUnits:
    units = memory_units()
    applied(units)
    adopted(units)
    with units.write() as uow:
        import_people(uow, the_programme(uow), [ADA, MEL], NOW)
        uow.commit()
    return units


def test_starting_makes_it_live_and_looks_at_everybody() -> None:
    units = loaded()
    with units.write() as uow:
        for person in uow.people.of(the_programme(uow).id):
            uow.people.save(replace(person, next_touch_at=None))
        live = programmes.start(uow, the_programme(uow), LATER)
        assert (live.state, live.live_since) == (ProgrammeState.LIVE, LATER)
        awake = {p.name: p.next_touch_at for p in uow.people.of(live.id) if p.active}
        assert awake == {"Ada Quill": LATER, "Mel Tarn": LATER}
        assert uow.cycles.next_due(live.id) == LATER
        again = programmes.start(uow, live, LATER + timedelta(hours=1))
        assert again == live


def test_a_shadow_comes_before_going_live_and_not_after() -> None:
    units = loaded()
    with units.write() as uow:
        shadow = programmes.start(uow, the_programme(uow), NOW, shadow=True)
        assert shadow.state is ProgrammeState.SHADOW
        live = programmes.start(uow, shadow, LATER)
        assert (live.state, live.live_since) == (ProgrammeState.LIVE, LATER)
        with pytest.raises(PlanRefused, match="live already"):
            programmes.start(uow, live, LATER, shadow=True)


@pytest.mark.parametrize("shadow", [True, False])
def test_resuming_goes_on_as_before_the_pause(shadow: bool) -> None:
    units = loaded()
    with units.write() as uow:
        running = programmes.start(uow, the_programme(uow), NOW, shadow=shadow)
        paused = programmes.pause(uow, running, LATER)
        assert paused.state is ProgrammeState.PAUSED
        assert programmes.pause(uow, paused, LATER) == paused
        with pytest.raises(PlanRefused, match="use resume"):
            programmes.start(uow, paused, LATER)
        resumed = programmes.resume(uow, paused, LATER)
        assert (resumed.state, resumed.live_since) == (running.state, NOW)
        assert programmes.resume(uow, resumed, LATER) == resumed
        kinds = [e.event.kind for e in uow.audit.of_subject(resumed.id, "programme")]
        assert kinds[-3:] == ["programme_started", "programme_paused", "programme_resumed"]


def test_what_has_not_started_cannot_pause_and_what_has_no_plan_cannot_start() -> None:
    units = memory_units()
    applied(units)
    with units.write() as uow:
        programme = the_programme(uow)
        with pytest.raises(PlanRefused, match="has no plan yet; import one, then start"):
            programmes.start(uow, programme, NOW)
        with pytest.raises(PlanRefused, match="nothing to pause"):
            programmes.pause(uow, programme, NOW)
        with pytest.raises(PlanRefused, match="use start"):
            programmes.resume(uow, programme, NOW)


def test_the_summary_counts_who_can_be_reached_and_names_who_cannot() -> None:
    units = loaded()
    with units.read() as uow:
        found = summary(uow, the_programme(uow), NOW)
    assert (found.state, found.people, found.leads_reachable) == (ProgrammeState.QUIET, 2, 1)
    assert [(lead.name, lead.why, lead.keys) for lead in found.leads_unreachable] == [
        ("Dr D. Rowe", "not in the people file", ("TIP-1.1",)),
        ("To be confirmed", "not named yet", ("TIP-1.3",)),
    ]
    assert [(p.code, p.actions) for p in found.plans] == [("TIP", 3)]
    assert found.meetings[0].day == date(2023, 10, 24)
    assert len(found.meetings) == 6
    text = summary_text(found)
    assert "quiet: nothing is sent until it is started" in text
    assert "Dr D. Rowe: not in the people file (TIP-1.1)" in text
    assert "Board: 24 October 2023, 10am" in text


def test_the_summary_as_json() -> None:
    units = loaded()
    with units.read() as uow:
        written = summary_json(summary(uow, the_programme(uow), NOW))
    assert json.loads(json.dumps(written)) == written
    assert (written["state"], written["leads_reachable"]) == ("quiet", 1)


def test_going_live_too_near_a_meeting_tells_the_office_once() -> None:
    units = loaded()
    near = datetime(2023, 10, 19, 12, tzinfo=UTC)
    with units.write() as uow:
        live = programmes.start(uow, the_programme(uow), near)
        programmes.pause(uow, live, near)
        programmes.start(uow, programmes.resume(uow, live, near), near)
        told = [row for row in uow.outbox.listing() if "No digest" in row.message.summary]
    assert len(told) == 1
    assert "24 October 2023" in told[0].message.summary


def test_a_message_is_told_for_when_it_may_go() -> None:
    units = loaded()
    sunday = datetime(2023, 10, 1, 8, 40, tzinfo=UTC)
    with units.write() as uow:
        assert summary(uow, the_programme(uow), sunday).next_message_at is None
        live = programmes.start(uow, the_programme(uow), sunday)
        found = summary(uow, live, sunday)
    assert found.next_message_at == datetime(2023, 10, 2, 8, 30, tzinfo=UTC)
    assert "not before Mon 2 October 2023, 9:30am" in summary_text(found)
