"""What the bot says that only Teams needs: why somebody is not reached, and what the office can do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.messages import OutboundMessage, Paragraph, plain

_NOT_INSTALLED = (
    "They do not have the app in Teams: ask them to add it, or ask their Teams administrator to install "
    "it for them."
)
_NOT_THERE = "The app is not in this team or chat: add it there, or name another channel."

#: Codes with which Teams refuses what is meant for one person → what the office reads.
_PERSON: Mapping[str, str] = {
    "BotNotInConversationRoster": _NOT_INSTALLED,
    "ForbiddenOperationException": _NOT_INSTALLED,
    "ConversationBlockedByUser": "They have blocked the app: ask them to unblock it in Teams.",
    "MessageWritesBlocked": "They have blocked, muted or removed the app: ask them to add it again in Teams.",
    "BotDisabledByAdmin": "Their Teams administrator has switched the app off: ask for it to be allowed.",
    "ConversationNotFound": "Teams knows no such person here: look at the id in the people file.",
}
#: The same for a channel or a group chat.
_PLACE: Mapping[str, str] = {
    "BotNotInConversationRoster": _NOT_THERE,
    "ForbiddenOperationException": _NOT_THERE,
    "BotDisabledByAdmin": "The Teams administrator has switched the app off: ask for it to be allowed.",
    "MessageWritesBlocked": "Nobody but owners may write in this channel: let the app write, or name another.",
    "ConversationNotFound": "There is no such channel or chat any more: name another.",
    "NotEnoughPermissions": "The app may not write here: ask the team's owner to let it.",
}
#: What lies with the message or the app itself, whoever it is for.
_REFUSED: Mapping[str, str] = {
    "ActivityNotFoundInConversation": "The message is no longer there.",
    "MessageSizeTooBig": "The message is too large for Teams; please report it.",
    "BadSyntax": "Teams refused the message's form; please report it.",
    "BadArgument": "Teams refused the message's form; please report it.",
}

REMOVED = "They have taken the app away in Teams: ask them to add it again."
"""Somebody uninstalled it. Nothing more is sent to them, though it might still arrive."""

REMOVED_FROM_PLACE = (
    "The app was taken out of this team or chat: add it there, or name another channel."
)

NO_ADDRESS = "They have no account on this connection that is known here."


def unreachable(code: str, *, is_person: bool) -> str | None:
    """Why nothing can reach them, and what to do; ``None`` where the code says nothing of that."""
    return (_PERSON if is_person else _PLACE).get(code)


def refused(code: str) -> str:
    """Why Teams took the message from nobody."""
    return _REFUSED.get(code, "Teams refused it; please report it.")


def no_channel(name: str) -> str:
    """A channel that is named otherwise than Teams does."""
    return (
        f"Teams knows its channels by ids such as 19:…@thread.tacv2, not as {name}: take it from the "
        "channel's link."
    )


NO_LONGER_THERE = "What this was about is no longer there."
"""Under a card whose button has lost what it stood for."""

TAKEN = "Noted: the answer comes as a message."
"""Under a card that stays as it is after a press."""

_AGAIN = "Sent again: it is not certain that the first arrived."


def repeated(message: OutboundMessage) -> OutboundMessage:
    """The message marked as a repeat (R17)."""
    mark = Paragraph(runs=(plain(_AGAIN),), quiet=True)
    return replace(message, blocks=(mark, *message.blocks))
