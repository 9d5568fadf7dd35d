"""Short answers that change nothing: thanks, doubts, refusals, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

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
from bot.phrasing.words import day, long_day

_ANSWERS: Mapping[str, str] = MappingProxyType(
    {
        "cancelled": "All right, I have dropped that. Nothing was saved.",
        "saved_stands": "All right. What you gave is saved and stands as it is.",
        "which_please": "Which of them? Press a button, or say it in a word or two.",
        "nothing_saved": "All right. Nothing was saved.",
        "nothing_open": (
            "I have no question open here, so there is nothing to agree to. "
            "Tell me which action and which colour."
        ),
        "claim_stays": "All right, the claim stands and the colour you gave is saved beside it.",
        "not_understood": (
            "I did not catch an update there, so nothing is saved. "
            "A reference and a colour will do, such as “1.1.1 amber, agency starts 9 October”. "
            "Or say “help”."
        ),
        "thanks": "You're welcome.",
        "which_date": "From which day to which? Nothing is saved yet.",
        "own_view": (
            "No colour saved. I can only take your own view of today: "
            "which colour is it, in your judgement? A director's view can stand beside yours."
        ),
        "no_ring": "All right, nobody rings. Say a colour whenever you are ready.",
        "office_told": "I have told the programme office. Somebody will ring you.",
        "stop": (
            "Understood. I have told the programme office, who can take you off the list or pass "
            "your actions on. Until they have, I stay quiet for as long as the rules let me, "
            "two weeks at most."
        ),
        "stop_what": (
            "Stop what? “Ask me again on Tuesday” keeps me quiet until then, ten working days at most "
            "and never past the cut-off. “On leave until 14 November” does so until you are back. "
            "“Stop messaging me” tells the programme office. Nothing is changed yet."
        ),
        "auto_reply": "That looks like an automatic reply, so I have saved nothing from it.",
        "assure_how": (
            "Say it with the action, the colour and why, such as "
            "“my view of 1.1.1 is red: no provider signed”."
        ),
        "question_gone": (
            "That question has been answered or replaced since. Say it again in a few words."
        ),
        "own_request": "You asked for this yourself, so somebody else has to decide it.",
        "no_request": "I find no open request like that. “status claims” lists what is waiting.",
        "which_request": "Several requests are open there. Name the action and what is asked.",
        "no_draft": "There is no draft digest waiting just now.",
        "hold_not_yours": "Only the chairs and the programme office can hold or release the digest.",
        "hold_is_offices": "Only the programme office can hold that. Ask them, or send the update.",
        "no_meetings": "No meeting is on the calendar yet.",
        "nothing_to_undo": "There is nothing of yours left to undo.",
        "undo_overtaken": (
            "Somebody else has reported since, so I cannot undo that. Send what is right now instead."
        ),
        "undo_frozen": (
            "The digest has gone out with that in it, so I cannot undo it. "
            "Send what is right now and the change will be told."
        ),
        "blue_not_yours": (
            "Blue is given by the Board. Say “done” and I ask for the closing on your behalf."
        ),
        "new_date_past": "That date has passed. Give me one that lies ahead.",
        "cannot_snooze": (
            "I cannot put that off any longer: it has passed, or updates are due today."
        ),
        "no_leave": (
            "I have no leave of yours on record. Tell me the days and who covers, such as “away 9 to 13 October, Ben covers”."
        ),
        "nobody_covers": "All right. Your leave is noted, and nobody covers yet.",
        "no_leave_to_take_back": (
            "I have no leave of yours on record, so there is nothing to take back and your reminders come as usual."
        ),
        "green_stays": "Green stays, and the paper marks that your forecast is late.",
        "nothing_moved": "Thank you. The paper will say that nothing has moved.",
        "agreed_already": "You have agreed to that already: it is a joint position.",
        "narrative_later": "All right. The colour is saved; what is missing shows as still to come.",
        "for_another": (
            "That reads as a message for somebody else, so I have kept none of it. "
            "The colour is saved; what is missing shows as still to come."
        ),
        "undo_decided": (
            "That has been decided since, so I cannot undo it. The programme office can help."
        ),
        "date_too_far": "That date is too far away to plan with. Give me one within 20 years.",
        "leave_too_long": (
            "That would be more than half a year away, so nothing is saved. "
            "Give me the first and the last day once more."
        ),
        "decided_already": "That step has been decided already.",
        "no_office": (
            "Nobody of the programme office can be reached here, so please ring them yourself."
        ),
        "claimed_already": "Its closing has been asked for already and waits for a decision.",
        "reassign_asked": "The office has been asked already and settles who leads it.",
        "leads_ask": (
            "Its lead asks for that. You can put your own view beside the lead's, "
            "or ask the programme office."
        ),
        "corrected": "Put right in the digest. What the lead said stays in the record.",
        "held": (
            "Held. It is not posted until somebody says “release”, and not at all once the "
            "meeting has begun."
        ),
        "released": "Released. It goes out within working hours, at once if it is time.",
        "not_yet": "That cannot be done here yet. The programme office can do it for you.",
        "too_long": (
            "That is longer than I can read with care. Send the two or three lines that matter, "
            "with the reference and the colour."
        ),
        "later": "I could not save that just now. Please send it again in a minute.",
    }
)


def answer(code: str) -> OutboundMessage:
    """The answer with this code."""
    return _message((plain(_ANSWERS[code]),))


def sent_already(delegate: str | None, until: date | None) -> OutboundMessage:
    """It went to somebody else: nothing is recorded; the delegate is asked, and it is quiet for a while."""
    if delegate is None or until is None:
        return _message(
            (
                plain(
                    "Nothing has reached me yet, sorry. One line here is enough: a colour and why."
                ),
            )
        )
    return _message(
        (
            plain("Nothing has reached me yet, sorry. I am asking "),
            literal(delegate),
            plain(f" and stay quiet about it until {day(until)}."),
        )
    )


def asked_of_delegate(lead: str, keys: tuple[str, ...]) -> OutboundMessage:
    """To a delegate: the lead says it was sent to you."""
    return OutboundMessage(
        blocks=(
            Paragraph(
                runs=(
                    literal(lead),
                    plain(" says you have the update on "),
                    strong(", ".join(keys)),
                    plain(". Could you send it to me? A colour and one line will do."),
                )
            ),
        ),
        summary=f"An update is wanted on {', '.join(keys)}",
        items=keys,
        kind=MessageKind.QUESTION,
    )


def unknown_ref(ref: str) -> OutboundMessage:
    return _message(
        (
            plain("I know no action "),
            literal(ref),
            plain(". Nothing was saved for it. “mine” lists yours."),
        )
    )


def ambiguous_ref(ref: str, keys: tuple[str, ...]) -> OutboundMessage:
    """A reference that several actions bear (R6)."""
    return OutboundMessage(
        blocks=(
            Paragraph(runs=(plain("There are several "), literal(ref), plain(". Which one?"))),
            Buttons(
                buttons=tuple(
                    Button(label=key, verb=Verb.QUERY, value=f"status {key}", item=key)
                    for key in keys[:5]
                )
            ),
        ),
        summary="Which one do you mean?",
        items=keys[:5],
        kind=MessageKind.QUESTION,
    )


def not_yours(key: str, leads: str) -> OutboundMessage:
    """R14: only an action's own people report on it."""
    return _message(
        (
            strong(key),
            plain(" is led by "),
            literal(leads or "nobody yet"),
            plain(", so I cannot save your report on it. Nothing was saved."),
        )
    )


