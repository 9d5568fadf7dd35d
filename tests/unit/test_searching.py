"""The search for accounts goes on while the service runs, whatever one look met."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from bot.ports import NotSent, SendError, Unavailable
from bot.searching import Search
from tests.fakes.waiting import wait_until


class Platform:
    """Answers each look with the next of these, and then finds nobody."""

    def __init__(self, *answers: Exception) -> None:
        self.looks = 0
        self._answers: Iterator[Exception] = iter(answers)

    def look(self) -> None:
        self.looks += 1
        for error in self._answers:
            raise error


def runs() -> bool:
    return any(thread.name == "people westmere" for thread in threading.enumerate())


@pytest.mark.parametrize(
    "met",
    [
        NotSent(SendError.RATE_LIMITED, "Slack says: not so fast.", retry_after=0.01),
        NotSent(SendError.TRANSIENT, "Slack cannot be reached."),
        Unavailable("The database cannot be used just now."),
        LookupError("an answer that nobody thought of"),
    ],
    ids=["not so fast", "not reached", "no record", "unforeseen"],
)
def test_after_a_look_that_failed_there_is_another(met: Exception) -> None:
    platform = Platform(met)
    search = Search("westmere", platform.look, again=0.01, anew=0.01)
    search.start()
    try:
        wait_until(lambda: platform.looks > 2)
    finally:
        search.close()
    looks = platform.looks
    assert not runs()
    assert platform.looks == looks


def test_the_service_does_not_wait_for_the_next_look_when_it_ends() -> None:
    platform = Platform()
    search = Search("westmere", platform.look)
    search.start()
    wait_until(lambda: platform.looks == 1)
    search.close()
    assert not runs()


def test_one_that_never_began_can_be_closed() -> None:
    search = Search("westmere", Platform().look)
    search.close()
    assert not runs()
