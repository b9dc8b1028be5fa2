"""Messages leave once, in pace, with patience, and never with the token to a stranger."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from structlog.testing import capture_logs
from teams_wire import APP_ID, CONVERSATION, TENANT, Chats, claims, sign, text

from bot.adapter import add_bot_routes
from bot.connector import Connector, NotDelivered, Undeliverable
from bot.gate import Gate
from bot.pace import CHAT_LIMITS, TENANT_LIMITS, Limit, Pace, Window
from bot.retry import decide, read_retry_after
from bot.service_urls import ServiceUrls
from bot.tokens import TokenUnavailable
from bot.turn import Where

if TYPE_CHECKING:
    from collections.abc import Callable

    import aiohttp
    from bot_parts import Bot, Serve

CARD = {"type": "AdaptiveCard", "version": "1.5"}
CHAT = "a:1x/y z;messageid=1"
SENT_TO = "/connector/v3/conversations/a%3A1x%2Fy%20z%3Bmessageid%3D1/activities"
BLOCKED = {"error": {"code": "Forbidden", "innerHttpError": {"body": {"subCode": "MessageWritesBlocked"}}}}


class Tokens:
    """The bot's identity; the second token is good where the first is refused."""

    app_id = APP_ID

    def __init__(self) -> None:
        self.token, self.is_there = "first", True

    async def get(self) -> str:
        if not self.is_there:
            raise TokenUnavailable("ClientAuthenticationError")
        return self.token

    async def forget(self, token: str) -> None:
        self.token = "second" if token == "first" else token


@pytest.fixture
def tokens() -> Tokens:
    return Tokens()


@pytest.fixture
async def service_url(serve: Serve, chats: Chats) -> str:
    return str((await serve(chats.app())).make_url("/connector/"))


@pytest.fixture
def connector(tokens: Tokens, service_url: str, session: aiohttp.ClientSession) -> Connector:
    return Connector(tokens, ServiceUrls([service_url]), session)


@pytest.fixture
def where(service_url: str) -> Callable[..., Where]:
    def make(chat: str = CHAT, url: str = service_url) -> Where:
        return Where(service_url=url, conversation_id=chat, conversation_kind="personal", tenant_id=TENANT)

    return make


async def test_a_card_is_sent_with_its_summary(connector: Connector, chats: Chats, where: Any) -> None:
    assert await connector.send(where(), card=CARD, summary="Look") == "m1"
    attached = [{"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}]
    body = {"type": "message", "attachments": attached, "summary": "Look"}
    assert chats.taken == [("POST", SENT_TO, body, "Bearer first")]


async def test_an_update_replaces_a_message(connector: Connector, chats: Chats, where: Any) -> None:
    await connector.update(where(), "16/9", CARD)
    ((method, path, body, _),) = chats.taken
    assert (method, path, body["id"]) == ("PUT", f"{SENT_TO}/16%2F9", "16/9")


async def test_an_answer_to_a_text_leaves_through_the_sdk_and_the_connector(
    bot: Bot, serve: Serve, connector: Connector, chats: Chats, service_url: str
) -> None:
    assert bot.keys is not None
    gate = Gate(app_id=APP_ID, tenant_id=TENANT, service_urls=ServiceUrls([service_url]), keys=bot.keys)
    app = web.Application()
    add_bot_routes(app, gate=gate, handler=bot.handle, memory=bot.memory, connector=connector)
    bot.url = str((await serve(app)).make_url("/api/messages"))
    token = sign(claims(serviceurl=service_url))
    assert await bot.post(text(serviceUrl=service_url), token=token) == (200, None)
    ((method, path, body, _),) = chats.taken
    assert (method, path) == ("POST", f"/connector/v3/conversations/{CONVERSATION.replace(':', '%3A')}/activities")
    assert (body["type"], body["text"], body["replyToId"]) == ("message", "ok", "1690000000001")
    assert (body["from"]["id"], body["recipient"]["id"]) == (f"28:{APP_ID}", "29:1olivia")


async def test_a_chat_is_opened_with_a_person(connector: Connector, chats: Chats, service_url: str) -> None:
    chats.answers = [(201, {}, {"id": "a:new"})]
    assert await connector.open_chat(service_url, "29:1olivia", TENANT) == "a:new"
    ((method, path, body, _),) = chats.taken
    assert (method, path) == ("POST", "/connector/v3/conversations")
    assert (body["bot"], body["members"], body["tenantId"]) == ({"id": f"28:{APP_ID}"}, [{"id": "29:1olivia"}], TENANT)


async def test_a_chat_that_is_opened_without_a_name_is_opened_again_later(
    connector: Connector, chats: Chats, service_url: str
) -> None:
    for body in ({}, {"id": ""}):
        chats.answers = [(200, {}, body)]
        with pytest.raises(NotDelivered) as late:
            await connector.open_chat(service_url, "29:1olivia", TENANT)
        assert late.value.retry_after == 1.0


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "http://127.0.0.1:1/connector/", "{}evil/../", "{}@evil.example/"]
)
async def test_the_token_goes_to_no_host_outside_the_list(
    connector: Connector, chats: Chats, where: Any, service_url: str, url: str
) -> None:
    with pytest.raises(Undeliverable, match="not_allowed"):
        await connector.send(where(url=url.format(service_url)), text="hello")
    with pytest.raises(Undeliverable, match="not_allowed"):
        await connector.open_chat(url.format(service_url), "29:1", TENANT)
    assert chats.taken == []


