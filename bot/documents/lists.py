"""What one row really is: a list of to-dos, or a heading over the rows below; and sentences that ran together."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.documents.draft import ActionDraft, Field, HeadingDraft
from bot.documents.roles import HEADING_ROLES, Role
from bot.domain.plans import HeadingKind

#: What an action has and a heading has not.
_OWN = (Role.LEAD, Role.DUE, Role.DATES, Role.STATUS, Role.MILESTONE, Role.MEASURE)


def expand(actions: list[ActionDraft]) -> list[ActionDraft]:
    """A list of to-dos in one cell under its own heading: each of them is an action."""
    users: dict[int, int] = {}
    for action in actions:
        users[id(action.heading)] = users.get(id(action.heading), 0) + 1
    found: list[ActionDraft] = []
    for action in actions:
        items = _list_items(action) if users[id(action.heading)] == 1 else []
        if len(items) < 2:
            found.append(action)
            continue
        found += [
            ActionDraft(
                heading=action.heading,
                title=Field(lines=[replace(action.title.lines[0], text=item)]),
                ref=None,
                where=action.where,
                cells=action.cells,
                from_list=True,
            )
            for item in items
        ]
    return found


def raise_headings(actions: list[ActionDraft]) -> list[ActionDraft]:
    """Rows such as "1.1 Shorten the wait" over 1.1.1, 1.1.2 …: with no lead or date of their own they are aims."""
    found: list[ActionDraft] = []
    open_: list[tuple[str, HeadingDraft]] = []
    for action, following in zip(actions, [*actions[1:], None], strict=True):
        ref = action.ref or ""
        open_ = [(stem, h) for stem, h in open_ if ref.startswith(f"{stem}.")]
        if open_:
            action.heading = open_[-1][1]
        below = following is not None and (following.ref or "").startswith(f"{ref}.")
        if ref and below and not any(used.field.words for used in action.of(*_OWN)):
            heading = HeadingDraft(
                parent=action.heading,
                kind=HeadingKind.AIM,
                depth=action.heading.depth + 1,
                code=ref,
                number=ref,
                title=action.title.words,
            )
            open_.append((ref, heading))
        else:
            found.append(action)
    return found


def _list_items(action: ActionDraft) -> list[str]:
    in_heading = any(used.column.role in HEADING_ROLES for used in action.cells)
    if not in_heading or action.ref is not None:
        return []
    lines = [line for line in action.title.lines if line.text]
    bullets = sum(line.bullet for line in lines)
    if bullets < len(lines) - 1 - sum(line.joined for line in lines) or not bullets:
        return []
    items: list[str] = []
    for line in lines:
        items += sentences(line.text) if line.joined else [line.text]
    return items


_SENTENCE_END = re.compile(r"(?<=[\w)”’'\"%][.;])\s+(?=[“‘'\"(]?[A-Z\d])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|no|vs|approx|dr|mr|mrs|ms|st|inc|incl)|\b[A-Z])\.$", re.IGNORECASE
)


def sentences(text: str) -> list[str]:
    """A text cut after its full stops; abbreviations, initials and numbers do not end a sentence."""
    joined: list[str] = []
    for part in _SENTENCE_END.split(text):
        if joined and _ABBREVIATED.search(joined[-1]):
            joined[-1] = f"{joined[-1]} {part}"
        else:
            joined.append(part)
    return [part for part in joined if part.strip(" .")]
