"""Who may ask and who may decide, from memberships that the worker read at most five minutes ago."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select, update

from provisioning.domain.errors import Declined
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import newcomers, people, recording

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from provisioning.domain.ports import DirectoryUser
    from provisioning.domain.rules import StageRule
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member

#: A right is judged on memberships read at most this long ago (world time).
FRESH = timedelta(minutes=5)

_MEMBERS = select(t.members.c.pseudonym).where(t.members.c.group_name == bindparam("group"))
_KNOWN = select(t.known_members.c.pseudonym).where(t.known_members.c.group_name == bindparam("group"))
#: Members of ``group`` whose membership Usher knows.
RIGHTFUL = _MEMBERS.where(t.members.c.pseudonym.in_(_KNOWN))
_CHANGE_GROUP = update(t.groups).where(t.groups.c.name == bindparam("its_name"))
_READ_AT = select(t.groups.c.name, t.groups.c.members_read_at)
_IDS = select(t.groups.c.object_id).where(t.groups.c.object_id.is_not(None), t.groups.c.object_id != t.groups.c.name)
_ABLE = select(t.people.c.pseudonym).where(
    t.people.c.pseudonym.in_(bindparam("who", expanding=True)),
    t.people.c.enabled.is_(True),
    t.people.c.is_guest.is_(False),
)


def authority_groups(desk: Desk) -> list[str]:
    """The groups whose members have a say: owners and every group that a policy names."""
    return sorted(desk.rules.guarded_groups)


def member_groups(desk: Desk) -> list[str]:
    """The groups whose members are read: those that have a say, and the people who test first, who vouch for what they tested."""
    team = desk.rules.rollout.project_team
    return sorted({*authority_groups(desk), *([team] if team else [])})


def known_ids(desk: Desk) -> set[str]:
    """Object ids of the groups that were found under the names in the settings."""
    return set(desk.c.scalars(_IDS))


def record_members(desk: Desk, group: str, users: Sequence[DirectoryUser], asked_at: datetime | None = None) -> None:
    """Keep who is a direct member of a group that has a say, asked for at ``asked_at``; guests and disabled people have none.

    A membership that became known since then stays: an answer from before it, written down late, says nothing of it.
    """
    able = [user for user in users if user.enabled and not user.is_guest]
    pseudonyms = set(recording.record_users(desk, able).values())
    if asked_at is not None:
        pseudonyms |= set(desk.c.scalars(_KNOWN.where(t.known_members.c.at > asked_at), {"group": group}))
    desk.c.execute(delete(t.members).where(t.members.c.group_name == group))
    if pseudonyms:
        desk.c.execute(insert(t.members), [{"group_name": group, "pseudonym": p} for p in sorted(pseudonyms)])
    desk.c.execute(_CHANGE_GROUP, {"its_name": group, "members_read_at": desk.now})
    _forget_former(desk, group, pseudonyms)


def _forget_former(desk: Desk, group: str, members: set[str]) -> None:
    """Who has left a group is unknown in it again: coming back from outside gives no rights before a confirmation."""
    for pseudonym in sorted(set(desk.c.scalars(_KNOWN, {"group": group})) - members):
        _make_unknown(desk, group, pseudonym)
        _audit(desk, group, "left", pseudonym)


def _make_unknown(desk: Desk, group: str, pseudonym: str) -> None:
    """No rights from this membership before somebody confirms it."""
    c = t.known_members.c
    desk.c.execute(delete(t.known_members).where(c.group_name == group, c.pseudonym == pseudonym))


def _make_known(desk: Desk, group: str, pseudonym: str, by: str) -> None:
    """The membership's rights hold from now on."""
    row = {"group_name": group, "pseudonym": pseudonym, "known_by": by, "at": desk.now}
    desk.c.execute(insert(t.known_members).values(row))
    _audit(desk, group, "confirmed", pseudonym, by)


def _audit(desk: Desk, group: str, what: str, pseudonym: str, actor: str | None = None) -> None:
    """One event of a membership that carries a say; owners have names of their own."""
    if group == desk.rules.owners_group:
        desk.audit(f"owner.{what}", actor=actor, subject=pseudonym)
    else:
        desk.audit(f"approver.{what}", actor=actor, subject=pseudonym, group=group)


