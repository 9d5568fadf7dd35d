"""The inbox: every event is handled once, and its repetition gets the same answer (R17)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.domain.messages import (
    FieldErrors,
    Form,
    Input,
    Nothing,
    OpenForm,
    Option,
    Outcome,
    Replace,
)
from bot.domain.programme import Connection
from store.unit_of_work import SqlUnits
from tests.contract.store.records import NOW, message, small


@pytest.mark.parametrize(
    "outcome",
    [
        Nothing(),
        FieldErrors(errors={"new_date": "Give a day."}),
        OpenForm(
            form=Form(
                name="update",
                title="Update",
                inputs=(
                    Input(
                        name="status",
                        label="Status",
                        kind="choice",
                        options=(Option(value="red", label="◆ Red"),),
                    ),
                ),
                value="EX-1.1",
            )
        ),
        Replace(message=message("EX-1.1")),
    ],
    ids=lambda outcome: type(outcome).__name__,
)
def test_a_repetition_gets_the_same_answer(units: SqlUnits, outcome: Outcome) -> None:
    with units.write() as uow:
        assert uow.inbox.claim("e1", "chat", NOW) is None
        uow.inbox.settle("e1", "chat", outcome)
        uow.commit()
    with units.write() as uow:
        assert uow.inbox.claim("e1", "chat", NOW) == outcome
        assert uow.inbox.claim("e1", "other", NOW) is None, "another connection's event"


def test_it_is_known_when_an_event_came(units: SqlUnits) -> None:
    with units.write() as uow:
        assert uow.inbox.claimed_at("e1", "chat") is None
        uow.inbox.claim("e1", "chat", NOW)
        uow.inbox.claim("e1", "chat", NOW + timedelta(hours=1))
        assert uow.inbox.claimed_at("e1", "chat") == NOW
        assert uow.inbox.claimed_at("e1", "other") is None


def test_an_event_without_an_answer_was_handled_all_the_same(units: SqlUnits) -> None:
    with units.write() as uow:
        uow.inbox.claim("e1", "chat", NOW)
        uow.commit()
    with units.write() as uow:
        assert uow.inbox.claim("e1", "chat", NOW) == Nothing()


def test_what_failed_may_be_tried_again(units: SqlUnits) -> None:
    with units.write() as uow:
        assert uow.inbox.claim("e1", "chat", NOW) is None
    with units.write() as uow:
        assert uow.inbox.claim("e1", "chat", NOW) is None


def test_only_a_claim_can_be_settled(units: SqlUnits) -> None:
    with units.write() as uow, pytest.raises(LookupError):
        uow.inbox.settle("e1", "chat", Nothing())


def test_of_eight_at_once_one_handles_it(units: SqlUnits) -> None:
    with units.write() as uow:
        made = small(uow)
        uow.programmes.save_connection(
            Connection(programme_id=made.programme.id, name="chat", platform="slack")
        )
        uow.commit()

    def handle(n: int) -> Outcome | None:
        with units.write() as uow:
            before = uow.inbox.claim(f"e{n // 8}", "chat", NOW)
            if before is None:
                uow.inbox.settle(f"e{n // 8}", "chat", FieldErrors(errors={"by": str(n)}))
            uow.commit()
        return before

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(handle, range(80)))
    for event in range(10):
        answers = outcomes[event * 8 : event * 8 + 8]
        assert answers.count(None) == 1
        winner = FieldErrors(errors={"by": str(event * 8 + answers.index(None))})
        assert {repr(answer) for answer in answers if answer} == {repr(winner)}
