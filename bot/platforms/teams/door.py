"""Who may bring an activity to a connection: only Microsoft, only for this app, only of these tenants.

The library checks less: a valid token with another tenant's activity would pass it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from bot.platforms.teams.credentials import Credentials
from bot.platforms.teams.keys import KeySet, SigningKeys

#: Seconds that Microsoft's clock and ours may differ.
LEEWAY = 300
CHANNEL = "msteams"
_BEARER = "Bearer "

Body = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """The status to answer with, and for the log why. 503: it should be brought again."""

    status: int
    why: str


class Door:
    """One connection's."""

    def __init__(
        self, credentials: Credentials, allowed_tenants: Iterable[str], keys: SigningKeys
    ) -> None:
        """``allowed_tenants``: beside the registration's own."""
        self._credentials = credentials
        self._tenants = frozenset(
            one.lower() for one in (credentials.tenant_id, *allowed_tenants) if one
        )
        self._keys = keys

    def refuses(self, body: Body, authorization: str) -> Refusal | None:
        """Why an activity may not come in; ``None``: it may. Never waits."""
        if not authorization.startswith(_BEARER):
            return Refusal(status=401, why="no bearer token")
        known = self._keys.known
        if known is None:
            return Refusal(status=503, why="no signing keys yet")
        token = authorization.removeprefix(_BEARER)
        try:
            key_id = str(jwt.get_unverified_header(token).get("kid"))
            if key_id not in known.keys:
                coming = self._keys.ask_again()
                return Refusal(status=503 if coming else 401, why="unknown signing key")
            claims = self._claims(token, known, key_id)
        except jwt.InvalidTokenError as error:
            return Refusal(status=401, why=str(error))
        channels = known.keys[key_id].channels
        if body.get("channelId") != CHANNEL or (channels and CHANNEL not in channels):
            return Refusal(status=401, why="not of Teams")
        if not self._serves(claims, body):
            return Refusal(status=401, why="another service URL than the token's")
        return self._foreign(body, claims)

    def _claims(self, token: str, known: KeySet, key_id: str) -> Body:
        claims: Body = jwt.decode(
            token,
            known.keys[key_id].key,
            algorithms=["RS256"],
            audience=self._credentials.app_id,
            issuer=known.issuer,
            leeway=LEEWAY,
            options={"require": ["exp", "iss", "aud"]},
        )
        return claims

    def _serves(self, claims: Body, body: Body) -> bool:
        """Answers go where the activity says, with our token: nowhere that Microsoft did not sign for."""
        told, signed = _address(body.get("serviceUrl")), _address(claims.get("serviceurl"))
        own = _address(self._credentials.service_url)
        return bool(told) and told == signed and (told.startswith("https://") or told == own)

    def _foreign(self, body: Body, claims: Body) -> Refusal | None:
        of_body = list(_tenants_of(body))
        if not of_body:
            return Refusal(status=403, why="no tenant")
        told = {*of_body, *(str(claims[name]).lower() for name in ("tid",) if claims.get(name))}
        foreign = sorted(told - self._tenants)
        return Refusal(status=403, why=f"tenant {foreign[0][:64]!r}") if foreign else None


def _tenants_of(body: Body) -> Iterator[str]:
    """Every tenant that an activity names as the one it happened in."""
    conversation, data = body.get("conversation"), body.get("channelData")
    tenant = data.get("tenant") if isinstance(data, Mapping) else None
    for part, name in ((conversation, "tenantId"), (tenant, "id")):
        value = part.get(name) if isinstance(part, Mapping) else None
        if value is not None:
            yield str(value).lower()


def _address(url: object) -> str:
    return url.rstrip("/") if isinstance(url, str) else ""
