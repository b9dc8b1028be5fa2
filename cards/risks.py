"""What whoever decides about several people must not overlook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cards.elements import warning
from cards.roles import administrators, effects
from cards.words import together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import BatchRow, GroupView


def risks(voice: Voice, groups: Sequence[GroupView], rows: Sequence[BatchRow]) -> list[CardElement]:
    """What stands under the title, as on the card of one: administrator roles, who is from outside, newcomers' domains, accounts that change hands."""
    told = [effects(voice, [role]) for role in administrators(groups)]
    outside = [row.name for row in rows if row.is_external]
    told += [voice.say("approve-external", names=outside)] if outside else []
    new = sorted({row.first_of for row in rows if row.first_of})
    told += [voice.say("approve-first", domain=domain) for domain in new[:3]]
    for account, key in (("taken_over", "batch-takeover"), ("switched_off", "many-last-group")):
        if names := [row.name for row in rows if row.change and row.change.account == account]:
            told.append(voice.say(key, names=names))
    return [warning(voice.say("approve-warning", risks=together(*told)))] if told else []
