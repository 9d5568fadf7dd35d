"""Several people bear the name that was typed: which of them is asked, with a button for each (R12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.which_person import CODE, COVER, KEYS, LEAD, NAME, WANTED_FOR
from bot.domain import names
from bot.domain.commands import Choice, Part
from bot.domain.people import Person
from bot.handlers.exchange import Exchange
from bot.handlers.results import Results

_MOST = 5


def bearers(ex: Exchange, typed: str | None, person_id: int | None = None) -> tuple[Person, ...]:
    """The other people whom a typed name can mean; ``person_id``: the one who was chosen of them."""
    known = [p for p in ex.uow.people.of(ex.programme.id) if p.active and p.id != ex.person.id]
    if person_id is not None:
        return tuple(p for p in known if p.id == person_id)
    return names.bearing(typed, known) if typed else ()


def ask_who_covers(typed: str, people: Sequence[Person], results: Results) -> None:
    """Who of them stands in during the leave."""
    values = {WANTED_FOR: COVER, NAME: typed}
    results.parts.append(Part(code=CODE, choices=_choices(people), values=values))


def ask_who_leads(key: str, typed: str, people: Sequence[Person], results: Results) -> None:
    """Who of them shall have the action: asked once for all that go to one name."""
    for n, part in enumerate(results.parts):
        values = part.values
        if part.code == CODE and (values.get(WANTED_FOR), values.get(NAME)) == (LEAD, typed):
            keys = f"{values[KEYS]},{key}"
            results.parts[n] = replace(part, key=None, values={**values, KEYS: keys})
            return
    values = {WANTED_FOR: LEAD, NAME: typed, KEYS: key}
    results.parts.append(Part(code=CODE, key=key, choices=_choices(people), values=values))


def _choices(people: Sequence[Person]) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=str(p.id), label=f"{p.name} ({p.organisation})" if p.organisation else p.name)
        for p in people[:_MOST]
    )
