"""Plans that are tables: every row read by the meaning of its columns, under the heading it stands below."""

from __future__ import annotations

import re

from bot.documents.columns import Layout, first_header, has_header, layout_at
from bot.documents.draft import ActionDraft, Draft, Field, HeadingDraft, Used
from bot.documents.headings import Headings
from bot.documents.naming import label_of, leading_number
from bot.documents.numbers import clean_ref, is_number, own_number
from bot.documents.reading.blocks import Cell, Grid, Paragraph, Source
from bot.documents.roles import HEADING_ROLES, Role
from bot.domain.plan_dates import read_due
from bot.domain.plans import HeadingKind, Severity

_KIND_OF = {
    Role.PRIORITY: HeadingKind.PRIORITY,
    Role.OUTCOME: HeadingKind.OUTCOME,
    Role.AIM: HeadingKind.AIM,
}
_DEPTH_OF = {Role.PRIORITY: 1, Role.OUTCOME: 2, Role.AIM: 3}
_LEADS_LABEL = re.compile(
    r"^(?:joint |partnership |priority |workstream |executive |strategic |named |theme |outcome )*"
    r"(?:leads?|owners?|officers?|sro|responsible)(?: officers?)?\s*(?:[:–-]\s*(.*))?$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"^(what (does|will|would) (good|success)|why is this|success (looks|measure)|we will know|measure|notes?\b|"
    r"lead(s|ership)?\b.*:|context|rationale|last updated|updated)",
    re.IGNORECASE,
)
#: More actions than any plan has; what has more is a data dump, and reading it on would take for ever.
MOST_ACTIONS = 10_000


class TableReader:
    """Walks a document's blocks in order and gathers its headings and actions."""

    def __init__(self) -> None:
        self.draft = Draft()
        self._headings = Headings(self.draft.headings)
        self._layout: Layout | None = None
        self._width = 0
        self._last: ActionDraft | None = None
        self._since_table: list[str] = []
        self._awaiting_leads = False
        self._heading_cells: dict[int, HeadingDraft] = {}
        self._cells: dict[int, tuple[Cell, Field]] = {}

    def read(self, source: Source) -> Draft:
        several = sum(1 for grid in source.grids if not grid.hidden and has_header(grid)) > 1
        for block in source.blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            elif not block.hidden:
                self._grid(block, several)
        return self.draft

    # Headings outside tables

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = paragraph.text
        label = None if paragraph.bullet else label_of(text)
        if re.search(r"\t\d+$", text):
            return
        if paragraph.level is not None and paragraph.level >= 1:
            self._since_table.append(text)
            self._awaiting_leads = False
            if label is not None:
                self._headings.push(
                    label.kind, label.depth, label.code, label.number, label.title or text
                )
            else:
                number, title = leading_number(text)
                self._headings.push(
                    HeadingKind.SECTION, min(paragraph.level, 2), number, number, title or text
                )
        elif label is not None and label.number and len(text) <= 400 and not text.endswith(";"):
            self._since_table.append(text)
            self._awaiting_leads = False
            self._headings.push(
                label.kind, label.depth, label.code, label.number, label.title or text
            )
        elif match := _LEADS_LABEL.match(text):
            self._awaiting_leads = True
            if match[1]:
                self._headings.add_lead(match[1])
        elif self._awaiting_leads and len(text) <= 200:
            self._headings.add_lead(re.sub(r"^\(?\d+[).]\s*", "", text))
        else:
            self._awaiting_leads = False
            if len(text) > 40:
                self._since_table.append(text)

    # Tables

    def _grid(self, grid: Grid, several: bool) -> None:
        start, layout = first_header(grid)
        continued = False
        if layout is None:
            layout = self._continuation(grid)
            if layout is None:
                return
            continued = True
        else:
            self._banners(grid, start, several)
            start += layout.rows
        if layout.crammed:
            self.draft.note(
                Severity.WARNING,
                "columns-lost",
                grid.label,
                "The headings of this table stand in one cell and the columns beside the actions are gone: "
                "leads and dates have to be looked up in the original.",
            )
        if (
            self._layout is not None
            and layout.signature != self._layout.signature
            and self._since_table
        ):
            self._last = None
        self._layout, self._width = layout, grid.width
        self._since_table = []
        self._awaiting_leads = False
        if grid.hidden_rows:
            self.draft.note(
                Severity.INFO,
                "hidden-rows",
                grid.label,
                f"{len(grid.hidden_rows)} rows are hidden or filtered out; they were read as part of the plan.",
            )
        self._body(grid, 0 if continued else start)

    def _continuation(self, grid: Grid) -> Layout | None:
        """The layout of the table before, where this one has no header and goes on with its rows."""
        layout = self._layout
        if layout is None or layout.crammed or self._since_table or grid.width != self._width:
            return None
        if grid.width < 3 or not grid.rows:
            return None
        return layout

    def _banners(self, grid: Grid, header: int, several: bool) -> None:
        """What stands above the header: a labelled heading counts, a title does not."""
        labelled = False
        for row in range(header):
            cells = list(grid.cells(row))
            if len(cells) == 1 and (label := label_of(cells[0].words)):
                self._headings.push(label.kind, label.depth, label.code, label.number, label.title)
                labelled = True
            elif cells and (match := _LEADS_LABEL.match(cells[0].words)):
                rest = [match[1] or "", *(cell.text for cell in cells[1:])]
                for line in "\n".join(rest).split("\n"):
                    self._headings.add_lead(line)
        if not labelled and grid.name:
            if label := label_of(grid.name):
                self._headings.push(
                    label.kind, label.depth, label.code, label.number, label.title or grid.name
                )
            elif several:
                self._headings.push(HeadingKind.SECTION, 1, None, None, grid.name)

    def _body(self, grid: Grid, start: int) -> None:
        layout = self._layout
        assert layout is not None
        row = start
        top = True
        while row < len(grid.rows) and len(self.draft.actions) <= MOST_ACTIONS:
            cells = list(grid.cells(row))
            if not cells:
                row += 1
                continue
            if layout.is_headed_by(cells):
                row += layout.rows
                top = True
                continue
            new = layout_at(grid, row, strict=True)
            if new is not None:
                self._layout = layout = new
                row += new.rows
                top = True
                continue
            if banner := self._banner(grid, row, cells, layout):
                self._push_banner(banner)
            else:
                self._row(grid, row, layout, top=top)
            top = False
            row += 1

    def _banner(self, grid: Grid, row: int, cells: list[Cell], layout: Layout) -> Cell | None:
        """A row that is a heading: one cell over most columns, or one labelled cell and nothing else."""
        if len(cells) != 1 or cells[0].row != row:
            return None
        if layout.crammed or grid.width == 1:
            return None
        cell = cells[0]
        span = sum(other is cell for other in grid.rows[row])
        if span >= max(2, round(len(layout.columns) * 0.6)):
            return cell
        role = next((c.role for c in layout.columns if c.index == cell.column), None)
        if label_of(cell.lines[0].text if cell.lines else cell.words) and cell.column <= 1:
            return cell
        if (
            role in (Role.REF, Role.ACTION_REF)
            and not is_number(cell.words)
            and len(cell.words) > 6
        ):
            return cell
        return None

    def _push_banner(self, cell: Cell) -> None:
        lines = [line.text for line in cell.lines if line.text and not _ASIDE.match(line.text)]
        if not lines:
            return
        label = label_of(lines[0])
        if label is not None:
            title = label.title or (lines[1] if len(lines) > 1 else cell.words)
            self._headings.push(label.kind, label.depth, label.code, label.number, title)
        elif not _LEADS_LABEL.match(lines[0]) and len(lines[0]) <= 300:
            number, title = leading_number(lines[0])
            above = any(h.depth == 1 and h.kind is not HeadingKind.SECTION for h in self._headings)
            self._headings.push(HeadingKind.SECTION, 2 if above else 1, number, number, title)
        for line in cell.lines:
            match = _LEADS_LABEL.match(line.text)
            if match and match[1]:
                self._headings.add_lead(match[1])

    def _row(self, grid: Grid, row: int, layout: Layout, *, top: bool) -> None:
        places = grid.rows[row]
        at = {
            c.index: cell
            for c in layout.columns
            if c.index < len(places) and (cell := places[c.index]) is not None
        }
        own = {i: c for i, c in at.items() if c.row == row and (c.words or c.lines)}
        action_cell = at.get(layout.action.index)
        if self._is_cut(layout, own, top=top):
            self._join(grid, layout, own)
            return
        if action_cell is None or not action_cell.words:
            if number := own_number(layout, own):
                self._leave_out(grid, row, number)
            elif self._last is not None:
                self._extend(layout, own, row)
            return
        if (
            action_cell.row != row
            and self._last is not None
            and self._is_of(self._last, action_cell)
        ):
            self._extend(layout, own, row)
            return
        heading = self._headings_of(layout, at)
        field = self._field(action_cell)
        ref_column = next(iter(layout.of(Role.ACTION_REF)), None)
        ref_cell = at.get(ref_column.index) if ref_column else None
        action = ActionDraft(
            heading=heading,
            title=field,
            ref=clean_ref(ref_cell.words) if ref_cell is not None and ref_cell.words else None,
            where=f"{grid.label}, row {row + 1}",
        )
        for column in layout.columns:
            cell = at.get(column.index)
            if cell is not None and cell.lines:
                used = Used(
                    column=column, field=self._field(cell), inherited=cell.row < row, row=row
                )
                action.cells.append(used)
        self.draft.actions.append(action)
        self._last = action

    def _leave_out(self, grid: Grid, row: int, number: str) -> None:
        """A numbered row that names no action is nobody else's: neither its leads nor its date are."""
        self._last = None
        self.draft.note(
            Severity.WARNING,
            "no-title",
            f"{grid.label}, row {row + 1}",
            f"The row numbered {number} names no action, so it was left out: write what is to be done.",
        )

    def _is_of(self, action: ActionDraft, cell: Cell) -> bool:
        known = self._cells.get(id(cell))
        return known is not None and known[1] is action.title

    def _field(self, cell: Cell) -> Field:
        """The field of a cell: one for a merged cell, whoever asks."""
        known = self._cells.get(id(cell))
        if known is None:
            # The cell is kept beside its field, so that its identity is not given to another.
            known = self._cells[id(cell)] = (cell, Field.of(cell))
        return known[1]

    def _headings_of(self, layout: Layout, at: dict[int, Cell]) -> HeadingDraft:
        ref_column = next(iter(layout.of(Role.REF)), None)
        columns = layout.of(*HEADING_ROLES)
        for column in sorted(columns, key=lambda c: _DEPTH_OF[c.role]):
            cell = at.get(column.index)
            if cell is None or not cell.words:
                continue
            known = self._heading_cells.get(id(cell))
            depth = _DEPTH_OF[column.role]
            if known is not None:
                self._headings.enter(known)
                continue
            label = label_of(cell.words)
            number, title = leading_number(cell.words)
            code = number
            if label is not None and label.number:
                code, number, title = label.code, label.number, label.title or cell.words
            elif ref_column is not None and column.index == ref_column.index + 1 and number is None:
                ref = at.get(ref_column.index)
                code = number = clean_ref(ref.words) if ref is not None and ref.words else None
            heading = self._headings.push(
                _KIND_OF[column.role], depth, code, number, title, self._field(cell)
            )
            self._heading_cells[id(cell)] = heading
        return self._headings.nearest()

    # Rows that a page break cut

    def _is_cut(self, layout: Layout, own: dict[int, Cell], *, top: bool) -> bool:
        """Whether the row goes on with the one above instead of beginning something."""
        last = self._last
        if last is None or not own:
            return False
        told = [own[i] for i in sorted(own) if own[i].words]
        if not told:
            return False
        refs = {c.index for c in layout.of(Role.REF, Role.ACTION_REF)}
        if any(i in refs and own[i].words for i in own):
            return False
        columns = {c.index for c in layout.of(Role.ACTION, *HEADING_ROLES)}
        texts = [own[i] for i in sorted(own) if i in columns and own[i].words]
        if not texts:
            return top and told[0].words[:1].islower()
        first = texts[0].words
        if leading_number(first)[0] is not None or label_of(first):
            return False
        if not last.title.words[:1].isupper() and leading_number(last.title.words)[0] is None:
            return False
        dated = any(
            c.value or read_due(c.words)
            for i, c in own.items()
            if i in {x.index for x in layout.of(Role.DUE, Role.DATES)}
        )
        if dated:
            return False
        return first[:1].islower()

    def _join(self, grid: Grid, layout: Layout, own: dict[int, Cell]) -> None:
        last = self._last
        assert last is not None
        for column in layout.columns:
            cell = own.get(column.index)
            if cell is None:
                continue
            before = [u for u in last.cells if u.column.index == column.index]
            if before:
                before[-1].field.join(cell.lines)
                self._cells[id(cell)] = (cell, before[-1].field)
            else:
                used = Used(column=column, field=self._field(cell), inherited=False, row=-1)
                last.cells.append(used)
            if column.role in HEADING_ROLES:
                heading = next(
                    (h for h in self._headings if h.depth == _DEPTH_OF[column.role]), None
                )
                if heading is not None:
                    self._heading_cells[id(cell)] = heading
        self.draft.note(
            Severity.INFO,
            "row-joined",
            f"{grid.label}",
            "A row goes on with the sentence of the row above it, across a page break; the two were joined.",
        )

    def _extend(self, layout: Layout, own: dict[int, Cell], row: int) -> None:
        """A row without an action of its own: more milestones, leads or dates of the one above."""
        assert self._last is not None
        for column in layout.columns:
            cell = own.get(column.index)
            if (
                cell is not None
                and column.role is not Role.ACTION
                and column.role not in HEADING_ROLES
            ):
                self._last.cells.append(
                    Used(column=column, field=self._field(cell), inherited=False, row=row)
                )
