"""Read a history file: what was reported before the programme was loaded, in YAML."""

from __future__ import annotations

import re
from datetime import datetime, time
from pathlib import Path

from bot.domain.calendar import instant
from bot.domain.dates import Due
from bot.domain.plan_dates import is_impossible, read_due
from bot.domain.programme_spec import (
    History,
    PastDigest,
    PastMilestone,
    PastReading,
    PastUpdate,
)
from bot.domain.status import Limb, Status
from config.declaration import Part, read_day
from config.policy import read_time
from config.yaml_file import read_yaml

UPDATE_KEYS = (
    "action",
    "by",
    "at",
    "agrees",
    "status",
    "position",
    "next_steps",
    "if_not",
    "back_to_green",
    "ask",
    "at_risk",
    "forecast",
)


def read_history(path: Path) -> History:
    """What a history file tells.

    :raises PlanRefused: one sentence naming the file, the line and what to do.
    """
    top = Part.root(read_yaml(path)).fields("updates", "milestones", "readings", "digests")
    return History(
        updates=tuple(_update(part) for part in top.items("updates")),
        milestones=tuple(_milestone(part) for part in top.items("milestones")),
        readings=tuple(_reading(part) for part in top.items("readings")),
        digests=tuple(_digest(part) for part in top.items("digests")),
    )


def _update(part: Part) -> PastUpdate:
    fields = part.fields(*UPDATE_KEYS)
    status, forecast, limbs = fields.get("status"), fields.get("forecast"), fields.get("at_risk")
    agrees = fields.get("agrees")
    if agrees is not None and agrees.text() != "yes":
        raise agrees.refused('agrees can only be "yes"; leave it out otherwise')
    said = {
        name: fields.text(name)
        for name in ("position", "next_steps", "if_not", "back_to_green", "ask")
    }
    if agrees is not None and (status or forecast or limbs or any(said.values())):
        raise part.refused("somebody who agrees says nothing else; write two updates")
    if agrees is None and not (status or forecast or any(said.values())):
        raise part.refused("this update says nothing; write a status, a position or a forecast")
    return PastUpdate(
        where=part.where,
        key=fields.need("action").text(),
        by=fields.need("by").text(),
        at=fields.need("at").read(_moment),
        agrees=agrees is not None,
        status=status.one_of(Status) if status else None,
        limbs=frozenset(Limb(word) for word in _limbs(limbs)) if limbs else None,
        forecast=forecast.read(_due) if forecast else None,
        **said,
    )


def _milestone(part: Part) -> PastMilestone:
    fields = part.fields("milestone", "done")
    return PastMilestone(
        where=part.where,
        milestone=fields.need("milestone").text(),
        done_on=fields.need("done").day(),
    )


def _reading(part: Part) -> PastReading:
    fields = part.fields("measure", "value", "as_of", "source")
    return PastReading(
        where=part.where,
        measure=fields.need("measure").text(),
        value=fields.need("value").text(),
        as_of=fields.need("as_of").day(),
        source=fields.need("source").text(),
    )


def _digest(part: Part) -> PastDigest:
    fields = part.fields("plan", "body", "meeting", "posted")
    return PastDigest(
        where=part.where,
        plan=fields.need("plan").text(),
        body=fields.need("body").text(),
        meeting=fields.need("meeting").day(),
        posted_at=fields.need("posted").read(_moment),
    )


def _limbs(part: Part) -> list[str]:
    known = [limb.value for limb in Limb]
    for word in part.words():
        if word not in known:
            raise part.refused(
                f'"{word}" cannot be at risk; write {" or ".join(known)}, or both in a list'
            )
    return list(part.words())


def _moment(text: str) -> datetime:
    """A local day and time, "2023-09-05 10:20"; without a time, 10:00.

    :raises ValueError: what should stand there.
    """
    match = re.fullmatch(r"(.+?)[ T](\d{1,2}[:.]\d\d\S*)", text)
    day, at = (match[1], read_time(match[2])) if match else (text, time(10, 0))
    return instant(read_day(day), at)


def _due(text: str) -> Due:
    due = read_due(text)
    if due is None:
        why = (
            "the calendar has no such day"
            if is_impossible(text)
            else "write a date such as end of November 2023"
        )
        raise ValueError(why)
    return due
