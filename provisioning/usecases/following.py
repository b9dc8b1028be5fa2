"""Role groups that HR, IT or a rule fills reflect Entra: nothing there is a finding, and owners read once a day who joined and who left.

The first reading is where it begins. What changes until owners are told is told together: who came and went between is not.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, exists, func, insert, select, update

from provisioning import views
from provisioning.domain import dates
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, people, reading, recording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Row

    from provisioning.domain.ports import DirectoryUser
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk

#: The kind of the card.
KIND = "followed"
#: A group is read so often.
EVERY = timedelta(days=1)
#: So many of those who joined, and of those who left, are named.
NAMED = 5

_F, _M = t.followed.c, t.followed_members.c
_MEMBERS = select(t.followed_members).where(_M.group_name == bindparam("group"))
_ONE = (_M.group_name == bindparam("its_group")) & (_M.digest == bindparam("its_digest"))
_PLACE = update(t.followed_members).where(_ONE).values(inside=bindparam("is_inside"))
_TELL = update(t.followed_members).where(_ONE).values(told=bindparam("is_inside"))
#: Who came and went before anybody was told.
_PASSED = delete(t.followed_members).where(~_M.told, ~_M.inside)
_CHANGED = select(t.followed_members).where(_M.told != _M.inside).order_by(_M.group_name, _M.digest).with_for_update()
_HELD = select(t.groups.c.name).where(t.groups.c.name == bindparam("group")).with_for_update()
_LAST = select(func.max(t.cards.c.made_at)).where(t.cards.c.kind == KIND)
#: Whether owners are to be told of something; likewise what lies ahead.
IS_DUE = exists().where(_M.told != _M.inside)
AHEAD = (IS_DUE.label("digests"),)


def list_followed(desk: Desk) -> dict[str, str]:
    """Object ids, by name, of the role groups in scope that Usher only reads. Those that have a say are told of otherwise."""
    c = t.groups.c
    rows = desk.c.execute(select(c.name, c.object_id).where(c.in_scope, c.object_id.is_not(None)))
    guarded, known = desk.rules.guarded_groups, desk.rules.groups
    return {
        row.name: row.object_id
        for row in rows
        if row.name in known and known[row.name].followed and row.name not in guarded
    }


def list_due(desk: Desk) -> dict[str, str]:
    """Those of them to be read now: never read, or not for a day."""
    lately = set(desk.c.scalars(select(_F.group_name).where(_F.read_at > desk.now - EVERY)))
    return {name: one for name, one in list_followed(desk).items() if name not in lately}


def stop(desk: Desk) -> None:
    """Forget groups that are followed no more, or not in scope: one that comes back begins anew."""
    gone = set(desk.c.scalars(select(_F.group_name))) - list_followed(desk).keys()
    for group in sorted(gone):
        desk.c.execute(delete(t.followed_members).where(_M.group_name == group))
        desk.c.execute(delete(t.followed).where(_F.group_name == group))


def list_new(desk: Desk, group: str, users: Sequence[DirectoryUser]) -> list[DirectoryUser]:
    """Who was not there at the last reading: they become known before they are noted, since one who leaves is to be named."""
    known = {row.digest for row in desk.c.execute(_MEMBERS, {"group": group})}
    return [user for user in users if desk.vault.digest(user.id) not in known]


def note_unread(desk: Desk, group: str) -> None:
    """It could not be read, or is too large: tried again in a day."""
    _keep(desk, group)


def note(desk: Desk, group: str, users: Sequence[DirectoryUser]) -> None:
    """Hold one reading against the one before it. Whoever was there at the first one is told to nobody."""
    if desk.c.scalar(_HELD, {"group": group}) is None:
        return
    before = desk.c.execute(select(t.followed).where(_F.group_name == group)).first()
    seen_at = before.seen_at if before else None
    rows = {row.digest: row for row in desk.c.execute(_MEMBERS, {"group": group})}
    inside = {desk.vault.digest(user.id): user for user in users}
    new = recording.pseudonyms_of(desk, [user.id for digest, user in inside.items() if digest not in rows])
    made = [
        {"group_name": group, "digest": digest, "person": new.get(user.id), "told": seen_at is None, "inside": True}
        for digest, user in inside.items()
        if digest not in rows
    ]
    moved = [
        {"its_group": group, "its_digest": digest, "is_inside": digest in inside}
        for digest, row in rows.items()
        if row.inside != (digest in inside)
    ]
    for statement, some in ((insert(t.followed_members), made), (_PLACE, moved)):
        if some:
            desk.c.execute(statement, some)
    desk.c.execute(_PASSED)
    untold = any(row.told != row.inside for row in rows.values())
    _keep(desk, group, seen_at=desk.now, **({} if untold else {"since": seen_at}))


def _keep(desk: Desk, group: str, **read: datetime | None) -> None:
    """That a reading was tried, and what came of it."""
    values = {**read, "read_at": desk.now}
    if not desk.c.execute(update(t.followed).where(_F.group_name == group).values(values)).rowcount:
        desk.c.execute(insert(t.followed).values(group_name=group, **values))


def tell(desk: Desk) -> int:
    """The sweep: while people are at work, one card a day to each owner who has a chat. How many were told."""
    if not desk.rules.hours.include(desk.now, desk.rules.zone) or _was_told(desk):
        return 0
    changed = desk.c.execute(_CHANGED).all()
    if not changed:
        return 0
    keys = [{"its_group": row.group_name, "its_digest": row.digest, "is_inside": row.inside} for row in changed]
    desk.c.execute(_TELL, keys)
    desk.c.execute(_PASSED)
    groups = sorted({row.group_name for row in changed})
    first, zone = desk.c.scalar(select(func.min(_F.since)).where(_F.group_name.in_(groups))), desk.rules.zone
    since = dates.day_of(first or desk.now, zone)
    is_yesterday = since == dates.day_of(desk.now, zone) - timedelta(days=1)
    told = [_changes(name, [row for row in changed if row.group_name == name]) for name in groups]
    readers = authority.owners(desk) & _with_chats(desk)
    carding.send(desk, readers, KIND, since=since.isoformat(), yesterday=is_yesterday, groups=told)
    return len(readers)


def _was_told(desk: Desk) -> bool:
    """Whether owners were told today."""
    last, zone = desk.c.scalar(_LAST), desk.rules.zone
    return last is not None and dates.day_of(last, zone) == dates.day_of(desk.now, zone)


def _changes(name: str, rows: Sequence[Row[Any]]) -> dict[str, Any]:
    """What is told of one group: some pseudonyms, and how many there are."""
    told: dict[str, Any] = {"name": name}
    for what, inside in (("joined", True), ("left", False)):
        some = [row.person for row in rows if row.inside == inside]
        told |= {what: [one for one in some if one][:NAMED], f"all_{what}": len(some)}
    return told


def _with_chats(desk: Desk) -> set[str]:
    """Whom a message reaches."""
    return set(desk.c.scalars(select(t.chats.c.pseudonym).where(t.chats.c.undeliverable.is_(None))))


def next_due(desk: Desk, ahead: Row[Any]) -> list[datetime]:
    """When owners are told next; ``ahead`` has :data:`AHEAD`."""
    if not ahead.digests:
        return []
    zone, hours = desk.rules.zone, desk.rules.hours
    at = hours.morning_after(desk.now, zone) if _was_told(desk) else hours.opening(desk.now, zone)
    return [at] if at > desk.now else []


def view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.FollowedView:
    """What a digest tells, for an owner. ``marks`` are not used."""
    del marks
    who = reading.reader(desk, card.recipient)
    if card.recipient not in authority.owners(desk):
        return views.FollowedView(card=card.id, reader=who, denied=True)
    told = card.terms["groups"]
    names = people.names_of(desk, {one for group in told for one in (*group["joined"], *group["left"])})
    return views.FollowedView(
        card=card.id,
        reader=who,
        since=date.fromisoformat(card.terms["since"]),
        is_yesterday=bool(card.terms["yesterday"]),
        groups=tuple(
            views.FollowedGroup(
                name=group["name"],
                joined=tuple(sorted(names[one] for one in group["joined"])),
                left=tuple(sorted(names[one] for one in group["left"])),
                all_joined=group["all_joined"],
                all_left=group["all_left"],
            )
            for group in told
        ),
    )
