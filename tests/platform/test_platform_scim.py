"""The Platform port against the provider over HTTP, with a network that misbehaves on demand."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer as Server
from aiohttp.test_utils import unused_port

from cards.checks import in_english
from provisioning.domain.ports import PlatformAccount, Refused, Side, TokenRefused, Unreachable
from provisioning.platform import ScimPlatform, open_platform, paging, scim
from provisioning.scim_provider import store
from provisioning.scim_provider.http import make_scim_app
from provisioning.sql import Database, sqlite_url

if TYPE_CHECKING:
    from pathlib import Path

Fault = Callable[[web.Request], Awaitable[web.StreamResponse]]
SCIM_ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"


class Fixed:
    def now(self) -> datetime:
        return datetime(2026, 11, 24, 9, tzinfo=UTC)


async def anybody(token: str) -> str | None:
    return token if token in {"usher", "entra"} else None


@dataclass
class Wire:
    """What stands between Usher and the platform: faults to come, and what went through."""

    database: Database
    url: str = ""
    faults: list[Fault] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    #: What a filter that begins so is answered with.
    refused: dict[str, dict[str, str]] = field(default_factory=dict)

    def fail(self, status: int, *, headers: dict[str, str] | None = None, text: str = "<html>", times: int = 1) -> None:
        async def answer(_request: web.Request) -> web.StreamResponse:
            return web.Response(status=status, text=text, headers=headers, content_type="text/html")

        self.faults += [answer] * times

    def say(self, body: Any, *, status: int = 200, headers: dict[str, str] | None = None) -> None:
        async def answer(_request: web.Request) -> web.StreamResponse:
            return web.json_response(body, status=status, headers=headers)

        self.faults.append(answer)

    def reset(self) -> None:
        async def cut(request: web.Request) -> web.StreamResponse:
            assert request.transport is not None
            request.transport.close()
            return web.Response()

        self.faults.append(cut)

    @web.middleware
    async def middleware(self, request: web.Request, handler: Fault) -> web.StreamResponse:
        self.calls.append((request.method, request.path_qs))
        for begins, refusal in self.refused.items():
            if request.query.get("filter", "").startswith(begins):
                return web.json_response({"schemas": [SCIM_ERROR], **refusal}, status=int(refusal["status"]))
        return await (self.faults.pop(0) if self.faults else handler)(request)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(sqlite_url(tmp_path / "platform.db"))
    store.create_tables(database.engine)
    yield database
    database.close()


@pytest.fixture
async def wire(database: Database) -> AsyncIterator[Wire]:
    port = unused_port()
    wire = Wire(database, url=f"http://127.0.0.1:{port}/scim/v2")
    app = web.Application(middlewares=[wire.middleware])
    app.add_subapp("/scim/v2", make_scim_app(database, base_url=wire.url, clock=Fixed(), tokens=anybody))
    server = Server(app, port=port)
    await server.start_server()
    yield wire
    await server.close()


@pytest.fixture
async def platform(wire: Wire) -> AsyncIterator[ScimPlatform]:
    platform = ScimPlatform(wire.url, "usher")
    yield platform
    await platform.close()


async def give_group_role(platform: ScimPlatform, wire: Wire, account: PlatformAccount, role: str) -> None:
    """What Entra and the platform's own mapping do: a role that follows from a group."""
    await wire.database.write(store.set_role_mapping, {"entra-group": [role]})
    session = await platform._session()
    group = {"schemas": [GROUP], "displayName": "G", "externalId": "entra-group", "members": [{"value": account.id}]}
    answer = await session._http.post("/Groups", json=group)
    assert answer.status_code == 201


async def test_nobody_is_found_where_nobody_is(platform: ScimPlatform) -> None:
    assert await platform.find_account("nobody@x.test") is None


async def test_a_created_account_is_active_and_has_the_roles_it_was_given(platform: ScimPlatform) -> None:
    made = await platform.create_account(
        "Priya@X.Test", name="Priya Rao", roles=["Planner", "Reader"], external_id="e-1"
    )
    assert made.user_name == "Priya@X.Test"
    assert made.active
    assert made.roles == made.direct_roles == {"Planner", "Reader"}
    assert await platform.find_account("priya@x.TEST") == made


