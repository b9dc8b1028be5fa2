"""Entra's provisioning log: what its service says it did to a user or a group."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from msgraph.generated.audit_logs.provisioning.provisioning_request_builder import ProvisioningRequestBuilder

from provisioning.directory.errors import GraphError, judge
from provisioning.directory.graph import configure
from provisioning.domain.ports import Refused, Report

if TYPE_CHECKING:
    from kiota_abstractions.request_information import RequestInformation

    from provisioning.directory.graph import Graph

_PAGE = 100


class Reports:
    """Reading the log (https://learn.microsoft.com/graph/api/provisioningobjectsummary-list); kept by Entra for 7 to 30 days."""

    def __init__(self, graph: Graph, *, sync_job: str | None) -> None:
        self._graph, self._job = graph, sync_job

    async def last(self, object_id: str, since: datetime) -> Report | None:
        """The newest line about an object; see the port. ``object_id`` is one that Entra gave.

        The log is the tenant's, with the lines of every application's job about the same people.
        """
        if not self._job:
            raise Refused("no_sync_job", "the settings name no provisioning job")
        condition = (
            f"jobId eq '{self._job}' and sourceIdentity/id eq '{object_id}'"
            f" and activityDateTime ge {since.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        )
        try:
            lines = [line async for page in self._graph.pages(self._list(condition, _PAGE)) for line in page]
        except GraphError as error:
            raise judge(error.problem) from error
        ours = (_report(line) for line in lines if line.get("jobId") == self._job)
        reports = [report for report in ours if _is_since(report.at, since)]
        return max(reports, key=lambda report: report.at, default=None)

    async def try_reading(self) -> None:
        """Read one line, whatever it says. Refused where the log may not be read."""
        await self._graph.ask(self._list(None, 1))

    def _list(self, condition: str | None, top: int) -> RequestInformation:
        """The request for the first page."""
        query = ProvisioningRequestBuilder.ProvisioningRequestBuilderGetQueryParameters(filter=condition, top=top)
        return self._graph.api.audit_logs.provisioning.to_get_request_information(configure(query))


def _is_since(at: datetime, since: datetime) -> bool:
    """Asked for by whole seconds, judged by what the line tells: one that is told by whole seconds may be a part of one later."""
    return at >= (since if at.microsecond else since.replace(microsecond=0))


def _report(line: dict[str, Any]) -> Report:
    """One line of the log."""
    status = (line.get("provisioningStatusInfo") or {}).get("status")
    return Report(at=datetime.fromisoformat(str(line["activityDateTime"])), status=str(status or ""))
