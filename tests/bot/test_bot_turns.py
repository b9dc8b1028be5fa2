"""What Teams posts becomes a turn of ours; what we answer becomes what Teams wants to read."""

from __future__ import annotations

import ast
import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from structlog.testing import capture_logs
from teams_wire import APP_ID, CONVERSATION, OLIVIA, PERSONAL, SERVICE_URL, TENANT, changed, dialog, press, text

from bot.turn import Answer, Turn, TurnKind, Where

if TYPE_CHECKING:
    from bot_parts import Bot

CARD = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Done"}]}
MENTION = {"type": "mention", "text": "<at>Usher</at>", "mentioned": {"id": f"28:{APP_ID}", "name": "Usher"}}
MENTION_OF_ADAM = {"type": "mention", "text": "<at>Adam</at>", "mentioned": {"id": "29:1adam", "name": "Adam"}}


def answers(bot: Bot, answer: Answer | None) -> None:
    async def give(turn: Turn) -> Answer | None:
        return answer

    bot.answer = give


def told(logs: Any) -> list[Any]:
    """What was logged, without the fetching of keys."""
    return [line for line in logs if line["event"] != "signing_keys_fetched"]


def fails(bot: Bot) -> None:
    async def fail(turn: Turn) -> Answer | None:
        raise RuntimeError(f"no luck for {turn.actor.name} <maria@partner.example>")

    bot.answer = fail


