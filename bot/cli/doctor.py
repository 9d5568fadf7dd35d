"""``sendbot doctor``: what is configured, what can be reached, what is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import typer

from bot.cli.desk import now, units
from bot.domain.health import Finding
from bot.domain.people import Address
from bot.domain.programme import Connection
from bot.handlers.reaching import channels
from bot.phrasing.words import counted
from config.settings import Settings, load_settings
from store import check, describe

#: What a service that listens everywhere is asked under on its own machine.
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}


def doctor(
    platform: Annotated[
        str | None,
        typer.Argument(help="slack or teams: ask it about each of its connections too."),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(help="teams: the bot's public address, such as https://bot.example."),
    ] = None,
) -> None:
    """What is configured, what can be reached, what is wrong."""
    if platform not in (None, "slack", "teams"):
        raise typer.BadParameter("It is slack, teams, or nothing.", param_hint="platform")
    if address is not None:
        _check_address(address, platform)
    # The platforms' libraries take long to load, which no other command is to wait for.
    from bot.platforms.slack import doctor as slack

    settings = load_settings()
    typer.echo(f"Database: {describe(settings.database_url)}")
    problems = list(check(settings.database_url))
    with units().read() as uow:
        failed = uow.outbox.listing(states=("failed",))
        programmes = uow.programmes.all()
        found = {one.id: uow.programmes.connections(one.id) for one in programmes}
        written = {one.id: channels(uow, one) for one in programmes}
    for programme in programmes:
        told = ", ".join(f"{c.name} ({c.platform})" for c in found[programme.id]) or "none"
        typer.echo(f"{programme.name}: {programme.state.value}; connections: {told}")
        for connection in found[programme.id]:
            if platform == "slack" == connection.platform:
                asked = slack.examine(connection, os.environ, written[programme.id], now())
                problems += _told(connection, asked)
            elif platform == "teams" == connection.platform:
                asked = _of_teams(connection, written[programme.id], settings, address)
                problems += _told(connection, asked)
    if failed:
        problems.append(f"{counted(len(failed), 'message')} failed: see sendbot outbox list.")
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo("Nothing is wrong.")


def _check_address(address: str, platform: str | None) -> None:
    if platform != "teams":
        raise typer.BadParameter("It is for sendbot doctor teams alone.", param_hint="--address")
    if not address.startswith(("https://", "http://127.0.0.1")):
        raise typer.BadParameter(
            "It is an address that begins with https://.", param_hint="--address"
        )


def _of_teams(
    connection: Connection, channels: Sequence[Address], settings: Settings, address: str | None
) -> Iterator[Finding]:
    # Teams' library takes a second to load, which no other command is to wait for.
    from bot.platforms.teams import doctor as teams

    with units().read() as uow:
        reached = uow.reachability.of(connection.name)
    here = f"http://{_EVERYWHERE.get(settings.host, settings.host)}:{settings.port}"
    service = (address or here).rstrip("/").removesuffix(f"/teams/{connection.name}")
    return teams.examine(
        connection,
        os.environ,
        channels,
        reached,
        now(),
        service=service,
        is_public=address is not None,
    )


def _told(connection: Connection, findings: Iterable[Finding]) -> list[str]:
    """What is well is printed, what is not given back."""
    problems = []
    for finding in findings:
        if finding.well:
            typer.echo(f"{connection.name}: {finding.words}")
        else:
            problems.append(f"{connection.name}: {finding.words}")
    return problems
