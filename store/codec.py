"""Domain values inside a JSON column: written as plain JSON, read back as the frozen values they were."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter


@cache
def _adapter(form: Any) -> TypeAdapter[Any]:
    return TypeAdapter(form)


def to_json(form: Any, value: object) -> Any:
    """``value``, of the type (or union, or tuple) ``form``, as what ``json.dumps`` takes."""
    return _adapter(form).dump_python(value, mode="json")


def from_json(form: Any, value: object) -> Any:
    """The inverse.

    :raises ValueError: the JSON holds no such value.
    """
    return _adapter(form).validate_python(value)
