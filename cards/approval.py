"""The card on which somebody decides. Whoever approves sees here exactly what will change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards import jobs, questions, takeover, wave_requests
from cards.actions import Field, Verb, buttons
from cards.besides import less, whom_instead
from cards.changes import (
    change_in_words,
    effects_in_words,
    keeps_in_words,
    last_group,
    lost_in_words,
    moves_in_words,
    roles_in_words,
)
from cards.elements import card, facts, footer, line, note, problem, tight, warning
from cards.inputs import LONGEST_ADDRESS, LONGEST_REASON, ask_text
from cards.outcome import about, asker, decided, ends_in_words, known_of, outcome, since, standing, what_changes, whom
from cards.roles import administrators, effects, of_groups
from cards.words import Text, has, safe_text, voice_of
from provisioning.domain.states import FOR_ONESELF, OF_JOB, OF_MEMBERS, Kind, State

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import ApprovalCardView, RequestView, WaveRequestView


#: What is asked about somebody of the directory.
_QUESTIONS = {
    Kind.CHANGE_ROLE: "approve-change-title",
    Kind.TEST_ACCESS: "approve-test-title",
    Kind.EXTEND_ACCESS: "approve-extend-title",
}


def approval_card(view: ApprovalCardView) -> dict[str, Any]:
    """The decision, its second confirmation, the reasons for asking, or the present state when nothing is left to decide."""
    voice = voice_of(view.reader)
    if not view.verbs:
        return _decided(voice, view)
    if view.explaining:
        return _explained(voice, view)
    if wanted := _besides(voice, view):
        told, verbs = wanted
        return _made(voice, view, [*_problem(voice, view), *told], (*verbs, Verb.BACK))
    if view.confirming:
        return _confirming(voice, view)
    handed = [line(voice.say(f"approve-{view.way}-by", by=view.handed_by))] if view.handed_by else []
    if view.silence.names:
        key = "approve-silent" if view.silence.since else "approve-unreached"
        handed.append(line(voice.say(key, names=view.silence.names, since=view.silence.since)))
    body = [
        *_problem(voice, view),
        *handed,
        *_asked_again(voice, view.request),
        *_risks(voice, view.request),
        *_substance(voice, view),
    ]
    body += questions.thread(voice, *questions.of(voice, view.request))
    if Verb.REJECT in view.verbs:
        body.append(ask_text(Field.REASON, voice.plain("approve-reason"), longest=LONGEST_REASON, many=True))
    return _made(voice, view, body)


def _besides(voice: Voice, view: ApprovalCardView) -> tuple[list[CardElement], tuple[Verb, ...]] | None:
    """What is wanted besides yes and no: less, somebody else, or a question; None for nothing."""
    if view.narrowing:
        return less(voice, view), (Verb.NARROW_TO,)
    if view.receivers:
        return whom_instead(voice, view), (Verb.HAND_OVER_TO,)
    return (questions.asking(voice, *questions.of(voice, view.request)), (Verb.QUESTION_SEND,)) if view.asking else None


def _made(voice: Voice, view: ApprovalCardView, body: list[CardElement], verbs: tuple[str, ...] = ()) -> dict[str, Any]:
    wave = view.request.wave
    titles = {Verb.APPROVE: wave_requests.approve(voice, wave)} if wave else None
    actions = buttons(voice, view.card, verbs or view.verbs, titles)
    return card(voice, _heading(voice, view.request), [*body, _footer(voice, view.request)], actions)


def _heading(voice: Voice, request: RequestView) -> Text:
    if request.wave:
        return wave_requests.heading(voice, request.wave)
    if request.kind is Kind.END_ACCESS:
        return voice.say("approve-end-title", address=request.address)
    if request.kind in FOR_ONESELF:
        key = "approve-keep-title" if request.keeps else _QUESTIONS[request.kind]
        return voice.say(key, **what_changes(request), until=request.until)
    if request.kind in OF_JOB:
        return jobs.asked(voice, request)
    if request.until is None:
        return voice.say("approve-title-open", address=request.address)
    key = "approve-title-lasts" if request.lasts else "approve-title"
    return voice.say(key, address=request.address, until=request.until, lasts=request.lasts)


def _footer(voice: Voice, request: RequestView) -> CardElement:
    key = "approve-footer-closes" if request.closes else "approve-footer"
    return footer(voice.say(key, number=request.number, requester=asker(voice, request), closes=request.closes))


def _problem(voice: Voice, view: ApprovalCardView) -> list[CardElement]:
    request = view.request
    known = {"number": request.number, "address": request.address, "count": request.wave.size if request.wave else 0}
    return [problem(voice.say(view.error, **known))] if view.error else []


def _risks(voice: Voice, request: RequestView) -> list[CardElement]:
    if request.wave:
        return wave_requests.risks(voice, request.wave)
    if request.kind in OF_JOB:
        return jobs.risks(voice, request)
    risks: list[Text] = []
    if request.kind is Kind.INVITE_EXTERNAL:
        if request.first_of_domain:
            risks.append(voice.say("approve-first", domain=request.domain))
        risks += [effects(voice, [role]) for role in administrators(request.groups)]
        risks += takeover.risks(voice, request)
    if request.kind is Kind.EXTEND_ACCESS:
        risks += [effects(voice, [role]) for role in administrators(request.groups)]
    if request.kind in OF_MEMBERS and request.change:
        new = {role.name for role in request.change.roles_after} - {role.name for role in request.change.roles_before}
        risks += [effects(voice, [role]) for role in administrators(request.groups) if role.name in new]
        risks += [voice.say("approve-external", names=[request.name or request.address])] if request.is_external else []
        risks += last_group(voice, request.change, request.name)
        risks += [voice.say("approve-keeps", **what_changes(request))] if request.keeps else []
    return [warning(voice.say("approve-warning", risks=Text(" · ".join(risks))))] if risks else []


def _substance(voice: Voice, view: ApprovalCardView) -> list[CardElement]:
    request, change = view.request, view.request.change
    if request.wave:
        return _wave(voice, view, request.wave)
    if request.kind in OF_JOB:
        shall = [(voice.plain("fact-proof"), jobs.proof(voice)), (voice.plain("fact-why-you"), _why_you(voice, view))]
        return facts([*jobs.told(voice, request), *shall])
    ends = request.kind is Kind.END_ACCESS
    told = [
        (voice.plain("fact-gets"), Text() if ends else of_groups(voice, request.groups)),
        (voice.plain("fact-loses"), lost_in_words(voice, change) if ends and change else Text()),
        (voice.plain("fact-change"), change_in_words(voice, change) if change else Text()),
        (voice.plain("fact-ends"), ends_in_words(voice, request) if _gives(request) else Text()),
        (voice.plain("fact-asked-by"), asked_by(voice, request)),
        (voice.plain("fact-proof"), voice.say(f"proof-will-{request.best_grade}")),
        (voice.plain("fact-why-you"), _why_you(voice, view)),
    ]
    # whoever has no name is called by the address, which the heading tells already
    who = [tight(whom(voice, request))] if request.name not in {"", request.address} else []
    return [*who, *facts(told), *_beside(voice, request)]


def _wave(voice: Voice, view: ApprovalCardView, wave: WaveRequestView) -> list[CardElement]:
    told = [
        (voice.plain("fact-people"), wave_requests.counts(voice, wave)),
        (voice.plain("fact-groups"), voice.names([group.name for group in view.request.groups])),
        (voice.plain("fact-starts"), wave_requests.starts(voice, wave)),
        (voice.plain("fact-asked-by"), asked_by(voice, view.request)),
        (voice.plain("fact-proof"), voice.say(f"proof-will-{view.request.best_grade}")),
        (voice.plain("fact-why-you"), _why_you(voice, view)),
    ]
    since = wave_requests.moved(voice, wave.moved) if wave.moved else []
    return [*since, *facts(told), *wave_requests.named(voice, wave)]


def _beside(voice: Voice, request: RequestView) -> list[CardElement]:
    if not (change := request.change):
        return []
    told: list[CardElement] = []
    if request.kind is Kind.INVITE_EXTERNAL and (roles := roles_in_words(voice, change)):
        told.append(tight(roles))
    told += takeover.beside(voice, request)
    if request.kind in OF_MEMBERS:
        told += [tight(text) for text in effects_in_words(voice, change)]
    told += [tight(kept) for kept in keeps_in_words(voice, change)]
    if moves := _moves(voice, request):
        told.append(line(voice.say("say-moved-since")))
        told += [tight(moved) for moved in moves]
    return told


def _moves(voice: Voice, request: RequestView) -> list[Text]:
    """What differs from what was approved before."""
    before, now = request.moved_from, request.change
    return moves_in_words(voice, before, now) if before and now else []


def _asked_again(voice: Voice, request: RequestView) -> list[CardElement]:
    """Why it is asked again though it was approved, where nothing is told that differs."""
    differs = request.wave.moved if request.wave else _moves(voice, request)
    return [line(voice.say(request.why, **known_of(request)))] if request.why and not differs else []


def _gives(request: RequestView) -> bool:
    """Whether somebody is let in or into a group, so that it may end."""
    return request.kind in {Kind.INVITE_EXTERNAL, *FOR_ONESELF} and not request.leaves


def asked_by(voice: Voice, request: RequestView) -> Text:
    """Who asked, who answers for the person, and the reason as it was typed."""
    key = "approve-asked-answers" if request.sponsor_is_requester else "approve-asked-sponsor"
    if request.kind is not Kind.INVITE_EXTERNAL or not request.sponsor:
        key = "approve-asked-bare"
    who = voice.say(key, requester=asker(voice, request), sponsor=request.sponsor)
    return voice.say("approve-with-reason", who=who, reason=request.reason) if request.reason else who


def _who(voice: Voice, prefix: str, who: str) -> Text:
    """Who may decide, as the settings name them: "owners", "administrators", a group, or several parted by commas."""
    told = [_one(voice, f"{prefix}-{part}", part) for part in who.split(", ")]
    return voice.either(told)


def _one(voice: Voice, key: str, name: str) -> Text:
    return voice.say(key) if has(key) else safe_text(name)


def _why_you(voice: Voice, view: ApprovalCardView) -> Text:
    who = _who(voice, "who-is-asked", view.who)
    return voice.say("approve-why-you", who=who, step=view.step, steps=view.steps)


def _explained(voice: Voice, view: ApprovalCardView) -> dict[str, Any]:
    who = _who(voice, "who-may", view.who)
    rule = voice.say("approve-explained", policy=view.policy, step=view.step, steps=view.steps, who=who)
    body: list[CardElement] = [line(rule)]
    if names := view.silence.fallback:
        key = "approve-explained-fallback" if view.silence.at else "approve-explained-asked"
        body.append(line(voice.say(key, names=names, since=view.silence.at)))
    if view.request.closes:
        body.append(line(voice.say("approve-explained-silence", closes=view.request.closes)))
    body.append(note(voice.say("approve-explained-nothing-blind")))
    return _made(voice, view, body, (Verb.BACK,))


def _confirming(voice: Voice, view: ApprovalCardView) -> dict[str, Any]:
    request = view.request
    why = "approve-confirm-administrator" if administrators(request.groups) else "approve-confirm"
    why = "approve-confirm-guarded" if view.changes_who_decides else why
    label, error = (voice.plain(f"approve-confirm-{part}", number=request.number) for part in ("label", "error"))
    told = voice.say(why, number=request.number)
    if request.wave:
        label = error = wave_requests.label(voice, request.wave)
        told = wave_requests.confirm(voice, request.wave)
    body: list[CardElement] = [
        *_problem(voice, view),
        warning(told),
        *(wave_requests.risks(voice, request.wave) if request.wave else []),
        note(voice.say("approve-nothing-yet")),
        *_substance(voice, view),
        ask_text(Field.CONFIRM, label, longest=LONGEST_ADDRESS, required=error),
    ]
    # rejecting needs its own input and no confirmation: "Back" leads there
    return _made(voice, view, body, (Verb.APPROVE, Verb.BACK))


def _decided(voice: Voice, view: ApprovalCardView) -> dict[str, Any]:
    request = view.request
    told = [
        (voice.plain("fact-decided"), decided(voice, request)),
        (voice.plain("fact-asked-by"), asked_by(voice, request)),
        (voice.plain("fact-groups"), voice.names([group.name for group in request.groups])),
        (voice.plain("fact-ends"), ends_in_words(voice, request) if _gives(request) and not request.ended else Text()),
    ]
    waits = view.handed_to and request.state is State.PENDING
    handed = [line(voice.say(f"approve-{view.way}-to", to=view.handed_to))] if waits else []
    if waits and view.handed_until and not view.handed_away:
        handed.append(line(voice.say("approve-handed-away", to=view.handed_to, until=view.handed_until)))
    skipped = wave_requests.skipped(voice, request.wave) if request.wave else []
    body = [*_problem(voice, view), *handed, line(about(voice, request)), *skipped, *facts(told)]
    body += [line(said) for said in since(voice, request) if said]
    body += questions.thread(voice, *questions.of(voice, request))
    body.append(footer(voice.say("approve-footer", number=request.number, requester=asker(voice, request))))
    return card(voice, _outcome(voice, request), body)


def _outcome(voice: Voice, request: RequestView) -> Text:
    if request.state is State.DELIVERED:
        return outcome(voice, request)
    if request.decisions and request.state in {State.APPROVED, State.SCHEDULED, State.EXECUTING, State.REJECTED}:
        last = request.decisions[-1]
        return voice.say("title-approved" if last.approved else "title-rejected", by=last.by)
    return standing(voice, request)
