"""Plans that are headings with lists: a section that looks ahead, its items, the heading they belong to.

"What will we focus on in the next twelve months?" under each criterion of a self-evaluation, or
"Actions" under each priority of a strategy. A document in which no such section comes again, and whose
items have neither leads nor dates, is no plan.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from bot.documents.columns import Column
from bot.documents.draft import ActionDraft, Draft, Field, HeadingDraft, Used
from bot.documents.naming import Label, label_of, leading_number, normal
from bot.documents.reading.blocks import Line, Paragraph, Source
from bot.documents.roles import Role
from bot.domain.dates import Due
from bot.domain.plan_dates import months_after, read_due
from bot.domain.plans import HeadingKind

_AHEAD = re.compile(
    r"what (will|are) we\b|\bwe will (do|focus)|what (do )?we (need|plan) to do|\bactions?\b|next twelve months|"
    r"next \d+ months|\bnext year\b|our (plans?|commitments)\b|to do\b|how will we (get|do|achieve)|what next",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\bachieved\b|have we (done|achieved)|progress|what (did|have) we|last (year|twelve|12)|past (year|12|twelve)|"
    r"how (do|will) we know|told us|action plan\b",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    r"\bthe (next|coming) (\d{1,2}|six|nine|twelve|eighteen|twenty[- ]four) months|\bthe (next|coming) year\b",
    re.IGNORECASE,
)
_SPELT = {"six": 6, "nine": 9, "twelve": 12, "eighteen": 18, "twenty four": 24, "twenty-four": 24}
_LEAD = re.compile(
    r"[\s(\[–-]*\b(?:action |named |responsible )?(?:leads?|owners?|officers?|responsible|by whom)(?: officers?)?\s*:\s*"
    r"([^;|()\[\]]+?)(?=\s*(?:[;|)\]]|\.\s|\.?$|,?\s*(?:by|due|date|deadline|timescale|complet\w+|when)(?:\s+date)?\s*:))",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"[\s(\[;,|–-]*\b(?:due|by|date|deadline|timescale|complet(?:e|ion)(?: by| date)?|when|target date)(?: date)?\s*:\s*"
    r"([^;|()\[\]]+?)(?=\s*(?:[;|)\]]|\.?$|\.\s|,?\s*(?:lead|owner|responsible)))",
    re.IGNORECASE,
)
_BRACKET_DATE = re.compile(r"\s*[(\[]([^()\[\]]{3,40})[)\]](?=\.?$)")
_LONGEST_HEADING = 250
#: A longer paragraph is a text of its own and no item.
_LONGEST_ITEM = 2_000
_LEAD_COLUMN = Column(index=0, role=Role.LEAD, heading="Lead")
_DUE_COLUMN = Column(index=1, role=Role.DUE, heading="Due")


@dataclass(slots=True, kw_only=True)
class _Section:
    heading: str
    at: int
    items: list[Paragraph] = field(default_factory=list)
    end: int = 0


def read_outline(source: Source, written_on: date | None) -> Draft | None:
    """The plan in a document's headings and lists, or ``None`` where there is none."""
    paragraphs = list(source.paragraphs)
    sections = _sections(paragraphs)
    items = [item for section in sections for item in section.items]
    marked = sum(1 for item in items if _LEAD.search(item.text) or _DUE.search(item.text))
    if not items or (len(sections) < 2 and (len(items) < 2 or marked * 2 < len(items))):
        return None
    draft = Draft()
    criteria = any(re.search(r"\bcriteri(a|on)\b", p.text, re.IGNORECASE) for p in paragraphs)
    before = 0
    for number, section in enumerate(sections, 1):
        heading = _owner(paragraphs, section, before, number, criteria=criteria)
        known = next((h for h in draft.headings if _same(h, heading)), None)
        if known is None:
            draft.headings.append(heading)
            known = heading
        due = _months(section.heading, written_on)
        for item in section.items:
            draft.actions.append(_action(item, known, due, section))
        before = section.end
    return draft


def _sections(paragraphs: list[Paragraph]) -> list[_Section]:
    found: list[_Section] = []
    for at, paragraph in enumerate(paragraphs):
        text = paragraph.text
        level = paragraph.level
        asks = level is not None and level >= 1
        if level is None and not paragraph.bullet and len(text) <= 160:
            asks = text.endswith((":", "?")) and bool(
                _MONTHS.search(text) or text.casefold() == "actions:"
            )
        if not asks or not _AHEAD.search(text) or _BEHIND.search(text):
            continue
        section = _Section(heading=text, at=at)
        section.end = _gather(paragraphs, section)
        if section.items:
            found.append(section)
    return found


