"""The ports: what handlers, scheduler and delivery need of the world, one page of Protocols.

``store`` implements the unit of work and what hangs on it; each platform implements ``Messenger``.
Every method may raise ``Unavailable``; other errors are named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import TracebackType
from typing import Protocol, Self, runtime_checkable

from bot.domain.actions import Action, Measure, Milestone, Reading, Snooze
from bot.domain.calendar import Body, Meeting, Rhythm, Term
from bot.domain.cycle import Digest, StepRecord
from bot.domain.messages import Outcome, Outgoing
from bot.domain.people import Absence, Address, Delegation, Match, Person
from bot.domain.plans import Finding
from bot.domain.programme import Connection, Heading, Plan, Programme
from bot.domain.requests import Request
from bot.domain.touches import Touch
from bot.domain.updates import Update


class Unavailable(Exception):
    """The database cannot be used just now: busy past its timeout, or gone. Try again later."""


class DeadlineExceeded(Unavailable):
    """An inbound unit of work ran past its own deadline: roll back, answer 503, never success."""


class Clock(Protocol):
    """The only source of "now"."""

    def now(self) -> datetime:
        """The present instant, UTC."""


class Programmes(Protocol):
    def all(self) -> Sequence[Programme]: ...
    def get(self, programme_id: int) -> Programme: ...
    def by_code(self, code: str) -> Programme | None: ...
    def save(self, programme: Programme) -> Programme:
        """Add (id 0) or change; gives it back with its id."""

    def connections(self, programme_id: int) -> Sequence[Connection]: ...
    def connection(self, name: str) -> Connection | None: ...
    def save_connection(self, connection: Connection) -> Connection: ...
    def terms(self, programme_id: int) -> Sequence[Term]: ...
    def save_terms(self, programme_id: int, terms: Iterable[Term]) -> None: ...


class People(Protocol):
    def get(self, person_id: int) -> Person: ...
    def many(self, person_ids: Iterable[int]) -> Mapping[int, Person]: ...
    def of(self, programme_id: int) -> Sequence[Person]: ...
    def by_address(self, connection: str, native: str) -> Sequence[Person]:
        """The person with this verified id, once per programme they belong to."""

    def save(self, person: Person) -> Person: ...
    def addresses(self, person_id: int) -> Sequence[Address]:
        """Those that messages arrive at, preferred first."""

    def all_addresses(self, person_id: int) -> Sequence[Address]:
        """Those at which nothing arrives just now as well (``Reachability``)."""

    def add_address(self, person_id: int, address: Address, *, preferred: bool = False) -> None: ...
    def remove_address(self, person_id: int, address: Address) -> None: ...
    def matches(self, programme_id: int) -> Sequence[Match]:
        """Accounts found by e-mail, whatever became of them."""

    def matches_at(self, connection: str, native: str) -> Sequence[Match]:
        """Those of this account."""

    def save_match(self, match: Match) -> Match: ...
    def absences(self, person_ids: Iterable[int], *, from_day: date) -> Sequence[Absence]:
        """Not undone, ending on or after ``from_day``."""

    def save_absence(self, absence: Absence) -> Absence: ...
    def delegations(self, programme_id: int) -> Sequence[Delegation]: ...
    def add_delegation(self, programme_id: int, delegation: Delegation) -> None: ...
    def due_for_touch(self, now: datetime, *, limit: int, after: int = 0) -> Sequence[Person]:
        """Active people of live and shadow programmes with ``next_touch_at`` ≤ now, by id; indexed."""

    def next_touch_at(self) -> datetime | None:
        """The earliest of all, of live and shadow programmes."""

    def wake(self, person_ids: Iterable[int], at: datetime) -> None:
        """Look at these people no later than ``at``: something that their touches hang on has changed."""

    def wake_all(self, programme_id: int, at: datetime) -> None: ...


class Plans(Protocol):
    def get(self, plan_id: int) -> Plan: ...
    def of(self, programme_id: int) -> Sequence[Plan]: ...
    def by_code(self, programme_id: int, code: str) -> Plan | None: ...
    def save(self, plan: Plan) -> Plan: ...
    def headings(self, plan_id: int) -> Sequence[Heading]: ...
    def save_heading(self, heading: Heading) -> Heading: ...
    def save_findings(self, plan_id: int, at: datetime, findings: Iterable[Finding]) -> None: ...
    def findings(self, plan_id: int) -> Sequence[Finding]:
        """Those of the newest import."""


class Actions(Protocol):
    def get(self, action_id: int) -> Action: ...
    def many(self, action_ids: Iterable[int]) -> Sequence[Action]: ...
    def by_key(self, programme_id: int, key: str) -> Action | None: ...
    def of_plan(self, plan_id: int) -> Sequence[Action]:
        """In the plan's order, withdrawn ones too, with milestones and measures."""

    def of_programme(self, programme_id: int) -> Sequence[Action]: ...
    def of_people(self, person_ids: Iterable[int]) -> Sequence[Action]:
        """Those that any of these people lead, not withdrawn, in the plan's order."""

    def save(self, action: Action) -> Action:
        """Add or change the action row and its leads (not its milestones or measures)."""

    def save_milestone(self, milestone: Milestone, action_ids: Iterable[int]) -> Milestone: ...
    def save_measure(self, measure: Measure, action_ids: Iterable[int]) -> Measure: ...
    def add_reading(self, reading: Reading) -> Reading:
        """Add it; a reading that was undone is no longer among its measure's."""

    def milestone(self, milestone_id: int) -> Milestone: ...
    def add_update(self, update: Update) -> Update:
        """Append; updates are never changed (words alone can be redacted)."""

    def updates(self, action_id: int) -> Sequence[Update]:
        """Oldest first."""

    def updates_since(self, plan_id: int, since: datetime) -> Sequence[Update]:
        """Of all the plan's actions, at or after ``since``, oldest first."""

    def updates_of_batch(self, batch: str) -> Sequence[Update]: ...
    def updates_of_milestone(self, milestone_id: int) -> Sequence[Update]:
        """Everything said of it through any action, with the undoing of it; oldest first."""

    def last_batch(self, person_id: int) -> str | None:
        """The newest batch this person made that is not undone."""

    def batch_author(self, batch: str) -> int | None:
        """Who made this batch; ``None`` where nobody did, or it is undone."""

    def save_snooze(self, snooze: Snooze) -> Snooze: ...
    def snoozes(self, person_ids: Iterable[int], *, from_day: date) -> Sequence[Snooze]:
        """Not undone, with ``until`` ≥ from_day."""

    def undo_batch(self, batch: str) -> None:
        """Mark this batch's snoozes, absences and readings undone (updates are undone by an UNDO update)."""


