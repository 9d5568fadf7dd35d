"""The BRAG picture: deterministic, readable without colour, quick (R11, R18)."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pytest
from PIL import Image

from bot.documents import pictures
from bot.documents.pictures import draw_picture, picture_size
from bot.domain.messages import Picture
from bot.domain.status import Status
from bot.phrasing.digest import picture_data, picture_words
from tests.unit.digest.county import AMBER, RED, action, before, facts


def picture(data: Mapping[str, object]) -> Picture:
    return Picture(name="brag_bars", data=data, alt="")


def bar(now: Mapping[str, int], then: Mapping[str, int] | None = None) -> dict[str, object]:
    return {"code": "PA1", "title": "Timely assessment", "now": now, "before": then}


def drawn(*bars: Mapping[str, object], then: str | None = "12 September") -> Image.Image:
    given = picture({"now": "24 October", "before": then, "bars": list(bars)})
    image = Image.open(io.BytesIO(draw_picture(given))).convert("RGB")
    assert image.size == picture_size(given)
    return image


def test_the_same_data_give_the_same_bytes() -> None:
    found = facts(
        [action("1.1", state=RED), action("1.1", priority=2, state=AMBER)],
        previous=before([action("1.1", state=AMBER), action("1.1", priority=2, state=AMBER)]),
    )
    one = draw_picture(picture(picture_data(found)))
    pictures._stamp.cache_clear()
    pictures._rounded.cache_clear()
    pictures._font.cache_clear()
    assert draw_picture(picture(picture_data(found))) == one
    assert one.startswith(b"\x89PNG")


def test_last_meetings_bar_stands_above_this_ones() -> None:
    without = drawn(bar({"green": 3}), then=None)
    with_both = drawn(bar({"green": 3}, {"red": 3}))
    assert with_both.height > without.height
    middle = [with_both.getpixel((60, y)) for y in range(with_both.height)]
    reds = [y for y, shade in enumerate(middle) if near(shade, pictures._LOOKS[Status.RED].fill)]
    greens = [
        y for y, shade in enumerate(middle) if near(shade, pictures._LOOKS[Status.GREEN].fill)
    ]
    assert reds
    assert greens
    assert min(reds) < min(greens)


def near(shade: object, fill: tuple[int, int, int]) -> bool:
    assert isinstance(shade, tuple)
    return all(abs(int(a) - b) < 12 for a, b in zip(shade, fill, strict=True))


def test_a_picture_without_colour_still_tells_the_statuses_apart() -> None:
    """Every pair of symbols differs in many pixels, whatever the fill."""
    stamps = [pictures._stamp(status).tobytes() for status in Status]
    for n, one in enumerate(stamps):
        for other in stamps[n + 1 :]:
            assert sum(abs(a - b) > 128 for a, b in zip(one, other, strict=True)) > 60


@pytest.mark.parametrize("status", list(Status))
def test_every_label_has_enough_contrast(status: Status) -> None:
    look = pictures._LOOKS[status]
    light, dark = sorted((luminance(look.fill), luminance(look.ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(shade: tuple[int, int, int]) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [c / 255 for c in shade]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_lone_action_among_very_many_still_has_room_for_its_label() -> None:
    widths = pictures._widths({Status.GREEN: 500, Status.RED: 1, Status.GREY: 1}, 928)
    assert sum(widths) == 928
    assert all(wide >= pictures._label_width("1") for wide in widths)
    assert widths[0] > 500


def test_an_empty_priority_and_a_very_long_title_are_drawn() -> None:
    long = {"code": "C1", "title": "x" * 500, "now": {}, "before": {"green": 1}}
    assert drawn(long).width == pictures.WIDTH


@pytest.mark.parametrize(
    "data",
    [{}, {"bars": []}, {"bars": ["x"]}, {"bars": [{"now": 3}]}, {"bars": [{"now": {"pink": 1}}]}],
)
def test_data_that_is_no_picture_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"bar|count|Status"):
        draw_picture(picture(data))


def test_the_alternative_text_says_everything_the_picture_shows() -> None:
    then = before([action("1.1", state=AMBER), action("1.2", state=AMBER)])
    found = facts([action("1.1", state=RED), action("1.2", state=AMBER)], previous=then)
    assert picture_words(found) == (
        "Actions by status and priority, with 12 September in brackets. "
        "PA1 Timely assessment: Amber 1 (2), Red 1 (0)."
    )
