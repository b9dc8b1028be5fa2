"""Views about what changed outside Usher: one finding or several, open, asked, and settled in each way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from corpus_changes import OWNERS, RECEPTIONISTS, adding

from provisioning.domain.states import OPEN, State
from provisioning.views import (
    ERASED,
    AccountFindingView,
    AccountsCardView,
    DriftCardView,
    EndedView,
    FindingView,
    FollowedGroup,
    FollowedView,
    GroupView,
    StatusCardView,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provisioning.views import ApprovalCardView, CardView, Reader, RequestView

AT = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
VERBS = ("drift.put_back", "drift.keep", "drift.ask")
ADDED = FindingView(
    id=7,
    kind="added",
    name="Erin Eriksen",
    address="erin@contoso.example",
    group=OWNERS,
    guarded=True,
    askable=True,
    found_at=AT,
)
MISSING = replace(ADDED, id=8, kind="missing", name="Priya Patel", address="priya@contoso.example")
GIVEN = replace(MISSING, id=9, group=RECEPTIONISTS, guarded=False, given_by=12, until=date(2027, 2, 26))
UNKNOWN = AccountFindingView(
    id=21,
    kind="account",
    name="hans@fabrikam.example",
    address="hans@fabrikam.example",
    roles=OWNERS.roles,
    missing=(),
    surplus=(),
)
DIFFERS = AccountFindingView(
    id=22,
    kind="roles",
    name="Priya Patel",
    address="priya@contoso.example",
    roles=RECEPTIONISTS.roles,
    missing=("Add-in User",),
    surplus=("Visitors Administrator", "Owner"),
)
ACCOUNT_VERBS = ("account.end", "drift.keep", "drift.ask", "account.more")


def account_cards(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """The card about accounts of the platform: one of each kind in each state, and a page of many."""

    def about(*some: AccountFindingView, verbs: tuple[str, ...] = (), total: int = 0) -> AccountsCardView:
        more = (total or len(some)) - len(some)
        kinds = [one.kind for one in some if not one.resolution]
        return AccountsCardView(
            card=card,
            reader=reader,
            findings=some,
            found_at=AT,
            total=total or len(some),
            unexplained=kinds.count("account") + more,
            other_roles=kinds.count("roles"),
            verbs=verbs,
        )

    for name, one in {
        "unknown": UNKNOWN,
        "roles": DIFFERS,
        "erased": replace(UNKNOWN, name=ERASED, address=""),
    }.items():
        verbs = ACCOUNT_VERBS[:3] if one.kind == "account" else ACCOUNT_VERBS[1:3]
        yield f"accounts-{name}", about(one, verbs=verbs)
        yield f"accounts-{name}-asked", about(replace(one, asked=True), verbs=verbs[:-1])
        for state in sorted(OPEN):
            yield f"accounts-{name}-{state}", about(replace(one, number=14, state=state))
        for how in ("kept", "switched_off", "outside", "unwatched"):
            yield f"accounts-{name}-{how}", about(replace(one, number=14, resolution=how, resolved_at=AT))
    many = [replace(UNKNOWN, id=n, name=f"person{n}@fabrikam.example") for n in range(1, 4)]
    kept = replace(UNKNOWN, id=30, resolution="kept", resolved_at=AT)
    yield "accounts-several", about(UNKNOWN, DIFFERS, verbs=ACCOUNT_VERBS[:3])
    yield "accounts-many", about(*many, DIFFERS, kept, verbs=ACCOUNT_VERBS, total=41)
    settled = replace(DIFFERS, resolution="kept", number=15, resolved_at=AT)
    yield "accounts-one-left", about(UNKNOWN, settled, verbs=ACCOUNT_VERBS[:3])
    yield "accounts-declined", replace(about(UNKNOWN), declined=("declined-drift-settled", {}))
    yield "accounts-denied", AccountsCardView(card=card, reader=reader, findings=(), denied=True)


def drift_cards(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """The card by itself."""

    def about(*findings: FindingView, verbs: tuple[str, ...] = VERBS) -> DriftCardView:
        return DriftCardView(card=card, reader=reader, findings=findings, verbs=verbs)

    alone = replace(ADDED, group=GroupView(name="Finance leads", roles=()), askable=False)
    for name, one in {
        "owner": ADDED,
        "again": replace(ADDED, again=True),
        "usual": replace(ADDED, group=RECEPTIONISTS, guarded=False),
        "approver": alone,
        "lost-owner": MISSING,
        "lost": GIVEN,
        "lost-open-end": replace(GIVEN, until=None),
        "erased": replace(ADDED, name=ERASED, address=""),
    }.items():
        yield f"drift-{name}", about(one)
        for state in sorted(OPEN):
            yield f"drift-{name}-{state}", about(replace(one, number=14, state=state), verbs=())
        for how in ("put_back", "kept", "ended", "outside", "unwatched"):
            settled = replace(one, number=14, resolution=how, resolved_at=AT)
            yield f"drift-{name}-{how}", about(settled, verbs=())
    asked = replace(GIVEN, id=10, number=14, state=State.PENDING)
    yield "drift-several", about(ADDED, MISSING, GIVEN, asked)
    yield "drift-several-added", about(ADDED, replace(ADDED, id=11, name="Hugo Holm"), replace(alone, id=12))
    yield "drift-many", about(*(replace(ADDED, id=n, name=f"Person {n}") for n in range(1, 41)))
    yield "drift-one-left", about(ADDED, replace(GIVEN, resolution="ended", resolved_at=AT))
    yield "drift-asked", about(replace(ADDED, asked=True), verbs=VERBS[:2])
    yield "drift-some-asked", about(replace(ADDED, asked=True), GIVEN)
    yield "drift-declined", replace(about(ADDED), declined=("declined-drift-settled", {}))
    joined, left = ("Berta Berg", "Erin Eriksen"), ("Carl Claussen",)
    desk = FollowedGroup(name="Receptionists", joined=joined, left=left, all_joined=7, all_left=1)
    only = FollowedGroup(name="Everyone in Aarhus", joined=(), left=(), all_joined=0, all_left=2)
    told = FollowedView(card=card, reader=reader, since=date(2026, 11, 27), is_yesterday=True, groups=(desk, only))
    yield "followed", told
    yield "followed-since", replace(told, is_yesterday=False, groups=(replace(desk, all_joined=1, joined=("Erin",)),))
    yield "followed-denied", FollowedView(card=card, reader=reader, denied=True)
    yield "drift-denied", DriftCardView(card=card, reader=reader, findings=(), denied=True)


def requests_about_drift(
    invite: RequestView, approval: ApprovalCardView, in_state: Callable[[RequestView, State], RequestView]
) -> Iterator[tuple[str, CardView]]:
    """Somebody from outside is kept, and what was given is let go of."""
    kept = replace(adding(invite), groups=(OWNERS,), keeps=True)
    yield "approval-keeps", replace(approval, request=in_state(kept, State.PENDING))
    same = replace(kept.change, roles_before=kept.change.roles_after) if kept.change else None
    yield "approval-keeps-same", replace(approval, request=in_state(replace(kept, change=same), State.PENDING))
    yield "approval-kept", replace(approval, request=in_state(kept, State.REJECTED), verbs=())
    for state in (State.PENDING, State.DELIVERED):
        told = StatusCardView(card=approval.card, reader=approval.reader, request=in_state(kept, state), verbs=())
        yield f"status-keeps-{state}", told
    lost = replace(in_state(adding(invite), State.DELIVERED), ended=EndedView(at=AT, by=0, why="outside"))
    yield "status-lost-outside", StatusCardView(card=approval.card, reader=approval.reader, request=lost, verbs=())
