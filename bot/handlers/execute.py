"""Carrying out what a conversation decided: one command at a time, all in the event's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from bot.domain.commands import (
    Agree,
    Ask,
    Asked,
    Assure,
    ClaimCompletion,
    Command,
    Decide,
    HoldDigest,
    HoldEscalation,
    MarkDelivered,
    MilestoneReport,
    NameCover,
    Part,
    Query,
    RecordAbsence,
    RecordReading,
    ReleaseDigest,
    Report,
    RequestReassign,
    RequestRedate,
    Say,
    SnoozeItem,
    TakeBackAbsence,
    TakeOffLink,
    TellOffice,
    Undo,
    WithdrawRequest,
)
from bot.domain.cycle import Digest, DigestState
from bot.domain.messages import OutboundMessage
from bot.domain.people import Person, Place
from bot.domain.permissions import sees_names
from bot.handlers import decisions, digests, escalations, items, queries, requests, updates
from bot.handlers.evidence import take_off
from bot.handlers.exchange import Exchange
from bot.handlers.handing_on import named_delegate, pass_on
from bot.handlers.home_page import schedule
from bot.handlers.quiet import (
    absent,
    name_cover,
    quiet_as_long_as_may_be,
    snooze,
    take_back_absence,
)
from bot.handlers.results import Results
from bot.handlers.scene import Scene, unknown_ref
from bot.handlers.sharing import everybody, to_be_shared
from bot.handlers.telling import office, tell_later
from bot.handlers.undo import undo, what_stands
from bot.phrasing import answers
from bot.phrasing import items as item_words
from bot.phrasing import requests as request_words
from bot.phrasing import updates as update_words
from bot.phrasing.help import colours, help_message


def execute(ex: Exchange, scene: Scene, command: Command, results: Results) -> None:
    """Carry out one command; what it came to is added to ``results``."""
    match command:
        case Report():
            updates.report(ex, scene, command, results)
        case MilestoneReport():
            items.milestone(ex, scene, command, results)
        case RecordReading():
            items.reading(ex, scene, command, results)
        case Agree():
            updates.agree(ex, scene, command, results)
        case MarkDelivered():
            updates.deliver(ex, scene, command, results)
        case Assure():
            updates.assure(ex, scene, command, results)
        case ClaimCompletion():
            requests.claim(ex, scene, command, results)
        case RequestRedate():
            requests.redate(ex, scene, command, results)
        case RequestReassign():
            requests.reassign(ex, scene, command, results)
        case WithdrawRequest():
            requests.withdraw(ex, scene, command, results)
        case Decide():
            decisions.decide(ex, scene, command, results)
        case SnoozeItem():
            snooze(ex, scene, command, results)
        case RecordAbsence():
            absent(ex, command, results)
        case NameCover():
            name_cover(ex, command, results)
        case TakeBackAbsence():
            take_back_absence(ex, command, results)
        case TakeOffLink():
            take_off(ex, scene, command, results)
        case Undo():
            undo(ex, scene, command, results)
        case HoldDigest() | ReleaseDigest():
            _hold_or_release(ex, command, results)
        case HoldEscalation():
            _hold_escalation(ex, scene, command, results)
        case TellOffice():
            tell_office(ex, scene, command, results)
        case Query():
            results.answers.append(_answer_query(ex, scene, command))
        case Say():
            _say(ex, scene, command, results)
        case Ask():
            results.parts.extend(command.parts)
        case _:
            assert_never(command)


def tell_office(ex: Exchange, scene: Scene, command: TellOffice, results: Results) -> None:
    """Something only people can sort out: the office is told privately, once per event."""
    action = scene.actions.get(command.key) if command.key else None
    message = request_words.for_the_office(command.code, by=ex.person.name, action=action)
    told = [
        tell_later(ex, person, message, key=f"office:{ex.batch}:{command.code}:{person.id}")
        for person in office(ex.uow, ex.programme.id)
    ]
    if not any(told):
        results.answers.append(answers.answer("no_office"))
        return
    ex.record("office_told", command.key or "programme", after={"code": command.code})
    results.answers.append(answers.answer("stop" if command.code == "stop" else "office_told"))


def open_digest(ex: Exchange, digest_id: int | None = None) -> Digest | None:
    """The digest that is drafted or held and waits to be posted: that one, or the newest."""
    waiting = [
        digest
        for plan in ex.uow.plans.of(ex.programme.id)
        for digest in ex.uow.cycles.digests(plan.id)
        if digest.state in (DigestState.DRAFT, DigestState.HELD, DigestState.RELEASED)
        and digest_id in (None, digest.id)
    ]
    return max(waiting, key=lambda d: (d.drafted_at, d.id), default=None)


def _hold_or_release(ex: Exchange, command: HoldDigest | ReleaseDigest, results: Results) -> None:
    if not sees_names(ex.person):
        results.answers.append(answers.answer("hold_not_yours"))
        return
    digest = open_digest(ex, command.digest_id)
    if digest is None:
        results.answers.append(answers.answer("no_draft"))
        return
    if isinstance(command, HoldDigest):
        digests.hold(ex.uow, ex.programme, digest, ex.person.id, ex.now)
        results.answers.append(answers.answer("held"))
    else:
        digests.release(ex.uow, ex.programme, digest, ex.person.id, ex.now)
        results.answers.append(answers.answer("released"))


def _hold_escalation(ex: Exchange, scene: Scene, command: HoldEscalation, results: Results) -> None:
    if not ex.person.is_office:
        results.answers.append(answers.answer("hold_is_offices"))
        return
    action = scene.fresh(ex, command.key)
    results.answers.append(escalations.hold(ex.uow, ex.programme, action, ex.person, ex.now))


def _answer_query(ex: Exchange, scene: Scene, query: Query) -> OutboundMessage:
    person = _reader(ex)
    match query.asked:
        case Asked.HELP:
            return help_message(leads=bool(scene.mine), decides=sees_names(ex.person))
        case Asked.COLOURS:
            return colours(query.filters)
        case Asked.MINE:
            return queries.mine(ex.uow, ex.programme, person, ex.now)
        case Asked.SCHEDULE:
            return schedule(ex.uow, ex.programme, ex.now)
        case Asked.OVERDUE:
            filters = ("overdue", *query.filters)
            told = queries.status(ex.uow, ex.programme, person, filters, ex.now)
            return to_be_shared(ex, query, told)
        case Asked.STATUS | Asked.ACTION | Asked.DIGEST:
            told = queries.status(ex.uow, ex.programme, person, query.filters, ex.now)
            return to_be_shared(ex, query, told)
        case _:
            assert_never(query.asked)


def _reader(ex: Exchange) -> Person:
    """As whom the asker reads: what is answered in a channel's thread is everybody's, so no names (R8)."""
    address, _ = ex.place
    if address.place is Place.DM or ex.is_private:
        return ex.person
    return everybody(ex.person)


def _dropped(parts: Sequence[Part]) -> str:
    """What to say where a question is dropped: a colour that it follows stays saved."""
    codes = {part.code for part in parts}
    if any(part.code == "which_person" and part.values.get("for") == "cover" for part in parts):
        return "nobody_covers"
    if "narrative" in codes:
        return "narrative_later"
    return "saved_stands" if codes & {"still_green", "withdraw_claim"} else "cancelled"


def _say(ex: Exchange, scene: Scene, command: Say, results: Results) -> None:
    match command.code:
        case "stop":
            quiet_as_long_as_may_be(ex, scene)
            tell_office(ex, scene, TellOffice(code="stop"), results)
        case "sent_already":
            named = named_delegate(ex)
            if named is None:
                results.answers.append(answers.sent_already(None, None))
            else:
                keys = command.keys or scene.items
                pass_on(ex, scene, keys, results, delegate_id=named)
        case "cancelled":
            results.answers.append(answers.answer(_dropped(scene.parts)))
        case "put_right":
            results.answers.append(update_words.put_right(command.key or ""))
        case "stands":
            results.answers.append(what_stands(ex, command.key or ""))
        case "milestone_unsure":
            results.answers.append(item_words.unsure(command.key or ""))
        case "unknown_ref":
            results.answers.append(unknown_ref(scene, command.key or ""))
        case code:
            results.answers.append(answers.answer(code))
