"""Presses about what changed outside Usher: put it back or end it, or keep it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.handlers.press import Press, Result
from cards.actions import Field, Verb
from provisioning.usecases import account_righting, findings, righting

if TYPE_CHECKING:
    from collections.abc import Callable

    from provisioning.usecases.desk import Desk

#: As large as a column holds it.
NUMBER = re.compile(r"[0-9]{1,9}")


def _which(press: Press) -> int:
    """The finding that was chosen, or the only one that waited when the card was read; 0 for neither."""
    told = press.text(Field.FINDING) or press.card.pressed or ""
    return int(told) if NUMBER.fullmatch(told) else 0


def _put_back(desk: Desk, press: Press) -> Result:
    righting.put_back(desk, press.member, press.card, _which(press))
    return Result()


def _keep(desk: Desk, press: Press) -> Result:
    keep = account_righting.keep if press.card.kind == findings.ACCOUNTS_CARD else righting.keep
    keep(desk, press.member, press.card, _which(press))
    return Result()


def _ask(desk: Desk, press: Press) -> Result:
    righting.ask(desk, press.member, press.card, _which(press))
    return Result()


def _end_account(desk: Desk, press: Press) -> Result:
    account_righting.end(desk, press.member, press.card, _which(press))
    return Result()


def _more_accounts(desk: Desk, press: Press) -> Result:
    account_righting.show_more(desk, press.member, press.card)
    return Result()


VERBS: dict[str, Callable[[Desk, Press], Result]] = {
    Verb.DRIFT_PUT_BACK: _put_back,
    Verb.DRIFT_KEEP: _keep,
    Verb.DRIFT_ASK: _ask,
    Verb.ACCOUNT_END: _end_account,
    Verb.ACCOUNT_MORE: _more_accounts,
}
