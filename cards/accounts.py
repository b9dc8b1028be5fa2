"""Accounts of the platform that nothing explains, or that show other roles, and what an owner may do about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import Field, Verb, buttons
from cards.elements import card, facts, footer, line, note, problem
from cards.inputs import ask_choice
from cards.roles import effects
from cards.words import Text, together, voice_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import AccountFindingView, AccountsCardView


def accounts_card(view: AccountsCardView) -> dict[str, Any]:
    """One account at length, or a page of them a line each, with a choice of which a press is about."""
    voice = voice_of(view.reader)
    if view.denied or not view.findings:
        return card(voice, voice.say("look-title-denied"), [line(voice.say("declined-others-access"))])
    waiting = [one for one in view.findings if one.is_open]
    body: list[CardElement] = [problem(voice.say(view.declined[0], **view.declined[1]))] if view.declined else []
    body += _one(voice, view.findings[0]) if view.total == 1 else _several(voice, view)
    if waiting and view.verbs:
        body += _which(voice, waiting, str(view.chosen)) if view.total > 1 else []
        body.append(note(voice.say("drift-nothing-yet")))
    asked = [one.name for one in waiting if one.asked]
    body += [note(voice.say("drift-administrator", names=asked))] if asked else []
    body.append(footer(voice.say("drift-found", at=view.found_at)))
    keep = {Verb.DRIFT_KEEP: voice.plain("press-drift-keep", kind="several")}
    return card(voice, _heading(voice, view), body, buttons(voice, view.card, view.verbs, keep))


def _heading(voice: Voice, view: AccountsCardView) -> Text:
    if not view.unexplained + view.other_roles:
        return voice.say("accounts-title-settled")
    if view.total == 1:
        return voice.say(f"accounts-title-{view.findings[0].kind}", name=view.findings[0].name)
    return voice.say("accounts-title", count=view.unexplained + view.other_roles)


def _one(voice: Voice, one: AccountFindingView) -> list[CardElement]:
    if one.resolution:
        return [line(_line(voice, one))]
    told: list[CardElement] = [line(voice.say(f"accounts-{one.kind}-how"))]
    told += facts(
        [
            (voice.plain("drift-who"), voice.free(one.address)),
            (voice.plain("accounts-has"), effects(voice, one.roles)),
            (voice.plain("accounts-lacks"), voice.names(one.missing)),
            (voice.plain("accounts-besides"), voice.names(one.surplus)),
        ]
    )
    return [*told, *([line(_standing(voice, one))] if one.state else [])]


def _several(voice: Voice, view: AccountsCardView) -> list[CardElement]:
    """How many there are of each kind, then those of the page."""
    counts = (("accounts-unexplained", view.unexplained), ("accounts-other-roles", view.other_roles))
    told: list[CardElement] = [line(voice.say(key, count=count)) for key, count in counts if count]
    told += [line(_line(voice, one)) for one in view.findings]
    if view.total > len(view.findings):
        told.append(note(voice.say("accounts-page", shown=len(view.findings), count=view.total)))
    return told


def _line(voice: Voice, one: AccountFindingView) -> Text:
    """As "hans@contoso.example: nothing explains it · **Owner of the whole platform** · R-12: waiting for approval"."""
    what = voice.say(f"accounts-line-{one.kind}", name=one.name)
    return together(what, *([] if one.resolution else _roles(voice, one)), _standing(voice, one))


def _roles(voice: Voice, one: AccountFindingView) -> list[Text]:
    """Of what nothing explains the administrators' roles; else what differs."""
    if one.kind == "account":
        return [effects(voice, [role for role in one.roles if role.is_administrator])]
    differs = (("accounts-missing", one.missing), ("accounts-surplus", one.surplus))
    return [voice.say(key, roles=list(roles)) for key, roles in differs if roles]


def _standing(voice: Voice, one: AccountFindingView) -> Text:
    if one.resolution:
        asked = voice.say("request-number", number=one.number) if one.resolution == "switched_off" else Text()
        return together(voice.say(f"accounts-settled-{one.resolution.replace('_', '-')}"), asked)
    if one.state is None:
        return Text()
    return voice.say("drift-asked", number=one.number, state=voice.say(f"state-{one.state.value.replace('_', '-')}"))


def _which(voice: Voice, waiting: Sequence[AccountFindingView], chosen: str) -> list[CardElement]:
    """Which of several a press is about, also where one of them is left: what the last one was about, else the first unless another is chosen."""
    choices = [(str(one.id), voice.plain(f"accounts-line-{one.kind}", name=one.name)) for one in waiting]
    value = chosen if chosen in dict(choices) else choices[0][0]
    return [ask_choice(Field.FINDING, voice.plain("drift-which"), choices, value=value, expanded=True)]
