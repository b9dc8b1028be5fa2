"""A question before the decision: how it is asked, answered, and told on both cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cards.actions import Field
from cards.elements import line, note, tight
from cards.inputs import LONGEST_REASON, ask_text
from cards.outcome import asker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from microsoft_teams.cards import CardElement

    from cards.words import Text, Voice
    from provisioning.views import QuestionView, RequestView

#: So many of the newest stand on a card.
MOST = 5


def of(voice: Voice, request: RequestView) -> tuple[Text, Sequence[QuestionView]]:
    """Who answers, and what was asked, about one request."""
    return asker(voice, request), request.questions


def asking(voice: Voice, requester: Text, asked: Sequence[QuestionView]) -> list[CardElement]:
    """The input for a question, and who reads it."""
    label, error = voice.plain("question-label"), voice.plain("question-error")
    return [
        line(voice.say("question-how", requester=requester)),
        *thread(voice, requester, asked),
        ask_text(Field.QUESTION, label, longest=LONGEST_REASON, required=error, many=True),
    ]


def answering(voice: Voice) -> list[CardElement]:
    """The input for the answer."""
    label, error = voice.plain("answer-label"), voice.plain("answer-error")
    return [ask_text(Field.ANSWER, label, longest=LONGEST_REASON, required=error, many=True)]


def thread(voice: Voice, requester: Text, asked: Sequence[QuestionView]) -> list[CardElement]:
    """What was asked and answered, the oldest first."""
    shown = asked[-MOST:]
    left = len(asked) - len(shown)
    told: list[CardElement] = [note(voice.say("question-more", count=left))] if left else []
    for one in shown:
        told += _one(voice, requester, one)
    return told


def _one(voice: Voice, requester: Text, one: QuestionView) -> list[CardElement]:
    key = "question-asks-about" if one.about else "question-asks"
    numbers = voice.names([voice.plain("request-number", number=number) for number in one.about])
    told: list[CardElement] = [line(voice.say(key, by=one.by, text=one.text, numbers=numbers))]
    if one.answer:
        told.append(tight(voice.say("question-answers", requester=requester, text=one.answer)))
    elif one.waits and one.until:
        told.append(note(voice.say("question-waits", at=one.until)))
    else:
        told.append(note(voice.say("question-unanswered")))
    return told
