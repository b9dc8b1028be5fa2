"""``POST /$batch``: up to twenty requests in one, each throttled and refused on its own (learn.microsoft.com/graph/json-batching)."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

from sandbox.entra.errors import GraphError
from sandbox.world import WORLD, World

LARGEST = 20


def add_batch(app: web.Application) -> None:
    """Route of ``/$batch``."""
    app.router.add_post("/$batch", _run)


async def _run(request: web.Request) -> web.Response:
    """Send each part to Graph as a request of its own; parts that depend on others wait for them."""
    parts = (await request.json()).get("requests")
    if not isinstance(parts, list) or not parts:
        raise GraphError(400, "BadRequest", "Invalid batch payload format.")
    if not all(isinstance(part, dict) and {"id", "method", "url"} <= set(part) for part in parts):
        raise GraphError(400, "BadRequest", "Invalid batch payload format.")
    if len(parts) > LARGEST:
        raise GraphError(400, "BadRequest", f"Number of batch request steps exceeds the maximum value of '{LARGEST}'.")
    world, token = request.config_dict[WORLD], request.headers["Authorization"]
    if any(part.get("dependsOn") for part in parts):
        answers = await _in_order(world, token, parts)
    else:
        answers = list(await asyncio.gather(*(_send(world, token, part) for part in parts)))
    return web.json_response({"responses": answers})


async def _in_order(world: World, token: str, parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Send parts one after another; one whose predecessor failed is answered 424."""
    answers: dict[str, dict[str, Any]] = {}
    for part in parts:
        failed = any(answers[one]["status"] >= 400 for one in part.get("dependsOn", ()) if one in answers)  # noqa: PLR2004 - HTTP's own line between success and error
        answers[part["id"]] = {"id": part["id"], "status": 424} if failed else await _send(world, token, part)
    return list(answers.values())


async def _send(world: World, token: str, part: dict[str, Any]) -> dict[str, Any]:
    """One part over HTTP."""
    headers = {**part.get("headers", {}), "Authorization": token}
    url = f"{world.base_url}/graph/v1.0/{part['url'].lstrip('/')}"
    body = json.dumps(part["body"]) if "body" in part else None
    async with world.session.request(part["method"], url, data=body, headers=headers) as response:
        text = await response.text()
        kept = {name: response.headers[name] for name in ("Content-Type", "Retry-After") if name in response.headers}
        answer: dict[str, Any] = {"id": part["id"], "status": response.status, "headers": kept}
        if text:
            answer["body"] = json.loads(text) if "json" in response.content_type else text
        return answer
