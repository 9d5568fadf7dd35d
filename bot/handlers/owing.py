"""What a report leaves to be asked: the narrative an amber or red owes, a claim in doubt (R2, R3)."""

from __future__ import annotations

from bot.domain.actions import Action, ActionState, narrative_missing
from bot.domain.commands import Choice, Part, Report
from bot.domain.status import OPEN_COLOURS, Limb, Status
from bot.handlers.results import Results
from bot.phrasing.words import due_words


def ask_for_more(
    command: Report, before: Action, after: Action, own: ActionState, results: Results
) -> None:
    """What an amber or red still owes, and what becomes of a pending claim (R2, R3).

    ``own``: the action as the organisation that spoke tells it; of a dispute that is not what stands.
    """
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
                values={"request": str(before.claim.request_id)},
            )
        )
    missing = narrative_missing(own)
    moved = command.no_change and own.status.needs_narrative
    if (reported is not None and missing) or moved:
        results.parts.append(narrative_part(after.key, own, missing))


def still_green(action: Action) -> Part:
    """Green and a forecast after the agreed date: what was said is saved, and asked about (R4)."""
    return Part(
        code="still_green",
        key=action.key,
        choices=(
            Choice(value=Status.GREEN.value, label="Still Green"),
            Choice(value=Status.AMBER.value, label="Make it Amber"),
        ),
        values={
            "forecast": due_words(action.state.forecast) if action.state.forecast else "",
            "agreed": due_words(action.approved) if action.approved else "",
        },
    )


def narrative_part(key: str, own: ActionState, missing: tuple[str, ...]) -> Part:
    """The one short question for what is missing; without anything missing: what has moved."""
    status = own.status
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
        key=key,
        choices=choices,
        values={"missing": ",".join(missing), "status": status.value},
    )


def which_colour(action: Action) -> Part:
    return Part(
        code="which_colour",
        key=action.key,
        choices=tuple(Choice(value=s.value, label=s.label) for s in OPEN_COLOURS),
    )
