"""For all tests: nothing is reached over TLS, and figures that a long test measured are printed at the end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

#: One certificate, of nobody's, that expired long ago.
_TRUSTED = Path(__file__).parent / "fakes" / "trusted.pem"


def pytest_configure() -> None:
    """Everything that tests speak to is on loopback, in the clear. Every web client reads whom it trusts
    nevertheless: of the system's hundreds of certificates that takes longer than what most then do."""
    os.environ["SSL_CERT_FILE"] = str(_TRUSTED)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print every ``record_property("figure", …)``."""
    figures = [
        f"{report.nodeid.split('::')[-1]}: {value}"
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "figure"
    ]
    if figures:
        terminalreporter.section("figures")
        for figure in figures:
            terminalreporter.write_line(figure)
