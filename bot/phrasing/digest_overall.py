"""The digest's first line (R11): how the plan stands, computed from the counts alone; and its measures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from bot.domain.dates import Due
from bot.domain.digest import DigestFacts, MeasureLine
from bot.domain.messages import Run, Runs, literal, plain
from bot.domain.status import Status
from bot.phrasing.digest_words import cut, dated, ended, short_day, since_words, tidy
from bot.phrasing.words import (
    counted,
    due_words,
    join_names,
    month_name,
    number,
    sentence,
    short_due_words,
)

_RISKS = ((Status.RED, "at significant risk (Red)"), (Status.AMBER, "at risk (Amber)"))
_REST: Mapping[Status, str] = {
    Status.GREEN: "on track",
    Status.BLUE: "complete",
    Status.GREY: "not due to start",
    Status.NOT_REPORTED: "not reported",
}


def overall_words(facts: DigestFacts) -> str:
    """One line that adds up: every status that any action has is counted in it."""
    by = {one.status: one.count for one in facts.counts}
    total = sum(by.values())
    if not total:
        return "The plan has no live actions."
    risks = [f"{_are(by[one])} {words}" for one, words in _RISKS if by.get(one)]
    rest = [
        f"{_are(by.get(one, 0))} {words}"
        for one, words in _REST.items()
        if by.get(one) or one is Status.GREEN
    ]
    words = f"Of {counted(total, 'action')}, {' and '.join(risks) or 'none is Red or Amber'}"
    words += f"; {join_names(rest)}."
    if facts.compared:
        words += f" {_trend(facts)}"
    if facts.overdue:
        words += f" {sentence(_are(len(facts.overdue)))} past the agreed date."
    return words


def _trend(facts: DigestFacts) -> str:
    worse, better = len(facts.worsened), len(facts.improved)
    since = sentence(since_words(facts))
    if not worse and not better:
        return f"{since} none is worse and none better."
    return f"{since} {_are(worse)} worse and {_none(better)} better."


def _are(count: int) -> str:
    """ "none is", "one is", "two are"."""
    return f"{_none(count)} {'is' if count < 2 else 'are'}"


def _none(count: int) -> str:
    return number(count) if count else "none"


# --- measures -------------------------------------------------------------------------------------


def measure_name(text: str, target: str | None) -> str:
    """What is measured, without the target that a plan often writes behind it: "Plans issued within 20
    weeks" of "Plans issued within 20 weeks: 60% by July 2024"."""
    plain_text = " ".join(text.split()).rstrip(" .:;")
    aim = " ".join((target or "").split()).casefold().rstrip(" .")
    for mark in re.finditer(r"\s*(?:[:;,(]|\s[–-])\s*", plain_text) if aim else ():
        if mark.start() and aim in plain_text[mark.end() :].casefold():
            rest = plain_text[mark.end() :].casefold().removeprefix("target").lstrip(" :")
            if rest.startswith(aim):
                return plain_text[: mark.start()]
    return plain_text


def target_words(target: str, due: Due | None) -> tuple[str, str]:
    """The target as it was written, and " by July 2024" where its words do not name the date already."""
    words = " ".join(target.split()).rstrip(" .")
    if due is None or due.end is None or _names(words, due):
        return words, ""
    return words, f" by {due_words(due)}"


def _names(words: str, due: Due) -> bool:
    """Whether the date stands in these words: as it was written, or by its month and year."""
    said = words.casefold()
    if due.text.casefold().strip() in said or short_due_words(due).casefold() in said:
        return True
    assert due.end is not None
    return month_name(due.end).casefold()[:3] in said and str(due.end.year) in said


def measure_runs(line: MeasureLine, limit: int) -> Runs:
    """ "Plans issued in time: 34% (31 Aug 2023, provider data; 31% in July); target 60% by July 2024."
    Sources that disagree are both told."""
    name = measure_name(line.text, line.target)
    runs: list[Run] = [literal(cut(name, limit).rstrip(" .:"), "strong"), plain(": ")]
    if not line.values:
        runs.append(plain("no reading yet"))
    for n, one in enumerate(line.values):
        runs += [
            plain(" or " if n else ""),
            literal(cut(one.value, 6)),
            plain(f" ({dated(one.as_of)}, "),
            literal(cut(one.source, 6)),
        ]
        if line.before is not None:
            runs += [plain("; "), literal(cut(line.before.value, 6))]
            runs.append(plain(f" {_reading_day(line.before.as_of, one.as_of)}"))
        runs.append(plain(")"))
    if line.target:
        target, by = target_words(line.target, line.due)
        runs.append(plain("; target "))
        runs += [literal(cut(target, 8)), plain(f"{by}.")] if by else ended(cut(target, 8))
    else:
        runs.append(plain("."))
    return tidy(runs)


def _reading_day(before: date, now: date) -> str:
    """ "in July" of a month's last day, else "on 14 Jul"; the year where it is another one."""
    year = "" if before.year == now.year else f" {before.year}"
    if (before + timedelta(days=1)).day == 1:
        return f"in {month_name(before)}{year}"
    return f"on {short_day(before)}{year}"