async def test_a_text_becomes_a_turn_and_its_answer_a_message(bot: Bot) -> None:
    answers(bot, Answer.with_card(CARD, summary="One card"))
    body = text("<at>Usher</at>  invite&nbsp;Bo &amp; <at>Adam</at>\n", entities=[MENTION, MENTION_OF_ADAM])
    assert await bot.post(body) == (200, None)
    (turn,) = bot.turns
    assert (turn.kind, turn.text, turn.automatic, turn.locale) == (TurnKind.TEXT, "invite Bo & Adam", False, "da-DK")
    assert (turn.actor.object_id, turn.actor.name, turn.actor.teams_id) == (OLIVIA, "Olivia Oak", "29:1olivia")
    assert (turn.activity_id, turn.reply_to, turn.verb, dict(turn.data)) == ("1690000000001", None, None, {})
    where = Where(service_url=SERVICE_URL, conversation_id=CONVERSATION, conversation_kind="personal", tenant_id=TENANT)
    assert turn.where == where
    ((sent_to, message),) = bot.outbox.sent
    assert sent_to == where
    assert message["attachments"] == [{"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}]
    assert (message["type"], message["summary"]) == ("message", "One card")


async def test_a_hidden_sign_parts_no_word_that_is_typed(bot: Bot) -> None:
    """Parted, ``con|sultant@…`` would be the address of somebody else."""
    hidden = "\u200b\u200e\u202a\u202c\u202e\u2060\ufeff\u00ad"
    for number, sign in enumerate(hidden):
        await bot.post(text(f"end con{sign}sultant@fabrikam.example{sign}", id=str(number)))
    assert {turn.text for turn in bot.turns} == {"end consultant@fabrikam.example"}
    assert len(bot.turns) == len(hidden)


@pytest.mark.parametrize(
    "quoted",
    ['<quoted messageId="1778622003149"/> ', '<quoted messageId="1"/>\r\n', '<Quoted id="1">old words</quoted> '],
)
async def test_a_reply_is_read_without_what_it_refers_to(bot: Bot, quoted: str) -> None:
    await bot.post(text(f"{quoted}end consultant@fabrikam.example"))
    assert [turn.text for turn in bot.turns] == ["end consultant@fabrikam.example"]


async def test_a_text_may_be_missing_altogether(bot: Bot) -> None:
    assert await bot.post(changed(text(), "text")) == (200, None)
    assert await bot.post(text(id="2", text=None)) == (200, None)
    assert [turn.text for turn in bot.turns] == ["", ""]


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (
            Answer.with_card(CARD),
            {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": CARD},
        ),
        (
            Answer.with_message("Noted"),
            {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Noted"},
        ),
        (None, {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": ""}),
        (
            Answer.with_error(400, "No"),
            {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": {"code": "400", "message": "No"}},
        ),
        (
            Answer.with_error(403, "No"),
            {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": {"code": "403", "message": "No"}},
        ),
        (
            Answer.with_error(412, "It moved"),
            {
                "statusCode": 412,
                "type": "application/vnd.microsoft.error.preconditionFailed",
                "value": {"code": "412", "message": "It moved"},
            },
        ),
        (
            Answer.with_error(503, "Later"),
            {
                "statusCode": 500,
                "type": "application/vnd.microsoft.error",
                "value": {"code": "503", "message": "Later"},
            },
        ),
    ],
    ids=["card", "message", "nothing", "error", "other error", "moved", "fault"],
)
async def test_a_press_is_answered_in_the_body_with_http_200(bot: Bot, answer: Answer | None, body: Any) -> None:
    answers(bot, answer)
    assert await bot.post(press()) == (200, body)
    (turn,) = bot.turns
    assert (turn.kind, turn.verb, turn.reply_to, turn.automatic) == (TurnKind.PRESS, "approve", "1690000000000", False)
    assert turn.data == {"card": "c0ffee", "reason": "for Maria"}
    assert bot.outbox.sent == []


async def test_a_refresh_is_automatic_and_shows_the_present_state_each_time(bot: Bot) -> None:
    refresh = changed(press("look"), "value.trigger", "automatic")
    await bot.post(refresh)
    await bot.post(refresh)
    assert [turn.automatic for turn in bot.turns] == [True, True]
    assert bot.memory.kept == {}


async def test_a_press_of_an_old_client_without_trigger_and_data_is_a_press(bot: Bot) -> None:
    old = changed(changed(press(), "value.trigger"), "value.action.data")
    assert (await bot.post(old))[0] == 200
    assert [(turn.kind, dict(turn.data), turn.automatic) for turn in bot.turns] == [(TurnKind.PRESS, {}, False)]


async def test_a_submit_has_its_card_replaced(bot: Bot) -> None:
    answers(bot, Answer.with_card(CARD))
    assert await bot.post(text(None, value={"verb": "approve", "card": "c0ffee"}, replyToId="77")) == (200, None)
    assert bot.outbox.updated == [("77", CARD)]
    assert bot.outbox.sent == []
    assert [(turn.kind, turn.verb) for turn in bot.turns] == [(TurnKind.SUBMIT, "approve")]


async def test_a_submit_answered_in_words_gets_a_message(bot: Bot) -> None:
    await bot.post(text(None, value={"card": "c0ffee"}, replyToId="77"))
    assert [message["text"] for _, message in bot.outbox.sent] == ["ok"]
    assert bot.outbox.updated == []


async def test_dialogs_open_go_on_speak_and_close(bot: Bot) -> None:
    answers(bot, Answer.with_dialog(title="Invite", card=CARD, width="large"))
    status, body = await bot.post(dialog())
    shown = {"contentType": "application/vnd.microsoft.card.adaptive", "content": CARD}
    value = {"title": "Invite", "height": "medium", "width": "large", "card": shown}
    assert (status, body) == (200, {"task": {"type": "continue", "value": value}})
    answers(bot, Answer.with_error(400, "The date has passed"))
    _, body = await bot.post(dialog("task/submit", id="f:3"))
    assert body == {"task": {"type": "message", "value": "The date has passed"}}
    answers(bot, None)
    assert await bot.post(dialog("task/submit", id="f:4")) == (200, None)
    kinds = [TurnKind.DIALOG_FETCH, TurnKind.DIALOG_SUBMIT, TurnKind.DIALOG_SUBMIT]
    assert [(turn.kind, turn.verb) for turn in bot.turns] == [(kind, "invite") for kind in kinds]


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("add", TurnKind.INSTALLED),
        ("remove", TurnKind.UNINSTALLED),
        ("add-upgrade", TurnKind.OTHER),
        (None, TurnKind.OTHER),
    ],
)
async def test_installing_and_removing_the_app_are_turns(bot: Bot, action: str | None, kind: TurnKind) -> None:
    event = changed(text(type="installationUpdate", id="f:5", action=action), "text")
    assert await bot.post(event) == (200, None)
    assert [turn.kind for turn in bot.turns] == [kind]
    assert bool(bot.outbox.sent) is (kind is not TurnKind.UNINSTALLED)


@pytest.mark.parametrize(
    ("happened", "conversation", "team"),
    [
        ("channelDeleted", "19:rollout@thread.tacv2", ""),
        ("teamDeleted", "19:general@thread.tacv2", "19:general@thread.tacv2"),
        ("teamHardDeleted", "19:general@thread.tacv2", "19:general@thread.tacv2"),
    ],
)
async def test_a_deleted_channel_or_team_is_a_place_where_nothing_can_be_sent(
    bot: Bot, happened: str, conversation: str, team: str
) -> None:
    """Also without a conversation type, which must not make it somebody's own chat."""
    spots = {"channel": {"id": "19:rollout@thread.tacv2"}, "team": {"id": "19:general@thread.tacv2"}}
    told = {"tenant": {"id": TENANT}, "eventType": happened, **spots}
    place = {"tenantId": TENANT, "id": "19:general@thread.tacv2"}
    event = changed(text(type="conversationUpdate", id="f:6", channelData=told, conversation=place), "text")
    assert await bot.post(event) == (200, None)
    (turn,) = bot.turns
    assert (turn.kind, turn.where.conversation_kind) == (TurnKind.UNINSTALLED, "channel")
    assert (turn.where.conversation_id, turn.where.team) == (conversation, team)
    assert bot.outbox.sent == []
    assert (await bot.post(changed(event, "id")))[0] == 400, "what is acted on must be known when it comes again"


async def test_other_news_of_channels_and_teams_is_nothing_to_act_on(bot: Bot) -> None:
    answers(bot, None)
    told = {"tenant": {"id": TENANT}, "eventType": "channelRenamed", "channel": {"id": "19:rollout@thread.tacv2"}}
    assert await bot.post(changed(text(type="conversationUpdate", channelData=told), "text")) == (200, None)
    assert [turn.kind for turn in bot.turns] == [TurnKind.OTHER]


@pytest.mark.parametrize("kind", ["conversationUpdate", "messageReaction", "messageUpdate", "typing", "brandNew"])
async def test_other_events_are_handed_on_and_not_remembered(bot: Bot, kind: str) -> None:
    answers(bot, None)
    event = changed(text(type=kind, membersAdded=[{"id": "29:1olivia"}], reactionsAdded=7), "id")
    assert await bot.post(event) == (200, None)
    assert [(turn.kind, turn.verb) for turn in bot.turns] == [(TurnKind.OTHER, kind)]
    assert bot.memory.kept == {}


def edit(words: str, at: str, **changes: Any) -> dict[str, Any]:
    channel_data = {"tenant": {"id": TENANT}, "eventType": "editMessage"}
    return text(words, type="messageUpdate", timestamp=at, channelData=channel_data, **changes)


async def test_an_edited_line_is_read_anew_once_for_each_edit(bot: Bot) -> None:
    bodies = [text("hepl"), edit("help", "2026-11-24T10:00:07.000Z"), edit("approvals", "2026-11-24T10:00:09.000Z")]
    for body in [*bodies, *bodies[1:]]:
        assert await bot.post(body) == (200, None)
    assert [(turn.kind, turn.text) for turn in bot.turns] == [
        (TurnKind.TEXT, words) for words in ("hepl", "help", "approvals")
    ]
    assert len({turn.activity_id for turn in bot.turns}) == len(bot.outbox.sent) == 3
    assert {turn.message_id for turn in bot.turns} == {"1690000000001"}
    forged = edit("end consultant@fabrikam.example", "2026-11-24T10:00:09.000Z")
    assert (await bot.post(forged))[0] == 403


async def test_what_is_edited_in_a_channel_is_not_heard_again(bot: Bot) -> None:
    answers(bot, None)
    channel = {"conversationType": "channel", "tenantId": TENANT, "id": "19:x@thread.tacv2;messageid=1"}
    assert await bot.post(edit("help", "2026-11-24T10:00:07.000Z", conversation=channel)) == (200, None)
    assert [turn.kind for turn in bot.turns] == [TurnKind.OTHER]


async def test_an_invoke_that_the_bot_does_not_know_is_no_server_error(bot: Bot) -> None:
    answers(bot, None)
    assert await bot.post(press(name="composeExtension/query", value={"queryText": "x"})) == (400, None)


async def test_a_channel_is_known_as_one_with_its_thread(bot: Bot) -> None:
    thread = {"conversationType": "channel", "tenantId": TENANT, "id": "19:a@thread.tacv2;messageid=1", "isGroup": True}
    await bot.post(text(conversation=thread))
    assert bot.turns[0].where.conversation_kind == "channel"
    assert bot.turns[0].where.conversation_id == "19:a@thread.tacv2;messageid=1"


@pytest.mark.parametrize("body", [press(), text(), dialog(), dialog("task/submit")], ids=lambda body: body["type"])
async def test_a_handler_that_fails_gives_an_answer_with_the_number_that_the_log_has(bot: Bot, body: Any) -> None:
    fails(bot)
    with capture_logs() as logs:
        status, said = await bot.post(body)
    (line,) = told(logs)
    assert status == 200
    assert (line["event"], line["error"]) == ("handler_failed", "RuntimeError")
    shown = json.dumps([said, [message for _, message in bot.outbox.sent]])
    assert line["trace_id"] in shown
    assert "Traceback" not in shown
    assert "no luck" not in shown
    assert not [secret for secret in PERSONAL if secret in json.dumps(logs)]
    if body["name" if "name" in body else "type"] == "adaptiveCard/action":
        assert (said["statusCode"], said["type"]) == (500, "application/vnd.microsoft.error")


async def test_the_caller_finds_the_words_for_a_failure(bot: Bot) -> None:
    fails(bot)
    bot.on_error = lambda turn, error: Answer.with_card({"said": type(error).__name__, "to": turn.locale})
    _, body = await bot.post(press())
    assert body["value"] == {"said": "RuntimeError", "to": "da-DK"}


async def test_a_failure_to_find_words_does_not_hide_the_first_failure(bot: Bot) -> None:
    fails(bot)

    def stumble(turn: Turn, error: Exception) -> Answer | None:
        raise KeyError(turn.kind)

    bot.on_error = stumble
    with capture_logs() as logs:
        status, body = await bot.post(press())
    assert (status, body["statusCode"]) == (200, 500)
    assert [line["error"] for line in told(logs)] == ["RuntimeError", "KeyError"]


async def test_an_activity_seen_twice_is_done_once_and_answered_alike(bot: Bot) -> None:
    async def count(turn: Turn) -> Answer:
        return Answer.with_message(f"done {len(bot.turns)}")

    bot.answer = count
    first = await bot.post(press())
    assert await bot.post(press()) == first
    assert first[1]["value"] == "done 1"
    assert len(bot.turns) == 1
    assert (await bot.post(press(id="f:other")))[1]["value"] == "done 2"
    await bot.post(text())
    await bot.post(text())
    assert len(bot.outbox.sent) == 1


async def test_an_activity_seen_twice_at_once_is_done_once_and_answered_alike(bot: Bot) -> None:
    go = asyncio.Event()

    async def wait(turn: Turn) -> Answer:
        await go.wait()
        return Answer.with_message(f"done {len(bot.turns)}")

    bot.answer = wait
    posts = [asyncio.create_task(bot.post(press())) for _ in range(8)]
    async with asyncio.timeout(5):
        while not bot.turns:  # noqa: ASYNC110 - polls what the server does
            await asyncio.sleep(0.005)
    go.set()
    bodies = [body["value"] for _, body in await asyncio.gather(*posts)]
    assert bodies == ["done 1"] * 8
    assert len(bot.turns) == 1


async def test_work_outlives_a_caller_who_hangs_up_and_its_answer_is_there_when_they_call_again(bot: Bot) -> None:
    go = asyncio.Event()

    async def wait(turn: Turn) -> Answer:
        await go.wait()
        return Answer.with_message("done")

    bot.answer = wait
    post = asyncio.create_task(bot.post(press()))
    async with asyncio.timeout(5):
        while not bot.turns:  # noqa: ASYNC110 - polls what the server does
            await asyncio.sleep(0.005)
    post.cancel()
    await asyncio.gather(post, return_exceptions=True)
    go.set()
    assert (await bot.post(press()))[1]["value"] == "done"
    assert len(bot.turns) == 1


async def test_an_activity_whose_first_attempt_died_is_done_again(bot: Bot) -> None:
    fails(bot)
    assert (await bot.post(press()))[1]["statusCode"] == 500
    bot.answer = None
    assert (await bot.post(press()))[1]["statusCode"] == 200
    assert len(bot.turns) == 2


async def test_a_text_whose_answer_could_not_be_sent_is_done_again(bot: Bot) -> None:
    bot.outbox.fails = ConnectionError("maria@partner.example")
    with capture_logs() as logs:
        assert await bot.post(text()) == (200, None)
    assert [line["event"] for line in told(logs)] == ["reply_not_sent"]
    assert "maria" not in json.dumps(logs)
    bot.outbox.fails = None
    await bot.post(text())
    assert len(bot.outbox.sent) == 1


@pytest.mark.parametrize(
    "other",
    [
        changed(press(), "from.aadObjectId", "0d15ea5e-0000-4000-8000-00000000000b"),
        changed(press(), "value.action.verb", "reject"),
        changed(press(), "value.action.data", {"card": "beef"}),
    ],
    ids=["actor", "verb", "data"],
)
async def test_another_body_under_an_id_that_was_used_is_refused(bot: Bot, other: Any) -> None:
    await bot.post(press())
    with capture_logs() as logs:
        assert await bot.post(other) == (403, None)
    assert [line["reason"] for line in told(logs)] == ["activity id used before for something else"]
    assert len(bot.turns) == 1


async def test_a_memory_that_fails_is_no_server_error(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(bot.memory, "keep", fail)
    with capture_logs() as logs:
        assert (await bot.post(press()))[1]["value"] == "ok"
    assert [line["event"] for line in told(logs)] == ["answer_not_kept"]
    monkeypatch.setattr(bot.memory, "recall", fail)
    status, body = await bot.post(press(id="f:7"))
    assert (status, body["statusCode"], len(bot.turns)) == (200, 500, 1)


def test_the_sdk_is_imported_by_the_adapter_alone() -> None:
    def roots(file: Path) -> set[str]:
        nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        named = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
        taken = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
        return {name.partition(".")[0] for name in (*named, *taken)}

    room = Path(__file__).parents[2] / "bot"
    users = {file.name for file in room.rglob("*.py") if roots(file) & {"botbuilder", "botframework", "msrest"}}
    assert users == {"adapter.py"}
