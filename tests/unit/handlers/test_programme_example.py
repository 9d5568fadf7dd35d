"""The example programme: it loads whole, holds what the tutorial shows, and loads again without harm."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.documents.plan_file import read_plan
from bot.domain.actions import Action, organisations
from bot.domain.calendar import Every
from bot.domain.dates import Precision
from bot.domain.programme import Programme
from bot.domain.programme_spec import Change
from bot.domain.status import Status
from bot.handlers import programme as programmes
from bot.handlers.digest_facts import facts_now
from bot.handlers.history import replay_history
from bot.handlers.people import import_people
from bot.handlers.plans import adopt
from bot.handlers.programme_status import summary
from bot.ports import UnitOfWork
from config.history import read_history
from config.people_file import read_people
from config.programme import read_programme
from store.unit_of_work import SqlUnits
from tests.fakes.databases import memory_units

EXAMPLE = Path(__file__).parents[3] / "config" / "example"
#: Monday 25 September 2023, 08:00 in London.
NOW = datetime(2023, 9, 25, 7, tzinfo=UTC)


def load_example(units: SqlUnits) -> list[Change]:
    spec = read_programme(EXAMPLE / "programme.yaml")
    assert spec.people_file is not None
    plans = [(p, read_plan(Path(p.file), code=p.code, title=p.title)) for p in spec.plans if p.file]
    with units.write() as uow:
        changes = programmes.apply(uow, spec, NOW)
        programme = the_programme(uow)
        for declared, imported in plans:
            changes += adopt(uow, programme, imported, NOW, plan_spec=declared).changes
        changes += import_people(uow, programme, read_people(Path(spec.people_file)), NOW)
        changes += replay_history(uow, programme, read_history(EXAMPLE / "history.yaml"), NOW)
        uow.commit()
    return changes


@pytest.fixture(scope="module")
def units() -> SqlUnits:
    loaded = memory_units()
    assert not [c.sentence for c in load_example(loaded) if c.kind in ("doubt", "left")]
    return loaded


def the_programme(uow: UnitOfWork) -> Programme:
    found = uow.programmes.by_code("fernshire")
    assert found is not None
    return found


def the_actions(uow: UnitOfWork) -> dict[str, Action]:
    return {a.key: a for a in uow.actions.of_programme(the_programme(uow).id)}


def test_loading_again_changes_nothing(units: SqlUnits) -> None:
    assert load_example(units) == []


def test_two_priorities_whose_references_repeat(units: SqlUnits) -> None:
    with units.read() as uow:
        actions = the_actions(uow)
    assert len(actions) == 14
    assert {key.split("-")[0] for key in actions} == {"PA1", "PA2"}
    assert actions["PA1-1.1.1"].ref == actions["PA2-1.1.1"].ref == "1.1.1"


def test_what_a_plan_is_awkward_about(units: SqlUnits) -> None:
    with units.read() as uow:
        actions = the_actions(uow)
    joint = [key for key, action in actions.items() if len(organisations(action)) > 1]
    assert joint == ["PA1-1.1.3", "PA1-1.2.1", "PA2-1.1.1", "PA2-2.1.1"]
    first = actions["PA1-1.1.1"]
    assert any(
        m.due and first.due_on and m.due.end and m.due.end > first.due_on for m in first.milestones
    )
    assert first.measures[0].id == actions["PA1-1.1.2"].measures[0].id
    assert {a.approved.precision for a in actions.values() if a.approved} == {
        Precision.DAY,
        Precision.MONTH,
        Precision.RANGE,
        Precision.TERM,
        Precision.YEAR,
        Precision.ONGOING,
    }
    assert not any(a.historic for a in actions.values())


def test_everybody_but_a_post_can_be_reached(units: SqlUnits) -> None:
    with units.read() as uow:
        found = summary(uow, the_programme(uow), NOW)
        assert [lead.name for lead in found.leads_unreachable] == ["Health service providers"]
        assert found.leads_reachable == 8
        people = uow.people.of(the_programme(uow).id)
        natives = {p.name: uow.people.addresses(p.id)[0].native for p in people}
        assert natives["Head of EHC Assessment"] == "head-of-ehc-assessment"
        (delegation,) = uow.people.delegations(the_programme(uow).id)
        assert uow.people.get(delegation.delegate_id).name == "EHC Business Support Officer"
        assert {code for p in people for code in p.chairs} == {"ELG", "BOARD"}
        for code in ("PA1", "PA2"):
            assert len({p.organisation for p in people if code in p.partnership_leads}) == 2
        assert len([p for p in people if p.is_office]) == 1


def test_the_board_goes_from_monthly_to_six_weekly(units: SqlUnits) -> None:
    with units.read() as uow:
        programme = the_programme(uow)
        rhythms = uow.meetings.rhythms(programme.id)
        assert [r.every for r in rhythms] == [Every.MONTHLY, Every.MONTHLY, Every.SIX_WEEKLY]
        days = [m.day for m in uow.meetings.of(programme.id) if m.body == "BOARD"]
    assert days[:7] == [
        date(2023, 9, 19),
        date(2023, 10, 24),
        date(2023, 11, 28),
        date(2023, 12, 19),
        date(2024, 1, 23),
        date(2024, 2, 27),
        date(2024, 4, 9),
    ]


def test_the_first_digest_has_a_trend_a_red_and_three_headlines(units: SqlUnits) -> None:
    with units.read() as uow:
        programme = the_programme(uow)
        (plan,) = uow.plans.of(programme.id)
        facts = facts_now(uow, programme, plan, None, NOW)
        red = uow.actions.by_key(programme.id, "PA2-1.1.1")
    counts = {c.status: (c.count, c.change) for c in facts.counts}
    assert counts[Status.RED] == (1, 1)
    assert counts[Status.AMBER] == (2, -1)
    assert len(facts.measures) == 3
    assert red is not None
    assert red.state.position
    assert red.state.if_not
    assert red.state.forecast != red.approved
    assert {view.organisation for view in red.state.views} == {"NHS", "Council"}


def test_it_can_be_started() -> None:
    own = memory_units()
    load_example(own)
    with own.write() as uow:
        assert programmes.start(uow, the_programme(uow), NOW).live_since == NOW
