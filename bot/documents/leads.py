"""Who leads, out of a cell: one :class:`NamedLead` for each person, post or organisation named.

Plans join leads by line breaks, semicolons, slashes, "and", commas or a single space; job titles hold
commas and "and" themselves. A boundary is only drawn where what follows begins like a lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.documents.lead_organisations import role_and_organisation, trailing_organisation
from bot.documents.lead_words import (
    GIVEN_NAMES,
    HONORIFICS,
    ORGANISATION_ACRONYMS,
    ORGANISATION_WORDS,
    POST_WORDS,
    SMALL_WORDS,
    STRONG_ORGANISATION_WORDS,
    TITLE_WORDS,
)
from bot.domain.plans import LeadKind, NamedLead

_NAME_TOKEN = re.compile(
    r"^(?:[A-Z]\.?|(?:[A-ZÀ-Þ][\w’'`]*|d’|de|van|von|der|la|le|al|bin|ó)(?:-[\w’'`]*)*)$"
)
#: A longer line is a text about leads; it is kept whole.
_LONGEST = 3_000
_PARTICLES = frozenset("de van von der la le al bin den du ten".split())
_PENDING = re.compile(
    r"\b(tbc|tba|tbd|to be (confirmed|appointed|agreed|advised|determined|recruited|identified|named)|"
    r"vacan(t|cy)|not (yet )?(appointed|known|confirmed|assigned)|unassigned)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"^(n\W?a|none|nil|nobody|no[ -]?one|-+|\?+|not applicable)$", re.IGNORECASE)
#: Words for many, which begin no name: "All", "Everyone", "All partners".
_EVERYBODY = re.compile(r"^(all|every(one|body)?|each|any(one|body)?|various)\b", re.IGNORECASE)
_INITIALS = re.compile(r"^[A-Z](?:\.?[A-Z]){1,2}\.?$")
_LABEL = re.compile(
    r"^(?:joint |co-?)?(?:named |action |lead |priority |partnership |operational |strategic |executive )?"
    r"(?:leads?|owners?|officers?|sro|accountable|responsible|name)(?: officers?| persons?)?\s*[:–-]\s*",
    re.IGNORECASE,
)
_SUPPORT = re.compile(
    r"^(?:support(?:ed|ing)?(?: by| officers?)?|consulted|informed|with support from)\s*[:–-]",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[<(\[]?\b[\w.+'-]+@[\w-]+(?:\.[\w-]+)+\b[>)\]]?")
_GLOSS = re.compile(r"(\b[A-Z][\w’']+)\s*\(([A-Z][A-Za-z&]{1,7})\)")
_TRAILING_ACRONYM = re.compile(r"[a-z][\w’',. )–-]*\s\(([A-Z][A-Z&]{1,6})\)")


@dataclass(frozen=True, kw_only=True)
class Directory:
    """What the whole document teaches about its leads before any cell is split."""

    initials: Mapping[str, NamedLead] = field(default_factory=dict)
    """From a key: initials without dots → the lead they stand for."""
    names: frozenset[str] = frozenset()
    """Full names that stand alone somewhere, casefolded."""
    organisations: frozenset[str] = frozenset()
    """Acronyms that the document uses for organisations."""


def learn(texts: Iterable[str], initials: Mapping[str, NamedLead]) -> Directory:
    """The directory of a document, from all its lead cells."""
    names: set[str] = set()
    organisations: set[str] = set()
    for text in texts:
        for match in _GLOSS.finditer(text):
            if match[1].casefold() in STRONG_ORGANISATION_WORDS | {"group"}:
                organisations.add(match[2])
        organisations.update(match[1] for match in _TRAILING_ACRONYM.finditer(text))
        for line in re.split(r"[\n;,(/]|\band\b|&", text):
            tokens = line.split()
            if 2 <= len(tokens) <= 3 and _is_name(tokens):
                names.add(" ".join(tokens).casefold())
    return Directory(
        initials=initials, names=frozenset(names), organisations=frozenset(organisations)
    )


def split_leads(lines: Sequence[str], directory: Directory) -> tuple[NamedLead, ...]:
    """The leads of one cell, in order, each once."""
    leads: list[NamedLead] = []
    for chunk in _chunks(lines, directory):
        for lead in _parse(chunk, directory):
            if all(lead.name.casefold() != other.name.casefold() for other in leads):
                leads.append(lead)
    return tuple(leads)


def _chunks(lines: Sequence[str], directory: Directory) -> list[str]:
    chunks: list[str] = []
    closed = True
    for line in lines:
        text = _EMAIL.sub(" ", line)
        text = re.sub(r"(^|[;,])\s*(?:\(\d+\)|\d+[.)])\s*", r"\1 ", text)
        text = " ".join(text.split()).strip(" ,;")
        if not text or _NOBODY.match(text):
            continue
        if text.casefold() in ("and", "&", "+", "or"):
            closed = True
            continue
        if _SUPPORT.match(text):
            break
        text = _LABEL.sub("", text)
        if chunks and not closed and _continues(chunks[-1], text):
            glue = "" if chunks[-1].endswith("-") else " "
            chunks[-1] = f"{chunks[-1]}{glue}{text}"
        else:
            chunks.append(text)
        closed = text.casefold().endswith((" and", " &"))
        chunks[-1] = re.sub(r"\s+(and|&)$", "", chunks[-1])
    joined = [re.sub(r"(?<=[a-z])-\s+(?=[A-Z])", "-", chunk) for chunk in chunks]
    return [piece for chunk in joined for piece in _cut(chunk, directory) if piece]


def _continues(before: str, text: str) -> bool:
    """Whether a line goes on with the job title that the line before it began."""
    if before.count("(") > before.count(")") or before.endswith(("-", ",", "/")):
        return True
    if text[0].islower() or text.startswith(("(", "–", "- ")):
        return True
    if _leading_name(text) or before.rstrip(".").endswith(")"):
        return False
    return "," in before and _leading_name(before) > 0 and text.rstrip(".").endswith(")")


def _cut(chunk: str, directory: Directory) -> list[str]:
    """Boundaries inside one line, from the clearest to the least clear."""
    if len(chunk) > _LONGEST:
        return [chunk]
    pieces = [p.strip(" ,") for p in re.split(r"\s*[;|]\s*|\s+/\s+|\s*\+\s+|\t", chunk)]
    pieces = [part for piece in pieces for part in _cut_initials(piece, directory)]
    pieces = [part for piece in pieces for part in _cut_at_brackets(piece)]
    pieces = [part for piece in pieces for part in _cut_at_words(piece, directory)]
    return [part for piece in pieces for part in _cut_at_spaces(piece, directory)]


def _cut_initials(piece: str, directory: Directory) -> list[str]:
    tokens = [t for t in re.split(r"[\s,/&+]+|\band\b", piece) if t]
    if len(tokens) > 1 and all(_INITIALS.match(t) or _key(t) in directory.initials for t in tokens):
        return tokens
    if "/" in piece and "(" not in piece:
        parts = [part.strip() for part in piece.split("/")]
        if all(_leading_name(part) or _INITIALS.match(part) for part in parts):
            return parts
    return [piece]


def _cut_at_brackets(piece: str) -> list[str]:
    pieces, depth, start = [], 0, 0
    for place, sign in enumerate(piece):
        depth = max(depth + (sign == "(") - (sign == ")"), 0)
        if sign != ")" or depth:
            continue
        rest = piece[place + 1 :]
        if re.match(r"[.,;]?\s*(?:and\s+|&\s+)?[A-Z]", rest) and not re.match(r"\s*[-–]", rest):
            pieces.append(piece[start : place + 1])
            start = place + 1
    pieces.append(piece[start:])
    return [re.sub(r"^(and|&)\s+", "", p.strip(" .,;")) for p in pieces if p.strip(" .,;")]


def _cut_at_words(piece: str, directory: Directory) -> list[str]:
    """At "and", "&" and commas, where a person's name follows."""
    for match in re.finditer(r",?\s+(?:and|&)\s+|,\s+", piece):
        left, right = piece[: match.start()], piece[match.end() :]
        if left.count("(") > left.count(")"):
            continue
        length = _leading_name(right)
        if not length:
            # "Ada Quill and Parent Carer Forum": what follows a bare name is another lead.
            if _leading_name(left) == len(left.split()) and _is_body(right) and "," not in match[0]:
                return [left.strip(" ,"), right]
            continue
        name = right.split()[:length]
        sure = _key_name(name) in directory.names or name[0].casefold() in GIVEN_NAMES
        bare = _leading_name(left) == len(left.split())
        if not _leading_name(left) and not (sure and _is_body(left)):
            continue
        if sure or (bare and length >= 2 and _ends_there(right, length)):
            return [left.strip(" ,"), *_cut_at_words(right, directory)]
    return [piece]


