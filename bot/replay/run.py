"""Running a transcript from beginning to end, printing what everybody said and saw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import to_local
from bot.domain.people import Place
from bot.phrasing.words import clock_time, day
from bot.replay.expecting import unmet
from bot.replay.host import Host
from bot.replay.performing import Unplayable, perform
from bot.replay.stage import Playing, play
from bot.replay.transcript import Expect, Transcript
from bot.replay.watching import Seen


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of what happened. ``kind``: time, said, seen, or failed."""

    kind: str
    text: str
    to: str = ""


def run(transcript: Transcript, host: Host | None = None) -> Iterator[Line]:
    """Play it step by step; the first unmet expectation is the last line, of kind ``failed``.

    ``host``: where its people sit, by default on the console.
    """
    playing = play(transcript, host)
    telling = _Telling(playing)
    yield from telling.news()
    for step in transcript.steps:
        if isinstance(step.deed, Expect):
            failure = unmet(playing, step.deed)
            if failure is not None:
                yield Line(kind="failed", text=f"{step.where}: {failure}")
                return
            continue
        playing.fresh_from = len(playing.log.seen)
        try:
            said = perform(playing, step.deed)
        except Unplayable as error:
            yield Line(kind="failed", text=f"{step.where}: {error}.")
            return
        if said:
            yield Line(kind="said", text=said)
        yield from telling.news()


class _Telling:
    """What arrived since it was last told, each under the moment at which it arrived."""

    def __init__(self, playing: Playing) -> None:
        self._playing = playing
        self._shown = 0
        self._moment = ""

    def news(self) -> Iterator[Line]:
        for seen in self._playing.log.seen[self._shown :]:
            yield from self._time(seen.at)
            yield Line(kind="seen", text=seen.text, to=_reader(self._playing, seen))
        self._shown = len(self._playing.log.seen)
        yield from self._time(self._playing.clock.now())

    def _time(self, at: datetime) -> Iterator[Line]:
        """The moment, where it is another than the one told last."""
        local = to_local(at)
        moment = f"{day(local.date())} {local.year}, {clock_time(local.time())}"
        if moment != self._moment:
            self._moment = moment
            yield Line(kind="time", text=moment)


def _reader(playing: Playing, seen: Seen) -> str:
    if seen.address.place is Place.CHANNEL:
        return seen.address.native
    if seen.row.person_id is None:
        return seen.address.native
    with playing.units.read() as uow:
        return uow.people.get(seen.row.person_id).name
