"""What the columns of a plan's table mean, from the words of its headings.

Every area words its headings differently ("Named Lead", "By whom", "Officer(s)"), so a heading is
matched by its meaning: the first pattern that fits says what the column is. A row is a header only
where it names an action and something that an action has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.documents.reading.blocks import Cell, Grid
from bot.documents.roles import HEADING_ROLES, Role, heading_words, role_of
from bot.domain.plan_dates import read_due

_SUPPORTING = frozenset(
    {
        Role.LEAD,
        Role.ORGANISATION,
        Role.DUE,
        Role.REVISED,
        Role.DATES,
        Role.STATUS,
        Role.MEASURE,
        Role.MILESTONE,
        Role.ACTION_REF,
    }
)
_ONCE = frozenset(
    {
        Role.REF,
        Role.ACTION_REF,
        Role.ACTION,
        Role.DUE,
        Role.REVISED,
        Role.START,
        Role.DATES,
        Role.STATUS,
        Role.MILESTONE_DATE,
        Role.TARGET,
    }
)
_LONGEST_HEADING = 120


@dataclass(frozen=True, kw_only=True)
class Column:
    index: int
    role: Role
    heading: str
    organisation: str | None = None
    """The organisation that the heading names, as in "Council lead"."""


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The columns of one table, and where its body begins."""

    columns: tuple[Column, ...]
    signature: tuple[str, ...]
    """The heading words, to know a repeated header by."""
    rows: int = 1
    """Rows that the header takes."""
    crammed: bool = False
    """All headings stand in one cell: whatever stood in the lost columns cannot be read."""

    def of(self, *roles: Role) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.role in roles)

    def has(self, *roles: Role) -> bool:
        return any(column.role in roles for column in self.columns)

    def is_headed_by(self, cells: Sequence[Cell]) -> bool:
        """Whether these cells of a row are its header over again."""
        return len(cells) == len(self.signature) and all(
            heading_words(cell.words) == words
            for cell, words in zip(cells, self.signature, strict=True)
        )

    @property
    def action(self) -> Column:
        return self.of(Role.ACTION)[0]


def layout_at(grid: Grid, row: int, *, strict: bool = False) -> Layout | None:
    """The layout whose header begins at ``row``, or ``None`` where that row is no header.

    ``strict``: inside a table that already has a header, only a row that is nothing but headings counts.
    """
    cells = list(grid.cells(row))
    if len(cells) < 2:
        return _crammed(cells[0]) if len(cells) == 1 and grid.width == 1 else None
    if any(len(cell.words) > _LONGEST_HEADING or cell.value for cell in cells):
        return None
    # Nearly every row of a table comes here: most are known for data by their first cell.
    if strict and not (
        len(cells) >= 3 and all(len(c.words) <= 60 and role_of(c.words) is not None for c in cells)
    ):
        return None
    known = [role_of(cell.words) is not None for cell in cells]
    if sum(known) < 2 or sum(known) * 2 < len(cells) or any(_is_data(c.words) for c in cells):
        return None
    texts, height = _heading_texts(grid, row)
    columns = _resolve(texts)
    layout = Layout(
        columns=tuple(columns),
        signature=tuple(heading_words(c.words) for c in cells),
        rows=height,
    )
    if not layout.has(Role.ACTION) or not layout.has(*_SUPPORTING):
        return None
    return _settle(layout, grid, row + height)


def _is_data(text: str) -> bool:
    return re.fullmatch(r"[A-Z]{0,4}\d+(\.\d+)+[a-z]?", text) is not None or (
        any(c.isdigit() for c in text) and read_due(text) is not None
    )


