"""What the directory says about every role group: which it is, of what kind, in scope or not; and who hears that one has left the scope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from provisioning.domain.states import RETRYABLE, State
from provisioning.storage import tables as t
from provisioning.usecases import authority, people, requests, telling

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from provisioning.domain.ports import DirectoryGroup
    from provisioning.usecases.desk import Desk

#: In place of a kind: a group for mail or meetings alone.
NO_SECURITY = "no_security"

_C = t.groups.c
_CHANGE = update(t.groups).where(_C.name == bindparam("its_name"))
_KNOWN = select(_C.name, _C.in_scope, _C.read_at)
_MOVED = (
    update(t.groups)
    .where(_C.name == bindparam("its_name"), _C.object_id == bindparam("its_id"))
    .values(in_scope=bindparam("inside"), read_at=bindparam("now"))
)
#: Whether a group is in scope still as far as is written down: of several readings at once the first alone finds that it left.
_INSIDE = select(_C.in_scope).where(_C.name == bindparam("its_name")).with_for_update()
#: States of a wave in which it has changed the scope, or may have.
_BEGUN = RETRYABLE | {State.EXECUTING, State.DELIVERED}


def record_groups(
    desk: Desk, found: dict[str, DirectoryGroup], in_scope: set[str], began: datetime | None = None
) -> None:
    """Keep what the directory says about every group that is named here, and tell which have left the scope.

    One that is not found, as after it was renamed, has no kind; its object id stays, for those who have to leave it. What
    was written down after this reading ``began``, as by a wave that was opened meanwhile, stays.
    """
    people.organisation(
        desk
    )  # the subject of what concerns the whole application: made before two could make it at once
    rows = desk.c.execute(_KNOWN).all()
    known, left = {row.name: row.in_scope for row in rows}, list[str]()
    later = {row.name for row in rows if began is not None and row.read_at > began}
    # in one order, so that two readings never wait for one another
    for name in (one for one in desk.rules.group_names if one not in later):
        group = found.get(name)
        values: dict[str, Any] = {
            **({"object_id": group.id} if group else {}),
            "kind": kind_of(group) if group else None,
            "in_scope": group is not None and group.id in in_scope,
            "read_at": desk.now,
        }
        if name not in known:
            desk.c.execute(insert(t.groups), {"name": name, **values})
            continue
        if known[name] and not values["in_scope"] and desk.c.scalar(_INSIDE, {"its_name": name}):
            left.append(name)
        desk.c.execute(_CHANGE, {"its_name": name, **values})
    _record_strangers(desk, in_scope - {group.id for group in found.values()})
    _tell(desk, [name for name in left if name in desk.rules.groups], found)


def record_moved(desk: Desk, name: str, object_id: str, *, inside: bool) -> None:
    """A wave has taken this very group into the scope or out of it: nothing is judged by what was read before."""
    desk.c.execute(_MOVED, {"its_name": name, "its_id": object_id, "inside": inside, "now": desk.now})


def _record_strangers(desk: Desk, strangers: set[str]) -> None:
    """Groups in scope that nobody named here, by their object ids: whoever is in them gets in past every wave."""
    desk.c.execute(delete(t.groups).where(_C.name == _C.object_id))
    rows = [{"name": one, "object_id": one, "in_scope": True, "read_at": desk.now} for one in sorted(strangers)]
    if rows:
        desk.c.execute(insert(t.groups), rows)


def kind_of(group: DirectoryGroup) -> str:
    """The kind as it is kept; a group that is no security group carries no access at all."""
    return group.kind.value if group.security_enabled else NO_SECURITY


def _tell(desk: Desk, left: Collection[str], found: Collection[str]) -> None:
    """Owners and administrators hear what somebody did outside Usher, which switches people off: one message of each kind."""
    outside = set(left) - _taken_back(desk) if left else set[str]()
    readers = sorted(authority.owners(desk) | people.list_administrators(desk)) if outside else []
    for key, groups in (
        ("notice-groups-gone", outside.difference(found)),
        ("notice-groups-unassigned", outside & set(found)),
    ):
        for group in sorted(groups):
            desk.audit("scope.left", group=group, found=group in found)
        for reader in readers if groups else ():
            telling.notice(desk, reader, key, values={"groups": sorted(groups)}, tone="warning")


def _taken_back(desk: Desk) -> set[str]:
    """Groups that Usher itself took out of the scope: whatever last changed it for them was a way back."""
    last: dict[str, bool] = {}
    for request in requests.list_by(desk, requests.WAVES):
        wave = desk.rules.waves.get(str(request.terms.get("wave", "")))
        if wave is not None and request.state in _BEGUN:
            for group in wave.groups:
                last.setdefault(group, bool(request.terms.get("back")))
    return {group for group, back in last.items() if back}
