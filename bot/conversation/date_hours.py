"""Times of day beside a date: "5pm Thursday", "Friday cop", "close of play tomorrow". They say nothing about the day."""

from __future__ import annotations

from bot.conversation.date_grammar import Parsed, day_value
from bot.conversation.date_spans import Spans
from bot.conversation.date_words import AMOUNTS, CLOCK, WEEKDAYS

_HOURS = (CLOCK, "noon", "midday", "lunchtime", "lunch")
_DAY_PARTS = ("am", "pm", "morning", "afternoon", "aft", "evening", "lunchtime", "eve", "night")
_PART_OF_PART = ("mid", "early", "late", "-")
#: "COP Friday", "Friday EOD".
_CLOSING = ("cop", "cob", "eod", "eop")
_WORK = ("play", "business", "day")
_NEAR_DAYS = frozenset(("today", "tomorrow", *WEEKDAYS))
_HALF_PAST = ("half", "quarter")
_LATEST_HOUR = 24
#: "2.10" may be the second of October; with more minutes than months it is a time.
_MINUTES = ("00", *map(str, range(13, 60)))


class Hours(Spans):
    """What is said of the hour, before a day and after it."""

    def past_time(self, at: int) -> int:
        """Past "5pm", "noon on", "first thing", "2.30", "early" before a day."""
        after = self.skip(at, "at", "12") if self.word(at + 1) in _HOURS else at
        if self.word(after) in _HOURS:
            after += 1
        elif self.word(at) in ("first", "last") and self.word(at + 1) == "thing":
            after = at + 2
        elif (timed := self._bare_time(at)) > at:
            return timed
        else:
            return at
        return self.skip(after, "on", ",")

    def _bare_time(self, at: int) -> int:
        """Past a time that is one only because a day follows: "at 10 on Friday", "late Thursday"."""
        if self.free and not self.word(at).isdecimal():
            return at
        after = self._dotted_time(self.skip(at, "at"))
        if not self.free:
            if self.word(at) in ("late", "early", "later"):
                after = self.skip(at + 1, "doors", "on")
            elif self.word(at) in _HALF_PAST or "at" in (self.word(at), self.word(at - 1)):
                after = after or self._hour(self.skip(at, "at"))
            elif self.word(at - 1) == "by":
                hour = after or self._hour(at)
                # "By 9 Monday" may be the ninth.
                sure = hour and self.word(hour) in ("on", "today", "tomorrow")
                after = hour if sure or after else 0
        day = self.skip(after, "on", ",") if after else at
        return day if self.word(day) in _NEAR_DAYS else at

    def _dotted_time(self, at: int) -> int:
        """The token after "2.30"; 0 where it is none, or may be a day and month."""
        if not self.word(at).isdecimal() or self.word(at + 1) != ".":
            return 0
        joined = self.words[at + 1].start == self.words[at].end and self.word(at - 1) not in (
            ".",
            "£",
        )
        hour = len(self.word(at)) <= 2 and int(self.word(at)) < _LATEST_HOUR
        return at + 3 if joined and hour and self.word(at + 2) in _MINUTES else 0

    def _hour(self, at: int) -> int:
        """The token after "10" or "half two"; 0 where no hour is told."""
        at = self.skip(at, *_HALF_PAST, "past", "to")
        count = self.amount(at) if self.word(at) not in AMOUNTS else None
        return self.skip(count[1], "o'clock") if count and count[0] < _LATEST_HOUR else 0

    def past_hour(self, at: int) -> int:
        """Past "at 2pm", "morning", "close of play" after a day."""
        if self.word(at) in _DAY_PARTS or self.word(at) in _CLOSING:
            return at + 1
        part = at if self.free else self.skip(at, *_PART_OF_PART)
        if part > at and self.word(part) in _DAY_PARTS:
            return part + 1
        after = self.skip(at, "at", "by", "from", ",", "-", "(", "@")
        if (closing := self._close_of_work(after)) > after:
            return closing
        if self.word(after) not in _HOURS:
            return self._past_bare_hour(at, after)
        after += 1
        while self.word(after) in ("-", "–", "to") and self.word(after + 1) in _HOURS:
            after += 2
        return after

    def _past_bare_hour(self, at: int, after: int) -> int:
        if self.free:
            return at
        if self.word(after) in ("first", "last") and self.word(after + 1) == "thing":
            return after + 2
        if timed := self._dotted_time(after):
            return timed
        if self.word(after + 1) in ("-", "–", "to") and self.word(after + 2) == CLOCK:
            # "2-3pm"
            return after + 3 if self.word(after).isdecimal() else at
        return (self._hour(after) or at) if self.word(at) in ("at", "@") else at

    def _close_of_work(self, at: int) -> int:
        """Past "close of play", "end of day"."""
        if self.word(at) in _CLOSING:
            return at + 1
        told = self.word(at) in ("close", "end") and self.word(at + 1) == "of"
        return at + 3 if told and self.word(at + 2) in _WORK else at

    def end_of_day(self, at: int) -> Parsed:
        """``COP Thursday``, ``close of play``, ``end of tomorrow``: that day, or today."""
        word = self.word(at)
        if word in ("close", "end", "start"):
            follow = self.skip(at + 1, "of", "the")
            if word == "start":
                opened = follow > at + 1 and self.word(follow) in ("play", "business")
                return self.point(self.skip(follow + 1, "on", ",")) if opened else None
            if self.word(follow) in _NEAR_DAYS and (follow > at + 1 or not self.free):
                return self.point(follow)
        follow = self._close_of_work(at)
        if follow == at:
            return None
        if found := self.point(self.skip(follow, "on", ",")):
            return found
        if follow > at + 1 or not self.word(follow)[:1].isalnum():
            return day_value(self.today, "end-of-day"), follow
        return None

    def today_by(self, at: int, follow: int) -> Parsed:
        """``by noon``, ``this afternoon``: today."""
        timed = follow > at and self.word(at - 1) == "by"
        if timed and (not self.word(follow) or self.free):
            return day_value(self.today, "today"), follow
        if self.word(at) == "this" and self.word(at + 1) in _DAY_PARTS:
            return day_value(self.today, "today"), at + 2
        return None
