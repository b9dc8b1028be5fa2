"""An end that comes nearer: on a date that an owner chooses, or at once where nobody answered for somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select, update

from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, counting, ending, people, requests, telling

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.ending import Grant
    from provisioning.usecases.people import Member

_SHORTENED = "grant.shortened"
_A = t.audit.c
#: How the ends of what these requests gave were moved, in order.
_MOVED = (
    select(_A.request, _A.event, _A.actor)
    .where(_A.request.in_(bindparam("numbers", expanding=True)), _A.event.in_([_SHORTENED, "grant.extended"]))
    .order_by(_A.id)
)


def set_end(desk: Desk, member: Member, card: Card, day: date) -> None:
    """An owner brings the end nearer; a later date would be an extension and is declined, and so is any where nothing is held.

    So is a date as near as an end at once from the sixth person a day on: that is asked for as an end.
    """
    authority.check_owner(desk, member)
    person = str(card.terms["person"])
    until = dates.end_of(day, desk.rules.zone)
    if until <= desk.now:
        raise Declined("declined-end-past")
    people.hold(desk, member.pseudonym, person)
    if counting.is_soon(desk, day) and counting.are_many(desk, member.pseudonym):
        raise Declined("declined-end-many", limit=counting.MANY)
    grants = ending.list_grants(desk, person)
    ending.check_held(desk, person, grants)
    ending.check_no_owner(desk, grants)
    latest = max((grant.until for grant in grants if grant.until), default=None)
    if latest is not None and until > latest:
        raise Declined("declined-end-later", latest=dates.day_of(latest, desk.rules.zone))
    changed = _shorten(desk, grants, until, by=member.pseudonym)
    _tell(desk, member, changed, day)


def _tell(desk: Desk, member: Member, changed: Sequence[Grant], day: date) -> None:
    """Whoever answers for the person and the other owners hear of it, as they do of an end."""
    if not changed:
        return
    told = {"values": {"until": day.isoformat()}, "who": {"by": [member.pseudonym]}}
    readers = ({one.sponsor for one in changed} | authority.owners(desk)) - {member.pseudonym}
    for reader in sorted(readers):
        telling.notice(desk, reader, "notice-ends-sooner", request=changed[0].request, person=changed[0].person, **told)


def cut_short(desk: Desk, person: str, *, review: int) -> int | None:
    """Nobody answered for somebody: all that they hold through Usher is over now, and ends as on its last day."""
    people.hold(desk, person)
    _shorten(desk, ending.list_grants(desk, person), desk.now, by=None)
    numbers = ending.submit_due(desk, person, why="review", review=review)
    for number in numbers:
        telling.tell_others(desk, number, set())
    return numbers[0] if numbers else None


def _shorten(desk: Desk, grants: Sequence[Grant], until: datetime, *, by: str | None) -> list[Grant]:
    """Bring the end nearer of those that would last longer; which these are."""
    day = str(dates.day_of(until, desk.rules.zone))
    longer = [grant for grant in grants if grant.until is None or grant.until > until]
    for grant in longer:
        desk.c.execute(update(t.grants).where(t.grants.c.id == grant.id).values(until=until, warned=None))
        desk.audit(_SHORTENED, actor=by, request=grant.request, subject=grant.person, until=day)
    for number in sorted({grant.request for grant in longer}):
        _show(desk, number, until)
    for person in sorted({grant.person for grant in longer}):
        requests.show_warnings(desk, person)
    return longer


def _show(desk: Desk, number: int, until: datetime) -> None:
    """The request that gave it says the new day, except where its own moves with a wave or has still to begin."""
    given = requests.get(desk, number)
    if given.state is State.DELIVERED and not given.terms.get("until_wave"):
        requests.change(desk, number, until=until)
    carding.show_all(desk, number)


def needs_approval(desk: Desk, grants: Sequence[Grant]) -> bool:
    """Whether somebody brought the end of one of these nearer, and nothing has prolonged it since: no rule gives that back."""
    last: dict[int, bool] = {}
    for row in desk.c.execute(_MOVED, {"numbers": [one.request for one in grants]}):
        last[row.request] = row.event == _SHORTENED and row.actor is not None
    return any(last.values())
