"""Whether somebody may report on an action, and the refusal where not (R14)."""

from __future__ import annotations

from bot.domain.actions import Action
from bot.domain.permissions import SpeaksAs
from bot.handlers.exchange import Exchange
from bot.handlers.results import Results
from bot.handlers.scene import Scene
from bot.phrasing import answers
from bot.phrasing.words import join_names


def permitted(ex: Exchange, scene: Scene, action: Action, results: Results) -> SpeaksAs | None:
    """The person's standing, or ``None`` with the refusal already among the answers (R14)."""
    if action.closed_on is not None:
        results.answers.append(answers.closed(action.key, action.closed_on))
        return None
    standing = scene.standing(ex, action)
    if standing is None:
        results.answers.append(answers.not_yours(action.key, lead_names(action)))
    return standing


def lead_names(action: Action) -> str:
    return join_names([lead.name for lead in action.leads])
