"""Cards in a page as Teams shows them: drawn by Adaptive Cards' own library with what its designer knows
of Teams' light and dark themes; high contrast is made here, of black, white and few colours."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from playwright.sync_api import Page

from tests.fakes.install_adaptivecards import FOLDER, install

Theme = Literal["light", "dark", "contrast"]
Json = dict[str, Any]

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Cards</title></head><body><main></main></body></html>"""
_BEHIND = {"light": "#f5f5f5", "dark": "#1f1f1f", "contrast": "#000000"}
#: A message as Teams frames it, which the designer's style sheets leave to their page.
_FRAME = """
body { margin: 0; padding: 16px; background: %s; font-family: "Segoe UI", "DejaVu Sans", sans-serif; }
.teams-card { margin: 0 0 12px; max-width: 720px; overflow: hidden; box-sizing: border-box; }
"""
_CONTRAST = """
.teams-card { border: 1px solid #ffffff; }
.ac-pushButton { background: #000000; color: #ffffff; border: 2px solid #3ff23f; }
.ac-input { background: #000000 !important; color: #ffffff !important; border: 1px solid #ffffff !important; }
.ac-columnSet > .ac-container { border: 1px solid #ffffff; }
"""
_DRAW = """([cards, config]) => {
  const main = document.querySelector("main");
  window.done = [];
  for (const json of cards) {
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = new AdaptiveCards.HostConfig(config);
    card.parse(json, new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_5));
    card.onExecuteAction = (action) => {
      window.done.push({ type: action.getJsonTypeName(), verb: action.verb, data: action.data });
    };
    const frame = document.createElement("div");
    frame.className = "teams-card";
    frame.append(card.render());
    main.append(frame);
  }
}"""


def show(page: Page, cards: Sequence[Mapping[str, Any]], theme: Theme = "light") -> None:
    """Draw these cards, one below the other.

    :raises AssertionError: the library cannot be had; the sentence says why.
    """
    problem = install()
    assert problem is None, problem
    page.set_content(_PAGE)
    page.add_style_tag(path=FOLDER / f"teams-{'light' if theme == 'light' else 'dark'}.css")
    page.add_style_tag(content=_FRAME % _BEHIND[theme])
    if theme == "contrast":
        page.add_style_tag(content=_CONTRAST)
    page.add_script_tag(path=FOLDER / "adaptivecards.js")
    page.evaluate(_DRAW, [list(cards), _config(theme)])


def done(page: Page) -> list[Json]:
    """The actions that were executed: type, verb, and data with what was filled in."""
    return list(page.evaluate("() => window.done"))


def _config(theme: Theme) -> Json:
    name = "light" if theme == "light" else "dark"
    config: Json = json.loads((FOLDER / f"teams-{name}.json").read_text(encoding="utf-8"))
    if theme == "contrast":
        for style in config["containerStyles"].values():
            style["backgroundColor"] = "#000000"
            style["borderColor"] = "#ffffff"
            for colour in style["foregroundColors"].values():
                colour |= {"default": "#ffffff", "subtle": "#ffffff"}
    return config
