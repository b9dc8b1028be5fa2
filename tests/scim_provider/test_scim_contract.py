"""scim2-server's own rules for a storage, kept by our units of work on both databases; cursors (RFC 9865) are not offered."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from scim2_models import InvalidFilterException
from scim2_server.conditions import Conditions
from scim2_server.storage import ScimStorage, SearchPage
from scim2_server.testing import ScimStorageContract

from provisioning.scim_provider import dialect, service, units
from provisioning.scim_provider.describe import MAX_RESULTS, provider
from provisioning.scim_provider.membership import member_ids
from provisioning.scim_provider.service import Draft
from provisioning.scim_provider.wire import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scim2_models import Resource, ResourceType, ScimProvider
    from scim2_models.path import FilterNode
    from sqlalchemy import Connection

    from provisioning.scim_provider.wire import Full
    from provisioning.sql import Database

#: All that the contract asks for and we refuse with a reason: a part of a time is no time.
REFUSED = {'meta.created co "20"'}


class Units(ScimStorage):
    """Our units of work as scim2-server's storage, in one transaction; a unit that fails leaves nothing."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, resource_type: ResourceType, resource_id: str, *, response_parameters: Any = None) -> Resource[Any]:
        wanted = service.projection(response_parameters).wants("members") if response_parameters else True
        return self._read(units.get, str(resource_type.name), resource_id, members=wanted)

    def create(self, resource_type: ResourceType, resource: Resource[Any]) -> Resource[Any]:
        kind = str(resource_type.name)
        return self._read(units.create, kind, _draft(kind, resource), datetime.now(UTC))

    def update(
        self, resource_type: ResourceType, resource: Resource[Any], *, expected_version: str | None = None
    ) -> Resource[Any]:
        kind, had = str(resource_type.name), Conditions(if_match=expected_version)
        draft, now = _draft(kind, resource), datetime.now(UTC)
        return self._read(units.replace, kind, str(resource.id), draft, conditions=had, now=now)

    def delete(self, resource_type: ResourceType, resource_id: str, *, expected_version: str | None = None) -> None:
        had = Conditions(if_match=expected_version)
        with self._connection.begin_nested():
            units.remove(self._connection, str(resource_type.name), resource_id, had, datetime.now(UTC))

    def search(self, resource_types: list[ResourceType], search_request: Any, *, position: None = None) -> SearchPage:
        assert position is None
        filtered: FilterNode | None = search_request.filter.ast if search_request.filter is not None else None
        asked = units.Search(
            kinds=[str(one.name) for one in resource_types],
            filter=filtered,
            sort_by=str(search_request.sort_by) if search_request.sort_by is not None else None,
            descending=search_request.sort_order == search_request.SortOrder.descending,
            start=search_request.start_index or 1,
            count=MAX_RESULTS if search_request.count is None else search_request.count,
            members=True,
        )
        page = units.search(self._connection, asked)
        return SearchPage(page.total, [_resource(one) for one in page.found])

    def _read(self, unit: Callable[..., Full], /, *args: Any, **kwargs: Any) -> Resource[Any]:
        with self._connection.begin_nested():
            return _resource(unit(self._connection, *args, **kwargs))


def _draft(kind: str, resource: Resource[Any]) -> Draft:
    """As a body is read: what is empty is dropped before it is stored."""
    payload = dialect.resource_payload(kind, resource.model_dump())
    members = member_ids(payload.pop("members", None))
    return Draft(body=service.storable(kind, type(resource).model_validate(payload)), members=members)


def _resource(full: Full) -> Resource[Any]:
    """As the contract wants it: the location is for the server to add."""
    shown = render(full, "http://x")
    del shown["meta"]["location"]
    model: Any = provider().model_for(full.stored.kind)
    found: Resource[Any] = model.model_validate(shown)
    return found


class TestOurUnits(ScimStorageContract):
    """The contract; where it would skip what a storage refuses, ours may refuse what :data:`REFUSED` says and nothing else."""

    @pytest.fixture
    def provider(self) -> ScimProvider:
        return provider()

    @pytest.fixture
    def storage(self, database: Database) -> Iterator[Units]:
        with provider(), database.engine.connect() as connection, connection.begin() as whole:
            yield Units(connection)
            whole.rollback()

    def search_request_or_skip(self, models: list[type[Resource[Any]]], **parameters: Any) -> Any:
        return self.search_request(models, **parameters)

    def search_or_skip(self, storage: ScimStorage, resource_types: list[ResourceType], search_request: Any) -> Any:
        if search_request.filter not in REFUSED:
            return self.search(storage, resource_types, search_request)
        with pytest.raises(InvalidFilterException):
            self.search(storage, resource_types, search_request)
        return SearchPage(0, [])


for _name in [name for name in vars(ScimStorageContract) if name.startswith("test_cursor")]:
    setattr(TestOurUnits, _name, None)
