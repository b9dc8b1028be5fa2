"""Presses on what was asked for together: each request is decided by the same rules as alone, all in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from provisioning.domain.errors import Declined
from provisioning.domain.states import RETRYABLE, WITHDRAWABLE, State
from provisioning.usecases import carding, checking, deciding, requests, withdrawing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import timedelta

    from provisioning.usecases.carding import Card
    from provisioning.usecases.deciding import Answer
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

#: Approving more people than this at once needs their number typed.
SURE = 20
#: The revision and the step in which a list is asked about.
FIRST = (1, 1)


@dataclass(frozen=True, kw_only=True)
class Decidable:
    """What of a part somebody may decide now."""

    requests: tuple[Request, ...]
    #: Whether approving needs the number of people typed.
    confirm: bool


def part_of(card: Card, part: int) -> list[int]:
    """The requests of one part of an approver's card, as it was sent. Declines a part that it does not have."""
    parts = card.terms["parts"]
    if not 0 <= part < len(parts):
        raise Declined("declined-stale", number=0, state="")
    return sorted(parts[part])


def ticked(offered: Collection[int], some: Collection[int]) -> list[int]:
    """Those who were ticked of the requests that a card offers. Declines nobody, and anybody whom it does not have."""
    if not some:
        raise Declined("declined-none-ticked")
    if not set(some) <= set(offered):
        raise Declined("declined-stale", number=0, state="")
    return sorted(set(some))


def decidable(
    desk: Desk, held: Sequence[Request], who: str, shown: Mapping[int, tuple[int, int]] | None = None
) -> Decidable:
    """What of these may be decided by somebody: as it was shown, and nothing of their own.

    ``shown``: in which revision and step each was, by number; without it the first of each.
    """
    mine = [one for one in held if _is_theirs(desk, one, who, *(shown or {}).get(one.number, FIRST))]
    return Decidable(requests=tuple(mine), confirm=len(mine) > SURE or any(_needs_care(desk, one) for one in mine))


def _is_theirs(desk: Desk, request: Request, who: str, revision: int, stage: int) -> bool:
    return (
        request.state is State.PENDING
        and request.revision == revision
        and checking.current_stage(desk, request) == stage
        and who in checking.eligible(desk, request, stage)
    )


def _needs_care(desk: Desk, request: Request) -> bool:
    """Whether somebody becomes an administrator of something, or approving this one alone would ask twice."""
    frozen = request.preview
    new = set(frozen.roles_after) - set(frozen.roles_before) if frozen else set()
    ruled = any(desk.rules.is_administrator_role(role) for role in new)
    return ruled or deciding.needs_confirmation(desk, request)


def decide(
    desk: Desk, member: Member, card: Card, part: int, answer: Answer, *, some: Collection[int] | None = None
) -> None:
    """One answer for every request of a part that the presser may decide; the others stay open for somebody else.

    ``some``: only for these of it; nothing happens to the rest. Declines when there is none, telling why of the first.
    """
    numbers = part_of(card, part)
    numbers = numbers if some is None else ticked(numbers, some)
    held = [requests.get(desk, number, lock=True) for number in numbers]
    found = decidable(desk, held, member.pseudonym)
    if not found.requests:
        explain(desk, member, card, held)
    if answer.approved:
        check_count(found, answer.typed)
    if not answer.approved and not answer.reason.strip():
        raise Declined("declined-reason-needed")
    for request in found.requests:
        deciding.settle(desk, request, deciding.check_may_decide(desk, request, member), member, answer)


def check_count(found: Decidable, typed: str) -> None:
    """Decline unless the number of people was typed, where approving so many, or giving what these get, needs it."""
    count = len(found.requests)
    if found.confirm and typed.strip() != str(count):
        raise Declined("declined-count", count=count, typed=bool(typed.strip()))


def explain(desk: Desk, member: Member, card: Card, held: Sequence[Request]) -> None:
    """Decline with what stands against it."""
    for request in held:
        if request.state is State.PENDING and request.revision == 1:
            deciding.check_may_decide(desk, request, member)
    for request in held:
        deciding.check_pending(desk, request, card)
    raise Declined("declined-stale", number=held[0].number, state=held[0].state.value)


def retry(desk: Desk, member: Member, card: Card, *, within: timedelta) -> None:
    """Have everybody who was not let in tried again: only what is missing is repeated. Declines where nobody may be."""
    failed = [request for request in _held(desk, card, member) if request.state in RETRYABLE]
    declined: list[Declined] = []
    for request in failed:
        try:
            withdrawing.retry(desk, member, request.number, within=within)
        except Declined as no:  # nothing was changed of this one; the others are another matter
            declined.append(no)
    if declined and len(declined) == len(failed):
        raise declined[0]


def cancel(desk: Desk, member: Member, card: Card) -> None:
    """Take back what nobody has approved yet."""
    for request in _held(desk, card, member):
        if request.state in WITHDRAWABLE:
            withdrawing.cancel(desk, member, request.number)


def _held(desk: Desk, card: Card, member: Member) -> list[Request]:
    """Every request of the presser's batch, or end that is told together, locked in order before anything is moved."""
    if card.kind != "batch":
        return []
    found = [requests.get(desk, number, lock=True) for number in sorted(card.terms["numbers"])]
    if any(one.requester != member.pseudonym for one in found) and not card.terms.get("ends"):
        raise Declined("declined-not-yours")
    return found


def review(desk: Desk, request: Request, who: str) -> str | None:
    """A card of its own for one request of a batch, for somebody who may decide it; None for others. Returns its id."""
    if not request.batch or request.state is not State.PENDING:
        return None
    if who not in checking.eligible(desk, request, checking.current_stage(desk, request)):
        return None
    return carding.issue(
        desk,
        who,
        "approval",
        request=request.number,
        revision=request.revision,
        verbs=checking.APPROVER_VERBS,
    )
