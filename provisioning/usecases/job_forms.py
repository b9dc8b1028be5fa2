"""The cards about the provisioning job: the form that pauses it, the one that lets it go on, and the morning's reminder."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning import views
from provisioning.domain import dates
from provisioning.domain.states import Kind, State, StepState
from provisioning.storage import tables as t
from provisioning.usecases import carding, gating, jobs, pausing, people, reading, readings, requests

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member

PAUSE_VERBS = ("pause.day", "pause.longer", "form.cancel")
RESUME_VERBS = ("job.resume", "job.start", "form.cancel", "say")
#: Reasons of a step that waits for Entra's next cycle.
HELD = frozenset({"why-waits-for-cycle", "why-held-give", "why-held-end", "why-held-give-open", "why-held-end-open"})

_GOING = requests.WAVES.where(t.requests.c.state == State.EXECUTING.value)


def open_pause(desk: Desk, member: Member) -> str:
    """The form that asks whether provisioning shall pause. The worker looks at the job meanwhile. Returns its id."""
    pausing.check_may(desk, member)
    return _looked_at(desk, carding.issue(desk, member.pseudonym, "pause_form", verbs=PAUSE_VERBS))


def open_resume(desk: Desk, member: Member, *, first: bool) -> str:
    """The form that asks whether provisioning shall go on, or with ``first`` start. Returns its id."""
    pausing.check_may(desk, member)
    way = "start" if first else "resume"
    return _looked_at(desk, carding.issue(desk, member.pseudonym, "resume_form", verbs=RESUME_VERBS, way=way))


def _looked_at(desk: Desk, card: str) -> str:
    """Have the worker look at the job for a card that is sent now."""
    carding.change_terms(desk, carding.get(desk, card), seen=jobs.view_of(desk).state)
    desk.enqueue("look_at_job", f"job-{card}", card)
    return card


def show_if_changed(desk: Desk, card: str) -> None:
    """The job was looked at for this card: shown anew where its state is another, since what was typed would be lost."""
    found, state = carding.get(desk, card), jobs.view_of(desk).state
    if found.terms.get("seen", state) != state:
        carding.change_terms(desk, found, seen=state)
        carding.show(desk, card)


def pause_form(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """The form of a pause with what was typed, which is stored nowhere."""
    today, typed = dates.day_of(desk.now, desk.rules.zone), marks.get("values", {})
    job = jobs.view_of(desk)
    ends = desk.now + pausing.DAY
    return views.PauseFormView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        job=job,
        ends=ends,
        asks=pausing.is_many(desk, ends),
        until=typed.get("until"),
        today=today,
        latest=today + timedelta(days=pausing.LONGEST_DAYS),
        reason=str(typed.get("reason", "")),
        verbs=PAUSE_VERBS if job.state == "running" else ("form.cancel",),
        declined=_declined(desk, marks),
    )


def resume_form(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """What has piled up as far as it is known, and the button that lets it go on."""
    job, way = jobs.view_of(desk), str(card.terms["way"])
    lasting = next(iter(jobs.list_pauses(desk)), None)
    gives, ends = waiting(desk)
    wave = _wave_first(desk) if way == "start" else ""
    return views.ResumeFormView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        job=job,
        way=way,
        by=people.names_of(desk, [lasting.requester])[lasting.requester] if lasting else "",
        number=lasting.request if lasting else 0,
        gives=gives,
        ends=ends,
        wave=wave,
        piled=_piled_up(desk) if job.state == "paused" else None,
        address=people.address_of(desk, str(card.terms["person"])) if way == "held" else "",
        asks=bool(desk.rules.stages_of(Kind.RESUME_PROVISIONING, (), ())),
        verbs=_resume_verbs(way, job.state, wave),
        declined=_declined(desk, marks),
    )


def _resume_verbs(way: str, state: str, wave: str) -> tuple[str, ...]:
    """What may be pressed now."""
    cancels = ("form.cancel",) if way in {"resume", "start"} else ()
    if way == "start" and state == "not_run":
        return cancels if wave else ("job.start", *cancels)
    return ("job.resume", *cancels) if state == "paused" else cancels


def _declined(desk: Desk, marks: Mapping[str, Any]) -> tuple[str, Mapping[str, object]] | None:
    """Why the last press was declined."""
    why = marks.get("declined")
    return (why[0], {"administrator": people.administrator_name(desk), **why[1]}) if why else None


def _wave_first(desk: Desk) -> str:
    """The wave that starting belongs to; "" where one was opened, is being opened, or there is none."""
    going = requests.list_by(desk, _GOING)
    return "" if going or gating.opened(desk) else next(iter(desk.rules.waves), "")


def waiting(desk: Desk) -> tuple[int, int]:
    """How many open requests of Usher's own wait for Entra's next cycle: that give or change access, and that end it."""
    r, s = t.requests.c, t.steps.c
    query = (
        select(r.number, r.kind, s.why)
        .select_from(t.steps.join(t.requests, (r.number == s.request) & (r.revision == s.revision)))
        .where(r.state == State.EXECUTING.value, s.key == "prove", s.state == StepState.RUNNING.value)
    )
    held = [row.kind for row in desk.c.execute(query) if row.why and row.why[0] in HELD]
    ends = held.count(Kind.END_ACCESS.value)
    return len(held) - ends, ends


def _piled_up(desk: Desk) -> views.PiledView | None:
    """What the newest preview of an open wave found since the last cycle; nobody is compared for it."""
    job = jobs.get(desk)
    found = [readings.latest(desk, wave) for wave in gating.opened(desk)]
    since = job.last_ended if job else None
    made = [one for one in found if one and one.read_at and since and one.read_at > since]
    if not made:
        return None
    newest = max(made, key=lambda one: one.id)
    return views.PiledView(
        wave=newest.wave,
        at=newest.read_at or desk.now,
        created=newest.counts.get("created", 0),
        changed=newest.counts.get("changed", 0),
        off=newest.counts.get("switched_off", 0),
    )


def remind(desk: Desk) -> int:
    """The sweep: on each working morning of a pause its requester and the administrators hear that leavers keep access."""
    due = [one for one in jobs.list_pauses(desk) if jobs.next_reminder(desk, one) <= desk.now]
    for pause in due:
        desk.c.execute(t.pauses.update().where(t.pauses.c.id == pause.id).values(reminded_at=desk.now))
        # of its request, so that it is shown anew when the pause ends
        about = {"request": pause.request, "verbs": RESUME_VERBS, "way": "reminder"}
        carding.send(desk, {pause.requester} | people.list_administrators(desk), "resume_form", **about)
    return len(due)
