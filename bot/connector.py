"""Writing to Teams: messages, updates and new chats by aiohttp, paced, tried again, and only to hosts that are allowed.

REST API: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference.
The API knows no idempotency key: a message whose answer got lost (502, 504, a broken line) may appear twice.
"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

import aiohttp
import structlog
from yarl import URL

from bot.answers import message
from bot.pace import Pace
from bot.retry import AGAIN, decide, read_retry_after
from bot.tokens import TokenUnavailable
from provisioning.domain.errors import UsherError

if TYPE_CHECKING:
    from bot.service_urls import ServiceUrls
    from bot.turn import Card, Where

log = structlog.get_logger(__name__)

#: Seconds that a caller waits in all, for its turn, for answers and between attempts.
PATIENCE = 20.0
#: Seconds for one answer.
ANSWER_TIME = 10.0
#: Seconds until the queue tries again where Teams names no time.
LATER = 30.0
#: Seconds until a chat is opened once more that was opened without a name.
UNNAMED = 1.0


class NotDelivered(UsherError):
    """Teams did not take it now; whether it arrived may be unknown. Worth another try after ``retry_after`` seconds."""

    def __init__(self, reason: str, *, retry_after: float = LATER) -> None:
        super().__init__(reason)
        self.reason, self.retry_after = reason, retry_after


class Undeliverable(UsherError):
    """Teams will not take it, however often it is sent.

    ``reason``: ``blocked`` (the person blocked or removed the bot), ``uninstalled`` (the bot is not in that
    conversation), ``forbidden`` (the bot may not write there), ``gone`` (no such conversation or message), ``too_big``, ``refused`` (Teams finds it malformed), ``not_allowed`` (the host is
    not on our list: nothing was sent).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Tokens(Protocol):
    """The bot's identity: :class:`bot.tokens.BotTokens`."""

    app_id: str

    async def get(self) -> str:
        """A good token; raise :class:`TokenUnavailable`."""

    async def forget(self, token: str) -> None:
        """This one was refused."""


@dataclass(frozen=True, kw_only=True)
class _Call:
    """One request of the REST API and whose limits it counts against."""

    method: str
    url: URL
    body: dict[str, Any]
    #: None for updates, which count against the tenant alone.
    chat: str | None
    tenant: str
    #: The moment, in monotonic seconds, after which its caller waits no more.
    until: float


@dataclass(frozen=True, kw_only=True)
class _Reply:
    """What came back; status 0 stands for a line that broke."""

    status: int
    retry_after: float | None = None
    body: dict[str, Any] = field(default_factory=dict)


