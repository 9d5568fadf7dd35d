"""The daily reminder: one short message, every item answerable on its own, all of them in one sentence (R7).

The first that somebody gets introduces the bot (R12).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.actions import Action, ItemKind
from bot.domain.calendar import local_day, to_local
from bot.domain.dates import Due, Precision
from bot.domain.messages import (
    Block,
    Button,
    Buttons,
    OutboundMessage,
    Paragraph,
    Run,
    Runs,
    StatusRow,
    literal,
    plain,
)
from bot.domain.status import OPEN_COLOURS, Status
from bot.domain.touches import Touch, TouchKind
from bot.domain.verbs import MessageKind, Verb
from bot.phrasing.words import (
    clock_time,
    counted,
    day,
    day_month,
    join_names,
    number,
    sentence,
    short_due_words,
    shortened,
)

#: Items beyond so many have one button each, for the form: a wall of buttons is no reminder.
_WITH_ALL_BUTTONS = 10


@dataclass(frozen=True, kw_only=True)
class Line:
    """One action that the message asks about, with every touch it is asked for."""

    action: Action
    status: Status
    """The colour that stands now."""
    touches: tuple[Touch, ...]
    organisations: tuple[str, ...] = ()
    """The other organisations whose leads are asked too (R7, joint leads)."""
    colleagues: tuple[str, ...] = ()
    """Names of the joint leads of the reader's own organisation, asked too."""
    for_person: str | None = None
    """Whose item it is, where the reader stands in."""
    last_overdue: bool = False
    """The last overdue message of its sequence: it offers to ask for a new date."""

    def has(self, kind: TouchKind) -> bool:
        return any(touch.kind is kind for touch in self.touches)


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """The meeting that updates are called for."""

    body: str
    meeting: date
    cut_off: datetime


@dataclass(frozen=True, kw_only=True)
class Chase:
    """What the chaser warns of (R8: never a surprise)."""

    told_at: datetime | None
    """When whoever is next is told; ``None``: they have been."""
    to_partnership_lead: bool
    """Else the next rung is the programme office."""
    answered: int
    """How many of the items called for are in."""


@dataclass(frozen=True, kw_only=True)
class Introduction:
    """First contact: as what the reader belongs to the programme."""

    programme: str
    delegate_for: tuple[str, ...] = ()
    partnership_lead: bool = False
    office: bool = False


@dataclass(frozen=True, kw_only=True)
class Setting:
    """Whom the message is for, and when."""

    first_name: str
    today: date
    meetings: tuple[Ahead, ...] = ()
    chase: Chase | None = None
    delegates: tuple[tuple[int, str], ...] = ()
    """(person id, first name) of standing delegates who may take it on."""
    introduction: Introduction | None = None


def reminder(lines: Sequence[Line], setting: Setting) -> OutboundMessage:
    """The message for these items, in this order. Without items only an introduction has anything to say."""
    blocks: list[Block] = []
    if setting.introduction is not None:
        blocks.append(Paragraph(runs=_introduction(setting.introduction, setting.first_name)))
    if lines:
        blocks.append(Paragraph(runs=_opening(lines, setting)))
    elif setting.introduction is not None:
        blocks.append(Paragraph(runs=_nothing_yet(setting.introduction)))
    for place, line in enumerate(lines, 1):
        blocks.append(
            StatusRow(
                key=line.action.key,
                title=shortened(line.action.title, 90),
                status=line.status,
                detail=_detail(line, setting.today),
                number=place,
            )
        )
        blocks.append(Buttons(buttons=_buttons(line, every=place <= _WITH_ALL_BUTTONS)))
    if any(not _is_agreement(line) for line in lines):
        blocks.append(Paragraph(runs=_example(lines, setting.today), quiet=True))
    if lines and setting.delegates:
        blocks.append(
            Buttons(
                buttons=tuple(
                    Button(label=f"{name} will do it", verb=Verb.DELEGATE, value=str(person_id))
                    for person_id, name in setting.delegates
                )
            )
        )
    introduced = setting.introduction is not None
    return OutboundMessage(
        blocks=tuple(blocks),
        summary=_summary(lines, setting),
        items=tuple(line.action.key for line in lines),
        kind=MessageKind.INTRODUCTION if introduced else MessageKind.REMINDER,
    )


def _introduction(introduction: Introduction, first_name: str) -> Runs:
    return (
        plain("Hello "),
        literal(first_name),
        plain(". I look after updates for "),
        literal(introduction.programme),
        plain(
            ". I ask whoever leads an action how it is going, take the answer here in your own"
            " words, and put it before the board. What you write to me about an action is a business"
            " record and may be disclosed; please never name a child. Say “help” to see what I"
            " understand, or “stop” and I pass you to the programme office."
        ),
    )


