"""Where Teams' activities come from is where to send to: kept from every activity, and refreshed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.people import Address, Place
from bot.handlers import reaching
from bot.phrasing import teams as words
from bot.ports import Reach, Units

Activity = Mapping[str, Any]

#: What Teams calls conversations.
PERSONAL, GROUP = "personal", "groupChat"
#: Stands in a reference where the app was taken away.
_REMOVED = "removed"
#: What was heard more recently is not written down again where nothing else has changed.
_OFTEN = timedelta(days=1)


def sender_of(activity: Activity) -> str:
    """The directory's id of who did it, the same for every app; else Teams' own for this bot. "" for none."""
    person = activity.get("from")
    if not isinstance(person, Mapping):
        return ""
    return str(person.get("aadObjectId") or "").lower() or str(person.get("id") or "")


def where_of(activity: Activity, connection: str) -> Address:
    """The person's own conversation with the bot, or the channel or group chat."""
    conversation = activity.get("conversation") or {}
    native = str(conversation.get("id") or "").split(";")[0]
    if conversation.get("conversationType") == PERSONAL:
        return Address(connection=connection, place=Place.DM, native=sender_of(activity))
    return Address(connection=connection, place=Place.CHANNEL, native=native)


def is_bots(activity: Activity) -> bool:
    """Whether the bot itself is told to have done it."""
    person = activity.get("from")
    return isinstance(person, Mapping) and str(person.get("id", "")).startswith("28:")


def reference_of(activity: Activity) -> dict[str, str]:
    """What is needed to send there."""
    conversation = activity.get("conversation") or {}
    data = activity.get("channelData") or {}
    told = {
        "conversation": str(conversation.get("id") or "").split(";")[0],
        "service_url": str(activity.get("serviceUrl") or "").rstrip("/"),
        "tenant": str(conversation.get("tenantId") or (data.get("tenant") or {}).get("id") or ""),
        "kind": str(conversation.get("conversationType") or ""),
        "team": str((data.get("team") or {}).get("id") or ""),
    }
    return {name: value for name, value in told.items() if value}


def keep(units: Units, connection: str, activity: Activity, now: datetime) -> None:
    """Keep how to send there, where it is new or other than it was: most activities change nothing.

    :raises Unavailable: the record cannot be used just now.
    """
    where = where_of(activity, connection)
    if not where.native or (where.place is Place.DM and is_bots(activity)):
        return
    wanted = Reach(
        connection=connection, native=where.native, reference=reference_of(activity), seen_at=now
    )
    with units.read() as uow:
        known = uow.reachability.get(connection, where.native)
    if known is not None and known.seen_at is not None:
        as_it_was = replace(wanted, seen_at=known.seen_at)
        if known == as_it_was and now - known.seen_at < _OFTEN:
            return
    with units.write() as uow:
        reaching.found(uow, wanted, where, now)
        uow.commit()


def lose(units: Units, address: Address, reason: str, now: datetime) -> None:
    """Teams says that nothing arrives there.

    :raises Unavailable: the record cannot be used just now.
    """
    with units.write() as uow:
        reaching.lost(uow, address, reason, now)
        uow.commit()


def take_away(units: Units, address: Address, now: datetime) -> None:
    """Somebody there took the app away: nothing is tried there either, though it might still arrive.

    :raises Unavailable: the record cannot be used just now.
    """
    with units.write() as uow:
        reaching.lost(uow, address, removed(address), now, mark=_REMOVED)
        uow.commit()


def bring_back(units: Units, address: Address, now: datetime) -> None:
    """The app is there again.

    :raises Unavailable: the record cannot be used just now.
    """
    with units.write() as uow:
        known = uow.reachability.get(address.connection, address.native)
        if known is None or not is_removed(known):
            return
        reference = {k: v for k, v in known.reference.items() if k != _REMOVED}
        reaching.found(uow, replace(known, reference=reference), address, now)
        uow.commit()


def reached(units: Units, address: Address, now: datetime) -> None:
    """Something arrived there: it can be reached again, where it could not.

    :raises Unavailable: the record cannot be used just now.
    """
    with units.read() as uow:
        known = uow.reachability.get(address.connection, address.native)
    if known is None or known.unreachable_since is None:
        return
    with units.write() as uow:
        reaching.found(uow, known, address, now)
        uow.commit()


def is_removed(reach: Reach) -> bool:
    """Whether the app was taken away there."""
    return _REMOVED in reach.reference


def removed(where: Address) -> str:
    """Why nothing is sent where the app was taken away."""
    return words.REMOVED if where.place is Place.DM else words.REMOVED_FROM_PLACE
