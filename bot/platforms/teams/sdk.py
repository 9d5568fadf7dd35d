"""Microsoft's library, imported in one place and without what it does to a process beside that.

On import it reads a ``.env`` file of the working folder into the environment, and warns of previews that
nobody here uses. At the finest level it logs what people say, which is written nowhere (R15).
"""

from __future__ import annotations

import logging
import os
import warnings

#: Keeps a ``.env`` file of the working folder out of the environment (see ``config.settings``).
_QUIET = "PYTHON_DOTENV_DISABLED"

_before = os.environ.get(_QUIET)
os.environ[_QUIET] = "1"
try:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from microsoft_teams.api import (
            Account,
            ConversationAccount,
            ConversationUpdateActivity,
            InvokeResponse,
            JsonWebToken,
            TokenProtocol,
        )
        from microsoft_teams.api.activities.install_update import (
            InstalledActivity,
            UninstalledActivity,
        )
        from microsoft_teams.api.activities.invoke.adaptive_card import AdaptiveCardInvokeActivity
        from microsoft_teams.api.activities.message import (
            MessageActivity,
            MessageActivityInput,
            MessageDeleteActivity,
            MessageUpdateActivity,
        )
        from microsoft_teams.api.clients.conversation import (
            ConversationClient,
            CreateConversationParams,
        )
        from microsoft_teams.apps import (
            ActivityContext,
            ActivityEvent,
            App,
            CoreActivity,
        )
        from microsoft_teams.apps.http.adapter import HttpMethod, HttpRouteHandler
        from microsoft_teams.common import Client, ClientOptions
finally:
    if _before is None:
        del os.environ[_QUIET]
    else:
        os.environ[_QUIET] = _before

#: The second sets the level of the web client's own log to its own.
for _name in ("microsoft_teams", "microsoft_teams.common.http.client"):
    logging.getLogger(_name).setLevel(logging.WARNING)

__all__ = [
    "Account",
    "ActivityContext",
    "ActivityEvent",
    "AdaptiveCardInvokeActivity",
    "App",
    "Client",
    "ClientOptions",
    "ConversationAccount",
    "ConversationClient",
    "ConversationUpdateActivity",
    "CoreActivity",
    "CreateConversationParams",
    "HttpMethod",
    "HttpRouteHandler",
    "InstalledActivity",
    "InvokeResponse",
    "JsonWebToken",
    "MessageActivity",
    "MessageActivityInput",
    "MessageDeleteActivity",
    "MessageUpdateActivity",
    "TokenProtocol",
    "UninstalledActivity",
]
