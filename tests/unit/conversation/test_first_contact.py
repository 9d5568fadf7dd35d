"""What an answer to "is that you?" is taken for."""

from __future__ import annotations

import pytest

from bot.conversation.first_contact import Contact, read_contact


@pytest.mark.parametrize(
    "words",
    [
        "yes",
        "Yes!",
        "yep, that's me",
        "It’s me",
        "that is correct",
        "I'm Ben Oakley",
        "Ben",
        "yes i am",
    ],
)
def test_a_bare_yes(words: str) -> None:
    assert read_contact(words, "Ben Oakley") is Contact.YES


@pytest.mark.parametrize(
    "words",
    [
        "no",
        "No, sorry",
        "not me",
        "That’s not me",
        "sorry, wrong person",
        "I'm not Ben",
        "i am not ben oakley, he left",
        "never heard of Ben Oakley",
        "this isn't him",
        "no, I'm somebody else",
    ],
)
def test_a_no_in_any_words(words: str) -> None:
    assert read_contact(words, "Ben Oakley") is Contact.NO


@pytest.mark.parametrize(
    "words",
    [
        "who is this?",
        "what's this",
        "why am I getting this",
        "hello",
        "stop",
        "?",
        "help",
        "1.2.2 is not me, ask Tom",
        "not me, ring 0115 496 0000",
        "ok thanks",
        "is this spam",
    ],
)
def test_what_may_be_anybodys_is_asked_again(words: str) -> None:
    assert read_contact(words, "Ben Oakley") is Contact.UNSURE


@pytest.mark.parametrize(
    "words",
    [
        "1.2.2 green",
        "mine",
        "amber, it's the provider and not them at the council",
        "status",
        "no update on 1.2.2 yet",
        "yes, 1.1.1 is amber",
        "not mine any more, ask Tom",
    ],
)
def test_whoever_goes_on_is_who_they_were_taken_for(words: str) -> None:
    assert read_contact(words, "Ben Oakley") is Contact.WORDS
