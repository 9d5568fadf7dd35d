"""Handling that takes longer than Slack waits."""

from __future__ import annotations

from time import sleep

from bot.domain.messages import Inbound, Outcome
from bot.platforms.slack.app import Receive
from tests.fakes.slack_proxy import ANSWER_WITHIN

#: Longer than Slack waits, by this much.
TOO_LATE_BY = 0.3


class OnceSlow:
    """Handles the first event, and takes longer over it than Slack waits."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self.heard = 0

    def __call__(self, inbound: Inbound) -> Outcome:
        self.heard += 1
        if self.heard == 1:
            sleep(ANSWER_WITHIN + TOO_LATE_BY)
        return self._receive(inbound)
