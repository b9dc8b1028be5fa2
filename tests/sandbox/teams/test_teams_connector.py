from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from recorder import activity, card, words

from sandbox.login import BOT_FRAMEWORK, issue_token

if TYPE_CHECKING:
    from recorder import Connector, RecordingBot

    from sandbox.tenant import Tenant


async def test_a_call_without_the_bots_token_is_refused(teams: Connector, tenant: Tenant) -> None:
    assert (await teams.call("POST", "/conversations", {}, headers={}))[0] == 401
    other = issue_token(tenant.world, tenant.world.provisioner_app_id, BOT_FRAMEWORK)
    assert (await teams.call("POST", "/conversations", {}, headers={"Authorization": f"Bearer {other}"}))[0] == 401


async def test_a_bot_creates_a_chat_by_teams_id_or_object_id_and_finds_the_same_again(teams: Connector) -> None:
    chat = await teams.chat_with("olivia")
    members = (await teams.call("GET", f"/conversations/{quote(chat)}/members"))[1]
    assert [m["name"] for m in members] == ["Olivia Owens"]
    again = await teams.call("POST", "/conversations", {"members": [{"id": members[0]["aadObjectId"]}]})
    assert again == (201, {"id": chat})


async def test_an_unknown_person_another_tenant_and_a_group_chat_cannot_be_written_to(teams: Connector) -> None:
    assert (await teams.call("POST", "/conversations", {"members": [{"id": "29:nobody"}]}))[0] == 400
    elsewhere = {"members": [{"id": "29:olivia"}], "tenantId": "another"}
    assert (await teams.call("POST", "/conversations", elsewhere))[0] == 403
    two = {"members": [{"id": "29:olivia"}, {"id": "29:adam"}]}
    assert (await teams.call("POST", "/conversations", two))[0] == 400
    assert (await teams.call("POST", "/conversations/a:1x/activities", activity(text="hi")))[0] == 404


async def test_a_sent_message_is_seen_by_its_person_alone_and_counted(teams: Connector) -> None:
    message = await teams.send(await teams.chat_with("adam"), card(words("hello")))
    seen = await teams.messages("adam")
    assert [(m["id"], m["card"]["body"], m["updated"]) for m in seen] == [(message, [words("hello")], None)]
    assert await teams.messages("olivia") == []
    async with teams.session.get(f"{teams.base}/sandbox/books") as response:
        assert (await response.json())["sent"] == 1


async def test_an_update_replaces_the_card_and_is_no_new_message(teams: Connector) -> None:
    chat = await teams.chat_with("adam")
    message = await teams.send(chat, card(words("waiting")))
    await teams.update(chat, message, card(words("done")))
    (seen,) = await teams.messages("adam")
    assert seen["card"]["body"] == [words("done")]
    assert seen["updated"]


async def test_a_deleted_message_is_gone_and_cannot_be_updated(teams: Connector) -> None:
    chat = await teams.chat_with("adam")
    path = f"/conversations/{quote(chat)}/activities/{await teams.send(chat, text='oh')}"
    assert (await teams.call("DELETE", path))[0] == 200
    assert await teams.messages("adam") == []
    status, body = await teams.call("PUT", path, activity(text="again"))
    assert (status, body["error"]["code"]) == (404, "ActivityNotFoundInConversation")


async def test_a_message_is_found_only_in_its_own_conversation(teams: Connector) -> None:
    message = await teams.send(await teams.chat_with("adam"), text="hi")
    other = quote(await teams.chat_with("olivia"))
    assert (await teams.call("PUT", f"/conversations/{other}/activities/{message}", activity(text="x")))[0] == 404


async def test_a_bot_cannot_change_what_a_person_wrote(teams: Connector, recording: RecordingBot) -> None:
    await teams.act("say", person="adam", text="hello")
    heard = recording.of_type("message")[0]
    path = f"/conversations/{quote(heard['conversation']['id'])}/activities/{heard['id']}"
    assert (await teams.call("PUT", path, activity(text="x")))[0] == 403


