"""A message as plain text, and to JSON and back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.domain.messages import (
    Button,
    Buttons,
    Divider,
    FieldErrors,
    Fields,
    Heading,
    Nothing,
    OpenForm,
    OutboundMessage,
    Paragraph,
    Picture,
    Replace,
    StatusRow,
    literal,
    plain,
    strong,
)
from bot.domain.status import Status
from bot.platforms.console.render import as_text
from bot.platforms.console.wire import (
    has_button,
    outcome_json,
    picture_at,
    post_json,
    read_message,
    write_message,
)
from bot.ports import ConsolePost
from tests.fakes.stage import update_form

UNDO = Button(label="Undo", verb="undo", value="b1")
CHANGE = Button(label="Change", verb="update_form", item="PA1-1.1.1", style="primary")
PICTURE = Picture(name="brag_bars", data={"bars": [{"green": 3}]}, alt="Priority 1: 3 Green.")
MESSAGE = OutboundMessage(
    blocks=(
        Heading(text="Digest"),
        Paragraph(runs=(plain("Saved: "), strong("PA1-1.1.1"), literal(" <b>& more</b>"))),
        StatusRow(
            key="PA1-1.1.1",
            title="Capacity",
            status=Status.AMBER,
            detail=(plain("due "), literal("Oct 2023")),
            number=2,
        ),
        StatusRow(key="PA2-1.1.1", title="Waits", status=Status.NOT_REPORTED),
        Fields(pairs=(("Agreed", (literal("October 2023"),)), ("Slip", (plain("none"),)))),
        Divider(),
        PICTURE,
        Buttons(buttons=(UNDO, CHANGE)),
    ),
    summary="Saved",
    items=("PA1-1.1.1",),
    kind="echo",
)


def test_every_block_is_told_in_words() -> None:
    assert as_text(MESSAGE).splitlines() == [
        "Digest",
        "Saved: PA1-1.1.1 <b>& more</b>",
        "2. ▲ Amber PA1-1.1.1 Capacity: due Oct 2023",
        "– Not reported PA2-1.1.1 Waits",
        "Agreed: October 2023",
        "Slip: none",
        "—",
        "(Picture: Priority 1: 3 Green.)",
        "[Undo] [Change]",
    ]


def test_a_message_is_the_same_after_it_was_written_and_read() -> None:
    assert read_message(write_message(MESSAGE)) == MESSAGE


def test_a_persons_own_words_are_no_message() -> None:
    assert read_message("") is None


def test_what_is_no_message_is_an_error() -> None:
    with pytest.raises(ValueError, match="validation error"):
        read_message('{"blocks": "all"}')


@pytest.mark.parametrize(
    ("button", "there"),
    [
        (UNDO, True),
        (Button(label="another label", verb="update_form", item="PA1-1.1.1"), True),
        (Button(label="Undo", verb="undo", value="b2"), False),
        (Button(label="Change", verb="update_form", item="PA1-1.2.1"), False),
        (Button(label="Approve", verb="approve"), False),
    ],
)
def test_a_button_is_known_by_what_it_asks_for(button: Button, there: bool) -> None:
    assert has_button(MESSAGE, button) is there


@pytest.mark.parametrize(("number", "found"), [(6, PICTURE), (5, None), (-2, None), (99, None)])
def test_a_picture_is_found_by_its_place(number: int, found: Picture | None) -> None:
    assert picture_at(MESSAGE, number) == found


def test_the_page_reads_times_as_london_shows_them() -> None:
    post = ConsolePost(
        id=7,
        connection="console",
        room="@ada",
        author="bot",
        at=datetime(2023, 10, 2, 8, 30, tzinfo=UTC),
        payload=write_message(MESSAGE),
    )
    written = post_json(post, lambda _: (1000, 700))
    assert (written["day"], written["time"]) == ("Monday 2 October 2023", "09:30")
    assert written["at"] == "2023-10-02T09:30:00+01:00"
    assert written["message"]["blocks"][2]["status"] == "amber"
    picture = written["message"]["blocks"][6]
    assert (picture["type"], picture["width"], picture["height"]) == ("picture", 1000, 700)


def test_outcomes_say_what_they_are() -> None:
    form = outcome_json(OpenForm(form=update_form("PA1-1.1.1")))
    assert form["type"] == "open_form"
    assert [one["name"] for one in form["form"]["inputs"]][:2] == ["status", "position"]
    assert outcome_json(FieldErrors(errors={"position": "Say why."})) == {
        "type": "field_errors",
        "errors": {"position": "Say why."},
    }
    assert outcome_json(Nothing()) == {"type": "nothing"}
    assert outcome_json(Replace(message=MESSAGE))["message"]["kind"] == "echo"
