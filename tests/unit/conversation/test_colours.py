"""Which colours are said of an action, and by whom; every case in several wordings."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.conversation.jsonl import replies

SAID = {
    "green": [
        "staying green this month", "you can mark it green", "pleased to report green",
        "we're sitting at green", "back at green now", "a firm green from me", "green as things stand",
        "was going to be amber, now green", "red tape aside, green", "green, keeps to plan", "G \N{SLIGHTLY SMILING FACE}",
    ],
    "amber": [
        "chalk it up as amber", "dropped back to amber", "my honest answer: amber", "hand on heart amber", "could you put me down as amber?",
        "Red last month. Amber this.", "green - no wait, amber", "green, scrap that, amber", "red... actually no, amber",
        "finance lead says green, I make it amber", "my director thinks red but I'd say amber", "staffing is red but overall amber",
        "amber, boss wants a plan by Friday", "amber because finance say there's no money", "amber recruitment slow",
        "Hazel Green has the figures but I'd say amber", "Sarah's 1.2.1 is red, mine is amber", "amber because 1.2.1 is late",
        "risk no. 1.2.1 on the register covers it. amber", "you've misread that, I said amber",
        "nowhere near green, put amber", "amber at the moment Jo is off this week", "amber, our lead at the ICB is off this week", "oops i put green, should've been amber", "lose the bid and it's red. today it's amber",
    ],
    "red": ["it has to be red I'm afraid", "slipped into red", "red, the director wants to see me about it", "red the provider has pulled out"],
}  # fmt: skip
ASKED = [
    "PMO has it down as red", "the ICB call it red", "they're saying green", "green according to Tom", "green he says", "apparently red",
    "in the director's view it's green", "the provider says it's all fine so green", "if you ask finance it's green",
    "boss wants green", "told to put green", "green, keeps everyone happy", "looks better as green", "call it green, nobody wants a red",
    "stick it as green, head of service says no more reds before the visit", "green to avoid the questions",
    "blue in the face asking finance for this", "green. with envy, at anyone not on this plan", "still wading through red tape",
    "Amber in comms is sorting the web page", "the EP recruitment one is amber", "provider went red on their own tracker",
    "would you put amber?", "it should be green", "another delay and we're red", "miss the panel and it's red", "yeah right, green", "glorious green as ever",
    "we expect it to be green", "recruitment is amber",
]  # fmt: skip
NO_COLOUR = ["green tea please", "Amber over at the council is away till Monday", "Amber (payroll) has left", "fyi Amber who does our data is off sick", "can we meet in the Blue Room", "their 1.2.1 is red", "Green Lane School have pulled out"]  # fmt: skip
MANY = [
    ("3 2 1 green", {"3.2.1": "green"}),
    ("1.1.1 G / 3.2.1 A", {"1.1.1": "green", "3.2.1": "amber"}),
    ("G for 1.1.1, A for 3.2.1", {"1.1.1": "green", "3.2.1": "amber"}),
    ("theyre all amber tbh", {"1.1.1": "amber", "3.2.1": "amber"}),
    ("mine are green", {"1.1.1": "green", "3.2.1": "green"}),
    ("1.1.1 amber, so is 3.2.1", {"1.1.1": "amber", "3.2.1": "amber"}),
    ("amber pls and 3.2.1 green", {"1.1.1": "amber", "3.2.1": "green"}),
    ("green except 3.2.1", {"3.2.1": None, "1.1.1": "green"}),
    ("All going to plan, green", {"1.1.1": "green"}),
    ("This one's slipping a bit so amber", {"1.1.1": "amber"}),
    ("Ref\tRAG\tDue\n1.1.1\tA\tOct-23\n3.2.1\tG\tNov-23", {"1.1.1": "amber", "3.2.1": "green"}),
    (
        "<table><tr><td>1.1.1</td><td>EPs</td><td>Green</td></tr><tr><td>3.2.1</td><td>QA</td><td>Red</td></tr></table>",
        {"1.1.1": "green", "3.2.1": "red"},
    ),
]


def read(text: str) -> list[dict[str, Any]]:
    context = {"today": "2023-11-20", "pending_ref": "1.1.1", "my_actions": ["1.1.1", "3.2.1"]}
    line = json.dumps({"id": "x", "text": text, "context": context})
    updates: list[dict[str, Any]] = json.loads(next(iter(replies([line]))))["updates"]
    return updates


@pytest.mark.parametrize(
    ("colour", "text"), [(colour, text) for colour, texts in SAID.items() for text in texts]
)
def test_a_colour_in_the_place_of_a_status_is_said(colour: str, text: str) -> None:
    one = next(one for one in read(text) if one["ref"] == "1.1.1")
    assert (one["brag"], one["needs_clarification"]) == (colour, False)


@pytest.mark.parametrize("text", ASKED)
def test_a_colour_in_passing_or_of_others_is_asked_about(text: str) -> None:
    assert [one["needs_clarification"] for one in read(text)] == [True]


@pytest.mark.parametrize("text", NO_COLOUR)
def test_a_thing_that_has_a_colour_is_no_report(text: str) -> None:
    assert not any(one["brag"] for one in read(text))


@pytest.mark.parametrize(("text", "colours"), MANY)
def test_each_action_keeps_its_own(text: str, colours: dict[str, str | None]) -> None:
    assert {one["ref"]: one["brag"] for one in read(text)} == colours
