"""Calls that go wrong: each is made once, and what is known afterwards is said."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from faulty_graph import CLIENT, TENANT, Answer, FaultyGraph, refusal

from provisioning.directory import Certificate, DirectorySettings, GraphDirectory, ManagedIdentity, open_directory
from provisioning.directory.checks import explain
from provisioning.domain.ports import Refused, Unreachable

if TYPE_CHECKING:
    from pathlib import Path

USER = "00000000-0000-4000-8000-00000000000a"
GROUP = "00000000-0000-4000-8000-00000000000b"
PERSON = {"id": USER, "userPrincipalName": "u@x.example", "displayName": "U", "accountEnabled": True}
PLAIN_GROUP = {"id": GROUP, "displayName": "Owners", "securityEnabled": True, "groupTypes": []}


async def invite(directory: GraphDirectory) -> object:
    return await directory.invite(
        "g@partner.example", name="G", sponsor_id=USER, redirect_url="https://x.example", send_mail=True
    )


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_an_invitation_that_was_not_answered_well_is_sent_once(
    faulty: FaultyGraph, directory: GraphDirectory, status: int
) -> None:
    faulty.on("POST", "/invitations", refusal(status, "Busy", "later"))
    with pytest.raises(Unreachable) as raised:
        await invite(directory)
    assert len(faulty.asked_for("POST", "/invitations")) == 1
    assert raised.value.trace == "the-trace"


async def test_a_throttled_call_says_when_to_come_back(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    faulty.on("GET", f"/users/{USER}", refusal(429, "TooManyRequests", "slow down", **{"Retry-After": "17"}))
    with pytest.raises(Unreachable) as raised:
        await directory.find_user(USER)
    assert raised.value.retry_after == 17
    assert len(faulty.asked) == 1


async def test_a_connection_that_was_cut_is_unreachable_and_tried_once(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    faulty.on("POST", "/invitations", Answer(reset=True))
    with pytest.raises(Unreachable) as raised:
        await invite(directory)
    assert len(faulty.asked_for("POST", "/invitations")) == 1
    assert raised.value.trace == faulty.asked[0].headers["client-request-id"]


async def test_a_port_where_nobody_listens_is_unreachable(settings: DirectorySettings) -> None:
    nobody = dataclasses.replace(settings, graph_url="http://127.0.0.1:9/graph/v1.0")
    directory = open_directory(nobody)
    with pytest.raises(Unreachable):
        await directory.find_user(USER)
    await directory.close()


async def test_a_slow_answer_is_given_up(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    held = asyncio.Event()
    faulty.on("GET", f"/users/{USER}", Answer(held_by=held))
    graph = (await directory._parts()).graph
    with pytest.raises(Unreachable, match=r"within 0\.2 s") as slow:
        await graph.send(graph.api.users.by_user_id(USER).to_get_request_information(), within=0.2)
    held.set()
    todo, values = explain(slow.value, "User.Read.All")
    assert (todo, values["seconds"]) == ("check-todo-way-slow", "0.2")
    assert values["trace"].startswith(" (request-id ")


@pytest.mark.parametrize("status", [200, 201, 404, 502])
async def test_a_page_of_html_is_not_an_answer(faulty: FaultyGraph, directory: GraphDirectory, status: int) -> None:
    faulty.on("GET", f"/users/{USER}", Answer(status=status, body="<html>upstream connect error</html>"))
    with pytest.raises(Unreachable):
        await directory.find_user(USER)


async def test_an_empty_or_half_answer_is_not_taken_for_nothing(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    faulty.on("GET", f"/users/{USER}", Answer(body=""), Answer(body={}), Answer(body=[]))
    for _ in range(3):
        with pytest.raises(Unreachable):
            await directory.find_user(USER)
    faulty.on("GET", f"/groups/{GROUP}/members", Answer(body={"value": None}))
    faulty.on("GET", "/users", Answer(body={}))
    for call in (directory.list_members(GROUP), directory.find_user_by_mail("a@b.example")):
        with pytest.raises(Unreachable):
            await call


async def test_a_redirect_is_neither_followed_nor_success(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    faulty.on("GET", f"/groups/{GROUP}", Answer(body=PLAIN_GROUP))
    elsewhere = {"Location": f"{faulty.base}/graph/v1.0/elsewhere"}
    faulty.on("POST", f"/groups/{GROUP}/members/$ref", Answer(status=302, headers=elsewhere))
    with pytest.raises(Unreachable):
        await directory.add_member(GROUP, USER)
    assert not faulty.asked_for("GET", "/elsewhere")


async def test_many_calls_at_once_share_one_token_and_none_goes_without(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    faulty.on("GET", f"/users/{USER}", Answer(body=PERSON))
    await asyncio.gather(*(directory.find_user(USER) for _ in range(20)))
    await directory.find_user(USER)
    assert len(faulty.token_requests) == 1
    assert {one.headers.get("Authorization") for one in faulty.asked} == {"Bearer token-1"}
    assert faulty.token_requests[0]["scope"] == "https://graph.microsoft.com/.default"


async def test_a_token_that_graph_refuses_is_not_used_again(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    bad = refusal(401, "InvalidAuthenticationToken", "Signing key is invalid.")
    faulty.on("GET", f"/users/{USER}", bad, Answer(body=PERSON))
    with pytest.raises(Unreachable) as raised:
        await directory.find_user(USER)
    assert raised.value.retry_after is not None
    assert await directory.find_user(USER) is not None
    assert [one.headers["Authorization"] for one in faulty.asked] == ["Bearer token-1", "Bearer token-2"]


async def test_a_wrong_secret_is_refused_with_the_words_of_entra(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    words = "AADSTS7000215: Invalid client secret provided."
    faulty.sign_in = Answer(status=401, body={"error": "invalid_client", "error_description": words})
    with pytest.raises(Refused) as raised:
        await directory.find_user(USER)
    assert raised.value.code == "sign_in_refused"
    assert "AADSTS7000215" in raised.value.detail
    assert not faulty.asked


@pytest.mark.parametrize(
    "answer",
    [
        Answer(status=503, body={"error": "temporarily_unavailable", "error_description": "AADSTS90033"}),
        Answer(
            status=429,
            body={"error": "temporarily_unavailable", "error_description": "AADSTS90055"},
            headers={"Retry-After": "9"},
        ),
        Answer(body="<html>"),
        Answer(reset=True),
    ],
)
async def test_a_sign_in_that_does_not_work_now_is_unreachable_and_tried_once(
    faulty: FaultyGraph, directory: GraphDirectory, answer: Answer
) -> None:
    faulty.sign_in = answer
    with pytest.raises(Unreachable) as raised:
        await directory.find_user(USER)
    assert raised.value.retry_after == (9 if answer.headers else None)
    assert len(faulty.token_requests) == 1
    assert not faulty.asked


async def test_the_token_goes_to_no_other_host_by_a_next_page(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    seen: list[str | None] = []

    async def thief(request: web.Request) -> web.Response:
        seen.append(request.headers.get("Authorization"))
        return web.json_response({"value": []})

    app = web.Application()
    app.router.add_get("/{path:.*}", thief)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    link = f"http://127.0.0.1:{runner.addresses[0][1]}/graph/v1.0/groups"
    faulty.on("GET", f"/groups/{GROUP}/members", Answer(body={"value": [], "@odata.nextLink": link}))
    with pytest.raises(Unreachable):
        await directory.list_members(GROUP)
    await runner.cleanup()
    assert not seen


async def test_pages_are_followed_to_the_last(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    path = f"/groups/{GROUP}/members"
    kind = {"@odata.type": "#microsoft.graph.user"}
    pages = [{"value": [{**kind, "id": f"{number}-{i}"} for i in range(3)]} for number in range(4)]
    for number, page in enumerate(pages[:-1]):
        page["@odata.nextLink"] = f"{faulty.base}/graph/v1.0{path}?$skiptoken={number}&$top=999"  # type: ignore[assignment]  # JSON of Graph
    faulty.on("GET", path, *(Answer(body=page) for page in pages))
    members = await directory.list_members(GROUP)
    assert [member.id for member in members] == [f"{number}-{i}" for number in range(4) for i in range(3)]
    assert faulty.asked[0].query["$top"] == "999"
    assert "accountEnabled" in faulty.asked[0].query["$select"]
    assert all(one.headers["Authorization"] == "Bearer token-1" for one in faulty.asked)


def write_certificate(folder: Path) -> Path:
    """A certificate that signs itself, and its key, in one file."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "usher")])
    start = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    built = x509.CertificateBuilder(name, name, key.public_key(), 1, start, start + dt.timedelta(days=36500))
    pem = built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"pass")
    )
    path = folder / "usher.pem"
    path.write_bytes(private + pem)
    return path


