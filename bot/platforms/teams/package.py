"""The app's package for Teams: a manifest and two icons in one file, for one registration."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import config

FOLDER = Path(config.__file__).with_name("teams")
MANIFEST, COLOUR, OUTLINE = "manifest.json", "color.png", "outline.png"
#: Teams' own limit of the developer's name.
LONGEST_NAME = 32
#: The same bytes for the same registration, whenever it is built.
_BUILT = (2023, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """Whom Teams names beside the app, and where their pages are: whoever runs this installation."""

    name: str
    website: str
    privacy: str
    terms: str


def manifest(app_id: str, publisher: Publisher | None = None) -> Mapping[str, Any]:
    """The manifest of a registration. ``publisher``: ``None``: as in the file."""
    told: dict[str, Any] = json.loads((FOLDER / MANIFEST).read_text(encoding="utf-8"))
    told["id"] = app_id
    for bot in told["bots"]:
        bot["botId"] = app_id
    if publisher is not None:
        told["developer"] = {
            "name": publisher.name,
            "websiteUrl": publisher.website,
            "privacyUrl": publisher.privacy,
            "termsOfUseUrl": publisher.terms,
        }
    return told


def package(app_id: str, publisher: Publisher | None = None) -> bytes:
    """The package, as it is uploaded in the Teams admin centre."""
    told = json.dumps(manifest(app_id, publisher), indent=2, ensure_ascii=False)
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        _add(archive, MANIFEST, f"{told}\n".encode())
        for name in (COLOUR, OUTLINE):
            _add(archive, name, (FOLDER / name).read_bytes())
    return held.getvalue()


def _add(archive: ZipFile, name: str, content: bytes) -> None:
    entry = ZipInfo(name, date_time=_BUILT)
    entry.compress_type = ZIP_DEFLATED
    archive.writestr(entry, content)
