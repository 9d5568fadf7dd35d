"""Putting off and being away: silence that somebody asked for (R7, R12)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.actions import Action, ItemKind, Snooze
from bot.domain.calendar import local_day
from bot.domain.commands import NameCover, RecordAbsence, SnoozeItem, TakeBackAbsence
from bot.domain.people import Absence
from bot.handlers.cycle_now import cycle_now
from bot.handlers.exchange import Exchange
from bot.handlers.namesakes import ask_who_covers, bearers
from bot.handlers.results import Results
from bot.handlers.scene import Scene
from bot.handlers.settling import show_taken_back
from bot.handlers.standing import permitted
from bot.phrasing import absences as phrasing
from bot.phrasing import answers
from bot.phrasing.updates import Saved, taken_back

#: Days. Longer leave is a slip of the finger, or something the office should hear of.
_LONGEST_LEAVE = 183


def snooze(ex: Exchange, scene: Scene, command: SnoozeItem, results: Results) -> None:
    """Hide an item until a day, at most so long and never past the cut-off; it is not an answer (R7)."""
    action = scene.fresh(ex, command.key)
    standing = permitted(ex, scene, action, results)
    if standing is None:
        return
    until = min(command.until, latest(ex, action))
    if until <= ex.today:
        results.answers.append(answers.answer("cannot_snooze"))
        return
    for person_id in dict.fromkeys((ex.person.id, standing.for_person_id or ex.person.id)):
        put_off(ex, action, person_id, until)
    results.saved.append(
        Saved(
            key=action.key,
            title=action.title,
            snoozed_until=until,
            snooze_cut=until < command.until,
        )
    )


def put_off(ex: Exchange, action: Action, person_id: int, until: date) -> None:
    """Store one snooze, audited, and look at the person again."""
    ex.uow.actions.save_snooze(
        Snooze(
            person_id=person_id,
            kind=ItemKind.ACTION,
            item_id=action.id,
            until=until,
            batch=ex.batch,
        )
    )
    ex.record("item_snoozed", action.key, after={"person": person_id, "until": until.isoformat()})
    ex.uow.people.wake([person_id], ex.now)


def latest(ex: Exchange, action: Action) -> date:
    """The last day to which an item may be put off: so many working days, and never past the cut-off."""
    plan = ex.uow.plans.get(action.plan_id)
    last = ex.working.add(ex.today, ex.policy(plan).touches.snooze_working_days)
    cut_off = cycle_now(ex.uow, ex.programme, plan, ex.now).cut_off
    if cut_off is not None and cut_off > ex.now:
        last = min(last, local_day(cut_off))
    return last


def absent(ex: Exchange, command: RecordAbsence, results: Results) -> None:
    """Note days away and who covers; a name nobody bears is asked about, not guessed."""
    if command.last_day < max(command.first_day, ex.today):
        results.answers.append(answers.answer("which_date"))
        return
    if (command.last_day - command.first_day).days > _LONGEST_LEAVE:
        results.answers.append(answers.answer("leave_too_long"))
        return
    meant = bearers(ex, command.cover)
    cover = meant[0] if len(meant) == 1 else None
    cover_id = cover.id if cover is not None else None
    absence = ex.uow.people.save_absence(
        Absence(
            person_id=ex.person.id,
            first_day=command.first_day,
            last_day=command.last_day,
            cover_id=cover_id,
            batch=ex.batch,
        )
    )
    ex.record(
        "absence_noted",
        f"person:{ex.person.id}",
        after={
            "absence": absence.id,
            "first_day": command.first_day.isoformat(),
            "last_day": command.last_day.isoformat(),
            "cover": cover_id,
        },
    )
    _look_again(ex, cover_id)
    results.answers.append(
        phrasing.absence(
            first_day=command.first_day,
            last_day=command.last_day,
            cover=cover.name if cover is not None else None,
            unknown_cover=command.cover if command.cover and not meant else None,
            is_asked=len(meant) > 1,
            batch=ex.batch,
        )
    )
    if len(meant) > 1:
        ask_who_covers(command.cover or "", meant, results)


def name_cover(ex: Exchange, command: NameCover, results: Results) -> None:
    """Note who stands in during the leave that is on or comes next; without one, its days are asked for."""
    ahead = ex.uow.people.absences([ex.person.id], from_day=ex.today)
    if not ahead:
        results.answers.append(answers.answer("no_leave"))
        return
    meant = bearers(ex, command.cover, command.person_id)
    if not meant:
        results.answers.append(phrasing.nobody_called(command.cover))
        return
    if len(meant) > 1:
        ask_who_covers(command.cover, meant, results)
        return
    cover, absence = meant[0], _leave_in_hand(ex, ahead)
    ex.uow.people.save_absence(replace(absence, cover_id=cover.id))
    ex.record(
        "cover_named",
        f"person:{ex.person.id}",
        before={"absence": absence.id, "cover": absence.cover_id},
        after={"absence": absence.id, "cover": cover.id},
    )
    _look_again(ex, cover.id)
    results.answers.append(
        phrasing.cover_named(
            cover.name, first_day=max(absence.first_day, ex.today), last_day=absence.last_day
        )
    )


def take_back_absence(ex: Exchange, command: TakeBackAbsence, results: Results) -> None:
    """Take back the leave that the person noted last, or that of the days they name, with who covers it."""
    ahead = ex.uow.people.absences([ex.person.id], from_day=ex.today)
    if not ahead:
        results.answers.append(answers.answer("no_leave_to_take_back"))
        return
    meant = [one for one in ahead if _is_of(one, command)]
    if not meant:
        results.answers.append(phrasing.leave_stands(ahead[0].first_day, ahead[0].last_day))
        return
    absence = max(meant, key=lambda one: one.id)
    ex.uow.people.save_absence(replace(absence, undone=True))
    if absence.batch and _is_all_of(ex, absence.batch):
        ex.uow.actions.undo_batch(absence.batch)
        show_taken_back(ex, absence.batch, taken_back)
    ex.record(
        "absence_taken_back",
        f"person:{ex.person.id}",
        before={"absence": absence.id, "cover": absence.cover_id},
    )
    _look_again(ex, absence.cover_id)
    cover = ex.uow.people.get(absence.cover_id).name if absence.cover_id else None
    left = [(one.first_day, one.last_day) for one in ahead if one.id != absence.id]
    results.answers.append(
        phrasing.leave_taken_back(absence.first_day, absence.last_day, cover=cover, left=left)
    )


def _is_of(absence: Absence, command: TakeBackAbsence) -> bool:
    """Whether the days that are named, if any are, are those of the absence as a whole."""
    first, last = command.first_day, command.last_day
    if first is None or last is None:
        return True
    return absence.first_day == first or (first <= absence.first_day and absence.last_day <= last)


def _is_all_of(ex: Exchange, batch: str) -> bool:
    """Whether the message of an absence saved nothing else."""
    put_off_too = ex.uow.actions.snoozes([ex.person.id], from_day=ex.today)
    return not (
        ex.uow.actions.updates_of_batch(batch)
        or ex.uow.requests.of_batch(batch)
        or any(one.batch == batch for one in put_off_too)
    )


def _leave_in_hand(ex: Exchange, ahead: Sequence[Absence]) -> Absence:
    """The leave that was just noted, else the one that is on or comes next."""
    last = ex.uow.actions.last_batch(ex.person.id)
    return next((one for one in ahead if one.batch and one.batch == last), ahead[0])


def _look_again(ex: Exchange, cover_id: int | None) -> None:
    """Everybody whose reminders an absence may change: the person, joint leads, the cover."""
    shared = {
        other
        for action in ex.uow.actions.of_people([ex.person.id])
        for other in action.people
        if other != ex.person.id
    }
    ex.uow.people.wake({ex.person.id, *shared, *((cover_id,) if cover_id else ())}, ex.now)


def quiet_as_long_as_may_be(ex: Exchange, scene: Scene) -> None:
    """ "Stop": every item of the person's own is put off to the last day that R7 allows."""
    for key in scene.mine:
        action = scene.actions[key]
        if ex.person.id in action.people and action.closed_on is None:
            until = latest(ex, action)
            if until > ex.today:
                put_off(ex, action, ex.person.id, until)
