"""Accounts found by somebody's work e-mail: asked about before anything of the plan is sent or taken there.

The directory's word that an e-mail is an account's says little about who reads it. A match is no address:
nobody's messages go there and nothing said there is anybody's, until whoever sits there says that it is them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.conversation.first_contact import Contact, read_contact
from bot.domain.calendar import instant, local_day
from bot.domain.cycle_plan import next_window
from bot.domain.messages import (
    Commanded,
    Deleted,
    Inbound,
    Outgoing,
    Pressed,
    Priority,
    Said,
    SendState,
    Submitted,
)
from bot.domain.people import Address, Match, MatchState, Person, Place
from bot.domain.programme import Connection, Programme, ProgrammeState
from bot.domain.verbs import Verb
from bot.handlers.exchange import Exchange, working_days
from bot.handlers.settling import show_settled
from bot.handlers.telling import office, tell_all
from bot.phrasing import first_contact as say
from bot.ports import Event, UnitOfWork

#: Working days after which the office is told that nobody has answered.
PATIENCE = 2
#: Questions to one account, at most: an auto-reply is not argued with.
_MOST = 5


# --- finding ------------------------------------------------------------------------------------------


def sought(uow: UnitOfWork, connection: Connection) -> list[Person]:
    """Whose account is looked for: people with an e-mail, no address, and no account found by that e-mail
    yet, whatever was said of it."""
    known = {(one.person_id, one.email) for one in uow.people.matches(connection.programme_id)}
    people = uow.people.of(connection.programme_id)
    return [person for person in people if _is_sought(uow, person, known)]


def _is_sought(uow: UnitOfWork, person: Person, known: Collection[tuple[int, str]]) -> bool:
    email = (person.email or "").casefold()
    return bool(
        person.active
        and email
        and (person.id, email) not in known
        and not uow.people.all_addresses(person.id)
    )


def found(uow: UnitOfWork, person: Person, address: Address, now: datetime) -> bool:
    """The platform names this account for the person's e-mail. False: it is somebody's already, or is not
    theirs by its own word, or they have been found elsewhere since they were looked for."""
    if uow.people.by_address(address.connection, address.native):
        return False
    elsewhere = {
        (one.person_id, one.email)
        for one in uow.people.matches(person.programme_id)
        if one.address != address
    }
    if not _is_sought(uow, person, elsewhere):
        return False
    known = uow.people.matches_at(address.connection, address.native)
    own = next((one for one in known if one.person_id == person.id), None)
    others = any(one.state is MatchState.PENDING for one in known if one is not own)
    if others or (own is not None and own.state is MatchState.REFUSED):
        return False
    match = uow.people.save_match(
        Match(
            id=own.id if own is not None else 0,
            person_id=person.id,
            connection=address.connection,
            native=address.native,
            email=(person.email or "").casefold(),
            at=now,
        )
    )
    uow.people.wake([person.id], now)
    _record(uow, person, match, now, kind="account_found")
    ask_pending(uow, uow.programmes.get(person.programme_id), now, only=match)
    return True


def ask_pending(
    uow: UnitOfWork, programme: Programme, now: datetime, *, only: Match | None = None
) -> None:
    """Ask in every account that was found and not asked yet, inside R7's hours; a programme that is not
    live asks nobody anything."""
    if programme.state is not ProgrammeState.LIVE:
        return
    at = next_window(now, programme.policy.hours, working_days(uow, programme))
    for match in uow.people.matches(programme.id) if only is None else (only,):
        if match.state is MatchState.PENDING and uow.outbox.by_key(_key(match, 0)) is None:
            person = uow.people.get(match.person_id)
            if _holds(uow, match, person):
                uow.outbox.put(_question(programme, person, match, 0, at, Priority.REMINDER))


# --- what is known ------------------------------------------------------------------------------------


def pending_at(uow: UnitOfWork, connection: str, native: str) -> tuple[Match, Person] | None:
    """Whose account it was taken for, where they have not said yet that it is them."""
    for match in uow.people.matches_at(connection, native):
        person = uow.people.get(match.person_id)
        if match.state is MatchState.PENDING and _holds(uow, match, person):
            return match, person
    return None


def is_answered(uow: UnitOfWork, message: Inbound) -> bool:
    """Whether an old question's button was pressed once more where it had been answered with a no."""
    pressed = message.content
    if not isinstance(pressed, Pressed) or pressed.verb not in (Verb.ITS_ME, Verb.NOT_ME):
        return False
    known = uow.people.matches_at(message.connection, message.sender)
    return any(str(one.id) == pressed.value and one.state is MatchState.REFUSED for one in known)


