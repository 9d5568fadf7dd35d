"""Credentials come from the environment alone; what is missing is said in one sentence, never shown."""

from __future__ import annotations

import pytest

from bot.domain.errors import PlanRefused
from bot.domain.programme import Connection
from bot.platforms.teams.credentials import read_credentials

APP = "11111111-2222-4333-8444-55555555555A"
ENVIRONMENT = {
    "APP": APP,
    "TENANT": "aaaaaaaa-2222-4333-8444-555555555555",
    "SECRET": "a-secret",
    "EMPTY": " ",
    "WORD": "my-app",
    "PLAIN": "http://elsewhere.example/teams",
}


def connection(**settings: str) -> Connection:
    return Connection(programme_id=1, name="council", platform="teams", settings=settings)


def test_a_registration_speaks_by_its_secret_or_by_the_machines_identity() -> None:
    found = read_credentials(
        connection(app_id="APP", tenant_id="TENANT", app_secret="SECRET"), ENVIRONMENT
    )
    assert (found.app_id, found.app_secret) == (APP.lower(), "a-secret")
    assert found.service_url == "https://smba.trafficmanager.net/teams"
    assert "a-secret" not in repr(found)
    assert read_credentials(connection(app_id="APP", tenant_id="TENANT"), ENVIRONMENT) is not None


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"tenant_id": "TENANT"}, "has no app_id"),
        ({"app_id": "APP"}, "has no tenant_id"),
        ({"app_id": "NONE", "tenant_id": "TENANT"}, "takes its app_id from NONE"),
        ({"app_id": "APP", "tenant_id": "EMPTY"}, "takes its tenant_id from EMPTY"),
        ({"app_id": "WORD", "tenant_id": "TENANT"}, "holds no id such as"),
        ({"app_id": "APP", "tenant_id": "TENANT", "service_url": "PLAIN"}, "begins with https"),
        ({"app_id": "APP", "tenant_id": "TENANT", "app_sekret": "SECRET"}, "app_sekret"),
    ],
)
def test_what_is_missing_is_said(settings: dict[str, str], told: str) -> None:
    with pytest.raises(PlanRefused, match=told) as refused:
        read_credentials(connection(**settings), ENVIRONMENT)
    said = str(refused.value)
    assert not any(value.strip() and value in said for value in ENVIRONMENT.values())