def _is_body(text: str) -> bool:
    """Whether the words name an organisation and nobody's post."""
    words = {word.strip(".,()").casefold() for word in text.split()}
    return bool(words & ORGANISATION_WORDS) and not words & POST_WORDS


def _ends_there(text: str, length: int) -> bool:
    rest = " ".join(text.split()[length:])
    return not rest or rest.startswith(("(", "-", "–")) or text.split()[length - 1].endswith(",")


def _cut_at_spaces(piece: str, directory: Directory) -> list[str]:
    """ "Ann Bell Carl Day Eve Fox": the likeliest names of two or three words each."""
    head, bracket, tail = piece.partition("(")
    tokens = head.split()
    names = _run_of_names(tokens)
    if names < 4 or (names < len(tokens) and tokens[names].casefold() in SMALL_WORDS):
        names = 0 if names < 4 else names - 1
    if names < 4 or "," in " ".join(tokens[:names]):
        return [piece]
    cut = _segments(tokens[:names], directory)
    if cut is None:
        return [piece]
    rest = " ".join(tokens[names:])
    pieces = [" ".join(part) for part in cut]
    if bracket and not rest:
        pieces[-1] = f"{pieces[-1]} ({tail}"
    elif rest or bracket:
        pieces.append(f"{rest} {bracket}{tail}".strip())
    return pieces


