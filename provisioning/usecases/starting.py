"""The moment before the first side effect: rights and the frozen set are compared once more, read live."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning.domain import accounts, plan
from provisioning.domain.states import BY_OBJECT, Kind, State, StepState
from provisioning.storage import tables as t
from provisioning.usecases import (
    afresh,
    authority,
    carding,
    checking,
    ending,
    leaving,
    recording,
    refusing,
    requests,
    telling,
    unassigned,
)
from provisioning.usecases.executing import finish, record_step

if TYPE_CHECKING:
    from collections.abc import Callable

    from provisioning.domain.preview import Outside, Preview
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

Why = tuple[str, dict[str, Any]]

#: What a preview says of an account that could not be read.
UNSEEN = "unseen"

_VOTERS = select(t.decisions.c.approver, t.decisions.c.stage, t.decisions.c.at).where(
    t.decisions.c.request == bindparam("number"),
    t.decisions.c.revision == bindparam("revision"),
    t.decisions.c.approved,
)


def judge_start(desk: Desk, request: Request, outside: Outside) -> Why | None:
    """Look again before the first side effect: rights of requester and approvers, and the frozen set.

    None when all holds. Otherwise the request has been moved (void and asked again, or cancelled) and nothing was done.
    """
    locked = requests.get(desk, request.number, lock=True)
    if outside.user is not None and locked.kind in BY_OBJECT:
        recording.record_subject(desk, locked.subject, outside.user)
    elif outside.user is not None and outside.former is not None:
        recording.record_successor(desk, outside.user, outside.former)
    if is_overtaken(locked, request):
        return locked.why or ("why-moved", {})
    why = lost_rights(desk, locked) or _last_owner(desk, locked)
    if locked.state is State.EXECUTING:
        why = _late(why) or refusing.last_day_over(desk, locked) or unassigned.seen(locked, outside)
        return go_on(desk, locked, why or afresh.judge(desk, locked, outside))
    if why:
        call_off(desk, locked, why)
        return why
    if locked.kind is Kind.END_ACCESS:
        locked = _widen(desk, _note_unseen(desk, locked, outside))
    now = checking.preview_of(desk, locked, outside)
    refused = refusing.refusal(desk, locked, outside)
    frozen = locked.preview
    if frozen is not None and refused is None and _is_as_approved(desk, locked, frozen, now):
        _start_as_read(desk, locked, now, outside)
        return None
    if locked.kind is Kind.END_ACCESS:
        _adopt(desk, locked, now)
        return None
    void(desk, locked, now, refused)
    return "why-moved", {}


def _is_as_approved(desk: Desk, request: Request, frozen: Preview, now: Preview) -> bool:
    """Whether it would change what was frozen; of a removal the groups alone, where the platform could not be read once."""
    if UNSEEN in {frozen.account, now.account} and desk.rules.sees_platform and leaving.only_takes(request):
        return now.digest() == accounts.with_platform_of(frozen, now).digest()
    return now.digest() == frozen.digest()


def _start_as_read(desk: Desk, request: Request, now: Preview, outside: Outside) -> None:
    """All holds; what a removal could not see of the platform when it was asked is taken as it is now, or left to its proof."""
    unseen = request.preview is not None and request.preview.account == UNSEEN and desk.rules.sees_platform
    if unseen and now.account != UNSEEN:
        _adopt(desk, request, now)
        return
    if unseen and leaving.only_takes(request):
        apart = not outside.member_of & outside.in_scope
        requests.change(desk, request.number, terms={**request.terms, "unread": True, "apart": apart})
    start(desk, request)


def judge_organisation(
    desk: Desk, request: Request, judged: Callable[[Desk, Request], tuple[Preview, Why | None]]
) -> Why | None:
    """The same for what concerns the application as a whole; ``judged`` says what it changes now, and why it cannot be."""
    locked = requests.get(desk, request.number, lock=True)
    if is_overtaken(locked, request):
        return locked.why or ("why-moved", {})
    why = lost_rights(desk, locked)
    if locked.state is State.EXECUTING:
        return go_on(desk, locked, _late(why))
    if why:
        call_off(desk, locked, why)
        return why
    now, refused = judged(desk, locked)
    if locked.preview is not None and now.digest() == locked.preview.digest() and refused is None:
        start(desk, locked)
        return None
    void(desk, locked, now, refused)
    return "why-moved", {}


def is_overtaken(now: Request, taken: Request) -> bool:
    """Whether another look at the same start has called it off already, so that nobody is asked or told twice."""
    return now.workflow != taken.workflow or now.state not in {State.APPROVED, State.SCHEDULED, State.EXECUTING}


def start(desk: Desk, request: Request) -> None:
    """All holds: from here on side effects follow."""
    if request.state is not State.EXECUTING:
        requests.move(desk, request, State.EXECUTING)
        desk.audit("execution.started", request=request.number, revision=request.revision, subject=request.subject)
    record_step(desk, request, plan.Step("recheck"), StepState.DONE)


def go_on(desk: Desk, request: Request, why: Why | None) -> Why | None:
    """A new attempt after side effects: the set has moved by our own doing, but rights must still hold."""
    if why is None:
        record_step(desk, request, plan.Step("recheck"), StepState.DONE)
        return None
    record_step(desk, request, plan.Step("recheck"), StepState.FAILED, why=why)
    finish(desk, request)
    return why


def _note_unseen(desk: Desk, request: Request, outside: Outside) -> Request:
    """What could not be seen: the account in the directory, which nobody has to be asked to block then, or the platform for now."""
    unread = {"unread": True} if desk.rules.sees_platform and not outside.account_readable else {}
    requests.change(desk, request.number, terms={**request.terms, "gone": outside.user is None, **unread})
    return requests.get(desk, request.number)


def _widen(desk: Desk, request: Request) -> Request:
    """Ending everything means what the person holds when it is carried out, not when it was asked; but never Owners."""
    if request.terms.get("why") != "owner":
        return request
    grants = [grant for grant in ending.list_grants(desk, request.subject) if grant.option is request.option]
    held = [grant for grant in grants if not ending.holds_owners(desk, grant)]
    groups = sorted({name for grant in held for name in grant.groups})
    terms = {**request.terms, "grants": [grant.id for grant in held], "groups": groups}
    requests.change(desk, request.number, terms=terms)
    return requests.get(desk, request.number, lock=True)


def lost_rights(desk: Desk, request: Request) -> Why | None:
    """Whether requester or an approver lost the right since; Usher itself needs none."""
    if not refusing.may_still_ask(desk, request):
        return refusing.REQUESTER_LOST
    for row in _votes(desk, request):
        if row.approver not in checking.eligible(desk, request, row.stage, row.at):
            return "why-approver-lost", {}
    return None


def _votes(desk: Desk, request: Request) -> list[Any]:
    """Who said yes. Not in the last step of a narrowed request, where what is left of it has no such step any more."""
    votes = list(desk.c.execute(_VOTERS, {"number": request.number, "revision": request.revision}))
    if request.asked_revision == request.revision:
        return votes
    stages = len(checking.stages_of(desk, request))
    return [row for row in votes if row.stage <= stages] or votes


def _late(why: Why | None) -> Why | None:
    """The same after side effects: nobody is asked again about what was begun."""
    return ("why-approver-lost-late", {}) if why and why[0] == "why-approver-lost" else why


def _last_owner(desk: Desk, request: Request) -> Why | None:
    """Whether it would leave the platform without an owner; counted under a lock, so that two at once cannot."""
    leaves = request.preview.leaves if request.preview else ()
    if desk.rules.owners_group not in leaves or authority.owners_without(desk, request.subject):
        return None
    return "why-last-owner", {}


def call_off(desk: Desk, request: Request, why: Why) -> None:
    """Nothing was done: without its requester a request ends; without its approver it is asked again. Whoever asked is told."""
    if why[0] == "why-approver-lost" and request.preview is not None:
        checking.ask_again(desk, request, why, request.preview)
    else:  # what a date began is kept as failed, so that the sweep does not begin it anew
        to = State.FAILED if request.requester is None else State.CANCELLED
        requests.move(desk, request, to, why=why)
        telling.record_end_failed(desk, request)
        telling.tell_requester(desk, request)
    desk.audit("execution.called_off", request=request.number, subject=request.subject, rule=why[0])
    carding.show_all(desk, request.number)


def void(desk: Desk, request: Request, now: Preview, refused: Why | None) -> None:
    """The facts moved: nothing is done, what changed is kept for the card, and the approvers are asked again."""
    desk.audit(
        "preview.moved",
        request=request.number,
        revision=request.revision,
        subject=request.subject,
        before=request.preview.digest() if request.preview else None,
        after=now.digest(),
    )
    if refused:
        checking.refuse(desk, checking.next_revision(desk, request, ("why-moved", {})), refused)
    else:
        checking.ask_again(desk, request, ("why-moved", {}), now)


def _adopt(desk: Desk, request: Request, now: Preview) -> None:
    """Ending never waits for a question: the latest facts are taken, audited and carried out."""
    requests.change(desk, request.number, preview=now.to_json(), preview_hash=now.digest())
    desk.audit("preview.adopted", request=request.number, subject=request.subject, after=now.digest())
    start(desk, request)
