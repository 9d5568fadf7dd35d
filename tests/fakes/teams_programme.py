"""A small programme whose people are reached on Teams, and the whole bot around it."""

from __future__ import annotations

SETTINGS = {
    "app_id": "APP",
    "tenant_id": "TENANT",
    "app_secret": "SECRET",
    "login_url": "LOGIN",
    "openid_url": "OPENID",
    "service_url": "SERVICE",
}
