"""More time for what somebody holds: by a rule once and by a little, else by an approver. Nothing is given that is not held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update

from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.domain.states import OPEN, RETRYABLE, Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    absences,
    authority,
    carding,
    counting,
    decidable,
    ending,
    inviting,
    lasting,
    leaving,
    people,
    requests,
    shortening,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from provisioning.domain.preview import Outside
    from provisioning.domain.rules import Policy, StageRule
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.ending import Grant
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

Why = tuple[str, dict[str, Any]]
LONGEST_TEXT = 1000
#: An extension by the rule in one of these counts: what a rule has extended goes to a person the next time.
_RULED = (OPEN | RETRYABLE | {State.DELIVERED}) - {State.PENDING, State.NARROWED}
#: One by a person in one of these was approved. What is only asked for, or asked again, lets the rule extend nothing.
_APPROVED = _RULED - {State.SUBMITTED, State.VOID}

_R = t.requests.c
_TESTS = select(_R.number).where(_R.number.in_(bindparam("numbers", expanding=True)), _R.kind == Kind.TEST_ACCESS)
_EXTENSIONS = (
    select(_R.terms, _R.state)
    .where(
        _R.subject.in_(bindparam("people", expanding=True)),
        _R.kind == Kind.EXTEND_ACCESS,
        _R.state.in_([state.value for state in _RULED]),
    )
    .order_by(_R.number)
)
_ASKED = (
    select(_R.number, _R.terms)
    .where(
        _R.subject.in_(bindparam("people", expanding=True)),
        _R.kind == Kind.EXTEND_ACCESS,
        _R.state.in_([state.value for state in OPEN]),
    )
    .order_by(_R.number)
)


@dataclass(frozen=True, kw_only=True)
class Extension:
    """What would last longer, and whether the rule is enough for it."""

    grants: tuple[Grant, ...]
    until: date
    #: The policy that extends it by itself; "" where somebody decides.
    rule: str
    #: Who decides, stage by stage; none where the rule does.
    stages: tuple[StageRule, ...]


def list_ending(desk: Desk, person: str, only: Collection[int] = ()) -> list[Grant]:
    """What the person holds until a date, the first to end first; ``only`` these grants, where some are named.

    Without what is about to end, and without test access, which moves with go-live. One way in at a time: a guest's groups or
    an account's roles; of a guest who took an account over, and whose end is the same, the guest's.
    """
    return list_all_ending(desk, [person], only).get(person, [])


def list_all_ending(desk: Desk, persons: Collection[str], only: Collection[int] = ()) -> dict[str, list[Grant]]:
    """The same of several people, of whom each holds something, in as many queries."""
    held = [one for one in ending.list_grants(desk, *persons) if one.until and one.until > desk.now]
    moving = _tests(desk, [one.request for one in held])
    left = [one for one in held if one.request not in moving and (not only or one.id in only)]
    found: dict[str, list[Grant]] = {}
    for one in sorted(ending.not_taken(desk, left), key=lambda one: _place(desk, one)):
        theirs = found.setdefault(one.person, [])
        if not theirs or one.option is theirs[0].option:
            theirs.append(one)
    return found


def _place(desk: Desk, grant: Grant) -> tuple[datetime, bool, int]:
    return grant.until or desk.now, grant.option is Option.ACCOUNT, grant.id


def _tests(desk: Desk, numbers: Collection[int]) -> set[int]:
    """Those of these requests whose end is go-live's."""
    return set(desk.c.scalars(_TESTS, {"numbers": list(numbers)}))


def is_test(desk: Desk, number: int) -> bool:
    """Whether it is a request whose end is go-live's."""
    return bool(_tests(desk, [number]))


