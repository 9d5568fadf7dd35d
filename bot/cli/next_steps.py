"""What happens next in a programme that has just been started or resumed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.calendar import local_day
from bot.domain.cycle import Step
from bot.domain.programme import Programme
from bot.handlers.going_live import meetings_ahead
from bot.handlers.telling import body_name
from bot.phrasing import programme as say
from bot.ports import UnitOfWork
from bot.scheduler import forecast
from bot.scheduler.forecast_steps import told

_AHEAD = timedelta(days=28)
#: What goes to offices and channels, of the kinds a forecast tells of: the rest goes to people.
_GROUP_STEPS = frozenset(step.value for step in Step if told(step) is not None)


def next_steps(uow: UnitOfWork, programme: Programme, at: datetime) -> tuple[str, ...]:
    """Sentences: when the first messages go, when the next digest, and which meeting has none."""
    today = local_day(at)
    planned = forecast.schedule(uow, programme, now=at, first=today, last=today + _AHEAD)
    first = min((one.at for one in planned if one.kind not in _GROUP_STEPS), default=None)
    return (say.first_messages(first), *_digests(uow, programme, at))


def _digests(uow: UnitOfWork, programme: Programme, at: datetime) -> Iterator[str]:
    ahead = meetings_ahead(uow, programme, at)
    for plan in uow.plans.of(programme.id):
        own = [one for one in ahead if one.plan.id == plan.id]
        if not own and plan.imported_on is not None:
            yield say.no_meeting(body_name(uow, programme.id, plan.reporting_body))
        for one in own:
            if one.digest_at is None:
                yield say.too_near(one.body, one.meeting.day)
            elif one.digest_at >= at:
                yield say.next_digest(one.body, one.meeting.day, one.digest_at)
                break
