"""Small words of the digest and of status: slips, dates, leads, promises, and how long texts are cut.

Whatever a lead, the plan or a chair wrote travels in literal runs; the bot's own words in plain ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from bot.domain.dates import Due
from bot.domain.digest import (
    DecisionNeeded,
    DigestFacts,
    Entry,
    Joint,
    LeadName,
    Outstanding,
    Promise,
    Slip,
    StatusCount,
    Verdict,
)
from bot.domain.messages import (
    Block,
    Heading,
    Paragraph,
    Picture,
    Run,
    Runs,
    StatusRow,
    literal,
    plain,
    strong,
)
from bot.domain.status import Limb
from bot.phrasing.words import (
    counted,
    day,
    day_month,
    limb_words,
    sentence,
    short_due_words,
)

#: Nobody's words are longer than this on average; what is (a pasted address) is cut by length.
_LETTERS_A_WORD = 10
#: Words that a cut text must not end in: "agree the plan by 3…" says less than "agree the plan…".
_DANGLING = frozenset("a an and at by for from in of on or the to until w/c with".split())


def cut(text: str, limit: int) -> str:
    """At most ``limit`` words, ended where a sentence ends if one does in the second half, else at a
    word, with an ellipsis. White space, line breaks included, becomes single spaces."""
    words = text.split()
    kept, letters = 0, 0
    while kept < len(words) and kept < limit and letters < limit * _LETTERS_A_WORD:
        letters += len(words[kept]) + 1
        kept += 1
    whole = " ".join(words[:kept])
    if len(whole) > limit * _LETTERS_A_WORD * 2:
        return whole[: limit * _LETTERS_A_WORD].rstrip() + "…"
    if kept == len(words):
        return whole
    for marks in (".;!?", ",:"):
        for end in range(kept, max(1, (kept - 1) // 2), -1):
            if words[end - 1][-1] in marks:
                return " ".join(words[:end]).rstrip(".;,:") + " …"
    while kept > 1 and (words[kept - 1].isdigit() or words[kept - 1].casefold() in _DANGLING):
        kept -= 1
    return " ".join(words[:kept]).rstrip(" ,.;:–-") + "…"


def text_words(text: str) -> int:
    return len(text.split())


def words_of(blocks: Iterable[Block]) -> int:
    """How many words a reader meets, a picture's alternative text among them; buttons do not count."""
    total = 0
    for block in blocks:
        match block:
            case Heading():
                total += text_words(block.text)
            case Paragraph():
                total += text_words("".join(run.text for run in block.runs))
            case StatusRow():
                words = f"{block.status.label} {block.key} {block.title} "
                total += text_words(words + "".join(run.text for run in block.detail))
            case Picture():
                total += text_words(block.alt)
            case _:
                pass
    return total


def said(label: str, text: str | None, limit: int, *, note: str = "") -> list[Run]:
    """ "**Now:** the words. " – nothing where there are none."""
    if not text or limit <= 0:
        return []
    return [strong(f"{label}{note}: "), *ended(cut(text, limit))]


def ended(text: str, style: Literal["plain", "strong"] = "plain") -> list[Run]:
    """Somebody's words as one sentence of a line."""
    words = text.rstrip(" .;,:")
    return [literal(words, style), plain(" " if words.endswith(("…", "!", "?")) else ". ")]


def tidy(runs: Sequence[Run]) -> Runs:
    """Without white space at the end and without empty runs."""
    kept = [run for run in runs if run.text]
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept and not kept[-1].literal:
        last = kept[-1]
        kept[-1] = Run(text=last.text.rstrip(), style=last.style)
    return tuple(kept)


def signed(count: int) -> str:
    """ "+1", "−2": with a true minus sign, which screen readers say."""
    return f"+{count}" if count >= 0 else f"−{-count}"


def slip_words(slip: Slip) -> str:
    """ "+3 months", "+12 days", "8 days early", "on the agreed date" (R4)."""
    if not slip.days:
        return "on the agreed date"
    count, unit = (slip.months, "month") if slip.months is not None else (slip.days, "day")
    told = f"{abs(count)} {unit}{'' if abs(count) == 1 else 's'}"
    return f"+{told}" if slip.days > 0 else f"{told} early"


def changes_words(count: int) -> str:
    """How often a granted request moved the agreed date: always told (R4)."""
    if not count:
        return "never changed"
    return {1: "changed once", 2: "changed twice"}.get(count, f"changed {count} times")


