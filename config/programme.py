"""Read a programme file: bodies, meetings, channels, plans, policy, people, declared in one YAML file.

Nothing here touches the record; ``bot.handlers.programme`` brings it into line with what was read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.domain.calendar import Every, Term
from bot.domain.errors import PlanRefused
from bot.domain.people import Address, Place
from bot.domain.policy import Policy
from bot.domain.programme import OFFICE, RequestKind
from bot.domain.programme_spec import (
    BodySpec,
    ConnectionSpec,
    MeetingSpec,
    PlanSpec,
    ProgrammeSpec,
    RhythmSpec,
)
from bot.domain.status import Scale, Status
from config.declaration import Fields, Part, nearest, no_twice
from config.people_declared import read_declared_people
from config.policy import policy_from, read_policy
from config.yaml_file import read_yaml

PLATFORMS = ("console", "slack", "teams")
#: The body that a plan reports to where its file does not say.
BOARD = "BOARD"

PROGRAMME_KEYS = (
    "code",
    "name",
    "connections",
    "bodies",
    "meetings",
    "digest_to",
    "terms",
    "policy",
    "plans",
    "people_file",
    "people",
)
CONNECTION_KEYS = ("name", "platform", "allowed_tenants", "settings")
BODY_KEYS = ("code", "name", "channel", "channels", "rhythms")
RHYTHM_KEYS = ("every", "first", "at", "until")
MEETING_KEYS = ("body", "date", "at")
TERM_KEYS = ("name", "first", "last")
PLAN_KEYS = ("code", "title", "file", "reporting_body", "routes", "scale", "policy", "headline")


def read_programme(path: Path) -> ProgrammeSpec:
    """What a programme file declares, checked.

    :raises PlanRefused: one sentence naming the file, the place and what to do. Nothing is read in half.
    """
    file = read_yaml(path)
    top = Part.root(file).fields(*PROGRAMME_KEYS)
    connections = _connections(top.items("connections"))
    names = tuple(connection.name for connection in connections)
    bodies = read_bodies(top.items("bodies"), names)
    codes = tuple(body.code for body in bodies)
    policy = _policy(top.get("policy"), path) or Policy()
    people = top.items("people")
    rows = read_declared_people(people)
    for part, row in zip(people, rows, strict=True):
        for code in row.chairs:
            check_body(part, code, codes)
    people_file = top.get("people_file")
    return ProgrammeSpec(
        code=top.need("code").read(read_code),
        name=top.need("name").text(),
        connections=connections,
        bodies=bodies,
        meetings=read_meetings(top.items("meetings"), codes),
        digest_channels=_digest_channels(top, bodies),
        terms=_terms(top.items("terms")),
        plans=_plans(top.items("plans"), codes, policy, path),
        policy=policy,
        people=rows,
        people_file=_beside(people_file, path) if people_file else None,
    )


def read_bodies(parts: Sequence[Part], connections: Sequence[str]) -> tuple[BodySpec, ...]:
    """The governance groups of ``bodies:``.

    :param connections: names of the programme's connections; a channel that names none is on the only one.
    :raises PlanRefused: one sentence.
    """
    bodies = []
    for part in parts:
        fields = part.fields(*BODY_KEYS)
        code = fields.need("code")
        if code.text() == OFFICE:
            raise code.refused(f"{OFFICE} stands for the programme office; choose another code")
        channels = [one for key in ("channel", "channels") if (one := fields.get(key))]
        rhythms = fields.get("rhythms")
        bodies.append(
            BodySpec(
                code=code.read(read_code),
                name=fields.need("name").text(),
                channels=tuple(
                    address for part in channels for address in _channels(part, connections)
                ),
                rhythms=_rhythms(rhythms) if rhythms else None,
            )
        )
    no_twice(((body.code, part) for body, part in zip(bodies, parts, strict=True)), "body")
    return tuple(bodies)


def read_meetings(parts: Sequence[Part], bodies: Sequence[str]) -> tuple[MeetingSpec, ...]:
    """The meetings listed one by one, of bodies whose codes are ``bodies``.

    :raises PlanRefused: one sentence.
    """
    meetings = []
    for part in parts:
        fields = part.fields(*MEETING_KEYS)
        body, at = fields.need("body"), fields.get("at")
        check_body(body, body.text(), bodies)
        declared = MeetingSpec(body=body.text(), day=fields.need("date").day())
        if at is not None:
            declared = MeetingSpec(body=declared.body, day=declared.day, at=at.at())
        meetings.append(declared)
    no_twice(
        ((f"of {m.body} on {m.day}", part) for m, part in zip(meetings, parts, strict=True)),
        "meeting",
    )
    return tuple(meetings)


def read_routes(part: Part | None, bodies: Sequence[str]) -> Mapping[RequestKind, tuple[str, ...]]:
    """Who decides what, step by step: ``{close: [ELG, BOARD], redate: [ELG]}``.

    :raises PlanRefused: one sentence.
    """
    routes = {}
    for name, step in part.pairs().items() if part else ():
        try:
            kind = RequestKind(name)
        except ValueError as error:
            raise step.refused(
                f'there is no request "{name}". {nearest(name, [k.value for k in RequestKind])}'
            ) from error
        if not step.words():
            raise step.refused(f"{name} needs at least one body, or {OFFICE}")
        for code in step.words():
            check_body(step, code, (*bodies, OFFICE))
        routes[kind] = step.words()
    return routes


def check_body(part: Part, code: str, bodies: Sequence[str]) -> None:
    """:raises PlanRefused: where ``code`` is none of ``bodies``."""
    if code in bodies:
        return
    if not bodies:
        raise part.refused(f'there is no body "{code}"; write it under bodies')
    raise part.refused(f'there is no body "{code}" under bodies. {nearest(code, bodies)}')


def read_code(text: str) -> str:
    """A short code without spaces, fit to stand in keys and addresses.

    :raises ValueError: what should stand there.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}", text):
        raise ValueError("a code is letters, figures, - and _ without spaces, such as ELG")
    return text


