"""Slack as the place where a transcript's people sit: typed, pressed and filled in at the tests' own Slack."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
from starlette.routing import Route

from bot.clock import SystemClock
from bot.documents.pictures import draw_picture
from bot.domain.messages import Inbound, OpenForm, Outgoing, Pressed, Submitted
from bot.domain.people import Place
from bot.domain.programme import Connection
from bot.platforms.slack.render import read_button
from bot.platforms.slack.workspace import Workspace
from bot.ports import Clock, Messenger, Units
from bot.replay.host import Receive
from tests.fakes.platform_host import PlatformHost, WithPlacesMade
from tests.fakes.slack_local import BOT, SIGNED, TEAM, environment, filled, typed
from tests.fakes.slack_programme import UNPACED
from tests.fakes.slack_proxy import ANSWER_WITHIN
from tests.fakes.slack_requests import (
    command,
    form,
    interaction,
    message_event,
    pressed,
    retry_headers,
    signed,
)
from tests.fakes.slack_rooms import Room
from tests.fakes.slack_screen import buttons_of, shown
from tests.fakes.slack_stand_in import SlackStandIn

Json = dict[str, Any]
#: How often Slack brings an event at most.
ATTEMPTS = 4
_LINK = re.compile(r"https?://[^\s<>|]+")


class SlackHost(PlatformHost):
    """Slack, where everybody's user id is what a transcript knows them by."""

    def __init__(self, stack: ExitStack) -> None:
        super().__init__(stack)
        self._clock: Clock = SystemClock()
        self.slack = SlackStandIn(lambda: self._clock.now())
        stack.callback(self.slack.stop)
        self._client = stack.enter_context(httpx.Client(timeout=ANSWER_WITHIN))
        self._last: tuple[str, str, str] = ("", "", "")
        """Body, its kind, and the trigger in it, of what was brought last."""
        self._name = ""

    def read(self, row: Outgoing, platform_id: str | None) -> str:
        return shown(self.slack.rooms.find(str(platform_id)))

    # --- parts ---

    def _connect(
        self, name: str, units: Units, clock: Clock, receive: Receive
    ) -> tuple[Messenger, Sequence[Route]]:
        self._name, self._clock = name, clock
        connection = Connection(programme_id=1, name=name, platform="slack", settings=SIGNED)
        given = environment(self.slack.url)
        workspace = Workspace(connection, given, units, clock, draw=draw_picture, rate=UNPACED)
        routes = workspace.listen(receive)
        self._stack.callback(workspace.close)
        return WithPlacesMade(workspace.messenger, self._made), routes

    def _say(self, event: Inbound, text: str) -> None:
        """In a channel the bot is spoken to by its name."""
        room = self._room(event)
        told: Json = {"text": as_passed_on(text)}
        if room.user is None:
            told["text"] = f"<@{BOT}> {told['text']}"
        if event.thread is not None:
            told["thread_ts"] = event.thread
        message = self.slack.rooms.post(room, event.sender, told)
        kind = {} if room.user else {"type": "app_mention", "channel_type": "channel"}
        given = {name: message[name] for name in ("user", "ts", "text", *told)}
        body = message_event(
            given.pop("text"), channel=room.id, event_id=f"Ev{message['ts']}", **given, **kind
        )
        self._bring(body, "application/json")

    def _command(self, event: Inbound, text: str) -> None:
        trigger = self.slack.trigger(event.sender)
        room = self._room(event)
        told = command(typed(text), trigger=trigger, user_id=event.sender, channel_id=room.id)
        self._bring(*form(told), trigger)

    def _press(self, event: Inbound, wanted: Pressed) -> None:
        trigger = self.slack.trigger(event.sender)
        # Transcripts press what was there when they looked.
        for message in self.slack.rooms.versions(str(wanted.message_id)):
            for button in buttons_of(message):
                if read_button(button["action_id"], button["value"], message["ts"]) == wanted:
                    told = pressed(message, button, trigger=trigger, user=event.sender)
                    self._bring(*interaction(told), trigger)
                    return
        raise AssertionError(f"{event.sender} sees no {wanted}")

    def _submit(self, event: Inbound, submitted: Submitted) -> None:
        view = self.slack.rooms.forms[event.sender]
        values = {}
        for block in view["blocks"]:
            name, element = block["block_id"], block["element"]
            words = submitted.fields[name]
            several = element["type"] in ("checkboxes", "multi_static_select")
            assert words or block.get("optional"), f"Slack does not send {name} empty"
            told = filled(element, [one for one in words.split(",") if one] if several else words)
            values[name] = {element["action_id"]: told}
        trigger = self.slack.trigger(event.sender)
        payload = {
            "type": "view_submission",
            "team": {"id": TEAM},
            "user": {"id": event.sender, "team_id": TEAM},
            "trigger_id": trigger,
            "view": {**view, "state": {"values": values}},
        }
        self._bring(*interaction(payload), trigger)

    def _again(self) -> None:
        self._bring(*self._last, number=1)

    def _bring(self, body: str, kind: str, trigger: str = "", *, number: int = 0) -> None:
        """Bring this to the bot, for the ``number``-th time again; again, too, where it is not acknowledged in
        time."""
        self._last = body, kind, trigger
        answers = (self._answer(body, kind, number + tried) for tried in range(ATTEMPTS))
        answer = next((one for one in answers if one is not None), None)
        assert answer is not None, "never acknowledged"
        if answer.content:
            assert json.loads(answer.content)["response_action"] == "errors"
        if isinstance(self._outcomes[0], OpenForm):
            self.slack.wait_for_form(trigger, number + 1)

    def _answer(self, body: str, kind: str, number: int) -> httpx.Response | None:
        headers = signed(body, int(SystemClock().now().timestamp()), kind=kind)
        if number:
            headers |= retry_headers(number)
        address = f"{self.url}/slack/{self._name}"
        try:
            answer = self._client.post(address, content=body.encode(), headers=headers)
        except httpx.TimeoutException:
            return None
        return answer if answer.status_code == 200 else None

    def _room(self, event: Inbound) -> Room:
        rooms = self.slack.rooms
        rooms.admit(event.sender)
        if event.where.place is Place.DM:
            return rooms.dm(event.sender)
        return rooms.channel(event.where.native)

    def _made(self, row: Outgoing) -> Outgoing:
        rooms = self.slack.rooms
        if row.address.place is Place.CHANNEL:
            rooms.channel(row.address.native)
        else:
            rooms.admit(row.address.native)
        return row


@contextmanager
def slack_host() -> Iterator[SlackHost]:
    """A Slack for one transcript; it would have taken everything that was sent there."""
    with ExitStack() as stack:
        host = SlackHost(stack)
        yield host
        assert host.slack.faults == [], "Slack would refuse this"


def as_passed_on(text: str) -> str:
    """Words as Slack passes them on: escaped, and what it takes for a link as one."""
    return _LINK.sub(lambda found: f"<{found.group()}>", typed(text))
