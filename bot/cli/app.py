"""All commands in one place, and the edge at which every error becomes one clear sentence."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from bot.cli import (
    answers,
    doctor,
    documents,
    explaining,
    logs,
    meetings,
    operations,
    people,
    programmes,
    running,
    teams,
)
from bot.domain.errors import PlanRefused
from bot.ports import Unavailable
from store import StoreRefused

app = typer.Typer(
    name="sendbot",
    help="Keeps an improvement plan moving in Slack and Teams.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("demo")(running.demo)
app.command("run")(running.run)
app.command("replay")(running.replay)
app.command("schedule")(answers.schedule)
app.command("status")(answers.status)
app.command("digest")(answers.digest)
app.add_typer(programmes.app, name="programme")
app.add_typer(people.app, name="people")
app.add_typer(documents.app, name="plan")
app.add_typer(meetings.app, name="meetings")
app.add_typer(explaining.app, name="explain")
app.add_typer(teams.teams, name="teams")
app.add_typer(operations.outbox, name="outbox")
app.add_typer(operations.audit, name="audit")
app.add_typer(operations.db, name="db")
app.command("doctor")(doctor.doctor)


def main(arguments: Sequence[str] | None = None) -> None:
    """The console script. ``arguments``: those of the process where none are given."""
    logs.begin()
    try:
        app(args=arguments)
    except (PlanRefused, StoreRefused) as refused:
        _fail(str(getattr(refused, "sentence", refused)))
    except Unavailable as unavailable:
        _fail(f"The database cannot be used just now ({unavailable}). Try again in a moment.")
    except BrokenPipeError:
        # Whoever read our output has gone: there is nobody to tell.
        sys.exit(1)


def _fail(sentence: str) -> None:
    typer.echo(sentence, err=True)
    sys.exit(1)
