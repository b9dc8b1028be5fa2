"""What is read of an incoming activity, and its shape. What is not named here goes no further.

Field names: Bot Framework REST API, "Activity object",
https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
"""

from __future__ import annotations

import math
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.alias_generators import to_camel

from bot.refusal import NotAdmitted

MAX_DEPTH = 16
MAX_INTEGER = 2**63

CARD_ACTION = "adaptiveCard/action"
#: Events that tell of something deleted, and which part of the channel data names it.
DELETIONS = {"channelDeleted": "channel", "teamDeleted": "team", "teamHardDeleted": "team"}
DIALOG_NAMES = frozenset({"task/fetch", "task/submit"})


def _no_control(text: str) -> str:
    """Refuse NUL, which PostgreSQL cannot store."""
    if "\0" in text:
        raise ValueError("control sign")
    return text


#: The longest id or address that our tables hold; those of Teams have up to about 150 signs.
LONGEST = 200

Identifier = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST, pattern=r"^[^\x00-\x20\x7f]+$")]
ObjectId = Annotated[
    str, StringConstraints(to_lower=True, pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")
]
Text = Annotated[str, AfterValidator(_no_control)]
Label = Annotated[str, StringConstraints(max_length=512), AfterValidator(_no_control)]


class Part(BaseModel):
    """A part of an activity: strict types, unknown fields left behind."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", alias_generator=to_camel, allow_inf_nan=False)


class Account(Part):
    """Somebody: a person or the bot."""

    id: Identifier
    name: Label | None = None
    aad_object_id: ObjectId | None = None
    tenant_id: Identifier | None = None


class Conversation(Part):
    """A chat or the thread of a channel."""

    id: Identifier
    conversation_type: Literal["personal", "channel", "groupChat"] | None = None
    tenant_id: Identifier | None = None


class Tenant(Part):
    """A tenant of Entra."""

    id: Identifier | None = None


class Spot(Part):
    """A team, which has the id of its General channel, or a channel."""

    id: Identifier | None = None


class ChannelData(Part):
    """What Teams adds to an activity."""

    tenant: Tenant | None = None
    team: Spot | None = None
    channel: Spot | None = None
    event_type: Label | None = None


class Mentioned(Part):
    """Who is mentioned."""

    id: Label | None = None


class Entity(Part):
    """A mention, or information about the client."""

    type: Label | None = None
    text: Text | None = None
    mentioned: Mentioned | None = None


class Attached(Part):
    """Something that hangs on a message: a file, a picture, the message once more as HTML. Its content is a stranger's."""

    content_type: Text | None = None
    content: Any = None


class Execute(Part):
    """The button of an ``adaptiveCard/action``; Microsoft calls its inputs and data ``data``."""

    type: Literal["Action.Execute"]
    verb: Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_no_control)]
    data: dict[str, Any] | None = None


class CardAction(Part):
    """The value of an ``adaptiveCard/action``. Old clients send no ``trigger``."""

    action: Execute
    trigger: Label | None = None


class DialogAction(Part):
    """The value of ``task/fetch`` and ``task/submit``."""

    data: dict[str, Any] | None = None


class Incoming(Part):
    """An activity whose shape is right; whether it may pass is the gate's affair."""

    type: Identifier
    id: Identifier | None = None
    name: Label | None = None
    text: Text | None = None
    action: Label | None = None
    channel_id: Label | None = None
    service_url: Annotated[Label, StringConstraints(max_length=LONGEST)] | None = None
    sender: Account = Field(alias="from")
    recipient: Account
    conversation: Conversation
    channel_data: ChannelData | None = None
    entities: list[Entity] | None = None
    attachments: list[Attached] | None = None
    reply_to_id: Identifier | None = None
    locale: Annotated[str, StringConstraints(max_length=35), AfterValidator(_no_control)] | None = None
    timestamp: Label | None = None
    value: Any = None

    def deleted(self) -> str | None:
        """The id of the channel or team of which Teams tells that it was deleted; None for everything else."""
        if self.type != "conversationUpdate" or self.channel_data is None:
            return None
        part = DELETIONS.get(self.channel_data.event_type or "")
        spot = getattr(self.channel_data, part) if part else None
        return spot.id if spot else None

    @property
    def is_edit(self) -> bool:
        """Whether somebody changed what they had written; its id is the message's."""
        data = self.channel_data
        return self.type == "messageUpdate" and data is not None and data.event_type == "editMessage"

    def card_action(self) -> CardAction:
        """The value of a press; :func:`read_incoming` has checked it."""
        return CardAction.model_validate(self.value)

    def submitted(self) -> dict[str, Any]:
        """Card data of a message with a value, or of a dialog."""
        value: dict[str, Any] = self.value or {}
        return value if self.type == "message" else (value.get("data") or {})


def _place_of(error: ValidationError) -> str:
    """Which of our fields is wrong. Keys of card data are never in it: they are typed ``Any``."""
    return ".".join(str(step) for step in error.errors(include_url=False, include_input=False)[0]["loc"])


def _check_value(incoming: Incoming) -> None:
    """Refuse a value that is not what its kind of activity carries."""
    if incoming.type == "invoke" and incoming.name == CARD_ACTION:
        CardAction.model_validate(incoming.value)
    elif incoming.type == "invoke" and incoming.name in DIALOG_NAMES:
        DialogAction.model_validate(incoming.value)
    elif incoming.type == "invoke" and incoming.name is None:
        raise NotAdmitted(400, "invoke without a name")
    elif incoming.type == "message" and not isinstance(incoming.value, dict | None):
        raise NotAdmitted(400, "message value is not an object")


def check_data(value: Any, *, depth: int = 0) -> None:
    """Refuse card data that cannot be stored or written as JSON again: too deep, NUL, numbers out of range."""
    if depth > MAX_DEPTH:
        raise NotAdmitted(400, "value too deep")
    if isinstance(value, dict):
        for key, item in value.items():
            check_data(key, depth=depth + 1)
            check_data(item, depth=depth + 1)
    elif isinstance(value, list):
        for item in value:
            check_data(item, depth=depth + 1)
    elif (
        (isinstance(value, str) and "\0" in value)
        or (isinstance(value, float) and not math.isfinite(value))
        or (isinstance(value, int) and abs(value) >= MAX_INTEGER)
    ):
        raise NotAdmitted(400, "value out of range")


def read_incoming(raw: bytes) -> Incoming:
    """Read one activity. Raise :class:`NotAdmitted` (400) for anything that is not JSON of this shape."""
    try:
        incoming = Incoming.model_validate_json(raw)
        _check_value(incoming)
    except ValidationError as error:
        place = _place_of(error)
        raise NotAdmitted(400, f"malformed activity at {place}" if place else "not a JSON object") from None
    check_data(incoming.value)
    return incoming
