"""Looking whether an administrator has blocked a guest account, as was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning.usecases import blocking
from provisioning.workflow.asking import asked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from provisioning.workflow.outside import World


async def look(world: World, number: int) -> None:
    """One look. Raises Unreachable or Refused; the sweep enqueues the next."""
    guest, said = await world.service.look(blocking.sought, number)
    if guest:
        user = await world.directory.find_user(guest)
        await world.service.do(blocking.record, number, enabled=None if user is None else user.enabled, said=said)


def workflows(world: World) -> dict[str, Callable[..., Awaitable[None]]]:
    """The workflow by its name."""

    async def look_at_guest(number: int) -> None:
        """See :func:`look`."""
        await asked("look_at_guest", lambda: look(world, number))

    return {"look_at_guest": look_at_guest}
