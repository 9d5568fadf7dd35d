"""The home page: one view, within its limits, in which no part is lost however much there is of another."""

from __future__ import annotations

import re
from datetime import date, time

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.messages import (
    Block,
    Button,
    Buttons,
    OutboundMessage,
    Paragraph,
    StatusRow,
    literal,
    plain,
)
from bot.domain.status import Status
from bot.phrasing.home import Ahead, Page, home
from bot.platforms.slack.home import fitted
from bot.platforms.slack.render import Json
from tests.fakes.slack_rules import view_faults
from tests.fakes.slack_screen import buttons_of, shown
from tests.unit.wording import NASTY

LONG = "".join(NASTY) * 8
PROGRAMME = "Westmere SEND improvement programme"
HEADINGS = ("for you", "Your actions", "The programme at a glance", "What lies ahead")


def decision(number: int, words: str) -> OutboundMessage:
    buttons = (
        Button(label="Approve", verb="approve", value=f"{number}:0", item=f"WIP-{number}"),
        Button(label="Refuse…", verb="refuse_form", value=f"{number}:0", item=f"WIP-{number}"),
    )
    blocks = (
        Paragraph(runs=(literal(f"Ada asks to close WIP-{number}: {words}"),)),
        Buttons(buttons=buttons),
        Paragraph(runs=(plain("Or say it."),), quiet=True),
    )
    return OutboundMessage(blocks=blocks, summary="A decision")


def own(count: int, words: str) -> OutboundMessage:
    rows = tuple(
        StatusRow(
            key=f"WIP-{n}", title="Own", status=Status.AMBER, detail=(literal(words),), number=n
        )
        for n in range(1, count + 1)
    )
    head = Paragraph(runs=(plain(f"{count} of yours."),))
    how = Paragraph(runs=(plain("Answer in your own words."),), quiet=True)
    blocks: tuple[Block, ...] = (head, *rows, how) if rows else (head,)
    return OutboundMessage(blocks=blocks, summary="Yours", items=tuple(row.key for row in rows))


def page(decisions: int, actions: int, plans: int, words: str, *, beyond: int = 0) -> Page:
    glance = tuple(Paragraph(runs=(plain(f"Plan {n}"),)) for n in range(4 * plans))
    reds = Buttons(buttons=(Button(label="Reds", verb="query", value="status red"),))
    return home(
        PROGRAMME,
        waiting=[decision(n, words) for n in range(decisions)],
        waiting_beyond=beyond,
        mine=own(actions, words),
        overview=OutboundMessage(blocks=(*glance, reds), summary="Status"),
        ahead=[Ahead(body=f"Board {n}", day=date(2023, 10, 24), at=time(10)) for n in range(3)],
    )


def headings(blocks: list[Json]) -> list[str]:
    return [one["text"]["text"] for one in blocks if one["type"] == "header"]


@settings(max_examples=25, deadline=None)
@given(
    decisions=st.integers(1, 30),
    actions=st.integers(0, 200),
    plans=st.integers(1, 30),
    words=st.sampled_from(("", "short", LONG, LONG * 3, "é" * 9000)),
)
@example(decisions=30, actions=200, plans=30, words="👩🏽‍💻" * 1500)
@example(decisions=5, actions=0, plans=1, words="short")
def test_every_part_of_the_page_survives_and_every_limit_holds(
    decisions: int, actions: int, plans: int, words: str
) -> None:
    blocks = fitted([page(decisions, actions, plans, words)])
    view = {"type": "home", "blocks": blocks}
    assert view_faults(view) == []
    found = headings(blocks)
    assert found[0] == PROGRAMME
    assert [
        one for one, end in zip(found[1:], HEADINGS, strict=True) if not one.endswith(end)
    ] == []
    told = shown(view)
    rows = told.count("▲ Amber WIP-")
    assert rows + left(told, "write “mine”") == actions
    assert told.count("[Approve]") + left(told, "once you have decided these") == decisions
    assert rows or not actions
    assert "[Approve]" in told
    assert "Plan 0" in told
    assert "Board 2" in told


def left(told: str, how: str) -> int:
    """How many more there are said to be, that can be seen so."""
    found = re.search(rf"And (\d+) more[:,][^\n]*{how}", told)
    return int(found[1]) if found else 0


def test_a_page_of_ordinary_size_stands_there_whole() -> None:
    (told,) = {shown({"blocks": fitted([page(5, 15, 1, "short")])})}
    assert told.count("[Update]") == 15
    assert told.count("[Approve]") == 5
    assert "[Reds]" in told
    assert "more" not in told


def test_what_there_is_no_room_for_is_told_with_how_to_see_it() -> None:
    blocks = fitted([page(12, 200, 1, "short", beyond=70)])
    told = shown({"blocks": blocks})
    rows = told.count("▲ Amber WIP-")
    assert rows >= 15
    assert f"And {200 - rows} more: write “mine”." in told
    assert "82 decisions wait for you" in headings(blocks)
    assert told.count("[Approve]") == 12
    assert "And 70 more, once you have decided these." in told
    assert len(blocks) > 90, "the room is used"


def test_two_programmes_share_the_page() -> None:
    blocks = fitted([page(3, 200, 1, "short"), page(3, 200, 1, LONG)])
    assert view_faults({"type": "home", "blocks": blocks}) == []
    assert headings(blocks).count("Your actions") == 2
    assert headings(blocks).count("What lies ahead") == 2
    ids = [button["action_id"] for button in buttons_of({"blocks": blocks})]
    assert len(ids) == len(set(ids)), "each button is known apart"
