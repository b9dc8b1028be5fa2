"""One method per SCIM operation, over units of work in SQL. Discovery, ``/Me`` (501) and Bulk (501) are scim2-server's."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

from scim2_models import Context
from scim2_server.handler import AsyncScimHandler
from scim2_server.responses import ScimResponse
from scim2_server.routing import Operation

from provisioning.scim_provider import units
from provisioning.scim_provider.service import Service, asked_of
from provisioning.scim_provider.together import Looks, Writes
from provisioning.scim_provider.wire import Projection, location, render

if TYPE_CHECKING:
    from datetime import datetime

    from scim2_models import ResourceType
    from scim2_server.requests import ScimRequest
    from scim2_server.routing import Target

    from provisioning.scim_provider.service import Draft
    from provisioning.scim_provider.wire import Full
    from provisioning.sql import Database

LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse"


class Clock(Protocol):
    """Who is asked for the time that goes into ``meta``."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class Handler(AsyncScimHandler):
    """scim2-server's handler without its storage: that interface loads and writes whole groups to change one member."""

    service: Service

    def __init__(self, service: Service, database: Database, clock: Clock) -> None:
        self.service, self.database, self.clock = service, database, clock
        self.writes, self.looks = Writes(database), Looks(database)

    def _target(self, request: ScimRequest, operation: Operation) -> tuple[Target, ResourceType, str]:
        """What a request acts on, and the kind's name."""
        target = self.service.route(request, operation)
        resource_type = self.service.resource_type_at(target.endpoint or "")
        return target, resource_type, str(resource_type.name)

    async def create(self, request: ScimRequest) -> ScimResponse:
        """POST (RFC 7644 §3.3)."""
        with self.service.provider:
            _, resource_type, kind = self._target(request, Operation.create)
            wanted = self.service.read_projection(resource_type, request.query)
            draft = self.service.read_draft(resource_type, request, Context.RESOURCE_CREATION_REQUEST)
            made = await self._made(kind, draft)
        response = _answer(made, request.base_url, wanted, HTTPStatus.CREATED)
        response.headers["Location"] = response.headers["Content-Location"]
        return response

    async def _made(self, kind: str, draft: Draft) -> Full:
        """The new resource, stored; accounts that wait are stored together."""
        now = self.clock.now()
        if kind == "User":
            return await self.writes.run_with_others(units.create_users, (draft, now))
        return await self.writes.run(units.create, kind, draft, now)

    async def query(self, request: ScimRequest) -> ScimResponse:
        """GET of one resource (RFC 7644 §3.4.1)."""
        with self.service.provider:
            target, resource_type, kind = self._target(request, Operation.query)
            wanted = self.service.read_projection(resource_type, request.query)
            look = self.looks.run if kind == "User" else self.database.peek
            found = await look(units.get, kind, target.resource_id or "", members=wanted.wants("members"))
            if not self.service.read_conditions(request).check(found.tag, "GET"):
                return ScimResponse(HTTPStatus.NOT_MODIFIED, None, {"ETag": found.tag})
        return _answer(found, request.base_url, wanted)

    async def replace(self, request: ScimRequest) -> ScimResponse:
        """PUT (RFC 7644 §3.5.1)."""
        with self.service.provider:
            target, resource_type, kind = self._target(request, Operation.replace)
            wanted = self.service.read_projection(resource_type, request.query)
            draft = self.service.read_draft(resource_type, request, Context.RESOURCE_REPLACEMENT_REQUEST)
            conditions = self.service.read_conditions(request)
            changed = await self.writes.run(
                units.replace, kind, target.resource_id or "", draft, conditions=conditions, now=self.clock.now()
            )
        return _answer(changed, request.base_url, wanted)

    async def patch(self, request: ScimRequest) -> ScimResponse:
        """PATCH (RFC 7644 §3.5.2): the resource, or 204 for a group too large to be sent back."""
        with self.service.provider:
            target, resource_type, kind = self._target(request, Operation.patch)
            wanted = self.service.read_projection(resource_type, request.query)
            change = self.service.read_change(resource_type, request)
            conditions = self.service.read_conditions(request)
            run = self.writes.run_unlocked if kind == "User" else self.writes.run
            changed = await run(units.patch, target.resource_id or "", change, conditions, self.clock.now())
        if changed.stored.kind == "Group" and changed.members is None and wanted.wants("members"):
            return ScimResponse(HTTPStatus.NO_CONTENT, None, {"ETag": changed.tag})
        return _answer(changed, request.base_url, wanted)

    async def delete(self, request: ScimRequest) -> ScimResponse:
        """DELETE (RFC 7644 §3.6)."""
        with self.service.provider:
            target, _, kind = self._target(request, Operation.delete)
            conditions = self.service.read_conditions(request)
            await self.writes.run(units.remove, kind, target.resource_id or "", conditions, self.clock.now())
        return self.service.deletion_response()

    async def search(self, request: ScimRequest) -> ScimResponse:
        """GET of a list, of one kind or at the root (RFC 7644 §3.4.2)."""
        with self.service.provider:
            target = self.service.route(request, Operation.search)
            types = self.service.searched_types(target.endpoint)
            return await self._found(request, *self.service.read_asked(types, request.query))

    async def search_with_body(self, request: ScimRequest) -> ScimResponse:
        """POST on ``.search`` (RFC 7644 §3.4.3)."""
        with self.service.provider:
            target = self.service.route(request, Operation.search_with_body)
            types = self.service.searched_types(target.endpoint)
            wanted, _ = self.service.read_search(types, self.service.payload(request))
            return await self._found(request, *asked_of(types, wanted))

    async def _found(self, request: ScimRequest, asked: units.Search, shown: Projection) -> ScimResponse:
        """The page as a ListResponse; nothing found is 200 with an empty list, which Entra's Test Connection expects."""
        look = self.looks.run if units.is_short(asked) else self.database.peek
        page = await look(units.search, asked)
        found = [shown.apply(render(each, request.base_url)) for each in page.found]
        return ScimResponse(
            HTTPStatus.OK,
            {
                "schemas": [LIST_RESPONSE],
                "totalResults": page.total,
                "itemsPerPage": len(found),
                "startIndex": asked.start,
                "Resources": found,
            },
        )


def _answer(full: Full, base_url: str, wanted: Projection, status: HTTPStatus = HTTPStatus.OK) -> ScimResponse:
    """A resource with its ETag."""
    where = location(base_url, full.stored.kind, full.stored.id)
    headers = {"Content-Location": where, "ETag": full.tag}
    return ScimResponse(status, wanted.apply(render(full, base_url)), headers)
