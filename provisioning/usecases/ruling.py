"""Which rules are in force: the audit has a word of it wherever they changed, since approvals are judged by them."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning.storage import audit
from provisioning.storage import tables as t
from provisioning.usecases import block_handing, reaching, tasking

if TYPE_CHECKING:
    from provisioning.domain.rules import Rules
    from provisioning.usecases.desk import Desk

LOADED = "policy.loaded"

_LAST = select(t.audit.c.detail).where(t.audit.c.event == LOADED).order_by(t.audit.c.id.desc()).limit(1)


def note(desk: Desk) -> bool:
    """Write down the rules of this process by their hash, unless they are the last that were; whether it did."""
    audit.take_turns(desk.c)  # of processes that start at once each would find the same last ones
    digest, last = digest_of(desk.rules), desk.c.scalar(_LAST)
    if last is not None and json.loads(last)["hash"] == digest:
        return False
    desk.audit(LOADED, hash=digest)
    return True


def take_up(desk: Desk) -> None:
    """What every process does once it is up: of rules that are others than the last, what waits is to follow them from now on.

    In the unit that notes them: whoever comes after a crash between the two would find nothing to do.
    """
    if note(desk):
        tasking.hand_on(desk)
        block_handing.hand_on(desk)
        reaching.ask_by_rules(desk)


def digest_of(rules: Rules) -> str:
    """SHA-256 over everything that the settings decide, however the file is laid out."""
    text = json.dumps(dataclasses.asdict(rules), default=_plain, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """What JSON lacks: sets in one order, everything else as it reads."""
    return sorted(map(str, value)) if isinstance(value, frozenset | set) else str(value)
