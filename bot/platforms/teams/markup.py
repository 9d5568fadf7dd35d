"""What Teams would act on in a text that it parses, and how such a text stands there unharmed.

Headings, the titles of choices and the fallback text are parsed as Markdown and for templates, whatever
the card says. Everything else the bot shows stands in ``TextRun``, which nothing parses.
"""

from __future__ import annotations

import re

#: A letter that a parser acts on → one that looks like it and means nothing.
_LOOKALIKES = {
    "*": "∗",
    "_": "＿",
    "~": "∼",
    "`": "ˋ",
    "[": "［",
    "]": "］",
    "{": "｛",
    "}": "｝",
    "<": "‹",
    ">": "›",
    "|": "∣",
    "\\": "＼",
    "#": "＃",
    "@": "＠",
    "=": "＝",
    "+": "＋",
}
_TABLE = str.maketrans(_LOOKALIKES)
#: An entity, an address of the web, a number or dash that begins a list.
_ENTITY = re.compile(r"&(?=[\w#＃])")
_ADDRESS = re.compile(r"(?<=:)//|(?<=\bwww)\.", re.IGNORECASE)
_LIST = re.compile(r"^(\s*\d+)([.)])(?=\s|$)")
_DASH = re.compile(r"^(\s*)-")


def inert(text: str) -> str:
    """The text on one line, with lookalikes for every letter that a parser could act on."""
    line = " ".join(text.split()).translate(_TABLE)
    line = _ENTITY.sub("＆", line)
    line = _ADDRESS.sub(lambda found: "∕∕" if found.group() == "//" else "․", line)
    line = _LIST.sub(lambda found: found.group(1) + ("․" if found.group(2) == "." else "）"), line)
    return _DASH.sub(r"\1–", line)


def is_inert(text: str) -> bool:
    """Whether a parser shows the text letter for letter."""
    return inert(text) == text
