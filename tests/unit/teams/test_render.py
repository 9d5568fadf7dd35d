"""Whatever a message holds, Teams takes what it becomes, and no word or button of it is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.messages import (
    Block,
    Button,
    Buttons,
    Divider,
    Fields,
    Heading,
    OutboundMessage,
    Paragraph,
    Picture,
    Pressed,
    Run,
    StatusRow,
    literal,
    plain,
)
from bot.domain.status import Limb, Status
from bot.domain.verbs import MessageKind
from bot.phrasing.digest import messages
from bot.platforms.teams import actions, render
from bot.platforms.teams.limits import ACTIONS, CARD, DIGEST_CARD
from tests.fakes.card_parser import CardParser
from tests.fakes.card_rules import acts, bytes_of, card_faults, parsed_texts, parts_of
from tests.fakes.card_screen import shown
from tests.fakes.card_story import story
from tests.unit.digest.county import action, at, facts, told
from tests.unit.wording import NASTY, blocks, outbound, words

#: The longest that a nonce may be.
NONCE = "n" * 32
#: Hypothesis does not start the parser anew for each example, and need not.
drawn = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
STORY = story()


def cards(message: OutboundMessage) -> tuple[dict[str, Any], ...]:
    return render.cards(message, nonce=NONCE)


def _squeezed(text: str) -> str:
    """Without what breaking a line or a card may add or take."""
    return "".join(text.split()).replace(":", "")


def _said(message: OutboundMessage) -> Iterator[str]:
    """What a message says, in order, buttons and pictures apart."""
    for block in message.blocks:
        match block:
            case Heading():
                yield block.text
            case Paragraph():
                yield from (run.text for run in block.runs)
            case StatusRow():
                yield f"{block.number}." if block.number is not None else ""
                yield f"{block.status.label}{block.key}{block.title}"
                yield from (run.text for run in block.detail)
            case Fields():
                for label, runs in block.pairs:
                    yield label
                    yield from (run.text for run in runs)
            case Buttons() | Picture() | Divider():
                pass


def _words(held: Iterable[dict[str, Any]]) -> str:
    """What cards say, buttons apart."""
    texts = (
        part["text"]
        for card in held
        for part in parts_of(card)
        if part["type"] in ("TextRun", "TextBlock")
    )
    return _squeezed("".join(texts))


def _pressed(held: Iterable[dict[str, Any]]) -> list[Pressed]:
    presses = (
        actions.read(part["data"])
        for card in held
        for part in parts_of(card)
        if part["type"] == "Action.Execute"
    )
    return [one for one in presses if isinstance(one, Pressed)]


@drawn
@given(outbound)
def test_every_card_of_any_message_is_within_the_limits_and_made_of_what_cards_are_made_of(
    parser: CardParser, message: OutboundMessage
) -> None:
    most = DIGEST_CARD if message.kind == MessageKind.DIGEST else CARD
    for card in cards(message):
        assert card_faults(card, most=most) == []
        assert parser.faults(card) == []


def test_as_many_buttons_stand_in_a_set_as_teams_shows(parser: CardParser) -> None:
    row = Buttons(buttons=tuple(Button(label=letter, verb="report") for letter in "abcdefg"))
    (card,) = cards(OutboundMessage(blocks=(row,), summary="s"))
    sets = [part for part in parts_of(card) if part["type"] == "ActionSet"]
    assert [len(one["actions"]) for one in sets] == [ACTIONS, 1]
    assert parser.faults(card) == []


@drawn
@given(st.lists(blocks, max_size=8))
def test_no_word_and_no_button_of_a_message_is_lost(held: list[Any]) -> None:
    message = OutboundMessage(blocks=tuple(held), summary="s")
    drawn_cards = cards(message)
    said = _squeezed("".join(_said(message)))
    assert _words(drawn_cards) == said or (not said and _words(drawn_cards) == "s")
    before = [b for block in held if isinstance(block, Buttons) for b in block.buttons]
    after = _pressed(drawn_cards)
    assert [(p.verb, p.value, p.item) for p in after] == [(b.verb, b.value, b.item) for b in before]


def test_a_line_at_the_end_makes_no_card_of_its_own() -> None:
    def message(letters: int, *more: Block) -> OutboundMessage:
        full = [Paragraph(runs=(plain("x" * 2_000),)) for _ in range(16)]
        last = Paragraph(runs=(plain("y" * letters),))
        return OutboundMessage(blocks=(*full, last, *more), summary="s")

    fits = max(n for n in range(1, 2_500) if len(render.split(message(n))) == 1)
    assert fits < 2_499, "the card is not full"
    for letters in range(fits - 60, fits + 1):
        assert len(cards(message(letters, Divider()))) == 1


@drawn
@given(outbound)
def test_every_part_asks_about_the_same_items_and_is_not_parted_again(
    message: OutboundMessage,
) -> None:
    for part in render.split(message):
        assert part.items == message.items
        assert render.split(part) == (part,)


@drawn
@given(st.lists(st.sampled_from(NASTY) | words, min_size=1, max_size=3).map("".join))
def test_a_users_words_are_read_as_they_were_written_and_stand_where_nothing_parses_them(
    typed: str,
) -> None:
    row = StatusRow(key="PA1-1.1", title=typed, status=Status.GREEN, detail=(literal(typed),))
    message = OutboundMessage(
        blocks=(
            Heading(text=typed), Paragraph(runs=(plain("» "), literal(typed))), row,
            Buttons(buttons=(Button(label=typed, verb="choose"),)),
        ),
        summary=typed,
    )  # fmt: skip
    held = cards(message)
    assert _words(held) == _squeezed("".join((typed, "» ", typed, "● Green PA1-1.1", typed, typed)))
    assert not [text for card in held for text in parsed_texts(card) if acts(text)]


narratives = st.sampled_from([None, "", *NASTY, ("Long words of a lead. " * 200)[:4000]])


@settings(max_examples=10, deadline=None)
@given(
    st.integers(0, 400),
    st.lists(st.tuples(st.sampled_from(Status), narratives, narratives), min_size=1, max_size=9),
)
def test_a_digest_of_any_size_is_within_the_limits_and_names_every_entry(
    count: int, kinds: list[tuple[Status, str | None, str | None]]
) -> None:
    entries = []
    for number in range(count):
        status, position, following = kinds[number % len(kinds)]
        state = told(
            status, on=at(10, 5), position=position, next_steps=following, ask=position,
            limbs=frozenset(Limb),
        )  # fmt: skip
        entries.append(action(f"1.{number + 1}", position or "Do the thing", state=state))
    held = [card for message in messages(facts(entries)) for card in cards(message)]
    for card in held:
        assert card_faults(card, most=25_000) == []
    read = "\n".join(shown(card) for card in held)
    for one in entries:
        if one.state.status in (Status.AMBER, Status.RED):
            assert f"{one.key} " in read or f"{one.key}\n" in read or f"{one.key}." in read


@settings(max_examples=5, deadline=None)
@given(st.integers(1, 400), narratives)
def test_one_list_of_any_length_is_parted_and_names_every_row(
    count: int, narrative: str | None
) -> None:
    rows = tuple(
        StatusRow(key=f"PA1-{n}", title=narrative or "Do the thing", status=Status.AMBER, number=n)
        for n in range(count)
    )
    message = OutboundMessage(blocks=rows, summary='"All" ' * 99, kind=MessageKind.DIGEST)
    held = cards(message)
    assert all(bytes_of(card) <= 25_000 for card in held)
    read = "\n".join(shown(card) for card in held)
    assert all(f"{n}. ▲ Amber PA1-{n} " in read for n in range(count))


def test_a_card_is_filled_before_the_next_is_begun() -> None:
    row = StatusRow(key="PA1-1.1", title="x" * 20, status=Status.GREEN)
    held = cards(OutboundMessage(blocks=(row,) * 300, summary="s", kind=MessageKind.DIGEST))
    assert all(23_000 < bytes_of(card) <= 25_000 for card in held[:-1])


def test_a_reminder_of_eleven_actions_is_one_card() -> None:
    titles = ("● Green", "▲ Amber", "◆ Red", "Update", "Later", "Ask for a new date")
    held: list[Block] = []
    for n in range(11):
        held.append(StatusRow(key=f"PA1-1.1.{n}", title="x" * 90, status=Status.RED, number=n))
        buttons = [Button(label=t, verb="report", value="red", item=f"PA1-1.1.{n}") for t in titles]
        held.append(Buttons(buttons=tuple(buttons)))
    (card,) = cards(OutboundMessage(blocks=tuple(held), summary="s", kind=MessageKind.REMINDER))
    assert card_faults(card, most=70_000) == []


@pytest.mark.parametrize("occasion", STORY.messages)
def test_what_the_bot_says_is_one_card_without_fault(parser: CardParser, occasion: str) -> None:
    message = STORY.messages[occasion]
    (card,) = cards(message)
    assert card_faults(card, most=25_000) == []
    assert parser.faults(card) == []
    assert _words([card]).startswith(_squeezed("".join(_said(message)))[:80])


def test_a_colour_stands_only_on_a_symbol_whose_word_is_beside_it() -> None:
    seen = set()
    for message in STORY.messages.values():
        for part in parts_of(cards(message)[0]):
            runs = part.get("inlines", ())
            for run, following in zip(runs, [*runs, {"text": ""}][1:], strict=True):
                if "color" in run:
                    (status,) = [one for one in Status if one.symbol == run["text"].strip()]
                    assert following["text"].casefold().startswith(status.word.casefold())
                    seen.add((status, run["color"]))
    assert {(Status.GREEN, "good"), (Status.AMBER, "warning"), (Status.RED, "attention")} <= seen


def test_a_users_own_symbols_have_no_colour() -> None:
    (card,) = cards(OutboundMessage(blocks=(Paragraph(runs=(literal("▲ Amber"),)),), summary="s"))
    assert not [part for part in parts_of(card) if "color" in part]


def test_a_bar_stands_under_its_words() -> None:
    bar = {"code": "PA1", "title": "On time", "now": {"red": 1, "green": 29}, "before": None}
    data = {"now": "24 October", "before": None, "bars": [bar]}
    picture = Picture(name="brag_bars", data=data, alt="PA1: 29 Green, 1 Red.")
    (card,) = cards(OutboundMessage(blocks=(picture,), summary="s"))
    assert shown(card).splitlines() == [
        "PA1 On time", "This meeting, 24 October: ● Green 29, ◆ Red 1", "● ◆",
    ]  # fmt: skip
    green, red = card["body"][2]["columns"]
    assert (green["style"], red["style"]) == ("good", "attention")
    assert green["width"] > 4 * red["width"] > 0


@pytest.mark.parametrize("data", [{}, {"bars": []}, {"bars": "x"}, {"bars": [3]}, {"bars": None}])
def test_a_picture_that_cannot_be_drawn_is_told_in_words(data: dict[str, object]) -> None:
    picture = Picture(name="brag_bars", data=data, alt="PA1: 29 Green.")
    (card,) = cards(OutboundMessage(blocks=(picture,), summary="s"))
    assert shown(card) == "PA1: 29 Green."


def test_a_divider_is_a_line_over_what_follows_and_none_where_nothing_does() -> None:
    said = Paragraph(runs=(plain("x"),))
    message = OutboundMessage(blocks=(Divider(), said, Divider(), said, Divider()), summary="s")
    (card,) = cards(message)
    assert [part.get("separator", False) for part in card["body"]] == [False, True]


def test_each_line_stands_on_its_own() -> None:
    runs = (plain("a\nb "), Run(text="c\r\n\r\nd", style="strong"), plain("\n"))
    (card,) = cards(OutboundMessage(blocks=(Paragraph(runs=runs),), summary="s"))
    assert shown(card).splitlines() == ["a", "b c", "d"]


def test_buttons_stand_in_rows_that_a_phone_has_room_for() -> None:
    titles = ("● Green", "▲ Amber", "◆ Red", "Update", "Later", "Ask for a new date")
    held = Buttons(buttons=tuple(Button(label=one, verb="report") for one in titles))
    (card,) = cards(OutboundMessage(blocks=(held,), summary="s"))
    assert shown(card).splitlines() == [
        "[● Green] [▲ Amber] [◆ Red]", "[Update] [Later]", "[Ask for a new date]",
    ]  # fmt: skip


def test_buttons_of_one_title_are_told_apart_by_what_they_are_about() -> None:
    held = Buttons(buttons=(Button(label="▲ Amber", verb="report", item="PA1-1.1.1"),))
    (card,) = cards(OutboundMessage(blocks=(held,), summary="s"))
    assert card["body"][0]["actions"][0]["tooltip"] == "▲ Amber: PA1-1.1.1"


def test_a_message_without_a_word_says_so() -> None:
    (card,) = cards(OutboundMessage(blocks=(), summary=""))
    assert shown(card) == card["fallbackText"] == card["speak"] == "Nothing to show."


def test_notifications_have_one_line_of_the_summary() -> None:
    message = OutboundMessage(blocks=(), summary="Two\nlines,  one *star*")
    assert render.summary(message) == "Two lines, one ∗star∗"
    assert render.summary(OutboundMessage(blocks=(), summary="x" * 999)) == "x" * 249 + "…"
