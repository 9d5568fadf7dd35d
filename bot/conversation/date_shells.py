"""What stands around a date that is an answer of its own: "give me until Friday", "8 Jan at the earliest, I think"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.conversation.date_words import Token

#: Phrases by their first words.
_Phrases = Mapping[str, Sequence[tuple[str, ...]]]


def _phrases(told: str) -> _Phrases:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    # Longest first: "back in on" before "back".
    for phrase in sorted((tuple(one.split()) for one in told.split(";")), key=len, reverse=True):
        by_first.setdefault(phrase[0], []).append(phrase)
    return by_first


#: These change nothing of the date after them.
_BEFORE = _phrases(
    "due;on;around;about;roughly;approx;approximately;circa;sometime;some time;say;probably;hopefully;c;~;"
    "give me;give us;can i have;could i have;can we have;could we have;may i have;let's say;lets say;make it;"
    "call it;i think;i reckon;i'd say;more like;now;realistically;ideally;likely;latest;at the latest;"
    "any time;anytime;some point;at some point;any day;all;all of;all day;the whole of;whole of;over;throughout;"
    "through;across;straight;just;right;shortly;soon;immediately;on or before;by or before;on or by;by or on;"
    "on or around;at;back;back in;back in on;returning;return;i'm back;im back"
)
#: Then, or any time after it.
_FROM_THEN = _phrases("earliest;at the earliest;at earliest;earliest is")
#: These change nothing of the date before them.
_AFTER = _phrases(
    "please;pls;plz;thanks;ta;ish;- ish;( ish );.;,;latest;now;the;at;at the very latest;very;hopefully;"
    "realistically;ideally;probably;i think;i reckon;instead;then;if not before;if not sooner;or before;"
    "or sooner;or earlier;or so;or thereabouts;max;tops;at most;at the most;at the absolute latest;if poss;if possible;if that's ok;all day"
)
_ONWARDS = _phrases("at the earliest;earliest;at earliest;onwards;onward;on;or beyond")
_MOST = 6


def opening(words: Sequence[Token]) -> tuple[int, bool]:
    """The token at which the date begins, and whether it is the earliest."""
    return _past(words, 0, _BEFORE, _FROM_THEN)


def closing(words: Sequence[Token], at: int) -> tuple[int, bool]:
    """The token after all that may follow a date, and whether that makes it the earliest."""
    return _past(words, at, _AFTER, _ONWARDS)


def _past(words: Sequence[Token], at: int, idle: _Phrases, earliest: _Phrases) -> tuple[int, bool]:
    bound = False
    for _ in range(_MOST):
        if after := _matched(words, at, earliest):
            bound = True
        elif not (after := _matched(words, at, idle)):
            break
        at = after
    return at, bound


def _matched(words: Sequence[Token], at: int, phrases: _Phrases) -> int:
    """The token after the longest of the phrases that stands here; 0 where none does."""
    for phrase in phrases.get(words[at].word, ()) if at < len(words) else ():
        told = tuple(token.word for token in words[at : at + len(phrase)])
        if told == phrase:
            return at + len(phrase)
    return 0
