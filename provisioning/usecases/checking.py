"""What only the directory and the platform know about a submitted request: refuse it, or freeze a preview and ask."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select

from provisioning.domain import dates, preview
from provisioning.domain.states import BY_ITSELF, OF_MEMBERS, Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    absences,
    asked,
    authority,
    carding,
    channel,
    externals,
    golive,
    leaving,
    people,
    recording,
    refusing,
    requests,
    taking_over,
    telling,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from provisioning.domain.preview import Outside, Preview
    from provisioning.domain.rules import StageRule
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: What an approver may press at one time or another.
APPROVER_VERBS = asked.APPROVER_VERBS

Why = tuple[str, dict[str, Any]]
NO_APPROVER: Why = ("declined-no-approver", {})

_ASK = insert(t.asked)
_GIVERS = select(t.asked.c.approver).where(
    t.asked.c.request == bindparam("number"),
    t.asked.c.revision == bindparam("revision"),
    t.asked.c.stage == bindparam("stage"),
    t.asked.c.handed_to.is_not(None),
)
_RUNS_UNTIL = select(t.grants.c.until).where(
    t.grants.c.id.in_(bindparam("grants", expanding=True)), t.grants.c.ended_at.is_(None)
)
_GAIN = select(t.lines.c.pseudonym).where(
    t.lines.c.reading == bindparam("reading"),
    t.lines.c.pseudonym.in_(bindparam("who", expanding=True)),
    t.lines.c.change.in_(["created", "changed", "taken_over"]),
)


def record_outside(desk: Desk, number: int, revision: int, outside: Outside) -> None:
    """Judge a submitted (or voided) request on what was found outside; nothing happens when it has moved on."""
    request = requests.get(desk, number, lock=True)
    if request.revision != revision or request.state not in {State.SUBMITTED, State.VOID}:
        return
    if outside.user is not None and outside.former is not None:
        recording.record_successor(desk, outside.user, outside.former)
    elif outside.user is not None:
        recording.record_subject(desk, request.subject, outside.user)
        request = externals.note(desk, request, outside.user)
    why = refusing.refusal(desk, request, outside)
    if why:
        refuse(desk, request, why)
        return
    frozen = preview_of(desk, request, outside)
    settled = taking_over.settle(desk, request, frozen)
    if settled is not None:
        ask(desk, settled, frozen)


def preview_of(desk: Desk, request: Request, outside: Outside) -> Preview:
    """Exactly what carrying it out will change, from what was found outside."""
    if request.kind is Kind.END_ACCESS:
        leaves, stays = leaving.what_ends(desk, request)
        return preview.of_end(request.subject, request.option, leaves, outside, desk.rules, stays=stays)
    if request.kind is Kind.EXTEND_ACCESS:
        stays, ids = leaving.direct_of(desk, request.subject), leaving.given_by(desk, request)
        return preview.of_extension(request.subject, request.option, ids, outside, desk.rules, stays=stays)
    if request.kind in OF_MEMBERS:
        moves, stays = (request.groups, request.leaves), leaving.direct_of(desk, request.subject)
        return preview.of_change(request.subject, *moves, outside, desk.rules, stays=stays)
    if request.option is Option.GUEST:
        made = taking_over.made_by(desk, request.subject)
        return preview.of_guest(request.subject, request.groups, outside, desk.rules, **made)
    return preview.of_account(request.subject, request.groups, outside, desk.rules)


def _closing(desk: Desk, request: Request) -> datetime:
    """When it closes by itself: after the policy's days, and with the last day of what it would give or prolong."""
    days = timedelta(days=desk.rules.policies[request.kind].closes_after_days)
    ends = [dates.end_of(dates.day_of(desk.now + days, desk.rules.zone), desk.rules.zone)]
    if request.kind is Kind.EXTEND_ACCESS:
        ends += [end for end in desk.c.scalars(_RUNS_UNTIL, {"grants": list(request.grants)}) if end]
    elif request.until is not None and request.kind is not Kind.TEST_ACCESS:  # go-live may move
        ends.append(request.until)
    return min(ends)


