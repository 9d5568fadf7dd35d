"""One action on a card: three dates, leads, position, next, milestones, measures, and its last updates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.actions import Action, Measure, Milestone, organisations
from bot.domain.calendar import local_day
from bot.domain.dates import Due
from bot.domain.digest import ActionLine
from bot.domain.digest_promise import slip
from bot.domain.messages import (
    Block,
    Button,
    Buttons,
    Fields,
    OutboundMessage,
    Paragraph,
    Run,
    Runs,
    literal,
    plain,
    strong,
)
from bot.domain.updates import Update, UpdateKind
from bot.domain.verbs import Verb
from bot.phrasing.digest_overall import measure_name, target_words
from bot.phrasing.digest_words import (
    MISSING,
    changes_words,
    cut,
    dated,
    leads_runs,
    limbs_words,
    slip_words,
    tidy,
)
from bot.phrasing.status import marker_runs
from bot.phrasing.words import day, due_words, sentence, short_due_words

MOST_MILESTONES = 8
MOST_MEASURES = 4
LAST_UPDATES = 3


@dataclass(frozen=True, kw_only=True)
class Told:
    """One update of the past, with the names of who gave it and for whom."""

    update: Update
    by: str
    on_behalf_of: str | None = None


@dataclass(frozen=True, kw_only=True)
class Card:
    """Everything that the card shows."""

    action: Action
    line: ActionLine
    priority: str
    """The priority's title."""
    today: date
    missing: Sequence[str] = ()
    history: Sequence[Told] = ()
    """Newest first, none of them undone."""
    assured_by: str | None = None
    leads_it: bool = False
    """The asker may report on it: buttons to do so."""


def card(one: Card) -> OutboundMessage:
    """The whole card."""
    action, line = one.action, one.line
    title = Paragraph(
        runs=(
            strong(f"{line.status.label} {action.key} "),
            literal(" ".join(action.title.split()).rstrip("."), "strong"),
        )
    )
    blocks: list[Block] = [title]
    flags = marker_runs(line)
    if flags:
        runs: list[Run] = []
        for n, words in enumerate(flags):
            first = words[0] if n else plain(sentence(words[0].text))
            runs += [plain("; " if n else ""), first, *words[1:]]
        blocks.append(Paragraph(runs=(*tidy(runs), plain("."))))
    blocks.append(Fields(pairs=_fields(one)))
    blocks += _narrative(one)
    blocks += _milestones(one)
    blocks += _measures(one)
    blocks += _history(one)
    if one.leads_it and action.closed_on is None:
        blocks.append(
            Buttons(
                buttons=(
                    Button(label="Update", verb=Verb.UPDATE_FORM, item=action.key, style="primary"),
                    Button(label="Remind me later", verb=Verb.SNOOZE, item=action.key),
                    Button(label="Ask for a new date", verb=Verb.REDATE_FORM, item=action.key),
                )
            )
        )
    return OutboundMessage(
        blocks=tuple(blocks),
        summary=f"{action.key}: {line.status.label}",
        items=(action.key,),
    )


def _fields(one: Card) -> tuple[tuple[str, Runs], ...]:
    action, line = one.action, one.line
    late = slip(action.approved, line.forecast)
    forecast = short_due_words(line.forecast) if line.forecast else "none given"
    if late is not None:
        forecast += f" ({slip_words(late)})"
    pairs: list[tuple[str, Runs]] = [
        ("Leads", (*leads_runs(line.leads, 6), *_joint(action))),
        ("Priority", (literal(f"{line.priority} {cut(one.priority, 10)}".strip()),)),
        ("Original date", (plain(_date(action.original)),)),
        (
            "Agreed date",
            (plain(f"{_date(action.approved)}, {changes_words(action.approved_changes)}"),),
        ),
        ("Forecast", (plain(forecast),)),
    ]
    if action.closed_on is not None:
        pairs.append(("Closed", (plain(f"{dated(action.closed_on)}"),)))
    return tuple(pairs)


def _joint(action: Action) -> Runs:
    """A position that every organisation of the action has given or agreed to (R7)."""
    joint = set(organisations(action))
    spoken = {view.organisation for view in action.state.views}
    agreed = len(joint) > 1 and joint <= spoken and not action.state.disputed
    return (plain("; joint position"),) if agreed else ()


def _date(due: Due | None) -> str:
    return due_words(due) if due else "none in the plan"


