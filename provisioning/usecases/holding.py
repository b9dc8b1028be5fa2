"""From what the worker saw, and Usher's own books, to what the cards of ``my access`` and ``who has`` show.

Usher, Entra and the platform are held against one another; each difference is named. Ten lines at a time, in a constant
number of queries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from provisioning import views
from provisioning.usecases import authority, looking, people, reading, role_reading, seeing
from provisioning.usecases.books import list_booked, read_books
from provisioning.views.looking import AccountState, Look

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from provisioning.usecases.books import Book, Books
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.views.looking import Difference

#: What nothing was read of.
_UNREAD: dict[str, Any] = {"account": AccountState.UNSEEN.value, "roles": [], "through": []}


# --- one person ---------------------------------------------------------------------------------------------------------


def access_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.AccessView:
    """What one person holds, as last seen. ``marks`` are not used."""
    del marks
    person, own = card.terms["person"] or "", card.terms["person"] == card.recipient
    look, seen = Look(card.terms["state"]), card.terms["seen"] or {}
    if not own and not looking.may_see_others(desk, card.recipient):
        return views.AccessView(
            card=card.id,
            reader=reading.reader(desk, card.recipient),
            own=own,
            name="",
            address="",
            look=look,
            denied=True,
        )
    known = desk.vault.read([person])[person] if person else {}
    if not person or look is Look.LOOKING:
        return _unread_view(desk, card, known, own=own, look=look)
    books = read_books(desk, [person])
    entra = {"member_of": [], "in_scope": [], **_UNREAD, **seen}
    guest = [name for one in books.grants[person] if not one.direct for name in one.groups]
    named = {*entra["member_of"], *guest}
    every = [name for name in desk.rules.groups if name in named] + sorted(named - desk.rules.groups.keys())
    held = tuple(_held(desk, books, person, name, inside=name in entra["member_of"]) for name in every)
    direct = [one for one in books.grants[person] if one.direct]
    page = int(card.terms["page"]) * seeing.PAGE
    return views.AccessView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        own=own,
        name=known.get("name", ""),
        address=people.address_of(desk, person),
        look=look,
        at=_moment(seen),
        directory=_directory(seen),
        blocked=bool(seen.get("blocked")),
        held=held[page : page + seeing.PAGE],
        direct=tuple(
            views.DirectView(roles=role_reading.role_views(desk, one.roles), reason=one.reason) for one in direct
        ),
        more=max(len(held) - page - seeing.PAGE, 0),
        account=AccountState(entra["account"]),
        roles=role_reading.role_views(desk, entra["roles"]),
        by_usher=tuple(sorted({*guest, *(role for one in direct for role in one.roles)})),
        by_entra=tuple(entra["member_of"]),
        differs=_differences(desk, person, books.grants[person], entra) if look is Look.SEEN else (),
        verbs=_verbs(look, more=len(held) > page + seeing.PAGE),
    )


def _unread_view(desk: Desk, card: Card, known: Mapping[str, str], *, own: bool, look: Look) -> views.AccessView:
    """While the worker looks, and where a typed name means nobody or several people."""
    found = list(card.terms["found"]) if look is Look.SEEN else []
    details = desk.vault.read(found)
    query = desk.vault.read_texts([card.terms["query"]]).get(card.terms["query"] or "", "")
    return views.AccessView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        own=own,
        name=known.get("name", "") or query or (views.ERASED if look is Look.SEEN else ""),
        address=known.get("mail", ""),
        look=look,
        candidates=tuple(
            (details[p].get("name", ""), details[p].get("mail") or details[p].get("upn", "")) for p in found
        ),
        verbs=() if look in {Look.LOOKING, Look.SEEN} else ("look.again",),
    )


def _directory(seen: Mapping[str, Any]) -> str:
    """What Entra says that the person is; "" while it was not read."""
    if not seen:
        return ""
    return ("guest" if seen["guest"] else "member") if seen["known"] else "none"


def _held(desk: Desk, books: Books, person: str, name: str, *, inside: bool) -> views.HeldView:
    """One group with its reasons; a membership that nothing explains came from elsewhere."""
    reasons = books.reasons(person, [name])
    group = reading.group_views(desk, [name])[0]
    return views.HeldView(group=group, reasons=reasons or ((views.ReasonView(),) if inside else ()))


def _differences(desk: Desk, person: str, books: Sequence[Book], entra: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Where Usher's books, Entra and the platform do not agree about one person."""
    inside = set(entra["member_of"])
    found: list[Difference] = [
        ("differs-lost", {"group": name, "number": one.reason.number})
        for one in books
        if not one.direct
        for name in one.groups
        if name not in inside
    ]
    found += [("differs-scope", {"group": name}) for name in sorted(inside - set(entra["in_scope"]))]
    required, optional = desk.rules.roles_of(inside & set(entra["in_scope"]) if not entra.get("blocked") else ())
    required |= {desk.rules.canonical_role(role) for one in books if one.direct for role in one.roles}
    known = _Known(group=desk.rules.owners_group, unconfirmed=frozenset(authority.unconfirmed_owners(desk)))
    return (*found, *_unconfirmed(person, inside, known), *_of_account(entra, required, optional, exact=True))


@dataclass(frozen=True, kw_only=True)
class _Known:
    """Owners who appeared from outside, and have no rights in Usher before somebody confirms them."""

    group: str
    unconfirmed: frozenset[str]


