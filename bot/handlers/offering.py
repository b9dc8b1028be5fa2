"""Which of the commands that may have been meant somebody is offered: those they may use, or one for each namesake. Typing one is judged anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers.press import Shown
from cards.actions import Verb
from provisioning.domain.states import WITHDRAWABLE
from provisioning.usecases import authority, carding, golive, looking, requests, signing, standing_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.naming import Several
    from provisioning.usecases.people import Member

#: What everybody may type, for whom too little else is left.
FOR_ALL = ("my requests", "my access", "help")
#: So many are offered.
OFFERED = 3


def offered(desk: Desk, who: str, commands: Sequence[str]) -> tuple[str, ...]:
    """Those of the commands that this person may use, the likeliest first; where some are not theirs, what everybody may type."""
    theirs = [told for told in commands if _MAY.get(told.split(" ")[0], _anybody)(desk, who, told)]
    return tuple(dict.fromkeys([*theirs, *FOR_ALL]))[: max(OFFERED, len(theirs))]


def of_namesakes(desk: Desk, member: Member, several: Several, command: str, until: date | None) -> Shown:
    """The command for each of those whom a name may mean; more than fit need the address, which is stored in the vault alone."""
    card = carding.issue(
        desk,
        member.pseudonym,
        "notice",
        verbs=(Verb.SAY,),
        key=several.key,
        about=desk.vault.digests(several.addresses),
    )
    day = f" {until.isoformat()}" if until else ""  # understood in every language
    return Shown(card, {"suggestions": [f"{command} {address}{day}" for address in several.addresses[:OFFERED]]})


def _anybody(desk: Desk, who: str, told: str) -> bool:
    del desk, who, told
    return True


def _owner(desk: Desk, who: str, told: str) -> bool:
    del told
    return who in authority.owners(desk)


def _in_charge(desk: Desk, who: str, told: str) -> bool:
    """Owners and administrators."""
    del told
    return bool(signing.part_of(desk, who))


def _tester(desk: Desk, who: str, told: str) -> bool:
    del told
    return golive.may_test(desk, who)


def _decider(desk: Desk, who: str, told: str) -> bool:
    del told
    return standing_in.may_be_away(desk, who)


def _requester(desk: Desk, who: str, told: str) -> bool:
    """Whose request it is, while it may be taken back."""
    request = requests.find(desk, int(told.rpartition("-")[2]))
    return request is not None and request.requester == who and request.state in WITHDRAWABLE


def _reader(desk: Desk, who: str, told: str) -> bool:
    request = requests.find(desk, int(told.rpartition("-")[2]))
    return request is not None and looking.may_see_history(desk, who, request)


#: By the first word of a command.
_MAY: dict[str, Callable[[Desk, str, str], bool]] = {
    "invite": _owner,
    "end": _owner,
    "extend": _owner,
    "take": _owner,
    "review": _owner,
    "setup": _in_charge,
    "pause": _in_charge,
    "resume": _in_charge,
    "test": _tester,
    "away": _decider,
    "back": _decider,
    "cancel": _requester,
    "why": _reader,
}
