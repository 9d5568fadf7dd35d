"""How long a plan takes to come in, and whether a hundred times more of it costs more for each action.

Beside it in the same run: python-docx reading the same file's cells with ``cell.text``, the usual way to
get at a Word table, which neither joins, splits nor dates anything.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import docx

from bot.documents.plan_file import read_plan
from tests.fakes.plan_files import LEFT, UP, Part, Table, Text, Value, write_word

#: Seconds for the published action plan, and how much dearer an action may be in a plan 100 times larger.
MOST_SECONDS = 1.0
MOST_TIMES_DEARER = 1.5
_REPEATS = 20
_NAMES = ("Ada Quill", "Del Rowe", "Petra Vane", "Cy Marsh", "Mel Tarn", "Ivo Lund", "Una Birch")
_VERBS = ("Review", "Agree", "Publish", "Test", "Widen", "Replace", "Measure", "Explain")
_THINGS = ("the offer", "the pathway", "the panel", "the guidance", "the dashboard", "the contract")
_MONTHS = ("March 2027", "June 2027", "Sept 2027", "Nov 27", "Autumn term 2027", "Apr/May 2027")


@dataclass(frozen=True, kw_only=True)
class Result:
    what: str
    actions: int
    seconds: float
    """Of processor time: what others do on the machine does not count."""
    peer_seconds: float
    """python-docx, the text of the same file's cells."""

    @property
    def per_action(self) -> float:
        """Milliseconds."""
        return self.seconds * 1000 / self.actions


def run() -> list[Result]:
    """Time the action plan (the published one where it is at hand) and 1 and 100 generated plans in one file."""
    with TemporaryDirectory() as folder:
        small = write_word(Path(folder) / "small plan.docx", generated(1))
        large = write_word(Path(folder) / "large plan.docx", generated(100))
        files = [("generated plan", small), ("100 times larger", large)]
        published = _published()
        if published is not None:
            files.insert(0, ("published action plan", published))
        results = [_time(what, path) for what, path in files]
    for result in results:
        print(
            f"{result.what:24} {result.actions:6} actions  {result.seconds:7.3f} s  "
            f"{result.per_action:6.2f} ms each  (python-docx cell.text: {result.peer_seconds:7.3f} s)"
        )
    dearer = results[-1].per_action / results[-2].per_action
    print(
        f"an action of the larger plan costs {dearer:.2f} times as much (at most {MOST_TIMES_DEARER})"
    )
    return results


def generated(times: int) -> list[Part]:
    """``times`` plans of the published one's shape (two priorities, 29 actions, merged cells), one after another."""
    parts: list[Part] = [Text(text="Fenshire Improvement Plan", level=0)]
    for number in range(2 * times):
        parts.append(
            Text(text=f"Priority {number + 1}: {_THINGS[number % 6]} for everyone", level=1)
        )
        parts.append(Table(rows=_rows(number, 16 if number % 2 == 0 else 13)))
    return parts


def _rows(priority: int, actions: int) -> list[list[Value]]:
    rows: list[list[Value]] = [
        [
            *"Ref|Aim|Action Ref|Action|Action Lead|Completion Date".split("|"),
            *"Key milestones|Impact measures|BRAG".split("|"),
        ]
    ]
    for n in range(actions):
        seed = priority * 31 + n
        aim, place = divmod(n, 3)
        if n % 6 == 0:
            rows.append(
                [f"Outcome {n // 6 + 1}: {_THINGS[seed % 6]} is better by far", *[LEFT] * 8]
            )
        carried = place > 0 and n % 6 != 0
        one, other = _NAMES[seed % 7], _NAMES[(seed + 3) % 7]
        rows.append(
            [
                UP if carried else f"{aim + 1}.1",
                UP if carried else f"To make {_THINGS[seed % 6]} work for families",
                f"{aim + 1}.1.{place + 1}",
                f"{_VERBS[seed % 8]} {_THINGS[(seed + 2) % 6]} with families, part {seed}",
                UP if carried else f"{one}, Head of Planning (FC)\nand\n{other}, Director (ICB)",
                _MONTHS[seed % 6],
                f"Draft {seed} ready ({_MONTHS[(seed + 1) % 6]})\nFinal {seed} agreed ({_MONTHS[seed % 6]})",
                UP if carried else f"{50 + seed % 50}% on time by July 2027\nFewer complaints",
                "",
            ]
        )
    return rows


def _published() -> Path | None:
    folder = os.environ.get("SENDBOT_SHARED")
    shared = Path(folder) if folder else Path(__file__).parents[2] / "shared"
    path = shared / "plans" / "priority-action-plan-2023.docx"
    return path if path.is_file() else None


def _time(what: str, path: Path) -> Result:
    actions = len(read_plan(path).actions)
    repeats = _REPEATS if actions < 1000 else 2
    return Result(
        what=what,
        actions=actions,
        seconds=_best(lambda: read_plan(path), repeats),
        peer_seconds=_best(lambda: _cell_texts(path), repeats),
    )


def _best(work: Callable[[], object], repeats: int) -> float:
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def _cell_texts(path: Path) -> int:
    document = docx.Document(str(path))
    return sum(
        len(cell.text) for table in document.tables for row in table.rows for cell in row.cells
    )


if __name__ == "__main__":
    run()
