"""Questions: the one thing that is asked, in one short message, with buttons for the candidates (R12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.commands import Part
from bot.domain.dates import Due, Precision
from bot.domain.messages import (
    Block,
    Button,
    Buttons,
    OutboundMessage,
    Paragraph,
    Run,
    literal,
    plain,
    strong,
)
from bot.domain.status import Status
from bot.domain.verbs import MessageKind, Verb
from bot.phrasing import items
from bot.phrasing.words import day, due_words, join_names, long_day, number

#: Of more actions that owe the same the buttons would be a wall: they are answered in words.
MOST_ALIKE = 3


def question(
    parts: Sequence[Part], titles: Mapping[str, str], *, question_id: int
) -> OutboundMessage:
    """All that is open, in one message; each part with its buttons."""
    blocks: list[Block] = []
    alike = _asked_alike(parts)
    if alike:
        blocks.append(Paragraph(runs=_for_each(alike)))
    for n, part in enumerate(parts):
        if part not in alike:
            blocks.append(Paragraph(runs=_words(part, titles)))
        if part.choices and (part not in alike or len(alike) <= MOST_ALIKE):
            if part in alike:
                # The question names them all: each row of buttons names its own.
                blocks.append(Paragraph(runs=(strong(part.key or ""), plain(":"))))
            blocks.append(
                Buttons(
                    buttons=tuple(
                        Button(
                            label=choice.label[:75],
                            verb=Verb.CHOOSE,
                            value=f"{question_id}:{n}:{choice.value}",
                            item=choice.value if choice.value in titles else part.key,
                        )
                        for choice in part.choices
                    )
                )
            )
    keys = tuple(dict.fromkeys(part.key for part in parts if part.key))
    first = "".join(run.text for run in _words(parts[0], titles))
    return OutboundMessage(
        blocks=tuple(blocks), summary=first[:150], items=keys, kind=MessageKind.QUESTION
    )


def _asked_alike(parts: Sequence[Part]) -> list[Part]:
    """Several actions that owe the same: they are asked about once."""
    owing = [part for part in parts if part.code == "narrative"]
    first = [part for part in owing if part.values == owing[0].values] if owing else []
    return first if len(first) > 1 else []


def _for_each(parts: Sequence[Part]) -> tuple[Run, ...]:
    keys = join_names([part.key or "" for part in parts])
    return (plain("For each of "), strong(keys), plain(f": {narrative_words(parts[0])}"))


def _words(part: Part, titles: Mapping[str, str]) -> tuple[Run, ...]:
    key = part.key or ""
    title = titles.get(key, "")
    named = (strong(key), literal(f" {title}") if title else plain(""))
    values = part.values
    match part.code:
        case "which_action":
            return (plain("Which one do you mean?"),)
        case "which_colour" if len(part.choices) == 1:
            return (*named, plain(f": shall I put {part.choices[0].label}?"), *_kept(values))
        case "which_colour" if values.get("told"):
            return (
                *named,
                plain(": I have read that, and saved nothing yet. Which colour is it now?"),
            )
        case "which_colour":
            return (*named, plain(": which colour is it now?"), *_kept(values))
        case "own_view":
            return (
                plain("No colour saved. What is your own view of "),
                *named,
                plain(" today?"),
            )
        case "ring":
            return (
                plain(
                    "No colour saved, and nothing of this is written down. "
                    "Shall the programme office ring you instead?"
                ),
            )
        case "narrative":
            return (strong(key), plain(": "), plain(narrative_words(part)))
        case "confirm_date":
            on = date.fromisoformat(values["end"])
            return (strong(key), plain(f": forecast {long_day(on)}. Is that right?"))
        case "which_date":
            return (
                strong(key),
                plain(": which day do you mean? A date such as 15 January will do."),
            )
        case "snooze_date":
            return (plain("When shall I ask you again? “Tuesday” will do, or a date."),)
        case "absence_dates":
            return (plain("What is your last day away?"),)
        case "still_green":
            return (
                strong(key),
                plain(
                    f": Green, but your forecast ({values['forecast']}) is after the agreed date "
                    f"({values['agreed']}). Is it still Green, or Amber?"
                ),
            )
        case "confirm_note":
            return (
                plain("Shall I add this to "),
                strong(key),
                plain(" as its current position: “"),
                literal(values.get("text", "")),
                plain("”?"),
            )
        case "confirm_absence":
            first, last = date.fromisoformat(values["first"]), date.fromisoformat(values["last"])
            cover = values.get("cover")
            return (
                plain(f"Shall I note you as away from {day(first)} to {day(last)}"),
                *((plain(", with "), literal(cover), plain(" covering")) if cover else ()),
                plain("?"),
            )
        case "impact_pending" if "again" in values:
            return (
                strong(key),
                plain(
                    ": nothing is saved yet. What is it then: delivered with its impact still to "
                    "come, to be closed, or not done yet?"
                ),
            )
        case "impact_pending":
            on = date.fromisoformat(values["end"])
            return (
                strong(key),
                plain(
                    f": well done. One of its measures runs to {long_day(on)}. Shall I show it as "
                    "delivered, impact pending, and stop chasing until then?"
                ),
            )
        case "withdraw_claim":
            return (
                strong(key),
                plain(
                    ": you claimed completion and now report a risk. "
                    "Shall I withdraw the claim, or let it stand?"
                ),
            )
        case "refusal_reason":
            return (
                plain("Say why in a line, such as “the measure is not met”: the lead of "),
                strong(key),
                plain(" is told, privately. Nothing is decided yet."),
            )
        case "redate":
            on = date.fromisoformat(values["end"])
            return (
                strong(key),
                plain(f": shall I ask for {long_day(on)} as the new agreed date?"),
            )
        case "which_item":
            said = [values.get("value") or ("done" if values.get("done") else "")]
            if "end" in values:
                said.append(due_words(_due(values)))
            return items.which_item(key, [one for one in said if one])
        case "as_of":
            return (
                strong(key),
                plain(": "),
                literal(values["value"]),
                plain(", as of which day? A date such as 30 September will do."),
            )
        case "lapsed":
            words = (
                plain(": “"),
                literal(values.get("text", "")),
                plain("”? Nothing is saved yet."),
            )
            if key:
                asked = f" ({Status(values['status']).label})" if values.get("status") else ""
                return (
                    plain("My question about "),
                    *named,
                    plain(f"{asked} is some days old. Do these words answer it"),
                    *words,
                )
            asked_of = values.get("asked", "").split(",")
            several = len(asked_of) > 1
            return (
                plain(f"My question{'s' if several else ''} about "),
                strong(join_names(asked_of)),
                plain(f" {'are' if several else 'is'} some days old. Where do these words belong"),
                *words,
            )
        case "which_person":
            called = (
                plain(f"{number(len(part.choices)).capitalize()} people here are called "),
                literal(values["name"]),
            )
            if values.get("for") == "cover":
                return (*called, plain(": which of them covers?"))
            keys = join_names(values.get("keys", "").split(","))
            return (*called, plain(": which of them should have "), strong(keys), plain("?"))
        case "who":
            return (
                plain("Who leads "),
                *named,
                plain(" now? Give me the name and the office will confirm it with them."),
            )
        case _:
            return (plain("Could you say that another way?"),)


def _kept(values: Mapping[str, str]) -> tuple[Run, ...]:
    """Reasons that came before the colour, which they wait for."""
    words = values.get("kept")
    return (plain(" I add “"), literal(words), plain("” to it.")) if words else ()


def _due(values: Mapping[str, str]) -> Due:
    return Due(
        text=values.get("text", ""),
        start=date.fromisoformat(values["start"]),
        end=date.fromisoformat(values["end"]),
        precision=Precision(values["precision"]),
    )


_MISSING: Mapping[str, str] = {
    "position": "What is the hold-up?",
    "next_steps": "Who will do what by when?",
    "limbs": "Is the risk to the dates, the impact, or both?",
    "if_not": "What happens if it is not fixed?",
    "back_to_green": "When is it back to green?",
}


def narrative_words(part: Part) -> str:
    """One short question for what an amber or red still owes (R3), never a form of ten."""
    missing = [name for name in part.values.get("missing", "").split(",") if name]
    red = part.values.get("status") == Status.RED
    if red and "limbs" in missing:
        # Red means both limbs: asked as the doubt it is, before anything else is.
        missing.remove("limbs")
        tail = "Red means both the dates and the impact are at serious risk: is it both, or Amber?"
    else:
        tail = ""
    if missing[:2] == ["position", "next_steps"]:
        words = "what is the hold-up, and who will do what by when?"
        rest = missing[2:]
    elif missing:
        words, rest = _lower(_MISSING[missing[0]]), missing[1:]
    else:
        return tail or "what has moved since last time?"
    if rest:
        words += " " + " ".join(_MISSING[name] for name in rest)
    return f"{words} {tail}".strip()


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
