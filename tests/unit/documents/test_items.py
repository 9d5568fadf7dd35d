"""Milestones and measures out of one cell."""

from __future__ import annotations

from datetime import date

import pytest

from bot.documents.items import Item, measures, milestones
from bot.documents.lists import sentences
from bot.documents.reading.blocks import Line, line_of

END = date(2028, 3, 31)


def told(*texts: str) -> list[tuple[str, date | None]]:
    found = milestones([line_of(text) for text in texts], END).found
    return [(item.text, item.due.end if item.due else None) for item in found]


def measured(*texts: str) -> list[Item]:
    return list(measures([line_of(text) for text in texts], END).found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Audit done (Oct 2026).", ("Audit done.", date(2026, 10, 31))),
        ("Audit done (Oct 2026);", ("Audit done", date(2026, 10, 31))),
        ("Audit (of plans) done (Nov 26)", ("Audit (of plans) done", date(2026, 11, 30))),
        (
            "Nine posts filled (Sept 2027), 3 a year.",
            ("Nine posts filled, 3 a year.", date(2027, 9, 30)),
        ),
        ("Audit done – March 2027", ("Audit done", date(2027, 3, 31))),
        ("March 2027: audit done", ("audit done", date(2027, 3, 31))),
        ("Audit done by end of March 2027", ("Audit done", date(2027, 3, 31))),
        ("Audit by 4 May 2027 and report", ("Audit by 4 May 2027 and report", date(2027, 5, 4))),
        ("Audit done (Apr/May 2027)", ("Audit done", date(2027, 5, 31))),
        ("Audit done (2026-2029)", ("Audit done", END)),
        ("Audit done (phase one)", ("Audit done (phase one)", None)),
        ("Start in May", ("Start in May", None)),
    ],
)
def test_where_a_milestone_keeps_its_date(text: str, expected: tuple[str, date | None]) -> None:
    assert told(text) == [expected]


def test_several_milestones_on_one_line_end_with_their_dates() -> None:
    assert told("First done (May 2026) Second done (June 2026). Third") == [
        ("First done", date(2026, 5, 31)),
        ("Second done", date(2026, 6, 30)),
        ("Third", None),
    ]


def test_wrapped_lines_belong_together() -> None:
    assert told("Agree the plan with schools", "and families", "(May 2026)", "Publish it") == [
        ("Agree the plan with schools and families", date(2026, 5, 31)),
        ("Publish it", None),
    ]


def test_numbers_and_bullets_are_no_part_of_an_item() -> None:
    assert told("1. One (May 2026)", "• Two", "a) Three") == [
        ("One", date(2026, 5, 31)),
        ("Two", None),
        ("Three", None),
    ]


def test_the_sentences_of_one_milestone_stay_with_their_date() -> None:
    assert told("Audit all plans. Report to the board (May 2026).") == [
        ("Audit all plans. Report to the board.", date(2026, 5, 31))
    ]


def test_a_lone_bullet_is_no_item_and_is_noticed() -> None:
    alone = measures([Line(text="", bullet=True)], END)
    assert alone.found == ()
    assert alone.lone_bullet
    assert not measures([Line(text="n/a")], END).lone_bullet


def test_measures_that_ran_together_are_taken_apart() -> None:
    texts = [m.text for m in measured("Review of training. OFSTED outcomes (2 a year). Feedback.")]
    assert texts == ["Review of training.", "OFSTED outcomes (2 a year).", "Feedback."]


@pytest.mark.parametrize(
    ("text", "target", "end"),
    [
        ("80% of reviews on time by July 2027", "80%", date(2027, 7, 31)),
        ("At least 85% of leavers are known", "At least 85%", None),
        ("From 40% to 60% by March 2027", "60%", date(2027, 3, 31)),
        ("More finished (90 per month by October 2026).", "90 per month", date(2026, 10, 31)),
        ("Target of 100 placements", "100 placements", None),
        ("September 2027 target of 100 places is met", "100 places", date(2027, 9, 30)),
        ("Waits set by Dec 2026", None, date(2026, 12, 31)),
        ("Fewer unallocated (323 as of 31 May 2026)", None, None),
        ("Fewer (12% baseline)", None, None),
        ("Changes made from April 2027", None, None),
        ("Fewer complaints", None, None),
    ],
)
def test_target_and_date_of_a_measure(text: str, target: str | None, end: date | None) -> None:
    (measure,) = measured(text)
    assert measure.target == target
    assert (measure.due.end if measure.due else None) == end
    assert measure.raw == text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One thing. Another thing.", 2),
        ("Tools, e.g. Word and Excel. Others.", 2),
        ("Met Mr. Rowe and J. Quill there.", 1),
        ("Rises to 3.5 by May.", 1),
        ("Ends with CDS. There is more.", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count
