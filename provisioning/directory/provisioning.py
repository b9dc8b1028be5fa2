"""The platform's enterprise application: what is assigned to it (the scope), and its provisioning job."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from msgraph.generated.models.app_role_assignment import AppRoleAssignment
from msgraph.generated.models.synchronization_job_application_parameters import SynchronizationJobApplicationParameters
from msgraph.generated.models.synchronization_job_subject import SynchronizationJobSubject
from msgraph.generated.models.synchronization_linked_objects import SynchronizationLinkedObjects
from msgraph.generated.service_principals.item.app_role_assigned_to.app_role_assigned_to_request_builder import (
    AppRoleAssignedToRequestBuilder,
)
from msgraph.generated.service_principals.item.service_principal_item_request_builder import (
    ServicePrincipalItemRequestBuilder,
)
from msgraph.generated.service_principals.item.synchronization.jobs.item.provision_on_demand.provision_on_demand_post_request_body import (
    ProvisionOnDemandPostRequestBody,
)

from provisioning.directory.errors import GraphError, is_missing, judge
from provisioning.directory.graph import configure
from provisioning.directory.pace import Pace
from provisioning.directory.synchronization import read_job, read_on_demand, read_rules
from provisioning.domain.ports import Job, OnDemand, Refused, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from provisioning.directory.errors import Problem
    from provisioning.directory.graph import Graph

#: One person on demand takes "typically less than 30 seconds"
#: (https://learn.microsoft.com/entra/identity/app-provisioning/provision-on-demand): this many times the limit of a call.
ON_DEMAND = 4
#: So many calls on demand in so many seconds are answered
#: (https://learn.microsoft.com/graph/throttling-limits); half a second more, for calls that arrive closer together than they left.
ON_DEMAND_CALLS, ON_DEMAND_SECONDS = 5, 10.5
#: Seconds for which what was done of a call counts when it is made again.
_SOON = 120.0
_PAGE = 999
#: Why somebody is skipped who is on the platform as in Entra already
#: (https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand).
REDUNDANT = "RedundantExport"
_WORST_FIRST = ("Failure", "Skipped", "Success")


@dataclass(frozen=True, kw_only=True)
class Application:
    """The enterprise application, as far as assignments need it."""

    name: str
    #: Names of the roles that a user or a group may be given now.
    user_roles: tuple[str, ...]
    #: Ids of these roles, by name.
    role_ids: Mapping[str, str] = field(default_factory=dict)

    @property
    def role_id(self) -> str:
        """The id of :attr:`role_to_assign`; all zeros for default access (https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto)."""
        return self.role_ids.get(self.role_to_assign, "00000000-0000-0000-0000-000000000000")

    @property
    def role_to_assign(self) -> str:
        """The role with which a group is assigned: ``User``, as non-gallery applications have it, else their own first.

        ``msiam_access`` is for signing in; default access is for applications without roles.
        """
        own = sorted(role for role in self.user_roles if role != "msiam_access")
        return "User" if "User" in own else next(iter(own), "Default Access")


class Provisioning:
    """Reading the scope, and running the job."""

    def __init__(self, graph: Graph, *, enterprise_app: str | None, sync_job: str | None) -> None:
        self._graph = graph
        self._app, self._job = enterprise_app, sync_job
        self._rules: dict[str, str] = {}
        self._pace = Pace(ON_DEMAND_CALLS, ON_DEMAND_SECONDS)
        #: By person and groups: when Entra asked to wait, and what was done by then.
        self._stopped: dict[tuple[str, ...], tuple[float, list[OnDemand]]] = {}

    async def list_assigned_groups(self) -> set[str]:
        """Object ids of the groups assigned to the application, with whichever role.

        Since 16 April 2020 default access counts too
        (https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-no-users-provisioned).
        """
        return {str(item["principalId"]) for item in await self._list_assignments()}

    async def _list_assignments(self) -> list[dict[str, Any]]:
        """The assignments of groups."""
        query = AppRoleAssignedToRequestBuilder.AppRoleAssignedToRequestBuilderGetQueryParameters(top=_PAGE)
        request = self._principal().app_role_assigned_to.to_get_request_information(configure(query))
        try:
            held = [item async for page in self._graph.pages(request) for item in page]
        except GraphError as error:
            raise judge(error.problem) from error
        return [item for item in held if item.get("principalType") == "Group"]

    async def assign(self, group_id: str) -> None:
        """Assign a group with the role that the application offers to people: roles are read, not assumed.

        The list lags behind, so that a group that it does not show may be assigned already.
        """
        if group_id in await self.list_assigned_groups():
            return
        body = AppRoleAssignment(
            principal_id=uuid.UUID(group_id),
            resource_id=uuid.UUID(str(self._app)),
            app_role_id=uuid.UUID((await self.read_application()).role_id),
        )
        await self._change(self._principal().app_role_assigned_to.to_post_request_information(body), is_assigned)

    async def unassign(self, group_id: str) -> None:
        """End every assignment of a group; one that is still listed may have ended already."""
        for item in await self._list_assignments():
            if str(item["principalId"]) == group_id:
                one = self._principal().app_role_assigned_to.by_app_role_assignment_id(str(item["id"]))
                await self._change(one.to_delete_request_information(), is_missing)

    async def _change(self, request: Any, is_so: Callable[[Problem], bool]) -> None:
        """Send a change; a refusal that says that it is so already is success."""
        try:
            await self._graph.send(request)
        except GraphError as error:
            if not is_so(error.problem):
                raise judge(error.problem) from error

    async def read_application(self) -> Application:
        """The enterprise application with the roles that it offers to people now."""
        parameters = ServicePrincipalItemRequestBuilder.ServicePrincipalItemRequestBuilderGetQueryParameters(
            select=["id", "displayName", "appRoles"]
        )
        answer = await self._graph.ask(self._principal().to_get_request_information(configure(parameters)))
        offered = [role for role in answer.get("appRoles", []) if role.get("isEnabled")]
        ids = {
            str(role.get("displayName")): str(role.get("id"))
            for role in offered
            if "User" in role.get("allowedMemberTypes", [])
        }
        return Application(name=str(answer.get("displayName") or ""), user_roles=tuple(ids), role_ids=ids)

    async def provision(self, user_id: str, group_ids: Sequence[str] = ()) -> OnDemand:
        """Provision one person now; see the port. What Entra skipped or failed to do is an answer, not an error."""
        person = SynchronizationJobSubject(object_id=user_id, object_type_name="User")
        groups = [
            SynchronizationJobSubject(
                object_id=group, object_type_name="Group", links=SynchronizationLinkedObjects(members=[person])
            )
            for group in group_ids
        ]
        return min(await self._run_each((user_id, *group_ids), (person, *groups)), key=_rank)

    async def _run_each(self, key: tuple[str, ...], subjects: Sequence[SynchronizationJobSubject]) -> list[OnDemand]:
        """One after the other. What was done when Entra asked to wait is not done again by the same call soon after."""
        now = asyncio.get_running_loop().time()
        self._stopped = {one: (at, runs) for one, (at, runs) in self._stopped.items() if now - at < _SOON}
        _, runs = self._stopped.pop(key, (now, []))
        try:
            for subject in subjects[len(runs) :]:
                runs.append(await self._run(subject))
        except Unreachable as error:
            if not error.unknown:
                self._stopped[key] = now, runs
            raise
        return runs

    async def _run(self, subject: SynchronizationJobSubject) -> OnDemand:
        """One subject: "only one group at a time", so there is a call for each."""
        rule = await self._find_rule(str(subject.object_type_name))
        parameters = SynchronizationJobApplicationParameters(rule_id=rule, subjects=[subject])
        body = ProvisionOnDemandPostRequestBody(parameters=[parameters])
        request = self._job_builder().provision_on_demand.to_post_request_information(body)
        await self._pace.turn()
        try:
            return read_on_demand(await self._graph.ask(request, within=ON_DEMAND * self._graph.limit))
        except Unreachable as error:
            if not error.unknown:
                self._pace.refused()
            raise
        except Refused:
            # a schema that was restored has other rules
            self._rules.clear()
            raise

    async def read_job(self) -> Job:
        """The state of the job."""
        return read_job(await self._graph.ask(self._job_builder().to_get_request_information()))

    async def pause(self) -> None:
        """Stop the job after its present cycle; a paused one stays so."""
        await self._graph.ask(self._job_builder().pause.to_post_request_information())

    async def start(self) -> None:
        """Let the job go on from where it was paused; this also lifts a quarantine."""
        await self._graph.ask(self._job_builder().start.to_post_request_information())

    async def _find_rule(self, kind: str) -> str:
        """The id of the schema's rule that maps ``User`` or ``Group``, read once."""
        if kind not in self._rules:
            schema = await self._graph.ask(self._job_builder().schema.to_get_request_information())
            self._rules |= read_rules(schema)
        if kind not in self._rules:
            raise Refused(
                f"no_{kind.lower()}_rule", f"the provisioning job has no mapping for {kind} that is switched on"
            )
        return self._rules[kind]

    def _principal(self) -> Any:
        """The request builder of the service principal."""
        if not self._app:
            raise Refused("no_enterprise_app", "the settings name no enterprise application")
        return self._graph.api.service_principals.by_service_principal_id(self._app)

    def _job_builder(self) -> Any:
        """The request builder of the job."""
        if not self._job:
            raise Refused("no_sync_job", "the settings name no provisioning job")
        return self._principal().synchronization.jobs.by_synchronization_job_id(self._job)


def _rank(run: OnDemand) -> int:
    """The worst has the lowest; nothing to do is worse than nothing."""
    return len(_WORST_FIRST) if run.code == REDUNDANT else _WORST_FIRST.index(run.result)


def is_assigned(problem: Problem) -> bool:
    """Graph's answer to an assignment that there is already (https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignedto)."""
    return problem.status == HTTPStatus.BAD_REQUEST and problem.says("already exists on the object")
