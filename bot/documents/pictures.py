"""Pictures drawn from a message's data: a BRAG bar per priority, last meeting's above this one's (R11).

No meaning hangs on colour (R18): every segment carries its symbol and count, its word where there is
room, and the statuses that matter most have patterns of their own. The same data give the same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from bot.domain.messages import Picture
from bot.domain.status import TELLING_ORDER, Status

#: Pixels. A phone shows the picture at about a third of this width: letters of 40 are then still 14.
WIDTH = 1000
_MARGIN = 36
_INK = (23, 32, 42)
_SOFT_INK = (74, 85, 99)
_PAPER = (255, 255, 255)
_EDGE = (255, 255, 255)

_TITLE_SIZE = 42
_CAPTION_SIZE = 32
_LABEL_SIZE = 38
_BAR = 78
_BAR_BEFORE = 60
_PAD = 14
_Shade = tuple[int, int, int]
_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@dataclass(frozen=True, kw_only=True)
class _Look:
    """A status's fill, its ink (contrast at least 4.5 to 1), and the second tone of its pattern."""

    fill: _Shade
    ink: _Shade
    tone: _Shade
    pattern: str = ""


_LOOKS: Mapping[Status, _Look] = {
    Status.BLUE: _Look(
        fill=(28, 78, 158), ink=(255, 255, 255), tone=(54, 104, 186), pattern="rows"
    ),
    Status.GREEN: _Look(fill=(14, 107, 74), ink=(255, 255, 255), tone=(14, 107, 74)),
    Status.AMBER: _Look(fill=(250, 188, 66), ink=(23, 32, 42), tone=(232, 160, 28), pattern="dots"),
    Status.RED: _Look(fill=(168, 22, 48), ink=(255, 255, 255), tone=(204, 74, 92), pattern="slant"),
    Status.GREY: _Look(fill=(214, 219, 225), ink=(23, 32, 42), tone=(214, 219, 225)),
    Status.NOT_REPORTED: _Look(
        fill=(255, 255, 255), ink=(23, 32, 42), tone=(190, 198, 207), pattern="slant"
    ),
}


@dataclass(frozen=True, kw_only=True)
class _Bar:
    code: str
    title: str
    now: Mapping[Status, int]
    before: Mapping[Status, int] | None


def picture_size(picture: Picture) -> tuple[int, int]:
    """Width and height in pixels, known before anything is drawn.

    :raises ValueError: for data that is not what ``bot.phrasing.digest`` writes.
    """
    bars, _, _ = _read(picture.data)
    return WIDTH, _height(bars)


def draw_picture(picture: Picture) -> bytes:
    """The picture as PNG.

    :raises ValueError: for data that is not what ``bot.phrasing.digest`` writes.
    """
    bars, now, before = _read(picture.data)
    image = Image.new("RGB", (WIDTH, _height(bars)), _PAPER)
    draw = ImageDraw.Draw(image)
    y = _MARGIN
    for n, bar in enumerate(bars):
        if n:
            draw.line(((_MARGIN, y), (WIDTH - _MARGIN, y)), fill=(224, 228, 233), width=2)
            y += 30
        y = _priority(image, draw, bar, y, now=now, before=before)
    _legend(image, draw, _used(bars), y)
    out = io.BytesIO()
    image.quantize(colors=128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
        out, "PNG", compress_level=6
    )
    return out.getvalue()


# --- the data -------------------------------------------------------------------------------------


def _read(data: Mapping[str, object]) -> tuple[list[_Bar], str, str | None]:
    given = data.get("bars")
    if not isinstance(given, Sequence) or isinstance(given, str) or not given:
        raise ValueError("a BRAG picture needs its bars")
    bars = [_bar(one) for one in given]
    before = data.get("before")
    return bars, str(data.get("now") or "Now"), str(before) if before else None


def _bar(given: object) -> _Bar:
    if not isinstance(given, Mapping):
        raise ValueError("a bar needs code, title and counts")
    now = _counts(given.get("now"))
    before = given.get("before")
    return _Bar(
        code=str(given.get("code", "")),
        title=str(given.get("title", "")),
        now=now,
        before=_counts(before) if before is not None else None,
    )


def _counts(given: object) -> Mapping[Status, int]:
    if not isinstance(given, Mapping):
        raise ValueError("counts are numbers by status")
    found = {Status(str(name)): int(str(count)) for name, count in given.items()}
    return {status: found[status] for status in TELLING_ORDER if found.get(status, 0) > 0}


def _used(bars: Sequence[_Bar]) -> list[Status]:
    there = {status for bar in bars for one in (bar.now, bar.before or {}) for status in one}
    return [status for status in TELLING_ORDER if status in there]


# --- the layout -----------------------------------------------------------------------------------


def _height(bars: Sequence[_Bar]) -> int:
    height = _MARGIN
    for n, bar in enumerate(bars):
        height += 30 * bool(n) + 60 + (44 + _BAR + 34)
        height += (44 + _BAR_BEFORE + 14) if bar.before is not None else 0
    return height + 66 * len(_legend_rows(_used(bars))) + 24


