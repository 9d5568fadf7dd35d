"""What the store says no with, beside ``bot.ports.Unavailable``."""

from __future__ import annotations


class StoreRefused(Exception):
    """The database cannot be used as it is; one clear sentence says why and what to do."""


class Contradiction(ValueError):
    """What was to be written contradicts the record: a key twice, a row that names nobody, a changed
    update. A mistake of the caller's, never a matter of trying again."""
