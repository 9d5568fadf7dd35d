"""Which measures the digest's headline post shows (R11): named in the programme file by how they begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.programme import Plan
from bot.domain.programme_spec import Change
from bot.handlers.desk import Desk
from bot.phrasing import programme as say


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


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
