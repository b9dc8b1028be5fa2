"""When go-live is, and what hangs on it: test access ends with it, moves with its date, and is judged here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning.domain import dates
from provisioning.domain.changeable import blocker
from provisioning.domain.states import OPEN, RETRYABLE, Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import authority, people, prolonging, requests

if TYPE_CHECKING:
    from provisioning.domain.ports import DirectoryUser
    from provisioning.domain.preview import Outside
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

Why = tuple[str, dict[str, Any]]

#: Somebody's decision is still open: what was the date stays it until then.
_ASKED = frozenset({State.SUBMITTED, State.PENDING, State.NARROWED})
#: States in which the wave's own moment counts.
_DATED = (OPEN | RETRYABLE) - _ASKED
#: So long beyond its last day test access waits for a go-live that is under way.
GRACE = timedelta(days=7)

_DELIVERED = requests.WAVES.where(t.requests.c.state == State.DELIVERED)
_GIVEN = (
    select(t.requests.c.kind, t.grants.c.gives)
    .join(t.requests, t.requests.c.number == t.grants.c.request)
    .where(t.grants.c.person == bindparam("person"), t.grants.c.ended_at.is_(None))
)


def find_request(desk: Desk, wave: str, *, back: bool | None = False) -> Request | None:
    """The newest request that brings ``wave`` into the scope, or takes it ``back``, or either (None)."""
    every = requests.list_by(desk, requests.WAVES)
    mine = [one for one in every if one.terms.get("wave") == wave]
    return next((one for one in mine if back is None or bool(one.terms.get("back")) is back), None)


def is_done(desk: Desk) -> bool:
    """Whether go-live was proven, and not taken back since."""
    every = requests.list_by(desk, _DELIVERED)
    newest = next((one for one in every if one.terms.get("wave") == desk.rules.rollout.go_live), None)
    return newest is not None and not newest.terms.get("back")


def is_asked(desk: Desk) -> bool:
    """Whether a go-live waits for somebody's decision, so that its date is open."""
    request = find_request(desk, desk.rules.rollout.go_live)
    return request is not None and request.state in _ASKED


def day_of(desk: Desk) -> date | None:
    """The day of go-live: as approved, else as planned in the settings and not past; None while nobody has set one."""
    name, zone = desk.rules.rollout.go_live, desk.rules.zone
    request = find_request(desk, name)
    if request is not None and request.state in _DATED and request.terms.get("at"):
        return dates.day_of(datetime.fromisoformat(request.terms["at"]), zone)
    planned = desk.rules.waves[name].planned if name in desk.rules.waves else None
    return planned if planned and planned >= dates.day_of(desk.now, zone) else None


def last_day(desk: Desk, since: datetime) -> date:
    """The last day of test access that was asked for at ``since``: go-live's, else the longest that the settings allow."""
    longest = dates.day_of(since, desk.rules.zone) + timedelta(days=desk.rules.rollout.test_days)
    return day_of(desk) or longest


def last_day_now(desk: Desk) -> date:
    """The last day of test access that is asked for now; today at the earliest, however late go-live is."""
    return max(last_day(desk, desk.now), dates.day_of(desk.now, desk.rules.zone))


def holds(desk: Desk, number: int, until: datetime) -> bool:
    """Whether what request ``number`` gave outlives its last day: test access, while its go-live is under way or to be retried."""
    wave = requests.get(desk, number).terms.get("until_wave")
    request = find_request(desk, wave) if wave else None
    return request is not None and request.state in OPEN | RETRYABLE and desk.now < until + GRACE


def is_over(desk: Desk, number: int, until: datetime | None) -> bool:
    """Whether the last day of what request ``number`` gave has passed and nothing holds it: it is no reason to keep access."""
    return until is not None and until <= desk.now and not holds(desk, number, until)


def on_trial(desk: Desk, person: str) -> frozenset[str]:
    """The groups that somebody has for testing alone: to be asked for as what stays after go-live."""
    rows = desk.c.execute(_GIVEN, {"person": person}).all()
    tested = {name for row in rows if row.kind == Kind.TEST_ACCESS for name in row.gives["groups"]}
    kept = {name for row in rows if row.kind != Kind.TEST_ACCESS for name in row.gives["groups"]}
    before = desk.c.scalars(prolonging.HELD_BEFORE, {"person": person}) if tested else ()
    return frozenset(tested - kept - set(before))


# --- who gets test access -----------------------------------------------------------------------------------------------


def refusal(desk: Desk, request: Request, outside: Outside) -> Why | None:
    """Why somebody gets no test access: it is for the project team, by the settings or as Entra has it."""
    team, user = desk.rules.rollout.project_team, outside.user
    if user is None:
        return "declined-not-in-directory", {}
    if team not in outside.member_of and not _is_named(desk, request.subject):
        return "declined-not-tester", {}
    if is_done(desk):
        return "declined-golive-done", {}
    return _unable(user) or _nothing_new(request, outside, team) or _blocked(request, outside)


def _unable(user: DirectoryUser) -> Why | None:
    """Why the platform would not take the person."""
    if not user.enabled:
        return "declined-person-disabled", {}
    return None if user.mail else ("declined-no-mail", {})


def _nothing_new(request: Request, outside: Outside, team: str) -> Why | None:
    """Whether the person is in every group already."""
    if not set(request.groups) - outside.member_of:
        return "declined-tester-already", {"group": ", ".join(request.groups or (team,))}
    return None


def _is_named(desk: Desk, person: str) -> bool:
    """Whether the settings name the person as a tester."""
    return any(desk.vault.find(address) == person for address in desk.rules.rollout.testers)


def may_test(desk: Desk, person: str) -> bool:
    """Whether the person belongs to those who test, as far as known here, and there is something to test yet."""
    team = desk.rules.rollout.project_team
    member = bool(team) and person in authority.members_of(desk, team)
    return bool(team) and (member or _is_named(desk, person)) and not is_done(desk)


def _blocked(request: Request, outside: Outside) -> Why | None:
    """Why a group cannot be given. One that comes with its wave is not to be assigned before, whoever could."""
    blocked = blocker(request.groups, outside)
    if blocked is None:
        return None
    key = "declined-test-early" if blocked[0] == "declined-group-out-of-scope" else blocked[0]
    return key, dict(blocked[1])


def by_rule(desk: Desk, request: Request) -> dict[str, Any]:
    """What a request keeps of the rule that approved it, visibly; nothing where nobody needs to approve."""
    policy = desk.rules.policies[request.kind]
    if not policy.by_rule:
        return {}
    replace(desk, way="rule").audit(
        "decision.by_rule",
        request=request.number,
        revision=request.revision,
        subject=request.subject,
        policy=policy.name,
    )
    return {"terms": {**request.terms, "rule": policy.name}}


def who_can_add(desk: Desk, who: str | None) -> list[str]:
    """At most two owners' names, for "Olivia or Adam can add you": others than ``who`` reads it."""
    others = sorted(authority.owners(desk) - {who})
    return sorted(people.names_of(desk, others[:2]).values())
