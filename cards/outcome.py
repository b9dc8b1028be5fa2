"""What was proven, with its grade, and what was not: "approved" is not "done"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cards import jobs, wave_requests
from cards.words import Text, together
from provisioning.domain.states import OF_JOB, Grade, Kind, State

if TYPE_CHECKING:
    from cards.words import Voice
    from provisioning.views import ProofView, RequestView


def outcome(voice: Voice, request: RequestView) -> Text:
    """As "Done, proven 10:42: account on, exactly 2 roles read back.", or what a lesser grade can say; that it is over, where it is."""
    if request.ended:
        return voice.say("status-over", at=request.ended.at)
    if request.kind in OF_JOB:
        return jobs.outcome(voice, request)
    if request.wave or request.kind is Kind.EXTEND_ACCESS:
        return wave_requests.done(voice, request) if request.wave else _extended(voice, request)
    stem = "ended" if request.kind is Kind.END_ACCESS else "done"
    proof = request.proof
    if proof is None:
        return voice.say(f"{stem}-unseen")
    if stem == "done" and request.leaves and not proof.account_on and proof.grade is Grade.PLATFORM:
        return voice.say("done-platform-off", at=proof.at)
    kept = "-kept" if stem == "ended" and proof.account_on and proof.grade is Grade.PLATFORM else ""
    return voice.say(f"{stem}-{proof.grade}{kept}", at=proof.at, count=len(proof.roles))


def _extended(voice: Voice, request: RequestView) -> Text:
    """As "Extended by rule, until 28 Mar 2027. Read back 10:42: account on, exactly 2 roles."."""
    told = voice.say("extended", way="rule" if request.rule else "decided", until=request.until)
    proof = request.proof
    seen = voice.say(f"extended-{proof.grade}", at=proof.at, count=len(proof.roles)) if proof else Text()
    return together(told, seen, by=" ")


def ended_in_words(voice: Voice, by: int, why: str) -> Text:
    """That what a request gave is held no more, by which request, and why."""
    told = voice.say("history-ended-by" if by else "history-ended", number=by)
    key = "history-ended-removed" if why == "removed" else f"say-ended-{why.replace('_', '-')}"
    return together(told, voice.say(key) if why else Text(), by=" ")


#: States whose title depends on why.
_STANDING = {
    (State.EXPIRED, "why-narrowed-lapsed"): "narrowed-lapsed",
    (State.CANCELLED, "why-withdrawn-invited"): "cancelled-invited",
}


def standing(voice: Voice, request: RequestView) -> Text:
    """Its state as a title: of what closed in silence, who was silent; of what was taken back late, that it gave nothing."""
    key = _STANDING.get((request.state, request.why)) or request.state.replace("_", "-")
    return voice.say(f"status-{key}", number=request.number)


def since(voice: Voice, request: RequestView) -> list[Text]:
    """For whoever decided: why it was rejected, who is asked now, or that it is over."""
    if request.ended:
        return [ended_in_words(voice, request.ended.by, request.ended.why)]
    if request.wave and request.wave.left_out:
        return [wave_requests.left_out(voice, request.wave)]
    if request.state is State.NARROWED:
        return [voice.say("say-narrowed-asked", requester=asker(voice, request))]
    last = request.decisions[-1] if request.decisions else None
    if request.state is State.REJECTED and last and last.reason:
        return [voice.say("say-rejected", by=last.by, reason=last.reason)]
    return [voice.say(request.why, **known_of(request))] if request.why else []


def proof_gaps(voice: Voice, request: RequestView) -> list[Text]:
    """Roles that are missing or too many, and an account in the wrong state: each blocks the proof. Empty when it holds."""
    proof = request.proof
    if proof is None or request.state is State.DELIVERED:
        return []
    gaps = [*_account_gap(voice, request, proof)]
    if proof.missing:
        gaps.append(voice.say("say-missing", roles=proof.missing))
    if proof.surplus:
        gaps.append(voice.say("say-surplus", roles=proof.surplus))
    return [voice.say("say-not-proven"), *gaps] if gaps else []


def _account_gap(voice: Voice, request: RequestView, proof: ProofView) -> list[Text]:
    if request.kind is Kind.INVITE_EXTERNAL and not proof.account_on:
        return [voice.say("say-account-off")]
    off = request.change is not None and request.change.account == "switched_off"
    return [voice.say("say-account-still-on")] if off and proof.account_on else []


def asker(voice: Voice, request: RequestView) -> Text:
    """Who asked; Usher itself where a date did."""
    return voice.free(request.requester) or voice.say("usher")


def whom(voice: Voice, request: RequestView) -> Text:
    """Somebody of the directory: name and address, which tells two of one name apart."""
    return together(voice.free(request.name), voice.free(request.address if request.address != request.name else ""))


def what_changes(request: RequestView) -> dict[str, object]:
    """What a sentence about a change of groups names."""
    joins = [group.name for group in request.groups]
    return {
        "name": request.name or request.address,
        "groups": joins or list(request.leaves),
        "way": "add" if joins else "remove",
    }


def known_of(request: RequestView) -> dict[str, object]:
    """What a sentence about a request may name without being told: its own facts, then those stored with its reason."""
    return {
        "address": request.address,
        "name": request.name or request.address,
        "domain": request.domain,
        "number": request.number,
        "requester": request.requester,
        "sponsor": request.sponsor,
        "group": ", ".join([*(group.name for group in request.groups), *request.leaves]),
        "roles": [role.name for group in request.groups for role in group.roles],
        "entra": "",  # what its log says is stored with the reason of a step that was given up, and only there
        **(request.why_values or {}),
    }


def about(voice: Voice, request: RequestView) -> Text:
    """What the request is about, in one line."""
    if request.wave:
        return wave_requests.about(voice, request.wave)
    if request.kind in OF_JOB:
        return jobs.about(voice, request)
    if request.kind is Kind.CHANGE_ROLE:
        key = "about-keep" if request.keeps else "about-change"
        known = request.name and request.name != request.address
        return together(voice.say(key, **what_changes(request)), voice.free(request.address if known else ""))
    if request.kind is Kind.TEST_ACCESS:
        return voice.say("about-test", **what_changes(request))
    if request.kind is Kind.EXTEND_ACCESS:
        return together(voice.say("about-extend", until=request.until), whom(voice, request))
    key = "about-end" if request.kind is Kind.END_ACCESS else "about-invite"
    return together(
        voice.say(key, address=request.address), voice.free(request.name if request.name != request.address else "")
    )


def takes_away(request: RequestView) -> bool:
    """Whether somebody loses what they have, so that there is nothing to get and no end."""
    return request.kind is Kind.END_ACCESS or bool(request.leaves)


def ends_in_words(voice: Voice, request: RequestView) -> Text:
    """Until when it would be held."""
    if request.until is None:
        return voice.say("no-end")
    key = "until-lasts" if request.lasts else "until-golive" if request.until_wave else "until-end"
    return voice.say(key, lasts=request.lasts, until=request.until)


def decided(voice: Voice, request: RequestView) -> Text:
    """Who decided and when, one after the other, or the rule that did; "" when nobody did."""
    if request.rule:
        return voice.say("decided-by-rule", rule=request.rule)
    told = [
        voice.say(
            "decided-when",
            decided=voice.say("decided-approved" if one.approved else "decided-rejected", by=one.by),
            at=one.at,
        )
        for one in request.decisions
    ]
    return Text("; ".join(told))
