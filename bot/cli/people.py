"""``sendbot people``: who is in the programme, and where they are reached."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.cli.desk import JsonFlag, ProgrammeOption, now, the_programme, units
from bot.cli.programmes import DryRun, show_changes
from bot.handlers.people import import_people
from config.people_file import look_at_people

app = typer.Typer(no_args_is_help=True, help="People, their roles and addresses.")


@app.command("import")
def import_(
    file: Path, programme: ProgrammeOption = None, dry_run: DryRun = False, json: JsonFlag = False
) -> None:
    """Add or change people from a CSV file and match them to the plan's leads."""
    found = look_at_people(file)
    with units().write() as uow:
        changes = import_people(
            uow, the_programme(uow, programme), found.rows, now(), mistakes=found.mistakes
        )
        if not dry_run:
            uow.commit()
    show_changes(changes, json=json, dry_run=dry_run)


@app.callback()
def _group() -> None:
    """Keeps ``import`` a command of its own, with room for others."""
