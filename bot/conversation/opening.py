"""A message that answers no open question: what it asks for, and what must be asked back (R12)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from bot.conversation.readings import Decided, Decision, Intent, Interpretation, Reading
from bot.conversation.table import Table, due_values
from bot.conversation.untold import TOLD
from bot.domain.commands import (
    Agree,
    Ask,
    Asked,
    Assure,
    Choice,
    ClaimCompletion,
    Command,
    Decide,
    HoldDigest,
    HoldEscalation,
    NameCover,
    Part,
    Query,
    RecordAbsence,
    ReleaseDigest,
    Report,
    RequestReassign,
    RequestRedate,
    Say,
    SnoozeItem,
    Undo,
)
from bot.domain.status import OPEN_COLOURS, Limb

_QUERIES: Mapping[Intent, Asked] = {
    Intent.QUERY_STATUS: Asked.STATUS,
    Intent.QUERY_MINE: Asked.MINE,
    Intent.QUERY_OVERDUE: Asked.OVERDUE,
    Intent.QUERY_ACTION: Asked.ACTION,
    Intent.HELP: Asked.HELP,
}
#: Words that report nothing and still deserve their own answer; some of them are the office's to settle.
_QUICK: Mapping[str, tuple[Command, ...]] = {
    "second_hand": (Say(code="own_view"),),
    "pressure": (Say(code="own_view"),),
    "stop": (Say(code="stop"),),
    "stop_what": (Say(code="stop_what"),),
}


def fresh(said: Interpretation, text: str, table: Table) -> tuple[Command, ...]:
    """What is to be done about a message that answers no question."""
    if said.decision is not None:
        return _decision(said.decision, said, text, table)
    if said.quick == "sent_already":
        return (Say(code=said.quick, keys=said.filters),)
    if said.quick == "not_in_writing":
        return (Ask(parts=(_ring(said.filters or table.items),)),)
    if said.quick is not None and said.quick in _QUICK:
        return _QUICK[said.quick]
    if said.quick == "explain":
        return (Query(asked=Asked.COLOURS, filters=said.filters),)
    if said.quick == "auto_reply":
        return _auto_reply(said, table)
    match said.intent:
        case Intent.UNDO:
            return (Undo(keys=said.filters, alone=said.quick == "undo_alone"),)
        case Intent.THANKS:
            return (Say(code="thanks"),)
        case Intent.DENY if disputed := _agreeable(table):
            return (Ask(parts=tuple(_own_view(key) for key in disputed)),)
        case Intent.CANCEL | Intent.DENY:
            return (
                Say(code="stands", key=table.saved) if table.saved else Say(code="nothing_saved"),
            )
        case Intent.CONFIRM:
            return _bare_yes(table)
        case intent if intent in _QUERIES:
            refs = tuple(r.ref for r in said.readings if r.ref)
            return (Query(asked=_QUERIES[intent], filters=(*said.filters, *refs)),)
        case _:
            pass
    if (note := _note(said, text, table)) is not None:
        return (note,)
    commands: list[Command] = []
    parts: list[Part] = []
    for reading in said.readings:
        _take(reading, said, text, table, commands, parts)
    if parts:
        commands.append(Ask(parts=_asked_once(parts)))
    if not commands:
        commands.append(Say(code="not_understood"))
    return tuple(commands)


def _asked_once(parts: list[Part]) -> tuple[Part, ...]:
    """Until which day is asked once for all the items that are to be put off."""
    put_off = [part for part in parts if part.code == "snooze_date"]
    if len(put_off) < 2:
        return tuple(parts)
    keys = ",".join(part.values["keys"] for part in put_off)
    rest = [part for part in parts if part.code != "snooze_date"]
    return (*rest, Part(code="snooze_date", values={"keys": keys}))


def _bare_yes(table: Table) -> tuple[Command, ...]:
    """ "Agree" to a message about another organisation's view agrees with it; else there is nothing to agree to."""
    agreeable = _agreeable(table)
    if agreeable:
        return tuple(Agree(key=key) for key in agreeable)
    return (Say(code="nothing_open"),)


def _agreement(
    ref: str | None, limbs: frozenset[Limb], text: str, table: Table
) -> tuple[Command, ...]:
    """The agreement, and the limbs that it names besides: those of one action, else it is asked of which."""
    agreeable = [ref] if ref else _agreeable(table)
    if not limbs:
        return (Agree(key=ref),) if ref else _bare_yes(table)
    if len(agreeable) > 1:
        choices = table.candidates(agreeable)
        return (Ask(parts=(Part(code="which_action", choices=choices, pending=text),)),)
    if not agreeable:
        return (Say(code="nothing_open"),)
    return (Agree(key=agreeable[0]), Report(key=agreeable[0], limbs=limbs))


