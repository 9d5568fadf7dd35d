"""Word's automatic numbers: a reference that Word counts stands in no text, so it is counted here."""

from __future__ import annotations

import re

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST = 9


def _value(element: etree._Element | None, default: str = "") -> str:
    return default if element is None else str(element.get(_W + "val", default))


class Numbering:
    """Labels of numbered paragraphs, in the order in which they are asked for."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        if root is None:
            return
        for abstract in root.iter(_W + "abstractNum"):
            key = str(abstract.get(_W + "abstractNumId", ""))
            self._levels[key] = {
                int(level.get(_W + "ilvl", "0")): (
                    _value(level.find(_W + "numFmt"), "decimal"),
                    _value(level.find(_W + "lvlText")),
                    _number(_value(level.find(_W + "start"), "1"), 1),
                )
                for level in abstract.iter(_W + "lvl")
                if str(level.get(_W + "ilvl", "0")).isdigit()
            }
        for number in root.iter(_W + "num"):
            self._lists[str(number.get(_W + "numId", ""))] = _value(
                number.find(_W + "abstractNumId")
            )

    def label(self, properties: etree._Element | None) -> tuple[str, bool]:
        """The counted label ("1.2", empty where there is none) and whether the paragraph is a bullet."""
        if properties is None:
            return "", False
        list_id = _value(properties.find(_W + "numId"))
        if list_id in ("", "0"):
            return "", False
        depth = min(_number(_value(properties.find(_W + "ilvl"), "0"), 0), _DEEPEST - 1)
        key = self._lists.get(list_id, "")
        levels = self._levels.get(key, {})
        form, pattern, start = levels.get(depth, ("bullet", "", 1))
        if form == "bullet":
            return "", True
        counts = self._counts.setdefault(key, [0] * _DEEPEST)
        counts[depth] = counts[depth] + 1 if counts[depth] else start
        counts[depth + 1 :] = [0] * (_DEEPEST - depth - 1)
        if form == "none" or not pattern:
            return "", False

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            style = levels.get(place, (form, "", 1))[0]
            return _written(max(counts[place], 1), style if place != depth else form)

        return re.sub(r"%(\d)", shown, pattern).strip(), False


def _number(text: str, default: int) -> int:
    return int(text) if text.isdigit() else default


def _written(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        roman = ""
        for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
            while number >= value:
                roman += sign
                number -= value
        return roman if form == "lowerRoman" else roman.upper()
    return str(number)
