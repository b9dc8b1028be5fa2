"""What the worker is to read for a card that looks, and what it found: ids alone, for :mod:`provisioning.usecases.holding`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning.domain.ports import Side
from provisioning.storage import tables as t
from provisioning.usecases import carding, changing, people
from provisioning.usecases.looking import ACCESS, HOLDERS
from provisioning.views.looking import AccountState, Look

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from provisioning.domain.ports import DirectoryUser, PlatformAccount
    from provisioning.domain.preview import Outside
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk

#: Lines on a page.
PAGE = 10


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the worker reads for a card. Names and addresses live in memory only."""

    page: int
    #: A name or an address as typed, for somebody who is not known yet; else object id and address of who is.
    query: str = ""
    object_id: str = ""
    address: str = ""
    #: Names of the groups whose members are meant; empty for one person.
    groups: tuple[str, ...] = ()
    role: str = ""


def question_of(desk: Desk, card: str, look: int) -> Question | None:
    """What this look is to read; None when a later one was asked for."""
    found = _current(desk, card, look)
    if found is None:
        return None
    page = int(found.terms["page"])
    if found.kind == HOLDERS:
        role = str(found.terms["role"])
        return Question(page=page, groups=groups_meant(desk, str(found.terms["group"]), role), role=role)
    person = found.terms["person"]
    if not person:
        query = found.terms["query"]
        return Question(page=page, query=desk.vault.read_texts([query]).get(query or "", ""))
    details = desk.vault.read([person])[person]
    object_id = desk.c.scalar(select(t.people.c.object_id).where(t.people.c.pseudonym == person))
    address = details.get("mail") or details.get("upn", "")
    return Question(page=page, object_id=str(object_id or ""), address=address)


def _current(desk: Desk, card: str, look: int) -> Card | None:
    """The card, while this look is the one that it waits for."""
    found = carding.get(desk, card)
    return found if found.kind in {ACCESS, HOLDERS} and found.terms["looks"] == look else None


def groups_meant(desk: Desk, group: str, role: str) -> tuple[str, ...]:
    """The group, or every group that gives the role."""
    if group:
        return (group,)
    return tuple(name for name, one in desk.rules.groups.items() if role in one.roles)


def addresses_of(desk: Desk, persons: Iterable[str]) -> dict[str, str]:
    """Mail addresses, "" where none is known."""
    return {person: known.get("mail", "") for person, known in desk.vault.read(persons).items()}


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A holder as the worker found them: in Entra, in Usher's books (``person``), or on the platform alone (``address``)."""

    user: DirectoryUser | None = None
    person: str = ""
    #: Of an account that neither a group nor a request explains.
    address: str = ""
    through: tuple[str, ...] = ()
    account: PlatformAccount | None = None


@dataclass(frozen=True, kw_only=True)
class Holders:
    """One page of holders, with what is true of the groups."""

    rows: tuple[Holder, ...]
    total: int
    #: How many of them hold it by Usher's books alone.
    lost: int
    in_scope: tuple[str, ...]
    not_found: tuple[str, ...]
    account_seen: bool
    #: Whether the platform was asked for everybody who has the role.
    complete: bool = True


def record_person(desk: Desk, card: str, look: int, outside: Outside) -> None:
    """What Entra and the platform say about one person."""
    found = _current(desk, card, look)
    if found is None:
        return
    person = people.record_user(desk, outside.user) if outside.user else found.terms["person"]
    if person != found.terms["person"] and person != found.recipient:
        desk.audit("read.access", actor=found.recipient, subject=person)
    changing.forget_typed(desk, found)
    seen = {
        "at": desk.now.isoformat(),
        "known": outside.user is not None,
        "guest": bool(outside.user and outside.user.is_guest),
        "blocked": bool(outside.user and not outside.user.enabled),
        "member_of": sorted(outside.member_of),
        "in_scope": sorted(outside.in_scope),
        **_account(desk, outside.account, readable=outside.account_readable),
    }
    _show(desk, found, person=person, query=None, found=[], seen=seen, state=Look.SEEN.value)


def record_candidates(desk: Desk, card: str, look: int, users: Sequence[DirectoryUser]) -> None:
    """Nobody, or more than one: never a guess."""
    found = _current(desk, card, look)
    if found is not None:
        persons = [people.record_user(desk, user) for user in users]
        _show(desk, found, found=persons, seen={"at": desk.now.isoformat()}, state=Look.SEEN.value)


def record_holders(desk: Desk, card: str, look: int, page: Holders) -> None:
    """Who holds it: this page's people are known from now on, the others are not stored."""
    found = _current(desk, card, look)
    if found is None:
        return
    rows = [
        {
            "person": _person(desk, one),
            "by_hand": bool(one.address),
            "through": list(one.through),
            "blocked": bool(one.user and not one.user.enabled),
            **_account(desk, one.account, readable=page.account_seen),
        }
        for one in page.rows
    ]
    seen = {
        "at": desk.now.isoformat(),
        "rows": rows,
        "total": page.total,
        "lost": page.lost,
        "in_scope": list(page.in_scope),
        "not_found": list(page.not_found),
        "account_seen": page.account_seen,
        "complete": page.complete,
    }
    _show(desk, found, seen=seen, state=Look.SEEN.value)


def _person(desk: Desk, one: Holder) -> str:
    """The pseudonym of a holder."""
    if one.user is not None:
        return people.record_user(desk, one.user)
    return one.person or people.know_address(desk, one.address)


def record_unread(desk: Desk, card: str, look: int, side: Side | None) -> None:
    """Something outside does not answer, or (no ``side``) refuses: the card says so, and shows what Usher itself knows."""
    found = _current(desk, card, look)
    unreached = Look.NO_PLATFORM if side is Side.PLATFORM else Look.NO_DIRECTORY
    state = unreached if side else Look.REFUSED
    if found is not None and found.terms["state"] != state.value:
        _show(desk, found, seen=None, state=state.value)


def _show(desk: Desk, card: Card, **terms: Any) -> None:
    carding.change_terms(desk, card, **terms)
    carding.show(desk, card.id)


def _account(desk: Desk, account: PlatformAccount | None, *, readable: bool) -> dict[str, Any]:
    """The platform's account as ids: its state, and its roles by their names in the settings."""
    if not readable:
        return {"account": AccountState.UNSEEN.value, "roles": []}
    if account is None:
        return {"account": AccountState.NONE.value, "roles": []}
    state = AccountState.ON if account.active else AccountState.OFF
    roles = sorted({desk.rules.canonical_role(role) for role in account.roles}) if account.active else []
    return {"account": state.value, "roles": roles}
