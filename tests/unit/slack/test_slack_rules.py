"""The tests' own Slack refuses what breaks a rule: each of them, one payload."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.fakes.slack_rules import call_faults

Json = dict[str, Any]
POST, COMPLETE = "chat.postMessage", "files.completeUploadExternal"
NO_LINKS: Json = {"unfurl_links": False, "unfurl_media": False}


def plain(text: str = "Words") -> Json:
    return {"type": "plain_text", "text": text}


def button(**given: Any) -> Json:
    return {"type": "button", "text": plain(), "action_id": "a", **given}


def image(**given: Any) -> Json:
    return {"type": "image", "alt_text": "A bar", "image_url": "https://a.example/b.png", **given}


def section(**given: Any) -> Json:
    return {"type": "section", "text": plain(), **given}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def rich(*elements: Json, kind: str = "rich_text_section") -> Json:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}


def asked(element: Json) -> Json:
    return {"type": "input", "block_id": "i", "label": plain(), "element": element}


def message(*blocks: Json, **given: Any) -> Json:
    return {"text": "Words", "blocks": list(blocks), **NO_LINKS, **given}


def choice(number: int, **given: Any) -> Json:
    return {"text": plain(), "value": str(number), **given}


def select(*options: Json, kind: str = "static_select") -> Json:
    return asked({"type": kind, "options": list(options)})


WORDS: Json = {"type": "text", "text": "Words"}
LONG_URL = f"https://a.example/{'x' * 3000}"

MESSAGES: Mapping[str, tuple[Json, str]] = {
    "no fallback": (message(section(), text=""), "no fallback text"),
    "a long fallback": (message(text="x" * 4001), "text of 4001"),
    "a mention": (message(text="<!channel>"), "text is not escaped"),
    "a broken escape": (message(text="a & b"), "text is not escaped"),
    "blocks": (message(*[{"type": "divider"}] * 51), "51 blocks"),
    "letters in all": (message(*[rich({**WORDS, "text": "x" * 2999})] * 5), "over all blocks"),
    "the same block id": (message(*[section(block_id="a")] * 2), "block ids"),
    "a long block id": (message(section(block_id="x" * 256)), "block ids"),
    "a header": (message({"type": "header", "text": plain("x" * 151)}), "header of 151"),
    "a header's type": (
        message({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}), "not plain text"),
    "an unknown block": (message({"type": "video"}), "block video"),
    "an unknown text": (message(section(text={"type": "html", "text": "x"})), "of type html"),
    "a section": (message(section(text=plain("x" * 3001))), "section of 3001"),
    "a section without words": (message({"type": "section"}), "without words"),
    "a field": (message(section(fields=[plain("x" * 2001)])), "field of 2001"),
    "a mention in a field": (message(section(fields=[plain("<@U1>")])), "field is not escaped"),
    "fields": (message(section(fields=[plain()] * 11)), "11 fields"),
    "an accessory": (message(section(accessory=button(text=plain("x" * 76)))), "button of 76"),
    "an unknown accessory": (message(section(accessory={"type": "overflow"})), "element overflow"),
    "context": (message({"type": "context", "elements": [plain()] * 11}), "context elements"),
    "context's words": (
        message({"type": "context", "elements": [plain("x" * 3001)]}), "context of 3001"),
    "a picture in context": (
        message({"type": "context", "elements": [image(alt_text="")]}), "alternative text"),
    "empty rich text": (message(rich()), "an empty rich text"),
    "a link in rich text": (
        message(rich({"type": "link", "url": "https://a.example"})), "rich text holds"),
    "a list in rich text": (message(rich(WORDS, kind="rich_text_list")), "of type rich_text_list"),
    "no alternative text": (message(image(alt_text="")), "alternative text"),
    "a long alternative text": (message(image(alt_text="x" * 2001)), "alternative text"),
    "a picture's address": (message(image(image_url="file:///a.png")), "an image's address"),
    "a picture's long address": (message(image(image_url=LONG_URL)), "an image's address"),
    "a picture's title": (message(image(title=plain("x" * 2001))), "image title of 2001"),
    "no actions": (message(actions()), "0 actions"),
    "actions": (message(actions(*(button(action_id=str(n)) for n in range(26)))), "26 actions"),
    "the same action id": (message(actions(button(), button())), "action ids"),
    "an unknown element": (message(actions({"type": "timepicker"})), "element timepicker"),
    "a button": (message(actions(button(text=plain("x" * 76)))), "button of 76"),
    "a button's value": (message(actions(button(value="x" * 2001))), "a button's value"),
    "a button's spoken label": (
        message(actions(button(accessibility_label="x" * 76))), "accessibility label"),
    "a button's address": (message(actions(button(url="javascript:x"))), "a button's address"),
    "a button's long address": (message(actions(button(url=LONG_URL))), "a button's address"),
    "links shown": ({**message(section()), "unfurl_links": True}, "unfurl_links is not false"),
    "media shown": ({**message(section()), "unfurl_media": True}, "unfurl_media is not false"),
    "links not said": ({"text": "Words"}, "unfurl_links is not false"),
}  # fmt: skip

VIEWS: Mapping[str, tuple[Json, str]] = {
    "blocks": ({"blocks": [{"type": "divider"}] * 101}, "101 blocks"),
    "no blocks": ({"blocks": []}, "0 blocks"),
    "a title": ({"title": plain("x" * 25), "blocks": [section()]}, "title of 25"),
    "submit": ({"submit": plain("x" * 25), "blocks": [section()]}, "submit of 25"),
    "close": ({"close": plain("x" * 25), "blocks": [section()]}, "close of 25"),
    "metadata": ({"private_metadata": "x" * 3001, "blocks": [section()]}, "private_metadata"),
    "a label": ({"blocks": [{**asked({"type": "datepicker"}), "label": plain("x" * 2001)}]},
        "label of 2001"),
    "a hint": ({"blocks": [{**asked({"type": "datepicker"}), "hint": plain("<b>")}]},
        "hint is not escaped"),
    "an unknown input": ({"blocks": [asked({"type": "file_input"})]}, "element file_input"),
    "an option": ({"blocks": [select(choice(1, text=plain("x" * 76)))]}, "option of 76"),
    "an option's value": ({"blocks": [select(choice(1, value="x" * 151))]}, "an option's value"),
    "no options": ({"blocks": [select()]}, "options"),
    "options": ({"blocks": [select(*map(choice, range(101)))]}, "options"),
    "checkboxes": ({"blocks": [select(*map(choice, range(11)), kind="checkboxes")]}, "checkboxes"),
    "a text's length": ({"blocks": [asked({"type": "plain_text_input", "max_length": 3001})]},
        "a text input's length"),
    "a text": ({"blocks": [
        asked({"type": "plain_text_input", "max_length": 2, "initial_value": "abc"})]},
        "a text input's length"),
}  # fmt: skip


@pytest.mark.parametrize(("payload", "told"), MESSAGES.values(), ids=MESSAGES)
def test_a_message_that_breaks_a_rule_is_refused(payload: Json, told: str) -> None:
    fault = call_faults(POST, payload)[0]
    assert told in fault


@pytest.mark.parametrize("method", ["views.open", "views.publish", "views.update"])
@pytest.mark.parametrize(("view", "told"), VIEWS.values(), ids=VIEWS)
def test_a_view_that_breaks_a_rule_is_refused(method: str, view: Json, told: str) -> None:
    fault = call_faults(method, {"view": view})[0]
    assert told in fault


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"files": [{"id": "F1", "title": "x" * 4001}]}, "title of 4001"),
        ({"files": [{"id": "F1", "title": "<!here>"}]}, "title is not escaped"),
        ({"files": [{"id": "F1"}], "initial_comment": "x" * 4001}, "comment of 4001"),
        ({"files": [{"id": "F1"}], "initial_comment": "<@U1>"}, "comment is not escaped"),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused(given: Json, told: str) -> None:
    (fault,) = call_faults(COMPLETE, given)
    assert told in fault


@pytest.mark.parametrize("method", ["chat.postEphemeral", "chat.update"])
def test_other_messages_keep_the_same_rules(method: str) -> None:
    assert call_faults(method, {"text": "<!here>"}) == [f"{method}: text is not escaped: '<!here>'"]


def test_what_keeps_all_rules_is_taken() -> None:
    blocks: list[Json] = [
        {"type": "header", "text": plain()},
        {"type": "divider"},
        section(fields=[plain()] * 10, accessory=button(url="https://a.example")),
        section(accessory=image()),
        image(title=plain()),
        {"type": "context", "elements": [plain(), image()]},
        actions(button(value="x" * 2000)),
        rich(WORDS),
    ]
    assert call_faults(POST, message(*blocks)) == []
    view = {"blocks": [*blocks, *[{"type": "divider"}] * 92]}
    assert call_faults("views.update", {"view": view}) == []
    files = [{"id": "F1", "title": "Chart"}]
    assert call_faults(COMPLETE, {"files": files, "initial_comment": "Words &amp; more"}) == []
