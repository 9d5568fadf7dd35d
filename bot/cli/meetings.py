"""``sendbot meetings``: the calendar."""

from __future__ import annotations

from datetime import time
from typing import Annotated

import typer

from bot.cli.desk import JsonFlag, ProgrammeOption, day, now, print_json, the_programme, units
from bot.cli.shapes import MeetingShape
from bot.domain.calendar import Meeting
from bot.domain.errors import PlanRefused
from bot.handlers import meetings
from bot.phrasing.words import clock_time, long_day
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
        meeting = meetings.add(uow, the_programme(uow, programme), body, wanted, _at(at), now())
        uow.commit()
    typer.echo(f"Added: {_line(meeting)}")


@app.command("move")
def move(
    body: Body, from_day: Day, to_day: Day, at: At = None, programme: ProgrammeOption = None
) -> None:
    """Move a meeting: the same meeting, a new date."""
    old, new = day(from_day, name="FROM_DAY"), day(to_day, name="TO_DAY")
    assert new is not None
    with units().write() as uow:
        found = _find(uow, the_programme(uow, programme).id, body, str(old))
        begins = _at(at) if at else None
        meeting = meetings.move(uow, found.id, new, now(), at=begins)
        uow.commit()
    typer.echo(f"Moved: {_line(meeting)}")


@app.command("cancel")
def cancel(body: Body, on: Day, programme: ProgrammeOption = None) -> None:
    """Cancel a meeting. What was sent stays sent."""
    wanted = day(on, name="DAY")
    with units().write() as uow:
        found = _find(uow, the_programme(uow, programme).id, body, str(wanted))
        meeting = meetings.cancel(uow, found.id, now())
        uow.commit()
    typer.echo(f"Cancelled: {_line(meeting)}")


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


def _line(meeting: Meeting) -> str:
    told = f"{meeting.body} {long_day(meeting.day)}, {clock_time(meeting.at)}"
    if meeting.day != meeting.original_day:
        told += f" (was {long_day(meeting.original_day)})"
    return told + (", cancelled" if meeting.cancelled else "")
