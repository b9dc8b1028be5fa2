"""Every forged activity is refused with its status, runs nothing, and leaves one line that names nobody."""

from __future__ import annotations

import gzip
import json
import time
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from structlog.testing import capture_logs
from teams_wire import (
    ALLOWED,
    APP_ID,
    PERSONAL,
    SERVICE_URL,
    TENANT,
    KeyServer,
    changed,
    claims,
    dialog,
    press,
    private_key,
    sign,
    text,
    unsigned,
)

from bot.adapter import add_bot_routes
from bot.bearer import MOST_KNOWN, SigningKey, Verified
from bot.gate import MAX_BODY, Gate
from bot.service_urls import ServiceUrls
from usher.environment import Environment
from usher.serve import make_gate

if TYPE_CHECKING:
    from bot_parts import Bot, Serve

OTHER = "00000000-dead-4000-8000-000000000000"
EVIL = "https://smba.trafficmanager.net.evil.example/emea/"
NOW = int(time.time())


def event(**changes: Any) -> dict[str, Any]:
    body = text() | {"type": "installationUpdate", "action": "add", "id": "f:9"} | changes
    return {key: value for key, value in body.items() if key != "text"}


#: name → (token, body, status, reason)
FORGED: dict[str, tuple[str, Any, int, str]] = {
    # the token
    "garbled": ("not.a.token", text(), 401, "garbled token"),
    "three dots": ("...", text(), 401, "garbled token"),
    "deep header": ("W1tb" * 1500 + ".e30.e30", text(), 401, "garbled token"),
    "alg none": (unsigned(claims()), text(), 401, "algorithm is not RS256"),
    "alg HS256": (sign(claims(), alg="HS256"), text(), 401, "algorithm is not RS256"),
    "alg RS512": (sign(claims(), alg="RS512"), text(), 401, "algorithm is not RS256"),
    "no kid": (sign(claims(), kid=None), text(), 401, "token names no key"),
    "unknown kid": (sign(claims(), kid="unknown"), text(), 401, "unknown key"),
    "kid of a curve": (sign(claims(), kid="curve"), text(), 401, "unknown key"),
    "stranger's signature": (sign(claims(), key="stranger"), text(), 401, "signature does not fit"),
    "foreign issuer": (sign(claims(iss="https://sts.windows.net/x/")), text(), 401, "token of another issuer"),
    "emulator issuer": (
        sign(claims(iss="https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/", appid=APP_ID)),
        text(),
        401,
        "token of another issuer",
    ),
    "no issuer": (sign(claims(iss=None)), text(), 401, "token lacks a claim"),
    "other audience": (sign(claims(aud=OTHER)), text(), 401, "token for another audience"),
    "two audiences": (sign(claims(aud=[APP_ID, OTHER])), text(), 401, "token for another audience"),
    "no audience": (sign(claims(aud=None)), text(), 401, "token lacks a claim"),
    "expired": (sign(claims(exp=NOW - 400)), text(), 401, "token expired"),
    "no exp": (sign(claims(exp=None)), text(), 401, "token lacks a claim"),
    "endless exp": (sign(claims(exp=float("inf"))), text(), 401, "invalid token"),
    "worded exp": (sign(claims(exp="tomorrow")), text(), 401, "invalid token"),
    "not yet valid": (sign(claims(nbf=NOW + 3000)), text(), 401, "token not valid yet"),
    "no nbf": (sign(claims(nbf=None)), text(), 401, "token lacks a claim"),
    "no serviceurl": (sign(claims(serviceurl=None)), text(), 401, "token lacks a claim"),
    "odd serviceurl": (sign(claims(serviceurl=[SERVICE_URL])), text(), 401, "token lacks a claim"),
    "key unendorsed": (sign(claims(), key="unendorsed", kid="unendorsed"), text(), 403, "key not endorsed for msteams"),
    "key for webchat": (
        sign(claims(), key="webchat-only", kid="webchat-only"),
        text(),
        403,
        "key not endorsed for msteams",
    ),
    # where it says it comes from
    "service URL differs": (sign(claims(serviceurl=SERVICE_URL + "x")), text(), 403, "service URL is not the token's"),
    "no service URL": (sign(claims()), changed(text(), "serviceUrl"), 403, "no service URL"),
    "evil service URL": (
        sign(claims(serviceurl=EVIL)),
        changed(text(), "serviceUrl", EVIL),
        403,
        "service URL not allowed",
    ),
    "no channel": (sign(claims()), changed(text(), "channelId"), 403, "channel is not msteams"),
    "webchat": (sign(claims()), changed(text(), "channelId", "webchat"), 403, "channel is not msteams"),
    # whose it is
    "conversation of another tenant": (
        sign(claims()),
        changed(text(), "conversation.tenantId", OTHER),
        403,
        "another tenant",
    ),
    "channel data of another tenant": (
        sign(claims()),
        changed(text(), "channelData.tenant.id", OTHER),
        403,
        "another tenant",
    ),
    "sender of another tenant": (sign(claims()), changed(text(), "from.tenantId", OTHER), 403, "another tenant"),
    "event of another tenant": (
        sign(claims()),
        changed(event(), "channelData.tenant.id", OTHER),
        403,
        "another tenant",
    ),
    "another tenant alone in the conversation": (
        sign(claims()),
        changed(changed(press(), "channelData"), "conversation.tenantId", OTHER),
        403,
        "another tenant",
    ),
    "another tenant alone in the channel data": (
        sign(claims()),
        changed(changed(text(), "conversation.tenantId"), "channelData.tenant.id", OTHER),
        403,
        "another tenant",
    ),
    "message without tenant": (
        sign(claims()),
        changed(changed(text(), "channelData.tenant"), "conversation.tenantId"),
        403,
        "no tenant",
    ),
    "press without tenant": (
        sign(claims()),
        changed(changed(press(), "channelData"), "conversation.tenantId"),
        403,
        "no tenant",
    ),
    "event without tenant": (
        sign(claims()),
        changed(changed(event(), "channelData"), "conversation.tenantId"),
        403,
        "no tenant",
    ),
    "message from nobody": (sign(claims()), changed(text(), "from.aadObjectId"), 403, "sender has no object id"),
    "edit by nobody": (
        sign(claims()),
        changed(
            text(type="messageUpdate", channelData={"tenant": {"id": TENANT}, "eventType": "editMessage"}),
            "from.aadObjectId",
        ),
        403,
        "sender has no object id",
    ),
    "press by nobody": (sign(claims()), changed(press(), "from.aadObjectId"), 403, "sender has no object id"),
    "to another bot": (
        sign(claims()),
        changed(text(), "recipient.id", f"28:{OTHER}"),
        403,
        "recipient is not this bot",
    ),
    # its shape
    "no type": (sign(claims()), changed(text(), "type"), 400, "malformed activity at type"),
    "no id": (sign(claims()), changed(text(), "id"), 400, "activity has no id"),
    "event without id": (sign(claims()), changed(event(), "id"), 400, "activity has no id"),
    "id is a number": (sign(claims()), changed(text(), "id", 17), 400, "malformed activity at id"),
    "id too long": (sign(claims()), changed(text(), "id", "x" * 600), 400, "malformed activity at id"),
    "id of two lines": (sign(claims()), changed(text(), "id", "1\nforged=1"), 400, "malformed activity at id"),
    "sender is text": (sign(claims()), changed(text(), "from", "Olivia Oak"), 400, "malformed activity at from"),
    "object id is no id": (
        sign(claims()),
        changed(text(), "from.aadObjectId", "olivia"),
        400,
        "malformed activity at from.aadObjectId",
    ),
    "unknown kind of chat": (
        sign(claims()),
        changed(text(), "conversation.conversationType", "square"),
        400,
        "malformed activity at conversation.conversationType",
    ),
    "text is a list": (sign(claims()), changed(text(), "text", ["help"]), 400, "malformed activity at text"),
    "NUL in the text": (sign(claims()), changed(text(), "text", "he\0lp"), 400, "malformed activity at text"),
    "an array": (sign(claims()), [text()], 400, "not a JSON object"),
    "null": (sign(claims()), None, 400, "not a JSON object"),
    "message value is text": (sign(claims()), text(value="x"), 400, "message value is not an object"),
    "invoke without name": (sign(claims()), changed(press(), "name"), 400, "invoke without a name"),
    "press without value": (sign(claims()), changed(press(), "value"), 400, "not a JSON object"),
    "press without action": (sign(claims()), changed(press(), "value", {}), 400, "malformed activity at action"),
    "press with text for action": (
        sign(claims()),
        changed(press(), "value.action", "approve"),
        400,
        "malformed activity at action",
    ),
    "press without verb": (
        sign(claims()),
        changed(press(), "value.action.verb"),
        400,
        "malformed activity at action.verb",
    ),
    "press with a number for verb": (
        sign(claims()),
        changed(press(), "value.action.verb", 7),
        400,
        "malformed activity at action.verb",
    ),
    "press with a list for data": (
        sign(claims()),
        changed(press(), "value.action.data", ["c0ffee"]),
        400,
        "malformed activity at action.data",
    ),
    "dialog data is text": (sign(claims()), changed(dialog(), "value.data", "x"), 400, "malformed activity at data"),
    "data with a vast number": (
        sign(claims()),
        changed(press(), "value.action.data", {"n": 10**40}),
        400,
        "value out of range",
    ),
}


