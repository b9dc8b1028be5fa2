from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from recorder import ADAPTIVE, card, words

from sandbox.teams.buttons import find_button

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from recorder import Connector, RecordingBot

    from sandbox.tenant import Tenant

MESSAGE = "application/vnd.microsoft.activity.message"


def execute(title: str, verb: str, **more: Any) -> dict[str, Any]:
    return {"type": "Action.Execute", "title": title, "verb": verb, "data": {"card": "c1"}, **more}


def invoke_answer(kind: str, value: Any, status: int = 200) -> dict[str, Any]:
    return {"statusCode": status, "type": kind, "value": value}


async def until(tenant: Tenant, look: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(5):
        while True:
            seen = tenant.world.changes.count
            if await look():
                return
            await tenant.world.changes.wait(seen, 5)


async def test_a_press_sends_the_data_of_card_and_inputs_and_what_was_typed(
    teams: Connector, recording: RecordingBot
) -> None:
    inputs: list[dict[str, Any]] = [
        {"type": "Input.Text", "id": "reason", "value": "sensors"},
        {"type": "Input.Text", "id": "empty"},
        {"type": "Input.Toggle", "id": "mail", "title": "Mail", "valueOff": "no", "valueOn": "yes"},
        {"type": "Input.Number", "id": "count", "value": 3},
        {"type": "Input.ChoiceSet", "id": "group", "value": "g1", "choices": []},
    ]
    chat = await teams.chat_with("olivia")
    message = await teams.send(chat, card(*inputs, actions=[execute("Ask for approval", "ask", id="b1")]))
    recording.answers(200, invoke_answer(MESSAGE, "Thank you"))
    status, body = await teams.act(
        "click", person="olivia", message=message, action="Ask for approval", inputs={"group": "g2"}
    )
    assert (status, body) == (200, {"status": 200, "body": invoke_answer(MESSAGE, "Thank you")})
    (sent,) = recording.of_type("invoke")
    assert (sent["name"], sent["replyToId"], sent["value"]["trigger"]) == ("adaptiveCard/action", message, "manual")
    action = sent["value"]["action"]
    assert (action["type"], action["verb"], action["id"]) == ("Action.Execute", "ask", "b1")
    assert action["data"] == {"card": "c1", "reason": "sensors", "mail": "no", "count": "3", "group": "g2"}


async def test_a_card_in_the_answer_changes_the_pressers_view_until_the_next_update(
    teams: Connector, recording: RecordingBot
) -> None:
    await teams.act("open", person="olivia", conversation="rollout")
    channel = "19:rollout@thread.tacv2"
    message = await teams.send(channel, card(words("open"), actions=[execute("Approve", "approve")]))
    recording.answers(200, invoke_answer(ADAPTIVE, card(words("you approved"))))
    await teams.act("click", person="adam", message=message, action="approve")

    async def body_for(person: str) -> str:
        return str((await teams.messages(person))[-1]["card"]["body"][0]["text"])

    assert (await body_for("adam"), await body_for("olivia")) == ("you approved", "open")
    await teams.update(channel, message, card(words("approved by Adam")))
    assert (await body_for("adam"), await body_for("olivia")) == ("approved by Adam", "approved by Adam")


async def test_a_reload_leaves_of_the_answer_to_a_press_only_what_stands_in_the_message(
    teams: Connector, recording: RecordingBot
) -> None:
    chat = await teams.chat_with("adam")
    kept, lost = [await teams.send(chat, card(words("open"), actions=[execute("Approve", "approve")])) for _ in "12"]
    recording.answers(200, invoke_answer(ADAPTIVE, card(words("you approved"))))
    for message in (kept, lost):
        await teams.act("click", person="adam", message=message, action="approve")
    await teams.update(chat, kept, card(words("approved by Adam")))
    assert await teams.act("reload", person="adam") == (200, {"dropped": 1})
    seen = {one["id"]: one["card"]["body"][0]["text"] for one in await teams.messages("adam")}
    assert seen == {kept: "approved by Adam", lost: "open"}
    assert await teams.act("reload", person="adam") == (200, {"dropped": 0})


async def test_a_sentence_in_the_answer_stands_by_the_card_until_it_changes(
    teams: Connector, recording: RecordingBot
) -> None:
    chat = await teams.chat_with("olivia")
    message = await teams.send(chat, card(actions=[execute("Compare", "compare")]))
    recording.answers(200, invoke_answer(MESSAGE, "Both work."))
    await teams.act("click", person="olivia", message=message, action="Compare")
    assert (await teams.view("olivia"))[-1]["note"] == {"kind": "toast", "text": "Both work."}
    await teams.update(chat, message, card(words("next")))
    assert (await teams.view("olivia"))[-1]["note"] is None


@pytest.mark.parametrize(
    ("status", "body", "part"),
    [
        (403, None, "HTTP 403"),
        (500, None, "HTTP 500"),
        (
            200,
            invoke_answer("application/vnd.microsoft.error", {"code": "late", "message": "Adam decided this."}, 400),
            "Adam decided",
        ),
    ],
)
async def test_a_failed_press_is_told_in_words(
    teams: Connector, recording: RecordingBot, status: int, body: dict[str, Any] | None, part: str
) -> None:
    message = await teams.send(await teams.chat_with("olivia"), card(actions=[execute("Ask", "ask")]))
    recording.answers(status, body)
    assert (await teams.act("click", person="olivia", message=message, action="Ask"))[1] == {
        "status": status,
        "body": body,
    }
    note = (await teams.view("olivia"))[-1]["note"]
    assert note["kind"] == "error"
    assert part in note["text"]


async def test_a_button_of_an_earlier_version_can_still_be_pressed_but_one_that_never_was_cannot(
    teams: Connector, recording: RecordingBot
) -> None:
    chat = await teams.chat_with("olivia")
    message = await teams.send(chat, card(actions=[execute("Ask", "ask")]))
    await teams.update(chat, message, card(words("closed")))
    assert (await teams.act("click", person="olivia", message=message, action="ask"))[0] == 200
    assert recording.of_type("invoke")[0]["value"]["action"]["verb"] == "ask"
    assert (await teams.act("click", person="olivia", message=message, action="never"))[0] == 404


async def test_whoever_presses_a_title_in_another_language_reads_what_the_card_has(teams: Connector) -> None:
    chat = await teams.chat_with("olivia")
    message = await teams.send(chat, card(actions=[execute("Godkend", "request.approve")]))
    status, said = await teams.act("click", person="olivia", message=message, action="Approve")
    assert (status, said["error"].rpartition("; ")[2]) == (404, "it has Godkend (request.approve)")


@pytest.mark.parametrize(("inputs", "status"), [(None, 200), ({}, 200), ([], 400), ("reason", 400)])
async def test_no_inputs_leave_the_cards_values_and_what_is_no_object_is_no_inputs(
    teams: Connector, recording: RecordingBot, inputs: Any, status: int
) -> None:
    reason: dict[str, Any] = {"type": "Input.Text", "id": "reason", "value": "sensors"}
    message = await teams.send(await teams.chat_with("olivia"), card(reason, actions=[execute("Ask", "ask")]))
    got, _ = await teams.act("click", person="olivia", message=message, action="Ask", inputs=inputs)
    pressed = [sent["value"]["action"]["data"]["reason"] for sent in recording.of_type("invoke")]
    assert (got, pressed) == (status, ["sensors"] if status == 200 else [])


async def test_somebody_elses_message_is_pressed_in_the_pressers_own_name(
    teams: Connector, recording: RecordingBot
) -> None:
    chat = await teams.chat_with("adam")
    message = await teams.send(chat, card(actions=[execute("Approve", "approve")]))
    recording.answers(200, invoke_answer(ADAPTIVE, card(words("no"))))
    await teams.act("click", person="erin", message=message, action="Approve")
    (sent,) = recording.of_type("invoke")
    assert (sent["from"]["id"], sent["conversation"]["id"]) == ("29:erin", chat)
    assert await teams.messages("erin") == []
    assert (await teams.messages("adam"))[0]["card"]["actions"]


async def test_a_submit_button_becomes_a_message_with_a_value(teams: Connector, recording: RecordingBot) -> None:
    submit = {"type": "Action.Submit", "title": "Go", "data": {"card": "c9"}}
    message = await teams.send(
        await teams.chat_with("olivia"), card({"type": "Input.Text", "id": "t", "value": "x"}, actions=[submit])
    )
    await teams.act("click", person="olivia", message=message, action="Go")
    (sent,) = recording.of_type("message")
    assert (sent["value"], sent["replyToId"], sent.get("text")) == ({"card": "c9", "t": "x"}, message, None)


async def test_a_dialog_is_a_message_of_its_presser_until_it_is_submitted(
    teams: Connector, recording: RecordingBot
) -> None:
    fetch = {"type": "Action.Submit", "title": "Review", "data": {"card": "c1", "msteams": {"type": "task/fetch"}}}
    await teams.act("open", person="olivia", conversation="rollout")
    message = await teams.send("19:rollout@thread.tacv2", card(actions=[fetch]))
    inner = card(
        {"type": "Input.Text", "id": "why", "value": "?"},
        actions=[{"type": "Action.Submit", "title": "Send", "data": {"d": 1}}],
    )
    shown = {"type": "continue", "value": {"title": "Review", "card": {"contentType": ADAPTIVE, "content": inner}}}
    recording.answers(200, {"task": shown})
    await teams.act("click", person="adam", message=message, action="Review")
    assert recording.of_type("invoke")[0]["name"] == "task/fetch"
    dialog = (await teams.messages("adam"))[-1]
    assert dialog["conversation"].startswith("dialog:")
    assert dialog["card"] == inner
    assert [m["id"] for m in await teams.messages("olivia")] == [message]
    recording.answers(200, {"task": {"type": "message", "value": "Answer sent."}})
    await teams.act("click", person="adam", message=dialog["id"], action="Send", inputs={"why": "floors"})
    sent = recording.of_type("invoke")[1]
    assert (sent["name"], sent["value"]["data"]) == ("task/submit", {"d": 1, "why": "floors"})
    assert sent["conversation"]["id"].startswith("19:rollout@thread.tacv2")
    assert [m["id"] for m in await teams.messages("adam")] == [message]
    assert (await teams.view("adam"))[-1]["note"]["text"] == "Answer sent."


async def test_a_dialog_that_nobody_can_submit_is_gone_once_the_next_one_is_open(
    teams: Connector, recording: RecordingBot
) -> None:
    fetch = {"type": "Action.Submit", "title": "Review", "data": {"card": "c1", "msteams": {"type": "task/fetch"}}}
    await teams.act("open", person="olivia", conversation="rollout")
    message = await teams.send("19:rollout@thread.tacv2", card(actions=[fetch]))
    for told in ("waits", "is decided"):
        content = {"contentType": ADAPTIVE, "content": card(words(told))}
        recording.answers(200, {"task": {"type": "continue", "value": {"title": "Review", "card": content}}})
        for person in ("adam", "olivia"):
            await teams.act("click", person=person, message=message, action="Review")
    for person in ("adam", "olivia"):
        _, dialog = await teams.messages(person)
        assert dialog["card"] == card(words("is decided"))


async def test_listed_people_get_their_view_refreshed_at_delivery_and_others_never_see_the_refresh(
    teams: Connector, tenant: Tenant, recording: RecordingBot
) -> None:
    await teams.act("open", person="olivia", conversation="rollout")
    recording.answers(200, invoke_answer(ADAPTIVE, card(words("you may decide"))))
    refresh = {"action": execute("", "look"), "userIds": ["29:adam"]}
    await teams.send("19:rollout@thread.tacv2", card(words("open"), refresh=refresh))

    async def refreshed() -> bool:
        return bool((await teams.messages("adam"))[-1]["card"]["body"] == [words("you may decide")])

    await until(tenant, refreshed)
    (sent,) = recording.of_type("invoke")
    assert (sent["value"]["trigger"], sent["value"]["action"]["verb"], sent["from"]["id"]) == (
        "automatic",
        "look",
        "29:adam",
    )
    theirs = (await teams.messages("olivia"))[-1]["card"]
    assert (theirs["body"], "refresh" in theirs) == ([words("open")], False)


async def test_a_refresh_that_comes_late_does_not_hide_a_newer_update(
    teams: Connector, recording: RecordingBot
) -> None:
    chat = await teams.chat_with("adam")
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_sent: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        asked.set()
        await go_on.wait()
        return 200, invoke_answer(ADAPTIVE, card(words("stale")))

    recording.answer = slow
    refresh = {"action": execute("", "look"), "userIds": ["29:adam"]}
    message = await teams.send(chat, card(words("open"), refresh=refresh))
    await asyncio.wait_for(asked.wait(), 5)
    await teams.update(chat, message, card(words("newer")))
    go_on.set()
    recording.answers(200, None)
    await teams.act("say", person="adam", text="hello")
    assert (await teams.messages("adam"))[0]["card"]["body"] == [words("newer")]


def test_buttons_are_found_wherever_a_card_may_hold_them() -> None:
    inner = card({"type": "Input.Text", "id": "inner", "value": "i"}, actions=[execute("Deep", "deep")])
    shown = card(
        {"type": "Input.Text", "id": "outer", "value": "o"},
        {"type": "ColumnSet", "columns": [{"items": [{"type": "ActionSet", "actions": [execute("Set", "set")]}]}]},
        {"type": "Container", "items": [], "selectAction": execute("Whole", "whole", associatedInputs="none")},
        actions=[
            execute("More", "more", mode="secondary"),
            {"type": "Action.ShowCard", "title": "Show", "card": inner},
        ],
    )
    for wanted in ("Set", "whole", "More", "Deep"):
        assert find_button(shown, wanted) is not None
    filled = {
        wanted: button.fill({"typed": "t"})
        for wanted in ("deep", "set", "whole")
        if (button := find_button(shown, wanted))
    }
    assert filled == {
        "deep": {"card": "c1", "outer": "o", "inner": "i", "typed": "t"},
        "set": {"card": "c1", "outer": "o", "typed": "t"},
        "whole": {"card": "c1", "typed": "t"},
    }
    assert find_button(shown, "Show") is None


async def test_a_people_picker_is_answered_by_the_directory_and_other_datasets_by_the_bot(
    teams: Connector, recording: RecordingBot
) -> None:
    message = await teams.send(await teams.chat_with("olivia"), card())
    asked = {"person": "olivia", "message": message}
    _, found = await teams.act("search", **asked, dataset="graph.microsoft.com/users", query="pri pa")
    assert [c["title"] for c in found["results"]] == ["Priya Patel (priya@contoso.example)"]
    results = [{"title": "Go-live", "value": "w1"}]
    recording.answers(200, {"type": "application/vnd.microsoft.search.searchResponse", "value": {"results": results}})
    assert (await teams.act("search", **asked, dataset="waves", query="go"))[1] == {"results": results}
    (sent,) = recording.of_type("invoke")
    assert (sent["name"], sent["value"]["queryText"], sent["value"]["dataset"]) == ("application/search", "go", "waves")
