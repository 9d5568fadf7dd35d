"""One part of a declaration, with the way to it: whatever is wrong is named by file, line and place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from bot.domain.dates import Precision
from bot.domain.errors import PlanRefused
from bot.domain.plan_dates import is_impossible, read_due
from config.policy import read_time
from config.yaml_file import Path_, Value, YamlFile

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A value of a YAML file. Reading it as something it is not raises one clear sentence."""

    file: YamlFile
    path: Path_
    value: Value

    @classmethod
    def root(cls, file: YamlFile) -> Part:
        return cls(file=file, path=(), value=file.data)

    @property
    def where(self) -> str:
        """ "programme.yaml, line 12": how messages name this part."""
        return self.file.where(self.path)

    @property
    def name(self) -> str:
        """The key that this part stands under: "rhythms"."""
        return next(
            (str(step) for step in reversed(self.path) if isinstance(step, str)), "the file"
        )

    def refused(self, what: str) -> PlanRefused:
        """The error that says what is wrong here."""
        return PlanRefused(f"{self.where}: {what}{'' if what.endswith(('.', '?')) else '.'}")

    def fields(self, *known: str) -> Fields:
        """The part as keys with values, none of them beyond ``known``.

        :raises PlanRefused: where it is something else, or a key is unknown: the nearest is named.
        """
        if self.value is None:
            return Fields(part=self, values={})
        if not isinstance(self.value, dict):
            raise self.refused(
                f"{self.name} must be written as keys with values, such as {known[0]}: …"
            )
        for key in self.value:
            if key not in known:
                here = Part(file=self.file, path=(*self.path, key), value=None)
                raise here.refused(f'there is no "{key}" here. {nearest(key, known)}')
        return Fields(part=self, values=self.value)

    def pairs(self) -> dict[str, Part]:
        """The part as keys of the writer's own choosing.

        :raises PlanRefused: where it is something else.
        """
        if self.value is None:
            return {}
        if not isinstance(self.value, dict):
            raise self.refused(f"{self.name} must be written as keys with values, key: value")
        return {key: self._inside(key, value) for key, value in self.value.items()}

    def items(self) -> list[Part]:
        """The part as a list; a part left empty is an empty list.

        :raises PlanRefused: where it is something else.
        """
        if self.value is None:
            return []
        if not isinstance(self.value, list):
            raise self.refused(f'{self.name} must be a list: one "- …" line for each')
        return [self._inside(at, value) for at, value in enumerate(self.value)]

    def text(self) -> str:
        """The part as words.

        :raises PlanRefused: where it is empty, a list or a mapping.
        """
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.refused(f"{self.name} must hold words")
        return " ".join(self.value.split())

    def words(self) -> tuple[str, ...]:
        """The part as several texts: a list, or one text for a list of one."""
        if self.value is None:
            return ()
        if isinstance(self.value, list):
            return tuple(item.text() for item in self.items())
        return (self.text(),)

    def day(self) -> date:
        """The part as an exact day.

        :raises PlanRefused: for 31 February, a month without a day, or no date at all.
        """
        try:
            return read_day(self.text())
        except ValueError as error:
            raise self.refused(f"{self.name}: {error}.") from error

    def at(self) -> time:
        """The part as a time of day."""
        return self.read(read_time)

    def one_of(self, choices: type[E]) -> E:
        """The part as one of a closed list of words."""
        word = self.text().casefold().replace("_", "-").replace(" ", "-")
        for choice in choices:
            if choice.value.replace("_", "-") == word:
                return choice
        raise self.refused(
            f'{self.name} is "{self.text()}"; write one of {", ".join(c.value for c in choices)}.'
        )

    def read(self, reader: Callable[[str], T]) -> T:
        """The part as what ``reader`` makes of its words; its ValueError says what should stand there."""
        try:
            return reader(self.text())
        except ValueError as error:
            raise self.refused(f'{self.name} is "{self.text()}"; {error}.') from error

    def _inside(self, step: str | int, value: Value) -> Part:
        return Part(file=self.file, path=(*self.path, step), value=value)


@dataclass(frozen=True, kw_only=True)
class Fields:
    """The keys of one mapping, all of them known."""

    part: Part
    values: Mapping[str, Value]

    def get(self, key: str) -> Part | None:
        """The part under ``key``; ``None`` where it is not there or left empty."""
        value = self.values.get(key)
        if value is None:
            return None
        return Part(file=self.part.file, path=(*self.part.path, key), value=value)

    def need(self, key: str) -> Part:
        """:raises PlanRefused: where ``key`` is missing."""
        part = self.get(key)
        if part is None:
            raise self.part.refused(f"{key} is missing; write {key}: …")
        return part

    def items(self, key: str) -> list[Part]:
        part = self.get(key)
        return part.items() if part else []

    def words(self, key: str) -> tuple[str, ...]:
        part = self.get(key)
        return part.words() if part else ()

    def text(self, key: str) -> str | None:
        part = self.get(key)
        return part.text() if part else None


def read_day(text: str) -> date:
    """An exact day as people write it: ``2023-10-24``, ``24/10/2023``, ``24 October 2023``.

    :raises ValueError: what is wrong with it, to stand behind "…: ".
    """
    if is_impossible(text):
        raise ValueError(f'the calendar has no "{text}"')
    due = read_due(text)
    if due is None or due.precision is not Precision.DAY or due.end is None:
        raise ValueError(f'"{text}" is not an exact day; write it as 2023-10-24 or 24 October 2023')
    return due.end


def nearest(word: str, known: Iterable[str]) -> str:
    """ "Did you mean …?", or all there is to choose from."""
    choices = {one.casefold(): one for one in known}
    close = get_close_matches(word.casefold(), choices, n=1)
    if close:
        return f'Did you mean "{choices[close[0]]}"?'
    return f"What can stand here: {', '.join(choices.values())}."


def no_twice(parts: Iterable[tuple[str, Part]], what: str) -> None:
    """:raises PlanRefused: where two of the parts bear the same code."""
    seen: dict[str, Part] = {}
    for code, part in parts:
        first = seen.setdefault(code.casefold(), part)
        if first is not part:
            line = re.sub(r"^.*line ", "line ", first.where)
            raise part.refused(
                f"{what} {code} stands here a second time (the first is on {line}); keep one of them."
            )
