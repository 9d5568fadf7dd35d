"""Whether words say how an action stands, in words that are more than a feeling."""

from __future__ import annotations

from bot.conversation.colours import mentions
from bot.conversation.completion import read_done
from bot.conversation.cues import implied_status, says_no_change


def firm_cue(mask: str) -> bool:
    """Whether a stretch says how an action stands, in words that are more than a feeling."""
    return bool(
        mentions(mask) or says_no_change(mask) or implied_status(mask)[1] or read_done(mask)
    )
