"""Grants: what a person holds because of a request, from when, until when, and why it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from provisioning.domain.states import OF_JOB, OF_ORGANISATION, Grade, Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    authority,
    blocking,
    carding,
    findings,
    lasting,
    over,
    pausing,
    reaching,
    requests,
    telling,
)

if TYPE_CHECKING:
    from provisioning.domain.preview import Preview, Proof
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

_NEW, _NEW_PROOF = insert(t.grants), insert(t.proofs)
_OF_REQUEST = select(t.grants).where(
    t.grants.c.request == bindparam("number"), t.grants.c.person == bindparam("person")
)
_REQUEST_OF = select(t.grants.c.request).where(t.grants.c.id == bindparam("grant"))
_TERMS = select(t.requests.c.terms).where(t.requests.c.number == bindparam("number"))
_CHANGE = update(t.grants).where(t.grants.c.id == bindparam("its_id"))
_END = _CHANGE.where(t.grants.c.ended_at.is_(None))
_CHANGE_OF_REQUEST = update(t.grants).where(t.grants.c.request == bindparam("its_request"))
_CHANGE_MINE = _CHANGE_OF_REQUEST.where(t.grants.c.person == bindparam("its_person"))
_LAST_PROOF = (
    select(t.proofs)
    .where(t.proofs.c.request == bindparam("number"), t.proofs.c.revision == bindparam("revision"))
    .order_by(t.proofs.c.id.desc())
    .limit(1)
)
_ALIVE = select(t.grants).where(t.grants.c.person == bindparam("person"), t.grants.c.ended_at.is_(None))


def record_given(
    desk: Desk, request: Request, *, group: str = "", group_id: str = "", handles: dict[str, Any] | None = None
) -> None:
    """Something was given: the grant exists from the first side effect on, so that it can always be taken back.

    A group by its object id: whatever is called by its name by then is not what was given.
    """
    known = desk.c.execute(_OF_REQUEST, {"number": request.number, "person": request.subject}).first()
    gives = dict(known.gives) if known else {"groups": [], "roles": []}
    if group and group not in gives["groups"]:
        gives["groups"] = [*gives["groups"], group]
    if request.option is Option.ACCOUNT and request.preview:
        gives = {"groups": list(request.groups), "roles": list(request.preview.roles_after)}
    merged = {**(known.handles if known else {}), **(handles or {})}
    if group_id:
        merged["groups"] = {**merged.get("groups", {}), group: group_id}
    if known is not None:  # one that had ended runs again: what is given is always taken back
        alive: dict[str, Any] = {"ended_at": None, "ended_why": None}
        if known.ended_at is not None:
            blocking.withdraw(desk, request.subject)
        desk.c.execute(_CHANGE, {"its_id": known.id, "gives": gives, "handles": merged, **alive})
        return
    row = {
        "request": request.number,
        "person": request.subject,
        "sponsor": request.sponsor,
        "option": request.option.value,
        "gives": gives,
        "handles": merged,
        "since": desk.now,
        "until": lasting.end_now(desk, request),
    }
    desk.c.execute(_NEW, row)
    blocking.withdraw(desk, request.subject)
    desk.audit("grant.started", request=request.number, subject=request.subject, option=request.option.value)


def record_account(desk: Desk, request: Request, account_id: str) -> None:
    """What was given was proven on this account: it is taken back there, however the account is called by then."""
    known = desk.c.execute(_OF_REQUEST, {"number": request.number, "person": request.subject}).first()
    if known is not None and known.handles.get("account") != account_id:
        mine = {"its_request": request.number, "its_person": request.subject}
        desk.c.execute(_CHANGE_MINE, {**mine, "handles": {**known.handles, "account": account_id}})


def record_held_before(desk: Desk, request: Request, group: str) -> None:
    """The person was in the group and no running grant gave it: no end of a grant takes that away."""
    given = [grant.gives for grant in desk.c.execute(_ALIVE, {"person": request.subject})]
    if any(group in gives["groups"] for gives in given):
        return
    known = select(t.held_before.c.at).where(
        t.held_before.c.pseudonym == request.subject, t.held_before.c.group_name == group
    )
    if desk.c.scalar(known) is None:
        desk.c.execute(insert(t.held_before).values(pseudonym=request.subject, group_name=group, at=desk.now))


def forget_held_before(desk: Desk, request: Request, group: str) -> None:
    """The person is not in the group any more: whatever comes next is no longer what they held before."""
    held = t.held_before.c
    desk.c.execute(delete(t.held_before).where(held.pseudonym == request.subject, held.group_name == group))


def settle(desk: Desk, request: Request, state: State) -> None:
    """After an execution: an end that was delivered closes its grants; a delivery starts the clock of a grant."""
    if state is not State.DELIVERED:
        return
    if request.preview and request.kind not in OF_ORGANISATION:
        findings.forget_left(desk, request.subject, request.preview.leaves)
    if request.kind in {Kind.INVITE_EXTERNAL, Kind.TEST_ACCESS}:
        values: dict[str, Any] = {"since": desk.now}
        if request.kind is Kind.TEST_ACCESS:
            values["until"] = request.until  # go-live may have moved while it was being given
        desk.c.execute(_CHANGE_OF_REQUEST, {"its_request": request.number, **values})
        lasting.start_clock(desk, request)
        return
    if request.kind is Kind.CHANGE_ROLE:
        _settle_change(desk, request)
        return
    if request.kind in OF_ORGANISATION:
        _settle_organisation(desk, request)
        return
    if request.kind is Kind.EXTEND_ACCESS:
        return  # its step has moved the end
    why = str(request.terms.get("why", "owner"))
    for grant in request.grants:
        done = desk.c.execute(_END, {"its_id": grant, "ended_at": desk.now, "ended_why": why})
        if done.rowcount:
            desk.audit("grant.ended", request=request.number, subject=request.subject, grant=grant, why=why)
            _show(desk, _request_of(desk, grant), request.subject)
    held = {name for grant in desk.c.execute(_ALIVE, {"person": request.subject}) for name in grant.gives["groups"]}
    findings.end_missing(desk, request.subject, {*request.groups} - held, request=request.number)
    blocking.offer(desk, request)


def _settle_organisation(desk: Desk, request: Request) -> None:
    """A change of the job is written down; the cards of a wave that was taken back tell that it is out."""
    if request.kind in OF_JOB:
        pausing.settle(desk, request)
    elif request.terms.get("back"):
        for number in over.opened_by(desk, request):
            carding.show_all(desk, number)


def _settle_change(desk: Desk, request: Request) -> None:
    """Somebody's groups were changed: rights that come with them count from now on, and what was left is held no more."""
    desk.c.execute(_CHANGE_OF_REQUEST, {"its_request": request.number, "since": desk.now})
    lasting.start_clock(desk, request)
    decided = select(t.decisions.c.approver).where(t.decisions.c.request == request.number, t.decisions.c.approved)
    by = desk.c.scalar(decided.order_by(t.decisions.c.id.desc()).limit(1)) or request.sponsor
    for group in request.groups:
        authority.know(desk, group, request.subject, by)
    if desk.rules.owners_group in request.groups:
        telling.notice(
            desk, request.subject, "notice-now-owner", request=request.number, values={"number": request.number}
        )
    for group in request.leaves:
        authority.forget(desk, group, request.subject)
        forget_held_before(desk, request, group)
    for grant in desk.c.execute(_ALIVE, {"person": request.subject}).all() if request.leaves else ():
        _shrink(desk, request, grant)
    if desk.rules.guarded_groups & {*request.groups, *request.leaves}:
        reaching.look_at_all(desk)


