"""What every command begins with: the record, the programme meant, the present instant, output."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Annotated

import typer
from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from bot.clock import SystemClock
from bot.domain.calendar import instant, local_day
from bot.domain.dates import Due, too_far
from bot.domain.errors import PlanRefused
from bot.domain.programme import Programme
from bot.phrasing.words import long_day
from bot.ports import UnitOfWork, Units
from config.declaration import read_day
from config.settings import load_settings
from store import open_units

ProgrammeOption = Annotated[
    str | None, typer.Option("--programme", help="Its code, where there are several.")
]
#: No row of a record has a greater number; a database cannot be asked for one.
LARGEST_NUMBER = 2**63 - 1
JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


def units(*, create: bool = False) -> Units:
    """The configured record.

    :raises StoreRefused: it cannot be used; the sentence says what to do.
    """
    return open_units(load_settings().database_url, create=create)


def now() -> datetime:
    return SystemClock().now()


def the_programme(uow: UnitOfWork, code: str | None) -> Programme:
    """The programme with this code, or the only one.

    :raises PlanRefused: there is none, or several and none is named.
    """
    programmes = uow.programmes.all()
    if code is not None:
        found = uow.programmes.by_code(code)
        if found is None:
            known = ", ".join(p.code for p in programmes) or "none yet"
            raise PlanRefused(f'There is no programme "{code}". Known: {known}.')
        return found
    if not programmes:
        raise PlanRefused(
            "There is no programme yet. Begin with: sendbot programme apply FILE.yaml"
        )
    if len(programmes) > 1:
        codes = ", ".join(p.code for p in programmes)
        raise PlanRefused(f"There are several programmes: say which with --programme ({codes}).")
    return programmes[0]


def day(text: str | None, *, name: str) -> date | None:
    """A day given on the command line.

    :raises typer.BadParameter: it is not one.
    """
    if text is None:
        return None
    try:
        found = read_day(text)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.", param_hint=name) from error
    if too_far(Due.on(found), local_day(now())):
        raise typer.BadParameter(
            f"{long_day(found)} is too far away to be meant; check the year.", param_hint=name
        )
    return found


def moment(text: str | None) -> datetime:
    """``--at``: the end of that day's working hours, or now."""
    on = day(text, name="--at")
    return now() if on is None else instant(on, time(17, 0))


def print_json(value: BaseModel | Mapping[str, object] | Sequence[BaseModel | object]) -> None:
    """One JSON value on stdout, and nothing else."""
    typer.echo(json.dumps(to_jsonable_python(value), ensure_ascii=False, indent=2))
