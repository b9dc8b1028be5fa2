"""What an execution will change, has moved, and leaves: the same words on every card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cards.roles import effects
from cards.words import Text, together

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cards.words import Voice
    from provisioning.views import ChangeView, RoleView


def change_in_words(voice: Voice, change: ChangeView) -> Text:
    """As "Will be created in Entra as guest and in AskCody; nobody else is touched"."""
    if change.directory == "created" and change.account == "created":
        return voice.say("change-both-created")
    told = [
        voice.say("change-leaves", groups=change.leaves) if change.leaves else Text(),
        voice.say("change-account", account=change.account),
        _directory(voice, change),
        voice.say("change-joins", groups=[group.name for group in change.joins]) if change.joins else Text(),
        voice.say("change-nobody-else"),
    ]
    return together(*told, by="; ")


def _directory(voice: Voice, change: ChangeView) -> Text:
    if change.leaves:  # leaving a group is a change in Entra
        return voice.say("change-directory-stays") if change.directory == "exists" else Text()
    return Text() if change.directory == "known" else voice.say("change-directory", directory=change.directory)


def lost_in_words(voice: Voice, change: ChangeView) -> Text:
    """What somebody may do now and not afterwards; "" where the platform shows no such role."""
    stays = {role.name for role in change.roles_after}
    return effects(voice, [role for role in change.roles_before if role.name not in stays])


def effects_in_words(voice: Voice, change: ChangeView) -> list[Text]:
    """What somebody whose groups change may do before and afterwards, why they keep what they keep, and what is missing."""
    before, after = (effects(voice, roles) or voice.say("change-no-roles") for roles in _both(change))
    key = "change-effects" if before != after else "change-effects-same"
    told = [voice.say(key, before=before, after=after)]
    own = [role for role, groups in change.kept_roles if groups == ("",)]
    told += [
        voice.say("change-kept-role", role=role, groups=groups) for role, groups in change.kept_roles if groups != ("",)
    ]
    told += [voice.say("change-kept-own", roles=own)] if own else []
    told += [voice.say(f"needs-{needs}", role=role) for role, needs in change.needs]
    return told + [voice.say("change-lacking", role=role, other=other) for role, other in change.lacking]


def _both(change: ChangeView) -> tuple[Sequence[RoleView], Sequence[RoleView]]:
    return change.roles_before, change.roles_after


def last_group(voice: Voice, change: ChangeView, name: str) -> list[Text]:
    """Said bold and before anything is done: without any group left, the account is switched off."""
    return [voice.say("change-last-group", name=name)] if change.account == "switched_off" else []


def roles_in_words(voice: Voice, change: ChangeView) -> Text:
    """What the person can do now and afterwards; "" for somebody who has nothing now."""
    if not change.roles_before:
        return Text()
    return voice.say("change-roles", before=_roles(voice, change.roles_before), after=_roles(voice, change.roles_after))


def kept(voice: Voice, group: str, number: int, until: date | None) -> Text:
    """A group that stays for another reason; ``number`` is 0 for what existed before Usher."""
    key = "keeps" + ("-request" if number else "") + ("-until" if until else "")
    return voice.say(key, group=group, number=number, until=until)


def keeps_in_words(voice: Voice, change: ChangeView) -> tuple[Text, ...]:
    """A line for each group that stays, or is held already for a shorter time; at most five and the rest."""
    stays = [kept(voice, group, number, until) for group, _, number, until in change.keeps]
    longer = [voice.say("change-prolongs", group=group, number=n, until=until) for group, n, until in change.prolongs]
    return voice.rows([*stays, *longer])


def moves_in_words(voice: Voice, before: ChangeView, now: ChangeView) -> list[Text]:
    """What differs between the change that was approved and the facts of now."""
    return [
        voice.say(key, before=old, now=new)
        for key, old, new in (
            ("moved-directory", _is(voice, before.directory), _is(voice, now.directory)),
            ("moved-account", _is(voice, before.account), _is(voice, now.account)),
            ("moved-roles", _roles(voice, before.roles_after), _roles(voice, now.roles_after)),
            ("moved-groups", _groups(voice, before), _groups(voice, now)),
        )
        if old != new
    ]


def _is(voice: Voice, what: str) -> Text:
    return voice.say("moved-is", what=what)


def _roles(voice: Voice, roles: Sequence[RoleView]) -> Text:
    return effects(voice, roles) or voice.say("change-no-roles")


def _groups(voice: Voice, change: ChangeView) -> Text:
    return voice.names([group.name for group in change.joins]) or voice.say("moved-none")
