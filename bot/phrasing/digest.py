"""The digest's headline post (R11): what an executive reads first, in under 250 words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.calendar import to_local
from bot.domain.digest import Bar, DigestFacts, StatusCount
from bot.domain.messages import (
    Block,
    Heading,
    OutboundMessage,
    Paragraph,
    Picture,
    Run,
    literal,
    plain,
    strong,
)
from bot.domain.verbs import MessageKind
from bot.phrasing.digest_overall import measure_runs, overall_words
from bot.phrasing.digest_thread import thread
from bot.phrasing.digest_words import (
    counts_words,
    cut,
    decision_runs,
    since_words,
    tidy,
    unreachable_words,
    words_of,
)
from bot.phrasing.words import clock_time, counted, day, day_month, sentence, weekday

HEADLINE_WORDS = 249


@dataclass(frozen=True, kw_only=True)
class _Room:
    """How much of each list the headline shows; the whole of it stands in the thread."""

    decisions: int
    moves: int
    title: int
    measure: int
    ask: int | None = None
    """How many words of an ask; ``None``: all of them."""


_ROOMS = (
    _Room(decisions=5, moves=5, title=8, measure=14),
    _Room(decisions=5, moves=4, title=5, measure=10),
    _Room(decisions=4, moves=3, title=3, measure=8),
    _Room(decisions=3, moves=3, title=3, measure=6),
    _Room(decisions=2, moves=2, title=0, measure=5),
    _Room(decisions=1, moves=2, title=0, measure=5),
    _Room(decisions=1, moves=2, title=0, measure=4, ask=25),
    _Room(decisions=1, moves=2, title=0, measure=4, ask=4),
)


def messages(facts: DigestFacts) -> tuple[OutboundMessage, ...]:
    """The whole digest: the headline, then its thread."""
    return (headline(facts), *(_picture_post(facts)), *thread(facts))


def headline(facts: DigestFacts) -> OutboundMessage:
    """Under 250 words, the picture's alternative text among them. Where that text alone would not
    fit (a plan of very many priorities) the picture opens the thread instead."""
    blocks: tuple[Block, ...] = ()
    for room in _ROOMS:
        for drawn in _pictures(facts):
            blocks = _blocks(facts, room, drawn)
            if words_of(blocks) <= HEADLINE_WORDS:
                return _post(facts, blocks)
    for room in _ROOMS:
        blocks = _blocks(facts, room, None)
        if words_of(blocks) <= HEADLINE_WORDS:
            break
    return _post(facts, blocks)


def _post(facts: DigestFacts, blocks: tuple[Block, ...]) -> OutboundMessage:
    when = f" for {day_month(facts.meeting_day)}" if facts.meeting_day else ""
    return OutboundMessage(
        blocks=blocks,
        summary=f"Digest{when}: {overall_words(facts)}",
        kind=MessageKind.DIGEST,
    )


def _picture_post(facts: DigestFacts) -> tuple[OutboundMessage, ...]:
    """The picture as a post of its own, where the headline has no room for its words."""
    drawn = _pictures(facts)
    if not drawn or any(isinstance(block, Picture) for block in headline(facts).blocks):
        return ()
    return (
        OutboundMessage(blocks=(drawn[0],), summary="BRAG by priority", kind=MessageKind.DIGEST),
    )


def _blocks(facts: DigestFacts, room: _Room, drawn: Picture | None) -> tuple[Block, ...]:
    found: list[Block] = [Heading(text=_title(facts)), Paragraph(runs=_under_title(facts))]
    overall = (
        literal(cut(facts.overall, 45), "strong") if facts.overall else strong(overall_words(facts))
    )
    found.append(Paragraph(runs=(overall,)))
    found += _decisions(facts, room)
    found += _worsened(facts, room)
    found += _seen_otherwise(facts, room)
    found.append(Paragraph(runs=_counts(facts)))
    found += [Paragraph(runs=measure_runs(one, room.measure)) for one in facts.measures]
    if drawn is not None:
        found.append(drawn)
    found.append(Paragraph(runs=_small_print(facts), quiet=True))
    return tuple(found)


def _title(facts: DigestFacts) -> str:
    if facts.meeting_day is None:
        return "Digest"
    edition = ", second edition" if facts.edition > 1 else ""
    return f"Digest for {weekday(facts.meeting_day)} {day_month(facts.meeting_day)}{edition}"


def _under_title(facts: DigestFacts) -> tuple[Run, ...]:
    runs = [literal(cut(facts.plan_title, 12)), plain(", for the "), literal(facts.body)]
    if facts.edition > 1 and facts.moved_from is not None:
        runs.append(plain(f"; the meeting moved from {day_month(facts.moved_from)}"))
    if facts.short_notice:
        runs += [plain(". "), strong("Short notice.")]
    return tuple(runs)


def _decisions(facts: DigestFacts, room: _Room) -> list[Block]:
    total = len(facts.decisions)
    if not total:
        return [Paragraph(runs=(strong("Decisions needed: "), plain("none.")))]
    found: list[Block] = [Paragraph(runs=(strong(f"Decisions needed: {total}"),))]
    for n, one in enumerate(facts.decisions[: room.decisions], start=1):
        runs = decision_runs(one, title=room.title, text=room.ask if one.kind == "ask" else 0)
        found.append(Paragraph(runs=(plain(f"{n}. "), *runs)))
    if total > room.decisions:
        found.append(Paragraph(runs=(plain(f"And {total - room.decisions} more in the thread."),)))
    return found


def _worsened(facts: DigestFacts, room: _Room) -> list[Block]:
    if facts.compared is None:
        return []
    runs: list[Run] = [strong(f"Worse {since_words(facts)}: ")]
    if not facts.worsened:
        return [Paragraph(runs=(*runs, plain("none.")))]
    for n, move in enumerate(facts.worsened[: room.moves]):
        runs += [plain("; " if n else ""), strong(move.key)]
        if room.title:
            runs += [plain(" "), literal(cut(move.title, room.title).rstrip(" ."))]
        runs.append(plain(f" {move.before.label} → {move.now.label}"))
    more = len(facts.worsened) - room.moves
    runs.append(plain(f"; and {more} more." if more > 0 else "."))
    return [Paragraph(runs=tidy(runs))]


def _seen_otherwise(facts: DigestFacts, room: _Room) -> list[Block]:
    """What its lead does not call red or amber and a partnership lead sees otherwise (R10)."""
    if not facts.seen_otherwise:
        return []
    runs: list[Run] = [strong("Assured differently: ")]
    for n, line in enumerate(facts.seen_otherwise[: room.moves]):
        view = line.assured.status.label if line.assured else ""
        runs += [
            plain("; " if n else ""),
            strong(line.key),
            plain(f" {line.status.label}, assured {view}"),
        ]
    more = len(facts.seen_otherwise) - room.moves
    runs.append(plain(f"; and {more} more." if more > 0 else "."))
    return [Paragraph(runs=tuple(runs))]


def _counts(facts: DigestFacts) -> tuple[Run, ...]:
    changed = any(one.change for one in facts.counts)
    tail = f" (in brackets: change {since_words(facts)})" if changed else ""
    if facts.compared is not None and not changed:
        tail = f" (no change {since_words(facts)})"
    return (plain(f"{counts_words(facts.counts)}{tail}."),)


def _small_print(facts: DigestFacts) -> tuple[Run, ...]:
    at = to_local(facts.as_of)
    words = f"As at {day(at.date())}, {clock_time(at.time())}; "
    words += (
        f"assured {day(to_local(facts.assured_at).date())}."
        if facts.assured_at
        else ("not yet assured.")
    )
    owed = sum(one.count for one in facts.outstanding)
    words += f" {sentence(counted(owed, 'update'))} outstanding." if owed else ""
    words += f" {unreachable_words(len(facts.unreachable))}" if facts.unreachable else ""
    words += " Detail in the thread."
    if facts.overall_by is not None:
        words += f" First line written on {day(facts.overall_by.on)} in place of the computed one."
    return (plain(words),)


# --- the picture ----------------------------------------------------------------------------------


def _pictures(facts: DigestFacts) -> tuple[Picture, ...]:
    """The same picture with its words at length, then in short; each says everything it shows."""
    if not facts.bars:
        return ()
    data = picture_data(facts)
    words = dict.fromkeys((picture_words(facts), picture_words(facts, short=True)))
    return tuple(Picture(name="brag_bars", data=data, alt=one) for one in words)


def picture_data(facts: DigestFacts) -> dict[str, object]:
    """What the picture shows: a bar per priority, now and at the last meeting, as plain JSON."""
    compared = facts.compared
    return {
        "now": day_month(facts.meeting_day) if facts.meeting_day else "Now",
        "before": day_month(compared.meeting_day) if compared else None,
        "bars": [
            {
                "code": bar.code,
                "title": bar.title,
                "now": {one.status.value: one.count for one in bar.counts if one.count},
                "before": _before(bar),
            }
            for bar in facts.bars
        ],
    }


def _before(bar: Bar) -> dict[str, int] | None:
    if all(one.before is None for one in bar.counts):
        return None
    return {one.status.value: one.before for one in bar.counts if one.before}


def picture_words(facts: DigestFacts, *, short: bool = False) -> str:
    """The picture in words (R18): every bar's counts, and what they were at the last meeting.

    ``short`` leaves titles out, and tells what was before only where it was different.
    """
    told = [_bar_words(bar, short=short) for bar in facts.bars]
    lead = "Actions by status and priority"
    if facts.compared:
        lead += f", with {day_month(facts.compared.meeting_day)} in brackets"
        lead += " where different" if short else ""
    return f"{lead}. {' '.join(told)}"


def _bar_words(bar: Bar, *, short: bool) -> str:
    name = bar.code if short or not bar.title else f"{bar.code} {cut(bar.title, 5)}".rstrip(" …")
    told = (_count_words(one, short=short) for one in bar.counts if _counts_any(one))
    return f"{name}: {', '.join(told)}."


def _counts_any(one: StatusCount) -> bool:
    return bool(one.count or one.before)


def _count_words(one: StatusCount, *, short: bool) -> str:
    hidden = one.before is None or (short and not one.change)
    return f"{one.status.word} {one.count}" + ("" if hidden else f" ({one.before})")