async def test_an_account_is_found_by_its_work_address_when_its_name_is_another(
    platform: ScimPlatform, wire: Wire
) -> None:
    session = await platform._session()
    made = await session.create({"userName": "prao", "emails": [{"value": "Priya@X.Test", "type": "work"}]})
    assert await platform.find_account("priya@x.test") == made


async def test_an_account_is_found_by_its_id_whatever_it_is_called_by_now(platform: ScimPlatform) -> None:
    made = await platform.create_account("a@x.test", name="A", roles=["Planner"], external_id="e-1")
    session = await platform._session()
    await session.modify(made.id, [{"op": "replace", "path": "userName", "value": "b@x.test"}])
    found = await platform.find_account_by_id(made.id)
    assert found == replace(made, user_name="b@x.test")
    assert await platform.find_account_by_id("nobody") is None


async def test_a_platform_that_does_not_say_whether_an_id_is_known_is_asked_again(
    platform: ScimPlatform, wire: Wire
) -> None:
    wire.fail(404)
    with pytest.raises(Unreachable):
        await platform.find_account_by_id("acc")
    wire.fail(403)
    with pytest.raises(Refused):
        await platform.find_account_by_id("acc")


@pytest.mark.parametrize(
    "mail", ['a"b@x.test', 'x" or userName pr or userName eq "', "bäck\\slash@x.test", "ÆRØ@x.test"]
)
async def test_an_address_is_only_ever_a_value_in_a_filter(platform: ScimPlatform, mail: str) -> None:
    await platform.create_account("somebody@x.test", name="S", roles=[], external_id="e-0")
    assert await platform.find_account(mail) is None
    made = await platform.create_account(mail, name="N", roles=[], external_id="e-1")
    assert await platform.find_account(mail) == made


