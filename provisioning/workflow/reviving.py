"""Requests whose workflow has died: the engine runs it no more though it left nothing for later, so they are looked at again.

A workflow ends in an error when the database fails in a way that nobody foresaw, and an id that has run never runs again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from provisioning.usecases import sweeping
from provisioning.workflow import durable
from provisioning.workflow.executions import LATER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provisioning.usecases.service import Service

log = structlog.get_logger(__name__)

#: Workflows that bring a request on.
OF_REQUESTS = ("check", "execute")


async def revive(service: Service, awaited: Mapping[int, str]) -> int:
    """Leave a look for later wherever nothing runs that should; returns how many. What would only die again waits as long.

    ``awaited``: as :func:`provisioning.usecases.sweeping.list_awaited` found them in a unit of work that is committed.
    """
    live = await durable.list_unfinished(OF_REQUESTS) if awaited else []
    # in this order: what was enqueued by then is among what is unfinished, and what ended between them has moved on
    known = {*live, *(one.rpartition("-")[0] for one in live)}  # a later look adds its moment to the id
    dead = {number: workflow for number, workflow in awaited.items() if workflow not in known}
    later = service.clock.now() + LATER
    revived = await service.do(sweeping.take_up_again, dead, later) if dead else []
    if revived:
        log.error("workflow.died", requests=revived)
    return len(revived)