def ask(desk: Desk, request: Request, frozen: Preview) -> None:
    """Freeze what will change and ask the first stage; without stages the request is approved and starts."""
    values: dict[str, Any] = {"preview": frozen.to_json(), "preview_hash": frozen.digest()}
    desk.audit(
        "preview.frozen",
        request=request.number,
        revision=request.revision,
        subject=request.subject,
        hash=frozen.digest(),
        counts={"joins": len(frozen.joins), "leaves": len(frozen.leaves), "roles": len(frozen.roles_after)},
    )
    channel.tell(desk, request)
    if not stages_of(desk, request):
        approve(desk, request, **values, **golive.by_rule(desk, request))
        telling.tell_last_group(desk, request, frozen)
        return
    approvers = eligible(desk, request, 1)
    if not approvers:
        refuse(desk, request, nobody_may(desk, request))
        return
    again = request.state is State.VOID
    requests.move(
        desk, request, State.PENDING, why=request.why if again else None, closes_at=_closing(desk, request), **values
    )
    send_stage(desk, request, 1, approvers)
    carding.show_all(desk, request.number)
    telling.tell_last_group(desk, request, frozen)
    if again:
        telling.tell_asked_again(desk, request)


def ask_again(desk: Desk, request: Request, why: Why, frozen: Preview) -> None:
    """What was decided counts no more: a new revision is asked from the first stage on, by the rules of now."""
    ask(desk, next_revision(desk, request, why), frozen)


def next_revision(desk: Desk, request: Request, why: Why) -> Request:
    """Void this revision and open the next."""
    before = request.preview.to_json() if request.preview else None
    requests.move(desk, request, State.VOID, why=why, revision=request.revision + 1, attempt=1, moved_from=before)
    return requests.get(desk, request.number)


def approve_outgrown(desk: Desk, request: Request) -> bool:
    """Approve what lacks nobody's yes since the rules have fewer stages; False where one is open.

    The start judges each vote once more, by the rules of now, and asks again where one does not count.
    """
    stages = stages_of(desk, request)
    if current_stage(desk, request) <= len(stages):
        return False
    approve(desk, request, **({} if stages else golive.by_rule(desk, request)))
    return True


def refuse(desk: Desk, request: Request, why: Why, *, trace: str | None = None) -> None:
    """It cannot be: closed with the reason, which its cards and its history tell."""
    told = {"trace": trace} if trace else {}
    requests.move(desk, request, State.REFUSED, why=why, **told)
    desk.audit(
        "request.refused", request=request.number, revision=request.revision, subject=request.subject, rule=why[0]
    )
    telling.record_end_failed(desk, request)
    carding.show_all(desk, request.number)
    telling.tell_late(desk, request)


def approve(desk: Desk, request: Request, **values: Any) -> None:
    """Every stage has said yes: the execution is enqueued in the same transaction, or waits for its moment."""
    requests.move(desk, request, State.APPROVED, approved_at=desk.now, **values)
    at = request.terms.get("at")
    if at and datetime.fromisoformat(at) > desk.now:
        later = requests.get(desk, request.number, lock=True)
        requests.move(desk, later, State.SCHEDULED, look_at=datetime.fromisoformat(at))
        carding.show_all(desk, request.number)
        return
    desk.enqueue("execute", request.workflow, request.number, request.revision, request.attempt)
    carding.show_all(desk, request.number)


def eligible(desk: Desk, request: Request, stage: int, at: datetime | None = None) -> set[str]:
    """Who may decide this stage of the request now (or with a vote of ``at``): one vote in one stage, who spent it may not."""
    return able(desk, request, stage, but=givers(desk, request, stage), at=at)


def able(
    desk: Desk,
    request: Request,
    stage: int,
    *,
    but: Collection[str] = (),
    silent: bool | None = None,
    at: datetime | None = None,
    deputies: Collection[str] | None = None,
) -> set[str]:
    """The same, and besides who handed it over: ``but`` these, and accounts linked to one of them.

    Nobody where the rules have no such stage any more. Whom the rules name in place of the ``silent`` may once they were asked.
    ``silent`` and ``deputies`` (of whoever asks or gains) are read here unless they are given.
    """
    stages = stages_of(desk, request)
    if stage > len(stages):
        return set()
    spent = voters(desk, request, but=stage) if len(stages) > 1 else set[str]()
    involved = (request.requester or "", request.subject, *spent, *but)
    involved += absences.deputies_of(desk, involved[:2], at or desk.now) if deputies is None else tuple(deputies)
    rule = stages[stage - 1]
    if silent is None:
        silent = bool(rule.fallback and asked.list_silent(desk, request, stage))
    named = authority.eligible(desk, rule, involved=involved, silent=silent)
    return named - gainers(desk, request, named)