async def test_every_account_is_listed_page_by_page(platform: ScimPlatform, wire: Wire) -> None:
    for n in range(3):
        await platform.create_account(f"a{n}@x.example", name=f"A {n}", roles=["Owner"], external_id="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scim, "PAGE", 2)
        before = len(wire.calls)
        listed = await platform.list_accounts()
    assert {account.user_name: list(addresses) for account, addresses in listed} == {
        f"a{n}@x.example": [f"a{n}@x.example"] for n in range(3)
    }
    assert len(wire.calls) - before == 2


@pytest.mark.parametrize("accounts", [1, 2, 5])
async def test_a_platform_that_puts_one_account_on_a_page_is_read_whole(
    platform: ScimPlatform, monkeypatch: pytest.MonkeyPatch, accounts: int
) -> None:
    made = [await platform.create_account(f"a{n}@x.test", name="A", roles=[], external_id="") for n in range(accounts)]
    monkeypatch.setattr(scim, "PAGE", 1)
    assert {account.id for account, _ in await platform.list_accounts()} == {account.id for account in made}


async def test_one_account_on_a_page_that_moves_hides_no_other(
    platform: ScimPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [await platform.create_account(f"a{n}@x.test", name="A", roles=[], external_id="") for n in range(4)]
    monkeypatch.setattr(scim, "PAGE", 1)
    pages, session = platform.account_pages(), await platform._session()
    assert [[account.id for account, _ in await anext(pages)] for _ in range(2)] == [[made[0].id], [made[1].id]]
    await session._http.delete(f"/Users/{made[0].id}")
    with pytest.raises(Unreachable, match="move"):
        await anext(pages)
    assert len(await platform.list_accounts()) == 3


async def test_a_platform_that_gives_the_same_page_again_is_not_read(platform: ScimPlatform, wire: Wire) -> None:
    same = {"schemas": [LIST], "totalResults": 9, "Resources": [{"id": "1", "userName": "a@x.example"}]}
    for _ in range(3):
        wire.say(same)
    with pytest.raises(Unreachable, match="the same accounts"):
        await platform.list_accounts()


@pytest.mark.parametrize("deleted", [[0], [1], [0, 1, 2], [1, 2, 3, 4]])
async def test_accounts_that_are_deleted_between_two_pages_hide_no_other(
    platform: ScimPlatform, monkeypatch: pytest.MonkeyPatch, deleted: list[int]
) -> None:
    made = [await platform.create_account(f"a{n}@x.test", name="A", roles=[], external_id="") for n in range(7)]
    monkeypatch.setattr(scim, "PAGE", 2)
    session, gone, seen = await platform._session(), list(deleted), set[str]()
    async for page in platform.account_pages():
        seen |= {account.id for account, _ in page}
        while len(seen) >= 4 and gone:
            await session._http.delete(f"/Users/{made[gone.pop()].id}")
    assert seen >= {account.id for n, account in enumerate(made) if n not in deleted}


async def test_accounts_that_never_stop_moving_are_no_list(
    platform: ScimPlatform, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MOST_AGAIN", 3)
    for n in range(20):
        others = [{"id": f"{n}-{m}", "userName": f"a{n}-{m}@x.test"} for m in range(2)]
        wire.say({"schemas": [LIST], "totalResults": 9, "Resources": others})
    with pytest.raises(Unreachable, match="move"):
        await platform.list_accounts()
    assert len(wire.calls) < 10


async def test_an_account_that_exists_is_refused_as_such(platform: ScimPlatform) -> None:
    await platform.create_account("a@x.test", name="A", roles=[], external_id="e-1")
    with pytest.raises(Refused) as refusal:
        await platform.create_account("A@x.test", name="A", roles=[], external_id="e-1")
    assert (refusal.value.code, refusal.value.status) == ("uniqueness", 409)


async def test_direct_roles_are_made_exactly_these_and_group_roles_stay(platform: ScimPlatform, wire: Wire) -> None:
    made = await platform.create_account("a@x.test", name="A", roles=["Planner", "Reader"], external_id="e-1")
    await give_group_role(platform, wire, made, "Booker")
    after = await platform.set_account(made.id, active=True, roles=["Approver"])
    assert after.roles == {"Approver", "Booker"}
    assert after.direct_roles == {"Approver"}
    assert (await platform.set_account(made.id, active=True, roles=[])).roles == {"Booker"}


async def test_an_account_that_is_switched_off_shows_no_roles_and_gets_them_back(
    platform: ScimPlatform, wire: Wire
) -> None:
    made = await platform.create_account("a@x.test", name="A", roles=["Planner"], external_id="e-1")
    await give_group_role(platform, wire, made, "Booker")
    off = await platform.set_account(made.id, active=False, roles=["Planner"])
    assert (off.active, off.roles, off.direct_roles) == (False, frozenset(), frozenset())
    on = await platform.set_account(made.id, active=True, roles=["Planner"])
    assert on.active
    assert on.roles == {"Planner", "Booker"}


async def test_what_is_already_so_can_be_asked_for_again(platform: ScimPlatform) -> None:
    made = await platform.create_account("a@x.test", name="A", roles=["Planner"], external_id="e-1")
    assert await platform.set_account(made.id, active=True, roles=["Planner"]) == made


async def test_an_unknown_account_is_refused(platform: ScimPlatform) -> None:
    with pytest.raises(Refused) as refusal:
        await platform.set_account("../Groups/x?y#z", active=True, roles=[])
    assert refusal.value.code == "404"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_busy_and_broken_platforms_are_asked_again_later(platform: ScimPlatform, wire: Wire, status: int) -> None:
    wire.fail(status, headers={"Retry-After": "17"})
    with pytest.raises(Unreachable) as failure:
        await platform.find_account("a@x.test")
    assert failure.value.retry_after == 17
    assert len(wire.calls) == 1, "the client must not retry by itself"


async def test_a_scim_error_429_keeps_its_waiting_time(platform: ScimPlatform, wire: Wire) -> None:
    body = {"schemas": [SCIM_ERROR], "status": "429", "detail": "slow down"}
    dates = {"Retry-After": "Tue, 24 Nov 2026 09:02:00 GMT", "Date": "Tue, 24 Nov 2026 09:00:30 GMT"}
    wire.say(body, status=429, headers=dates)
    with pytest.raises(Unreachable) as failure:
        await platform.find_account("a@x.test")
    assert failure.value.retry_after == 90


DATE, LATER = "Tue, 24 Nov 2026 09:00:30 GMT", "Tue, 24 Nov 2026 09:02:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Retry-After": "0"}, 0),
        ({"Retry-After": "-5"}, 0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "inf"}, None),
        ({"Retry-After": "nan"}, None),
        ({"Retry-After": LATER, "Date": DATE}, 90),
        ({"Retry-After": DATE, "Date": LATER}, 0),
        ({"Retry-After": "Tue, 24 Nov 2026 09:02:00 -0000", "Date": DATE}, None),
        ({"Retry-After": LATER, "Date": "now"}, None),
    ],
)
async def test_a_busy_platform_may_name_a_time_badly_or_not_at_all(
    platform: ScimPlatform, wire: Wire, headers: dict[str, str], seconds: float | None
) -> None:
    wire.fail(429, headers=headers)
    with pytest.raises(Unreachable, match="429") as failure:
        await platform.find_account("a@x.test")
    assert failure.value.retry_after == seconds
    assert not isinstance(failure.value, TokenRefused)