def _heading_texts(grid: Grid, row: int) -> tuple[dict[int, str], int]:
    """The heading of each column; where one spans several, the row below says which is which."""
    top = grid.rows[row]
    below = grid.rows[row + 1] if row + 1 < len(grid.rows) else ()
    spanned = {
        index
        for index, cell in enumerate(top)
        if cell is not None and cell.words and sum(other is cell for other in top) > 1
    }
    under = [below[i] for i in spanned if i < len(below)]
    two_rows = (
        bool(spanned)
        and all(c is not None and c.words and len(c.words) <= 40 for c in under)
        and len({id(c) for c in under}) == len(spanned)
        and not any(c is not None and (c.value or _is_data(c.words)) for c in under)
        and all(
            cell is None or not cell.words or index in spanned or cell is _at(top, index)
            for index, cell in enumerate(below)
        )
    )
    texts: dict[int, str] = {}
    seen: set[int] = set()
    for index, cell in enumerate(top):
        if cell is None or not cell.words:
            continue
        if two_rows and index in spanned:
            lower = below[index]
            texts[index] = f"{lower.words if lower else ''} {cell.words}".strip()
        elif id(cell) not in seen:
            texts[index] = cell.words
        seen.add(id(cell))
    return texts, 2 if two_rows else 1


def _at(row: tuple[Cell | None, ...], index: int) -> Cell | None:
    return row[index] if index < len(row) else None


def _resolve(texts: dict[int, str]) -> list[Column]:
    """One column for each heading; a meaning that only one can have goes to the one that says it best."""
    columns = []
    for index, text in sorted(texts.items()):
        role = role_of(text) or Role.NOTE
        organisation = None
        if role is Role.LEAD:
            match = re.match(
                r"(council|la|local authority|nhs|icb|health|education|school|social care|pcf|parent carer forum)"
                r"\b(?=.*\b(leads?|owners?|officers?)\b)",
                heading_words(text),
            )
            organisation = text[: match.end()].strip() if match else None
        columns.append(Column(index=index, role=role, heading=text, organisation=organisation))
    for role in _ONCE:
        same = [c for c in columns if c.role is role]
        if len(same) > 1:
            best = min(same, key=lambda c: (_vagueness(c), c.index))
            columns = [
                c if c not in same or c is best else replace(c, role=_second(c, best))
                for c in columns
            ]
    actions = [c for c in columns if c.role is Role.ACTION]
    if not actions:
        columns = _promote(columns)
    return columns


def _vagueness(column: Column) -> int:
    """The plainest heading is the best: "Action" before "Actions and activities to deliver"."""
    words = heading_words(column.heading)
    if column.role is Role.DUE:
        return 0 if re.search(r"original|target|due|completion|deadline|by when|end", words) else 1
    return len(words.split())


def _second(column: Column, best: Column) -> Role:
    """What a second column of a meaning is, that only one can have."""
    if column.role is Role.ACTION:
        words = heading_words(column.heading)
        if column.index < best.index and re.search(r"improvement|what", words):
            return Role.AIM
        return Role.MILESTONE if column.index > best.index else Role.AIM
    return Role.NOTE


def _promote(columns: list[Column]) -> list[Column]:
    """Where no heading says "action", the column that actions must stand in."""
    if not any(c.role in (Role.DUE, Role.DATES, Role.LEAD) for c in columns):
        return columns
    both = any(c.role is Role.LEAD for c in columns) and any(
        c.role in (Role.DUE, Role.DATES) for c in columns
    )
    for role in (Role.MILESTONE, Role.AIM, Role.OUTCOME, Role.PRIORITY):
        if role is not Role.MILESTONE and not both:
            break
        for column in columns:
            if column.role is role:
                return [replace(c, role=Role.ACTION) if c is column else c for c in columns]
    return columns


