"""Posting activities as Teams would: with a signed token, each with an id of its own."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bench.house import post

if TYPE_CHECKING:
    import aiohttp


@dataclass(frozen=True, kw_only=True)
class Teams:
    """Adam's chat with the bot, as Teams knows it."""

    url: str
    headers: dict[str, str]
    activity: dict[str, Any]
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def press(self, verb: str, card: str, **inputs: str) -> dict[str, Any]:
        """One more press."""
        action = {"type": "Action.Execute", "verb": verb, "data": {"card": card, **inputs}}
        number = f"f:{next(self._numbers)}"
        return {**self.activity, "id": number, "value": {"action": action, "trigger": "manual"}}


async def sign(http: aiohttp.ClientSession, bot: dict[str, str], service_url: str) -> dict[str, str]:
    """The header with a token for the bot, good for an hour."""
    now = int(time.time())
    claims = {"iss": "https://api.botframework.com", "aud": bot["app_id"], "serviceurl": service_url}
    times = {"iat": now, "nbf": now, "exp": now + 3600}
    token = (await post(http, "/sandbox/teams/sign", claims={**claims, **times}, key="good"))["token"]
    return {"Authorization": f"Bearer {token}"}


async def meet(http: aiohttp.ClientSession) -> tuple[Teams, str]:
    """Adam's chat, and the id of the card that he was sent last."""
    async with http.get("/sandbox/about") as answer:
        about = await answer.json()
    async with http.get("/sandbox/teams/messages", params={"person": "adam"}) as answer:
        message = (await answer.json())["messages"][-1]
    bot, adam = about["bot"], next(one for one in about["people"] if one["key"] == "adam")
    activity = {
        "type": "invoke",
        "name": "adaptiveCard/action",
        "channelId": "msteams",
        "serviceUrl": bot["service_url"],
        "from": {"id": "29:adam", "name": adam["name"], "aadObjectId": adam["aadObjectId"]},
        "recipient": {"id": f"28:{bot['app_id']}", "name": "Usher"},
        "conversation": {"id": message["conversation"], "conversationType": "personal", "tenantId": bot["tenant_id"]},
        "channelData": {"tenant": {"id": bot["tenant_id"]}},
        "replyToId": message["id"],
    }
    headers = await sign(http, bot, bot["service_url"])
    return Teams(url=bot["url"], headers=headers, activity=activity), card_of(message["card"])


def card_of(part: Any) -> str:
    """The id that a card's buttons carry."""
    if isinstance(part, list):
        return next((found for one in part if (found := card_of(one))), "")
    if not isinstance(part, dict):
        return ""
    data = part.get("data")
    if isinstance(data, dict) and isinstance(data.get("card"), str):
        return str(data["card"])
    return next((found for one in part.values() if (found := card_of(one))), "")