def is_asked(uow: UnitOfWork, person: Person) -> bool:
    """Whether an account was found for them that nobody has confirmed or refused yet."""
    return _of(uow, person, MatchState.PENDING) is not None


def waits_until(uow: UnitOfWork, programme: Programme, person: Person) -> datetime | None:
    """Until when an answer is waited for before the office is told; ``None``: nobody was asked."""
    match = _of(uow, person, MatchState.PENDING)
    row = uow.outbox.by_key(_key(match, 0)) if match is not None else None
    if row is None:
        return None
    day = working_days(uow, programme).add(local_day(row.not_before), PATIENCE)
    return instant(day, programme.policy.hours.send_at)


def why_unreachable(uow: UnitOfWork, person: Person) -> str | None:
    """What the office is to do about the account that was found; ``None``: none was."""
    pending = _of(uow, person, MatchState.PENDING)
    if pending is not None:
        rows = [row for n in range(_MOST) if (row := uow.outbox.by_key(_key(pending, n)))]
        failed = bool(rows) and all(row.state is SendState.FAILED for row in rows)
        return say.NOT_ASKED if failed else say.NOBODY_SAID_SO
    return say.SAID_NOT_THEM if _of(uow, person, MatchState.REFUSED) is not None else None


# --- hearing ------------------------------------------------------------------------------------------


def meet(ex: Exchange, match: Match) -> bool:
    """Somebody acts from an account that was found. True: they are who they were taken for and have more to
    say; else it was answered here."""
    content = ex.inbound.content
    if isinstance(content, Deleted) or press(ex, match):
        return False
    if isinstance(content, Said | Commanded) and _has_read_the_question(ex, match):
        contact = read_contact(content.text, ex.person.name)
        if contact is Contact.NO:
            _refuse(ex, match)
            return False
        if contact is Contact.YES:
            _welcome(ex, match)
            return False
        if contact is Contact.WORDS:
            _confirm(ex, match)
            return True
        # They ask back: nothing was said that could be kept.
        unheard = False
    else:
        unheard = isinstance(content, Said | Commanded | Submitted)
    for n in range(_MOST):
        row = ex.uow.outbox.by_key(_key(match, n))
        wanted = _question(
            ex.programme, ex.person, match, n, ex.now, Priority.ECHO, unheard=unheard
        )
        if row is None:
            ex.uow.outbox.put(wanted)
            return False
        # One that still waits may say what was not kept: where nothing new was lost, it goes as it is.
        if row.state is SendState.QUEUED and (not unheard or ex.uow.outbox.rebuild(row.id, wanted)):
            return False
    return False


def press(ex: Exchange, match: Match | None = None) -> bool:
    """ "That's me" or "That's not me", also when it was answered before; False for whatever else."""
    pressed = ex.inbound.content
    if not isinstance(pressed, Pressed) or pressed.verb not in (Verb.ITS_ME, Verb.NOT_ME):
        return False
    if match is None:
        at = ex.uow.people.matches_at(ex.inbound.connection, ex.inbound.sender)
        match = next((one for one in at if one.person_id == ex.person.id), None)
    if match is None or pressed.value != str(match.id):
        return False
    if pressed.verb == Verb.NOT_ME:
        _refuse(ex, match)
    else:
        _welcome(ex, match)
    return True


