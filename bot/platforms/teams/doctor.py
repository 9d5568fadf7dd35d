"""Whether a Teams connection works, asked of Microsoft and of the service itself, and what to do where it
does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from uuid import UUID

import httpx

from bot.domain.errors import PlanRefused
from bot.domain.health import Finding, well, wrong
from bot.domain.people import Address, Place
from bot.domain.programme import Connection
from bot.platforms.teams.connector import Connector
from bot.platforms.teams.credentials import Credentials, read_credentials
from bot.platforms.teams.keys import KeySet, fetch_keys
from bot.platforms.teams.loop import Loop
from bot.platforms.teams.web import NO_ACTIVITY
from bot.ports import InDoubt, NotSent, Reach

#: Seconds between Microsoft's clock and ours above which tokens begin to be refused, with room.
MOST_SKEW = 60
#: Seconds that one thing that is asked may take.
TIMEOUT = 20.0
_CHANNEL = re.compile(r"19:\S+@\S+")


def examine(
    connection: Connection,
    environment: Mapping[str, str],
    channels: Iterable[Address],
    reached: Iterable[Reach],
    now: datetime,
    *,
    service: str,
    is_public: bool,
) -> Iterator[Finding]:
    """Everything that can be asked: settings, tenants, token, keys, clock, endpoint, channels.

    :param channels: those that the programme writes to, on any connection.
    :param reached: what is known of the connection's places.
    :param service: where the service is asked, without ``/teams/NAME``.
    :param is_public: whether that is the address that Microsoft calls, and not the machine's own.
    """
    try:
        credentials = read_credentials(connection, environment)
    except PlanRefused as refused:
        yield wrong(str(refused))
        return
    loop = Loop()
    loop.start()
    try:
        yield from _tenants(connection, credentials)
        connector = Connector(credentials, loop)
        token = _token(connector, credentials)
        yield token
        yield from _clock_and_keys(credentials, loop, now)
        yield _endpoint(f"{service}/teams/{connection.name}", is_public=is_public)
        places = {reach.native: reach for reach in reached}
        for address in dict.fromkeys(channels):
            if address.connection == connection.name and address.place is Place.CHANNEL:
                known = places.get(address.native)
                if token.well or not _CHANNEL.fullmatch(address.native):
                    yield _channel(connector, credentials, address.native, known)
    finally:
        loop.stop()


def _tenants(connection: Connection, credentials: Credentials) -> Iterator[Finding]:
    for tenant in connection.allowed_tenants:
        try:
            UUID(tenant)
        except ValueError:
            yield wrong(
                f"Its allowed_tenants name {tenant}, which is no tenant's id: copy that from Microsoft "
                "Entra ID, Overview."
            )
    told = ", ".join(dict.fromkeys((credentials.tenant_id, *connection.allowed_tenants)))
    yield well(f"What comes from these tenants is let in, and nothing else: {told}.")


def _token(connector: Connector, credentials: Credentials) -> Finding:
    try:
        connector.check()
    except NotSent as error:
        return wrong(_sentence(error))
    by = "its secret" if credentials.app_secret else "the machine's identity"
    return well(f"Microsoft gives tokens to the app {credentials.app_id} for {by}.")


def _clock_and_keys(credentials: Credentials, loop: Loop, now: datetime) -> Iterator[Finding]:
    url = credentials.openid_url
    try:
        answer = httpx.get(url, timeout=TIMEOUT).raise_for_status()
        known = loop.run(_keys(url), seconds=3 * TIMEOUT)
    except (httpx.HTTPError, ValueError, KeyError, TypeError, TimeoutError) as error:
        yield wrong(
            f"The keys that Microsoft signs with cannot be fetched from {url} ({type(error).__name__}): "
            "until they can, nothing is heard. Let this machine reach it."
        )
        return
    yield well(f"Microsoft's signing keys can be fetched: {len(known.keys)}.")
    yield from _clock(answer.headers.get("date"), now)


async def _keys(url: str) -> KeySet:
    async with httpx.AsyncClient(timeout=TIMEOUT) as client:
        return await fetch_keys(client, url)


def _clock(date: str | None, now: datetime) -> Iterator[Finding]:
    if date is None:
        return
    skew = abs((parsedate_to_datetime(date) - now).total_seconds())
    if skew > MOST_SKEW:
        yield wrong(
            f"This machine's clock is {round(skew)} seconds from Microsoft's: set it from a time server, "
            "or what Teams brings will be refused."
        )
    else:
        yield well("The clock agrees with Microsoft's.")


def _endpoint(url: str, *, is_public: bool) -> Finding:
    """Bring it what is no activity: what the door says to that, it says before it asks who is there."""
    try:
        answer = httpx.post(url, json=[], timeout=TIMEOUT)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        told = f"Nothing answers at {url} ({type(error).__name__})"
        if not is_public:
            return wrong(f"{told}: start the bot with sendbot run.")
        return wrong(
            f"{told}: look at its name, its certificate and what stands before the bot; Microsoft "
            "calls it from the internet."
        )
    status = answer.status_code
    if status == 400 and answer.text == NO_ACTIVITY:
        hint = "" if is_public else "; whether Microsoft can call it, --address tells"
        return well(f"The bot answers at {url}{hint}.")
    if status == 404:
        return wrong(
            f"There is nothing for this connection at {url}: start the bot anew, so that it takes up "
            "the programme file, and lead the whole path /teams/ to it."
        )
    if status in (401, 403, 407) or answer.is_redirect:
        return wrong(
            f"{url} asks for a sign-in or leads elsewhere ({status}): let requests through to the bot, "
            "which itself lets nobody in but Microsoft."
        )
    return wrong(f"{url} answers {status}, and not as the bot does: look at what stands before it.")


def _channel(
    connector: Connector, credentials: Credentials, native: str, known: Reach | None
) -> Finding:
    if not _CHANNEL.fullmatch(native):
        return wrong(
            f"{native} is no channel's id in Teams: take it out of the channel's link, from 19: to "
            "thread.tacv2; in a link %3A stands for : and %40 for @."
        )
    if known is not None and known.unreachable_since is not None:
        return wrong(f"Channel {native}: {known.reason or 'it cannot be reached.'}")
    told = known.reference if known is not None else {}
    url = told.get("service_url") or credentials.service_url
    try:
        next(connector.members(url, told.get("team") or native), None)
    except (NotSent, InDoubt) as error:
        return wrong(f"Channel {native}: {_sentence(error)}")
    return well(f"The app is where the channel {native} is.")


def _sentence(error: Exception) -> str:
    return f"{str(error).rstrip('.')}."
