"""A message deleted in the chat: the record keeps what it said until its author takes that back (R12, R16)."""

from __future__ import annotations

from bot.domain.messages import Deleted
from bot.handlers.exchange import Exchange
from bot.phrasing.updates import still_recorded


def deleted(ex: Exchange, gone: Deleted) -> None:
    """Offer to undo what the deleted words saved; say nothing where they saved nothing, or no longer do."""
    batch = _saved_by(ex, gone)
    if batch is None:
        return
    said = [
        one
        for one in ex.uow.actions.updates_of_batch(batch)
        if gone.said is not None or one.words == gone.text
    ]
    if said:
        keys = [ex.uow.actions.get(one.action_id).key for one in said]
        ex.reply(still_recorded(tuple(dict.fromkeys(keys)), batch=batch))


def _saved_by(ex: Exchange, gone: Deleted) -> str | None:
    """The batch that the words may have made, where it has not been undone and is this person's own."""
    if gone.said is None:
        return ex.uow.actions.last_batch(ex.person.id)
    batch = f"{ex.inbound.connection}:{gone.said}"
    return batch if ex.uow.actions.batch_author(batch) == ex.person.id else None
