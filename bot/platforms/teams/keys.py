"""The keys that Microsoft signs its tokens with: fetched at the start and again and again, never while a
request waits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from time import monotonic
from typing import Any

import httpx
import jwt

from bot.platforms.teams.loop import Loop

log = logging.getLogger(__name__)

#: Seconds between two fetches; Microsoft asks for at least one a day.
EVERY = 6 * 3600.0
#: Until another attempt after one that failed; while there are no keys at all; and between two that
#: unknown keys ask for.
LATER, SOON, SPARING = 300.0, 5.0, 60.0
#: Seconds that a fetch may take.
TIMEOUT = 20.0


@dataclass(frozen=True, kw_only=True)
class Key:
    """One signing key. ``channels``: those it may sign for; empty where it is not said."""

    key: Any
    channels: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class KeySet:
    issuer: str
    keys: Mapping[str, Key]


class SigningKeys:
    """What the openid document at ``url`` names. Read from any thread; kept fresh on the loop."""

    def __init__(self, url: str, loop: Loop, *, sparing: float = SPARING) -> None:
        """``sparing``: seconds after an attempt in which an unknown key is no reason for another."""
        self._url = url
        self._loop = loop
        self._sparing = sparing
        self._set: KeySet | None = None
        self._tried: float | None = None
        self._wanted = asyncio.Event()
        self._keeping: Future[None] | None = None

    def start(self) -> None:
        """Begin to fetch."""
        self._keeping = self._loop.hand_over(self._keep())

    def stop(self) -> None:
        if self._keeping is not None:
            self._keeping.cancel()

    @property
    def known(self) -> KeySet | None:
        """What was fetched last; ``None`` before the first time."""
        return self._set

    def ask_again(self) -> bool:
        """Somebody showed a key that is not known: fetch them anew. False where that was just tried."""
        if self._tried is not None and monotonic() - self._tried < self._sparing:
            return False
        self._loop.hand_over(self._want())
        return True

    async def _want(self) -> None:
        self._wanted.set()

    async def _keep(self) -> None:
        async with httpx.AsyncClient(timeout=TIMEOUT) as client:
            while True:
                self._wanted.clear()
                wait = EVERY
                try:
                    self._set = await fetch_keys(client, self._url)
                except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
                    log.warning(
                        "keys_not_fetched", extra={"why": f"{type(error).__name__} {error}"}
                    )
                    wait = SOON if self._set is None else LATER
                self._tried = monotonic()
                try:
                    await asyncio.wait_for(self._wanted.wait(), wait)
                except TimeoutError:
                    continue


async def fetch_keys(client: httpx.AsyncClient, url: str) -> KeySet:
    """The keys that the openid document at ``url`` names now.

    :raises httpx.HTTPError: it cannot be reached.
    :raises ValueError: it names none; so do ``KeyError`` and ``TypeError``.
    """
    document = (await client.get(url)).raise_for_status().json()
    told = (await client.get(document["jwks_uri"])).raise_for_status().json()
    keys = {
        str(one["kid"]): Key(
            key=jwt.PyJWK(one, "RS256").key, channels=frozenset(one.get("endorsements") or ())
        )
        for one in told["keys"]
        if one.get("kty") == "RSA" and one.get("kid")
    }
    if not keys:
        raise ValueError("no key in it")
    return KeySet(issuer=str(document["issuer"]), keys=keys)