def _run_of_names(tokens: Sequence[str]) -> int:
    count = 0
    for token in tokens:
        if not _name_token(token):
            break
        count += 1
    return count


def _segments(tokens: Sequence[str], directory: Directory) -> list[list[str]] | None:
    best: list[tuple[float, list[list[str]]] | None] = [(0.0, [])] + [None] * len(tokens)
    for end in range(2, len(tokens) + 1):
        for size in (2, 3, 4):
            before = best[end - size] if end >= size else None
            part = list(tokens[end - size : end])
            particles = [token.casefold() in _PARTICLES for token in part]
            if (
                before is None
                or particles[0]
                or particles[-1]
                or (size == 4 and not any(particles))
            ):
                continue
            cost = before[0] + (1.0 if size - sum(particles) > 2 else 0.0)
            cost += 0.0 if part[0].casefold() in GIVEN_NAMES else 0.4
            cost -= 1.5 if _key_name(part) in directory.names else 0.0
            held = best[end]
            if held is None or cost < held[0]:
                best[end] = (cost, [*before[1], part])
    whole = best[len(tokens)]
    return whole[1] if whole else None


def _key(initials: str) -> str:
    return re.sub(r"[^A-Za-z]", "", initials).upper()


def _key_name(tokens: Sequence[str]) -> str:
    return " ".join(tokens).strip(" ,.").casefold()


def _name_token(token: str) -> bool:
    bare = token.strip(",.")
    folded = bare.casefold()
    if folded in SMALL_WORDS or not bare:
        return False
    if folded in TITLE_WORDS or folded in POST_WORDS or folded in ORGANISATION_WORDS:
        return False
    if len(bare) > 1 and bare.isupper() and len(bare) <= 5 and "-" not in bare and "." not in bare:
        return False
    return _NAME_TOKEN.match(bare) is not None


