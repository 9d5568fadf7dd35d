"""Every sentence of the bot's own examples is understood as meant or asked about; nothing crashes it."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.guard import scan
from bot.conversation.interpreter import explain, interpret
from bot.conversation.readings import Context, Question

MINE = ("PA1-1.1.1", "PA1-1.2.1", "PA1-2.1.1")
CONTEXT = Context(today=date(2023, 10, 2), my_actions=MINE, items=MINE, known_refs=MINE)
COLOURS = st.sampled_from(("green", "amber", "red"))
WHY = st.sampled_from(("", ", recruitment slow", ", agency starts w/c 9 Oct", " - two posts empty"))
BY = st.sampled_from((("", None), (", done by end of Nov", date(2023, 11, 30))))
ENDS = st.sampled_from(("; ", ". ", "\n", ", "))


@settings(deadline=None, max_examples=60)
@given(said=st.tuples(COLOURS, COLOURS, COLOURS), why=WHY, by=BY, end=ENDS)
def test_reports_are_understood_as_meant_or_asked_about(
    said: tuple[str, ...], why: str, by: tuple[str, date | None], end: str
) -> None:
    words, day = by
    text = end.join(
        f"{key.removeprefix('PA1-')} {colour}{why}{words}"
        for key, colour in zip(MINE, said, strict=True)
    )

    for reading in interpret(text, CONTEXT).readings:
        if reading.needs_clarification:
            continue
        assert reading.ref in MINE
        assert reading.status == said[MINE.index(reading.ref)]
        assert (reading.forecast.end if reading.forecast else None) == day


@settings(deadline=None, max_examples=60)
@given(text=st.text(max_size=5_000))
def test_any_text_gets_an_answer(text: str) -> None:
    explain(text, CONTEXT)
    scan(text, ())


def test_a_very_long_message_is_asked_about() -> None:
    assert interpret("1.1.1 green " * 1_000, CONTEXT).question == Question.TOO_LONG
