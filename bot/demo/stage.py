"""The example programme as the console page shows it: its people, rooms, plan and clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.bootstrap import Advancing, Bot
from bot.clock import SettableClock
from bot.demo.record_view import MARKERS, record_view
from bot.domain.actions import markers
from bot.domain.calendar import Meeting, WorkingDays, instant, local_day
from bot.domain.cycle import Step
from bot.domain.cycle_plan import cycles_of
from bot.domain.people import Address, Person, Place
from bot.domain.programme import Plan, Programme
from bot.handlers.cycle_now import cycle_now
from bot.handlers.exchange import working_days
from bot.phrasing.words import day, day_month, short_due_words
from bot.platforms.console.stage import (
    ActionCard,
    ChannelCard,
    Jump,
    PersonCard,
    RecordView,
    Stop,
    Stuck,
)
from bot.ports import UnitOfWork

CONNECTION = "console"

_STEPS: Mapping[Step, str] = {
    Step.CALL: "call for updates",
    Step.CHASER: "chaser",
    Step.PARTNERSHIP_LEAD: "partnership leads told",
    Step.CUT_OFF: "cut-off",
    Step.ASSURANCE: "assurance",
    Step.DRAFT: "draft",
    Step.DIGEST: "digest",
    Step.CHANGES: "what changed",
}
_GROUPS = ("Action leads", "Partnership leads", "Chairs", "Programme office", "Others")


class ProgrammeStage:
    """Implements ``bot.platforms.console.stage.Stage`` for one programme."""

    def __init__(self, bot: Bot, clock: SettableClock, programme_id: int) -> None:
        self._bot = bot
        self._clock = clock
        self._programme_id = programme_id
        self._advancing = Advancing(bot, clock)

    @property
    def connection(self) -> str:
        return CONNECTION

    @property
    def title(self) -> str:
        with self._bot.units.read() as uow:
            return uow.programmes.get(self._programme_id).name

    def now(self) -> datetime:
        return self._clock.now()

    def settle(self) -> None:
        """Let happen what is due now."""
        self._advancing.settle()

    def stops(self) -> Sequence[Stop]:
        now = self.now()
        with self._bot.units.read() as uow:
            programme = uow.programmes.get(self._programme_id)
            plans = uow.plans.of(programme.id)
            found = [stop for plan in plans for stop in _stops(uow, programme, plan)]
        ahead = {(stop.at, stop.label): stop for stop in found if stop.at > now}
        return sorted(ahead.values(), key=lambda stop: stop.at)[:12]

    def people(self) -> Sequence[PersonCard]:
        with self._bot.units.read() as uow:
            leads = {
                person_id
                for action in uow.actions.of_programme(self._programme_id)
                for person_id in action.people
            }
            cards = [
                PersonCard(
                    native=address.native,
                    name=person.name,
                    about=_about(person),
                    group=_group(person, leads),
                )
                for person in uow.people.of(self._programme_id)
                if person.active and (address := _seat(uow, person)) is not None
            ]
        return sorted(cards, key=lambda card: _GROUPS.index(card.group))

    def channels(self) -> Sequence[ChannelCard]:
        with self._bot.units.read() as uow:
            programme = uow.programmes.get(self._programme_id)
            bodies = uow.meetings.bodies(programme.id)
        natives: dict[str, str] = {}
        for text in programme.digest_channels:
            address = Address.read(text)
            if address.connection == CONNECTION:
                named = next((b.name for b in bodies if text in b.channels), "")
                natives[address.native] = named
        return [
            ChannelCard(native=native, name=f"#{native.removeprefix('#')}", about=about)
            for native, about in natives.items()
        ]

    def actions(self) -> Sequence[ActionCard]:
        now = self.now()
        cards: list[ActionCard] = []
        with self._bot.units.read() as uow:
            programme = uow.programmes.get(self._programme_id)
            for plan in uow.plans.of(programme.id):
                since = cycle_now(uow, programme, plan, now).since
                titles = {h.local_id: h.title for h in uow.plans.headings(plan.id)}
                cards += [
                    ActionCard(
                        key=action.key,
                        title=action.title,
                        heading=titles.get(action.heading, ""),
                        status=action.standing_status(now),
                        due=short_due_words(action.approved) if action.approved else "",
                        markers=tuple(
                            MARKERS[flag]
                            for flag in MARKERS
                            if flag
                            in markers(action, now=now, today=local_day(now), cycle_from=since)
                        ),
                    )
                    for action in uow.actions.of_plan(plan.id)
                    if not action.withdrawn
                ]
        return cards

    def record(self, key: str) -> RecordView | None:
        with self._bot.units.read() as uow:
            action = uow.actions.by_key(self._programme_id, key)
            if action is None:
                return None
            return record_view(uow, action, self.now())

    def advance(self, to: Jump | datetime) -> datetime:
        """See ``Stage.advance``."""
        now = self.now()
        if isinstance(to, datetime):
            return self._advancing.to(max(to, now))
        match to:
            case Jump.NEXT_WORKING_DAY:
                return self._advancing.to(self._next_working_day(now))
            case Jump.NEXT_MEETING:
                return self._advancing.to(self._next_meeting(now))
            case Jump.NEXT_MESSAGE:
                return self._to_next_message(now)

    def _next_working_day(self, now: datetime) -> datetime:
        with self._bot.units.read() as uow:
            programme = uow.programmes.get(self._programme_id)
            working: WorkingDays = working_days(uow, programme)
        following = working.on_or_after(local_day(now) + timedelta(days=1))
        return instant(following, programme.policy.hours.send_at)

    def _next_meeting(self, now: datetime) -> datetime:
        with self._bot.units.read() as uow:
            bodies = {plan.reporting_body for plan in uow.plans.of(self._programme_id)}
            ahead: list[Meeting] = [
                meeting
                for meeting in uow.meetings.of(self._programme_id)
                if meeting.body in bodies and not meeting.cancelled and meeting.starts_at > now
            ]
        if not ahead:
            raise Stuck("No meeting lies ahead on the calendar.")
        return min(meeting.starts_at for meeting in ahead)

    def _to_next_message(self, now: datetime) -> datetime:
        before = self._posts()
        horizon = now + timedelta(days=400)
        at = self._advancing.to(horizon, until=lambda: self._posts() > before)
        if self._posts() == before:
            raise Stuck("No further message is due within a year.")
        return at

    def _posts(self) -> int:
        with self._bot.units.read() as uow:
            posts = uow.console.since(CONNECTION, 0)
        return sum(post.author == "bot" for post in posts)


def _stops(uow: UnitOfWork, programme: Programme, plan: Plan) -> list[Stop]:
    policy = plan.policy or programme.policy
    bodies = {body.code: body.name for body in uow.meetings.bodies(programme.id)}
    stops: list[Stop] = []
    for meeting, cycle in cycles_of(
        uow.meetings.of(programme.id),
        plan.reporting_body,
        policy.cycle,
        policy.hours,
        working_days(uow, programme),
        live_since=programme.live_since,
    ):
        body = bodies.get(meeting.body, meeting.body)
        about = f"{day_month(meeting.day)} {body}"
        stops += [
            Stop(kind=step.value, label=f"{_STEPS[step].capitalize()} ({about})", at=at)
            for step, at in cycle.steps
        ]
        stops.append(
            Stop(kind="meeting", label=f"{body} meets, {day(meeting.day)}", at=meeting.starts_at)
        )
    return stops


def _seat(uow: UnitOfWork, person: Person) -> Address | None:
    return next(
        (
            address
            for address in uow.people.addresses(person.id)
            if address.connection == CONNECTION and address.place is Place.DM
        ),
        None,
    )


def _about(person: Person) -> str:
    """Role and organisation; a person who goes by the role needs it said once."""
    title = person.title if person.title != person.name else None
    return ", ".join(filter(None, (title, person.organisation)))


def _group(person: Person, leads: set[int]) -> str:
    if person.is_office:
        return "Programme office"
    if person.chairs:
        return "Chairs"
    if person.id in leads:
        return "Action leads"
    if person.partnership_leads:
        return "Partnership leads"
    return "Others"