def closed(key: str, on: date) -> OutboundMessage:
    return _message(
        (
            strong(key),
            plain(
                f" was closed by the Board on {long_day(on)}, so nothing was saved. "
                "If it has come apart, tell the programme office."
            ),
        )
    )


def not_a_decider(body: str) -> OutboundMessage:
    return _message((plain(f"That is for the {body} to decide. Nothing was changed."),))


def changed_since(key: str, now: Status) -> OutboundMessage:
    """The colour that agreement was asked for is not the one that stands now."""
    return OutboundMessage(
        blocks=(
            Paragraph(
                runs=(
                    plain("It has changed since: "),
                    strong(key),
                    plain(f" is reported {now.label} now. Do you agree with that?"),
                )
            ),
            Buttons(
                buttons=(
                    Button(label="Agree", verb=Verb.AGREE, value=now, item=key),
                    Button(label="Disagree", verb=Verb.DISAGREE, item=key),
                )
            ),
        ),
        summary=f"{key} has changed since",
        items=(key,),
        kind=MessageKind.QUESTION,
    )


def stranger() -> OutboundMessage:
    """R14: somebody unknown gets a polite refusal and nothing else."""
    return _message(
        (
            plain(
                "Hello. I keep a partnership's improvement plan and only talk to the people in it. "
                "If you should be one of them, ask your programme office to add you."
            ),
        )
    )


def with_notice(message: OutboundMessage, programme: str) -> OutboundMessage:
    """The first answer to somebody who spoke before being introduced (R12)."""
    notice = Paragraph(
        runs=(
            plain("I keep the actions of "),
            literal(programme),
            plain(
                ". What you send me about them is a business record and may be disclosed. "
                "Never name a child. To stop, say “stop”."
            ),
        ),
        quiet=True,
    )
    return replace(message, blocks=(*message.blocks, notice))


_BREACHES: Mapping[str, str] = MappingProxyType(
    {
        "nhs_number": "it holds what looks like an NHS number",
        "upn": "it holds what looks like a pupil number",
        "birth_date": "it holds what looks like somebody's date of birth",
        "postcode": "it holds a postcode beside a name",
    }
)


def privacy_breach(code: str) -> OutboundMessage:
    """R15: not stored anywhere; why, and what to do now."""
    why = _BREACHES.get(code, "it may identify a child")
    return _message(
        (
            plain(
                f"I have not stored that message: {why}. Please delete it here as well, "
                "and send me the update again without the case."
            ),
        )
    )


def _message(runs: tuple[Run, ...]) -> OutboundMessage:
    blocks: tuple[Block, ...] = (Paragraph(runs=runs),)
    summary = "".join(run.text for run in runs)
    return OutboundMessage(blocks=blocks, summary=summary[:150])
