"""Free words: read, taken a step further, carried out, answered in one message where that can be (R12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.asked_of_several import ANSWERS, ASKED_WITH, marked_as_one
from bot.conversation.covers import read_cover_named
from bot.conversation.dialogue import advance
from bot.conversation.for_each import TOGETHER, limbs_of_each, together
from bot.conversation.interpreter import interpret
from bot.conversation.item_words import Items
from bot.conversation.items import read_items
from bot.conversation.lapsed import CODE as LAPSED
from bot.conversation.lapsed import asked_of_lapsed, not_understood
from bot.conversation.leave_off import leave_off
from bot.conversation.link_off import link_off
from bot.conversation.messages import after_preamble, corrects_a_day, wrong_action
from bot.conversation.owed import split_owed
from bot.conversation.readings import Context, Intent, Interpretation
from bot.conversation.reasons import named_keys, read_reasons, reasons_of_several, tells_reasons
from bot.conversation.refusals import refusal_reason
from bot.conversation.table import Turn
from bot.conversation.unanswered import reports_anew, reports_by_name
from bot.conversation.weaving import after_reasons, weave
from bot.conversation.which_field import asked_first, with_answers, without_forecast
from bot.conversation.withdrawals import withdrawal
from bot.domain.actions import ActionState, narrative_missing
from bot.domain.commands import Ask, Decide, NameCover, Part, Say, Undo
from bot.domain.messages import Block, Buttons, OutboundMessage
from bot.domain.verbs import MessageKind, Verb
from bot.handlers.exchange import Exchange
from bot.handlers.execute import execute
from bot.handlers.owing import narrative_part
from bot.handlers.results import Results
from bot.handlers.rounds import own_state
from bot.handlers.scene import Scene, body_names, context, lapsed_parts, look, state_of, table
from bot.handlers.undo import what_stands
from bot.phrasing.questions import question
from bot.phrasing.updates import echo
from bot.ports import OpenQuestion

#: Questions that a name answers.
_ASKS_FOR_A_PERSON = ("who", "which_person")
#: What to say to words that hold nothing: no word of it where others did.
_NOTHING_SAID = (Say(code="not_understood"), Say(code="thanks"), Say(code="nothing_saved"))


def said(ex: Exchange, text: str) -> None:
    """Take what somebody wrote: understand it or ask, never save a guess."""
    scene = look(ex)
    turn = _unclear_correction(ex, scene, text) or _read(ex, scene, after_preamble(text))
    turn = _of_a_lapsed_question(ex, scene, after_preamble(text), turn) or turn
    before = _sent_wrongly(ex, scene, turn) if wrong_action(text) else None
    carry_out(ex, scene, turn)
    if before is not None:
        ex.reply(what_stands(ex, before))


def _of_a_lapsed_question(ex: Exchange, scene: Scene, text: str, turn: Turn) -> Turn | None:
    """ "Two vacancies still", days after the question: it is asked whether the words belong to it."""
    if scene.parts or not not_understood(turn):
        return None
    owed = [
        narrative_part(key, *told)
        for key in dict.fromkeys(part.key for part in lapsed_parts(ex, scene))
        if key and (told := _owes(ex, scene, key)) is not None
    ]
    if not owed:
        return None
    seen = context(ex, scene)
    fitting = [part for part in owed if tells_reasons(text, seen, part)]
    return asked_of_lapsed(turn, text, fitting, table(ex, scene)) if fitting else None


def _owes(ex: Exchange, scene: Scene, key: str) -> tuple[ActionState, tuple[str, ...]] | None:
    """What of its narrative the person's own organisation still owes for the action."""
    action = scene.fresh(ex, key)
    standing = scene.standing(ex, action)
    own = own_state(action, standing.organisation if standing else None, ex.now)
    missing = narrative_missing(own)
    return (own, missing) if missing else None


def _unclear_correction(ex: Exchange, scene: Scene, text: str) -> Turn | None:
    """ "That's 10 Nov, not 3 Nov" of what was saved without a forecast: no forecast, it is asked what it corrects."""
    batch = table(ex, scene).saved
    if batch is None or not corrects_a_day(text) or any(p.code != "narrative" for p in scene.parts):
        return None
    if any(
        u.forecast is not None and u.item_id is None for u in ex.uow.actions.updates_of_batch(batch)
    ):
        return None
    return Turn(commands=(Say(code="put_right", key=batch),))