def _agreeable(table: Table) -> list[str]:
    """The actions of the message in hand for which agreement is asked."""
    return [key for key in table.items if table.cards[key].agreeable]


def _ring(keys: tuple[str, ...]) -> Part:
    """Who will not write is asked whether the office may ring: a yes to that agrees to nothing else."""
    return Part(
        code="ring",
        key=keys[0] if len(keys) == 1 else None,
        choices=(
            Choice(value="yes", label="Yes, ring me"),
            Choice(value="no", label="No, thank you"),
        ),
    )


def _own_view(key: str, position: str = "") -> Part:
    """Who does not agree is asked for the own view: no colour is guessed from a no."""
    return Part(
        code="own_view",
        key=key,
        choices=tuple(Choice(value=s.value, label=s.label) for s in OPEN_COLOURS),
        values={"position": position},
    )


def _note(said: Interpretation, text: str, table: Table) -> Ask | None:
    """Words without a status, about an amber or a red: whether they are to be added to what it says (R3)."""
    only = table.items[0] if len(table.items) == 1 else None
    untold = said.intent is Intent.UNKNOWN and said.narrative
    if not untold or only is None or not table.cards[only].status.needs_narrative:
        return None
    return Ask(
        parts=(
            Part(
                code="confirm_note",
                key=only,
                choices=(
                    Choice(value="yes", label="Yes, add it"),
                    Choice(value="no", label="No"),
                ),
                pending=text,
                values={"text": said.narrative or ""},
            ),
        )
    )


def _auto_reply(said: Interpretation, table: Table) -> tuple[Command, ...]:
    """An auto-reply never records anything: its dates are offered as an absence (R12)."""
    for reading in said.readings:
        last = reading.last_day or reading.snooze_until
        if last is not None:
            return (_confirm_absence(reading, last, table),)
    return (Say(code="auto_reply"),)


def _confirm_absence(reading: Reading, last: date, table: Table) -> Ask:
    return Ask(
        parts=(
            Part(
                code="confirm_absence",
                choices=(Choice(value="yes", label="Yes"), Choice(value="no", label="No")),
                values={
                    "first": (reading.away_from or table.today).isoformat(),
                    "last": last.isoformat(),
                    "cover": reading.cover or "",
                },
            ),
        )
    )


def _decision(
    decision: Decision, said: Interpretation, text: str, table: Table
) -> tuple[Command, ...]:
    ref = decision.ref
    needs_item = decision.decided in (
        Decided.HOLD,
        Decided.AGREE,
        Decided.DISAGREE,
        Decided.ASSURE,
    )
    if needs_item and ref is not None and ref not in table.cards:
        return (Say(code="unknown_ref", key=ref),)
    match decision.decided:
        case Decided.APPROVE | Decided.REFUSE:
            return (
                Decide(
                    agreed=decision.decided is Decided.APPROVE,
                    key=ref,
                    kind=decision.request,
                    reason=decision.reason,
                    minute=decision.minute,
                    meeting=decision.meeting,
                    chairs_action=decision.chairs_action,
                ),
            )
        case Decided.HOLD:
            return (HoldEscalation(key=ref),) if ref in table.cards and ref else (HoldDigest(),)
        case Decided.RELEASE:
            return (ReleaseDigest(),)
        case Decided.AGREE:
            return _agreement(ref, decision.limbs, text, table)
        case Decided.DISAGREE:
            key = ref or next(iter(_agreeable(table)), None)
            if key is None:
                return (Say(code="nothing_open"),)
            return (Ask(parts=(_own_view(key, said.narrative or ""),)),)
        case Decided.ASSURE:
            if ref and decision.status:
                return (Assure(key=ref, status=decision.status, reason=decision.reason or text),)
            return (Say(code="assure_how"),)


