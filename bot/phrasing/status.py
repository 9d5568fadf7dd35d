"""What ``/send status`` answers: how the plan stands, a filtered list, and what cannot be understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.calendar import local_day
from bot.domain.digest import ActionLine, DigestFacts
from bot.domain.digest_filters import Filters, Flag
from bot.domain.digest_promise import slip
from bot.domain.messages import (
    Block,
    Button,
    Buttons,
    Divider,
    OutboundMessage,
    Paragraph,
    Run,
    StatusRow,
    literal,
    plain,
    strong,
)
from bot.domain.status import Marker, Status
from bot.domain.verbs import Verb
from bot.phrasing.digest_words import (
    counts_words,
    cut,
    dated,
    names_runs,
    short_day,
    slip_words,
    tidy,
    unreachable_words,
)
from bot.phrasing.words import (
    counted,
    day_month,
    join_names,
    sentence,
    short_due_words,
    shortened,
    weekday,
)

#: A list longer than this is told in part, with how to narrow it.
LONGEST_LIST = 12
#: The same for somebody's own.
LONGEST_OWN = 2 * LONGEST_LIST


@dataclass(frozen=True, kw_only=True)
class Asker:
    """What the answer may tell: names of the silent to chairs and office (R8); others read live facts."""

    sees_names: bool = False
    member: bool = False
    """Reads only: between digests told "live, not yet assured" (R14)."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One plan as it stands, and what has moved since what executives know."""

    facts: DigestFacts
    changed_since_assured: int = 0
    posted_at: datetime | None = None
    """The last posted digest."""
    changed_since_posted: int = 0
    silent: tuple[str, ...] = ()
    """Who owes an update, by name, told only where the asker may see it."""


def overview(standings: Sequence[Standing], asker: Asker) -> OutboundMessage:
    """How every plan of the programme stands, in four lines each."""
    blocks: list[Block] = []
    for one in standings:
        blocks += _plan(one, asker)
    if not standings:
        blocks.append(Paragraph(runs=(plain("There is no plan in this programme yet."),)))
        return OutboundMessage(blocks=tuple(blocks), summary="There is no plan yet")
    blocks.append(
        Buttons(
            buttons=(
                Button(label="Reds", verb=Verb.QUERY, value="status red"),
                Button(label="Overdue", verb=Verb.QUERY, value="status overdue"),
                Button(label="Paper", verb=Verb.QUERY, value="status paper"),
            )
        )
    )
    return OutboundMessage(
        blocks=tuple(blocks), summary=f"Status: {counts_words(standings[0].facts.counts)}"
    )


def _plan(one: Standing, asker: Asker) -> list[Block]:
    facts = one.facts
    today = local_day(facts.as_of)
    head = (
        literal(cut(facts.plan_title, 12).rstrip("."), "strong"),
        strong(f", {weekday(today)[:3]} {day_month(today)}. {_assured(one, asker)}"),
    )
    total = sum(count.count for count in facts.counts)
    counts = f"{counted(total, 'action').capitalize()}: {counts_words(facts.counts)}."
    return [
        Paragraph(runs=head),
        Paragraph(runs=(plain(counts),)),
        Paragraph(runs=tidy(_since(facts))),
        *_outstanding(one, asker),
    ]


def _assured(one: Standing, asker: Asker) -> str:
    at = one.facts.assured_at
    if at is not None and not asker.member:
        return f"Assured {short_day(local_day(at))}; {_changes(one.changed_since_assured)} since."
    words = "Live, not yet assured"
    if one.posted_at is not None:
        posted = short_day(local_day(one.posted_at))
        words += f"; {_changes(one.changed_since_posted)} since the digest of {posted}"
    return f"{words}."


def _changes(count: int) -> str:
    return f"{count or 'no'} change{'' if count == 1 else 's'}"


def _since(facts: DigestFacts) -> list[Run]:
    runs: list[Run] = []
    if facts.compared is not None:
        when = day_month(facts.compared.meeting_day)
        worse = [move.key for move in facts.worsened]
        named = f" ({join_names(worse[:4])}{'' if len(worse) < 5 else ' and more'})"
        runs.append(
            plain(
                f"Since the meeting of {when}: {len(worse)} worse{named if worse else ''}, "
                f"{len(facts.improved)} better. "
            )
        )
    ahead = f" {short_day(facts.meeting_day)}" if facts.meeting_day else ""
    runs.append(plain(f"Decisions needed{ahead}: {len(facts.decisions)}. "))
    runs.append(
        plain(
            f"Overdue {len(facts.overdue)}; completion claimed {len(facts.claims)}; "
            f"delivered, impact pending {len(facts.impact_pending)}."
        )
    )
    return runs


