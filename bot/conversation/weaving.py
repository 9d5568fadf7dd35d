"""One turn out of two readings of a message: its milestones, measures and asks, and all the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.items import ItemsRead
from bot.conversation.table import Table, Turn
from bot.domain.commands import Ask, Command, Part, Report, Say

#: What the rest is not told, where the message did say something.
_HINTS = frozenset({"not_understood", "nothing_open"})
_CIVILITIES = _HINTS | {"thanks"}


def after_reasons(reasons: Turn, rest: Turn) -> Turn:
    """One turn: the reasons that a message gives by action, then what else it says."""
    told = tuple(
        one for one in rest.commands if not (isinstance(one, Say) and one.code in _CIVILITIES)
    )
    return Turn(commands=(*reasons.commands, *told), answered=reasons.answered | rest.answered)


def weave(turn: Turn, items: ItemsRead, table: Table, parts: Sequence[Part]) -> Turn:
    """The turn with what was said of milestones and measures before it, and the asks in their reports.

    ``turn``: what the rest of the message leads to; ``parts``: those of the open question.
    """
    commands: list[Command] = [
        _reasoned(one, items)
        for one in turn.commands
        if not (isinstance(one, Say) and one.code in _HINTS) and not _only_told(one)
    ]
    for part in parts:
        owes = part.code == "narrative" and "position" in part.values.get("missing", "").split(",")
        words = items.words.get(part.key or "")
        if owes and words and not any(_reports(one, part.key) for one in commands):
            commands.append(Report(key=part.key or "", position=words))
    for key, ask in items.asks.items():
        at = next((n for n, one in enumerate(commands) if _reports(one, key)), None)
        report = commands[at] if at is not None else Report(key=key)
        assert isinstance(report, Report)
        asking = replace(report, ask=ask)
        if at is None:
            commands.append(asking)
        else:
            commands[at] = asking
    asked = list(items.parts)
    choices = table.candidates()
    if items.unclear and choices:
        asked.append(Part(code="which_action", choices=choices, pending=items.unclear))
    elif items.unclear:
        commands.append(Say(code="not_understood"))
    commands += [Say(code="milestone_unsure", key=key) for key in items.unsure]
    if asked:
        commands.append(Ask(parts=tuple(asked)))
    return Turn(commands=(*items.commands, *commands), answered=turn.answered)


def _only_told(command: Command) -> bool:
    """Whether it asks for the colour of words that tell of the work: here a measure or a milestone does."""
    return isinstance(command, Ask) and all(part.values.get("told") for part in command.parts)


def _reports(command: Command, key: str | None) -> bool:
    return isinstance(command, Report) and command.key == key


def _reasoned(command: Command, items: ItemsRead) -> Command:
    """ "Amber, the second milestone slips to June" says why, in words that were taken out of it."""
    if (
        isinstance(command, Report)
        and command.status is not None
        and command.status.needs_narrative
        and not command.position
        and command.key in items.words
    ):
        return replace(command, position=items.words[command.key])
    return command
