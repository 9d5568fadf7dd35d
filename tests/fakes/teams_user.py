"""People at the tests' Teams: they type, press, fill in, edit, install; Teams brings it to the bot, and
brings it again where it had no answer in time."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from time import monotonic
from typing import Any

import httpx

from bot.clock import SystemClock
from tests.fakes.teams_connector import TeamsConnector
from tests.fakes.teams_people import TEAM, User
from tests.fakes.teams_rooms import Message, Room

Json = dict[str, Any]

#: Seconds that Teams waits for an answer, and how often it brings an activity at most.
PATIENCE = 15.0
ATTEMPTS = 4


class Teams:
    """The clients of everybody in the tenant, before one bot."""

    def __init__(self, connector: TeamsConnector, bot_url: Callable[[], str]) -> None:
        """``bot_url``: where activities go."""
        self.connector = connector
        self.rooms = connector.rooms
        self._bot_url = bot_url
        self._client = httpx.Client(limits=httpx.Limits(max_connections=100))
        self._numbers = count(1)
        self.took: list[float] = []
        """Seconds until each answer."""
        self.attempts: list[int] = []
        """How often each activity was brought."""
        self.duplicates = 1
        """How often an activity is brought though it was answered at once."""
        self.last: Json = {}
        """The activity that was brought last."""
        self._shown: dict[tuple[str, str], Json] = {}
        """Who, message → the card that stands in its place for them alone."""

    @property
    def address(self) -> str:
        """Where activities go."""
        return self._bot_url()

    def close(self) -> None:
        self._client.close()

    # --- typing ---

    def say(
        self,
        user: User,
        text: str,
        where: str | None = None,
        *,
        thread: str | None = None,
        mention: bool | None = None,
        **given: Any,
    ) -> Message:
        """Type these words; outside the bot's own chat it is mentioned unless told otherwise."""
        room = self._room(user, where)
        mentioned = room.kind != "personal" if mention is None else mention
        typed = f"<at>sendbot</at> {text}" if mentioned else text
        message = self.rooms.add(room, user.id, {"text": typed}, thread)
        activity = self._activity(user, room, thread or message.id, number=message.id)
        activity |= {"type": "message", "text": typed, "textFormat": "plain", **given}
        if mentioned:
            activity["entities"] = [
                {"type": "mention", "text": "<at>sendbot</at>", "mentioned": {"id": self.connector.app.bot, "name": "sendbot"}}
            ]  # fmt: skip
        message.activity = activity
        self.bring(activity)
        return message

    def edit(self, user: User, message: Message, text: str) -> httpx.Response:
        message.activity = {**message.activity, "text": text}
        return self.bring(
            {**message.activity, "type": "messageUpdate", "text": text,
             "channelData": {"eventType": "editMessage", "tenant": {"id": self.connector.app.tenant}}}
        )  # fmt: skip

    def delete(self, user: User, message: Message) -> httpx.Response:
        message.deleted = True
        told = {name: v for name, v in message.activity.items() if name != "text"}
        return self.bring(
            {**told, "type": "messageDelete",
             "channelData": {"eventType": "softDeleteMessage", "tenant": {"id": self.connector.app.tenant}}}
        )  # fmt: skip

    # --- cards ---

    def card(self, user: User, message: Message) -> Json:
        """The card of a message as this person sees it now."""
        card = self._shown.get((user.id, message.id)) or message.card
        assert card is not None, "no card"
        return card

    def see_as_sent(self, message: Message) -> None:
        """Everybody's client has started anew: cards stand as they were sent."""
        self._shown = {key: card for key, card in self._shown.items() if key[1] != message.id}

    def see_before(self, user: User, message: Message) -> bool:
        """This person's client shows what stood there before the last update; False where nothing did."""
        cards = [one["attachments"][0]["content"] for one in message.before]
        if message.card is not None:
            cards.append(message.card)
        here = cards.index(self.card(user, message))
        if here == 0:
            return False
        self._shown[user.id, message.id] = cards[here - 1]
        return True

    def press(
        self, user: User, message: Message, title: str, *, nth: int = 0, **typed: str
    ) -> Json:
        """Press the ``nth`` action of that title, with what stands in the card's inputs and what is typed
        into them; gives back the invoke's answer. A card in it takes the message's place."""
        action = actions_of(self.card(user, message), title)[nth]
        return self.act(user, message, action, **typed)

    def act(self, user: User, message: Message, action: Json, **typed: str) -> Json:
        """The same for an action of the card."""
        card = self.card(user, message)
        entered = {one["id"]: str(one.get("value", "")) for one in inputs_of(card)} | typed
        data = {**(action.get("data") or {}), **entered}
        room = self._room(user, message.conversation)
        activity = self._activity(user, room, message.root or message.id) | {
            "type": "invoke",
            "name": "adaptiveCard/action",
            "replyToId": message.id,
            "value": {
                "action": {
                    "type": "Action.Execute", "id": action.get("id", ""),
                    "verb": action["verb"], "data": data,
                },
                "trigger": "manual",
            },
        }  # fmt: skip
        response = self.bring(activity)
        answer: Json = response.json() if response.content else {"statusCode": response.status_code}
        if answer.get("type") == "application/vnd.microsoft.card.adaptive":
            self.connector.look_at(answer["value"])
            self._shown[user.id, message.id] = answer["value"]
        return answer

    def press_old(
        self, user: User, message: Message, title: str, *, nth: int = 0, **typed: str
    ) -> httpx.Response:
        """The same on a client that knows no ``Action.Execute``: the fallback's ``Action.Submit``."""
        card = self.card(user, message)
        action = actions_of(card, title)[nth]
        fallback = action["fallback"]
        assert fallback["type"] == "Action.Submit"
        entered = {one["id"]: str(one.get("value", "")) for one in inputs_of(card)} | typed
        room = self._room(user, message.conversation)
        activity = self._activity(user, room, message.root or message.id) | {
            "type": "message",
            "replyToId": message.id,
            "value": {**(fallback.get("data") or {}), **entered},
        }
        return self.bring(activity)

    # --- installing ---

    def install(self, user: User) -> httpx.Response:
        room = self.rooms.personal(user)
        room.has_bot = True
        return self._installation(user, room, "add")

    def uninstall(self, user: User) -> httpx.Response:
        room = self.rooms.personal(user)
        room.has_bot = False
        return self._installation(user, room, "remove")

    def members_changed(self, user: User, where: str, *, added: bool) -> httpx.Response:
        """The bot is put into a team or chat, or taken out of it."""
        room = self._room(user, where)
        room.has_bot = added
        activity = self._activity(user, room, None) | {
            "type": "conversationUpdate",
            "membersAdded" if added else "membersRemoved": [
                {"id": self.connector.app.bot, "name": "sendbot"}
            ],
        }
        return self.bring(activity)

    def _installation(self, user: User, room: Room, action: str) -> httpx.Response:
        activity = self._activity(user, room, None)
        return self.bring({**activity, "type": "installationUpdate", "action": action})

    # --- bringing ---

    def bring(self, activity: Json, **claims: Any) -> httpx.Response:
        """Bring an activity to the bot, again where it had no answer or none in time; the last answer."""
        response = None
        self.last = activity
        for _ in range(self.duplicates):
            response = self._bring(activity, claims)
        assert response is not None
        return response

    def _bring(self, activity: Json, claims: Json) -> httpx.Response:
        patience = PATIENCE * self.connector.rules.second
        for attempt in range(1, ATTEMPTS + 1):
            began = monotonic()
            try:
                response = self._client.post(
                    self._bot_url(),
                    content=json.dumps(activity),
                    headers={
                        "Authorization": f"Bearer {self.connector.issuer.inbound(**claims)}",
                        "Content-Type": "application/json; charset=utf-8",
                    },
                    timeout=patience,
                )
            except httpx.TransportError:
                continue
            finally:
                self.took.append(monotonic() - began)
            if response.status_code < 500:
                self.attempts.append(attempt)
                return response
        raise AssertionError("the bot never answered")

    # --- parts ---

    def _room(self, user: User, where: str | None) -> Room:
        room = self.rooms.personal(user) if where is None else self.rooms.find(where)
        assert room is not None, f"no conversation {where}"
        return room

    def _activity(
        self, user: User, room: Room, root: str | None, *, number: str | None = None
    ) -> Json:
        data: Json = {"tenant": {"id": self.connector.app.tenant}}
        native = room.id
        if room.kind == "channel":
            data |= {"team": {"id": TEAM}, "channel": {"id": room.id}}
            native = f"{room.id};messageid={root}" if root else room.id
        conversation: Json = {
            "id": native,
            "conversationType": room.kind,
            "tenantId": self.connector.app.tenant,
        }
        if room.kind != "personal":
            conversation["isGroup"] = True
        return {
            "id": number or f"f:{next(self._numbers):08d}-{self.connector.app.app_id[:8]}",
            "timestamp": SystemClock().now().isoformat(),
            "channelId": "msteams",
            "serviceUrl": self.connector.service_url,
            "from": {"id": user.id, "name": user.name, "aadObjectId": user.object_id},
            "recipient": {"id": self.connector.app.bot, "name": "sendbot"},
            "conversation": conversation,
            "channelData": data,
        }


def actions_of(card: Mapping[str, Any], title: str) -> list[Json]:
    """Every action of that title in a card, in its order."""
    return [
        one
        for one in walk(card)
        if one.get("type") == "Action.Execute" and one.get("title") == title
    ]


def inputs_of(card: Mapping[str, Any]) -> list[Json]:
    return [one for one in walk(card) if str(one.get("type", "")).startswith("Input.")]


def walk(part: object) -> Iterator[Json]:
    """Every object in a card, outside in; what only other clients are shown is left out."""
    if isinstance(part, dict):
        yield part
        for name, value in part.items():
            if name != "fallback":
                yield from walk(value)
    elif isinstance(part, list):
        for one in part:
            yield from walk(one)


def typed(text: str) -> str:
    """Words as Teams passes them on where they hold what its markup uses."""
    return html.escape(text, quote=False)
