"""What is said of leave and of who covers it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.domain.messages import Button, Buttons, OutboundMessage, Paragraph, literal, plain
from bot.domain.verbs import MessageKind, Verb
from bot.phrasing.words import day, join_names


def absence(
    *,
    first_day: date,
    last_day: date,
    cover: str | None,
    unknown_cover: str | None,
    is_asked: bool = False,
    batch: str,
) -> OutboundMessage:
    """An absence was saved; ``is_asked``: who covers is asked in the same message."""
    days = _days(first_day, last_day)
    words = f"Saved: you are away {days}. I keep quiet until you are back."
    if cover:
        words += f" {cover} covers and gets your reminders."
    elif unknown_cover:
        words += (
            f" I know nobody here called {unknown_cover}, so nobody covers yet: "
            "give me the full name, or the office will sort it out."
        )
    elif not is_asked:
        words += " Nobody covers: if somebody should, say who."
    return OutboundMessage(
        blocks=(
            Paragraph(runs=(literal(words),)),
            Buttons(buttons=(Button(label="Undo", verb=Verb.UNDO, value=batch),)),
        ),
        summary=f"Saved: away {days}",
        kind=MessageKind.ECHO,
    )


def cover_named(name: str, *, first_day: date, last_day: date) -> OutboundMessage:
    """Somebody stands in during a leave that was noted before."""
    words = f"Saved: {name} covers {_days(first_day, last_day)} and gets your reminders."
    return OutboundMessage(
        blocks=(Paragraph(runs=(literal(words),)),), summary=words, kind=MessageKind.ECHO
    )


def leave_taken_back(
    first_day: date, last_day: date, *, cover: str | None, left: Sequence[tuple[date, date]] = ()
) -> OutboundMessage:
    """An absence was taken back; ``left``: the days of those that stand."""
    holds = ["your reminders come to you as usual"]
    if cover:
        holds.append(f"{cover} no longer covers")
    holds += [f"your leave {_days(*days)} still stands" for days in left]
    words = f"Taken back: you are not away {_days(first_day, last_day)}, so {join_names(holds)}."
    return OutboundMessage(
        blocks=(Paragraph(runs=(literal(words),)),), summary=words[:150], kind=MessageKind.ECHO
    )


def leave_stands(first_day: date, last_day: date) -> OutboundMessage:
    """To who is not away on days that are not those of their leave."""
    words = (
        f"Your leave {_days(first_day, last_day)} still stands. To change it, say “cancel my leave”, "
        "then tell me the right days."
    )
    return OutboundMessage(blocks=(Paragraph(runs=(plain(words),)),), summary=words[:150])


def nobody_called(name: str) -> OutboundMessage:
    """A name that nobody bears was given for the cover."""
    words = f"I know nobody here called {name}, so nobody covers yet: give me the full name."
    return OutboundMessage(blocks=(Paragraph(runs=(literal(words),)),), summary="Nobody covers yet")


def _days(first_day: date, last_day: date) -> str:
    return (
        f"on {day(first_day)}"
        if first_day == last_day
        else f"from {day(first_day)} to {day(last_day)}"
    )
