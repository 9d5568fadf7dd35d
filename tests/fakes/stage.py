"""A small scripted programme behind the console page: what it shows, and a bot that answers by rote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from threading import Event, Lock

from bot.domain.calendar import instant, to_local
from bot.domain.messages import (
    Button,
    Buttons,
    Commanded,
    Effect,
    FieldErrors,
    Form,
    Inbound,
    Input,
    Nothing,
    OpenForm,
    Option,
    OutboundMessage,
    Outcome,
    Outgoing,
    Paragraph,
    Pressed,
    Replace,
    Run,
    Said,
    Submitted,
    literal,
    plain,
    strong,
)
from bot.domain.people import Address, Place
from bot.domain.status import Limb, Status
from bot.platforms.console.messenger import ConsoleMessenger
from bot.platforms.console.rooms import dm_of
from bot.platforms.console.stage import (
    ActionCard,
    AuditLine,
    ChannelCard,
    DateLine,
    HistoryLine,
    Jump,
    Labelled,
    PersonCard,
    RecordView,
    Stop,
    Stuck,
    ViewLine,
)

CONNECTION = "console"
ADA, NOOR, CY = "ada", "noor", "cy"
CHANNEL = "#executive-leadership"

PEOPLE = (
    PersonCard(
        native=ADA, name="Ada Quill", about="Head of Assessment, Council", group="Action leads"
    ),
    PersonCard(
        native=NOOR,
        name="Noor Bell",
        about="Children's Therapies Manager, NHS",
        group="Action leads",
    ),
    PersonCard(
        native="petra",
        name="Petra Vane",
        about="Director of Education, Council",
        group="Partnership leads",
    ),
    PersonCard(
        native=CY, name="Cy Marsh", about="Joint chair, Executive Leadership Group", group="Chairs"
    ),
    PersonCard(native="mel", name="Mel Tarn", about="Programme officer", group="Programme office"),
)
CHANNELS = (
    ChannelCard(native=CHANNEL, name=CHANNEL, about="Where the digest is posted before each Board"),
    ChannelCard(native="#programme-office", name="#programme-office", about="The office's own"),
)
ACTIONS = (
    ActionCard(
        key="PA1-1.1.1",
        title="Educational psychology capacity",
        heading="Priority 1: Identify needs early",
        status=Status.AMBER,
        due="Oct 2023",
        markers=("green, but forecast late",),
    ),
    ActionCard(
        key="PA1-1.2.1",
        title="Staff the assessment team",
        heading="Priority 1: Identify needs early",
        status=Status.GREEN,
        due="Oct 2023",
    ),
    ActionCard(
        key="PA1-2.1.1",
        title="Annual reviews on time, every time, in every phase of education",
        heading="Priority 1: Identify needs early",
        status=Status.NOT_REPORTED,
        due="May 2024",
    ),
    ActionCard(
        key="PA2-1.1.1",
        title="One therapy waiting list",
        heading="Priority 2: Health provision",
        status=Status.RED,
        due="Sept 2023",
        markers=("overdue", "joint position awaited"),
    ),
    ActionCard(
        key="PA2-1.1.2",
        title="Publish what families can expect",
        heading="Priority 2: Health provision",
        status=Status.BLUE,
        due="June 2023",
    ),
    ActionCard(
        key="PA2-2.1.1",
        title="Neurodevelopmental pathway",
        heading="Priority 2: Health provision",
        status=Status.GREY,
        due="Spring term 2024",
    ),
)
RECORD = RecordView(
    key="PA1-1.1.1",
    title="Educational psychology capacity",
    heading="Priority 1: Identify needs early",
    status=Status.AMBER,
    markers=("overdue",),
    leads=(Labelled(label="Ada Quill", text="Head of Assessment, Council"),),
    dates=(
        DateLine(label="Original", text="October 2023", day="31 October 2023"),
        DateLine(label="Agreed", text="October 2023", day="31 October 2023"),
        DateLine(label="Forecast", text="30 November 2023", day="30 November 2023"),
    ),
    slip="One month later than agreed; no approved change",
    limbs=(Limb.DATES,),
    narrative=(
        Labelled(label="Now", text="Agency cover starts 9 October; two posts still vacant."),
        Labelled(label="Next", text="Re-advertise by Fri 6 October (Ada Quill)."),
    ),
    still_to_come="what happens if it is not fixed",
    views=(
        ViewLine(who="Council", status=Status.AMBER),
        ViewLine(
            who="NHS",
            status=Status.GREEN,
            narrative=(Labelled(label="Now", text="Both posts offered on 2 October."),),
        ),
    ),
    milestones=(Labelled(label="30 September 2023", text="Posts advertised (see PA1-1.2.1)"),),
    history=(
        HistoryLine(
            at="2 October 2023, 09:41",
            who="Ada Quill",
            what="Amber (was Green)",
            status=Status.AMBER,
            words="1.1.1 amber, agency starts 9 oct, 2 vacancies",
            details=(Labelled(label="Forecast", text="30 November 2023"),),
        ),
        HistoryLine(
            at="4 September 2023, 10:02",
            who="Ada Quill",
            what="Red",
            status=Status.RED,
            words="sorry, wrong one",
            undone=True,
        ),
    ),
    audit=(
        AuditLine(
            seq=41,
            at="2 October 2023, 09:41",
            who="Ada Quill",
            what="status_reported PA1-1.1.1",
            hash="9f2c4be1d07a55c3e8aa",
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Due:
    """A message that is sent when the clock reaches its instant."""

    at: datetime
    address: Address
    message: OutboundMessage
    key: str


class ScriptedStage:
    """A ``Stage`` whose clock sends what it was given, each at its instant."""

    connection = CONNECTION

    def __init__(
        self, messenger: ConsoleMessenger, *, title: str = "Westmere improvement plan"
    ) -> None:
        self.title = title
        self._messenger = messenger
        self._now = instant(date(2023, 9, 28), time(9, 30))
        self._due: list[Due] = []
        self._records = {RECORD.key: RECORD}
        self._lock = Lock()
        self.gate: Event | None = None
        """Where one is set up, ``advance`` waits at it: for tests of what happens meanwhile."""
        self.moving = Event()

    # --- the protocol ---

    def now(self) -> datetime:
        return self._now

    def stops(self) -> Sequence[Stop]:
        stops = (
            Stop(kind="call", label="Call for updates", at=instant(date(2023, 9, 28), time(9, 30))),
            Stop(kind="cut_off", label="Cut-off", at=instant(date(2023, 10, 6), time(17))),
            Stop(
                kind="digest",
                label="Digest to the leadership channel",
                at=instant(date(2023, 10, 16), time(9, 30)),
            ),
            Stop(
                kind="meeting",
                label="Improvement Board",
                at=instant(date(2023, 10, 24), time(10)),
            ),
        )
        return [stop for stop in stops if stop.at > self._now]

    def people(self) -> Sequence[PersonCard]:
        return PEOPLE

    def channels(self) -> Sequence[ChannelCard]:
        return CHANNELS

    def actions(self) -> Sequence[ActionCard]:
        return [
            replace(card, status=self._records[card.key].status)
            if card.key in self._records
            else card
            for card in ACTIONS
        ]

    def record(self, key: str) -> RecordView | None:
        card = next((card for card in ACTIONS if card.key == key), None)
        if card is None:
            return None
        return self._records.get(key) or RecordView(
            key=key, title=card.title, heading=card.heading, status=card.status
        )

    def advance(self, to: Jump | datetime) -> datetime:
        goal = self._goal(to)
        self.moving.set()
        if self.gate is not None:
            self.gate.wait(20)
        while due := next((one for one in self._due if one.at <= goal), None):
            self._due.remove(due)
            self._now = max(self._now, due.at)
            self.post(due.address, due.message, key=due.key)
        self._now = max(self._now, goal)
        return self._now

    def _goal(self, to: Jump | datetime) -> datetime:
        match to:
            case Jump.NEXT_WORKING_DAY:
                tomorrow = to_local(self._now).date() + timedelta(days=1)
                return instant(tomorrow, time(9, 30))
            case Jump.NEXT_MESSAGE:
                if not self._due:
                    raise Stuck("No message lies ahead.")
                return min(one.at for one in self._due)
            case Jump.NEXT_MEETING:
                return instant(date(2023, 10, 24), time(10))
            case datetime():
                return to

    # --- for the tests ---

    def plan(self, at: datetime, address: Address, message: OutboundMessage, *, key: str) -> None:
        """Send a message when the clock reaches ``at``."""
        self._due.append(Due(at=at, address=address, message=message, key=key))
        self._due.sort(key=lambda one: one.at)

    def post(
        self,
        address: Address,
        message: OutboundMessage,
        *,
        key: str,
        thread: str | None = None,
        effect: Effect = Effect.POST,
        target: str | None = None,
    ) -> str:
        """Send a message now and give back its id on the console."""
        row = Outgoing(
            programme_id=1,
            address=address,
            key=key,
            not_before=self._now,
            message=message,
            effect=effect,
            target=target,
        )
        sent = self._messenger.send(row, thread=thread)
        assert sent is not None
        return sent

    def report(self, key: str, status: Status, *, who: str, words: str) -> None:
        """Put a status and its words on the record."""
        with self._lock:
            known = self.record(key)
            assert known is not None
            line = HistoryLine(
                at=f"{to_local(self._now):%d %B %Y, %H:%M}",
                who=who,
                what=f"{status.word} (was {known.status.word})",
                status=status,
                words=words,
            )
            self._records[key] = replace(known, status=status, history=(line, *known.history))


class ScriptedBot:
    """Answers what the page brings: echoes what it was told, opens a form, finds its mistakes."""

    def __init__(self, stage: ScriptedStage) -> None:
        self._stage = stage
        self._answers: dict[str, Outcome] = {}
        self.heard: list[Inbound] = []
        """Everything that was brought, repeats included."""

    def receive(self, inbound: Inbound) -> Outcome:
        self.heard.append(inbound)
        if inbound.event_key not in self._answers:
            self._answers[inbound.event_key] = self._answer(inbound)
        return self._answers[inbound.event_key]

    def _answer(self, inbound: Inbound) -> Outcome:
        if not inbound.addressed:
            return Nothing()
        match inbound.content:
            case Said(text=text):
                self._echo(inbound, text)
            case Commanded(text=text):
                self._stage.post(
                    dm_of(CONNECTION, inbound.sender),
                    say(plain("You asked: "), literal(text)),
                    key=f"command:{inbound.event_key}",
                    effect=Effect.EPHEMERAL,
                )
            case Pressed(verb="update_form", item=item):
                return OpenForm(form=update_form(item or ""))
            case Pressed(verb="undo"):
                return Replace(message=say(plain("Undone: it is as it was.")))
            case Pressed():
                self._echo(inbound, f"{inbound.content.item} {inbound.content.value}")
            case Submitted(fields=fields):
                if fields["status"] == Status.AMBER and not fields["position"]:
                    return FieldErrors(errors={"position": "Say what holds it up, in a line."})
                self._echo(inbound, fields["position"], Status(fields["status"]))
        return Nothing()

    def _echo(self, inbound: Inbound, words: str, status: Status = Status.AMBER) -> None:
        name = next(person.name for person in PEOPLE if person.native == inbound.sender)
        self._stage.report(RECORD.key, status, who=name, words=words)
        openly = inbound.where.place is Place.CHANNEL and inbound.thread is None
        self._stage.post(
            dm_of(CONNECTION, inbound.sender) if openly else inbound.where,
            OutboundMessage(
                blocks=(
                    Paragraph(
                        runs=(
                            plain("Saved: "),
                            strong(RECORD.key),
                            plain(f" {status.label}. "),
                            literal(words),
                        )
                    ),
                    Buttons(
                        buttons=(
                            Button(label="Undo", verb="undo", value="b1"),
                            Button(label="Change", verb="update_form", item=RECORD.key),
                        )
                    ),
                ),
                summary=f"Saved: {RECORD.key}",
                items=(RECORD.key,),
                kind="echo",
            ),
            key=f"echo:{inbound.event_key}",
            thread=inbound.thread,
        )


def say(*runs: Run, buttons: Sequence[Button] = (), items: tuple[str, ...] = ()) -> OutboundMessage:
    """A message of one paragraph, with buttons under it where there are any."""
    blocks = (Paragraph(runs=runs), *((Buttons(buttons=tuple(buttons)),) if buttons else ()))
    text = "".join(run.text for run in runs)
    return OutboundMessage(blocks=blocks, summary=text, items=items)


def update_form(key: str) -> Form:
    """A form with a field of every kind."""
    return Form(
        name="update",
        title=f"Update {key}",
        value=key,
        inputs=(
            Input(
                name="status",
                label="Colour",
                kind="choice",
                required=True,
                options=tuple(
                    Option(value=s.value, label=s.label)
                    for s in (Status.GREEN, Status.AMBER, Status.RED, Status.GREY)
                ),
            ),
            Input(
                name="position",
                label="Where it stands",
                kind="long_text",
                hint="What is so, and why",
                max_length=1000,
            ),
            Input(
                name="limbs",
                label="At risk",
                kind="choices",
                hint="For Amber and Red",
                options=(
                    Option(value="dates", label="The dates"),
                    Option(value="impact", label="The impact"),
                ),
            ),
            Input(
                name="forecast",
                label="You now expect it by",
                kind="date",
                hint="Agreed date: October 2023",
            ),
            Input(name="evidence", label="Evidence", kind="text", hint="A link"),
        ),
    )


def channel(native: str = CHANNEL) -> Address:
    """The address of a channel."""
    return Address(connection=CONNECTION, place=Place.CHANNEL, native=native)