def _nothing_yet(introduction: Introduction) -> Runs:
    if introduction.office:
        return (
            plain(
                "You will hear from me who is silent at the cut-off, who cannot be reached, and what"
                " waits for your decision. Nothing is needed now."
            ),
        )
    if introduction.partnership_lead:
        return (
            plain(
                "You will hear from me when an action of your priority has no update before a board,"
                " and can put your own view beside the lead's. Nothing is needed now."
            ),
        )
    if introduction.delegate_for:
        return (
            plain("You may answer for "),
            literal(join_names(introduction.delegate_for)),
            plain(", and I note that you entered it. Nothing is needed now."),
        )
    return (plain("Nothing is needed now: I write when something of yours falls due."),)


def _opening(lines: Sequence[Line], setting: Setting) -> Runs:
    greeted = setting.introduction is not None
    runs: list[Run] = [] if greeted else [plain("Hello "), literal(setting.first_name), plain(". ")]
    count = len(lines)
    chase = setting.chase
    if chase is not None:
        if chase.answered:
            runs.append(plain(f"{sentence(number(chase.answered))} in, thank you. "))
        if count == 1:
            runs += [plain("Only "), literal(_name(lines[0], lines)), plain(" is left")]
        else:
            runs.append(plain(f"{sentence(counted(count, 'item'))} left"))
    elif any(line.has(TouchKind.INTRODUCTION) for line in lines):
        runs.append(plain(f"To begin with, {counted(count, 'item')}"))
    else:
        today = "" if setting.meetings else " today"
        runs.append(plain(f"{sentence(counted(count, 'item'))}{today}"))
    runs += [*_for_meetings(setting.meetings), plain(". ")]
    if chase is None and count > 1:
        runs.append(plain("One message is fine."))
    else:
        runs.append(plain("A colour and one line will do."))
    if chase is not None:
        runs += _warning(chase, lines, setting.today)
    return tuple(runs)


def _warning(chase: Chase, lines: Sequence[Line], today: date) -> list[Run]:
    """Of what the chaser is about; another reason to speak that day takes nothing to anybody (R8)."""
    stuck = " If it is stuck, say so and the office will ring."
    if chase.told_at is None:
        return [plain(stuck)]
    told = local_day(chase.told_at)
    when = "Tomorrow" if told == today + timedelta(days=1) else f"On {day(told)}"
    whom = "your partnership lead" if chase.to_partnership_lead else "the programme office"
    chased = [_name(line, lines) for line in lines if line.has(TouchKind.CHASER)]
    if len(chased) == len(lines):
        what = "that it is" if len(lines) == 1 else "what is still"
        return [plain(f" {when} I tell {whom} {what} open.{stuck}")]
    names = literal(join_names(chased))
    if len(chased) == 1:
        return [plain(f" {when} I tell {whom} that "), names, plain(f" is open.{stuck}")]
    return [plain(f" {when} I tell {whom} what of "), names, plain(f" is still open.{stuck}")]


def _for_meetings(meetings: Iterable[Ahead]) -> list[Run]:
    runs: list[Run] = []
    for ahead in meetings:
        at = to_local(ahead.cut_off)
        runs += [
            plain(f"{' and' if runs else ''} for the {day_month(ahead.meeting)} "),
            literal(ahead.body),
            plain(f", by {clock_time(at.time())} on {day(at.date())}"),
        ]
    return runs


def _detail(line: Line, today: date) -> Runs:
    if _is_agreement(line):
        return _agreement(line)
    parts: list[Runs] = []
    if line.for_person:
        parts.append((plain("for "), literal(line.for_person), plain(", who is away")))
    if (dated := _due(line.action.approved, today)) is not None:
        parts.append((plain(dated),))
    parts += _milestones(line, today)
    parts += _impact(line)
    if line.has(TouchKind.SNOOZE_ENDED):
        parts.append((plain("back as you asked"),))
    if line.has(TouchKind.AGREE):
        parts.append((_viewer(line), plain(f" reports {line.status.label}")))
    reported = line.action.state.reported_at
    told = f"last update {day(local_day(reported))}" if reported else "no update yet"
    parts.append((plain(told),))
    runs: list[Run] = []
    for part in parts:
        runs += [plain("; "), *part] if runs else part
    if line.last_overdue:
        runs.append(
            plain(". This is the last time I ask about the date: shall we ask for a new one?")
        )
    return (*runs, *_asked_too(line))


