"""scim2-server's protocol core with our reading of bodies: dialect first, then the models, then plain JSON to store."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Union

from pydantic import ValidationError
from scim2_models import (
    Context,
    Error,
    InvalidFilterException,
    InvalidValueException,
    PatchOp,
    Path,
    PayloadTooLargeException,
    Resource,
    ResponseParameters,
    SCIMException,
    SearchRequest,
    TooManyException,
)
from scim2_server import routing
from scim2_server.errors import MethodNotAllowedException
from scim2_server.service import ScimService

from provisioning.scim_provider import dialect, membership, plain
from provisioning.scim_provider.describe import CORE, ENTERPRISE, MAX_BODY, NAMING_ATTRIBUTE, provider
from provisioning.scim_provider.lookups import Lookups
from provisioning.scim_provider.units import Search
from provisioning.scim_provider.wire import Projection

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scim2_models import ResourceType
    from scim2_server.requests import ScimRequest
    from scim2_server.routing import Target

Json = dict[str, Any]

#: Parsing costs 70 µs a term, on the event loop.
LONGEST_FILTER = 2048
MOST_OPERATIONS = 500
EVERYTHING = Projection()


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A new or replacing resource, validated, in the form in which it is stored."""

    body: Json
    #: Ids of members; empty for users.
    members: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Change:
    """A PATCH, validated: what concerns the resource itself, and the steps on members."""

    kind: str
    patch: PatchOp[Any] | None = None
    #: Operations that need no model; there are none beside a ``patch``.
    simple: list[Json] = field(default_factory=list)
    steps: list[membership.Step]

    def apply(self, resource_id: str, body: Json) -> Json:
        """The body after the change; the same body when nothing changes. Raises a 400 and changes nothing otherwise."""
        if self.patch is None:
            return plain.changed(self.kind, body, self.simple)
        model = _model(self.kind)
        resource = model.model_validate({**body, "schemas": _schemas(self.kind, body), "id": resource_id})
        if not self.patch.patch(resource):
            return body
        return storable(self.kind, resource)


def _model(kind: str) -> type[Resource[Any]]:
    """The model of a kind, extension included."""
    model: Any = provider().model_for(kind)
    found: type[Resource[Any]] = model
    return found


def _schemas(kind: str, body: Json) -> list[str]:
    """What a resource holds (RFC 7643 §3)."""
    return [CORE[kind], *([ENTERPRISE] if ENTERPRISE in body else [])]


def storable(kind: str, resource: Resource[Any]) -> Json:
    """The JSON that is kept of a validated resource."""
    return kept_of(kind, resource.model_dump())


def kept_of(kind: str, body: Json) -> Json:
    """What is kept of a valid body. A role that is there twice is there once (RFC 7643 §2.4)."""
    kept = {key: value for key, value in body.items() if key.lower() not in dialect.READ_ONLY and key != "members"}
    if kind == "User" and "roles" in kept:
        kept["roles"] = _distinct(kept["roles"])
    extension = kept.get(ENTERPRISE)
    if extension is not None and not extension:
        del kept[ENTERPRISE]
    name = NAMING_ATTRIBUTE[kind]
    if not str(kept.get(name) or "").strip():
        raise InvalidValueException(detail=f"{name} must not be empty")
    return kept


def _distinct(roles: list[Json]) -> list[Json]:
    """Each role once, without ``type``; entries that lost their value are nothing."""
    found: dict[str, Json] = {}
    for role in roles:
        name = role.get("value")
        if name:
            entry = {key: value for key, value in role.items() if key != "type"}
            found[name] = found.get(name, {}) | {"display": name} | entry
    return list(found.values())


#: The core asks for a request's route twice, and walks through all of them each time.
_target = lru_cache(256)(routing.match)


@cache
def hold_models() -> tuple[Any, ...]:
    """What scim2-server reads requests by. Pydantic forgets a generic model that nobody holds, and making one again takes 5 ms."""
    models: list[Any] = [_model(kind) for kind in CORE]
    generics: tuple[Any, ...] = (SearchRequest, PatchOp, ResponseParameters, Path)
    everything: Any = Union[tuple(models)]  # noqa: UP007  made of what is known at run time, in the order that the core asks in
    return *(generic[model] for generic in generics for model in models), generics[0][everything]


