"""A bot on a small plan, spoken to in a test: what people type and press, and what the record then holds."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bot.domain.calendar import LONDON
from bot.domain.messages import Content, Outcome, Pressed, Submitted
from bot.replay.expecting import record_of
from bot.replay.performing import perform
from bot.replay.stage import Playing, play
from bot.replay.transcript import Advance, Press, Say, Submit, read_transcript
from bot.replay.watching import Seen

PLAN = Path(__file__).parents[1] / "transcripts" / "plans" / "small.csv"
_HEAD = """
plan: {plan}
now: {now}
{head}
reporting_body: BOARD
bodies: [{{code: ELG, name: Executive Leadership Group, channel: "#executive-leadership"}}, {{code: BOARD, name: Improvement Board}}]
meetings: [{{body: BOARD, date: 2023-11-21}}]
people:
  - {{name: Ada Quill, organisation: Council}}
  - {{name: Ben Oakley, organisation: Council}}
  - {{name: Ned Frost, organisation: NHS}}
  - {{name: Ivy Marlow, organisation: Council}}
  - {{name: Petra Vane, organisation: Council, partnership_lead: [PA1, PA2]}}
  - {{name: Noor Hale, organisation: NHS, partnership_lead: [PA1, PA2]}}
  - {{name: Cy Marsh, chairs: ELG}}
  - {{name: Bea Holt, chairs: BOARD}}
  - {{name: Mel Tarn, role: programme_office}}
{people}
steps: []
"""


class Conversation:
    """Live on the small plan from ``now`` (London time)."""

    def __init__(self, now: str = "2023-10-02T10:00", *, people: str = "", head: str = "") -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "head.yaml"
            file.write_text(
                _HEAD.format(plan=PLAN, now=now, people=people, head=head), encoding="utf-8"
            )
            self.playing: Playing = play(read_transcript(file))
        self._read = len(self.playing.log.seen)

    def say(self, who: str, text: str) -> None:
        perform(self.playing, Say(who=who, text=text))

    def press(self, who: str, button: str, item: str | None = None) -> None:
        perform(self.playing, Press(who=who, button=button, item=item))

    def fill(self, who: str, **fields: str) -> None:
        perform(self.playing, Submit(who=who, form=fields))

    def until(self, when: str) -> None:
        perform(self.playing, Advance(to=datetime.fromisoformat(when).replace(tzinfo=LONDON)))

    def bring(self, who: str, content: Content, *, seen: Seen | None = None) -> Outcome:
        """One event in somebody's DM, or in the thread of a message that was seen."""
        seat = self.playing.seat(who)
        where = seat if seen is None else seen.address
        thread = None if seen is None else seen.platform_id
        return self.playing.bring(seat, content, where, thread)

    def submit(self, who: str, form: str, value: str, **fields: str) -> Outcome:
        return self.bring(who, Submitted(form=form, value=value, fields=fields))

    def again(self, who: str, pressed: Pressed) -> Outcome:
        return self.bring(who, pressed)

    def record(self, key: str) -> Mapping[str, tuple[str, ...] | str | None]:
        found = record_of(self.playing, key)
        assert found is not None, key
        return found

    def heard(self, who: str) -> str:
        """Everything this person has had since the last look at anybody's messages, as text."""
        person = self.playing.person(who)
        address = self.playing.seat(who)
        got = self.playing.log.at(
            address, person_id=person.id if person else None, since=self._read
        )
        return "\n\n".join(seen.text for seen in got)

    def forget(self) -> None:
        """What was said so far is not looked at again."""
        self._read = len(self.playing.log.seen)
