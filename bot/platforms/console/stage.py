"""What the console page needs of the running programme: its people and rooms, its plan, its clock.

The composition root implements ``Stage``; the page never sees the record itself, only these views.
Whatever is text here and was written by a user or stands in the plan is shown letter for letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.domain.status import Limb, Status


class Jump(StrEnum):
    """Where the clock can be sent without naming a date."""

    NEXT_WORKING_DAY = "next_working_day"
    NEXT_MESSAGE = "next_message"
    """The first instant at which a message falls due."""
    NEXT_MEETING = "next_meeting"
    """The start of the reporting body's next meeting."""


@dataclass(frozen=True, kw_only=True)
class PersonCard:
    """Somebody whose seat one can take. ``native`` is their id on the console connection."""

    native: str
    name: str
    about: str = ""
    """One line: role and organisation."""
    group: str = "People"
    """Under which heading the page lists them: leads, chairs, programme office, …"""


@dataclass(frozen=True, kw_only=True)
class ChannelCard:
    """A channel of the console connection; ``native`` is what its address holds."""

    native: str
    name: str
    """With its sign: ``#executive-leadership``."""
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class ActionCard:
    """One line of the plan at a glance."""

    key: str
    title: str
    heading: str
    status: Status
    due: str = ""
    """The agreed date, short: ``Oct 2023``."""
    markers: tuple[str, ...] = ()
    """In words: ``overdue``, ``completion claimed, awaiting the Board``."""


@dataclass(frozen=True, kw_only=True)
class DateLine:
    """One of the three dates (R4). ``text`` is how it was written, ``day`` what it resolves to."""

    label: str
    text: str
    day: str = ""


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A labelled stretch of somebody's words."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ViewLine:
    """What one organisation, or a partnership lead, holds of the action, beside its status."""

    who: str
    status: Status
    note: str = ""
    narrative: tuple[Labelled, ...] = ()
    """Its own reasons, where they are disputed or not those that stand."""


@dataclass(frozen=True, kw_only=True)
class HistoryLine:
    """One update of the action, undone ones among them."""

    at: str
    """Local, as read by people: ``2 October 2023, 09:41``."""
    who: str
    what: str
    status: Status | None = None
    words: str = ""
    details: tuple[Labelled, ...] = ()
    undone: bool = False


@dataclass(frozen=True, kw_only=True)
class AuditLine:
    """One entry of the audit chain (R16)."""

    seq: int
    at: str
    who: str
    what: str
    hash: str


@dataclass(frozen=True, kw_only=True)
class RecordView:
    """Everything the right-hand panel tells of one action."""

    key: str
    title: str
    heading: str
    status: Status
    markers: tuple[str, ...] = ()
    """In words, as in ``ActionCard``."""
    leads: tuple[Labelled, ...] = ()
    """Label: the name; text: role and organisation."""
    dates: tuple[DateLine, ...] = ()
    """Original, agreed, forecast."""
    slip: str = ""
    """Forecast against agreed, and how many changes were approved; empty where there is no forecast."""
    limbs: tuple[Limb, ...] = ()
    """What is at risk, for a status that needs telling (R3)."""
    narrative: tuple[Labelled, ...] = ()
    """What stands now: Now, Next, If not, Back to green, Ask, Evidence."""
    still_to_come: str = ""
    """What is missing, in words to stand after "Still to come:"; empty where nothing is."""
    views: tuple[ViewLine, ...] = ()
    """Other organisations' and partnership leads' own; empty where one view is all there is."""
    milestones: tuple[Labelled, ...] = ()
    """Label: when it is due; text: what it is."""
    history: tuple[HistoryLine, ...] = ()
    """Newest first."""
    audit: tuple[AuditLine, ...] = ()
    """Newest first."""


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A named instant ahead that the clock can be sent to: call, cut-off, draft, digest, meeting."""

    kind: str
    label: str
    """As the page shows it: ``Digest posted``."""
    at: datetime
    """UTC."""


class Stage(Protocol):
    """The programme as the console shows it. Called from worker threads, several at once.

    Reading must not wait for ``advance``: the page is live while the clock moves.
    """

    @property
    def connection(self) -> str:
        """The name of the console connection, as its addresses bear it."""

    @property
    def title(self) -> str:
        """The programme's name."""

    def now(self) -> datetime:
        """The programme's present instant, UTC."""

    def stops(self) -> Sequence[Stop]:
        """What lies ahead, soonest first."""

    def people(self) -> Sequence[PersonCard]:
        """Everybody with an address on the console connection, in the order the page lists them;
        those of one ``group`` stand together. Read once per page and once per deed."""

    def channels(self) -> Sequence[ChannelCard]:
        """The channels of the console connection."""

    def actions(self) -> Sequence[ActionCard]:
        """All that are not withdrawn, in the plan's order. Read at every change: keep it cheap."""

    def record(self, key: str) -> RecordView | None:
        """One action's record as it stands now; ``None`` for a key that is no action's."""

    def advance(self, to: Jump | datetime) -> datetime:
        """Move the clock, letting everything that falls due on the way happen, each at its own
        instant; gives back where the clock stands then. It never moves back: an instant not after
        ``now`` changes nothing.

        :raises Stuck: there is nowhere to go (no message or meeting lies ahead).
        """


class Stuck(Exception):
    """There is nothing ahead to move the clock to; the text is one sentence for the user."""