def _unconfirmed(person: str, inside: Collection[str], known: _Known) -> list[Difference]:
    """That Usher does not count an owner yet."""
    if known.group not in inside or person not in known.unconfirmed:
        return []
    return [("differs-unconfirmed", {"group": known.group})]


def _of_account(
    entra: Mapping[str, Any], required: frozenset[str], optional: frozenset[str], *, exact: bool
) -> list[Difference]:
    """What the platform's account lacks, or (``exact``) has besides."""
    shown, account = set(entra["roles"]), entra["account"]
    if account == AccountState.UNSEEN:
        return []
    if required and account != AccountState.ON:
        return [("differs-off" if account == AccountState.OFF else "differs-no-account", {})]
    found: list[Difference] = []
    if missing := required - shown:
        found.append(("differs-missing", {"roles": sorted(missing)}))
    if exact and (surplus := shown - required - optional):
        found.append(("differs-surplus", {"roles": sorted(surplus)}))
    if exact and account == AccountState.ON and not shown and not required:
        found.append(("differs-still-on", {}))
    return found


# --- who has a group or a role --------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Meant:
    """What is asked for: a group or a role, the groups that give it, and which of these Entra gives to the platform."""

    role: str
    groups: tuple[str, ...]
    in_scope: frozenset[str]


def holders_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.HoldersView:
    """One page of those who hold a group or a role, as last seen. ``marks`` are not used."""
    del marks
    group, role = str(card.terms["group"]), str(card.terms["role"])
    look, seen = Look(card.terms["state"]), card.terms["seen"] or {}
    denied = not looking.may_see_others(desk, card.recipient)
    first, groups = int(card.terms["page"]) * seeing.PAGE, seeing.groups_meant(desk, group, role)
    meant = _Meant(role=role, groups=groups, in_scope=frozenset(seen.get("in_scope", groups)))
    rows, total = ([], 0) if denied or look is Look.LOOKING else _page(desk, meant, look, seen, first)
    missing = tuple(seen.get("not_found", ()))
    return views.HoldersView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        what=group or role,
        is_role=bool(role),
        roles=reading.group_views(desk, [group])[0].roles if group else role_reading.role_views(desk, [role]),
        look=look,
        denied=denied,
        at=_moment(seen),
        rows=_rows(desk, rows, meant, read=look is Look.SEEN),
        first=first + 1,
        total=total,
        lost=int(seen.get("lost", 0)),
        out_of_scope=tuple(name for name in groups if name not in {*meant.in_scope, *missing}),
        not_found=missing,
        account_seen=bool(seen.get("account_seen", True)),
        complete=bool(seen.get("complete", True)),
        verbs=() if denied else _verbs(look, more=total > first + seeing.PAGE),
    )


def _page(
    desk: Desk, meant: _Meant, look: Look, seen: Mapping[str, Any], first: int
) -> tuple[Sequence[Mapping[str, Any]], int]:
    """The lines as they were seen, and how many there are in all; those of Usher's books while nothing can be read."""
    if look is Look.SEEN:
        return seen["rows"], int(seen["total"])
    booked = list_booked(desk, meant.groups, meant.role)
    return [{"person": one.person, **_UNREAD} for one in booked[first : first + seeing.PAGE]], len(booked)


def _rows(desk: Desk, rows: Sequence[Mapping[str, Any]], meant: _Meant, *, read: bool) -> tuple[views.HolderView, ...]:
    """The lines, with everybody's details and books read at once."""
    persons = [str(row["person"]) for row in rows]
    details, names, books = desk.vault.read(persons), people.names_of(desk, persons), read_books(desk, persons)
    known = _Known(group=desk.rules.owners_group, unconfirmed=frozenset(authority.unconfirmed_owners(desk)))
    return tuple(
        views.HolderView(
            name=names[who],
            address=details[who].get("mail", ""),
            through=tuple(row["through"]),
            reasons=books.reasons(who, row["through"] or meant.groups, meant.role) or (views.ReasonView(),),
            differs=(*_of_holder(desk, books.grants[who], row, meant), *_unconfirmed(who, row["through"], known))
            if read
            else (),
            blocked=bool(row.get("blocked")),
            by_hand=bool(row.get("by_hand")),
        )
        for who, row in zip(persons, rows, strict=True)
    )


def _of_holder(desk: Desk, books: Sequence[Book], row: Mapping[str, Any], meant: _Meant) -> list[Difference]:
    """Where the three do not agree about one line."""
    inside = set(row["through"])
    found: list[Difference] = [
        ("differs-lost", {"group": name, "number": one.reason.number})
        for one in books
        if not one.direct
        for name in one.groups
        if name in meant.groups and name not in inside
    ]
    required, optional = desk.rules.roles_of(inside & meant.in_scope if not row.get("blocked") else ())
    direct = [one for one in books if one.direct and (set(one.groups) & set(meant.groups) or meant.role in one.roles)]
    required |= {desk.rules.canonical_role(role) for one in direct for role in one.roles}
    wanted = required & {meant.role} if meant.role else required
    return [*found, *_of_account(row, wanted, optional, exact=False)]


def _moment(seen: Mapping[str, Any]) -> datetime | None:
    """When it was read."""
    return datetime.fromisoformat(seen["at"]) if "at" in seen else None


def _verbs(look: Look, *, more: bool) -> tuple[str, ...]:
    """What can be pressed: nothing while the worker looks."""
    if look is Look.LOOKING:
        return ()
    return ("look.more", "look.again") if more else ("look.again",)
