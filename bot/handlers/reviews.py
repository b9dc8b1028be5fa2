"""``review`` and the presses on its card."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot import grammar_intents as intents
from bot.handlers.press import Press, Result, Shown
from cards.actions import Field, Verb
from provisioning.usecases import review_answering

if TYPE_CHECKING:
    from collections.abc import Callable

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member

#: The input of one person: its place in the review.
ANSWER = re.compile(rf"{Field.ANSWER}_([1-9][0-9]{{0,5}})")


def _review(desk: Desk, member: Member, intent: Any) -> Shown:
    """The reader's externals, or the review that waits for them."""
    del intent
    return Shown(review_answering.open_review(desk, member))


def _send(desk: Desk, press: Press) -> Result:
    """Take the answers; whoever could not be ended is told on the card, and is asked about still."""
    said = {int(found[1]): press.text(name) for name in press.data if (found := ANSWER.fullmatch(name))}
    return Result({"failed": review_answering.answer(desk, press.member, press.card, said)})


RESPONSES: dict[type, Callable[[Desk, Member, Any], Shown]] = {intents.Review: _review}
VERBS: dict[str, Callable[[Desk, Press], Result]] = {Verb.REVIEW_SEND: _send}
