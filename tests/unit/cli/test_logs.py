"""A line of the log says what happened and why, on one line."""

from __future__ import annotations

import logging

from bot.cli.logs import Lines


def line(name: str, **told: object) -> str:
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, "it_happened", (), None)
    record.__dict__.update(told)
    return Lines("%(levelname)s %(message)s").format(record)


def test_what_was_told_of_an_event_stands_behind_its_name() -> None:
    assert line("bot.platforms.teams.web", connection="council", why="tenant 'x'") == (
        "WARNING it_happened connection=council why=\"tenant 'x'\""
    )
    assert line("bot.delivery") == "WARNING it_happened"


def test_nothing_breaks_out_of_its_line() -> None:
    assert line("bot.x", why="one\nERROR two") == 'WARNING it_happened why="one\\nERROR two"'


def test_other_libraries_lines_are_left_as_they_are() -> None:
    assert line("sqlalchemy.pool", secret="s") == "WARNING it_happened"
