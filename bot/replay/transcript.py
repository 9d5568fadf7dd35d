"""A transcript as read from its file: the programme it plays in, and its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

import config
from bot.domain.calendar import instant
from bot.domain.programme_spec import (
    BodySpec,
    ConnectionSpec,
    PlanSpec,
    ProgrammeSpec,
)
from config.declaration import Fields, Part
from config.people_declared import read_declared_people
from config.policy import policy_from
from config.programme import read_bodies, read_meetings, read_programme, read_routes
from config.yaml_file import read_yaml

#: The connection that a transcript's people sit on where a step names no platform.
CONSOLE = "console"
#: The programme that ``programme: example`` names.
EXAMPLE = Path(config.__file__).with_name("example") / "programme.yaml"

_KEYS = (
    "programme",
    "plan",
    "now",
    "introductions",
    "matched",
    "reporting_body",
    "bodies",
    "routes",
    "meetings",
    "people",
    "policy",
    "steps",
)
_STEPS = ("advance", "say", "press", "submit", "command", "meeting", "expect")
_RECORD = (
    "status",
    "markers",
    "claim",
    "original",
    "approved",
    "forecast",
    "position",
    "next_steps",
    "limbs",
    "snoozed_until",
    "leads",
)


@dataclass(frozen=True, kw_only=True)
class Advance:
    to: datetime


@dataclass(frozen=True, kw_only=True)
class Say:
    """``repeated``: how often the platform brings the same event (R17)."""

    who: str
    text: str
    place: str = "dm"
    platform: str | None = None
    repeated: int = 1


@dataclass(frozen=True, kw_only=True)
class Command:
    who: str
    text: str
    place: str = "dm"
    platform: str | None = None
    repeated: int = 1


@dataclass(frozen=True, kw_only=True)
class Press:
    who: str
    button: str
    item: str | None = None
    platform: str | None = None
    repeated: int = 1


@dataclass(frozen=True, kw_only=True)
class Submit:
    who: str
    form: Mapping[str, str]
    platform: str | None = None
    repeated: int = 1


@dataclass(frozen=True, kw_only=True)
class MeetingStep:
    verb: str
    """add, move or cancel."""
    body: str
    day: date
    """The day it is on (move, cancel) or will be on (add)."""
    to: date | None = None


@dataclass(frozen=True, kw_only=True)
class Expect:
    to: str | None = None
    contains: tuple[str, ...] = ()
    none: bool = False
    all: bool = False
    count: int | None = None
    label: str | None = None
    record: Mapping[str, Mapping[str, tuple[str, ...] | str | None]] = field(default_factory=dict)


Deed = Advance | Say | Command | Press | Submit | MeetingStep | Expect


@dataclass(frozen=True, kw_only=True)
class Step:
    where: str
    """ "joint.yaml, line 31": how a failure names it."""
    deed: Deed


@dataclass(frozen=True, kw_only=True)
class Transcript:
    name: str
    now: datetime
    introductions: bool
    matched: tuple[str, ...]
    """Whose account was found by their e-mail, and is not confirmed yet."""
    spec: ProgrammeSpec
    history: Path | None
    """Past updates that the programme begins with."""
    steps: tuple[Step, ...]


def read_transcript(path: Path) -> Transcript:
    """Read and check a transcript.

    :raises PlanRefused: one sentence naming file, line and what to do.
    """
    top = Part.root(read_yaml(path)).fields(*_KEYS)
    name = top.text("programme")
    if name is not None:
        spec, history = _named(top, name, path)
    else:
        spec, history = _given(top, path), None
    introductions = top.text("introductions")
    return Transcript(
        name=path.name,
        now=_moment(top.need("now")),
        introductions=introductions is not None and introductions.casefold() == "true",
        matched=top.words("matched"),
        spec=spec,
        history=history,
        steps=tuple(_step(part) for part in top.items("steps")),
    )


def _named(top: Fields, name: str, path: Path) -> tuple[ProgrammeSpec, Path | None]:
    file = EXAMPLE if name == "example" else path.resolve().parent / name
    spec = read_programme(file)
    history = file.with_name("history.yaml")
    policy = top.get("policy")
    if policy is not None and isinstance(policy.value, dict) and policy.value:
        overridden = policy_from(policy.value, base=spec.policy, where=policy.where)
        spec = replace(spec, policy=overridden)
    return spec, history if history.is_file() else None


def _given(top: Fields, path: Path) -> ProgrammeSpec:
    bodies = read_bodies(top.items("bodies"), (CONSOLE,))
    codes = tuple(body.code for body in bodies)
    policy = top.get("policy")
    overrides = policy.value if policy is not None and isinstance(policy.value, dict) else {}
    plan = top.need("plan")
    file = (path.resolve().parent / plan.text()).resolve()
    if not file.is_file():
        raise plan.refused(f"there is no file {plan.text()} beside {path.name}")
    reporting = top.text("reporting_body") or "BOARD"
    return ProgrammeSpec(
        code="replay",
        name="Replay",
        connections=(ConnectionSpec(name=CONSOLE, platform="console"),),
        bodies=bodies or (BodySpec(code=reporting, name="Improvement Board"),),
        meetings=read_meetings(top.items("meetings"), codes),
        digest_channels=tuple(address for body in bodies for address in body.channels),
        plans=(
            PlanSpec(
                code="",
                file=str(file),
                reporting_body=reporting,
                routes=read_routes(top.get("routes"), codes),
            ),
        ),
        policy=policy_from(overrides, where=f"{path.name}, policy"),
        people=read_declared_people(top.items("people")),
    )


def _step(part: Part) -> Step:
    fields = part.fields(*_STEPS)
    if len(fields.values) != 1:
        raise part.refused(f"a step does one thing: one of {', '.join(_STEPS)}")
    kind = next(iter(fields.values))
    return Step(where=part.where, deed=_READERS[kind](fields.need(kind)))


def _advance(part: Part) -> Deed:
    return Advance(to=_moment(part))


def _say(part: Part) -> Deed:
    fields = part.fields("as", "text", "in", "platform", "repeated")
    return Say(
        who=fields.need("as").text(),
        text=str(fields.need("text").value),
        place=fields.text("in") or "dm",
        platform=fields.text("platform"),
        repeated=_times(fields),
    )


def _command(part: Part) -> Deed:
    fields = part.fields("as", "text", "in", "platform", "repeated")
    text = fields.values.get("text")
    return Command(
        who=fields.need("as").text(),
        text=str(text) if text is not None else "",
        place=fields.text("in") or "dm",
        platform=fields.text("platform"),
        repeated=_times(fields),
    )


def _press(part: Part) -> Deed:
    fields = part.fields("as", "button", "item", "platform", "repeated")
    return Press(
        who=fields.need("as").text(),
        button=fields.need("button").text(),
        item=fields.text("item"),
        platform=fields.text("platform"),
        repeated=_times(fields),
    )


def _submit(part: Part) -> Deed:
    fields = part.fields("as", "form", "platform", "repeated")
    form = {
        name: ",".join(value.words()) if isinstance(value.value, list) else str(value.value or "")
        for name, value in fields.need("form").pairs().items()
    }
    return Submit(
        who=fields.need("as").text(),
        form=form,
        platform=fields.text("platform"),
        repeated=_times(fields),
    )


def _meeting(part: Part) -> Deed:
    fields = part.fields("add", "move", "cancel", "date", "from", "to")
    verb = next((v for v in ("add", "move", "cancel") if v in fields.values), None)
    if verb is None:
        raise part.refused("a meeting step says add, move or cancel with the body's code")
    day = fields.need("from") if verb == "move" else fields.need("date")
    return MeetingStep(
        verb=verb,
        body=fields.need(verb).text(),
        day=day.day(),
        to=fields.need("to").day() if verb == "move" else None,
    )


def _expect(part: Part) -> Deed:
    fields = part.fields("to", "contains", "none", "all", "count", "label", "record")
    record = fields.get("record")
    count = fields.get("count")
    return Expect(
        to=fields.text("to"),
        contains=fields.words("contains"),
        none=_true(fields, "none"),
        all=_true(fields, "all"),
        count=count.read(int) if count else None,
        label=fields.text("label"),
        record={
            key: {
                name: tuple(value.words()) if isinstance(value.value, list) else _plain(value)
                for name, value in _known_fields(what).items()
            }
            for key, what in (record.pairs() if record else {}).items()
        },
    )


def _known_fields(part: Part) -> Mapping[str, Part]:
    part.fields(*_RECORD)
    return part.pairs()


def _plain(part: Part) -> str | None:
    value = part.value
    return None if value in (None, "null") else part.text()


def _times(fields: Fields) -> int:
    times = fields.get("repeated")
    return times.read(int) if times else 1


def _true(fields: Fields, key: str) -> bool:
    return (fields.text(key) or "false").casefold() == "true"


def _moment(part: Part) -> datetime:
    """``2023-09-25T08:00`` in London's time."""
    try:
        local = datetime.fromisoformat(part.text())
    except ValueError as error:
        raise part.refused(f'"{part.text()}" is not a moment such as 2023-09-25T08:00') from error
    return instant(local.date(), local.time())


_READERS = {
    "advance": _advance,
    "say": _say,
    "command": _command,
    "press": _press,
    "submit": _submit,
    "meeting": _meeting,
    "expect": _expect,
}
