"""``sendbot meetings``: the calendar."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated

import typer

from bot.cli.desk import JsonFlag, ProgrammeOption, day, now, print_json, the_programme, units
from bot.cli.shapes import MeetingShape
from bot.domain.calendar import Meeting
from bot.domain.errors import PlanRefused
from bot.domain.programme import Programme
from bot.handlers import meetings
from bot.handlers.exchange import working_days
from bot.phrasing.words import clock_time, long_day, weekday
from bot.ports import UnitOfWork
from config.policy import read_time

app = typer.Typer(no_args_is_help=True, help="Meetings: listed, added, moved, cancelled.")

Body = Annotated[str, typer.Argument(help="The body's code, such as BOARD.")]
Day = Annotated[str, typer.Argument(help="A day, such as 2023-10-24 or '24 October 2023'.")]
At = Annotated[str | None, typer.Option("--at", help="When it begins, such as 14:00.")]


@app.command("list")
def list_(programme: ProgrammeOption = None, json: JsonFlag = False) -> None:
    """All meetings, cancelled ones too."""
    with units().read() as uow:
        found = uow.meetings.of(the_programme(uow, programme).id)
    if json:
        print_json([MeetingShape.of(meeting) for meeting in found])
        return
    for meeting in found:
        typer.echo(_line(meeting))
    if not found:
        typer.echo("No meeting is on the calendar yet.")


@app.command("add")
def add(body: Body, on: Day, at: At = None, programme: ProgrammeOption = None) -> None:
    """Put a meeting on the calendar."""
    wanted = day(on, name="DAY")
    assert wanted is not None
    with units().write() as uow:
        found = the_programme(uow, programme)
        meeting = meetings.add(uow, found, body, wanted, _at(at), now())
        off = _day_off(uow, found, wanted)
        uow.commit()
    typer.echo(f"Added: {_line(meeting)}")
    if off:
        typer.echo(off)


@app.command("move")
def move(
    body: Body, from_day: Day, to_day: Day, at: At = None, programme: ProgrammeOption = None
) -> None:
    """Move a meeting: the same meeting, a new date."""
    old, new = day(from_day, name="FROM_DAY"), day(to_day, name="TO_DAY")
    assert new is not None
    with units().write() as uow:
        meant = the_programme(uow, programme)
        found = _find(uow, meant.id, body, str(old))
        begins = _at(at) if at is not None else None
        meeting = meetings.move(uow, found.id, new, now(), at=begins)
        off = _day_off(uow, meant, new)
        uow.commit()
    typer.echo(f"Moved: {_line(meeting)}")
    if off:
        typer.echo(off)


@app.command("cancel")
def cancel(body: Body, on: Day, programme: ProgrammeOption = None) -> None:
    """Cancel a meeting. What was sent stays sent."""
    wanted = day(on, name="DAY")
    with units().write() as uow:
        found = _find(uow, the_programme(uow, programme).id, body, str(wanted))
        meeting = meetings.cancel(uow, found.id, now())
        uow.commit()
    typer.echo(f"Cancelled: {_when(meeting)}")


def _find(uow: UnitOfWork, programme_id: int, body: str, on: str) -> Meeting:
    ahead = [m for m in uow.meetings.of(programme_id) if m.body == body and not m.cancelled]
    found = next((m for m in ahead if m.day.isoformat() == on), None)
    if found is None:
        days = ", ".join(m.day.isoformat() for m in ahead) or "none"
        raise PlanRefused(f"{body} has no meeting on {on}. Its meetings: {days}.")
    return found


def _at(text: str | None) -> time:
    if text is None:
        return time(10, 0)
    try:
        return read_time(text)
    except ValueError as error:
        raise typer.BadParameter(f"{error}.", param_hint="--at") from error


def _day_off(uow: UnitOfWork, programme: Programme, day: date) -> str | None:
    """A doubt about a meeting on a day on which nobody works; it is taken all the same."""
    if working_days(uow, programme).is_working(day):
        return None
    why = "a bank holiday" if day.weekday() < 5 else f"a {weekday(day)}"
    return f"{long_day(day)} is {why}: move the meeting if that is a slip."


def _line(meeting: Meeting) -> str:
    return _when(meeting) + (", cancelled" if meeting.cancelled else "")


def _when(meeting: Meeting) -> str:
    told = f"{meeting.body} {long_day(meeting.day)}, {clock_time(meeting.at)}"
    if meeting.day != meeting.original_day:
        told += f" (was {long_day(meeting.original_day)})"
    return told
