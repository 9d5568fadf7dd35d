"""People loaded from a list: who they are, where they are reached, what they chair, for whom they answer.

A row adds or changes; what it leaves blank stays. Nobody is merged or removed here: two spellings that may
be one person are reported, and people who leave are pseudonymised by a command of their own (R15).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.actions import Lead
from bot.domain.errors import PlanRefused
from bot.domain.names import find, name_key, probably_same, same_name, slug
from bot.domain.people import Address, Delegation, Person, Place
from bot.domain.programme import Connection, Programme
from bot.domain.programme_spec import Change, PersonRow
from bot.handlers.desk import Desk, plain
from bot.handlers.leads import NameKey, link_leads
from bot.phrasing import programme as say
from bot.ports import UnitOfWork

CONSOLE = "console"
#: What a row may set on a person, with the word the office is told.
_FIELDS = (
    ("name", "name"),
    ("email", "e-mail"),
    ("organisation", "organisation"),
    ("title", "job title"),
    ("roles", "role"),
    ("chairs", "chairs"),
    ("partnership_leads", "partnership lead of"),
    ("pattern", "working pattern"),
)


@dataclass
class _Import:
    """One import at work."""

    desk: Desk
    programme: Programme
    connections: Sequence[Connection]
    bodies: frozenset[str]
    headings: tuple[str, ...]
    people: list[Person]
    changes: list[Change] = field(default_factory=list)
    new: set[int] = field(default_factory=set)
    """Ids of people added by this import: their addresses go without saying."""
    touched: set[int] = field(default_factory=set)
    known_as: dict[NameKey, int] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)

    @contextmanager
    def noting(self) -> Iterator[None]:
        """What refuses one row is noted, so that all mistakes of a list are told at once."""
        try:
            yield
        except PlanRefused as refused:
            self.mistakes.append(refused.sentence)


def import_people(
    uow: UnitOfWork,
    programme: Programme,
    rows: Sequence[PersonRow],
    now: datetime,
    *,
    actor_id: int | None = None,
    mistakes: Sequence[str] = (),
) -> list[Change]:
    """Bring the record of people into line with ``rows``, and link the plans' leads to them.

    Applying the same rows again changes nothing and gives back only what is still in doubt.

    :param mistakes: what is wrong with the rows already; told with what is found here.
    :raises PlanRefused: a line for each mistake naming the row, as a body, connection or action that does
        not exist; the caller does not commit, so nothing of the list is taken.
    """
    work = _Import(
        desk=Desk(uow=uow, programme_id=programme.id, now=now, actor_id=actor_id),
        programme=programme,
        connections=uow.programmes.connections(programme.id),
        bodies=frozenset(body.code for body in uow.meetings.bodies(programme.id)),
        headings=_heading_codes(uow, programme),
        people=[p for p in uow.people.of(programme.id) if p.active],
        mistakes=list(mistakes),
    )
    placed: list[tuple[PersonRow, Person]] = []
    for row in rows:
        with work.noting():
            placed.append((row, _person(work, row)))
    for row, person in placed:
        with work.noting():
            _addresses(work, row, person)
        work.changes += [say.doubt(row.where, f"{row.where}: {d.rstrip('.')}") for d in row.doubts]
        for name in row.known_as:
            work.known_as[name_key(name)] = person.id
    _delegations(work, placed)
    _leads_in_place(work, placed)
    if work.mistakes:
        raise PlanRefused("\n".join(sorted(work.mistakes, key=_line)))
    if work.touched:
        work.desk.look_again(work.touched)
    work.changes += link_leads(uow, programme, now, known_as=work.known_as, actor_id=actor_id)
    _unused(work, placed)
    return work.changes


def _person(work: _Import, row: PersonRow) -> Person:
    """The person of a row, added or changed."""
    for code in row.chairs:
        if code not in work.bodies:
            raise PlanRefused(
                f"{row.where}: {row.name} is to chair {code}, but there is no body {code}."
                f" The programme has {', '.join(sorted(work.bodies)) or 'none'}."
            )
    if work.headings:
        unknown = [code for code in row.partnership_leads if code not in work.headings]
        work.changes += [say.unknown_heading(row.where, code, work.headings) for code in unknown]
    existing = _known(work, row)
    wanted = _wanted(work, row, existing)
    if existing is not None and wanted == existing:
        return existing
    person = work.desk.uow.people.save(wanted)
    work.people = [p for p in work.people if p.id != person.id] + [person]
    work.touched.add(person.id)
    if existing is None:
        work.new.add(person.id)
        work.changes.append(say.added(row.where, person.name))
        others = [p.name for p in work.people if p.id != person.id and _alike(p, person)]
        if others:
            work.changes.append(say.probably_same(row.where, person.name, others))
        before: dict[str, object] = {}
    else:
        differences = [
            (word, getattr(existing, name), getattr(person, name))
            for name, word in _FIELDS
            if getattr(existing, name) != getattr(person, name)
        ]
        work.changes.append(say.changed(row.where, person.name, differences))
        before = {name: plain(getattr(existing, name)) for name, _ in _FIELDS}
    work.desk.record(
        "person_changed" if existing else "person_added",
        _subject(person),
        before=before,
        after={name: plain(getattr(person, name)) for name, _ in _FIELDS},
    )
    return person


def _known(work: _Import, row: PersonRow) -> Person | None:
    """Who the row is about; ``None`` for somebody new. Namesakes with other e-mail addresses are other
    people until the office says otherwise."""
    match = find(row.name, work.people, email=row.email)
    person = match.person
    if person is None:
        if match.shared and row.email is None:
            raise PlanRefused(
                f"{row.where}: several people in the record are called {row.name};"
                " give the e-mail address of the one who is meant."
            )
        return None
    if row.email and person.email and row.email.casefold() != person.email.casefold():
        work.changes.append(say.namesake(row.where, row.name))
        return None
    if not set(name_key(row.name)) & set(name_key(person.name)):
        # A new surname is one person; a wholly other name behind the same address is another.
        raise PlanRefused(
            f"{row.where}: {row.email} is {person.name}'s address in the record, so {row.name} needs"
            " one of their own."
        )
    return person


def _wanted(work: _Import, row: PersonRow, existing: Person | None) -> Person:
    """The person as the row declares them: what it leaves blank stays as it is."""
    person = existing or Person(programme_id=work.programme.id, name=row.name)
    return replace(
        person,
        name=row.name,
        email=row.email or person.email,
        organisation=row.organisation or person.organisation,
        title=row.title or person.title,
        roles=row.roles or person.roles,
        chairs=frozenset(row.chairs) or person.chairs,
        partnership_leads=frozenset(row.partnership_leads) or person.partnership_leads,
        pattern=row.pattern or person.pattern,
    )


def _alike(one: Person, other: Person) -> bool:
    return probably_same(one.name, other.name) or same_name(one.name, other.name)


# --- where they are reached -----------------------------------------------------------------------


def _addresses(work: _Import, row: PersonRow, person: Person) -> None:
    people = work.desk.uow.people
    known = list(people.all_addresses(person.id))
    declared = row.addresses
    if not declared and not known and any(c.platform == CONSOLE for c in work.connections):
        declared = (Address(connection=CONSOLE, place=Place.DM, native=""),)
    if not declared and not known:
        work.changes.append(say.unreachable(row.where, person.name))
    for n, one in enumerate(declared):
        address = _resolved(work, row, person, one, known)
        preferred = n == 0 and (not known or known[0] != address)
        if address in known and not preferred:
            continue
        people.add_address(person.id, address, preferred=preferred)
        work.touched.add(person.id)
        work.desk.record("address_added", _subject(person), after={"address": str(address)})
        if address in known:
            was = known[0].connection
            work.changes.append(
                say.preferred_address(row.where, person.name, was, address.connection)
            )
        elif person.id not in work.new:
            work.changes.append(say.address_added(row.where, person.name, address.connection))


def _resolved(
    work: _Import, row: PersonRow, person: Person, written: Address, known: Iterable[Address]
) -> Address:
    """The address on a connection that exists; on the console its id is made from the name.

    :raises PlanRefused: for an unknown connection, a missing id, or an id that is somebody else's.
    """
    connection = _connection(work, row, written.connection)
    own = next((a for a in known if a.connection == connection.name), None)
    if not written.native and own is not None:
        return own
    if not written.native and connection.platform != CONSOLE:
        raise PlanRefused(
            f"{row.where}: {row.name} has no address on {connection.name}; write their user id there."
        )
    native, again = written.native or slug(person.name), 1
    while owner := _owner(work, connection.name, native, person):
        if written.native:
            raise PlanRefused(
                f"{row.where}: the address {native} on {connection.name} is {owner.name}'s already."
            )
        again += 1
        native = f"{slug(person.name)}-{again}"
    return Address(connection=connection.name, place=Place.DM, native=native)


def _connection(work: _Import, row: PersonRow, word: str) -> Connection:
    named = [c for c in work.connections if c.name == word]
    fitting = named or [c for c in work.connections if not word or c.platform == word]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        names = ", ".join(c.name for c in fitting)
        raise PlanRefused(
            f"{row.where}: several connections could be meant for {row.name} ({names}); name one."
        )
    known = ", ".join(c.name for c in work.connections) or "none"
    raise PlanRefused(f'{row.where}: there is no connection "{word}". The programme has {known}.')


def _owner(work: _Import, connection: str, native: str, person: Person) -> Person | None:
    owners = work.desk.uow.people.by_address(connection, native)
    return next(
        (o for o in owners if o.programme_id == work.programme.id and o.id != person.id), None
    )


# --- for whom they answer ---------------------------------------------------------------------------


def _delegations(work: _Import, placed: Sequence[tuple[PersonRow, Person]]) -> None:
    people = work.desk.uow.people
    standing = {(d.delegate_id, d.lead_id) for d in people.delegations(work.programme.id)}
    for row, delegate in placed:
        for name in row.delegate_for:
            known = work.known_as.get(name_key(name))
            lead = (
                next((p for p in work.people if p.id == known), None)
                or find(name, work.people).person
            )
            if lead is None or lead.id == delegate.id:
                work.changes.append(say.unknown_lead_of(row.where, name, delegate.name))
            elif (delegate.id, lead.id) not in standing:
                standing.add((delegate.id, lead.id))
                people.add_delegation(
                    work.programme.id, Delegation(delegate_id=delegate.id, lead_id=lead.id)
                )
                work.touched |= {delegate.id, lead.id}
                work.desk.record("delegate_added", _subject(delegate), after={"for": lead.id})
                work.changes.append(
                    say.added(row.where, f"{delegate.name} as delegate for {lead.name}")
                )


def _leads_in_place(work: _Import, placed: Sequence[tuple[PersonRow, Person]]) -> None:
    """Where rows say outright what people lead, they replace whoever the plan names."""
    declared: dict[str, list[Person]] = {}
    actions = work.desk.uow.actions
    for row, person in placed:
        for key in row.leads or ():
            if actions.by_key(work.programme.id, key) is None:
                work.mistakes.append(
                    f"{row.where}: {row.name} is to lead {key}, but no action has that key."
                )
                continue
            declared.setdefault(key, []).append(person)
    for key, people in declared.items():
        action = actions.by_key(work.programme.id, key)
        leads = tuple(
            Lead(name=p.name, organisation=p.organisation, person_id=p.id) for p in people
        )
        if action is None or action.leads == leads:
            continue
        actions.save(replace(action, leads=leads))
        work.touched |= {*action.people, *(p.id for p in people)}
        work.desk.record(
            "leads_changed",
            key,
            before={"people": list(action.people)},
            after={"people": [p.id for p in people]},
        )
        work.changes.append(
            say.changed(
                key,
                key,
                [("leads", tuple(x.name for x in action.leads), tuple(x.name for x in leads))],
            )
        )


def _unused(work: _Import, placed: Sequence[tuple[PersonRow, Person]]) -> None:
    """Other names that no plan uses: most often a slip, or the plan is yet to come."""
    actions = work.desk.uow.actions.of_programme(work.programme.id)
    written = {name_key(lead.name) for action in actions for lead in action.leads}
    for row, person in placed:
        for name in row.known_as:
            if actions and name_key(name) not in written:
                work.changes.append(say.unused_alias(row.where, person.name, name))


def _heading_codes(uow: UnitOfWork, programme: Programme) -> tuple[str, ...]:
    codes = [
        heading.code
        for plan in uow.plans.of(programme.id)
        for heading in uow.plans.headings(plan.id)
        if heading.code
    ]
    return tuple(dict.fromkeys(codes))


def _line(mistake: str) -> int:
    """The row or line of the file that a sentence begins with."""
    found = re.search(r", (?:row|line) (\d+)", mistake)
    return int(found[1]) if found else 0


def _subject(person: Person) -> str:
    return f"person:{person.id}"
