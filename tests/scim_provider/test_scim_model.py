"""Random PATCHes agree with a model in plain Python, and nothing that anybody sends is answered with a 500."""

from __future__ import annotations

import copy
import json
import uuid
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scim2_models import Context, SCIMException
from scim2_server.requests import ScimRequest

from provisioning.scim_provider import plain as plain_json
from provisioning.scim_provider.describe import provider
from provisioning.scim_provider.service import Service

pytest_plugins = ["scim_world"]

if TYPE_CHECKING:
    from scim_world import Scim

Json = dict[str, Any]
CORE_USER = "urn:ietf:params:scim:schemas:core:2.0:User"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
#: One server for all examples of a test: each takes users and groups of its own.
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)

PLAIN = ("title", "nickName", "displayName", "name.givenName", "name.familyName", f"{ENTERPRISE}:department")
TEXTS = st.sampled_from(["A", "b", "Ærø", 'q"uote', "%_"])
EMPTY = st.sampled_from(["", None])
TYPES = st.sampled_from(["work", "home"])
IDS = st.lists(st.sampled_from("abcdef"), max_size=4, unique=True)


def operation(op: str, path: str, value: Any = None) -> Json:
    return {"op": op, "path": path, "value": value}


VERBS = st.sampled_from(["Add", "Replace", "replace"])
SIMPLE = st.builds(operation, VERBS, st.sampled_from(PLAIN), TEXTS | EMPTY)
REMOVED = st.builds(lambda path: {"op": "Remove", "path": path}, st.sampled_from((*PLAIN, "emails")))
MAIL = st.builds(lambda op, kind, value: operation(op, f'emails[type eq "{kind}"].value', value), VERBS, TYPES, TEXTS)
NO_MAIL = st.builds(lambda kind: {"op": "remove", "path": f'emails[type eq "{kind}"]'}, TYPES)
DOTTED = st.builds(
    lambda value: {"op": "replace", "value": value}, st.dictionaries(st.sampled_from(PLAIN), TEXTS | EMPTY, min_size=1)
)
SWITCH = st.builds(operation, st.just("Replace"), st.just("active"), st.sampled_from(["True", "False", True, False]))
#: What is refused, and undoes all that came before it.
WRONG = st.sampled_from([operation("Replace", "userName", ""), operation("Replace", "active", "perhaps")])
ON_USERS = st.lists(SIMPLE | REMOVED | MAIL | NO_MAIL | DOTTED | SWITCH, max_size=6)


def set_plain(body: Json, path: str, value: Any) -> None:
    """An attribute gets a value; an empty one clears it, and what is empty then goes as well."""
    head, name = (ENTERPRISE, path.rpartition(":")[2]) if path.startswith(ENTERPRISE) else path.rpartition(".")[::2]
    inside = body.setdefault(head, {}) if head else body
    inside.pop(name, None)
    if value:
        inside[name] = value
    if head and not inside:
        del body[head]


def set_mail(body: Json, kind: str, value: str | None) -> None:
    """The entry of that type gets an address, or is made, or (None) goes."""
    entries: list[Json] = body.setdefault("emails", [])
    mine = [entry for entry in entries if entry["type"] == kind]
    if value is None:
        body["emails"] = [entry for entry in entries if entry["type"] != kind]
    elif mine:
        mine[0]["value"] = value
    else:
        entries.append({"type": kind, "value": value})
    if not body["emails"]:
        del body["emails"]


def apply(body: Json, one: Json) -> None:
    """What one operation means."""
    path, value = one.get("path"), one.get("value")
    if path is None:
        for key, held in one["value"].items():
            set_plain(body, key, held)
    elif path == "emails":
        body.pop("emails", None)
    elif path == "active":
        body["active"] = str(value) == "True"
    elif path.startswith("emails["):
        set_mail(body, path.split('"')[1], None if one["op"] == "remove" else value)
    else:
        set_plain(body, path, value)


def plain(body: Json) -> Json:
    return {key: value for key, value in body.items() if key not in {"id", "meta", "schemas"}}


@SHARED
@given(rounds=st.lists(st.tuples(ON_USERS, st.none() | WRONG), min_size=1, max_size=3))
async def test_random_changes_of_a_user_agree_with_a_plain_model(
    scim: Scim, rounds: list[tuple[list[Json], Any]]
) -> None:
    user = await scim.user(uuid.uuid4().hex)
    where, model = f"/Users/{user['id']}", plain(user)
    for operations, wrong in rounds:
        after = copy.deepcopy(model)
        for one in operations:
            apply(after, one)
        answer = await scim.patch(where, *operations, *([wrong] if wrong else []))
        assert answer.status == (400 if wrong else 200), answer.body
        model = model if wrong else after
        read = (await scim.get(where)).body
        assert plain(read) == model
        assert (read["meta"]["version"] != user["meta"]["version"]) >= (plain(read) != plain(user))
        user = read


ATTRIBUTES = st.sampled_from(
    ["userName", "title", "nickName", "displayName", "externalId", "active", "locale", "UserName", "age"]
)
ANYTHING = TEXTS | EMPTY | st.booleans() | st.sampled_from(["True", " ", " a ", 1, "\ud800", "\0", ["a"], {"a": "b"}])
ENTRIES = st.dictionaries(
    st.sampled_from(["value", "type", "display", "primary", "familyName", "colour"]), ANYTHING, max_size=3
)
ACCOUNTS = st.builds(
    lambda *parts: {key: value for part in parts for key, value in part.items()},
    st.just({"schemas": [CORE_USER], "userName": "a"}),
    st.dictionaries(ATTRIBUTES, TEXTS, max_size=4),
    st.dictionaries(ATTRIBUTES, ANYTHING, max_size=1),
    st.dictionaries(
        st.sampled_from(["emails", "phoneNumbers", "addresses", "roles"]), st.lists(ENTRIES, max_size=3), max_size=2
    ),
    st.dictionaries(st.sampled_from(["name", "emails", ENTERPRISE]), ENTRIES, max_size=1),
)


