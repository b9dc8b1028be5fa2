"""The ``cards`` queue: a card is rendered when it is sent, then sent or updated, and recorded, or the reason why not.

What one transaction wants shown anew comes here together: it is taken in one transaction and written down in one.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import structlog

from bot.connector import NotDelivered, Undeliverable
from bot.turn import Where
from cards.render import render
from provisioning.domain.errors import Declined
from provisioning.usecases import carding, channel, detaching, people, reaching, sending, showing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.connector import Connector
    from bot.service_urls import ServiceUrls
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Chat
    from provisioning.usecases.service import Service

log = structlog.get_logger(__name__)

#: Seconds until a card that another process is sending is looked at again.
BUSY = 0.5
#: Seconds until a channel that Teams did not find is tried once more.
MISSED = 180.0
#: No wait at all: the card was asked for anew while it was being sent.
AT_ONCE = 0.0
#: Seconds that one delivery waits for Teams; afterwards the durable queue waits.
PATIENCE = 10.0


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A card that is ours to send, and how it looks now."""

    card: Card
    body: dict[str, Any]
    chat: Chat


@dataclass(frozen=True, kw_only=True)
class Updated:
    """A message of a card that was replaced, not written down yet."""

    card: Card
    where: Where


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Sends cards; the root registers :meth:`some` as what the ``deliver`` workflow does."""

    service: Service
    connector: Connector
    tenant_id: str
    service_urls: ServiceUrls

    async def some(self, cards: Sequence[str]) -> dict[str, float]:
        """Bring cards up to date, all at once; those of them that need another look, each with the seconds until then."""
        taken, left = await self.service.do(_take, cards)
        done = await asyncio.gather(*(self._one(one) for one in taken), return_exceptions=True)
        updated = [one for one in done if isinstance(one, Updated)]
        behind = await self._record(updated) if updated else []
        for one in done:
            if isinstance(one, BaseException):
                raise one
        waits = {card: wait for one in done if isinstance(one, dict) for card, wait in one.items()}
        return {**dict.fromkeys(left, BUSY), **waits, **dict.fromkeys(behind, AT_ONCE)}

    async def _record(self, updated: Sequence[Updated]) -> list[str]:
        """Write down which messages were replaced, together but for those that somebody is writing: each of these by itself."""
        behind, busy = await self.service.do(_record_free, updated)
        for one in busy:
            behind += [one.card.id] if await self.service.do(_record, one) else []
        return behind

    async def _one(self, one: Taken) -> Updated | dict[str, float]:
        """Send or update one card: what is still to be written down, or whether to look again.

        A new message is written down at once, because nothing tells later that it has left; an update may be made again.
        """
        card = one.card
        try:
            if card.activity_id:
                where = await self._where(card, one.chat)
                await self.connector.update(where, card.activity_id, one.body, patience=PATIENCE)
                return Updated(card=card, where=where)
            where, message = await self._send(one)
        except NotDelivered as error:
            await self.service.do(sending.release, card.id)
            return {card.id: error.retry_after}
        except Undeliverable as error:
            waits: dict[str, float] = await self.service.do(_undeliverable, card, error.reason)
            return waits
        behind = await self.service.do(
            sending.record_sent,
            card.id,
            service_url=where.service_url,
            conversation_id=where.conversation_id,
            activity_id=message,
            shown=card.wanted,
        )
        return {card.id: AT_ONCE} if behind else {}

    async def _send(self, one: Taken) -> tuple[Where, str]:
        """A new message: where it stands, and its id. A chat that Teams does not find is opened anew, once.

        Teams says so of chats that exist, too; who cannot be reached in a chat just opened has not got Usher there.
        """
        summary = str(one.body.get("fallbackText", ""))
        try:
            where = await self._where(one.card, one.chat)
            return where, await self.connector.send(where, card=one.body, summary=summary, patience=PATIENCE)
        except Undeliverable as error:
            if error.reason != "gone" or one.card.kind == channel.KIND:
                raise
            if not one.chat.conversation_id:
                raise Undeliverable("uninstalled") from None
        return await self._send(replace(one, chat=replace(one.chat, conversation_id="")))

    async def _where(self, card: Card, chat: Chat) -> Where:
        """The card's own conversation, else the reader's chat, opened if need be."""
        service_url = self.service_urls.standing(card.service_url if card.activity_id else chat.service_url)
        conversation = card.conversation_id if card.activity_id else chat.conversation_id
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
            conversation_kind="channel" if card.kind == channel.KIND else "personal",
            tenant_id=self.tenant_id,
        )


def _take(desk: Desk, cards: Sequence[str]) -> tuple[list[Taken], list[str]]:
    """Claim cards and make them as they look now; and those that another process is at, if they are not up to date.

    A reminder of what was over before it could be sent is no message any more.
    """
    claimed = sending.claim(desk, cards)
    others = set(cards) - {card.id for card in claimed}
    with desk.unchanged():
        over = [card for card in claimed if not card.activity_id and showing.is_over(desk, card)]
        taken = [one for card in claimed if card not in over and (one := _made(desk, card))]
    for card in over:
        sending.drop(desk, card)
    return taken, sending.list_behind(desk, others) if others else []


def _made(desk: Desk, card: Card) -> Taken | None:
    """One card; None for one that cannot be made, which is our mistake and must not keep back the others."""
    try:
        body = render(showing.view_of(desk, card))
    except (LookupError, ValueError, Declined) as error:
        log.error("card.not_made", card=card.id, request=card.request, error=type(error).__name__)
        return None
    return Taken(card=card, body=body, chat=people.chat_of(desk, card.recipient))


def _record_free(desk: Desk, updated: Sequence[Updated]) -> tuple[list[str], list[Updated]]:
    """Those whose cards were asked for anew meanwhile; and those that somebody else is writing, whose rows wait for them."""
    free = sending.list_free(desk, [one.card.id for one in updated])
    behind = [one.card.id for one in updated if one.card.id in free and _record(desk, one)]
    return behind, [one for one in updated if one.card.id not in free]


def _record(desk: Desk, one: Updated) -> bool:
    """Write down that a message was replaced; whether its card was asked for anew meanwhile."""
    return detaching.record_updated(
        desk,
        one.card.id,
        service_url=one.where.service_url,
        conversation_id=one.where.conversation_id,
        activity_id=str(one.card.activity_id),
        shown=one.card.wanted,
    )


def _undeliverable(desk: Desk, card: Card, reason: str) -> dict[str, float]:
    """Recorded with the reason and not tried for ever; whoever waits for this reader sees it on the request's cards.

    A channel that Teams does not find is tried once more: in how many seconds.
    """
    no_channel = reason == "gone" and card.kind == channel.KIND and not card.activity_id
    if no_channel and not channel.chat_of(desk).undeliverable and not channel.miss(desk, card):
        sending.release(desk, card.id)
        return {card.id: MISSED}
    sending.record_undeliverable(desk, card, reason)
    if (no_channel or reason in reaching.NOT_INSTALLED) and _in_own_chat(desk, card):
        people.mark_unreachable(desk, card.recipient, reason)
    reaching.ask_to_install(desk, card, reason)
    if card.kind == "approval" and card.request is not None:
        carding.show_all(desk, card.request)
        reaching.look_after(desk, card.request)
    if card.kind == "batch_approval":
        reaching.look_after_all(desk, {number for part in card.terms["parts"] for number in part})
        carding.show(desk, str(card.terms["batch"]))
    log.warning("card.undeliverable", card=card.id, request=card.request, reason=reason)
    return {}


def _in_own_chat(desk: Desk, card: Card) -> bool:
    """Whether what became of the card tells of the reader's present chat: Teams refuses updates there as it does messages."""
    return not card.activity_id or card.conversation_id == people.chat_of(desk, card.recipient).conversation_id


def _opened(desk: Desk, recipient: str, service_url: str, conversation: str) -> None:
    """A chat that we opened ourselves."""
    locale = people.locale_of(desk, recipient)
    people.remember_chat(desk, recipient, service_url=service_url, conversation_id=conversation, locale=locale)
