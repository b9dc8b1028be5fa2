"""Why the world outside says no to what was asked, by kind of request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning.domain.changeable import blocker
from provisioning.domain.states import FOR_ONESELF, OF_HELD, OF_JOB, Kind, Option
from provisioning.storage import tables as t
from provisioning.usecases import authority, extending, golive, people, prolonging, queueing, readings

if TYPE_CHECKING:
    from provisioning.domain.preview import Outside
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

Why = tuple[str, dict[str, Any]]
_IS_GUEST = select(t.people.c.is_guest).where(t.people.c.pseudonym == bindparam("who"))
REQUESTER_LOST: Why = ("why-requester-lost", {})


def refusal(desk: Desk, request: Request, outside: Outside) -> Why | None:
    """Why the world outside says no, as key and values of a sentence (names are filled in when it is read)."""
    if request.kind is Kind.END_ACCESS:
        return None
    why = last_day_over(desk, request) or not_named(desk, request) or _not_given(desk, request, outside)
    if why is None and (rule := desk.rules.conflict({*outside.member_of, *request.groups} - {*request.leaves})):
        return "declined-incompatible", {"groups": sorted(rule.groups), "because": rule.why}
    return why


def not_named(desk: Desk, request: Request) -> Why | None:
    """Whether the settings name a group or a wave no more that would be given or taken; what is held already ends and lasts all the same."""
    if why := wave_not_named(desk, request):
        return why
    asked = () if request.kind in OF_HELD else (*request.groups, *request.leaves)
    gone = next((name for name in asked if name not in desk.rules.groups), "")
    return ("declined-group-unnamed", {"group": gone}) if gone else None


def wave_not_named(desk: Desk, request: Request) -> Why | None:
    """Whether it is about a wave that the settings name no more: nobody can say who would come in by it."""
    wave = str(request.terms.get("wave") or "") if request.kind is Kind.EXPAND_SCOPE else ""
    return (readings.UNNAMED, {"wave": wave}) if wave and wave not in desk.rules.waves else None


def may_still_ask(desk: Desk, request: Request) -> bool:
    """Whether who asked may ask for this now."""
    own = request.kind in FOR_ONESELF and request.requester == request.subject
    allowed = authority.owners(desk)
    if request.kind in OF_JOB:
        allowed |= people.list_administrators(desk)
    return request.requester is None or own or request.requester in allowed


def last_day_over(desk: Desk, request: Request) -> Why | None:
    """Whether what was asked for would end before it began: it was decided, or is tried again, after its last day."""
    dated = request.until if request.kind is not Kind.END_ACCESS and not request.lasts else None
    over = dated is not None and dated <= desk.now
    return ("declined-last-day-over", {}) if over else None


def _not_given(desk: Desk, request: Request, outside: Outside) -> Why | None:
    """Why it cannot be given, by kind."""
    match request.kind:
        case Kind.CHANGE_ROLE:
            return _no_change(desk, request, outside)
        case Kind.EXTEND_ACCESS:
            return extending.refusal(desk, request, outside)
        case Kind.TEST_ACCESS:
            return golive.refusal(desk, request, outside)
    return _no_invitation(desk, request, outside)


def _no_change(desk: Desk, request: Request, outside: Outside) -> Why | None:
    """Why somebody's groups cannot be changed so."""
    user = outside.user
    if user is None:
        lost = bool(request.groups) and desk.c.scalar(_IS_GUEST, {"who": request.subject})
        return "declined-guest-gone" if lost else "declined-not-in-directory", {}
    if request.groups and not user.enabled:
        return "declined-person-disabled", {}
    if request.groups and not user.mail:
        return "declined-no-mail", {}
    if desk.rules.owners_group in request.groups and desk.rules.externals.include(user):
        return "declined-owners-external", {"group": desk.rules.owners_group}
    blocked = blocker(request.groups, outside) or blocker(request.leaves, outside, giving=False)
    return (blocked[0], dict(blocked[1])) if blocked else _nothing_to_do(desk, request, outside)


def _nothing_to_do(desk: Desk, request: Request, outside: Outside) -> Why | None:
    """Whether everything that is asked for is so already."""
    new = _new(desk, request, outside.member_of - golive.on_trial(desk, request.subject))
    if desk.rules.owners_group in request.groups and request.subject not in authority.owners(desk):
        new.add(desk.rules.owners_group)  # a member from outside gets the rights by being asked for
    if request.terms.get("keeps"):
        new |= {*request.groups}
    if request.groups and not new:
        return "declined-already-member", {"group": ", ".join(request.groups)}
    if request.leaves and not set(request.leaves) & outside.member_of:
        if giving := queueing.find_giving(desk, request.subject, request.leaves):
            return "declined-being-given", {"group": ", ".join(request.leaves), "number": giving.number}
        return "declined-no-member", {"group": ", ".join(request.leaves)}
    return None


def _new(desk: Desk, request: Request, member_of: frozenset[str]) -> set[str]:
    """Those of the groups that the person is not in, or would be in for longer."""
    longer = prolonging.prolonged(desk, request.subject, request.groups, request.until)
    return {name for name in request.groups if name not in member_of or name in longer}


def _somebody_else(desk: Desk, request: Request, outside: Outside) -> str:
    """Why it is not who was meant: another guest, an employee, or nobody of our own; "" where it may be."""
    user = outside.user
    if outside.former is not None:
        return "declined-address-moved"
    if (user is not None and not user.is_guest) or people.is_employee(desk, request.subject):
        return "declined-employee"
    ours = user is None and request.domain in {desk.vault.digest(domain) for domain in people.own_domains(desk)}
    return "declined-own-domain" if ours else ""


def _no_invitation(desk: Desk, request: Request, outside: Outside) -> Why | None:
    """Why an external cannot be let in so."""
    user, guest = outside.user, request.option is Option.GUEST
    if why := _somebody_else(desk, request, outside):
        return why, {}
    if user is not None and guest and not user.enabled:
        return "declined-guest-blocked", {}
    blocked = blocker(request.groups if guest else (), outside)
    if blocked:
        return blocked[0], dict(blocked[1])
    if not guest and outside.account is not None and outside.account.active:
        return "declined-account-exists", {}
    if guest and user is not None and not _new(desk, request, outside.member_of):
        return "declined-in-group", {"group": ", ".join(request.groups)}
    return None