@settings(max_examples=400, deadline=None)
@given(body=ACCOUNTS)
def test_a_new_account_is_read_without_a_model_as_with_one(body: Json) -> None:
    def read() -> Any:
        request = ScimRequest("POST", "", "/Users", body=json.dumps(body).encode())
        with provider():
            try:
                return Service(provider()).read_draft(
                    provider().resource_types[0], request, Context.RESOURCE_CREATION_REQUEST
                )
            except SCIMException as refusal:
                return type(refusal)

    quick = read()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_json, "is_plain_body", lambda _kind, _body: False)
        assert quick == read()


ON_GROUPS = st.lists(
    st.tuples(st.sampled_from(["Add", "Remove", "replace", "selected", "pathless", "clear"]), IDS), max_size=6
)


def on_members(how: str, ids: list[str]) -> Json | None:
    """One operation on members in one of its shapes; None where there is nothing to say."""
    value = [{"$ref": None, "value": one} for one in ids]
    if how == "selected":
        selection = " or ".join(f'value eq "{one}"' for one in ids)
        return {"op": "remove", "path": f"members[{selection}]"} if ids else None
    if how == "pathless":
        return {"op": "add", "value": {"members": value}}
    if how == "clear":
        return {"op": "remove", "path": "members"}
    return operation(how, "members", value) if ids or how == "replace" else None


@SHARED
@given(rounds=st.lists(ON_GROUPS, min_size=1, max_size=2))
async def test_random_changes_of_members_agree_with_a_set(
    scim: Scim, rounds: list[list[tuple[str, list[str]]]]
) -> None:
    group = await scim.group(uuid.uuid4().hex)
    where, model = f"/Groups/{group['id']}", set[str]()
    for steps in rounds:
        for how, ids in steps:
            if on_members(how, ids) is None:
                continue
            if how in {"Add", "pathless"}:
                model |= set(ids)
            else:
                model = set(ids) if how == "replace" else set() if how == "clear" else model - set(ids)
        answer = await scim.patch(where, *(one for step in steps if (one := on_members(*step))))
        assert answer.status == 200, answer.body
        read = (await scim.get(where)).body
        assert [entry["value"] for entry in read.get("members", ())] == sorted(model)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NAMES = [*PLAIN, "userName", "active", "emails", "roles", "members", "groups", "id", "meta", "externalId", "schemas"]
NAMES += ["manager", ENTERPRISE, "urn:x:y", 'emails[type eq "work"].value', "members[value eq", "emails.value", ""]
BODIES = st.fixed_dictionaries(
    {"schemas": st.sampled_from([[CORE_USER], [CORE_USER, ENTERPRISE], [], "x"]), "userName": TEXTS | VALUES},
    optional={name: VALUES for name in NAMES if name not in {"schemas", "userName"}},
)
OPERATIONS = st.fixed_dictionaries(
    {"op": st.sampled_from(["add", "replace", "remove", "Add"]) | VALUES},
    optional={
        "path": st.sampled_from(NAMES) | VALUES,
        "value": VALUES | st.dictionaries(st.sampled_from(NAMES), VALUES),
    },
)
CHANGES = st.builds(
    lambda operations: {"schemas": [PATCH], "Operations": operations}, st.lists(OPERATIONS, max_size=3) | VALUES
)
WORDS = [
    *NAMES,
    "eq",
    "co",
    "pr",
    "gt",
    "and",
    "or",
    "not",
    "(",
    ")",
    "[",
    "]",
    '"a"',
    "true",
    "null",
    "3",
    '"\\ud800"',
]
FILTERS = st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=9).map(" ".join)
SEARCHES = st.fixed_dictionaries(
    {"schemas": st.just([SEARCH])},
    optional={
        "filter": FILTERS | VALUES,
        "sortBy": st.sampled_from(NAMES) | VALUES,
        "count": VALUES,
        "startIndex": VALUES,
        "attributes": st.lists(st.sampled_from(NAMES)) | VALUES,
    },
)
REQUESTS = st.one_of(
    st.tuples(st.sampled_from(["POST /Users", "POST /Groups", "PUT user", "PUT group"]), BODIES | VALUES),
    st.tuples(st.sampled_from(["PATCH user", "PATCH group"]), CHANGES | VALUES),
    st.tuples(st.sampled_from(["POST /Users/.search", "POST /Groups/.search", "POST /.search"]), SEARCHES),
)


@settings(SHARED, max_examples=3 * settings().max_examples)
@given(request_=REQUESTS)
async def test_nothing_that_is_sent_is_answered_with_a_500(scim: Scim, request_: tuple[str, Any]) -> None:
    what, body = request_
    method, _, target = what.partition(" ")
    if not target.startswith("/"):
        made = await (scim.user if target == "user" else scim.group)(uuid.uuid4().hex)
        target = f"/{target.title()}s/{made['id']}"
    answer = await scim.call(method, target, data=json.dumps(body).encode())
    assert answer.status < 500, (answer.body, body)
    if answer.status >= 400:
        assert answer.body["status"] == str(answer.status)
        assert "validation error" not in answer.body.get("detail", "")
