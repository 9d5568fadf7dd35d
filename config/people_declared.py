"""People written into a programme file or a transcript, under ``people:``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.errors import PlanRefused
from bot.domain.names import name_key
from bot.domain.people import Address, Place
from bot.domain.programme_spec import PersonRow
from config.declaration import Fields, Part
from config.person_words import read_email, read_pattern, read_roles

PERSON_KEYS = (
    "name",
    "email",
    "organisation",
    "title",
    "role",
    "platform",
    "connection",
    "address",
    "addresses",
    "pattern",
    "chairs",
    "partnership_lead",
    "delegate_for",
    "known_as",
    "leads",
)


def read_declared_people(parts: Sequence[Part]) -> tuple[PersonRow, ...]:
    """The people of a list of parts.

    :raises PlanRefused: one sentence naming file, line and what to do.
    """
    rows = tuple(_person(part) for part in parts)
    refuse_twice(rows)
    return rows


def refuse_twice(rows: Sequence[PersonRow]) -> None:
    """:raises PlanRefused: where one person stands in two rows."""
    for sentence in twice(rows):
        raise PlanRefused(sentence)


def twice(rows: Sequence[PersonRow]) -> Iterator[str]:
    """A sentence for each row about somebody who has one already. Namesakes with an e-mail address each
    are two people.
    """
    seen: dict[tuple[str, ...], list[PersonRow]] = {}
    mails: dict[str, PersonRow] = {}
    for row in rows:
        if row.email:
            owner = mails.setdefault(row.email.casefold(), row)
            if owner is not row:
                yield (
                    f"{row.where}: {row.email} belongs to {owner.name} already ({owner.where});"
                    " give each person one row and an address of their own."
                )
        for other in seen.setdefault(name_key(row.name), []):
            if row.email is None or other.email is None:
                yield (
                    f"{row.where}: {row.name} stands here a second time (the first is {other.where});"
                    " keep one row, or give both an e-mail address if they are two people."
                )
        seen[name_key(row.name)].append(row)


def _person(part: Part) -> PersonRow:
    fields = part.fields(*PERSON_KEYS)
    name = fields.need("name")
    if not name_key(name.text()):
        raise name.refused(f'"{name.text()}" is no name')
    email, roles, pattern = fields.get("email"), fields.get("role"), fields.get("pattern")
    return PersonRow(
        where=part.where,
        name=name.text(),
        email=email.read(read_email) if email else None,
        organisation=fields.text("organisation"),
        title=fields.text("title"),
        roles=roles.read(read_roles) if roles else frozenset(),
        addresses=_addresses(fields),
        pattern=pattern.read(read_pattern) if pattern else None,
        chairs=fields.words("chairs"),
        partnership_leads=fields.words("partnership_lead"),
        delegate_for=fields.words("delegate_for"),
        known_as=fields.words("known_as"),
        leads=fields.words("leads") if "leads" in fields.values else None,
    )


def _addresses(fields: Fields) -> tuple[Address, ...]:
    found = []
    for part in fields.items("addresses"):
        own = part.fields("connection", "platform", "address")
        found.append(_address(own.text("connection") or own.text("platform"), own.text("address")))
    through = fields.text("connection") or fields.text("platform")
    if through or fields.get("address"):
        found.insert(0, _address(through, fields.text("address")))
    return tuple(found)


def _address(connection: str | None, native: str | None) -> Address:
    return Address(connection=connection or "", place=Place.DM, native=native or "")
