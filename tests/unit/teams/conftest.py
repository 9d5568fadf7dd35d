"""One judge of cards for all tests of one process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes.card_parser import CardParser


@pytest.fixture(scope="session")
def parser() -> Iterator[CardParser]:
    parser = CardParser()
    yield parser
    parser.close()
