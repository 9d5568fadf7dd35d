"""From what a platform delivers to the writer's own words (R12).

Quoted text, forwarded mail, signatures, mark-up and invisible characters go; e-mojis become words.
Everything here is linear in the length of the text.
"""

from __future__ import annotations

import html
import re
import unicodedata

from msgspec import Struct

from bot.conversation.lexicon import FIRST_NAMES, NOT_NAMES
from bot.conversation.prefilter import prefiltered

LONGEST = 4_000
#: So many letters hold some seven hundred words of English; what has more is a column of signs, and no reply.
MOST_WORDS = 1_200
"""Characters of own words that are still interpreted; longer ones are kept and asked about."""
_READ = 200_000

_EMOJI = {
    "🟢": "green", "💚": "green", "✳": "green", "🟩": "green", "🟠": "amber", "🟧": "amber", "🧡": "amber",
    "🟡": "amber", "🟨": "amber", "🔴": "red", "🟥": "red", "❤": "", "🔵": "blue", "🟦": "blue",
    "⚪": "grey", "⚫": "", "👍": "thumbsup", "👎": "thumbsdown", "✅": "tickmark", "✔": "tickmark",
    "☑": "tickmark", "❌": "crossmark", "🙏": "thanks", "▲": "amber", "◆": "red", "●": "green",
    "■": "blue", "○": "grey",
}  # fmt: skip
_SHORTCODES = {
    "green_circle": "green", "large_green_circle": "green", "green_heart": "green",
    "large_green_square": "green", "orange_circle": "amber", "large_orange_circle": "amber",
    "large_yellow_circle": "amber", "yellow_circle": "amber", "large_orange_square": "amber",
    "red_circle": "red", "large_red_square": "red", "large_blue_circle": "blue", "blue_circle": "blue",
    "white_circle": "grey", "+1": "thumbsup", "thumbsup": "thumbsup", "-1": "thumbsdown",
    "thumbsdown": "thumbsdown", "white_check_mark": "tickmark", "heavy_check_mark": "tickmark",
    "ballot_box_with_check": "tickmark", "x": "crossmark", "pray": "thanks",
}  # fmt: skip
_TRANSLATE = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "`": "", "´": "'", "“": '"', "”": '"', "„": '"',
        "«": '"', "»": '"', "–": "-", "—": " - ", "‒": "-", "―": " - ", "‐": "-", "‑": "-", "−": "-",
        "\u00a0": " ", "\u2007": " ", "\u202f": " ", "…": "...", "\t": " , ", "\r": "\n", "\u2028": "\n",
        "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "•": "\n", "·": " ", "‣": "\n", "|": " , ",
        "\ufe0f": "", "✓": "✔", "🏻": "", "🏼": "", "🏽": "", "🏾": "", "🏿": "",
    }
)  # fmt: skip

_SLACK_LINK = prefiltered(r"<((?:https?|mailto):[^|<>\s]+)(?:\|([^<>]*))?>")
_SLACK_MENTION = prefiltered(r"<[@#!][^<>]{1,80}>")
_HTML_DROP = prefiltered(
    r"<(blockquote|script|style)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL
)
_HTML_AT = prefiltered(r"<at\b[^>]*>[^<]{0,80}</at>", re.IGNORECASE)
_HTML_LINK = prefiltered(r"<a\b[^>]*?href=[\"']([^\"'<>]+)[\"'][^>]*>([^<]*)</a>", re.IGNORECASE)
_HTML_BREAK = prefiltered(r"<(?:br|/p|/div|/li|/tr)\b[^>]*>", re.IGNORECASE)
_HTML_CELL = prefiltered(r"</t[dh]\b[^>]*>", re.IGNORECASE)
_HTML_TAG = prefiltered(r"</?[a-zA-Z][^<>]{0,400}>")
_SHORTCODE = prefiltered(r":([a-z0-9_+-]{1,40}):")
_STRUCK = prefiltered(r"(?<![\w~])~~?([^~\n]{1,200})~~?(?!\w)|<(s|del|strike)>[^<]{0,400}</\2>")
_EMPHASIS = prefiltered(r"(?<![\w*])[*_]{1,3}(?=\S)([^*_\n]{1,200}?)(?<=\S)[*_]{1,3}(?!\w)")
_A_LETTER = prefiltered(r"[^\W\d_]")
_HEARTS = prefiltered("(?:[💚🧡❤🤍💙💛💜]\ufe0f?\\s*)+")
_EMOJI_PATTERN = prefiltered("|".join(map(re.escape, _EMOJI)))

