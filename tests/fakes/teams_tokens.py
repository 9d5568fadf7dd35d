"""Microsoft's part in who is who: signing keys, the tokens that come with activities, and those for bots."""

from __future__ import annotations

import json
from functools import cache
from threading import Lock
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.clock import SystemClock
from tests.fakes.teams_people import Registered

Json = dict[str, Any]

ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"


def seconds_now() -> int:
    return int(SystemClock().now().timestamp())


@cache
def _pair(name: str) -> rsa.RSAPrivateKey:
    """A key pair; another for every name."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class SigningKey:
    """One key pair, as its public half stands in the key set."""

    def __init__(
        self,
        kid: str,
        *,
        pair: str = "",
        endorsements: tuple[str, ...] = ("msteams", "webchat"),
    ) -> None:
        """``pair``: which one it is, where not that of its ``kid``."""
        self.kid = kid
        self.private = _pair(pair or kid)
        told: Json = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key()))
        self.public: Json = {
            **told, "kid": kid, "use": "sig", "alg": "RS256", "endorsements": list(endorsements),
        }  # fmt: skip


class Issuer:
    """Signs what comes to the bot, and gives the bot tokens for its secret."""

    def __init__(self, service_url: str, app: Registered) -> None:
        self.service_url = service_url
        self._app = app
        self.keys = [SigningKey("key-1")]
        self._given: dict[str, int] = {}
        self._lock = Lock()
        self.exchanges = 0

    def inbound(self, *, key: SigningKey | None = None, **claims: Any) -> str:
        """The token of an activity; ``claims`` replace those that are right (``None`` leaves one out)."""
        signer = key or self.keys[-1]
        now = seconds_now()
        right = {
            "iss": ISSUER, "aud": self._app.app_id, "exp": now + 600, "nbf": now - 5, "iat": now,
            "serviceurl": self.service_url,
        }  # fmt: skip
        told = {name: value for name, value in {**right, **claims}.items() if value is not None}
        return jwt.encode(told, signer.private, "RS256", headers={"kid": signer.kid})

    def rotate(self) -> SigningKey:
        """Sign with another key from now on."""
        self.keys.append(SigningKey(f"key-{len(self.keys) + 1}"))
        return self.keys[-1]

    def exchange(self, path: str, body: bytes) -> tuple[int, Json]:
        """The answer to a client-credentials grant."""
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        wanted = {
            "grant_type": "client_credentials", "client_id": self._app.app_id,
            "client_secret": self._app.secret, "scope": SCOPE,
        }  # fmt: skip
        if path != f"/{self._app.tenant}/oauth2/v2.0/token" or form != wanted:
            return 401, {"error": "invalid_client", "error_description": "AADSTS7000215"}
        with self._lock:
            self.exchanges += 1
            token = jwt.encode(
                {"appid": self._app.app_id, "exp": seconds_now() + 3600, "n": self.exchanges},
                "x" * 32,
                "HS256",
            )
            self._given[token] = seconds_now() + 3600
        return 200, {"token_type": "Bearer", "expires_in": 3600, "access_token": token}

    def accepts(self, authorization: str) -> bool:
        """Whether a call bears a token that was given here and holds still."""
        with self._lock:
            until = self._given.get(authorization.removeprefix("Bearer "), 0)
        return authorization.startswith("Bearer ") and until > seconds_now()

    def revoke(self) -> None:
        """No token given so far is accepted any more."""
        with self._lock:
            self._given.clear()
