"""What somebody typed, out of what Teams makes of it: mentions, entities, quotes and files undone.

Pure functions of an activity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import Any

Activity = Mapping[str, Any]

_FILE = "application/vnd.microsoft.teams.file.download.info"
_REPLY = "http://schema.skype.com/Reply"
_MENTION = re.compile(r"<at\b[^>]*>(.*?)</at>", re.IGNORECASE | re.DOTALL)
_QUOTED = re.compile(r"<quoted\b[^>]*?/?>(?:\s*</quoted>)?", re.IGNORECASE)
#: Only whole entities: "R&D" and "Q&A; next" stay as they are.
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|nbsp|amp|lt|gt|quot|apos);")
#: Elements that begin a line of their own.
_LINES = frozenset({"p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4"})


@dataclass(frozen=True, kw_only=True)
class Words:
    """``text``: as typed, links of files behind it. ``answers``: the id of a message that is quoted above
    it, as an answer to which it was sent."""

    text: str
    answers: str | None = None


def words(activity: Activity, *, bot: str) -> Words:
    """``bot``: the id under which it is mentioned."""
    own = _mentions(activity, bot)
    answered, text = _answer(activity)
    if text is None:
        text = str(activity.get("text") or "")
    text = _MENTION.sub(lambda found: "" if found.group() in own else found.group(1), text)
    text = _ENTITY.sub(lambda found: unescape(found.group()), text).replace("\xa0", " ")
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return Words(
        text=" ".join(part for part in (text, *_files(activity)) if part), answers=answered
    )


def mentions(activity: Activity, bot: str) -> bool:
    """Whether the bot is mentioned."""
    return bool(_mentions(activity, bot))


def _mentions(activity: Activity, bot: str) -> frozenset[str]:
    """How the bot's mentions stand in the text."""
    return frozenset(
        str(one.get("text"))
        for one in _objects(activity.get("entities"))
        if one.get("type") == "mention" and (one.get("mentioned") or {}).get("id") == bot
    )


def _answer(activity: Activity) -> tuple[str | None, str | None]:
    """What is answered, and the words without what is quoted (R12); both ``None`` where nothing is."""
    for one in _objects(activity.get("entities")):
        quoted = one.get("quotedReply")
        if one.get("type") == "quotedReply" and isinstance(quoted, Mapping):
            text = _QUOTED.sub("", str(activity.get("text") or ""))
            return str(quoted.get("messageId") or "") or None, text
    for one in _objects(activity.get("attachments")):
        content = one.get("content")
        if one.get("contentType") == "text/html" and _REPLY in str(content):
            reader = _Reader()
            reader.feed(str(content))
            reader.close()
            return reader.answers, reader.text
    return None, None


def _files(activity: Activity) -> Iterator[str]:
    for one in _objects(activity.get("attachments")):
        if one.get("contentType") == _FILE and one.get("contentUrl"):
            yield str(one["contentUrl"])


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, Mapping))


class _Reader(HTMLParser):
    """The words of a message's HTML, but for what it quotes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.answers: str | None = None
        self._parts: list[str] = []
        self._depth = 0
        """How deep inside quotes."""

    @property
    def text(self) -> str:
        """Entities stand as they were: they are undone with the rest."""
        return re.sub(r"[ \t]*\n\s*", "\n", "".join(self._parts)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "blockquote":
            self._depth += 1
            told = dict(attrs)
            if told.get("itemtype") == _REPLY:
                self.answers = told.get("itemid") or self.answers
        elif self._depth == 0:
            self._parts.append(self.get_starttag_text() or "" if tag == "at" else self._break(tag))

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self._depth = max(self._depth - 1, 0)
        elif self._depth == 0:
            self._parts.append("</at>" if tag == "at" else self._break(tag))

    def handle_data(self, data: str) -> None:
        if self._depth == 0:
            self._parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def _break(self, tag: str) -> str:
        return "\n" if tag in _LINES else ""
