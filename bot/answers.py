"""Our :class:`~bot.turn.Answer` → what Teams wants to read. Pure.

Answers to presses: https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model (response format);
to dialogs: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.turn import Answer, Card, Dialog, Turn, TurnKind

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
MESSAGE_TYPE = "application/vnd.microsoft.activity.message"
ERROR_TYPE = "application/vnd.microsoft.error"
MOVED_TYPE = "application/vnd.microsoft.error.preconditionFailed"
#: Statuses that Teams knows in the answer to a press.
BAD_REQUEST, MOVED, FAILED = 400, 412, 500
DIALOGS = frozenset({TurnKind.DIALOG_FETCH, TurnKind.DIALOG_SUBMIT})


def attachment(card: Card) -> dict[str, Any]:
    """A card as a message carries it."""
    return {"contentType": CARD_TYPE, "content": card}


def message(*, card: Card | None = None, text: str | None = None, summary: str = "") -> dict[str, Any]:
    """A message activity. ``summary`` is what notifications and screen readers' previews say of a card."""
    activity: dict[str, Any] = {"type": "message"}
    if text:
        activity["text"] = text
    if card is not None:
        activity["attachments"] = [attachment(card)]
    if summary:
        activity["summary"] = summary
    return activity


def _press_body(answer: Answer) -> dict[str, Any]:
    if answer.error is not None:
        code, words = answer.error
        status = MOVED if code == MOVED else BAD_REQUEST if code < FAILED else FAILED
        kind = MOVED_TYPE if status == MOVED else ERROR_TYPE
        return {"statusCode": status, "type": kind, "value": {"code": str(code), "message": words}}
    if answer.card is not None:
        return {"statusCode": 200, "type": CARD_TYPE, "value": answer.card}
    return {"statusCode": 200, "type": MESSAGE_TYPE, "value": answer.message or ""}


def _dialog_body(answer: Answer) -> dict[str, Any]:
    """A page to show, words to show, or nothing: the dialog closes."""
    shown = answer.dialog or (Dialog(title="", card=answer.card) if answer.card is not None else None)
    if shown is not None:
        value = {"title": shown.title, "height": shown.height, "width": shown.width, "card": attachment(shown.card)}
        return {"task": {"type": "continue", "value": value}}
    words = answer.error[1] if answer.error is not None else answer.message
    return {"task": {"type": "message", "value": words}} if words else {}


def invoke_body(turn: Turn, answer: Answer | None) -> dict[str, Any] | None:
    """The JSON that answers a press or a dialog, sent with HTTP 200; None for turns that are answered by a message."""
    answer = answer or Answer()
    if turn.kind is TurnKind.PRESS:
        return _press_body(answer)
    return _dialog_body(answer) if turn.kind in DIALOGS else None


@dataclass(frozen=True, kw_only=True)
class Spoken:
    """An answer on its way out: either the JSON of an invoke, or a message to send, or one to replace; or nothing."""

    body: dict[str, Any] | None = None
    message: dict[str, Any] | None = None
    #: Id of the message whose card :attr:`message` replaces; None for a new message.
    replaces: str | None = None


def speak(turn: Turn, answer: Answer | None) -> Spoken:
    """How ``answer`` leaves. An ``Action.Submit`` cannot be answered with a card, so the message it was on is replaced."""
    body = invoke_body(turn, answer)
    if body is not None or answer is None or turn.kind is TurnKind.UNINSTALLED:
        return Spoken(body=body)
    text = answer.error[1] if answer.error is not None else answer.message
    card = answer.card or (answer.dialog.card if answer.dialog is not None else None)
    if card is None and not text:
        return Spoken()
    replaces = turn.reply_to if turn.kind is TurnKind.SUBMIT and answer.card is not None else None
    return Spoken(message=message(card=card, text=text, summary=answer.summary), replaces=replaces)
