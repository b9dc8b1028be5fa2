"""Who holds what and why: one person's access, and the holders of a group or role, with every difference named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import buttons, suggestions
from cards.elements import box, card, facts, line, note, problem, tight, warning
from cards.roles import effects
from cards.words import Text, bold, safe_text, together, voice_of
from provisioning.views import AccountState, Look

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from microsoft_teams.cards import Action, CardElement

    from cards.words import Voice
    from provisioning.views import AccessView, HeldView, HoldersView, HolderView, ReasonView
    from provisioning.views.looking import Difference


def access_card(view: AccessView) -> dict[str, Any]:
    """What one person holds: group by group with the reasons, then whether the three agree."""
    voice = voice_of(view.reader)
    actions: list[Action] = list(buttons(voice, view.card, view.verbs))
    if view.denied:
        return card(voice, voice.say("look-title-denied"), [line(voice.say("declined-others-access"))])
    if view.candidates or (view.look is Look.SEEN and not view.directory):
        return _which(voice, view, actions)
    body = [*_who(voice, view), *_state(voice, view.look)]
    if view.look is not Look.LOOKING:
        body += _what(voice, view)
    return card(voice, _access_title(voice, view), body, actions)


def _access_title(voice: Voice, view: AccessView) -> Text:
    if view.own:
        return voice.say("look-title-own")
    return voice.say("look-title-of", name=view.name or view.address)


def _which(voice: Voice, view: AccessView, actions: list[Action]) -> dict[str, Any]:
    """A typed name that means nobody, or several people: a button for each, never a guess."""
    heading = voice.say("look-several" if view.candidates else "look-nobody", name=view.name or view.address)
    body: list[CardElement] = [
        line(together(voice.free(name), voice.free(address))) for name, address in view.candidates
    ]
    body.append(line(voice.say("look-which" if view.candidates else "look-nobody-hint")))
    typed = [voice.plain("command-access-of", address=address) for _, address in view.candidates]
    return card(voice, heading, body, [*actions, *suggestions(view.card, typed)])


def _who(voice: Voice, view: AccessView) -> list[CardElement]:
    """Address and part in the organisation; nothing about oneself that one knows."""
    told = together(
        voice.free(view.address if view.address != view.name else ""),
        voice.say(f"look-directory-{view.directory}") if view.directory else Text(),
    )
    body: list[CardElement] = [tight(told)] if told and not view.own else []
    return [*body, *([warning(voice.say("look-blocked"))] if view.blocked else [])]


def _state(voice: Voice, look: Look) -> list[CardElement]:
    """That Usher looks, or what it cannot reach."""
    if look is Look.LOOKING:
        return [line(voice.say("look-looking"))]
    if look is not Look.SEEN:
        return [problem(voice.say(f"look-{look.replace('_', '-')}")), note(voice.say("look-books-only"))]
    return []


def _what(voice: Voice, view: AccessView) -> list[CardElement]:
    told: list[CardElement] = [box(_held(voice, held)) for held in view.held]
    for given in view.direct:
        why = _because(voice, [given.reason])
        told.append(box([line(bold(voice.say("look-direct"))), tight(effects(voice, given.roles)), *why]))
    if not view.held and not view.direct:
        told.append(line(voice.say("look-nothing")))
    if view.more:
        told.append(note(voice.say("list-more", count=view.more)))
    return [*told, *_agreement(voice, view)]


def _held(voice: Voice, held: HeldView) -> list[CardElement]:
    gives = effects(voice, held.group.roles)
    return [line(bold(safe_text(held.group.name))), *([tight(gives)] if gives else []), *_because(voice, held.reasons)]


def _because(voice: Voice, reasons: Sequence[ReasonView]) -> list[CardElement]:
    return [note(text) for text in voice.rows([_reason(voice, reason) for reason in reasons])]


def _reason(voice: Voice, reason: ReasonView) -> Text:
    """Which request gave it, who asked and approved, until when; or that it came from elsewhere."""
    if not reason.number:
        return voice.say("look-before" if reason.before else "look-elsewhere")
    return together(
        voice.say("request-number", number=reason.number),
        voice.say("look-until", until=reason.until) if reason.until else voice.say("no-end"),
        voice.say("look-asked", name=reason.requester) if reason.requester else Text(),
        voice.say("look-approved", names=reason.approvers) if reason.approvers else Text(),
    )


def _agreement(voice: Voice, view: AccessView) -> list[CardElement]:
    """The platform's account; and where the three differ, what each of them says, side by side."""
    if view.look is not Look.SEEN:
        return []
    told: list[CardElement] = [warning(text) for text in _differences(voice, view.differs)]
    shows = _account(voice, view)
    if told:
        told += facts(
            [
                (voice.plain("fact-usher"), _names(voice, view.by_usher)),
                (voice.plain("fact-entra"), _names(voice, view.by_entra)),
                (safe_text(view.reader.platform), shows),
            ]
        )
    else:
        seen = view.account is not AccountState.UNSEEN
        told.append(box([line(voice.say("look-platform", shows=shows) if seen else shows)]))
    return [*told, *_read_at(voice, view.at, both=view.account is not AccountState.UNSEEN)]