async def test_a_certificate_signs_in_with_an_assertion_and_no_secret(
    faulty: FaultyGraph, settings: DirectorySettings, tmp_path: Path
) -> None:
    identity = Certificate(client_id=CLIENT, path=write_certificate(tmp_path), password="pass")
    directory = open_directory(dataclasses.replace(settings, identity=identity))
    faulty.on("GET", f"/users/{USER}", Answer(body=PERSON))
    for _ in range(3):
        assert await directory.find_user(USER) is not None
    await directory.close()
    assert len(faulty.token_requests) == 1
    assert "client_assertion" in faulty.token_requests[0]
    assert "client_secret" not in faulty.token_requests[0]


async def test_a_certificate_that_cannot_be_read_is_told_and_may_be_mended(
    faulty: FaultyGraph, settings: DirectorySettings, tmp_path: Path
) -> None:
    path = tmp_path / "usher.pem"
    directory = open_directory(
        dataclasses.replace(settings, identity=Certificate(client_id=CLIENT, path=path, password="pass"))
    )
    with pytest.raises(FileNotFoundError):
        await directory.warm()
    write_certificate(tmp_path)
    faulty.on("GET", f"/users/{USER}", Answer(body=PERSON))
    assert await directory.find_user(USER) is not None
    await directory.close()


