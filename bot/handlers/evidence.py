"""Evidence taken back: that a link was given, and withdrawn, both stay in the record (R12, R16)."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.actions import Action
from bot.domain.commands import TakeOffLink
from bot.domain.messages import Said
from bot.domain.updates import Update, UpdateKind, apply
from bot.handlers.exchange import Exchange
from bot.handlers.results import Results
from bot.handlers.scene import Scene
from bot.handlers.standing import permitted
from bot.phrasing import evidence as phrasing


def take_off(ex: Exchange, scene: Scene, command: TakeOffLink, results: Results) -> None:
    """Take back the links that are named, else what this person gave last."""
    given = [
        (action, update)
        for action in _with_links(scene, command.key)
        for update in _given(ex, action)
    ]
    if command.links:
        wanted = {_bare(link) for link in command.links}
        fitting = [(a, u) for a, u in given if wanted & set(map(_bare, u.links))]
    else:
        newest = max((u for _, u in given), key=lambda u: (u.at, u.id), default=None)
        fitting = [(a, u) for a, u in given if newest is not None and u.batch == newest.batch]
        wanted = {
            _bare(link) for action, u in fitting for link in u.links if link in _links(action)
        }
        if len(wanted) > 1 and not command.every:
            together = dict.fromkeys(
                link for a, u in fitting for link in u.links if link in _links(a)
            )
            results.answers.append(phrasing.which_link(tuple(together)))
            return
    if not fitting:
        results.answers.append(phrasing.no_link(command.links))
        return
    gone: dict[str, None] = {}
    keys: list[str] = []
    for action in {action.id: action for action, _ in fitting}.values():
        links = tuple(link for link in _links(action) if _bare(link) in wanted)
        if permitted(ex, scene, action, results) is None:
            return
        _withdraw(ex, scene, action, links)
        gone.update(dict.fromkeys(links))
        keys.append(action.key)
    results.answers.append(phrasing.links_taken_off(tuple(gone), keys, batch=ex.batch))


def _with_links(scene: Scene, key: str | None) -> list[Action]:
    return [
        action
        for action in scene.actions.values()
        if action.state.links and key in (None, action.key)
    ]


def _links(action: Action) -> tuple[str, ...]:
    return action.state.links


def _given(ex: Exchange, action: Action) -> list[Update]:
    """What this person said of the action, or had said for them, with a link that stands."""
    history = ex.uow.actions.updates(action.id)
    undone = {u.undoes for u in history if u.kind is UpdateKind.UNDO}
    return [
        u
        for u in history
        if u.kind is not UpdateKind.UNLINKED
        and ex.person.id in (u.person_id, u.for_person_id)
        and u.batch not in undone
        and set(u.links) & set(_links(action))
    ]


def _withdraw(ex: Exchange, scene: Scene, action: Action, links: tuple[str, ...]) -> None:
    standing = scene.standing(ex, action)
    content = ex.inbound.content
    stored = ex.uow.actions.add_update(
        Update(
            action_id=action.id,
            kind=UpdateKind.UNLINKED,
            person_id=ex.person.id,
            for_person_id=standing.for_person_id if standing else None,
            organisation=standing.organisation if standing else None,
            at=ex.now,
            through=ex.inbound.connection,
            batch=ex.batch,
            links=links,
            words=content.text if isinstance(content, Said) else None,
        )
    )
    fresh = scene.fresh(ex, action.key)
    ex.uow.actions.save(replace(fresh, state=apply(fresh.state, stored)))
    ex.record("evidence_taken_back", action.key, after={"update": stored.id})


def _bare(link: str) -> str:
    """A link as it is compared: http or https, with or without "www." and a closing stroke."""
    return (
        link.casefold()
        .removeprefix("https://")
        .removeprefix("http://")
        .removeprefix("www.")
        .rstrip("/")
    )
