"""The app's two icons, drawn: ``python -m bot.platforms.teams.icons FOLDER``. A test keeps ``config/teams`` so.

A speech bubble with three statuses in it, each by its symbol.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image, ImageDraw

from bot.platforms.teams.package import COLOUR, OUTLINE

#: Pixels that Teams asks for, and how much of the colour icon it never cuts away.
COLOUR_SIZE, OUTLINE_SIZE, KEPT = 192, 32, 96
#: Drawn this much larger and then made smaller, which smooths the edges.
_FINE = 8
_GROUND, _BUBBLE = "#17202a", "#ffffff"
_GREEN, _AMBER, _RED = "#2e8540", "#d98200", "#b3261e"
_WHITE = (255, 255, 255, 255)


def colour() -> Image.Image:
    """On a solid square: Teams rounds its corners itself."""
    image = Image.new("RGB", (COLOUR_SIZE * _FINE, COLOUR_SIZE * _FINE), _GROUND)
    pen = ImageDraw.Draw(image)
    edge = (COLOUR_SIZE - KEPT) / 2
    _bubble(pen, edge, edge + 6, KEPT, 72, fill=_BUBBLE)
    top = edge + 6 + 36
    _symbols(pen, (edge + 20, edge + KEPT / 2, edge + KEPT - 20), top, 10, (_GREEN, _AMBER, _RED))
    return image.resize((COLOUR_SIZE, COLOUR_SIZE), Image.Resampling.BOX)


def outline() -> Image.Image:
    """White on nothing, up to the edges: Teams lays it on a colour of its own."""
    drawn = Image.new("L", (OUTLINE_SIZE * _FINE, OUTLINE_SIZE * _FINE), 0)
    pen = ImageDraw.Draw(drawn)
    _bubble(pen, 0, 0, OUTLINE_SIZE, 25, fill=255)
    _bubble(pen, 2, 2, OUTLINE_SIZE - 4, 21, fill=0)
    _symbols(pen, (8, 16, 24), 12.5, 2.8, (255, 255, 255))
    alpha = drawn.resize((OUTLINE_SIZE, OUTLINE_SIZE), Image.Resampling.BOX)
    image = Image.new("RGBA", (OUTLINE_SIZE, OUTLINE_SIZE), _WHITE)
    image.putalpha(alpha)
    return image


def draw(folder: Path) -> None:
    """Write both into a folder."""
    colour().save(folder / COLOUR, optimize=True)
    outline().save(folder / OUTLINE, optimize=True)


def _bubble(
    pen: ImageDraw.ImageDraw,
    left: float,
    top: float,
    width: float,
    height: float,
    *,
    fill: str | int,
) -> None:
    """A box with round corners and a tail under it, in pixels of the finished icon."""
    # What is drawn reaches into the last pixel that is named.
    right, bottom, tail = left + width - 1 / _FINE, top + height, height * 0.25 - 1 / _FINE
    pen.rounded_rectangle(_fine(left, top, right, bottom), radius=height * _FINE / 4, fill=fill)
    foot = left + width * 0.22
    pen.polygon(
        _fine(foot, bottom - 1, foot, bottom + tail, foot + tail * 1.3, bottom - 1), fill=fill
    )


def _symbols(
    pen: ImageDraw.ImageDraw,
    across: tuple[float, float, float],
    down: float,
    half: float,
    fills: tuple[str | int, str | int, str | int],
) -> None:
    """Green's circle, amber's triangle and red's diamond side by side, each ``half`` to either side."""
    circle, triangle, diamond = across
    pen.ellipse(_fine(circle - half, down - half, circle + half, down + half), fill=fills[0])
    pen.polygon(
        _fine(triangle, down - half, triangle - half, down + half, triangle + half, down + half),
        fill=fills[1],
    )
    wide = half * 1.15
    pen.polygon(
        _fine(
            diamond, down - wide, diamond + wide, down, diamond, down + wide, diamond - wide, down
        ),
        fill=fills[2],
    )


def _fine(*numbers: float) -> list[float]:
    return [number * _FINE for number in numbers]


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
