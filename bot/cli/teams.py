"""Teams: the package that its administrator uploads."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.desk import units
from bot.domain.errors import PlanRefused
from bot.domain.programme import Connection
from bot.platforms.teams.credentials import read_credentials
from bot.platforms.teams.package import LONGEST_NAME, Publisher
from bot.platforms.teams.package import package as build

teams = typer.Typer(no_args_is_help=True, help="The app for Microsoft Teams.")


@teams.callback()
def _teams() -> None:
    """Keeps ``package`` a command of its own."""


@teams.command("package")
def package(
    out: Annotated[Path, typer.Option(help="The file to write, such as sendbot.zip.")],
    connection: Annotated[
        str | None, typer.Option(help="Its name, where several are on Teams.")
    ] = None,
    publisher: Annotated[
        str | None, typer.Option(help="Your organisation, as Teams names it beside the app.")
    ] = None,
    website: Annotated[
        str | None, typer.Option(help="Your organisation's page about the app, from https://.")
    ] = None,
    privacy: Annotated[
        str | None, typer.Option(help="Its privacy notice; by default the same page.")
    ] = None,
    terms: Annotated[
        str | None, typer.Option(help="Its terms of use; by default the same page.")
    ] = None,
) -> None:
    """Build the package to upload in the Teams admin centre."""
    shown = _publisher(publisher, website, privacy, terms)
    found = _connection(connection)
    credentials = read_credentials(found, os.environ)
    try:
        out.write_bytes(build(credentials.app_id, shown))
    except OSError as error:
        raise PlanRefused(f"{out} cannot be written: {error.strerror}.") from error
    typer.echo(
        f"{out}: the app of {found.name}, {credentials.app_id}. Upload it in the Teams admin centre "
        "under Teams apps, Manage apps."
    )
    if shown is None:
        typer.echo(
            "Its page in Teams has no links of yours: name --publisher and --website for that."
        )


def _publisher(
    name: str | None, website: str | None, privacy: str | None, terms: str | None
) -> Publisher | None:
    """Who publishes it, as far as it was said.

    :raises typer.BadParameter: half of it, or what Teams would not take.
    """
    if name is None and website is None and privacy is None and terms is None:
        return None
    if name is None or website is None:
        raise typer.BadParameter("Name both or neither.", param_hint="--publisher, --website")
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise typer.BadParameter(
            f"It is 1 to {LONGEST_NAME} letters, which is Teams' limit.", param_hint="--publisher"
        )
    pages = {"--website": website, "--privacy": privacy, "--terms": terms}
    for option, page in pages.items():
        if page is not None and not page.startswith("https://"):
            raise typer.BadParameter(
                "It is an address that begins with https://.", param_hint=option
            )
    return Publisher(
        name=name.strip(), website=website, privacy=privacy or website, terms=terms or website
    )


def _connection(name: str | None) -> Connection:
    """The connection of this name, or the only one on Teams.

    :raises PlanRefused: there is none, or several and none is named.
    """
    with units().read() as uow:
        every = [
            one
            for programme in uow.programmes.all()
            for one in uow.programmes.connections(programme.id)
        ]
    on_teams = {one.name: one for one in every if one.platform == "teams"}
    known = ", ".join(sorted(on_teams))
    if not on_teams:
        raise PlanRefused(
            "No connection is on Teams: name one in the programme file, and apply that."
        )
    if name is None:
        if len(on_teams) > 1:
            raise PlanRefused(
                f"Several connections are on Teams: name one with --connection ({known})."
            )
        return next(iter(on_teams.values()))
    if name not in on_teams:
        raise PlanRefused(f"There is no connection {name} on Teams. Known: {known}.")
    return on_teams[name]
