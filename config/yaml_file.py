"""YAML as programme officers write it: every scalar is text, exactly as written.

Ordinary YAML turns ``1.10`` into 1.1, ``no`` into false and ``10:00`` into 600; references, country
codes and times must survive. So the parser's events are read directly: no types, no tags, and no
anchors, with which a small file can unfold into an enormous one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.domain.errors import PlanRefused

#: The largest file that is read. A programme with everybody in it has some 30 kB.
MOST_BYTES = 1_000_000
#: The deepest nesting that is read; what we know of needs 6.
DEEPEST = 20

Value = str | None | list["Value"] | dict[str, "Value"]
Path_ = tuple[str | int, ...]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, kw_only=True)
class YamlFile:
    """What a file holds, and on which line each part of it stands."""

    name: str
    data: Value
    lines: dict[Path_, int] = field(default_factory=dict)

    def where(self, path: Path_) -> str:
        """ "programme.yaml, line 12": the line of the deepest part of ``path`` that the file has."""
        for length in range(len(path), -1, -1):
            if line := self.lines.get(path[:length]):
                return f"{self.name}, line {line}"
        return self.name


def read_yaml(path: Path) -> YamlFile:
    """Read one YAML file.

    :raises PlanRefused: with one sentence, for a file that is missing, too large, not text, not YAML,
        or that uses what a declaration has no need of (anchors, tags, several documents).
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PlanRefused(
                f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB, so it was not read."
                " Is it the right file?"
            )
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise PlanRefused(f"There is no file {path}. Check the path.") from error
    except OSError as error:
        raise PlanRefused(f"{path} could not be read: {error.strerror}.") from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PlanRefused(
            f"{path.name} is not a text file in UTF-8. Save it as plain text (UTF-8) and try again."
        ) from error
    return parse_yaml(text, name=path.name)


def parse_yaml(text: str, *, name: str) -> YamlFile:
    """The same for text in hand; ``name`` is what errors call it.

    :raises PlanRefused: as :func:`read_yaml`.
    """
    try:
        return _build(yaml.parse(text, Loader=_Loader), name)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{name}, line {mark.line + 1}" if mark else name
        raise PlanRefused(
            f"{where}: this is not YAML ({error.problem or 'unreadable'})."
            " Check the indentation, colons and quotes there and just above."
        ) from error
    except yaml.YAMLError as error:
        raise PlanRefused(
            f"{name} holds characters that cannot stand in a text file. Save it again as plain text."
        ) from error


@dataclass
class _Open:
    """A list or mapping that is being read."""

    path: Path_
    into: list[Value] | dict[str, Value]
    key: str | None = None


def _build(events: Iterator[yaml.Event], name: str) -> YamlFile:
    lines: dict[Path_, int] = {}
    stack: list[_Open] = []
    root: Value = None
    documents = 0
    for event in events:
        line = _line(event)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _refused(name, line, 'a second document begins here ("---"); keep to one')
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            raise _refused(
                name, line, f'"*{event.anchor}" refers to another place; write it out instead'
            )
        elif isinstance(event, yaml.NodeEvent):
            _check(event, name, line)
            if _is_key(stack):
                _take_key(stack[-1], event, name, line)
                lines[(*stack[-1].path, stack[-1].key or "")] = line
                continue
            path = _next_path(stack)
            lines.setdefault(path, line)
            value = _value(event)
            if stack:
                _put(stack[-1], value)
            else:
                root = value
            if isinstance(value, (list, dict)):
                if len(stack) >= DEEPEST:
                    raise _refused(name, line, f"more than {DEEPEST} levels deep; is it a mistake?")
                stack.append(_Open(path=path, into=value))
    return YamlFile(name=name, data=root, lines=lines)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _value(event: yaml.NodeEvent) -> Value:
    if isinstance(event, yaml.SequenceStartEvent):
        return []
    if isinstance(event, yaml.MappingStartEvent):
        return {}
    assert isinstance(event, yaml.ScalarEvent)
    # `email:` with nothing behind it says nothing; `email: ""` says the empty text.
    return None if event.value == "" and event.style is None else str(event.value)


def _is_key(stack: list[_Open]) -> bool:
    return bool(stack) and isinstance(stack[-1].into, dict) and stack[-1].key is None


def _take_key(top: _Open, event: yaml.NodeEvent, name: str, line: int) -> None:
    if not isinstance(event, yaml.ScalarEvent) or not event.value:
        raise _refused(name, line, "a key must be a word")
    key = str(event.value)
    if isinstance(top.into, dict) and key in top.into:
        raise _refused(name, line, f'"{key}" stands here a second time; keep one of them')
    top.key = key


def _next_path(stack: list[_Open]) -> Path_:
    if not stack:
        return ()
    top = stack[-1]
    return (*top.path, len(top.into) if isinstance(top.into, list) else (top.key or ""))


def _put(top: _Open, value: Value) -> None:
    if isinstance(top.into, list):
        top.into.append(value)
    else:
        top.into[top.key or ""] = value
        top.key = None


def _check(event: yaml.NodeEvent, name: str, line: int) -> None:
    if event.anchor is not None:
        raise _refused(
            name, line, f'"&{event.anchor}" marks a place to refer to; write it out instead'
        )
    tag = getattr(event, "tag", None)
    if tag is not None:
        raise _refused(name, line, f'"{tag}" is a tag, and tags are not read; leave it out')


def _refused(name: str, line: int, what: str) -> PlanRefused:
    return PlanRefused(f"{name}, line {line}: {what}.")