class Service(ScimService):
    """The protocol steps that Usher's provider changes; discovery, routing and errors are scim2-server's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lookups = Lookups()
        hold_models()

    @staticmethod
    def match(request: ScimRequest) -> Target:
        """HEAD is GET whose body the web server leaves out (RFC 9110 §9.3.2), so a 405 offers both."""
        method = request.method.upper()
        try:
            return _target("GET" if method == "HEAD" else method, request.path)
        except MethodNotAllowedException as refusal:
            head = ["HEAD"] if "GET" in refusal.allowed else []
            raise MethodNotAllowedException(allowed=[*refusal.allowed, *head]) from refusal

    def payload(self, request: ScimRequest) -> Any:
        """The JSON of a body of at most 1 MiB (a group of 10,000 members fits), unvalidated. Raises 413, 415 or 400."""
        if len(request.body) > MAX_BODY:
            raise PayloadTooLargeException(detail=f"The body exceeds {MAX_BODY} bytes")
        return self.decode_body(request.body, request.header("Content-Type"))

    def read_draft(self, resource_type: ResourceType, request: ScimRequest, context: Context) -> Draft:
        """The resource in the body of a POST or PUT."""
        kind = str(resource_type.name)
        payload = dialect.resource_payload(kind, self.payload(request))
        ids: tuple[str, ...] = ()
        if kind == "Group":
            ids = membership.member_ids(dialect.member(payload, "members"))
            payload = {key: value for key, value in payload.items() if key.lower() != "members"}
        body = {key: value for key, value in payload.items() if key != "schemas"}
        if plain.is_plain_body(kind, body):
            return Draft(body=kept_of(kind, body), members=ids)
        resource = self._validated(_model(kind), payload, context)
        return Draft(body=storable(kind, resource), members=ids)

    def read_change(self, resource_type: ResourceType, request: ScimRequest) -> Change:
        """The PATCH in a body."""
        kind = str(resource_type.name)
        payload = self.payload(request)
        operations = dialect.patch_operations(kind, payload)
        if len(operations) > MOST_OPERATIONS:
            raise TooManyException(detail=f"A PATCH holds at most {MOST_OPERATIONS} operations")
        steps: list[membership.Step] = []
        if kind == "Group":
            operations, steps = membership.split(operations)
        if all(plain.is_plain(kind, one) for one in operations):
            return Change(kind=kind, simple=operations, steps=steps)
        body = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations}
        generic: Any = PatchOp
        return Change(
            kind=kind,
            patch=self._validated(generic[_model(kind)], body, Context.RESOURCE_PATCH_REQUEST),
            steps=steps,
        )

    def read_search(self, resource_types: list[ResourceType], payload: Any) -> tuple[SearchRequest[Any], Any]:
        """A search request, with limits on what is parsed and Entra's bare ``manager`` understood."""
        if isinstance(payload, dict):
            text = dialect.member(payload, "filter")
            if isinstance(text, str):
                if len(text) > LONGEST_FILTER or "\0" in text:
                    raise InvalidFilterException(detail=f"A filter has at most {LONGEST_FILTER} characters")
                payload = {k: v for k, v in payload.items() if k.lower() != "filter"}
                payload["filter"] = dialect.filter_text(text)
        return super().read_search(resource_types, payload)

    def read_asked(self, resource_types: Sequence[ResourceType], query: Mapping[str, str]) -> tuple[Search, Projection]:
        """The search in a query string, and the attributes to show."""

        def parse() -> tuple[Search, Projection]:
            """As if nothing like it had been asked before."""
            return asked_of(resource_types, self.read_search_query([*resource_types], query)[0])

        if len(resource_types) > 1 or len(query.get("filter", "")) > LONGEST_FILTER:
            return parse()
        return self.lookups.read(_model(str(resource_types[0].name)), query, parse)

    def read_projection(self, resource_type: ResourceType, query: Mapping[str, str]) -> Projection:
        """The attributes asked for in a query string; mostly none are."""
        if "attributes" not in query and "excludedAttributes" not in query:
            return EVERYTHING
        return projection(self.read_response_parameters(resource_type, query))

    @staticmethod
    def error_of(exception: Exception) -> Error:
        """The error of an answer. Pydantic's own text is replaced: it repeats what was sent."""
        error = ScimService.error_of(exception)
        if "validation error" in (error.detail or ""):
            error.detail = "A value does not fit its attribute"
        return error

    @staticmethod
    def _validated(model: Any, payload: Json, context: Context) -> Any:
        """Validate; raises the SCIM exception of the first fault, in our words where pydantic's would repeat values."""
        try:
            return model.model_validate(payload, scim_ctx=context)
        except ValidationError as exception:
            faults = exception.errors(include_url=False, include_input=False)
            raise SCIMException.from_error(Error.from_validation_error(faults[0])) from exception


def asked_of(resource_types: Sequence[ResourceType], wanted: SearchRequest[Any]) -> tuple[Search, Projection]:
    """A validated search as the units of work take it, and the attributes to show."""
    shown = projection(wanted)
    return Search(
        kinds=[str(each.name) for each in resource_types],
        filter=wanted.filter.ast if wanted.filter is not None else None,
        sort_by=str(wanted.sort_by) if wanted.sort_by is not None else None,
        descending=wanted.sort_order == SearchRequest.SortOrder.descending,
        start=wanted.start_index or 1,
        count=wanted.count or 0,
        members=shown.wants("members"),
    ), shown


def projection(parameters: Any) -> Projection:
    """A :class:`Projection` from scim2-models' ``attributes`` and ``excludedAttributes``."""
    wanted = [_plain(path) for path in parameters.attributes or ()]
    excluded = [_plain(path) for path in parameters.excluded_attributes or ()]
    return Projection(attributes=frozenset(wanted) if wanted else None, excluded=frozenset(excluded))


def _plain(path: object) -> str:
    """An attribute path in lower case without a core URN."""
    lower = str(path).lower()
    for urn in CORE.values():
        lower = lower.removeprefix(f"{urn.lower()}:")
    return lower
