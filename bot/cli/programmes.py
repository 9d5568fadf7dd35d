"""``sendbot programme``: declared in one file, started, paused, looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.desk import JsonFlag, ProgrammeOption, now, print_json, the_programme, units
from bot.cli.next_steps import next_steps
from bot.cli.shapes import ChangesShape
from bot.domain.programme import Programme
from bot.domain.programme_spec import Change
from bot.handlers import programme as programmes
from bot.handlers.programme_status import runs, summary, summary_json
from bot.phrasing.programme import changes_text, entered, summary_text
from bot.ports import UnitOfWork
from config.programme import read_programme

app = typer.Typer(
    no_args_is_help=True, help="Bodies, routes, meetings, channels, people: one file."
)

DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change; change nothing.")]


@app.command("apply")
def apply(file: Path, dry_run: DryRun = False, json: JsonFlag = False) -> None:
    """Bring the record into line with a programme file. Again and again without harm."""
    spec = read_programme(file)
    with units(create=not dry_run).write() as uow:
        changes = programmes.apply(uow, spec, now())
        if not dry_run:
            uow.commit()
    show_changes(changes, json=json, dry_run=dry_run)


def show_changes(changes: Sequence[Change], *, json: bool, dry_run: bool) -> None:
    """What was done, or would be, one line each."""
    if json:
        print_json(ChangesShape.of(changes, dry_run=dry_run))
        return
    typer.echo(changes_text(changes))
    if dry_run:
        typer.echo("Nothing was changed: this was a dry run.")


@app.command("start")
def start(
    programme: ProgrammeOption = None,
    shadow: Annotated[bool, typer.Option("--shadow", help="For the office's eyes only.")] = False,
) -> None:
    """Let the programme speak."""

    def begin(uow: UnitOfWork, found: Programme, at: datetime) -> Programme:
        return programmes.start(uow, found, at, shadow=shadow)

    _enter(programme, begin)


@app.command("pause")
def pause(programme: ProgrammeOption = None) -> None:
    """Stop everything but replies."""
    _enter(programme, programmes.pause)


@app.command("resume")
def resume(programme: ProgrammeOption = None) -> None:
    """Go on after a pause."""
    _enter(programme, programmes.resume)


def _enter(code: str | None, step: Callable[[UnitOfWork, Programme, datetime], Programme]) -> None:
    at = now()
    with units().write() as uow:
        after = step(uow, the_programme(uow, code), at)
        lines = next_steps(uow, after, at) if runs(after) else ()
        uow.commit()
    typer.echo(entered(after.name, after.state))
    for line in lines:
        typer.echo(line)


@app.command("status")
def status(programme: ProgrammeOption = None, json: JsonFlag = False) -> None:
    """How the programme stands: plans, people, who cannot be reached, what comes next."""
    with units().read() as uow:
        found = summary(uow, the_programme(uow, programme), now())
    if json:
        print_json(summary_json(found))
    else:
        typer.echo(summary_text(found))