def _connections(parts: Sequence[Part]) -> tuple[ConnectionSpec, ...]:
    found = []
    for part in parts:
        fields = part.fields(*CONNECTION_KEYS)
        platform = fields.need("platform")
        if platform.text() not in PLATFORMS:
            raise platform.refused(
                f'there is no platform "{platform.text()}". {nearest(platform.text(), PLATFORMS)}'
            )
        settings = fields.get("settings")
        found.append(
            ConnectionSpec(
                name=fields.need("name").read(read_code),
                platform=platform.text(),
                allowed_tenants=fields.words("allowed_tenants"),
                settings=_variables(settings) if settings else {},
            )
        )
    no_twice(((one.name, part) for one, part in zip(found, parts, strict=True)), "connection")
    return tuple(found)


def _variables(part: Part) -> dict[str, str]:
    """Names of environment variables. A credential written here by mistake is not repeated in the error."""
    named = {key: value.text() for key, value in part.pairs().items()}
    for key, variable in named.items():
        if not re.fullmatch(r"[A-Z][A-Z0-9_]*", variable):
            raise part.refused(
                f"{key} must name an environment variable such as SLACK_BOT_TOKEN,"
                " never hold the credential itself"
            )
    return named


def _channels(part: Part, connections: Sequence[str]) -> list[Address]:
    parts = part.items() if isinstance(part.value, list) else [part]
    found = []
    for one in parts:
        if isinstance(one.value, dict):
            fields = one.fields("connection", "channel")
            connection, native = fields.need("connection"), fields.need("channel").text()
            if connection.text() not in connections:
                raise connection.refused(
                    f'there is no connection "{connection.text()}".'
                    f" {nearest(connection.text(), connections) if connections else 'Write it under connections.'}"
                )
            name = connection.text()
        else:
            native = one.text()
            if len(connections) != 1:
                raise one.refused(
                    f"say on which connection {native} is: {{connection: …, channel: …}}"
                )
            name = connections[0]
        found.append(Address(connection=name, place=Place.CHANNEL, native=native))
    return found