def _gather(paragraphs: list[Paragraph], section: _Section) -> int:
    """The items below a heading: its bullets, or else its first paragraph; the index after them."""
    bullets = False
    at = section.at + 1
    while at < len(paragraphs):
        paragraph = paragraphs[at]
        if paragraph.level is not None and paragraph.level >= 1:
            break
        if len(paragraph.text) > _LONGEST_ITEM:
            break
        numbered = leading_number(paragraph.text)[0] is not None
        if paragraph.bullet or numbered:
            section.items.append(paragraph)
            bullets = True
        elif bullets or section.items:
            break
        elif not paragraph.text.endswith(":"):
            if not re.search(r"[.!;]$", paragraph.text):
                break
            section.items.append(paragraph)
        at += 1
    return at


def _owner(
    paragraphs: list[Paragraph], section: _Section, before: int, number: int, *, criteria: bool
) -> HeadingDraft:
    """The heading that a section belongs to: a styled one above it, else the line that says the same."""
    level = paragraphs[section.at].level
    span = range(section.at - 1, before - 1, -1)
    if level is None or level > 1:
        for at in span:
            other = paragraphs[at].level
            if other is not None and other >= 1 and (level is None or other < level):
                return _heading(paragraphs[at].text, number, criteria=criteria)
    labelled = next((at for at in span if _numbered_label(paragraphs[at]) is not None), None)
    best, best_score = None, 0.0
    words = _words(section.heading)
    contents = {normal(re.sub(r"\t.*$", "", p.text)) for p in paragraphs if "\t" in p.text}
    for at in span:
        text = paragraphs[at].text
        if paragraphs[at].level is not None or paragraphs[at].bullet or "\t" in text:
            continue
        if len(text) > _LONGEST_HEADING or re.search(r"[.!?”\"]$", text):
            continue
        if text.endswith(":") and at + 1 < len(paragraphs):
            text = f"{text} {paragraphs[at + 1].text}"
        score = float(len(_words(text) & words))
        score += 2.0 if normal(text) in contents else 0.0
        score += 1.0 if ":" in text and not text.endswith(":") else 0.0
        if score > best_score:
            best, best_score = text, score
    if best is None or best_score < 2:
        if labelled is not None:
            return _heading(paragraphs[labelled].text, number, criteria=criteria)
        return _heading(best or section.heading, number, criteria=criteria)
    return _heading(best, number, criteria=criteria)


def _numbered_label(paragraph: Paragraph) -> Label | None:
    if paragraph.bullet or len(paragraph.text) > _LONGEST_HEADING:
        return None
    label = label_of(paragraph.text)
    return label if label is not None and label.number else None


def _words(text: str) -> set[str]:
    return {word for word in normal(text).split() if len(word) > 3}


def _heading(text: str, number: int, *, criteria: bool) -> HeadingDraft:
    plain = " ".join(text.split())
    label = label_of(plain)
    if label is not None:
        return HeadingDraft(
            parent=None,
            kind=label.kind,
            depth=1,
            code=label.code,
            number=label.number,
            title=label.title or plain,
        )
    own, title = leading_number(plain)
    return HeadingDraft(
        parent=None,
        kind=HeadingKind.CRITERION if criteria else HeadingKind.SECTION,
        depth=1,
        code=own or str(number),
        number=own or str(number),
        title=title.strip(" :"),
    )


def _same(one: HeadingDraft, other: HeadingDraft) -> bool:
    return normal(one.title) == normal(other.title)


def _months(heading: str, written_on: date | None) -> Due | None:
    """ "In the next twelve months" counts from the month in which the document was written."""
    match = _MONTHS.search(heading)
    if match is None or written_on is None:
        return None
    words = (match[2] or "").casefold()
    months = 12 if match[3] else int(words) if words.isdigit() else _SPELT[words]
    return months_after(written_on, months, match[0])


def _action(
    item: Paragraph, heading: HeadingDraft, due: Due | None, section: _Section
) -> ActionDraft:
    text = item.text
    cells: list[Used] = []
    if match := _LEAD.search(text):
        cells.append(_used(_LEAD_COLUMN, match[1]))
        text = text[: match.start()] + text[match.end() :]
    if match := _DUE.search(text):
        cells.append(_used(_DUE_COLUMN, match[1]))
        text = text[: match.start()] + text[match.end() :]
    elif (match := _BRACKET_DATE.search(text)) and read_due(match[1]):
        cells.append(_used(_DUE_COLUMN, match[1]))
        text = text[: match.start()]
    title = re.sub(r"[\s(\[;,|–-]*([.!?]?)[\s)\].]*$", r"\1", text).strip() if cells else text
    dated = any(used.column.role is Role.DUE for used in cells)
    return ActionDraft(
        heading=heading,
        title=Field(lines=[Line(text=title)]),
        ref=None,
        where=section.heading[:80],
        cells=cells,
        due=None if dated else due,
    )


def _used(column: Column, words: str) -> Used:
    return Used(
        column=column,
        field=Field(lines=[Line(text=words.strip(" .,"))]),
        inherited=False,
        row=0,
    )
