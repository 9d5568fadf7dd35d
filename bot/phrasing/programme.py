"""What the programme office is told when it loads a programme, its people and its plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.calendar import to_local
from bot.domain.dates import Due
from bot.domain.messages import OutboundMessage, Paragraph, plain
from bot.domain.people import WEEKDAYS, Pattern
from bot.domain.programme import ProgrammeState
from bot.domain.programme_spec import Change
from bot.domain.programme_summary import PlanLine, ProgrammeSummary
from bot.domain.verbs import MessageKind
from bot.phrasing.words import (
    clock_time,
    counted,
    due_words,
    join_names,
    long_day,
    number,
    sentence,
    weekday,
)

ADDED, CHANGED, LEFT, DOUBT = "added", "changed", "left", "doubt"
_NOTHING = "nothing"
_DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MARKS = {ADDED: "+", CHANGED: "~", LEFT: "=", DOUBT: "?"}
_STATES = {
    ProgrammeState.QUIET: "quiet: nothing is sent until it is started",
    ProgrammeState.SHADOW: "shadow: only the programme office sees what would be sent",
    ProgrammeState.LIVE: "live",
    ProgrammeState.PAUSED: "paused: it answers, and sends nothing of its own",
}


def added(subject: str, words: str) -> Change:
    return Change(kind=ADDED, subject=subject, sentence=f"{sentence(words)} added.")


def changed(subject: str, words: str, differences: Sequence[tuple[str, object, object]]) -> Change:
    """``differences``: what, before, after."""
    told = "; ".join(
        f"{what} {_value(now)}"
        if _value(was) == _NOTHING
        else f"{what} {_value(was)} → {_value(now)}"
        for what, was, now in differences
    )
    return Change(kind=CHANGED, subject=subject, sentence=f"{sentence(words)}: {told}.")


def left(subject: str, words: str) -> Change:
    return Change(kind=LEFT, subject=subject, sentence=f"{sentence(words)}.")


def doubt(subject: str, words: str) -> Change:
    """Begins with the place as it is written, a file's name among them."""
    return Change(kind=DOUBT, subject=subject, sentence=f"{words}.")


def told(subject: str, words: str) -> Change:
    """Something of the past that the record now holds."""
    return Change(kind=ADDED, subject=subject, sentence=f"From the past: {words}.")


def not_in_file(subject: str, what: str) -> Change:
    """The record has it, the file does not."""
    return left(subject, f"{what} is no longer in the file; it stays as it is")


def changes_text(changes: Sequence[Change]) -> str:
    """A list of changes, one line each, and what it comes to."""
    if not changes:
        return "Nothing to change: the record says the same already."
    lines = [f"{_MARKS.get(change.kind, ' ')} {change.sentence}" for change in changes]
    counts = [
        f"{number(count)} {word}"
        for kind, word in (
            (ADDED, "added"),
            (CHANGED, "changed"),
            (LEFT, "left as it is"),
            (DOUBT, "to look at"),
        )
        if (count := sum(change.kind == kind for change in changes))
    ]
    return "\n".join([*lines, f"{sentence(join_names(counts))}."])


# --- people -----------------------------------------------------------------------------------


def namesake(where: str, name: str) -> Change:
    return doubt(
        where,
        f"{where}: {name} is in the record with another e-mail address, so this row was added as"
        " somebody else. If it is the same person, give both the same address",
    )


def probably_same(where: str, name: str, others: Sequence[str]) -> Change:
    return doubt(
        where,
        f"{where}: {name} may be the same person as {join_names(others)}. They are kept apart; use one"
        " spelling if they are one",
    )


def unreachable(where: str, name: str) -> Change:
    return doubt(where, f"{where}: {name} has no chat address, so nothing can be sent to them yet")


def address_added(where: str, name: str, connection: str) -> Change:
    return added(where, f"address of {name} on {connection}")


def preferred_address(where: str, name: str, was: str, now: str) -> Change:
    return changed(where, name, [("preferred address", was, now)])


