"""Messages that stand already: what has been taken back or decided shows there too, to whoever sees them.

The answer to whoever did it is a message of its own; here the older one loses its buttons, which have
nothing to do any more.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.messages import Effect, OutboundMessage, Outgoing, SendState
from bot.handlers.exchange import Exchange

#: Messages that one event is answered with, at most: one, but for what does not fit.
_MOST_ANSWERS = 5


def show_taken_back(
    ex: Exchange, batch: str, now: Callable[[OutboundMessage], OutboundMessage]
) -> None:
    """On what was answered when the batch was saved."""
    for number in range(_MOST_ANSWERS):
        if not _show(ex, f"re:{batch}:{number}", now):
            return


def show_settled(ex: Exchange, key: str, now: Callable[[OutboundMessage], OutboundMessage]) -> None:
    """On the message of this outbox key, where it has arrived."""
    _show(ex, key, now)


def settled_key(key: str, batch: str) -> str:
    """The outbox key of what takes a message's place because of one event."""
    return f"{key}:settled:{batch}"


def _show(ex: Exchange, key: str, now: Callable[[OutboundMessage], OutboundMessage]) -> bool:
    """Have the message replaced; False where there is none of this key."""
    row = ex.uow.outbox.by_key(key)
    if row is None:
        return False
    if row.state is SendState.SENT and row.effect is Effect.POST and row.platform_id is not None:
        ex.uow.outbox.put(
            Outgoing(
                programme_id=row.programme_id,
                effect=Effect.UPDATE,
                address=row.address,
                person_id=row.person_id,
                key=settled_key(key, ex.batch),
                target=row.platform_id,
                not_before=ex.now,
                message=now(row.message),
            )
        )
    return True
