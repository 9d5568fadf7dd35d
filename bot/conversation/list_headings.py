"""Lists under a heading on a line of its own: "Greens:", and below it the actions that are green.

What the heading says is written beside each of its actions, so that each line is read by itself.
"""

from __future__ import annotations

import re

from bot.conversation.prefilter import prefiltered
from bot.conversation.references import WRITTEN_REF

_SAYS = {
    "green": "green", "on green": "green", "on track": "on track", "fine": "on track",
    "amber": "amber", "on amber": "amber", "at risk": "at risk",
    "red": "red", "on red": "red", "off track": "off track",
    "grey": "grey", "not started": "not started", "blue": "blue",
    "done": "done", "complete": "complete", "completed": "completed", "finished": "finished", "closed": "closed",
    "no change": "no change", "unchanged": "no change", "same": "no change",
}  # fmt: skip
_HEADING = prefiltered(
    r"^\W{0,4}(?:(?:the|my|our|all|these are|still|now|currently|and) )*(?P<says>(?:on )?(?:green|amber|red)s?|on track|at risk|off track|grey|blues?|done|completed?|finished|closed|not started|no change|unchanged|same|fine)"
    r"(?: (?:ones?|items?|actions?|this (?:month|time|week|cycle)|now|for me|from me))*(?: ?\(\d{1,2}\))?\s*(?:[:=,-]+\s*)?$",
    re.IGNORECASE,
)
_NONE = prefiltered(r"^\W*(?:none|nil|nothing|nowt|n/a|na|no|zero)\W*$", re.IGNORECASE)
_NONE_OF = prefiltered(
    r"^\W{0,4}(?:greens?|ambers?|reds?|greys?|blues?)\s*[:=-]+\s*(?:none|nil|nothing|n/a|zero|0)\W*$",
    re.IGNORECASE,
)
_ITEM = prefiltered(
    rf"^\W{{0,4}}{WRITTEN_REF}(?:\s*(?:,|and|&|\+|/)\s*(?:and )?{WRITTEN_REF})*(?!\.?\d)(?P<rest>.*)$"
)
_REPORTS = prefiltered(
    r"\b(?:green|amber|red|blue|grey|done|complete[d]?|finished|closed|no change|unchanged|same)\b|^\W*[GARgarBb]\W*$",
    re.IGNORECASE,
)


def under_headings(text: str) -> str:
    """The message with what each heading says beside the actions listed below it."""
    if "\n" not in text:
        return text
    lines = _less_empty(text.split("\n"))
    if not any(_HEADING.match(line) for line in lines):
        return "\n".join(lines)
    kept: list[str] = []
    at = 0
    while at < len(lines):
        heading = _HEADING.match(lines[at])
        end = _listed_to(lines, at + 1) if heading else at
        # Letters that only the pattern takes for these ("ſ" for "s") make no heading.
        says = _SAYS.get(_singular(heading["says"])) if heading else None
        if says is None or end == at + 1:
            kept.append(lines[at])
            at += 1
            continue
        kept += [_beside(line, says) for line in lines[at + 1 : end]]
        at = end
    return "\n".join(kept)


def _less_empty(lines: list[str]) -> list[str]:
    """The lines less the headings under which nothing stands: "Reds: none"."""
    kept: list[str] = []
    for line in lines:
        if _NONE.match(line) and kept and _HEADING.match(kept[-1]):
            kept.pop()
        elif not _NONE_OF.match(line):
            kept.append(line)
    return kept


def _listed_to(lines: list[str], start: int) -> int:
    """Where the actions under a heading end: each begins a line, and none tells its own state."""
    at = start
    while (
        at < len(lines) and (item := _ITEM.match(lines[at])) and not _REPORTS.search(item["rest"])
    ):
        at += 1
    return at


def _singular(words: str) -> str:
    low = words.lower()
    return low.removesuffix("s") if low.endswith(("greens", "ambers", "reds", "blues")) else low


def _beside(line: str, says: str) -> str:
    item = _ITEM.match(line)
    if item is None:
        return line
    at = item.start("rest")
    rest = item["rest"].strip(" :,-")
    return f"{line[:at]} {says}" + (f", {rest}" if rest else "")
