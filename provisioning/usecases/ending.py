"""Ending access: by an owner at once, and by itself on the last day. Taking away is quick."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, exists, func, select

from provisioning.domain.errors import Declined
from provisioning.domain.states import OPEN, RETRYABLE, Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    authority,
    carding,
    counting,
    decidable,
    ending_together,
    golive,
    naming,
    people,
    requests,
    telling,
)
from provisioning.usecases.inviting import STATUS_VERBS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

#: An end in one of these happens unless something fails; one that waits for an approver keeps nobody from ending at once.
_SURE = OPEN - {State.PENDING}
#: So long after an end came to nothing it is asked anew by itself, once the last day is over; until then it is an owner's to try again.
AGAIN = timedelta(days=1)
#: What the card that asks about an end offers.
END_VERBS = ("end.now", "end.date", "end.set_date", "end.keep")

_G, _R = t.grants.c, t.requests.c
_RUNNING = select(t.grants).where(_G.ended_at.is_(None)).order_by(_G.id)
_HELD = _RUNNING.where(_G.person.in_(bindparam("people", expanding=True)))
_GIVEN = _RUNNING.where(_G.request.in_(bindparam("numbers", expanding=True)))
_OVER = (_G.ended_at.is_(None), _G.until <= bindparam("now"))
_DUE = select(_G.person).where(*_OVER).distinct().order_by(_G.person)
#: Whether there may be any; and when the first end came to nothing that is asked anew :data:`AGAIN` later.
IS_DUE = exists().where(*_OVER)
_ENDS = requests.select_where(
    _R.subject.in_(bindparam("people", expanding=True)),
    _R.kind == Kind.END_ACCESS,
    _R.state.in_(bindparam("states", expanding=True)),
)
_VAIN = (_R.state.in_([*RETRYABLE, State.REFUSED]), _R.kind == Kind.END_ACCESS, _R.ended_at > bindparam("vain_since"))
AHEAD = (select(func.min(_R.ended_at)).where(*_VAIN).scalar_subquery().label("vain"),)


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What a person holds because of a request."""

    id: int
    request: int
    person: str
    sponsor: str
    option: Option
    groups: tuple[str, ...]
    until: datetime | None


def _from_row(row: Row[Any]) -> Grant:
    """A row as a record."""
    return Grant(
        id=row.id,
        request=row.request,
        person=row.person,
        sponsor=row.sponsor,
        option=Option(row.option),
        groups=tuple(row.gives["groups"]),
        until=row.until,
    )


def list_grants(desk: Desk, *whose: str) -> list[Grant]:
    """What these people hold now through Usher."""
    return [_from_row(row) for row in desk.c.execute(_HELD, {"people": whose})]


def grants_of(desk: Desk, numbers: Collection[int]) -> list[Grant]:
    """What these requests gave and still give."""
    return [_from_row(row) for row in desk.c.execute(_GIVEN, {"numbers": list(numbers)})]


def check_held(desk: Desk, person: str, grants: Sequence[Grant]) -> None:
    """Decline an end of nothing."""
    if not grants:
        raise Declined("declined-nothing-to-end", address=people.names_of(desk, [person])[person])


def find_person(desk: Desk, member: Member, who: str) -> str:
    """Whose access is meant. Declines an unknown address or name, and somebody who holds nothing through Usher."""
    if who != "me" and "@" not in who:
        named = naming.find_holder(desk, who)
        if named is None:
            raise Declined("declined-end-nobody", name=who)
        return named
    person = member.pseudonym if who == "me" else desk.vault.find(people.check_address(who))
    if person is None:
        raise Declined("declined-unknown-person", address=who)
    if list_grants(desk, person):
        return person
    address = people.names_of(desk, [person])[person] if who == "me" else who
    if ahead := requests.list_open_for(desk, person, Kind.INVITE_EXTERNAL):
        raise Declined("declined-end-before", address=address, number=ahead[0].number)
    raise Declined("declined-nothing-to-end", address=address)


