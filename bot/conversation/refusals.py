"""The reason for a refusal, given in a message of its own after it was asked for (R13)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.interpreter import interpret
from bot.conversation.marks import lowered, mark
from bot.conversation.normalise import normalise
from bot.conversation.queries import is_question
from bot.conversation.readings import Context, Intent
from bot.conversation.substance import has_substance, read_non_answer
from bot.conversation.table import Turn
from bot.domain.commands import Decide, Part

#: The code of the question why something is refused; its values name the request and its step.
REFUSAL_REASON = "refusal_reason"
#: What no reason is, whatever else it is.
_OTHER = (Intent.CANCEL, Intent.UNDO, Intent.HELP, Intent.THANKS, Intent.CONFIRM)


def asked_why(request_id: int, step: int, key: str) -> Part:
    """The question why; nothing is decided until it is answered."""
    values = {"request": str(request_id), "step": str(step)}
    return Part(code=REFUSAL_REASON, key=key, values=values)


def refusal_reason(text: str, context: Context, parts: Sequence[Part]) -> Turn | None:
    """The refusal with its reason; ``None`` where the message is something else."""
    if not parts or parts[0].code != REFUSAL_REASON:
        return None
    own = normalise(text)
    marked = mark(own.text, context)
    if own.auto_reply or marked.refs or is_question(marked.mask):
        return None
    if not has_substance(lowered(own.text)) or read_non_answer(own.text) is not None:
        return None
    said = interpret(text, context)
    if said.intent in _OTHER or said.decision is not None or said.quick is not None:
        return None
    values = parts[0].values
    refuse = Decide(
        agreed=False,
        request_id=int(values["request"]),
        step=int(values["step"]),
        reason=own.text.strip(),
    )
    return Turn(commands=(refuse,), answered=frozenset({0}))
