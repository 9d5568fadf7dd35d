"""What a plan and its headings are called: titles, codes, numbers, the time a plan runs (R5, R6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.documents.reading.blocks import Grid, Paragraph, Source
from bot.domain.dates import Precision
from bot.domain.plan_dates import read_due
from bot.domain.plans import HeadingKind

_KINDS: tuple[tuple[str, HeadingKind], ...] = (
    (r"(?:strategic |key |our )?priority(?: action)?(?: area)?", HeadingKind.PRIORITY),
    (r"area (?:for|of) (?:priority action|improvement|focus|development)", HeadingKind.PRIORITY),
    (r"(?:improvement )?(?:area|recommendation|finding)", HeadingKind.PRIORITY),
    (r"(?:strategic )?outcome", HeadingKind.OUTCOME),
    (r"goal|ambition", HeadingKind.OUTCOME),
    (r"aim|(?:strategic |key )?objective", HeadingKind.AIM),
    (r"(?:evaluati(?:on|ve) )?criteri(?:on|a)", HeadingKind.CRITERION),
    (r"next step", HeadingKind.NEXT_STEP),
    (r"theme|work ?stream|strand|pillar|section|part|standard|chapter", HeadingKind.SECTION),
)
_NUMBER = r"(\d+(?:\.\d+)*[a-z]?|[A-Z]|[IVX]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten)"
_SPELT = {
    w: str(n) for n, w in enumerate("one two three four five six seven eight nine ten".split(), 1)
}
_SECTION_NUMBER = r"(?:\d+(?:\.\d+)*[a-z]?[.):]?\s+)?"
_DEPTHS = {
    HeadingKind.OUTCOME: 2,
    HeadingKind.AIM: 3,
}
_SMALL = frozenset("a an and as at by for from in into of on or our the to with".split())
_PLAN_WORDS = r"plan|strategy|programme|framework|evaluation|roadmap|tracker|log"


@dataclass(frozen=True, kw_only=True)
class Label:
    """A heading taken apart: "Priority Action 1 – Leaders …" is a priority, PA1, "Leaders …"."""

    kind: HeadingKind
    code: str | None
    number: str | None
    title: str
    depth: int


def label_of(text: str) -> Label | None:
    """The label of a heading that says what it is; ``None`` where it does not."""
    plain = " ".join(text.split()).strip(" *")
    for pattern, kind in _KINDS:
        numbered = re.match(
            rf"^{_SECTION_NUMBER}({pattern})\s*(?:no\.?|number|#)?\s*{_NUMBER}(?![\w.]*\w)[.)]?\s*(?:[-–—:|,.]\s*|$|(?=[A-Z“\"']))",
            plain,
            re.IGNORECASE,
        )
        if numbered:
            number = numbered[2]
            if number.isalpha() and number.islower() and number not in _SPELT:
                continue
            number = _SPELT.get(number.casefold(), number.upper() if number.isalpha() else number)
            initials = "".join(word[0] for word in numbered[1].split()).upper()
            title = plain[numbered.end() :].strip(" -–—:")
            return Label(
                kind=kind,
                code=f"{initials}{number}",
                number=number,
                title=title,
                depth=_DEPTHS.get(kind, 1),
            )
        # "2. Next Step - SEND Provision": the number stands before the word.
        before = re.match(
            rf"^(\d+(?:\.\d+)*)[.):]?\s+({pattern})\s*[-–—:]\s*(?=\S)", plain, re.IGNORECASE
        )
        if before:
            return Label(
                kind=kind,
                code=before[1],
                number=before[1],
                title=plain[before.end() :],
                depth=_DEPTHS.get(kind, 1),
            )
        bare = re.match(rf"^(?:{pattern})\s*[-–—:]\s+(?=\S)", plain, re.IGNORECASE)
        if bare:
            return Label(
                kind=kind,
                code=None,
                number=None,
                title=plain[bare.end() :],
                depth=_DEPTHS.get(kind, 1),
            )
    return None


def leading_number(text: str) -> tuple[str | None, str]:
    """ "2.To ensure" → ("2", "To ensure"): the number that a heading opens with, and the rest."""
    match = re.match(r"^\(?([A-Z]{0,4}\d+(?:\.\d+)*[a-z]?)[.):]+\s*(?=\D)", text) or re.match(
        r"^([A-Z]{0,4}\d+(?:\.\d+)+[a-z]?)\s+(?=\D)", text
    )
    return (match[1], text[match.end() :].strip(" -–—:")) if match else (None, text)


def normal(text: str) -> str:
    """Text to compare by: without case, accents of quotes, punctuation and doubled spaces."""
    return " ".join(re.findall(r"\w+", text.casefold().replace("’", "'").replace("'", "")))


def title_of(source: Source, path: Path) -> str:
    """The document's own title, else a sentence of its first lines that names a plan, else its file name."""
    if source.title and not re.fullmatch(
        r"(?i)(microsoft word.*|document\d*|untitled|book\d*)", source.title
    ):
        return source.title
    candidates: list[str] = []
    for block in source.blocks[:12]:
        if isinstance(block, Grid):
            candidates += [
                cells[0].words
                for row in range(min(len(block.rows), 6))
                if len(cells := list(block.cells(row))) == 1
            ]
        else:
            candidates.append(block.text)
    for text in candidates:
        named = re.search(rf"\b({_PLAN_WORDS})\b", text, re.IGNORECASE)
        if named and len(text) <= 160 and label_of(text) is None and not text.endswith("."):
            return " ".join(text.split())
    words = re.sub(r"[_\-\s]+", " ", path.stem).strip()
    return words[:1].upper() + words[1:]