def _shrink(desk: Desk, request: Request, grant: Any) -> None:
    """A grant without the groups that were left; one that gives nothing any more has ended."""
    kept = [name for name in grant.gives["groups"] if name not in request.leaves or not _is_left(request, grant, name)]
    _leave_it(desk, grant, kept, "removed", request=request.number)


def _leave_it(desk: Desk, grant: Any, kept: list[str], why: str, **by: Any) -> None:
    """Leave a grant these groups; ``by``: the request, or who let go of the rest."""
    if grant.option != Option.GUEST or kept == grant.gives["groups"]:
        return
    changed: dict[str, Any] = {"gives": {**grant.gives, "groups": kept}}
    if not kept:
        changed |= {"ended_at": desk.now, "ended_why": why}
        desk.audit("grant.ended", **by, subject=grant.person, grant=grant.id, why=why)
    desk.c.execute(_CHANGE, {"its_id": grant.id, **changed})
    _show(desk, grant.request, grant.person)


def record_lost(desk: Desk, person: str, group: str, *, by: str) -> None:
    """Somebody was taken out of a group outside, and an owner leaves it so: no grant gives it any more."""
    for grant in desk.c.execute(_ALIVE, {"person": person}).all():
        kept = [name for name in grant.gives["groups"] if name != group]
        _leave_it(desk, grant, kept, "outside", actor=by, request=grant.request)
    held = t.held_before.c
    desk.c.execute(delete(t.held_before).where(held.pseudonym == person, held.group_name == group))


