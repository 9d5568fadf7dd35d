"""What a connection needs of its environment: one app registration, and how it proves who it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from bot.domain.errors import PlanRefused
from bot.domain.programme import Connection
from bot.domain.settings import read_settings

#: ``Connection.settings``: what each environment variable that it names holds.
APP_ID, TENANT_ID, APP_SECRET, MANAGED_IDENTITY = (
    "app_id",
    "tenant_id",
    "app_secret",
    "managed_identity",
)
LOGIN_URL, OPENID_URL, SERVICE_URL = "login_url", "openid_url", "service_url"
KNOWN = (APP_ID, TENANT_ID, APP_SECRET, MANAGED_IDENTITY, LOGIN_URL, OPENID_URL, SERVICE_URL)

LOGIN = "https://login.microsoftonline.com"
OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"
SERVICE = "https://smba.trafficmanager.net/teams"


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """A registration of a single tenant. Without a secret the machine's managed identity speaks for it."""

    app_id: str
    tenant_id: str
    app_secret: str | None = field(default=None, repr=False)
    managed_identity: str | None = None
    """``system``, or the client id of a user-assigned identity; ``None``: that of the app itself."""
    login_url: str = LOGIN
    """Where tokens are given; another one in a cloud of its own, or before a proxy."""
    openid_url: str = OPENID
    """What tells the issuer and the keys of the tokens that come with activities."""
    service_url: str = SERVICE
    """Where to speak first, before any activity has told the region's own address."""


def read_credentials(connection: Connection, environment: Mapping[str, str]) -> Credentials:
    """The credentials in the environment variables that the connection names.

    :raises PlanRefused: one sentence that says what to set.
    """
    name = connection.name
    found = read_settings(connection, environment, known=KNOWN, platform="Teams")
    for setting, what in (
        (APP_ID, "application (client) id"),
        (TENANT_ID, "directory (tenant) id"),
    ):
        if setting not in found:
            raise PlanRefused(
                f"The connection {name} has no {setting}: under its settings name the environment "
                f"variable that holds the registration's {what}."
            )
        if not _is_guid(found[setting]):
            raise PlanRefused(
                f"The connection {name} takes its {setting} from {connection.settings[setting]}, which "
                f"holds no id such as 00000000-0000-0000-0000-000000000000; copy the registration's {what}."
            )
    for setting in (LOGIN_URL, OPENID_URL, SERVICE_URL):
        if not found.get(setting, LOGIN).startswith(("https://", "http://127.0.0.1")):
            raise PlanRefused(
                f"The connection {name} takes its {setting} from {connection.settings[setting]}, which "
                "is no address that begins with https://."
            )
    return Credentials(
        app_id=found[APP_ID].lower(),
        tenant_id=found[TENANT_ID].lower(),
        app_secret=found.get(APP_SECRET),
        managed_identity=found.get(MANAGED_IDENTITY),
        login_url=found.get(LOGIN_URL, LOGIN).rstrip("/"),
        openid_url=found.get(OPENID_URL, OPENID),
        service_url=found.get(SERVICE_URL, SERVICE).rstrip("/"),
    )


def _is_guid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False