def rule_reaches(desk: Desk, member: Member, grants: Sequence[Grant]) -> date | None:
    """The last day until which the rule extends all of these; None where somebody has to decide, however short it is.

    The rule extends once after a person approved, never a group that has a say, and for nobody who asks for themselves; nor
    does it give back what somebody took away by an earlier last day.
    """
    policy = desk.rules.policies[Kind.EXTEND_ACCESS]
    guarded, whose = any(desk.rules.guarded_groups & set(one.groups) for one in grants), {one.person for one in grants}
    if not policy.by_rule or guarded or not grants or whose & people.list_linked(desk, member.pseudonym):
        return None
    if _by_rule(desk, whose) & {one.id for one in grants} or shortening.needs_approval(desk, grants):
        return None
    first = min(one.until for one in grants if one.until)
    return dates.day_of(first, desk.rules.zone) + timedelta(days=policy.by_rule_days)


def _by_rule(desk: Desk, whose: Collection[str]) -> set[int]:
    """Those of these people's grants whose last extension a rule approved."""
    last: dict[int, bool] = {}
    for row in desk.c.execute(_EXTENSIONS, {"people": list(whose)}):
        ruled = not row.terms["many"]
        last |= dict.fromkeys(row.terms["grants"], ruled) if ruled or State(row.state) in _APPROVED else {}
    return {grant for grant, ruled in last.items() if ruled}


def foresee(desk: Desk, member: Member, person: str, until: date, only: Collection[int] = ()) -> Extension:
    """What an extension until that day means. Declines what is not held, no later than now, or too late."""
    ends = list_ending(desk, person, only)
    if not ends:
        raise Declined("declined-extend-nothing", name=people.names_of(desk, [person])[person])
    moment = dates.end_of(until, desk.rules.zone)
    shorter = tuple(one for one in ends if one.until and one.until < moment)
    if not shorter:
        raise Declined("declined-extend-earlier", until=dates.day_of(ends[0].until or moment, desk.rules.zone))
    latest = lasting.latest(desk)
    if until > latest:
        raise Declined("declined-end-too-late", latest=latest)
    reaches = rule_reaches(desk, member, shorter)
    by_rule = reaches is not None and until <= reaches
    groups = {name for one in shorter for name in one.groups}
    stages = desk.rules.stages_of(Kind.EXTEND_ACCESS, groups, (), many=not by_rule)
    rule = desk.rules.policies[Kind.EXTEND_ACCESS].name if by_rule else ""
    return Extension(grants=shorter, until=until, rule=rule, stages=stages)


def check_may_ask(desk: Desk, member: Member, person: str) -> None:
    """Owners ask for anybody, everybody for themselves."""
    if person != member.pseudonym:
        authority.check_owner(desk, member)


def deciders(desk: Desk, member: Member, person: str, extension: Extension) -> set[str]:
    """Who could decide its first stage."""
    own = (member.pseudonym, person)
    involved = (*own, *absences.deputies_of(desk, own, desk.now))
    return authority.eligible(desk, extension.stages[0], involved=involved) if extension.stages else set()


def ask(desk: Desk, member: Member, person: str, extension: Extension, *, reason: str = "", batch: str = "") -> int:
    """Store, audit and have the worker look outside. The caller holds the person. Returns the number.

    ``batch``: the card of all that is asked for together with it.
    """
    if member.pseudonym == person:
        counting.check_own(desk, person)
    decidable.check(desk, extension.stages, involved=(member.pseudonym, person))
    replaced = _replace_open(desk, member, person, extension)
    first = extension.grants[0]
    terms: dict[str, Any] = {
        "grants": [one.id for one in extension.grants],
        "groups": sorted({name for one in extension.grants for name in one.groups}),
        "sponsor": first.sponsor,
        "many": not extension.rule,
        "external": first.option is Option.ACCOUNT,
    }
    number = requests.create(
        desk,
        kind=Kind.EXTEND_ACCESS,
        requester=member.pseudonym,
        subject=person,
        domain=requests.get(desk, first.request).domain,
        option=first.option,
        terms=terms | ({"replaces": replaced} if replaced else {}) | ({"batch": batch} if batch else {}),
        until=dates.end_of(extension.until, desk.rules.zone),
        reason=desk.vault.keep_text(person, reason[:LONGEST_TEXT]),
    )
    what = {"kind": Kind.EXTEND_ACCESS.value, "grants": terms["grants"], "until": str(extension.until)}
    desk.audit("request.submitted", actor=member.pseudonym, request=number, revision=1, subject=person, **what)
    desk.enqueue("check", f"check-{number}-r1", number, 1)
    requests.show_warnings(desk, person)
    return number


