"""What can go wrong, as data: ``bot.phrasing.errors`` finds the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


class DomainError(Exception):
    """A rule says no. Subclasses carry what phrasing needs to say why.

    They are not frozen: Python itself writes the traceback into an exception that passes.
    """


@dataclass(eq=False)
class ActionClosed(DomainError):
    key: str
    closed_on: date


@dataclass(eq=False)
class NotPermitted(DomainError):
    """R14: the person may not do this to that."""

    what: str
    subject: str


@dataclass(eq=False)
class OwnRequest(DomainError):
    """Nobody decides their own request (R13)."""

    key: str


@dataclass(eq=False)
class NothingToUndo(DomainError):
    reason: str


@dataclass(eq=False)
class PlanRefused(DomainError):
    """An import or a programme file cannot be taken; ``sentence`` says what is wrong and what to do."""

    sentence: str
