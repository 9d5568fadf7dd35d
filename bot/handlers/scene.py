"""The scene of a reply: which actions are in play, whose they are, and what was asked before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.conversation.readings import Context
from bot.conversation.table import Card, Table
from bot.domain.actions import Action, impact_due, narrative_missing, organisations
from bot.domain.calendar import instant, to_local
from bot.domain.commands import Choice, Part
from bot.domain.messages import Buttons, OutboundMessage, Outgoing
from bot.domain.permissions import Proxies, SpeaksAs, speaks_as
from bot.domain.programme import priorities
from bot.domain.verbs import MessageKind, Verb
from bot.handlers.exchange import Exchange
from bot.phrasing import answers
from bot.ports import OpenQuestion

#: How an open question looks to the interpreter.
_AWAITING: Mapping[str, str] = {
    "narrative": "narrative",
    "which_action": "choice",
    "which_colour": "choice",
    "own_view": "choice",
    "which_item": "choice",
    "as_of": "choice",
    "which_person": "choice",
}
#: What lists items by number and asks for each of them.
_REMINDERS = (MessageKind.REMINDER, MessageKind.INTRODUCTION)
#: For so long it is remembered of a question that has lapsed what it was about: about a cycle.
_LAPSED_WORKING_DAYS = 25
#: What comes between a reminder and the rest of its answer.
_ON_THE_WAY = (MessageKind.ECHO, MessageKind.QUESTION, MessageKind.ANSWER)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What was looked up once for one inbound message."""

    actions: Mapping[str, Action]
    """Every action of the programme that is not withdrawn, by key."""
    priorities: Mapping[tuple[int, str], str | None]
    """(plan, heading) → code of the priority whose partnership leads answer for its actions."""
    proxies: Proxies
    items: tuple[str, ...]
    mine: tuple[str, ...]
    about: OutboundMessage | None
    """The message that is being answered, where there is one."""
    listed: tuple[str, ...]
    """Items of the reminder that the conversation is about, in its order."""
    outstanding: tuple[str, ...]
    """Those of them that this person has not reported since it came."""
    question: OpenQuestion | None
    parts: tuple[Part, ...]
    aside: tuple[Part, ...] = ()
    """Parts of the question that are about other actions than the thread's: they stay open where they were asked."""

    def fresh(self, ex: Exchange, key: str) -> Action:
        """The action as it is now: an earlier command of the same event may have changed it."""
        return ex.uow.actions.get(self.actions[key].id)

    def asking(self, question: OpenQuestion, parts: tuple[Part, ...]) -> Scene:
        """The same scene in answer to this question."""
        return replace(self, question=question, parts=parts, aside=())

    def priority(self, action: Action) -> str | None:
        return self.priorities.get((action.plan_id, action.heading))

    def standing(self, ex: Exchange, action: Action) -> SpeaksAs | None:
        return speaks_as(ex.person, action, self.proxies, priority=self.priority(action))


def look(ex: Exchange) -> Scene:
    """Look up the scene of the event in hand."""
    uow, person = ex.uow, ex.person
    actions = {a.key: a for a in uow.actions.of_programme(ex.programme.id) if not a.withdrawn}
    proxies = ex.proxies()
    address, thread = ex.place
    since = instant(
        ex.working.add(ex.today, -ex.programme.policy.memory_working_days),
        to_local(ex.now).time(),
    )
    question = uow.conversations.open_question(person.id, address, thread=thread, since=since)
    parts = parts_of(question) if question else ()
    about = uow.outbox.about(address, thread=thread, person_id=person.id)
    aside: tuple[Part, ...] = ()
    if question is not None and thread is not None and question.thread != thread:
        parts, aside = _of_thread(parts, _keys_of_thread(about, thread))
        question = question if parts else None
    reminder = _reminder(ex, about)
    listed = tuple(key for key in reminder.message.items if key in actions) if reminder else ()
    came = (reminder.sent_at or reminder.not_before) if reminder else ex.now
    parts = tuple(part for part in parts if _still_asked(ex, part, actions))
    question = question if parts else None
    asked = tuple(dict.fromkeys(p.key for p in parts if p.key))
    items = asked or (about.message.items if about else ())
    own = [a.key for a in actions.values() if person.id in a.people]
    others = [a.key for a in actions.values() if a.key not in own and set(a.people) & proxies.leads]
    return Scene(
        actions=actions,
        priorities=_priorities(ex),
        proxies=proxies,
        items=tuple(key for key in items if key in actions),
        mine=(*own, *others),
        about=about.message if about else None,
        listed=listed,
        outstanding=tuple(key for key in listed if not _reported_since(ex, actions[key], came)),
        question=question,
        parts=parts,
        aside=aside,
    )


