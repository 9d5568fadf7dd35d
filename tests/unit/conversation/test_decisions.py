"""Decisions in words (R13, R10, R7): taken when they are plain, and not read out of ordinary talk."""

from __future__ import annotations

from datetime import date

import pytest

from bot.conversation.interpreter import interpret
from bot.conversation.readings import Context, Decided, Decision
from bot.domain.status import Status

CONTEXT = Context(
    today=date(2023, 11, 20), my_actions=("PA1-1.1.1", "PA1-3.2.1"), pending_ref="PA1-1.1.1"
)
KEY, OTHER = "PA1-1.1.1", "PA1-3.2.1"


def decided(text: str) -> Decision | None:
    return interpret(text, CONTEXT).decision


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "approve closing 3.2.1, agreed at the meeting of 24 October, minute 12",
            Decision(
                decided=Decided.APPROVE,
                ref=OTHER,
                request="close",
                minute="12",
                meeting=date(2023, 10, 24),
            ),
        ),
        (
            "chair's action: approve the date change for 3.2.1",
            Decision(decided=Decided.APPROVE, ref=OTHER, request="redate", chairs_action=True),
        ),
        (
            "Agreed at the board to close 3.2.1",
            Decision(decided=Decided.APPROVE, ref=OTHER, request="close"),
        ),
        (
            "grant the extension on 3.2.1, minute 7b",
            Decision(decided=Decided.APPROVE, ref=OTHER, request="redate", minute="7b"),
        ),
        (
            "refuse the new date for 1.1.1, evidence too thin",
            Decision(decided=Decided.REFUSE, ref=KEY, request="redate", reason="evidence too thin"),
        ),
        (
            "not approved: no measure yet",
            Decision(decided=Decided.REFUSE, reason="no measure yet"),
        ),
        (
            "reject the reassignment of 1.1.1 because Tom has left",
            Decision(decided=Decided.REFUSE, ref=KEY, request="reassign", reason="Tom has left"),
        ),
        ("hold the digest please", Decision(decided=Decided.HOLD)),
        ("hold 3.2.1", Decision(decided=Decided.HOLD, ref=OTHER)),
        ("release it", Decision(decided=Decided.RELEASE)),
        ("we agree with the council", Decision(decided=Decided.AGREE)),
        ("sorry, can't agree", Decision(decided=Decided.DISAGREE)),
        (
            "1.1.1 assured red: the agency bid has failed twice",
            Decision(
                decided=Decided.ASSURE,
                ref=KEY,
                status=Status.RED,
                reason="the agency bid has failed twice",
            ),
        ),
    ],
)
def test_a_decision_is_taken(text: str, want: Decision) -> None:
    assert decided(text) == want


def test_a_view_of_another_leads_action_is_the_assured_one() -> None:
    partnership_lead = Context(today=date(2023, 11, 20), pending_ref=KEY)
    said = interpret("my view: amber because the panel is late", partnership_lead)

    assert said.decision == Decision(
        decided=Decided.ASSURE, ref=KEY, status=Status.AMBER, reason="the panel is late"
    )


def test_a_view_of_the_leads_own_action_is_the_report() -> None:
    assert decided("my view: amber because the panel is late") is None


@pytest.mark.parametrize(
    "text",
    [
        "approved by cabinet, so recruitment has begun",
        "we approved the job descriptions last week",
        "can you approve 1.1.1?",
        "could someone approve closing 1.1.1 please",
        "did the board approve 1.1.1?",
        "I approve closing 1.1.1 and 3.2.1",
        "hold on",
        "on hold since the summer",
        "release of the funding is late",
        "agreed with finance that two more posts are needed",
        "amber, agreed with health",
        "the tribunal refused the adjournment",
        "rejected three candidates, readvertising",
    ],
)
def test_ordinary_talk_decides_nothing(text: str) -> None:
    assert decided(text) is None


def test_the_meeting_of_a_decision_is_one_that_has_been() -> None:
    january = Context(today=date(2024, 1, 8))
    said = interpret("approve closing 1.1.1, agreed at the board on 12 December", january)

    assert said.decision is not None
    assert said.decision.meeting == date(2023, 12, 12)
