"""A bare reason typed after its question has lapsed: nothing is saved of it, it is asked whether it belongs there (R12)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.asked_of_several import ANSWERS
from bot.conversation.table import Table, Turn
from bot.domain.commands import Ask, Choice, Part, Say

CODE = "lapsed"
_NONE = "none"
_MOST = 4


def asked_of_lapsed(turn: Turn, text: str, owed: Sequence[Part], table: Table) -> Turn:
    """The question whether the words answer one of those that lapsed, or are of the action they were taken for."""
    keys = [part.key for part in owed if part.key][:_MOST]
    keys += [key for key in _taken_for(turn) if key not in keys]
    return Turn(commands=(Ask(parts=(_question(text, owed, keys, table),)),))


def chosen_lapsed(part: Part, value: str) -> Say:
    """What the answer leads to: the waiting words are read again as reasons for the action."""
    if value == "yes" and part.key:
        return Say(code="reread", key=part.key)
    if value in part.values.get("keys", "").split(","):
        return Say(code="reread", key=value)
    return Say(code="nothing_saved")


def not_understood(turn: Turn) -> bool:
    """Whether nothing was understood, or it was only asked back which colour or note the words make."""
    if turn.commands == (Say(code="not_understood"),):
        return True
    return len(turn.commands) == 1 and bool(_taken_for(turn))


def _taken_for(turn: Turn) -> list[str]:
    """The actions that words without a colour or a reference were taken to be about."""
    parts = [p for one in turn.commands if isinstance(one, Ask) for p in one.parts]
    if not all(p.code == "confirm_note" or "told" in p.values for p in parts):
        return []
    return [part.key for part in parts if part.key]


def _question(text: str, owed: Sequence[Part], keys: Sequence[str], table: Table) -> Part:
    values = {ANSWERS: "narrative", "text": text}
    if len(keys) == 1:
        return Part(
            code=CODE,
            key=keys[0],
            choices=(Choice(value="yes", label="Yes"), Choice(value="no", label="No")),
            pending=text,
            values={**values, "status": owed[0].values.get("status", "")},
        )
    lapsed = ",".join(part.key for part in owed if part.key and part.key in keys)
    return Part(
        code=CODE,
        choices=(*table.candidates(keys), Choice(value=_NONE, label="None of them")),
        pending=text,
        values={**values, "keys": ",".join(keys), "asked": lapsed},
    )