def _is_name(tokens: Sequence[str]) -> bool:
    return all(_name_token(token) for token in tokens)


def _leading_name(text: str) -> int:
    """How many words at the start are a person's name; 0 where none is."""
    tokens = text.split()
    start = 0
    while start < len(tokens) and tokens[start].strip(".").casefold() in HONORIFICS:
        start += 1
    count = start
    given = False
    while count < len(tokens) and count - start < 4:
        token = tokens[count]
        bare = token.strip(".,;:")
        known = start < count and given and count - start == 1
        surname_anyway = known and _NAME_TOKEN.match(bare) and not _opens_title(tokens, count)
        if not (_name_token(token) or surname_anyway):
            break
        if bare.startswith("("):
            break
        given = given or bare.casefold() in GIVEN_NAMES
        count += 1
        if token.endswith((",", ";", ":")):
            break
    length = count - start
    if length == 0 or (length == 1 and start == 0):
        return 0
    if length == 1 and len(tokens[start].strip(".,")) < 2:
        return 0
    if length >= 4 and tokens[start + 1].casefold() not in _PARTICLES:
        return start + 2
    last = tokens[count - 1].strip(".,")
    return count - 1 if last.casefold() in _PARTICLES else count


def _opens_title(tokens: Sequence[str], place: int) -> bool:
    """A surname that is also a word of job titles ("Head") is a title when a title follows it."""
    following = tokens[place + 1].casefold() if place + 1 < len(tokens) else ""
    return (
        following in SMALL_WORDS
        or following in POST_WORDS
        or following in TITLE_WORDS
        or len(tokens[place].strip(",.")) < 3
        or tokens[place].strip(",.").isupper()
    )


def _parse(chunk: str, directory: Directory) -> list[NamedLead]:
    text = chunk.strip(" ,;:")
    if not text:
        return []
    known = directory.initials.get(_key(text)) if len(text) <= 6 else None
    if known is not None:
        return [known]
    if _EVERYBODY.match(text):
        return [_without_name(text, directory)]
    length = _leading_name(text)
    if _PENDING.search(text):
        if not length or not _is_name(text.split()[:length]) or text.casefold().startswith("to be"):
            return [NamedLead(name=text, kind=LeadKind.UNKNOWN)]
        bare = " ".join(text.split()[:length])
        if bare.casefold().split()[0] not in GIVEN_NAMES:
            return [NamedLead(name=text, kind=LeadKind.UNKNOWN)]
    if length:
        tokens = text.split()
        name = " ".join(tokens[:length]).strip(" ,;:.")
        rest = " ".join(tokens[length:])
        if "(" in name:
            name, _, inner = name.partition("(")
            rest = f"({inner} {rest}"
        role, organisation = role_and_organisation(rest, directory.organisations)
        return [NamedLead(name=name.strip(" ,"), role=role, organisation=organisation)]
    return [_without_name(text, directory)]


def _without_name(text: str, directory: Directory) -> NamedLead:
    body, organisation = trailing_organisation(text, directory.organisations)
    words = {word.strip(".,()").casefold() for word in body.split()}
    acronym = re.fullmatch(r"[A-Z][A-Za-z&]*[A-Z]s?", body)
    if acronym and (body.upper() in ORGANISATION_ACRONYMS or body in directory.organisations):
        return NamedLead(name=text, kind=LeadKind.ORGANISATION)
    if words & POST_WORDS:
        return NamedLead(name=body, organisation=organisation, kind=LeadKind.POST)
    if _INITIALS.match(body) and len(_key(body)) == 2:
        return NamedLead(name=text, kind=LeadKind.UNKNOWN)
    if words & ORGANISATION_WORDS or (acronym and len(body) >= 3 and body.isupper()):
        return NamedLead(name=text, kind=LeadKind.ORGANISATION)
    return NamedLead(name=text, kind=LeadKind.UNKNOWN)
