"""The app's package: what Microsoft's library says of its manifest, and that it promises what the code does."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image

from bot.platforms.teams.icons import COLOUR_SIZE, KEPT, OUTLINE_SIZE, colour, outline
from bot.platforms.teams.package import (
    COLOUR,
    FOLDER,
    LONGEST_NAME,
    MANIFEST,
    OUTLINE,
    Publisher,
    manifest,
    package,
)
from bot.platforms.teams.words import words
from tests.fakes.app_manifest import manifest_faults
from tests.fakes.teams_people import APP_ID

COUNCIL = Publisher(
    name="Westmere Council",
    website="https://westmere.example/sendbot",
    privacy="https://westmere.example/privacy",
    terms="https://westmere.example/terms",
)


@pytest.mark.parametrize("publisher", [None, COUNCIL], ids=["as in the file", "named"])
def test_microsofts_library_has_nothing_against_it(publisher: Publisher | None) -> None:
    assert manifest_faults(manifest(APP_ID, publisher)) == []


@pytest.mark.parametrize(
    "odd",
    [
        {"id": "an-app"},
        {"manifestVersion": "1.28"},
        {"authorisation": {}},
        {"developer": {**manifest(APP_ID)["developer"], "name": "n" * (LONGEST_NAME + 1)}},
    ],
    ids=lambda odd: next(iter(odd)),
)
def test_the_library_would_say_so(odd: dict[str, object]) -> None:
    assert manifest_faults({**manifest(APP_ID), **odd}) != []


def test_it_is_of_the_registration_and_names_who_publishes_it() -> None:
    told = manifest(APP_ID, COUNCIL)
    assert (told["id"], [bot["botId"] for bot in told["bots"]]) == (APP_ID, [APP_ID])
    assert told["developer"] == {
        "name": "Westmere Council",
        "websiteUrl": "https://westmere.example/sendbot",
        "privacyUrl": "https://westmere.example/privacy",
        "termsOfUseUrl": "https://westmere.example/terms",
    }


def test_it_is_offered_wherever_the_bot_hears_and_asks_for_no_more() -> None:
    told = manifest(APP_ID)
    (bot,) = told["bots"]
    assert set(bot["scopes"]) == {"personal", "groupChat", "team"}
    assert "authorization" not in told, "no permission to hear what it is not mentioned in"
    assert "webApplicationInfo" not in told
    assert told["validDomains"] == [], "it shows no pages"


def test_files_can_be_sent_to_it_because_their_links_are_taken() -> None:
    (bot,) = manifest(APP_ID)["bots"]
    file = {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "contentUrl": "https://westmere.example/minutes.docx",
    }
    taken = words({"text": "", "attachments": [file]}, bot="28:bot").text
    assert bot["supportsFiles"] is bool(taken)


def test_its_menu_fits_every_client() -> None:
    """What each command does is looked at in ``tests/integration/teams/test_menu.py``."""
    (bot,) = manifest(APP_ID)["bots"]
    (menu,) = bot["commandLists"]
    assert menu["scopes"] == bot["scopes"]
    titles = [one["title"] for one in menu["commands"]]
    assert titles == ["status", "mine", "update", "digest", "schedule", "away", "help"]
    assert all(one["description"] for one in menu["commands"])


def test_the_package_holds_the_manifest_and_two_icons() -> None:
    with ZipFile(BytesIO(package(APP_ID, COUNCIL))) as opened:
        assert opened.testzip() is None
        assert sorted(opened.namelist()) == sorted((MANIFEST, COLOUR, OUTLINE))
        told = json.loads(opened.read(MANIFEST))
        assert told == manifest(APP_ID, COUNCIL)
        for name, size in (("color", COLOUR_SIZE), ("outline", OUTLINE_SIZE)):
            with Image.open(BytesIO(opened.read(told["icons"][name]))) as icon:
                assert (icon.format, icon.size) == ("PNG", (size, size))
    assert package(APP_ID, COUNCIL) == package(APP_ID, COUNCIL), "the same whenever it is built"


def test_the_icons_are_as_they_are_drawn() -> None:
    for name, drawn in ((COLOUR, colour()), (OUTLINE, outline())):
        with Image.open(FOLDER / name) as icon:
            assert icon.mode == drawn.mode
            assert icon.tobytes() == drawn.tobytes(), (
                f"{name}: run python -m bot.platforms.teams.icons"
            )


def test_the_colour_icon_is_square_and_loses_nothing_at_its_edges() -> None:
    icon = colour()
    assert icon.getpixel((0, 0)) == icon.getpixel((COLOUR_SIZE - 1, COLOUR_SIZE - 1))
    ground = Image.new("RGB", icon.size, icon.getpixel((0, 0)))
    edge = (COLOUR_SIZE - KEPT) // 2
    icon.paste(ground.crop((0, 0, KEPT, KEPT)), (edge, edge))
    assert icon.tobytes() == ground.tobytes(), "its symbol is outside what Teams keeps"


def test_the_outline_icon_is_white_on_nothing_up_to_its_edges() -> None:
    red, green, blue, alpha = outline().split()
    assert {red.getextrema(), green.getextrema(), blue.getextrema()} == {(255, 255)}
    assert alpha.getextrema() == (0, 255)
    assert alpha.getbbox() == (0, 0, OUTLINE_SIZE, OUTLINE_SIZE)
