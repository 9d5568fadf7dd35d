"""What will be sent, where the plan stands, and what the digest would say."""

from __future__ import annotations

import json as json_module
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.desk import (
    JsonFlag,
    ProgrammeOption,
    day,
    moment,
    now,
    print_json,
    the_programme,
    units,
)
from bot.cli.shapes import PlannedShape
from bot.domain import names
from bot.domain.calendar import Meeting, local_day
from bot.domain.errors import PlanRefused
from bot.domain.people import Person
from bot.domain.programme import Plan, Programme
from bot.handlers import queries
from bot.handlers.cycle_now import cycle_now
from bot.handlers.digest_facts import digest_text, facts_json, facts_now
from bot.phrasing.message_text import message_text
from bot.ports import UnitOfWork
from bot.scheduler import forecast

#: How far ahead ``schedule`` looks where nobody says.
AHEAD = timedelta(days=28)


def schedule(
    first: Annotated[str | None, typer.Option("--from", help="First day; today.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Last day; four weeks on.")] = None,
    programme: ProgrammeOption = None,
    json: JsonFlag = False,
) -> None:
    """What will be sent, to whom, when and why."""
    at = now()
    begin = day(first, name="--from") or local_day(at)
    end = day(last, name="--to") or begin + AHEAD
    if end < begin:
        raise typer.BadParameter("It lies before --from.", param_hint="--to")
    with units().read() as uow:
        planned = forecast.schedule(
            uow, the_programme(uow, programme), now=at, first=begin, last=end
        )
    if json:
        print_json([PlannedShape.of(one) for one in planned])
    else:
        typer.echo(forecast.schedule_text(planned))


def status(
    filters: Annotated[list[str] | None, typer.Argument(help="red, overdue, a key, …")] = None,
    as_person: Annotated[str | None, typer.Option("--as", help="In whose eyes.")] = None,
    at: Annotated[str | None, typer.Option("--at", help="On which day; today.")] = None,
    programme: ProgrammeOption = None,
    json: JsonFlag = False,
) -> None:
    """What /send status shows."""
    when = moment(at)
    with units().read() as uow:
        found = the_programme(uow, programme)
        person = _person(uow, found, as_person)
        wanted = tuple(filters or ())
        if json:
            print_json(queries.status_json(uow, found, person, wanted, when))
        else:
            typer.echo(message_text(queries.status(uow, found, person, wanted, when)))


def digest(
    meeting: Annotated[
        int | None, typer.Option(help="Its number in meetings list --json; the next one.")
    ] = None,
    at: Annotated[str | None, typer.Option("--at", help="On which day; today.")] = None,
    format_: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
    out: Annotated[Path | None, typer.Option("--out", help="Write it to this file.")] = None,
    programme: ProgrammeOption = None,
) -> None:
    """The digest, without posting it."""
    if format_ not in ("text", "json"):
        raise typer.BadParameter("It is text or json.", param_hint="--format")
    when = moment(at)
    with units().read() as uow:
        found = the_programme(uow, programme)
        plan, wanted = _meeting(uow, found, meeting)
        ahead = wanted or cycle_now(uow, found, plan, when).meeting
        facts = facts_now(uow, found, plan, ahead, when)
    text = digest_text(facts) if format_ == "text" else _pretty(facts_json(facts))
    if out is None:
        typer.echo(text, nl=False)
    else:
        _write(out, text)
        typer.echo(f"Written to {out}.", err=True)


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except (OSError, ValueError) as error:
        # ValueError: a name that no file can have.
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise PlanRefused(f"{file} cannot be written ({why}): name another file.") from error


def _pretty(text: str) -> str:
    return json_module.dumps(json_module.loads(text), ensure_ascii=False, indent=2) + "\n"


def _person(uow: UnitOfWork, programme: Programme, name: str | None) -> Person | None:
    if name is None:
        return None
    found = names.find(name, uow.people.of(programme.id)).person
    if found is None:
        raise PlanRefused(f'Nobody in {programme.name} is called "{name}".')
    return found


def _meeting(
    uow: UnitOfWork, programme: Programme, number: int | None
) -> tuple[Plan, Meeting | None]:
    plans = uow.plans.of(programme.id)
    if not plans:
        raise PlanRefused(f"{programme.name} has no plan yet; import one first.")
    if number is None:
        return plans[0], None
    wanted = next((m for m in uow.meetings.of(programme.id) if m.id == number), None)
    plan = next((p for p in plans if wanted and p.reporting_body == wanted.body), None)
    if wanted is None or plan is None:
        raise PlanRefused(
            f"No plan reports to a meeting {number}. See: sendbot meetings list --json"
        )
    return plan, wanted
