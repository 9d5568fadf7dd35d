"""Read and check the policy: from ``defaults.toml``, a file like it, or overrides in a programme file."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import time
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import Any, get_type_hints

from bot.domain.errors import PlanRefused
from bot.domain.policy import Policy

DEFAULTS = Path(__file__).with_name("defaults.toml")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)(?::00)?\s*(am|pm)?|(\d{1,2})\s*(am|pm)", re.IGNORECASE)
#: Beyond this many days a number in a cadence is a slip of the finger.
_MOST_DAYS = 400


def read_policy(path: Path, *, base: Policy | None = None) -> Policy:
    """The policy that a TOML file leads to: its values over ``base`` (the defaults).

    :raises PlanRefused: one sentence naming the file and the key.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise PlanRefused(f"There is no policy file {path}. Check the path.") from error
    except OSError as error:
        raise PlanRefused(f"{path} could not be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise PlanRefused(f"{path.name} is not a text file in UTF-8. Save it as such.") from error
    except tomllib.TOMLDecodeError as error:
        raise PlanRefused(f"{path.name}: this is not TOML ({error}).") from error
    return policy_from(data, base=base, where=path.name)


def policy_from(
    overrides: Mapping[str, object], *, base: Policy | None = None, where: str = "policy"
) -> Policy:
    """``base`` with these overrides. Keys are nested (``cycle: {call: 20}``) or dotted (``cycle.call``);
    values may be typed or, as YAML hands them over, text.

    :raises PlanRefused: one sentence, beginning with ``where`` and naming the key, for an unknown key, a
        value of the wrong sort, or steps that cannot happen in that order.
    """
    values: dict[str, Any] = {}
    for key, value in _flat(overrides):
        kind = _KEYS.get(key)
        if kind is None:
            raise PlanRefused(f'{where}: there is no "{key}" in a policy. {_nearest(key)}')
        values[key] = _READERS[kind](value, f"{where}: {key}")
    policy: Policy = _replaced(base or Policy(), values, "")
    _check(policy, where)
    return policy


def keys() -> tuple[str, ...]:
    """Every key of a policy, dotted, in the order of the domain's definition."""
    return tuple(_KEYS)


def _declared(of: type, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, kind in get_type_hints(of).items():
        if dataclasses.is_dataclass(kind):
            yield from _declared(kind, f"{prefix}{name}.")  # type: ignore[arg-type]
        else:
            yield f"{prefix}{name}", kind


_KEYS: Mapping[str, Any] = dict(_declared(Policy))


def _flat(overrides: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in overrides.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _replaced(policy: Any, values: Mapping[str, Any], prefix: str) -> Any:
    changed: dict[str, Any] = {}
    for part in dataclasses.fields(policy):
        key, now = f"{prefix}{part.name}", getattr(policy, part.name)
        if dataclasses.is_dataclass(now):
            changed[part.name] = _replaced(now, values, f"{key}.")
        elif key in values:
            changed[part.name] = values[key]
    return dataclasses.replace(policy, **changed)


def _nearest(key: str) -> str:
    leaves = {known.rpartition(".")[2]: known for known in _KEYS}
    close = get_close_matches(key, _KEYS, n=1) or [
        leaves[leaf] for leaf in get_close_matches(key.rpartition(".")[2], leaves, n=1)
    ]
    if close:
        return f'Did you mean "{close[0]}"?'
    return f"All keys stand in {DEFAULTS.name}."


def _number(value: object, where: str) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not re.fullmatch(r"\d{1,4}", text) or int(text) > _MOST_DAYS:
        raise PlanRefused(f'{where} must be a whole number from 0 to {_MOST_DAYS}, not "{value}".')
    return int(text)


def _numbers(value: object, where: str) -> tuple[int, ...]:
    if not isinstance(value, (list, tuple)):
        raise PlanRefused(f'{where} must be a list of days such as [14, 7, 0], not "{value}".')
    return tuple(_number(item, where) for item in value)


def _time(value: object, where: str) -> time:
    if isinstance(value, time) and value.tzinfo is None:
        return value
    try:
        return read_time(str(value))
    except ValueError as error:
        raise PlanRefused(f'{where} must be a time of day such as 09:30, not "{value}".') from error


def read_time(text: str) -> time:
    """A time of day as people write it: ``10:00``, ``9.30``, ``2pm``.

    :raises ValueError: for anything else.
    """
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise ValueError("write a time of day such as 10:00")
    hour, half = int(match[1] or match[4]), (match[3] or match[5] or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError("write a time of day such as 10:00 or 2pm")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    minute = int(match[2] or 0)
    if hour > 23 or minute > 59:
        raise ValueError("write a time of day such as 10:00")
    return time(hour, minute)


_READERS: Mapping[Any, Callable[[object, str], Any]] = {
    int: _number,
    time: _time,
    tuple[int, ...]: _numbers,
}

#: Each must come before the next: a larger number of working days before the meeting.
_STEPS = ("call", "chaser", "partnership_lead", "cut_off", "draft", "digest", "changes")
_AT_LEAST_ONE = (
    "touches.overdue_every_days",
    "touches.reminders_a_week",
    "touches.snooze_working_days",
    "cycle.changes",
    "cycle.shortest_call",
    "cycle.review_months",
    "memory_working_days",
)


def _check(policy: Policy, where: str) -> None:
    """What the values must be together."""
    hours, cycle = policy.hours, policy.cycle
    if not hours.opens <= hours.send_at < hours.closes:
        raise PlanRefused(
            f"{where}: hours.send_at ({hours.send_at:%H:%M}) must lie between hours.opens"
            f" ({hours.opens:%H:%M}) and hours.closes ({hours.closes:%H:%M})."
        )
    if not hours.opens <= cycle.cut_off_at <= hours.closes:
        raise PlanRefused(
            f"{where}: cycle.cut_off_at ({cycle.cut_off_at:%H:%M}) must lie between hours.opens"
            f" ({hours.opens:%H:%M}) and hours.closes ({hours.closes:%H:%M})."
        )
    for earlier, later in pairwise(_STEPS):
        _before(where, cycle, earlier, later)
    _before(where, cycle, "cut_off", "assurance_from")
    _before(where, cycle, "assurance_to", "draft")
    if cycle.assurance_from < cycle.assurance_to:
        raise PlanRefused(
            f"{where}: cycle.assurance_from ({cycle.assurance_from}) must not be smaller than"
            f" cycle.assurance_to ({cycle.assurance_to})."
        )
    if cycle.shortest_chase <= cycle.chaser:
        raise PlanRefused(
            f"{where}: cycle.shortest_chase ({cycle.shortest_chase}) must be larger than cycle.chaser"
            f" ({cycle.chaser}), or a chaser would go before its call."
        )
    for key in _AT_LEAST_ONE:
        if _value(policy, key) < 1:
            raise PlanRefused(f"{where}: {key} must be at least 1.")
    for key in ("touches.action_due_days", "touches.milestone_due_days"):
        days = _value(policy, key)
        if list(days) != sorted(set(days), reverse=True):
            raise PlanRefused(f"{where}: {key} must run from the largest number to the smallest.")


def _before(where: str, cycle: object, earlier: str, later: str) -> None:
    first, second = getattr(cycle, earlier), getattr(cycle, later)
    if first <= second:
        raise PlanRefused(
            f"{where}: cycle.{earlier} ({first}) must be larger than cycle.{later} ({second}):"
            " it comes first, and both count working days before the meeting."
        )


def _value(policy: Policy, key: str) -> Any:
    value: Any = policy
    for name in key.split("."):
        value = getattr(value, name)
    return value
