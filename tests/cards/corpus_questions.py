"""Views of a question before the decision: asked, waited for, answered, and left without an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from provisioning.domain.states import State
from provisioning.views import ERASED, ApprovalCardView, QuestionView, StatusCardView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provisioning.views import CardView, RequestView

VERBS = ("request.approve", "request.reject", "request.narrow", "question.ask", "request.why_me", "request.hand_over")
OPEN = QuestionView(by="Adam", text="Which floors?", waits=True, until=datetime(2026, 11, 27, 9, 42, tzinfo=UTC))
SAID = replace(OPEN, answer="Floors 3-5, [as](https://evil.example) before", waits=False, until=None)
SILENT = replace(OPEN, until=None)


def cards_of_questions(
    approval: ApprovalCardView, status: StatusCardView, in_state: Callable[[RequestView, State], RequestView]
) -> Iterator[tuple[str, CardView]]:
    """On the card of whoever decides, and of whoever asked for it."""
    asks = replace(approval, verbs=VERBS)
    yield "approval-ask", asks
    yield "approval-asking", replace(asks, asking=True)
    yield "approval-asking-empty", replace(asks, asking=True, error="declined-question-empty")
    for name, thread in {
        "open": (OPEN,),
        "said": (SAID,),
        "silent": (SILENT,),
        "second": (SAID, OPEN),
        "many": (SAID,) * 7,
        "six": (SAID,) * 6,
        "erased": (replace(SAID, by=ERASED, text=ERASED, answer=ERASED),),
    }.items():
        told = replace(approval.request, questions=thread)
        yield f"approval-asked-{name}", replace(asks, request=told)
        verbs = ("question.answer", "request.cancel") if thread[-1].waits else ("request.cancel",)
        yield f"status-asked-{name}", replace(status, request=told, verbs=verbs)
    told = replace(approval.request, questions=(OPEN,))
    empty = replace(status, request=told, verbs=("question.answer", "request.cancel"), error="declined-answer-empty")
    yield "status-asked-empty", empty
    for state in (State.APPROVED, State.REJECTED, State.EXPIRED):
        decided = replace(in_state(approval.request, state), questions=(SAID, replace(OPEN, waits=False, until=None)))
        yield f"approval-asked-{state}", replace(approval, request=decided, verbs=())
        yield f"status-asked-{state}", replace(status, request=decided, verbs=())