def _rhythms(part: Part) -> tuple[RhythmSpec, ...]:
    rhythms: list[RhythmSpec] = []
    for one in part.items():
        fields = one.fields(*RHYTHM_KEYS)
        at, until = fields.get("at"), fields.get("until")
        rhythm = RhythmSpec(
            every=fields.need("every").one_of(Every), first=fields.need("first").day()
        )
        rhythm = RhythmSpec(
            every=rhythm.every,
            first=rhythm.first,
            at=at.at() if at else rhythm.at,
            until=until.day() if until else None,
        )
        if rhythm.until is not None and rhythm.until < rhythm.first:
            raise one.refused(f"until ({rhythm.until}) lies before first ({rhythm.first})")
        if rhythms and rhythms[-1].first >= rhythm.first:
            raise one.refused("rhythms stand in the order of their first meetings, each later")
        rhythms.append(rhythm)
    return tuple(rhythms)


def _digest_channels(top: Fields, bodies: Sequence[BodySpec]) -> tuple[Address, ...]:
    part = top.get("digest_to")
    codes = tuple(body.code for body in bodies)
    if part is None:
        return tuple(address for body in bodies for address in body.channels)
    found: list[Address] = []
    for code in part.words():
        check_body(part, code, codes)
        channels = next(body.channels for body in bodies if body.code == code)
        if not channels:
            raise part.refused(f"{code} has no channel for the digest; give it one under bodies")
        found += channels
    return tuple(found)


def _terms(parts: Sequence[Part]) -> tuple[Term, ...]:
    terms: list[Term] = []
    for part in parts:
        fields = part.fields(*TERM_KEYS)
        term = Term(
            name=fields.need("name").text(),
            first_day=fields.need("first").day(),
            last_day=fields.need("last").day(),
        )
        if term.last_day < term.first_day:
            raise part.refused(f"{term.name}: last ({term.last_day}) lies before first")
        if terms and term.first_day <= terms[-1].last_day:
            raise part.refused(f"{term.name} begins before {terms[-1].name} has ended")
        terms.append(term)
    return tuple(terms)


def _plans(
    parts: Sequence[Part], bodies: Sequence[str], policy: Policy, path: Path
) -> tuple[PlanSpec, ...]:
    plans = []
    for part in parts:
        fields = part.fields(*PLAN_KEYS)
        file, body = fields.get("file"), fields.get("reporting_body")
        if body is None and BOARD not in bodies:
            raise part.refused(
                "reporting_body is missing; name the body whose meetings it reports to"
            )
        if body is not None:
            check_body(body, body.text(), bodies)
        plans.append(
            PlanSpec(
                code=fields.need("code").read(read_code),
                title=fields.text("title"),
                file=_beside(file, path) if file else None,
                reporting_body=body.text() if body else BOARD,
                routes=read_routes(fields.get("routes"), bodies),
                scale=_scale(fields.get("scale")),
                policy=_policy(fields.get("policy"), path, base=policy),
                headlines=fields.words("headline"),
            )
        )
    no_twice(((plan.code, part) for plan, part in zip(plans, parts, strict=True)), "plan")
    return tuple(plans)


def _scale(part: Part | None) -> Scale:
    pairs = part.pairs() if part else {}
    return Scale(
        words={
            " ".join(word.casefold().split()): meaning.one_of(Status)
            for word, meaning in pairs.items()
        }
    )


def _policy(part: Part | None, path: Path, *, base: Policy | None = None) -> Policy | None:
    """The policy that stands there or in the file named there; ``None`` where nothing does."""
    if part is None:
        return None
    if isinstance(part.value, str):
        return read_policy(Path(_beside(part, path)), base=base)
    if not isinstance(part.value, dict):
        raise part.refused(
            "policy must be a file's name, or keys with values such as cycle.call: 20"
        )
    return policy_from(part.value, base=base, where=f"{part.where}, policy") if part.value else None


def _beside(part: Part, path: Path) -> str:
    """A file named in the programme file, found from there, whatever folder the command runs in.

    :raises PlanRefused: where it is not there.
    """
    named = (path.resolve().parent / part.text()).resolve()
    if not named.is_file():
        raise PlanRefused(f"{part.where}: there is no file {part.text()} beside {path.name}.")
    return str(named)
