"""Running a transcript from beginning to end, printing what everybody said and saw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.calendar import to_local
from bot.domain.people import Place
from bot.phrasing.words import clock_time, day
from bot.replay.expecting import unmet
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


def run(transcript: Transcript) -> Iterator[Line]:
    """Play it step by step; the first unmet expectation is the last line, of kind ``failed``."""
    playing = play(transcript)
    told_at = ""
    shown = 0
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
        moment = _moment(playing)
        if moment != told_at:
            told_at = moment
            yield Line(kind="time", text=moment)
        for seen in playing.log.seen[shown:]:
            yield Line(kind="seen", text=seen.text, to=_reader(playing, seen))
        shown = len(playing.log.seen)


def _moment(playing: Playing) -> str:
    local = to_local(playing.clock.now())
    return f"{day(local.date())} {local.year}, {clock_time(local.time())}"


def _reader(playing: Playing, seen: Seen) -> str:
    if seen.address.place is Place.CHANNEL:
        return seen.address.native
    if seen.row.person_id is None:
        return seen.address.native
    with playing.units.read() as uow:
        return uow.people.get(seen.row.person_id).name
