"""Roles told by what they let a person do, administrator roles first and bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cards.words import Text, bold, has, plain_text, safe_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cards.words import Voice
    from provisioning.views import GroupView, RoleView


def effects(voice: Voice, roles: Sequence[RoleView]) -> Text:
    """What roles let a person do: "**Administrator of visitors**; books in Outlook"."""
    return Text("; ".join(_effect(voice, role) for role in in_order(roles)))


def plain_effects(voice: Voice, roles: Sequence[RoleView]) -> str:
    """The same where no Markdown is understood."""
    told = (
        voice.plain(f"effect-{role.effect}") if has(f"effect-{role.effect}") else plain_text(role.name)
        for role in in_order(roles)
    )
    return "; ".join(told)


def in_order(roles: Iterable[RoleView]) -> list[RoleView]:
    """Each role once, administrator roles first; optional only where no group is sure to give it."""
    once: dict[str, RoleView] = {}
    for role in roles:
        if role.name not in once or once[role.name].optional:
            once[role.name] = role
    return sorted(once.values(), key=lambda role: not role.is_administrator)


def of_groups(voice: Voice, groups: Sequence[GroupView]) -> Text:
    """What groups give: "**Administrator of visitors**; books in Outlook (Receptionists, 2 roles)"; "" for no groups."""
    if not groups:
        return Text()
    roles = in_order(role for group in groups for role in group.roles)
    told = effects(voice, roles) or voice.say("change-no-roles")
    return voice.say("effects-of", effects=told, groups=[group.name for group in groups], count=len(roles))


def group_line(voice: Voice, group: GroupView) -> str:
    """A group with its roles by name, without Markdown: "Receptionists → Visitors Administrator, Add-in User"."""
    names = [_name(voice, role) for role in in_order(group.roles)]
    return voice.plain("group-with-roles", group=group.name, roles=", ".join(names)) if names else group.name


def administrators(groups: Iterable[GroupView]) -> list[RoleView]:
    """The administrator roles among those of groups, each once."""
    return [role for role in in_order(role for group in groups for role in group.roles) if role.is_administrator]


def _name(voice: Voice, role: RoleView) -> str:
    return voice.plain("role-optional", role=role.name) if role.optional else role.name


def _effect(voice: Voice, role: RoleView) -> Text:
    key = f"effect-{role.effect}"
    told = voice.say(key) if role.effect and has(key) else safe_text(role.name)
    if role.is_administrator:
        told = bold(told)
    return voice.say("effect-where-given", effect=told) if role.optional else told
