"""Milestones and measures out of their cells: one item each, with its date and its target."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.documents.lists import sentences
from bot.documents.reading.blocks import Line
from bot.domain.dates import Due
from bot.domain.plan_dates import MONTH_PATTERN, is_impossible, read_due

_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{3,60})[)\]]")
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH_PATTERN},?\s+\d{{2,4}}|{MONTH_PATTERN}[\s,]*(?:20\d\d|['’]?\d\d)(?!\d)|"
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|(?:autumn|spring|summer)(?: term)? 20\d\d(?:/\d\d)?|"
    r"(?:end of )?20\d\d(?:/\d\d)?)"
)
_BY = re.compile(
    rf"\b(?:by|before|no later than|from [^.;]{{1,40}} by)\s+(?:the\s+)?(?:end of\s+)?({_DATE})(?=\W|$)",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    rf"\s*(?:[-–—:,;|]|\bby\b)\s*(?:the\s+)?(?:end\s+of\s+)?({_DATE})\.?$", re.IGNORECASE
)
_LEADING = re.compile(rf"^({_DATE})\s*[-–—:|]\s*(?=\S)", re.IGNORECASE)
_TARGET_MONTH = re.compile(rf"^({_DATE})\s+target\b", re.IGNORECASE)
_PERCENT = re.compile(
    r"\b(?:(?:at least|over|above|more than|below|under|less than|up to|minimum of|maximum of|no more than)\s+)?"
    r"\d+(?:[.,]\d+)?\s?%",
    re.IGNORECASE,
)
_TARGET_OF = re.compile(
    r"\btarget(?:s)?(?:\s+(?:of|is|are|for))?:?\s+((?:at least\s+)?£?\d[\d,.]*(?:\s+(?!by\b)\w+)?)",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\((?:target:?\s*)?((?:at least\s+)?\d[\d,.]*\s+(?:per|a|each)\s+\w+)\b", re.IGNORECASE
)
_AT_LEAST = re.compile(
    r"\b((?:at least|a minimum of|minimum of|no more than)\s+\d[\d,.]*)\b", re.IGNORECASE
)
_BASELINE = re.compile(
    r"\b(as of|as at|at the time|baseline|currently|from|compared)\b", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One milestone or measure. ``text`` is without the bracket that dates it; ``raw`` has all words."""

    text: str
    due: Due | None
    raw: str
    target: str | None = None
    impossible: str | None = None
    """Words that look like a date which the calendar does not hold."""


@dataclass(frozen=True, kw_only=True)
class Items:
    found: tuple[Item, ...]
    lone_bullet: bool = False
    """A bullet with nothing behind it stands where an item should."""


def milestones(lines: Iterable[Line], plan_ends: date | None) -> Items:
    """The milestones of a cell, each with the date in its brackets, or at its beginning or end."""
    texts, lone = _texts(lines, apart=False)
    found = [_milestone(piece, plan_ends) for text in texts for piece in _cut_after_dates(text)]
    return Items(found=tuple(item for item in found if item.text), lone_bullet=lone)


def measures(lines: Iterable[Line], plan_ends: date | None) -> Items:
    """The measures of a cell, each with its target and the date by which it is to be met."""
    texts, lone = _texts(lines, apart=True)
    found = [_measure(text, plan_ends) for text in texts]
    return Items(found=tuple(item for item in found if item.text), lone_bullet=lone)


def _texts(lines: Iterable[Line], *, apart: bool) -> tuple[list[str], bool]:
    """One text for each item: wrapped lines are put together, a list that ran together is taken apart.

    ``apart``: a cell of one line is taken apart at its full stops too. A milestone's sentences stay
    together, for the date in brackets behind them is the date of both.
    """
    given = list(lines)
    lone = any(line.bullet and not line.text for line in given)
    told = [line for line in given if line.text]
    texts: list[str] = []
    for line in told:
        text = re.sub(r"^(?:\(?\d{1,2}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)])\s+(?=\S)", "", line.text)
        if texts and not line.bullet and _wraps(texts[-1], text):
            texts[-1] = f"{texts[-1]} {text}"
        elif line.joined or (apart and len(told) == 1):
            texts += [s for piece in re.split(r"\s*[•●▪]\s*", text) for s in sentences(piece)]
        else:
            texts += [piece for piece in re.split(r"\s*[•●▪]\s*", text) if piece]
    whole = " ".join(texts)
    if re.fullmatch(r"(?i)\W*|n/?a|none|tbc|tbd|to be confirmed", whole):
        return [], lone or (bool(told) and not re.search(r"\w", whole))
    return texts, lone