def _settle(layout: Layout, grid: Grid, body: int) -> Layout:
    """What headings leave open the cells decide: a "Target" of dates, a "Priority" of high and low."""
    action = layout.action.index
    settled = []
    for column in layout.columns:
        role = column.role
        if role is Role.TARGET and not layout.has(Role.DUE) and _mostly(grid, column, body, _dated):
            role = Role.DUE
        elif role is Role.PRIORITY and _mostly(grid, column, body, _ranked):
            role = Role.NOTE
        elif role in (Role.OUTCOME, Role.PRIORITY, Role.AIM) and column.index > action:
            role = (
                Role.NOTE if layout.has(Role.MEASURE) or role is not Role.OUTCOME else Role.MEASURE
            )
        elif (
            role is Role.NOTE
            and not layout.has(Role.STATUS)
            and _mostly(grid, column, body, _coloured)
        ):
            role = Role.STATUS
        settled.append(replace(column, role=role))
    if not any(c.role is Role.ACTION_REF for c in settled):
        settled = _own_ref(settled, grid, body)
    if len([c for c in settled if c.role is Role.LEAD]) > 1:
        settled = [
            replace(c, role=Role.NOTE)
            if c.role is Role.LEAD
            and re.search(r"sponsor|\bsro\b|executive|accountab", c.heading.casefold())
            else c
            for c in settled
        ]
    return replace(layout, columns=tuple(settled))


def _own_ref(columns: list[Column], grid: Grid, body: int) -> list[Column]:
    """A lone "Ref" is the action's own, unless each of its cells covers several actions."""
    ref = next((c for c in columns if c.role is Role.REF), None)
    action = next(c for c in columns if c.role is Role.ACTION)
    if ref is None:
        return columns
    refs = {id(c) for c in _column_cells(grid, ref.index, body)}
    actions = {id(c) for c in _column_cells(grid, action.index, body)}
    heading = next((c for c in columns if c.role in HEADING_ROLES and c.index > ref.index), None)
    if heading is not None and heading.index == ref.index + 1 and len(refs) < len(actions):
        return columns
    return [replace(c, role=Role.ACTION_REF) if c is ref else c for c in columns]


def _column_cells(grid: Grid, index: int, body: int) -> list[Cell]:
    found = []
    for row in grid.rows[body : body + 200]:
        cell = _at(row, index)
        if cell is not None and cell.words and sum(other is cell for other in row) == 1:
            found.append(cell)
    return found


def _mostly(grid: Grid, column: Column, body: int, test: object) -> bool:
    cells = _column_cells(grid, column.index, body)
    assert callable(test)
    return bool(cells) and sum(bool(test(cell)) for cell in cells) * 3 >= len(cells) * 2


def _dated(cell: Cell) -> bool:
    return cell.value is not None or read_due(cell.words) is not None


def _ranked(cell: Cell) -> bool:
    return (
        re.fullmatch(
            r"high|medium|low|[hml]|[1-5]|urgent|very high|critical", cell.words.casefold()
        )
        is not None
    )


def _coloured(cell: Cell) -> bool:
    return re.fullmatch(r"(blue|green|amber|red|grey|[bgar])", cell.words.casefold()) is not None


def _crammed(cell: Cell) -> Layout | None:
    """A header whose cells ran into one: the actions can be read, what stood beside them is gone."""
    words = heading_words(cell.words)
    if len(words.split()) > 40 or len(cell.words) > 300:
        return None
    found = [
        re.search(r"\b(named ?leads?|lead ?(name|officer)|action ?lead|owner)", words),
        re.search(r"organisations?", words),
        re.search(r"time ?scale|deadline|by when|completion date|due date", words),
        re.search(r"how will we know|success|measure|impact", words),
    ]
    opens = re.match(r"what do we need to do|what will we do|actions?\b|(ref )?action", words)
    if opens is None or sum(match is not None for match in found) < 2:
        return None
    column = Column(index=0, role=Role.ACTION, heading=cell.words)
    return Layout(columns=(column,), signature=(words,), crammed=True)


#: How far down a sheet a header may begin, below its banner rows.
_DEEPEST_HEADER = 40


def first_header(grid: Grid) -> tuple[int, Layout | None]:
    for row in range(min(len(grid.rows), _DEEPEST_HEADER)):
        layout = layout_at(grid, row)
        if layout is not None:
            return row, layout
    return 0, None


def has_header(grid: Grid) -> bool:
    return first_header(grid)[1] is not None
