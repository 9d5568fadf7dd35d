"""What the tests of delivery share: a record on disk with nothing in it yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.unit_of_work import SqlUnits
from tests.fakes.databases import file_units


@pytest.fixture
def record(tmp_path: Path) -> Iterator[SqlUnits]:
    units = file_units(tmp_path / "record.db")
    yield units
    units.close()
