"""Pausing the provisioning job, and letting it go on: asked by people, or by Usher itself when a pause is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.domain.preview import Preview
from provisioning.domain.states import Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    authority,
    carding,
    checking,
    decidable,
    inviting,
    jobs,
    people,
    requests,
    signing,
    telling,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

Why = tuple[str, dict[str, Any]]
#: A pause of this length needs nobody, once within a week; the longest ends by the end of this many days.
DAY, LONGEST_DAYS = timedelta(days=1), 7
LONGEST_REASON = 1000


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the form says. ``until``: the last day of a longer pause; None for one day from now."""

    until: date | None
    reason: str


def check_may(desk: Desk, member: Member) -> None:
    """Decline everybody but owners and administrators: they look after the job."""
    signing.check_in_charge(desk, member)


def pause(desk: Desk, member: Member, card: Card, wish: Wish) -> int:
    """Ask for a pause; the first of a day within a week is not decided by anybody. Returns the request's number."""
    check_may(desk, member)
    subject = people.organisation(desk)
    people.hold(desk, subject)
    if not wish.reason.strip():
        raise Declined("declined-pause-reason")
    until = _ends(desk, wish.until)
    _check_none_open(desk, subject)
    if why := _no_pause(desk, until):
        raise Declined(why[0], administrator=people.administrator_name(desk), **why[1])
    many = is_many(desk, until)
    _check_approver(desk, member, many=many)
    terms = {"until": until.isoformat(), "many": many}
    number = _submit(desk, Kind.PAUSE_PROVISIONING, member.pseudonym, terms, until=until, reason=wish.reason)
    carding.offer(desk, card, inviting.STATUS_VERBS, kind="status", request=number, revision=1)
    return number


def resume(desk: Desk, member: Member, card: Card, *, first: bool = False) -> int:
    """Have provisioning go on, or with ``first`` begin. Needs nobody. Returns the request's number."""
    check_may(desk, member)
    subject = people.organisation(desk)
    people.hold(desk, subject)
    _check_none_open(desk, subject)
    if why := _no_resume(desk):
        raise Declined(why[0], administrator=people.administrator_name(desk), **why[1])
    number = _submit(desk, Kind.RESUME_PROVISIONING, member.pseudonym, {"first": first})
    carding.offer(desk, card, inviting.STATUS_VERBS, kind="status", request=number, revision=1)
    return number


def end_due(desk: Desk) -> list[int]:
    """The sweep: every pause that is over ends by itself, tried once. Returns the requests made."""
    due = [one for one in jobs.list_pauses(desk) if one.until <= desk.now and one.resume is None]
    return [_end(desk, pause) for pause in due]


def _end(desk: Desk, pause: jobs.Pause) -> int:
    """Usher itself asks that provisioning goes on; who asked for the pause and the administrators see how it went."""
    number = _submit(desk, Kind.RESUME_PROVISIONING, None, {"sponsor": pause.requester, "first": False})
    desk.c.execute(t.pauses.update().where(t.pauses.c.id == pause.id).values(resume=number))
    telling.show_to(desk, number, {pause.requester} | people.list_administrators(desk))
    return number


def _submit(
    desk: Desk,
    kind: Kind,
    requester: str | None,
    terms: dict[str, Any],
    *,
    until: datetime | None = None,
    reason: str = "",
) -> int:
    """Store the request about the organisation and have the worker look at the job."""
    subject = people.organisation(desk)
    number = requests.create(
        desk,
        kind=kind,
        requester=requester,
        subject=subject,
        domain=desk.vault.digest(people.ORGANISATION),
        option=Option.GUEST,
        terms={"sponsor": requester, "groups": [], **terms},
        until=until,
        reason=desk.vault.keep_text(subject, reason[:LONGEST_REASON]),
    )
    desk.audit("request.submitted", actor=requester, request=number, revision=1, subject=subject, kind=kind.value)
    desk.enqueue("check", f"check-{number}-r1", number, 1)
    return number


def _ends(desk: Desk, last: date | None) -> datetime:
    """When a pause ends. Declines a day that is over, and one too far ahead."""
    if last is None:
        return desk.now + DAY
    today = dates.day_of(desk.now, desk.rules.zone)
    latest = today + timedelta(days=LONGEST_DAYS)
    if last < today:
        raise Declined("declined-pause-past")
    if last > latest:
        raise Declined("declined-pause-long", latest=latest)
    return dates.end_of(last, desk.rules.zone)


def is_many(desk: Desk, until: datetime) -> bool:
    """Whether a pause is out of the usual: longer than a day, or not the first within a week."""
    return until > desk.now + DAY or lately(desk) > 0


def lately(desk: Desk) -> int:
    """How many pauses began within a week."""
    query = select(func.count()).select_from(t.pauses).where(t.pauses.c.since > desk.now - jobs.WEEK)
    return int(desk.c.scalar(query) or 0)