def lapsed_parts(ex: Exchange, scene: Scene) -> tuple[Part, ...]:
    """What was asked about reasons here, had no answer while it was open, and is still owed."""
    address, thread = ex.place
    since = instant(ex.working.add(ex.today, -_LAPSED_WORKING_DAYS), to_local(ex.now).time())
    question = ex.uow.conversations.open_question(ex.person.id, address, thread=thread, since=since)
    return tuple(
        part
        for part in (parts_of(question) if question else ())
        if part.code == "narrative"
        and part.key in scene.actions
        and _still_asked(ex, part, scene.actions)
    )


def _still_asked(ex: Exchange, part: Part, actions: Mapping[str, Action]) -> bool:
    """Whether the reasons of a colour are still owed: a question does not outlive what it is about.

    The colour may have been taken back, or reported anew by whatever means, since it was asked.
    """
    action = actions.get(part.key or "")
    if part.code != "narrative" or action is None:
        return True
    told = {action.state.status, action.standing_status(ex.now)}
    told |= {view.status for view in action.state.views}
    return any(one.needs_narrative and one.value == part.values.get("status") for one in told)


def _keys_of_thread(about: Outgoing | None, thread: str) -> tuple[str, ...]:
    """The actions that the thread's own message is about; none where nothing of ours is in it."""
    inside = about is not None and thread in (about.platform_id, about.thread)
    return about.message.items if about is not None and inside else ()


