"""Inviting guests: once, with a sponsor, as a guest and nothing else; and what Entra's refusals mean."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from provisioning.directory.errors import GraphError, Problem, judge
from provisioning.domain.ports import Invited, Refused, Unreachable

if TYPE_CHECKING:
    from provisioning.directory.graph import Graph

#: Our word for what Graph's text says, the first that fits. Graph documents no codes for these: the texts are from
#: https://learn.microsoft.com/entra/external-id/troubleshoot and from captured answers.
_REASONS = (
    ("blocked from signing in", "guest_blocked"),
    ("Guest invitations not allowed", "invitations_off"),
    ("already exists", "already_exists"),
    ("cross-tenant access settings", "domain_blocked"),
    ("domain", "domain_blocked"),
    ("email address", "address_refused"),
)
_ABOUT_RIGHTS = ("Insufficient privileges", "does not have permission", "Access denied")
_POLICY = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


class Invitations:
    """Sending invitations."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def invite(self, mail: str, *, name: str, sponsor_id: str, redirect_url: str, send_mail: bool) -> Invited:
        """Invite once; see the port. Unreachable leaves open whether the guest exists: look before trying again.

        Refused with ``guest_blocked``, ``domain_blocked``, ``invitations_off``, ``already_exists``,
        ``address_refused``, ``refused_by_policy`` or ``not_permitted``; the detail is Entra's sentence.
        """
        request = await asyncio.to_thread(self._request, mail, name, sponsor_id, redirect_url, send_mail)
        try:
            answer = await self._graph.send(request)
        except GraphError as error:
            raise judge_invitation(error.problem) from error
        return _read(answer)

    def _request(self, mail: str, name: str, sponsor_id: str, redirect_url: str, send_mail: bool) -> Any:
        """The request, made in a thread: the first brings in models of the SDK that take 20 MB, so they are not loaded before."""
        from msgraph.generated.models.directory_object import DirectoryObject  # noqa: PLC0415  see above
        from msgraph.generated.models.invitation import Invitation  # noqa: PLC0415  see above

        body = Invitation(
            invited_user_email_address=mail,
            invited_user_display_name=name,
            invited_user_type="Guest",
            # without one the application itself becomes the sponsor; by id alone, as Graph takes it
            invited_user_sponsors=[DirectoryObject(id=sponsor_id)],
            invite_redirect_url=redirect_url,
            send_invitation_message=send_mail,
        )
        return self._graph.api.invitations.to_post_request_information(body)


def _read(answer: dict[str, object]) -> Invited:
    """The guest's id and the link of Graph's answer."""
    guest, link = answer.get("invitedUser"), answer.get("inviteRedeemUrl")
    if not isinstance(guest, dict) or not guest.get("id"):
        raise Unreachable("Microsoft Graph took an invitation and named no guest")
    return Invited(user_id=str(guest["id"]), redeem_url=str(link or ""))


def judge_invitation(problem: Problem) -> Unreachable | Refused:
    """What a refused invitation means: a right that is missing, or the tenant's policy."""
    if problem.status not in _POLICY or _is_token(problem):
        return judge(problem)
    code = _reason(problem)
    return Refused(code, problem.words, status=problem.status, trace=problem.trace)


def _is_token(problem: Problem) -> bool:
    """Whether the token was refused, not the invitation; a 401 without words is about the token too."""
    return problem.status == HTTPStatus.UNAUTHORIZED and problem.code in ("", "InvalidAuthenticationToken")


def _reason(problem: Problem) -> str:
    """Our word for a refusal."""
    for text, code in _REASONS:
        if problem.says(text):
            return code
    rights = problem.code == "Authorization_RequestDenied" or any(problem.says(text) for text in _ABOUT_RIGHTS)
    return "not_permitted" if rights else "refused_by_policy"
