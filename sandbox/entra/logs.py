"""``GET /auditLogs/provisioning``: what the provisioning service did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from sandbox.engine.log import entry_json
from sandbox.engine.tables import provisioning_log as lines
from sandbox.entra.errors import need
from sandbox.entra.filters import Field, as_sql, of_moment, of_text
from sandbox.entra.paging import list_page
from sandbox.entra.rights import READ_LOGS
from sandbox.world import WORLD

if TYPE_CHECKING:
    from aiohttp import web
    from sqlalchemy import Row


def add_logs(app: web.Application) -> None:
    """Route of the provisioning log."""
    app.router.add_get("/auditLogs/provisioning", _list)


def _fields(job_id: str) -> dict[str, Field]:
    """What the log can be filtered by."""
    return {
        "id": of_text(lines.c.id),
        "jobId": of_text(func.coalesce(func.json_extract(lines.c.detail, "$.job"), job_id)),
        "cycleId": of_text(lines.c.cycle_id),
        "changeId": of_text(lines.c.change_id),
        "activityDateTime": of_moment(lines.c.at),
        "provisioningAction": of_text(lines.c.action),
        "provisioningStatusInfo/status": of_text(lines.c.status),
        "sourceIdentity/id": of_text(lines.c.source_id),
        "sourceIdentity/displayName": of_text(lines.c.source_name),
        "targetIdentity/id": of_text(lines.c.target_id),
    }


async def _list(request: web.Request) -> web.Response:
    """``GET /auditLogs/provisioning``, oldest first."""
    need(request, READ_LOGS)
    world = request.config_dict[WORLD]
    query = select(lines)
    if text := request.query.get("$filter"):
        query = query.where(as_sql(text, _fields(world.sync_job)))

    def show(row: Row[Any], _chosen: tuple[str, ...]) -> dict[str, Any]:
        return entry_json(world, row)

    return await list_page(request, query, lines.c.seq, show)