async def test_a_managed_identity_asks_the_machine_for_its_token_once(
    faulty: FaultyGraph, settings: DirectorySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"{faulty.base}/identity")
    monkeypatch.setenv("IDENTITY_HEADER", "machine")
    directory = open_directory(dataclasses.replace(settings, identity=ManagedIdentity(client_id=CLIENT)))
    faulty.on("GET", f"/users/{USER}", Answer(body=PERSON))
    for _ in range(3):
        assert await directory.find_user(USER) is not None
    await directory.close()
    assert [one["resource"] for one in faulty.token_requests] == ["https://graph.microsoft.com"]
    assert faulty.token_requests[0]["client_id"] == CLIENT


async def test_proxies_are_not_asked_about_this_machine(
    faulty: FaultyGraph, directory: GraphDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    faulty.on("GET", f"/users/{USER}", Answer(body=PERSON))
    assert await directory.find_user(USER) is not None
    assert f"/{TENANT}/" not in faulty.asked[0].target


async def test_neither_addresses_nor_tokens_are_logged(
    faulty: FaultyGraph, directory: GraphDirectory, caplog: pytest.LogCaptureFixture
) -> None:
    faulty.on("GET", "/users", Answer(body={"value": [PERSON]}))
    with caplog.at_level("DEBUG"):
        await directory.find_user_by_mail("somebody@partner.example")
    assert faulty.asked
    for private in ("somebody", "token-1", "secret"):
        assert private not in caplog.text


async def test_a_refused_token_outlives_a_certificate_that_is_being_replaced(
    faulty: FaultyGraph, settings: DirectorySettings, tmp_path: Path
) -> None:
    path = write_certificate(tmp_path)
    identity = Certificate(client_id=CLIENT, path=path, password="pass")
    directory = open_directory(dataclasses.replace(settings, identity=identity))
    bad = refusal(401, "InvalidAuthenticationToken", "Signing key is invalid.")
    faulty.on("GET", f"/users/{USER}", bad, bad, Answer(body=PERSON))
    await directory.warm()
    path.unlink()
    for _ in range(2):
        with pytest.raises(Unreachable):
            await directory.find_user(USER)
    assert await directory.find_user(USER) is not None
    await directory.close()
