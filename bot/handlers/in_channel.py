"""What is said and pressed in a channel: whether it is told what is asked for, and a look that only its presser has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.typed import open_request
from bot.turn import Answer
from cards.actions import CARD
from cards.channel import to_look_at
from cards.render import render
from cards.words import Voice
from provisioning.usecases import carding, channel, showing, speaking

if TYPE_CHECKING:
    from bot.turn import Turn
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member


def tell_or_stop(desk: Desk, turn: Turn, member: Member, *, tells: bool) -> str:
    """Do as was wished; the key of what is said to it. Declines those who may not."""
    where = turn.where
    if not tells:
        channel.disconnect(desk, member, where.unthreaded)
        return "notice-channel-stopped"
    place = {"service_url": where.service_url, "conversation_id": where.unthreaded, "team": where.team}
    channel.connect(desk, member, **place)
    return "notice-channel-told"


def review(desk: Desk, turn: Turn, member: Member) -> Answer:
    """A dialog with the presser's own view; the card with its buttons goes to their chat, since dialogs carry no Action.Execute.

    Declines whoever may not see the request, as everywhere.
    """
    first, *_ = channel.numbers_of(desk, turn.data.get(CARD))
    own = open_request(desk, member, first)
    carding.show(desk, own)
    card = to_look_at(render(showing.view_of(desk, carding.get(desk, own))))
    locale = speaking.locale_for(desk, member.object_id, turn.locale)
    voice = Voice(locale=locale, zone=desk.rules.zone.key, platform=desk.rules.platform)
    return Answer.with_dialog(title=voice.plain("notice-channel-sent"), card=card)
