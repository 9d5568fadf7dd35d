"""From the record to the facts of a digest (R11): pure, and only what is true at ``now``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from bot.domain.actions import Action, Measure, Reading
from bot.domain.calendar import local_day
from bot.domain.digest import (
    ActionLine,
    Bar,
    Compared,
    Corrected,
    DateMove,
    DecisionNeeded,
    DigestFacts,
    Entry,
    MeasureLine,
    Move,
    Outstanding,
    StatusCount,
    Value,
)
from bot.domain.digest_entry import OVERALL, Basis, action_line, current_assurance, entry
from bot.domain.programme import OFFICE, Heading, priorities
from bot.domain.status import TELLING_ORDER, Status

HEADLINE_MEASURES = 3

#: How grave a colour is. Not reported and grey are neither better nor worse than green.
_GRAVITY: Mapping[Status, int] = {
    Status.BLUE: 0,
    Status.GREEN: 1,
    Status.GREY: 1,
    Status.NOT_REPORTED: 1,
    Status.AMBER: 2,
    Status.RED: 3,
}


def build_facts(basis: Basis, *, now: datetime) -> DigestFacts:
    """Everything the digest says, from the record as it stands at ``now``.

    Withdrawn actions are not in it. The system never recolours: a status is the lead's, or what R7
    makes of two leads' differing ones.
    """
    places = priorities(basis.headings)
    live = [one for one in basis.actions if not one.withdrawn]
    lines = [action_line(basis, one, _code(places.get(one.heading)), now=now) for one in live]
    entries = [
        entry(basis, action, line, now=now)
        for colour in (Status.RED, Status.AMBER)
        for action, line in zip(live, lines, strict=True)
        if line.status is colour
    ]
    previous, meeting = basis.previous, basis.meeting
    assured = [view.at for one in live if (view := current_assurance(basis, one.state.assurance))]
    overall = basis.corrections_of("").get(OVERALL)
    return DigestFacts(
        plan=basis.plan.code,
        plan_title=basis.plan.title,
        body=basis.body_name(basis.plan.reporting_body),
        meeting_id=meeting.id if meeting else None,
        meeting_day=meeting.day if meeting else None,
        moved_from=basis.moved_from,
        edition=basis.edition,
        short_notice=basis.short_notice,
        as_of=now,
        assured_at=max(assured, default=None),
        compared=(
            Compared(
                meeting_day=previous.meeting_day or local_day(previous.as_of),
                as_of=previous.as_of,
            )
            if previous
            else None
        ),
        overall=(overall.text or None) if overall else None,
        overall_by=(
            Corrected(
                field=OVERALL, by=basis.name_of(overall.person_id) or "", on=local_day(overall.at)
            )
            if overall and overall.text
            else None
        ),
        counts=_counts(lines, previous.counts if previous else None),
        bars=_bars(basis, places, lines),
        actions=tuple(lines),
        worsened=_moves(lines, previous, worse=True),
        improved=_moves(lines, previous, worse=False),
        slipped=_slipped(lines, previous),
        entries=tuple(entries),
        decisions=_decisions(basis, live, lines, entries),
        outstanding=_outstanding(places, lines),
        measures=_measures(live, local_day(now)),
    )


def _code(priority: Heading | None) -> str:
    if priority is None:
        return ""
    return priority.code or priority.local_id


def _counts(
    lines: Sequence[ActionLine], before: Sequence[StatusCount] | None
) -> tuple[StatusCount, ...]:
    """All six states in the order of telling, none left out where it is nought."""
    then = None if before is None else {one.status: one.count for one in before}
    return tuple(
        StatusCount(
            status=status,
            count=sum(one.status is status for one in lines),
            before=None if then is None else then.get(status, 0),
        )
        for status in TELLING_ORDER
    )


def _bars(
    basis: Basis, places: Mapping[str, Heading], lines: Sequence[ActionLine]
) -> tuple[Bar, ...]:
    then = {one.code: one.counts for one in basis.previous.bars} if basis.previous else {}
    titles = _titles(places, lines)
    return tuple(
        Bar(
            code=code,
            title=title,
            counts=_counts([one for one in lines if one.priority == code], then.get(code)),
        )
        for code, title in titles.items()
    )


def _titles(places: Mapping[str, Heading], lines: Sequence[ActionLine]) -> Mapping[str, str]:
    """The priorities that have actions, by code, in the plan's order."""
    tops = sorted({p.local_id: p for p in places.values()}.values(), key=lambda p: (p.order, p.id))
    used = {one.priority for one in lines}
    named = {_code(one): one.title for one in tops if _code(one) in used}
    return named | {code: "" for code in used if code not in named}


