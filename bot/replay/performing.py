"""Doing what a transcript's steps say, in everybody's seat."""

from __future__ import annotations

from datetime import time
from typing import assert_never

from bot.domain.messages import (
    Button,
    Commanded,
    FieldErrors,
    Input,
    OpenForm,
    Pressed,
    Said,
    Submitted,
)
from bot.domain.people import Address, Place
from bot.domain.verbs import Verb
from bot.handlers import meetings
from bot.replay.stage import Playing
from bot.replay.transcript import (
    Advance,
    Command,
    MeetingStep,
    Press,
    Say,
    Submit,
)
from bot.replay.watching import Seen

#: When a meeting begins where nobody says.
TEN = time(10, 0)


class Unplayable(Exception):
    """A step that cannot be done, such as a button that nobody shows; the text says why."""


def perform(playing: Playing, deed: Advance | Say | Command | Press | Submit | MeetingStep) -> str:
    """Do one step; gives back the line that the printed transcript shows for it.

    :raises Unplayable: with one sentence.
    """
    match deed:
        case Advance():
            playing.advance().to(deed.to)
            return ""
        case Say():
            seat = playing.seat(deed.who, deed.platform)
            where, thread = _where(playing, deed.place, seat)
            playing.bring(seat, Said(text=deed.text), where, thread, repeated=deed.repeated)
            return f"{deed.who}: {deed.text.strip()}"
        case Command():
            seat = playing.seat(deed.who, deed.platform)
            where, thread = _where(playing, deed.place, seat)
            playing.bring(seat, Commanded(text=deed.text), where, thread, repeated=deed.repeated)
            return f"{deed.who}: /send {deed.text}"
        case Press():
            _press(playing, deed)
            about = f" ({deed.item})" if deed.item else ""
            return f"{deed.who} presses [{deed.button}]{about}"
        case Submit():
            _submit(playing, deed)
            told = "; ".join(f"{name}: {value}" for name, value in deed.form.items())
            return f"{deed.who} fills in {told}"
        case MeetingStep():
            return _meet(playing, deed)
        case _:
            assert_never(deed)


def _where(playing: Playing, place: str, seat: Address) -> tuple[Address, str | None]:
    if place == "dm":
        return Address(connection=seat.connection, place=Place.DM, native=seat.native), None
    if place.startswith("#"):
        return (
            Address(connection=seat.connection, place=Place.CHANNEL, native=place),
            None,
        )
    kind, _, label = place.partition(":")
    known = playing.labels.get(label.strip())
    if kind != "thread" or known is None:
        raise Unplayable(f'no earlier expectation is labelled "{label.strip() or place}"')
    return known


def _press(playing: Playing, deed: Press) -> None:
    seat = playing.seat(deed.who, deed.platform)
    seen, button = find_button(playing, deed.who, seat, deed.button, deed.item)
    outcome = playing.bring(
        seat,
        Pressed(
            verb=button.verb,
            value=button.value,
            item=button.item,
            message_id=seen.platform_id,
        ),
        seen.address if seen.address.place is Place.CHANNEL else seat,
        seen.thread or (seen.platform_id if seen.address.place is Place.CHANNEL else None),
        repeated=deed.repeated,
    )
    if isinstance(outcome, OpenForm):
        playing.forms[deed.who] = outcome.form


def find_button(
    playing: Playing, who: str, seat: Address, label: str, item: str | None
) -> tuple[Seen, Button]:
    """The newest button with this label that the person can see.

    :raises Unplayable: there is none.
    """
    person = playing.person(who)
    mine = person.id if person else None
    wanted = _plain(label)
    for seen in reversed(playing.log.seen):
        visible = (
            seen.address.place is Place.CHANNEL
            or seen.address == seat
            or (mine is not None and seen.row.person_id == mine)
        )
        if not visible:
            continue
        for button in seen.buttons():
            if _plain(button.label) == wanted and item in (None, button.item):
                return seen, button
    raise Unplayable(f'{who} sees no button "{label}"' + (f" for {item}" if item else ""))


def _plain(label: str) -> str:
    """A label without its symbol, ellipsis and case: "▲ Amber" is "amber"."""
    return label.casefold().strip(" ■●▲◆○–….")


def _submit(playing: Playing, deed: Submit) -> None:
    seat = playing.seat(deed.who, deed.platform)
    if deed.who not in playing.forms:
        seen, button = _update_button(playing, deed.who, seat)
        outcome = playing.bring(
            seat,
            Pressed(
                verb=button.verb,
                value=button.value,
                item=button.item,
                message_id=seen.platform_id,
            ),
            seat,
            None,
        )
        if not isinstance(outcome, OpenForm):
            raise Unplayable(f"{deed.who} was shown no form")
        playing.forms[deed.who] = outcome.form
    form = playing.forms[deed.who]
    names = {one.name for one in form.inputs}
    unknown = sorted(set(deed.form) - names)
    if unknown:
        raise Unplayable(f"the form has no {', '.join(unknown)}; it has {', '.join(sorted(names))}")
    fields = {one.name: _filled(one, deed.form.get(one.name)) for one in form.inputs}
    outcome = playing.bring(
        seat,
        Submitted(form=form.name, value=form.value, fields=fields),
        seat,
        None,
        repeated=deed.repeated,
    )
    if isinstance(outcome, FieldErrors):
        told = "; ".join(f"{name}: {why}" for name, why in outcome.errors.items())
        raise Unplayable(f"the form came back to {deed.who}: {told}")
    del playing.forms[deed.who]


def _filled(field: Input, typed: str | None) -> str:
    """What the field holds: as shown where nothing is typed; options by their value or how they begin."""
    if typed is None or field.kind not in ("choice", "choices"):
        return field.value if typed is None else typed
    values = {one.value for one in field.options}
    chosen = [
        next(
            (o.value for o in field.options if word not in values and o.label.startswith(word)),
            word,
        )
        for word in map(str.strip, typed.split(","))
    ]
    return ",".join(chosen)


def _update_button(playing: Playing, who: str, seat: Address) -> tuple[Seen, Button]:
    for seen in reversed(playing.log.seen):
        for button in seen.buttons():
            if seen.address == seat and button.verb == Verb.UPDATE_FORM:
                return seen, button
    raise Unplayable(f"{who} sees no button that opens a form")


def _meet(playing: Playing, deed: MeetingStep) -> str:
    now = playing.clock.now()
    with playing.units.write() as uow:
        programme = uow.programmes.get(playing.programme_id)
        if deed.verb == "add":
            meetings.add(uow, programme, deed.body, deed.day, TEN, now)
            told = f"The office adds the {deed.body} meeting of {deed.day:%d %B %Y}"
        else:
            found = next(
                (
                    m
                    for m in uow.meetings.of(programme.id)
                    if m.body == deed.body and m.day == deed.day and not m.cancelled
                ),
                None,
            )
            if found is None:
                raise Unplayable(f"{deed.body} has no meeting on {deed.day.isoformat()}")
            if deed.verb == "move" and deed.to is not None:
                meetings.move(uow, found.id, deed.to, now)
                told = f"The office moves {deed.body} of {deed.day:%d %B} to {deed.to:%d %B %Y}"
            else:
                meetings.cancel(uow, found.id, now)
                told = f"The office cancels {deed.body} of {deed.day:%d %B %Y}"
        uow.commit()
    playing.bot.settle()
    return told
