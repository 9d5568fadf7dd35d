"""What everybody saw: a messenger that passes on to the real one and keeps each message that arrived."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.messages import Button, Buttons, Effect, Outgoing
from bot.domain.people import Address, Place
from bot.ports import Clock, Expands, Messenger


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One message that arrived, and when."""

    at: datetime
    address: Address
    row: Outgoing
    platform_id: str | None
    thread: str | None
    text: str
    """Its words as they stand before its reader."""

    def buttons(self) -> Iterator[Button]:
        for block in self.row.message.blocks:
            if isinstance(block, Buttons):
                yield from block.buttons


@dataclass(kw_only=True)
class Log:
    """Everything that arrived, in order, over all connections."""

    seen: list[Seen] = field(default_factory=list)

    def at(self, address: Address, *, person_id: int | None, since: int = 0) -> list[Seen]:
        """What arrived there, a channel's threads included; in private also what only this person saw."""
        return [
            one
            for one in self.seen[since:]
            if (one.address == address and one.row.effect is not Effect.EPHEMERAL)
            or (
                address.place is Place.DM
                and one.row.effect is Effect.EPHEMERAL
                and person_id is not None
                and one.row.person_id == person_id
            )
        ]


class Watching:
    """A messenger that is watched. ``read``: the words of a row that arrived under this platform id."""

    def __init__(
        self,
        messenger: Messenger,
        log: Log,
        clock: Clock,
        read: Callable[[Outgoing, str | None], str],
    ) -> None:
        self._messenger = messenger
        self._log = log
        self._clock = clock
        self._read = read
        self.platform = messenger.platform

    @property
    def can_be_asked(self) -> bool:
        return self._messenger.can_be_asked

    def expand(self, row: Outgoing) -> Sequence[Outgoing]:
        """See ``Expands``: where the platform needs no more than one effect, the row itself."""
        return self._messenger.expand(row) if isinstance(self._messenger, Expands) else (row,)

    def send(self, row: Outgoing, *, thread: str | None) -> str | None:
        """See ``Messenger.send``."""
        platform_id = self._messenger.send(row, thread=thread)
        if row.effect is Effect.UPDATE:
            # Nothing new has arrived: what stands there already has changed.
            return platform_id
        self._log.seen.append(
            Seen(
                at=self._clock.now(),
                address=row.address,
                row=row,
                platform_id=platform_id,
                thread=thread,
                text=self._read(row, platform_id),
            )
        )
        return platform_id

    def find(self, row: Outgoing, *, thread: str | None) -> str | None:
        """See ``Messenger.find``."""
        return self._messenger.find(row, thread=thread)
