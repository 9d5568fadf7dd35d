from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.contract.messengers.adapters import ADAPTERS, Adapter


@pytest.fixture(params=ADAPTERS)
def adapter(request: pytest.FixtureRequest) -> Iterator[Adapter]:
    with ADAPTERS[request.param]() as adapter:
        yield adapter
