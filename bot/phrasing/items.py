"""Milestones and measures: what was saved of them, what must be asked, what an undo restored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.domain.actions import Measure, Milestone
from bot.domain.dates import Due
from bot.domain.messages import OutboundMessage, Paragraph, Runs, literal, plain, strong
from bot.phrasing.words import due_words, long_day, shortened

#: As much of a milestone's or measure's text as a line shows.
_TEXT = 90


def milestone_met(one: Milestone, *, on: date, today: date, was: Milestone) -> Runs:
    """It is met; where that comes after its date, that it can be dated back."""
    words = "done" if on == today else f"done, dated {long_day(on)}"
    runs: Runs = (*_milestone(one), plain(f" {words}."))
    late = one.due is not None and one.due.end is not None and one.due.end < on == today
    if late and one.due is not None:
        runs = (
            *runs,
            plain(
                f" It was due {due_words(one.due)}: if it was done by then, "
                "say on which day, such as “done on 3 October”."
            ),
        )
    if was.done_on is not None:
        runs = (*runs, plain(f" Before, it was dated {long_day(was.done_on)}."))
    return runs


def milestone_expected(one: Milestone, forecast: Due, *, was: Milestone) -> Runs:
    """It is expected on another day. The plan's date stays (R4)."""
    due = f", the plan's date still {due_words(one.due)}" if one.due else ""
    runs: Runs = (*_milestone(one), plain(f" now expected {due_words(forecast)}{due}."))
    if was.done_on is not None:
        runs = (*runs, plain(" It is no longer noted as done."))
    return runs


def reading(one: Measure, value: str, as_of: str) -> Runs:
    """A reading: "28% (September 2023), target 60% by July 2024"."""
    runs: Runs = (
        plain(" “"),
        literal(shortened(one.text, _TEXT).rstrip(" .")),
        plain("”. Reading: "),
        literal(value),
        plain(f" ({as_of})"),
    )
    if one.target:
        runs = (*runs, plain(", target "), literal(one.target.rstrip(" .")))
        if one.due is not None and one.due.end is not None:
            runs = (*runs, plain(f" by {due_words(one.due)}"))
    return (*runs, plain("."))


def source(organisation: str | None) -> str:
    """Where a reading that somebody typed comes from, as it stands beside the value."""
    return f"{organisation}, lead's figure" if organisation else "lead's figure"


def already_met(key: str, one: Milestone, on: date) -> OutboundMessage:
    return _message(
        (
            strong(key),
            *_milestone(one),
            plain(f" is noted as done already, dated {long_day(on)}. Nothing was changed."),
        )
    )


def leads_only(key: str) -> OutboundMessage:
    """A partnership lead's view stands beside the lead's; milestones and readings are the lead's (R10)."""
    return _message(
        (
            strong(key),
            plain(
                ": its milestones and readings are for its leads, or whoever answers for them, to "
                "give. Nothing was saved. Your own view can stand beside the lead's."
            ),
        )
    )


def unsure(key: str) -> OutboundMessage:
    """A milestone was named, and nothing plain was said of it."""
    return _message(
        (
            strong(key),
            plain(
                ": I have noted nothing about the milestone. Say “second milestone done” or "
                "“second milestone now 30 June”, with whichever it is."
            ),
        )
    )


def restored(one: Milestone) -> Runs:
    """What a milestone is again, after an undo."""
    if one.done_on is not None:
        now = f"done, dated {long_day(one.done_on)}, again"
    elif one.forecast is not None:
        now = f"expected {due_words(one.forecast)} again"
    else:
        now = "open again, with no other date than the plan's"
    return (*_milestone(one), plain(f" is {now}"))


def reading_gone(value: str) -> Runs:
    return (plain(" reading "), literal(value), plain(" is taken out"))


def which_item(key: str, values: Sequence[str]) -> Runs:
    """The question's words; ``values``: what was said of the item."""
    return (strong(key), plain(": which one is "), literal(", ".join(values)), plain("?"))


def _milestone(one: Milestone) -> Runs:
    return (
        plain(" milestone “"),
        literal(shortened(one.text, _TEXT).rstrip(" .")),
        plain("”"),
    )


def _message(runs: Runs) -> OutboundMessage:
    words = "".join(run.text for run in runs)
    return OutboundMessage(blocks=(Paragraph(runs=runs),), summary=words[:150])
