"""``sendbot explain … --jsonl``: one answer a question, and a bad line costs only itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.conversation.jsonl import dates, replies

CONTEXT = {"today": "2023-11-20", "pending_ref": "1.1.1", "my_actions": ["1.1.1"]}


def asked(*rows: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in replies(json.dumps(row) for row in rows)]


def test_a_reply_is_answered_in_the_contract_s_shape() -> None:
    said = asked({"id": "a", "text": "amber, done by end of Jan", "context": CONTEXT})

    assert said == [
        {
            "id": "a",
            "intent": "update",
            "updates": [
                {
                    "ref": "1.1.1",
                    "brag": "amber",
                    "forecast": "2024-01-31",
                    "snooze_until": None,
                    "links": [],
                    "needs_clarification": False,
                }
            ],
            "question": None,
            "because": ["colour:said", "date:end-of"],
        }
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("not json", "this is not JSON"),
        ("[1, 2]", "each line must be a JSON object"),
        ("[" * 100_000, "this is not JSON"),
        ('{"id": 1}', '"context" must be an object'),
        ('{"id": 1, "context": {}, "text": "a"}', '"today" must be a day'),
        ('{"id": 1, "context": {"today": "31/11/2023"}, "text": "a"}', '"today" must be a day'),
        ('{"id": 1, "context": {"today": "2023-11-20"}}', '"text" must be a text'),
        (
            '{"id": 1, "context": {"today": "2023-11-20", "my_actions": [1]}, "text": "a"}',
            '"my_actions" must be a list',
        ),
        (
            '{"id": 1, "context": {"today": "2023-11-20", "due": "soon"}, "text": "a"}',
            '"due" must be a day',
        ),
    ],
)
def test_a_bad_line_is_reported_in_its_place(line: str, problem: str) -> None:
    good = json.dumps({"id": "good", "text": "green", "context": CONTEXT})

    first, second, third = (json.loads(one) for one in replies([good, line, good]))

    assert problem in second["error"]
    assert second["error"].startswith("line 2: ")
    assert first["intent"] == third["intent"] == "update"


def test_blank_lines_say_nothing() -> None:
    assert list(replies(["", "  \n"])) == []


def test_a_date_is_answered_or_said_not_to_be_one() -> None:
    rows = (
        {"id": 1, "expr": "end of January", "ref": "2023-11-20"},
        {"id": 2, "expr": "31 February", "ref": "2023-11-20"},
        {"id": 3, "expr": "as you like", "ref": "2023-11-20"},
    )
    known, impossible, none = (json.loads(line) for line in dates(map(json.dumps, rows)))

    assert (known["start"], known["end"], known["certain"]) == ("2024-01-31", "2024-01-31", True)
    assert (impossible["certain"], impossible["because"]) == (False, ["impossible-day"])
    assert none == {
        "id": 3,
        "start": None,
        "end": None,
        "precision": None,
        "certain": False,
        "because": ["not-a-date"],
    }


def test_a_bad_day_of_reference_is_reported() -> None:
    (answer,) = (json.loads(line) for line in dates(['{"id": 9, "expr": "Monday", "ref": 5}']))

    assert answer["id"] == 9
    assert '"ref" must be a day' in answer["error"]
