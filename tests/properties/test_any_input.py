"""Whatever a platform delivers gets an answer: no exception, no record of what was not said, in little time."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from datetime import date

import pytest

from bot.conversation.guard import scan
from bot.conversation.interpreter import explain, interpret
from bot.conversation.normalise import normalise
from bot.conversation.readings import Context
from bot.runtime import keep_what_is_loaded

_FOR_EVER = 2.0
MINE = ("PA1-1.1.1", "PA1-1.2.1", "PA1-2.1.1", "PA2-1.1.1")
CONTEXTS = (
    Context(today=date(2023, 10, 2), my_actions=MINE, items=MINE, known_refs=MINE),
    Context(today=date(2024, 2, 29), my_actions=MINE, known_refs=MINE, pending_ref=MINE[0]),
    Context(today=date(2023, 12, 31), my_actions=MINE, pending_ref=MINE[1], awaiting="narrative"),
    Context(
        today=date(2023, 10, 2), pending_ref=MINE[0], awaiting="confirm", due=date(2023, 10, 31)
    ),
    Context(today=date(2023, 10, 29)),
)
#: What the dialogue knows: every word here means something to some rule.
WORDS = """1.1.1 1.2.1 111 PA1-1.1.1 green amber red blue grey G A R not no isn't was now if until by since done nearly finished
    same all rest both except but or and to be closed Friday Monday 31 February 12/1 30/02/2024 Q4 23/24 mid-Jan end of Nov
    w/c half term Easter remind me ask again on leave till covers Priya Tom ask mine any more push back slipping £1.1m v2.1
    10:30 28% 4 of 9 posts filled milestone second first impact dates Next: Now: If not Ask: back undo sorry cancel yes no help
    what does mean status overdue tribunal Jayden's 9434765919 NG2 7QP https://example.org/1.1.1 report.pdf thanks""".split()
SIGNS = " .,;:!?-–—/\\()[]{}<>\"'`~*_#@&|=+^%$€🟢🟠🔴✅👍🙄\u200b\u200d\u202e\u202c\ufeff\x00\x07\x1b\n\r\t"
ODD = (
    "<!channel> <@U123|ann> <http://x.example|y>", "'; DROP TABLE updates; --", '{"ref": "1.1.1", "brag": "red"}',
    "<script>alert(1)</script>", "<table><tr><td>1.1.1</td><td>A</td></tr></table>", "1.1.1\tA\tOct-23\n1.2.1\tG\t-",
    "Ref,RAG\n1.1.1,amber", "On Mon, 2 Oct 2023 at 09:30, Bot <b@example.org> wrote:\n> 1.1.1 red\n", "-- \nAda\nSent from my phone",
    "From: a@example.org\nSent: Monday\nTo: b\nSubject: RE: 1.1.1 green\n", "أحمر 1.1.1", "1.1.1 зелёный", "1.1.1 est au vert",
    "全部绿色", "Ａｍｂｅｒ", "𝓰𝓻𝓮𝓮𝓷", "é́́́́́", "Automatic reply: out of office until 14 October",
)  # fmt: skip


def words(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(0, 40)))


def signs(chance: random.Random) -> str:
    return "".join(chance.choices(SIGNS, k=chance.randint(0, 60)))


def noise(chance: random.Random) -> str:
    return "".join(chr(chance.randrange(1, 0xD7FF)) for _ in range(chance.randint(0, 80)))


def mixture(chance: random.Random) -> str:
    parts = [chance.choice((words, signs, noise, odd))(chance) for _ in range(chance.randint(1, 6))]
    return chance.choice(("", " ", "\n", ". ")).join(parts)


def odd(chance: random.Random) -> str:
    return chance.choice(ODD)


def cut(chance: random.Random) -> str:
    """A sentence that broke off, or one with a letter too many."""
    text = list(words(chance))
    for _ in range(chance.randint(0, 5)):
        if text:
            text[chance.randrange(len(text))] = chance.choice(SIGNS + "aeiou19")
    return "".join(text)


def long(chance: random.Random) -> str:
    """One piece over and over, up to ten times what is still read."""
    piece = chance.choice((words, signs, odd, noise))(chance) or "x"
    return (piece * 40_000)[: chance.choice((3_900, 4_000, 4_001, 40_000))]


KINDS: tuple[Callable[[random.Random], str], ...] = (words, signs, noise, odd, mixture, cut)


def answer_all(count: int, seed: int) -> str:
    """Read ``count`` inputs; the worst time as words.

    :raises AssertionError: an action was named that nobody could mean, or an input took seconds.
    """
    # As the service does once it is up: else now and then one input pays for a look through all that is loaded.
    keep_what_is_loaded()
    chance = random.Random(seed)
    worst, longest = 0.0, ""
    for number in range(count):
        make = long if number % 100 == 99 else chance.choice(KINDS)
        text, context = make(chance), chance.choice(CONTEXTS)
        begun = time.process_time()
        said = interpret(text, context)
        spent = time.process_time() - begun
        # Far from every figure that is measured: something that grows without bound.
        assert spent < _FOR_EVER, (seed, text)
        if spent > worst:
            worst, longest = spent, f"{make.__name__}, {len(text)} characters"
        for reading in said.readings:
            saved = (reading.status, reading.forecast, reading.snooze_until, reading.new_owner)
            if any(saved) and not reading.needs_clarification and context.known_refs:
                # Else what was typed: the handlers tell that no action bears it.
                # Signs of no width are no part of what was typed.
                typed = (reading.ref or "").casefold() in normalise(text).text.casefold()
                assert reading.ref in MINE or typed, (seed, text)
        if number % 20 == 0:
            explain(text, context)
            scan(text, ())
    return f"{count} inputs, seed {seed}: every one answered, the slowest in {worst * 1e3:.1f} ms ({longest})"


def test_two_thousand_inputs_of_every_kind_are_answered(
    record_property: Callable[[str, object], None],
) -> None:
    record_property("figure", answer_all(2_000, seed=20231024))


@pytest.mark.chaos
@pytest.mark.skipif("SENDBOT_CHAOS" not in os.environ, reason="long: make chaos")
def test_two_hundred_thousand_inputs_of_every_kind_are_answered(
    record_property: Callable[[str, object], None],
) -> None:
    record_property("figure", answer_all(200_000, seed=int.from_bytes(os.urandom(4))))