def _take(
    reading: Reading,
    said: Interpretation,
    text: str,
    table: Table,
    commands: list[Command],
    parts: list[Part],
) -> None:
    """Turn one reading into a command, or into a part of the question."""
    if said.intent is Intent.AWAY and reading == Reading(ref=None, cover=reading.cover):
        commands.append(NameCover(cover=reading.cover or ""))
        return
    away = said.intent is Intent.AWAY and _tells_of_absence(reading)
    last_day = reading.last_day or reading.snooze_until
    if away and (reading.needs_clarification or last_day is None):
        parts.append(
            Part(
                code="absence_dates",
                values={
                    "first": (reading.away_from or table.today).isoformat(),
                    "cover": reading.cover or "",
                },
            )
        )
        return
    if away and last_day is not None:
        commands.append(
            RecordAbsence(
                first_day=reading.away_from or table.today,
                last_day=last_day,
                cover=reading.cover,
            )
        )
        return
    key = reading.ref
    if key is not None and key not in table.cards:
        commands.append(Say(code="unknown_ref", key=key))
        return
    if reading.needs_clarification or key is None:
        part = _unclear(reading, said, text, table)
        if part is not None:
            parts.append(part)
        elif said.intent is Intent.SNOOZE:
            commands.append(Say(code="which_date"))
        return
    card = table.cards[key]
    if reading.done:
        if card.impact_due is not None:
            parts.append(
                Part(
                    code="impact_pending",
                    key=key,
                    choices=(
                        Choice(value="delivered", label="Delivered, impact pending"),
                        Choice(value="claim", label="Ask to close it"),
                    ),
                    values={"end": card.impact_due.isoformat()},
                )
            )
        else:
            commands.append(
                ClaimCompletion(key=key, links=reading.links, position=reading.position)
            )
        return
    if reading.redate is not None:
        commands.append(RequestRedate(key=key, new_date=reading.redate, reason=reading.position))
        told = reading.forecast if reading.forecast != reading.redate else None
        reading = replace(reading, redate=None, forecast=told)
        if not reading.says_anything:
            return
    if reading.new_owner or said.intent is Intent.REASSIGN:
        commands.append(RequestReassign(key=key, new_owner=reading.new_owner))
        if reading.status is None:
            return
    if reading.snooze_until:
        commands.append(SnoozeItem(key=key, until=reading.snooze_until))
        if not (reading.status or reading.forecast):
            return
    position = reading.position
    if (
        position is None
        and reading.next_steps is None
        and len(said.readings) == 1
        and reading.status is not None
    ):
        position = said.narrative
    commands.append(
        Report(
            key=key,
            status=reading.status,
            position=position,
            next_steps=reading.next_steps,
            if_not=reading.if_not,
            back_to_green=reading.back_to_green,
            ask=reading.ask,
            limbs=reading.limbs or None,
            forecast=reading.forecast,
            links=reading.links,
            no_change=reading.no_change,
            correction=said.intent is Intent.CORRECTION,
        )
    )


def _tells_of_absence(reading: Reading) -> bool:
    """Whether a reading of a message about an absence is the absence, and not a report beside it."""
    return reading.ref is None and not (
        reading.status
        or reading.done
        or reading.forecast
        or reading.candidates
        or reading.candidate_refs
    )


def _unclear(reading: Reading, said: Interpretation, text: str, table: Table) -> Part | None:
    """What to ask about a reading that is not safe to save."""
    key = reading.ref
    if key is None:
        if not table.candidates(reading.candidate_refs):
            return None
        return Part(
            code="which_action",
            choices=table.candidates(reading.candidate_refs),
            pending=text,
        )
    if said.intent is Intent.REASSIGN or said.question == "who":
        return Part(code="who", key=key, pending=text)
    if said.question == "redate" and reading.redate is not None:
        return Part(
            code="redate",
            key=key,
            choices=(Choice(value="yes", label="Yes, ask for it"), Choice(value="no", label="No")),
            values=due_values(reading.redate),
        )
    if said.question == "confirm_date" and reading.forecast is not None:
        return Part(
            code="confirm_date",
            key=key,
            choices=(Choice(value="yes", label="Yes"), Choice(value="no", label="No")),
            values=due_values(reading.forecast),
        )
    if said.intent is Intent.SNOOZE and said.question == "which_date":
        return Part(code="snooze_date", values={"keys": key})
    if said.question in ("which_date", "confirm_date"):
        return Part(code="which_date", key=key, pending=text)
    candidates = reading.candidates or OPEN_COLOURS
    values = {} if reading.forecast is None else due_values(reading.forecast)
    if reading.position or (len(said.readings) == 1 and said.narrative):
        values["position"] = reading.position or said.narrative or ""
    if reading.next_steps:
        values["next_steps"] = reading.next_steps
    if TOLD in said.because:
        values["told"] = "yes"
    return Part(
        code="own_view" if said.question == "own_view" else "which_colour",
        key=key,
        choices=tuple(Choice(value=s.value, label=s.label) for s in candidates),
        pending=text,
        values=values,
    )