def _narrative(one: Card) -> list[Block]:
    state = one.action.state
    runs: list[Run] = []
    limbs = limbs_words(state.limbs) if one.line.status.needs_narrative else ""
    runs.append(plain(f"{limbs}. " if limbs else ""))
    for label, words in (
        ("Now", state.position),
        ("Next", state.next_steps),
        ("If not", state.if_not),
        ("Back to green", state.back_to_green),
        ("Ask", state.ask),
    ):
        if words:
            text = " ".join(words.split()).rstrip(" .")
            runs += [strong(f"{label}: "), literal(text), plain(". ")]
    told = [MISSING[name] for name in one.missing if name in MISSING]
    if told:
        runs += [strong("Still to come: "), plain(f"{', '.join(told)}. ")]
    found: list[Block] = [Paragraph(runs=tidy(runs))] if tidy(runs) else []
    if state.assurance is not None:
        view = state.assurance
        note: list[Run] = [strong(f"Partnership lead's view {view.status.label}")]
        if view.reason:
            note += [plain(": "), literal(cut(view.reason, 40).rstrip(" ."))]
        by = [plain(", "), literal(one.assured_by)] if one.assured_by else []
        note += [plain(" ("), plain(day(local_day(view.at))), *by, plain(").")]
        found.append(Paragraph(runs=tuple(note)))
    found += [
        Paragraph(runs=(plain("Evidence: "), literal(link)), quiet=True)
        for link in state.links[-3:]
    ]
    return found


def _milestones(one: Card) -> list[Block]:
    if not one.action.milestones:
        return []
    found: list[Block] = [Paragraph(runs=(strong("Milestones"),))]
    found += [
        Paragraph(runs=_milestone(milestone, one.today))
        for milestone in one.action.milestones[:MOST_MILESTONES]
    ]
    more = len(one.action.milestones) - MOST_MILESTONES
    if more > 0:
        found.append(Paragraph(runs=(plain(f"And {more} more."),), quiet=True))
    return found


def _milestone(one: Milestone, today: date) -> Runs:
    words = f"due {short_due_words(one.due)}" if one.due else "no date"
    if one.due is not None and one.due.end is None:
        words = "ongoing"
    if one.done_on is not None:
        words = f"done {dated(one.done_on)}"
    else:
        if one.due is not None and one.due.end is not None and one.due.end < today:
            words += ", overdue"
        words += f"; forecast {short_due_words(one.forecast)}" if one.forecast else ""
    return (plain("• "), literal(cut(one.text, 24).rstrip(" .")), plain(f" ({words})"))


def _measures(one: Card) -> list[Block]:
    if not one.action.measures:
        return []
    found: list[Block] = [Paragraph(runs=(strong("Measures"),))]
    found += [Paragraph(runs=_measure(m)) for m in one.action.measures[:MOST_MEASURES]]
    more = len(one.action.measures) - MOST_MEASURES
    if more > 0:
        found.append(Paragraph(runs=(plain(f"And {more} more."),), quiet=True))
    return found


def _measure(one: Measure) -> Runs:
    name = measure_name(one.text, one.target)
    runs: list[Run] = [plain("• "), literal(cut(name, 24).rstrip(" ."))]
    if one.target:
        target, by = target_words(one.target, one.due)
        runs += [plain("; target "), literal(cut(target, 10)), plain(by)]
    elif one.due is not None and one.due.end is not None:
        runs.append(plain(target_words(one.text, one.due)[1]))
    newest = max((reading.as_of for reading in one.readings), default=None)
    read = [reading for reading in one.readings if reading.as_of == newest]
    runs.append(plain(": " if read else ": no reading yet"))
    for n, reading in enumerate(read):
        runs += [
            plain(" or " if n else ""),
            literal(cut(reading.value, 8)),
            plain(f" ({dated(reading.as_of)}, "),
            literal(cut(reading.source, 8)),
            plain(")"),
        ]
    return tidy(runs)


def _history(one: Card) -> list[Block]:
    if not one.history:
        return [Paragraph(runs=(plain("No update yet."),), quiet=True)]
    return [Paragraph(runs=_told(told), quiet=True) for told in one.history[:LAST_UPDATES]]


def _told(one: Told) -> Runs:
    update = one.update
    what = update.status.label if update.status else _KINDS[update.kind]
    if update.kind is UpdateKind.ASSURANCE:
        what = f"partnership lead's view {what}"
    runs: list[Run] = [plain(f"{day(local_day(update.at))}: {what}, "), literal(one.by)]
    if one.on_behalf_of:
        runs += [plain(" for "), literal(one.on_behalf_of)]
    words = update.position or update.next_steps
    if words:
        runs += [plain(": "), literal(cut(words, 18).rstrip(" .,;:"))]
    if update.forecast is not None:
        runs.append(plain(f"; forecast {short_due_words(update.forecast)}"))
    return tuple(runs)


_KINDS = {
    UpdateKind.REPORT: "report",
    UpdateKind.NO_CHANGE: "no change",
    UpdateKind.AGREE: "agreed",
    UpdateKind.DELIVERED: "delivered",
    UpdateKind.ASSURANCE: "assurance",
    UpdateKind.PUBLISHED: "published",
    UpdateKind.MILESTONE: "milestone",
    UpdateKind.READING: "reading",
    UpdateKind.UNLINKED: "link taken back",
    UpdateKind.UNDO: "taken back",
}