def unknown_lead_of(where: str, name: str, delegate: str) -> Change:
    return doubt(
        where, f"{where}: {delegate} is to answer for {name}, but nobody of that name is known"
    )


def unknown_heading(where: str, code: str, known: Sequence[str]) -> Change:
    return doubt(
        where,
        f"{where}: no priority has the code {code}; the plans have {join_names(known)}",
    )


def unused_alias(where: str, name: str, alias: str) -> Change:
    return doubt(where, f'{where}: no action names "{alias}", by which {name} is to be known')


def several_of_that_name(name: str, keys: Sequence[str]) -> Change:
    return doubt(
        name,
        f"{name} (lead of {_keys(keys)}) is the name of several people, so nobody was linked. Say which"
        " under known as",
    )


def who_is(name: str, keys: Sequence[str], others: Sequence[str]) -> Change:
    return doubt(
        name,
        f"{name} (lead of {_keys(keys)}) may be {join_names(others)}; nobody was linked. If so, write"
        f' "{name}" under known as in the people file',
    )


def linked(name: str, person: str, keys: Sequence[str]) -> Change:
    known = "" if name == person else f" as {person}"
    return Change(
        kind=CHANGED, subject=name, sentence=f"{name} is now known{known}: leads {_keys(keys)}."
    )


# --- plans --------------------------------------------------------------------------------------


def plan_imported(
    code: str, title: str, actions: int, milestones: int, measures: int, coloured: int
) -> Change:
    counts = join_names(
        [
            counted(actions, "action"),
            counted(milestones, "milestone"),
            counted(measures, "measure"),
        ]
    )
    colours = (
        f"; {counted(coloured, 'action')} with a published status"
        if coloured
        else "; every action is not yet reported"
    )
    return Change(
        kind=ADDED, subject=f"plan {code}", sentence=f"Plan {code}, {title}: {counts}{colours}."
    )


def headline(code: str, measure: str, *, shown: bool) -> Change:
    now = "now" if shown else "no longer"
    return Change(
        kind=CHANGED,
        subject=f"plan {code}",
        sentence=f"{now.capitalize()} heads the digest: {measure}",
    )


def no_headline(code: str, beginning: str) -> Change:
    return doubt(f"plan {code}", f'Plan {code}: no measure begins with "{beginning}"')


def action_added(key: str, title: str, due: Due | None) -> Change:
    when = f", due {due_words(due)}" if due else ", without a date"
    return Change(kind=ADDED, subject=key, sentence=f"New action {key}{when}: {title}")


def item_added(keys: Sequence[str], what: str, text: str) -> Change:
    return Change(kind=ADDED, subject=keys[0], sentence=f"New {what} for {_keys(keys)}: {text}")


def reworded(key: str, what: str, before: str, after: str) -> Change:
    return Change(
        kind=CHANGED,
        subject=key,
        sentence=f"{key}, wording of the {what}: “{before}” is now “{after}”.",
    )


def differs(key: str, what: str, field: str, recorded: str, written: str) -> Change:
    """The document says something else than the record, and only a decision changes that (R13)."""
    of = "" if what == "action" else f" of a {what}"
    return left(
        key,
        f"{key}: the document gives the {field}{of} as {written}; the record keeps {recorded}, which only"
        " a granted request or a plan refresh changes",
    )


def gone(key: str, what: str, text: str) -> Change:
    """The document no longer has it; nothing is deleted (decision 9)."""
    return left(
        key,
        f"{key}: {'an' if what[0] in 'aeiou' else 'a'} {what} is no longer in the document and stays in the"
        f" record until it is withdrawn: {text.rstrip('.')}",
    )


# --- going live -----------------------------------------------------------------------------------

_ENTERED = {
    ProgrammeState.LIVE: "is live",
    ProgrammeState.SHADOW: "runs in shadow: only the programme office sees it",
    ProgrammeState.PAUSED: "is paused",
    ProgrammeState.QUIET: "is quiet",
}


def entered(name: str, state: ProgrammeState) -> str:
    """What a programme is now: after it was started, paused or resumed."""
    return f"{name} {_ENTERED[state]}."


