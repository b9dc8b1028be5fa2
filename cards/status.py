"""A request's card for who asked: where it stands, what was done, what was not, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards import blocking, jobs, questions, takeover, wave_requests
from cards.actions import Verb, buttons
from cards.announcing import announcement
from cards.changes import effects_in_words, keeps_in_words, last_group, moves_in_words
from cards.elements import card, facts, footer, line, note, problem, tight, warning
from cards.fixing import fixing_card
from cards.outcome import (
    about,
    asker,
    decided,
    ended_in_words,
    ends_in_words,
    known_of,
    outcome,
    proof_gaps,
    standing,
)
from cards.roles import of_groups
from cards.steps import answer_in_words, steps_done, steps_in_words
from cards.words import Text, voice_of
from provisioning.domain.states import (
    CALLED_OFF,
    FOR_ONESELF,
    OF_JOB,
    OF_MEMBERS,
    OPEN,
    RETRYABLE,
    Kind,
    State,
    StepState,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import AskedView, Delivery, RequestView, StatusCardView, StepView

_WORKING = frozenset({State.APPROVED, State.EXECUTING})
#: States in which whoever asked reads what moved since it was approved.
_ASKED_AGAIN = frozenset({State.VOID, State.PENDING})
#: States in which something was done, so that the steps are worth reading.
_WITH_STEPS = _WORKING | RETRYABLE | {State.DELIVERED}


def status_card(view: StatusCardView) -> dict[str, Any]:
    """The card for one request in its present state."""
    voice, request = voice_of(view.reader), view.request
    if view.fixes:
        return fixing_card(voice, view)
    titles = {Verb.CANCEL: voice.plain("press-form-cancel")} if Verb.TAKE_OVER in view.verbs else None
    pressed = buttons(voice, view.card, view.verbs, titles)
    if view.announcing:
        told = [line(about(voice, request)), *announcement(voice, request), _footer(voice, request)]
        return card(voice, heading(voice, request), told, pressed)
    body: list[CardElement] = [problem(voice.say(view.error))] if view.error else []
    body += [line(about(voice, request)), *_sentences(voice, request)]
    body += questions.thread(voice, *questions.of(voice, request))
    body += wave_requests.standing(voice, request)
    if request.state in _WITH_STEPS and not (request.state is State.DELIVERED and (request.proof or request.wave)):
        body += [tight(step) for step in steps_in_words(voice, _begun(request), known_of(request))]
        body += answer_in_words(voice, request.steps)
    body += _afterwards(voice, request, view.verbs)
    body += blocking.told(voice, request.block, view.verbs)
    body += questions.answering(voice) if Verb.QUESTION_ANSWER in view.verbs else []
    body += facts(_facts(voice, request))
    body.append(_footer(voice, request))
    if request.trace:
        body.append(note(voice.say("reference", trace=request.trace)))
    asked = request.questions[-1] if Verb.QUESTION_ANSWER in view.verbs and request.questions else None
    title = voice.say("question-title", by=asked.by, number=request.number) if asked else heading(voice, request)
    return card(voice, title, body, pressed)


def _begun(request: RequestView) -> list[StepView]:
    """The steps to tell: where a request has come to nothing, none waits any more."""
    over = request.state in RETRYABLE
    return [step for step in request.steps if not (over and step.state is StepState.WAITING)]


def heading(voice: Voice, request: RequestView) -> Text:
    """Where the request stands, as the title of a card."""
    if request.state is State.DELIVERED:
        return outcome(voice, request)
    if request.takeover and request.takeover.asks:
        return voice.say("takeover-title")
    if request.state is State.SCHEDULED and request.wave:
        return wave_requests.scheduled(voice, request.wave)
    if request.kind is Kind.END_ACCESS and request.state in _WORKING:
        return voice.say("status-end-working")
    return standing(voice, request)


def _sentences(voice: Voice, request: RequestView) -> list[CardElement]:
    said = (_state_in_words(voice, request), _ended_why(voice, request), _over(voice, request))
    told: list[CardElement] = [line(text) for text in said if text]
    if request.takeover and request.takeover.asks:
        told = takeover.question(voice, request, request.takeover)
    if request.state in OPEN:
        told += takeover.standing(voice, request)
    if request.replaces and request.state in {State.SUBMITTED, State.PENDING}:
        told.append(line(voice.say("notice-replaces", number=request.replaces)))
    if request.stops and request.state not in CALLED_OFF:
        told.append(line(voice.say("notice-stops", number=request.stops)))
    if request.state is State.PENDING:
        told += not_reached(voice, request.asked)
    if request.state not in RETRYABLE and not request.ended:
        told += _why(voice, request)
    if request.state in _ASKED_AGAIN and request.moved_from and request.change and not request.wave:
        told += [tight(text) for text in moves_in_words(voice, request.moved_from, request.change)]
    return [*told, *(tight(text) for text in proof_gaps(voice, request))]


def _over(voice: Voice, request: RequestView) -> Text:
    """That nothing of what it gave is held any more."""
    return ended_in_words(voice, request.ended.by, request.ended.why) if request.ended else Text()


def _why(voice: Voice, request: RequestView) -> list[CardElement]:
    return [line(voice.say(request.why, **known_of(request)))] if request.why else []


def not_reached(voice: Voice, asked: Sequence[AskedView]) -> list[CardElement]:
    """Whom no card reaches, by the reason that Teams gives; a line for each reason."""
    lost: dict[Delivery, list[str]] = {}
    for one in asked:
        if one.delivery.is_lost:
            lost.setdefault(one.delivery, []).append(one.name)
    return [warning(voice.say(f"say-{why.replace('_', '-')}", names=names)) for why, names in lost.items()]


def _state_in_words(voice: Voice, request: RequestView) -> Text:
    told = _SENTENCES.get(request.state)
    return told(voice, request) if told else Text()


def _pending(voice: Voice, request: RequestView) -> Text:
    if not request.asked:
        return voice.say("say-pending-nobody")
    return voice.say("say-pending", asked=[asked.name for asked in request.asked])


def _scheduled(voice: Voice, request: RequestView) -> Text:
    at = None if request.wave else request.looks_again
    return voice.say("say-scheduled-at", at=at) if at else voice.say("say-scheduled")


def _narrowed(voice: Voice, request: RequestView) -> Text:
    by = _deciders(request, approved=True)[-1:]  # who approved before the last step had all of it in mind
    if request.until and request.asked_until and request.until != request.asked_until:
        return voice.say("say-narrowed-until", by=by, until=request.until, instead=voice.day(request.asked_until))
    if request.until and not request.asked_until:
        return voice.say("say-narrowed-end", by=by, until=request.until)
    return voice.say("say-narrowed", by=by) if by else Text()


def _standing_still(voice: Voice, request: RequestView) -> Text:
    return voice.say(f"say-{request.state}")


def _deciders(request: RequestView, *, approved: bool) -> list[str]:
    return [one.by for one in request.decisions if one.approved is approved]


def _approved(voice: Voice, request: RequestView) -> Text:
    by = _deciders(request, approved=True)
    if request.rule:
        return voice.say("say-by-rule", rule=request.rule)
    return voice.say("say-approved", by=by) if by else voice.say("say-no-approval")


def _undone(voice: Voice, request: RequestView) -> Text:
    if request.wave and request.wave.progress and request.state is State.PARTIALLY_DELIVERED:
        return wave_requests.partly(voice, request.wave)
    key = "say-failed" if request.state is State.FAILED else "say-partly"
    return voice.say(key, **steps_done(request.steps))


def _rejected(voice: Voice, request: RequestView) -> Text:
    last = next((one for one in reversed(request.decisions) if not one.approved), None)
    if last is None:
        return Text()
    if last.reason:
        return voice.say("say-rejected", by=last.by, reason=last.reason)
    return voice.say("say-rejected-bare", by=last.by)


#: The sentence under the title; a state that is not here says all in its title.
_SENTENCES: dict[State, Callable[[Voice, RequestView], Text]] = {
    State.SUBMITTED: _standing_still,
    State.PENDING: _pending,
    State.NARROWED: _narrowed,
    State.APPROVED: _approved,
    State.SCHEDULED: _scheduled,
    State.EXECUTING: _approved,
    State.PARTIALLY_DELIVERED: _undone,
    State.FAILED: _undone,
    State.VOID: _standing_still,
    State.REJECTED: _rejected,
}


def _ended_why(voice: Voice, request: RequestView) -> Text:
    happens = request.kind is Kind.END_ACCESS and request.state in _WITH_STEPS
    if not happens or not request.ended_why:
        return Text()
    return voice.say(f"say-ended-{request.ended_why.replace('_', '-')}")


def _afterwards(voice: Voice, request: RequestView, verbs: tuple[str, ...]) -> list[CardElement]:
    told: list[CardElement] = jobs.afterwards(voice, request)
    if request.looks_again and request.state in _WORKING:
        told.append(note(voice.say("say-looks-again", at=request.looks_again)))
    if request.kind is Kind.END_ACCESS and request.change and request.state not in {State.SUBMITTED, State.VOID}:
        told += [tight(text) for text in keeps_in_words(voice, request.change)]
    if request.kind is Kind.EXTEND_ACCESS and request.change:
        told += [tight(text) for text in keeps_in_words(voice, request.change)]
    if request.kind in OF_MEMBERS and request.change and request.state in OPEN:
        told += [warning(text) for text in last_group(voice, request.change, request.name)]
        told += [tight(text) for text in effects_in_words(voice, request.change)]
    if request.state in RETRYABLE and request.why not in {step.why for step in _begun(request)}:
        # below the steps, which it calls "listed above"
        told += _why(voice, request)
    if request.state in RETRYABLE and Verb.RETRY in verbs:
        told.append(note(voice.say("say-retry")))
    if Verb.LEAVE_OUT in verbs:
        told.append(note(voice.say("say-leave-out")))
    return told


def _facts(voice: Voice, request: RequestView) -> list[tuple[str, Text]]:
    if request.kind in OF_JOB:
        return [*jobs.told(voice, request), (voice.plain("fact-decided"), decided(voice, request))]
    invites = request.kind is Kind.INVITE_EXTERNAL
    gives = invites or bool(request.groups and request.kind in FOR_ONESELF)
    until = ends_in_words(voice, request)
    proven = voice.moment(request.proof.at) if request.proof else Text()
    waiting = request.state in OPEN and request.state not in _WORKING
    promise = voice.say(f"proof-will-{request.best_grade}") if waiting else Text()
    return [
        *wave_requests.facts_of(voice, request),
        (
            voice.plain("fact-gave" if request.ended else "fact-gets"),
            of_groups(voice, request.groups) if gives else Text(),
        ),
        (voice.plain("fact-how"), voice.say(f"option-{request.option}") if invites else Text()),
        (voice.plain("fact-ends"), until if gives and not request.ended else Text()),
        (voice.plain("fact-sponsor"), voice.names([request.sponsor]) if invites and request.sponsor else Text()),
        (voice.plain("fact-decided"), decided(voice, request)),
        (_proof_label(voice, request), proven or promise),
    ]


def _proof_label(voice: Voice, request: RequestView) -> str:
    return voice.plain(f"fact-proven-{request.proof.grade}" if request.proof else "fact-proof")


def _footer(voice: Voice, request: RequestView) -> CardElement:
    closes = request.closes if request.state in {State.SUBMITTED, State.PENDING, State.NARROWED} else None
    key = "status-footer-closes" if closes else "status-footer"
    return footer(voice.say(key, number=request.number, requester=asker(voice, request), closes=closes))
