"""Views about the provisioning job: its state, the forms, and the cards of a request that pauses it or lets it go on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from provisioning.domain.states import Kind, State, StepState
from provisioning.views import (
    ApprovalCardView,
    JobView,
    PauseFormView,
    PauseView,
    PiledView,
    ResumeFormView,
    StatusCardView,
    StepView,
    TaskCardView,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provisioning.views import CardView, Reader, RequestView

AT = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
UNTIL = datetime(2026, 11, 25, 8, 12, tzinfo=UTC)
RUNNING = JobView(state="running", last_state="Succeeded", last_ended=AT, next_at=UNTIL)
PAUSED = JobView(state="paused", last_state="EntryLevelErrors", last_ended=AT, until=UNTIL)
STOPPED = JobView(state="quarantine", reason="TooManyDeletes", last_state="Failed", last_ended=AT)
JOBS = (
    RUNNING,
    PAUSED,
    STOPPED,
    replace(PAUSED, until=None),
    replace(STOPPED, reason="EncounteredQuarantineException"),
    replace(STOPPED, reason="Unknown"),
    JobView(state="not_run"),
    JobView(state="not_configured"),
    JobView(state="unknown"),
)
PAUSE_VERBS = ("pause.day", "pause.longer", "form.cancel")


def pause_form(card: str, reader: Reader, **changes: Any) -> PauseFormView:
    """As it is when the job runs."""
    view = PauseFormView(
        card=card,
        reader=reader,
        job=RUNNING,
        ends=UNTIL,
        asks=False,
        until=None,
        today=date(2026, 11, 24),
        latest=date(2026, 12, 1),
        reason="Payroll is merged",
        verbs=PAUSE_VERBS,
    )
    return replace(view, **changes)


def forms(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """The two forms in each state of the job, and the reminder."""
    yield "pause-again", pause_form(card, reader, asks=True, until=date(2026, 11, 30))
    yield "pause-declined", pause_form(card, reader, declined=("declined-pause-reason", {}))
    for job in JOBS:
        name = f"{job.state}-{job.reason}-{bool(job.until)}"
        verbs = PAUSE_VERBS if job.state == "running" else ("form.cancel",)
        yield f"pause-{name}", pause_form(card, reader, job=job, verbs=verbs)
        for way in ("resume", "start", "reminder"):
            goes = {("paused", "resume"): ("job.resume",), ("paused", "reminder"): ("job.resume",)}
            starts = ("job.start",) if (job.state, way) == ("not_run", "start") else ()
            offered = (*goes.get((job.state, way), starts), *(() if way == "reminder" else ("form.cancel",)))
            yield (
                f"resume-{way}-{name}",
                ResumeFormView(
                    card=card, reader=reader, job=job, way=way, by="Olivia", number=12, ends=1, verbs=offered
                ),
            )
    waits = ResumeFormView(card=card, reader=reader, job=PAUSED, way="resume", gives=12, ends=1, verbs=("job.resume",))
    yield "resume-waiting", waits
    piled = PiledView(wave="project-team", at=AT, created=12, changed=0, off=1)
    yield "resume-piled-up", replace(waits, piled=piled)
    yield "resume-asks", replace(waits, asks=True)
    yield "resume-nothing-waits", replace(waits, gives=0, ends=0)
    yield "resume-held", replace(waits, way="held", address="consultant@fabrikam.example")
    yield "resume-declined", replace(waits, declined=("declined-not-paused", {}))
    yield (
        "start-first-the-wave",
        replace(waits, way="start", job=JobView(state="not_run"), wave="project-team", verbs=()),
    )


def about_job(kind: Kind, request: RequestView, **changes: Any) -> RequestView:
    """A request about the job, made of any other."""
    pause = PauseView(until=UNTIL if kind is Kind.PAUSE_PROVISIONING else None, **changes)
    return replace(
        request, kind=kind, address="Contoso", name="Contoso", groups=(), until=None, proof=None, pause=pause
    )


def requests(card: str, reader: Reader, in_state: Callable[[State], RequestView]) -> Iterator[tuple[str, CardView]]:
    """The cards of each kind in each state."""
    for kind in (Kind.PAUSE_PROVISIONING, Kind.RESUME_PROVISIONING):
        key = "pause" if kind is Kind.PAUSE_PROVISIONING else "resume"
        for state in State:
            told = about_job(kind, in_state(state), proven=AT)
            told = replace(told, steps=_steps(key, StepState.RUNNING))
            yield f"status-{key}-{state}", StatusCardView(card=card, reader=reader, request=told, verbs=())
        for where in StepState:
            working = replace(about_job(kind, in_state(State.EXECUTING)), steps=_steps(key, where))
            yield f"status-{key}-step-{where}", StatusCardView(card=card, reader=reader, request=working, verbs=())
        for why in (f"why-task-{key}", "why-task-start"):
            step = StepView(key=key, about="", state=StepState.RUNNING, why=why)
            todo = replace(about_job(kind, in_state(State.EXECUTING)), steps=(step,))
            yield f"task-{key}-{why}", TaskCardView(card=card, reader=reader, request=todo, verbs=("request.done",))
    done = in_state(State.DELIVERED)
    started = about_job(Kind.RESUME_PROVISIONING, done, proven=AT, first=True)
    yield "status-started", StatusCardView(card=card, reader=reader, request=started, verbs=())
    over = about_job(Kind.PAUSE_PROVISIONING, done, proven=AT, over=True)
    yield "status-pause-over", StatusCardView(card=card, reader=reader, request=over, verbs=())


def _steps(key: str, state: StepState) -> tuple[StepView, ...]:
    return tuple(StepView(key=one, about="", state=state) for one in ("recheck", key, "prove"))


def approvals(approval: ApprovalCardView) -> Iterator[tuple[str, CardView]]:
    """What an approver of a pause reads."""
    for lately in (0, 1, 2):
        pause = about_job(Kind.PAUSE_PROVISIONING, approval.request, lately=lately)
        yield f"approval-pause-{lately}", replace(approval, request=pause, confirm=False)
    yield (
        "approval-pause-decided",
        replace(approval, request=about_job(Kind.PAUSE_PROVISIONING, approval.request), verbs=()),
    )


def job_cards(
    card: str, reader: Reader, approval: ApprovalCardView, in_state: Callable[[State], RequestView]
) -> list[tuple[str, CardView]]:
    """All of them by name."""
    return [*forms(card, reader), *requests(card, reader, in_state), *approvals(approval)]
