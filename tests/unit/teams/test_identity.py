"""The machine's identity in the place of a secret: what is said, and what becomes of messages, where there is none."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from time import monotonic
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.clock import SettableClock, SystemClock
from bot.delivery import Delivery
from bot.domain.messages import OutboundMessage, Outgoing, Paragraph, SendState, literal
from bot.domain.programme import Connection
from bot.platforms.teams import tokens
from bot.platforms.teams.connector import Connector
from bot.platforms.teams.credentials import read_credentials
from bot.platforms.teams.doctor import examine
from bot.platforms.teams.loop import Loop
from bot.platforms.teams.registration import Registration
from bot.ports import NotSent, SendError
from tests.fakes.databases import file_units
from tests.fakes.slack_local import free_port
from tests.fakes.teams_people import APP_ID, TENANT
from tests.fakes.teams_programme import ELG, connection_of, enrol, looping
from tests.fakes.unsteady import Unsteady
from tests.fakes.westmere import BEGINS, CONNECTION

SETTINGS = {"app_id": "APP", "tenant_id": "TENANT", "openid_url": "OPENID"}
CONNECTED = Connection(programme_id=1, name=CONNECTION, platform="teams", settings=SETTINGS)
NOT_ASKED = (
    "This machine's identity cannot be asked for (ConnectError): give it one in its cloud, or name an "
    "app_secret"
)

Cloud = Callable[[str], None]


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """Says where the machine's cloud is asked for its identity."""
    for name in ("IDENTITY_ENDPOINT", "IDENTITY_HEADER", "MSI_ENDPOINT", "MSI_SECRET"):
        monkeypatch.delenv(name, raising=False)

    def at(url: str) -> None:
        monkeypatch.setenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", url)

    at(f"http://127.0.0.1:{free_port()}")
    return at


@pytest.fixture
def loop() -> Iterator[Loop]:
    with looping() as found:
        yield found


def environment() -> dict[str, str]:
    nowhere = f"http://127.0.0.1:{free_port()}"
    return {
        "APP": APP_ID,
        "TENANT": TENANT,
        "OPENID": nowhere,
        "SYSTEM": "system",
        "LOGIN": nowhere,
    }


def token_for(loop: Loop, **settings: str) -> str:
    """Has a token given; what is said where there is none."""
    connection = replace(CONNECTED, settings={**SETTINGS, **settings})
    connector = Connector(read_credentials(connection, environment()), loop)
    try:
        connector.check()
    except NotSent as error:
        return error.detail if error.error is SendError.TRANSIENT else error.error.value
    return "given"


class _Answering(BaseHTTPRequestHandler):
    """The machine's cloud."""

    status = 200
    asked: list[dict[str, list[str]]]

    def log_message(self, *_: object) -> None:
        """Silence."""

    def do_GET(self) -> None:
        self.asked.append(parse_qs(urlsplit(self.path).query))
        told = {"access_token": "a-token", "expires_in": "3600", "error": "identity_not_found"}
        if self.status != 200:
            del told["access_token"]
        content = json.dumps(told).encode()
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture(params=[200, 400])
def answering(request: pytest.FixtureRequest, cloud: Cloud) -> Iterator[type[_Answering]]:
    handler = type("Handler", (_Answering,), {"status": request.param, "asked": []})
    server = Unsteady(handler)
    cloud(server.url)
    yield handler
    server.stop()


def test_the_machines_identity_speaks_for_the_app(answering: type[_Answering], loop: Loop) -> None:
    told = token_for(loop)
    (asked,) = answering.asked
    assert asked["client_id"] == [APP_ID]
    assert asked["resource"] == ["https://api.botframework.com"]
    if answering.status == 200:
        assert told == "given"
    else:
        assert told.startswith("This machine has no identity that speaks for the app (identity_not")


@pytest.mark.usefixtures("cloud")
def test_an_identity_that_cannot_be_asked_is_told_in_one_sentence(loop: Loop) -> None:
    assert token_for(loop) == NOT_ASKED


@pytest.mark.usefixtures("cloud")
def test_the_doctor_says_so_too() -> None:
    asked = examine(
        CONNECTED, environment(), (ELG,), (), SystemClock().now(),
        service=f"http://127.0.0.1:{free_port()}", is_public=False,
    )  # fmt: skip
    assert f"{NOT_ASKED}." in [one.words for one in asked if not one.well]


@pytest.mark.usefixtures("cloud")
def test_messages_stay_queued_and_the_log_says_why_once(
    tmp_path: Path, loop: Loop, caplog: pytest.LogCaptureFixture
) -> None:
    units = file_units(tmp_path / "record.db")
    programme = enrol(units)
    clock = SettableClock(BEGINS)
    connection = replace(connection_of(units), settings=SETTINGS)
    registration = Registration(connection, environment(), units, clock, loop)
    delivery = Delivery(units, {CONNECTION: registration.messenger}, clock)
    with units.write() as uow:
        for key in ("one", "two"):
            message = OutboundMessage(blocks=(Paragraph(runs=(literal(key),)),), summary=key)
            row = Outgoing(
                programme_id=programme.id, address=ELG, key=key, message=message, not_before=BEGINS
            )
            uow.outbox.put(row)
        uow.commit()
    with caplog.at_level(logging.INFO):
        delivery.run_once()
    with units.read() as uow:
        rows = uow.outbox.listing()
    assert [(row.state, row.last_error) for row in rows] == [(SendState.QUEUED, NOT_ASKED)] * 2
    (logged,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert logged.getMessage() == "no_token"
    assert logged.__dict__["why"] == NOT_ASKED
    assert logged.exc_info is None
    units.close()


def test_one_that_never_answers_holds_up_the_first_message_alone(
    cloud: Cloud, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "TIMEOUT", 0.2)
    monkeypatch.setattr(tokens, "SLOW", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        cloud(f"http://127.0.0.1:{silent.getsockname()[1]}")
        connector = Connector(read_credentials(CONNECTED, environment()), loop)
        took = []
        for _ in range(2):
            began = monotonic()
            with pytest.raises(NotSent, match="cannot be asked for"):
                connector.check()
            took.append(monotonic() - began)
    assert took[0] < 5
    assert took[1] < 0.1


def test_nothing_is_in_doubt_because_no_token_came(
    cloud: Cloud, loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "WITHIN", 0.2)
    monkeypatch.setattr(tokens, "TIMEOUT", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        cloud(f"http://127.0.0.1:{silent.getsockname()[1]}")
        assert token_for(loop) == "No token came for the app within 0 seconds"


@pytest.mark.usefixtures("cloud")
def test_an_identity_beside_the_apps_is_asked_for_the_same_way(loop: Loop) -> None:
    told = token_for(loop, managed_identity="SYSTEM", login_url="LOGIN")
    assert told.endswith("give it one in its cloud, or name an app_secret")
