"""Who is let in: Microsoft alone, for this app alone, of the tenants that the connection allows."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import monotonic
from typing import Any

import httpx
import jwt
import pytest

from bot.domain.programme import Connection
from bot.platforms.teams.credentials import read_credentials
from bot.platforms.teams.door import Door
from bot.platforms.teams.keys import SigningKeys
from bot.platforms.teams.loop import Loop
from bot.platforms.teams.web import MAX_BODY, Doorway, Hear, Reply
from bot.web import create_app
from tests.fakes.server import serving
from tests.fakes.teams_connector import Rules, TeamsConnector
from tests.fakes.teams_people import ADA, APP_ID, BOT, OTHER_TENANT, TENANT
from tests.fakes.teams_programme import SETTINGS
from tests.fakes.teams_tokens import SigningKey, seconds_now
from tests.fakes.waiting import wait_until

Json = dict[str, Any]


class House:
    """A door with somebody behind it who writes down what comes in."""

    def __init__(
        self,
        connector: TeamsConnector,
        loop: Loop,
        *,
        allowed: tuple[str, ...] = (),
        hear: Hear | None = None,
        sparing: float = 60.0,
        **waits: float,
    ) -> None:
        connection = Connection(programme_id=1, name="council", platform="teams", settings=SETTINGS)
        credentials = read_credentials(connection, connector.environment())
        self.connector = connector
        self.keys = SigningKeys(credentials.openid_url, loop, sparing=sparing)
        self.keys.start()
        self.heard: list[Mapping[str, Any]] = []
        door = Door(credentials, allowed, self.keys)
        self.doorway = Doorway("council", door, loop, hear or self._hear, **waits)
        self.url = ""

    async def _hear(self, body: Mapping[str, Any], _authorization: str) -> Reply:
        self.heard.append(body)
        return Reply()

    def post(self, body: object = None, *, token: str | None = None, **headers: str) -> int:
        """The status that a body, by default an activity, is answered with."""
        content = body if isinstance(body, bytes) else json.dumps(body or self.activity())
        told = {"Authorization": f"Bearer {token or self.connector.issuer.inbound()}", **headers}
        sent = {name: value for name, value in told.items() if value}
        return httpx.post(self.url, content=content, headers=sent, timeout=20).status_code

    def activity(self, **given: Any) -> Json:
        return {
            "type": "message", "id": "1", "text": "status", "channelId": "msteams",
            "serviceUrl": self.connector.service_url,
            "from": {"id": ADA.id, "aadObjectId": ADA.object_id}, "recipient": {"id": BOT},
            "conversation": {"id": "a:1", "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
        } | given  # fmt: skip


@contextmanager
def house(
    *,
    rules: Rules | None = None,
    keys: tuple[SigningKey, ...] = (),
    warm: bool = True,
    **how: Any,
) -> Iterator[House]:
    """``keys``: others beside the one that is signed with; ``warm``: they have been fetched."""
    connector = TeamsConnector(rules)
    connector.issuer.keys[:0] = keys
    loop = Loop()
    loop.start()
    try:
        found = House(connector, loop, **how)
        if warm:
            wait_until(lambda: found.keys.known is not None)
        app = create_app([found.doorway.route()], health=dict, metrics=str)
        with serving(app) as url:
            found.url = f"{url}/teams/council"
            yield found
        found.keys.stop()
    finally:
        loop.stop()
        connector.stop()


@pytest.fixture(scope="module")
def standing() -> Iterator[House]:
    with house() as found:
        yield found


@pytest.fixture
def council(standing: House) -> House:
    """The one that all tests share which need no other, with nothing heard yet."""
    standing.heard.clear()
    return standing


def test_what_microsoft_signed_for_this_app_comes_in(council: House) -> None:
    assert council.post() == 200
    (heard,) = council.heard
    assert heard["text"] == "status"


@pytest.mark.parametrize(
    "body", [b"[]", b"null", b'"words"', b"7", b"{", b"", b"\xff\xfe\x00", b"[" * 90_000]
)
def test_what_is_no_json_object_is_refused_before_anything_else(
    council: House, body: bytes
) -> None:
    assert council.post(body) == 400
    assert council.post(body, Authorization="") == 400
    assert council.heard == []


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-app"},
        {"aud": None},
        {"iss": "https://issuer.example"},
        {"iss": None},
        {"exp": -600},
        {"exp": None},
        {"nbf": 600},
        {"serviceurl": "https://elsewhere.example/"},
        {"serviceurl": None},
    ],
    ids=str,
)
def test_a_token_for_another_purpose_or_time_is_refused(council: House, claims: Json) -> None:
    told: Json = {
        name: value + seconds_now() if isinstance(value, int) else value
        for name, value in claims.items()
    }
    assert council.post(token=council.connector.issuer.inbound(**told)) == 401
    assert council.heard == []


def test_clocks_may_differ_by_a_few_minutes(council: House) -> None:
    late = council.connector.issuer.inbound(exp=seconds_now() - 240)
    assert council.post(token=late) == 200


def test_a_token_that_microsoft_did_not_sign_is_refused(council: House) -> None:
    issuer = council.connector.issuer
    forged = SigningKey(issuer.keys[0].kid, pair="forged")
    assert council.post(token=issuer.inbound(key=forged)) == 401
    claims = {"iss": "https://api.botframework.com", "aud": APP_ID, "exp": seconds_now() + 600,
              "serviceurl": council.connector.service_url}  # fmt: skip
    for algorithm, key in (("none", ""), ("HS256", "a-secret-of-thirty-two-letters-and-more")):
        named = {"kid": issuer.keys[0].kid}
        assert council.post(token=jwt.encode(claims, key, algorithm, headers=named)) == 401
    for authorization in ("", "Bearer", "Bearer x.y.z", "Basic YTpi", "bearer x"):
        assert council.post(Authorization=authorization) == 401
    assert council.heard == []


def test_a_key_that_may_not_sign_for_teams_is_refused() -> None:
    other = SigningKey("key-of-webchat", endorsements=("webchat",))
    with house(keys=(other,)) as found:
        assert found.post(token=found.connector.issuer.inbound(key=other)) == 401
        assert found.heard == []
        assert found.post() == 200


@pytest.mark.parametrize("channel", ["webchat", "emulator", None])
def test_other_channels_are_refused(council: House, channel: str | None) -> None:
    assert council.post(council.activity(channelId=channel)) == 401
    assert council.heard == []


@pytest.mark.parametrize("url", ["https://elsewhere.example/teams", "", None, 7])
def test_answers_go_nowhere_but_where_the_token_says(council: House, url: object) -> None:
    assert council.post(council.activity(serviceUrl=url)) == 401
    plain = council.connector.issuer.inbound(serviceurl="http://elsewhere.example")
    activity = council.activity(serviceUrl="http://elsewhere.example")
    assert council.post(activity, token=plain) == 401, "not over an open line"
    assert council.heard == []


def _of(conversation: object, data: object) -> Json:
    return {"conversation": conversation, "channelData": data}


@pytest.mark.parametrize(
    "parts",
    [
        _of({"id": "a:1", "tenantId": OTHER_TENANT}, {"tenant": {"id": OTHER_TENANT}}),
        _of({"id": "a:1", "tenantId": TENANT}, {"tenant": {"id": OTHER_TENANT}}),
        _of({"id": "a:1", "tenantId": OTHER_TENANT}, {}),
        _of({"id": "a:1"}, {}),
        _of("a:1", "b"),
        _of(None, None),
        _of({"id": "a:1", "tenantId": ""}, {}),
    ],
)
def test_other_tenants_are_refused_though_the_token_is_right(council: House, parts: Json) -> None:
    assert council.post(council.activity(**parts)) == 403
    assert council.heard == []


def test_the_tokens_tenant_counts_as_well(council: House) -> None:
    issuer = council.connector.issuer
    assert council.post(token=issuer.inbound(tid=OTHER_TENANT)) == 403
    assert council.heard == []
    assert council.post(token=issuer.inbound(tid=TENANT.upper())) == 200


def test_a_tenant_may_be_allowed() -> None:
    with house(allowed=(OTHER_TENANT.upper(),)) as found:
        theirs = {"id": "a:1", "tenantId": OTHER_TENANT}
        data = {"tenant": {"id": OTHER_TENANT}}
        assert found.post(found.activity(conversation=theirs, channelData=data)) == 200


def test_a_body_that_no_activity_has_is_refused(council: House) -> None:
    big = council.activity(text="x" * MAX_BODY)
    assert council.post(big) == 413

    def endless() -> Iterator[bytes]:
        for _ in range(40):
            yield b" " * 10_000

    answer = httpx.post(council.url, content=endless(), timeout=20)
    assert answer.status_code == 413


def test_a_body_that_does_not_arrive_holds_nobody_up() -> None:
    with house(read_within=0.3) as found:
        gate = threading.Event()

        def slow() -> Iterator[bytes]:
            yield b"{"
            gate.wait(10)
            yield b"}"

        began = monotonic()
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(httpx.post, found.url, content=slow(), timeout=20)
            assert found.post() == 200
            assert monotonic() - began < 2
            gate.wait(0.6)
            gate.set()
            assert waiting.result().status_code == 408


def test_slow_keys_hold_up_nothing_but_what_needs_them() -> None:
    with house(rules=Rules(keys_take=1.0), warm=False) as found:
        began = monotonic()
        assert found.post() == 503, "come again: the keys are not here yet"
        assert found.heard == []
        assert httpx.get(found.url.replace("/teams/council", "/healthz")).status_code == 200
        assert monotonic() - began < 0.9
        wait_until(lambda: found.keys.known is not None)
        assert found.heard == []
        assert found.post() == 200
        assert len(found.heard) == 1


def test_a_new_key_is_fetched_while_teams_comes_again() -> None:
    with house(sparing=0.0) as found:
        token = found.connector.issuer.inbound(key=found.connector.issuer.rotate())
        assert found.post(token=token) == 503
        assert found.heard == []
        wait_until(lambda: found.post(token=token) == 200)
        assert len(found.heard) == 1


def test_made_up_keys_are_no_reason_to_fetch_again_and_again(council: House) -> None:
    made_up = council.connector.issuer.inbound(key=SigningKey("made-up"))
    assert council.post(token=made_up) == 401
    assert council.heard == []


def test_keys_that_cannot_be_fetched_any_more_are_kept() -> None:
    with house(sparing=0.0) as found:
        found.connector.go_away()
        assert found.keys.ask_again()
        assert found.post() == 200
        found.connector.come_back()


def test_whatever_hangs_there_is_an_answer_in_time() -> None:
    gate = threading.Event()

    async def hang(_: Mapping[str, Any], _authorization: str) -> Reply:
        await asyncio.get_running_loop().run_in_executor(None, gate.wait, 20)
        return Reply()

    with house(hear=hang, answer_within=0.3) as found:
        began = monotonic()
        assert found.post() == 503
        assert monotonic() - began < 2
        gate.set()


def test_a_flood_is_put_off_and_room_is_given_back() -> None:
    gate = threading.Event()

    async def hang(_: Mapping[str, Any], _authorization: str) -> Reply:
        while not gate.is_set():
            await asyncio.sleep(0.01)
        return Reply()

    with house(hear=hang) as found, ThreadPoolExecutor(80) as pool:
        sent = [pool.submit(found.post) for _ in range(80)]
        wait_until(lambda: sum(one.done() for one in sent) >= 20)
        gate.set()
        statuses = [one.result() for one in sent]
        assert sorted(set(statuses)) == [200, 503]
        assert statuses.count(200) == 60
        assert found.post() == 200


def test_an_answer_has_its_body() -> None:
    async def answer(_: Mapping[str, Any], _authorization: str) -> Reply:
        return Reply(body={"statusCode": 200})

    with house(hear=answer) as found:
        headers = {"Authorization": f"Bearer {found.connector.issuer.inbound()}"}
        told = httpx.post(found.url, json=found.activity(), headers=headers)
        assert (told.status_code, told.json()) == (200, {"statusCode": 200})
