"""The list of changes that open pages follow."""

from __future__ import annotations

from bot.platforms.console.feed import Feed


def test_a_change_is_told_once_to_whoever_has_not_seen_it() -> None:
    feed = Feed()
    for post in (4, 5, 4):
        feed.changed(post)
    assert feed.since(0) == (3, (4, 5))
    assert feed.since(2) == (3, (4,))
    assert feed.since(3) == (3, ())


def test_a_change_of_the_record_alone_moves_the_place_on() -> None:
    feed = Feed()
    feed.changed()
    assert feed.since(0) == (1, ())


def test_a_place_of_this_run_can_be_gone_on_from() -> None:
    feed = Feed()
    feed.changed(1)
    place = feed.place()
    feed.changed(2)
    seen = feed.resume(place)
    assert seen is not None
    assert feed.since(seen) == (2, (2,))


def test_a_place_of_another_run_or_of_none_is_not_known() -> None:
    feed, other = Feed(), Feed()
    for place in (other.place(), "", "nonsense", f"{feed.epoch}-9", f"{feed.epoch}--1"):
        assert feed.resume(place) is None
