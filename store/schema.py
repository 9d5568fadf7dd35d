"""The schema: every table of the record, in the order in which they can be filled.

A table holds what DOMAIN.md speaks of, also where this release does not write it yet: evidence, asks,
papers, public lines, redactions, refreshes, review points.
"""

from __future__ import annotations

from store import triggers
from store.columns import metadata
from store.tables import cadence, chain, governance, plan, programme, traffic

#: The revision that the tables here stand at: the newest of ``store/migrations/versions``.
REVISION = "0002"
#: The migrations' table, in which a database says where it stands.
VERSIONS = "alembic_version"

triggers.attach()

__all__ = [
    "REVISION",
    "VERSIONS",
    "cadence",
    "chain",
    "governance",
    "metadata",
    "plan",
    "programme",
    "traffic",
]
