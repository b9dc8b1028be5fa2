"""An end that comes nearer: on a date that an owner chooses, or at once where nobody answered for somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.storage import tables as t
from provisioning.usecases import authority, counting, ending, people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.ending import Grant
    from provisioning.usecases.people import Member


def set_end(desk: Desk, member: Member, card: Card, day: date) -> None:
    """An owner brings the end nearer; a later date would be an extension and is declined.

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
    ending.check_no_owner(desk, grants)
    latest = max((grant.until for grant in grants if grant.until), default=None)
    if latest is not None and until > latest:
        raise Declined("declined-end-later", latest=dates.day_of(latest, desk.rules.zone))
    _shorten(desk, grants, until, by=member.pseudonym)


def cut_short(desk: Desk, person: str, *, review: int) -> int | None:
    """Nobody answered for somebody: all that they hold through Usher is over now, and ends as on its last day."""
    people.hold(desk, person)
    _shorten(desk, ending.list_grants(desk, person), desk.now, by=None)
    return ending.end_due_of(desk, person, why="review", review=review)


def _shorten(desk: Desk, grants: Sequence[Grant], until: datetime, *, by: str | None) -> None:
    """Bring the end nearer of those that would last longer."""
    day = str(dates.day_of(until, desk.rules.zone))
    for grant in grants:
        if grant.until is None or grant.until > until:
            desk.c.execute(update(t.grants).where(t.grants.c.id == grant.id).values(until=until, warned=None))
            desk.audit("grant.shortened", actor=by, request=grant.request, subject=grant.person, until=day)
