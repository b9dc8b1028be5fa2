"""The synchronization job of the platform's enterprise application, as Graph shows and commands it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.engine.ondemand import UnknownSubject
from sandbox.engine.service import ProvisioningService
from sandbox.entra.errors import GraphError, bad_request, need, not_found
from sandbox.entra.paging import collection
from sandbox.entra.rights import READ_JOBS, RUN_JOBS
from sandbox.people import make_id
from sandbox.world import WORLD

if TYPE_CHECKING:
    from sandbox.engine.job import Execution, Job
    from sandbox.world import World

ENGINE = web.AppKey("engine", ProvisioningService)
JOBS = "/servicePrincipals/{id}/synchronization/jobs"
USER_RULE, GROUP_RULE = make_id("rule", "users"), make_id("rule", "groups")
#: What the portal's "Restart" resets when no criteria are given.
USUAL_RESET = "Watermark, Escrows, QuarantineState"
SCOPES = frozenset({"Escrows", "Watermark", "QuarantineState", "ConnectorDataStore", "Full", "ForceDeletes", "None"})


def add_synchronization(app: web.Application) -> None:
    """Routes of ``/servicePrincipals/{id}/synchronization``."""
    app.router.add_get(JOBS, _list)
    app.router.add_get(f"{JOBS}/{{job}}", _get)
    app.router.add_get(f"{JOBS}/{{job}}/schema", _get_schema)
    app.router.add_post(f"{JOBS}/{{job}}/start", _start)
    app.router.add_post(f"{JOBS}/{{job}}/pause", _pause)
    app.router.add_post(f"{JOBS}/{{job}}/restart", _restart)
    app.router.add_post(f"{JOBS}/{{job}}/provisionOnDemand", _provision)


def _check(request: web.Request) -> ProvisioningService:
    """The service, if the path names this tenant's application and job; 404 otherwise."""
    world = request.config_dict[WORLD]
    if request.match_info["id"] != world.enterprise_app:
        raise not_found(request.match_info["id"])
    if request.match_info.get("job", world.sync_job) != world.sync_job:
        raise GraphError(404, "JobNotFound", "The synchronization job was not found.")
    return request.config_dict[ENGINE]


async def _list(request: web.Request) -> web.Response:
    """``GET …/jobs``."""
    need(request, READ_JOBS)
    service = _check(request)
    job, escrows = await service.read_job(), await service.count_escrows()
    return collection(request, [job_json(request.config_dict[WORLD], job, escrows)])


async def _get(request: web.Request) -> web.Response:
    """``GET …/jobs/{id}``."""
    need(request, READ_JOBS)
    service = _check(request)
    return web.json_response(
        job_json(request.config_dict[WORLD], await service.read_job(), await service.count_escrows())
    )


def job_json(world: World, job: Job, escrows: int) -> dict[str, Any]:
    """A synchronizationJob."""
    schedule = {"expiration": None, "interval": "PT40M", "state": job.schedule}
    quarantine = job.quarantine and {
        "reason": job.quarantine.reason,
        "currentBegan": job.quarantine.began,
        "seriesBegan": job.quarantine.began,
        "seriesCount": job.quarantine.count,
        "nextAttempt": job.next_at,
        "error": {"code": job.quarantine.reason, "message": job.quarantine.error},
    }
    steady = job.last_success.ended if job.last_success else None
    status = {
        "code": job.code,
        "countSuccessiveCompleteFailures": job.quarantine.count if job.quarantine else 0,
        "escrowsPruned": False,
        "lastExecution": _execution_json(job.last),
        "lastSuccessfulExecution": _execution_json(job.last_success),
        "lastSuccessfulExecutionWithExports": _execution_json(job.last_success),
        "progress": [],
        "quarantine": quarantine,
        "steadyStateFirstAchievedTime": steady,
        "steadyStateLastAchievedTime": steady,
        "synchronizedEntryCountByType": [{"key": "Escrows", "value": escrows}],
        "troubleshootingUrl": None,
    }
    return {"id": world.sync_job, "templateId": "scim", "schedule": schedule, "status": status}


def _execution_json(execution: Execution | None) -> dict[str, Any] | None:
    """A synchronizationTaskExecution."""
    if execution is None:
        return None
    return {
        "activityIdentifier": execution.id,
        "countEntitled": 0,
        "countEscrowed": execution.escrowed,
        "countExported": execution.exported,
        "state": execution.state,
        "timeBegan": execution.began,
        "timeEnded": execution.ended,
        "error": None,
    }


async def _get_schema(request: web.Request) -> web.Response:
    """``GET …/jobs/{id}/schema``: the rules whose ids provisioning on demand needs."""
    need(request, READ_JOBS)
    _check(request)
    mapping = {
        "sourceObjectName": "User",
        "targetObjectName": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    }
    groups = {"sourceObjectName": "Group", "targetObjectName": "urn:ietf:params:scim:schemas:core:2.0:Group"}
    usual = {"enabled": True, "attributeMappings": []}
    rule = {"sourceDirectoryName": "Azure Active Directory", "targetDirectoryName": "customappsso", "editable": True}
    rules = [
        {
            **rule,
            "id": USER_RULE,
            "name": "USER_OUTBOUND_USER",
            "priority": 1,
            "objectMappings": [{**usual, **mapping, "name": "Users"}],
        },
        {
            **rule,
            "id": GROUP_RULE,
            "name": "GROUP_OUTBOUND_GROUP",
            "priority": 2,
            "objectMappings": [{**usual, **groups, "name": "Groups"}],
        },
    ]
    return web.json_response(
        {"id": request.match_info["job"], "version": "1", "synchronizationRules": rules, "directories": []}
    )


async def _start(request: web.Request) -> web.Response:
    """``POST …/start``."""
    need(request, RUN_JOBS)
    await _check(request).start()
    return web.Response(status=204)


async def _pause(request: web.Request) -> web.Response:
    """``POST …/pause``."""
    need(request, RUN_JOBS)
    await _check(request).pause()
    return web.Response(status=204)


async def _restart(request: web.Request) -> web.Response:
    """``POST …/restart``."""
    need(request, RUN_JOBS)
    service = _check(request)
    body = await request.json() if request.can_read_body else {}
    text = (body.get("criteria") or {}).get("resetScope") or USUAL_RESET
    scopes = frozenset(one.strip() for one in text.split(","))
    if scopes - SCOPES:
        raise bad_request(f"Unknown resetScope: {', '.join(sorted(scopes - SCOPES))}")
    await service.restart(scopes)
    return web.Response(status=204)


async def _provision(request: web.Request) -> web.Response:
    """``POST …/provisionOnDemand``."""
    need(request, RUN_JOBS)
    service, world = _check(request), request.config_dict[WORLD]
    parameters = (await request.json()).get("parameters") or [{}]
    subjects = parameters[0].get("subjects") or []
    if parameters[0].get("ruleId") not in {USER_RULE, GROUP_RULE} or len(subjects) != 1:
        raise bad_request("One subject and the id of a rule of the job's schema are expected.")
    try:
        answer = await service.provision(subjects[0])
    except UnknownSubject as error:
        raise GraphError(400, "BadRequest", str(error)) from error
    context = f"{world.base_url}/graph/v1.0/$metadata#microsoft.graph.stringKeyStringValuePair"
    return web.json_response({"@odata.context": context, **answer})
