"""Dialogue: from what a message means, and what was asked before, to commands and at most one question.

Pure. The handlers look up the table of items, carry the commands out and store what stays open (R12).
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.answering import answer
from bot.conversation.opening import fresh
from bot.conversation.owed import Owed
from bot.conversation.readings import Interpretation
from bot.conversation.table import Table, Turn
from bot.domain.commands import Part


def advance(
    said: Interpretation,
    *,
    text: str,
    parts: Sequence[Part] = (),
    table: Table,
    owed: Owed | None = None,
) -> Turn:
    """What to do about ``said``; ``parts`` are those of the open question, if there is one.

    ``owed``: what of the text answers a narrative question by its own cue; ``said`` is then the
    reading of the rest.
    """
    if parts:
        turn = answer(said, text, parts, table, owed or Owed(rest=text))
        if turn is not None:
            return turn
    return Turn(commands=fresh(said, text, table))
