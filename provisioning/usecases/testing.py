"""Test access: the project team gets in first, until go-live. Asked for by oneself, with a form that the worker fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, select, update

from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.domain.states import OPEN, Kind, Option
from provisioning.storage import tables as t
from provisioning.usecases import (
    carding,
    checking,
    counting,
    decidable,
    ending,
    golive,
    inviting,
    people,
    refusing,
    requests,
    telling,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from provisioning.domain.preview import Outside
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.ending import Grant
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

#: What the form offers, at one time or another.
FORM_VERBS = ("test.ask", "test.look", "form.cancel")
FORM = "test_form"

_IS_GRANTED = t.requests.c.number.in_(select(t.grants.c.request).where(t.grants.c.ended_at.is_(None)))
_IS_OPEN = t.requests.c.state.in_([state.value for state in OPEN])
_GRANTED = requests.select_where(t.requests.c.kind == Kind.TEST_ACCESS, _IS_GRANTED, limit=10_000)
#: Whether there may be any that moves with go-live.
IS_GOING = exists().where(t.requests.c.kind == Kind.TEST_ACCESS, _IS_OPEN | _IS_GRANTED)
_GOING = requests.select_where(t.requests.c.kind == Kind.TEST_ACCESS, _IS_OPEN | _IS_GRANTED, limit=10_000)


def open_form(desk: Desk, member: Member, groups: Sequence[str]) -> str:
    """The form's card; the worker looks at once whether its reader is a tester, and what would change. Returns its id."""
    check_open(desk)
    names = check_groups(desk, groups)
    card = carding.issue(
        desk,
        member.pseudonym,
        FORM,
        verbs=FORM_VERBS,
        person=member.pseudonym,
        asked=list(names),
        groups=[],
        state="looking",
        looks=0,
    )
    look(desk, carding.get(desk, card))
    return card


def look(desk: Desk, card: Card) -> None:
    """Have the worker look; the card says that it does."""
    looks = int(card.terms["looks"]) + 1
    carding.change_terms(desk, card, state="looking", looks=looks, why=None, preview=None)
    desk.enqueue("look_for_change", f"change-{card.id}-{looks}", card.id)


def check_open(desk: Desk) -> None:
    """Decline where there is no project team, and once go-live is done."""
    if not desk.rules.rollout.project_team:
        raise Declined("declined-no-project-team", administrator=people.administrator_name(desk))
    if golive.is_done(desk):
        raise Declined("declined-golive-done")


def check_groups(desk: Desk, groups: Sequence[str]) -> tuple[str, ...]:
    """The groups by their names in the settings. Declines what nobody gets to try out: a say, and what is filled elsewhere."""
    names = tuple(sorted({desk.rules.get_group(name).name for name in groups}))
    for name in names:
        if name in desk.rules.guarded_groups:
            raise Declined("declined-test-guarded", group=name)
        if desk.rules.groups[name].followed:
            raise Declined("declined-group-followed", group=name, administrator=people.administrator_name(desk))
    return names


def record_looked(desk: Desk, card: Card, outside: Outside) -> None:
    """The worker has looked: the form shows what would be given, or why it cannot."""
    wanted = [desk.rules.rollout.project_team, *card.terms["asked"]]
    groups = [name for name in dict.fromkeys(wanted) if name not in outside.member_of] or list(card.terms["asked"])
    request = draft(desk, card.recipient, groups)
    why = refusing.refusal(desk, request, outside)
    frozen = None if why else checking.preview_of(desk, request, outside)
    told = {"why": list(why) if why else None, "preview": frozen.to_json() if frozen else None}
    carding.change_terms(desk, card, state="ready", groups=groups, **told)
    carding.show(desk, card.id)


def draft(desk: Desk, person: str, groups: Sequence[str]) -> Request:
    """What the form would ask for, as a request that is stored nowhere: the same rules judge both."""
    return requests.draft(desk, Kind.TEST_ACCESS, person, {"groups": list(groups)}, person)


def submit(desk: Desk, member: Member, card: Card) -> int:
    """Store the request for what the form shows, and have the worker look outside. Returns its number."""
    if card.terms["state"] != "ready" or not card.terms.get("preview"):
        raise Declined("declined-look-first")
    number = ask(desk, member, tuple(card.terms["groups"]))
    carding.offer(desk, card, inviting.STATUS_VERBS, kind="status", request=number, revision=1, terms={})
    return number


