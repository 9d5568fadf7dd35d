"""A plan while it is being read: headings and actions with the cells they use, not yet split or dated.

A merged cell is *one* :class:`Field`, however many actions use it; that is what tells inherited from
missing, and one shared milestone from two alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from bot.documents.columns import Column
from bot.documents.reading.blocks import Cell, Line
from bot.documents.roles import Role
from bot.domain.dates import Due
from bot.domain.plans import Finding, HeadingKind, NamedLead, Severity


@dataclass(eq=False, slots=True, kw_only=True)
class Field:
    """The words of one cell. A row cut by a page break adds its second half to the first one's fields."""

    lines: list[Line]
    value: date | None = None
    joined: bool = False

    @classmethod
    def of(cls, cell: Cell) -> Field:
        return cls(lines=list(cell.lines), value=cell.value)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines if line.text)

    @property
    def words(self) -> str:
        return " ".join(self.text.split())

    def join(self, lines: tuple[Line, ...]) -> None:
        """Add the other half of a cut cell: a sentence that was cut goes on, a finished one stands."""
        rest = [line for line in lines if line.text]
        if not rest:
            return
        self.joined = True
        last = next((n for n in range(len(self.lines) - 1, -1, -1) if self.lines[n].text), None)
        if (
            last is not None
            and not rest[0].bullet
            and _goes_on(self.lines[last].text, rest[0].text)
        ):
            before = self.lines[last]
            self.lines[last] = Line(
                text=f"{before.text} {rest[0].text}", bullet=before.bullet, joined=True
            )
            rest = rest[1:]
        self.lines.extend(Line(text=x.text, bullet=x.bullet, joined=True) for x in rest)


@dataclass(eq=False, slots=True, kw_only=True)
class HeadingDraft:
    parent: HeadingDraft | None
    kind: HeadingKind
    depth: int
    code: str | None
    number: str | None
    """What actions without a reference are numbered under."""
    title: str
    held: Field | None = None
    """The cell that holds it, where it stands in a column: it may still grow across a page break."""
    leads: list[str] = field(default_factory=list)
    """Lines of text that name who leads it."""


@dataclass(eq=False, slots=True, kw_only=True)
class Used:
    """One cell as one action uses it."""

    column: Column
    field: Field
    inherited: bool
    """Carried down from a row above."""
    row: int
    """The row of the table in which the action used it: what stands in one row belongs together."""


@dataclass(eq=False, slots=True, kw_only=True)
class ActionDraft:
    heading: HeadingDraft
    title: Field
    ref: str | None
    where: str
    cells: list[Used] = field(default_factory=list)
    from_list: bool = False
    """One to-do of a list in a heading's cell: it has its heading's leads, and no date of its own."""
    due: Due | None = None
    """Read already, where a heading's words date all actions below it."""

    def of(self, *roles: Role) -> Iterator[Used]:
        return (used for used in self.cells if used.column.role in roles)


@dataclass(slots=True, kw_only=True)
class Draft:
    """Everything one file says of its plan."""

    headings: list[HeadingDraft] = field(default_factory=list)
    actions: list[ActionDraft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    initials: dict[str, NamedLead] = field(default_factory=dict)
    status_words: dict[str, str] = field(default_factory=dict)
    """The document's own key: its words → a colour."""

    def note(self, severity: Severity, code: str, where: str, message: str) -> None:
        self.findings.append(Finding(severity=severity, code=code, where=where, message=message))


def _goes_on(before: str, text: str) -> bool:
    if before.count("(") > before.count(")"):
        return True
    return text[:1].islower() or not before.rstrip().endswith((".", ";", ":", "!", "?", ")"))