def _is_left(request: Request, grant: Any, name: str) -> bool:
    """Whether the group that was left is the one that the grant gave, where both ids are known."""
    left, given = dict(expected(request).group_ids).get(name), grant.handles.get("groups", {}).get(name)
    return not left or not given or left == given


def _request_of(desk: Desk, grant: int) -> int:
    """The request that gave a grant; its cards tell that it ended."""
    return int(desk.c.execute(_REQUEST_OF, {"grant": grant}).scalar_one())


def _show(desk: Desk, number: int, person: str) -> None:
    """Have the cards of a request, of the list that it was asked for in, and warnings shown anew: what it gave is held no more."""
    carding.show_all(desk, number)
    requests.show_warnings(desk, person)
    terms = desk.c.scalar(_TERMS, {"number": number}) or {}
    if terms.get("batch"):
        desk.batches.add(terms["batch"])


def record_proof(desk: Desk, request: Request, proof: Proof, grade: Grade) -> None:
    """What was read back, whether or not it holds; one row for each different reading."""
    last, seen = last_proof(desk, request), sorted(proof.seen)
    if last is not None and (last.seen, last.holds, last.account_on) == (seen, proof.holds, proof.account_on):
        return
    row = {
        "request": request.number,
        "revision": request.revision,
        "attempt": request.attempt,
        "grade": grade.value,
        "holds": proof.holds,
        "account_on": proof.account_on,
        "expected": sorted(proof.expected),
        "optional": sorted(proof.optional),
        "seen": seen,
        "at": desk.now,
    }
    desk.c.execute(_NEW_PROOF, row)
    if proof.holds:
        desk.audit("verification.proved", request=request.number, subject=request.subject, grade=grade.value)
    else:
        missing, surplus = sorted(proof.missing), sorted(proof.surplus)
        desk.audit(
            "verification.missing", request=request.number, subject=request.subject, missing=missing, surplus=surplus
        )


def last_proof(desk: Desk, request: Request) -> Any:
    """The last reading of this revision and attempt, as its row; None where nothing was read back yet."""
    last = desk.c.execute(_LAST_PROOF, {"number": request.number, "revision": request.revision}).first()
    return last if last is not None and last.attempt == request.attempt else None


def expected(request: Request) -> Preview:
    """The frozen preview of a request that is being carried out. RuntimeError when it has none."""
    if request.preview is None:
        raise RuntimeError(f"request {request.number} has no preview")
    return request.preview
