"""The log of a command or of the service: one line for what happened, with everything that was told of it."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

#: What every record has, and what formatting adds; the rest was told by whoever logged it.
_OF_EVERY_RECORD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_OURS = ("bot", "store", "config")


def begin() -> None:
    """To standard error, from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines("%(levelname)s %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)


class Lines(logging.Formatter):
    """``WARNING activity_refused connection=council why="tenant 'other'"``."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        said = super().formatMessage(record)
        if record.name.split(".")[0] not in _OURS:
            return said
        told = {k: v for k, v in vars(record).items() if k not in _OF_EVERY_RECORD}
        return " ".join((said, *(f"{name}={_value(value)}" for name, value in told.items())))


def _value(value: Any) -> str:
    """In quotes where it is more than a word, so that it stays on its line."""
    text = str(value)
    return text if text.isprintable() and " " not in text else json.dumps(text, ensure_ascii=False)
