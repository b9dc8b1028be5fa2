"""A small Graph and sign-in over HTTP that answer what a test tells them to, and remember what they were asked."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import Mapping

TENANT = "7f5d0b6e-0000-4000-8000-000000000001"
CLIENT = "7f5d0b6e-0000-4000-8000-000000000002"
SECRET = "a secret with 'quotes' & signs"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer, or its absence."""

    status: int = 200
    #: A dict is sent as JSON, text as HTML.
    body: Any = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    #: Cut the connection instead of answering.
    reset: bool = False
    #: Answer when this is set; None for at once.
    held_by: asyncio.Event | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One request that came in."""

    method: str
    #: Path and query as they were on the wire.
    target: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any


def refusal(status: int, code: str, message: str, **headers: str) -> Answer:
    """An error in Graph's form."""
    inner = {"request-id": "inner-id"}
    body = {"error": {"code": code, "message": message, "innerError": inner}}
    return Answer(status=status, body=body, headers={"request-id": "the-trace", **headers})


class FaultyGraph:
    """Answers by method and path; the last answer of a path is given for ever. Everything unexpected is 599."""

    def __init__(self) -> None:
        self.base = ""
        self.asked: list[Asked] = []
        self.token_requests: list[dict[str, str]] = []
        self.sign_in: Answer | None = None
        self._answers: dict[tuple[str, str], list[Answer]] = {}
        self.app = web.Application()
        self.app.router.add_post("/login/{tenant}/oauth2/v2.0/token", self._give_token)
        self.app.router.add_get("/identity", self._give_identity_token)
        self.app.router.add_route("*", "/graph/v1.0/{path:.*}", self._answer)

    def on(self, method: str, path: str, *answers: Answer) -> None:
        """Give these answers, one after the other, to requests for a path below ``/graph/v1.0``."""
        self._answers[method, path] = list(answers)

    def asked_for(self, method: str, path: str) -> list[Asked]:
        """The requests for one path."""
        return [one for one in self.asked if one.method == method and one.target.split("?")[0].endswith(path)]

    async def _give_token(self, request: web.Request) -> web.StreamResponse:
        """Hand out a new token for each request."""
        form = await request.post()
        self.token_requests.append({key: str(value) for key, value in form.items()})
        # concurrent callers must be able to meet here
        await asyncio.sleep(0)
        return await self._give(request, self.sign_in or Answer(body=self._token()))

    async def _give_identity_token(self, request: web.Request) -> web.StreamResponse:
        """The endpoint that App Service offers to a managed identity."""
        self.token_requests.append(dict(request.query))
        token = {**self._token(), "resource": request.query["resource"], "expires_on": "4102444800"}
        return web.json_response(token)

    def _token(self) -> dict[str, Any]:
        """A token that names its number."""
        return {"token_type": "Bearer", "expires_in": 3599, "access_token": f"token-{len(self.token_requests)}"}

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        """Note the request and give the next answer of its path."""
        text = await request.text()
        self.asked.append(
            Asked(
                method=request.method,
                target=request.raw_path,
                query=dict(request.query),
                headers=dict(request.headers),
                body=json.loads(text) if text else None,
            )
        )
        answers = self._answers.get((request.method, "/" + request.match_info["path"]), [])
        answer = answers.pop(0) if len(answers) > 1 else next(iter(answers), Answer(status=599))
        return await self._give(request, answer)

    async def _give(self, request: web.Request, answer: Answer) -> web.StreamResponse:
        """Send an answer."""
        if answer.held_by:
            await answer.held_by.wait()
        if answer.reset and request.transport:
            request.transport.abort()
        if isinstance(answer.body, str):
            return web.Response(
                status=answer.status, text=answer.body, content_type="text/html", headers=answer.headers
            )
        if answer.status == 204:
            return web.Response(status=204, headers=answer.headers)
        return web.json_response(answer.body, status=answer.status, headers=answer.headers)
