"""The reference keeps up with the code: schemas and commands."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from bot.cli.app import app
from bot.cli.schemas import SHAPES, schema

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"


@pytest.mark.parametrize("name", SHAPES)
def test_the_schema_stands_in_the_reference(name: str) -> None:
    stored = (REFERENCE / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert stored == schema(name), "behind the code: make schemas"


def test_every_command_stands_in_the_reference() -> None:
    page = (REFERENCE / "command-line.md").read_text(encoding="utf-8")
    missing = [name for name in _commands() if f"sendbot {name}" not in page]
    assert not missing


def _commands() -> list[str]:
    group = typer.main.get_command(app)
    found: list[str] = []
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        inside = getattr(command, "commands", None)
        found += [f"{name} {one}" for one in inside] if inside else [name]
    return found
