"""Ending one person's access, and the warning that an end is near."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import Field, Verb, buttons
from cards.changes import kept
from cards.elements import card, footer, line, note, problem, tight, warning
from cards.inputs import ask_date
from cards.words import voice_of
from provisioning.domain.states import OPEN, Option, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from microsoft_teams.cards import CardElement

    from cards.words import Text, Voice
    from provisioning.views import BatchView, EndFormView, ExpiryCardView, HoldingView


def end_form(view: EndFormView) -> dict[str, Any]:
    """Asks whether one person's access ends now, on a date, or not."""
    voice = voice_of(view.reader)
    body: list[CardElement] = (
        [problem(voice.say(view.error, address=view.address, **view.error_values))] if view.error else []
    )
    body.append(line(voice.say(_effect(view))))
    body += [tight(told) for told in voice.rows([_holding(voice, held) for held in view.holdings])]
    if view.is_guest:
        body.append(note(voice.say("end-guest-stays")))
    asks = view.asks and not view.dating  # an end on a date needs nobody
    body.append(note(voice.say("invite-nothing-yet" if asks else "end-undo")))
    if view.dating:
        body.append(_date(voice, view))
    verbs = (
        Verb.END_SET_DATE if view.dating else Verb.END_NOW,
        *(() if view.dating else (Verb.END_DATE,)),
        Verb.END_KEEP,
    )
    heading = voice.say("end-date-title" if view.dating else "end-title", address=view.address)
    titles = {Verb.END_NOW: voice.plain("press-change-ask")} if asks else None
    return card(voice, heading, body, buttons(voice, view.card, verbs, titles))


def _effect(view: EndFormView) -> str:
    if view.option is Option.ACCOUNT:
        return "end-effect-account"
    if view.switches_off is None:
        return "end-effect-open"
    return "end-effect-off" if view.switches_off else "end-effect-less"


def _holding(voice: Voice, held: HoldingView) -> Text:
    if not held.ends:
        return kept(voice, held.group, held.number, held.until)
    if held.until:
        return voice.say("end-ends-until", group=held.group, until=held.until)
    return voice.say("end-ends", group=held.group)


def _date(voice: Voice, view: EndFormView) -> CardElement:
    label, error = voice.plain("end-until"), voice.plain("end-until-error")
    return ask_date(Field.UNTIL_DATE, label, error=error, value=view.until, first=view.today, required=True)


def heading_together(voice: Voice, states: Sequence[State], *, proven: bool) -> Text:
    """How far the ends are that a list's people are told of together."""
    done, count = states.count(State.DELIVERED), len(states)
    if any(state in OPEN for state in states):
        sort = "working"
    elif done < count:
        sort = "partly"
    else:
        sort = "proven" if proven else "done"
    return voice.say(f"ends-{sort}", done=done, undone=count - done, all=count)


def told_together(voice: Voice, states: Sequence[State]) -> list[CardElement]:
    """Why they end; and what it means that one of them came to nothing."""
    undone = any(state not in OPEN and state is not State.DELIVERED for state in states)
    return [line(voice.say("ends-date")), *([warning(voice.say("ends-undone"))] if undone else [])]


def blocks_together(voice: Voice, view: BatchView) -> list[CardElement]:
    """Whether the guest accounts are blocked as well: the question to who may answer it, and what became of it."""
    asked = ["open"] if Verb.BLOCK_ASK in view.verbs else []
    sorts = [sort for sort in (*asked, "left", "asked", "done") if view.blocks.get(sort)]
    every = len(view.rows)
    return [
        line(voice.say(f"ends-block-{sort}", count=count, whose="all" if count == every else "some"))
        for sort, count in ((sort, view.blocks[sort]) for sort in sorts)
    ]


def expiry_card(view: ExpiryCardView) -> dict[str, Any]:
    """Warns whoever answers for a person that access ends; silence lets it end."""
    voice = voice_of(view.reader)
    body: list[CardElement] = [line(voice.say("expiry-whose", address=view.address, groups=view.groups))]
    besides = [{"groups": one.groups, "until": one.until, "number": one.number} for one in view.besides]
    body += [tight(voice.say("expiry-besides", **one)) for one in besides]
    body += [] if view.ended or view.extended else _ahead(voice, view)
    body.append(footer(voice.say("expiry-why-own" if view.own else "expiry-why-you", number=view.number)))
    titles = {verb: voice.plain(f"press-expiry-{verb.value[7:]}", days=view.more) for verb in _LONGER}
    if view.besides:
        titles[Verb.LET_END] = voice.plain("press-expiry-let-end-all")
    return card(voice, _when(voice, view), body, buttons(voice, view.card, view.verbs, titles))


#: Buttons that name by how many days they extend it.
_LONGER = (Verb.EXPIRY_EXTEND, Verb.EXPIRY_ASK)


def _when(voice: Voice, view: ExpiryCardView) -> Text:
    if view.ended:
        return voice.say("status-over", at=view.ended)
    if view.extended:
        return voice.say("expiry-extended", until=view.until)
    key = {0: "expiry-today", 1: "expiry-tomorrow"}.get(view.days, "expiry-title")
    return voice.say(key, until=view.until)


def _silence(voice: Voice, view: ExpiryCardView) -> Text:
    """When it ends unless somebody does something; of several ends each has its own day."""
    if view.besides:
        return voice.say("expiry-list-let" if view.let else "expiry-list-silence")
    return voice.say("expiry-let-end" if view.let else "expiry-silence", until=view.until)


def _ahead(voice: Voice, view: ExpiryCardView) -> list[CardElement]:
    """What happens in silence, or was answered, and what more time takes: said before anything is pressed."""
    told: list[CardElement] = [line(_silence(voice, view))]
    if view.test:
        told.append(line(voice.say("expiry-test")))
    key = "expiry-asked-of" if view.besides else "expiry-asked"
    for one in view.asked:
        asked = voice.say("request-number", number=one.number)
        told.append(line(voice.say(key, asked=asked, groups=one.groups, until=one.until)))
    if view.rest:
        told.append(line(voice.say("expiry-rest", groups=view.rest)))
    if view.then:
        key = "expiry-by-rule" if view.rule else "expiry-asks"
        told.append(note(voice.say(key, days=view.more, until=view.then, rule=view.rule)))
    return told