@pytest.mark.parametrize("text", ["<html>", '{"half":', "[]", '"text"', "", "{}"])
async def test_an_answer_that_is_not_scim_is_no_answer(platform: ScimPlatform, wire: Wire, text: str) -> None:
    wire.fail(200, text=text)
    with pytest.raises(Unreachable):
        await platform.find_account("a@x.test")


async def test_a_page_that_says_not_found_does_not_prove_that_an_account_is_gone(
    platform: ScimPlatform, wire: Wire
) -> None:
    wire.fail(404)
    with pytest.raises(Unreachable):
        await platform.find_account("a@x.test")


async def test_a_cut_connection_is_unreachable(platform: ScimPlatform, wire: Wire) -> None:
    wire.reset()
    with pytest.raises(Unreachable):
        await platform.find_account("a@x.test")


async def test_nothing_listening_is_unreachable() -> None:
    platform = open_platform(f"http://127.0.0.1:{unused_port()}/scim/v2", "usher")
    with pytest.raises(Unreachable):
        await platform.find_account("a@x.test")
    assert [ok for _, ok, *_ in await platform.check()] == [False, False]
    await platform.close()


async def test_a_platform_that_hangs_is_given_up(wire: Wire) -> None:
    hanging = asyncio.Event()

    async def hang(_request: web.Request) -> web.StreamResponse:
        with suppress(asyncio.CancelledError):
            await hanging.wait()
        return web.Response()

    wire.faults.append(hang)
    platform = ScimPlatform(wire.url, "usher", timeout=0.2)
    with pytest.raises(Unreachable, match="did not answer"):
        await platform.find_account("a@x.test")
    hanging.set()
    await platform.close()


async def test_a_platform_that_ignores_filters_does_not_lend_somebody_elses_account(
    platform: ScimPlatform, wire: Wire
) -> None:
    user = {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "id": "1", "userName": "other@x.test"}
    everybody = {"schemas": [LIST], "totalResults": 1, "Resources": [user | {"emails": [{"value": "other@x.test"}]}]}
    wire.say(everybody)
    wire.say(everybody)
    assert await platform.find_account("a@x.test") is None


async def test_a_lenient_platform_is_read(platform: ScimPlatform, wire: Wire) -> None:
    user = {
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:vendor:strange"],
        "id": "7",
        "USERNAME": "A@x.test",
        "active": "True",
        "urn:vendor:strange": {"x": 1},
        "roles": [{"value": "Planner", "vendorSays": 3}],
        "meta": {"resourceType": "User", "vendor": True},
    }
    wire.say({"schemas": [LIST], "totalResults": 1, "Resources": [user]})
    assert await platform.find_account("a@x.test") == PlatformAccount(
        id="7",
        user_name="A@x.test",
        active=True,
        roles=frozenset({"Planner"}),
        direct_roles=frozenset({"Planner"}),
    )


@pytest.mark.parametrize(
    "refusal",
    [
        {"status": "400", "scimType": "invalidFilter"},
        {"status": "400", "detail": "Unsupported filter"},
        {"status": "400", "scimType": "invalidSyntax"},
        {"status": "403"},
        {"status": "404"},
        {"status": "500"},
        {"status": "501"},
    ],
)
async def test_a_platform_that_cannot_look_for_addresses_is_asked_for_names_alone_and_the_check_says_so(
    platform: ScimPlatform, wire: Wire, refusal: dict[str, str]
) -> None:
    wire.refused["emails"] = refusal
    assert await platform.find_account("a@x.test") is None
    made = await platform.create_account("a@x.test", name="A", roles=[], external_id="")
    assert await platform.find_account("a@x.test") == made
    name, works, hint = in_english("AskCody", (await platform.check())[0])
    assert (name, works) == ("Platform: SCIM endpoint", False)
    assert "by work address" in hint