def check_refusal(logs: Any, status: int, reason: str) -> None:
    """One line, static name, nobody in it."""
    lines = [entry for entry in logs if entry["event"] == "activity_refused"]
    assert [(line["status"], line["reason"]) for line in lines] == [(status, reason)]
    written = json.dumps(logs, ensure_ascii=False)
    assert "\\n" not in written
    assert not [secret for secret in PERSONAL if secret in written]


@pytest.mark.parametrize(("token", "body", "status", "reason"), FORGED.values(), ids=FORGED.keys())
async def test_a_forged_activity_is_refused_before_anything_of_ours_runs(
    bot: Bot, token: str, body: Any, status: int, reason: str
) -> None:
    with capture_logs() as logs:
        answered, said = await bot.post(body, token=token)
    assert (answered, said) == (status, None)
    assert bot.turns == []
    assert bot.outbox.sent == []
    assert bot.memory.kept == {}
    check_refusal(logs, status, reason)


@pytest.mark.parametrize(
    ("data", "status", "reason"),
    [
        (b"{", 400, "not a JSON object"),
        (b"", 400, "not a JSON object"),
        (b"\xff\xfe", 400, "not a JSON object"),
        (b"[" * 50_000, 400, "not a JSON object"),
        (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, 400, "not a JSON object"),
        (json.dumps(press()).replace('"c0ffee"', '{"a":' * 30 + "1" + "}" * 30).encode(), 400, "value too deep"),
        (json.dumps(press()).replace('"c0ffee"', "NaN").encode(), 400, "value out of range"),
        (json.dumps(press()).replace('"c0ffee"', '"\\ud800"').encode(), 400, "not a JSON object"),
        (b" " * (MAX_BODY + 1), 413, "body too big"),
    ],
    ids=["cut off", "empty", "not UTF-8", "deep list", "deep object", "deep data", "NaN", "half a sign", "too big"],
)
async def test_a_body_that_is_no_json_of_ours_is_refused(bot: Bot, data: bytes, status: int, reason: str) -> None:
    with capture_logs() as logs:
        answered = await bot.post_raw(data, {"Authorization": f"Bearer {sign(claims())}"})
    assert answered == (status, None)
    assert bot.turns == []
    check_refusal(logs, status, reason)


