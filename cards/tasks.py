"""What an administrator does by hand, where Usher may not: said step by step, and believed when it is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards import jobs, wave_requests
from cards.actions import buttons
from cards.changes import lost_in_words
from cards.elements import card, facts, footer, line, note, tight
from cards.outcome import about, asker, known_of, takes_away
from cards.roles import of_groups
from cards.status import heading
from cards.steps import answer_in_words, steps_in_words
from cards.words import Text, voice_of
from provisioning.domain.plan import TASKS_OF_ADMINISTRATORS
from provisioning.domain.states import OF_JOB, State, StepState

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import RequestView, TaskCardView


def task_card(view: TaskCardView) -> dict[str, Any]:
    """The card of one request's tasks; when nothing is left to do it tells how the request ended or goes on."""
    voice, request = voice_of(view.reader), view.request
    todo = _todo(voice, request) if view.verbs else []
    body: list[CardElement] = [line(text) for text in todo]
    body += [*answer_in_words(voice, request.steps), note(voice.say("task-seen"))] if todo else []
    body += [] if todo else _how_it_went(voice, request)
    body += jobs.task_facts(voice, request) if request.kind in OF_JOB else facts(_facts(voice, request))
    body.append(footer(voice.say("status-footer", number=request.number, requester=asker(voice, request))))
    title = voice.say("task-title") if todo else _after(voice, request)
    return card(voice, title, body, buttons(voice, view.card, view.verbs))


def _todo(voice: Voice, request: RequestView) -> list[Text]:
    """A sentence for each step that waits for an administrator."""
    waiting = [step for step in request.steps if step.state is not StepState.DONE]
    mine = [step for step in waiting if step.why in TASKS_OF_ADMINISTRATORS]
    known = known_of(request)
    return [voice.say(step.why, **known | {"group": step.about} | dict(step.values or {})) for step in mine]


def _how_it_went(voice: Voice, request: RequestView) -> list[CardElement]:
    """The steps; of what was taken back by whom: nobody is asked to do anything any more."""
    if request.state is State.CANCELLED:
        return [line(voice.say(request.why, **known_of(request)))] if request.why else []
    return [tight(step) for step in steps_in_words(voice, request.steps, known_of(request))]


def _after(voice: Voice, request: RequestView) -> Text:
    return voice.say("task-done") if request.state is State.EXECUTING else heading(voice, request)


def _facts(voice: Voice, request: RequestView) -> list[tuple[str, Text]]:
    if request.wave:
        return [(voice.plain("fact-change"), about(voice, request)), *wave_requests.facts_of(voice, request)]
    if takes_away(request):
        return [(voice.plain("fact-loses"), _lost(voice, request))]
    until = voice.say("until-end", until=request.until) if request.until else voice.say("no-end")
    return [
        (voice.plain("fact-gets"), of_groups(voice, request.groups)),
        (voice.plain("fact-ends"), until),
        (voice.plain("fact-sponsor"), voice.names([request.sponsor])),
    ]


def _lost(voice: Voice, request: RequestView) -> Text:
    """The roles that go; where none can be read, the groups that are left or the grants that end."""
    told = lost_in_words(voice, request.change) if request.change else Text()
    left = request.change.leaves if request.change else request.leaves
    return told or voice.names(left or [group.name for group in request.groups])
