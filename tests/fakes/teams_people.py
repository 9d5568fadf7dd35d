"""Who is in the tenant of the tests' Teams, and what everything there is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

APP_ID = "11111111-2222-4333-8444-555555555555"
APP_SECRET = "an-app-secret-of-the-tests"
TENANT = "aaaaaaaa-2222-4333-8444-555555555555"
OTHER_TENANT = "bbbbbbbb-2222-4333-8444-555555555555"
BOT = f"28:{APP_ID}"


@dataclass(frozen=True, kw_only=True)
class Registered:
    """An app registration, in its tenant."""

    app_id: str = APP_ID
    secret: str = APP_SECRET
    tenant: str = TENANT

    @property
    def bot(self) -> str:
        """How Teams calls it."""
        return f"28:{self.app_id}"


CHANNEL, OTHER_CHANNEL = "19:elg@thread.tacv2", "19:office@thread.tacv2"
TEAM = "19:general@thread.tacv2"
GROUP = "19:three-of-us@thread.v2"


@dataclass(frozen=True, kw_only=True)
class User:
    """One account. ``object_id`` is the directory's, the same for every app; ``id`` is this bot's own."""

    name: str
    object_id: str
    id: str
    email: str


def account(name: str, object_id: str | None = None) -> User:
    """Somebody's account; ``object_id``: by default one of its own for every name."""
    object_id = object_id or str(uuid5(NAMESPACE_URL, name))
    first = name.split()[0].lower()
    return User(
        name=name,
        object_id=object_id,
        id=f"29:{object_id.replace('-', '')[:24]}",
        email=f"{first}@westmere.example",
    )


ADA, NOOR, CY, MEL, STRANGER = (
    account(name) for name in ("Ada Quill", "Noor Bell", "Cy Marsh", "Mel Tarn", "Una Known")
)
USERS: Mapping[str, User] = {one.object_id: one for one in (ADA, NOOR, CY, MEL, STRANGER)}