def dates_words(
    original: Due | None,
    approved: Due | None,
    forecast: Due | None,
    *,
    slip: Slip | None,
    changes: int,
) -> str:
    """The three dates and how they lie to each other: "original and agreed Sept 2023 …"."""
    if original is None and approved is None:
        words = "no date in the plan"
    elif original == approved and original is not None:
        words = f"original and agreed {short_due_words(original)}, {changes_words(changes)}"
    else:
        first = short_due_words(original) if original else "none"
        agreed = short_due_words(approved) if approved else "none"
        words = f"original {first}; agreed {agreed}, {changes_words(changes)}"
    if forecast is None:
        return f"{words}; no forecast"
    words += f"; forecast {short_due_words(forecast)}"
    return f"{words} ({slip_words(slip)})" if slip else words


def slip_to_words(before: Due | None, now: Due) -> str:
    """ "30 Nov 2023, was Oct 2023"."""
    told = short_due_words(now)
    return f"{told}, was {short_due_words(before)}" if before else told


def leads_runs(leads: Sequence[LeadName], limit: int, *, short: bool = False) -> list[Run]:
    """Names with their organisations, in short without; beyond ``limit`` a count."""
    if not leads:
        return [plain("no lead named")]
    shown = leads[:limit]
    runs: list[Run] = []
    for n, lead in enumerate(shown):
        last = n == len(shown) - 1 and len(shown) == len(leads)
        joiner = "" if not n else (" and " if last else ", ")
        place = f" ({lead.organisation})" if lead.organisation and not short else ""
        runs += [plain(joiner), literal(lead.name + place)]
    if len(leads) > limit:
        runs.append(plain(f" and {len(leads) - limit} more"))
    return runs


def names_runs(names: Sequence[str]) -> list[Run]:
    """ "A, B and C", every name a literal run."""
    runs: list[Run] = []
    for n, name in enumerate(names):
        joiner = "" if not n else (" and " if n == len(names) - 1 else ", ")
        runs += [plain(joiner), literal(name)]
    return runs


def joint_runs(entry: Entry) -> list[Run]:
    """Whose colour it is (R7): "council view; NHS not yet confirmed", or nothing for a single lead."""
    match entry.joint:
        case Joint.SINGLE:
            return []
        case Joint.JOINT:
            return [plain("joint position")]
        case Joint.AWAITED:
            return [plain("joint position awaited")]
        case Joint.ONE_VIEW if entry.heard:
            return [
                *names_runs(entry.heard),
                plain(" view; "),
                *names_runs(entry.unheard),
                plain(" not yet confirmed"),
            ]
        case Joint.ONE_VIEW:
            return [*names_runs(entry.unheard), plain(" not yet confirmed")]


def limbs_words(limbs: Iterable[Limb]) -> str:
    """ "Dates and impact at risk"."""
    words = limb_words(frozenset(limbs))
    return f"{words[:1].upper()}{words[1:]} at risk" if words else ""


def next_note(entry: Entry) -> str:
    """ " (promised for 13 Oct 2023, now past)": a step whose day has gone is no step ahead."""
    if entry.promised_by is None:
        return ""
    return f" (promised for {short_due_words(entry.promised_by)}, now past)"


def trend_words(entry: Entry, facts: DigestFacts, *, short: bool = False) -> str:
    """ "was Amber; off green 3 meetings": previous status, and for how long it has been off green; in
    short "was Amber; off green ×3", or, unchanged, "off green ×3"."""
    if facts.compared is None:
        return "first digest"
    if entry.previous is None:
        return "new in the plan"
    was = "unchanged" if entry.previous is entry.status else f"was {entry.previous.word}"
    count = entry.meetings_off_green
    if count < 2:
        return was
    if not short:
        return f"{was}; off green {count} meetings"
    return f"off green ×{count}" if was == "unchanged" else f"{was}; off green ×{count}"


