"""A question before the decision: the approver's input for it, and the requester's for the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.many import missing, part_of
from bot.handlers.press import Press, Result
from cards.actions import Field, Verb
from provisioning.domain.errors import Declined
from provisioning.usecases import list_questions, questioning

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
    if press.card.kind == "batch":
        list_questions.answer(desk, press.member, press.card, press.text(Field.ANSWER))
        return Result()
    questioning.answer(desk, press.member, press.card, press.text(Field.ANSWER))
    return Result()


def _ask_about_part(desk: Desk, press: Press) -> Result:
    del desk
    return Result({"asking": True, "part": part_of(press)})


def _send_about_part(desk: Desk, press: Press) -> Result:
    part = part_of(press)
    try:
        list_questions.ask(desk, press.member, press.card, part, press.text(Field.QUESTION))
    except Declined as declined:
        return Result({"asking": True, "part": part, **missing(desk, press, declined)})
    return Result({"part": part})


VERBS: dict[str, Callable[[Desk, Press], Result]] = {
    Verb.QUESTION_ASK: _ask,
    Verb.QUESTION_SEND: _send,
    Verb.QUESTION_ANSWER: _answer,
    Verb.BATCH_ASK: _ask_about_part,
    Verb.BATCH_SEND: _send_about_part,
}
