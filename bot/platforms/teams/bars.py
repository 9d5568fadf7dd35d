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
    Status.NOT_REPORTED: "emphasis",
}
#: Of a bar's hundred parts, the least that one segment has: its symbol stands in it, on a phone too.
LEAST = 10
#: A space at which no line ends, after a dash either.
_UNBROKEN = "\N{WORD JOINER}\N{NO-BREAK SPACE}"


def bars(picture: Picture) -> list[Json]:
    """A bar for each priority, last meeting's above this one's, each under its words (R18).

    Data that are not what ``bot.phrasing.digest`` writes are told by the picture's own words alone.
    """
    drawn = [element for bar in _bars(picture) for element in _bar(bar, picture.data)]
    if not drawn and picture.alt:
        drawn.append(rich([text_run(picture.alt, quiet=True)]))
    return drawn


def _bar(bar: Mapping[str, object], data: Mapping[str, object]) -> Iterator[Json]:
    title = f"{bar.get('code', '')} {bar.get('title', '')}".strip()
    yield rich([text_run(title or ALL_ACTIONS, strong=True)], spacing="medium")
    for name, when in (("before", LAST_MEETING), ("now", THIS_MEETING)):
        counts = _counts(bar.get(name))
        if counts:
            caption = f"{when}, {data[name]}" if data.get(name) else when
            told = (f"{status.label} {count}" for status, count in counts.items())
            words = ", ".join(one.replace(" ", _UNBROKEN) for one in told)
            yield rich([text_run(f"{caption}: {words}", quiet=True)], spacing="small")
            yield columns(list(_segments(counts)), spacing="small")


def _segments(counts: Mapping[Status, int]) -> Iterator[Json]:
    spare = 100 - LEAST * len(counts)
    total = sum(counts.values())
    for status, count in counts.items():
        symbol = rich([text_run(status.symbol, strong=True)], centred=True)
        yield column([symbol], width=LEAST + spare * count // total, shade=SHADES[status])


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