def _sent_wrongly(ex: Exchange, scene: Scene, turn: Turn) -> str | None:
    """The batch that the message says was meant for the action it names now; it is offered, not taken back."""
    batch = ex.uow.actions.last_batch(ex.person.id)
    if batch is None or any(isinstance(command, Undo) for command in turn.commands):
        return None
    before = {u.action_id for u in ex.uow.actions.updates_of_batch(batch)}
    keys = [getattr(command, "key", None) for command in turn.commands]
    for command in turn.commands:
        keys += [part.key for part in command.parts] if isinstance(command, Ask) else []
    named = {scene.actions[key].id for key in keys if key and key in scene.actions}
    return batch if before and named and not before & named else None


def _read(ex: Exchange, scene: Scene, text: str, *, about: str | None = None) -> Turn:
    """What the words lead to; ``about``: the action, where it is known for certain.

    What is said of milestones, measures and asks is taken out first: the rest is then read for its colours.
    """
    seen = context(ex, scene, pending=about)
    taken_back = withdrawal(text, seen, table(ex, scene), scene.parts)
    if taken_back is not None:
        return taken_back
    off = leave_off(text, seen, scene.parts)
    if off is not None:
        return _with_rest(ex, scene, Turn(commands=(off.command,), answered=off.answered), off.rest)
    unlinked = link_off(text, seen)
    if unlinked is not None:
        return _with_rest(ex, scene, Turn(commands=(unlinked.command,)), unlinked.rest)
    cover = _cover_named(ex, scene, text, seen)
    if cover is not None:
        return cover
    refused = refusal_reason(text, seen, scene.parts)
    if refused is not None:
        return refused
    things = read_items(text, Items(context=seen, actions=scene.actions, bodies=body_names(ex)))
    if not things.says_anything:
        return _advance(ex, scene, text, seen)
    turn = _advance(ex, scene, things.rest, seen) if things.rest else Turn()
    return weave(turn, things, table(ex, scene), scene.parts)


def _cover_named(ex: Exchange, scene: Scene, text: str, seen: Context) -> Turn | None:
    """A bare name after a leave was noted, or while nobody covers one and nothing else is asked."""
    if any(part.code in _ASKS_FOR_A_PERSON for part in scene.parts):
        return None
    ahead = ex.uow.people.absences([ex.person.id], from_day=ex.today)
    last = ex.uow.actions.last_batch(ex.person.id) if ahead else None
    just = any(one.batch == last for one in ahead)
    if not just and (scene.parts or all(one.cover_id for one in ahead)):
        return None
    asked = just and not all(one.cover_id for one in ahead)
    named = read_cover_named(text, seen, asked=asked)
    return Turn(commands=(NameCover(cover=named),)) if named else None


def _with_rest(ex: Exchange, scene: Scene, turn: Turn, rest: str) -> Turn:
    """A turn, and what the other words of the message lead to, if to anything."""
    more = _read(ex, scene, rest) if rest else Turn()
    told = tuple(one for one in more.commands if one not in _NOTHING_SAID)
    return Turn(commands=(*turn.commands, *told), answered=turn.answered | more.answered)


def _advance(ex: Exchange, scene: Scene, text: str, seen: Context) -> Turn:
    each = limbs_of_each(text, scene.parts)
    if each is not None:
        return each
    reasons = read_reasons(text, seen, scene.parts)
    if reasons is None:
        several = reasons_of_several(text, seen, scene.parts, table(ex, scene))
        return several or _answer(ex, scene, text, seen)
    if not reasons.rest:
        return reasons.turn
    left = [n for n in range(len(scene.parts)) if n not in reasons.turn.answered]
    others = replace(scene, parts=tuple(scene.parts[n] for n in left))
    turn = _answer(ex, others, reasons.rest, seen)
    turn = replace(turn, answered=frozenset(left[n] for n in turn.answered))
    return after_reasons(reasons.turn, turn)


def _answer(ex: Exchange, scene: Scene, text: str, seen: Context) -> Turn:
    asked = any(p.code == "narrative" for p in scene.parts)
    owed = with_answers(split_owed(text), seen, scene.parts) if asked else None
    rest = owed.rest if owed is not None and owed.says_anything else text
    understood = interpret(rest, seen) if rest else Interpretation(intent=Intent.UNKNOWN)
    if asked and "next_steps" in asked_first(scene.parts):
        understood = without_forecast(understood, rest, seen)
    if rest is not text and reports_anew(understood, scene.parts):
        # A report of its own keeps what it tells of itself: "1.1.2 red, both. Green by April".
        owed, understood = None, interpret(text, seen)
    parts = scene.parts
    if reports_by_name(understood, parts, named_keys(text, seen)):
        parts, owed = (), None
        understood = interpret(text, seen)
    return _on_a_request(scene, understood) or advance(
        understood, text=text, parts=parts, table=table(ex, scene), owed=owed
    )