def _has_read_the_question(ex: Exchange, match: Match) -> bool:
    """Whether it stands before them, in the conversation in which they write."""
    if ex.inbound.where.place is not Place.DM:
        return False
    asked = (ex.uow.outbox.by_key(_key(match, n)) for n in range(_MOST))
    return any(row is not None and row.state is SendState.SENT for row in asked)


def _welcome(ex: Exchange, match: Match) -> None:
    if _confirm(ex, match):
        ex.reply(say.welcome(ex.person.first_name))


def _confirm(ex: Exchange, match: Match) -> bool:
    """Whether they had not said so before."""
    if match.state is MatchState.CONFIRMED:
        return False
    ex.uow.people.save_match(replace(match, state=MatchState.CONFIRMED, at=ex.now))
    ex.uow.people.add_address(ex.person.id, match.address, preferred=True)
    ex.uow.people.wake([ex.person.id], ex.now)
    ex.record("address_confirmed", _subject(ex.person), after={"address": str(match.address)})
    _settle(ex, match, say.ITS_ME)
    return True


def _refuse(ex: Exchange, match: Match) -> None:
    """The account is taken off and stays off; whatever was entered stays in the record."""
    was_theirs = match.state is MatchState.CONFIRMED
    ex.uow.people.save_match(replace(match, state=MatchState.REFUSED, at=ex.now))
    ex.uow.people.remove_address(ex.person.id, match.address)
    ex.uow.outbox.drop_to(match.address)
    _record(ex.uow, ex.person, match, ex.now, kind="address_refused")
    _settle(ex, match, say.NOT_ME)
    ex.uow.outbox.put(
        Outgoing(
            programme_id=ex.programme.id,
            address=match.address,
            key=f"re:{ex.batch}:{ex.replies}",
            not_before=ex.now,
            message=say.sorry(),
        )
    )
    ex.replies += 1
    tell_all(
        ex.uow,
        office(ex.uow, ex.programme.id),
        say.not_them(ex.person.name, was_theirs=was_theirs),
        key=f"not_them:{match.id}",
        at=next_window(ex.now, ex.programme.policy.hours, ex.working),
        priority=Priority.REMINDER,
    )


def _settle(ex: Exchange, match: Match, said: str) -> None:
    for n in range(_MOST):
        show_settled(ex, _key(match, n), lambda message: say.settled(message, said))


# --- parts --------------------------------------------------------------------------------------------


def _question(
    programme: Programme,
    person: Person,
    match: Match,
    n: int,
    at: datetime,
    priority: int,
    *,
    unheard: bool = False,
) -> Outgoing:
    """To the account, and to nobody known."""
    return Outgoing(
        programme_id=programme.id,
        address=match.address,
        key=_key(match, n),
        priority=priority,
        not_before=at,
        message=say.question(person.name, programme.name, match.id, unheard=unheard),
    )


def _key(match: Match, n: int) -> str:
    return f"first_contact:{match.id}:{n}"


def _of(uow: UnitOfWork, person: Person, state: MatchState) -> Match | None:
    return next(
        (
            one
            for one in uow.people.matches(person.programme_id)
            if one.person_id == person.id and one.state is state and _holds(uow, one, person)
        ),
        None,
    )


def _holds(uow: UnitOfWork, match: Match, person: Person) -> bool:
    """Not once the office has given them an address or another e-mail."""
    return (
        person.active
        and match.email == (person.email or "").casefold()
        and not uow.people.all_addresses(person.id)
    )


def _record(uow: UnitOfWork, person: Person, match: Match, now: datetime, *, kind: str) -> None:
    """What nobody of the programme did."""
    uow.audit.record(
        Event(
            programme_id=person.programme_id,
            at=now,
            actor_id=None,
            through=match.connection,
            kind=kind,
            subject=_subject(person),
            after={"address": str(match.address)},
        )
    )


def _subject(person: Person) -> str:
    return f"person:{person.id}"
