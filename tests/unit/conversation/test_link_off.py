"""A link taken back in words, and words about links that take none back."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.link_off import link_off
from bot.conversation.readings import Context
from bot.domain.commands import TakeOffLink

A = "https://example.org/a"
CONTEXT = Context(
    today=date(2023, 10, 26),
    pending_ref=None,
    my_actions=("PA1-1.1.1",),
    known_refs=("PA1-1.1.1",),
)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("take that link off", TakeOffLink()),
        ("remove the link", TakeOffLink()),
        ("wrong link, delete it", TakeOffLink()),
        ("wrong link - please take it off", TakeOffLink()),
        ("delete it, it's the wrong link", TakeOffLink()),
        ("can you remove the link I sent please?", TakeOffLink()),
        ("remove the link, it's an old draft", TakeOffLink()),
        ("unlink it", TakeOffLink()),
        ("remove those links", TakeOffLink(every=True)),
        ("take the link off 1.1.1", TakeOffLink(key="PA1-1.1.1")),
        (f"unlink {A}", TakeOffLink(links=(A,))),
        (f"take {A} off 1.1.1", TakeOffLink(links=(A,), key="PA1-1.1.1")),
    ],
)
def test_a_link_is_taken_back(text: str, command: TakeOffLink) -> None:
    off = link_off(text, CONTEXT)
    assert off is not None
    assert (off.command, off.rest) == (command, "")


@pytest.mark.parametrize(
    "text",
    [
        f"don't use {A}",
        f"ignore {A}",
        f"use https://example.org/b instead of {A}",
        "don't remove the link",
        "should I remove the link?",
        "I'll remove the link tomorrow",
        "Ben to remove the link",
        "take the link to the Board",
        "remove the link between health and education",
        "delete it",
    ],
)
def test_other_words_about_links_take_nothing_back(text: str) -> None:
    assert link_off(text, CONTEXT) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("1.1.1 green. Take that link off", "1.1.1 green"),
        (f"wrong link, delete it. {A}", A),
    ],
)
def test_what_is_said_besides_is_read_on(text: str, rest: str) -> None:
    off = link_off(text, CONTEXT)
    assert off is not None
    assert off.rest == rest
