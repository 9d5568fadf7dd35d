"""Properties of digest and status: whatever the plan, the sums are right and the limits hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.actions import Action, ActionState, Assurance, ClaimState, View
from bot.domain.dates import Due
from bot.domain.digest import DigestFacts
from bot.domain.digest_filters import Vocabulary, read_filters
from bot.domain.messages import Heading, OutboundMessage, Paragraph, StatusRow
from bot.domain.status import Limb, Status
from bot.handlers.digest_facts import facts_json, read_facts
from bot.phrasing.digest import messages
from bot.phrasing.digest_draft import changes
from bot.phrasing.digest_entries import AMBER_WORDS, RED_WORDS, entry_blocks
from bot.phrasing.digest_words import cut, words_of
from bot.phrasing.status import listing
from tests.unit.digest.county import (
    ADA,
    BO,
    action,
    at,
    before,
    facts,
    lead,
    measure,
    milestone,
    month,
    reading,
)

#: What a lead might write; the sign tells their words from the bot's own.
MARK = "¤"
words = st.lists(
    st.text("abcdefgh.,;:!?'<>*_`&\n", min_size=1, max_size=14).map(lambda text: MARK + text),
    max_size=40,
).map(" ".join)
maybe = st.none() | words
months = st.builds(month, st.just(2023), st.integers(1, 12)) | st.builds(
    Due.on, st.dates(date(2023, 1, 1), date(2024, 6, 30))
)
instants = st.builds(at, st.integers(1, 10), st.integers(1, 14))
reported = st.sampled_from([s for s in Status if s is not Status.BLUE])
views = st.lists(
    st.builds(
        View,
        organisation=st.sampled_from(["Council", "ICB"]),
        status=reported,
        person_id=st.just(1),
        at=instants,
    ),
    max_size=2,
    unique_by=lambda view: view.organisation,
).map(tuple)
states = st.builds(
    ActionState,
    status=reported,
    position=maybe,
    next_steps=maybe,
    if_not=maybe,
    back_to_green=maybe,
    ask=maybe,
    limbs=st.frozensets(st.sampled_from(Limb)),
    forecast=st.none() | months,
    reported_at=st.none() | instants,
    reported_by=st.just(1),
    narrative_at=st.none() | instants,
    impact_due=st.none() | st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    links=st.lists(words.filter(bool), max_size=4).map(tuple),
    views=views,
    assurance=st.none()
    | st.builds(Assurance, status=reported, reason=words, person_id=st.just(2), at=instants),
).flatmap(
    lambda state: st.booleans().map(
        lambda on: replace(
            state,
            disputed=on and len(state.views) > 1,
            settles_at=at(10, 10) if on and len(state.views) > 1 else None,
        )
    )
)


@st.composite
def actions(draw: st.DrawFn) -> list[Action]:
    found = []
    for number in range(draw(st.integers(0, 8))):
        due = draw(st.none() | months)
        found.append(
            action(
                f"1.{number + 1}",
                draw(words.filter(bool)),
                priority=draw(st.sampled_from([1, 2])),
                due=due,
                original=draw(st.none() | st.just(due)),
                approved_changes=draw(st.integers(0, 3)),
                leads=(lead(ADA), lead(BO))[: draw(st.integers(0, 2))],
                state=draw(states),
                withdrawn=draw(st.integers(0, 9)) == 0,
                closed_on=draw(st.sampled_from([None] * 5 + [date(2023, 9, 1)])),
                claim=draw(
                    st.none() | st.just(ClaimState(request_id=1, awaiting="ELG", since=at(9, 1)))
                ),
                milestones=(milestone(draw(words.filter(bool)), date(2023, 9, 22)),),
                measures=(
                    measure(
                        reading(draw(words.filter(bool)), date(2023, 8, 31), "return"),
                        text=draw(words.filter(bool)),
                        target=draw(maybe),
                        id=number + 1,
                    ),
                ),
            )
        )
    return found


@st.composite
def digests(draw: st.DrawFn) -> tuple[DigestFacts, DigestFacts]:
    """The facts of two meetings of the same plan."""
    then = before(draw(actions()))
    now = facts(
        draw(actions()),
        previous=draw(st.sampled_from([None, then])),
        silent_before=draw(st.sampled_from([None, at(9, 21)])),
        cycle_from=at(8, 25),
        cut_off_at=draw(st.sampled_from([None, at(10, 6)])),
    )
    return then, now


@settings(max_examples=25, deadline=None)
@given(digests())
def test_counts_sum_to_the_number_of_live_actions(pair: tuple[DigestFacts, DigestFacts]) -> None:
    for found in pair:
        live = len(found.actions)
        assert sum(one.count for one in found.counts) == live
        assert sum(bar.total for bar in found.bars) == live
        assert len(found.entries) == sum(
            one.count for one in found.counts if one.status.needs_narrative
        )
        if found.compared:
            then = pair[0]
            assert sum(one.before or 0 for one in found.counts) == len(then.actions)


@settings(max_examples=25, deadline=None)
@given(digests())
def test_facts_survive_json_exactly(pair: tuple[DigestFacts, DigestFacts]) -> None:
    for found in pair:
        assert read_facts(facts_json(found)) == found


@settings(max_examples=40, deadline=None)
@given(digests())
def test_the_word_limits_hold(pair: tuple[DigestFacts, DigestFacts]) -> None:
    now = pair[1]
    told = messages(now)
    assert words_of(told[0].blocks) < 250
    for entry in now.entries:
        limit = RED_WORDS if entry.status is Status.RED else AMBER_WORDS
        assert words_of(entry_blocks(entry, now)) <= limit


@settings(max_examples=25, deadline=None)
@given(digests())
def test_no_word_of_a_user_or_of_the_plan_is_in_a_plain_run(
    pair: tuple[DigestFacts, DigestFacts],
) -> None:
    then, now = pair
    vocabulary = Vocabulary(lines=now.actions, priorities={"PA1": "One"})
    rows = listing(now.actions, read_filters(["PA1"], vocabulary), live=9, next_steps={})
    for message in (*messages(now), *changes(then, now), rows):
        assert not [text for text in own_words(message) if MARK in text]


def own_words(message: OutboundMessage) -> list[str]:
    """Everything that a platform may take as the bot's own words."""
    found = [message.summary]
    for block in message.blocks:
        match block:
            case Heading():
                found.append(block.text)
            case Paragraph():
                found += [run.text for run in block.runs if not run.literal]
            case StatusRow():
                found += [run.text for run in block.detail if not run.literal]
            case _:
                pass
    return found


@given(st.text(max_size=300), st.integers(1, 40))
def test_a_cut_text_is_never_longer_than_asked_for(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert len(short.replace(" …", "…").split()) <= limit
    assert len(short) <= limit * 20 + 2


@given(st.lists(st.text(min_size=1, max_size=30), max_size=5))
def test_any_filter_is_understood_or_named_as_unknown(typed: list[str]) -> None:
    line = facts([action("1.1")]).actions[0]
    found = read_filters(typed, Vocabulary(lines=[line], priorities={"PA1": "Timely assessment"}))
    for word in found.unknown:
        assert word in " ".join(" ".join(typed).split())
