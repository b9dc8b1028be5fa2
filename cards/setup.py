"""What an administrator sees of the installation, and help for everybody's part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import Verb, buttons, suggestions
from cards.checks import in_words
from cards.elements import card, line, note, tight, warning
from cards.jobs import job_line
from cards.words import Text, voice_of

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import CheckLine, HelpView, SetupCardView

#: All checks of an installation; more would not fit a card.
_MOST_LINES = 20
#: What the buttons under help type.
_COMMANDS = {
    "owner": ("command-invite", "command-rollout", "command-approvals"),
    "approver": ("command-approvals", "command-my-requests", "command-my-access"),
    "administrator": ("command-setup", "command-rollout", "command-approvals"),
    "tester": ("command-test-access", "command-rollout", "command-my-requests"),
    "employee": ("command-add-me", "command-my-requests", "command-my-access"),
}


def setup_card(view: SetupCardView) -> dict[str, Any]:
    """The checks, what is wrong first with what to do, then the owners whom nobody has confirmed."""
    voice = voice_of(view.reader)
    if view.checking:
        heading, body = voice.say("setup-checking"), [line(voice.say("setup-checking-wait"))]
    else:
        passed = sum(check.ok for check in view.lines)
        heading = voice.say("setup-title", passed=passed, all=len(view.lines))
        body = [tight(told) for told in voice.rows(_checks(voice, view.lines), _MOST_LINES)]
    job = [tight(job_line(voice, view.job))] if view.job else []
    channel = note(voice.say(f"setup-channel-{view.channel}"))
    return card(voice, heading, [*body, *job, *_owners(voice, view), channel], buttons(voice, view.card, view.verbs))


def _checks(voice: Voice, lines: tuple[CheckLine, ...]) -> list[Text]:
    wrong = [_wrong(voice, check) for check in lines if not check.ok]
    fine = [in_words(voice, check.name, check.values) for check in lines if check.ok]
    return [*wrong, *([voice.say("setup-fine", names=voice.names(fine, _MOST_LINES))] if fine else [])]


def _wrong(voice: Voice, check: CheckLine) -> Text:
    name, todo = (in_words(voice, words, check.values) for words in (check.name, check.todo))
    return voice.say("setup-wrong-todo", name=name, todo=todo) if todo else voice.say("setup-wrong", name=name)


def _owners(voice: Voice, view: SetupCardView) -> list[CardElement]:
    told: list[CardElement] = []
    if view.unconfirmed:
        # everybody is named: pressing the button confirms each of them
        names = voice.names(view.unconfirmed, len(view.unconfirmed))
        here = Verb.CONFIRM_OWNERS in view.verbs
        told.append(warning(voice.say("setup-unconfirmed" if here else "setup-unconfirmed-later", names=names)))
        told += [note(voice.say("setup-unconfirmed-rule"))] if here else []
    if view.added:
        told.append(warning(voice.say("setup-unconfirmed-new", names=voice.names(view.added, len(view.added)))))
    if view.unconfirmed_approvers:
        some = view.unconfirmed_approvers
        told.append(warning(voice.say("setup-unconfirmed-approvers", names=voice.names(some, len(some)))))
    if view.added_approvers:
        some = view.added_approvers
        told.append(warning(voice.say("setup-added-approvers", names=voice.names(some, len(some)))))
    if view.confirmed:
        told.append(note(voice.say("setup-confirmed", names=view.confirmed)))
    return told


def help_card(view: HelpView) -> dict[str, Any]:
    """Four lines and at most three buttons; an unknown part is helped as an employee."""
    voice = voice_of(view.reader)
    part = view.part if view.part in _COMMANDS else "employee"
    body = [line(voice.say(f"help-{part}-{number}")) for number in range(1, 5)]
    typed = [voice.plain(command) for command in _COMMANDS[part]]
    return card(voice, voice.say(f"help-{part}"), body, suggestions(view.card, typed))
