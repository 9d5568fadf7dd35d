"""The token that the bot's own calls bear, and where it comes from: a secret, or the machine's identity.

The secret is exchanged here in one request and not through Microsoft's library for that, which talks to
Microsoft's own addresses alone and so could not be tested against any other.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from threading import Lock
from time import monotonic
from typing import Any, Protocol

import httpx
import msal

from bot.platforms.teams.credentials import Credentials
from bot.ports import NotSent, SendError

log = logging.getLogger(__name__)

#: Seconds before its end from which a token is not used any more.
MARGIN = 300.0
#: For one request, and for all that a token takes: less than a whole call has, or a message would be in doubt
#: that was never sent.
TIMEOUT, WITHIN = 10.0, 20.0
#: A source that left somebody waiting for so long is not asked by the next ones, for so long: they are told
#: what was told last. Everybody's messages wait while one is being sent.
SLOW, SPARED = 2.0, 20.0


class Source(Protocol):
    """Where tokens come from."""

    async def get_app_token(self, scope: str) -> str:
        """:raises NotSent: there is none to be had."""

    def forget(self) -> None: ...
    async def close(self) -> None: ...


class Tokens:
    """The tokens of one registration. To be used on the loop alone."""

    def __init__(self, app_id: str, source: Source) -> None:
        self._app_id = app_id
        self._source = source
        self._why = ""
        """What was told last; empty while all is well."""
        self._spared_until = 0.0

    async def get(self, scope: str) -> str:
        """:raises NotSent: there is none to be had; told once in the log, until that changes."""
        if monotonic() < self._spared_until:
            raise NotSent(SendError.TRANSIENT, self._why)
        began = monotonic()
        try:
            token = await self._in_time(scope)
        except NotSent as error:
            if error.error is SendError.TRANSIENT and monotonic() - began > SLOW:
                self._spared_until = monotonic() + SPARED
            if error.detail != self._why:
                self._why = error.detail
                log.warning("no_token", extra={"app": self._app_id, "why": self._why})
            raise
        if self._why:
            self._why = ""
            log.info("token_again", extra={"app": self._app_id})
        return token

    async def _in_time(self, scope: str) -> str:
        try:
            return await asyncio.wait_for(self._source.get_app_token(scope), WITHIN)
        except TimeoutError as error:
            why = f"No token came for the app within {WITHIN:.0f} seconds"
            raise NotSent(SendError.TRANSIENT, why) from error

    def forget(self) -> None:
        """Fetch another next time: this one was not accepted."""
        self._source.forget()

    async def close(self) -> None:
        await self._source.close()


class SecretTokens:
    """Tokens for an app's secret, kept until shortly before they end. To be used on the loop alone."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._client = httpx.AsyncClient(timeout=TIMEOUT)
        self._token = ""
        self._until = 0.0

    async def get_app_token(self, scope: str) -> str:
        """See ``Source``. A single-tenant app has tokens of its own tenant alone."""
        if monotonic() >= self._until:
            await self._exchange(scope)
        return self._token

    def forget(self) -> None:
        """Fetch another next time: this one was not accepted."""
        self._until = 0.0

    async def close(self) -> None:
        await self._client.aclose()

    async def _exchange(self, scope: str) -> None:
        login = f"{self._credentials.login_url}/{self._credentials.tenant_id}"
        url = f"{login}/oauth2/v2.0/token"
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
    """Tokens for the identity that the machine has from its cloud, kept by Microsoft's library for them.

    That is asked here and not through the one for Teams, which would wait for an answer without end.
    """

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._client = httpx.Client(timeout=TIMEOUT)
        self._lock = Lock()
        self._source: Callable[[str], Mapping[str, Any]] | None = None

    async def get_app_token(self, scope: str) -> str:
        """See ``Source``."""
        try:
            told = await asyncio.to_thread(self._ask, scope)
        except (httpx.HTTPError, OSError) as error:
            why = f"{_NOT_ASKED} ({type(error).__name__}): {_GIVE_ONE}"
            raise NotSent(SendError.TRANSIENT, why) from error
        # What the library makes of an answer that is none, or of an address that is none.
        except (ValueError, KeyError, TypeError, RuntimeError, httpx.InvalidURL) as error:
            why = f"{_NO_IDENTITY} ({type(error).__name__}): {_GIVE_ONE}"
            raise NotSent(SendError.TRANSIENT, why) from error
        if not told.get("access_token"):
            why = f"{_NO_IDENTITY} ({_code(told)}): {_GIVE_ONE}"
            raise NotSent(SendError.TRANSIENT, why)
        return str(told["access_token"])

    def forget(self) -> None:
        """Nothing to do: they are fetched anew when they end."""

    async def close(self) -> None:
        self._client.close()

    def _ask(self, scope: str) -> Mapping[str, Any]:
        """In a thread: what the library gives, from its own store or from the machine's cloud."""
        with self._lock:
            if self._source is None:
                self._source = self._begin()
            return self._source(scope)

    def _begin(self) -> Callable[[str], Mapping[str, Any]]:
        credentials = self._credentials
        named = credentials.managed_identity
        identity = (
            msal.SystemAssignedManagedIdentity()
            if named == "system"
            else msal.UserAssignedManagedIdentity(client_id=named or credentials.app_id)
        )
        machine = msal.ManagedIdentityClient(identity, http_client=self._client)

        def ask_machine(scope: str) -> Mapping[str, Any]:
            told: Mapping[str, Any] = machine.acquire_token_for_client(
                resource=scope.removesuffix("/.default")
            )
            return told

        if named is None or named == credentials.app_id:
            return ask_machine

        def vouch() -> str:
            told = ask_machine(_EXCHANGE)
            if not told.get("access_token"):
                raise ValueError(_code(told))
            return str(told["access_token"])

        # The identity is another than the app's, which trusts it.
        app = msal.ConfidentialClientApplication(
            credentials.app_id,
            client_credential={"client_assertion": vouch},
            authority=f"{credentials.login_url}/{credentials.tenant_id}",
            http_client=self._client,
        )

        def ask_sign_in(scope: str) -> Mapping[str, Any]:
            told: Mapping[str, Any] = app.acquire_token_for_client([scope])
            return told

        return ask_sign_in


def _code(told: Mapping[str, Any]) -> str:
    """What an answer without a token calls its error."""
    return str(told.get("error") or "no token")[:64]


_EXCHANGE = "api://AzureADTokenExchange"
_NOT_ASKED = "This machine's identity cannot be asked for"
_NO_IDENTITY = "This machine has no identity that speaks for the app"
_GIVE_ONE = "give it one in its cloud, or name an app_secret"
