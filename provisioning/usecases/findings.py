"""Findings: what is so outside though nothing that Usher knows explains it, in a group or on the platform.

One open one for each group, person and kind; the platform counts as a group without a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, null, select, update

from provisioning.domain import accounts
from provisioning.domain.states import State
from provisioning.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from sqlalchemy import Row

    from provisioning.usecases.desk import Desk

#: Kinds of findings: a member whom nothing explains, and one who is gone though access was given or rights were confirmed.
ADDED, MISSING = "added", "missing"
#: What is kept of a member who was in the group all the time, and whose account was enabled again.
AGAIN: Mapping[str, Any] = {"again": True}
#: In place of a group's name: the platform, whose accounts are found by :data:`ACCOUNT` and :data:`ROLES`.
PLATFORM = ""
ACCOUNT, ROLES = accounts.ACCOUNT, accounts.ROLES
#: How one ends: somebody pressed, or it was put right outside, or its group is watched no more.
PUT_BACK, KEPT, ENDED, OUTSIDE, UNWATCHED = "put_back", "kept", "ended", "outside", "unwatched"
SWITCHED_OFF = "switched_off"
#: The kinds of the cards, about groups and about accounts, and what they offer.
CARD, ACCOUNTS_CARD = "drift", "drift_accounts"
CARDS = (CARD, ACCOUNTS_CARD)
VERBS = ("drift.put_back", "drift.keep", "drift.ask")
ACCOUNT_VERBS = ("account.end", "drift.keep", "account.more", "drift.ask")

_F = t.findings.c
_FINDING = select(t.findings).where(_F.id == bindparam("id"))
_OBJECT = select(t.people.c.object_id).where(
    t.people.c.pseudonym == bindparam("person"), t.people.c.object_id.is_not(None)
)
_OPEN_IN = select(t.findings).where(_F.group_name == bindparam("group"), _F.resolved_at.is_(None)).order_by(_F.id)
_OF_BATCH = select(t.findings).where(_F.batch == bindparam("batch")).order_by(_F.id)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One row."""

    id: int
    kind: str
    group: str
    person: str
    found_at: datetime
    batch: int | None
    request: int | None
    asked_at: datetime | None
    resolved_at: datetime | None
    resolution: str
    #: Of an account: ``id``, ``roles``, ``missing``, ``surplus`` and ``digest``, the keyed hash of all these; of a member empty, or :data:`AGAIN`.
    account: Mapping[str, Any]

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from others of its group."""
        return self.kind, self.person


def _from_row(row: Row[Any]) -> Finding:
    """A row as a record."""
    return Finding(
        id=row.id,
        kind=row.kind,
        group=row.group_name,
        person=row.person,
        found_at=row.found_at,
        batch=row.batch,
        request=row.request,
        asked_at=row.asked_at,
        resolved_at=row.resolved_at,
        resolution=row.resolution or "",
        account=row.account or {},
    )


def find(desk: Desk, identity: int, *, lock: bool = False) -> Finding | None:
    """One finding; with ``lock`` it is held until the transaction ends."""
    row = desk.c.execute(_FINDING.with_for_update() if lock else _FINDING, {"id": identity}).first()
    return _from_row(row) if row else None


def list_open(desk: Desk, group: str) -> list[Finding]:
    """What is not settled yet in a group."""
    return [_from_row(row) for row in desk.c.execute(_OPEN_IN, {"group": group})]


def missing_from(desk: Desk, person: str) -> set[str]:
    """Groups in which somebody is missing, as was seen and is not settled yet."""
    return {one.group for one in list_where(desk, _F.person == person, _F.kind == MISSING, _F.resolved_at.is_(None))}


def list_where(desk: Desk, *conditions: Any) -> list[Finding]:
    """Those that meet some conditions on ``tables.findings``, in the order in which they were found."""
    return [_from_row(row) for row in desk.c.execute(select(t.findings).where(*conditions).order_by(_F.id))]


def list_batch(desk: Desk, batch: int) -> list[Finding]:
    """Everything that is told on one card, settled or not."""
    return [_from_row(row) for row in desk.c.execute(_OF_BATCH, {"batch": batch})]


def list_untold(desk: Desk, *, of_platform: bool = False) -> list[Finding]:
    """What is on nobody's card yet, about groups or about accounts, held until the transaction ends."""
    mine = _F.group_name == PLATFORM if of_platform else _F.group_name != PLATFORM
    query = select(t.findings).where(_F.batch.is_(None), _F.resolved_at.is_(None), mine).order_by(_F.id)
    return [_from_row(row) for row in desk.c.execute(query.with_for_update())]


def record(desk: Desk, group: str, found: Collection[tuple[str, str]], *, again: Collection[str] = ()) -> None:
    """Write down new findings, (kind, person) each, and audit them. ``again``: whose account was only enabled again."""
    marked = {one for one in found if one[0] == ADDED and one[1] in again}
    for some, more in ((set(found) - marked, {}), (marked, {"account": AGAIN})):
        rows = [
            {"kind": kind, "group_name": group, "person": person, "found_at": desk.now, **more}
            for kind, person in sorted(some)
        ]
        if rows:
            desk.c.execute(insert(t.findings), rows)
    for kind, person in sorted(found):
        desk.audit("drift.found", subject=person, group=group, kind=kind)