def _priority(
    image: Image.Image,
    draw: ImageDraw.ImageDraw,
    bar: _Bar,
    y: int,
    *,
    now: str,
    before: str | None,
) -> int:
    total = sum(bar.now.values())
    count = f"{total} action{'' if total == 1 else 's'}"
    small = _font(_CAPTION_SIZE)
    room = WIDTH - 2 * _MARGIN - int(small.getlength(count)) - 24
    title = _fitted(f"{bar.code} {bar.title}".strip(), _font(_TITLE_SIZE), room)
    _text(draw, (_MARGIN, y), title, _TITLE_SIZE, _INK, weight=0.8)
    x = WIDTH - _MARGIN - int(small.getlength(count))
    _text(draw, (x, y + 8), count, _CAPTION_SIZE, _SOFT_INK)
    y += 60
    if bar.before is not None:
        caption = f"Last meeting, {before}" if before else "Last meeting"
        _text(draw, (_MARGIN, y), caption, _CAPTION_SIZE, _SOFT_INK)
        y += 44
        _segments(image, bar.before, y, _BAR_BEFORE)
        y += _BAR_BEFORE + 14
    _text(draw, (_MARGIN, y), f"This meeting, {now}", _CAPTION_SIZE, _INK, weight=0.6)
    y += 44
    _segments(image, bar.now, y, _BAR)
    return y + _BAR + 34