def ask(desk: Desk, member: Member, groups: tuple[str, ...]) -> int:
    """Check, store, audit and have the worker look outside. Returns the number."""
    check_open(desk)
    me = member.pseudonym
    people.hold(desk, me)
    counting.check_own(desk, me)
    decidable.check(desk, desk.rules.stages_of(Kind.TEST_ACCESS, groups, ()), involved=(me,))
    replaced = _replace_open(desk, member)
    until = dates.end_of(golive.last_day_now(desk), desk.rules.zone)
    terms = {"groups": list(groups), "sponsor": me, "until_wave": desk.rules.rollout.go_live}
    number = requests.create(
        desk,
        kind=Kind.TEST_ACCESS,
        requester=me,
        subject=me,
        domain=desk.vault.digest(people.domain_of(people.address_of(desk, me))),
        option=Option.GUEST,
        terms=terms | ({"replaces": replaced} if replaced else {}),
        until=until,
    )
    what = {"kind": Kind.TEST_ACCESS.value, "joins": list(groups), "replaces": replaced}
    desk.audit("request.submitted", actor=me, request=number, revision=1, subject=me, **what)
    desk.enqueue("check", f"check-{number}-r1", number, 1)
    return number


def _replace_open(desk: Desk, member: Member) -> int | None:
    """One's own open request is replaced while nothing was decided."""
    for other in requests.list_open_for(desk, member.pseudonym, Kind.TEST_ACCESS):
        if inviting.replace(desk, member, other.number, people.address_of(desk, member.pseudonym)):
            return other.number
    return None


# --- the end, which is go-live's ------------------------------------------------------------------------------------------


def move(desk: Desk, moment: datetime | None = None) -> int:
    """Have every test access end with go-live, at ``moment`` or as it is set now; how many moved.

    Nothing moves while a go-live waits for a decision, nor once it is done.
    """
    going = _going(desk)
    if not going:
        return 0
    if moment is None and (golive.is_asked(desk) or golive.is_done(desk)):
        return 0
    return sum(_move_one(desk, request, moment) for request in going)


def _going(desk: Desk) -> list[Request]:
    """Requests for test access that are open, or whose grant runs, and that end with this go-live."""
    return [one for one in requests.list_by(desk, _GOING) if one.terms.get("until_wave") == desk.rules.rollout.go_live]


def _move_one(desk: Desk, request: Request, moment: datetime | None) -> bool:
    """Move the end of one; whether it was another."""
    zone = desk.rules.zone
    day = dates.day_of(moment, zone) if moment else golive.last_day(desk, request.submitted_at)
    until = dates.end_of(day, zone)
    if until == request.until:
        return False
    requests.change(desk, request.number, until=until)
    running = (t.grants.c.request == request.number) & t.grants.c.ended_at.is_(None)
    desk.c.execute(update(t.grants).where(running).values(until=until, warned=None))
    desk.audit("grant.moved", request=request.number, subject=request.subject, until=day.isoformat())
    carding.show_all(desk, request.number)
    return True


def end_all(desk: Desk, wave: str) -> list[int]:
    """``wave`` is proven: the test access that was given until then ends; the numbers of the ends.

    Whose own access by the wave is not proven keeps the test's, until it is, or a week after its last day.
    """
    people_of: dict[str, list[Grant]] = {}
    for grant in _tests_until(desk, wave):
        people_of.setdefault(grant.person, []).append(grant)
    waiting = _unproven(desk, wave)
    return [number for person in sorted({*people_of} - waiting) for number in _end(desk, person, people_of[person])]


def _tests_until(desk: Desk, wave: str) -> list[Grant]:
    """What test access until this wave gives now."""
    numbers = requests.list_by(desk, _GRANTED)
    return ending.grants_of(desk, [one.number for one in numbers if one.terms.get("until_wave") == wave])


def _unproven(desk: Desk, wave: str) -> set[str]:
    """Those whom the wave gives something that was not read back yet."""
    request = golive.find_request(desk, wave)
    if request is None:
        return set()
    r, c = t.readings.c, t.lines.c
    reading = select(r.id).where(r.request == request.number).order_by(r.id.desc()).limit(1).scalar_subquery()
    gives = c.change.in_(["created", "changed", "taken_over", "fails"])
    unseen = c.state.is_(None) | (c.state != "proven")
    return set(desk.c.scalars(select(c.pseudonym).where(c.reading == reading, gives, unseen)))


def _end(desk: Desk, person: str, grants: Sequence[Grant]) -> list[int]:
    """End one person's test access, and tell them; what is being ended already is left out."""
    people.hold(desk, person)
    left = ending.not_taken(desk, grants)
    if not left:
        return []
    numbers = ending.submit(desk, person, left, why="golive", requester=None)
    for number in numbers:
        telling.show_to(desk, number, {person})
    return numbers
