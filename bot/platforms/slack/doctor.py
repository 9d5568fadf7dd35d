"""Whether a Slack connection works, asked of Slack itself, and what to click where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.domain.errors import PlanRefused
from bot.domain.health import Finding, unseen, well, wrong
from bot.domain.people import Address, Place
from bot.domain.programme import Connection
from bot.platforms.slack.api import Api
from bot.platforms.slack.credentials import Credentials, read_credentials
from bot.platforms.slack.manifest import COMMAND, scopes
from bot.ports import InDoubt, NotSent

#: Seconds between Slack's clock and ours above which signed requests begin to be refused, with room.
MOST_SKEW = 60


def examine(
    connection: Connection,
    environment: Mapping[str, str],
    channels: Iterable[Address],
    now: datetime,
) -> Iterator[Finding]:
    """Everything that can be asked: credentials, permissions, clock, socket, channels; and where to look for
    the command, which cannot."""
    try:
        credentials = read_credentials(connection, environment)
    except PlanRefused as refused:
        yield wrong(str(refused))
        return
    api = Api(credentials)
    try:
        told = api.client.api_call("auth.test")
    except SlackApiError as error:
        code = error.response.get("error")
        yield wrong(
            f"Slack does not accept the bot token ({code}): under OAuth & Permissions choose Reinstall "
            "to Workspace, and set the Bot User OAuth Token that stands there then."
        )
        return
    except (SlackClientError, OSError) as error:
        yield wrong(f"Slack cannot be reached at {credentials.api_url} ({type(error).__name__}).")
        return
    yield well(f"The token is {told.get('user')}'s in {told.get('team')} ({told.get('team_id')}).")
    headers = {str(name).lower(): value for name, value in told.headers.items()}
    yield _scopes(_header(headers, "x-oauth-scopes"))
    yield _COMMAND
    yield _clock(_header(headers, "date"), now)
    yield from _transport(credentials)
    for address in channels:
        if address.connection == connection.name and address.place is Place.CHANNEL:
            yield _channel(api, address.native)


#: Slack tells nobody which commands an app has.
_COMMAND = unseen(
    f"Slack does not tell what the bot's command is called. Write {COMMAND} help in Slack. Where nothing "
    "or another app answers, open the app at api.slack.com/apps, choose Slash Commands and there the "
    "command, or Create New Command, give it a name that no other app has, Save, and under OAuth & "
    "Permissions choose Reinstall to Workspace."
)


def _scopes(granted: str | None) -> Finding:
    needed = scopes()
    if granted is None:
        return unseen(
            "Slack did not say which permissions the app has. Under OAuth & Permissions, Bot Token Scopes, "
            f"these must stand: {', '.join(needed)}."
        )
    missing = sorted(set(needed) - {one.strip() for one in granted.split(",")})
    if missing:
        return wrong(
            f"The app lacks {', '.join(missing)}: add it under OAuth & Permissions, Bot Token Scopes, "
            "then choose Reinstall to Workspace."
        )
    return well("The app has every permission it needs.")


def _clock(date: str | None, now: datetime) -> Finding:
    if date is None:
        return unseen(
            "Slack did not say what time it is. Compare this machine's clock with a time server's."
        )
    skew = abs((parsedate_to_datetime(date) - now).total_seconds())
    if skew > MOST_SKEW:
        return wrong(
            f"This machine's clock is {round(skew)} seconds from Slack's: set it from a time server, "
            "or signed requests will be refused."
        )
    return well("The clock agrees with Slack's.")


def _transport(credentials: Credentials) -> Iterator[Finding]:
    if credentials.signing_secret is not None:
        yield well("Events over HTTP are checked against the signing secret.")
    if credentials.app_token is None:
        return
    client = WebClient(base_url=credentials.api_url, retry_handlers=[])
    try:
        client.apps_connections_open(app_token=credentials.app_token)
    except (SlackClientError, OSError):
        yield wrong(
            "Socket Mode cannot be opened: under Basic Information make an app-level token with "
            "connections:write, and switch Socket Mode on."
        )
    else:
        yield well("Socket Mode can be opened.")


def _channel(api: Api, native: str) -> Finding:
    try:
        channel = api.call("conversations.info", {"channel": api.channel(native)})["channel"]
    except (NotSent, InDoubt) as error:
        return wrong(f"Channel {native}: {error}")
    name = f"#{channel.get('name', native)}"
    if channel.get("is_archived"):
        return wrong(f"{name} is archived: name another channel in the programme file.")
    if not channel.get("is_member"):
        return wrong(f"The bot is not in {name}: write /invite @sendbot there.")
    return well(f"The bot is in {name}.")


def _header(headers: Mapping[str, object], name: str) -> str | None:
    value = headers.get(name)
    if isinstance(value, list | tuple):
        value = value[0] if value else None
    return None if value is None else str(value)
