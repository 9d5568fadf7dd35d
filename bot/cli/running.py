"""Running the bot: the demonstration, the service, and transcripts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.desk import JsonFlag, print_json
from bot.cli.shapes import LineShape
from config.settings import load_settings

if TYPE_CHECKING:
    from bot.replay.run import Line

# All that understands what people say takes longer to load than most commands take to run: each of these
# loads what it needs itself.


def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8321,
) -> None:
    """Show the whole bot in a browser: example programme, settable clock, no credentials."""
    from bot.demo.serving import serve

    def told(address: str) -> None:
        typer.echo(f"Demo at {address}")
        typer.echo("Open it in a browser. Stop it here with Ctrl+C.")

    serve(port, told=told)


def run(
    only: Annotated[str | None, typer.Option(help="web or scheduler: only that half.")] = None,
) -> None:
    """Run the bot: every configured connection, the scheduler, delivery."""
    if only not in (None, "web", "scheduler"):
        raise typer.BadParameter("It is web or scheduler.", param_hint="--only")
    from bot.serving import serve_bot

    serve_bot(load_settings(), only=only, told=typer.echo)


def replay(
    file: Annotated[Path, typer.Argument(help="A transcript, YAML.")], json: JsonFlag = False
) -> None:
    """Run a transcript and print what everyone saw; exit 1 at the first unmet expectation."""
    from bot.replay.run import run as play
    from bot.replay.transcript import read_transcript

    lines = list(play(read_transcript(file)))
    if json:
        print_json([LineShape.of(line) for line in lines])
    else:
        for line in lines:
            _show(line)
    if lines and lines[-1].kind == "failed":
        raise typer.Exit(1)


def _show(line: Line) -> None:
    match line.kind:
        case "time":
            typer.echo(f"\n— {line.text} —")
        case "said":
            typer.echo(f"\n{line.text}")
        case "seen":
            typer.echo(f"  → {line.to}")
            for one in line.text.splitlines():
                typer.echo(f"    {one}")
        case _:
            typer.echo(f"Not as expected. {line.text}", err=True)
