"""What Teams tells, as ``Inbound``: pure functions from its activities, verified before they come here.

The key of a message is its own id. What is done on a card has none that holds when it is done again by
mistake: it is known by the card's nonce, by who did what on it, and by when (R17).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from bot.domain.messages import Commanded, Content, Deleted, Inbound, Pressed, Said, Submitted
from bot.domain.people import Address, Place
from bot.platforms.teams import actions
from bot.platforms.teams.actions import Closed
from bot.platforms.teams.references import is_bots, sender_of, where_of
from bot.platforms.teams.words import mentions, words

Activity = Mapping[str, Any]
Claimed = Callable[[str], datetime | None]
"""When the event of this key was handled; ``None``: it has not been."""
Ours = Callable[[Address, str], bool]
"""Whether the message of this id, in this channel, is the bot's own."""

#: A message corrected or deleted within this long is heard of again; an older one has had its answer.
CORRECTABLE = timedelta(hours=1)
#: The same on the same card by the same person within this long is a finger that slipped, or a client
#: that had no answer; later it is meant.
TWICE = timedelta(minutes=1)

_COMMAND = re.compile(r"/(?:send\b)?\s*(.*)", re.DOTALL | re.IGNORECASE)
_ROOT = ";messageid="


@dataclass(frozen=True, kw_only=True)
class Acted:
    """Something done on a card. ``message_id``: the message that the card stands in."""

    inbound: Inbound
    message_id: str
    opened_by: Pressed | None = None
    """Of a form: the press that gives it again."""


class Ear:
    """Hears for one connection."""

    def __init__(self, connection: str, bot: str, *, claimed: Claimed, ours: Ours) -> None:
        """``bot``: the id under which it is mentioned."""
        self._connection = connection
        self._bot = bot
        self._claimed = claimed
        self._ours = ours

    def message(self, activity: Activity, now: datetime) -> Inbound | None:
        """Something said in a conversation with the bot, or in a channel or chat to it."""
        return self._said(activity, now, self._key("message", activity))

    def edited(self, activity: Activity, now: datetime) -> Inbound | None:
        """The same message in other words: read again, while it is fresh."""
        if not self._is_fresh(activity, now):
            return None
        told = [str(activity.get("timestamp")), str(activity.get("text"))]
        return self._said(activity, now, f"{self._key('edit', activity)}:{_hash(told)}")

    def deleted(self, activity: Activity, now: datetime) -> Inbound | None:
        """A person's own message, not long after it was written. Teams does not tell what it said."""
        if is_bots(activity) or not sender_of(activity) or not self._is_fresh(activity, now):
            return None
        gone = Deleted(text="", said=self._key("message", activity))
        return self._inbound(activity, now, self._key("delete", activity), gone)

    def acted(self, activity: Activity, now: datetime) -> Acted | Closed | None:
        """What was done on a card of the bot's; ``None`` for any other's."""
        value = activity.get("value")
        if not isinstance(value, Mapping) or not sender_of(activity):
            return None
        message_id = str(activity.get("replyToId") or "")
        done = actions.read(value, message_id or None)
        if done is None or isinstance(done, Closed):
            return done
        key = self._press_key(activity, value, done, now)
        inbound = self._inbound(activity, now, key, done, beside=message_id)
        opened_by = actions.opened_by(value, message_id or None)
        return Acted(inbound=inbound, message_id=message_id, opened_by=opened_by)

    # --- parts ---

    def _said(self, activity: Activity, now: datetime, key: str) -> Inbound | None:
        if is_bots(activity) or not sender_of(activity):
            return None
        where = where_of(activity, self._connection)
        said = words(activity, bot=self._bot)
        mentioned = mentions(activity, self._bot)
        text = said.text
        if not text and mentioned:
            # Called by its name and told nothing.
            text = "help"
        if not text:
            return None
        command = _COMMAND.fullmatch(text)
        content: Content = Commanded(text=command.group(1).strip()) if command else Said(text=text)
        inbound = self._inbound(activity, now, key, content, answers=said.answers)
        if where.place is Place.DM or mentioned or command:
            return inbound
        # With more rights than it asks for, the bot hears all talk of a channel.
        head = inbound.thread
        return inbound if head is not None and self._ours(where, head) else None

    def _inbound(
        self,
        activity: Activity,
        now: datetime,
        key: str,
        content: Content,
        *,
        beside: str = "",
        answers: str | None = None,
    ) -> Inbound:
        """``beside``: a message that was acted on, of which it is known in what thread it stands."""
        where = where_of(activity, self._connection)
        root = _root(activity)
        own = beside or str(activity.get("id") or "")
        return Inbound(
            event_key=key,
            connection=self._connection,
            sender=sender_of(activity),
            where=where,
            thread=(root if root != own else None) if root else answers,
            at=now,
            content=content,
        )

    def _key(self, kind: str, activity: Activity) -> str:
        """An id is unique in its conversation."""
        conversation = str((activity.get("conversation") or {}).get("id") or "").split(";")[0]
        return f"{kind}:{_hash([conversation, str(activity.get('id') or '')])}"

    def _press_key(
        self, activity: Activity, value: Activity, done: Pressed | Submitted, now: datetime
    ) -> str:
        nonce = actions.nonce(value)
        if not nonce:
            return self._key("card", activity)
        what = (
            [done.verb, done.value, done.item]
            if isinstance(done, Pressed)
            else [done.form, done.value, dict(done.fields)]
        )
        stem = f"card:{_hash([nonce, sender_of(activity), what])}"
        key, number = stem, 0
        while (at := self._claimed(key)) is not None and now - at >= TWICE:
            number += 1
            key = f"{stem}:{number}"
        return key

    def _is_fresh(self, activity: Activity, now: datetime) -> bool:
        """A message's id is when it was written, in milliseconds."""
        written = str(activity.get("id") or "")
        if not written.isdecimal() or len(written) > 15:
            return True
        at = _instant(activity.get("timestamp")) or now
        return at - datetime.fromtimestamp(int(written) / 1000, tz=UTC) <= CORRECTABLE


def _root(activity: Activity) -> str | None:
    """The message at the head of the thread that it happened in; ``None`` outside channels."""
    native = str((activity.get("conversation") or {}).get("id") or "")
    _, _, root = native.partition(_ROOT)
    return root or None


def _instant(told: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def _hash(parts: list[Any]) -> str:
    told = json.dumps(parts, sort_keys=True, ensure_ascii=True)
    return sha256(told.encode()).hexdigest()[:40]