def _segments(image: Image.Image, counts: Mapping[Status, int], y: int, height: int) -> None:
    """One bar: a segment per status, each at least wide enough for its symbol and count."""
    width = WIDTH - 2 * _MARGIN
    strip = Image.new("RGB", (width, height), (245, 246, 248))
    draw = ImageDraw.Draw(strip)
    if not counts:
        _text(draw, (_PAD, (height - _CAPTION_SIZE) // 2 - 4), "No actions", _CAPTION_SIZE, _INK)
    x = 0
    for (status, count), wide in zip(counts.items(), _widths(counts, width), strict=True):
        _segment(strip, status, count, (x, wide, height))
        x += wide
        if x < width:
            draw.line(((x - 1, 0), (x - 1, height)), fill=_EDGE, width=4)
    ImageDraw.Draw(strip).rounded_rectangle(
        (0, 0, width - 1, height - 1), radius=12, outline=(120, 130, 142), width=2
    )
    image.paste(strip, (_MARGIN, y), _rounded(width, height))


def _widths(counts: Mapping[Status, int], width: int) -> list[int]:
    """Pixels for each segment: what its label needs, the rest by count."""
    needs = [_label_width(str(count)) for count in counts.values()]
    spare = max(0, width - sum(needs))
    total = sum(counts.values())
    # The share beyond its own need, so that a long bar stays long beside the short ones.
    wants = [
        max(0.0, width * count / total - need)
        for count, need in zip(counts.values(), needs, strict=True)
    ]
    scale = spare / sum(wants) if sum(wants) else 0.0
    found = [need + int(want * scale) for need, want in zip(needs, wants, strict=True)]
    if found:
        found[-1] += width - sum(found)
    return found


def _label_width(text: str) -> int:
    return int(_font(_LABEL_SIZE).getlength(text)) + _LABEL_SIZE + 3 * _PAD + 4


def _segment(strip: Image.Image, status: Status, count: int, place: tuple[int, int, int]) -> None:
    x, wide, height = place
    look = _LOOKS[status]
    draw = ImageDraw.Draw(strip)
    draw.rectangle((x, 0, x + wide, height), fill=look.fill)
    _pattern(strip, look, (x, wide, height))
    words = f"{status.word} {count}"
    text = words if _label_width(words) <= wide else str(count)
    size = _LABEL_SIZE
    label = _label_width(text)
    left = x + max(0, (wide - label) // 2)
    if look.pattern:
        draw.rounded_rectangle(
            (left + 3, 6, left + label - 4, height - 7), radius=8, fill=look.fill
        )
    middle = height // 2
    _symbol(strip, status, (left + _PAD + size // 2, middle), look.ink)
    draw.text(
        (left + 2 * _PAD + size, middle),
        text,
        font=_font(size),
        fill=look.ink,
        anchor="lm",
        stroke_width=0.6,
    )


def _legend_rows(statuses: Sequence[Status]) -> list[list[Status]]:
    rows: list[list[Status]] = [[]]
    x = 0
    for status in statuses:
        wide = 80 + int(_font(_CAPTION_SIZE).getlength(status.word)) + 40
        if rows[-1] and x + wide > WIDTH - 2 * _MARGIN:
            rows.append([])
            x = 0
        rows[-1].append(status)
        x += wide
    return rows


def _legend(
    image: Image.Image, draw: ImageDraw.ImageDraw, statuses: Sequence[Status], y: int
) -> None:
    """Every status shown, by symbol, pattern and word."""
    for row in _legend_rows(statuses):
        x = _MARGIN
        for status in row:
            look = _LOOKS[status]
            chip = Image.new("RGB", (64, 48), look.fill)
            _pattern(chip, look, (0, 64, 48))
            if look.pattern:
                ImageDraw.Draw(chip).rounded_rectangle((9, 4, 54, 43), radius=6, fill=look.fill)
            _symbol(chip, status, (32, 24), look.ink)
            ImageDraw.Draw(chip).rectangle((0, 0, 63, 47), outline=(120, 130, 142), width=2)
            image.paste(chip, (x, y))
            draw.text(
                (x + 80, y + 24), status.word, font=_font(_CAPTION_SIZE), fill=_INK, anchor="lm"
            )
            x += 80 + int(_font(_CAPTION_SIZE).getlength(status.word)) + 40
        y += 66


# --- ink ------------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _font(size: int) -> _Font:
    """Pillow's own scalable face: no font file of the machine is ever used, so bytes never differ."""
    return ImageFont.load_default(size)


def _text(
    draw: ImageDraw.ImageDraw,
    at: tuple[int, int],
    text: str,
    size: int,
    ink: _Shade,
    *,
    weight: float = 0,
) -> None:
    draw.text(at, text, font=_font(size), fill=ink, stroke_width=weight)


def _fitted(text: str, font: _Font, room: int) -> str:
    if font.getlength(text) <= room:
        return text
    words = text.split()
    while len(words) > 1 and font.getlength(" ".join(words) + "…") > room:
        words.pop()
    short = " ".join(words)
    while len(short) > 1 and font.getlength(short + "…") > room:
        short = short[:-1]
    return short.rstrip(" ,.;:–-") + "…"


@lru_cache(maxsize=4)
def _rounded(width: int, height: int) -> Image.Image:
    mask = Image.new("L", (width * 2, height * 2), 0)
    ImageDraw.Draw(mask).rounded_rectangle(
        (0, 0, width * 2 - 1, height * 2 - 1), radius=24, fill=255
    )
    return mask.reduce(2)


def _pattern(strip: Image.Image, look: _Look, place: tuple[int, int, int]) -> None:
    """A second tone that tells the status without its colour."""
    x, wide, height = place
    if not look.pattern:
        return
    tile = Image.new("RGB", (wide, height), look.fill)
    draw = ImageDraw.Draw(tile)
    match look.pattern:
        case "slant":
            for at in range(-height, wide, 22):
                draw.line(((at, height), (at + height, 0)), fill=look.tone, width=6)
        case "dots":
            for row, top in enumerate(range(6, height, 18)):
                for left in range(6 + 11 * (row % 2), wide, 22):
                    draw.ellipse((left, top, left + 7, top + 7), fill=look.tone)
        case _:
            for top in range(8, height, 16):
                draw.line(((0, top), (wide, top)), fill=look.tone, width=4)
    strip.paste(tile, (x, 0))


def _symbol(strip: Image.Image, status: Status, centre: tuple[int, int], ink: _Shade) -> None:
    mask = _stamp(status)
    half = mask.width // 2
    strip.paste(ink, (centre[0] - half, centre[1] - half), mask)


_STAMP = 32
_FINE = 4


@lru_cache(maxsize=8)
def _stamp(status: Status) -> Image.Image:
    """The status's symbol, drawn large and made smaller so that its edges are smooth."""
    size = _STAMP * _FINE
    mask = Image.new("L", (size, size), 0)
    _SHAPES[status](ImageDraw.Draw(mask), size)
    return mask.reduce(_FINE)


def _square(draw: ImageDraw.ImageDraw, size: int) -> None:
    edge = size // 8
    draw.rectangle((edge, edge, size - edge, size - edge), fill=255)


def _disc(draw: ImageDraw.ImageDraw, size: int) -> None:
    edge = size // 12
    draw.ellipse((edge, edge, size - edge, size - edge), fill=255)


def _triangle(draw: ImageDraw.ImageDraw, size: int) -> None:
    high = int(size * math.sqrt(3) / 2)
    top = (size - high) // 2
    draw.polygon(((size // 2, top), (size, top + high), (0, top + high)), fill=255)


def _diamond(draw: ImageDraw.ImageDraw, size: int) -> None:
    half = size // 2
    draw.polygon(((half, 0), (size, half), (half, size), (0, half)), fill=255)


def _ring(draw: ImageDraw.ImageDraw, size: int) -> None:
    edge = size // 12
    draw.ellipse((edge, edge, size - edge, size - edge), outline=255, width=size // 7)


def _dash(draw: ImageDraw.ImageDraw, size: int) -> None:
    draw.rectangle((size // 8, size * 7 // 16, size * 7 // 8, size * 9 // 16), fill=255)


_SHAPES: Mapping[Status, Callable[[ImageDraw.ImageDraw, int], None]] = {
    Status.BLUE: _square,
    Status.GREEN: _disc,
    Status.AMBER: _triangle,
    Status.RED: _diamond,
    Status.GREY: _ring,
    Status.NOT_REPORTED: _dash,
}
