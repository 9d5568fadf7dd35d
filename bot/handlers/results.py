"""What carrying out the commands of one event came to: what was saved, what is answered, what is asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.commands import Part
from bot.domain.messages import OutboundMessage
from bot.phrasing.updates import Saved


@dataclass(kw_only=True)
class Results:
    """Filled by the use cases, told by the conversation in as few messages as may be."""

    saved: list[Saved] = field(default_factory=list)
    answers: list[OutboundMessage] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