@pytest.mark.parametrize("chat", ["..", ".", ""])
async def test_a_conversation_id_cannot_climb(connector: Connector, chats: Chats, where: Any, chat: str) -> None:
    with pytest.raises(Undeliverable):
        await connector.send(where(chat), text="hello")
    assert chats.taken == []


async def test_a_redirect_is_not_followed(connector: Connector, chats: Chats, where: Any) -> None:
    chats.answers = [(307, {"Location": "/connector/elsewhere"}, {})]
    with pytest.raises(Undeliverable, match="refused"):
        await connector.send(where(), text="hello")
    assert len(chats.taken) == 1


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504, 500, 0])
async def test_what_may_pass_is_tried_again(connector: Connector, chats: Chats, where: Any, status: int) -> None:
    chats.answers = [(status, {"Retry-After": "0"} if status else {}, {})]
    assert await connector.send(where(), text="hello") == "m2"
    assert len(chats.taken) == 2


async def test_retry_after_is_honoured(connector: Connector, chats: Chats, where: Any) -> None:
    chats.answers = [(429, {"Retry-After": "1"}, {})]
    await connector.send(where(), text="hello")
    assert chats.at[1] - chats.at[0] >= 1


async def test_a_wait_beyond_the_callers_patience_is_handed_back(
    connector: Connector, chats: Chats, where: Any
) -> None:
    chats.answers = [(429, {"Retry-After": "120"}, {})]
    start = time.monotonic()
    with pytest.raises(NotDelivered) as caught:
        await connector.send(where(), text="hello")
    assert caught.value.retry_after == 120
    assert time.monotonic() - start < 2
    assert len(chats.taken) == 1


async def test_attempts_are_bounded(connector: Connector, chats: Chats, where: Any) -> None:
    chats.answers = [(503, {"Retry-After": "0"}, {})] * 50
    with pytest.raises(NotDelivered):
        await connector.send(where(), text="hello")
    assert len(chats.taken) == 5


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((403, {}, BLOCKED), "blocked"),
        ((403, {}, {"error": {"code": "MessageWritesBlocked"}}), "blocked"),
        ((403, {}, {"error": {"code": "Forbidden"}, "subCode": "MessageWritesBlocked"}), "blocked"),
        ((403, {}, {"error": {"code": "BotNotInConversationRoster"}}), "uninstalled"),
        ((403, {}, {"error": {"code": "ForbiddenOperationException"}}), "forbidden"),
        ((403, {}, "no object"), "forbidden"),
        ((404, {}, {}), "gone"),
        ((410, {}, {}), "gone"),
        ((413, {}, {"error": {"code": "MessageSizeTooBig"}}), "too_big"),
        ((400, {}, {"error": {"code": "BadSyntax"}}), "refused"),
    ],
)
async def test_what_is_final_is_not_tried_again(
    connector: Connector, chats: Chats, where: Any, answer: Any, reason: str
) -> None:
    chats.answers = [answer]
    with capture_logs() as logs, pytest.raises(Undeliverable) as caught:
        await connector.send(where(), text="secret of Maria")
    assert caught.value.reason == reason
    assert len(chats.taken) == 1
    assert "Maria" not in str(logs)


async def test_a_refused_token_is_replaced(connector: Connector, chats: Chats, where: Any) -> None:
    chats.answers = [(401, {}, {})]
    await connector.send(where(), text="hello")
    assert [authorization for *_, authorization in chats.taken] == ["Bearer first", "Bearer second"]


async def test_without_a_token_nothing_is_sent(connector: Connector, tokens: Tokens, chats: Chats, where: Any) -> None:
    tokens.is_there = False
    with pytest.raises(NotDelivered, match="no token"):
        await connector.send(where(), text="hello")
    assert chats.taken == []


