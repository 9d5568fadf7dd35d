"""A programme's past, told to the record at its own instants."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.cycle import DigestState
from bot.domain.errors import PlanRefused
from bot.domain.programme_spec import (
    History,
    PastDigest,
    PastMilestone,
    PastReading,
    PastUpdate,
)
from bot.domain.status import Status
from bot.handlers.digest_facts import facts_now, read_facts
from bot.handlers.history import replay_history
from bot.handlers.people import import_people
from store.unit_of_work import SqlUnits
from tests.fakes.databases import memory_units
from tests.unit.handlers.tarnshire import ADA, NOW, ROWE, adopted, applied, due, the_programme

AUGUST = datetime(2023, 8, 30, 10, tzinfo=UTC)
POSTED = datetime(2023, 9, 11, 8, 30, tzinfo=UTC)

FIRST = PastUpdate(
    where="line 1",
    key="TIP-1.1",
    by="Ada Quill",
    at=AUGUST,
    status=Status.GREEN,
    position="One of two hired.",
)
AGREED = PastUpdate(
    where="line 2", key="TIP-1.1", by="Dee Rowe", at=AUGUST + timedelta(days=1), agrees=True
)
SECOND = PastUpdate(
    where="line 3",
    key="TIP-1.1",
    by="Ada Quill",
    at=datetime(2023, 9, 20, 10, tzinfo=UTC),
    status=Status.AMBER,
    position="The second has withdrawn.",
    forecast=due("January 2024"),
)
MET = PastMilestone(where="line 4", milestone="Advert", done_on=date(2023, 9, 4))
READ = PastReading(
    where="line 5", measure="plans on", value="31%", as_of=date(2023, 7, 31), source="return"
)
FROZEN = PastDigest(
    where="line 6", plan="TIP", body="BOARD", meeting=date(2023, 9, 19), posted_at=POSTED
)
# Told out of order on purpose: each has its own instant.
HISTORY = History(
    updates=(SECOND, AGREED, FIRST), milestones=(MET,), readings=(READ,), digests=(FROZEN,)
)


def loaded() -> SqlUnits:
    units = memory_units()
    applied(units)
    adopted(units)
    with units.write() as uow:
        import_people(uow, the_programme(uow), [ADA, replace(ROWE, known_as=("Dr D. Rowe",))], NOW)
        uow.commit()
    return units


def test_the_past_is_told_in_the_order_in_which_it_happened() -> None:
    units = loaded()
    with units.write() as uow:
        programme = the_programme(uow)
        replay_history(uow, programme, HISTORY, NOW)
        action = uow.actions.by_key(programme.id, "TIP-1.1")
        assert action is not None
        assert (action.state.status, action.state.position) == (
            Status.AMBER,
            "The second has withdrawn.",
        )
        assert action.state.reported_at == SECOND.at
        assert action.state.forecast == due("January 2024")
        assert [u.at for u in uow.actions.updates(action.id)] == [FIRST.at, AGREED.at, SECOND.at]
        assert {u.organisation for u in uow.actions.updates(action.id)} == {"Council", "NHS"}
        assert action.milestones[0].done_on == date(2023, 9, 4)
        assert [r.value for r in action.measures[0].readings] == ["31%"]


def test_a_past_digest_is_frozen_as_things_stood_then() -> None:
    units = loaded()
    with units.write() as uow:
        programme = the_programme(uow)
        replay_history(uow, programme, HISTORY, NOW)
        (plan,) = uow.plans.of(programme.id)
        (digest,) = uow.cycles.digests(plan.id)
        assert (digest.state, digest.posted_at) == (DigestState.POSTED, POSTED)
        line = read_facts(digest.facts).line("TIP-1.1")
        assert line is not None
        assert line.status is Status.GREEN
        now = facts_now(uow, programme, plan, None, NOW)
        changes = {c.status: c.change for c in now.counts}
        # The published colours of two others came with the import, after that digest.
        assert (changes[Status.AMBER], changes[Status.GREEN]) == (2, 0)
        assert uow.outbox.listing() == []


def test_telling_it_again_changes_nothing() -> None:
    units = loaded()
    with units.write() as uow:
        programme = the_programme(uow)
        assert len(replay_history(uow, programme, HISTORY, NOW)) == 6
        before = uow.audit.verify(programme.id)
        assert replay_history(uow, programme, HISTORY, NOW) == []
        assert uow.audit.verify(programme.id) == before


@pytest.mark.parametrize(
    ("history", "said"),
    [
        (History(updates=(replace(FIRST, key="TIP-9"),)), "line 1: no action has the key TIP-9."),
        (History(updates=(replace(FIRST, by="Cy Marsh"),)), "line 1: nobody in the programme is called Cy Marsh."),
        (History(updates=(replace(FIRST, at=NOW + timedelta(days=1)),)), "line 1: this lies after 25 September 2023"),
        (History(milestones=(replace(MET, milestone="Party"),)), 'line 4: no milestone begins with "Party"'),
        (History(milestones=(replace(MET, milestone="A"),)), 'line 4: more than one milestone begins with "A"'),
        (History(readings=(replace(READ, measure="Waits"),)), 'line 5: no measure begins with "Waits"'),
        (History(digests=(replace(FROZEN, plan="XYZ"),)), "line 6: there is no plan XYZ."),
        (History(digests=(replace(FROZEN, body="XYZ"),)), "line 6: there is no body XYZ."),
        (History(digests=(replace(FROZEN, meeting=date(2023, 9, 1)),)), "line 6: a digest is posted before its meeting"),
    ],
)  # fmt: skip
def test_what_cannot_have_been_is_refused(history: History, said: str) -> None:
    units = loaded()
    with units.write() as uow, pytest.raises(PlanRefused) as refused:
        replay_history(uow, the_programme(uow), history, NOW)
    assert said in refused.value.sentence
