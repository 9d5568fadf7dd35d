"""The headings in force while a document is read: priority, outcome, aim, the nearest the last."""

from __future__ import annotations

from collections.abc import Iterator

from bot.documents.draft import Field, HeadingDraft
from bot.documents.naming import normal
from bot.domain.plans import HeadingKind


class Headings:
    """A stack by depth: a heading ends those as deep as itself or deeper."""

    def __init__(self, found: list[HeadingDraft]) -> None:
        self._found = found
        self._siblings: dict[tuple[HeadingKind, int], list[HeadingDraft]] = {}
        self._stack: list[HeadingDraft] = []

    def __iter__(self) -> Iterator[HeadingDraft]:
        return iter(self._stack)

    def push(
        self,
        kind: HeadingKind,
        depth: int,
        code: str | None,
        number: str | None,
        title: str,
        held: Field | None = None,
    ) -> HeadingDraft:
        """Put a heading in force; one that comes again (a repeated banner, a table's second half) is the same."""
        parent = next((h for h in reversed(self._stack) if h.depth < depth), None)
        plain = " ".join(title.split())
        siblings = self._siblings.setdefault((kind, id(parent)), [])
        known = next((h for h in reversed(siblings) if _same(h, code, plain)), None)
        if known is None:
            known = HeadingDraft(
                parent=parent,
                kind=kind,
                depth=depth,
                code=code,
                number=number,
                title=plain,
                held=held,
            )
            self._found.append(known)
            siblings.append(known)
        elif len(plain) > len(known.title) and known.held is None:
            known.title = plain
        self.enter(known)
        return known

    def enter(self, heading: HeadingDraft) -> None:
        """Put a known heading in force again."""
        self._stack = [h for h in self._stack if h.depth < heading.depth]
        self._stack.append(heading)

    def nearest(self) -> HeadingDraft:
        """The heading that an action found here stands under; a plan without headings is its own."""
        if not self._stack:
            self.push(HeadingKind.SECTION, 1, None, None, "")
        return self._stack[-1]

    def add_lead(self, words: str) -> None:
        """Name somebody as lead of the nearest heading."""
        if self._stack and words.strip():
            self._stack[-1].leads.append(words)


def _same(heading: HeadingDraft, code: str | None, title: str) -> bool:
    mine, other = normal(heading.title), normal(title)
    if code is not None and heading.code == code:
        return not mine or not other or mine[:30] == other[:30] or mine in other or other in mine
    return bool(mine) and mine == other and (code is None or heading.code is None)