def _on_a_request(scene: Scene, understood: Interpretation) -> Turn | None:
    """A bare yes or no to a message that asks for a decision is the decision (R13)."""
    if scene.parts or scene.about is None or scene.about.kind != MessageKind.REQUEST:
        return None
    if understood.intent not in (Intent.CONFIRM, Intent.DENY) or understood.readings:
        return None
    for block in scene.about.blocks:
        for button in block.buttons if isinstance(block, Buttons) else ():
            if button.verb == Verb.APPROVE:
                number, _, step = button.value.partition(":")
                decide = Decide(
                    agreed=understood.intent is Intent.CONFIRM,
                    request_id=int(number),
                    step=int(step) if step.isdecimal() else None,
                )
                return Turn(commands=(decide,))
    return None


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
    waiting = next((scene.parts[n] for n in sorted(turn.answered) if scene.parts[n].pending), None)
    if waiting is None:
        return
    asked = waiting.values.get(ANSWERS)
    parts = tuple(part for part in scene.parts if part.code == asked and part.key == key)
    if waiting.code == LAPSED and (owes := _owes(ex, scene, key)) is not None:
        parts = (narrative_part(key, *owes),)
    alone = replace(scene, parts=parts, items=(key,))
    for command in _read(ex, alone, waiting.pending, about=key).commands:
        execute(ex, alone, command, results)
    if waiting.code == LAPSED and (owes := _owes(ex, scene, key)) is not None:
        # What is left of it is asked anew, so it is not told as still to come.
        results.saved[:] = [
            replace(one, still_to_come=()) if one.key == key else one for one in results.saved
        ]
        results.parts.append(narrative_part(key, *owes))


def _settle(ex: Exchange, scene: Scene, turn: Turn, results: Results) -> None:
    """Store what stays open, and say everything in as few messages as may be."""
    answered = turn.answered or _said_anew(scene, results)
    # A narrative stays open while anything of it is missing; what was just talked about comes first.
    just = [p for n, p in enumerate(scene.parts) if n in answered and p.code == "narrative"]
    rest = [part for n, part in enumerate(scene.parts) if n not in answered]
    open_before = [*just, *rest]
    asked_now = {(part.code, part.key) for part in results.parts}
    told = {one.key for one in results.saved if not one.item}
    still_open = _still_open(ex, scene, open_before, told, asked_now)
    stored: OpenQuestion | None = None
    if scene.question is not None and (answered or results.parts or told):
        ex.uow.conversations.close(scene.question.id)
    if results.parts or (scene.question is not None and still_open and (answered or told)):
        where, thread = ex.place
        # What was not answered with the rest is asked again; reasons are owed, and not asked for twice.
        again = [p for p in still_open if answered and p.code != "narrative"]
        results.parts.extend(again)
        results.parts[:] = marked_as_one(together(results.parts))
        parts = (*results.parts, *(p for p in still_open if p not in again))
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
    if scene.question is not None and scene.aside and (answered or results.parts or told):
        _ask_where_it_was(ex, scene.question, scene.aside)
    for message in _messages(ex, scene, results, stored):
        ex.reply(message)


def _ask_where_it_was(ex: Exchange, question: OpenQuestion, parts: Sequence[Part]) -> None:
    """Keep open what a thread about other actions leaves of a question asked outside it."""
    rest = replace(question, id=0, code=parts[0].code, asked_at=ex.now, state=state_of(parts))
    ex.uow.conversations.ask(rest)


def _said_anew(scene: Scene, results: Results) -> frozenset[int]:
    """Questions about a milestone or a measure that a new statement has overtaken."""
    told = {one.key for one in results.saved if one.item}
    return frozenset(
        n
        for n, part in enumerate(scene.parts)
        if part.code in ("which_item", "as_of") and part.key in told
    )


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
            owes = _owes(ex, scene, part.key)
            if owes is not None:
                again = narrative_part(part.key, *owes)
                for name in (TOGETHER, ASKED_WITH):
                    alike = set(part.values.get(name, "").split(","))
                    if name in part.values and (part.key not in told or alike <= told):
                        again = replace(again, values={**again.values, name: part.values[name]})
                kept.append(again)
        elif part.key not in told and not (part.code == "ring" and told):
            # Who reports after all need not be rung.
            kept.append(part)
    return tuple(sorted(kept, key=lambda part: part.key not in told))


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
        if asked and results.answers and results.answers[-1].kind is MessageKind.ECHO:
            return [*results.answers[:-1], _together(results.answers[-1], asked)]
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
