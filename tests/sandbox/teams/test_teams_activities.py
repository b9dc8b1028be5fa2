from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jwt
import pytest
from jwt import PyJWK
from recorder import card, words

if TYPE_CHECKING:
    from recorder import Connector, RecordingBot

    from sandbox.tenant import Tenant


async def fetch(teams: Connector, url: str) -> Any:
    async with teams.session.get(url) as response:
        return await response.json()


async def published_keys(teams: Connector) -> dict[str, dict[str, Any]]:
    root = f"{teams.base}/sandbox/botframework/v1/.well-known/openidconfiguration"
    document = await fetch(teams, root)
    assert document["issuer"] == "https://api.botframework.com"
    return {key["kid"]: key for key in (await fetch(teams, document["jwks_uri"]))["keys"]}


async def test_every_activity_carries_a_token_that_the_published_endorsed_key_signed(
    teams: Connector, tenant: Tenant, recording: RecordingBot
) -> None:
    await teams.act("say", person="olivia", text="help")
    keys = await published_keys(teams)
    for token, sent in zip(recording.tokens, recording.received, strict=True):
        key = keys[jwt.get_unverified_header(token)["kid"]]
        assert "msteams" in key["endorsements"]
        claims = jwt.decode(
            token, PyJWK(key).key, ["RS256"], audience=tenant.world.bot_app_id, issuer="https://api.botframework.com"
        )
        assert claims["serviceurl"] == sent["serviceUrl"] == f"{teams.base}/connector/"
        assert {"exp", "nbf", "iat"} <= set(claims)


@pytest.mark.parametrize(
    ("key", "published", "endorsed"), [("good", True, True), ("unendorsed", True, False), ("unknown", False, False)]
)
async def test_any_claims_can_be_signed_by_each_kind_of_key(
    teams: Connector, key: str, published: bool, endorsed: bool
) -> None:
    status, body = await teams.act("sign", claims={"any": "thing"}, key=key)
    assert status == 200
    found = (await published_keys(teams)).get(jwt.get_unverified_header(body["token"])["kid"])
    assert (found is not None, bool(found and "endorsements" in found)) == (published, endorsed)
    assert jwt.decode(body["token"], options={"verify_signature": False}) == {"any": "thing"}


@pytest.mark.parametrize("odd", [{"iss": 5}, {"iss": None}, {"sub": [1], "aud": {}, "exp": "later"}, {}])
async def test_odd_claims_are_signed_as_they_are(teams: Connector, odd: dict[str, Any]) -> None:
    status, body = await teams.act("sign", claims=odd)
    assert status == 200
    assert jwt.decode(body["token"], options={"verify_signature": False}) == odd


async def test_the_first_words_come_after_the_news_of_the_installation(
    teams: Connector, recording: RecordingBot
) -> None:
    await teams.act("say", person="olivia", text="help")
    await teams.act("say", person="olivia", text="help again")
    assert [a["type"] for a in recording.received] == ["installationUpdate", "conversationUpdate", "message", "message"]
    assert recording.received[0]["action"] == "add"
    assert {m["id"] for m in recording.received[1]["membersAdded"]} >= {"29:olivia"}


async def test_a_message_names_its_person_tenant_and_chat_as_teams_does(
    teams: Connector, tenant: Tenant, recording: RecordingBot
) -> None:
    await teams.act("say", person="olivia", text="help")
    sent = recording.of_type("message")[0]
    about = {p["key"]: p for p in (await fetch(teams, f"{teams.base}/sandbox/about"))["people"]}
    assert sent["from"] == {"id": "29:olivia", "name": "Olivia Owens", "aadObjectId": about["olivia"]["aadObjectId"]}
    assert sent["conversation"]["conversationType"] == "personal"
    assert sent["conversation"]["tenantId"] == sent["channelData"]["tenant"]["id"] == tenant.world.tenant_id
    assert (sent["channelId"], sent["recipient"]["id"], sent["text"]) == (
        "msteams",
        f"28:{tenant.world.bot_app_id}",
        "help",
    )
    assert sent["locale"] == "en-GB"


async def test_line_ends_and_cells_are_in_the_html_of_a_message_alone(
    teams: Connector, recording: RecordingBot
) -> None:
    for text in ("one\ntwo < 3", "a\tb\nc\td"):
        await teams.act("say", person="olivia", text=text)
    sent = [(one["text"], one["attachments"][0]["content"]) for one in recording.of_type("message")]
    cells = "<tr>\n<td><p>{}</p></td><td><p>{}</p></td></tr>"
    table = f"<table><tbody>\n{cells.format('a', 'b')}\n{cells.format('c', 'd')}</tbody></table>"
    lines = "<div>one</div><div>two &lt; 3</div>"
    assert sent == [("one two < 3", f"<div>{lines}</div>"), ("a b c d", f"<div>{table}</div>")]


