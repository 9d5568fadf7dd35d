from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes import console as fakes


@pytest.fixture
def console() -> Iterator[fakes.Console]:
    with fakes.console() as console:
        yield console