def _check_none_open(desk: Desk, subject: str) -> None:
    """Decline while another wish about the job is under way."""
    for kind in (Kind.PAUSE_PROVISIONING, Kind.RESUME_PROVISIONING):
        for other in requests.list_open_for(desk, subject, kind):
            raise Declined("declined-job-busy", number=other.number)


def _check_approver(desk: Desk, member: Member, *, many: bool) -> None:
    """Decline what nobody could decide."""
    decidable.check(
        desk, desk.rules.stages_of(Kind.PAUSE_PROVISIONING, (), (), many=many), involved=(member.pseudonym,)
    )


def _no_pause(desk: Desk, until: datetime | None) -> Why | None:
    """Why the job as it was seen last cannot be paused."""
    job = jobs.get(desk)
    if until is None or until <= desk.now:
        return "declined-pause-over", {}
    if job is not None and job.state == jobs.PAUSED:
        return "declined-paused-already", {}
    return None if job is not None and job.state == jobs.ACTIVE else _not_seen_well(job)


def _no_resume(desk: Desk) -> Why | None:
    """Why it cannot go on: it runs, or Entra itself has stopped it."""
    job = jobs.get(desk)
    if job is not None and job.state == jobs.ACTIVE:
        return "declined-not-paused", {}
    return None if job is not None and job.state in {jobs.PAUSED, jobs.NOT_RUN} else _not_seen_well(job)


def _not_seen_well(job: jobs.JobRow | None) -> Why:
    """Why nobody can do anything with the job from here."""
    if job is not None and job.quarantine:
        return "why-job-quarantine", {"reason": job.quarantine}
    return jobs.UNWELL.get(job.state if job else "", "why-job-unknown"), {}


def refusal(desk: Desk, request: Request) -> Why | None:
    """Why the job, as it was just seen, says no."""
    return _no_pause(desk, request.until) if request.kind is Kind.PAUSE_PROVISIONING else _no_resume(desk)


def judge(desk: Desk, number: int, revision: int) -> None:
    """Judge a submitted request on the job as it was just seen; nothing happens when it has moved on."""
    request = requests.get(desk, number, lock=True)
    if request.revision != revision or request.state not in {State.SUBMITTED, State.VOID}:
        return
    frozen, why = judged(desk, request)
    if why is None:
        checking.ask(desk, request, frozen)
        return
    checking.refuse(desk, request, why)
    if why[0] == "declined-not-paused" and request.requester is None:
        jobs.end_pauses(desk)  # somebody outside was faster


def judged(desk: Desk, request: Request) -> tuple[Preview, Why | None]:
    """What it will change, and why it cannot be, as the job was just seen."""
    return preview_of(request), refusal(desk, request)


def preview_of(request: Request) -> Preview:
    """Nobody is changed by it: what is frozen is that alone."""
    return Preview(option=request.option.value, subject=request.subject, directory="none", account="unchanged")


def begin(desk: Desk, request: Request) -> None:
    """Entra is told to pause: written down before, so that it ends by itself whatever becomes of the proof. Once.

    It takes the place of one that Entra was told of and that was never seen, be it an earlier attempt of its own.
    """
    c = t.pauses.c
    mine = c.request == request.number
    if desk.c.scalar(select(c.id).where(mine, c.ended_at.is_(None))) is not None:
        return
    desk.c.execute(t.pauses.update().where(c.ended_at.is_(None)).values(ended_at=desk.now))
    row = {"since": desk.now, "until": request.until or desk.now, "ended_at": None, "resume": None}
    if not desk.c.execute(t.pauses.update().where(mine).values(row)).rowcount:
        desk.c.execute(t.pauses.insert().values(request=request.number, **row))


def forget(desk: Desk, request: Request) -> None:
    """Entra said no: nothing was paused."""
    desk.c.execute(t.pauses.delete().where(t.pauses.c.request == request.number))


def settle(desk: Desk, request: Request) -> None:
    """It was proven: a pause begins, or every pause is over."""
    if request.kind is Kind.RESUME_PROVISIONING:
        jobs.end_pauses(desk, request=request.number)
        return
    begin(desk, request)
    desk.c.execute(t.pauses.update().where(t.pauses.c.request == request.number).values(since=desk.now))
    day = dates.day_of(request.until or desk.now, desk.rules.zone).isoformat()
    desk.audit("provisioning.paused", request=request.number, subject=request.subject, until=day)
    others = authority.owners(desk) | people.list_administrators(desk)
    telling.show_to(desk, request.number, others - {request.requester} - _have_card(desk, request.number))


def _have_card(desk: Desk, number: int) -> set[str]:
    """Who has a card of the request already."""
    c = t.cards.c
    return set(desk.c.scalars(select(c.recipient).where(c.request == number, c.kind.in_(["status", "approval"]))))


def next_due(desk: Desk) -> list[datetime]:
    """The moments ahead at which a pause ends by itself, or somebody is reminded of it."""
    lasting = jobs.list_pauses(desk)
    ends = [one.until for one in lasting if one.resume is None and one.until > desk.now]
    return ends + [jobs.next_reminder(desk, one) for one in lasting]
