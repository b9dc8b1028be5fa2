"""Whether what is asked for could be decided at all: what nobody could decide is declined before anybody waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning.domain import distinct
from provisioning.domain.errors import Declined
from provisioning.domain.rules import GROUP
from provisioning.usecases import absences, authority, people

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from provisioning.domain.rules import StageRule
    from provisioning.usecases.desk import Desk


def check(desk: Desk, stages: Sequence[StageRule], *, involved: Sequence[str]) -> None:
    """Decline what nobody could decide: each stage needs somebody who neither asks nor gains, nor stands in for who does.

    One person decides one stage, by whichever account.
    """
    if are_filled(desk, stages, involved=(*involved, *absences.deputies_of(desk, involved, desk.now))):
        return
    if are_filled(desk, stages, involved=involved):
        raise Declined("declined-only-deputy")
    administrator = people.administrator_name(desk)
    if groups := unconfirmed(desk, stages, involved=involved):
        raise Declined("declined-approvers-unconfirmed", groups=groups, administrator=administrator)
    if all(authority.eligible(desk, stage, involved=involved) for stage in stages):
        raise Declined("declined-stages-one-person", administrator=administrator)
    raise Declined("declined-no-approver", administrator=administrator)


def are_filled(desk: Desk, stages: Sequence[StageRule], *, involved: Collection[str]) -> bool:
    """Whether each stage finds somebody of its own who may decide it."""
    places = [authority.eligible(desk, stage, involved=tuple(involved)) for stage in stages]
    if len(places) < 2:  # noqa: PLR2004  nobody's other account matters to a single stage
        return all(places)
    whose = {who: min(people.list_linked(desk, who)) for who in set().union(*places)}
    return distinct.fill([{whose[who] for who in place} for place in places])


def unconfirmed(desk: Desk, stages: Sequence[StageRule], *, involved: Collection[str]) -> list[str]:
    """Groups without whose members a stage has nobody, and whose members could decide it once somebody confirms them there."""
    own, found = people.with_linked(desk, involved), set[str]()
    for stage in stages:
        if not authority.eligible(desk, stage, involved=tuple(involved)):
            named = {entry.removeprefix(GROUP) for entry in stage.approvers if entry.startswith(GROUP)}
            found |= {group for group in named if authority.unconfirmed_of(desk, group) - own}
    return sorted(found)