async def test_a_message_over_100_kb_as_utf_16_is_too_big(teams: Connector) -> None:
    path = f"/conversations/{quote(await teams.chat_with('adam'))}/activities"
    assert (await teams.call("POST", path, activity(text="x" * 51_000)))[0] == 201
    status, body = await teams.call("POST", path, activity(text="x" * 51_300))
    assert (status, body["error"]["code"]) == (413, "MessageSizeTooBig")


async def test_an_empty_message_is_refused_and_typing_leaves_no_trace(teams: Connector) -> None:
    path = f"/conversations/{quote(await teams.chat_with('adam'))}/activities"
    assert (await teams.call("POST", path, {"type": "message"}))[0] == 400
    assert (await teams.call("POST", path, {"type": "typing"}))[0] == 201
    assert await teams.messages("adam") == []


async def test_an_eighth_message_within_a_second_is_throttled_in_that_conversation_alone(teams: Connector) -> None:
    path = f"/conversations/{quote(await teams.chat_with('adam'))}/activities"
    first = [(await teams.call("POST", path, activity(text=str(i))))[0] for i in range(7)]
    assert 429 in [
        *first,
        (await teams.call("POST", path, activity(text="8")))[0],
        (await teams.call("POST", path, activity(text="9")))[0],
    ]
    assert int(teams.last_headers["Retry-After"]) >= 1
    await teams.send(await teams.chat_with("olivia"), text="hi")


async def test_somebody_who_uninstalled_the_bot_cannot_be_written_to_until_they_open_the_chat(
    teams: Connector, recording: RecordingBot
) -> None:
    chat = quote(await teams.chat_with("adam"))
    async with teams.session.post(
        f"{teams.base}/sandbox/entra", json={"do": "uninstall_bot", "person": "adam"}
    ) as response:
        assert response.status == 200
    status, body = await teams.call("POST", f"/conversations/{chat}/activities", activity(text="hi"))
    assert (status, body["subCode"]) == (403, "MessageWritesBlocked")
    assert (await teams.call("POST", "/conversations", {"members": [{"id": "29:adam"}]}))[0] == 403
    assert [a["action"] for a in recording.of_type("installationUpdate")] == ["remove"]
    await teams.act("say", person="adam", text="back")
    await teams.send(await teams.chat_with("adam"), text="welcome")


async def test_members_come_in_pages_and_one_by_one(teams: Connector) -> None:
    await teams.act("open", person="olivia", conversation="rollout")
    channel = quote("19:rollout@thread.tacv2")
    first = (await teams.call("GET", f"/conversations/{channel}/pagedmembers?pageSize=6"))[1]
    rest = (
        await teams.call(
            "GET", f"/conversations/{channel}/pagedmembers?pageSize=6&continuationToken={first['continuationToken']}"
        )
    )[1]
    assert len({m["id"] for m in first["members"] + rest["members"]}) == 10
    one = (await teams.call("GET", f"/conversations/{channel}/members/29:priya"))[1]
    assert (one["name"], one["userRole"]) == ("Priya Patel", "user")
    chat = quote(await teams.chat_with("olivia"))
    status, body = await teams.call("GET", f"/conversations/{chat}/members/29:priya")
    assert (status, body["error"]["code"]) == (404, "MemberNotFoundInConversation")


async def test_a_new_thread_in_the_channel_is_seen_by_everybody_and_replies_stay_in_it(teams: Connector) -> None:
    data = {
        "channelData": {"channel": {"id": "19:rollout@thread.tacv2"}},
        "isGroup": True,
        "activity": activity(text="root"),
    }
    status, body = await teams.call("POST", "/conversations", data)
    assert (status, body["id"]) == (201, f"19:rollout@thread.tacv2;messageid={body['activityId']}")
    await teams.send(body["id"], text="reply")
    seen = await teams.view("erin")
    assert [(m["text"], m["thread"], m["conversation"]) for m in seen] == [
        ("root", body["activityId"], "rollout"),
        ("reply", body["activityId"], "rollout"),
    ]
