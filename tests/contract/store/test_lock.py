"""One service at a time on one SQLite file; commands work alongside."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import store
from store.errors import StoreRefused
from tests.contract.store.records import small
from tests.fakes.databases import file_units

_HOLD = """
import sys
import store
with store.service_lock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_service_is_refused_in_one_sentence(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'record.db'}"
    with (
        store.service_lock(url),
        pytest.raises(StoreRefused, match="Another sendbot service is running on"),
        store.service_lock(url),
    ):
        pass
    with store.service_lock(url):
        pass


def test_whoever_is_killed_holds_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'record.db'}"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(StoreRefused), store.service_lock(url):
            pass
        other.kill()
        other.wait()
        with store.service_lock(url):
            pass


def test_commands_work_alongside(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with store.service_lock(f"sqlite:///{path}"):
        units = file_units(path)
        with units.write() as uow:
            small(uow)
            uow.commit()
        units.close()


def test_other_files_are_other_services(tmp_path: Path) -> None:
    one, two = (f"sqlite:///{tmp_path / name}" for name in ("one.db", "two.db"))
    with store.service_lock(one), store.service_lock(two):
        pass


@pytest.mark.parametrize("url", ["sqlite://", "postgresql://localhost/shared"])
def test_what_is_shared_or_never_kept_needs_no_lock(url: str) -> None:
    with store.service_lock(url), store.service_lock(url):
        pass


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(StoreRefused, match="cannot be written"),
        store.service_lock(f"sqlite:///{tmp_path}/nowhere/record.db"),
    ):
        pass
