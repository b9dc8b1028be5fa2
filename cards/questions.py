"""A question before the decision: how it is asked, answered, and told on both cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cards.actions import Field
from cards.elements import line, note, tight
from cards.inputs import LONGEST_REASON, ask_text
from cards.outcome import asker

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import ApprovalCardView, QuestionView, RequestView

#: So many of the newest stand on a card.
MOST = 5


def asking(voice: Voice, view: ApprovalCardView) -> list[CardElement]:
    """The input for a question, and who reads it."""
    label, error = voice.plain("question-label"), voice.plain("question-error")
    return [
        line(voice.say("question-how", requester=asker(voice, view.request))),
        *thread(voice, view.request),
        ask_text(Field.QUESTION, label, longest=LONGEST_REASON, required=error, many=True),
    ]


def answering(voice: Voice) -> list[CardElement]:
    """The input for the answer."""
    label, error = voice.plain("answer-label"), voice.plain("answer-error")
    return [ask_text(Field.ANSWER, label, longest=LONGEST_REASON, required=error, many=True)]


def thread(voice: Voice, request: RequestView) -> list[CardElement]:
    """What was asked and answered, the oldest first."""
    shown = request.questions[-MOST:]
    left = len(request.questions) - len(shown)
    told: list[CardElement] = [note(voice.say("question-more", count=left))] if left else []
    for one in shown:
        told += _one(voice, request, one)
    return told


def _one(voice: Voice, request: RequestView, one: QuestionView) -> list[CardElement]:
    told: list[CardElement] = [line(voice.say("question-asks", by=one.by, text=one.text))]
    if one.answer:
        told.append(tight(voice.say("question-answers", requester=asker(voice, request), text=one.answer)))
    elif one.waits and one.until:
        told.append(note(voice.say("question-waits", at=one.until)))
    else:
        told.append(note(voice.say("question-unanswered")))
    return told