def _replace_open(desk: Desk, member: Member, person: str, extension: Extension) -> int | None:
    """An open extension of the same: one's own is replaced while nothing was decided, any other declines."""
    wanted = {one.id for one in extension.grants}
    for other in requests.list_open_for(desk, person, Kind.EXTEND_ACCESS):
        named = people.names_of(desk, [person])[person]
        if wanted & set(other.grants) and inviting.replace(desk, member, other.number, named):
            return other.number
    return None


def list_asked(desk: Desk, persons: Collection[str]) -> dict[int, int]:
    """The open requests that ask for more time for these people, by grant."""
    found = desk.c.execute(_ASKED, {"people": sorted(persons)}) if persons else ()
    return {int(grant): request.number for request in found for grant in request.terms["grants"]}


def policy_of(desk: Desk) -> Policy:
    """Whether a rule extends, and by how much."""
    return desk.rules.policies[Kind.EXTEND_ACCESS]


def list_open(desk: Desk, person: str, grants: Collection[int]) -> list[Request]:
    """The open requests that ask for more time for any of these grants of somebody, newest first."""
    found = requests.list_open_for(desk, person, Kind.EXTEND_ACCESS)
    return [one for one in found if set(grants) & set(one.grants)]


# --- carrying it out ----------------------------------------------------------------------------------------------------


def carry_out(desk: Desk, request: Request) -> bool:
    """What still runs lasts until the day that was approved, never shorter than it did; False where nothing runs any more."""
    people.hold(desk, request.subject)
    until = request.until
    held = _running(desk, request)
    for grant in held:
        if until is None or grant.until is None or grant.until >= until:
            continue
        desk.c.execute(update(t.grants).where(t.grants.c.id == grant.id).values(until=until, warned=None))
        requests.change(desk, grant.request, until=until)
        day = dates.day_of(until, desk.rules.zone).isoformat()
        before = dates.day_of(grant.until, desk.rules.zone).isoformat()
        desk.audit(
            "grant.extended",
            request=grant.request,
            subject=request.subject,
            until=day,
            before=before,
            number=request.number,
        )
        carding.show_all(desk, grant.request)
    requests.show_warnings(desk, request.subject)
    return bool(held)


def is_longer(desk: Desk, request: Request, until: datetime) -> bool:
    """Whether anything of what the request is to prolong would last longer if it were until then."""
    return any(one.until and one.until < until for one in _running(desk, request))


def _running(desk: Desk, request: Request) -> list[Grant]:
    """Those of its grants that neither have ended nor are about to: an end wins, as always."""
    held = [one for one in ending.list_grants(desk, request.subject) if one.id in request.grants]
    return ending.not_taken(desk, held)


def is_over(desk: Desk, request: Request) -> bool:
    """Whether nothing of what it is to prolong runs any more, or it is being ended."""
    return not any(one.until is None or one.until > desk.now for one in _running(desk, request))


def refusal(desk: Desk, request: Request, outside: Outside) -> Why | None:
    """Why it cannot last longer: it has ended, or is not held outside any more. What is gone is asked for anew, not extended."""
    if is_over(desk, request):
        return "declined-extend-over", {}
    if request.option is Option.ACCOUNT:
        off = outside.account_readable and (outside.account is None or not outside.account.active)
        return ("declined-extend-off", {}) if off else None
    if outside.user is None:
        return "declined-not-in-directory", {}
    if not outside.user.enabled:
        return "declined-person-disabled", {}
    called = {outside.called.get(one.object_id, one.name): one.name for one in leaving.given_by(desk, request)}
    if lost := sorted(called[name] for name in called.keys() - (outside.member_of | outside.unread)):
        return "declined-extend-left", {"group": ", ".join(lost)}
    # of a group that is not provisioned from there is no account to prove
    unassigned = sorted(called[name] for name in called.keys() & desk.rules.groups.keys() - outside.in_scope)
    return ("declined-extend-unassigned", {"group": ", ".join(unassigned)}) if unassigned else None