def first_messages(at: datetime | None) -> str:
    return (
        f"First messages: {_day_and_time(at)}." if at else "No message is due in the coming weeks."
    )


def next_digest(body: str, meets: date, at: datetime) -> str:
    return f"Next digest: {_day_and_time(at)}, for the {body} of {long_day(meets)}."


def no_meeting(body: str) -> str:
    return f"Next digest: none, for {body} has no meeting ahead. See: sendbot meetings add"


def too_near(body: str, meets: date) -> str:
    """For a meeting that comes too soon after going live (R10)."""
    return (
        f"No digest for the {body} of {long_day(meets)}: it is too near for anybody to be asked first."
        " Whoever wants the figures as they stand can ask for them: /send status paper."
    )


def too_near_message(body: str, meets: date) -> OutboundMessage:
    """The same, to the programme office."""
    return OutboundMessage(
        blocks=(Paragraph(runs=(plain(too_near(body, meets)),)),),
        summary=f"No digest for the {body} of {long_day(meets)}",
        kind=MessageKind.OFFICE,
    )


# --- the state of a programme -------------------------------------------------------------------


def summary_text(summary: ProgrammeSummary) -> str:
    """``sendbot programme status``."""
    lines = [f"{summary.name} ({summary.code}): {_STATES[summary.state]}."]
    if summary.live_since is not None:
        lines.append(f"Since {_moment(summary.live_since)}.")
    lines += [_plan(plan) for plan in summary.plans] or ["No plan yet: import one."]
    lines.append(
        f"{sentence(counted(summary.people, 'person', 'people'))};"
        f" {counted(summary.leads_reachable, 'lead')} can be reached."
    )
    if summary.leads_unreachable:
        lines.append("Leads who cannot be reached:")
        lines += [
            f"  {lead.name}: {lead.why} ({_keys(lead.keys)})" for lead in summary.leads_unreachable
        ]
    lines.append("Meetings ahead:" if summary.meetings else "No meetings ahead.")
    lines += [
        f"  {meeting.body_name}: {long_day(meeting.day)}, {clock_time(meeting.at)}"
        for meeting in summary.meetings
    ]
    if summary.next_message_at is not None:
        lines.append(
            f"Next message to a person: not before {_day_and_time(summary.next_message_at)}."
        )
    if summary.next_step_at is not None:
        lines.append(f"Next step of the cycle: {_day_and_time(summary.next_step_at)}.")
    return "\n".join(lines)


def _plan(plan: PlanLine) -> str:
    if plan.imported_on is None:
        return f"{plan.code} {plan.title}: not imported yet."
    return (
        f"{plan.code} {plan.title}: {counted(plan.actions, 'action')}, reporting to {plan.reporting_body},"
        f" imported on {long_day(plan.imported_on)}."
    )


def _moment(at: datetime) -> str:
    local = to_local(at)
    return f"{clock_time(local.time())} on {long_day(local.date())}"


def _day_and_time(at: datetime) -> str:
    """ "Mon 23 November 2026, 9:30am"."""
    local = to_local(at)
    return f"{weekday(local.date())[:3]} {long_day(local.date())}, {clock_time(local.time())}"


def _keys(keys: Sequence[str]) -> str:
    if len(keys) > 4:
        return f"{', '.join(keys[:3])} and {number(len(keys) - 3)} more"
    return join_names(keys)


def _value(value: object) -> str:
    match value:
        case None | "" | () | []:
            return _NOTHING
        case Due():
            return due_words(value)
        case date():
            return long_day(value)
        case Pattern():
            return _pattern(value)
        case str():
            return value
        case tuple() | frozenset() | set() | list():
            return join_names(
                sorted(map(str, value))
                if isinstance(value, (set, frozenset))
                else list(map(str, value))
            )
        case _:
            return str(value)


def _pattern(pattern: Pattern) -> str:
    every = pattern.weekdays >= WEEKDAYS
    days = "weekdays" if every else " ".join(_DAY_NAMES[n] for n in sorted(pattern.weekdays))
    return f"{days}, term time only" if pattern.term_time_only else days