@pytest.mark.parametrize(("status", "error"), [(401, TokenRefused), (429, Unreachable), (503, Unreachable)])
async def test_a_platform_that_does_not_answer_about_addresses_now_is_not_taken_to_have_none(
    platform: ScimPlatform, wire: Wire, status: int, error: type[Exception]
) -> None:
    wire.say({"schemas": [LIST], "totalResults": 0})
    wire.say({"schemas": [SCIM_ERROR], "status": str(status)}, status=status)
    with pytest.raises(error):
        await platform.find_account("a@x.test")


async def test_two_accounts_with_one_work_address_are_a_question_for_a_person(platform: ScimPlatform) -> None:
    session = await platform._session()
    for name in ("one", "two"):
        await session.create({"userName": name, "emails": [{"value": "a@x.test", "type": "work"}]})
    with pytest.raises(Refused) as refusal:
        await platform.find_account("a@x.test")
    assert refusal.value.code == "ambiguous"


async def test_an_account_that_is_off_does_not_hide_one_that_is_on(platform: ScimPlatform) -> None:
    old = await platform.create_account("a@x.test", name="A", roles=[], external_id="")
    await platform.set_account(old.id, active=False, roles=[])
    session = await platform._session()
    made = await session.create({"userName": "principal", "emails": [{"value": "a@x.test", "type": "work"}]})
    assert await platform.find_account("a@x.test") == made
    await platform.set_account(made.id, active=False, roles=[])
    found = await platform.find_account("a@x.test")
    assert found is not None
    assert found.id == old.id


async def test_two_accounts_that_are_on_are_a_question_for_a_person(platform: ScimPlatform) -> None:
    await platform.create_account("a@x.test", name="A", roles=[], external_id="")
    session = await platform._session()
    await session.create({"userName": "principal", "emails": [{"value": "a@x.test", "type": "work"}]})
    with pytest.raises(Refused) as refusal:
        await platform.find_account("a@x.test")
    assert refusal.value.code == "ambiguous"


async def test_a_good_connection_checks_out(platform: ScimPlatform) -> None:
    assert [in_english("AskCody", line) for line in await platform.check()] == [
        ("Platform: SCIM endpoint", True, ""),
        ("Platform: roles can be read", True, ""),
    ]


async def test_the_check_says_in_the_catalogues_words_that_a_platform_is_slow_or_not_there(wire: Wire) -> None:
    async def doze(_request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(1)
        return web.Response()

    wire.faults.append(doze)
    nowhere = f"http://127.0.0.1:{unused_port()}/scim/v2"
    for url, timeout, line in (
        (wire.url, 0.2, ("check-todo-scim-slow", {"seconds": "0.2"})),
        (nowhere, 5.0, ("check-todo-scim-unreached", {})),
    ):
        platform = ScimPlatform(url, "usher", timeout=timeout)
        assert (await platform.check())[0] == ("check-scim", False, *line)
        await platform.close()


@pytest.mark.parametrize("kind", ["http", "socks5"])
async def test_proxies_are_not_asked_about_this_machine(wire: Wire, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"{kind}://127.0.0.1:9")
    platform = ScimPlatform(wire.url, "usher")
    assert [works for _, works, _ in (in_english("AskCody", line) for line in await platform.check())] == [True, True]
    await platform.close()


async def test_a_wrong_token_is_named_by_the_check(wire: Wire) -> None:
    platform = ScimPlatform(wire.url, "wrong")
    with pytest.raises(TokenRefused) as refusal:
        await platform.find_account("a@x.test")
    assert (refusal.value.side, refusal.value.unknown) == (Side.PLATFORM, False), "it waits for a new one"
    name, works, hint = in_english("AskCody", (await platform.check())[0])
    assert (name, works) == ("Platform: SCIM endpoint", False)
    assert "USHER_SCIM_TOKEN" in hint
    await platform.close()


def test_importing_the_platform_does_not_import_the_scim_libraries() -> None:
    code = "import sys, provisioning.platform; sys.exit(any(m.startswith('scim2') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
