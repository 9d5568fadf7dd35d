"""``sendbot plan``: a plan's document into the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.desk import JsonFlag, ProgrammeOption, now, print_json, the_programme, units
from bot.cli.programmes import DryRun
from bot.domain.errors import PlanRefused
from bot.domain.programme_spec import Change
from bot.handlers.plans import adopt
from bot.phrasing.programme import changes_text

app = typer.Typer(no_args_is_help=True, help="The plan: imported from the file people have.")

Code = Annotated[str | None, typer.Option("--code", help="The plan's code, such as PAP.")]
Title = Annotated[str | None, typer.Option("--title", help="The plan's title.")]
Verbose = Annotated[bool, typer.Option("--verbose", help="List every line of a first import, too.")]


@app.callback()
def _group() -> None:
    """Keeps ``import`` a command of its own."""


@app.command("import")
def import_(
    file: Path,
    code: Code = None,
    title: Title = None,
    programme: ProgrammeOption = None,
    dry_run: DryRun = False,
    verbose: Verbose = False,
    json: JsonFlag = False,
) -> None:
    """Read a plan from Word, Excel or CSV. ``--dry-run`` needs no database and changes nothing."""
    # What reads Word and Excel takes long to load, which no other command is to wait for.
    from bot.documents.plan_json import plan_report, report_text

    changes: Sequence[Change] = ()
    first = False
    if dry_run:
        report, exit_code = plan_report(file, code=code, title=title)
    else:
        report, changes, first, exit_code = _import(file, code, title, programme)
    if json:
        print_json(report)
    else:
        typer.echo(report_text(report, brief=first and not verbose))
        if changes:
            typer.echo(changes_text(changes))
    if dry_run and not json and exit_code == 0:
        typer.echo("Nothing was stored: this was a dry run.")
    raise typer.Exit(exit_code)


def _import(
    file: Path, code: str | None, title: str | None, programme: str | None
) -> tuple[dict[str, Any], Sequence[Change], bool, int]:
    """The report, what was changed, whether it is the plan's first import, and the exit code."""
    from bot.documents.plan_file import read_plan
    from bot.documents.plan_json import refused_report, report_of

    try:
        imported = read_plan(file, code=code, title=title)
    except PlanRefused as refused:
        return refused_report(refused.sentence), (), False, 1
    with units().write() as uow:
        adopted = adopt(uow, the_programme(uow, programme), imported, now())
        uow.commit()
    # The record's title: what the programme file gives a plan stands, whatever its document says.
    told = replace(imported, title=adopted.plan.title)
    return report_of(told, adopted.compared), adopted.changes, adopted.first, 0
