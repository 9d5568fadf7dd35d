"""What was meant for another action and is to be taken back: "that was meant for 3.2.1, undo it".

The action that is named is where it belongs, and not where it is to be taken back.
"""

from __future__ import annotations

from bot.conversation.marks import REF
from bot.conversation.phrases import Kind, kinds_of
from bot.conversation.prefilter import prefiltered

_LONGEST = 120
_BELONGS_TO = prefiltered(
    r"\W*(?:(?:because|as|sorry|oops|it|that|this|i|my last|the last one)(?:'s)?\W+)*"
    r"(?:(?:was|is|were) (?:all )?(?:meant |supposed |intended |really )?(?:to be )?(?:for|about)|meant(?: (?:it|that|this))?(?: for)?|should(?:'ve| have) (?:been|gone)(?: (?:for|on|to|against|under))?)"
    r" (?:action )?\ue002+(?: (?:please|sorry|instead|not this(?: one)?))*\W*"
)
_PIECES = prefiltered(
    r"[,.;:!\n]+\s*|\s-+\s|\s+(?:so|and) (?=(?:please |pls )?(?:undo|scrap|take|delete|remove|ignore)\b)"
)
_BACK = frozenset((Kind.UNDO, Kind.DROP))
_BESIDE = frozenset(
    (*_BACK, Kind.WRONG, Kind.SLIP, Kind.SORRY, Kind.CHAT, Kind.FILLER, Kind.GREETING, Kind.THANKS)
)


def undone_for_another(mask: str) -> bool:
    """Whether a message takes something back, and says beside it only for which action it was meant."""
    if REF not in mask or len(mask) > _LONGEST:
        return False
    pieces = [piece for piece in _PIECES.split(mask) if piece.strip()]
    rest = [piece for piece in pieces if not _BELONGS_TO.fullmatch(piece)]
    if not rest or len(rest) != len(pieces) - 1:
        return False
    kinds = [kinds_of(piece) for piece in rest]
    return all(one and one <= _BESIDE for one in kinds) and any(one & _BACK for one in kinds)
