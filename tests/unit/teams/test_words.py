"""What somebody typed is taken letter for letter; what they quote is not theirs."""

from __future__ import annotations

from typing import Any

import pytest

from bot.platforms.teams.words import mentions, words

BOT = "28:bot"
REPLY = (
    '<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="1696">'
    '<strong itemprop="mri">sendbot</strong><p itemprop="copy">2.2 red</p></blockquote>'
)


def mention(text: str, who: str = BOT) -> dict[str, Any]:
    return {"type": "mention", "text": text, "mentioned": {"id": who, "name": "x"}}


def said(text: str, *entities: dict[str, Any], **given: Any) -> dict[str, Any]:
    return {"text": text, "entities": list(entities), **given}


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("1.1 amber", "1.1 amber"),
        ("  1.1 amber\r\nagency late  ", "1.1 amber\nagency late"),
        ("1.1&nbsp;amber &amp; late &lt;b&gt; &#39;x&#39;", "1.1 amber & late <b> 'x'"),
        ("R&D; Q&A, &notice &copy; it", "R&D; Q&A, &notice &copy; it"),
        ("&amp;lt;", "&lt;"),
        ("**bold** _x_ <b>y</b>", "**bold** _x_ <b>y</b>"),
        ("", ""),
    ],
)
def test_it_is_taken_letter_for_letter(typed: str, heard: str) -> None:
    assert words(said(typed), bot=BOT).text == heard


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("<at>sendbot</at> status", "status"),
        ("<at>sendbot</at>&nbsp;status", "status"),
        ("status <at>sendbot</at>", "status"),
        ("<at>sendbot</at> give it to <at>Mel Tarn</at>", "give it to Mel Tarn"),
        ("<at>sendbot</at>", ""),
    ],
)
def test_the_bots_own_name_is_left_out_and_others_are_names(typed: str, heard: str) -> None:
    activity = said(typed, mention("<at>sendbot</at>"), mention("<at>Mel Tarn</at>", "29:mel"))
    assert words(activity, bot=BOT).text == heard
    assert mentions(activity, BOT)


def test_a_name_like_the_bots_is_no_mention() -> None:
    assert not mentions(said("<at>sendbot</at> status"), BOT)
    assert not mentions({"text": "status"}, BOT)
    assert words(said("<at>sendbot</at> status"), bot=BOT).text == "sendbot status"


@pytest.mark.parametrize(
    ("answer", "heard"),
    [
        ("<p>2.1 amber &amp; late</p>", "2.1 amber & late"),
        ("<div>2.1 amber</div><div>agency<br>late</div>", "2.1 amber\nagency\nlate"),
        ("<p>2.1 amber</p><ul><li>one</li><li>two</li></ul>", "2.1 amber\none\ntwo"),
        ('<p><at id="0">sendbot</at> 2.1 amber</p>', "2.1 amber"),
        ("<p>&nbsp;2.1 amber</p>", "2.1 amber"),
    ],
)
def test_what_is_quoted_is_not_said(answer: str, heard: str) -> None:
    attached = [{"contentType": "text/html", "content": REPLY + answer}]
    activity = said(
        "sendbot 2.2 red 2.1 amber", mention('<at id="0">sendbot</at>'), attachments=attached
    )
    found = words(activity, bot=BOT)
    assert (found.text, found.answers) == (heard, "1696")


def test_the_newer_kind_of_quote_is_known_too() -> None:
    quote = {"type": "quotedReply", "quotedReply": {"messageId": "1697", "preview": "2.2 red"}}
    found = words(said('<quoted messageId="1697"/> 2.1 amber', quote), bot=BOT)
    assert (found.text, found.answers) == ("2.1 amber", "1697")


def test_html_that_quotes_nothing_adds_nothing() -> None:
    attached = [{"contentType": "text/html", "content": "<p>2.1 <b>amber</b></p>"}]
    found = words(said("2.1 amber", attachments=attached), bot=BOT)
    assert (found.text, found.answers) == ("2.1 amber", None)


def test_a_file_is_its_link() -> None:
    file = {
        "contentType": "application/vnd.microsoft.teams.file.download.info",
        "contentUrl": "https://council.example/plan.docx",
        "name": "plan.docx",
    }
    found = words(said("1.1 green", attachments=[file]), bot=BOT)
    assert found.text == "1.1 green https://council.example/plan.docx"


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"text": None, "entities": None, "attachments": None},
        {"text": 7, "entities": [None, 1], "attachments": ["x"]},
        {"text": "x", "entities": [{"type": "mention"}, {"type": "quotedReply"}]},
        {"text": "x", "attachments": [{"contentType": "text/html", "content": REPLY + "<p"}]},
    ],
)
def test_whatever_it_is_nothing_breaks(odd: dict[str, Any]) -> None:
    words(odd, bot=BOT)
    mentions(odd, BOT)
