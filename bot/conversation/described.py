"""An interpretation in words: what would be saved, what would be asked, and by which rules."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversation.readings import Intent, Interpretation, Question, Reading
from bot.phrasing.words import due_words, join_names, long_day

_INTENTS: Mapping[Intent, str] = {
    Intent.UPDATE: "a report",
    Intent.DONE: "a claim that the work is done",
    Intent.DATE_CHANGE: "a new forecast date",
    Intent.SNOOZE: "a wish to be asked later",
    Intent.AWAY: "an absence",
    Intent.REASSIGN: "a change of lead",
    Intent.EVIDENCE: "evidence",
    Intent.QUERY_STATUS: "a question about the whole plan",
    Intent.QUERY_MINE: "a question about the writer's own actions",
    Intent.QUERY_OVERDUE: "a question about what is overdue",
    Intent.QUERY_ACTION: "a question about an action",
    Intent.CORRECTION: "a correction",
    Intent.UNDO: "a wish to take the last report back",
    Intent.NO_CHANGE: "a report that nothing has changed",
    Intent.HELP: "a question about how this works",
    Intent.THANKS: "thanks",
    Intent.CANCEL: "a wish to stop here",
    Intent.CONFIRM: "a yes",
    Intent.DENY: "a no",
    Intent.UNKNOWN: "nothing that can be saved",
}
_QUESTIONS: Mapping[str, str] = {
    Question.WHICH_ACTION: "which action is meant",
    Question.WHICH_COLOUR: "which colour it is",
    Question.WHICH_DATE: "which date is meant",
    Question.CONFIRM_DATE: "whether the date is right",
    Question.CONFIRM_ABSENCE: "whether to note the absence",
    Question.OWN_VIEW: "what the writer's own view is",
    Question.WHO: "who leads it now",
    Question.TOO_LONG: "for a shorter message",
}


def describe(said: Interpretation) -> str:
    """A few plain lines."""
    lines = [f"Understood as {_INTENTS[said.intent]}."]
    lines += [f"  {_reading(one)}" for one in said.readings]
    if said.decision is not None:
        lines.append(f"  Decision: {said.decision.decided.value}.")
    if said.filters:
        lines.append(f"  Asks for: {', '.join(said.filters)}.")
    if said.question is not None:
        lines.append(f"Would ask: {_QUESTIONS[said.question]}. Nothing unsure is saved.")
    lines.append(f"Because: {', '.join(said.because) or 'nothing matched'}.")
    return "\n".join(lines)


def _reading(one: Reading) -> str:
    said: list[str] = []
    if one.status is not None:
        said.append(one.status.label)
    if one.done:
        said.append("completion claimed")
    if one.no_change:
        said.append("no change")
    if one.forecast is not None:
        said.append(f"forecast {due_words(one.forecast)}")
    if one.away_from is not None:
        said.append(f"away from {long_day(one.away_from)}")
    if one.snooze_until is not None:
        said.append(f"until {long_day(one.snooze_until)}")
    if one.last_day is not None:
        said.append(f"last day away {long_day(one.last_day)}")
    if one.cover is not None:
        said.append(f"cover: {one.cover}")
    if one.new_owner is not None:
        said.append(f"new lead: {one.new_owner}")
    if one.limbs:
        said.append(f"at risk: {join_names(sorted(limb.value for limb in one.limbs))}")
    if one.position is not None:
        said.append(f"position: {one.position}")
    if one.next_steps is not None:
        said.append(f"next steps: {one.next_steps}")
    if one.if_not is not None:
        said.append(f"if not fixed: {one.if_not}")
    if one.back_to_green is not None:
        said.append(f"back to green: {one.back_to_green}")
    if one.ask is not None:
        said.append(f"ask: {one.ask}")
    if one.links:
        said.append(f"evidence: {', '.join(one.links)}")
    if one.needs_clarification:
        choices = [s.word for s in one.candidates] or list(one.candidate_refs)
        said.append(f"to be asked ({', '.join(choices)})" if choices else "to be asked")
    name = one.ref or "No action named"
    return f"{name}: {'; '.join(said) or 'nothing more said'}."
