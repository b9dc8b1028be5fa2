"""A bot of a few lines for the page's tests: it answers words with cards and presses with new cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import web

if TYPE_CHECKING:
    from aiohttp import ClientSession

Json = dict[str, Any]
ADAPTIVE = "application/vnd.microsoft.card.adaptive"


def card(*body: Json, actions: list[Json] | None = None, **more: Any) -> Json:
    made: Json = {"type": "AdaptiveCard", "version": "1.5", "lang": "da", "body": list(body), **more}
    return {**made, "actions": actions} if actions else made


def words(text: str, **more: Any) -> Json:
    return {"type": "TextBlock", "text": text, "wrap": True, **more}


def title(text: str) -> Json:
    return words(text, size="Large", weight="Bolder", style="heading")


def execute(name: str, verb: str, **more: Any) -> Json:
    return {"type": "Action.Execute", "title": name, "verb": verb, "data": {"card": "c1"}, **more}


def form() -> Json:
    people = {"type": "Data.Query", "dataset": "graph.microsoft.com/users"}
    choices = [{"title": f"Receptionists {i}", "value": f"g{i}"} for i in range(1, 4)]
    return card(
        title("Invite 1 external"),
        words("consultant@fabrikam.example · first person from **fabrikam.example**"),
        {
            "type": "FactSet",
            "facts": [
                {"title": "Group", "value": "Receptionists → Visitors Administrator, Add-in User"},
                {"title": "Until", "value": "Fri 26 Feb 2027"},
                {"title": "Sponsor", "value": "Olivia (you)"},
            ],
        },
        {
            "type": "Input.ChoiceSet",
            "id": "how",
            "label": "How",
            "style": "expanded",
            "value": "guest",
            "isRequired": True,
            "errorMessage": "Say how.",
            "choices": [
                {"title": "Guest in our directory (suggested)", "value": "guest"},
                {"title": "AskCody-only account", "value": "platform"},
            ],
        },
        {
            "type": "Input.Text",
            "id": "reason",
            "label": "Reason",
            "isMultiline": True,
            "placeholder": "Why they need it",
        },
        {
            "type": "Input.Text",
            "id": "mail",
            "label": "Mail",
            "isRequired": True,
            "errorMessage": "An address is needed.",
        },
        {"type": "Input.ChoiceSet", "id": "sponsor", "label": "Sponsor", "choices": [], "choices.data": people},
        {
            "type": "Input.ChoiceSet",
            "id": "group",
            "label": "Group",
            "style": "filtered",
            "choices": choices,
            "value": "g2",
        },
        {"type": "Input.ChoiceSet", "id": "zone", "label": "Zone", "choices": choices, "value": "g1"},
        {"type": "Input.ChoiceSet", "id": "many", "label": "Also", "isMultiSelect": True, "choices": choices},
        {"type": "Input.Date", "id": "until", "label": "Until", "value": "2027-02-26"},
        {"type": "Input.Time", "id": "time", "label": "Starts at", "value": "07:00"},
        {"type": "Input.Number", "id": "count", "label": "How many", "min": 1, "max": 20},
        {"type": "Input.Toggle", "id": "send", "title": "Microsoft sends its mail", "value": "true"},
        actions=[
            execute("Ask for approval", "ask", style="positive"),
            execute("Compare the two", "compare", associatedInputs="none"),
            execute("Cancel", "cancel", associatedInputs="none"),
        ],
    )


def decision(state: str = "") -> Json:
    body = [
        title("Let in consultant@fabrikam.example until 26 Feb 2027?"),
        words("⚠ First person from fabrikam.example · **Administrator of visitors**", color="Warning"),
        {
            "type": "FactSet",
            "facts": [
                {"title": "Gets", "value": "Administrator of visitors; books in Outlook (Receptionists, 2 roles)"},
                {"title": "Asked by", "value": "Olivia, who answers for them: “Sensor project, floors 3-5”"},
                {"title": "Proof", "value": "I shall read it back from AskCody"},
                {"title": "Open until", "value": "Tue 1 Dec"},
            ],
        },
    ]
    if state:
        return card(*body, {"type": "Container", "style": "good", "items": [words(f"✔ {state}", weight="Bolder")]})
    more = [execute(name, name.lower(), mode="secondary") for name in ("Ask", "Narrow", "Hand over", "Why me")]
    reject = execute("Reject", "reject", style="destructive")
    return card(*body, actions=[execute("Approve", "approve", style="positive"), reject, *more])


def table() -> Json:
    rows = [
        ("", "guest", "AskCody-only"),
        ("sign-in", "own account", "AskCody password"),
        ("first step", "accept", "first login"),
    ]
    cells = [[{"type": "TableCell", "items": [words(text)]} for text in row] for row in rows]
    return card(
        title("Compare the two"),
        {
            "type": "Table",
            "firstRowAsHeaders": True,
            "columns": [{"width": 1}] * 3,
            "rows": [{"type": "TableRow", "cells": row} for row in cells],
        },
        words("Asked by <at>Olivia</at> and <at>Nobody</at>, [read more](https://example.com)"),
        actions=[{"type": "Action.OpenUrl", "title": "Harm", "url": "javascript:alert(1)"}],
        msteams={
            "width": "Full",
            "entities": [{"type": "mention", "text": "<at>Olivia</at>", "mentioned": {"id": "29:olivia"}}],
        },
    )


class TinyBot:
    """Serves ``/api/messages``; ``received`` holds every activity."""

    def __init__(self, page_url: str, token: str, session: ClientSession) -> None:
        self.page_url = page_url
        self._connector, self._session = f"{page_url}/connector/", session
        self._headers = {"Authorization": f"Bearer {token}"}
        self.received: list[Json] = []
        self.decisions: list[tuple[str, str]] = []

    def make_app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/api/messages", self.receive)
        return app

    async def receive(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.received.append(activity)
        if activity["type"] == "message":
            return await self._hear(activity)
        if activity["type"] == "invoke":
            return web.json_response(await self._press(activity))
        return web.Response()

    async def _hear(self, activity: Json) -> web.Response:
        conversation = activity["conversation"]["id"]
        said = (activity.get("text") or "").replace("<at>Usher</at>", "").strip()
        cards = {"form": form, "decide": decision, "table": table}
        if said == "break":
            return web.Response(status=500)
        if said in cards:
            sent = await self.send(conversation, cards[said]())
            if said == "decide":
                self.decisions.append((conversation, sent))
        elif said == "new":
            await self.send(
                conversation, {**card(words("hidden")), "version": "1.6", "fallbackText": "Please update Teams."}
            )
        elif said == "dialog":
            fetch = {"type": "Action.Submit", "title": "Review", "data": {"msteams": {"type": "task/fetch"}}}
            await self.send(conversation, card(words("1 external · waiting"), actions=[fetch]))
        else:
            await self.send(conversation, text=f"I heard *{said}*.\n\n- invite\n- approvals")
        return web.Response(status=201)

    async def _press(self, activity: Json) -> Json:
        value = activity["value"]
        if activity["name"] == "task/fetch":
            box = {"type": "Input.Text", "id": "why", "label": "Why"}
            submit = {"type": "Action.Submit", "title": "Send answer", "data": {"card": "c2"}}
            content = {"contentType": ADAPTIVE, "content": card(words("Only you see this"), box, actions=[submit])}
            return {"task": {"type": "continue", "value": {"title": "Review", "card": content}}}
        if activity["name"] == "task/submit":
            return {"task": {"type": "message", "value": "Answer sent."}}
        verb = value["action"]["verb"]
        if verb == "compare":
            return {
                "statusCode": 200,
                "type": "application/vnd.microsoft.activity.message",
                "value": "The guest ends with IT.",
            }
        if verb in {"approve", "reject"}:
            who = activity["from"]["name"].split()[0]
            for conversation, message in self.decisions:
                await self.update(conversation, message, decision(f"Approved by {who}. Working."))
            return {"statusCode": 200, "type": ADAPTIVE, "value": decision(f"You approved, {who}. Working.")}
        return {
            "statusCode": 200,
            "type": ADAPTIVE,
            "value": card(title("Waiting for approval"), words("R-12 · closes Tue 1 Dec")),
        }

    async def send(self, conversation: str, content: Json | None = None, text: str | None = None) -> str:
        url = f"{self._connector}v3/conversations/{quote(conversation, safe='')}/activities"
        async with self._session.post(url, json=_activity(content, text), headers=self._headers) as response:
            return str((await response.json())["id"])

    async def update(self, conversation: str, message: str, content: Json) -> None:
        url = f"{self._connector}v3/conversations/{quote(conversation, safe='')}/activities/{message}"
        async with self._session.put(url, json=_activity(content, None), headers=self._headers) as response:
            await response.read()


def _activity(content: Json | None, text: str | None) -> Json:
    attachments = [{"contentType": ADAPTIVE, "content": content}] if content else []
    return {"type": "message", "text": text, "attachments": attachments}
