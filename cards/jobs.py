"""The provisioning job in words: its state, the forms that pause it or let it go on, and what a request about it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import Field, Verb, buttons, press, suggestions
from cards.elements import card, facts, line, note, problem, tight, warning
from cards.inputs import LONGEST_REASON, ask_date, ask_text
from cards.words import Text, together, voice_of
from provisioning.domain.states import Kind, State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from microsoft_teams.cards import CardElement, ExecuteAction

    from cards.words import Voice
    from provisioning.views import JobView, PauseFormView, PauseView, RequestView, ResumeFormView

_UNWELL = {
    "quarantine": "why-job-quarantine",
    "not_run": "why-job-not-run",
    "not_configured": "why-job-not-configured",
    "unknown": "why-job-unknown",
}


def job_line(voice: Voice, job: JobView) -> Text:
    """The job's state, how its last cycle ended and when, and when the next one is due."""
    if job.state in _UNWELL:
        return together(voice.say(_UNWELL[job.state], reason=job.reason), _last(voice, job), by=" ")
    if job.state == "paused":
        state = voice.say("job-paused-until", until=job.until) if job.until else voice.say("job-paused-outside")
    else:
        state = voice.say("job-running")
    due = voice.say("job-next", at=job.next_at) if job.next_at else Text()
    return together(state, _last(voice, job), due, by=" ")


def _last(voice: Voice, job: JobView) -> Text:
    return voice.say("job-last", state=job.last_state, at=job.last_ended) if job.last_ended else Text()


def pause_form(view: PauseFormView) -> dict[str, Any]:
    """What a pause does to those who leave, why it is asked, and for how long."""
    voice = voice_of(view.reader)
    body: list[CardElement] = [*_declined(voice, view.declined), tight(job_line(voice, view.job))]
    if Verb.PAUSE_DAY not in view.verbs:
        return card(voice, voice.say("pause-impossible"), body, buttons(voice, view.card, view.verbs))
    body += [
        warning(voice.say("pause-means")),
        ask_text(
            Field.REASON,
            voice.plain("pause-reason"),
            value=view.reason,
            longest=LONGEST_REASON,
            required=voice.plain("pause-reason-error"),
        ),
        ask_date(
            Field.UNTIL,
            voice.plain("pause-until"),
            error=voice.plain("pause-until-error"),
            value=view.until,
            first=view.today,
            last=view.latest,
        ),
        note(voice.say("pause-asks" if view.asks else "pause-ends", until=view.ends)),
    ]
    return card(voice, voice.say("pause-title"), body, _pause_buttons(voice, view))


def _pause_buttons(voice: Voice, view: PauseFormView) -> list[ExecuteAction]:
    day = press(voice, view.card, Verb.PAUSE_DAY, asks=int(view.asks))
    return [day, *buttons(voice, view.card, (Verb.PAUSE_LONGER, Verb.FORM_CANCEL))]


def _declined(voice: Voice, why: tuple[str, Mapping[str, object]] | None) -> list[CardElement]:
    return [problem(voice.say(why[0], **why[1]))] if why else []


def resume_form(view: ResumeFormView) -> dict[str, Any]:
    """What waits for provisioning to go on, and the button that lets it; in the morning, that leavers keep access."""
    voice = voice_of(view.reader)
    body: list[CardElement] = [*_declined(voice, view.declined), line(job_line(voice, view.job))]
    if view.way == "start":
        return _start_form(voice, view, body)
    paused = view.job.state == "paused"
    if paused and view.address:
        body.append(warning(voice.say("held-end", address=view.address)))
    elif paused:
        body.append(warning(voice.say("pause-means")))
        body += [tight(text) for text in _piled_up(voice, view)]
    if view.number:
        body.append(note(voice.say("pause-by", by=view.by, number=view.number)))
    if paused and view.asks:
        body.append(note(voice.say("invite-nothing-yet")))
    return card(voice, _resume_title(voice, view), body, _resume_buttons(voice, view))


