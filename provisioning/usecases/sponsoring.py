"""Who answers for an external is an owner; where one is that no more, another takes over within two weeks, else access ends."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, or_, select, update

from provisioning import views
from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, ending, parties, people, reading, requests, telling

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sqlalchemy import Row

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member

#: The kind of the card that asks owners to take over, and what it offers.
KIND, VERBS = "sponsor", ("sponsor.take",)
#: So long somebody may take over before access ends.
PATIENCE = timedelta(days=14)
#: At most so many people are named on a card.
NAMED = 5

_G, _R, _P = t.grants.c, t.requests.c, t.people.c
_EXTERNALS = (
    select(t.grants)
    .join(t.requests, _R.number == _G.request)
    .join(t.people, _P.pseudonym == _G.person)
    .where(_G.ended_at.is_(None), or_(_R.kind == Kind.INVITE_EXTERNAL, _P.is_guest.is_(True)))
    .order_by(_G.person, _G.id)
)
_UNSPONSORED = _EXTERNALS.where(
    _G.sponsor.not_in(bindparam("owners", expanding=True)) | _G.sponsor_gone_at.is_not(None)
)
_OVER = _EXTERNALS.where(_G.sponsor_gone_at <= bindparam("since"))
_ORPHANS = _EXTERNALS.where(_G.sponsor == bindparam("sponsor"), _G.sponsor_gone_at > bindparam("since"))
_UNANSWERED = _G.sponsor.not_in(authority.RIGHTFUL) | _G.sponsor_gone_at.is_not(None)
#: Whether :func:`look` or :func:`end_due` may have anything to do; and when the first was gone who is not for :data:`PATIENCE`.
IS_DUE = _EXTERNALS.where(_UNANSWERED).order_by(None).exists()
_WAITS = (_G.ended_at.is_(None), _G.sponsor_gone_at > bindparam("gone_since"))
AHEAD = (select(func.min(_G.sponsor_gone_at)).where(*_WAITS).scalar_subquery().label("gone"),)


def look(desk: Desk) -> int:
    """The sweep: notice who lost their sponsor, and who has one again; owners are asked once. How many lost theirs.

    While there is no owner at all nothing happens: nobody could take over.
    """
    owners = authority.owners(desk)
    if not owners:
        return 0
    running = desk.c.execute(_UNSPONSORED, {"owners": sorted(owners)}).all()
    back = [row for row in running if row.sponsor in owners and row.sponsor_gone_at is not None]
    if back:
        desk.c.execute(update(t.grants).where(_G.id.in_([row.id for row in back])).values(sponsor_gone_at=None))
        _show(desk, {row.sponsor for row in back})
    lost = [row for row in running if row.sponsor not in owners and row.sponsor_gone_at is None]
    claimed = _claim(desk, [row.id for row in lost])
    noted = [row for row in lost if row.id in claimed]
    for sponsor in sorted({row.sponsor for row in noted}):
        _ask_owners(desk, sponsor, [row for row in noted if row.sponsor == sponsor], owners)
    return len({row.person for row in noted})


def _claim(desk: Desk, grants: Collection[int]) -> set[int]:
    """Write down that nobody answers for these any more; those of them of which no other process was faster to."""
    if not grants:
        return set()
    gone = update(t.grants).where(_G.id.in_(grants), _G.sponsor_gone_at.is_(None)).values(sponsor_gone_at=desk.now)
    return set(desk.c.scalars(gone.returning(_G.id)))


def _ask_owners(desk: Desk, sponsor: str, lost: Sequence[Row[Any]], owners: set[str]) -> None:
    """One card for each owner, about everybody whom this sponsor answered for."""
    for row in lost:
        desk.audit("sponsor.gone", request=row.request, subject=row.person, sponsor=sponsor)
    carding.send(desk, owners, KIND, verbs=VERBS, person=sponsor)


def take_over(desk: Desk, member: Member, card: Card) -> None:
    """An owner answers from now on for everybody whom the card is about. Declines what somebody was faster at, or is over."""
    authority.check_owner(desk, member)
    sponsor = str(card.terms["person"])
    people.hold(desk, sponsor)
    found = _orphans(desk, sponsor)
    if not found:
        raise Declined("declined-sponsor-taken")
    mine = [row.id for row in found]
    desk.c.execute(
        update(t.grants).where(_G.id.in_(mine)).values(sponsor=member.pseudonym, sponsor_gone_at=None, warned=None)
    )
    for row in sorted(found, key=lambda one: int(one.request)):
        given = requests.get(desk, row.request, lock=True)
        requests.change(desk, given.number, terms={**given.terms, "sponsor": member.pseudonym})
        desk.audit("sponsor.changed", actor=member.pseudonym, request=row.request, subject=row.person, before=sponsor)
        carding.show_all(desk, row.request)
    took = sorted({row.person for row in found})
    for other in _show(desk, {sponsor}):
        carding.change_terms(desk, carding.get(desk, other), taken=member.pseudonym, took=took)


def _show(desk: Desk, sponsors: Collection[str]) -> list[str]:
    """Have the cards shown anew that are about whom these answered for; their ids."""
    c = t.cards.c
    mine = (c.kind == KIND) & c.terms["person"].as_string().in_(sorted(sponsors))
    found = list(desk.c.scalars(select(c.id).where(mine).order_by(c.id)))
    desk.to_show += found
    return found


def end_due(desk: Desk) -> int:
    """The sweep: nobody took over, so access ends. How many people's. Nothing ends while there is no owner who could have."""
    due = desk.c.execute(_OVER, {"since": desk.now - PATIENCE}).all()
    owners = authority.owners(desk) if due else set[str]()
    told: dict[str, set[str]] = {}
    for person in sorted({row.person for row in due}) if owners else ():
        people.hold(desk, person)
        mine = {row.id for row in due if row.person == person}
        left = ending.not_taken(desk, [one for one in ending.list_grants(desk, person) if one.id in mine])
        for number in ending.submit(desk, person, left, why="sponsor_gone", requester=None) if left else ():
            telling.show_to(desk, number, owners)
        for one in left:
            told.setdefault(one.sponsor, set()).add(person)
    for sponsor, some in sorted(told.items()):
        _tell_lapsed(desk, sponsor, some)
    return len(set().union(*told.values()))