def _moves(
    lines: Sequence[ActionLine], previous: DigestFacts | None, *, worse: bool
) -> tuple[Move, ...]:
    """Those whose colour is graver (or less grave) than then; the gravest first."""
    if previous is None:
        return ()
    found = []
    for line in lines:
        then = previous.line(line.key)
        step = _GRAVITY[line.status] - _GRAVITY[then.status] if then else 0
        if then and (step > 0 if worse else step < 0):
            found.append(Move(key=line.key, title=line.title, before=then.status, now=line.status))
    return tuple(sorted(found, key=lambda one: -_GRAVITY[one.now]))


def _slipped(lines: Sequence[ActionLine], previous: DigestFacts | None) -> tuple[DateMove, ...]:
    """Those expected later than at the last digest, whose forecast (or agreed date) was the promise."""
    if previous is None:
        return ()
    found = []
    for line in lines:
        then = previous.line(line.key)
        before = (then.forecast or then.approved) if then else None
        now = line.forecast or line.approved
        if before and now and before.end and now.end and now.end > before.end:
            found.append(DateMove(key=line.key, title=line.title, before=before, now=now))
    return tuple(found)


def _decisions(
    basis: Basis, live: Sequence[Action], lines: Sequence[ActionLine], entries: Sequence[Entry]
) -> tuple[DecisionNeeded, ...]:
    """Open requests that wait for a body, then what leads ask for; the gravest actions first."""
    by_id = {one.id: one for one in live}
    found = [
        DecisionNeeded(
            kind=request.kind,
            key=action.key,
            title=action.title,
            text=request.reason,
            new_date=request.new_date,
            awaiting=basis.body_name(request.awaiting),
            request_id=request.id,
        )
        for request in basis.requests
        if request.awaiting and request.awaiting != OFFICE
        if (action := by_id.get(request.action_id))
    ]
    asks = [
        DecisionNeeded(kind="ask", key=one.key, title=one.title, text=one.ask)
        for one in entries
        if one.ask
    ]
    # An ask outlives the trouble it was made in; off amber and red it counts only if it is new.
    fresh = {(one.action_id, one.ask) for one in basis.recent if one.ask}
    asks += [
        DecisionNeeded(kind="ask", key=line.key, title=line.title, text=action.state.ask)
        for action, line in zip(live, lines, strict=True)
        if not line.status.needs_narrative
        and action.closed_on is None
        and (action.id, action.state.ask) in fresh
    ]
    return (*found, *asks)


def _outstanding(
    places: Mapping[str, Heading], lines: Sequence[ActionLine]
) -> tuple[Outstanding, ...]:
    owed = [one.priority for one in lines if one.outstanding]
    return tuple(
        Outstanding(priority=code, title=title, count=owed.count(code))
        for code, title in _titles(places, lines).items()
        if code in owed
    )


def _measures(live: Sequence[Action], today: date) -> tuple[MeasureLine, ...]:
    """The headline measures; where none is marked so, those with the newest readings."""
    known = {measure.id: measure for action in live for measure in action.measures}
    chosen = [one for one in known.values() if one.headline]
    if not chosen:
        read = [one for one in known.values() if _newest(one, today)]
        chosen = sorted(read, key=lambda one: _newest(one, today)[0].as_of, reverse=True)
    return tuple(
        MeasureLine(
            text=one.text,
            target=one.target,
            values=tuple(
                Value(value=reading.value, as_of=reading.as_of, source=reading.source)
                for reading in _newest(one, today)
            ),
            due=one.due,
            before=_before(one, today),
        )
        for one in chosen[:HEADLINE_MEASURES]
    )


def _newest(measure: Measure, today: date) -> tuple[Reading, ...]:
    """The readings of the newest day; of one source the one entered last, of several all of them."""
    known = [one for one in measure.readings if one.as_of <= today]
    latest = max((one.as_of for one in known), default=None)
    by_source = {one.source: one for one in known if one.as_of == latest}
    kept: dict[str, Reading] = {}
    for one in by_source.values():
        kept.setdefault(one.value, one)
    return tuple(kept.values())


def _before(measure: Measure, today: date) -> Value | None:
    """What the source of the newest reading said the time before."""
    newest = _newest(measure, today)
    if len(newest) != 1:
        return None
    now = newest[0]
    earlier = [
        one for one in measure.readings if one.source == now.source and one.as_of < now.as_of
    ]
    last = max(earlier, key=lambda one: (one.as_of, one.id), default=None)
    return Value(value=last.value, as_of=last.as_of, source=last.source) if last else None
