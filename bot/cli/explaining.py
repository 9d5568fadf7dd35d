"""``sendbot explain``: what would be understood of a reply or a date. No database, no configuration."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from bot.clock import SystemClock
from bot.domain.calendar import local_day
from bot.phrasing.words import long_day

if TYPE_CHECKING:
    from bot.conversation.dates import DateReading

# The conversation takes a second to load, which no other command is to wait for.

app = typer.Typer(no_args_is_help=True, help="What the bot would understand, and why.")

Jsonl = Annotated[bool, typer.Option("--jsonl", help="JSON lines on stdin, JSON lines on stdout.")]


@app.command("reply")
def reply(
    text: Annotated[str | None, typer.Argument(help="The words of a reply.")] = None,
    as_jsonl: Jsonl = False,
) -> None:
    """What a reply would record, or what would be asked."""
    from bot.conversation import jsonl
    from bot.conversation.interpreter import explain
    from bot.conversation.readings import Context

    if as_jsonl:
        _stream(jsonl.replies(sys.stdin))
    elif text is None:
        raise typer.BadParameter("Give the words of a reply, or --jsonl.", param_hint="TEXT")
    else:
        typer.echo(explain(text, Context(today=local_day(SystemClock().now()))))


@app.command("date")
def date(
    expr: Annotated[str | None, typer.Argument(help="A date in words.")] = None,
    as_jsonl: Jsonl = False,
) -> None:
    """What a date means, how exactly, and whether it is certain."""
    from bot.conversation import jsonl
    from bot.conversation.dates import read_date

    if as_jsonl:
        _stream(jsonl.dates(sys.stdin))
    elif expr is None:
        raise typer.BadParameter("Give a date in words, or --jsonl.", param_hint="EXPR")
    else:
        today = local_day(SystemClock().now())
        typer.echo(_in_words(expr, read_date(expr, today, purpose="query")))


def _in_words(expr: str, found: DateReading | None) -> str:
    if found is None or found.start is None or found.end is None:
        return f"“{expr}” is not understood as a date."
    days = long_day(found.start)
    if found.end != found.start:
        days += f" to {long_day(found.end)}"
    doubt = "" if found.certain else " I would ask before saving it."
    return f"{days} ({found.precision.value}, rule {found.because}).{doubt}"


def _stream(lines: Iterator[str]) -> None:
    for line in lines:
        typer.echo(line)
