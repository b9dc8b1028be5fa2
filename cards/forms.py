"""The form of an invitation, and the comparison of the two ways in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import Field, Verb, buttons
from cards.elements import box, card, facts, line, note, problem, warning
from cards.inputs import LONGEST_ADDRESS, LONGEST_NAME, LONGEST_REASON, ask_choice, ask_date, ask_text
from cards.roles import group_line
from cards.words import Text, bold, voice_of
from provisioning.domain.states import Option

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import InviteFormView

#: More groups than this are a drop-down list.
_MOST_IN_VIEW = 8


def invite_form(view: InviteFormView) -> dict[str, Any]:
    """The form with what was typed so far; errors stand above it and above the input that they are about."""
    voice = voice_of(view.reader)
    if view.comparing:
        return _comparison(voice, view)
    body = [*_above(voice, view), *_who(voice, view), *_what(voice, view), *_how(voice, view), *_why(voice, view)]
    verbs = (Verb.INVITE_ASK, *([Verb.INVITE_COMPARE] if view.account_seen else []), Verb.FORM_CANCEL)
    return card(voice, voice.say("invite-title"), body, buttons(voice, view.card, verbs))


def _above(voice: Voice, view: InviteFormView) -> list[CardElement]:
    said: list[CardElement] = []
    if view.declined:
        key, values = view.declined
        said.append(problem(voice.say(key, **values)))
    if view.first_of_domain and (domain := view.address.rpartition("@")[2]):
        said.append(warning(voice.say("invite-first", domain=domain)))
    return said


def _error(voice: Voice, view: InviteFormView, field: Field) -> list[CardElement]:
    key = (view.errors or {}).get(field)
    if not key:
        return []
    known = {"address": view.address, "latest": view.latest, "group": view.chosen, "name": view.name}
    known["domain"] = view.address.rpartition("@")[2]
    return [problem(voice.say(key, **known | dict(view.declined[1] if view.declined else {})))]


def _who(voice: Voice, view: InviteFormView) -> list[CardElement]:
    say = voice.plain
    return [
        *_error(voice, view, Field.ADDRESS),
        ask_text(
            Field.ADDRESS,
            say("invite-address"),
            value=view.address,
            longest=LONGEST_ADDRESS,
            required=say("invite-address-error"),
        ),
        *_error(voice, view, Field.NAME),
        ask_text(Field.NAME, say("invite-name"), value=view.name, longest=LONGEST_NAME),
    ]


def _what(voice: Voice, view: InviteFormView) -> list[CardElement]:
    say = voice.plain
    return [
        *_error(voice, view, Field.GROUPS),
        ask_choice(
            Field.GROUPS,
            say("invite-groups"),
            [(group.name, group_line(voice, group)) for group in view.groups],
            value=",".join(view.chosen),
            required=say("invite-groups-error"),
            expanded=len(view.groups) <= _MOST_IN_VIEW,
            many=True,
        ),
        *_error(voice, view, Field.UNTIL),
        ask_date(
            Field.UNTIL,
            say("invite-until"),
            error=say("invite-until-error"),
            value=view.until,
            first=view.today,
            last=view.latest,
        ),
        *_about_until(voice, view),
    ]


def _about_until(voice: Voice, view: InviteFormView) -> list[CardElement]:
    key = "invite-lasts-echo" if view.lasts else "invite-until-echo"
    echo = voice.say(key, until=view.until, lasts=view.lasts) if view.until else Text()
    latest = voice.say("invite-latest", latest=view.latest) if view.latest else Text()
    return [note(Text(" · ".join(part for part in (echo, latest) if part)))] if echo or latest else []


def _how(voice: Voice, view: InviteFormView) -> list[CardElement]:
    say = voice.plain
    chosen = view.option or view.suggested
    return [
        *_error(voice, view, Field.OPTION),
        ask_choice(
            Field.OPTION,
            say("invite-option"),
            [(option.value, _option_title(voice, view, option)) for option in _options(view)],
            value=chosen.value if chosen else "",
            required=say("invite-option-error"),
            expanded=True,
        ),
        note(voice.say("invite-guest-means")),
        note(voice.say("invite-account-means" if view.account_seen else "invite-account-unseen")),
        *([note(voice.say("invite-account-by-hand"))] if view.account_by_hand else []),
        *_error(voice, view, Field.DELIVERY),
        ask_choice(
            Field.DELIVERY,
            say("invite-delivery"),
            [("mail", say("invite-delivery-mail")), ("link", say("invite-delivery-link"))],
            value=view.delivery,
        ),
    ]


def _options(view: InviteFormView) -> list[Option]:
    return [option for option in Option if option is Option.GUEST or view.account_seen]


def _option_title(voice: Voice, view: InviteFormView, option: Option) -> str:
    name = voice.plain(f"option-{option}")
    if option is not view.suggested:
        return name
    if not view.suggested_why:
        return voice.plain("invite-suggested-plain", option=name)
    return voice.plain("invite-suggested", option=name, why=voice.plain(view.suggested_why))


def _why(voice: Voice, view: InviteFormView) -> list[CardElement]:
    say = voice.plain
    owners = [
        (oid, say("invite-sponsor-you", name=name) if not place else name)
        for place, (oid, name) in enumerate(view.sponsors)
    ]
    chosen = view.sponsor or (view.sponsors[0][0] if view.sponsors else "")
    return [
        *_error(voice, view, Field.SPONSOR),
        ask_choice(Field.SPONSOR, say("invite-sponsor"), owners, value=chosen, required=say("invite-sponsor-error")),
        *_error(voice, view, Field.REASON),
        ask_text(Field.REASON, say("invite-reason"), value=view.reason, longest=LONGEST_REASON, many=True),
        note(voice.say("invite-nothing-yet")),
    ]


def _comparison(voice: Voice, view: InviteFormView) -> dict[str, Any]:
    """One way in below the other: columns side by side break words on a phone."""
    told = [element for option in Option for element in _way(voice, option)]
    actions = buttons(voice, view.card, (Verb.INVITE_BACK, Verb.FORM_CANCEL))
    return card(voice, voice.say("compare-title"), [*told, *_suggestion(voice, view)], actions)


def _way(voice: Voice, option: Option) -> list[CardElement]:
    differs = [f"compare-{subject}" for subject in ("sign-in", "leaving", "duties", "first")]
    told = facts([(voice.plain(key), voice.say(f"{key}-{option}")) for key in differs])
    return [box([line(bold(voice.say(f"option-{option}"))), *told])]


def _suggestion(voice: Voice, view: InviteFormView) -> list[CardElement]:
    return [line(Text(_option_title(voice, view, view.suggested)))] if view.suggested else []
