"""Plan files in: a Word, Excel or CSV file becomes an :class:`~bot.domain.plans.ImportedPlan`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from bot.documents.assemble import assemble
from bot.documents.draft import Draft
from bot.documents.findings import check
from bot.documents.legends import initials_of, status_words_of
from bot.documents.naming import code_of, period_of, title_of, written_on
from bot.documents.outline import read_outline
from bot.documents.reading.archive import LARGEST_FILE, MEGABYTE, UnreadableFile
from bot.documents.reading.blocks import Source
from bot.documents.reading.comma import read_csv
from bot.documents.reading.excel import read_excel
from bot.documents.reading.word import read_word
from bot.documents.roles import role_of
from bot.documents.tables import MOST_ACTIONS, TableReader
from bot.domain.errors import PlanRefused
from bot.domain.plans import Finding, ImportedPlan, Severity

_READERS: Mapping[str, Callable[[Path], Source]] = {
    ".docx": read_word,
    ".xlsx": read_excel,
    ".csv": read_csv,
}
_ADVICE: Mapping[str, str] = {
    ".doc": "{0} is in the old Word format: open it in Word and save it as .docx.",
    ".xls": "{0} is in the old Excel format: open it in Excel and save it as .xlsx.",
    ".docm": "{0} holds macros: save it without macros, as .docx.",
    ".dotm": "{0} holds macros: save it without macros, as .docx.",
    ".xlsm": "{0} holds macros: save it without macros, as .xlsx.",
    ".xltm": "{0} holds macros: save it without macros, as .xlsx.",
    ".xlsb": "{0} is a binary workbook: open it in Excel and save it as .xlsx.",
    ".pdf": "{0} is a PDF, whose tables cannot be read for certain: ask for the Word or Excel file it was made from.",
}


def read_plan(path: Path, *, code: str | None = None, title: str | None = None) -> ImportedPlan:
    """The plan in a file: its headings, actions, and the findings of a careful reader.

    ``code`` and ``title`` replace what the document says of itself (R6).

    :raises PlanRefused: when no plan can be read, with one sentence that says why and what to do
    """
    source = _source(path)
    name = title or title_of(source, path)
    starts, ends = period_of(source, name)
    draft = TableReader().read(source)
    if not draft.actions:
        outline = read_outline(source, written_on(source))
        if outline is None:
            raise PlanRefused(_nothing_in(source, path))
        draft = outline
    if len(draft.actions) > MOST_ACTIONS:
        raise PlanRefused(
            f"{path.name} holds more than {MOST_ACTIONS:,} actions, more than a plan can be: "
            "save the plan alone in a new file."
        )
    draft.initials = initials_of(source)
    draft.status_words = status_words_of(source)
    short = code or code_of(name)
    plan = assemble(draft, code=short, title=name, plan_ends=ends)
    return ImportedPlan(
        code=short,
        title=name,
        starts_on=starts,
        ends_on=ends,
        headings=plan.headings,
        actions=plan.actions,
        findings=_in_order(draft, check(plan.headings, plan.actions, plan.queries), source),
    )


def _in_order(draft: Draft, checked: list[Finding], source: Source) -> tuple[Finding, ...]:
    cut = [
        Finding(severity=Severity.WARNING, code="left-out", where="file", message=words)
        for words in source.truncated
    ]
    noted = list(dict.fromkeys([*cut, *draft.findings]))
    rank = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    return tuple(sorted([*noted, *checked], key=lambda finding: rank.index(finding.severity)))


def _source(path: Path) -> Source:
    suffix = path.suffix.casefold()
    try:
        if not path.is_file():
            there = "is a folder, not a file" if path.is_dir() else "does not exist"
            raise PlanRefused(f"{path.name} {there}: name the plan's .docx, .xlsx or .csv file.")
        size = path.stat().st_size
        if size == 0:
            raise PlanRefused(f"{path.name} is empty: ask for another copy.")
        if suffix in _ADVICE:
            raise PlanRefused(_ADVICE[suffix].format(path.name))
        reader = _READERS.get(suffix)
        if reader is None:
            raise PlanRefused(
                f"{path.name} is not a Word, Excel or CSV file: save the plan as .docx, .xlsx or .csv."
            )
        if size > LARGEST_FILE:
            raise PlanRefused(
                f"{path.name} is larger than {LARGEST_FILE // MEGABYTE} MB, more than a plan can be: "
                "save the plan alone in a new file."
            )
        return reader(path)
    except UnreadableFile as error:
        raise PlanRefused(str(error)) from error
    except OSError as error:
        raise PlanRefused(
            f"{path.name} cannot be opened ({error.strerror}): check that you may read it."
        ) from error


def _nothing_in(source: Source, path: Path) -> str:
    """Why there is no plan: a table whose headings say nothing is another matter than a letter."""
    wide = [
        grid for grid in source.grids if not grid.hidden and grid.width >= 3 and len(grid.rows) >= 2
    ]
    if wide:
        seen = [cell.words for cell in wide[0].cells(0)][:4] if len(wide[0].rows) else []
        headings = ", ".join(f"“{text[:40]}”" for text in seen) or "no words"
        known = any(role_of(text) for text in seen)
        said = (
            "names no action column beside a lead, date or status"
            if known
            else "has no heading that I know"
        )
        return (
            f"There is no plan in {path.name} that I can read: {wide[0].label} {said} (its first row: {headings}); "
            "give the columns headings such as Ref, Action, Lead and Completion date."
        )
    return (
        f"There is no plan in {path.name}: it holds neither a table with actions beside leads or dates, "
        "nor headings with lists of what is to be done."
    )
