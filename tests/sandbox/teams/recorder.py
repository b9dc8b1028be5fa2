"""A bot of the tests: it keeps what it is sent and answers what it was told to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp import ClientSession

    from sandbox.tenant import Tenant

Json = dict[str, Any]
ADAPTIVE = "application/vnd.microsoft.card.adaptive"


def card(*body: Json, actions: list[Json] | None = None, **more: Any) -> Json:
    return {"type": "AdaptiveCard", "version": "1.5", "body": list(body), "actions": actions or [], **more}


def activity(content: Json | None = None, text: str | None = None) -> Json:
    attachments = [{"contentType": ADAPTIVE, "content": content}] if content else []
    return {"type": "message", "text": text, "attachments": attachments}


def words(text: str) -> Json:
    return {"type": "TextBlock", "text": text}


class RecordingBot:
    """``received`` and ``tokens`` grow with each activity; ``answer`` decides what comes back."""

    def __init__(self) -> None:
        self.received: list[Json] = []
        self.tokens: list[str] = []
        self.answer: Callable[[Json], Awaitable[tuple[int, Json | None]]] = self.accept

    async def accept(self, _activity: Json) -> tuple[int, Json | None]:
        return 201, None

    def answers(self, status: int, body: Json | None = None) -> None:
        async def answer(_activity: Json) -> tuple[int, Json | None]:
            return status, body

        self.answer = answer

    def of_type(self, kind: str) -> list[Json]:
        return [a for a in self.received if a["type"] == kind]

    def make_app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/api/messages", self._receive)
        return app

    async def _receive(self, request: web.Request) -> web.Response:
        sent = await request.json()
        self.received.append(sent)
        self.tokens.append(request.headers["Authorization"].removeprefix("Bearer "))
        status, body = await self.answer(sent)
        return web.Response(status=status) if body is None else web.json_response(body, status=status)


class Connector:
    """The connector as a bot calls it, and Teams as a person uses it."""

    def __init__(self, tenant: Tenant, session: ClientSession, token: str) -> None:
        self.base, self.session = tenant.world.base_url, session
        self.headers = {"Authorization": f"Bearer {token}"}

    async def call(self, method: str, path: str, body: Any = None, **options: Any) -> tuple[int, Any]:
        headers = options.pop("headers", self.headers)
        async with self.session.request(
            method, f"{self.base}/connector/v3{path}", json=body, headers=headers
        ) as response:
            self.last_headers = response.headers
            return response.status, await response.json() if response.content_type == "application/json" else None

    async def send(self, conversation: str, content: Json | None = None, text: str | None = None, **reply: str) -> str:
        """``reply_by_path`` or ``reply_in_body`` name what it answers; the SDK does the one, Usher the other."""
        path = f"/conversations/{quote(conversation, safe='')}/activities"
        path += f"/{reply['reply_by_path']}" if "reply_by_path" in reply else ""
        named = {"replyToId": reply["reply_in_body"]} if "reply_in_body" in reply else {}
        status, body = await self.call("POST", path, activity(content, text) | named)
        assert status == 201, body
        return str(body["id"])

    async def update(self, conversation: str, message: str, content: Json) -> None:
        path = f"/conversations/{quote(conversation, safe='')}/activities/{message}"
        status, body = await self.call("PUT", path, activity(content))
        assert status == 200, body

    async def chat_with(self, person: str) -> str:
        status, body = await self.call("POST", "/conversations", {"members": [{"id": f"29:{person}"}]})
        assert status == 201, body
        return str(body["id"])

    async def act(self, what: str, **body: Any) -> tuple[int, Any]:
        async with self.session.post(f"{self.base}/sandbox/teams/{what}", json=body) as response:
            return response.status, await response.json()

    async def messages(self, person: str) -> list[Json]:
        async with self.session.get(f"{self.base}/sandbox/teams/messages", params={"person": person}) as response:
            return list((await response.json())["messages"])

    async def view(self, person: str) -> list[Json]:
        async with self.session.get(f"{self.base}/sandbox/teams/view", params={"person": person}) as response:
            return list((await response.json())["messages"])
