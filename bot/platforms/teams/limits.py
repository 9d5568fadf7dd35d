"""Teams' limits, and how much of them a card takes.

Read in November 2026: a message may have 100 KB, counted as UTF-16, whatever surrounds its card included.
A digest's cards stay far below that, so that each opens at once on a phone.
"""

from __future__ import annotations

import json

from bot.domain.verbs import MessageKind
from bot.phrasing.pieces import cut_to

#: Bytes of one card's JSON as UTF-16: of a digest, and of everything else.
DIGEST_CARD = 25_000
CARD = 70_000
#: Actions in one set; clients put what is beyond away.
ACTIONS = 6
#: Letters in the titles of one set, and what each button takes beside its own: so much stands side by
#: side on a phone; beyond it titles are cut.
ACTION_LETTERS = 34
ACTION_FRAME = 4
ACTION_TITLE = 60
#: What an action carries, in letters of JSON: ids, never words.
ACTION_DATA = 2_000
NONCE = 32
FORM_TITLE = 150
CHOICES = 100
CHOICE_TITLE = 150
CHOICE_VALUE = 150
#: The fallback text, what is spoken, and what notifications say.
SUMMARY = 250

#: Several of these may belong to one digest, and each is read in a channel.
_DIGEST_KINDS = (MessageKind.DIGEST, MessageKind.DRAFT, MessageKind.CHANGES)


def card_limit(kind: str) -> int:
    """Bytes that one card of a message of this kind may have."""
    return DIGEST_CARD if kind in _DIGEST_KINDS else CARD


def size(value: object) -> int:
    """Bytes of the value's JSON as UTF-16, with the spaces that some writers put into it."""
    written = json.dumps(value, ensure_ascii=False)
    return len(written.encode("utf-16-le", "surrogatepass"))


def letters(text: str) -> int:
    """UTF-16 units that a text takes inside JSON."""
    return size(text) // 2 - 2


def shortened(text: str, limit: int) -> str:
    """For labels, which cannot go on elsewhere: at most ``limit`` letters, cut with "…"."""
    return cut_to(text, limit, letters)