class Meetings(Protocol):
    def bodies(self, programme_id: int) -> Sequence[Body]: ...
    def save_body(self, body: Body) -> Body: ...
    def rhythms(self, programme_id: int) -> Sequence[Rhythm]: ...
    def save_rhythms(self, programme_id: int, body: str, rhythms: Iterable[Rhythm]) -> None:
        """Replace that body's rhythms."""

    def get(self, meeting_id: int) -> Meeting: ...
    def of(self, programme_id: int) -> Sequence[Meeting]:
        """All of them, cancelled too, by day."""

    def save(self, meeting: Meeting) -> Meeting: ...


class Requests(Protocol):
    def get(self, request_id: int) -> Request: ...
    def save(self, request: Request) -> Request: ...
    def open(self, programme_id: int) -> Sequence[Request]: ...
    def of_action(self, action_id: int) -> Sequence[Request]: ...
    def of_batch(self, batch: str) -> Sequence[Request]: ...


class Touches(Protocol):
    def add(self, touches: Iterable[Touch]) -> Sequence[Touch]:
        """Add those not there yet (unique by person, item, kind, day); gives back the ones added."""

    def save(self, touch: Touch) -> Touch: ...
    def of_person(self, person_id: int, *, from_day: date) -> Sequence[Touch]:
        """For days on or after ``from_day``."""

    def of_message(self, message_key: str) -> Sequence[Touch]: ...
    def of_programme(
        self, programme_id: int, *, from_day: date, to_day: date
    ) -> Sequence[Touch]: ...


class Cycles(Protocol):
    def steps(self, plan_id: int, meeting_id: int) -> Sequence[StepRecord]: ...
    def add_step(self, record: StepRecord) -> bool:
        """False where it stands already (unique by plan, meeting, edition, step, rung)."""

    def digest(self, plan_id: int, meeting_id: int, edition: int | None = None) -> Digest | None:
        """The newest edition where none is named."""

    def digests(self, plan_id: int) -> Sequence[Digest]:
        """Oldest first."""

    def save_digest(self, digest: Digest) -> Digest: ...
    def next_due(self, programme_id: int) -> datetime | None:
        """When the programme's cycle is to be looked at next: derived, like a person's next_touch_at."""

    def set_next_due(self, programme_id: int, at: datetime | None) -> None: ...
    def programmes_due(self, now: datetime) -> Sequence[int]: ...
    def earliest_due(self) -> datetime | None: ...


@dataclass(frozen=True, kw_only=True)
class OpenQuestion:
    """What the bot asked and has had no answer to; at most one per person and conversation (R12)."""

    id: int = 0
    programme_id: int
    person_id: int
    where: Address
    thread: str | None = None
    code: str
    """narrative, which_action, which_colour, confirm, agree, …"""
    asked_at: datetime
    state: Mapping[str, object] = field(default_factory=dict)
    """What would be saved once answered: JSON."""
    answered: bool = False


