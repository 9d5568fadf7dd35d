"""The token that the bot's own calls bear, and where it comes from: a secret, or the machine's identity.

The secret is exchanged here in one request and not through Microsoft's library for that, which talks to
Microsoft's own addresses alone and so could not be tested against any other.
"""

from __future__ import annotations

from time import monotonic

import httpx

from bot.platforms.teams.credentials import Credentials
from bot.platforms.teams.sdk import (
    PUBLIC,
    AppTokenProvider,
    FederatedIdentityCredentials,
    ManagedIdentityCredentials,
    TokenManager,
    with_overrides,
)
from bot.ports import NotSent, SendError

#: Seconds before its end from which a token is not used any more.
MARGIN = 300.0
TIMEOUT = 10.0


class SecretTokens:
    """Tokens for an app's secret, kept until shortly before they end. To be used on the loop alone."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._client = httpx.AsyncClient(timeout=TIMEOUT)
        self._token = ""
        self._until = 0.0

    async def get_app_token(self, scope: str, tenant_id: str | None = None) -> str:
        """See ``TokenProviderProtocol``. A single-tenant app has tokens of its own tenant alone.

        :raises NotSent: there is none to be had.
        """
        if monotonic() >= self._until:
            await self._exchange(scope, tenant_id or self._credentials.tenant_id)
        return self._token

    def forget(self) -> None:
        """Fetch another next time: this one was not accepted."""
        self._until = 0.0

    async def close(self) -> None:
        await self._client.aclose()

    async def _exchange(self, scope: str, tenant_id: str) -> None:
        url = f"{self._credentials.login_url}/{tenant_id}/oauth2/v2.0/token"
        form = {
            "grant_type": "client_credentials",
            "client_id": self._credentials.app_id,
            "client_secret": self._credentials.app_secret or "",
            "scope": scope,
        }
        try:
            answer = await self._client.post(url, data=form)
            told = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            why = f"Microsoft's sign-in cannot be reached ({type(error).__name__})"
            raise NotSent(SendError.TRANSIENT, why) from error
        if answer.status_code >= 500 or answer.status_code == 429:
            why = f"Microsoft's sign-in is not available just now ({answer.status_code})"
            raise NotSent(SendError.TRANSIENT, why)
        if answer.status_code != 200 or "access_token" not in told:
            code = str(told.get("error", answer.status_code))
            raise NotSent(SendError.REFUSED, not_accepted(code))
        self._token = str(told["access_token"])
        self._until = monotonic() + max(float(told.get("expires_in", 0)) - MARGIN, 0)


def not_accepted(code: str) -> str:
    """What to do where Microsoft does not accept the app's credentials."""
    return (
        "Microsoft does not accept the app's credentials: look at the app's id, its tenant and whether "
        f"its secret has run out ({code})"
    )


class IdentityTokens:
    """Tokens for the identity that the machine has from its cloud, kept by Microsoft's own library."""

    def __init__(self, credentials: Credentials) -> None:
        cloud = with_overrides(PUBLIC, login_endpoint=credentials.login_url)
        identity = credentials.managed_identity
        own = identity is None or identity == credentials.app_id
        proof = (
            ManagedIdentityCredentials(
                client_id=credentials.app_id, tenant_id=credentials.tenant_id
            )
            if own
            else FederatedIdentityCredentials(
                client_id=credentials.app_id,
                tenant_id=credentials.tenant_id,
                managed_identity_type="system" if identity == "system" else "user",
                managed_identity_client_id=None if identity == "system" else identity,
            )
        )
        self._tokens = AppTokenProvider(TokenManager(credentials=proof, cloud=cloud), cloud)

    async def get_app_token(self, scope: str, tenant_id: str | None = None) -> str:
        """See ``TokenProviderProtocol``.

        :raises NotSent: there is none to be had.
        """
        try:
            found = await self._tokens.get_app_token(scope, tenant_id)
        except (ValueError, OSError, RuntimeError) as error:
            raise NotSent(SendError.TRANSIENT, _NO_IDENTITY) from error
        if found is None:
            raise NotSent(SendError.TRANSIENT, _NO_IDENTITY)
        return str(found)

    def forget(self) -> None:
        """Nothing to do: they are fetched anew when they end."""

    async def close(self) -> None:
        """Nothing is open."""


_NO_IDENTITY = "This machine has no identity that speaks for the app: give it one in its cloud, or name an app_secret"
