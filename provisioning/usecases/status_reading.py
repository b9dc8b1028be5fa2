"""A request's card for whoever asked for it, its sponsor and owners: what it tells, and what may be pressed on it now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from provisioning import views
from provisioning.domain.states import OPEN, RETRYABLE, State
from provisioning.usecases import (
    asking_again,
    authority,
    blocking,
    fixing,
    leaving_out,
    over,
    parties,
    people,
    questioning,
    reading,
    requests,
    taking_over,
    tasking,
    waving,
    withdrawing,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: Verbs that cards of earlier releases do not offer.
_SINCE = ("request.leave_out", "request.who_fixes")


def told_of(desk: Desk, card: Card) -> tuple[Request, views.RequestView]:
    """The card's request and all that is told of it."""
    number = card.request or 0
    return desk.once(("told", number), lambda: _told(desk, number))


def _told(desk: Desk, number: int) -> tuple[Request, views.RequestView]:
    request = requests.get(desk, number)
    return request, replace(reading.request_view(desk, request), questions=questioning.thread_of(desk, request))


def status_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """A request for the one who asked for it, its sponsor or an owner who is told."""
    request, told = told_of(desk, card)
    if denied := parties.denied(desk, request, card):
        return denied
    if marks.get("fixing") and (fixes := fixing.told_of(desk, request)):
        return _fixing(desk, card, fixes)
    answering = ("question.answer",) if questioning.awaits(desk, request, card) else ()
    announcing = bool(marks.get("announcing")) and waving.may_announce(request) and not told.ended
    return views.StatusCardView(
        card=card.name,
        reader=reading.reader(desk, card.recipient),
        request=told,
        verbs=("wave.unannounce",) if announcing else (*answering, *_pressable(desk, request, card)),
        announcing=announcing,
        error=str(marks.get("error", "")) if answering else "",
    )


def _fixing(desk: Desk, card: Card, fixes: tuple[views.FixView, ...]) -> views.CardView:
    """In the card's place: who can mend what failed, and how."""
    request, told = told_of(desk, card)
    again = [verb for verb in _pressable(desk, request, card) if verb == "request.retry" and fixing.helps_to_try(fixes)]
    return views.StatusCardView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        request=told,
        verbs=(*again, "request.back"),
        fixes=fixes,
    )


def _pressable(desk: Desk, request: Request, card: Card) -> tuple[str, ...]:
    """What makes sense now and was offered with this card: one of an earlier release knows fewer."""
    known = {*_SINCE} - {*card.verbs}
    return tuple(verb for verb in status_verbs(desk, request, card.recipient) if verb not in known)


def status_verbs(desk: Desk, request: Request, who: str) -> tuple[str, ...]:
    """What this person may press on the request's card now."""
    mine = request.requester == who
    verbs: list[str] = []
    if request.state not in OPEN and people.is_erased(desk, request.subject):
        return ()
    if mine and withdrawing.is_possible(desk, request):
        verbs.append("request.cancel")
    if mine and request.state is State.NARROWED:
        verbs.append("request.accept")
    if mine and taking_over.is_asked(request):
        verbs.append(taking_over.VERB)
    verbs += _after_failing(desk, request, who)
    if tasking.may_say_done(desk, request, who):
        verbs.append("request.done")
    if mine and waving.is_missed(request):
        verbs.append("wave.start_now")
    if mine and asking_again.may_be(request):
        verbs.append("request.ask_again")
    if mine and waving.may_announce(request) and not over.list_over(desk, [request]):
        verbs.append("wave.announce")
    verbs += blocking.verbs_of(request, who)
    return tuple(verbs)


def _after_failing(desk: Desk, request: Request, who: str) -> list[str]:
    """An owner may try again, or leave out whoever failed; everybody who reads the card may ask who can mend it.

    Nothing of what was ended since: trying again would be declined, and there is nothing to mend.
    """
    over = request.state not in RETRYABLE or withdrawing.is_overtaken(desk, request)
    if over or withdrawing.was_ended(desk, request):
        return []
    owns = who in authority.owners(desk)
    fixes = fixing.told_of(desk, request)
    verbs = ["request.retry"] if owns and (fixing.helps_to_try(fixes) or not fixes) else []
    verbs += ["request.leave_out"] if owns and leaving_out.is_possible(desk, request) else []
    return [*verbs, "request.who_fixes"] if fixes else verbs
