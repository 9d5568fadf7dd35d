"""Forms: what they ask for, and what is wrong with an answer, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.domain.actions import Action, Milestone
from bot.domain.digest import DigestFacts
from bot.domain.messages import Form, Input, Option
from bot.domain.status import Limb, Status
from bot.domain.verbs import FormName
from bot.phrasing.words import due_words, short_due_words, shortened

#: Blue is not among them: it is given, never reported (R2).
_COLOURS = (Status.GREEN, Status.AMBER, Status.RED, Status.GREY)
#: So many fit into one row of ticks on every platform.
MOST_MILESTONES = 10
LIMITS = {"position": 1000, "next_steps": 1000, "if_not": 600, "back_to_green": 300, "ask": 600}

ERRORS: Mapping[str, str] = MappingProxyType(
    {
        "status": "Choose one of the colours shown.",
        "empty": "Give a colour, or at least one line.",
        "date": "Write the date as a day, such as 15 January 2024.",
        "far": "That date is too far away to plan with: give one within 20 years.",
        "long": "That is too long for this field: shorten it to what matters.",
        "link": "Evidence is a link that begins with https://; say where it lies in the position.",
        "stale": "Somebody reported on this while your form was open. Close it and open it again.",
        "past": "That date has passed: give one that lies ahead.",
        "reason": "Say why in a line: it goes to the person who asked.",
        "limbs": "Choose the dates, the impact, or both.",
        "privacy": "This may identify a child, so it was not stored. Write it without the case.",
        "text": "Write the words that should stand there.",
        "field": "Choose which line to put right.",
    }
)


def missing(one: Input) -> str:
    """What is said where a field that must be filled in is empty."""
    if one.name in ERRORS:
        return ERRORS[one.name]
    return _MISSING[one.kind]


_MISSING: Mapping[str, str] = MappingProxyType(
    {
        "text": "Write something here.",
        "long_text": "Write something here.",
        "choice": "Choose one.",
        "choices": "Choose at least one.",
        "date": "Give a day.",
    }
)


def version(action: Action) -> str:
    """What a form was filled with: another report makes it stale."""
    at = action.state.reported_at
    return at.isoformat() if at else "-"


def update_form(action: Action) -> Form:
    """Everything one can say of an action, filled with what stands now."""
    state = action.state
    current = state.status.value if state.status in _COLOURS else ""
    return Form(
        name=FormName.UPDATE,
        title=f"Update {action.key}"[:24],
        value=f"{action.key}@{version(action)}",
        inputs=(
            Input(
                name="status",
                label="Colour",
                kind="choice",
                options=tuple(Option(value=s.value, label=s.label) for s in _COLOURS),
                value=current,
                required=True,
            ),
            _words("position", "Where it stands", state.position, "What is so, and why"),
            _words("next_steps", "Next steps", state.next_steps, "Who does what by when"),
            Input(
                name="limbs",
                label="At risk",
                kind="choices",
                options=(
                    Option(value=Limb.DATES.value, label="The dates"),
                    Option(value=Limb.IMPACT.value, label="The impact"),
                ),
                value=",".join(sorted(state.limbs)),
                hint="For Amber and Red",
            ),
            Input(
                name="forecast",
                label="You now expect it by",
                kind="date",
                value=state.forecast.end.isoformat()
                if state.forecast and state.forecast.end
                else "",
                hint=f"Agreed date: {due_words(action.approved)}" if action.approved else "",
            ),
            _words("if_not", "If it is not fixed", state.if_not, "For Red"),
            _words("back_to_green", "Back to green", state.back_to_green, "For Red: when"),
            *_milestones(action),
            _words("ask", "Help or decision wanted", state.ask, ""),
            Input(name="evidence", label="Evidence", kind="text", hint="A link"),
        ),
    )


def _milestones(action: Action) -> tuple[Input, ...]:
    """The milestones that are still open, to be ticked when they are met; no field where there is none."""
    options = tuple(
        Option(value=str(one.id), label=_milestone_words(one))
        for one in action.milestones
        if one.done_on is None
    )
    if not options:
        return ()
    return (
        Input(
            name="milestones",
            label="Milestones now done",
            kind="choices",
            options=options[:MOST_MILESTONES],
            hint="Tick what has been met; one that slips, tell me in words",
        ),
    )


def _milestone_words(milestone: Milestone) -> str:
    due = f" (due {short_due_words(milestone.due)})" if milestone.due else ""
    return shortened(milestone.text, 70 - len(due)) + due


def _words(name: str, label: str, value: str | None, hint: str) -> Input:
    return Input(
        name=name,
        label=label,
        kind="long_text",
        value=value or "",
        hint=hint,
        max_length=LIMITS[name],
    )


def redate_form(action: Action) -> Form:
    """Ask for a new agreed date (R4, R13)."""
    forecast = action.state.forecast
    return Form(
        name=FormName.REDATE,
        title="Ask for a new date",
        value=action.key,
        submit="Ask",
        inputs=(
            Input(
                name="new_date",
                label=f"New date for {action.key}",
                kind="date",
                required=True,
                value=forecast.end.isoformat() if forecast and forecast.end else "",
                hint=f"Agreed now: {due_words(action.approved)}" if action.approved else "",
            ),
            Input(name="reason", label="Why", kind="long_text", required=True, max_length=600),
        ),
    )


def refuse_form(request_id: int, key: str) -> Form:
    return Form(
        name=FormName.REFUSE,
        title=f"Refuse {key}"[:24],
        value=str(request_id),
        submit="Refuse",
        inputs=(
            Input(
                name="reason",
                label="Why",
                kind="long_text",
                required=True,
                max_length=600,
                hint="It goes to the person who asked, privately",
            ),
        ),
    )


def assure_form(action: Action) -> Form:
    """A partnership lead's own view, beside the lead's (R10)."""
    return Form(
        name=FormName.ASSURE,
        title=f"Your view: {action.key}"[:24],
        value=action.key,
        inputs=(
            Input(
                name="status",
                label=f"Your view (the lead says {action.state.status.label})",
                kind="choice",
                options=tuple(Option(value=s.value, label=s.label) for s in _COLOURS),
                required=True,
            ),
            Input(name="reason", label="Why", kind="long_text", required=True, max_length=600),
        ),
    )


_FIELDS = (
    ("position", "Now"),
    ("next_steps", "Next"),
    ("if_not", "If not"),
    ("back_to_green", "Back to green"),
    ("ask", "Ask"),
)


def correct_form(digest_id: int, key: str, facts: DigestFacts) -> Form:
    """Put words of a draft right before it is posted; what the lead said stays in the record (R10)."""
    fields = _FIELDS if key else (("overall", "The overall line"),)
    entry = facts.entry(key) if key else None
    return Form(
        name=FormName.CORRECT,
        title=f"Correct {key or 'the draft'}"[:24],
        value=f"{digest_id}:{key}",
        inputs=(
            Input(
                name="field",
                label="Which line",
                kind="choice",
                options=tuple(Option(value=name, label=label) for name, label in fields),
                value=fields[0][0],
                required=True,
            ),
            Input(
                name="text",
                label="What should stand there",
                kind="long_text",
                required=True,
                max_length=600,
                value=(entry.position or "") if entry else "",
            ),
        ),
    )