async def test_a_silent_connector_is_waited_for_no_longer_than_the_patience(
    serve: Serve, tokens: Tokens, session: aiohttp.ClientSession, where: Any
) -> None:
    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(swallow, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    silent = Connector(tokens, ServiceUrls([url]), session)
    start = time.monotonic()
    with pytest.raises(NotDelivered):
        await silent.send(where(url=url), text="hello", patience=0.3)
    assert time.monotonic() - start < 2
    server.close()
    await server.wait_closed()


async def test_a_chat_gets_no_more_than_seven_messages_in_a_second(
    connector: Connector, chats: Chats, where: Any
) -> None:
    await asyncio.gather(*(connector.send(where(), text=str(n)) for n in range(9)))
    assert chats.at[7] - chats.at[0] > 0.9
    assert chats.at[8] - chats.at[0] > 1.9


async def test_threads_of_one_channel_share_its_pace(connector: Connector, chats: Chats, where: Any) -> None:
    await asyncio.gather(*(connector.send(where(f"19:c;messageid={n}"), text="x") for n in range(8)))
    assert chats.at[7] - chats.at[0] > 0.9


async def test_updates_and_other_chats_do_not_wait_for_a_busy_chat(
    connector: Connector, chats: Chats, where: Any
) -> None:
    busy = [asyncio.create_task(connector.send(where("a:busy"), text=str(n))) for n in range(9)]
    await asyncio.gather(*(connector.send(where(f"a:{n}"), text="x") for n in range(5)))
    await asyncio.gather(*(connector.update(where("a:busy"), str(n), CARD) for n in range(10)))
    assert sum(task.done() for task in busy) < 8  # the eighth waits for a second
    for task in busy:
        task.cancel()
    await asyncio.gather(*busy, return_exceptions=True)


async def test_a_turn_that_does_not_come_in_time_is_handed_back(
    tokens: Tokens, chats: Chats, where: Any, service_url: str, session: aiohttp.ClientSession
) -> None:
    connector = Connector(tokens, ServiceUrls([service_url]), session, pace=Pace(chat=[Limit(1, 60)]))
    await connector.send(where(), text="one")
    with pytest.raises(NotDelivered) as caught:
        await connector.send(where(), text="two", patience=0.05)
    assert 55 < caught.value.retry_after <= 60
    assert len(chats.taken) == 1


def fill(window: Window, count: int, *, step: float = 0.0) -> list[float]:
    """Starts of ``count`` messages that are each sent as early as the window allows."""
    now, starts = 0.0, []
    for _ in range(count):
        now += max(step, window.wait(now))
        window.start(now)
        starts.append(now)
    return starts


@pytest.mark.parametrize("limits", [CHAT_LIMITS, TENANT_LIMITS], ids=["chat", "tenant"])
@pytest.mark.parametrize("step", [0.0, 0.03, 0.4])
def test_no_stretch_of_time_holds_more_starts_than_its_limit(limits: tuple[Limit, ...], step: float) -> None:
    starts = fill(Window(limits), 2000, step=step)
    for limit in limits:
        later = starts[limit.starts :]
        gaps = [after - before for before, after in zip(starts, later, strict=False)]
        assert min(gaps, default=limit.seconds) >= limit.seconds - 1e-9


def test_the_hourly_limit_of_a_chat_is_kept() -> None:
    starts = fill(Window(CHAT_LIMITS), 1801)
    assert starts[1800] >= 3600
    assert starts[59] < 30 <= starts[60]


@pytest.mark.parametrize(
    ("attempt", "retry_after", "left", "wait"),
    [
        (1, None, 20, 0.5),  # exponential from half a second
        (2, None, 20, 1.0),
        (4, None, 20, 4.0),
        (1, 3.0, 20, 3.0),  # never earlier than asked for
        (1, 30.0, 20, None),  # longer than the caller waits
        (5, 0.0, 20, None),  # attempts used up
        (1, None, 0.2, None),
    ],
)
def test_whether_and_when_to_try_again(
    attempt: int, retry_after: float | None, left: float, wait: float | None
) -> None:
    assert decide(attempt=attempt, retry_after=retry_after, left=left, chance=0.0) == wait


def test_jitter_only_ever_adds_at_most_half() -> None:
    waits = [decide(attempt=2, retry_after=None, left=20) or 0 for _ in range(200)]
    assert 1.0 <= min(waits) < max(waits) < 1.5


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": " 7 "}, 7.0),
        ({"Retry-After": "-7"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "9" * 400}, 999999999.0),
        ({"Retry-After": "Tue, 24 Nov 2026 10:00:30 GMT", "Date": "Tue, 24 Nov 2026 10:00:00 GMT"}, 30.0),
        ({"Retry-After": "Tue, 24 Nov 2026 09:00:00 GMT", "Date": "Tue, 24 Nov 2026 10:00:00 GMT"}, 0.0),
        ({"Retry-After": "Tue, 24 Nov 2026 10:00:30 GMT"}, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(headers: dict[str, str], seconds: float | None) -> None:
    assert read_retry_after(headers) == seconds