def _tell_lapsed(desk: Desk, sponsor: str, some: set[str]) -> None:
    """The cards that asked who takes over these from this sponsor say that nobody did."""
    for one in _show(desk, {sponsor}):
        card = carding.get(desk, one)
        if not card.terms.get("taken"):
            carding.change_terms(desk, card, lapsed=sorted(some.union(card.terms.get("lapsed", ()))))


def _orphans(desk: Desk, sponsor: str) -> list[Row[Any]]:
    """What runs without anybody who answers for it since this sponsor is gone, and may be taken over still."""
    return list(desk.c.execute(_ORPHANS, {"sponsor": sponsor, "since": desk.now - PATIENCE}).all())


def card_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """Whom nobody answers for, until when somebody may, or who does by now."""
    del marks
    sponsor, zone, taken = str(card.terms["person"]), desk.rules.zone, card.terms.get("taken")
    if denied := parties.denied_but_owners(desk, card, taken):
        return denied
    found = [] if taken else _orphans(desk, sponsor)
    lapsed = [] if found or taken else card.terms.get("lapsed", [])
    persons = [str(one) for one in card.terms.get("took", lapsed)] or sorted({row.person for row in found})
    details = desk.vault.read(persons)
    names = people.names_of(desk, {sponsor, *persons, *([taken] if taken else [])})
    groups = {one: sorted({g for row in found if row.person == one for g in row.gives["groups"]}) for one in persons}
    first = min((row.sponsor_gone_at for row in found), default=None)
    return views.SponsorCardView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        sponsor=names[sponsor],
        people=tuple((details[one].get("mail") or names[one], tuple(groups[one])) for one in persons[:NAMED]),
        count=len(persons),
        ends=dates.day_of(first + PATIENCE, zone) if first else None,
        taken=names[taken] if taken else "",
        lapsed=bool(lapsed),
        verbs=VERBS if found else (),
    )
