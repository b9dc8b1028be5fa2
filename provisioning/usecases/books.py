"""Usher's own books of who holds what: open grants with who asked and who approved, and what was held before Usher."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from provisioning import views
from provisioning.domain import dates
from provisioning.domain.states import Option
from provisioning.storage import tables as t
from provisioning.usecases import people

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import BindParameter

    from provisioning.usecases.desk import Desk

_WHO: BindParameter[list[str]] = bindparam("who", expanding=True)
_GRANTS = (
    select(t.grants, t.requests.c.requester, t.requests.c.revision)
    .select_from(t.grants.join(t.requests, t.requests.c.number == t.grants.c.request))
    .where(t.grants.c.person.in_(_WHO), t.grants.c.ended_at.is_(None))
    .order_by(t.grants.c.id)
)
_APPROVED = (
    select(t.decisions.c.request, t.decisions.c.revision, t.decisions.c.approver)
    .where(t.decisions.c.request.in_(bindparam("numbers", expanding=True)), t.decisions.c.approved.is_(True))
    .order_by(t.decisions.c.id)
)
_BEFORE = select(t.held_before.c.pseudonym, t.held_before.c.group_name).where(t.held_before.c.pseudonym.in_(_WHO))


@dataclass(frozen=True, kw_only=True)
class Book:
    """What one person holds by one open grant."""

    groups: tuple[str, ...]
    #: Given on the platform itself, by no group.
    roles: tuple[str, ...]
    direct: bool
    reason: views.ReasonView


@dataclass
class Books:
    """What Usher has written down of some people: open grants, and what they held before."""

    grants: dict[str, list[Book]] = field(default_factory=lambda: defaultdict(list))
    before: set[tuple[str, str]] = field(default_factory=set)

    def reasons(self, person: str, groups: Iterable[str], role: str = "") -> tuple[views.ReasonView, ...]:
        """Why somebody holds one of these groups, or the role directly: every grant that gives it, then what was before."""
        wanted = set(groups)
        given = [
            one.reason for one in self.grants[person] if wanted & set(one.groups) or (one.direct and role in one.roles)
        ]
        if any((person, name) in self.before for name in wanted):
            given.append(views.ReasonView(before=True))
        return tuple(dict.fromkeys(given))


def read_books(desk: Desk, persons: Sequence[str]) -> Books:
    """The books of many people, with the names of who asked and who approved: five queries, however many."""
    rows = desk.c.execute(_GRANTS, {"who": list(persons)}).all()
    approved: dict[tuple[int, int], list[str]] = defaultdict(list)
    for one in desk.c.execute(_APPROVED, {"numbers": sorted({row.request for row in rows})}):
        approved[one.request, one.revision].append(one.approver)
    deciders = {row.request: approved[row.request, row.revision] for row in rows}
    named = {row.requester for row in rows if row.requester} | {who for by in deciders.values() for who in by}
    names, books = people.names_of(desk, named), Books()
    for row in rows:
        reason = views.ReasonView(
            number=row.request,
            until=dates.day_of(row.until, desk.rules.zone) if row.until else None,
            requester=names.get(row.requester or "", ""),
            approvers=tuple(names[who] for who in deciders[row.request]),
        )
        groups, roles = tuple(row.gives["groups"]), tuple(row.gives["roles"])
        books.grants[row.person].append(
            Book(groups=groups, roles=roles, direct=row.option == Option.ACCOUNT, reason=reason)
        )
    books.before = {(row.pseudonym, row.group_name) for row in desk.c.execute(_BEFORE, {"who": list(persons)})}
    return books


@dataclass(frozen=True, kw_only=True)
class Booked:
    """Somebody who holds it by Usher's books."""

    person: str
    object_id: str
    #: Only on the platform itself: no membership in Entra is expected.
    direct: bool


def list_booked(desk: Desk, groups: Sequence[str], role: str) -> list[Booked]:
    """Who holds one of the groups, or the role directly, by an open grant; each once, in one query."""
    query = (
        select(t.grants.c.person, t.grants.c.option, t.grants.c.gives, t.people.c.object_id)
        .select_from(t.grants.join(t.people, t.people.c.pseudonym == t.grants.c.person))
        .where(t.grants.c.ended_at.is_(None))
        .order_by(t.grants.c.id)
    )
    found: dict[str, Booked] = {}
    for row in desk.c.execute(query):
        direct = row.option == Option.ACCOUNT
        if set(groups) & set(row.gives["groups"]) or (direct and role in row.gives["roles"]):
            before = found.get(row.person)
            direct = direct and (before is None or before.direct)
            found[row.person] = Booked(person=row.person, object_id=row.object_id or "", direct=direct)
    return list(found.values())