class Conversations(Protocol):
    def open_question(
        self, person_id: int, where: Address, *, thread: str | None, since: datetime
    ) -> OpenQuestion | None:
        """That of the thread, else the newest there asked at or after ``since``, unanswered."""

    def get(self, question_id: int) -> OpenQuestion | None:
        """One question by its id, answered or not: its buttons carry the id."""

    def ask(self, question: OpenQuestion) -> OpenQuestion:
        """Store it; an older open one of the same person and conversation is closed."""

    def close(self, question_id: int) -> None: ...
    def save(self, question: OpenQuestion) -> OpenQuestion: ...


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How somebody or some place is reached on a platform that wants to be told, and whether it still is."""

    connection: str
    native: str
    """As in ``Address``."""
    reference: Mapping[str, str] = field(default_factory=dict)
    """The platform's own: where to send, as it last said. Empty where it has said nothing yet."""
    seen_at: datetime | None = None
    unreachable_since: datetime | None = None
    reason: str | None = None
    """Why nothing arrives there, and what to do: one sentence for the programme office."""


class Reachability(Protocol):
    def get(self, connection: str, native: str) -> Reach | None: ...
    def keep(self, reach: Reach) -> None:
        """Add it, or put it in the place of what was known of the same native id."""

    def of(self, connection: str, *, most: int | None = None) -> Sequence[Reach]:
        """All of a connection, or the first of them: the one that was heard from last comes first."""


class Inbox(Protocol):
    def claim(self, event_key: str, connection: str, at: datetime) -> Outcome | None:
        """Claim an event once. ``None``: it is ours to handle. An outcome: it was handled before, and
        this was its answer."""

    def settle(self, event_key: str, connection: str, outcome: Outcome) -> None:
        """Keep the answer with the claim, in the same transaction."""

    def claimed_at(self, event_key: str, connection: str) -> datetime | None:
        """When the event was claimed; ``None``: it has not been."""


class Outbox(Protocol):
    def put(self, message: Outgoing) -> Outgoing | None:
        """Add it; ``None`` where its key stands already."""

    def by_key(self, key: str) -> Outgoing | None: ...
    def rebuild(self, row_id: int, message: Outgoing) -> bool:
        """Replace the content of a row that is still queued; False where it is no longer."""

    def drop(self, row_id: int) -> bool:
        """Take back a row that is still queued."""

    def drop_to(self, address: Address) -> None:
        """Take back every row to that place that is still queued."""

    def claim(
        self,
        now: datetime,
        *,
        limit: int,
        lease_seconds: int = 120,
        without: Collection[str] = (),
    ) -> Sequence[Outgoing]:
        """Lease due rows (queued, not_before ≤ now, parent sent), most urgent first; each to one caller.

        Rows whose lease has run out come back too, as IN_DOUBT. ``without``: connections whose rows are left
        to somebody else.
        """

    def mark_sent(self, row_id: int, at: datetime, platform_id: str | None) -> None: ...
    def mark_retry(
        self, row_id: int, not_before: datetime, error: str, *, counts: bool = True
    ) -> None:
        """Queue it again. ``counts``: whether this was an attempt; to wait for its turn is none."""

    def mark_failed(self, row_id: int, error: str) -> None: ...
    def mark_doubt(self, row_id: int, *, repeat: bool, now: datetime) -> None:
        """Count a doubt and queue it again; ``repeat``: to be marked as a repeat when sent."""

    def set_platform_id(self, row_id: int, platform_id: str) -> None:
        """Keep a file's id before its upload completes (decision 4)."""

    def next_due(self, *, without: Collection[str] = ()) -> datetime | None:
        """The earliest instant at which ``claim`` would give something."""

    def about(
        self, where: Address, *, thread: str | None, person_id: int | None
    ) -> Outgoing | None:
        """The sent message that a reply there answers: the thread's head (or the newest bot message in
        that thread), else the newest with items to that person there."""

    def shown(self, connection: str, platform_id: str) -> Sequence[Outgoing]:
        """The sent messages of this platform id, which another conversation may have too, and what was
        put in their place; oldest first."""

    def sent_to_person(
        self, person_id: int, *, kinds: Iterable[str], since: datetime
    ) -> Sequence[Outgoing]:
        """Rows (queued or sent) of these message kinds created for the person since then."""

    def listing(self, *, states: Iterable[str] = (), limit: int = 200) -> Sequence[Outgoing]: ...
    def retry(self, row_id: int, now: datetime) -> bool:
        """Queue a failed row again."""

    def doubt_count(self) -> int: ...


