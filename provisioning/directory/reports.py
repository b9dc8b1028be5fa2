"""Entra's provisioning log: what its service says it did to a user or a group."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from msgraph.generated.audit_logs.provisioning.provisioning_request_builder import ProvisioningRequestBuilder

from provisioning.directory.errors import GraphError, judge, unreachable
from provisioning.directory.graph import configure
from provisioning.directory.provisioning import REDUNDANT
from provisioning.domain.ports import Refused, Report, Unreachable

if TYPE_CHECKING:
    from kiota_abstractions.request_information import RequestInformation

    from provisioning.directory.errors import Problem
    from provisioning.directory.graph import Graph

_PAGE = 100
_NOBODY = "00000000-0000-0000-0000-000000000000"


class Reports:
    """Reading the log (https://learn.microsoft.com/graph/api/provisioningobjectsummary-list); kept by Entra for 7 to 30 days."""

    def __init__(self, graph: Graph, *, sync_job: str | None) -> None:
        self._graph, self._job = graph, sync_job

    async def last(self, object_id: str, since: datetime) -> Report | None:
        """The newest line about an object; see the port. ``object_id`` is one that Entra gave.

        The log is the tenant's, with the lines of every application's job about the same people.
        """
        request = self._list(self._condition(object_id, since), _PAGE)
        try:
            lines = [line async for page in self._graph.pages(request) for line in page]
        except GraphError as error:
            raise _judge(error.problem) from error
        ours = (_report(line) for line in lines if line.get("jobId") == self._job)
        reports = [report for report in ours if _is_since(report.at, since)]
        return max(reports, key=lambda report: report.at, default=None)

    async def try_reading(self) -> None:
        """Ask as :meth:`last` does, about nobody. Refused where the log may not be read, or does not take the question."""
        await self._graph.ask(self._list(self._condition(_NOBODY, datetime(2026, 1, 1, tzinfo=UTC)), 1))

    def _condition(self, object_id: str, since: datetime) -> str:
        """Of operators only those that are documented for each property: a moment takes ``eq``, ``gt`` and ``lt``."""
        if not self._job:
            raise Refused("no_sync_job", "the settings name no provisioning job")
        before = since.astimezone(UTC) - timedelta(seconds=1)
        whose = f"jobId eq '{self._job}' and sourceIdentity/id eq '{object_id}'"
        return f"{whose} and activityDateTime gt {before:%Y-%m-%dT%H:%M:%SZ}"

    def _list(self, condition: str, top: int) -> RequestInformation:
        """The request for the first page."""
        query = ProvisioningRequestBuilder.ProvisioningRequestBuilderGetQueryParameters(filter=condition, top=top)
        return self._graph.api.audit_logs.provisioning.to_get_request_information(configure(query))


def _judge(problem: Problem) -> Unreachable | Refused:
    """A question that the log does not take says nothing of whom it was about, nor that the log may not be read."""
    said = judge(problem)
    if isinstance(said, Unreachable) or said.code == "not_permitted":
        return said
    return unreachable(f"Microsoft Graph's log does not take the question: {problem.words}", problem)


def _is_since(at: datetime, since: datetime) -> bool:
    """Asked for by whole seconds, judged by what the line tells: one that is told by whole seconds may be a part of one later."""
    return at >= (since if at.microsecond else since.replace(microsecond=0))


def _report(line: dict[str, Any]) -> Report:
    """One line of the log. Whoever was skipped for being as wanted already is done."""
    told = line.get("provisioningStatusInfo") or {}
    code, status = (told.get("errorInformation") or {}).get("errorCode"), str(told.get("status") or "")
    if status == "skipped" and code == REDUNDANT:
        status = "success"
    return Report(at=datetime.fromisoformat(str(line["activityDateTime"])), status=status)
