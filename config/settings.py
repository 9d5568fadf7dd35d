"""Where this installation runs: what an operator sets through the environment. Each is documented in
``docs/reference/settings.md``, and a test keeps it so.

What a programme officer sets (calendar, cadence, people) stands in the programme file instead.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.errors import PlanRefused

PREFIX = "SENDBOT_"


def _known_database(url: str) -> str:
    known = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
    if url != "sqlite://" and not url.startswith(known):
        raise ValueError('it must begin with "sqlite:///" or "postgresql://"')
    return url


class Settings(BaseSettings):
    """Read from environment variables ``SENDBOT_…`` only: a file in the working folder never changes
    where records go."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    database_url: Annotated[str, AfterValidator(_known_database)] = "sqlite:///sendbot.db"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8321


def load_settings() -> Settings:
    """The settings of this process.

    :raises PlanRefused: one sentence naming the variable, for a value that cannot be used.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        variable = PREFIX + str(first["loc"][0]).upper()
        why = first["msg"].removeprefix("Value error, ").rstrip(".")
        raise PlanRefused(f'{variable} is "{first["input"]}", but {_lower(why)}.') from error


def _lower(sentence: str) -> str:
    words = sentence.replace("Input should be", "it should be")
    return words[:1].lower() + words[1:]
