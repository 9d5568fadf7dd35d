"""What surrounds the digest: the private draft, hold and release, "what changed since", a cancelled meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.domain.calendar import to_local
from bot.domain.cycle import Digest
from bot.domain.digest import ActionLine, DecisionNeeded, DigestFacts, Entry
from bot.domain.messages import (
    Block,
    Button,
    Buttons,
    OutboundMessage,
    Paragraph,
    Run,
    StatusRow,
    literal,
    plain,
    strong,
)
from bot.domain.status import Marker
from bot.domain.verbs import MessageKind, Verb
from bot.phrasing.digest import headline
from bot.phrasing.digest_thread import Section, parts, sections
from bot.phrasing.digest_words import cut, decision_runs, names_runs, slip_to_words, tidy
from bot.phrasing.words import clock_time, day, day_month, short_due_words


def draft(
    facts: DigestFacts, digest: Digest, *, goes_at: datetime | None
) -> tuple[OutboundMessage, ...]:
    """The draft as chairs and the office see it: the whole digest, with Hold and Correct, and who has
    not answered by name (R8)."""
    first = Paragraph(runs=(strong("Draft, for your eyes. "), plain(_going(goes_at))))
    buttons = Buttons(
        buttons=(
            Button(label="Hold", verb=Verb.HOLD, value=str(digest.id), style="danger"),
            Button(label="Correct the first line", verb=Verb.CORRECT_FORM, value=str(digest.id)),
        )
    )
    when = f" for {day_month(facts.meeting_day)}" if facts.meeting_day else ""
    head = OutboundMessage(
        blocks=(first, *headline(facts).blocks, buttons),
        summary=f"Draft of the digest{when}. {_going(goes_at)}",
        kind=MessageKind.DRAFT,
    )
    thread = [
        OutboundMessage(blocks=blocks, summary=section.title, kind=MessageKind.DRAFT)
        for section in (*sections(facts), _silent(facts))
        for blocks in parts(section.title, _correctable(section, digest))
    ]
    return (head, *thread)


def _going(goes_at: datetime | None) -> str:
    if goes_at is None:
        return "It is posted as soon as it is released."
    local = to_local(goes_at)
    return f"It is posted on {day(local.date())} at {clock_time(local.time())} unless you hold it."


def _correctable(section: Section, digest: Digest) -> tuple[tuple[Block, ...], ...]:
    if not section.keys:
        return section.entries
    return tuple(
        (
            *blocks,
            Buttons(
                buttons=(
                    Button(
                        label=f"Correct {key}",
                        verb=Verb.CORRECT_FORM,
                        value=str(digest.id),
                        item=key,
                    ),
                )
            ),
        )
        for key, blocks in zip(section.keys, section.entries, strict=True)
    )


def _silent(facts: DigestFacts) -> Section:
    """Names go to chairs and the office, never to a channel (R8); last, those whom nobody could ask."""
    owed = [one for one in facts.actions if one.outstanding]
    return Section(
        title="Not answered, by name (for chairs and the office only)",
        entries=tuple(
            (
                StatusRow(
                    key=one.key,
                    title=cut(one.title, 10),
                    status=one.status,
                    detail=_owes(one),
                ),
            )
            for one in (*owed, *facts.unreachable)
        ),
    )


def _owes(one: ActionLine) -> tuple[Run, ...]:
    names = names_runs([lead.name for lead in one.leads])
    if one.unreachable:
        names.append(plain("; cannot be reached" if names else "no lead named"))
    return tuple(names)


def held(facts_day: str, by: str, digest: Digest) -> OutboundMessage:
    """To the other chairs and the office: somebody has held the digest."""
    return _notice(
        [literal(by), plain(f" has held the digest for {facts_day}. It waits until released.")],
        summary=f"The digest for {facts_day} is held",
        button=Button(label="Release", verb=Verb.RELEASE, value=str(digest.id), style="primary"),
    )


def released(facts_day: str, by: str, digest: Digest) -> OutboundMessage:
    """To the other chairs and the office: it goes after all."""
    return _notice(
        [literal(by), plain(f" has released the digest for {facts_day}.")],
        summary=f"The digest for {facts_day} is released",
        button=Button(label="Hold", verb=Verb.HOLD, value=str(digest.id), style="danger"),
    )


def nowhere_to_post(facts_day: str) -> OutboundMessage:
    """To the office: no channel is configured, so the digest could go to nobody."""
    words = (
        f"The digest for {facts_day} is ready and has nowhere to go: no channel is named for it. "
        "Name one under digest_channels in the programme file and apply it; until then "
        "“sendbot digest” prints it."
    )
    return OutboundMessage(
        blocks=(Paragraph(runs=(plain(words),)),),
        summary="The digest has no channel to go to",
        kind=MessageKind.OFFICE,
    )


def cancelled(facts: DigestFacts) -> OutboundMessage:
    """In the thread of a posted digest: its meeting will not be held (R10)."""
    when = day_month(facts.meeting_day) if facts.meeting_day else "this digest"
    words = (
        f"The meeting of {when} is cancelled. This digest stays as it was posted; "
        "what is reported from here on counts for the next meeting."
    )
    return OutboundMessage(
        blocks=(Paragraph(runs=(plain(words),)),),
        summary=f"The meeting of {when} is cancelled",
        kind=MessageKind.NOTICE,
    )


def _notice(runs: Sequence[Run], *, summary: str, button: Button) -> OutboundMessage:
    return OutboundMessage(
        blocks=(Paragraph(runs=tuple(runs)), Buttons(buttons=(button,))),
        summary=summary,
        kind=MessageKind.OFFICE,
    )


# --- what changed since ---------------------------------------------------------------------------


def changes(posted: DigestFacts, now: DigestFacts) -> tuple[OutboundMessage, ...]:
    """What is different from the frozen facts, the day before the meeting; nothing where nothing is."""
    rows: list[tuple[Block, ...]] = []
    for line in now.actions:
        before = posted.line(line.key)
        told = _difference(before, line, posted.entry(line.key), now.entry(line.key))
        if told:
            row = StatusRow(
                key=line.key, title=cut(line.title, 10), status=line.status, detail=told
            )
            rows.append((row,))
    kept = {one.key for one in now.actions}
    rows += [
        (
            StatusRow(
                key=gone.key,
                title=cut(gone.title, 10),
                status=gone.status,
                detail=(plain("withdrawn from the plan"),),
            ),
        )
        for gone in posted.actions
        if gone.key not in kept
    ]
    rows += [
        (Paragraph(runs=(plain("Also to decide: "), *decision_runs(one, title=10, text=20))),)
        for one in _new_decisions(posted, now)
    ]
    title = f"Changed since the digest of {day(to_local(posted.as_of).date())}"
    return tuple(
        OutboundMessage(blocks=blocks, summary=title, kind=MessageKind.CHANGES)
        for blocks in parts(title, rows)
    )


def _new_decisions(posted: DigestFacts, now: DigestFacts) -> list[DecisionNeeded]:
    known = {(one.kind, one.key, one.text, one.awaiting) for one in posted.decisions}
    return [
        one for one in now.decisions if (one.kind, one.key, one.text, one.awaiting) not in known
    ]


def _difference(
    before: ActionLine | None, now: ActionLine, was: Entry | None, entry: Entry | None
) -> tuple[Run, ...]:
    """What is new about one action, or nothing."""
    if before is None:
        return (plain("new in the plan"),)
    runs: list[Run] = []
    if before.status is not now.status:
        runs.append(plain(f"was {before.status.label}. "))
    if before.approved != now.approved and now.approved is not None:
        runs.append(plain(f"Agreed date now {short_due_words(now.approved)}. "))
    if before.forecast != now.forecast and now.forecast is not None:
        runs.append(plain(f"Forecast {slip_to_words(before.forecast, now.forecast)}. "))
    for marker, words in _NEW_MARKERS:
        if marker in now.markers and marker not in before.markers:
            runs.append(plain(words))
    if before.awaiting and not now.awaiting:
        runs.append(plain("No longer awaiting sign-off. "))
    for label, old, new in (
        ("Now", was.position if was else None, entry.position if entry else None),
        ("Next", was.next_steps if was else None, entry.next_steps if entry else None),
    ):
        if new and new != old:
            runs += [strong(f"{label}: "), literal(cut(new, 24).rstrip(" .")), plain(". ")]
    if not runs and before.outstanding and not now.outstanding:
        runs.append(plain("updated, no change. "))
    return tidy(runs)


_NEW_MARKERS = (
    (Marker.COMPLETION_CLAIMED, "Completion claimed. "),
    (Marker.IMPACT_PENDING, "Delivered, impact pending. "),
    (Marker.OVERDUE, "Now past its agreed date. "),
    (Marker.JOINT_POSITION_AWAITED, "Joint position awaited. "),
)
