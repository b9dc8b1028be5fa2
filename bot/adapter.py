"""The only door to the Bot Framework SDK. It is archived; its successor replaces this module and no other.

The SDK is given what the gate has checked, so it verifies nothing again, fetches no token and builds no connector
client: messages leave through :mod:`bot.connector`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    Attachment,
    ChannelAccount,
    ConversationAccount,
    ResourceResponse,
)
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.endpoint import Endpoint

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiohttp import web

    from bot.answers import Spoken
    from bot.gate import Admitted, Gate
    from bot.incoming import Account, Incoming
    from bot.replay import Memory
    from bot.turn import Card, Handler, OnError, Turn, Where

#: Seconds that an answer may wait to be sent while Teams waits for us; it gives up after 10 to 15.
PATIENCE = 5.0
#: Key of the SDK's turn state.
WHERE = "usher.where"


class Sender(Protocol):
    """What messages leave by: :class:`bot.connector.Connector`."""

    async def send(self, where: Where, *, activity: dict[str, Any], patience: float) -> str:
        """Send a message; its id."""

    async def update(self, where: Where, activity_id: str, card: Card, *, patience: float) -> None:
        """Replace the card of a message."""


class _NoSecondLook(BotFrameworkAuthentication):
    """Stands where the SDK wants to authenticate: the gate has done it, and nothing else may."""

    async def authenticate_request(self, _activity: Activity, _header: str) -> AuthenticateRequestResult:
        raise PermissionError

    async def authenticate_streaming_request(self, _header: str, _channel: str) -> AuthenticateRequestResult:
        raise PermissionError

    def create_connector_factory(self, _identity: ClaimsIdentity) -> ConnectorFactory:
        return _NoClient()

    async def create_user_token_client(self, _identity: ClaimsIdentity) -> None:
        """Usher never acts with a person's own rights."""


class _NoClient(ConnectorFactory):
    """Stands where the SDK wants a client, whose making takes 4 ms and a token fetched on the event loop."""

    async def create(self, _service_url: str, _audience: str) -> object:
        return self


class _Adapter(CloudAdapter):
    """The SDK's adapter with our connector as its way out."""

    def __init__(self, sender: Sender) -> None:
        super().__init__(_NoSecondLook())
        self._sender = sender

    async def run(
        self, admitted: Admitted, turn: Turn, respond: Callable[[], Awaitable[Spoken]]
    ) -> dict[str, Any] | None:
        """One turn of the SDK; see :class:`bot.endpoint.Bridge`."""

        async def logic(context: TurnContext) -> None:
            context.turn_state[WHERE] = turn.where
            await self._let_out(context, await respond())

        # process_activity, not process: that one writes the answers of invokes as JSON twice and fails
        given = await self.process_activity(_authenticated(admitted), _sdk_activity(admitted.activity), logic)
        return given.body if isinstance(given, InvokeResponse) else None

    async def _let_out(self, context: TurnContext, spoken: Spoken) -> None:
        """Hand the answer to the SDK's turn."""
        if spoken.body is not None:
            # where send_activity would leave it, without the copy that it makes of the whole card
            value = InvokeResponse(status=200, body=spoken.body)
            context.turn_state[self._INVOKE_RESPONSE_KEY] = Activity(type=ActivityTypes.invoke_response, value=value)
        elif spoken.message is not None:
            activity = _sdk_message(spoken.message, spoken.replaces)
            await (context.update_activity(activity) if spoken.replaces else context.send_activity(activity))

    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> list[ResourceResponse]:
        """Send by the connector."""
        where = context.turn_state[WHERE]
        sent = [await self._sender.send(where, activity=one.serialize(), patience=PATIENCE) for one in activities]
        return [ResourceResponse(id=message_id) for message_id in sent]

    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        """Replace the card of a message by the connector."""
        card = activity.attachments[0].content
        await self._sender.update(context.turn_state[WHERE], activity.id, card, patience=PATIENCE)
        return ResourceResponse(id=activity.id)


def _authenticated(admitted: Admitted) -> AuthenticateRequestResult:
    result = AuthenticateRequestResult()
    result.claims_identity = ClaimsIdentity(admitted.claims, is_authenticated=True)
    result.connector_factory = _NoClient()
    return result


def _sdk_activity(activity: Incoming) -> Activity:
    """The SDK's record of what the gate has read, and of nothing else."""
    return Activity(
        type=activity.type,
        id=activity.id,
        name=activity.name,
        text=activity.text,
        value=activity.value,
        action=activity.action,
        locale=activity.locale,
        reply_to_id=activity.reply_to_id,
        channel_id=activity.channel_id,
        service_url=activity.service_url,
        from_property=_sdk_account(activity.sender),
        recipient=_sdk_account(activity.recipient),
        conversation=ConversationAccount(
            id=activity.conversation.id,
            conversation_type=activity.conversation.conversation_type,
            tenant_id=activity.conversation.tenant_id,
        ),
    )


def _sdk_message(message: dict[str, Any], message_id: str | None) -> Activity:
    """A message of :func:`bot.answers.message` as the SDK's record."""
    attached = [
        Attachment(content_type=one["contentType"], content=one["content"]) for one in message.get("attachments", [])
    ]
    text, summary = message.get("text"), message.get("summary")
    return Activity(type=ActivityTypes.message, id=message_id, text=text, summary=summary, attachments=attached)


def _sdk_account(account: Account) -> ChannelAccount:
    return ChannelAccount(id=account.id, name=account.name, aad_object_id=account.aad_object_id)


def add_bot_routes(
    app: web.Application,
    *,
    gate: Gate,
    handler: Handler,
    memory: Memory,
    connector: Sender,
    on_error: OnError | None = None,
    path: str = "/api/messages",
) -> None:
    """Serve the bot at ``path``. Work under way is waited for when ``app`` shuts down.

    ``on_error`` finds the words when ``handler`` raises; the error has been logged with the turn's trace id.
    """
    bridge = _Adapter(connector)
    endpoint = Endpoint(gate=gate, handler=handler, memory=memory, bridge=bridge, on_error=on_error)
    app.router.add_post(path, endpoint.receive)
    app.on_shutdown.append(endpoint.drain)