def _read_at(voice: Voice, at: datetime | None, *, both: bool) -> list[CardElement]:
    return [note(voice.say("look-read-at" if both else "look-read-entra", at=at))] if at else []


def _names(voice: Voice, names: Sequence[str]) -> Text:
    return voice.names(names) or voice.say("look-says-nothing")


def _account(voice: Voice, view: AccessView) -> Text:
    if view.account is AccountState.ON:
        told = effects(voice, view.roles) or voice.say("change-no-roles")
        return voice.say("look-account-on", effects=told, count=len(view.roles))
    return voice.say(f"look-account-{view.account}")


def _differences(voice: Voice, differs: Sequence[Difference]) -> tuple[Text, ...]:
    return voice.rows([voice.say(key, **values) for key, values in differs])


def holders_card(view: HoldersView) -> dict[str, Any]:
    """Who holds a group or role: a line for each with the reason, and every difference named."""
    voice = voice_of(view.reader)
    if view.denied:
        return card(voice, voice.say("look-title-denied"), [line(voice.say("declined-others-access"))])
    body = [*_gives(voice, view), *_state(voice, view.look)]
    if view.look is not Look.LOOKING:
        body += [box(_holder(voice, view, row)) for row in view.rows]
        body += _count(voice, view)
    return card(voice, _holders_title(voice, view), body, buttons(voice, view.card, view.verbs))


def _holders_title(voice: Voice, view: HoldersView) -> Text:
    stem = "look-role" if view.is_role else "look-group"
    if view.look is not Look.SEEN:
        return voice.say(f"{stem}-open", what=view.what)
    return voice.say(stem, what=view.what, count=view.total - view.lost)


def _gives(voice: Voice, view: HoldersView) -> list[CardElement]:
    told = effects(voice, view.roles)
    body: list[CardElement] = [tight(told)] if told else []
    body += [warning(voice.say("differs-scope", group=name)) for name in view.out_of_scope]
    return [*body, *(warning(voice.say("look-not-found", group=name)) for name in view.not_found)]


def _holder(voice: Voice, view: HoldersView, row: HolderView) -> list[CardElement]:
    who = together(bold(voice.free(row.name)), voice.free(row.address if row.address != row.name else ""))
    through = voice.say("look-through", groups=row.through) if view.is_role and row.through else Text()
    reasons = [] if row.by_hand else [_reason(voice, reason) for reason in row.reasons]
    why = together(through, *reasons)
    wrong = [voice.say("differs-by-hand")] if row.by_hand else []
    wrong += [*_differences(voice, row.differs), *([voice.say("look-blocked")] if row.blocked else [])]
    return [line(who), *([note(why)] if why else []), *(warning(text) for text in wrong)]


def _count(voice: Voice, view: HoldersView) -> list[CardElement]:
    """Which of how many, and what is not on the list."""
    told: list[CardElement] = []
    if view.total > len(view.rows):
        last = view.first + len(view.rows) - 1
        told.append(note(voice.say("look-page", first=view.first, last=last, all=view.total)))
    if not view.account_seen:
        told.append(note(voice.say("look-account-unseen")))
    elif not view.complete:
        told.append(note(voice.say("look-by-hand")))
    return [*told, *_read_at(voice, view.at, both=view.account_seen)]
