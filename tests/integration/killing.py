"""A bot that is killed at random instants while two months go by; run as a program of its own.

One process without threads forks a child that plays the bot, kills it, and forks the next, which goes on
from the record; whatever the platform repeats is brought again. At the end nothing may be lost or said
twice (R17).
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.bootstrap import Bot
from bot.clock import SettableClock
from bot.domain.messages import Commanded, Content, Inbound, Said
from bot.domain.people import Address, Place
from bot.loading import load_programme
from bot.replay.transcript import read_transcript
from store import open_units
from tests.fakes.databases import Kind, database
from tests.fakes.platforms import Arrival, FilePlatform

TRANSCRIPT = Path(__file__).with_name("killed.yaml")
END = datetime(2023, 11, 22, 9, 0, tzinfo=UTC)
#: Seconds that a child lives, at most: short, so that kills fall everywhere.
LONGEST_LIFE = 0.25


@dataclass(frozen=True, kw_only=True)
class Event:
    at: datetime
    who: str
    content: Content
    channel: str | None = None


EVENTS: Sequence[Event] = (
    Event(
        at=datetime(2023, 10, 3, 9, 0, tzinfo=UTC),
        who="ada-quill",
        content=Said(text="PA1-1.1.1 amber, recruitment slipped, done by end of Nov"),
    ),
    Event(
        at=datetime(2023, 10, 27, 9, 15, tzinfo=UTC),
        who="ned-frost",
        content=Said(text="PA2-1.1.1 red, the provider has not signed"),
    ),
    Event(
        at=datetime(2023, 10, 30, 10, 0, tzinfo=UTC),
        who="cy-marsh",
        content=Commanded(text="status"),
        channel="#executive-leadership",
    ),
    Event(
        at=datetime(2023, 11, 15, 14, 0, tzinfo=UTC),
        who="ada-quill",
        content=Said(text="PA1-1.1.1 red, no agency either"),
    ),
)


def live(url: str, folder: Path, *, can_be_asked: bool) -> None:
    """Play the bot from where the record and the clock stand until the end."""
    stand = folder / "clock"
    begin = datetime.fromisoformat(stand.read_text(encoding="utf-8"))
    clock = SettableClock(begin)
    units = open_units(url)
    platform = FilePlatform(folder / "platform", can_be_asked=can_be_asked)
    bot = Bot(
        units=units,
        clock=clock,
        messengers={"console": platform},
        platforms={"console": "console"},
    )

    def move(to: datetime) -> None:
        while True:
            bot.settle()
            due = bot.next_due()
            at = to if due is None else min(due, to)
            if at <= clock.now():
                return
            fresh = folder / "clock.new"
            fresh.write_text(at.isoformat(), encoding="utf-8")
            fresh.replace(stand)
            clock.move_to(at)

    for number, event in enumerate(EVENTS):
        # What was said before the last kill is brought again: platforms repeat.
        if event.at > clock.now():
            move(event.at)
        seat = Address(connection="console", place=Place.DM, native=event.who)
        where = (
            Address(connection="console", place=Place.CHANNEL, native=event.channel)
            if event.channel
            else seat
        )
        bot.receive(
            Inbound(
                event_key=f"event-{number}",
                connection="console",
                sender=event.who,
                where=where,
                at=event.at,
                content=event.content,
            )
        )
    move(END)
    (folder / "done").touch()


def prepare(url: str, folder: Path) -> None:
    """An empty record with the programme in it, live, and the clock at its beginning."""
    transcript = read_transcript(TRANSCRIPT)
    units = open_units(url)
    with units.write() as uow:
        load_programme(uow, transcript.spec, now=transcript.now, introduces=True)
        uow.commit()
    units.close()
    (folder / "clock").write_text(transcript.now.isoformat(), encoding="utf-8")


def outcome(url: str, folder: Path) -> tuple[list[Arrival], dict[str, int]]:
    """What arrived, and what the record holds."""
    platform = FilePlatform(folder / "platform", can_be_asked=True)
    units = open_units(url)
    with units.read() as uow:
        programme = uow.programmes.all()[0]
        counts = {
            "updates": sum(
                len(uow.actions.updates(a.id)) for a in uow.actions.of_programme(programme.id)
            ),
            "unsent": len(uow.outbox.listing(states=("queued", "sending", "in_doubt"))),
            "broken": 0 if uow.audit.verify(programme.id).broken_at is None else 1,
        }
    units.close()
    return platform.arrivals(), counts


def in_a_child(url: str, folder: Path, *, can_be_asked: bool, seconds: float | None) -> bool:
    """Play in a child; killed after ``seconds``. True where it was killed.

    :raises RuntimeError: the child failed by itself.
    """
    child = os.fork()
    if child == 0:
        failed = 1
        try:
            live(url, folder, can_be_asked=can_be_asked)
            failed = 0
        finally:
            # Never back into the parent's code: not its cleaning up, nor its database server's.
            if failed:
                traceback.print_exc()
            os._exit(failed)
    deadline = None if seconds is None else time.monotonic() + seconds
    while True:
        done, status = os.waitpid(child, os.WNOHANG if deadline else 0)
        if done:
            if os.waitstatus_to_exitcode(status) != 0:
                raise RuntimeError("the bot failed without being killed")
            return False
        if deadline is not None and time.monotonic() >= deadline:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return True


def wrong(
    arrivals: Sequence[Arrival],
    counts: dict[str, int],
    wanted: Sequence[Arrival],
    expected: dict[str, int],
    *,
    can_be_asked: bool,
) -> list[str]:
    """What R17 forbids and happened all the same."""
    found: list[str] = []
    seen, want = Counter(a.key for a in arrivals), Counter(a.key for a in wanted)
    ephemeral = {a.key for a in wanted if a.effect == "ephemeral"}
    found += [f"lost: {key}" for key in want if key not in seen and key not in ephemeral]
    found += [f"never wanted: {key}" for key in seen if key not in want]
    for key, times in seen.items():
        if times == 1:
            continue
        marked = [a.repeat for a in arrivals if a.key == key]
        if can_be_asked or key in ephemeral or times > 2 or marked != [False, True]:
            found.append(f"sent {times} times: {key} {marked}")
    if counts != expected:
        found.append(f"the record holds {counts}, not {expected}")
    return found


def main(kind: Kind, kills: int, seed: int) -> int:
    """Kill so often; both platforms by turns. 1 where anything went wrong."""
    chance = random.Random(seed)
    done = 0
    worlds = 0
    with tempfile.TemporaryDirectory() as base, database(kind, Path(base)) as url:
        prepare(url, Path(base))
        in_a_child(url, Path(base), can_be_asked=True, seconds=None)
        wanted, expected = outcome(url, Path(base))
    assert len(wanted) > 20, f"too little is said to be worth killing: {len(wanted)}"
    while done < kills:
        can_be_asked = worlds % 2 == 0
        worlds += 1
        with tempfile.TemporaryDirectory() as base, database(kind, Path(base)) as url:
            folder = Path(base)
            prepare(url, folder)
            while not (folder / "done").exists():
                last = done >= kills
                killed = in_a_child(
                    url,
                    folder,
                    can_be_asked=can_be_asked,
                    seconds=None if last else chance.uniform(0.002, LONGEST_LIFE),
                )
                done += killed
            problems = wrong(*outcome(url, folder), wanted, expected, can_be_asked=can_be_asked)
            if problems:
                print(f"seed {seed}, world {worlds}:", *problems, sep="\n  ")
                return 1
    print(f"{done} kills over {worlds} worlds, {len(wanted)} messages each: none lost, none twice")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))  # type: ignore[arg-type]
