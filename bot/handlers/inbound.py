"""The one way in: an event of a platform, handled once, in one transaction (R17, DESIGN.md "One inbound reply")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import assert_never
from unicodedata import category, normalize

from bot.conversation.guard import Breach, scan
from bot.conversation.table import Turn
from bot.domain.messages import (
    Commanded,
    Content,
    Deleted,
    FieldErrors,
    Inbound,
    Nothing,
    Outcome,
    Outgoing,
    Pressed,
    Said,
    Submitted,
)
from bot.domain.people import Person, Place
from bot.domain.programme import ProgrammeState
from bot.handlers import first_contact
from bot.handlers.deleted import deleted
from bot.handlers.exchange import Exchange
from bot.handlers.filling import submit
from bot.handlers.pressing import press, query, query_alone
from bot.handlers.scene import look
from bot.handlers.talk import carry_out, said
from bot.phrasing import answers
from bot.phrasing.forms import ERRORS
from bot.ports import Clock, UnitOfWork, Units

#: Characters of a message that are read at all; beyond it nobody answers eleven actions any more.
MOST_WORDS = 20_000


def handle(
    message: Inbound, units: Units, clock: Clock, *, deadline_seconds: float | None = None
) -> Outcome:
    """Handle one event once and give what must be answered on the spot.

    :raises DeadlineExceeded: past the deadline; nothing was saved, the platform must deliver again.
    :raises Unavailable: the database cannot be used just now; the same.
    """
    message = replace(message, content=_writable(message.content))
    with units.write(deadline_seconds=deadline_seconds) as uow:
        now = clock.now()
        before = uow.inbox.claim(message.event_key, message.connection, now)
        if before is not None:
            return before
        person = _who(uow, message)
        asked = None
        if person is None:
            asked = first_contact.pending_at(uow, message.connection, message.sender)
        if not message.addressed or (
            person is None and asked is None and first_contact.is_answered(uow, message)
        ):
            outcome: Outcome = Nothing()
        elif person is not None:
            outcome = _hear(_exchange(uow, message, person, now))
        elif asked is not None:
            match, person = asked
            ex = _exchange(uow, message, person, now)
            outcome = _hear(ex) if first_contact.meet(ex, match) else Nothing()
        else:
            _refuse_stranger(uow, message, now)
            outcome = Nothing()
        if outcome != Nothing():
            # Which is what a claim without an answer stands for.
            uow.inbox.settle(message.event_key, message.connection, outcome)
        uow.commit()
        return outcome


def _exchange(uow: UnitOfWork, message: Inbound, person: Person, now: datetime) -> Exchange:
    programme = uow.programmes.get(person.programme_id)
    return Exchange(uow=uow, now=now, inbound=message, programme=programme, person=person)


def _writable(content: Content) -> Content:
    """Without characters that are no text: nobody types them and not every database takes them."""
    match content:
        case Said() | Commanded() | Deleted():
            return replace(content, text=_text(content.text))
        case Submitted():
            return replace(content, fields={k: _text(v) for k, v in content.fields.items()})
        case Pressed():
            return content
        case _:
            assert_never(content)


def _text(words: str) -> str:
    return "".join(c for c in words if c in "\n\t" or category(c) not in ("Cc", "Cs"))


def _hear(ex: Exchange) -> Outcome:
    content = ex.inbound.content
    breach = _breach(ex)
    if breach is not None:
        return breach
    match content:
        case Said(text=text) | Commanded(text=text) if len(text) > MOST_WORDS:
            ex.reply(answers.answer("too_long"))
            return Nothing()
        case Said() | Commanded():
            is_command = isinstance(content, Commanded)
            asked = query(content.text) if is_command else query_alone(content.text)
            if asked is None:
                said(ex, content.text)
            else:
                carry_out(ex, look(ex), Turn(commands=(asked,)))
            return Nothing()
        case Pressed():
            return press(ex, content)
        case Submitted():
            return submit(ex, content)
        case Deleted():
            deleted(ex, content)
            return Nothing()
        case _:
            assert_never(content)


def _breach(ex: Exchange) -> Outcome | None:
    """R15: words that may identify a child are refused before any of them is written anywhere."""
    content = ex.inbound.content
    names = [p.name for p in ex.uow.people.of(ex.programme.id)]
    if isinstance(content, Submitted):
        wrong = {
            name: ERRORS["privacy"]
            for name, words in content.fields.items()
            if _scan(words, names) is not None
        }
        if not wrong and _scan(" ".join(content.fields.values()), names) is not None:
            # No field alone, but all of them together.
            wrong = {name: ERRORS["privacy"] for name, words in content.fields.items() if words}
        if not wrong:
            return None
        ex.record("words_refused", "message", after={"form": content.form})
        return FieldErrors(errors=wrong)
    if not isinstance(content, Said | Commanded):
        return None
    found = _scan(content.text, names)
    if found is None:
        return None
    ex.record("words_refused", "message", after={"code": found.code})
    ex.reply(answers.privacy_breach(found.code))
    return Nothing()


def _scan(words: str, names: Sequence[str]) -> Breach | None:
    """The guard's look at words as they read: full-width digits and invisible characters hide nothing."""
    plain = "".join(c for c in normalize("NFKC", words) if category(c) != "Cf")
    return scan(plain, names)


def _who(uow: UnitOfWork, message: Inbound) -> Person | None:
    """The sender by their verified id (R14); of several programmes the one whose message they answer."""
    found = [p for p in uow.people.by_address(message.connection, message.sender) if p.active]
    if len(found) < 2:
        return found[0] if found else None
    for person in found:
        row = uow.outbox.about(message.where, thread=message.thread, person_id=person.id)
        if row is not None and row.programme_id == person.programme_id:
            return person
    live = [p for p in found if uow.programmes.get(p.programme_id).state is ProgrammeState.LIVE]
    return (live or found)[0]


def _refuse_stranger(uow: UnitOfWork, message: Inbound, now: datetime) -> None:
    """Somebody unknown gets a polite refusal in private and nothing else (R14)."""
    connection = uow.programmes.connection(message.connection)
    if connection is None:
        return
    where = message.where
    if where.place is Place.CHANNEL:
        where = replace(where, place=Place.DM, native=message.sender)
    uow.outbox.put(
        Outgoing(
            programme_id=connection.programme_id,
            address=where,
            key=f"re:{message.connection}:{message.event_key}:0",
            not_before=now,
            message=answers.stranger(),
        )
    )
