"""When people hear about their items (R7), clause by clause, through the store and the scheduler."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.domain.actions import ClaimState
from bot.domain.calendar import Term, to_local
from bot.domain.dates import Due, Precision
from bot.domain.messages import Buttons, StatusRow
from bot.domain.people import Role
from bot.domain.plans import HeadingKind
from bot.domain.policy import Hours, Policy, TouchPolicy
from bot.domain.programme import Heading, ProgrammeState, RequestKind
from bot.domain.requests import Decision, DecisionKind, Request, RequestState
from bot.domain.status import Status
from bot.domain.touches import TouchKind, TouchState
from bot.domain.verbs import MessageKind, Verb
from bot.platforms.console.render import as_text
from tests.fakes.databases import KINDS, Kind, units_of
from tests.unit.scheduler.world import MONDAY, World, at, text_to

WEEK = timedelta(days=7)
#: Friday, and a bank holiday on the Monday after: 28 August 2023.
AUGUST = date(2023, 8, 1)


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    yield made
    made.units.close()


class TestDue:
    def test_an_action_is_announced_28_14_7_days_before_and_on_the_day(self, world: World) -> None:
        asha = world.person("Asha Khan")
        world.action("PA1-1.1.1", asha, due=date(2023, 11, 7))
        assert world.days(asha, MONDAY, date(2023, 11, 7)) == [
            date(2023, 10, 10),
            date(2023, 10, 24),
            date(2023, 10, 31),
            date(2023, 11, 7),
        ]

    def test_a_milestone_14_days_before_and_on_the_day_and_once_after(self, world: World) -> None:
        asha = world.person("Asha Khan")
        world.action("PA1-1.1.1", asha, milestones=[("hub reviewed", date(2023, 10, 31))])
        assert world.days(asha, MONDAY, date(2024, 1, 31)) == [
            date(2023, 10, 17),
            date(2023, 10, 31),
            date(2023, 11, 3),
        ]

    def test_overdue_after_3_working_days_then_weekly_and_the_third_is_the_last(
        self, world: World
    ) -> None:
        asha = world.person("Asha Khan")
        world.action("PA1-1.1.1", asha, due=MONDAY)
        sent = world.run(MONDAY, date(2024, 3, 1))
        assert list(sent) == [MONDAY, date(2023, 10, 5), date(2023, 10, 12), date(2023, 10, 19)]
        asks = ["[Ask for a new date]" in text_to(asha, rows) for day, rows in sorted(sent.items())]
        assert asks == [False, False, False, True]
        assert world.next_look(asha) is None

    def test_told_overdue_messages_are_what_counts_not_weeks(self, world: World) -> None:
        asha = world.person("Asha Khan")
        world.action("PA1-1.1.1", asha, due=MONDAY)
        world.tick(at(MONDAY))
        # Nobody was there for five weeks: one message, the first of three.
        sent = world.run(date(2023, 11, 8), date(2024, 1, 31))
        assert [text_to(asha, rows).count("last time") for rows in sent.values()] == [0, 0, 1]
        told = [t for t in world.touches(asha) if t.kind is TouchKind.OVERDUE]
        assert [t.state for t in told].count(TouchState.SENT) == 3
        assert [t.state for t in told].count(TouchState.FOLDED) == 4

    def test_a_month_is_due_at_its_end(self, world: World) -> None:
        asha = world.person("Asha Khan")
        october = Due(
            text="October 2023",
            start=date(2023, 10, 1),
            end=date(2023, 10, 31),
            precision=Precision.MONTH,
        )
        world.action("PA1-1.1.1", asha, due=october)
        sent = world.run(date(2023, 10, 3), date(2023, 10, 3))
        assert "due Oct 2023" in text_to(asha, sent[date(2023, 10, 3)])

    def test_dates_past_at_import_get_no_due_or_overdue_touch(self) -> None:
        world = World(imported_on=MONDAY)
        asha = world.person("Asha Khan")
        past = date(2023, 9, 29)
        action = world.action(
            "PA1-1.1.1", asha, due=past, historic=True, milestones=[("signed", past)]
        )
        assert world.days(asha, MONDAY, date(2023, 12, 1)) == []
        world.push(TouchKind.CALL, action, asha, at(date(2023, 12, 4), "09:00"))
        assert world.days(asha, date(2023, 12, 4), date(2023, 12, 4)) == [date(2023, 12, 4)]
        world.units.close()

    def test_an_ongoing_item_is_only_called(self, world: World) -> None:
        asha = world.person("Asha Khan")
        ongoing = Due(text="Ongoing", start=None, end=None, precision=Precision.ONGOING)
        action = world.action("PA1-1.1.1", asha, due=ongoing)
        assert world.days(asha, MONDAY, date(2023, 12, 1)) == []
        world.push(TouchKind.CALL, action, asha, at(date(2023, 12, 4), "09:00"))
        (sent,) = world.run(date(2023, 12, 4), date(2023, 12, 4)).values()
        assert "ongoing" in text_to(asha, sent)

    def test_reminders_of_a_new_date_that_lie_before_its_granting_were_not_missed(
        self, world: World
    ) -> None:
        asha = world.person("Asha Khan")
        action = world.action("PA1-1.1.1", asha, due=date(2023, 9, 1), historic=True)
        granted = at(date(2023, 10, 11), "15:00")
        with world.units.write() as uow:
            uow.requests.save(
                Request(
                    programme_id=world.programme.id,
                    plan_id=world.plan.id,
                    action_id=action.id,
                    kind=RequestKind.REDATE,
                    state=RequestState.GRANTED,
                    route=("ELG",),
                    step=1,
                    person_id=asha.id,
                    made_at=at(MONDAY),
                    decisions=(
                        Decision(
                            body="ELG",
                            agreed=True,
                            kind=DecisionKind.AT_MEETING,
                            person_id=asha.id,
                            at=granted,
                        ),
                    ),
                )
            )
            uow.commit()
        moved = Due.on(date(2023, 10, 23))
        world.change(action, granted, approved=moved, approved_changes=1, historic=False)
        # 28 and 14 days before the new date had passed when it was agreed.
        assert world.days(asha, date(2023, 10, 12), date(2023, 10, 17)) == [date(2023, 10, 16)]

    def test_touches_that_lie_before_the_import_were_not_missed(self) -> None:
        world = World(imported_on=MONDAY)
        asha = world.person("Asha Khan")
        world.action("PA1-1.1.1", asha, due=MONDAY + timedelta(days=10))
        assert world.days(asha, MONDAY, MONDAY + timedelta(days=9)) == [MONDAY + timedelta(days=3)]
        world.units.close()


class TestWhen:
    def test_half_past_nine_by_londons_clocks_on_both_sides_of_the_change(self) -> None:
        for due, utc in ((date(2023, 10, 27), 8), (date(2023, 10, 30), 9), (date(2024, 4, 2), 8)):
            world = World(start=due - WEEK)
            asha = world.person("Asha Khan")
            world.action("PA1-1.1.1", asha, due=due)
            world.run(due - WEEK, due - timedelta(days=1))
            before = datetime(due.year, due.month, due.day, utc, 29, tzinfo=UTC)
            assert world.tick(before) == []
            (sent,) = world.tick(before + timedelta(minutes=1))
            assert sent.not_before == datetime(due.year, due.month, due.day, utc, 30, tzinfo=UTC)
            assert to_local(sent.not_before).strftime("%H:%M") == "09:30"
            world.units.close()

    def test_before_a_bank_holiday_weekend_it_comes_on_the_friday(self) -> None:
        world = World(start=AUGUST)
        asha = world.person("Asha Khan")
        world.action("PA1-1.1.1", asha, due=date(2023, 8, 28))
        assert world.days(asha, date(2023, 8, 21), date(2023, 8, 30)) == [
            date(2023, 8, 21),
            date(2023, 8, 25),
        ]
        # Three working days after: Tuesday, Wednesday, Thursday.
        assert world.days(asha, date(2023, 8, 31), date(2023, 8, 31)) == [date(2023, 8, 31)]
        world.units.close()

    def test_on_a_weekend_before_the_date_goes_back_and_after_it_goes_on(
        self, world: World
    ) -> None:
        asha = world.person("Asha Khan", days=(0, 1, 2))
        world.action("PA1-1.1.1", asha, due=date(2023, 10, 15))
        # 7 days before is Sunday the 8th, the day itself Sunday the 15th: Wednesdays for her. Three
        # working days after is Wednesday the 18th.
        assert world.days(asha, MONDAY, date(2023, 10, 18)) == [
            date(2023, 10, 4),
            date(2023, 10, 11),
            date(2023, 10, 18),
        ]

    def test_an_overdue_day_off_goes_on_to_the_next_day_at_work(self, world: World) -> None:
        asha = world.person("Asha Khan", days=(0, 1))
        world.action("PA1-1.1.1", asha, due=date(2023, 10, 10))
        # Friday the 13th is none of her days.
        assert world.days(asha, date(2023, 10, 11), date(2023, 10, 20)) == [date(2023, 10, 16)]

    def test_somebody_term_time_only_is_left_alone_in_the_holidays(self, world: World) -> None:
        world.terms(
            Term(name="Autumn 1", first_day=date(2023, 9, 4), last_day=date(2023, 10, 20)),
            Term(name="Autumn 2", first_day=date(2023, 11, 6), last_day=date(2023, 12, 20)),
        )
        asha = world.person("Asha Khan", term_time_only=True)
        world.action("PA1-1.1.1", asha, due=date(2023, 10, 31))
        days = world.days(asha, MONDAY, date(2023, 11, 30))
        # 14 days before is in term; 7 before and the day itself both go back to its last day; overdue
        # (3 November) goes on to the first day of the next.
        assert days == [
            date(2023, 10, 3),
            date(2023, 10, 17),
            date(2023, 10, 20),
            date(2023, 11, 6),
            date(2023, 11, 10),
            date(2023, 11, 17),
        ]

    def test_nothing_goes_outside_nine_to_five_and_late_in_the_day_waits(
        self, world: World
    ) -> None:
        asha = world.person("Asha Khan")
        action = world.action("PA1-1.1.1", asha)
        world.push(TouchKind.AGREE, action, asha, at(MONDAY, "17:00"))
        assert world.tick(at(MONDAY, "17:00")) == []
        assert world.next_look(asha) == at(MONDAY + timedelta(days=1))
        assert world.tick(at(MONDAY + timedelta(days=1), "09:29")) == []
        assert len(world.tick(at(MONDAY + timedelta(days=1), "09:30"))) == 1

    def test_inside_the_hours_it_goes_at_once(self, world: World) -> None:
        asha = world.person("Asha Khan")
        action = world.action("PA1-1.1.1", asha)
        world.tick(at(MONDAY))
        world.push(TouchKind.AGREE, action, asha, at(MONDAY, "16:58"))
        assert len(world.tick(at(MONDAY, "16:59"))) == 1

    def test_a_plan_imported_at_half_past_ten_still_speaks_that_day(self) -> None:
        world = World(imported_on=MONDAY)
        asha = world.person("Asha Khan")
        world.action("PA1-1.1.1", asha, due=MONDAY + WEEK)
        (sent,) = world.tick(at(MONDAY, "10:30"))
        assert "due 9 Oct 2023" in text_to(asha, [sent])
        world.units.close()


class TestOneMessage:
    def test_one_message_over_all_items_most_urgent_first_and_numbered(self, world: World) -> None:
        asha = world.person("Asha Khan")
        world.action("PA1-1.1.1", asha, due=date(2023, 10, 19))
        world.action("PA1-1.1.2", asha, due=date(2023, 10, 12))
        overdue = world.action("PA1-1.1.3", asha, due=date(2023, 9, 27))
        late = world.action("PA1-1.1.4", asha)
        world.push(TouchKind.CALL, late, asha, at(date(2023, 10, 5), "09:00"))
        (sent,) = world.tick(at(date(2023, 10, 5)))
        rows = [b for b in sent.message.blocks if isinstance(b, StatusRow)]
        assert [(row.number, row.key) for row in rows] == [
            (1, overdue.key),
            (2, "PA1-1.1.2"),
            (3, "PA1-1.1.1"),
            (4, "PA1-1.1.4"),
        ]
        assert sent.message.items == tuple(row.key for row in rows)
        assert sent.key == f"day:{asha.id}:{world.programme.id}:2023-10-05:0"
        asked = [
            b.item
            for block in sent.message.blocks
            if isinstance(block, Buttons)
            for b in block.buttons
        ]
        assert set(asked) == set(sent.message.items)

    def test_an_action_and_its_milestone_are_one_line(self, world: World) -> None:
        asha = world.person("Asha Khan")
        day = date(2023, 10, 12)
        world.action("PA1-1.1.1", asha, due=day, milestones=[("hub reviewed", day)])
        (sent,) = world.run(day, day).values()
        assert sent[0].message.items == ("PA1-1.1.1",)
        assert "milestone “hub reviewed” due today" in text_to(asha, sent)

    def test_two_reminders_a_week_and_the_third_waits_for_the_next_one(self, world: World) -> None:
        asha = world.person("Asha Khan")
        for n, day in enumerate((9, 10, 11), 1):
            world.action(f"PA1-1.1.{n}", asha, due=date(2023, 10, day))
        assert world.days(asha, MONDAY, date(2023, 10, 8)) == [MONDAY, date(2023, 10, 3)]
        # The one of Wednesday is said on Monday, with that of the day itself.
        (sent,) = world.run(date(2023, 10, 9), date(2023, 10, 9)).values()
        assert sent[0].message.items == ("PA1-1.1.1", "PA1-1.1.3")

    def test_a_day_with_a_call_does_not_count(self, world: World) -> None:
        asha = world.person("Asha Khan")
        called = world.action("PA1-2.1", asha)
        for n, day in enumerate((9, 10, 11), 1):
            world.action(f"PA1-1.1.{n}", asha, due=date(2023, 10, day))
        world.push(TouchKind.CALL, called, asha, at(MONDAY, "09:00"))
        world.push(TouchKind.CHASER, called, asha, at(date(2023, 10, 5), "09:00"))
        assert world.days(asha, MONDAY, date(2023, 10, 8)) == [
            MONDAY,
            date(2023, 10, 3),
            date(2023, 10, 4),
            date(2023, 10, 5),
        ]

    def test_a_missed_touch_is_folded_into_the_next(self, world: World) -> None:
        asha = world.person("Asha Khan")
        world.action("PA1-1.1.1", asha, due=date(2023, 10, 30))
        assert len(world.tick(at(date(2023, 10, 25)))) == 1
        assert [(t.why, t.state) for t in world.touches(asha)] == [
            ("28 days before 30 October 2023", TouchState.FOLDED),
            ("14 days before 30 October 2023", TouchState.FOLDED),
            ("7 days before 30 October 2023", TouchState.SENT),
        ]
        assert len({t.message_key for t in world.touches(asha)}) == 1

    def test_a_late_touch_joins_todays_message_while_it_is_queued(self, world: World) -> None:
        asha = world.person("Asha Khan")
        first = world.action("PA1-1.1.1", asha, due=MONDAY + WEEK)
        second = world.action("PA1-1.1.2", asha)
        world.tick(at(MONDAY), deliver=False)
        world.push(TouchKind.AGREE, second, asha, at(MONDAY, "10:00"))
        (sent,) = world.tick(at(MONDAY, "10:01"))
        assert sent.message.items == (first.key, second.key)

    def test_once_it_has_gone_the_late_touch_waits_for_the_next_working_day(
        self, world: World
    ) -> None:
        asha = world.person("Asha Khan")
        world.action("PA1-1.1.1", asha, due=date(2023, 10, 13))
        second = world.action("PA1-1.1.2", asha)
        friday = date(2023, 10, 6)
        assert len(world.tick(at(friday))) == 1
        world.push(TouchKind.AGREE, second, asha, at(friday, "10:00"))
        assert world.tick(at(friday, "10:01")) == []
        assert world.next_look(asha) == at(MONDAY + WEEK)
        (sent,) = world.tick(at(MONDAY + WEEK))
        assert sent.message.items == (second.key,)

    def test_what_is_answered_before_it_goes_leaves_the_rebuilt_message(self, world: World) -> None:
        asha = world.person("Asha Khan")
        first = world.action("PA1-1.1.1", asha, due=MONDAY + WEEK)
        second = world.action("PA1-1.1.2", asha)
        world.tick(at(MONDAY), deliver=False)
        world.report(first, asha, at(MONDAY, "10:00"))
        world.push(TouchKind.AGREE, second, asha, at(MONDAY, "10:00"))
        (sent,) = world.tick(at(MONDAY, "10:01"))
        assert sent.message.items == (second.key,)
        assert [t.state for t in world.touches(asha) if t.item_id == first.id] == [
            TouchState.SATISFIED
        ]


class TestSilence:
    def test_an_update_satisfies_the_five_working_days_after_its_day(self, world: World) -> None:
        asha = world.person("Asha Khan")
        action = world.action("PA1-1.1.1", asha, due=date(2023, 10, 16))
        world.report(action, asha, at(MONDAY, "08:00"))
        # 14 days before is the day itself, 7 before the fifth working day after it.
        assert world.days(asha, MONDAY, date(2023, 10, 15)) == []
        assert [t.state for t in world.touches(asha)] == [TouchState.SATISFIED] * 2
        assert world.days(asha, date(2023, 10, 16), date(2023, 10, 16)) == [date(2023, 10, 16)]

    def test_an_answer_before_it_is_said_satisfies_a_waiting_touch(self, world: World) -> None:
        asha = world.person("Asha Khan")
        action = world.action("PA1-1.1.1", asha, due=date(2023, 10, 30))
        world.report(action, asha, at(date(2023, 10, 4), "20:00"))
        assert world.tick(at(date(2023, 10, 5))) == []
        assert [t.state for t in world.touches(asha)] == [TouchState.SATISFIED]

    def test_one_answer_stops_both_joint_leads_and_the_other_is_asked_to_agree(
        self, world: World
    ) -> None:
        asha, nia = world.person("Asha Khan"), world.person("Nia Ford", "NHS")
        action = world.action("PA1-1.1.1", asha, nia, due=date(2023, 10, 9))
        sent = world.run(MONDAY, MONDAY)[MONDAY]
        assert "your NHS colleague is asked too" in text_to(asha, sent)
        assert "your Council colleague is asked too" in text_to(nia, sent)
        tuesday = date(2023, 10, 3)
        world.report(action, asha, at(tuesday, "11:00"), Status.AMBER)
        world.push(TouchKind.AGREE, action, nia, at(tuesday, "11:00"))
        (asked,) = world.tick(at(tuesday, "11:01"))
        assert asked.person_id == nia.id
        assert "Council reports ▲ Amber. Do you agree?" in text_to(nia, [asked])
        assert "[Agree] [Disagree]" in text_to(nia, [asked])
        assert world.days(nia, date(2023, 10, 4), date(2023, 10, 9)) == []

    def test_agreeing_first_leaves_nothing_to_ask(self, world: World) -> None:
        asha, nia = world.person("Asha Khan"), world.person("Nia Ford", "NHS")
        action = world.action("PA1-1.1.1", asha, nia)
        world.report(action, asha, at(MONDAY, "18:00"), Status.AMBER)
        world.push(TouchKind.AGREE, action, nia, at(MONDAY, "18:00"))
        world.report(action, nia, at(MONDAY, "18:30"), Status.AMBER)
        world.tick(at(date(2023, 10, 3)))
        (touch,) = [t for t in world.touches(nia) if t.kind is TouchKind.AGREE]
        assert touch.state is TouchState.SATISFIED

    @pytest.mark.parametrize(
        "resting",
        [
            {"closed_on": MONDAY},
            {"claim": ClaimState(request_id=0, awaiting="ELG", since=at(MONDAY))},
            {"withdrawn": True},
        ],
        ids=["blue", "claimed", "withdrawn"],
    )
    def test_items_at_rest_are_left_alone(self, world: World, resting: dict[str, object]) -> None:
        asha = world.person("Asha Khan")
        action = world.action("PA1-1.1.1", asha, due=date(2023, 10, 9))
        world.change(action, at(MONDAY, "08:00"), **resting)
        world.push(TouchKind.CALL, action, asha, at(MONDAY, "09:00"))
        assert world.days(asha, MONDAY, date(2023, 12, 1)) == []
        assert all(t.state is TouchState.SATISFIED for t in world.touches(asha))

    def test_delivered_waits_for_the_measures_date_and_is_asked_then(self, world: World) -> None:
        asha = world.person("Asha Khan")
        day = date(2023, 11, 20)
        action = world.action(
            "PA1-1.1.1", asha, due=date(2023, 10, 9), measures=[("waits halved", day)]
        )
        world.change(
            action,
            at(MONDAY, "08:00"),
            state=replace(action.state, status=Status.GREEN, delivered_on=MONDAY, impact_due=day),
        )
        sent = world.run(MONDAY, date(2023, 12, 31))
        assert list(sent) == [day]
        assert "“waits halved” is due: what was the impact?" in text_to(asha, sent[day])

    def test_nobody_hears_twice_when_a_working_pattern_changes(self, world: World) -> None:
        asha = world.person("Asha Khan")
        world.action("PA1-1.1.1", asha, due=date(2023, 10, 20))
        friday = date(2023, 10, 6)
        assert len(world.tick(at(friday))) == 1
        with world.units.write() as uow:
            person = uow.people.get(asha.id)
            uow.people.save(
                replace(person, pattern=replace(person.pattern, weekdays=frozenset({0, 1})))
            )
            uow.people.wake([asha.id], at(friday, "12:00"))
            uow.commit()
        # Friday's touch would now have been Tuesday's.
        assert world.days(asha, friday + timedelta(days=1), date(2023, 10, 9)) == []


class TestAway:
    def test_cover_gets_it_and_is_told_for_whom(self, world: World) -> None:
        asha, priya = world.person("Asha Khan"), world.person("Priya Shah")
        world.action("PA1-1.1.1", asha, due=date(2023, 10, 9))
        world.away(asha, MONDAY, date(2023, 10, 6), cover=priya)
        (sent,) = world.run(MONDAY, date(2023, 10, 6)).values()
        assert "for Asha Khan, who is away" in text_to(priya, sent)
        assert [t.kind for t in world.touches(priya)] == [TouchKind.COVER]
        assert [t.state for t in world.touches(asha)] == [TouchState.FOLDED]
        # Back at work she hears what is due from then on.
        assert world.days(asha, date(2023, 10, 9), date(2023, 10, 9)) == [date(2023, 10, 9)]

    def test_cover_with_the_lower_id_still_gets_it_in_the_same_tick(self, world: World) -> None:
        priya, asha = world.person("Priya Shah"), world.person("Asha Khan")
        own = world.action("PA1-2.1", priya, due=date(2023, 10, 9))
        action = world.action("PA1-1.1.1", asha, due=date(2023, 10, 9))
        world.away(asha, MONDAY, MONDAY, cover=priya)
        (sent,) = world.tick(at(MONDAY))
        assert set(sent.message.items) == {own.key, action.key}

    def test_cover_away_too_the_joint_lead_is_asked_for_both(self, world: World) -> None:
        asha, priya = world.person("Asha Khan"), world.person("Priya Shah")
        nia = world.person("Nia Ford", "NHS")
        world.action("PA1-1.1.1", asha, nia, due=date(2023, 10, 9))
        world.away(asha, MONDAY, date(2023, 10, 6), cover=priya)
        world.away(priya, MONDAY, date(2023, 10, 6))
        (sent,) = world.run(MONDAY, date(2023, 10, 6)).values()
        assert [row.person_id for row in sent] == [nia.id]
        assert "for Asha Khan, who is away" in text_to(nia, sent)

    def test_what_was_answered_before_a_leave_stays_on_record_after_an_outage(
        self, world: World
    ) -> None:
        asha, priya = world.person("Asha Khan"), world.person("Priya Shah")
        due = date(2023, 10, 9)
        action = world.action("PA1-1.1.1", asha, due=due)
        world.report(action, asha, at(due, "08:00"), Status.GREEN)
        world.away(asha, date(2023, 11, 1), date(2023, 11, 10), cover=priya)
        world.tick(at(date(2023, 11, 6)))
        assert (TouchKind.DUE, due, TouchState.SATISFIED) in [
            (touch.kind, touch.day, touch.state) for touch in world.touches(asha)
        ]

    def test_nobody_there_the_office_is_told_once(self, world: World) -> None:
        asha = world.person("Asha Khan")
        office = world.person("Mel Tarn", roles=[Role.PROGRAMME_OFFICE])
        world.action("PA1-1.1.1", asha, due=date(2023, 10, 9))
        world.away(asha, MONDAY, date(2023, 10, 20))
        sent = world.run(MONDAY, date(2023, 10, 20))
        assert list(sent) == [MONDAY]
        text = text_to(office, sent[MONDAY])
        assert "Asha Khan is away until Fri 20 Oct" in text
        assert "PA1-1.1.1" in text

    def test_nothing_is_passed_on_before_the_send_time(self, world: World) -> None:
        asha, priya = world.person("Asha Khan"), world.person("Priya Shah")
        world.action("PA1-1.1.1", asha, due=date(2023, 10, 9))
        world.away(asha, MONDAY, MONDAY, cover=priya)
        world.tick(at(MONDAY, "09:29"))
        assert (world.touches(asha), world.touches(priya)) == ([], [])
        assert world.next_look(asha) == at(MONDAY)
        assert len(world.tick(at(MONDAY))) == 1

    def test_nobody_to_tell_at_all_it_waits_until_the_lead_is_back(self, world: World) -> None:
        asha = world.person("Asha Khan")
        world.action("PA1-1.1.1", asha, due=date(2023, 10, 9))
        world.away(asha, MONDAY, date(2023, 10, 4))
        assert world.days(asha, MONDAY, date(2023, 10, 6)) == [date(2023, 10, 5)]

    def test_the_introduction_waits_until_the_lead_is_back(self) -> None:
        world = World(introduces=True)
        asha, priya = world.person("Asha Khan"), world.person("Priya Shah")
        world.action("PA1-1.1.1", asha)
        world.away(asha, MONDAY, date(2023, 10, 4), cover=priya)
        assert world.days(asha, MONDAY, date(2023, 10, 6)) == [date(2023, 10, 5)]
        world.units.close()

    def test_a_call_stays_a_call_for_whoever_stands_in(self, world: World) -> None:
        asha, priya = world.person("Asha Khan"), world.person("Priya Shah")
        action = world.action("PA1-1.1.1", asha)
        world.away(asha, MONDAY, date(2023, 10, 6), cover=priya)
        world.push(TouchKind.CALL, action, asha, at(MONDAY, "09:00"))
        world.tick(at(MONDAY))
        (touch,) = world.touches(priya)
        assert (touch.kind, touch.for_person_id) == (TouchKind.CALL, asha.id)

    def test_overdue_told_to_the_cover_counts_among_the_three(self, world: World) -> None:
        asha, priya = world.person("Asha Khan"), world.person("Priya Shah")
        world.action("PA1-1.1.1", asha, due=MONDAY)
        world.away(asha, MONDAY, date(2024, 1, 31), cover=priya)
        assert world.days(priya, MONDAY, date(2024, 1, 31)) == [
            MONDAY,
            date(2023, 10, 5),
            date(2023, 10, 12),
            date(2023, 10, 19),
        ]


class TestSnooze:
    def test_it_hides_the_item_and_brings_it_back_on_its_day(self, world: World) -> None:
        asha = world.person("Asha Khan")
        action = world.action("PA1-1.1.1", asha, due=date(2023, 10, 10))
        world.snooze(asha, action, date(2023, 10, 5), at(MONDAY, "08:00"))
        sent = world.run(MONDAY, date(2023, 10, 6))
        assert list(sent) == [date(2023, 10, 5)]
        assert "back as you asked" in text_to(asha, sent[date(2023, 10, 5)])
        states = {t.kind: t.state for t in world.touches(asha)}
        assert states == {
            TouchKind.DUE: TouchState.FOLDED,
            TouchKind.SNOOZE_ENDED: TouchState.SENT,
        }

    def test_it_hides_a_call_too_but_only_that_item(self, world: World) -> None:
        asha = world.person("Asha Khan")
        one, two = world.action("PA1-1.1.1", asha), world.action("PA1-1.1.2", asha)
        world.snooze(asha, one, date(2023, 10, 5), at(MONDAY, "08:00"))
        for action in (one, two):
            world.push(TouchKind.CALL, action, asha, at(MONDAY, "09:00"))
        sent = world.run(MONDAY, date(2023, 10, 6))
        assert {day: rows[0].message.items for day, rows in sent.items()} == {
            MONDAY: (two.key,),
            date(2023, 10, 5): (one.key,),
        }


class TestMeetings:
    def test_the_message_names_the_meeting_and_the_cut_off(self) -> None:
        world = World(start=date(2023, 9, 4))
        asha = world.person("Asha Khan")
        action = world.action("PA1-1.1.1", asha)
        world.meeting(date(2023, 10, 24), at(date(2023, 9, 1)))
        world.push(TouchKind.CALL, action, asha, at(MONDAY, "09:00"))
        (sent,) = world.tick(at(MONDAY))
        text = text_to(asha, [sent])
        assert "for the 24 October BOARD, by 5pm on Fri 6 Oct" in text
        assert "24 October" in sent.message.summary

    def test_the_chaser_says_what_is_in_what_is_left_and_whom_it_tells_tomorrow(
        self, world: World
    ) -> None:
        asha = world.person("Asha Khan")
        one, two = world.action("PA1-1.1.1", asha), world.action("PA1-1.1.2", asha)
        world.meeting(date(2023, 10, 24), at(date(2023, 9, 1)))
        with world.units.write() as uow:
            uow.programmes.save(replace(world.programme, live_since=at(date(2023, 9, 25))))
            uow.commit()
        for action in (one, two):
            world.push(TouchKind.CALL, action, asha, at(date(2023, 9, 28), "09:00"))
        world.tick(at(date(2023, 9, 28)))
        world.report(one, asha, at(date(2023, 9, 29), "10:00"))
        world.push(TouchKind.CHASER, two, asha, at(date(2023, 10, 4), "09:00"))
        (sent,) = world.tick(at(date(2023, 10, 4)))
        text = text_to(asha, [sent])
        assert "One in, thank you. Only 1.1.2 is left" in text
        assert "Tomorrow I tell the programme office that it is open" in text
        assert "[Ring me]" in text

    def test_the_warning_is_about_what_is_chased_and_nothing_else(self) -> None:
        world = World(start=date(2023, 9, 4))
        asha = world.person("Asha Khan")
        world.action("PA1-1.1.1", asha, due=date(2023, 10, 11))
        two = world.action("PA1-1.1.2", asha)
        world.meeting(date(2023, 10, 24), at(date(2023, 9, 1)))
        world.push(TouchKind.CHASER, two, asha, at(date(2023, 10, 4), "09:00"))
        sent = world.tick(at(date(2023, 10, 4)))
        text = text_to(asha, sent)
        assert "Two items left" in text
        assert "Tomorrow I tell the programme office that 1.1.2 is open" in text

    def test_the_chaser_names_the_partnership_lead_of_ones_own_organisation(
        self, world: World
    ) -> None:
        asha, nia = world.person("Asha Khan"), world.person("Nia Ford", "NHS")
        world.person("Petra Vane", partnership_leads=["PA1"])
        with world.units.write() as uow:
            uow.plans.save_heading(
                Heading(
                    plan_id=world.plan.id,
                    local_id="h1",
                    parent=None,
                    kind=HeadingKind.PRIORITY,
                    code="PA1",
                    title="First",
                )
            )
            uow.commit()
        action = world.action("PA1-1.1.1", asha, nia)
        world.meeting(date(2023, 10, 24), at(date(2023, 9, 1)))
        for lead in (asha, nia):
            world.push(TouchKind.CHASER, action, lead, at(date(2023, 10, 4), "09:00"))
        sent = world.tick(at(date(2023, 10, 4)))
        assert "Tomorrow I tell your partnership lead that it is open" in text_to(asha, sent)
        assert "Tomorrow I tell the programme office that it is open" in text_to(nia, sent)

    def test_the_delegate_is_offered(self, world: World) -> None:
        asha, mel = world.person("Asha Khan"), world.person("Mel Tarn")
        world.delegate(mel, asha)
        world.action("PA1-1.1.1", asha, due=MONDAY + WEEK)
        (sent,) = world.tick(at(MONDAY))
        offered = [
            (b.label, b.value)
            for block in sent.message.blocks
            if isinstance(block, Buttons)
            for b in block.buttons
            if b.verb == Verb.DELEGATE
        ]
        assert offered == [("Mel will do it", str(mel.id))]


class TestIntroduction:
    def test_each_is_introduced_once_with_everything_outstanding(self) -> None:
        world = World(introduces=True)
        asha, mel = world.person("Asha Khan"), world.person("Mel Tarn")
        office = world.person("Omar Reed", roles=[Role.PROGRAMME_OFFICE])
        member = world.person("Gil Noor")
        world.delegate(mel, asha)
        world.action("PA1-1.1.1", asha, historic=True, due=date(2023, 9, 1))
        world.action("PA1-1.1.2", asha, status=Status.RED)
        world.action("PA1-1.1.3", asha, status=Status.GREEN)
        sent = world.run(MONDAY, date(2023, 10, 6))
        assert list(sent) == [MONDAY]
        told = {row.person_id: row.message for row in sent[MONDAY]}
        assert set(told) == {asha.id, mel.id, office.id}
        assert member.id not in told
        assert told[asha.id].items == ("PA1-1.1.1", "PA1-1.1.2")
        assert {message.kind for message in told.values()} == {MessageKind.INTRODUCTION}
        for message in told.values():
            text = as_text(message)
            assert "Example programme" in text
            assert "may be disclosed" in text
            assert "“stop”" in text
        assert "answer for Asha Khan" in as_text(told[mel.id])
        world.units.close()

    def test_a_rebuilt_introduction_still_introduces(self) -> None:
        world = World(introduces=True)
        asha = world.person("Asha Khan")
        one = world.action("PA1-1.1.1", asha)
        two = world.action("PA1-1.1.2", asha, status=Status.GREEN)
        world.tick(at(MONDAY), deliver=False)
        world.push(TouchKind.CALL, two, asha, at(MONDAY, "10:00"))
        (sent,) = world.tick(at(MONDAY, "10:00"))
        assert sent.message.kind == MessageKind.INTRODUCTION
        assert sent.message.items == (one.key, two.key)
        world.units.close()


class TestNobodyToTell:
    def test_the_office_is_told_once_of_a_lead_without_an_account(self, world: World) -> None:
        gus = world.person("Gus Orr", reachable=False)
        office = world.person("Mel Tarn", roles=[Role.PROGRAMME_OFFICE])
        world.action("PA1-1.1.1", gus, due=MONDAY + WEEK)
        sent = world.run(MONDAY, date(2023, 11, 30))
        assert list(sent) == [MONDAY]
        assert "Gus Orr cannot be reached" in text_to(office, sent[MONDAY])
        assert all(t.state is TouchState.FOLDED for t in world.touches(gus))

    def test_without_an_office_it_waits_and_is_not_lost(self, world: World) -> None:
        gus = world.person("Gus Orr", reachable=False)
        world.action("PA1-1.1.1", gus, due=MONDAY + WEEK)
        assert world.run(MONDAY, MONDAY) == {}
        assert world.next_look(gus) == at(date(2023, 10, 3))


class TestProgrammeStates:
    @pytest.mark.parametrize("state", [ProgrammeState.QUIET, ProgrammeState.PAUSED])
    def test_quiet_and_paused_say_nothing(self, state: ProgrammeState) -> None:
        world = World(state=state)
        asha = world.person("Asha Khan")
        world.action("PA1-1.1.1", asha, due=MONDAY + WEEK)
        assert world.run(MONDAY, date(2023, 10, 20)) == {}
        assert world.touches(asha) == []
        world.units.close()

    def test_in_shadow_the_office_sees_one_message_of_what_would_go_out(self) -> None:
        world = World(state=ProgrammeState.SHADOW, introduces=True)
        office = world.person("Mel Tarn", roles=[Role.PROGRAMME_OFFICE])
        leads = [world.person(f"{name} Lead") for name in ("Asha", "Nia", "Bo", "Cy", "Di")]
        for n, lead in enumerate(leads, 1):
            world.action(f"PA1-1.1.{n}", lead, due=MONDAY + WEEK)
        sent = world.run(MONDAY, MONDAY)[MONDAY]
        assert [row.person_id for row in sent] == [office.id]
        text = text_to(office, sent)
        assert [f"Would go to {lead.name}:" in text for lead in leads] == [True] * 5
        assert not any(isinstance(b, Buttons) for row in sent for b in row.message.blocks)
        with world.units.read() as uow:
            assert all(uow.people.get(lead.id).introduced_at is None for lead in leads)
        world.units.close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_database_tells_the_same_story(kind: Kind, tmp_path: Path) -> None:
    with units_of(kind, tmp_path) as units:
        world = World(units=units, introduces=True)
        asha, nia = world.person("Asha Khan"), world.person("Nia Ford", "NHS")
        priya = world.person("Priya Shah")
        action = world.action("PA1-1.1.1", asha, nia, due=date(2023, 10, 16))
        world.away(asha, date(2023, 10, 9), date(2023, 10, 9), cover=priya)
        sent = world.run(MONDAY, date(2023, 10, 17))
        world.report(action, nia, at(date(2023, 10, 18), "10:00"))
        sent |= world.run(date(2023, 10, 18), date(2023, 10, 25))
        heard = {day: sorted(row.person_id or 0 for row in rows) for day, rows in sent.items()}
        assert heard == {
            MONDAY: [asha.id, nia.id],
            date(2023, 10, 9): [nia.id, priya.id],
            date(2023, 10, 16): [asha.id, nia.id],
        }


class TestPolicy:
    def test_hours_and_numbers_are_the_programmes_own(self) -> None:
        policy = Policy(
            hours=Hours(send_at=time(11, 0)),
            touches=TouchPolicy(action_due_days=(3,), overdue_times=1),
        )
        world = World(policy=policy)
        asha = world.person("Asha Khan")
        world.action("PA1-1.1.1", asha, due=date(2023, 10, 5))
        assert world.tick(at(MONDAY, "10:59")) == []
        (sent,) = world.tick(at(MONDAY, "11:00"))
        assert to_local(sent.not_before).hour == 11
        sent_later = world.run(date(2023, 10, 3), date(2023, 12, 1), clock="11:00")
        assert list(sent_later) == [date(2023, 10, 10)]
        world.units.close()

    def test_a_look_is_always_later_than_now(self, world: World) -> None:
        asha = world.person("Asha Khan")
        world.action("PA1-1.1.1", asha, due=date(2023, 10, 16))
        now = at(MONDAY, "08:00")
        for _ in range(12):
            world.tick(now)
            look = world.next_look(asha)
            if look is None:
                break
            assert look > now
            now = look
        else:
            pytest.fail("the sequence of looks does not end")
