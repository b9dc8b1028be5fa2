"""Orders that make no sense are refused in a sentence; those that mean something are taken however they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sandbox.people import make_id

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

#: One order of each kind that makes sense, with the fields that it needs.
ORDERS: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("teams/say", {"person": "olivia", "text": "help"}, ("person", "text")),
    ("teams/click", {"person": "olivia", "message": "1", "action": "Approve"}, ("person", "message", "action")),
    ("teams/sign", {"claims": {}}, ("claims",)),
    ("faults", {"target": "graph", "status": 500}, ("target",)),
    ("clock", {"advance": "1s"}, ("advance",)),
    ("entra", {"do": "add_member", "group": "Secretaries", "person": "erin"}, ("do", "group", "person")),
    ("entra", {"do": "remove_member", "group": "Secretaries", "person": "erin"}, ("group", "person")),
    ("entra", {"do": "delete_user", "person": "erin"}, ("person",)),
    ("entra", {"do": "accept_invitation", "person": "guest@northwind.example"}, ("person",)),
    ("entra", {"do": "uninstall_bot", "person": "erin"}, ("person",)),
    ("entra", {"do": "change_mail", "person": "erin", "mail": "e@contoso.example"}, ("person", "mail")),
    ("entra", {"do": "assign_group", "group": "Secretaries"}, ("group",)),
    ("entra", {"do": "unassign_group", "group": "Secretaries"}, ("group",)),
    ("entra", {"do": "add_account", "mail": "t@agency.example", "roles": []}, ("mail", "roles")),
    ("entra", {"do": "set_roles", "person": "olivia", "roles": []}, ("person", "roles")),
]
NO_TEXT: tuple[Any, ...] = (5, 10**400, 1.5, True, ["x"], {"a": 1}, "\ud800")
#: A message's id may come as a number, and what people say and what attackers sign is nobody's to judge here.
TAKEN: list[tuple[str, Any]] = [
    ("message", 5),
    ("message", 10**400),
    ("claims", {"a": 1}),
    ("roles", ["x"]),
    ("text", "\ud800"),
]


async def refusal(served: Any, path: str, order: Any) -> str:
    status, answer = await served.ask("POST", f"/sandbox/{path}", order)
    assert (path, order, status) == (path, order, 400)
    return str(answer["error"])


@pytest.fixture
async def member(served: Any) -> Callable[..., Awaitable[set[str]]]:
    """Adds a person to Receptionists by whatever name, and says who is there beside those who were."""

    async def add(person: str, group: str = "Receptionists") -> set[str]:
        before = await held()
        assert (await served.control("entra", {"do": "add_member", "group": group, "person": person}))["done"]
        return await held() - before

    async def held() -> set[str]:
        books = await served.control("books")
        return {one["person"] for one in books["memberships"] if one["group"] == "Receptionists"}

    return add


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 9000, b'{"a":' * 9000])
async def test_what_is_no_json_object_is_refused_in_words(served: Any, body: bytes) -> None:
    for path in ("teams/say", "teams/click", "teams/sign", "faults", "clock", "entra"):
        async with served.http.post(f"{served.base}/sandbox/{path}", data=body) as response:
            assert (response.status, await response.json()) == (400, {"error": "a JSON object is needed"})


@pytest.mark.parametrize("path", ["teams/say", "clock"])
@pytest.mark.parametrize("header", [{"Content-Type": "application/json; charset=none"}, {"Content-Encoding": "gzip"}])
async def test_a_body_that_is_not_written_as_it_says_is_refused_in_words(
    served: Any, path: str, header: dict[str, str]
) -> None:
    async with served.http.post(f"{served.base}/sandbox/{path}", data=b"{}", headers=header) as response:
        assert (response.status, await response.json()) == (400, {"error": "a JSON object is needed"})


async def test_a_field_that_is_missing_is_named(served: Any) -> None:
    for path, order, needed in ORDERS:
        for key in needed:
            words = await refusal(served, path, {k: v for k, v in order.items() if k != key})
            assert key in words
            assert " " in words  # a sentence, not the bare name


async def test_a_field_of_the_wrong_kind_is_named(served: Any) -> None:
    for path, order, needed in ORDERS:
        for key, value in ((key, value) for key in needed for value in NO_TEXT):
            if (key, value) not in TAKEN:
                assert key in await refusal(served, path, {**order, key: value})


async def test_what_nobody_can_do_is_said_before_anything_else(served: Any) -> None:
    assert await refusal(served, "entra", {"do": "promote_user"}) == "nobody can do 'promote_user' here"


async def test_who_was_never_invited_cannot_accept(served: Any) -> None:
    assert "erin is no guest" in await refusal(served, "entra", {"do": "accept_invitation", "person": "erin"})


@pytest.mark.parametrize("span", ["99999999999999999d", "9" * 5000 + "d", "3651d", "-1d", "", "d", "1 day"])
async def test_a_span_beyond_the_calendar_or_none_at_all_moves_nothing(served: Any, span: str) -> None:
    before = (await served.control("clock"))["offset_s"]
    await refusal(served, "clock", {"advance": span})
    await refusal(served, "faults", {"target": "graph", "status": 500, "for": span})
    assert ((await served.control("clock"))["offset_s"], (await served.control("faults"))["faults"]) == (before, [])


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": 5},
        {"status": 1000},
        {"status": 100},
        {"by": "nobody"},
        {"method": ""},
        {"path": "graph/v1.0"},
        {"retry_after": -1},
        {"delay_s": -1},
        {"delay_s": 1e400},
        {"times": 0},
        {"times": 10**30},
        {"for": []},
    ],
)
async def test_a_fault_that_could_never_strike_or_never_be_answered_is_refused(
    served: Any, wrong: dict[str, Any]
) -> None:
    words = await refusal(served, "faults", {"target": "graph", "status": 500, **wrong})
    assert next(iter(wrong)) in words or "span" in words
    assert "\n" not in words
    assert (await served.control("faults"))["faults"] == []


@pytest.mark.parametrize(
    "name",
    ["erin", "Erin", "ERIN@contoso.example", make_id("user", "erin"), make_id("user", "erin").upper(), "29:erin"],
)
async def test_a_person_is_named_by_key_principal_name_address_or_id_in_capitals_or_not(member: Any, name: str) -> None:
    assert await member(name) == {"erin"}


async def test_a_group_is_named_in_capitals_or_not(member: Any) -> None:
    assert await member("erin", "receptionISTS") == {"erin"}


async def test_the_group_that_is_written_so_is_meant_before_one_in_other_letters(served: Any, member: Any) -> None:
    await served.control("entra", {"do": "create_group", "group": "receptionists", "person": "maria"})
    assert await member("erin", "receptionists") == set()
    assert await member("erin", "Receptionists") == {"erin"}


@pytest.mark.parametrize("nothing", [None, ""])
async def test_an_address_is_taken_away_by_changing_it_to_none(served: Any, nothing: str | None) -> None:
    await served.control("entra", {"do": "change_mail", "person": "erin", "mail": nothing})
    _, erin = await served.graph("GET", "/users/erin@contoso.example?$select=id,mail,userPrincipalName")
    assert erin["mail"] is None


async def test_a_slash_too_many_at_the_end_leads_to_where_it_is_not(served: Any) -> None:
    assert (await served.ask("GET", "/sandbox/about/"))[1]["people"]
    await served.ask("POST", "/sandbox/entra/", {"do": "disable_user", "person": "erin"})
    _, erin = await served.graph("GET", "/users/erin@contoso.example?$select=accountEnabled")
    assert erin["accountEnabled"] is False
    async with served.http.get(f"{served.base}/sandbox/nowhere/") as response:
        assert response.status == 404
