"""Where an address of the console lies: channels are ``#name``, a person's DM with the bot ``@native``."""

from __future__ import annotations

from bot.domain.people import Address, Place

#: The author of the bot's own posts.
BOT = "bot"
#: The author of what a room itself tells somebody in it.
ROOM = "room"


def room_of(address: Address) -> str:
    """The room that stands for an address."""
    if address.place is Place.DM:
        return f"@{address.native}"
    return address.native if address.native.startswith("#") else f"#{address.native}"


def dm_of(connection: str, native: str) -> Address:
    """The address of somebody's DM with the bot."""
    return Address(connection=connection, place=Place.DM, native=native)
