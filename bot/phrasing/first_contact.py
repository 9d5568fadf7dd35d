"""What is said where an account was found by somebody's work e-mail, before and after they say whose it is."""

from __future__ import annotations

from dataclasses import replace

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
from bot.domain.verbs import MessageKind, Verb

ITS_ME, NOT_ME = "That's me", "That's not me"
#: Letters of a programme's name in a notification: the person's must still be read.
_LONGEST = 80

NOBODY_SAID_SO = (
    "I found an account by their work e-mail and asked there whether it is theirs, without an answer yet. Ask them"
    f" to press “{ITS_ME}”, or put their account under Address in the people file."
)
"""Why somebody cannot be reached, and what the office is to do."""
SAID_NOT_THEM = (
    "Whoever has the account that their work e-mail led me to says that it is not theirs. Correct the e-mail in the"
    " people file, or put their account under Address there."
)
NOT_ASKED = (
    "I found an account by their work e-mail, but my question whether it is theirs did not arrive there. Ask them to"
    " write to me, or put their account under Address in the people file."
)


def question(name: str, programme: str, match_id: int, *, unheard: bool = False) -> OutboundMessage:
    """Whether the account is theirs. ``unheard``: they have written something, of which nothing was kept."""
    blocks: list[Block] = [
        Paragraph(
            runs=(
                plain("Hello, I am the bot of the programme office of "),
                literal(programme),
                plain(". This account has the work e-mail that we hold for "),
                literal(name, "strong"),
                plain(". Is that you?"),
            )
        ),
        Paragraph(
            runs=(
                plain(
                    "Until you say yes I send nothing of the plan here. If you write about your actions, that is a"
                    " yes. After a no I will not write again."
                ),
            ),
            quiet=True,
        ),
        Buttons(
            buttons=(
                Button(label=ITS_ME, verb=Verb.ITS_ME, value=str(match_id), style="primary"),
                Button(label=NOT_ME, verb=Verb.NOT_ME, value=str(match_id)),
            )
        ),
    ]
    if unheard:
        words = "What you have just sent is not kept. Please send it again once you have said yes."
        blocks.insert(1, Paragraph(runs=(plain(words),)))
    return OutboundMessage(
        blocks=tuple(blocks),
        summary=f"{programme[:_LONGEST]}: are you {name}?"[:150],
        kind=MessageKind.QUESTION,
    )


def asked_elsewhere() -> OutboundMessage:
    """To whoever opens the home page before they have answered."""
    return _message(
        plain(
            "This account has the work e-mail of one of the people in an improvement plan. I ask you in a separate"
            f" message whether that is you. If it is, press “{ITS_ME}” there, and your actions will appear here."
        )
    )


def welcome(first_name: str) -> OutboundMessage:
    """To who has said that it is them."""
    return _message(
        plain("Thank you, "),
        literal(first_name),
        plain(
            ". I write to you here when something of yours is due. Write “mine” to see your actions."
        ),
    )


def sorry() -> OutboundMessage:
    """To who has said that it is not."""
    return _message(
        plain("I am sorry to have troubled you. I will not write to this account again.")
    )


def settled(message: OutboundMessage, said: str) -> OutboundMessage:
    """The question, once it is answered: with nothing left to press."""
    shown = tuple(
        block
        for block in message.blocks
        if not isinstance(block, Buttons) and not (isinstance(block, Paragraph) and block.quiet)
    )
    return replace(
        message, blocks=(*shown, Paragraph(runs=(strong("Answered"), plain(f": {said}"))))
    )


def not_them(name: str, *, was_theirs: bool) -> OutboundMessage:
    """To the office. ``was_theirs``: they had been taken for them for a while."""
    runs = [
        literal(name, "strong"),
        plain(
            ": whoever has the account that their work e-mail led me to says that it is not theirs. I will not"
            " write there again. Please correct the e-mail in the people file, or put their account under Address."
        ),
    ]
    if was_theirs:
        runs.append(plain(" What was entered from it stands in their name: please look it over."))
    return OutboundMessage(
        blocks=(Paragraph(runs=tuple(runs)),),
        summary=f"The account found for {name} is not theirs",
        kind=MessageKind.OFFICE,
    )


def _message(*runs: Run) -> OutboundMessage:
    summary = "".join(run.text for run in runs)
    return OutboundMessage(blocks=(Paragraph(runs=runs),), summary=summary[:150])
