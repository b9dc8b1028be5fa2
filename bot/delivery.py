"""The ``cards`` queue: a card is rendered when it is sent, then sent or updated, and recorded, or the reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import structlog

from bot.connector import NotDelivered, Undeliverable
from bot.turn import Where
from cards.render import render
from provisioning.usecases import carding, people, showing

if TYPE_CHECKING:
    from bot.connector import Connector
    from provisioning import views
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Chat
    from provisioning.usecases.service import Service

log = structlog.get_logger(__name__)

#: Seconds until a card that another process is sending is looked at again.
BUSY = 0.5
#: Seconds that one delivery waits for Teams; afterwards the durable queue waits.
PATIENCE = 10.0


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Sends cards; the root registers :meth:`once` as the step of the ``deliver`` workflow."""

    service: Service
    connector: Connector
    tenant_id: str
    #: Where a chat is opened with somebody who never wrote.
    service_url: str

    async def once(self, card_id: str) -> dict[str, Any]:
        """Bring one card up to date: ``{"end": …}`` when there is nothing more to do, else ``{"wait": seconds}``."""
        taken = await self.service.do(_take, card_id)
        if taken is None:
            return {"end": "shown"}
        card, view, chat = taken
        if view is None:
            return {"wait": BUSY}
        try:
            where = await self._where(card, chat)
            message = await self._put(where, card, view)
        except NotDelivered as error:
            await self.service.do(carding.release, card_id)
            return {"wait": error.retry_after}
        except Undeliverable as error:
            await self.service.do(_undeliverable, card, error.reason)
            return {"end": error.reason}
        behind = await self.service.do(
            carding.record_sent,
            card_id,
            service_url=where.service_url,
            conversation_id=where.conversation_id,
            activity_id=message,
            shown=card.wanted,
        )
        return {"again": True} if behind else {"end": "shown"}

    async def _where(self, card: Card, chat: Chat) -> Where:
        """The card's own conversation, else the reader's chat, opened if need be."""
        service_url = card.service_url if card.activity_id else chat.service_url
        conversation = card.conversation_id if card.activity_id else chat.conversation_id
        service_url = service_url or self.service_url
        if chat.undeliverable and not card.activity_id:
            raise Undeliverable(chat.undeliverable)
        if not conversation:
            conversation = await self.connector.open_chat(
                service_url, chat.object_id, self.tenant_id, patience=PATIENCE
            )
            await self.service.do(_opened, card.recipient, service_url, conversation)
        return Where(
            service_url=service_url,
            conversation_id=conversation,
            conversation_kind="personal",
            tenant_id=self.tenant_id,
        )

    async def _put(self, where: Where, card: Card, view: views.CardView) -> str:
        """Send or update."""
        body = render(view)
        if card.activity_id:
            await self.connector.update(where, card.activity_id, body, patience=PATIENCE)
            return card.activity_id
        return await self.connector.send(where, card=body, summary=str(body.get("fallbackText", "")), patience=PATIENCE)


def _take(desk: Desk, card_id: str) -> tuple[Card, views.CardView | None, Chat] | None:
    """Claim a card and see what it shows now. None when it is up to date; no view while another process is at it."""
    card = carding.claim(desk, card_id)
    if card is None:
        busy = carding.get(desk, card_id)
        waiting = busy.shown < busy.wanted
        return (busy, None, people.chat_of(desk, busy.recipient)) if waiting else None
    return card, showing.view_of(desk, card), people.chat_of(desk, card.recipient)


def _undeliverable(desk: Desk, card: Card, reason: str) -> None:
    """Recorded with the reason and not tried for ever; whoever waits for this reader sees it on the request's cards."""
    carding.record_undeliverable(desk, card, reason)
    if reason in {"blocked", "forbidden"} and not card.activity_id:
        people.mark_unreachable(desk, card.recipient, reason)
    if card.kind == "approval" and card.request is not None:
        carding.show_all(desk, card.request)
    log.warning("card.undeliverable", card=card.id, request=card.request, reason=reason)


def _opened(desk: Desk, recipient: str, service_url: str, conversation: str) -> None:
    """A chat that we opened ourselves."""
    locale = people.locale_of(desk, recipient)
    people.remember_chat(desk, recipient, service_url=service_url, conversation_id=conversation, locale=locale)
