"""``GET /auditLogs/provisioning``: what the provisioning service did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from sandbox.engine.log import entry_json
from sandbox.engine.tables import provisioning_log as lines
from sandbox.entra.errors import need
from sandbox.entra.filters import Field, as_sql, of_documented, of_moment, of_text
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
    """What the log can be filtered by, with the operators that are documented for each (``contains`` is not known here)."""
    texts = {
        "id": lines.c.id,
        "jobId": func.coalesce(func.json_extract(lines.c.detail, "$.job"), job_id),
        "cycleId": lines.c.cycle_id,
        "changeId": lines.c.change_id,
        "provisioningAction": lines.c.action,
        "provisioningStatusInfo/status": lines.c.status,
        "sourceIdentity/id": lines.c.source_id,
        "sourceIdentity/displayName": lines.c.source_name,
        "targetIdentity/id": lines.c.target_id,
    }
    fields = {name: of_documented(of_text(column), "eq") for name, column in texts.items()}
    return {**fields, "activityDateTime": of_moment(lines.c.at)}


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
