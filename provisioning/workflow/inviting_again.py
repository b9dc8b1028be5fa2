"""Sending an invitation again because somebody pressed for it: a mail leaves at most once for each press."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from provisioning.domain.ports import Refused, Unreachable
from provisioning.usecases import accepting, people, unaccepted
from provisioning.workflow.asking import asked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from provisioning.usecases.unaccepted import Again
    from provisioning.workflow.outside import World

#: What Entra refused, as sentences; anything else is told as refused.
REFUSALS = {
    "domain_blocked": "declined-domain-blocked",
    "guest_blocked": "declined-guest-blocked",
    "invitations_off": "declined-invites-off",
    "not_permitted": "why-not-permitted",
}


@dataclass(frozen=True, kw_only=True)
class InvitingAgain:
    """One look and one call; Unreachable where the call certainly had no effect and may be made again."""

    world: World
    redirect_url: str

    async def invite(self, card: str) -> None:
        """Look whether they have accepted meanwhile, else send what the card asks for."""
        service = self.world.service
        again = await service.look(unaccepted.find, card)
        if (
            again is None
        ):  # settled, over, or Usher may not invite any more: then the card must not say that it is on its way
            await service.do(unaccepted.record_unsent, card, "why-not-permitted")
            return
        user = await self.world.directory.find_user(again.guest) if again.guest else None
        if user is None:
            await service.do(unaccepted.record_unsent, card, "again-gone")
        elif not user.is_pending:
            await service.do(accepting.record, again.number, accepted=True)
        elif again.tried and not again.link:
            await service.do(unaccepted.record_unsent, card, "again-unknown")
        else:
            await service.do(people.record_user, user)
            await self._send(card, replace(again, address=user.mail or again.address))

    async def _send(self, card: str, again: Again) -> None:
        """Ask Microsoft, with the intent written down before: no later look tells whether a mail has left.

        Graph takes an invitation of an invited guest and answers with the same guest and a new link
        (https://learn.microsoft.com/graph/api/invitation-post). A link that got lost does no harm: another is asked for.
        """
        service = self.world.service
        await service.do(unaccepted.note_tried, card, tried=True)
        try:
            invited = await self.world.directory.invite(
                again.address,
                name=again.name,
                sponsor_id=again.sponsor,
                redirect_url=self.redirect_url,
                send_mail=not again.link,
            )
        except Unreachable as error:
            if error.unknown and not again.link:
                await service.do(unaccepted.record_unsent, card, "again-unknown")
                return
            await service.do(unaccepted.note_tried, card, tried=False)
            raise
        except Refused as refusal:
            await service.do(unaccepted.record_unsent, card, REFUSALS.get(refusal.code, "again-refused"))
            return
        if invited.user_id != again.guest:  # the address is somebody else's by now
            await service.do(unaccepted.record_unsent, card, "again-gone")
            return
        await service.do(unaccepted.record_sent, card, invited)


def workflows(world: World, redirect_url: str) -> dict[str, Callable[..., Awaitable[None]]]:
    """The workflow by its name."""
    inviting = InvitingAgain(world=world, redirect_url=redirect_url)

    async def invite_again(card: str) -> None:
        """Send what a card asks for; where Microsoft cannot be reached for long, the card says so."""
        if not await asked("invite_again", lambda: inviting.invite(card)):
            await world.service.do(unaccepted.record_unsent, card, "again-unsent")

    return {"invite_again": invite_again}
