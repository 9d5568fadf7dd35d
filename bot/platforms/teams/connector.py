"""Teams' connector: which calls this bot makes, and what its errors mean.

Nothing is retried here: a call that broke off may have arrived, and only the outbox knows what to do
about that (R17). Blocking: for any thread but the loop's own.
"""

from __future__ import annotations

from collections.abc import Coroutine, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
from pydantic import ValidationError

from bot.phrasing import teams as words
from bot.platforms.teams.credentials import Credentials
from bot.platforms.teams.elements import Json
from bot.platforms.teams.loop import Loop
from bot.platforms.teams.sdk import (
    Account,
    Client,
    ClientOptions,
    ConversationAccount,
    ConversationClient,
    CreateConversationParams,
    MessageActivityInput,
)
from bot.platforms.teams.tokens import IdentityTokens, SecretTokens, Tokens, not_accepted
from bot.ports import InDoubt, NotSent, SendError

T = TypeVar("T")

#: Seconds for one call, and for it with the token before it. The outbox's lease is longer.
TIMEOUT, ALL_TOLD = 15.0, 40.0
#: For what is asked while Teams waits for an answer.
MEANWHILE = 4.0
#: What the library gives where Teams named no id.
_NO_ID = "DO_NOT_USE_PLACEHOLDER_ID"
#: What the token is for.
SCOPE = "https://api.botframework.com/.default"
CARD = "application/vnd.microsoft.card.adaptive"

#: Nothing was done, and later it may be: asked for by Microsoft's own advice on retries.
_PASSING = frozenset({408, 412, 502, 503, 504})


class ConversationGone(NotSent):
    """There is no such conversation (any more): one with a person can be begun anew."""

    def __init__(self, detail: str) -> None:
        super().__init__(SendError.UNREACHABLE, detail)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a message goes: as the last activity from there told, or as it was begun."""

    service_url: str
    conversation: str
    """With ``;messageid=`` of the thread's head in a thread of a channel."""
    tenant: str
    is_person: bool


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody in a conversation, as the directory knows them."""

    object_id: str
    emails: frozenset[str]
    """Their address and their sign-in name, in small letters."""
    tenant: str | None = None


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a message shows. ``summary``: for notifications and screen readers."""

    card: Json
    summary: str


class Connector:
    """One registration's calls. Safe to use from many threads."""

    def __init__(self, credentials: Credentials, loop: Loop) -> None:
        self._credentials = credentials
        self._loop = loop
        has_secret = bool(credentials.app_secret)
        source = SecretTokens(credentials) if has_secret else IdentityTokens(credentials)
        self._tokens = Tokens(credentials.app_id, source)
        self._http = Client(ClientOptions(timeout=TIMEOUT, token=self._token))
        self._bot = Account(id=f"28:{credentials.app_id}")
        loop.at_the_end(self._close)

    async def _close(self) -> None:
        await self._http.http.aclose()
        await self._tokens.close()

    def post(self, where: Place, content: Content) -> str | None:
        """Post a message; its id, where Teams names one.

        :raises NotSent: it did not arrive; ``ConversationGone`` where there is no such conversation.
        :raises InDoubt: it may have.
        """
        api = self._at(where.service_url)
        sending = api.create_activity(where.conversation, self._activity(where, content))
        sent = self._call(sending, is_person=where.is_person, posts=True)
        return None if sent.id == _NO_ID else sent.id

    def update(self, where: Place, message_id: str, content: Content) -> None:
        """Put this in a message's place.

        :raises NotSent: it stands as it stood.
        """
        api = self._at(where.service_url)
        activity = self._activity(where, content)
        changing = api.update_activity(where.conversation, message_id, activity)
        try:
            self._call(changing, is_person=where.is_person)
        except KeyError:
            """It was done; the library looks for an id in the answer, which need not be there."""

    def delete(self, where: Place, message_id: str) -> None:
        """Take a message of the bot's away.

        :raises NotSent: it stands as it stood.
        """
        api = self._at(where.service_url)
        removing = api.delete_activity(where.conversation, message_id)
        self._call(removing, is_person=where.is_person)

    def begin(self, service_url: str, user: str, tenant: str) -> str:
        """Begin the conversation with a person, or find it; its id. ``user``: the directory's id or Teams'.

        :raises NotSent: there is none to be had.
        """
        wanted = CreateConversationParams(
            members=[Account(id=user)],
            tenant_id=tenant,
            channel_data={"tenant": {"id": tenant}},
        )
        beginning = self._at(service_url).create(wanted)
        return str(self._call(beginning, is_person=True).id)

    def members(self, service_url: str, conversation: str) -> Iterator[Member]:
        """Everybody in a conversation, page by page.

        :raises NotSent: they cannot be told.
        """
        api = self._at(service_url)
        token: str | None = None
        while True:
            asking = api.get_paged_members(conversation, continuation_token=token)
            page = self._call(asking, is_person=False)
            yield from (_member(one.model_dump(by_alias=True)) for one in page.members or ())
            token = page.continuation_token
            if not token:
                return

    def member(self, service_url: str, conversation: str, user: str) -> Member:
        """One of them.

        :raises NotSent: there is no such, or they cannot be told.
        """
        asking = self._at(service_url).get_member_by_id(conversation, user)
        found = self._call(asking, is_person=False, seconds=MEANWHILE)
        return _member(found.model_dump(by_alias=True))

    def check(self) -> None:
        """Have a token given.

        :raises NotSent: it is not, and why.
        """
        self._call(self._token(), is_person=False)

    async def _token(self) -> str:
        return await self._tokens.get(SCOPE)

    def _at(self, service_url: str) -> ConversationClient:
        return ConversationClient(service_url, self._http)

    def _activity(self, where: Place, content: Content) -> MessageActivityInput:
        # The library's own field for the summary is only on what it hears.
        return MessageActivityInput.model_validate(
            {
                "from": self._bot,
                "conversation": ConversationAccount(id=where.conversation, tenant_id=where.tenant),
                "summary": content.summary,
                "attachments": [{"contentType": CARD, "content": content.card}],
            }
        )

    def _call(
        self,
        call: Coroutine[Any, Any, T],
        *,
        is_person: bool,
        posts: bool = False,
        seconds: float = ALL_TOLD,
    ) -> T:
        try:
            return self._loop.run(call, seconds=seconds)
        except httpx.HTTPStatusError as error:
            if error.response.status_code == 401:
                self._tokens.forget()
            raise _refused(error.response, is_person=is_person, posts=posts) from error
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise NotSent(SendError.TRANSIENT, _unreached(error)) from error
        except (httpx.HTTPError, TimeoutError, ValidationError) as error:
            if posts:
                raise InDoubt(f"{_unreached(error)} in the middle of a post") from error
            raise NotSent(SendError.TRANSIENT, _unreached(error)) from error