def members_of(desk: Desk, group: str) -> set[str]:
    """Pseudonyms of the members as last read."""
    return set(desk.c.scalars(_MEMBERS, {"group": group}))


def is_fresh(desk: Desk, within: timedelta = FRESH) -> bool:
    """Whether every group that has a say was read lately enough to judge by."""
    rows = {row.name: row.members_read_at for row in desk.c.execute(_READ_AT)}
    moments: list[datetime | None] = [rows.get(group) for group in authority_groups(desk)]
    return all(at is not None and abs(desk.now - at) <= within for at in moments)


def check_fresh(desk: Desk) -> None:
    """Decline to judge by readings that are older than five minutes; the worker is reading again."""
    desk.fresh = desk.fresh or is_fresh(desk)
    if not desk.fresh:
        raise Declined("declined-checking-authority")


def known_of(desk: Desk, group: str) -> set[str]:
    """Members of a group that has a say whose membership Usher knows: confirmed by somebody, or granted here."""
    return set(desk.once(("known", group), lambda: frozenset(desk.c.scalars(RIGHTFUL, {"group": group}))))


def owners(desk: Desk) -> set[str]:
    """Members of the Owners group whose membership Usher knows."""
    return known_of(desk, desk.rules.owners_group)


def owners_without(desk: Desk, *leaving: str) -> set[str]:
    """The reachable owners who are left when these have gone, and everybody whom a change that is being carried out takes away.

    The organisation is held until the transaction ends, so that two removals at once see one another. The group's row would
    do as well, but for readings: they write it first and look at requests afterwards, which whoever asks this holds already.
    """
    people.hold(desk, people.organisation(desk))
    c = t.requests.c
    going = desk.c.execute(select(c.subject, c.preview).where(c.state == State.EXECUTING.value, c.preview.is_not(None)))
    gone = {row.subject for row in going if desk.rules.owners_group in (row.preview or {}).get("leaves", ())}
    unreachable = set(desk.c.scalars(select(t.chats.c.pseudonym).where(t.chats.c.undeliverable.is_not(None))))
    return owners(desk) - gone - set(leaving) - unreachable


def know(desk: Desk, group: str, pseudonym: str, by: str) -> None:
    """A membership that was granted here: its rights hold from now on. Nothing for a group without a say."""
    if group not in desk.rules.guarded_groups:
        return
    if pseudonym not in members_of(desk, group):
        desk.c.execute(insert(t.members).values(group_name=group, pseudonym=pseudonym))
    if pseudonym not in known_of(desk, group):
        _make_known(desk, group, pseudonym, by)


def forget(desk: Desk, group: str, pseudonym: str) -> None:
    """A membership that was taken away here: its rights are gone at once, whatever was last read."""
    c = t.members.c
    desk.c.execute(delete(t.members).where(c.group_name == group, c.pseudonym == pseudonym))
    _make_unknown(desk, group, pseudonym)


def unconfirmed_of(desk: Desk, group: str) -> set[str]:
    """Members of a group who appeared from outside: they have no rights until somebody confirms them."""
    return members_of(desk, group) - known_of(desk, group)


def unconfirmed_owners(desk: Desk) -> set[str]:
    """Members of the Owners group who appeared from outside."""
    return unconfirmed_of(desk, desk.rules.owners_group)


def unconfirmed_approvers(desk: Desk) -> dict[str, set[str]]:
    """The same of every other group that a policy names, by group; groups without any are left out."""
    groups = [group for group in authority_groups(desk) if group != desk.rules.owners_group]
    return {group: found for group in groups if (found := unconfirmed_of(desk, group))}


def confirmable_owners(desk: Desk) -> set[str]:
    """Those whom an administrator may confirm while there is no owner: former ones, and newcomers where no former one is there."""
    found = unconfirmed_owners(desk)
    return set() if owners(desk) else (found & newcomers.were_owners(desk)) or found


def confirmable_approvers(desk: Desk) -> dict[str, set[str]]:
    """Those of them whom a press may confirm; whoever was added to a role group since it is watched is kept by a request.

    Everybody at the first set-up, which nobody could ask before.
    """
    if not owners(desk) and not newcomers.were_owners(desk):
        return unconfirmed_approvers(desk)
    return {group: members - newcomers.waiting(desk, group) for group, members in unconfirmed_approvers(desk).items()}


