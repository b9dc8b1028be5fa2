"""What the directory says about people, kept in bulk: facts in a row, names and addresses in the vault."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update

from provisioning.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from provisioning.domain.ports import DirectoryUser
    from provisioning.usecases.desk import Desk

#: One person's row, whose an object in Entra is, and a change of a row.
PERSON = select(t.people).where(t.people.c.pseudonym == bindparam("pseudonym"))
BY_OBJECT = select(t.people.c.pseudonym).where(t.people.c.object_id == bindparam("object_id"))
CHANGE = update(t.people).where(t.people.c.pseudonym == bindparam("its_pseudonym"))
_OF_OBJECTS = select(t.people.c.object_id, t.people.c.pseudonym, t.people.c.known_as).where(
    t.people.c.object_id.in_(bindparam("objects", expanding=True))
)
_AMONG = select(t.people.c.pseudonym, t.people.c.object_id, t.people.c.is_guest, t.people.c.looked_up_at).where(
    t.people.c.pseudonym.in_(bindparam("who", expanding=True))
)
_MINE = (t.people.c.pseudonym == bindparam("who")) & t.people.c.erased_at.is_(None)
_ADOPT = update(t.people).where(_MINE).values(object_id=bindparam("object"))
_NAME = update(t.people).where(_MINE).values(known_as=bindparam("as"))
_FACTS = (
    update(t.people)
    .where(t.people.c.pseudonym.in_(bindparam("who", expanding=True)), t.people.c.erased_at.is_(None))
    .values(**{name: bindparam(f"new_{name}") for name in ("is_guest", "enabled", "looked_up_at")})
)


def record_users(desk: Desk, users: Iterable[DirectoryUser], *, read_since: datetime | None = None) -> dict[str, str]:
    """Keep what the directory says about people, in a constant number of statements; pseudonyms by object id.

    Whoever is not known by object id is the one whom their address leads to, if they may be (:func:`may_be`), unless that is
    somebody else among these, or whom the directory has shown since ``read_since`` under another object id: then two people
    have one address.
    """
    by_id = {user.id: user for user in users}
    known = {row.object_id: row for row in desk.c.execute(_OF_OBJECTS, {"objects": sorted(by_id)})}
    left = [user for user in by_id.values() if user.id not in known]
    adopted = _adopted(desk, left, {row.pseudonym for row in known.values()}, read_since)
    if adopted:
        desk.c.execute(_ADOPT, [{"who": person, "object": object_id} for object_id, person in adopted.items()])
    found = {object_id: row.pseudonym for object_id, row in known.items()} | adopted
    prints = {user.id: desk.vault.fingerprint(user.display_name, user.upn, user.mail or "") for user in by_id.values()}
    renamed = [i for i in found if i in adopted or known[i].known_as != prints[i]]
    made = _create(desk, [user for user in left if user.id not in adopted], prints)
    every = found | made
    _keep_details(desk, {every[i]: by_id[i] for i in (*renamed, *made)})
    if renamed:
        desk.c.execute(_NAME, [{"who": found[i], "as": prints[i]} for i in renamed])
    _keep_facts(desk, {every[user.id]: user for user in by_id.values()})
    return every


def _create(desk: Desk, users: Sequence[DirectoryUser], prints: Mapping[str, str]) -> dict[str, str]:
    """People who are new, by what the directory calls them; pseudonyms by object id."""
    rows = [{"object_id": user.id, "known_as": prints[user.id]} for user in users]
    return dict(zip((user.id for user in users), desk.vault.create_many(rows), strict=True))


def _adopted(desk: Desk, users: list[DirectoryUser], besides: set[str], read_since: datetime | None) -> dict[str, str]:
    """Who is known by address alone, or is a guest invited anew: pseudonyms by object id, each once."""
    owners = desk.vault.find_many(user.mail for user in users if user.mail)
    if not owners:
        return {}
    rows = {row.pseudonym: row for row in desk.c.execute(_AMONG, {"who": sorted(set(owners.values()))})}
    taken, found = besides | {p for p, row in rows.items() if _was_shown(row, read_since)}, dict[str, str]()
    for user in users:
        person = owners.get(user.mail or "")
        if person and person not in taken and may_be(rows[person], user):
            taken.add(person)
            found[user.id] = person
    return found


def _was_shown(row: Row[*tuple[Any, ...]], since: datetime | None) -> bool:
    """Whether the directory has shown this person since, by their object id."""
    return bool(since and row.object_id and row.looked_up_at and row.looked_up_at >= since)


def may_be(known: Row[*tuple[Any, ...]], user: DirectoryUser) -> bool:
    """Whether somebody whom an address leads to may be the one whom the directory shows under that address.

    Only somebody known by address alone, and a guest who was invited anew. Addresses are given to others: whoever has an
    object of their own stays who they are, with their say, and a newcomer is nobody else.
    """
    return known.object_id in {None, user.id} or bool(known.is_guest and user.is_guest)


def pseudonyms_of(desk: Desk, object_ids: Sequence[str]) -> dict[str, str]:
    """Of those who are known here, by object id."""
    found = dict[str, str]()
    for first in range(0, len(object_ids), 1000):
        some = {"objects": object_ids[first : first + 1000]}
        found |= {row.object_id: row.pseudonym for row in desk.c.execute(_OF_OBJECTS, some)}
    return found


def record_subject(desk: Desk, pseudonym: str, user: DirectoryUser) -> None:
    """The directory knows whom a request is about: keep the object id with the pseudonym that the request uses.

    Nothing of it where the address led to somebody who has another object of their own: they stay who they are.
    """
    owner = desk.c.scalar(BY_OBJECT, {"object_id": user.id})
    if owner is not None:  # by the address of now, an account is found that was renamed with them
        record_users(desk, [user])
    known = desk.c.execute(PERSON, {"pseudonym": pseudonym}).one()
    if owner == pseudonym or not may_be(known, user):
        return
    if owner is None:
        facts = {"object_id": user.id, "is_guest": user.is_guest, "enabled": user.enabled, "looked_up_at": desk.now}
        desk.c.execute(CHANGE, {"its_pseudonym": pseudonym, **facts})
    if user.display_name:
        desk.vault.put(pseudonym, name=user.display_name)


def record_successor(desk: Desk, user: DirectoryUser, former: DirectoryUser) -> None:
    """A guest has the address that another guest had: each is who they are, and the address leads to who has it now."""
    record_users(desk, [former])
    desk.vault.forget_address(user.mail or "")
    record_users(desk, [user])


def _keep_details(desk: Desk, users: Mapping[str, DirectoryUser]) -> None:
    """Names and addresses, by pseudonym; the principal name of whoever has no address, for that is what is shown then."""
    desk.vault.put_many(
        {
            person: {"name": user.display_name} | ({"mail": user.mail} if user.mail else {"upn": user.upn})
            for person, user in users.items()
        }
    )
    desk.vault.index_many({person: [user.mail or "", user.upn] for person, user in users.items()})


def _keep_facts(desk: Desk, users: Mapping[str, DirectoryUser]) -> None:
    """What is no secret, by pseudonym: a statement for each of the four kinds that there are."""
    kinds: dict[tuple[bool, bool], list[str]] = defaultdict(list)
    for person, user in users.items():
        kinds[user.is_guest, user.enabled].append(person)
    for (is_guest, enabled), some in kinds.items():
        facts = {"is_guest": is_guest, "enabled": enabled, "looked_up_at": desk.now}
        desk.c.execute(_FACTS, {"who": sorted(some), **{f"new_{name}": value for name, value in facts.items()}})