def _wraps(before: str, text: str) -> bool:
    if re.fullmatch(r"[(\[][^()\[\]]{3,60}[)\]]\.?", text):
        return True
    return text[:1].islower() and not before.rstrip().endswith((".", ";", ")", "!", "?"))


def _cut_after_dates(text: str) -> list[str]:
    """ "A done (July 2023) B done (May 2024)": a bracket that is a date ends an item."""
    pieces, start = [], 0
    for match in _BRACKET.finditer(text):
        rest = text[match.end() :]
        if read_due(match[1]) and re.match(r"[.;]?\s+[A-Z“\"‘]", rest):
            pieces.append(text[start : match.end()].strip())
            start = match.end()
    pieces.append(text[start:].strip())
    return [re.sub(r"^[.;,]\s*", "", piece) for piece in pieces if piece.strip(" .;,")]


def _bracketed(text: str, plan_ends: date | None) -> tuple[re.Match[str], Due] | None:
    for match in reversed(list(_BRACKET.finditer(text))):
        due = read_due(match[1], plan_ends=plan_ends)
        if due is not None and not _BASELINE.match(match[1].strip()):
            return match, due
    return None


def _impossible(text: str) -> str | None:
    return next((m[1] for m in _BRACKET.finditer(text) if is_impossible(m[1])), None)


def _milestone(text: str, plan_ends: date | None) -> Item:
    found = _bracketed(text, plan_ends)
    if found is not None:
        match, due = found
        bare = (text[: match.start()] + text[match.end() :]).strip()
        bare = re.sub(r"\s+([.,;])", r"\1", re.sub(r"[.;,]\s*([.;,])$", r"\1", bare))
        return Item(text=bare.strip(" ;,"), due=due, raw=text)
    if leading := _LEADING.match(text):
        dated = read_due(leading[1], plan_ends=plan_ends)
        if dated is not None:
            return Item(text=text[leading.end() :].strip(" ;,"), due=dated, raw=text)
    if trailing := _TRAILING.search(text):
        dated = read_due(trailing[1], plan_ends=plan_ends)
        if dated is not None and trailing.start() > 0:
            return Item(text=text[: trailing.start()].strip(" ,;-–—:"), due=dated, raw=text)
    if by := _BY.search(text):
        dated = read_due(by[1], plan_ends=plan_ends)
        if dated is not None:
            return Item(text=text, due=dated, raw=text)
    return Item(text=text.strip(" ;"), due=None, raw=text, impossible=_impossible(text))


def _measure(text: str, plan_ends: date | None) -> Item:
    due = None
    if found := _bracketed(text, plan_ends):
        match, due = found
        bare = re.sub(r"\s+([.,;])", r"\1", (text[: match.start()] + text[match.end() :]).strip())
        return Item(text=bare, due=due, raw=text, target=_target(text))
    if (match_by := _BY.search(text)) or (match_by := _TARGET_MONTH.match(text)):
        due = read_due(match_by[1], plan_ends=plan_ends)
    return Item(
        text=text,
        due=due,
        raw=text,
        target=_target(text),
        impossible=None if due else _impossible(text),
    )


def _target(text: str) -> str | None:
    """The figure to be reached; a figure in a bracket that says where things stand today is none."""
    plain = re.sub(
        r"\([^()]*\b(?:as of|as at|baseline|currently)\b[^()]*\)", " ", text, flags=re.IGNORECASE
    )
    for pattern in (_TARGET_OF, _RATE):
        if match := pattern.search(plain):
            return " ".join(match[1].split()).rstrip(".,")
    if match := re.search(r"\bto\s+(\d+(?:[.,]\d+)?\s?%)", plain):
        return match[1]
    if match := _PERCENT.search(plain):
        return " ".join(match[0].split())
    if match := _AT_LEAST.search(plain):
        return " ".join(match[1].split())
    return None
