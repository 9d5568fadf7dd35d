"""What a report leaves to be asked: the narrative an amber or red owes, a claim in doubt (R2, R3)."""

from __future__ import annotations

from bot.conversation.table import COLOURS
from bot.domain.actions import Action, narrative_missing
from bot.domain.commands import Choice, Part, Report
from bot.domain.status import Limb, Status
from bot.handlers.results import Results


def ask_for_more(command: Report, before: Action, after: Action, results: Results) -> None:
    """What an amber or red still owes, and what becomes of a pending claim (R2, R3)."""
    state = after.state
    reported = command.status
    if reported is not None and reported.needs_narrative and before.claim is not None:
        results.parts.append(
            Part(
                code="withdraw_claim",
                key=after.key,
                choices=(
                    Choice(value="yes", label="Withdraw the claim"),
                    Choice(value="no", label="Let it stand"),
                ),
            )
        )
    if state.disputed and reported is not state.status:
        # The first colour stands for now; its own narrative is not this person's to give.
        return
    missing = narrative_missing(state)
    moved = command.no_change and state.status.needs_narrative
    if (reported is not None and missing) or moved:
        results.parts.append(narrative_part(after, missing))


def narrative_part(action: Action, missing: tuple[str, ...]) -> Part:
    """The one short question for what is missing; without anything missing: what has moved."""
    status = action.state.status
    choices: tuple[Choice, ...] = ()
    if "limbs" in missing:
        choices = (
            (
                Choice(value="both", label="Both"),
                Choice(value=Status.AMBER.value, label="Make it Amber"),
            )
            if status is Status.RED
            else (
                Choice(value=Limb.DATES.value, label="Dates"),
                Choice(value=Limb.IMPACT.value, label="Impact"),
                Choice(value="both", label="Both"),
            )
        )
    return Part(
        code="narrative",
        key=action.key,
        choices=choices,
        values={"missing": ",".join(missing), "status": status.value},
    )


def which_colour(action: Action) -> Part:
    return Part(
        code="which_colour",
        key=action.key,
        choices=tuple(Choice(value=s.value, label=s.label) for s in COLOURS),
    )
