"""How well replies, dates and private data are read, over this project's own corpus (tests/conversations).

Dates are read by ``dateparser`` and ``dateutil`` too, in the same run: for them a single day that is the
labelled first or last one counts as exact, and every answer counts as certain, since neither can doubt.
Only totals are printed: what was set aside is measured and never read.
"""

from __future__ import annotations

import json
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

from dateutil import parser as dateutil_parser

from bot.conversation.date_grammar import Purpose
from bot.conversation.dates import read_date
from bot.conversation.guard import scan
from bot.conversation.jsonl import replies
from bot.runtime import keep_what_is_loaded
from tests.conversations.scoring import Row, read_rows, tally

CORPUS = Path(__file__).parent.parent / "tests" / "conversations"
Days = tuple[date, date]
#: Reads one expression on one day, for one purpose; ``None`` where it asks or does not understand.
Reader = Callable[[str, date, Purpose], Days | None]


def run() -> None:
    """Print the figures of each part of the corpus."""
    # As the service does once it is up.
    keep_what_is_loaded()
    files = sorted(CORPUS.glob("*.jsonl"))
    for file in files:
        rows = read_rows(file)
        if "expect" in rows[0]:
            _replies(file.stem, rows)
    for file in files:
        rows = read_rows(file)
        if "expr" in rows[0]:
            for name, reader in (
                ("sendbot", _ours),
                ("dateparser", _dateparser),
                ("dateutil", _dateutil),
            ):
                print(f"{file.stem}: {name:10} {_dates(rows, reader)}")
    for file in files:
        rows = read_rows(file)
        if "breach" in rows[0]:
            _guard(file.stem, rows)


def _replies(part: str, rows: Sequence[Row]) -> None:
    lines = [json.dumps({key: row[key] for key in ("id", "text", "context")}) for row in rows]
    list(replies(lines))
    begun = time.process_time()
    answers = {told["id"]: told for told in map(json.loads, replies(lines))}
    micros = (time.process_time() - begun) / len(rows) * 1e6
    print(f"{part}: {tally(rows, answers)}; {micros:.0f} µs a reply")


def _guard(part: str, rows: Sequence[Row]) -> None:
    caught, false_alarms = 0, 0
    for row in rows:
        breach = scan(row["text"], row["names"])
        caught += breach is not None and row["breach"] is not None
        false_alarms += breach is not None and row["breach"] is None
    private = sum(row["breach"] is not None for row in rows)
    print(
        f"{part}: {caught} of {private} messages with a child's data caught,"
        f" {false_alarms} false alarms in {len(rows) - private} others"
    )


def _dates(rows: Iterable[Row], reader: Reader) -> str:
    told = Counter(_verdict(row, reader) for row in rows if not row["convention"])
    told.update(
        "doubt kept" if _verdict(row, reader) == "asked" else "doubt guessed"
        for row in rows
        if row["convention"] == "asked"
    )
    sure = sum(told[one] for one in ("exact", "near", "asked", "wrong"))
    answered = sure - told["asked"]
    return (
        f"{sure} plain dates: exact {told['exact'] / max(1, sure):.1%}, asked {told['asked']}, wrong when answered"
        f" {told['wrong'] / max(1, answered):.1%}; doubtful ones asked about"
        f" {told['doubt kept']} of {told['doubt kept'] + told['doubt guessed']}"
    )


def _verdict(row: Row, reader: Reader) -> str:
    said = date.fromisoformat(row["ref"])
    # What must be asked about is what would be saved; a week in full is only told to a question.
    purpose: Purpose = "forecast" if row["convention"] == "asked" else "query"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        got = reader(row["expr"], said, purpose)
    if got is None:
        return "asked"
    spans = [(row["start"], row["end"]), *map(tuple, row.get("alt", ()))]
    days = tuple(day.isoformat() for day in got)
    one_day = days[0] == days[1] and reader is not _ours
    if days in spans or (one_day and any(days[0] in span for span in spans)):
        return "exact"
    if row.get("kind") in ("deadline", "before", "after") and row["end"] in days:
        return "exact"
    return "near" if row["start"] <= days[0] <= row["end"] else "wrong"


def _ours(expr: str, said: date, purpose: Purpose) -> Days | None:
    reading = read_date(expr, said, purpose=purpose)
    if reading is None or not reading.certain or reading.start is None or reading.end is None:
        return None
    return reading.start, reading.end


def _dateparser(expr: str, said: date, _purpose: Purpose) -> Days | None:
    base = datetime.combine(said, datetime.min.time())
    settings = {"RELATIVE_BASE": base, "DATE_ORDER": "DMY", "PREFER_DATES_FROM": "future"}
    found = import_module("dateparser").parse(expr, languages=["en"], settings=settings)
    return (found.date(), found.date()) if found else None


def _dateutil(expr: str, said: date, _purpose: Purpose) -> Days | None:
    base = datetime.combine(said, datetime.min.time())
    try:
        found = dateutil_parser.parse(expr, default=base, dayfirst=True, fuzzy=True)
    except (ValueError, OverflowError):
        return None
    return found.date(), found.date()


if __name__ == "__main__":
    run()
