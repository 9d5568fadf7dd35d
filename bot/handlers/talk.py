"""Free words: read, taken a step further, carried out, answered in one message where that can be (R12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.dialogue import advance
from bot.conversation.interpreter import interpret
from bot.conversation.owed import split_owed
from bot.conversation.readings import Intent, Interpretation
from bot.conversation.table import Turn
from bot.domain.actions import narrative_missing
from bot.domain.commands import Part, Say
from bot.domain.messages import Block, Buttons, OutboundMessage
from bot.domain.verbs import MessageKind
from bot.handlers.exchange import Exchange
from bot.handlers.execute import execute
from bot.handlers.owing import narrative_part
from bot.handlers.results import Results
from bot.handlers.scene import Scene, context, look, state_of, table
from bot.phrasing.questions import question
from bot.phrasing.updates import echo
from bot.ports import OpenQuestion


def said(ex: Exchange, text: str) -> None:
    """Take what somebody wrote: understand it or ask, never save a guess."""
    scene = look(ex)
    owed = split_owed(text) if any(p.code == "narrative" for p in scene.parts) else None
    rest = owed.rest if owed is not None and owed.says_anything else text
    understood = (
        interpret(rest, context(ex, scene)) if rest else Interpretation(intent=Intent.UNKNOWN)
    )
    turn = advance(understood, text=text, parts=scene.parts, table=table(ex, scene), owed=owed)
    carry_out(ex, scene, turn)


def carry_out(ex: Exchange, scene: Scene, turn: Turn) -> None:
    """Carry out a turn and answer it."""
    results = Results()
    for command in turn.commands:
        if isinstance(command, Say) and command.code == "reread":
            _reread(ex, scene, turn, command.key or "", results)
        else:
            execute(ex, scene, command, results)
    _settle(ex, scene, turn, results)


def _reread(ex: Exchange, scene: Scene, turn: Turn, key: str, results: Results) -> None:
    """Read the waiting words again, now that it is known which action they are about."""
    waiting = next(
        (scene.parts[n].pending for n in sorted(turn.answered) if scene.parts[n].pending), ""
    )
    alone = replace(scene, parts=(), items=(key,))
    understood = interpret(waiting, context(ex, alone, pending=key))
    for command in advance(understood, text=waiting, table=table(ex, alone)).commands:
        execute(ex, alone, command, results)


def _settle(ex: Exchange, scene: Scene, turn: Turn, results: Results) -> None:
    """Store what stays open, and say everything in as few messages as may be."""
    open_before = [part for n, part in enumerate(scene.parts) if n not in turn.answered]
    asked_now = {(part.code, part.key) for part in results.parts}
    told = {one.key for one in results.saved}
    still_open = _still_open(ex, scene, open_before, told, asked_now)
    stored: OpenQuestion | None = None
    if scene.question is not None and (turn.answered or results.parts or told):
        ex.uow.conversations.close(scene.question.id)
    if results.parts or (scene.question is not None and still_open and (turn.answered or told)):
        where, thread = ex.place
        parts = (*results.parts, *still_open)
        stored = ex.uow.conversations.ask(
            OpenQuestion(
                programme_id=ex.programme.id,
                person_id=ex.person.id,
                where=where,
                thread=thread,
                code=parts[0].code,
                asked_at=ex.now,
                state=state_of(parts),
            )
        )
    for message in _messages(ex, scene, results, stored):
        ex.reply(message)


def _still_open(
    ex: Exchange,
    scene: Scene,
    before: Sequence[Part],
    told: set[str],
    asked_now: set[tuple[str, str | None]],
) -> tuple[Part, ...]:
    """What of the earlier question is still worth an answer after this turn."""
    kept: list[Part] = []
    for part in before:
        if (part.code, part.key) in asked_now:
            continue
        if part.code == "narrative" and part.key is not None and part.key in scene.actions:
            action = scene.fresh(ex, part.key)
            missing = narrative_missing(action.state)
            if missing:
                kept.append(narrative_part(action, missing))
        elif part.key not in told:
            kept.append(part)
    return tuple(kept)


def _messages(
    ex: Exchange, scene: Scene, results: Results, stored: OpenQuestion | None
) -> list[OutboundMessage]:
    titles = {key: action.title for key, action in scene.actions.items()}
    asked = (
        question(results.parts, titles, question_id=stored.id)
        if stored is not None and results.parts
        else None
    )
    if not results.saved:
        return [*results.answers, *([asked] if asked else [])]
    told = echo(results.saved, batch=ex.batch, author=ex.person.name)
    return [*results.answers, _together(told, asked) if asked else told]


def _together(told: OutboundMessage, asked: OutboundMessage) -> OutboundMessage:
    """The echo and the question in one message: what was saved, what is asked, then Undo."""
    body: list[Block] = [block for block in told.blocks if not isinstance(block, Buttons)]
    undo = [block for block in told.blocks if isinstance(block, Buttons)]
    return OutboundMessage(
        blocks=(*body, *asked.blocks, *undo),
        summary=told.summary,
        items=asked.items or told.items,
        kind=MessageKind.ECHO,
    )
