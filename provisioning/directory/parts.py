"""Everything that needs the SDKs, put together. Importing this module takes a second or more: only a thread does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from provisioning.directory.checks import Checks
from provisioning.directory.credentials import TokenSource, build_credential
from provisioning.directory.graph import Graph
from provisioning.directory.groups import Groups
from provisioning.directory.invitations import Invitations
from provisioning.directory.provisioning import Provisioning
from provisioning.directory.reports import Reports
from provisioning.directory.users import Users

if TYPE_CHECKING:
    from provisioning.directory.settings import DirectorySettings


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The subjects of the directory, over one connection."""

    graph: Graph
    users: Users
    groups: Groups
    invitations: Invitations
    provisioning: Provisioning
    reports: Reports
    checks: Checks


def open_parts(settings: DirectorySettings) -> Parts:
    """Read the certificate, open nothing on the network."""
    graph = Graph(settings, TokenSource(lambda: build_credential(settings)))
    _rehearse(graph.api)
    provisioning = Provisioning(graph, enterprise_app=settings.enterprise_app, sync_job=settings.sync_job)
    groups, reports = Groups(graph), Reports(graph, sync_job=settings.sync_job)
    return Parts(
        graph=graph,
        users=Users(graph),
        groups=groups,
        invitations=Invitations(graph),
        provisioning=provisioning,
        reports=reports,
        checks=Checks(graph, groups, provisioning, reports, settings),
    )


def _rehearse(api: Any) -> tuple[Any, ...]:
    """Walk every address once: the SDK imports a module for each segment when it is first named."""
    user, group = api.users.by_user_id("0"), api.groups.by_group_id("0")
    principal = api.service_principals.by_service_principal_id("0")
    job = principal.synchronization.jobs.by_synchronization_job_id("0")
    return (
        user.check_member_groups,
        group.members.ref,
        group.members.by_directory_object_id("0").ref,
        principal.app_role_assigned_to,
        job.schema,
        job.pause,
        job.start,
        job.provision_on_demand,
        api.invitations,
        api.policies.authorization_policy,
        api.audit_logs.provisioning,
    )