def open_form(desk: Desk, member: Member, who: str) -> str:
    """The card that asks an owner whether access shall end; nothing else changes. ``who``: an address, a name, or "me".

    Raises :class:`~provisioning.usecases.naming.Several`; returns the card's id.
    """
    authority.check_owner(desk, member)
    return open_form_of(desk, member, find_person(desk, member, who))


def open_form_of(desk: Desk, member: Member, person: str) -> str:
    """The same for somebody whom Usher knows."""
    authority.check_owner(desk, member)
    return carding.issue(desk, member.pseudonym, "end_form", verbs=END_VERBS, person=person)


def end_now(desk: Desk, member: Member, card: Card) -> int:
    """An owner ends everything that a person holds through Usher. Needs an approval from the sixth person a day on; owners are told."""
    first, *others = end_person(desk, member, str(card.terms["person"]))
    carding.offer(desk, card, STATUS_VERBS, kind="status", request=first, revision=1)
    asked = _to_be_asked(desk, first)
    telling.tell_others(desk, first, {member.pseudonym, *asked})
    for number in others:
        telling.tell_others(desk, number, asked)
    return first


def join_running(desk: Desk, member: Member, card: Card) -> bool:
    """Where somebody was faster to end all of it, the card that asks becomes the card of that end; whether it was so."""
    authority.check_owner(desk, member)
    person = str(card.terms["person"])
    people.hold(desk, member.pseudonym, person)
    grants, many = list_grants(desk, person), counting.are_many(desk, member.pseudonym)
    running = _find_running(desk, person, grants, many=many) if grants else None
    if running is not None:
        carding.offer(desk, card, STATUS_VERBS, kind="status", request=running.number, revision=running.revision)
    return running is not None


def end_in_review(desk: Desk, member: Member, person: str, *, review: int, together: int) -> int:
    """The same as an answer of a review, whose card shows how it goes; ``together``: with so many from this one on."""
    numbers = end_person(desk, member, person, together=together, review=review)
    for number in numbers:
        telling.tell_others(desk, number, {member.pseudonym, *_to_be_asked(desk, number)})
    return numbers[0]


def _to_be_asked(desk: Desk, number: int) -> set[str]:
    """Who gets a card to decide the end with, and so needs none that tells of it; nobody where it needs no decision."""
    end = requests.get(desk, number)
    stages = desk.rules.stages_of(Kind.END_ACCESS, (), (), many=bool(end.terms.get("many")))
    involved = (end.requester or "", end.subject)
    return authority.eligible(desk, stages[0], involved=involved) if stages else set()


def end_person(desk: Desk, member: Member, person: str, *, together: int = 1, review: int = 0) -> list[int]:
    """Check and ask; nobody is told yet. Returns the requests, one for each way in."""
    authority.check_owner(desk, member)
    people.hold(desk, member.pseudonym, person)
    grants = list_grants(desk, person)
    check_held(desk, person, grants)
    check_no_owner(desk, grants)
    many = counting.are_many(desk, member.pseudonym, together)
    stages = desk.rules.stages_of(Kind.END_ACCESS, (), (), many=many)
    decidable.check(desk, stages, involved=(member.pseudonym, person))
    if running := _find_running(desk, person, grants, many=many):
        raise Declined("declined-stale", number=running.number, state=running.state.value)
    return submit(desk, person, grants, why="owner", requester=member.pseudonym, many=many, review=review)


def _find_running(desk: Desk, person: str, grants: Sequence[Grant], *, many: bool) -> Request | None:
    """The end of all of these that is under way; approvers are asked for ``many`` once."""
    held = {grant.id for grant in grants}
    ends = _ends_of(desk, {person}, OPEN if many else _SURE)
    return next((other for other in ends if held <= set(other.grants)), None)


def check_no_owner(desk: Desk, grants: Sequence[Grant]) -> None:
    """Nobody ends an owner alone, at once or on a date: somebody outside the group decides that."""
    if any(holds_owners(desk, grant) for grant in grants):
        raise Declined("declined-end-owner", group=desk.rules.owners_group)


