"""The role groups, the rollout's checklist, and what people vouch for: typed, and pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.handlers.press import Press, Result, Shown
from cards.actions import Field, Verb
from provisioning.usecases import carding, checklist, grouping, signing

if TYPE_CHECKING:
    from collections.abc import Callable

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member


def groups(desk: Desk, member: Member, intent: Any) -> Shown:
    """The article's table, read in Entra first."""
    del intent
    return Shown(grouping.open_card(desk, member))


def rollout(desk: Desk, member: Member, intent: Any) -> Shown:
    """The checklist."""
    del intent
    return Shown(checklist.open_card(desk, member))


def _confirm(desk: Desk, press: Press) -> Result:
    grouping.confirm(desk, press.member, press.card)
    return Result()


def _look(desk: Desk, press: Press) -> Result:
    grouping.look_again(desk, press.member, press.card)
    return Result()


def _sign(desk: Desk, press: Press) -> Result:
    signing.sign(desk, press.member, press.card, press.text(Field.EVIDENCE))
    return Result()


def _withdraw(desk: Desk, press: Press) -> Result:
    signing.withdraw(desk, press.member, press.card)
    return Result()


def _not_yet(desk: Desk, press: Press) -> Result:
    """Nothing is signed: the checklist as it was, or a word instead of the card."""
    signing.choose(desk, press.card, "")
    if press.card.kind == signing.SIGNING:
        carding.offer(desk, press.card, (), kind="notice", terms={"key": "notice-not-signed"})
    return Result()


def _choose(gate: str) -> Callable[[Desk, Press], Result]:
    def answer(desk: Desk, press: Press) -> Result:
        signing.choose(desk, press.card, gate)
        return Result()

    return answer


VERBS: dict[str, Callable[[Desk, Press], Result]] = {
    Verb.GROUPS_CONFIRM: _confirm,
    Verb.GROUPS_LOOK: _look,
    Verb.GATE_SIGN: _sign,
    Verb.GATE_NOT_YET: _not_yet,
    Verb.GATE_WITHDRAW: _withdraw,
    Verb.GATE_VALIDATED: _choose("validated"),
    Verb.GATE_READY: _choose("ready"),
}
