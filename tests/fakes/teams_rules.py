"""Teams' rules for what a bot sends, as its documentation gives them; written apart from the bot's own."""

from __future__ import annotations

import atexit
import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tests.fakes import card_rules
from tests.fakes.card_parser import CardParser

Json = dict[str, Any]

#: Bytes of an activity as UTF-16.
LARGEST = 100 * 1024
CARD = "application/vnd.microsoft.card.adaptive"
_KNOWN = {
    "type", "id", "from", "recipient", "conversation", "channelId", "channelData", "serviceUrl",
    "attachments", "attachmentLayout", "summary", "text", "textFormat", "inputHint", "importance",
    "deliveryMode", "replyToId", "entities", "value",
}  # fmt: skip
#: (messages, seconds) of one thread.
THREAD_LIMITS = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
TENANT_LIMIT = (50, 1.0)


def size(activity: Mapping[str, Any]) -> int:
    return len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le"))


def activity_faults(activity: Mapping[str, Any], *, bot: str, conversation: str) -> list[str]:
    """What Teams would refuse, drop or show wrongly in a message; empty where all is well."""
    return list(_faults(activity, bot=bot, conversation=conversation))


def _faults(activity: Mapping[str, Any], *, bot: str, conversation: str) -> Iterator[str]:
    unknown = set(activity) - _KNOWN
    if unknown:
        yield f"unknown: {sorted(unknown)}"
    if activity.get("type") != "message":
        yield f"type {activity.get('type')}"
    if (activity.get("from") or {}).get("id") != bot:
        yield f"from {activity.get('from')}"
    named = (activity.get("conversation") or {}).get("id", "")
    if named.split(";")[0] != conversation.split(";")[0]:
        yield f"conversation {named} on {conversation}"
    if _holds_none(activity):
        yield "null somewhere"
    attachments = activity.get("attachments") or []
    if not attachments and not activity.get("text"):
        yield "nothing to show"
    if attachments and activity.get("text"):
        yield "text beside a card, which shows both"
    if attachments and not str(activity.get("summary") or "").strip():
        yield "no summary for notifications"
    for one in attachments:
        yield from _card_faults(one)


def _card_faults(attachment: Mapping[str, Any]) -> Iterator[str]:
    card = attachment.get("content")
    if attachment.get("contentType") != CARD or not isinstance(card, dict):
        yield f"attachment {attachment.get('contentType')}"
        return
    yield from card_faults(card)


def card_faults(card: Mapping[str, Any]) -> list[str]:
    """What clients would refuse, drop or not know in a card."""
    return [*card_rules.card_faults(card), *_parser().faults(card)]


@cache
def _parser() -> CardParser:
    """The library that clients draw cards with, one of it for all the tests of this process."""
    parser = CardParser()
    atexit.register(parser.close)
    return parser


def _holds_none(value: object) -> bool:
    """What an action carries for the bot is the bot's own affair."""
    if isinstance(value, Mapping):
        return any(_holds_none(one) for name, one in value.items() if name != "data")
    if isinstance(value, list):
        return any(_holds_none(one) for one in value)
    return value is None


@dataclass
class Window:
    """So many in so many seconds."""

    limits: Sequence[tuple[int, float]]
    second: float
    """How long a second is here, for tests in a hurry."""
    _times: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until another may come; 0: it may now."""
        longest = max(seconds for _, seconds in self.limits) * self.second
        while self._times and now - self._times[0] >= longest:
            self._times.popleft()
        wait = 0.0
        for count, seconds in self.limits:
            if len(self._times) >= count:
                ends = self._times[-count] + seconds * self.second
                wait = max(wait, ends - now)
        return wait

    def take(self, now: float) -> None:
        self._times.append(now)
