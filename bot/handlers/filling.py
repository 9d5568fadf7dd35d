"""Forms filled in: checked field by field, nothing half-saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlsplit

from bot.conversation.table import Turn
from bot.domain.actions import ActionState
from bot.domain.commands import Assure, Command, Decide, MilestoneReport, Report, RequestRedate
from bot.domain.dates import Due, too_far
from bot.domain.digest_entry import CORRECTABLE, OVERALL
from bot.domain.messages import FieldErrors, Nothing, Outcome, Submitted
from bot.domain.permissions import sees_names
from bot.domain.status import Limb, Status
from bot.domain.verbs import FormName
from bot.handlers import digests
from bot.handlers.exchange import Exchange
from bot.handlers.execute import open_digest
from bot.handlers.scene import look
from bot.handlers.talk import carry_out
from bot.phrasing import answers, forms
from bot.phrasing.forms import ERRORS, LIMITS
from bot.phrasing.words import long_day

#: What the update form may report: blue is given, never taken (R2).
_REPORTABLE = frozenset({Status.GREEN, Status.AMBER, Status.RED, Status.GREY})

#: Field name → what is wrong with it.
Errors = dict[str, str]


def submit(ex: Exchange, submitted: Submitted) -> Outcome:
    """Take a filled-in form: what is wrong goes back to its fields, what is right is carried out."""
    fields = {name: value.strip() for name, value in submitted.fields.items()}
    made: Report | RequestRedate | Assure | Decide | Errors
    more: tuple[Command, ...] = ()
    match submitted.form:
        case FormName.UPDATE:
            made = _update(ex, submitted.value, fields)
            more = _milestones(submitted.value, fields)
        case FormName.REDATE:
            made = _redate(ex, submitted.value, fields)
        case FormName.ASSURE:
            made = _assure(submitted.value, fields)
        case FormName.REFUSE:
            made = _refuse(submitted.value, fields)
        case FormName.CORRECT:
            return _correct(ex, submitted.value, fields)
        case _:
            ex.reply(answers.answer("question_gone"))
            return Nothing()
    if isinstance(made, dict):
        return FieldErrors(errors=made)
    scene = look(ex)
    key = getattr(made, "key", None)
    if key is not None and key not in scene.actions:
        ex.reply(answers.unknown_ref(key))
        return Nothing()
    carry_out(ex, scene, Turn(commands=(*more, made)))
    return Nothing()


def _milestones(value: str, fields: Mapping[str, str]) -> tuple[Command, ...]:
    """The milestones ticked as met; one that is none of the action's is told so when it is carried out."""
    key = value.partition("@")[0]
    return tuple(
        MilestoneReport(key=key, milestone_id=int(ticked), done=True)
        for ticked in fields.get("milestones", "").split(",")
        if ticked.isdecimal()
    )


def _update(ex: Exchange, value: str, fields: Mapping[str, str]) -> Report | Errors:
    """What the form says that was not already there: what it showed is not said again (R3, R5)."""
    key, _, version = value.partition("@")
    errors: Errors = {}
    before = ex.uow.actions.by_key(ex.programme.id, key)
    if before is not None and version != forms.version(before):
        # Somebody reported while it was open: their words are not overwritten unseen.
        return {"status": ERRORS["stale"]}
    state = before.state if before else ActionState()
    status = _status(fields, errors)
    words = {name: _words(fields, name, errors) for name in LIMITS}
    forecast = _day(fields, "forecast", errors)
    if forecast is not None and state.forecast is not None and state.forecast.end == forecast:
        forecast = None
    if forecast is not None:
        _check_ahead(ex, forecast, "forecast", errors)
    links = tuple(fields.get("evidence", "").split())
    if not all(urlsplit(link).scheme in ("http", "https") for link in links):
        errors["evidence"] = ERRORS["link"]
    limbs = frozenset(Limb(w) for w in fields.get("limbs", "").split(",") if w in set(Limb))
    if errors:
        return errors
    said = {name: text for name, text in words.items() if text and text != getattr(state, name)}
    return Report(
        key=key,
        status=status,
        limbs=limbs if limbs and limbs != state.limbs else None,
        forecast=None if forecast is None else Due.on(forecast, long_day(forecast)),
        links=links,
        position=said.get("position"),
        next_steps=said.get("next_steps"),
        if_not=said.get("if_not"),
        back_to_green=said.get("back_to_green"),
        ask=said.get("ask"),
    )


def _words(fields: Mapping[str, str], name: str, errors: Errors) -> str:
    text = fields.get(name, "")
    if len(text) > LIMITS[name]:
        errors[name] = ERRORS["long"]
    return text


def _check_ahead(ex: Exchange, day: date, name: str, errors: Errors) -> None:
    if day < ex.today:
        errors[name] = ERRORS["past"]
    elif too_far(Due.on(day), ex.today):
        errors[name] = ERRORS["far"]


def _redate(ex: Exchange, key: str, fields: Mapping[str, str]) -> RequestRedate | Errors:
    errors: Errors = {}
    day = _day(fields, "new_date", errors)
    if day is None:
        errors.setdefault("new_date", ERRORS["date"])
    else:
        _check_ahead(ex, day, "new_date", errors)
    if not fields.get("reason"):
        errors["reason"] = ERRORS["reason"]
    if errors or day is None:
        return errors
    return RequestRedate(key=key, new_date=Due.on(day, long_day(day)), reason=fields["reason"])


def _assure(key: str, fields: Mapping[str, str]) -> Assure | Errors:
    errors: Errors = {}
    status = _status(fields, errors)
    if not fields.get("reason"):
        errors["reason"] = ERRORS["reason"]
    if errors or status is None:
        return errors
    return Assure(key=key, status=status, reason=fields["reason"])


def _refuse(value: str, fields: Mapping[str, str]) -> Decide | Errors:
    if not fields.get("reason"):
        return {"reason": ERRORS["reason"]}
    number = int(value) if value.isdecimal() else 0
    return Decide(agreed=False, request_id=number, reason=fields["reason"])


def _correct(ex: Exchange, value: str, fields: Mapping[str, str]) -> Outcome:
    number, _, key = value.partition(":")
    if not fields.get("text"):
        return FieldErrors(errors={"text": ERRORS["text"]})
    if fields.get("field") not in (*CORRECTABLE, OVERALL):
        return FieldErrors(errors={"field": ERRORS["field"]})
    if not sees_names(ex.person):
        ex.reply(answers.answer("hold_not_yours"))
        return Nothing()
    digest = open_digest(ex, int(number) if number.isdecimal() else None)
    if digest is None:
        ex.reply(answers.answer("no_draft"))
        return Nothing()
    digests.correct(
        ex.uow,
        ex.programme,
        digest,
        key=key,
        field=fields["field"],
        text=fields["text"],
        person_id=ex.person.id,
        now=ex.now,
    )
    ex.reply(answers.answer("corrected"))
    return Nothing()


def _status(fields: Mapping[str, str], errors: Errors) -> Status | None:
    word = fields.get("status", "")
    if word in _REPORTABLE:
        return Status(word)
    errors["status"] = ERRORS["status"]
    return None


def _day(fields: Mapping[str, str], name: str, errors: Errors) -> date | None:
    text = fields.get(name, "")
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        errors[name] = ERRORS["date"]
        return None