_CUT = prefiltered(
    r"^(?:[>\s]*on\b.{4,160}\bwrote:?\s*$|-{2,}\s*original message\s*-{2,}.*|begin forwarded message:.*"
    r"|-{2,}\s*forwarded (?:message|by).*|_{10,}\s*$|sent from (?:my|outlook|yahoo|samsung|mail).*"
    r"|get outlook for .*|(?:\*)?from:(?:\*)?\s.+|le .{4,80} a écrit\s?:|-- ?$"
    r"|this (?:e-?mail|message) (?:and any|is confidential|may contain|is intended).*"
    r"|.{0,40}\b(?:think green\b|consider the environment|think before (?:you )?print|(?:before|not) (?:you )?print(?:ing)? this|save (?:paper|trees|a tree)).*"
    r"|(?:confidentiality|disclaimer)\b.{0,20}(?:notice)?:.*)$",
    re.IGNORECASE,
)
_WROTE_TAIL = prefiltered(r"^.{0,120}\bwrote:\s*$", re.IGNORECASE)
_CLOSING = prefiltered(
    r"^(?:(?:kind|best|warm|warmest|many)?\s*regards|kr|br|rgds|best wishes|all the best|yours (?:sincerely|faithfully)"
    r"|(?:many )?thanks(?: and (?:kind |best )?regards)?|thank you|cheers|best|thx|ta|sincerely)\s*[,.!]?$",
    re.IGNORECASE,
)
_AUTO = prefiltered(
    r"^\W{0,3}(?:\[?(?:auto(?:matic|mated)?[- ]?(?:reply|response|message))\]?\b|out[- ]of[- ]office(?: reply| message)?\s*:"
    r"|this is an auto|auto(?:-?reply)?\s?:)"
    r"|\b(?:thank(?:s| you) for (?:your|getting|contacting|e-?mailing|the)\s?(?:e-?mail|message|in touch)?"
    r".{0,200}\b(?:leave|out of (?:the )?office|away|return)\b)"
    r"|\b(?:in my absence|if your (?:e-?mail|message|query|enquiry) is urgent|for urgent (?:matters|queries|enquiries)"
    r"|(?:limited|no|without|intermittent|restricted|little) access to (?:my )?(?:e-?mails?|inbox|messages)|will not return until|when i am next (?:in|working)|(?:respond|reply) (?:to (?:your|you|e-?mails) )?(?:up)?on my return"
    r"|will not be (?:monitored|checking)|automatically generated)\b",
    re.IGNORECASE | re.DOTALL,
)
_INVISIBLE = frozenset(("Cf", "Cc", "Co", "Cs", "Cn"))
_CONTROL = prefiltered(r"[\x00-\x08\x0e-\x1f\x7f]")
_OF_A_STATUS = prefiltered(r"\d+\.\d|green|amber|\bred\b")
_WORDS = prefiltered(r"[\w'’-]+")


class Message(Struct, frozen=True):
    """The writer's own words, and what kind of message they came in."""

    text: str
    auto_reply: bool = False
    too_long: bool = False
    dropped: bool = False
    """Whether quoted or forwarded text was left out."""
    quoted: tuple[str, ...] = ()
    """The quoted lines, which are not the writer's own and tell what is answered."""


def _visible(text: str) -> str:
    if text.isascii():
        return _CONTROL.sub("", text) if not text.isprintable() else text
    text = unicodedata.normalize("NFC", text)
    kept = []
    for char in text:
        if ord(char) < 128:
            if char >= " " or char in "\n\t\r\x0b\x0c":
                kept.append(char)
        elif unicodedata.category(char) not in _INVISIBLE:
            # Full-width digits and letters are typed by some keyboards; nothing else is folded.
            kept.append(unicodedata.normalize("NFKC", char) if "！" <= char <= "～" else char)
    return "".join(kept)


def _unmarked(text: str) -> str:
    """Slack and Teams mark-up: links as bare addresses, mentions and struck-out words gone."""
    if "<" in text:
        text = _SLACK_LINK.sub(lambda m: f" {m[1].removeprefix('mailto:')} ", text)
        text = _SLACK_MENTION.sub(" ", text)
        if ">" in text:
            text = _HTML_DROP.sub("\n", text) if "</" in text else text
            text = _HTML_AT.sub(" ", text)
            text = _HTML_LINK.sub(lambda m: f" {m[1]} " if m[1].startswith("http") else m[2], text)
            text = _STRUCK.sub(" ", text)
            text = _HTML_CELL.sub(" | ", text)
            text = _HTML_BREAK.sub("\n", text)
            text = _HTML_TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    if "~" in text:
        text = _STRUCK.sub(" ", text)
    if "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\1", text)
    if ":" in text:
        text = _SHORTCODE.sub(_shortcode, text)
    return text


