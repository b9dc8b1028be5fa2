"""A question before the decision: the approver's input for it, and the requester's for the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.press import Press, Result
from cards.actions import Field, Verb
from provisioning.usecases import questioning

if TYPE_CHECKING:
    from collections.abc import Callable

    from provisioning.usecases.desk import Desk


def _ask(desk: Desk, press: Press) -> Result:
    del desk, press
    return Result({"asking": True})


def _send(desk: Desk, press: Press) -> Result:
    questioning.ask(desk, press.member, press.card, press.text(Field.QUESTION))
    return Result()


def _answer(desk: Desk, press: Press) -> Result:
    questioning.answer(desk, press.member, press.card, press.text(Field.ANSWER))
    return Result()


VERBS: dict[str, Callable[[Desk, Press], Result]] = {
    Verb.QUESTION_ASK: _ask,
    Verb.QUESTION_SEND: _send,
    Verb.QUESTION_ANSWER: _answer,
}
