"""A digest's life in the record: drafted, held, corrected, posted and frozen, followed up (R10, R11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.cycle import DigestState
from bot.domain.errors import NotPermitted
from bot.domain.messages import Buttons, OutboundMessage, Outgoing, Priority
from bot.domain.programme import ProgrammeState
from bot.domain.status import Status
from bot.domain.verbs import MessageKind, Verb
from bot.handlers import digests
from bot.handlers.digest_facts import read_facts
from bot.phrasing.message_text import message_text
from tests.unit.digest.county import (
    BOTH,
    CHANNEL,
    DATES,
    OCTOBER,
    POSTING,
    SEPTEMBER,
    County,
    at,
    county,
    month,
)

DRAFTING = at(10, 12, 8)


def drafted(place: County, day: date = OCTOBER, edition: int = 1) -> None:
    with place.units.write() as uow:
        digests.draft(
            uow, place.programme, place.plan, place.meetings[day], DRAFTING, edition=edition
        )
        uow.commit()


def posted(place: County, day: date = OCTOBER, edition: int = 1) -> None:
    drafted(place, day, edition)
    now = POSTING if day == OCTOBER else at(9, 4)
    with place.units.write() as uow:
        digest = uow.cycles.digest(place.plan.id, place.meetings[day].id, edition)
        assert digest is not None
        digests.post(uow, place.programme, digest, now)
        uow.commit()


def red(place: County, key: str = "PA1-1.1.1") -> None:
    place.report(
        key,
        on=at(10, 5),
        status=Status.RED,
        position="Provider plan not agreed",
        next_steps="Meet on 3 Nov",
        if_not="No recovery",
        back_to_green="December",
        limbs=BOTH,
        forecast=month(2023, 12),
    )


def channel(place: County) -> list[Outgoing]:
    return [row for row in place.outbox() if str(row.address) == CHANNEL]


def verbs(message: OutboundMessage) -> set[str]:
    return {b.verb for one in message.blocks if isinstance(one, Buttons) for b in one.buttons}


def test_the_draft_goes_privately_to_chairs_and_office_with_hold_and_correct() -> None:
    place = county()
    red(place)
    drafted(place)
    heads = [row for row in place.outbox() if row.parent_key is None]
    assert {row.person_id for row in heads} == {
        place.people["Cy Marsh"].id,
        place.people["Mel Tarn"].id,
    }
    assert not channel(place)
    text = message_text(heads[0].message)
    assert "It is posted on Mon 16 Oct at 9:30am unless you hold it." in text
    assert verbs(heads[0].message) == {Verb.HOLD, Verb.CORRECT_FORM}
    buttons = [
        b
        for row in place.outbox()
        for one in row.message.blocks
        if isinstance(one, Buttons)
        for b in one.buttons
    ]
    assert ("Correct PA1-1.1.1", "PA1-1.1.1") in {(b.label, b.item) for b in buttons}


def test_the_draft_names_the_silent_and_the_post_does_not() -> None:
    place = county()
    place.called(OCTOBER, at(9, 28))
    posted(place)
    private = "\n".join(message_text(r.message) for r in place.outbox() if r not in channel(place))
    public = "\n".join(message_text(r.message) for r in channel(place))
    assert "Not answered, by name" in private
    assert "Ada Quill" in private
    assert "Two updates outstanding, PA1" in public
    assert "Ada Quill" not in public


def test_drafting_twice_makes_one_draft() -> None:
    place = county()
    drafted(place)
    rows = len(place.outbox())
    drafted(place)
    assert len(place.outbox()) == rows


def test_posting_freezes_the_facts_and_threads_the_parts_under_the_headline() -> None:
    place = county()
    red(place)
    posted(place)
    rows = channel(place)
    head = f"digest:{place.meetings[OCTOBER].id}:1:{CHANNEL}"
    assert [row.key for row in rows] == [f"{head}:{n}" for n in range(len(rows))]
    assert [row.parent_key for row in rows] == [None] + [f"{head}:0"] * (len(rows) - 1)
    assert {row.priority for row in rows} == {Priority.DIGEST}
    assert {row.message.kind for row in rows} == {MessageKind.DIGEST}
    assert "◆ RED" in message_text(rows[1].message)
    digest = place.digest(OCTOBER)
    assert digest is not None
    assert (digest.state, digest.posted_at) == (DigestState.POSTED, POSTING)
    frozen = read_facts(digest.facts)
    assert frozen.line("PA1-1.1.1").status is Status.RED  # type: ignore[union-attr]
    place.report("PA1-1.1.1", on=at(10, 17), status=Status.GREEN)
    assert read_facts(place.digest(OCTOBER).facts) == frozen  # type: ignore[union-attr]


def test_every_channel_gets_it_and_posting_twice_posts_once() -> None:
    other = "nhs:channel:C77"
    place = county(channels=(CHANNEL, other))
    posted(place)
    posted(place)
    heads = [row for row in place.outbox() if row.key.endswith(":0") and "digest:" in row.key]
    assert sorted(str(row.address) for row in heads) == sorted([CHANNEL, other])


def test_the_trend_is_measured_against_the_last_posted_digest() -> None:
    place = county()
    place.report("PA1-1.1.1", on=at(9, 1), status=Status.GREEN)
    posted(place, SEPTEMBER)
    red(place)
    posted(place)
    frozen = read_facts(place.digest(OCTOBER).facts)  # type: ignore[union-attr]
    assert [one.key for one in frozen.worsened] == ["PA1-1.1.1"]
    assert frozen.entries[0].previous is Status.GREEN


def test_a_held_digest_is_not_posted_and_a_released_one_is() -> None:
    place = county()
    drafted(place)
    chair, office = place.people["Cy Marsh"], place.people["Mel Tarn"]
    digest = place.digest(OCTOBER)
    assert digest is not None
    with place.units.write() as uow:
        held = digests.hold(uow, place.programme, digest, chair.id, at(10, 13))
        assert held.state is DigestState.HELD
        assert digests.post(uow, place.programme, held, POSTING).state is DigestState.HELD
        released = digests.release(uow, place.programme, held, office.id, at(10, 17))
        assert released.state is DigestState.RELEASED
        assert digests.post(uow, place.programme, released, at(10, 17)).state is DigestState.POSTED
        uow.commit()
    assert channel(place)
    notices = [row for row in place.outbox() if row.message.kind == MessageKind.OFFICE]
    assert [row.person_id for row in notices] == [office.id, chair.id]
    assert "Cy Marsh has held" in message_text(notices[0].message)


@pytest.mark.parametrize("name", ["Ada Quill", "Moss Ferry"])
def test_only_chairs_and_office_may_hold_or_correct(name: str) -> None:
    place = county()
    drafted(place)
    digest = place.digest(OCTOBER)
    assert digest is not None
    who = place.people[name].id
    with place.units.write() as uow, pytest.raises(NotPermitted):
        digests.hold(uow, place.programme, digest, who, at(10, 13))
    with place.units.write() as uow, pytest.raises(NotPermitted):
        digests.correct(
            uow, place.programme, digest, key="PA1-1.1.1", field="position", text="x",
            person_id=who, now=at(10, 13),
        )  # fmt: skip


def test_what_is_posted_can_no_longer_be_held_or_corrected() -> None:
    place = county()
    posted(place)
    digest = place.digest(OCTOBER)
    assert digest is not None
    with place.units.write() as uow, pytest.raises(NotPermitted):
        digests.hold(uow, place.programme, digest, place.people["Cy Marsh"].id, at(10, 17))


def test_a_correction_shows_in_the_paper_and_leaves_the_record() -> None:
    place = county()
    red(place)
    drafted(place)
    office = place.people["Mel Tarn"].id
    digest = place.digest(OCTOBER)
    assert digest is not None
    with place.units.write() as uow:
        for field, text in (
            ("position", "Plan under review"),
            ("position", "Plan agreed in part"),
            ("next_steps", ""),
        ):
            digest = digests.correct(
                uow, place.programme, digest, key="PA1-1.1.1", field=field, text=text,
                person_id=office, now=at(10, 13),
            )  # fmt: skip
        digests.correct(
            uow, place.programme, digest, key="", field="overall", text="One red, being worked on.",
            person_id=office, now=at(10, 13),
        )  # fmt: skip
        uow.commit()
    posted(place)
    text = "\n".join(message_text(row.message) for row in channel(place))
    assert "One red, being worked on." in text
    assert "Now: Plan agreed in part." in text
    assert "Position corrected 13 Oct" in text
    assert "Meet on 3 Nov" not in text
    with place.units.read() as uow:
        known = uow.actions.by_key(place.programme.id, "PA1-1.1.1")
        assert known is not None
        assert known.state.position == "Provider plan not agreed"
        kinds = [
            entry.event.kind
            for entry in uow.audit.of_subject(
                place.programme.id, f"meeting:{place.meetings[OCTOBER].id}"
            )
        ]
    assert kinds == ["digest_drafted", *["digest_corrected"] * 4, "digest_posted"]


def test_what_changed_goes_in_the_thread_and_only_if_something_did() -> None:
    place = county()
    posted(place)
    digest = place.digest(OCTOBER)
    assert digest is not None
    with place.units.write() as uow:
        assert not digests.post_changes(uow, place.programme, digest, at(10, 23))
    before = len(channel(place))
    place.report(
        "PA1-1.1.1", on=at(10, 18), status=Status.AMBER, position="Panel put off", limbs=DATES
    )
    with place.units.write() as uow:
        assert digests.post_changes(uow, place.programme, digest, at(10, 23))
        uow.commit()
    row = channel(place)[before]
    assert row.parent_key == f"digest:{digest.meeting_id}:1:{CHANNEL}:0"
    assert row.message.kind == MessageKind.CHANGES
    assert "was – Not reported. Now: Panel put off" in message_text(row.message)


def test_a_cancelled_meeting_is_told_once_in_the_thread_and_compared_with_no_more() -> None:
    place = county()
    posted(place)
    for _ in range(2):
        digest = place.digest(OCTOBER)
        assert digest is not None
        with place.units.write() as uow:
            digests.post_cancelled(
                uow, place.programme, digest, place.meetings[OCTOBER], at(10, 18)
            )
            uow.commit()
    notices = [row for row in channel(place) if row.message.kind == MessageKind.NOTICE]
    assert len(notices) == 1
    assert "The meeting of 24 October is cancelled." in message_text(notices[0].message)
    with place.units.read() as uow:
        now = digests.facts_now(
            uow, place.programme, place.plan, place.meetings[date(2023, 12, 5)], at(11, 20)
        )
    assert now.compared is None


def test_a_second_edition_is_posted_beside_the_first_and_compares_with_the_meeting_before() -> None:
    place = county()
    posted(place, SEPTEMBER)
    posted(place)
    posted(place, OCTOBER, edition=2)
    heads = [row.key for row in channel(place) if row.parent_key is None]
    meeting = place.meetings[OCTOBER].id
    assert heads[1:] == [f"digest:{meeting}:1:{CHANNEL}:0", f"digest:{meeting}:2:{CHANNEL}:0"]
    frozen = read_facts(place.digest(OCTOBER).facts)  # type: ignore[union-attr]
    assert frozen.edition == 2
    assert frozen.compared.meeting_day == SEPTEMBER  # type: ignore[union-attr]
    assert frozen.moved_from == OCTOBER


def test_a_shadow_cycle_is_for_the_offices_eyes_only() -> None:
    place = county(state=ProgrammeState.SHADOW)
    posted(place)
    assert {row.person_id for row in place.outbox()} == {place.people["Mel Tarn"].id}


def test_short_notice_has_no_private_draft() -> None:
    place = county()
    with place.units.write() as uow:
        digest = digests.draft(
            uow, place.programme, place.plan, place.meetings[OCTOBER], POSTING, short_notice=True
        )
        digests.post(uow, place.programme, digest, POSTING)
        uow.commit()
    assert {str(row.address) for row in place.outbox()} == {CHANNEL}
    assert "Short notice." in message_text(channel(place)[0].message)


def test_with_no_channel_the_office_is_told() -> None:
    place = county(channels=())
    posted(place)
    last = place.outbox()[-1]
    assert last.person_id == place.people["Mel Tarn"].id
    assert "nowhere to go" in message_text(last.message)


def test_without_channels_of_its_own_the_programme_posts_to_its_bodies() -> None:
    place = county(channels=())
    with place.units.write() as uow:
        body = next(b for b in uow.meetings.bodies(place.programme.id) if b.code == "ELG")
        uow.meetings.save_body(replace(body, channels=(CHANNEL,)))
        uow.commit()
    posted(place)
    assert channel(place)


def test_two_plans_that_report_to_one_meeting_both_get_their_digest() -> None:
    place = county()
    with place.units.write() as uow:
        second = uow.plans.save(
            type(place.plan)(programme_id=place.programme.id, code="SAP", title="Second plan")
        )
        for plan in (place.plan, second):
            digest = digests.draft(
                uow, place.programme, plan, place.meetings[OCTOBER], POSTING, short_notice=True
            )
            digests.post(uow, place.programme, digest, POSTING)
        uow.commit()
    heads = [message_text(row.message) for row in channel(place) if row.parent_key is None]
    assert len(heads) == 2
    assert "Second plan" in heads[1]