async def test_a_body_without_declared_length_is_read_no_further_than_the_cap(bot: Bot) -> None:
    async def endless() -> Any:
        for _ in range(64):
            yield b" " * 65_536

    assert (await bot.post_raw(endless(), {"Authorization": "Bearer x"}))[0] == 413


async def test_a_compressed_bomb_is_refused(bot: Bot) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    assert len(bomb) < MAX_BODY
    headers = {"Authorization": f"Bearer {sign(claims())}", "Content-Encoding": "gzip"}
    assert (await bot.post_raw(bomb, headers))[0] == 413
    assert (await bot.post_raw(b"not gzip", headers))[0] == 400
    assert bot.turns == []


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic b2xpdmlhOng=", "Bearer " + "x" * 8190])
async def test_without_a_bearer_token_nothing_is_read(bot: Bot, header: str | None) -> None:
    with capture_logs() as logs:
        answered = await bot.post_raw(json.dumps(text()), {} if header is None else {"Authorization": header})
    assert answered[0] in {400, 401}
    assert bot.turns == []
    assert len(logs) <= 1


async def test_a_token_is_good_five_minutes_past_its_end_and_before_its_start(bot: Bot) -> None:
    now = int(time.time())
    assert (await bot.post(text(), token=sign(claims(exp=now - 280))))[0] == 200
    assert (await bot.post(text(id="2"), token=sign(claims(nbf=now + 280))))[0] == 200
    assert len(bot.turns) == 2