def _shortcode(match: re.Match[str]) -> str:
    text, (start, end) = match.string, match.span()
    if start and text[start - 1] == "/" == text[end : end + 1]:
        # ".sharepoint.com/:w:/s/": part of an address.
        return match[0]
    known = _SHORTCODES.get(match[1])
    if known is not None:
        return f" {known} "
    return match[0] if match[1].isdigit() else " "


#: The subject of what is passed on: "FW: 1.1.1 is red".
_FORWARDED = prefiltered(r"fwd?\s?:", re.IGNORECASE)


def _own_lines(lines: list[str]) -> tuple[list[str], bool]:
    """The lines before quoted mail, a signature or a footer."""
    kept: list[str] = []
    dropped, said = False, False
    for number, raw in enumerate(lines):
        line = raw.strip()
        if line.startswith((">", "&gt;")) or (number == 0 and _FORWARDED.match(line[:8])):
            dropped = True
            continue
        if _CUT.match(line[:400]):
            if line.lower().startswith(("from:", "*from:")) and not _is_header(lines, number):
                kept.append(raw)
                said = True
                continue
            return kept, True
        if (
            line[:3].lower() == "on "
            and number + 1 < len(lines)
            and _WROTE_TAIL.match(lines[number + 1].strip()[:200])
        ):
            return kept, True
        if said and _CLOSING.match(line) and _is_signature(lines[number + 1 :]):
            return kept, dropped
        kept.append(raw)
        said = said or bool(line)
    return _less_card(kept) if len(kept) > 1 else kept, dropped


def _is_header(lines: list[str], number: int) -> bool:
    following = " ".join(lines[number : number + 4]).lower()
    return any(word in following for word in ("sent:", "to:", "subject:", "date:"))


_NAME_WORDS = 4
_FULL_NAME = prefiltered(r"[A-Z][a-z'’-]+(?: [A-Z]\.?)?(?: [A-Z][A-Za-z'’-]+){1,2}[,.]?")


def _is_signature(rest: list[str]) -> bool:
    """A closing word ends the message only before a name, not before more of the report."""
    lines = [line.strip() for line in rest if line.strip()]
    if not lines:
        return True
    if len(lines[0].split()) > _NAME_WORDS:
        return False
    # "Amber Lawson" is a name, "amber on 1.1.1" goes on with the report.
    named = bool(_FULL_NAME.fullmatch(lines[0]))
    return named or not _OF_A_STATUS.search(lines[0].lower())


#: "1) 1.1.1 green 2) 1.2.1 amber": numbers before references only count the lines.
_NUMBERED_LIST = prefiltered(
    r"\(?(?:1|a|i)[.)]\s+(?=(?:[a-z]{1,4}\d?-)?\d{1,2}\.\d)", re.IGNORECASE
)
_LINE_NUMBER = prefiltered(
    r"(?:^|(?<=\n))\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]\s+(?=(?:[a-z]{1,4}\d?-)?\d{1,2}\.\d)"
    r"|(?<=\s)\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})\)\s+(?=(?:[a-z]{1,4}\d?-)?\d{1,2}\.\d)",
    re.IGNORECASE,
)
#: A row of signs says no more than its first few.
_SIGNS = prefiltered(r"([!-/:-@\[-^{-~]{6})[!-/:-@\[-^{-~]+")
#: A person, a post and how to reach them, or each on a line of its own, at the end of a message: a signature that no
#: closing word begins.
_PERSON = prefiltered(
    r"(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?[A-Z][a-z'’-]+(?: [A-Z]\.?)?(?: [A-Z][A-Za-z'’-]+){1,2}(?: \([^)]{1,24}\))?(?=\s*(?:$|[,|/] ?|- ))"
)
_POST = prefiltered(
    r"\b(?:head|director|manager|officer|co-?ordinator|commissioner|lead|leader|adviser|advisor|consultant|principal|teacher|senco|psychologist|therapist|nurse|administrator|assistant|executive|analyst|partner|chair|deputy)\b",
    re.IGNORECASE,
)
_REACHED = prefiltered(
    r"https?://|www\.|\w@\w|\b(?:tel|telephone|mob|mobile|phone|ext)\b|\d[\d ]{8,}", re.IGNORECASE
)
_TELLS_ON = prefiltered(
    r"(?:[:,-]|\b(?:to|is|by|with|for|under|from|lead|owner|and|now|ask|contact|see|name))\s*$",
    re.IGNORECASE,
)
_OF_ACTIONS = prefiltered(r"(?<![\w./])\d{1,2}\.\d{1,2}\b|\b(?:amber|green)\b", re.IGNORECASE)
_CARD = 8
_SMALL = frozenset("of and for the to in at on with".split())


