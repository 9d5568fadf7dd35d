"""The questions that a milestone or a measure leaves open, and what an answer to them means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.conversation.dates import find_dates
from bot.conversation.item_measures import ReadingSaid
from bot.conversation.item_milestones import MilestoneSaid
from bot.conversation.item_words import lowered, past, stems
from bot.conversation.prefilter import prefiltered
from bot.conversation.table import due_values
from bot.domain.actions import Measure, Milestone
from bot.domain.commands import Ask, Choice, Command, MilestoneReport, Part, RecordReading, Say
from bot.domain.dates import Due, Precision
from bot.phrasing.words import due_words, shortened

#: The answer that it is none of those offered.
NONE = "none"
#: Longer than this it is a message of its own, and no date.
_LONGEST_DATE = 60
_AS_OF_NOW = prefiltered(r"\W*(?:as (?:of|at) )?(?:today|now)\W*")
#: What may stand beside a day or a figure and tells nothing more.
_NOTHING_MORE = prefiltered(
    r"\b(?:as|of|at|in|for|on|to|the|it's|was|is|end|data|figures?|i think)\b|\W"
)


def which_milestone(said: MilestoneSaid) -> Part:
    """Which of the action's milestones is meant?"""
    values = {"kind": "milestone", "done": "yes" if said.done else ""}
    if said.done_on is not None:
        values["done_on"] = said.done_on.isoformat()
    if said.forecast is not None:
        values |= due_values(said.forecast)
    return Part(code="which_item", key=said.key, choices=_choices(said.choices), values=values)


def which_measure(said: ReadingSaid, today: date) -> Part:
    """Which of the action's measures is the value of?"""
    values = {"kind": "measure", "value": said.value, "today": today.isoformat()}
    if said.as_of is not None:
        values |= due_values(said.as_of)
    return Part(code="which_item", key=said.key, choices=_choices(said.choices), values=values)


def as_of_part(key: str, measure_id: int, value: str, today: date) -> Part:
    """Of which day is the value true? The end of last month and today are offered."""
    last = today.replace(day=1) - timedelta(days=1)
    month = Due(text="", start=last.replace(day=1), end=last, precision=Precision.MONTH)
    return Part(
        code="as_of",
        key=key,
        choices=(
            Choice(value=last.isoformat(), label=f"End of {due_words(month)}"),
            Choice(value=today.isoformat(), label=due_words(Due.on(today))),
        ),
        values={"measure": str(measure_id), "value": value},
    )


def chosen_item(part: Part, value: str) -> Command:
    """What choosing one of the items comes to; of a reading without its day that is another question."""
    values, key = part.values, part.key or ""
    if value == NONE:
        return Say(code="nothing_saved")
    if values["kind"] == "milestone":
        return MilestoneReport(
            key=key,
            milestone_id=int(value),
            done=values["done"] == "yes",
            done_on=date.fromisoformat(values["done_on"]) if "done_on" in values else None,
            forecast=_due(part) if "end" in values else None,
        )
    if "end" in values:
        return _reading(key, int(value), values["value"], _due(part))
    asked = date.fromisoformat(values["today"])
    return Ask(parts=(as_of_part(key, int(value), values["value"], asked),))


def named_item(part: Part, text: str) -> str | None:
    """ "The adverts one": the only item offered that bears these words, and the words are all there is."""
    said = stems(text) - stems("one please milestone measure")
    fitting = [choice.value for choice in part.choices if said and said <= stems(choice.label)]
    return fitting[0] if len(fitting) == 1 else None


def chosen_day(part: Part, day: date) -> Command:
    """The reading that waited for its day."""
    return dated(part, Due.on(day))


def dated(part: Part, due: Due) -> Command:
    """The reading that waited for the date it is true of."""
    return _reading(part.key or "", int(part.values["measure"]), part.values["value"], due)


def as_of(text: str, today: date) -> Due | None:
    """The date in an answer, or ``None`` where it is none, or not one that has been."""
    low = lowered(text).strip()
    if _AS_OF_NOW.fullmatch(low):
        return Due.on(today)
    spans = find_dates(low, today)
    if len(spans) != 1 or len(low) > _LONGEST_DATE:
        return None
    left = low[: spans[0].start] + " " + low[spans[0].end :]
    if _NOTHING_MORE.sub("", left):
        return None
    return past(spans[0], today)


def _reading(key: str, measure_id: int, value: str, due: Due) -> RecordReading:
    assert due.end is not None
    return RecordReading(
        key=key, measure_id=measure_id, value=value, as_of=due.end, words=due_words(due)
    )


def _choices(things: Sequence[Milestone] | Sequence[Measure]) -> tuple[Choice, ...]:
    offered = tuple(Choice(value=str(one.id), label=shortened(one.text, 70)) for one in things[:5])
    return (*offered, Choice(value=NONE, label="None of these"))


def _due(part: Part) -> Due:
    values = part.values
    return Due(
        text=values.get("text", values["end"]),
        start=date.fromisoformat(values.get("start", values["end"])),
        end=date.fromisoformat(values["end"]),
        precision=Precision(values.get("precision", "day")),
    )
