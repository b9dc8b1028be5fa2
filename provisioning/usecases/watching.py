"""Drift: whoever is in a group that Usher manages, or that has a say, is held against what Usher knows.

The first reading of a group says who was there before; of these nothing is kept but keyed hashes. Later ones find members
whom nothing explains, and miss those to whom access was given. Nothing is changed here: owners are told, and somebody presses.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, bindparam, cast, delete, insert, or_, select

from provisioning.domain.ports import GroupKind
from provisioning.domain.states import RETRYABLE, Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, findings, following, people, recording, telling

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from provisioning.domain.ports import DirectoryUser
    from provisioning.usecases.desk import Desk

#: A managed group is read so often; the groups that have a say are read every few minutes as it is.
EVERY = timedelta(days=1)
#: A group with more members is not watched: reading it every day would be work that grows with the organisation.
MOST_MEMBERS = 5000
#: New findings that one reading of a group writes down; the next one finds the rest.
MOST_FOUND = 100
#: So long after Usher itself has changed a membership Entra may still say otherwise.
SETTLES = timedelta(hours=1)
#: So long a request that came to nothing may be tried again, and is what explains the group.
RETRIED = timedelta(days=7)

_GOING = (State.APPROVED.value, State.SCHEDULED.value, State.EXECUTING.value)
_ENDED = (State.DELIVERED.value, *(state.value for state in RETRYABLE))
_WHO: Any = bindparam("who", expanding=True)
_KNOWN = select(t.known_members.c.pseudonym).where(t.known_members.c.group_name == bindparam("group"))
_BASELINE = select(t.baseline.c.digest).where(t.baseline.c.group_name == bindparam("group"))
_WATCHED = select(t.watched).where(t.watched.c.group_name == bindparam("group"))
_HELD = select(t.groups.c.name).where(t.groups.c.name == bindparam("group")).with_for_update()
_RUNNING = select(t.grants).where(t.grants.c.ended_at.is_(None), t.grants.c.option == Option.GUEST.value)


def is_guarded(desk: Desk, group: str) -> bool:
    """Whether its members have a say."""
    return group in desk.rules.guarded_groups


def list_managed(desk: Desk) -> dict[str, str]:
    """Object ids, by name, of the groups whose members Usher changes and that reach the platform; followed ones reflect Entra."""
    c = t.groups.c
    rows = desk.c.execute(select(c.name, c.object_id).where(c.in_scope, c.kind == GroupKind.ASSIGNED.value))
    role_groups = {row.name: row.object_id for row in rows if row.name in desk.rules.groups}
    return {name: one for name, one in role_groups.items() if one and not desk.rules.groups[name].followed}


def list_due(desk: Desk) -> dict[str, str]:
    """The managed groups to be read now: never read, or not for a day; object ids by name."""
    lately = set(desk.c.scalars(select(t.watched.c.group_name).where(t.watched.c.read_at > desk.now - EVERY)))
    guarded = desk.rules.guarded_groups
    return {name: one for name, one in list_managed(desk).items() if name not in lately | guarded}


def ask_due(desk: Desk) -> bool:
    """Have the worker read what is due; what has left the scope is watched no more. Whether anything was."""
    _stop_watching(desk)
    following.stop(desk)
    if not list_due(desk) and not following.list_due(desk):
        return False
    desk.enqueue("watch", f"watch-{desk.now:%Y%m%d%H%M}")
    return True


def _stop_watching(desk: Desk) -> None:
    """Groups that are managed no more, or not in scope: what is open about them is settled, and they begin anew.

    So it is with the platform where it is not read any more.
    """
    kept = {*list_managed(desk), *desk.rules.guarded_groups, *([findings.PLATFORM] if desk.rules.sees_platform else [])}
    for group in desk.c.scalars(select(t.watched.c.group_name).order_by(t.watched.c.group_name)).all():
        if group not in kept:
            desk.c.execute(delete(t.watched).where(t.watched.c.group_name == group))
            desk.c.execute(delete(t.baseline).where(t.baseline.c.group_name == group))
            for finding in findings.list_open(desk, group):
                findings.resolve(desk, finding, findings.UNWATCHED)


def note(desk: Desk, members: Mapping[str, Sequence[DirectoryUser]], asked_at: datetime) -> None:
    """Groups that have a say were read: compare each and tell owners. Before their members are written down as such."""
    for group, users in members.items():
        if is_guarded(desk, group):
            compare(desk, group, users, asked_at)
    tell(desk)


def note_unread(desk: Desk, group: str) -> None:
    """A group could not be read, or is too large: tried again in a day."""
    known = desk.c.execute(_WATCHED, {"group": group}).first()
    keep_watched(desk, group, known.since if known else None)


def compare(desk: Desk, group: str, users: Sequence[DirectoryUser], asked_at: datetime) -> None:
    """Hold one reading against what explains it: new findings are written down, and those that vanished are settled.

    The group's row is held, so that two readings at once find nothing twice; one of which nothing was read yet comes later.
    """
    if desk.c.scalar(_HELD, {"group": group}) is None:
        return
    known = desk.c.execute(_WATCHED, {"group": group}).first()
    inside = {desk.vault.digest(user.id): user for user in users}
    marks = {findings.mark_disabled(desk, user.id): user.id for user in users} if is_guarded(desk, group) else {}
    if known is None or known.since is None:
        desk.c.execute(delete(t.baseline).where(t.baseline.c.group_name == group))
        if inside:
            desk.c.execute(insert(t.baseline), [{"group_name": group, "digest": one} for one in sorted(inside)])
        before = set(inside)
    else:
        before = set(desk.c.scalars(_BASELINE, {"group": group}))
        findings.forget_baseline(desk, group, before - set(inside) - set(marks))
    keep_watched(desk, group, known.since if known and known.since else desk.now)
    # who is disabled has no say, and is unknown as soon as that was read: nobody has put them in, but once enabled they are told
    silent = {digest for digest, user in inside.items() if not user.enabled} if is_guarded(desk, group) else set()
    findings.forget_baseline(desk, group, silent)
    _mark_disabled(desk, group, {digest: inside[digest] for digest in silent}, before)
    unknown = [user for digest, user in inside.items() if digest not in before | silent]
    seen = _seen(desk, group, users, unknown)
    _settle(desk, group, seen, asked_at, again={marks[one] for one in before & set(marks)})


def _mark_disabled(desk: Desk, group: str, silent: Mapping[str, DirectoryUser], before: Collection[str]) -> None:
    """Of whoever had a say (who was there ``before``, or is known) and is disabled it is kept that they were in the group.

    Nobody else: an account that was put in while it was disabled was added all the same.
    """
    people_of = recording.pseudonyms_of(desk, [user.id for user in silent.values()]) if silent else {}
    known = set(desk.c.scalars(_KNOWN, {"group": group})) if silent else set[str]()
    had = [user.id for digest, user in silent.items() if digest in before or people_of.get(user.id) in known]
    rows = [
        {"group_name": group, "digest": mark}
        for one in had
        if (mark := findings.mark_disabled(desk, one)) not in before
    ]
    if rows:
        desk.c.execute(insert(t.baseline), rows)


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """What one reading shows and nothing explains."""

    added: frozenset[str]
    missing: frozenset[str]
    #: Everybody in the group who is known here.
    inside: frozenset[str]


def _seen(desk: Desk, group: str, users: Sequence[DirectoryUser], unknown: Sequence[DirectoryUser]) -> _Seen:
    """``unknown``: members who were not there at the beginning. Of the strangers among them some become known here.

    First of all, since one may be a guest who was invited anew, and is nobody else.
    """
    inside = recording.pseudonyms_of(desk, [user.id for user in users])
    strangers = sorted((user for user in unknown if user.id not in inside), key=lambda user: user.id)
    inside |= recording.record_users(desk, strangers[:MOST_FOUND]) if strangers else {}
    there = {inside[user.id] for user in unknown if user.id in inside}
    missing = _expected(desk, group) - set(inside.values())
    return _Seen(
        added=frozenset(there - _explained(desk, group, there)),
        missing=frozenset(people.objects_of(desk, missing) if missing else ()),  # who has no object is in no group
        inside=frozenset(inside.values()),
    )


def _explained(desk: Desk, group: str, who: Collection[str]) -> set[str]:
    """Those whose membership Usher knows: confirmed, where the group has a say; else given here, or held before."""
    if not who:
        return set()
    if is_guarded(desk, group):
        return set(desk.c.scalars(_KNOWN, {"group": group}))
    h = t.held_before.c
    before = desk.c.scalars(select(h.pseudonym).where(h.group_name == group, h.pseudonym.in_(_WHO)), {"who": list(who)})
    return {row.person for row in list_giving(desk, group)} | set(before)


def list_giving(desk: Desk, group: str) -> list[Any]:
    """Running grants that give a group; whether a name is among others is found by its text, then judged."""
    gives = cast(t.grants.c.gives, Text).contains(json.dumps(group), autoescape=True)
    return [row for row in desk.c.execute(_RUNNING.where(gives)) if group in row.gives["groups"]]


def _expected(desk: Desk, group: str) -> set[str]:
    """Who should be in it: whose rights are known, where it has a say; else to whom it was given for longer than now."""
    if is_guarded(desk, group):
        return set(desk.c.scalars(_KNOWN, {"group": group}))
    object_id = desk.c.scalar(select(t.groups.c.object_id).where(t.groups.c.name == group))
    return {
        row.person
        for row in list_giving(desk, group)
        if row.handles.get("groups", {}).get(group, object_id)
        == object_id  # the group of that name, and no earlier one
        and (row.until is None or row.until > desk.now)
    }


def _settle(desk: Desk, group: str, seen: _Seen, asked_at: datetime, *, again: Collection[str]) -> None:
    """Write down what is new, and settle what is so no more. What Usher itself is changing is neither.

    ``again``: object ids of whoever had been disabled.
    """
    is_open = {finding.key: finding for finding in findings.list_open(desk, group)}
    gone = {person for kind, person in is_open if kind == findings.MISSING} - seen.inside
    missing = seen.missing | (gone if is_guarded(desk, group) else set())
    now = {(findings.ADDED, one) for one in seen.added} | {(findings.MISSING, one) for one in missing}
    differs = now ^ is_open.keys()
    busy = _busy(desk, group, {person for _, person in differs}, asked_at)
    new = [key for key in sorted(now - is_open.keys()) if key[1] not in busy]
    findings.record(desk, group, new[:MOST_FOUND], again=recording.pseudonyms_of(desk, sorted(again)).values())
    for key in sorted(is_open.keys() - now):
        if key[1] not in busy:
            findings.resolve(desk, is_open[key], findings.OUTSIDE)


def _busy(desk: Desk, group: str, who: Collection[str], asked_at: datetime) -> set[str]:
    """Those whose place in the group Usher is changing, or has changed so lately that the reading may not show it."""
    return {row.subject for row in list_changing(desk, who, asked_at) if group in _groups_of(row.terms)}


def list_changing(desk: Desk, who: Collection[str], asked_at: datetime) -> list[Any]:
    """Requests about these people (``subject``, ``terms``) that are carried out, or were so lately that what was read may not show it."""
    if not who:
        return []
    c, moment = t.requests.c, min(desk.now, asked_at)
    lately = or_(
        c.state.in_(_GOING),
        (c.kind == Kind.END_ACCESS)
        & (c.state == State.SUBMITTED.value),  # nobody has to approve it, so it goes on by itself
        c.state.in_(_ENDED) & (c.ended_at > moment - SETTLES),
        c.state.in_([state.value for state in RETRYABLE]) & (c.ended_at > moment - RETRIED),
    )
    query = select(c.subject, c.terms).where(c.subject.in_(_WHO), lately)
    return list(desk.c.execute(query, {"who": sorted(who)}).all())


def _groups_of(terms: Mapping[str, Any]) -> set[str]:
    """The groups that a request changes, or whose end it is."""
    return {*terms.get("groups", ()), *terms.get("leaves", ())}


def keep_watched(desk: Desk, group: str, since: datetime | None) -> None:
    """When it was read, and since when it is watched."""
    values, c = {"since": since, "read_at": desk.now}, t.watched.c
    if not desk.c.execute(t.watched.update().where(c.group_name == group).values(values)).rowcount:
        desk.c.execute(insert(t.watched).values(group_name=group, **values))


def tell(desk: Desk) -> None:
    """One card to each owner for everything that nobody was told yet; nobody is told of themselves, by whichever account."""
    untold = findings.list_untold(desk)
    # members are written down after this: whoever is gone from Owners stands there still
    gone = {one.person for one in untold if one.kind == findings.MISSING and one.group == desk.rules.owners_group}
    send(desk, untold, authority.owners(desk) - gone, findings.CARD, findings.VERBS)


def tell_ownerless(desk: Desk, before: Collection[str]) -> None:
    """The last owners (``before`` this reading) are gone: no card reaches anybody who may ask, so administrators hear of it, once."""
    if not before or authority.owners(desk):
        return
    for reader in sorted(people.list_administrators(desk)):
        values, who = {"group": desk.rules.owners_group}, {"names": sorted(before)}
        telling.notice(desk, reader, "notice-no-owner", values=values, who=who, tone="warning")


def send(
    desk: Desk, untold: Sequence[findings.Finding], owners: Collection[str], kind: str, verbs: Sequence[str]
) -> None:
    """A card of this kind to each of these owners; nothing is told before there is one."""
    if not untold or not owners:
        return
    batch, about = findings.put_on_card(desk, untold), {finding.person for finding in untold}
    readers = [owner for owner in owners if about - people.list_linked(desk, owner)]
    carding.send(desk, readers, kind, verbs=verbs, batch=batch)
