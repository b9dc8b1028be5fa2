"""Invitations of guests (learn.microsoft.com/graph/api/invitation-post)."""

from __future__ import annotations

import re
import secrets
import time
from typing import TYPE_CHECKING, Any

from aiohttp import web
from sqlalchemy import Connection, Row, select

from sandbox.cast import guest_row
from sandbox.directory import add_invitation
from sandbox.entra.errors import bad_request, need
from sandbox.entra.rights import INVITE
from sandbox.entra.users import FIELDS
from sandbox.people import DOMAIN, add_people, people
from sandbox.world import WORLD

if TYPE_CHECKING:
    from sandbox.world import World

#: The domain that this tenant's list for collaboration blocks.
BLOCKED_DOMAIN = "blocked.example"
BLOCKED = (
    "Invitation refused: the domain of the invited user is not allowed by the collaboration restrictions of this tenant's policy. "
    "Contact your administrator."
)
#: What the resource page lists as not permitted in an invited address.
NOT_PERMITTED = re.compile(r"""[~!#$%^&*()+=\[\]{}\\/|;:"<>?,\s]""")


def add_invitations(app: web.Application) -> None:
    """Route of ``/invitations``."""
    app.router.add_post("/invitations", _invite)


async def _invite(request: web.Request) -> web.Response:
    """``POST /invitations``: 201, also for somebody who was invited before; the user object becomes readable later."""
    need(request, INVITE)
    world, body = request.config_dict[WORLD], await request.json()
    email = _check(body)
    invitation_id, row = await world.db.write(_store, world, email, body, hidden_s=world.replication_s)
    redeem = f"https://login.microsoftonline.com/redeem?rd=https%3a%2f%2finvitations.example%2f%3fticket%3d{secrets.token_urlsafe(24)}"
    answer = {
        "@odata.context": f"{world.base_url}/graph/v1.0/$metadata#invitations/$entity",
        "id": invitation_id,
        "inviteRedeemUrl": redeem,
        "invitedUserDisplayName": row.name,
        "invitedUserType": "Guest",
        "invitedUserEmailAddress": email,
        "sendInvitationMessage": bool(body.get("sendInvitationMessage", False)),
        "resetRedemption": False,
        "inviteRedirectUrl": body["inviteRedirectUrl"],
        "status": "PendingAcceptance" if row.guest_state == "PendingAcceptance" else "Completed",
        "invitedUserMessageInfo": body.get("invitedUserMessageInfo"),
        "invitedUser": {"id": row.object_id},
    }
    return web.json_response(answer, status=201)


def invite_guest(connection: Connection, world: World, mail: str, sponsors: list[str]) -> None:
    """Invite as an administrator does in the admin centre, who goes on when the guest shows there; ``sponsors`` are object ids.

    GraphError when the tenant refuses it.
    """
    named = [{"id": sponsor} for sponsor in sponsors]
    body = {"invitedUserEmailAddress": mail, "inviteRedirectUrl": "https://myapplications.microsoft.com"}
    _store(connection, world, _check(body), {**body, "invitedUserSponsors": named}, hidden_s=0.0)


def _check(body: dict[str, Any]) -> str:
    """The invited address, if the tenant invites it; Graph's refusal otherwise."""
    email, redirect = body.get("invitedUserEmailAddress"), body.get("inviteRedirectUrl")
    if not isinstance(email, str) or not isinstance(redirect, str):
        raise bad_request("Property invitedUserEmailAddress and inviteRedirectUrl are required.")
    local, at, domain = email.rpartition("@")
    if not at or not local or "." not in domain or NOT_PERMITTED.search(email):
        raise bad_request("The invited user email address is not in the correct format.")
    if body.get("invitedUserType", "Guest") != "Guest":
        raise bad_request("invitedUserType Member needs a directory role that this application does not have.")
    if domain.lower() == BLOCKED_DOMAIN:
        raise bad_request(BLOCKED)
    if domain.lower() == DOMAIN:
        raise bad_request(
            "The invited user already exists in the directory or belongs to a verified domain of this directory."
        )
    return email


def _store(
    connection: Connection, world: World, email: str, body: dict[str, Any], *, hidden_s: float
) -> tuple[str, Row[Any]]:
    """Write the invitation and, for a new address, the guest, unreadable for ``hidden_s``; the invitation's id and the guest."""
    now = world.clock.now()
    row = _find(connection, email)
    if row is not None and not row.enabled:
        words = (
            f"The invited user already exists in the directory as object ID: {row.object_id}, but the account is blocked from "
            "signing in. They can use that account to sign in to shared apps and resources after it is unblocked."
        )
        raise bad_request(words)
    if row is None:
        guest = guest_row(email, body.get("invitedUserDisplayName") or email.partition("@")[0], now)
        add_people(connection, [{**guest, "visible_from": time.time() + hidden_s}])
        row = _find(connection, email)
    if row is None:
        raise LookupError(email)
    return add_invitation(connection, email, row.object_id, _sponsors(body), now), row


def _sponsors(body: dict[str, Any]) -> list[str]:
    """Object ids of the sponsors, named by id or by reference."""
    named = [str(one.get("id") or one.get("@odata.id", "")) for one in body.get("invitedUserSponsors") or ()]
    bound = [str(one) for one in body.get("invitedUserSponsors@odata.bind") or ()]
    return [one.rstrip("/").rpartition("/")[2] for one in named + bound if one]


def _find(connection: Connection, email: str) -> Row[Any] | None:
    """Who has this address already, replicated or not."""
    known = FIELDS["proxyAddresses/any"]("eq", f"smtp:{email}") | FIELDS["otherMails/any"]("eq", email)
    return connection.execute(select(people).where(known, people.c.deleted_at.is_(None))).first()
