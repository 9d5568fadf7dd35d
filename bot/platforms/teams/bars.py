"""The BRAG bars of a digest, drawn with the card's own columns.

Teams shows no picture that comes inside the message on every client, and one on the web would be open to
whoever has its address. Columns follow the reader's theme, and their words are read out as words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.messages import Picture
from bot.domain.status import TELLING_ORDER, Status
from bot.phrasing.front_door import ALL_ACTIONS, LAST_MEETING, THIS_MEETING
from bot.platforms.teams.elements import Json, Shade, column, columns, rich, text_run

SHADES: Mapping[Status, Shade] = {
    Status.BLUE: "accent",
    Status.GREEN: "good",
    Status.AMBER: "warning",
    Status.RED: "attention",
    Status.GREY: "emphasis",
    Status.NOT_REPORTED: "default",
}
#: Of a bar's hundred parts, the least that one segment has: its symbol and count stand in it.
LEAST = 14


def bars(picture: Picture) -> list[Json]:
    """A bar for each priority, last meeting's above this one's, and under them the words of it all (R18).

    Data that are not what ``bot.phrasing.digest`` writes are told in words alone.
    """
    drawn: list[Json] = []
    for bar in _bars(picture):
        title = f"{bar.get('code', '')} {bar.get('title', '')}".strip()
        drawn.append(rich([text_run(title or ALL_ACTIONS, strong=True)], spacing="medium"))
        for name, when in (("before", LAST_MEETING), ("now", THIS_MEETING)):
            day = picture.data.get(name)
            counts = _counts(bar.get(name))
            if counts:
                caption = f"{when}, {day}" if day else when
                drawn.append(rich([text_run(caption, quiet=True)], spacing="small"))
                drawn.append(_segments(counts))
    if picture.alt:
        drawn.append(rich([text_run(picture.alt, quiet=True)]))
    return drawn


def _segments(counts: Mapping[Status, int]) -> Json:
    total = sum(counts.values())
    held = [
        column(
            [rich([text_run(f"{status.symbol}\N{NO-BREAK SPACE}{count}", strong=True)])],
            width=max(LEAST, round(100 * count / total)),
            shade=SHADES[status],
        )
        for status, count in counts.items()
    ]
    return columns(held, spacing="none")


def _bars(picture: Picture) -> Iterator[Mapping[str, object]]:
    given = picture.data.get("bars")
    if isinstance(given, Sequence) and not isinstance(given, str):
        yield from (one for one in given if isinstance(one, Mapping))


def _counts(given: object) -> Mapping[Status, int]:
    """Those that are there, in the order in which they are told."""
    if not isinstance(given, Mapping):
        return {}
    found = {name: count for name, count in given.items() if isinstance(count, int) and count > 0}
    return {one: found[one.value] for one in TELLING_ORDER if one.value in found}
