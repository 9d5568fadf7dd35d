"""Whatever is saved comes back as it was, and every query finds what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.domain.actions import (
    ActionState,
    Assurance,
    ClaimState,
    ItemKind,
    Lead,
    Measure,
    Milestone,
    Reading,
    Snooze,
    View,
)
from bot.domain.calendar import LONDON, Body, Every, Meeting, MeetingState, Rhythm, Term
from bot.domain.cycle import Correction, Digest, DigestState, Step, StepRecord, StepState
from bot.domain.dates import Due, Precision
from bot.domain.people import Absence, Delegation, Match, MatchState, Pattern, Person, Role
from bot.domain.plans import Finding, HeadingKind, LeadKind, NamedLead, Severity
from bot.domain.policy import CyclePolicy, Hours, Policy
from bot.domain.programme import Connection, Heading, Plan, Programme, ProgrammeState, RequestKind
from bot.domain.requests import Decision, DecisionKind, Request, RequestState
from bot.domain.status import Limb, Scale, Status
from bot.domain.touches import Touch, TouchKind, TouchState
from bot.ports import ConsolePost, OpenQuestion
from store.errors import Contradiction
from store.unit_of_work import SqlUnits
from tests.contract.store.records import DAY, NOW, channel, dm, small

AUTUMN = Due(
    text="Autumn 2023",
    start=date(2023, 9, 1),
    end=date(2023, 12, 31),
    precision=Precision.TERM,
)
ONGOING = Due(text="Ongoing", start=None, end=None, precision=Precision.ONGOING)


def test_programmes_come_back_whole(units: SqlUnits) -> None:
    programme = Programme(
        code="north",
        name="North County's plan",
        state=ProgrammeState.SHADOW,
        live_since=NOW,
        introduces=False,
        policy=Policy(hours=Hours(send_at=time(10, 15)), cycle=CyclePolicy(call=20)),
        policy_hash="abc",
        terms=(("Autumn", date(2023, 9, 4), date(2023, 12, 20)),),
        digest_channels=("chat:channel:leaders", "teams:channel:19:x@thread"),
    )
    connection = Connection(
        programme_id=0,
        name="chat",
        platform="slack",
        allowed_tenants=("t1",),
        settings={"token": "SLACK_TOKEN"},
    )
    with units.write() as uow:
        saved = uow.programmes.save(programme)
        connection = uow.programmes.save_connection(replace(connection, programme_id=saved.id))
        uow.commit()
    with units.read() as uow:
        assert uow.programmes.get(saved.id) == replace(programme, id=saved.id)
        assert uow.programmes.by_code("north") == saved
        assert uow.programmes.by_code("south") is None
        assert list(uow.programmes.all()) == [saved]
        assert uow.programmes.connection("chat") == connection
        assert list(uow.programmes.connections(saved.id)) == [connection]
        assert list(uow.programmes.terms(saved.id)) == [
            Term(name="Autumn", first_day=date(2023, 9, 4), last_day=date(2023, 12, 20))
        ]
        with pytest.raises(LookupError):
            uow.programmes.get(saved.id + 1)


def test_a_change_is_a_change_and_not_a_second_row(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        uow.programmes.save(replace(made.programme, name="Renamed"))
        uow.people.save(replace(made.asha, email="asha@example.org"))
        uow.actions.save(replace(made.action, title="Reworded", leads=()))
        assert [p.name for p in uow.programmes.all()] == ["Renamed"]
        assert uow.people.get(made.asha.id).email == "asha@example.org"
        (action,) = uow.actions.of_plan(made.plan.id)
        assert (action.title, action.leads) == ("Reworded", ())


def test_what_is_not_there_cannot_be_changed(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        with pytest.raises(LookupError):
            uow.people.save(replace(made.asha, id=made.asha.id + 99))


def test_a_key_twice_contradicts_the_record(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        with pytest.raises(Contradiction):
            uow.actions.save(replace(made.action, id=0))


def test_two_programmes_may_share_a_key(units: SqlUnits) -> None:
    with units.write() as uow:
        one, two = small(uow, "one"), small(uow, "two")
        found = uow.actions.by_key(one.programme.id, "EX-1.1")
        assert found is not None
        assert found.id == one.action.id
        other = uow.actions.by_key(two.programme.id, "EX-1.1")
        assert other is not None
        assert other.id == two.action.id


def test_people_come_back_whole(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        person = Person(
            programme_id=made.programme.id,
            name="Petra Vane",
            email="petra@example.org",
            organisation="Council",
            title="Head of Letters",
            roles=frozenset({Role.PROGRAMME_OFFICE, Role.MEMBER}),
            chairs=frozenset({"ELG"}),
            partnership_leads=frozenset({"PA1", "PA2"}),
            pattern=Pattern(weekdays=frozenset({0, 2}), term_time_only=True),
            active=False,
            introduced_at=NOW,
            next_touch_at=NOW + timedelta(days=1),
        )
        saved = uow.people.save(person)
        assert uow.people.get(saved.id) == replace(person, id=saved.id)
        assert uow.people.many([saved.id, made.mel.id, 999]) == {
            saved.id: saved,
            made.mel.id: made.mel,
        }
        assert list(uow.people.of(made.programme.id)) == [made.asha, made.mel, saved]


def test_addresses_preferred_first(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        first, second = dm("a1", "slack"), dm("a2", "teams")
        uow.people.add_address(made.asha.id, first, preferred=True)
        uow.people.add_address(made.asha.id, second)
        assert list(uow.people.addresses(made.asha.id)) == [first, second]
        uow.people.add_address(made.asha.id, second, preferred=True)
        assert list(uow.people.addresses(made.asha.id)) == [second, first]
        uow.people.add_address(made.asha.id, first)
        assert list(uow.people.addresses(made.asha.id)) == [second, first]


def test_a_verified_id_is_one_person_in_each_programme(units: SqlUnits) -> None:
    with units.write() as uow:
        one, two = small(uow, "one"), small(uow, "two")
        for person in (one.asha, two.asha):
            uow.people.add_address(person.id, dm("U1"))
        uow.people.add_address(one.mel.id, channel("U1"))
        assert list(uow.people.by_address("chat", "U1")) == [one.asha, two.asha]
        assert not uow.people.by_address("other", "U1")
        uow.people.save(replace(one.asha, active=False))
        assert list(uow.people.by_address("chat", "U1")) == [two.asha]


def test_matches_come_back_and_addresses_are_taken_off(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        match = uow.people.save_match(
            Match(
                person_id=made.asha.id, connection="chat", native="U1", email="a@b.example", at=NOW
            )
        )
        assert list(uow.people.matches(made.programme.id)) == [match]
        assert list(uow.people.matches_at("chat", "U1")) == [match]
        assert not uow.people.matches_at("other", "U1")
        refused = uow.people.save_match(replace(match, state=MatchState.REFUSED))
        assert list(uow.people.matches_at("chat", "U1")) == [refused]
        uow.people.add_address(made.asha.id, dm("U1"), preferred=True)
        uow.people.add_address(made.asha.id, dm("U2"))
        uow.people.remove_address(made.asha.id, dm("U1"))
        assert list(uow.people.addresses(made.asha.id)) == [dm("U2")]
        assert not uow.people.by_address("chat", "U1")


def test_absences_and_delegations(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        past = uow.people.save_absence(
            Absence(
                person_id=made.asha.id, first_day=DAY - timedelta(9), last_day=DAY - timedelta(1)
            )
        )
        ahead = uow.people.save_absence(
            Absence(
                person_id=made.asha.id,
                first_day=DAY,
                last_day=DAY,
                cover_id=made.mel.id,
                batch="e1",
            )
        )
        people = [made.asha.id, made.mel.id]
        assert list(uow.people.absences(people, from_day=DAY)) == [ahead]
        assert list(uow.people.absences(people, from_day=past.first_day)) == [past, ahead]
        uow.actions.undo_batch("e1")
        assert not uow.people.absences(people, from_day=DAY)

        delegation = Delegation(delegate_id=made.mel.id, lead_id=made.asha.id)
        for _ in range(2):
            uow.people.add_delegation(made.programme.id, delegation)
        assert list(uow.people.delegations(made.programme.id)) == [delegation]


def test_an_absence_ends_no_earlier_than_it_begins(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        with pytest.raises(Contradiction):
            uow.people.save_absence(
                Absence(person_id=made.asha.id, first_day=DAY, last_day=DAY - timedelta(1))
            )


def test_due_for_touch_knows_only_active_people_of_live_programmes(units: SqlUnits) -> None:
    with units.write() as uow:
        live, quiet = small(uow, "live"), small(uow, "quiet")
        uow.programmes.save(replace(quiet.programme, state=ProgrammeState.QUIET))
        uow.people.wake([quiet.asha.id], NOW - timedelta(days=1))
        uow.people.wake([live.asha.id], NOW)
        uow.people.wake([live.mel.id], NOW + timedelta(seconds=1))
        due = uow.people.due_for_touch(NOW, limit=10)
        assert [person.id for person in due] == [live.asha.id]
        assert uow.people.next_touch_at() == NOW
        late = NOW + timedelta(hours=1)
        ids = [person.id for person in uow.people.due_for_touch(late, limit=10)]
        assert ids == [live.asha.id, live.mel.id]
        assert [p.id for p in uow.people.due_for_touch(late, limit=1)] == ids[:1]
        assert [p.id for p in uow.people.due_for_touch(late, limit=9, after=ids[0])] == ids[1:]
        uow.people.save(replace(uow.people.get(live.asha.id), active=False))
        assert uow.people.next_touch_at() == NOW + timedelta(seconds=1)


@pytest.mark.parametrize("state", ProgrammeState)
def test_only_live_and_shadow_programmes_speak_first(
    units: SqlUnits, state: ProgrammeState
) -> None:
    with units.write() as uow:
        made = small(uow)
        uow.programmes.save(replace(made.programme, state=state))
        uow.people.wake([made.asha.id], NOW)
        speaks = state in (ProgrammeState.LIVE, ProgrammeState.SHADOW)
        assert bool(uow.people.due_for_touch(NOW, limit=1)) is speaks
        assert uow.people.next_touch_at() == (NOW if speaks else None)


def test_waking_never_makes_anybody_wait_longer(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        uow.people.wake([made.asha.id], NOW)
        uow.people.wake([made.asha.id], NOW + timedelta(days=1))
        assert uow.people.get(made.asha.id).next_touch_at == NOW
        uow.people.wake_all(made.programme.id, NOW - timedelta(days=1))
        assert {p.next_touch_at for p in uow.people.of(made.programme.id)} == {
            NOW - timedelta(days=1)
        }


def test_plans_headings_and_findings(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        plan = Plan(
            programme_id=made.programme.id,
            code="SAP",
            title="Strategy",
            starts_on=date(2021, 1, 1),
            ends_on=date(2023, 3, 31),
            reporting_body="ELG",
            routes={RequestKind.CLOSE: ("ELG",), RequestKind.REWORD: ("OFFICE",)},
            scale=Scale(words={"on course": Status.GREEN}),
            policy=Policy(memory_working_days=3),
            imported_on=DAY,
        )
        saved = uow.plans.save(plan)
        assert uow.plans.get(saved.id) == replace(plan, id=saved.id)
        assert uow.plans.by_code(made.programme.id, "SAP") == saved
        assert list(uow.plans.of(made.programme.id)) == [made.plan, saved]

        second = Heading(
            plan_id=saved.id,
            local_id="p1.o1",
            parent="p1",
            kind=HeadingKind.OUTCOME,
            code=None,
            title="Letters are answered",
            order=2,
        )
        first = Heading(
            plan_id=saved.id,
            local_id="p1",
            parent=None,
            kind=HeadingKind.PRIORITY,
            code="PA1",
            title="Letters",
            leads=(NamedLead(name="Health", kind=LeadKind.ORGANISATION, inherited=True),),
            order=1,
        )
        second, first = uow.plans.save_heading(second), uow.plans.save_heading(first)
        assert list(uow.plans.headings(saved.id)) == [first, second]

        finding = Finding(
            severity=Severity.WARNING, code="no-date", where="SAP-1", message="No date."
        )
        uow.plans.save_findings(saved.id, NOW, [finding, replace(finding, where="SAP-2")])
        assert [found.where for found in uow.plans.findings(saved.id)] == ["SAP-1", "SAP-2"]
        uow.plans.save_findings(saved.id, NOW, [])
        assert not uow.plans.findings(saved.id)


def test_actions_come_back_whole(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        action = replace(
            made.action,
            id=0,
            key="EX-1.2",
            ref=None,
            order=7,
            leads=(
                Lead(name="Asha", role="Head", organisation="Council", person_id=made.asha.id),
                Lead(name="Health providers", kind=LeadKind.POST, inherited=True),
            ),
            lead_organisations=("Council", "NHS"),
            original=AUTUMN,
            approved=ONGOING,
            approved_changes=2,
            historic=True,
            closed_on=DAY,
            claim=ClaimState(request_id=4, awaiting="ELG", since=NOW),
            redate_request_id=5,
            state=ActionState(
                status=Status.RED,
                position="Two posts are empty",
                next_steps="Agency from 9 October",
                if_not="Letters pile up",
                limbs=frozenset(Limb),
                forecast=AUTUMN,
                reported_at=NOW,
                reported_by=made.asha.id,
                views=(View(organisation="NHS", status=Status.RED, person_id=made.mel.id, at=NOW),),
                settles_at=NOW,
                assurance=Assurance(
                    status=Status.RED, reason="Seen it", person_id=made.mel.id, at=NOW
                ),
                links=("https://example.org/a",),
            ),
        )
        saved = uow.actions.save(action)
        assert uow.actions.get(saved.id) == replace(action, id=saved.id)
        assert [a.key for a in uow.actions.of_plan(made.plan.id)] == ["EX-1.1", "EX-1.2"]
        assert [a.key for a in uow.actions.of_programme(made.programme.id)] == ["EX-1.1", "EX-1.2"]
        assert [a.id for a in uow.actions.many([saved.id, 999])] == [saved.id]
        assert uow.actions.by_key(made.programme.id, "EX-9") is None
        assert len(uow.actions.of_people([made.asha.id])) == 2
        assert not uow.actions.of_people([made.mel.id])
        uow.actions.save(replace(saved, withdrawn=True))
        assert [a.key for a in uow.actions.of_people([made.asha.id])] == ["EX-1.1"]
        assert len(uow.actions.of_plan(made.plan.id)) == 2


def test_an_action_reads_in_its_own_unit_as_in_the_next(units: SqlUnits) -> None:
    """What was read before is remembered over a change of the row alone; leads and parts are not its row."""
    with units.write() as uow:
        made = small(uow)
        plan_id, action_id = made.plan.id, made.action.id
        uow.actions.save_milestone(Milestone(plan_id=plan_id, text="Letter sent"), [action_id])
        before = uow.actions.get(action_id)
        said = View(organisation="NHS", status=Status.RED, person_id=made.mel.id, at=NOW)
        uow.actions.save(
            replace(
                before,
                approved=ONGOING,
                claim=ClaimState(request_id=4, awaiting="ELG", since=NOW.astimezone(LONDON)),
                state=ActionState(status=Status.RED, views=(said,), links=("https://a.example",)),
                milestones=(),
            )
        )
        told = uow.actions.get(action_id)
        assert told.milestones == before.milestones, "a milestone is not saved with the row"
        uow.commit()
    with units.write() as uow:
        assert uow.actions.get(action_id) == told
        uow.actions.save(replace(told, leads=()))
        assert uow.actions.get(action_id) == replace(told, leads=())
        uow.actions.save(replace(told, leads=made.action.leads))
        uow.actions.save_milestone(Milestone(plan_id=plan_id, text="Answered"), [action_id])
        assert [m.text for m in uow.actions.get(action_id).milestones] == [
            "Letter sent",
            "Answered",
        ]


def test_milestones_and_measures_may_serve_several_actions(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        other = uow.actions.save(replace(made.action, id=0, key="EX-1.2", order=1))
        both = uow.actions.save_milestone(
            Milestone(plan_id=made.plan.id, text="Recruit", due=AUTUMN), [made.action.id, other.id]
        )
        alone = uow.actions.save_milestone(
            Milestone(plan_id=made.plan.id, text="Train", done_on=DAY, forecast=ONGOING),
            [other.id],
        )
        measure = uow.actions.save_measure(
            Measure(plan_id=made.plan.id, text="On time", target="90%", due=AUTUMN, headline=True),
            [made.action.id],
        )
        readings = [
            uow.actions.add_reading(
                Reading(
                    measure_id=measure.id,
                    value=value,
                    as_of=DAY,
                    source=source,
                    person_id=made.asha.id,
                )
            )
            for value, source in (("3.4%", "inspection"), ("4.5%", "self-evaluation"))
        ]
        first, second = uow.actions.of_plan(made.plan.id)
        assert first.milestones == (replace(both, shared_with=("EX-1.2",)),)
        assert second.milestones == (replace(both, shared_with=("EX-1.1",)), alone)
        assert first.measures == (replace(measure, readings=tuple(readings)),)
        assert second.measures == ()
        assert uow.actions.milestone(both.id).shared_with == ("EX-1.1", "EX-1.2")

        uow.actions.save_milestone(replace(both, done_on=DAY), [made.action.id])
        first, second = uow.actions.of_plan(made.plan.id)
        assert first.milestones == (replace(both, done_on=DAY),)
        assert second.milestones == (alone,)


def test_bodies_rhythms_and_meetings(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        programme_id = made.programme.id
        body = uow.meetings.save_body(
            Body(
                programme_id=programme_id, code="ELG", name="Executives", channels=("c:channel:x",)
            )
        )
        assert list(uow.meetings.bodies(programme_id)) == [body]
        monthly = Rhythm(body="BOARD", every=Every.MONTHLY, first=DAY, at=time(14, 30), until=DAY)
        weekly = Rhythm(body="BOARD", every=Every.SIX_WEEKLY, first=DAY + timedelta(days=1))
        other = Rhythm(body="ELG", every=Every.TERMLY, first=DAY)
        uow.meetings.save_rhythms(programme_id, "BOARD", [weekly, monthly])
        uow.meetings.save_rhythms(programme_id, "ELG", [other])
        assert list(uow.meetings.rhythms(programme_id)) == [monthly, weekly, other]
        uow.meetings.save_rhythms(programme_id, "BOARD", [weekly])
        assert list(uow.meetings.rhythms(programme_id)) == [weekly, other]

        late = uow.meetings.save(
            Meeting(
                programme_id=programme_id,
                body="BOARD",
                day=DAY + timedelta(days=30),
                at=time(9, 15),
                original_day=DAY,
                entered_at=NOW,
                state=MeetingState.CANCELLED,
                from_rhythm=True,
            )
        )
        soon = uow.meetings.save(
            Meeting(
                programme_id=programme_id, body="BOARD", day=DAY, original_day=DAY, entered_at=NOW
            )
        )
        assert list(uow.meetings.of(programme_id)) == [soon, late]
        assert uow.meetings.get(late.id) == late


def test_requests_keep_their_decisions(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        request = uow.requests.save(
            Request(
                programme_id=made.programme.id,
                plan_id=made.plan.id,
                action_id=made.action.id,
                kind=RequestKind.REDATE,
                route=("ELG", "BOARD"),
                person_id=made.asha.id,
                made_at=NOW,
                reason="Recruitment",
                new_date=AUTUMN,
                batch="e7",
            )
        )
        agreed = Decision(
            body="ELG",
            agreed=True,
            kind=DecisionKind.AT_MEETING,
            person_id=made.mel.id,
            at=NOW,
            minute="12",
        )
        request = uow.requests.save(replace(request, step=1, decisions=(agreed,)))
        assert uow.requests.get(request.id) == request
        assert list(uow.requests.open(made.programme.id)) == [request]
        refused = replace(agreed, body="BOARD", agreed=False, reason="Too late", minute=None)
        done = uow.requests.save(
            replace(request, state=RequestState.REFUSED, decisions=(agreed, refused))
        )
        assert not uow.requests.open(made.programme.id)
        assert list(uow.requests.of_action(made.action.id)) == [done]
        assert list(uow.requests.of_batch("e7")) == [done]


def test_touches_are_unique(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        touch = Touch(
            programme_id=made.programme.id,
            person_id=made.asha.id,
            item_kind=ItemKind.ACTION,
            item_id=made.action.id,
            kind=TouchKind.DUE,
            day=DAY,
            why="7 days before",
            for_person_id=made.mel.id,
        )
        later = replace(touch, day=DAY + timedelta(days=7))
        added = uow.touches.add([touch, later, touch])
        assert [replace(t, id=0) for t in added] == [touch, later]
        assert not uow.touches.add([touch])
        assert [t.day for t in uow.touches.of_person(made.asha.id, from_day=later.day)] == [
            later.day
        ]
        sent = uow.touches.save(
            replace(added[0], state=TouchState.SENT, message_key="day:1", count=1)
        )
        assert list(uow.touches.of_message("day:1")) == [sent]
        assert list(uow.touches.of_programme(made.programme.id, from_day=DAY, to_day=DAY)) == [sent]


def test_a_step_happens_once(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        meeting = uow.meetings.save(
            Meeting(
                programme_id=made.programme.id,
                body="BOARD",
                day=DAY,
                original_day=DAY,
                entered_at=NOW,
            )
        )
        record = StepRecord(
            plan_id=made.plan.id,
            meeting_id=meeting.id,
            step=Step.PARTNERSHIP_LEAD,
            rung="7:12",
            state=StepState.SKIPPED,
            at=NOW,
            detail="same person",
        )
        assert uow.cycles.add_step(record)
        assert not uow.cycles.add_step(replace(record, state=StepState.DONE))
        assert uow.cycles.add_step(replace(record, rung="8:12"))
        steps = uow.cycles.steps(made.plan.id, meeting.id)
        assert [replace(step, id=0) for step in steps] == [record, replace(record, rung="8:12")]


def test_digests_keep_their_editions_and_corrections(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        meeting = uow.meetings.save(
            Meeting(
                programme_id=made.programme.id,
                body="BOARD",
                day=DAY,
                original_day=DAY,
                entered_at=NOW,
            )
        )
        digest = uow.cycles.save_digest(
            Digest(
                plan_id=made.plan.id, meeting_id=meeting.id, drafted_at=NOW, facts='{"b":1,"a":2}'
            )
        )
        correction = Correction(
            key="EX-1.1", field="position", text="Shorter.", person_id=made.mel.id, at=NOW
        )
        digest = uow.cycles.save_digest(
            replace(digest, state=DigestState.HELD, held_by=made.mel.id, corrections=(correction,))
        )
        second = uow.cycles.save_digest(
            replace(
                digest,
                id=0,
                edition=2,
                state=DigestState.POSTED,
                posted_at=NOW,
                drafted_at=NOW + timedelta(days=1),
                held_by=None,
                corrections=(),
                short_notice=True,
            )
        )
        assert uow.cycles.digest(made.plan.id, meeting.id) == second
        assert uow.cycles.digest(made.plan.id, meeting.id, 1) == digest
        assert uow.cycles.digest(made.plan.id, meeting.id, 3) is None
        assert list(uow.cycles.digests(made.plan.id)) == [digest, second]


def test_only_running_programmes_have_a_cycle_due(units: SqlUnits) -> None:
    with units.write() as uow:
        live, shadow, paused = (small(uow, code) for code in ("live", "shadow", "paused"))
        uow.programmes.save(replace(shadow.programme, state=ProgrammeState.SHADOW))
        uow.programmes.save(replace(paused.programme, state=ProgrammeState.PAUSED))
        uow.cycles.set_next_due(live.programme.id, NOW)
        uow.cycles.set_next_due(shadow.programme.id, NOW - timedelta(days=1))
        uow.cycles.set_next_due(paused.programme.id, NOW - timedelta(days=2))
        assert list(uow.cycles.programmes_due(NOW)) == [live.programme.id, shadow.programme.id]
        assert uow.cycles.earliest_due() == NOW - timedelta(days=1)
        assert uow.cycles.next_due(paused.programme.id) == NOW - timedelta(days=2)
        # Changing a programme is no reason to forget when its cycle is due.
        uow.programmes.save(replace(live.programme, name="Renamed"))
        assert uow.cycles.next_due(live.programme.id) == NOW
        for programme in (live.programme, shadow.programme):
            uow.cycles.set_next_due(programme.id, None)
        assert uow.cycles.earliest_due() is None


def test_one_open_question_per_person_and_conversation(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        since = NOW - timedelta(hours=8)

        def ask(code: str, *, thread: str | None = None, ago: int = 0) -> OpenQuestion:
            return uow.conversations.ask(
                OpenQuestion(
                    programme_id=made.programme.id,
                    person_id=made.asha.id,
                    where=dm(),
                    thread=thread,
                    code=code,
                    asked_at=NOW - timedelta(hours=ago),
                    state={"key": "EX-1.1", "rest": ["EX-1.2"]},
                )
            )

        def found(thread: str | None = None) -> OpenQuestion | None:
            return uow.conversations.open_question(made.asha.id, dm(), thread=thread, since=since)

        old = ask("narrative", thread="t1", ago=30)
        assert found() is None, "it has faded"
        assert found("t1") == old, "its own thread remembers it"
        first = ask("which_action")
        assert found() == first
        assert found("t2") == first, "a thread without a question falls to the newest there"
        second = ask("which_colour")
        assert found() == second
        uow.conversations.close(second.id)
        assert found() is None, "the first was closed when the second was asked"
        assert found("t1") == old, "another thread's question is another conversation's"
        changed = uow.conversations.save(replace(old, state={"key": "EX-1.3"}))
        assert found("t1") == changed
        assert uow.conversations.get(old.id) == changed
        assert uow.conversations.get(second.id) == replace(second, answered=True)
        assert uow.conversations.get(old.id + 99) is None
        assert uow.conversations.open_question(made.mel.id, dm(), thread="t1", since=since) is None


def test_the_console_keeps_its_posts(units: SqlUnits) -> None:
    with units.write() as uow:
        head = uow.console.add(ConsolePost(connection="console", room="#a", author="bot", at=NOW))
        post = uow.console.add(
            ConsolePost(
                connection="console",
                room="#a",
                thread=head.id,
                author="bot",
                at=NOW,
                text="Hello",
                key="k1",
                payload="{}",
                only_for="asha",
            )
        )
        assert uow.console.get(post.id) == post
        assert uow.console.get(post.id + 1) is None
        assert uow.console.by_key("console", "k1") == post
        assert uow.console.by_key("other", "k1") is None
        assert list(uow.console.since("console", head.id)) == [post]
        uow.console.replace(post.id, '{"a":1}', "Changed")
        assert uow.console.get(post.id) == replace(post, payload='{"a":1}', text="Changed")
        with pytest.raises(Contradiction):
            uow.console.add(replace(post, id=0))


def test_snoozes(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        snooze = uow.actions.save_snooze(
            Snooze(
                person_id=made.asha.id,
                kind=ItemKind.MILESTONE,
                item_id=3,
                until=DAY,
                batch="e1",
            )
        )
        assert list(uow.actions.snoozes([made.asha.id], from_day=DAY)) == [snooze]
        assert not uow.actions.snoozes([made.asha.id], from_day=DAY + timedelta(days=1))
        assert not uow.actions.snoozes([made.mel.id], from_day=DAY)
        uow.actions.undo_batch("e1")
        assert not uow.actions.snoozes([made.asha.id], from_day=DAY)
