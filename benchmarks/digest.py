"""What a digest costs: facts, words and picture of one plan, and whether a larger plan costs more per action.

Beside it in the same run: the plainest thing that holds the same facts, ``json.dumps`` of them, and
Pillow saving an empty picture of the same size.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PIL import Image

from bot.documents.pictures import draw_picture
from bot.domain.digest import DigestFacts
from bot.domain.messages import Picture
from bot.domain.status import Status
from bot.handlers.digest_facts import facts_json, read_facts
from bot.phrasing.digest import messages, picture_data
from tests.unit.digest.county import AMBER, RED, action, before, facts, heading, told

#: Milliseconds for a picture of two priorities; how much dearer an action of a plan ten times larger may be.
MOST_PICTURE = 150.0
MOST_TIMES_DEARER = 1.5
_REPEATS = 7
_STATES = (told(Status.GREEN), told(Status.GREEN), AMBER, RED, told(Status.GREY))


@dataclass(frozen=True, kw_only=True)
class Result:
    what: str
    actions: int
    milliseconds: float
    peer: str
    peer_milliseconds: float


def run() -> list[Result]:
    """Time a plan of 29 actions and one of 290, and the picture of the first."""
    results: list[Result] = []
    for times in (1, 10):
        found = _plan(times)
        count = len(found.actions)
        stored = json.loads(facts_json(found))
        dumped = _best(partial(json.dumps, stored))
        steps: tuple[tuple[str, Callable[[], object]], ...] = (
            ("facts", partial(_plan, times)),
            ("words", partial(messages, found)),
            ("json, there and back", partial(_there_and_back, found)),
        )
        results += [
            Result(
                what=what,
                actions=count,
                milliseconds=_best(work),
                peer="json.dumps of the facts",
                peer_milliseconds=dumped,
            )
            for what, work in steps
        ]
    picture = Picture(name="brag_bars", data=picture_data(_plan(1)), alt="")
    height = Image.open(io.BytesIO(draw_picture(picture))).height
    results.append(
        Result(
            what="picture",
            actions=29,
            milliseconds=_best(partial(draw_picture, picture)),
            peer="an empty PNG of its size",
            peer_milliseconds=_best(partial(_empty, height)),
        )
    )
    for one in results:
        print(
            f"{one.what:22} {one.actions:4} actions {one.milliseconds:8.2f} ms  "
            f"({one.peer}: {one.peer_milliseconds:.2f} ms)"
        )
    words = [one for one in results if one.what == "words"]
    dearer = (words[1].milliseconds / words[1].actions) / (words[0].milliseconds / words[0].actions)
    print(
        f"words of an action of the larger plan: {dearer:.2f} times (at most {MOST_TIMES_DEARER})"
    )
    print(f"picture: at most {MOST_PICTURE:.0f} ms")
    return results


def _plan(times: int) -> DigestFacts:
    headings = [heading(n, f"Priority {n} of the plan") for n in range(1, 2 * times + 1)]
    actions = [
        action(f"1.{n}", f"Do the thing number {n}", priority=top, state=_STATES[n % 5])
        for top in range(1, 2 * times + 1)
        for n in range(1, 17 if top % 2 else 14)
    ]
    return facts(actions, previous=before(actions, headings=headings), headings=headings)


def _there_and_back(found: DigestFacts) -> DigestFacts:
    return read_facts(facts_json(found))


def _empty(height: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1000, height), (255, 255, 255)).save(out, "PNG")
    return out.getvalue()


def _best(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(_REPEATS):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best * 1000
