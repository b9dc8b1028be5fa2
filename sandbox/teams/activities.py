"""The activities that Teams sends to a bot, field by field. Pure functions.

Shapes: Teams documentation (*Conversation events*, *Universal Actions*, *Dialogs*) and what Microsoft's Agents
Playground sends.
"""

from __future__ import annotations

import html
import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.teams.storage import CHANNEL_ID, CHANNEL_NAME, TEAM_GROUP_ID, TEAM_NAME
from sandbox.teams.tables import Chat, Kind

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.people import Person

Json = dict[str, Any]
BOT_NAME = "Usher"
ZONE = "Europe/Copenhagen"
_PLAIN_MENTION = re.compile(rf"^\s*@{BOT_NAME}\b[,:]?\s*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What every activity says about where it comes from."""

    tenant_id: str
    bot_id: str
    service_url: str
    now: datetime
    person: Person
    chat: Chat
    #: In a channel: the first message of the thread; None outside one.
    thread: str | None = None

    def wrap(self, kind: str, fields: Json, *, activity_id: str | None = None) -> Json:
        """An activity of type ``kind`` with ``fields`` in this envelope."""
        return {
            "type": kind,
            "id": activity_id or f"f:{uuid.uuid4()}",
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "timestamp": self.now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "localTimestamp": self.now.isoformat(timespec="milliseconds"),
            "localTimezone": ZONE,
            "locale": self.person.locale,
            "from": {"id": self.person.teams_id, "name": self.person.name, "aadObjectId": self.person.object_id},
            "recipient": {"id": f"28:{self.bot_id}", "name": BOT_NAME},
            "conversation": self._conversation(),
            "channelData": self._channel_data(),
            "entities": [_client_info(self.person.locale)],
        } | fields

    def _conversation(self) -> Json:
        """The conversation; in a channel with its thread in the id."""
        common = {"tenantId": self.tenant_id, "conversationType": self.chat.kind}
        if self.chat.kind is not Kind.CHANNEL:
            return {**common, "id": self.chat.id}
        suffix = f";messageid={self.thread}" if self.thread else ""
        return {**common, "id": f"{CHANNEL_ID}{suffix}", "isGroup": True, "name": CHANNEL_NAME}

    def _channel_data(self) -> Json:
        """Teams' own part."""
        data: Json = {"tenant": {"id": self.tenant_id}}
        if self.chat.kind is Kind.CHANNEL:
            team = {"id": CHANNEL_ID, "name": TEAM_NAME, "aadGroupId": TEAM_GROUP_ID}
            data |= {
                "teamsChannelId": CHANNEL_ID,
                "teamsTeamId": CHANNEL_ID,
                "channel": {"id": CHANNEL_ID},
                "team": team,
            }
        return data


def _client_info(locale: str) -> Json:
    """What Teams says about the client with each activity."""
    country = locale.partition("-")[2] or "DK"
    return {"type": "clientInfo", "locale": locale, "country": country, "platform": "Web", "timezone": ZONE}


def make_message(envelope: Envelope, text: str, activity_id: str) -> Json:
    """Something typed. In a channel the bot only hears what mentions it, so the mention is added where it is missing."""
    if envelope.chat.kind is not Kind.CHANNEL:
        return envelope.wrap("message", {**_written_twice(text), "textFormat": "plain"}, activity_id=activity_id)
    mention = f"<at>{BOT_NAME}</at>"
    said = text if mention in text else f"{mention} {_PLAIN_MENTION.sub('', text)}"
    entity = {"type": "mention", "text": mention, "mentioned": {"id": f"28:{envelope.bot_id}", "name": BOT_NAME}}
    fields = {
        **_written_twice(said),
        "textFormat": "plain",
        "entities": [entity, _client_info(envelope.person.locale)],
    }
    return envelope.wrap("message", fields, activity_id=activity_id)


def _written_twice(text: str) -> Json:
    """A message as plain text and as HTML. Line ends and cells are in the HTML alone: Teams' plain text has blanks there."""
    lines = [html.escape(line, quote=False) for line in text.splitlines()]
    if "\t" in text:
        rows = ["".join(f"<td><p>{cell}</p></td>" for cell in line.split("\t")) for line in lines]
        written = "<table><tbody>\n" + "\n".join(f"<tr>\n{row}</tr>" for row in rows) + "</tbody></table>"
    else:
        written = "".join(f"<div>{line or '<br>'}</div>" for line in lines)
    mention = f'<span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">{BOT_NAME}</span>'
    written = written.replace(f"&lt;at&gt;{BOT_NAME}&lt;/at&gt;", mention)
    attachment = {"contentType": "text/html", "content": f"<div>{written}</div>"}
    return {"text": " ".join(text.replace("\t", " ").splitlines()), "attachments": [attachment]}


def make_file(envelope: Envelope, attachment: Json, activity_id: str) -> Json:
    """A file in somebody's own chat: a message without words; see *Send and receive files from a bot*."""
    fields = {"text": "", "textFormat": "plain", "attachments": [attachment]}
    return envelope.wrap("message", fields, activity_id=activity_id)


def make_submit(envelope: Envelope, data: Json, message: str, activity_id: str) -> Json:
    """Action.Submit: a message with a value. ``msteams`` ``messageBack`` and ``imBack`` put words into it."""
    teams = data.get("msteams")
    wish = teams if isinstance(teams, dict) else {}
    fields: Json = {"value": data, "replyToId": message}
    if wish.get("type") == "messageBack":
        fields |= {"text": wish.get("text"), "value": wish.get("value", data)}
    elif wish.get("type") == "imBack":
        fields = {"text": str(wish.get("value", "")), "textFormat": "plain"}
    return envelope.wrap("message", fields, activity_id=activity_id)


def make_invoke(envelope: Envelope, name: str, value: Json, message: str | None = None) -> Json:
    """An invoke; ``message`` is the message whose button was pressed, if any."""
    fields: Json = {"name": name, "value": value}
    if message is not None:
        fields["replyToId"] = message
        fields["channelData"] = {**envelope.wrap("invoke", {})["channelData"], "legacy": {"replyToId": f"1:{message}"}}
        fields["channelData"]["source"] = {"name": "message"}
    return envelope.wrap("invoke", fields)


def make_execute(envelope: Envelope, action: Json, data: Json, message: str, trigger: str) -> Json:
    """``adaptiveCard/action``: a press on Action.Execute, or the automatic refresh of a card."""
    sent: Json = {"type": "Action.Execute", "verb": action.get("verb"), "data": data}
    if action.get("id"):
        sent["id"] = action["id"]
    if action.get("title"):
        sent["title"] = action["title"]
    return make_invoke(envelope, "adaptiveCard/action", {"action": sent, "trigger": trigger}, message)


def make_installed(envelope: Envelope, *, installed: bool = True) -> list[Json]:
    """What the bot hears when a chat is first opened, or when somebody removes it."""
    bot = {"id": f"28:{envelope.bot_id}", "name": BOT_NAME}
    source: Json = {"source": {"name": "message"}}
    event: Json = {}
    if envelope.chat.kind is Kind.CHANNEL:
        event = {"eventType": "teamMemberAdded" if installed else "teamMemberRemoved"}
    data = {**envelope.wrap("event", {})["channelData"], **source}
    members: list[Json] = [bot]
    if envelope.chat.kind is Kind.PERSONAL:
        members = [{"id": envelope.person.teams_id, "aadObjectId": envelope.person.object_id}, bot]
    change = {"membersAdded" if installed else "membersRemoved": members, "channelData": {**data, **event}}
    action = {"action": "add" if installed else "remove", "channelData": data}
    return [envelope.wrap("installationUpdate", action), envelope.wrap("conversationUpdate", change)]
