"""Buttons: what each verb does. Most are a command; some open a form on the spot."""

from __future__ import annotations

from bot.conversation.answering import choose
from bot.conversation.dialogue import advance
from bot.conversation.readings import Intent, Interpretation, Reading
from bot.conversation.table import Turn
from bot.domain.commands import (
    Agree,
    Ask,
    Asked,
    Choice,
    Command,
    Decide,
    HoldDigest,
    HoldEscalation,
    MarkDelivered,
    Part,
    Query,
    ReleaseDigest,
    Report,
    SnoozeItem,
    TellOffice,
    Undo,
    WithdrawRequest,
)
from bot.domain.messages import Form, Nothing, OpenForm, Outcome, Pressed
from bot.domain.permissions import sees_names
from bot.domain.status import OPEN_COLOURS, Status
from bot.domain.verbs import Verb
from bot.handlers import digests, first_contact
from bot.handlers.exchange import Exchange
from bot.handlers.execute import open_digest
from bot.handlers.handing_on import hand_on
from bot.handlers.results import Results
from bot.handlers.scene import Scene, look, parts_of, table
from bot.handlers.sharing import share
from bot.handlers.standing import permitted
from bot.handlers.talk import carry_out
from bot.phrasing import answers, forms

#: How long "Remind me later" is, in working days, where the button names no day.
LATER = 3
#: Commands that mean something without a slash though no free words do.
_ALONE = frozenset({"digest", "schedule", "update"})


def press(ex: Exchange, pressed: Pressed) -> Outcome:
    """Do what the button asks for."""
    if first_contact.press(ex):
        return Nothing()
    scene = look(ex)
    try:
        verb = Verb(pressed.verb)
    except ValueError:
        # A button of a release that is gone.
        ex.reply(answers.answer("question_gone"))
        return Nothing()
    form = _form(ex, scene, verb, pressed)
    if form is not None:
        return OpenForm(form=form)
    if ex.replies:
        return Nothing()
    if verb is Verb.CHOOSE:
        _choose(ex, scene, pressed.value)
        return Nothing()
    if verb is Verb.SHARE:
        share(ex, pressed.value, pressed.message_id)
        return Nothing()
    if verb is Verb.DELEGATE:
        results = Results()
        hand_on(ex, scene, pressed, results)
        for message in results.answers:
            ex.reply(message)
        return Nothing()
    turn = _turn(ex, scene, verb, pressed)
    if turn is None:
        ex.reply(answers.answer("question_gone"))
    else:
        carry_out(ex, scene, turn)
    return Nothing()


def query(words: str) -> Query | None:
    """The query that a command's or a button's words are; ``None``: they are free words."""
    first, _, rest = " ".join(words.casefold().split()).partition(" ")
    filters = tuple(rest.split())
    match first:
        case "" | "help":
            return Query(asked=Asked.HELP)
        case "status" | "digest" | "paper":
            return Query(asked=Asked.STATUS, filters=filters)
        case "mine" | "overdue" | "schedule" if not rest:
            return Query(asked=Asked(first))
        case "update" if not rest:
            return Query(asked=Asked.MINE)
        case _:
            return None


def query_alone(words: str) -> Query | None:
    """The query of a command's bare word: a platform's menu puts it into the message as it is, without a
    slash, and as free words it says nothing."""
    return query(words) if words.strip().casefold() in _ALONE else None


def _turn(ex: Exchange, scene: Scene, verb: Verb, pressed: Pressed) -> Turn | None:
    """The turn of a verb that is a command; ``None`` where what it is about is gone."""
    if verb is Verb.QUERY:
        asked = query(pressed.value)
        return Turn(commands=(asked,)) if asked else Turn(commands=())
    if verb is Verb.REPORT and pressed.value == "done" and pressed.item in scene.actions:
        done = Interpretation(intent=Intent.DONE, readings=(Reading(ref=pressed.item, done=True),))
        return advance(done, text="", table=table(ex, scene))
    command = _command(ex, scene, verb, pressed)
    return None if command is None else Turn(commands=(command,))