async def test_activity_ids_never_repeat(teams: Connector, recording: RecordingBot) -> None:
    for text in ("a", "b", "c"):
        await teams.act("say", person="olivia", text=text)
        await teams.act("say", person="adam", text=text, conversation="rollout")
    ids = [a["id"] for a in recording.received]
    assert len(set(ids)) == len(ids)


async def test_in_the_channel_the_bot_is_mentioned_and_its_answer_belongs_to_the_thread(
    teams: Connector, recording: RecordingBot
) -> None:
    async def reply(sent: dict[str, Any]) -> tuple[int, None]:
        if sent["type"] == "message":
            await teams.send(sent["conversation"]["id"], text="waiting")
        return 201, None

    recording.answer = reply
    status, body = await teams.act("say", person="priya", text="@Usher test access", conversation="rollout")
    sent = recording.of_type("message")[0]
    assert sent["text"] == "<at>Usher</at> test access"
    assert sent["conversation"]["id"] == f"19:rollout@thread.tacv2;messageid={sent['id']}"
    assert [e["mentioned"]["name"] for e in sent["entities"] if e["type"] == "mention"] == ["Usher"]
    assert (status, body["status"], [m["text"] for m in body["messages"]]) == (200, 201, ["waiting"])
    assert [m["thread"] for m in await teams.view("erin")] == [sent["id"], sent["id"]]


async def test_say_returns_what_was_sent_or_updated_there_before_the_answer(
    teams: Connector, recording: RecordingBot
) -> None:
    chat = await teams.chat_with("olivia")
    old = await teams.send(chat, card(words("old")))
    other = await teams.chat_with("adam")

    async def work(sent: dict[str, Any]) -> tuple[int, None]:
        if sent["type"] == "message":
            await teams.update(chat, old, card(words("newer")))
            await teams.send(chat, text="new")
            await teams.send(other, text="elsewhere")
        return 201, None

    recording.answer = work
    _, body = await teams.act("say", person="olivia", text="go")
    assert [m["card"]["body"][0]["text"] if m["card"] else m["text"] for m in body["messages"]] == ["newer", "new"]
    assert set(body["messages"][0]) == {"id", "conversation", "text", "card", "updated"}


@pytest.mark.parametrize("how", ["reply_by_path", "reply_in_body"])
async def test_a_reply_is_the_last_that_say_returns_whatever_else_the_bot_writes_meanwhile(
    teams: Connector, recording: RecordingBot, how: str
) -> None:
    chat = await teams.chat_with("olivia")

    async def work(sent: dict[str, Any]) -> tuple[int, None]:
        if sent["type"] == "message":
            await teams.send(chat, text="reply", **{how: sent["id"]})
            await teams.send(chat, text="news")
        return 201, None

    recording.answer = work
    _, body = await teams.act("say", person="olivia", text="go")
    assert [m["text"] for m in body["messages"]] == ["news", "reply"]


async def test_a_bot_that_fails_or_is_not_there_is_told_by_the_message(
    teams: Connector, tenant: Tenant, recording: RecordingBot
) -> None:
    recording.answers(403)
    assert (await teams.act("say", person="olivia", text="help"))[1] == {"status": 403, "messages": []}
    assert "HTTP 403" in (await teams.view("olivia"))[-1]["note"]["text"]
    tenant.world.bot_url = "http://127.0.0.1:9/api/messages"
    assert (await teams.act("say", person="olivia", text="help"))[1]["status"] == 502


async def test_unknown_people_channels_and_bad_bodies_are_refused(teams: Connector) -> None:
    assert (await teams.act("say", person="nobody", text="hi"))[0] == 404
    assert (await teams.act("say", person="olivia", text="hi", conversation="other"))[0] == 404
    assert (await teams.act("say", person="olivia", text=" "))[0] == 400
    assert (await teams.act("click", person="olivia", message="1", action="x"))[0] == 404
    async with teams.session.post(f"{teams.base}/sandbox/teams/say", data=b"no json") as response:
        assert response.status == 400


async def test_one_may_write_to_the_conversation_that_a_message_of_ones_own_names(
    teams: Connector, recording: RecordingBot
) -> None:
    chat = await teams.chat_with("olivia")
    await teams.act("say", person="olivia", text="hello", conversation=chat)
    assert recording.of_type("message")[-1]["conversation"]["id"] == chat
    status, answer = await teams.act("say", person="adam", text="hello", conversation=chat)
    assert (status, "'rollout' is the one" in answer["error"]) == (404, True)
    assert len(recording.of_type("message")) == 1
