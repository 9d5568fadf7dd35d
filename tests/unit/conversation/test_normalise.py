"""Only the writer's own words are read (R12): quotes, signatures, footers and mark-up go."""

from __future__ import annotations

import pytest

from bot.conversation.normalise import LONGEST, MOST_WORDS, normalise


@pytest.mark.parametrize(
    ("raw", "own"),
    [
        ("> is 2.3.1 still green?\namber", "amber"),
        ("amber\n> is it?\n> 1.1.1 red\nneeds two more posts", "amber\nneeds two more posts"),
        ("amber\n\nOn Mon, 13 Nov 2023 at 09:12, Bot wrote:\n> 1.1.1 is red", "amber"),
        ("amber\nOn Monday 13 November 2023 at 09:12\nthe bot wrote:\n1.1.1 is red", "amber"),
        ("green\n-----Original Message-----\n1.1.1 red", "green"),
        ("green\nFrom: Office\nSent: Monday\nTo: Leads\n\n1.1.1 red", "green"),
        ("From: next week we are back\ngreen", "From: next week we are back\ngreen"),
        ("Begin forwarded message:\n1.1.1 red", ""),
        ("green\n\nKind regards\nAsha\nHead of Red Tape", "green"),
        ("green\n--\nAsha", "green"),
        ("green\nThanks,\nAsha", "green"),
        ("amber\n\nKate Hill\nSEND Commissioner, ICB\nwww.icb.example", "amber"),
        ("green\nOmar Sheikh | Service Manager | https://northbeck.example", "green"),
        ("now with\n\nJo Webb\nHead of SEN\njo@x.example", "now with\nJo Webb"),
        (
            "red\nHead Teacher Forum\nhttps://x.example",
            "red\nHead Teacher Forum\nhttps://x.example",
        ),
        ("Thanks\n1.1.1 green", "Thanks\n1.1.1 green"),
        ("1.1.1 green\nthanks\n1.2.1 red", "1.1.1 green\nthanks\n1.2.1 red"),
        ("green\n\nSent from my iPhone", "green"),
        ("red\nGet Outlook for Android", "red"),
        ("amber\nThis email and any attachments are confidential. 1.1.1 red", "amber"),
        ("<@U123> green", "green"),
        ("<!channel> green", "green"),
        ("<https://example.org/a|the plan>", "https://example.org/a"),
        ("<b>green</b><br>fine", "green\nfine"),
        ("<blockquote>1.1.1 red</blockquote>green", "green"),
        ("~green~ amber", "amber"),
        ("*amber*", "amber"),
        ("🟢", "green"),
        (":red_circle:", "red"),
        ("“amber”", '"amber"'),
        ("a\u200bmber", "amber"),
        ("\u202egreen\x00", "green"),
        ("ＧＲＥＥＮ", "GREEN"),
        ("R&amp;D amber", "R&D amber"),
        ("", ""),
        ("\n \n", ""),
    ],
)
def test_own_words(raw: str, own: str) -> None:
    assert normalise(raw).text == own


@pytest.mark.parametrize(
    "raw",
    [
        "Automatic reply: I am on leave until 4 December",
        "[Auto-Reply] back on Monday",
        "Out of Office: away until 4 December",
        "Thank you for your email. I am on annual leave until 4 December.",
        "I have limited access to emails this week.",
        "In my absence please contact the team.",
    ],
)
def test_an_auto_reply_is_known_as_one(raw: str) -> None:
    assert normalise(raw).auto_reply


@pytest.mark.parametrize(
    "raw", ["on leave till the 14th", "out of office tomorrow", "thanks for the reminder. green"]
)
def test_a_person_is_no_auto_reply(raw: str) -> None:
    assert not normalise(raw).auto_reply


def test_quoted_text_alone_leaves_nothing_and_says_so() -> None:
    message = normalise("> 1.1.1 red\n> 1.2.1 green")

    assert (message.text, message.dropped) == ("", True)


def test_a_column_of_letters_is_too_long_before_its_letters_are_too_many() -> None:
    assert normalise("R\n" * MOST_WORDS).text
    assert normalise("R\n" * (MOST_WORDS + 1)).too_long


def test_what_is_too_long_is_not_read() -> None:
    assert normalise("a" * LONGEST).text
    assert normalise("a" * (LONGEST + 1)).too_long
    assert normalise("1.1.1 green " * 40_000).too_long


def test_a_long_quote_under_a_short_answer_is_read() -> None:
    assert normalise("amber\n" + "> 1.1.1 was red\n" * 5_000).text == "amber"
