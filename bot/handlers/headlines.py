"""Which measures the digest's headline post shows (R11): named in the programme file by how they begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.programme import Plan
from bot.domain.programme_spec import Change
from bot.handlers.desk import Desk
from bot.phrasing import programme as say

#: The event under which the audit keeps what a programme file named.
_DECLARED = "headlines_declared"


def mark_headlines(desk: Desk, plan: Plan, beginnings: Sequence[str]) -> list[Change]:
    """Mark the plan's measures that begin so, and no others; say which beginning fits none.

    A plan whose actions are yet to be imported has no measures to mark.
    """
    actions = desk.uow.actions.of_plan(plan.id)
    measures = {m.id: m for action in actions for m in action.measures}
    if not measures:
        return []
    wanted = [_plain(words) for words in beginnings]
    changes = []
    for measure in measures.values():
        headline = any(_plain(measure.text).startswith(words) for words in wanted)
        if headline == measure.headline:
            continue
        serves = [a.id for a in actions if any(m.id == measure.id for m in a.measures)]
        desk.uow.actions.save_measure(replace(measure, headline=headline), serves)
        desk.record(
            "headline_changed",
            f"measure:{measure.id}",
            before={"headline": measure.headline},
            after={"headline": headline},
        )
        changes.append(say.headline(plan.code, measure.text, shown=headline))
    told = [_plain(measure.text) for measure in measures.values()]
    changes += [
        say.no_headline(plan.code, words)
        for words, plain in zip(beginnings, wanted, strict=True)
        if not any(text.startswith(plain) for text in told)
    ]
    return changes


def declare_headlines(desk: Desk, plan: Plan, beginnings: Sequence[str]) -> list[Change]:
    """What the programme file names: kept for the plan's next import, and marked on what is there."""
    if tuple(beginnings) != declared_headlines(desk, plan):
        desk.record(_DECLARED, _subject(plan), after={"beginnings": list(beginnings)})
    return mark_headlines(desk, plan, beginnings)


def declared_headlines(desk: Desk, plan: Plan) -> tuple[str, ...] | None:
    """What was declared last; ``None`` for a plan that no programme file speaks of."""
    found = [
        entry.event.after["beginnings"]
        for entry in desk.uow.audit.of_subject(desk.programme_id, _subject(plan))
        if entry.event.kind == _DECLARED
    ]
    last = found[-1] if found else None
    return tuple(map(str, last)) if isinstance(last, (list, tuple)) else None


def _subject(plan: Plan) -> str:
    return f"plan:{plan.id}"


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