class Connector:
    """Writes to conversations of Teams. One per process, since it keeps the pace; ``session`` stays the caller's."""

    def __init__(
        self,
        tokens: Tokens,
        allow_list: ServiceUrls,
        session: aiohttp.ClientSession,
        *,
        pace: Pace | None = None,
        call_seconds: float = ANSWER_TIME,
    ) -> None:
        self._tokens, self._allow_list, self._session = tokens, allow_list, session
        self._pace, self._limit = pace or Pace(), call_seconds

    async def send(
        self,
        where: Where,
        *,
        card: Card | None = None,
        text: str | None = None,
        summary: str = "",
        activity: dict[str, Any] | None = None,
        patience: float = PATIENCE,
    ) -> str:
        """Post a message: ``activity`` as it is, or one made of ``card``, ``text`` and ``summary``. Return its id ("" if Teams names none).

        Raise :class:`NotDelivered` after ``patience`` seconds, :class:`Undeliverable` at once when it is final.
        """
        body = activity if activity is not None else message(card=card, text=text, summary=summary)
        return await self._write("POST", where, ("activities",), body, patience)

    async def update(
        self, where: Where, activity_id: str, card: Card, *, summary: str = "", patience: float = PATIENCE
    ) -> None:
        """Replace the card of a message for everybody. Raise as :meth:`send`; ``gone`` if the message was deleted."""
        body = {**message(card=card, summary=summary), "id": activity_id}
        await self._write("PUT", where, ("activities", activity_id), body, patience)

    async def open_chat(self, service_url: str, person_id: str, tenant_id: str, *, patience: float = PATIENCE) -> str:
        """The id of the bot's chat with a person, opened if need be. ``person_id``: Teams' id (``29:…``) or the Entra object id.

        The app must be installed for that person; if it is not, :class:`Undeliverable`. An answer that names no chat is none:
        :class:`NotDelivered`.
        """
        body = {
            "bot": {"id": f"28:{self._tokens.app_id}"},
            "members": [{"id": person_id}],
            "tenantId": tenant_id,
            "channelData": {"tenant": {"id": tenant_id}},
            "isGroup": False,
        }
        url = self._url(service_url)
        until = time.monotonic() + patience
        call = _Call(method="POST", url=url, body=body, chat=f"open {person_id}", tenant=tenant_id, until=until)
        if not (chat := await self._deliver(call)):
            log.warning("chat_not_named")
            raise NotDelivered("no chat was named", retry_after=UNNAMED)
        return chat

    async def _write(
        self, method: str, where: Where, steps: tuple[str, ...], body: dict[str, Any], patience: float
    ) -> str:
        url = self._url(where.service_url, where.conversation_id, *steps)
        # all threads of a channel are one conversation to the limits
        chat = where.unthreaded if method == "POST" else None
        until = time.monotonic() + patience
        return await self._deliver(
            _Call(method=method, url=url, body=body, chat=chat, tenant=where.tenant_id, until=until)
        )

    def _url(self, service_url: str, *steps: str) -> URL:
        """The address under ``service_url``; the last check before the token leaves the house."""
        if not self._allow_list.allows(service_url) or any(step in {"", ".", ".."} for step in steps):
            log.error("service_url_not_allowed")
            raise Undeliverable("not_allowed")
        path = "/".join(["v3", "conversations", *(quote(step, safe="") for step in steps)])
        return URL(f"{service_url.rstrip('/')}/{path}", encoded=True)

    async def _deliver(self, call: _Call) -> str:
        """Try until it is taken, refused for good, or the caller's patience ends; the id that Teams gave."""
        attempt = 0
        while True:
            attempt += 1
            reply = await self._in_turn(call)
            if HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES:
                return str(reply.body.get("id", ""))
            final = _final_reason(reply)
            if final is not None:
                log.warning("message_undeliverable", reason=final, status=reply.status)
                raise Undeliverable(final)
            wait = decide(attempt=attempt, retry_after=reply.retry_after, left=call.until - time.monotonic())
            if wait is None:
                log.warning("message_not_delivered", status=reply.status, attempts=attempt)
                raise NotDelivered(f"status {reply.status}", retry_after=reply.retry_after or LATER)
            await asyncio.sleep(wait)

    async def _in_turn(self, call: _Call) -> _Reply:
        """Wait for the call's turn, then make it once."""
        try:
            async with asyncio.timeout(call.until - time.monotonic()):
                await self._pace.turn(chat=call.chat, tenant=call.tenant)
                token = await self._tokens.get()
        except TimeoutError:
            wait = self._pace.wait(chat=call.chat, tenant=call.tenant)
            raise NotDelivered("too many at once", retry_after=max(wait, 1.0)) from None
        except TokenUnavailable:
            raise NotDelivered("no token") from None
        reply = await self._once(call, token)
        if reply.status == HTTPStatus.UNAUTHORIZED:
            await self._tokens.forget(token)
        return reply

    async def _once(self, call: _Call, token: str) -> _Reply:
        """One request. Redirects are not followed: the token is for this host."""
        seconds = min(self._limit, max(0.1, call.until - time.monotonic()))
        try:
            async with self._session.request(
                call.method,
                call.url,
                json=call.body,
                headers={"Authorization": f"Bearer {token}"},
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=seconds),
            ) as answer:
                retry_after = read_retry_after(answer.headers)
                return _Reply(status=answer.status, retry_after=retry_after, body=await _json_of(answer))
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            log.info("connector_line_broke", error=type(error).__name__)
            return _Reply(status=0)


async def _json_of(answer: aiohttp.ClientResponse) -> dict[str, Any]:
    """The object in an answer; an empty one for anything else."""
    try:
        body = await answer.json(content_type=None)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


#: Final answers by status; any other 4xx is ``refused``. 401 is not final: a new token may do.
FINAL: dict[int, str] = {404: "gone", 410: "gone", 413: "too_big"}
#: Those of a 403 whose reason Teams tells by a code; any other is ``forbidden``.
FORBIDDEN = {"MessageWritesBlocked": "blocked", "BotNotInConversationRoster": "uninstalled"}
#: Worth another try beside :data:`bot.retry.AGAIN`: a broken line, a token that was refused, a fault over there.
UNSETTLED = frozenset({0, 401, 500})


def _final_reason(reply: _Reply) -> str | None:
    """Why trying again is of no use, or None where it may be."""
    if reply.status in AGAIN | UNSETTLED:
        return None
    # where the code stands in the body differs by age of the API: error.code, subCode, innerHttpError.body.subCode
    if reply.status == HTTPStatus.FORBIDDEN:
        told = json.dumps(reply.body)
        return next((reason for code, reason in FORBIDDEN.items() if code in told), "forbidden")
    return FINAL.get(reply.status, "refused")
