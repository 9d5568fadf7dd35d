"""Every contract of the store runs on SQLite in memory, SQLite in a file, and a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import store
from store.unit_of_work import SqlUnits
from tests.fakes.databases import KINDS, Kind, database

_ALL = [
    pytest.param(kind, marks=pytest.mark.postgres if kind == "postgresql" else ()) for kind in KINDS
]
#: Those that outlive a process and can be opened twice.
_LASTING = [param for param in _ALL if param.values != ("sqlite_memory",)]


@pytest.fixture(params=_ALL)
def units(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqlUnits]:
    """Units of work on a new, empty record of each kind."""
    kind: Kind = request.param
    with database(kind, tmp_path) as url:
        opened = store.open_units(url)
        yield opened
        opened.close()


@pytest.fixture(params=_LASTING)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a new, empty record of each kind that lasts."""
    kind: Kind = request.param
    with database(kind, tmp_path) as address:
        yield address


@pytest.fixture
def lasting_units(url: str) -> Iterator[SqlUnits]:
    """Units of work on the record at ``url``."""
    opened = store.open_units(url)
    yield opened
    opened.close()