def _of_thread(
    parts: tuple[Part, ...], keys: tuple[str, ...]
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts that a message in the thread may answer, and the others: the thread decides (R6)."""
    if not keys:
        return parts, ()
    inside = tuple(part for part in parts if part.key is None or part.key in keys)
    return inside, tuple(part for part in parts if part not in inside)


def _reminder(ex: Exchange, about: Outgoing | None) -> Outgoing | None:
    """The reminder that is answered, or that the echo or question being answered goes back to."""
    if about is not None and about.message.kind in _REMINDERS:
        return about
    if about is not None and about.message.kind not in _ON_THE_WAY:
        return None
    days = ex.programme.policy.touches.quiet_after_update_working_days
    since = instant(ex.working.add(ex.today, -days), to_local(ex.now).time())
    sent = ex.uow.outbox.sent_to_person(ex.person.id, kinds=_REMINDERS, since=since)
    return max(sent, key=lambda row: row.not_before, default=None)


def _reported_since(ex: Exchange, action: Action, since: datetime) -> bool:
    """Whether this person has spoken of the action, for themselves or for a lead."""
    state = action.state
    spoken = [(view.person_id, view.at) for view in state.views]
    if state.reported_by is not None and state.reported_at is not None:
        spoken.append((state.reported_by, state.reported_at))
    return any(who == ex.person.id and at >= since for who, at in spoken)


def table(ex: Exchange, scene: Scene) -> Table:
    """The dialogue's view of the scene."""
    today = ex.today
    return Table(
        today=today,
        cards={
            key: Card(
                key=key,
                title=action.title,
                status=action.standing_status(ex.now),
                due=action.due_on,
                impact_due=impact_due(action, today),
                claimed=action.claim is not None,
                redating=action.redate_request_id is not None,
                agreeable=_agreeable(ex, scene, action),
                narrative_missing=narrative_missing(action.state),
            )
            for key, action in scene.actions.items()
        },
        items=scene.items,
        mine=scene.mine,
        people=tuple(p.name for p in ex.uow.people.of(ex.programme.id) if p.active),
        saved=_saved(ex, scene.about),
    )


def _saved(ex: Exchange, about: OutboundMessage | None) -> str | None:
    """The batch that the message can still take back for this person."""
    for block in about.blocks if about is not None else ():
        for button in block.buttons if isinstance(block, Buttons) else ():
            if button.verb == Verb.UNDO and button.value:
                own = ex.uow.actions.batch_author(button.value) == ex.person.id
                return button.value if own else None
    return None


def context(ex: Exchange, scene: Scene, *, pending: str | None = None) -> Context:
    """The interpreter's view of the scene; ``pending`` names the action where it is known for certain."""
    known = pending or (scene.items[0] if len(scene.items) == 1 else None)
    action = scene.actions.get(known) if known else None
    people = ex.uow.people.of(ex.programme.id)
    return Context(
        today=ex.today,
        pending_ref=known,
        my_actions=scene.mine,
        items=(known,) if pending and known else scene.items,
        listed=scene.listed,
        outstanding=scene.outstanding,
        awaiting=_awaiting(scene.parts),
        due=action.due_on if action else None,
        dues={key: one.due_on for key, one in scene.actions.items() if one.due_on},
        known_refs=tuple(scene.actions),
        speaks_for=tuple(p.name for p in people if p.id in scene.proxies.leads),
        people=tuple(p.name for p in people),
        meetings=tuple(m.day for m in ex.uow.meetings.of(ex.programme.id) if not m.cancelled),
        terms=tuple((t.name, t.first_day, t.last_day) for t in ex.working.terms),
    )


def body_names(ex: Exchange) -> tuple[str, ...]:
    """What people call the governance groups: code, name, and "Board" where one group alone is one."""
    bodies = ex.uow.meetings.bodies(ex.programme.id)
    names = [name for body in bodies for name in (body.code, body.name)]
    short = [body.name.split()[-1] for body in bodies if len(body.name.split()) > 1]
    return (*names, *(word for word in dict.fromkeys(short) if short.count(word) == 1))


def _awaiting(parts: Sequence[Part]) -> str | None:
    if not parts:
        return None
    return _AWAITING.get(parts[0].code, "confirm")


def _agreeable(ex: Exchange, scene: Scene, action: Action) -> bool:
    """Another organisation's view stands, and this person's own is awaited (R7)."""
    standing = scene.standing(ex, action)
    if standing is None or standing.organisation is None or len(organisations(action)) < 2:
        return False
    spoken = {view.organisation for view in action.state.views}
    awaited = standing.organisation not in spoken or action.state.disputed
    return bool(spoken - {standing.organisation}) and awaited


def _priorities(ex: Exchange) -> dict[tuple[int, str], str | None]:
    """(plan, heading) → code of the priority above it."""
    return {
        (plan.id, local_id): priority.code
        for plan in ex.uow.plans.of(ex.programme.id)
        for local_id, priority in priorities(ex.uow.plans.headings(plan.id)).items()
    }


def unknown_ref(scene: Scene, ref: str) -> OutboundMessage:
    """What to say to a reference that no action bears, or that several do (R6)."""
    same = tuple(key for key in scene.actions if key.endswith(f"-{ref}"))
    return answers.ambiguous_ref(ref, same) if len(same) > 1 else answers.unknown_ref(ref)


def parts_of(question: OpenQuestion) -> tuple[Part, ...]:
    """The parts of a stored question."""
    stored = question.state.get("parts")
    if not isinstance(stored, list):
        return ()
    return tuple(
        Part(
            code=str(one["code"]),
            key=one.get("key"),
            choices=tuple(Choice(value=c["value"], label=c["label"]) for c in one["choices"]),
            pending=str(one.get("pending", "")),
            values={str(k): str(v) for k, v in one.get("values", {}).items()},
        )
        for one in stored
    )


def state_of(parts: Sequence[Part]) -> dict[str, object]:
    """Parts as a question stores them: JSON."""
    return {
        "parts": [
            {
                "code": part.code,
                "key": part.key,
                "choices": [{"value": c.value, "label": c.label} for c in part.choices],
                "pending": part.pending,
                "values": dict(part.values),
            }
            for part in parts
        ]
    }
