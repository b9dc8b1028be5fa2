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
    from collections.abc import AsyncIterator, Collection

    from kiota_abstractions.request_information import RequestInformation

    from provisioning.directory.errors import Problem
    from provisioning.directory.graph import Graph

_PAGE, _LARGEST_PAGE, _MOST_PAGES = 100, 999, 5
_NOBODY = "00000000-0000-0000-0000-000000000000"


class Reports:
    """Reading the log (https://learn.microsoft.com/graph/api/provisioningobjectsummary-list); kept by Entra for 7 to 30 days."""

    def __init__(self, graph: Graph, *, sync_job: str | None) -> None:
        self._graph, self._job = graph, sync_job

    async def last(self, object_id: str, since: datetime) -> Report | None:
        """The newest line about an object; see the port. ``object_id`` is one that Entra gave."""
        return (await self._read(self._condition(since, object_id), _PAGE, since)).get(object_id)

    async def last_of(self, object_ids: Collection[str], since: datetime) -> dict[str, Report]:
        """The newest line about each of them; see the port. All lines of the job are read for it, as far as a few pages go."""
        found = await self._read(self._condition(since), _LARGEST_PAGE, since)
        return {one: found[one] for one in object_ids if one in found}

    async def try_reading(self) -> None:
        """Ask as :meth:`last` does, about nobody. Refused where the log may not be read, or does not take the question."""
        await self._graph.ask(self._list(self._condition(datetime(2026, 1, 1, tzinfo=UTC), _NOBODY), 1))

    async def _read(self, condition: str, top: int, since: datetime) -> dict[str, Report]:
        """By object id the newest line. The log is the tenant's, with the lines of every application's job about the same people."""
        found: dict[str, Report] = {}
        try:
            async for line in self._lines(condition, top):
                whose, report = str((line.get("sourceIdentity") or {}).get("id")), _report(line)
                if _is_since(report.at, since) and (whose not in found or report.at >= found[whose].at):
                    found[whose] = report
        except GraphError as error:
            raise _judge(error.problem) from error
        return found

    async def _lines(self, condition: str, top: int) -> AsyncIterator[dict[str, Any]]:
        """The job's lines of the first pages: the log answers five questions in ten seconds.

        https://learn.microsoft.com/graph/throttling-limits
        """
        left = _MOST_PAGES
        async for page in self._graph.pages(self._list(condition, top)):
            for line in page:
                if line.get("jobId") == self._job:
                    yield line
            left -= 1
            if not left:
                return

    def _condition(self, since: datetime, object_id: str | None = None) -> str:
        """Of operators only those that are documented for each property: a moment takes ``eq``, ``gt`` and ``lt``."""
        if not self._job:
            raise Refused("no_sync_job", "the settings name no provisioning job")
        before = since.astimezone(UTC) - timedelta(seconds=1)
        ours = f"jobId eq '{self._job}' and activityDateTime gt {before:%Y-%m-%dT%H:%M:%SZ}"
        return f"{ours} and sourceIdentity/id eq '{object_id}'" if object_id else ours

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
