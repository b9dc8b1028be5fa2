"""What an end takes: the groups that its grants gave and that nothing else keeps, whatever the settings name by now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning.domain.preview import Given
from provisioning.domain.states import OF_HELD, OF_MEMBERS, Kind, Option
from provisioning.storage import tables as t
from provisioning.usecases import golive, prolonging, requests

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

_IDS = select(t.groups.c.name, t.groups.c.object_id)
_PERSON = select(t.people.c.pseudonym).where(t.people.c.object_id == bindparam("object_id"))
_ACCOUNTS = select(t.grants).where(
    t.grants.c.person.in_(bindparam("people", expanding=True)),
    t.grants.c.ended_at.is_(None),
    t.grants.c.option == Option.ACCOUNT.value,
)


def last_ids(desk: Desk) -> dict[str, str]:
    """Object ids of the groups, by name, as last found: what was given in one is left by it, whatever it is called now."""
    return {row.name: row.object_id for row in desk.c.execute(_IDS) if row.object_id}


def only_takes(request: Request) -> bool:
    """Whether it gives nobody anything, an end or a removal: what cannot be read of the platform does not hold it up."""
    removes = request.kind in OF_MEMBERS and bool(request.leaves) and not request.groups
    return removes or request.kind is Kind.END_ACCESS


def given_to(desk: Desk, number: int) -> tuple[frozenset[Given], bool]:
    """(every group that the person of an end, or of an extension, has from Usher, else nothing; whether it only takes)."""
    request = requests.get(desk, number)
    given = _given(desk, _alive(desk, request.subject)) if request.kind in OF_HELD else frozenset[Given]()
    return given, only_takes(request)


def given_to_object(desk: Desk, object_id: str) -> frozenset[Given]:
    """Every group that somebody whom the directory knows has from Usher, whatever the settings name by now."""
    person = desk.c.scalar(_PERSON, {"object_id": object_id})
    return _given(desk, _alive(desk, person)) if person else frozenset()


def given_by(desk: Desk, request: Request) -> frozenset[Given]:
    """The groups of those grants that a request names and that still run."""
    return _given(desk, [one for one in _alive(desk, request.subject) if one.id in request.grants])


def what_ends(desk: Desk, request: Request) -> tuple[frozenset[Given], frozenset[str]]:
    """(groups to leave, roles that stay): what was held before Usher or runs for another reason stays."""
    alive = _alive(desk, request.subject)
    ending = [grant for grant in alive if grant.id in request.grants]
    others = [one for one in alive if one.id not in request.grants and not golive.is_over(desk, one.request, one.until)]
    before = set(desk.c.scalars(prolonging.HELD_BEFORE, {"person": request.subject}))
    leaves = _given(desk, ending) - _given(desk, others)
    return frozenset(one for one in leaves if one.name not in before), _direct(others)


def direct_of(desk: Desk, person: str) -> frozenset[str]:
    """Roles that the person has on the platform itself, by no group, for as long as it was given."""
    return direct_by_person(desk, [person]).get(person, frozenset())


def direct_by_person(desk: Desk, people: Collection[str]) -> dict[str, frozenset[str]]:
    """The same of many; whoever has none is left out."""
    found: dict[str, list[Any]] = {}
    for one in desk.c.execute(_ACCOUNTS, {"people": list(people)}).all():
        if not golive.is_over(desk, one.request, one.until):
            found.setdefault(one.person, []).append(one)
    return {person: _direct(grants) for person, grants in found.items()}


def _direct(grants: Iterable[Any]) -> frozenset[str]:
    """What these grants give on the platform itself."""
    return frozenset(role for grant in grants if grant.option == Option.ACCOUNT for role in grant.gives["roles"])


def _alive(desk: Desk, person: str) -> list[Any]:
    """The person's grants that have not ended."""
    return list(desk.c.execute(prolonging.RUNNING, {"person": person}).all())


def _given(desk: Desk, grants: Iterable[Any]) -> frozenset[Given]:
    """The groups that these grants gave, by the ids that were noted then; else as last found under their names."""
    last = last_ids(desk)
    return frozenset(
        Given(name=name, object_id=one.handles.get("groups", {}).get(name) or last.get(name, ""))
        for one in grants
        if one.option == Option.GUEST
        for name in one.gives["groups"]
    )