def _outstanding(one: Standing, asker: Asker) -> list[Block]:
    owed = sum(part.count for part in one.facts.outstanding)
    nobody = len(one.facts.unreachable)
    if not owed and not nobody:
        return []
    runs: list[Run] = []
    if owed:
        runs.append(plain(f"{sentence(counted(owed, 'update'))} outstanding"))
        if asker.sees_names and one.silent:
            runs.append(plain(f", from {counted(len(one.silent), 'lead')}: "))
            runs += names_runs(one.silent)
        runs.append(plain(". "))
    if nobody:
        runs.append(plain(unreachable_words(nobody)))
    return [Paragraph(runs=tidy(runs))]


# --- lists ----------------------------------------------------------------------------------------


def listing(
    lines: Sequence[ActionLine],
    filters: Filters,
    *,
    live: int,
    next_steps: dict[str, str],
) -> OutboundMessage:
    """The actions asked for, one row each; a long list in part."""
    asked = filter_runs(filters)
    if not lines:
        blocks: tuple[Block, ...] = (
            Paragraph(runs=_nothing(filters, asked, live)),
            Buttons(buttons=(Button(label="Whole plan", verb=Verb.QUERY, value="status"),)),
        )
        return OutboundMessage(blocks=blocks, summary="No such action")
    shown = lines[:LONGEST_LIST]
    found: list[Block] = [
        Paragraph(runs=(strong(f"{counted(len(lines), 'action').capitalize()}: "), *asked))
    ]
    found += [row(one, next_steps.get(one.key)) for one in shown]
    rest = len(lines) - len(shown)
    if rest:
        found.append(
            Paragraph(
                runs=(
                    plain(f"And {rest} more. To narrow it, add a colour, a priority or a name, "),
                    plain("for example “status amber "),
                    literal(shown[0].priority),
                    plain("”."),
                ),
                quiet=True,
            )
        )
    return OutboundMessage(
        blocks=tuple(found),
        summary=counted(len(lines), "action").capitalize(),
        items=tuple(one.key for one in shown),
    )


_NOTHING: Mapping[Flag, str] = {
    Flag.OVERDUE: "Nothing is overdue.",
    Flag.STALE: "Everything has had an update this cycle.",
    Flag.CLAIMS: "No completion is claimed.",
    Flag.DELIVERED: "Nothing is delivered with its impact pending.",
    Flag.MINE: "You lead no action.",
}


def _nothing(filters: Filters, asked: Sequence[Run], live: int) -> tuple[Run, ...]:
    """That nothing is so; where several things were asked for at once, what they were."""
    if len(filters.flags) == 1 and filters == Filters(flags=filters.flags):
        return (plain(_NOTHING[next(iter(filters.flags))]),)
    if filters == Filters(statuses=filters.statuses):
        return (plain("Nothing is "), *asked, plain("."))
    return (plain(f"None of {counted(live, 'action')} matches: "), *asked, plain("."))


def row(line: ActionLine, next_steps: str | None, *, number: int | None = None) -> StatusRow:
    """One action: its dates, the flags beside its colour, and what comes next."""
    runs: list[Run] = [plain(date_words(line))]
    if line.assured is not None and line.assured_differs:
        runs.append(plain(f"; assured {line.assured.status.label}"))
    for words in marker_runs(line):
        runs += [plain("; "), *words]
    runs.append(plain(". "))
    if next_steps:
        runs += [plain("Next: "), literal(cut(next_steps, 16).rstrip(" .")), plain(".")]
    return StatusRow(
        key=line.key,
        title=cut(line.title, 14),
        status=line.status,
        detail=tidy(runs),
        number=number,
    )


def date_words(line: ActionLine) -> str:
    """ "due Oct 2023; forecast 30 Nov 2023 (+1 month)"."""
    words = f"due {short_due_words(line.approved)}" if line.approved else "no date"
    if line.approved and line.approved.end is None:
        words = "ongoing"
    if line.forecast is not None and line.status is not Status.BLUE:
        words += f"; forecast {short_due_words(line.forecast)}"
        late = slip(line.approved, line.forecast)
        words += f" ({slip_words(late)})" if late and late.days else ""
    return words


_MARKER_WORDS = {
    Marker.OVERDUE: "overdue",
    Marker.STALE: "no update this cycle",
    Marker.NARRATIVE_AWAITED: "narrative awaited",
    Marker.JOINT_POSITION_AWAITED: "joint position awaited",
    Marker.GREEN_BUT_LATE: "Green, yet forecast after the agreed date",
    Marker.ONE_VIEW: "one organisation's view so far",
}


def marker_runs(line: ActionLine) -> list[list[Run]]:
    """The flags beside the colour, in words (R1)."""
    found: list[list[Run]] = []
    for marker in line.markers:
        if marker is Marker.COMPLETION_CLAIMED:
            body = [plain(", awaiting the "), literal(line.awaiting)] if line.awaiting else []
            found.append([plain("completion claimed"), *body])
        elif marker is Marker.IMPACT_PENDING:
            until = f" until {dated(line.impact_due)}" if line.impact_due else ""
            found.append([plain(f"delivered, impact pending{until}")])
        else:
            found.append([plain(_MARKER_WORDS[marker])])
    return found


