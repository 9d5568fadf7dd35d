"""Whatever is saved was said: sentences of a grammar of our own, and any text at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.guard import scan
from bot.conversation.interpreter import explain, interpret
from bot.conversation.readings import Context, Decided, Intent, Question, Reading
from bot.domain.status import Status

MINE = ("PA1-1.1.1", "PA1-1.2.1", "PA1-2.1.1")
CONTEXT = Context(today=date(2023, 10, 2), my_actions=MINE, items=MINE, known_refs=MINE)


@dataclass(frozen=True, kw_only=True)
class Said:
    """One clause and all that may be saved of it."""

    words: str
    status: Status | None = None
    done: bool = False
    no_change: bool = False
    forecast: date | None = None
    snooze: date | None = None
    owner: str | None = None

    def fits(self, reading: Reading) -> bool:
        return (
            reading.status is self.status
            and reading.done is self.done
            and reading.no_change is self.no_change
            and (reading.forecast.end if reading.forecast else None) == self.forecast
            and reading.snooze_until == self.snooze
            and reading.new_owner == self.owner
        )


COLOURS = st.sampled_from((Status.GREEN, Status.AMBER, Status.RED))
WHY = st.sampled_from(("", ", recruitment slow", ", agency starts w/c 9 Oct", " - two posts empty"))
DATES = st.sampled_from(
    (
        ("end of Nov", date(2023, 11, 30)),
        ("15 December", date(2023, 12, 15)),
        ("mid-Jan", date(2024, 1, 15)),
        ("12/1/24", date(2024, 1, 12)),
        ("Nov/Dec 2023", date(2023, 12, 31)),
    )
)
DAYS = st.sampled_from(
    (
        ("on Friday", date(2023, 10, 6)),
        ("tomorrow", date(2023, 10, 3)),
        ("on the 9th", date(2023, 10, 9)),
        ("in a fortnight", date(2023, 10, 16)),
    )
)
LOOKS = st.sampled_from(("{}", "is {}", "now {}", "still {}", "gone {}", ": {}", "- {}"))


@st.composite
def reports(draw: st.DrawFn) -> Said:
    status, why, look = draw(COLOURS), draw(WHY), draw(LOOKS)
    words = f"<ref> {look.format(status.value)}{why}"
    if not draw(st.booleans()):
        return Said(words=words, status=status)
    by, day = draw(DATES)
    return Said(words=f"{words}, done by {by}", status=status, forecast=day)


CLAIMS = st.sampled_from(
    ("<ref> done", "<ref> is complete", "<ref> all finished", "<ref>: done")
).map(lambda words: Said(words=words, done=True))
UNCHANGED = st.sampled_from(("<ref> same as last time", "<ref> no change", "<ref> unchanged")).map(
    lambda words: Said(words=words, no_change=True)
)
MOVED = st.tuples(
    st.sampled_from(("<ref> forecast {}", "<ref> slips to {}", "push <ref> to {}")), DATES
).map(lambda one: Said(words=one[0].format(one[1][0]), forecast=one[1][1]))
SNOOZED = st.tuples(
    st.sampled_from(("remind me about <ref> {}", "ask me again about <ref> {}")), DAYS
).map(lambda one: Said(words=one[0].format(one[1][0]), snooze=one[1][1]))
GIVEN = st.sampled_from(("Tom", "Jo Marsh")).map(
    lambda name: Said(words=f"<ref> isn't mine, ask {name}", owner=name)
)
CLAUSES = st.one_of(reports(), CLAIMS, UNCHANGED, MOVED, SNOOZED, GIVEN)
ENDS = st.sampled_from(("; ", ". ", "\n"))


def clause(said: Said, key: str) -> str:
    return said.words.replace("<ref>", key.removeprefix("PA1-"))


@settings(deadline=None, max_examples=300)
@given(said=st.tuples(CLAUSES, CLAUSES, CLAUSES), end=ENDS)
def test_of_several_actions_each_gets_its_own_or_is_asked_about(
    said: tuple[Said, Said, Said], end: str
) -> None:
    text = end.join(clause(one, key) for one, key in zip(said, MINE, strict=True))

    for reading in interpret(text, CONTEXT).readings:
        if not reading.needs_clarification:
            assert reading.ref is not None
            assert said[MINE.index(reading.ref)].fits(reading), reading


@settings(deadline=None, max_examples=200)
@given(said=CLAUSES, key=st.sampled_from(MINE))
def test_one_plain_sentence_is_understood(said: Said, key: str) -> None:
    understood = interpret(clause(said, key), CONTEXT)

    (reading,) = understood.readings
    assert (reading.ref, reading.needs_clarification) == (key, False)
    assert said.fits(reading), reading


@settings(deadline=None, max_examples=100)
@given(
    status=COLOURS,
    doubt=st.sampled_from(("not {}", "{}?", "maybe {}", "{}-ish", "if {}", "never {}")),
)
def test_a_doubtful_colour_is_never_saved(status: Status, doubt: str) -> None:
    said = interpret(f"1.1.1 {doubt.format(status.value)}", CONTEXT)

    assert not any(one.status for one in said.readings if not one.needs_clarification)


@settings(deadline=None, max_examples=100)
@given(
    opening=st.sampled_from(("on leave until {}", "away till {}", "off until {}")),
    day=st.sampled_from(
        (
            ("the 14th", date(2023, 10, 14)),
            ("20 October", date(2023, 10, 20)),
            ("Friday", date(2023, 10, 6)),
        )
    ),
    cover=st.sampled_from((None, "Priya", "Del Rowe")),
)
def test_an_absence_is_the_writer_s_and_touches_no_action(
    opening: str, day: tuple[str, date], cover: str | None
) -> None:
    words = opening.format(day[0]) + (f", {cover} covers" if cover else "")
    said = interpret(words, CONTEXT)

    assert said.intent is Intent.AWAY
    assert said.readings == (Reading(ref=None, snooze_until=day[1], last_day=day[1], cover=cover),)


@settings(deadline=None, max_examples=100)
@given(
    verb=st.sampled_from((("approve", Decided.APPROVE), ("refuse", Decided.REFUSE))),
    what=st.sampled_from((("closing {}", "close"), ("the new date for {}", "redate"))),
    key=st.sampled_from(MINE),
)
def test_a_decision_is_about_the_request_that_it_names(
    verb: tuple[str, Decided], what: tuple[str, str], key: str
) -> None:
    said = interpret(f"{verb[0]} {what[0].format(key)}", CONTEXT)

    assert said.decision is not None
    assert (said.decision.decided, said.decision.request, said.decision.ref) == (
        verb[1],
        what[1],
        key,
    )
    assert not said.readings


@settings(deadline=None, max_examples=60)
@given(text=st.text(max_size=5_000))
def test_any_text_gets_an_answer(text: str) -> None:
    explain(text, CONTEXT)
    scan(text, ())


PIECES = st.sampled_from(
    """1.1.1 green amber red done not if by until Friday 31 February £1.1m v2.1 ? , . ; : - ( ) > <b> :red_circle: 🔴 🟢
    remind me on leave same all except both rest the a my ask Tom Wrote: https://x.example.org -- \n \t \x00 \u202e 12/1
    Back to green If not Next: Q4 half term""".split(" ")
)


@settings(deadline=None, max_examples=400)
@given(
    pieces=st.lists(PIECES, max_size=40), awaiting=st.sampled_from((None, "confirm", "narrative"))
)
def test_any_heap_of_the_words_it_knows_gets_an_answer(
    pieces: list[str], awaiting: str | None
) -> None:
    context = Context(
        today=CONTEXT.today,
        my_actions=MINE,
        pending_ref=MINE[0],
        awaiting=awaiting,
        known_refs=MINE,
    )
    for reading in interpret(" ".join(pieces), context).readings:
        assert reading.ref is None or reading.ref in MINE


def test_a_very_long_message_is_asked_about() -> None:
    assert interpret("1.1.1 green " * 1_000, CONTEXT).question == Question.TOO_LONG
