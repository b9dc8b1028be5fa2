"""An admitted activity → our :class:`~bot.turn.Turn`. Pure."""

from __future__ import annotations

import hashlib
import html
import re
from typing import TYPE_CHECKING, Any

from bot.files import urls_of
from bot.incoming import CARD_ACTION, LONGEST
from bot.replay import fingerprint
from bot.rich_text import typed_of
from bot.turn import EDITED, Actor, ConversationKind, Turn, TurnKind, Where
from provisioning.domain.hidden import seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.incoming import Entity, Incoming

#: ``<at>Usher</at>``, ``<at id="0">Usher</at>``
AT_TAG = re.compile(r"</?at(?:\s[^<>]*)?>", re.IGNORECASE)
#: What a reply refers to: ``<quoted messageId="1778622003149"/>``; no sign of it is typed.
QUOTED = re.compile(r"<quoted\b[^<>]*/>|<quoted\b[^<>]*>[^<]*</quoted\s*>", re.IGNORECASE)
#: Blanks other than line ends and the tabs between a spreadsheet's cells.
BLANKS = re.compile("[^\\S\n\t]+")

#: Of the hash of an edit's moment.
SIGNS = 16
#: Invokes that we know. Others are :attr:`TurnKind.OTHER`.
INVOKES = {CARD_ACTION: TurnKind.PRESS, "task/fetch": TurnKind.DIALOG_FETCH, "task/submit": TurnKind.DIALOG_SUBMIT}
#: ``add-upgrade`` and ``remove-upgrade`` belong to an update of the app: nobody came or went.
INSTALLATIONS = {"add": TurnKind.INSTALLED, "remove": TurnKind.UNINSTALLED}


def clean_text(text: str, entities: list[Entity], bot_id: str) -> str:
    """What a person typed: without the mention of the bot and what they reply to, other mentions as names, entities decoded, blanks made one.

    Hidden signs, as phones and copying leave them, are gone: they part no word.
    """
    for entity in entities:
        if entity.text and entity.mentioned and (entity.mentioned.id or "").lower() == bot_id.lower():
            text = text.replace(entity.text, " ")
    text = html.unescape(AT_TAG.sub("", QUOTED.sub(" ", text))).replace("\0", "")
    lines = (BLANKS.sub(" ", seen(line)).strip(" ") for line in text.splitlines())
    return "\n".join(lines).strip()


def kind_of(activity: Incoming) -> TurnKind:
    """Which kind of turn an activity makes."""
    if activity.type == "message":
        return TurnKind.TEXT if activity.value is None else TurnKind.SUBMIT
    if activity.type == "invoke":
        return INVOKES.get(activity.name or "", TurnKind.OTHER)
    if activity.deleted():
        return TurnKind.UNINSTALLED

    if activity.is_edit and activity.conversation.conversation_type in {"personal", None}:
        return TurnKind.TEXT  # in a channel it was heard the first time
    if activity.type == "installationUpdate":
        return INSTALLATIONS.get(activity.action or "", TurnKind.OTHER)
    return TurnKind.OTHER


def _id_of(activity: Incoming, kind: TurnKind) -> str:
    """Once for each time that it is sent; an edited message keeps its id, so the moment of the edit is taken in."""
    own = activity.id or ""
    if kind is not TurnKind.TEXT or not activity.is_edit:
        return own
    moment = hashlib.sha256((activity.timestamp or "").encode()).hexdigest()[:SIGNS]
    return f"{own[: LONGEST - SIGNS - len(EDITED)]}{EDITED}{moment}"


def where_of(activity: Incoming, tenant_id: str) -> Where:
    """The conversation, or the channel or team that was deleted; one without a kind is a personal chat, as in Teams' oldest activities."""
    data, deleted = activity.channel_data, activity.deleted()
    kind: ConversationKind = activity.conversation.conversation_type or "personal"
    team = (data.team.id if data and data.team else None) or ""
    return Where(
        service_url=activity.service_url or "",
        conversation_id=deleted or activity.conversation.id,
        conversation_kind="channel" if deleted else kind,
        tenant_id=tenant_id,
        team=team if deleted in {None, team} else "",
    )


def _asked(activity: Incoming, kind: TurnKind) -> tuple[str | None, Mapping[str, Any], bool]:
    """Verb, data and whether Teams asked by itself."""
    if kind is TurnKind.PRESS:
        press = activity.card_action()
        return press.action.verb, press.action.data or {}, press.trigger == "automatic"
    if kind in {TurnKind.SUBMIT, TurnKind.DIALOG_FETCH, TurnKind.DIALOG_SUBMIT}:
        data = activity.submitted()
        verb = data.get("verb")
        return (verb if isinstance(verb, str) else None), data, False
    return (activity.name or activity.type if kind is TurnKind.OTHER else None), {}, False


def to_turn(activity: Incoming, *, tenant_id: str, trace_id: str) -> Turn:
    """Put an admitted activity into our words."""
    kind = kind_of(activity)
    verb, data, automatic = _asked(activity, kind)
    sender = activity.sender
    typed = typed_of(activity.text or "", activity.attachments or [])
    return Turn(
        kind=kind,
        actor=Actor(object_id=sender.aad_object_id or "", name=sender.name or "", teams_id=sender.id),
        where=where_of(activity, tenant_id),
        activity_id=_id_of(activity, kind),
        reply_to=activity.reply_to_id,
        text=clean_text(typed, activity.entities or [], activity.recipient.id),
        files=urls_of(activity.attachments or []),
        verb=verb,
        data=data,
        automatic=automatic,
        locale=activity.locale,
        trace_id=trace_id,
        fingerprint=fingerprint(activity),
    )
