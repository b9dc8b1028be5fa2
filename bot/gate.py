"""The gate: our own check of every activity, before the SDK sees it. Nothing turns it off.

The stock SDK runs handlers for forged bodies and answers 500 to bad tokens; here each of them ends in 400, 401, 403 or
413 with one line in the log. A token proves who sent the request, not what is in it, so the body is checked as well.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from aiohttp import web

from bot.bearer import CHANNEL, ISSUER, SigningKey, Verified, key_id, read_bearer, verify
from bot.incoming import Incoming, read_incoming
from bot.keys import KeysUnavailable
from bot.refusal import NotAdmitted

if TYPE_CHECKING:
    from bot.service_urls import ServiceUrls

#: Bytes. Teams sends messages of up to 100 KB; see "agent message size limits" in the Teams documentation.
MAX_BODY = 256 * 1024
#: Seconds for a body to arrive.
BODY_TIME = 10
#: Activities that somebody sends: an object id must be there.
BY_A_PERSON = frozenset({"message", "invoke"})
#: Activities that we act on, and therefore must be able to recognise when they come again.
ACTED_ON = BY_A_PERSON | {"installationUpdate"}


class Keys(Protocol):
    """Where signing keys come from: :class:`bot.keys.OpenIdKeys`."""

    async def find(self, kid: str) -> SigningKey | None:
        """The key, or None; raise :class:`KeysUnavailable`."""


@dataclass(frozen=True, kw_only=True)
class Admitted:
    """An activity that may pass, and the claims of the token that it came with."""

    activity: Incoming
    claims: dict[str, Any]


def check_place(activity: Incoming, claimed_url: str, service_urls: ServiceUrls) -> None:
    """Refuse what does not come from Teams, or would be answered to a place that we do not trust (403)."""
    if activity.channel_id != CHANNEL:
        raise NotAdmitted(403, "channel is not msteams")
    url = activity.service_url
    if url is None:
        raise NotAdmitted(403, "no service URL")
    if url.rstrip("/") != claimed_url.rstrip("/"):
        raise NotAdmitted(403, "service URL is not the token's")
    if not service_urls.allows(url):
        raise NotAdmitted(403, "service URL not allowed")


def check_parties(activity: Incoming, *, app_id: str, tenant_id: str) -> None:
    """Refuse another tenant, another bot's mail, nobody in particular, and what could not be recognised again.

    Teams names the tenant in the conversation, in the channel data or in both, as Microsoft's own samples do: one must
    be there, and each that is there must be ours. "Single-tenant agents should always validate the tenant ID of
    incoming activity payloads": agent-tenancy in the Teams documentation.
    """
    data, by_a_person = activity.channel_data, activity.type in BY_A_PERSON or activity.is_edit
    named = [activity.conversation.tenant_id, data.tenant.id if data and data.tenant else None]
    present = [tenant for tenant in named if tenant is not None]
    if not present:
        raise NotAdmitted(403, "no tenant")
    if any(tenant.lower() != tenant_id for tenant in [*present, activity.sender.tenant_id or tenant_id]):
        raise NotAdmitted(403, "another tenant")
    if activity.recipient.id.lower() != f"28:{app_id}":
        raise NotAdmitted(403, "recipient is not this bot")
    if by_a_person and activity.sender.aad_object_id is None:
        raise NotAdmitted(403, "sender has no object id")
    if (activity.type in ACTED_ON or activity.is_edit or activity.deleted()) and activity.id is None:
        raise NotAdmitted(400, "activity has no id")


class Gate:
    """Admits activities of Teams, for this bot, from this tenant."""

    def __init__(
        self, *, app_id: str, tenant_id: str, service_urls: ServiceUrls, keys: Keys, issuer: str = ISSUER
    ) -> None:
        """Raise ValueError without an app id or a tenant id: the stock SDK would take that as "check nothing"."""
        if not app_id.strip() or not tenant_id.strip():
            raise ValueError("the gate needs the bot's app id and the tenant id")
        self.app_id, self.tenant_id = app_id.strip().lower(), tenant_id.strip().lower()
        self._audience, self._issuer = app_id.strip(), issuer
        self._service_urls, self._keys = service_urls, keys
        self._verified = Verified()

    async def admit(self, request: web.Request) -> Admitted:
        """Read and judge one request. Raise :class:`NotAdmitted`."""
        raw = await read_body(request)
        claims = await self._authenticate(request)
        activity = read_incoming(raw)
        try:
            self.judge(activity, claims)
        except NotAdmitted as refusal:
            refusal.activity_id = activity.id
            raise
        return Admitted(activity=activity, claims=claims)

    async def _authenticate(self, request: web.Request) -> dict[str, Any]:
        token = read_bearer(request.headers.getall("Authorization", []))
        known = self._verified.recall(token)
        try:
            key = await self._keys.find(known[0].kid if known else key_id(token))
        except KeysUnavailable:
            raise NotAdmitted(503, "key server unreachable") from None
        if key is None:
            raise NotAdmitted(401, "unknown key")
        if known is not None and known[0] is key:
            return dict(known[1])
        claims = verify(token, key, app_id=self._audience, issuer=self._issuer)
        self._verified.keep(token, key, claims)
        return claims

    def judge(self, activity: Incoming, claims: dict[str, Any]) -> None:
        """Compare a well-formed activity with the verified claims and with who we are. Pure; raise :class:`NotAdmitted`."""
        check_place(activity, claims["serviceurl"], self._service_urls)
        check_parties(activity, app_id=self.app_id, tenant_id=self.tenant_id)


async def read_body(request: web.Request) -> bytes:
    """The body, read no further than :data:`MAX_BODY` bytes. Raise :class:`NotAdmitted`: 413, or 400 if it does not arrive whole."""
    if (request.content_length or 0) > MAX_BODY:
        raise NotAdmitted(413, "body too big")
    raw = bytearray()
    try:
        async with asyncio.timeout(BODY_TIME):
            async for chunk in request.content.iter_any():
                raw += chunk
                if len(raw) > MAX_BODY:
                    raise NotAdmitted(413, "body too big")
    except TimeoutError:
        raise NotAdmitted(400, "body too slow") from None
    except (web.RequestPayloadError, ConnectionError):
        raise NotAdmitted(400, "body garbled") from None
    return bytes(raw)
