"""What a connection's settings name: the environment variables that hold its tokens and addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.errors import PlanRefused
from bot.domain.programme import Connection


def read_settings(
    connection: Connection,
    environment: Mapping[str, str],
    *,
    known: Sequence[str],
    platform: str,
) -> dict[str, str]:
    """Each setting with what its variable holds. ``known``: those that the platform, so called, has.

    :raises PlanRefused: one sentence that says what to set.
    """
    name = connection.name
    unknown = sorted(set(connection.settings) - set(known))
    if unknown:
        raise PlanRefused(
            f"The connection {name} has the setting {unknown[0]}, which {platform} does not know; "
            f"it knows {', '.join(known)}."
        )
    found: dict[str, str] = {}
    for setting, variable in connection.settings.items():
        value = environment.get(variable, "").strip()
        if not value:
            raise PlanRefused(
                f"The connection {name} takes its {setting} from {variable}, which is not set."
            )
        found[setting] = value
    return found