async def test_a_token_that_was_good_is_refused_once_its_key_is_withdrawn_or_replaced(bot: Bot) -> None:
    token = sign(claims())
    for number in ("1", "2"):
        assert (await bot.post(text(id=number), token=token))[0] == 200
    assert bot.keys is not None
    known = bot.keys._keys
    stranger = private_key("stranger").public_key()
    bot.keys._keys = {"good": SigningKey(kid="good", public=stranger, endorsements=frozenset({"msteams"}))}
    assert (await bot.post(text(id="3"), token=token))[0] == 401
    bot.keys._keys = {}
    assert (await bot.post(text(id="4"), token=token))[0] == 401
    bot.keys._keys = known
    assert (await bot.post(text(id="5"), token=token))[0] == 200


def test_a_known_token_is_forgotten_when_it_expires_and_when_too_many_are_known() -> None:
    key = SigningKey(kid="good", public=private_key("good").public_key(), endorsements=frozenset({"msteams"}))
    verified = Verified()
    verified.keep("old", key, claims(exp=NOW - 1))
    assert verified.recall("old") is None
    for number in range(MOST_KNOWN + 1):
        verified.keep(str(number), key, claims())
    assert verified.recall("0") is None
    assert verified.recall("1") is not None


@pytest.mark.parametrize("field", ["conversation.tenantId", "channelData.tenant", "channelData"])
@pytest.mark.parametrize("body", [text(), press()], ids=["message", "press"])
async def test_one_place_that_names_our_tenant_is_enough(bot: Bot, body: dict[str, Any], field: str) -> None:
    assert (await bot.post(changed(body, field)))[0] == 200
    assert len(bot.turns) == 1


@pytest.mark.parametrize(("cloud", "issuer"), [("gcc", "com"), ("gcc-high", "us"), ("dod", "us")])
async def test_tokens_are_taken_from_the_bot_framework_of_the_own_cloud_alone(
    bot: Bot, serve: Serve, cloud: str, issuer: str
) -> None:
    assert bot.keys is not None
    own: dict[str, Any] = {"tenant_id": TENANT, "bot_app_id": APP_ID, "cloud": cloud, "service_urls": ALLOWED}
    app, gate = web.Application(), make_gate(Environment(**own), bot.keys)
    add_bot_routes(app, gate=gate, handler=bot.handle, memory=bot.memory, connector=bot.outbox)
    bot.url = str((await serve(app)).make_url("/api/messages"))
    given = {
        end: await bot.post(text(), token=sign(claims(iss=f"https://api.botframework.{end}"))) for end in ("com", "us")
    }
    assert {end: status for end, (status, _) in given.items()} == {"com": 401, "us": 401} | {issuer: 200}


async def test_an_event_may_lack_one_tenant_field_and_a_person(bot: Bot) -> None:
    lacking = changed(changed(event(), "conversation.tenantId"), "from.aadObjectId")
    assert (await bot.post(lacking))[0] == 200
    assert [turn.actor.object_id for turn in bot.turns] == [""]