def promise_runs(promise: Promise | None, limit: int) -> list[Run]:
    """What was to be done by when, and what became of it."""
    if promise is None:
        return []
    by = f" by {short_due_words(promise.due)}" if promise.due else ""
    if promise.text is None:
        runs: list[Run] = [plain(f"finish{by}, ")]
    elif limit <= 0:
        runs = [plain(f"a step{by}, ")]
    else:
        words = cut(promise.text, limit).rstrip(" .")
        joined = promise.due and promise.due.text.casefold() in words.casefold()
        runs = [literal(words), plain(", " if joined else f"{by}, ")]
    match promise.verdict:
        case Verdict.KEPT:
            runs.append(strong("kept"))
        case Verdict.MISSED:
            runs.append(strong("missed"))
        case Verdict.MOVED:
            runs.append(strong("put off"))
        case Verdict.STANDING:
            runs.append(plain("still stands"))
        case Verdict.NOT_SAID:
            runs.append(plain("outcome not reported"))
    if promise.now_due is not None:
        runs.append(plain(f" (now {short_due_words(promise.now_due)})"))
    return [strong("Last promise: "), *runs, plain(". ")]


MISSING: Mapping[str, str] = {
    "position": "position",
    "next_steps": "next steps",
    "limbs": "limb at risk",
    "if_not": "what happens if not fixed",
    "back_to_green": "return to green",
    "update": "this cycle's update",
}


def missing_words(missing: Sequence[str]) -> str:
    """ "Still to come: next steps, limb at risk." An awaited joint position is told with the leads."""
    told = [MISSING[name] for name in missing if name in MISSING]
    return f"Still to come: {', '.join(told)}. " if told else ""


def counts_words(counts: Sequence[StatusCount]) -> str:
    """ "■ Blue 2, ● Green 15 (−2), …", the change since last time in brackets where there is one."""
    return ", ".join(
        f"{one.status.label} {one.count}" + (f" ({signed(one.change)})" if one.change else "")
        for one in counts
    )


_DECISIONS: Mapping[str, str] = {
    "close": "Close",
    "redate": "New agreed date for",
    "reassign": "New lead for",
    "reword": "New wording of",
    "merge": "Merge",
    "split": "Split",
    "supersede": "Supersede",
    "withdraw": "Withdraw",
}


def decision_runs(one: DecisionNeeded, *, title: int, text: int | None) -> Runs:
    """ "Close **PA1-1.1.2** EP capacity: Executive Leadership Group." ``text``: how many of the asker's
    words; ``None``: all of them."""
    words = one.text or ""
    words = " ".join(words.split()) if text is None else cut(words, text) if text else ""
    if one.kind == "ask":
        return tidy([strong(one.key), plain(" asks: "), *ended(words)])
    runs: list[Run] = [plain(f"{_DECISIONS.get(one.kind, 'Decide on')} "), strong(one.key)]
    if title > 0:
        runs += [plain(" "), literal(cut(one.title, title).rstrip(" ."))]
    if one.new_date is not None:
        runs.append(plain(f": {short_due_words(one.new_date)}"))
    if one.awaiting:
        runs += [plain(" (for the "), literal(one.awaiting), plain(")")]
    runs.append(plain(". "))
    return tidy([*runs, *ended(words)] if words else runs)


def since_words(facts: DigestFacts) -> str:
    """ "since 12 September": the meeting that the trend is measured from."""
    return f"since {day_month(facts.compared.meeting_day)}" if facts.compared else ""


def outstanding_runs(one: Outstanding) -> Runs:
    """ "Three updates outstanding, PA1 Timely plans": a count, never who (R8)."""
    return tidy(
        [
            plain(f"{sentence(counted(one.count, 'update'))} outstanding, "),
            literal(f"{one.priority} {cut(one.title, 8)}".strip()),
            plain("."),
        ]
    )


def unreachable_words(count: int) -> str:
    """Beside what is outstanding, never in it: nobody could be asked."""
    return f"{sentence(counted(count, 'action'))} {'has' if count == 1 else 'have'} no lead who can be reached."


def short_day(on: date) -> str:
    """ "5 Oct": a day of this cycle, which needs neither weekday nor year."""
    return day(on).partition(" ")[2]


def dated(on: date) -> str:
    """ "31 Aug 2023"."""
    return f"{short_day(on)} {on.year}"


def updated_words(on: date | None, *, assured_on: date | None = None, late: bool = False) -> str:
    """ "Updated 5 Oct, late; assured 10 Oct"."""
    words = f"Updated {short_day(on)}" if on else "No update yet"
    if late:
        words += " (late, after the cut-off)"
    return f"{words}; assured {short_day(assured_on)}" if assured_on else words