def filter_runs(filters: Filters) -> list[Run]:
    """What was asked for, said back: "Red or Amber, PA1, overdue"."""
    told: list[list[Run]] = []
    if filters.statuses:
        words = " or ".join(one.label for one in Status if one in filters.statuses)
        told.append([plain(words)])
    kinds = (filters.priorities, filters.leads, filters.keys)
    told += [_either(names) for names in kinds if names]
    told += [[plain(flag.value)] for flag in filters.flags]
    runs: list[Run] = []
    for n, one in enumerate(told):
        runs += [plain(", " if n else ""), *one]
    return [one for one in runs if one.text]


def _either(names: Sequence[str]) -> list[Run]:
    runs: list[Run] = []
    for n, name in enumerate(names):
        runs += [plain(" or " if n else ""), literal(name)]
    return runs


def mine(
    lines: Sequence[tuple[ActionLine, str | None]],
    *,
    next_steps: dict[str, str],
    deadline: str | None,
    today: date,
    longest: int | None = LONGEST_OWN,
) -> OutboundMessage:
    """The asker's own actions, and, with whom they answer for, those of others; numbered, to be answered."""
    if not lines:
        words = "You lead no action that is still open. “status” shows the whole plan."
        return OutboundMessage(blocks=(Paragraph(runs=(plain(words),)),), summary=words)
    head = f"{counted(len(lines), 'action').capitalize()} of yours."
    head += f" {deadline}" if deadline else ""
    blocks: list[Block] = [Paragraph(runs=(strong(head),))]
    for n, (line, whose) in enumerate(lines[:longest], start=1):
        told = row(line, next_steps.get(line.key), number=n)
        if whose:
            detail = (plain("for "), literal(whose), plain("; "), *told.detail)
            told = StatusRow(
                key=told.key, title=told.title, status=told.status, detail=detail, number=n
            )
        blocks.append(told)
    rest = len(lines[longest:]) if longest is not None else 0
    if rest:
        words = f"And {rest} more: add a colour or a priority, for example “status mine amber”."
        blocks.append(Paragraph(runs=(plain(words),), quiet=True))
    soon = day_month(today + timedelta(days=7))
    place = "2" if len(lines) > 1 else "1"
    others = "; the rest green" if len(lines) > 1 else ""
    words = f"Answer in your own words: “{place} amber, interviews on {soon}{others}”."
    blocks.append(Paragraph(runs=(plain(words),), quiet=True))
    return OutboundMessage(
        blocks=tuple(blocks),
        summary=head,
        items=tuple(line.key for line, _ in lines[:longest]),
    )


def papers(headlines: Sequence[OutboundMessage], *, live: bool) -> OutboundMessage:
    """The headline of every plan's digest, as it would read now or as it was last posted."""
    if not headlines:
        words = "No digest has been posted yet. “status” shows how the plan stands."
        return OutboundMessage(blocks=(Paragraph(runs=(plain(words),)),), summary=words)
    note = "As the digest would read now." if live else "As it was posted."
    blocks: list[Block] = [Paragraph(runs=(plain(note),), quiet=True)]
    for n, one in enumerate(headlines):
        blocks += [Divider()] if n else []
        blocks += one.blocks
    return OutboundMessage(blocks=tuple(blocks), summary=headlines[0].summary)


# --- what is not understood -----------------------------------------------------------------------


def unknown_filter(words: Sequence[str], codes: Sequence[str]) -> OutboundMessage:
    """One clear sentence, with what is possible."""
    runs: list[Run] = [
        plain("I cannot narrow the status by “"),
        literal(shortened(" ".join(words), 80)),
    ]
    runs.append(
        plain(
            "”: try a colour, a lead's name, an action's key, overdue, stale, claims, delivered, "
            "mine or paper"
        )
    )
    if codes:
        runs += [plain(", or a priority ("), *names_runs(codes[:6]), plain(")")]
    runs.append(plain("."))
    return OutboundMessage(
        blocks=(Paragraph(runs=tuple(runs)),), summary="I cannot narrow the status by that"
    )


def which_action(ref_lines: Sequence[ActionLine]) -> OutboundMessage:
    """One reference, several actions (R6)."""
    buttons = tuple(
        Button(
            label=shortened(f"{one.key} {one.title}", 75),
            verb=Verb.QUERY,
            value=f"status {one.key}",
        )
        for one in ref_lines[:10]
    )
    return OutboundMessage(
        blocks=(Paragraph(runs=(plain("Which one do you mean?"),)), Buttons(buttons=buttons)),
        summary="Which one do you mean?",
    )
