"""Organisations: the one behind a lead's name and job title, and the several in one cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bot.documents.lead_words import (
    ORGANISATION_ACRONYMS,
    POST_WORDS,
    STRONG_ORGANISATION_WORDS,
)


def role_and_organisation(rest: str, known: AbstractSet[str]) -> tuple[str | None, str | None]:
    text = rest.strip(" ,;:.–-")
    if text.startswith("(") and _closes_at_end(text):
        text = text[1:-1].strip(" ,")
        if "," not in text and _is_organisation(text, known, alone=True):
            return None, text
    body, organisation = trailing_organisation(text, known)
    if organisation is not None:
        # "Head of Nursing, Fenshire Care Trust (FCT)": the acronym glosses the name before it.
        head, comma, tail = body.rpartition(",")
        if comma and _spells(tail, organisation):
            body, organisation = head, f"{tail.strip()} ({organisation})"
    if organisation is None:
        dash = re.search(r"\s[–-]\s(?!.*\s[–-]\s)", body)
        if dash and _is_organisation(body[dash.end() :], known):
            body, organisation = body[: dash.start()], body[dash.end() :]
    if organisation is None and "," in body:
        head, _, tail = body.rpartition(",")
        if _is_organisation(tail.strip(), known):
            body, organisation = head, tail.strip()
    if organisation is None and body and _is_organisation(body, known) and "," not in body:
        words = {word.casefold() for word in body.split()}
        if not words & POST_WORDS:
            body, organisation = "", body
    role = body.strip(" ,;:.–-") or None
    return role, organisation.strip(" ,;:.") if organisation else None


def _spells(name: str, acronym: str) -> bool:
    """Whether the acronym's letters are the end of the name's initials."""
    initials = "".join(w[0] for w in name.split() if w[0].isupper())
    return len(acronym) > 1 and initials.endswith(acronym.upper())


def _closes_at_end(text: str) -> bool:
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place == len(text) - 1
    return False


def trailing_organisation(text: str, known: AbstractSet[str]) -> tuple[str, str | None]:
    match = re.search(r"\s*\(([^()]+)\)\.?$", text)
    if match and _is_organisation(match[1], known, alone=True):
        return text[: match.start()].strip(" ,."), match[1].strip()
    return text, None


def _is_organisation(text: str, known: AbstractSet[str], *, alone: bool = False) -> bool:
    """``alone``: it stands in brackets of its own, where any acronym means an organisation."""
    words = text.strip(" .").split()
    if not words or "," in text:
        return False
    if alone and len(words) == 1 and re.fullmatch(r"[A-Z][A-Z&]{1,7}", words[0]):
        return True
    if any(w in known or w.upper() in ORGANISATION_ACRONYMS for w in words):
        return not ({w.casefold() for w in words} & POST_WORDS)
    folded = {word.casefold().strip(",.") for word in words}
    return bool(folded & STRONG_ORGANISATION_WORDS) and not folded & (POST_WORDS - {"executive"})


_QUALIFIERS = frozenset("NHS FE SEND SEN EHC HE VCS AP".split())
_ENDS_ORGANISATION = frozenset(
    """
    trust council partners carers people settings colleges leaders team action schools providers
    organisations services service forum authority board university group groups
    """.split()
)


#: What follows these belongs to the same organisation: "… University Hospitals Trust".
_GOES_ON = frozenset("hospital hospitals trust trusts foundation council board nhs".split())


def split_organisations(lines: Sequence[str]) -> tuple[str, ...]:
    """The organisations of a cell; those joined by a space are cut where one clearly ends."""
    found: list[str] = []
    for line in lines:
        for piece in re.split(r"\s*[;|]\s*|\s+/\s+|\t", line):
            current: list[str] = []
            tokens = piece.split()
            for place, token in enumerate(tokens):
                current.append(token)
                following = tokens[place + 1] if place + 1 < len(tokens) else ""
                more = following.casefold() in _GOES_ON
                if following[:1].isupper() and not more and _organisation_ends(current):
                    found.append(" ".join(current))
                    current = []
            if current:
                found.append(" ".join(current))
    return tuple(dict.fromkeys(name.strip(" ,.") for name in found if name.strip(" ,.•-")))


def _organisation_ends(tokens: Sequence[str]) -> bool:
    last = tokens[-1]
    if last.endswith((",", "(")):
        return False
    if last.endswith(")"):
        return True
    if len(tokens) == 1 and re.fullmatch(r"[A-Z]{2,}s?", last):
        return last not in _QUALIFIERS
    return last.casefold() in _ENDS_ORGANISATION