def _agreement(line: Line) -> Runs:
    runs = [_viewer(line), plain(f" reports {line.status.label}. Do you agree?")]
    if line.for_person:
        runs += [plain(" You stand in for "), literal(line.for_person), plain(".")]
    return tuple(runs)


def _viewer(line: Line) -> Run:
    """Whose view the reader is to agree with."""
    organisation = line.action.state.organisation
    return literal(organisation) if organisation else plain("Your colleague")


def _due(due: Due | None, today: date) -> str | None:
    if due is None:
        return None
    if due.end is None or due.precision is Precision.ONGOING:
        return "ongoing"
    if due.end == today:
        return "due today"
    words = short_due_words(due)
    return f"was due {words}" if due.end < today else f"due {words}"


def _milestones(line: Line, today: date) -> list[Runs]:
    asked = {t.item_id for t in line.touches if t.item_kind is ItemKind.MILESTONE}
    return [
        (
            plain("milestone “"),
            literal(shortened(milestone.text, 80)),
            plain(f"” {_due(milestone.due, today) or 'has no date'}"),
            plain(f", now expected {short_due_words(milestone.forecast)}")
            if milestone.forecast
            else plain(""),
        )
        for milestone in line.action.milestones
        if milestone.id in asked
    ]


def _impact(line: Line) -> list[Runs]:
    if line.action.state.impact_due is None:
        return []
    asked = {t.item_id for t in line.touches if t.item_kind is ItemKind.MEASURE}
    found: list[Runs] = [
        (
            plain("delivered, and its measure “"),
            literal(shortened(measure.text, 80)),
            plain("” is due: what was the impact?"),
        )
        for measure in line.action.measures
        if measure.id in asked
    ]
    return found or [(plain("delivered, and its impact is due: what was it?"),)]


def _asked_too(line: Line) -> Runs:
    others = [*(f"your {name} colleague" for name in line.organisations), *line.colleagues]
    if not others:
        return ()
    verb = "is" if len(others) == 1 else "are"
    return plain(" ("), literal(join_names(others)), plain(f" {verb} asked too)")


def _buttons(line: Line, *, every: bool) -> tuple[Button, ...]:
    key = line.action.key
    update = Button(label="Update", verb=Verb.UPDATE_FORM, item=key)
    if _is_agreement(line):
        return (
            Button(label="Agree", verb=Verb.AGREE, value=line.status, item=key),
            Button(label="Disagree", verb=Verb.DISAGREE, item=key),
            update,
        )
    if not every:
        return (update,)
    buttons = [
        Button(label=colour.label, verb=Verb.REPORT, value=colour, item=key)
        for colour in OPEN_COLOURS
    ]
    buttons += [update, Button(label="Later", verb=Verb.SNOOZE, item=key)]
    if line.last_overdue:
        buttons.append(Button(label="Ask for a new date", verb=Verb.REDATE_FORM, item=key))
    if line.has(TouchKind.CHASER):
        buttons.append(Button(label="Ring me", verb=Verb.RING_ME, item=key))
    return tuple(buttons)


def _is_agreement(line: Line) -> bool:
    """Only "Agree?" is asked: whoever is asked for an update as well gives their own view with it."""
    return all(touch.kind is TouchKind.AGREE for touch in line.touches)


def _example(lines: Sequence[Line], today: date) -> Runs:
    asked = [line for line in lines if not _is_agreement(line)]
    when = day_month(today + timedelta(days=7))
    rest = "; rest green" if len(lines) > 1 else ""
    return (
        plain("e.g. “"),
        literal(_name(asked[0], lines)),
        plain(f" amber, decision due {when}{rest}”"),
    )


def _name(line: Line, lines: Sequence[Line]) -> str:
    """What people type: the plan's own reference where it means one thing here, else the key."""
    ref = line.action.ref
    if ref and sum(other.action.ref == ref for other in lines) == 1:
        return ref
    return line.action.key


def _summary(lines: Sequence[Line], setting: Setting) -> str:
    if not lines:
        return f"Hello {setting.first_name}: who I am, and what I shall ask you"
    words = sentence(counted(len(lines), "item"))
    words += "".join(run.text for run in _for_meetings(setting.meetings))
    keys = [line.action.key for line in lines]
    shown = keys if len(keys) < 6 else [*keys[:4], f"{len(keys) - 4} more"]
    return f"{words}: {join_names(shown)}"
