"""What the console keeps of a message for those who read without the page: its words."""

from __future__ import annotations

from bot.phrasing.message_text import message_text as as_text

__all__ = ["as_text"]