def record_accounts(desk: Desk, found: Collection[tuple[str, str, Mapping[str, Any]]]) -> None:
    """The same of accounts: (kind, person, account) each."""
    rows = [
        {"kind": kind, "group_name": PLATFORM, "person": person, "found_at": desk.now, "account": dict(account)}
        for kind, person, account in found
    ]
    if rows:
        desk.c.execute(insert(t.findings), rows)
    for kind, person, account in found:
        told = {name: account[name] for name in ("roles", "missing", "surplus") if account[name]}
        desk.audit("drift.found", subject=person, kind=kind, **told)


def change_account(desk: Desk, finding: Finding, account: Mapping[str, Any]) -> None:
    """What is strange about the account is something else by now; its cards say so."""
    desk.c.execute(update(t.findings).where(_F.id == finding.id).values(account=dict(account)))
    show_cards(desk, finding)


def forget_accounts(desk: Desk, person: str) -> None:
    """Whoever is erased: ids of accounts lead to names on the platform."""
    desk.c.execute(update(t.findings).where(_F.person == person).values(account=null()))


def put_on_card(desk: Desk, some: Collection[Finding]) -> int:
    """They are told together from now on; returns the number of their batch."""
    batch = min(one.id for one in some)
    desk.c.execute(update(t.findings).where(_F.id.in_([one.id for one in some])).values(batch=batch))
    return batch


def note_request(desk: Desk, finding: Finding, number: int) -> None:
    """A request was asked that would settle it."""
    desk.c.execute(update(t.findings).where(_F.id == finding.id).values(request=number))
    show_cards(desk, finding)


def note_asked(desk: Desk, finding: Finding, by: str) -> None:
    """Administrators are asked who did it."""
    desk.c.execute(update(t.findings).where(_F.id == finding.id).values(asked_at=desk.now))
    desk.audit("drift.asked", actor=by, subject=finding.person, group=finding.group, kind=finding.kind)
    show_cards(desk, finding)


def resolve(desk: Desk, finding: Finding, how: str, *, actor: str | None = None, request: int | None = None) -> None:
    """It is settled; its cards say so."""
    is_open = (_F.id == finding.id) & _F.resolved_at.is_(None)
    done = desk.c.execute(update(t.findings).where(is_open).values(resolved_at=desk.now, resolution=how))
    if done.rowcount:
        about: dict[str, Any] = {"actor": actor, "request": request, "subject": finding.person}
        desk.audit("drift.resolved", **about, group=finding.group, kind=finding.kind, how=how)
        show_cards(desk, finding)


def end_missing(desk: Desk, person: str, groups: Collection[str], *, request: int) -> None:
    """Nothing gives these any more since a request ended it: that somebody is missing there is as it shall be."""
    mine = (_F.person == person, _F.kind == MISSING, _F.resolved_at.is_(None), _F.group_name.in_(sorted(groups)))
    for finding in list_where(desk, *mine) if groups else ():
        resolve(desk, finding, ENDED, request=request)


def follow(desk: Desk, terms: dict[str, Any], number: int, state: State) -> None:
    """A request that was asked to settle a finding has moved on: a delivery settles it, and its cards show the rest."""
    finding = find(desk, int(terms["drift"]))
    if finding is None:
        return
    if state is State.DELIVERED:
        done = SWITCHED_OFF if finding.kind == ACCOUNT else PUT_BACK
        resolve(desk, finding, KEPT if terms.get("keeps") else done, request=number)
    else:
        show_cards(desk, finding)


def show_cards(desk: Desk, finding: Finding) -> None:
    """Have every card that tells of it shown anew."""
    c = t.cards.c
    told = c.kind.in_(CARDS) & (c.terms["batch"].as_integer() == finding.batch)
    desk.to_show += desk.c.scalars(select(c.id).where(told).order_by(c.made_at, c.id)).all()


def forget_baseline(desk: Desk, group: str, digests: Collection[str]) -> None:
    """Whoever has left is known there no more: coming back is a finding."""
    b = t.baseline.c
    rows = [{"its_group": group, "its_digest": digest} for digest in sorted(digests)]
    if rows:
        gone = (b.group_name == bindparam("its_group")) & (b.digest == bindparam("its_digest"))
        desk.c.execute(delete(t.baseline).where(gone), rows)


def mark_disabled(desk: Desk, object_id: str) -> str:
    """What stands in a group's baseline for a member who had a say there and is disabled."""
    return desk.vault.digest(f"disabled:{object_id}")


def forget_left(desk: Desk, person: str, groups: Collection[str]) -> None:
    """The same for somebody whom Usher has taken out of groups."""
    for object_id in desk.c.scalars(_OBJECT, {"person": person}):
        for group in sorted(groups):
            forget_baseline(desk, group, [desk.vault.digest(object_id), mark_disabled(desk, object_id)])
