"""What fails once an event has been acknowledged is told in the log, without anybody's words."""

from __future__ import annotations

import logging

import pytest

from bot.platforms.slack.afterwards import Afterwards

WORDS = "1.1 red, the Harper family moved"


def _broken(words: str) -> None:
    raise KeyError(words)


def test_a_failure_is_logged_with_its_place_and_nobodys_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    afterwards = Afterwards("main")
    with caplog.at_level(logging.ERROR):
        afterwards.submit("home", _broken, WORDS)
        afterwards.submit("home", str, WORDS)
        afterwards.close()
    (record,) = caplog.records
    assert record.getMessage().startswith("not_done: KeyError at test_afterwards.py:")
    assert "_broken" in record.getMessage()
    assert (record.__dict__["what"], record.__dict__["error"]) == ("home", "KeyError")
    told = logging.Formatter().format(record) + str(record.__dict__)
    assert "Harper" not in told