def nobody_may(desk: Desk, request: Request) -> Why:
    """Why nobody can be asked: no approver is there, or only one who stands in for whoever asked or gains by it."""
    own = (request.requester or "", request.subject)
    return ("declined-only-deputy", {}) if absences.deputies_of(desk, own, desk.now) else NO_APPROVER


def gainers(desk: Desk, request: Request, among: Collection[str]) -> set[str]:
    """Those of these people who gain by a wave that is asked for, or an account linked to whom does: they do not decide it."""
    if request.kind is not Kind.EXPAND_SCOPE or request.terms.get("back") or not among:
        return set()
    everybody = {who: people.list_linked(desk, who) for who in among}
    wanted = sorted(set().union(*everybody.values()))
    found = set(desk.c.scalars(_GAIN, {"reading": request.terms.get("reading") or 0, "who": wanted}))
    return {who for who, linked in everybody.items() if linked & found}


def givers(desk: Desk, request: Request, stage: int) -> set[str]:
    """Who handed this stage over to somebody else: they have no say in it any more."""
    return set(desk.c.scalars(_GIVERS, {"number": request.number, "revision": request.revision, "stage": stage}))


def stages_of(desk: Desk, request: Request) -> tuple[StageRule, ...]:
    """Who decides this request, stage by stage; none for what needs nobody, as what ends because its last day is over."""
    if request.requester is None and request.kind in BY_ITSELF:
        return ()
    many, external = bool(request.terms.get("many")), is_external(request)
    return desk.rules.stages_of(request.kind, request.groups, request.leaves, many=many, external=external)


def is_external(request: Request) -> bool:
    """Whether it is about somebody whom the settings count to the externals, with an account of a member or not."""
    return request.kind is Kind.INVITE_EXTERNAL or bool(request.terms.get("external"))


def voters(desk: Desk, request: Request, *, but: int = 0) -> set[str]:
    """Who has decided a stage of this revision (``but`` this one)."""
    return {one.approver for one in asked.list_decided(desk, request) if one.stage != but}


def current_stage(desk: Desk, request: Request) -> int:
    """Which stage is open now."""
    return asked.open_stage(asked.list_decided(desk, request))


def policy_of(desk: Desk, request: Request) -> tuple[str, int, int, str]:
    """(policy's name, open step, of how many, who may decide it as the settings name them)."""
    policy = desk.rules.policies[request.kind]
    stages = stages_of(desk, request)
    step = min(current_stage(desk, request), len(stages)) if len(stages) > 1 else 1
    who = ", ".join(stages[step - 1].approvers) if stages else ""
    return policy.name, step, len(stages), who


def send_stage(
    desk: Desk, request: Request, stage: int, approvers: set[str], *, together: bool = False, lost: Collection[str] = ()
) -> set[str]:
    """Write down who is asked and send each of them a card; not where one card asks for all that was asked for ``together``.

    Who is away is asked only where nobody else can be: ``lost`` cannot. Returns who was.
    """
    row: dict[str, Any] = {"request": request.number, "revision": request.revision, "stage": stage}
    row |= asked.newly(desk)
    gone = absences.stand_ins(desk, request, approvers, lambda: eligible(desk, request, stage) - set(lost))
    given = {who: {"handed_to": one.deputy, "absence": one.id} for who, one in gone.items() if one}
    approvers = approvers - gone.keys() | given.keys()
    if approvers:
        desk.c.execute(_ASK, [{**row, "approver": one, **given.get(one, {})} for one in sorted(approvers)])
    first = stage == 1 and request.stands_in_list
    if first and (together or not carding.get(desk, request.batch).terms["asked"]):
        return approvers  # one card for all that was asked for together, once all of it is judged
    asked.send_approvals(desk, request, approvers)
    return approvers


def record_undecidable(desk: Desk, number: int, revision: int, why: Why, trace: str) -> None:
    """The world outside could not be asked for good: the request is refused with the reason, and nothing was done."""
    request = requests.get(desk, number, lock=True)
    if request.revision == revision and request.state in {State.SUBMITTED, State.VOID}:
        refuse(desk, request, why, trace=trace)