def holds_owners(desk: Desk, grant: Grant) -> bool:
    """Whether the Owners group is among what it gives."""
    return desk.rules.owners_group in grant.groups


def end_due(desk: Desk) -> list[int]:
    """The sweep: every grant whose last day is over ends by itself. Returns the requests made."""
    due = desk.c.scalars(_DUE, {"now": desk.now}).all()
    numbers = [number for person in due for number in submit_due(desk, person)]
    ending_together.tell(desk, numbers)
    return numbers


def submit_due(desk: Desk, person: str, *, why: str = "date", review: int = 0) -> list[int]:
    """Requests for what a person's due grants gave; none while the end of these is under way, or came to nothing lately. Nobody is told yet."""
    people.hold(desk, person)
    due = [grant for grant in list_grants(desk, person) if grant.until and grant.until <= desk.now]
    left = not_taken(desk, [one for one in due if not golive.holds(desk, one.request, one.until or desk.now)])
    return submit(desk, person, left, why=why, requester=None, review=review) if left else []


def not_taken(desk: Desk, grants: Sequence[Grant]) -> list[Grant]:
    """Those that no end is about: one under way, or one that came to nothing lately."""
    ends = _ends_of(desk, {one.person for one in grants}, _SURE | RETRYABLE | {State.REFUSED})
    taken = {grant for request in ends if _counts(desk, request) for grant in request.grants}
    return [grant for grant in grants if grant.id not in taken]


def _counts(desk: Desk, request: Request) -> bool:
    """Whether nothing else has to end what this is about; an owner's end that was refused stands for nothing."""
    if request.state in _SURE:
        return True
    lately = request.ended_at is not None and desk.now < request.ended_at + AGAIN
    return lately and (request.state in RETRYABLE or request.requester is None)


def is_overtaken(desk: Desk, request: Request) -> bool:
    """Whether a later end is about the same: it is that one's affair by now."""
    if request.kind is not Kind.END_ACCESS:
        return False
    ends = _ends_of(desk, {request.subject}, _SURE | RETRYABLE | {State.DELIVERED})
    return any(one.number > request.number and set(one.grants) & set(request.grants) for one in ends)


def _ends_of(desk: Desk, whose: Collection[str], states: Collection[State]) -> list[Request]:
    """Ends of these people's access in these states; one that was called off ends nothing."""
    return requests.list_by(desk, _ENDS, people=list(whose), states=[state.value for state in states])


def submit(
    desk: Desk,
    person: str,
    grants: Sequence[Grant],
    *,
    why: str,
    requester: str | None,
    many: bool = False,
    review: int = 0,
) -> list[int]:
    """End these grants of one person: a request for each way in, since a guest leaves groups and an account is switched off."""
    options = sorted({grant.option for grant in grants})
    parts = [[grant for grant in grants if grant.option is option] for option in options]
    terms = {"why": why, "many": many, **({"review": review} if review else {})}
    return [_submit_one(desk, person, part, terms, requester) for part in parts]


def _submit_one(desk: Desk, person: str, grants: Sequence[Grant], why: dict[str, Any], requester: str | None) -> int:
    """Store the request and have it looked at, then carried out."""
    terms = {
        **why,
        "grants": [grant.id for grant in grants],
        "groups": sorted({name for grant in grants for name in grant.groups}),
        "sponsor": grants[0].sponsor,
    }
    number = requests.create(
        desk,
        kind=Kind.END_ACCESS,
        requester=requester,
        subject=person,
        domain=requests.get(desk, grants[0].request).domain,
        option=grants[0].option,
        terms=terms,
    )
    desk.audit(
        "request.submitted",
        actor=requester,
        request=number,
        revision=1,
        subject=person,
        kind="end_access",
        why=why["why"],
    )
    desk.enqueue("check", f"check-{number}-r1", number, 1)
    return number
