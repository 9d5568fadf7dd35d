"""What every messenger does with an outbox row (R15, R17, R18), whatever its platform."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.messages import (
    Button,
    Buttons,
    Effect,
    OutboundMessage,
    Outgoing,
    Paragraph,
    Picture,
    Run,
    StatusRow,
    literal,
    plain,
)
from bot.domain.people import Address
from bot.domain.status import Status
from bot.ports import NotSent, SendError
from tests.contract.messengers.adapters import Adapter

NOW = datetime(2023, 10, 2, 8, 30, tzinfo=UTC)


def _said(*runs: Run) -> OutboundMessage:
    return OutboundMessage(blocks=(Paragraph(runs=runs),), summary="Something was said")


def _row(where: Address, message: OutboundMessage, **changes: object) -> Outgoing:
    row = Outgoing(
        id=1,
        programme_id=1,
        address=where,
        key="day:1:1:2023-10-02:0",
        not_before=NOW,
        leased_at=NOW,
        message=message,
    )
    return replace(row, **changes)  # type: ignore[arg-type]


def _texts(adapter: Adapter, where: Address, *, by: str = "ada") -> list[str]:
    return [seen.text for seen in adapter.seen(where, by=by)]


def test_a_post_arrives_and_its_id_is_that_of_what_arrived(adapter: Adapter) -> None:
    row = _row(adapter.dm("ada"), _said(plain("Morning Ada.")))
    sent = adapter.messenger.send(row, thread=None)
    seen = adapter.seen(adapter.dm("ada"), by="ada")
    assert [(one.id, one.text, one.thread) for one in seen] == [(sent, "Morning Ada.", None)]
    assert _texts(adapter, adapter.dm("noor"), by="noor") == []


def test_a_platform_that_can_be_asked_knows_what_arrived_and_what_did_not(adapter: Adapter) -> None:
    if not adapter.messenger.can_be_asked:
        pytest.skip("this platform cannot be asked")
    row = _row(adapter.channel, _said(plain("Digest")))
    assert adapter.messenger.find(row, thread=None) is None
    sent = adapter.messenger.send(row, thread=None)
    assert adapter.messenger.find(row, thread=None) == sent
    reply = replace(row, key="digest:1:1:x:1", parent_key=row.key)
    assert adapter.messenger.find(reply, thread=sent) is None
    assert adapter.messenger.send(reply, thread=sent) == adapter.messenger.find(reply, thread=sent)


def test_what_belongs_to_a_thread_stands_in_it(adapter: Adapter) -> None:
    head = adapter.messenger.send(_row(adapter.channel, _said(plain("Digest"))), thread=None)
    adapter.messenger.send(
        _row(adapter.channel, _said(plain("a red")), key="digest:1:1:x:1"), thread=head
    )
    assert [one.thread for one in adapter.seen(adapter.channel, by="ada")] == [None, head]


def test_an_update_replaces_in_place(adapter: Adapter) -> None:
    where = adapter.dm("ada")
    first = adapter.messenger.send(_row(where, _said(plain("three left"))), thread=None)
    adapter.messenger.send(_row(where, _said(plain("another")), key="k2"), thread=None)
    update = _row(where, _said(plain("none left")), key="k3", effect=Effect.UPDATE, target=first)
    for _ in range(2):
        adapter.messenger.send(update, thread=None)
    assert _texts(adapter, where) == ["none left", "another"]


@pytest.mark.parametrize("target", [None, "999", "no id"])
def test_there_is_nothing_to_update_where_nothing_stands(
    adapter: Adapter, target: str | None
) -> None:
    update = _row(adapter.dm("ada"), _said(plain("hm")), effect=Effect.UPDATE, target=target)
    with pytest.raises(NotSent) as failed:
        adapter.messenger.send(update, thread=None)
    assert failed.value.error is SendError.REFUSED
    assert _texts(adapter, adapter.dm("ada")) == []


def test_a_thread_that_is_not_there_is_refused(adapter: Adapter) -> None:
    with pytest.raises(NotSent) as failed:
        adapter.messenger.send(_row(adapter.channel, _said(plain("hm"))), thread="999")
    assert failed.value.error is SendError.REFUSED
    assert _texts(adapter, adapter.channel) == []


def test_an_ephemeral_is_seen_by_its_person_alone(adapter: Adapter) -> None:
    row = _row(
        adapter.channel,
        _said(plain("Status for you.")),
        effect=Effect.EPHEMERAL,
        person_id=adapter.person("ada").id,
    )
    adapter.messenger.send(row, thread=None)
    assert _texts(adapter, adapter.aside("ada"), by="ada") == ["Status for you."]
    for where in (adapter.channel, adapter.aside("ada"), adapter.aside("noor")):
        assert _texts(adapter, where, by="noor") == []


def test_an_ephemeral_for_somebody_who_is_not_there_does_not_arrive(adapter: Adapter) -> None:
    row = _row(adapter.channel, _said(plain("hm")), effect=Effect.EPHEMERAL, person_id=999)
    with pytest.raises(NotSent) as failed:
        adapter.messenger.send(row, thread=None)
    assert failed.value.error is SendError.UNREACHABLE
    assert _texts(adapter, adapter.channel) == []


@pytest.mark.parametrize(
    "words",
    [
        "<!channel> <@U123> @here everyone",
        "*not bold* _nor this_ ~or that~ `code`",
        "<b>5 < 6 & 7 > 6</b> &amp; [link](https://example.org)",
        "two\nlines",
        "naïve – “quoted” 🙂 ١٢",
    ],
)
def test_a_users_words_arrive_letter_for_letter(adapter: Adapter, words: str) -> None:
    adapter.messenger.send(_row(adapter.channel, _said(literal(words))), thread=None)
    assert _texts(adapter, adapter.channel) == [words]


@pytest.mark.parametrize("status", Status)
def test_a_status_is_always_its_word_and_symbol(adapter: Adapter, status: Status) -> None:
    row = StatusRow(key="PA1-1.1.1", title="Capacity", status=status, number=1)
    message = OutboundMessage(blocks=(row,), summary="One item")
    adapter.messenger.send(_row(adapter.dm("ada"), message), thread=None)
    (text,) = _texts(adapter, adapter.dm("ada"))
    for part in (status.word, status.symbol, "PA1-1.1.1", "Capacity"):
        assert part in text


def test_buttons_show_their_labels_and_pictures_their_text(adapter: Adapter) -> None:
    message = OutboundMessage(
        blocks=(
            Picture(name="brag_bars", data={"bars": []}, alt="Priority 1: 3 Green."),
            Buttons(buttons=(Button(label="Undo", verb="undo", value="b1"),)),
        ),
        summary="Picture",
    )
    adapter.messenger.send(_row(adapter.dm("ada"), message), thread=None)
    (text,) = _texts(adapter, adapter.dm("ada"))
    assert "Priority 1: 3 Green." in text
    assert "[Undo]" in text


def test_while_the_platform_is_away_nothing_arrives_and_trying_again_is_right(
    adapter: Adapter,
) -> None:
    row = _row(adapter.dm("ada"), _said(plain("Morning Ada.")))
    calls = [adapter.messenger.send]
    if adapter.messenger.can_be_asked:
        calls.append(adapter.messenger.find)
    with adapter.away():
        for ask in calls:
            with pytest.raises(NotSent) as failed:
                ask(row, thread=None)
            assert failed.value.error is SendError.TRANSIENT
    assert _texts(adapter, adapter.dm("ada")) == []
    adapter.messenger.send(row, thread=None)
    assert _texts(adapter, adapter.dm("ada")) == ["Morning Ada."]