def check_owner(desk: Desk, member: Member) -> None:
    """Decline everybody but owners, by memberships read lately."""
    check_fresh(desk)
    if member.pseudonym not in owners(desk):
        raise Declined("declined-not-owner", owners=_some_names(desk, owners(desk)))


def _some_names(desk: Desk, pseudonyms: set[str]) -> list[str]:
    """At most two names, for "Olivia or Adam can …"."""
    return sorted(people.names_of(desk, sorted(pseudonyms)[:2]).values())


def unknown(desk: Desk) -> list[str]:
    """Everybody in a group that has a say whom nobody has confirmed; a card remembers whom it showed by this."""
    others = unconfirmed_approvers(desk).values()
    return sorted(unconfirmed_owners(desk).union(*others))


def confirm_owners(desk: Desk, administrator: Member, shown: Collection[str]) -> set[str]:
    """First set-up: an administrator confirms the members of Owners and of every group that a policy names.

    Once there were owners and all are gone, those who come back; whoever is new asks by a request then, and owners are told.

    Only those whom the pressed card showed (``shown``): who appeared since is unknown still. Nobody confirms themselves, by
    whichever of their accounts: an administrator among the owners is declined, one among the approvers stays unknown there.
    Returns the new owners.
    """
    if not people.is_administrator(desk, administrator.pseudonym):
        raise Declined("declined-not-administrator")
    if people.list_linked(desk, administrator.pseudonym) & members_of(desk, desk.rules.owners_group):
        raise Declined("declined-self")
    if owners(desk):
        raise Declined("declined-owners-known", owners=_some_names(desk, owners(desk)))
    former, found = newcomers.were_owners(desk), confirmable_owners(desk) & set(shown)
    _confirm_others(desk, administrator.pseudonym, shown)
    for pseudonym in sorted(found):
        _confirm(desk, desk.rules.owners_group, pseudonym, administrator.pseudonym)
    if former:
        newcomers.tell_owners(desk, found, former, administrator.pseudonym)
    return found


def confirm_approvers(desk: Desk, owner: Member, shown: Collection[str]) -> set[str]:
    """An owner confirms those members of the groups that a policy names whom the card showed, except themselves.

    Returns the new ones. Later owners are confirmed by a request instead, and so is whoever was added to a role group.
    """
    check_owner(desk, owner)
    found = _confirm_others(desk, owner.pseudonym, shown)
    if not found and any(confirmable_approvers(desk).values()):
        raise Declined("declined-self")
    return found


def _confirm_others(desk: Desk, by: str, shown: Collection[str]) -> set[str]:
    """Everybody unknown in an approvers' group but the one who confirms, with all their accounts."""
    found: set[str] = set()
    own = people.list_linked(desk, by)
    for group, members in confirmable_approvers(desk).items():
        for pseudonym in sorted(members & set(shown) - own):
            _confirm(desk, group, pseudonym, by)
            found.add(pseudonym)
    return found


def _confirm(desk: Desk, group: str, pseudonym: str, by: str) -> None:
    """Somebody's word is enough for the membership."""
    _make_known(desk, group, pseudonym, by)
    newcomers.keep(desk, group, pseudonym, by)


def stage_members(desk: Desk, stage: StageRule, *, silent: bool = False) -> set[str]:
    """Everybody whom a stage names, before anybody is excluded; also in place of the ``silent``."""
    found: set[str] = set()
    for entry in (*stage.approvers, *(stage.fallback if silent else ())):
        if entry == "owners":
            found |= owners(desk)
        elif entry == "administrators":
            found |= people.list_administrators(desk)
        elif entry.startswith("group:"):
            found |= known_of(desk, entry.removeprefix("group:"))
        elif (person := desk.vault.find(entry)) is not None:
            found.add(person)
    return found


def eligible(desk: Desk, stage: StageRule, *, involved: Sequence[str], silent: bool = False) -> set[str]:
    """Who may decide a stage: nobody who asked or gains (``involved``) or is in a group that the stage stands outside of.

    An account linked to one of them is one of them. ``silent``: those count too whom it names in place of who does not answer.
    """
    inside = {one for group in stage.outside for one in members_of(desk, group)}
    named = stage_members(desk, stage, silent=silent) - people.with_linked(desk, {*involved, *inside})
    return set(desk.c.scalars(_ABLE, {"who": list(named)}))
