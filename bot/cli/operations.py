"""Operations: the outbox, the audit chain, the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.desk import (
    LARGEST_NUMBER,
    JsonFlag,
    ProgrammeOption,
    now,
    print_json,
    the_programme,
    units,
)
from bot.cli.shapes import ChainShape, MessageShape, OutboxShape
from bot.domain.calendar import to_local
from bot.domain.messages import SendState
from bot.phrasing.words import clock_time, counted, day
from config.settings import load_settings
from store import backup, check, check_schema, describe, restore, upgrade

outbox = typer.Typer(no_args_is_help=True, help="Messages on their way, and those that failed.")
audit = typer.Typer(no_args_is_help=True, help="The record of every change.")
db = typer.Typer(no_args_is_help=True, help="The database: upgrade, check, backup, restore.")


@outbox.command("list")
def list_(
    state: Annotated[list[SendState] | None, typer.Option(help="Only those in this state.")] = None,
    json: JsonFlag = False,
) -> None:
    """The newest messages, their state and what went wrong."""
    with units().read() as uow:
        rows = uow.outbox.listing(states=tuple(state or ()))
        doubts = uow.outbox.doubt_count()
    if json:
        print_json(OutboxShape(doubts=doubts, messages=[MessageShape.of(row) for row in rows]))
        return
    for row in rows:
        local = to_local(row.sent_at or row.not_before)
        error = f": {row.last_error}" if row.last_error else ""
        when = f"{day(local.date())} {clock_time(local.time())}"
        typer.echo(f"{row.id} {row.state.value} {when} {row.address}{error}")
    typer.echo(f"{counted(len(rows), 'message')}; {counted(doubts, 'doubt')} so far.")


@outbox.command("retry")
def retry(
    message: Annotated[
        int, typer.Argument(min=1, max=LARGEST_NUMBER, help="Its number in the list.")
    ],
) -> None:
    """Queue a failed message again."""
    with units().write() as uow:
        queued = uow.outbox.retry(message, now())
        uow.commit()
    if not queued:
        typer.echo(f"Message {message} has not failed, so there is nothing to retry.", err=True)
        raise typer.Exit(1)
    typer.echo(f"Message {message} is queued again.")


@audit.callback()
def _audit() -> None:
    """Keeps ``verify`` a command of its own."""


@audit.command("verify")
def verify(programme: ProgrammeOption = None, json: JsonFlag = False) -> None:
    """Check the chain of every change; exit 1 where it is broken."""
    with units().read() as uow:
        report = uow.audit.verify(the_programme(uow, programme).id)
    if json:
        print_json(ChainShape.of(report))
    elif report.broken_at is None:
        tombstones = counted(report.tombstones, "tombstone")
        typer.echo(f"Whole: {counted(report.entries, 'entry', 'entries')}, {tombstones}.")
    else:
        typer.echo(
            f"Broken at entry {report.broken_at} of {report.entries}: what stands there was changed "
            "outside the bot. Keep the database as it is and compare it with a backup.",
            err=True,
        )
    if report.broken_at is not None:
        raise typer.Exit(1)


@db.command("upgrade")
def upgrade_() -> None:
    """Make the database, or bring it to this version."""
    url = load_settings().database_url
    upgrade(url)
    typer.echo(f"Up to date: {describe(url)}")


@db.command("check")
def check_(
    schema: Annotated[
        bool, typer.Option("--schema", help="Compare migrations with the code; no database needed.")
    ] = False,
) -> None:
    """Whether the database is whole and of this version."""
    problems = check_schema() if schema else check(load_settings().database_url)
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo("The migrations say what the code says." if schema else "The database is whole.")


@db.command("backup")
def backup_(file: Path) -> None:
    """Write a copy of everything, while the bot goes on."""
    backup(load_settings().database_url, file)
    typer.echo(f"Backed up to {file}.")


@db.command("restore")
def restore_(file: Path) -> None:
    """Put a backup into an empty database."""
    restore(load_settings().database_url, file)
    typer.echo(f"Restored from {file}.")