def _less_card(lines: list[str]) -> list[str]:
    """The lines before a signature that stands there without a closing word."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    for place in range(max(1, len(filled) - _CARD), len(filled)):
        start = filled[place]
        name = _PERSON.match(lines[start].strip())
        apart = filled[place - 1] < start - 1
        if name is None or not _is_named(name[0].split()[0].casefold(), apart=apart):
            continue
        card = [line.strip() for line in lines[start:]]
        told = "\n".join([card[0][name.end() :], *card[1:]])
        if (
            max(map(len, card)) <= 120
            and _POST.search(told)
            and (_REACHED.search(told) or (apart and _is_card(card, name)))
            and not _OF_ACTIONS.search(told)
        ):
            # "This is now with" goes on with the name.
            told_of = _TELLS_ON.search(lines[filled[place - 1]][-60:])
            return lines[: start + 1] if told_of else lines[:start]
    return lines


def _is_card(card: list[str], name: re.Match[str]) -> bool:
    """A name on a line of its own and a post on the next, both with capitals throughout."""
    lines = [line for line in card if line]
    return (
        name.end() == len(lines[0])
        and len(lines) > 1
        and bool(_POST.search(lines[1]))
        and all(word[:1].isupper() or word in _SMALL for word in _WORDS.findall(lines[1]))
    )


def _is_named(first: str, *, apart: bool) -> bool:
    """Whether a capitalised word begins a person's name: ``apart``, after a blank line, any may."""
    return first in FIRST_NAMES or (apart and (first not in NOT_NAMES or first == "april"))


#: Signs as they are dictated: "push it to the fifteenth question mark".
_DICTATED = prefiltered(
    r"(?<=[a-z\d])(?<!\ba)(?<!\bthe)(?<!\bno)(?<!\bbig)(?<!\bone)(?<!\bto)(?<!\bits)(?<!\bcomplete) (?P<sign>question mark|exclamation mark|full stop)(?=[\s.!?]*(?:$|\n)| (?!(?:over|on|about|against|hangs?|still|remains?)\b))",
    re.IGNORECASE,
)
_SIGN = {"question mark": "?", "exclamation mark": "!", "full stop": "."}
_BLANKS = prefiltered(r"[^\S\n]{2,}")
_LINE_ENDS = prefiltered(r"\s*\n\s*")


def _without_numbers(text: str) -> str:
    if not _NUMBERED_LIST.search(text):
        return text
    return _LINE_NUMBER.sub(lambda found: "\n" if found.start() else "", text)


def normalise(raw: str) -> Message:
    """The own words of one message; never raises."""
    text = _visible(raw[:_READ])
    text = _unmarked(text).translate(_TRANSLATE)
    if not text.isascii():
        if _A_LETTER.search(text):
            # "Thanks 💚": a heart beside words is warmth, and no colour.
            text = _HEARTS.sub(" ", text)
        text = _EMOJI_PATTERN.sub(lambda m: f" {_EMOJI[m[0]]} ", text)
    every = text.split("\n")
    lines, dropped = _own_lines(every)
    quoted = (
        tuple(line.strip("> \t") for line in every if line.lstrip()[:1] == ">") if dropped else ()
    )
    own = "\n".join(lines)
    own = _SIGNS.sub(r"\1", _BLANKS.sub(" ", own))
    own = _without_numbers(_LINE_ENDS.sub("\n", own).strip())
    if " mark" in own or " stop" in own:
        own = _DICTATED.sub(lambda found: _SIGN[found["sign"].lower()], own)
    auto = bool(_AUTO.search(own[:1500]))
    if len(own) > LONGEST or len(raw) > _READ or len(own.split()) > MOST_WORDS:
        return Message("", auto_reply=auto, too_long=True, dropped=dropped)
    return Message(own, auto_reply=auto, dropped=dropped, quoted=quoted)