@dataclass(frozen=True, kw_only=True)
class Event:
    """One change, for the audit chain (R16)."""

    programme_id: int
    at: datetime
    actor_id: int | None
    """The person; ``None`` for the system itself."""
    through: str
    kind: str
    """Past tense: status_reported, request_granted, digest_posted, …"""
    subject: str
    """An action's key, a meeting, a person's id: never words."""
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """A stored event with its place in the chain; ``erased`` where a tombstone stands for its words."""

    seq: int
    event: Event
    hash: str
    erased: bool = False


@dataclass(frozen=True, kw_only=True)
class ChainReport:
    programme_id: int
    entries: int
    tombstones: int
    broken_at: int | None
    """The first entry that does not verify; ``None`` for a whole chain."""


class Audit(Protocol):
    def record(self, event: Event) -> AuditEntry: ...
    def of_subject(self, programme_id: int, subject: str) -> Sequence[AuditEntry]:
        """Oldest first."""

    def erase(self, programme_id: int, seq: int, *, at: datetime) -> None:
        """Erase words and names, leaving a tombstone that still verifies."""

    def verify(self, programme_id: int) -> ChainReport: ...


@dataclass(frozen=True, kw_only=True)
class ConsolePost:
    """One message in the console's own rooms: the console platform is a chat system of ours."""

    id: int = 0
    connection: str
    room: str
    """"#name" for a channel, "@native" for a person's DM with the bot."""
    thread: int | None = None
    author: str
    """Native id of a person, or "bot"."""
    at: datetime
    text: str = ""
    key: str | None = None
    """The outbox key of a bot's message: how the console can be asked whether it arrived."""
    payload: str = ""
    """The bot's OutboundMessage as JSON."""
    only_for: str | None = None
    """Native id of the one who sees it (ephemeral)."""


class ConsolePosts(Protocol):
    def add(self, post: ConsolePost) -> ConsolePost: ...
    def replace(self, post_id: int, payload: str, text: str) -> None: ...
    def by_key(self, connection: str, key: str) -> ConsolePost | None: ...
    def get(self, post_id: int) -> ConsolePost | None: ...
    def since(self, connection: str, post_id: int) -> Sequence[ConsolePost]: ...


class UnitOfWork(Protocol):
    """One transaction. Leaving the block without ``commit`` rolls back everything."""

    programmes: Programmes
    people: People
    plans: Plans
    actions: Actions
    meetings: Meetings
    requests: Requests
    touches: Touches
    cycles: Cycles
    conversations: Conversations
    reachability: Reachability
    inbox: Inbox
    outbox: Outbox
    audit: Audit
    console: ConsolePosts

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
    def commit(self) -> None:
        """:raises DeadlineExceeded: past the unit's own deadline."""

    def rollback(self) -> None: ...


class Units(Protocol):
    """Opens units of work."""

    def write(self, *, deadline_seconds: float | None = None) -> UnitOfWork:
        """A writing transaction, begun at once (SQLite: BEGIN IMMEDIATE)."""

    def read(self) -> UnitOfWork:
        """A reading one: a consistent snapshot; commit does nothing."""


class SendError(StrEnum):
    """Vendor errors, classified once, in the messenger."""

    RATE_LIMITED = "rate_limited"
    TRANSIENT = "transient"
    UNREACHABLE = "unreachable"
    """The person or channel cannot be reached and will not be by trying again."""
    REFUSED = "refused"
    """The message or our credentials were refused: the programme office has to act."""


class NotSent(Exception):
    """A send that certainly did not arrive."""

    def __init__(self, error: SendError, detail: str, *, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.error = error
        self.detail = detail
        self.retry_after = retry_after


class InDoubt(Exception):
    """A send that may or may not have arrived (time-out, connection lost)."""


class Messenger(Protocol):
    """Brings one outbox row to a platform."""

    platform: str

    @property
    def can_be_asked(self) -> bool:
        """Whether ``find`` can tell if a post arrived."""

    def send(self, row: Outgoing, *, thread: str | None) -> str | None:
        """Send it and give back the platform's id of it.

        :raises NotSent: it did not arrive.
        :raises InDoubt: nobody can say.
        """

    def find(self, row: Outgoing, *, thread: str | None) -> str | None:
        """The platform id of a post whose lease ran out, or ``None``: it never arrived.

        :raises NotSent: the platform could not be asked just now.
        """


@runtime_checkable
class Expands(Protocol):
    """A messenger whose platform may need several visible effects for one message."""

    def expand(self, row: Outgoing) -> Sequence[Outgoing]:
        """The row as one effect within the platform's limits, and the rows that follow it, if any, with
        keys and parents of their own. Always the same for the same row (DESIGN.md, decision 4).

        Where a follower's ``facts`` say ``beside: parent``, it stands in its parent's own thread, not
        in one under it.
        """