def code_of(title: str) -> str:
    """The initials of a title (R6): "… Programme: Priority Action Plan" is PAP.

    Years, brackets, what a bracketed acronym abbreviates, and the place that owns the plan are left out.
    """
    text = re.sub(r"[’‘]", "'", title)
    for piece in reversed(re.split(r":\s|\s[–—|-]\s", text)):
        if re.search(rf"\b({_PLAN_WORDS})\b", piece, re.IGNORECASE):
            text = piece
            break
    while match := re.search(r"\(([A-Z]{2,6})\)", text):
        before = [
            w
            for w in re.split(r"[\s-]+", text[: match.start()].strip())
            if w and w.casefold() not in _SMALL
        ]
        spelt = "".join(word[0] for word in before).upper().endswith(match[1])
        rest = text[match.end() :]
        if spelt and not re.search(r"[A-Za-z]", re.sub(r"\(.*?\)", "", rest)):
            return match[1]
        kept = before[: len(before) - len(match[1])] if spelt else before
        text = " ".join([*kept, rest])
    text = re.sub(r"\(.*?\)|\[.*?\]|\b(19|20)\d\d\b[^A-Za-z]*\d*|\bv\d+(\.\d+)*\b", " ", text)
    words = [w for w in re.findall(r"[A-Za-z][A-Za-z']*", text) if w.casefold() not in _SMALL]
    if len(words) > 2 and words[0].endswith("'s"):
        words = words[1:]
    initials = "".join(word[0] for word in words).upper()
    return initials[:8] or "PLAN"


def period_of(source: Source, title: str) -> tuple[date | None, date | None]:
    """First and last day of the plan, where its title or first lines say so."""
    texts = [
        title,
        *(b.text for b in source.blocks[:6] if isinstance(b, Paragraph) and len(b.text) < 200),
    ]
    for text in texts:
        for words in re.findall(r"\(([^()]{6,60})\)", text):
            found = _period(words)
            if found:
                return found
        match = re.search(r"\b(20\d\d)\s*(?:[-–—/]|to)\s*(20\d\d|\d\d)\b", text)
        if match:
            found = _period(match[0])
            if found:
                return found
    return None, None


def _period(words: str) -> tuple[date, date] | None:
    due = read_due(words)
    if due is None or due.start is None or due.end is None:
        return None
    if due.precision is Precision.RANGE or (due.end - due.start).days > 300:
        return due.start, due.end
    return None


def written_on(source: Source) -> date | None:
    """The month or day that the document's first lines date it by."""
    for block in source.blocks[:15]:
        if isinstance(block, Paragraph) and len(block.text) <= 60:
            text = re.sub(
                r"^(published|updated|version|date|dated|issued|approved)\b[\s:\d.]*",
                "",
                block.text,
                flags=re.IGNORECASE,
            )
            due = read_due(text) if re.search(r"\b20\d\d\b", text) else None
            if due and due.end and due.precision in (Precision.DAY, Precision.MONTH):
                return due.end
    return None