async def test_tenant_and_bot_are_compared_without_regard_to_case(bot: Bot) -> None:
    body = changed(text(), "conversation.tenantId", TENANT.upper())
    assert (await bot.post(changed(body, "recipient.id", f"28:{APP_ID.upper()}")))[0] == 200


@pytest.mark.parametrize(("app_id", "tenant_id"), [("", TENANT), (" ", TENANT), (APP_ID, "")])
def test_there_is_no_gate_without_an_app_id_and_a_tenant(app_id: str, tenant_id: str, key_server: KeyServer) -> None:
    with pytest.raises(ValueError, match="app id"):
        Gate(app_id=app_id, tenant_id=tenant_id, service_urls=ServiceUrls(["https://x.example"]), keys=NO_KEYS)


class NoKeys:
    async def find(self, kid: str) -> None:
        raise AssertionError(kid)


NO_KEYS = NoKeys()


async def test_while_the_key_server_is_down_a_token_is_answered_503_and_not_judged(
    bot: Bot, key_server: KeyServer
) -> None:
    key_server.status = 500
    with capture_logs() as logs:
        assert await bot.post(text()) == (503, None)
    check_refusal(logs, 503, "key server unreachable")
    assert bot.turns == []


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net.evil.example/emea/",
        "https://smba.trafficmanager.net@evil.example/emea/",
        "https://evil.example/smba.trafficmanager.net/emea/",
        "https://evil.example#smba.trafficmanager.net/teams/",
        "https://smba.trafficmanager.net\\@evil.example/teams/",
        "https://smba.trafficmanager.net:444/teams/",
        "http://smba.trafficmanager.net/teams/",
        "https://smba.trafficmanager.net/teams/../emea/",
        "https://smba.trafficmanager.net/teams/%2e%2e/emea/",
        "https://smba.trafficmanager.net/teamsters/",
        "https://smba.trafficmanager.net/TEAMS/",
        "https://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net/teams/?x=1",
        "https://smba.trafficmanager.net:port/teams/",
        "https://smba.traffi\u0441manager.net/teams/",
        "https:///teams/",
        "//smba.trafficmanager.net/teams/",
        "smba.trafficmanager.net/teams/",
        "file:///teams/",
        "",
        "https://smba.trafficmanager.net/teams/" + "x" * 600,
    ],
)
def test_a_service_url_that_merely_looks_like_an_allowed_one_is_not(url: str) -> None:
    assert not ServiceUrls(["https://smba.trafficmanager.net/teams/"]).allows(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/teams/",
        "https://smba.trafficmanager.net/teams",
        "https://SMBA.trafficmanager.net:443/teams/deep/er/",
    ],
)
def test_a_service_url_below_an_allowed_one_is_allowed(url: str) -> None:
    assert ServiceUrls(["https://smba.trafficmanager.net/teams/"]).allows(url)


@pytest.mark.parametrize(
    ("kept", "used"),
    [
        ("https://smba.trafficmanager.net/teams/emea/", "https://smba.trafficmanager.net/teams/emea/"),
        ("https://smba.infra.gov.teams.microsoft.us/gcch/", "https://smba.trafficmanager.net/teams/"),
        ("", "https://smba.trafficmanager.net/teams/"),
        (None, "https://smba.trafficmanager.net/teams/"),
    ],
)
def test_a_chat_outlives_an_address_that_is_no_longer_allowed(kept: str | None, used: str) -> None:
    assert ServiceUrls(["https://smba.trafficmanager.net/teams/", "https://other.example/"]).standing(kept) == used


@pytest.mark.parametrize("prefix", ["", "http://smba.trafficmanager.net/", "smba.trafficmanager.net", "https://*/"])
def test_an_allow_list_holds_https_addresses_only(prefix: str) -> None:
    allowed = ServiceUrls(["http://127.0.0.1:3978/connector/"])
    assert allowed.allows("http://127.0.0.1:3978/connector/")
    with pytest.raises(ValueError, match="https"):
        ServiceUrls([prefix])
    with pytest.raises(ValueError, match="at least one"):
        ServiceUrls([])
