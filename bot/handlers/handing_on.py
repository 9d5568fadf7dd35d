""" "Mel will do it": an item is handed to a delegate for this once, and it is quiet about it meanwhile."""

from __future__ import annotations

from re import findall

from bot.domain.messages import Pressed, Said
from bot.handlers.exchange import Exchange
from bot.handlers.quiet import latest, put_off
from bot.handlers.results import Results
from bot.handlers.scene import Scene
from bot.handlers.telling import tell
from bot.phrasing import answers

#: Working days for which the lead hears no more of what was handed on.
QUIET = 3


def delegates_of(ex: Exchange) -> list[int]:
    """The standing delegates of the person who speaks."""
    return [
        d.delegate_id
        for d in ex.uow.people.delegations(ex.programme.id)
        if d.lead_id == ex.person.id
    ]


def named_delegate(ex: Exchange) -> int | None:
    """The delegate whom the words name: nobody else is told that they have what was not sent to them."""
    content = ex.inbound.content
    words = (
        {word.casefold() for word in findall(r"[^\W\d_]+", content.text)}
        if isinstance(content, Said)
        else set()
    )
    for number in delegates_of(ex):
        names = ex.uow.people.get(number).name.casefold().split()
        if words & {names[0], names[-1]}:
            return number
    return None


def hand_on(ex: Exchange, scene: Scene, pressed: Pressed, results: Results) -> None:
    """Hand the item of a button, or all of its message, to the delegate it names."""
    address, _ = ex.place
    about = ex.uow.outbox.about(address, thread=pressed.message_id, person_id=ex.person.id)
    shown = about.message.items if about is not None else scene.items
    wanted = (pressed.item,) if pressed.item else shown
    number = int(pressed.value) if pressed.value.isdecimal() else None
    pass_on(ex, scene, wanted, results, delegate_id=number)


def pass_on(
    ex: Exchange,
    scene: Scene,
    keys: tuple[str, ...],
    results: Results,
    *,
    delegate_id: int | None = None,
) -> None:
    """Ask a standing delegate for these items of the person's own."""
    delegates = delegates_of(ex)
    chosen = delegate_id if delegate_id in delegates else next(iter(delegates), None)
    items = tuple(
        key for key in keys if key in scene.actions and ex.person.id in scene.actions[key].people
    )
    if chosen is None or not items:
        results.answers.append(answers.sent_already(None, None))
        return
    delegate = ex.uow.people.get(chosen)
    until = min(ex.working.add(ex.today, QUIET), *(latest(ex, scene.actions[key]) for key in items))
    if until > ex.today:
        for key in items:
            put_off(ex, scene.actions[key], ex.person.id, until)
    tell(
        ex.uow,
        delegate,
        answers.asked_of_delegate(ex.person.name, items),
        key=f"delegate:{ex.batch}",
        at=ex.now,
    )
    results.answers.append(answers.sent_already(delegate.name, until))
