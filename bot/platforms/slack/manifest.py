"""The app's manifest, from what the code calls and listens to: no permission more, none fewer."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot.platforms.slack.api import METHODS
from bot.platforms.slack.app import EVENTS
from bot.platforms.slack.hearing import RECORD_SHORTCUT, UPDATE_SHORTCUT

COMMAND = "/send"

#: What each event needs to be subscribed to.
EVENT_SCOPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "app_home_opened": (),
        "app_mention": ("app_mentions:read",),
        "message.im": ("im:history",),
        "reaction_added": ("reactions:read",),
    }
)


def scopes() -> list[str]:
    """The bot token's scopes, in order."""
    called = {scope for needed in METHODS.values() for scope in needed}
    heard = {scope for event in EVENTS for scope in EVENT_SCOPES[event]}
    return sorted(called | heard | {"commands"})


def manifest(*, command: str = COMMAND) -> dict[str, Any]:
    """For Socket Mode. Over HTTP ``socket_mode_enabled`` is off and the request addresses are added."""
    return {
        "display_information": {
            "name": "SEND bot",
            "description": "Reminds action leads, takes their updates, posts the digest",
            "background_color": "#17202a",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "sendbot", "always_online": True},
            "shortcuts": [
                {
                    "name": "Record as update",
                    "type": "message",
                    "callback_id": RECORD_SHORTCUT,
                    "description": "Takes this message as your update",
                },
                {
                    "name": "Update an action",
                    "type": "global",
                    "callback_id": UPDATE_SHORTCUT,
                    "description": "Shows your actions, to update one",
                },
            ],
            "slash_commands": [
                {
                    "command": command,
                    "description": "The improvement plan: status, your actions, updates",
                    "usage_hint": "status | mine | update … | away … | help",
                    "should_escape": False,
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": scopes()}},
        "settings": {
            "event_subscriptions": {"bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }
