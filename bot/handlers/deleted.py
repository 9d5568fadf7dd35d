"""A message deleted in the chat: the record keeps what it said until its author takes that back (R12, R16)."""

from __future__ import annotations

from bot.handlers.exchange import Exchange
from bot.phrasing.updates import still_recorded


def deleted(ex: Exchange, text: str) -> None:
    """Offer to undo what the deleted words saved; say nothing where they saved nothing, or no longer do."""
    batch = ex.uow.actions.last_batch(ex.person.id)
    if batch is None:
        return
    said = [one for one in ex.uow.actions.updates_of_batch(batch) if one.words == text]
    if said:
        keys = [ex.uow.actions.get(one.action_id).key for one in said]
        ex.reply(still_recorded(tuple(dict.fromkeys(keys)), batch=batch))