def _command(ex: Exchange, scene: Scene, verb: Verb, pressed: Pressed) -> Command | None:
    first, _, step = pressed.value.partition(":")
    number = int(first) if first.isdecimal() else None
    match verb:
        case Verb.UNDO:
            return Undo(batch=pressed.value or None)
        case Verb.APPROVE:
            at = int(step) if step.isdecimal() else None
            return Decide(agreed=True, request_id=number, step=at)
        case Verb.HOLD:
            return HoldDigest(digest_id=number)
        case Verb.RELEASE:
            return ReleaseDigest(digest_id=number)
        case Verb.RING_ME:
            return TellOffice(code="ring", key=pressed.item)
        case Verb.ASK_HOLD:
            return TellOffice(code="hold", key=pressed.item)
        case _:
            pass
    key = pressed.item
    if key is None or key not in scene.actions:
        return None
    match verb:
        case Verb.REPORT if pressed.value in set(Status):
            return Report(key=key, status=Status(pressed.value))
        case Verb.HOLD_ESCALATION:
            return HoldEscalation(key=key)
        case Verb.SNOOZE:
            return SnoozeItem(key=key, until=ex.working.add(ex.today, LATER))
        case Verb.AGREE:
            shown = Status(pressed.value) if pressed.value in set(Status) else None
            return Agree(key=key, status=shown)
        case Verb.DISAGREE:
            choices = tuple(Choice(value=s.value, label=s.label) for s in OPEN_COLOURS)
            return Ask(parts=(Part(code="own_view", key=key, choices=choices),))
        case Verb.DELIVERED:
            return MarkDelivered(key=key)
        case Verb.WITHDRAW:
            return WithdrawRequest(key=key, request_id=number)
        case _:
            return None


def _choose(ex: Exchange, scene: Scene, value: str) -> None:
    """One of the answers to a question: the one that is open, or what of an earlier one still is."""
    question_id, _, rest = value.partition(":")
    index, _, choice = rest.partition(":")
    question = ex.uow.conversations.get(int(question_id)) if question_id.isdecimal() else None
    parts = parts_of(question) if question else ()
    at = int(index) if index.isdecimal() else -1
    if (
        question is None
        or question.person_id != ex.person.id
        or not 0 <= at < len(parts)
        or choice not in {c.value for c in parts[at].choices}
    ):
        ex.reply(answers.answer("question_gone"))
        return
    asked = parts[at]
    if asked.code == "narrative":
        # Which limb is at risk can be said whenever one likes: nothing hangs on the question.
        said_of = scene.asking(question, (asked,))
        carry_out(ex, said_of if question.answered else scene, choose((asked,), 0, choice))
        return
    if not question.answered:
        carry_out(ex, scene.asking(question, parts), choose(parts, at, choice))
        return
    still = next(
        (n for n, p in enumerate(scene.parts) if (p.code, p.key) == (asked.code, asked.key)), None
    )
    if still is None or choice not in {c.value for c in scene.parts[still].choices}:
        ex.reply(answers.answer("question_gone"))
        return
    carry_out(ex, scene, choose(scene.parts, still, choice))


def _form(ex: Exchange, scene: Scene, verb: Verb, pressed: Pressed) -> Form | None:
    """The form a verb opens; ``None`` with a reply where it may not, without one for other verbs."""
    match verb:
        case Verb.REFUSE_FORM:
            return _refuse_form(ex, pressed)
        case Verb.CORRECT_FORM:
            return _correct_form(ex, pressed)
        case Verb.UPDATE_FORM | Verb.REDATE_FORM | Verb.ASSURE_FORM:
            pass
        case _:
            return None
    if pressed.item is None or pressed.item not in scene.actions:
        ex.reply(answers.answer("question_gone"))
        return None
    action = scene.actions[pressed.item]
    results = Results()
    if permitted(ex, scene, action, results) is None:
        for message in results.answers:
            ex.reply(message)
        return None
    if verb is Verb.UPDATE_FORM:
        return forms.update_form(action)
    if verb is Verb.REDATE_FORM:
        return forms.redate_form(action)
    return forms.assure_form(action)


def _refuse_form(ex: Exchange, pressed: Pressed) -> Form | None:
    request = next(
        (
            r
            for r in ex.uow.requests.open(ex.programme.id)
            if str(r.id) == pressed.value.partition(":")[0]
        ),
        None,
    )
    if request is None:
        ex.reply(answers.answer("no_request"))
        return None
    return forms.refuse_form(request.id, ex.uow.actions.get(request.action_id).key)


def _correct_form(ex: Exchange, pressed: Pressed) -> Form | None:
    number = int(pressed.value) if pressed.value.isdecimal() else None
    digest = open_digest(ex, number)
    if not sees_names(ex.person):
        ex.reply(answers.answer("hold_not_yours"))
        return None
    if digest is None:
        ex.reply(answers.answer("no_draft"))
        return None
    plan = ex.uow.plans.get(digest.plan_id)
    meeting = ex.uow.meetings.get(digest.meeting_id)
    facts = digests.facts_now(ex.uow, ex.programme, plan, meeting, ex.now)
    return forms.correct_form(digest.id, pressed.item or "", facts)
