"""The review of externals: for each person Keep or End, and what became of those who were answered for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from cards.actions import Field, Verb, buttons
from cards.elements import card, footer, line, note, problem, tight
from cards.inputs import ask_choice
from cards.words import Text, plain_text, together, voice_of

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import ReviewLineView, ReviewView

#: In which order those who were answered for are told: what its reader may have to look after comes first.
_ORDER = ("undone", "waiting", "ending", "silent", "ended", "kept")


def review_card(view: ReviewView) -> dict[str, Any]:
    """At most five people to answer for; the next come when these are sent. At its end, where everybody stands."""
    voice = voice_of(view.reader)
    body: list[CardElement] = [problem(_problem(voice, one)) for one in view.problems]
    body += _why(voice, view)
    if Verb.REVIEW_SEND in view.verbs:
        body += _asked(voice, view)
    elif view.closed == "replaced":
        body.append(line(voice.say("review-replaced")))
    else:
        body += [tight(text) for text in voice.rows([_standing(voice, one) for one in _in_order(view)])]
    whose = "others" if view.sponsor else "own"
    body.append(footer(voice.say("review-footer", whose=whose, sponsor=view.sponsor, begun=view.begun)))
    return card(voice, _title(voice, view), body, buttons(voice, view.card, view.verbs))


def _title(voice: Voice, view: ReviewView) -> Text:
    count = len(view.asked) + view.more
    if count:
        whose = "others" if view.sponsor else "own"
        return voice.say("review-title", count=count, whose=whose, sponsor=view.sponsor, left=int(bool(view.settled)))
    return voice.say(f"review-title-{view.closed}")


def _problem(voice: Voice, one: tuple[str, str, Any]) -> Text:
    address, key, values = one
    return voice.say("review-not-ended", address=address, why=voice.say(key, **{"address": address, **values}))


def _why(voice: Voice, view: ReviewView) -> list[CardElement]:
    """Why somebody else than the sponsor is asked, and that somebody is asked besides."""
    told: list[CardElement] = []
    if view.closed:
        return told
    if view.why:
        told.append(line(voice.say(f"review-why-{view.why}", sponsor=view.sponsor, begun=view.begun)))
    if view.second:
        told.append(line(voice.say("review-second", name=view.second)))
    return told


def _asked(voice: Voice, view: ReviewView) -> list[CardElement]:
    """A choice for each, then what silence does."""
    choices = [("keep", voice.plain("review-keep")), ("end", voice.plain("review-end"))]
    told: list[CardElement] = [
        ask_choice(Field.ANSWER, _label(voice, one), choices, value="keep", expanded=True, place=one.place)
        for one in view.asked
    ]
    if view.more:
        told.append(note(voice.say("review-more", count=view.more)))
    if view.settled:
        told.append(note(_counts(voice, view)))
    told.append(note(voice.say("review-ends")))
    return [*told, *_silence(voice, view)]


def _silence(voice: Voice, view: ReviewView) -> list[CardElement]:
    if view.alone or view.over is None:
        return []
    told = voice.say("review-asks", asks=view.asks) if view.asks else Text()
    return [note(together(told, voice.say(f"review-silence-{view.silence}", over=view.over), by=" "))]


def _label(voice: Voice, one: ReviewLineView) -> str:
    """Who it is, until when their access runs, and when they last signed in."""
    ends = voice.plain("review-until", until=one.until) if one.until else voice.plain("no-end")
    named = [plain_text(one.name)] if one.name != one.address else []
    signed_in = voice.plain(f"review-sign-in-{one.sign_in}", at=one.signed_in or "")
    return " · ".join([*named, plain_text(one.address), ends, signed_in])


def _in_order(view: ReviewView) -> list[ReviewLineView]:
    return sorted(view.settled, key=lambda one: (_ORDER.index(one.state), one.place))


def _counts(voice: Voice, view: ReviewView) -> Text:
    """As "3 kept, 1 is ending", of those who are not asked about any more."""
    counts = Counter(one.state for one in view.settled)
    told = [voice.say(f"review-count-{state}", count=counts[state]) for state in _ORDER if counts[state]]
    return voice.say("review-so-far", told=together(*told, by=", "))


def _standing(voice: Voice, one: ReviewLineView) -> Text:
    """Where somebody stands now."""
    state = voice.say(f"state-{one.outcome.replace('_', '-')}") if one.outcome else Text()
    until = voice.say("review-until", until=one.until) if one.until else voice.say("no-end")
    return voice.say(
        f"review-is-{one.state}",
        who=one.address,
        by=one.by,
        number=one.number,
        state=state,
        until=until,
        at=one.ended or "",
    )