def _resume_buttons(voice: Voice, view: ResumeFormView) -> list[ExecuteAction]:
    """By what a press does: it asks, where the settings have somebody decide."""
    asks = dict.fromkeys((Verb.JOB_RESUME, Verb.JOB_START), voice.plain("press-change-ask"))
    return buttons(voice, view.card, view.verbs, asks if view.asks else None)


def _resume_title(voice: Voice, view: ResumeFormView) -> Text:
    if view.job.state != "paused":
        return voice.say("resume-nothing")
    titles = {"reminder": "resume-reminder", "held": "held-title"}
    return voice.say(titles.get(view.way, "resume-title"))


def _piled_up(voice: Voice, view: ResumeFormView) -> list[Text]:
    """What is known without asking Entra about everybody: the last cycle, and Usher's own requests."""
    none = not view.gives and not view.ends
    waits = voice.say("resume-waits-none" if none else "resume-waits", gives=view.gives, ends=view.ends)
    if view.piled is None:
        return [waits, voice.say("resume-outside")]
    p = view.piled
    return [voice.say("resume-piled", wave=p.wave, at=p.at, created=p.created, changed=p.changed, off=p.off), waits]


def _start_form(voice: Voice, view: ResumeFormView, body: list[CardElement]) -> dict[str, Any]:
    if view.job.state != "not_run":
        return card(voice, voice.say("start-nothing"), body, buttons(voice, view.card, view.verbs))
    if view.wave:
        body.append(line(voice.say("start-with-wave", wave=view.wave)))
        typed = suggestions(view.card, [voice.plain("start-preview", wave=view.wave)])
        return card(voice, voice.say("start-title"), body, [*typed, *buttons(voice, view.card, view.verbs)])
    body.append(line(voice.say("start-means")))
    return card(voice, voice.say("start-title"), body, _resume_buttons(voice, view))


def asked(voice: Voice, request: RequestView) -> Text:
    """What is to be decided, as the title of the approver's card."""
    return voice.say("approve-pause-title", until=_pause(request).until)


def about(voice: Voice, request: RequestView) -> Text:
    """What the request is about, in one line."""
    if request.kind is Kind.PAUSE_PROVISIONING:
        return voice.say("about-pause", until=_pause(request).until)
    return voice.say("about-start" if _pause(request).first else "about-resume")


def outcome(voice: Voice, request: RequestView) -> Text:
    """As "Paused, proven 10:42": what Entra said."""
    pause = _pause(request)
    if request.kind is Kind.PAUSE_PROVISIONING:
        return voice.say("done-pause-over") if pause.over else voice.say("done-pause", at=pause.proven)
    return voice.say("done-start" if pause.first else "done-resume", at=pause.proven)


def risks(voice: Voice, request: RequestView) -> list[CardElement]:
    """What whoever decides must know: leavers stay in, and how often it was paused lately."""
    told = [warning(voice.say("pause-means"))]
    if _pause(request).lately:
        told.append(warning(voice.say("pause-again", count=_pause(request).lately)))
    return [*told]


def afterwards(voice: Voice, request: RequestView) -> list[CardElement]:
    """While a pause lasts: what it does to leavers."""
    lasts = request.kind is Kind.PAUSE_PROVISIONING and request.state is State.DELIVERED and not _pause(request).over
    return [tight(voice.say("pause-means"))] if lasts else []


def proof(voice: Voice) -> Text:
    """How it will be proven."""
    return voice.say("job-proof")


def told(voice: Voice, request: RequestView) -> list[tuple[str, Text]]:
    """Labels and values about a request: when a pause ends, and why it was asked."""
    until = _pause(request).until
    why = voice.say("approve-with-reason", who=request.requester, reason=request.reason) if request.reason else Text()
    return [
        (voice.plain("fact-ends"), voice.moment(until) if until else Text()),
        (voice.plain("fact-asked-by"), why),
    ]


def task_facts(voice: Voice, request: RequestView) -> list[CardElement]:
    """The same for whoever does it by hand."""
    return facts(told(voice, request))


def _pause(request: RequestView) -> PauseView:
    if request.pause is None:
        raise ValueError(f"R-{request.number} is not about the job")
    return request.pause
