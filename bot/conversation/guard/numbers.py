"""The two numbers that name a child by themselves: the NHS number and the unique pupil number.

Both carry a check, so that an invoice or a telephone number of the same length passes.
"""

from __future__ import annotations

import re

#: Ten digits in one piece, or 3-3-4 with a space, a dash or a point between; the two gaps may differ.
_TEN_DIGITS = re.compile(
    r"(?<![\d£$/])(?<![\d£$+][.,-])(?:(\d{10})|(?<!\d\d[ ])(\d{3})[ .-](\d{3})[ .-]?(\d{4})|(\d{3})(\d{3})[ .-](\d{4}))(?!\d|[/-]\d|[.]\d{3})"
)
_FIRST_DIGITS = frozenset("23456789")
#: Words right before a number that say what else it is; "PO 5269308625" passes though its check fits.
_OTHER_LABEL = re.compile(
    r"(?:\b(?:invoice|inv|order|po|purchase order|supplier|account|acct|job|ticket|delivery note|receipt"
    r"|tel|telephone|phone|mobile|mob|fax|contract|asset|vendor|cost centre|barcode|payment)\b"
    r"(?: (?:ref|reference|number|no|id|tag|note|code|is))*[\s.:#]*)$",
    re.IGNORECASE,
)
_LABEL_REACH = 40
_UPN = re.compile(
    r"(?<![A-Za-z0-9])([A-HJ-NP-RT-Z])[ -]?(\d{3})[ -]?(\d{4})[ -]?(\d{2})[ -]?(\d{2})(\d|[A-HJ-NP-RT-Z])(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def nhs_number_in(text: str) -> bool:
    """Whether ten digits pass the check and nothing beside them says that they are something else."""
    for found in _TEN_DIGITS.finditer(text):
        digits = "".join(part for part in found.groups() if part)
        if digits[0] not in _FIRST_DIGITS or not _checks(digits):
            continue
        before = text[max(0, found.start() - _LABEL_REACH) : found.start()]
        if not _OTHER_LABEL.search(before):
            return True
    return False


def _checks(digits: str) -> bool:
    """The check digit: eleven less the weighted sum modulo eleven."""
    if len(set(digits)) == 1:
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    return (11 - total % 11) % 11 == int(digits[9])


def pupil_number_in(text: str) -> bool:
    """The check letter: positions 2 to 13 weighted by their place, modulo 23; a temporary one ends in a letter."""
    for found in _UPN.finditer(text):
        body = (found[2] + found[3] + found[4] + found[5] + found[6]).upper()
        values = [int(c) if c.isdecimal() else _UPN_LETTERS.index(c) for c in body]
        total = sum(value * place for place, value in enumerate(values, start=2))
        if _UPN_LETTERS[total % 23] == found[1].upper():
            return True
    return False