def _refused(answer: httpx.Response, *, is_person: bool, posts: bool) -> NotSent | InDoubt:
    status = answer.status_code
    code = _code(answer)
    after = _retry_after(answer)
    if status == 429:
        return NotSent(
            SendError.RATE_LIMITED, f"Teams asks to wait ({code})", retry_after=after or 1.0
        )
    if status in _PASSING:
        why = f"Teams is not available just now ({code})"
        return NotSent(SendError.TRANSIENT, why, retry_after=after)
    if status >= 500:
        why = f"Teams failed ({code})"
        return InDoubt(why) if posts else NotSent(SendError.TRANSIENT, why)
    if status == 401:
        # A token can be taken back before its time: the next call bears another.
        return NotSent(SendError.TRANSIENT, not_accepted(code))
    if code == "ConversationNotFound":
        return ConversationGone(_told(words.unreachable(code, is_person=is_person), code))
    lost = words.unreachable(code, is_person=is_person)
    if lost is None and status == 403:
        lost = words.unreachable("BotNotInConversationRoster", is_person=is_person)
    if lost is not None:
        return NotSent(SendError.UNREACHABLE, _told(lost, code))
    return NotSent(SendError.REFUSED, _told(words.refused(code), code))


def _told(sentence: str | None, code: str) -> str:
    return f"{(sentence or '').rstrip('.')} ({code})."


def _code(answer: httpx.Response) -> str:
    """What the connector calls its error: a code in the body, the more exact one where there are two."""
    try:
        told = answer.json()
    except ValueError:
        return str(answer.status_code)
    error = told.get("error", told) if isinstance(told, Mapping) else None
    if not isinstance(error, Mapping):
        return str(answer.status_code)
    inner = error.get("innerHttpError")
    candidates = [error.get("subCode"), error.get("code")]
    if isinstance(inner, Mapping) and isinstance(inner.get("body"), Mapping):
        candidates.insert(0, inner["body"].get("subCode"))
    return next((str(one)[:64] for one in candidates if one), str(answer.status_code))


def _retry_after(answer: httpx.Response) -> float | None:
    told = answer.headers.get("Retry-After", "")
    return float(told) if told.replace(".", "", 1).isdecimal() else None


def _unreached(error: Exception) -> str:
    return f"Teams cannot be reached ({type(error).__name__})"


def _member(told: Mapping[str, Any]) -> Member:
    named = (told.get("email"), told.get("userPrincipalName"))
    return Member(
        object_id=str(told.get("aadObjectId") or "").lower(),
        emails=frozenset(str(one).lower() for one in named if one),
        tenant=told.get("tenantId"),
    )
