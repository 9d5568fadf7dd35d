"""What an operator sets: documented, and a bad value is one sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.domain.errors import PlanRefused
from config.settings import PREFIX, Settings, load_settings

REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "settings.md"


@contextmanager
def environment(**variables: str) -> Iterator[None]:
    kept = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith(PREFIX)}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name in variables:
            del os.environ[name]
        os.environ.update(kept)


def test_every_setting_is_documented_with_its_default() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    documented = {row.split("`")[1]: row for row in rows}
    assert set(documented) == {PREFIX + name.upper() for name in Settings.model_fields}
    for name, setting in Settings.model_fields.items():
        assert f"`{setting.default}`" in documented[PREFIX + name.upper()]


def test_settings_come_from_the_environment() -> None:
    with environment(SENDBOT_DATABASE_URL="postgresql://db/send", SENDBOT_PORT="9000"):
        settings = load_settings()
    assert (settings.database_url, settings.port) == ("postgresql://db/send", 9000)
    assert settings.log_level == "INFO"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SENDBOT_DATABASE_URL", "mysql://db"),
        ("SENDBOT_PORT", "70000"),
        ("SENDBOT_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_value_that_cannot_be_used_is_one_sentence(variable: str, value: str) -> None:
    with environment(**{variable: value}), pytest.raises(PlanRefused) as refused:
        load_settings()
    sentence = refused.value.sentence
    assert sentence.startswith(f'{variable} is "{value}", but it ')
    assert sentence.endswith(".")
    assert "\n" not in sentence
