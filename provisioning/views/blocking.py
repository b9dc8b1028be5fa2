"""Whether the guest account of somebody whose access has ended is blocked as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from provisioning.views.requests import Reader


@dataclass(frozen=True, kw_only=True)
class BlockView:
    """What was asked about a guest account, and what came of it."""

    #: "open" (nobody has answered), "left", "asked" (an administrator is to do it), "done", "gone" (the account is), "unseen"
    #: (nobody looks any more), "withdrawn" (access was given again) or "over" (they were erased).
    state: str
    #: Who is asked, or has answered.
    by: str
    #: Since when it stands so.
    at: datetime
    #: When an administrator said that it is done, and when it was looked at after that and was not so; None for not yet.
    said: datetime | None = None
    looked: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class BlockTaskView:
    """What an administrator does in Entra, where Usher may not. Without ``verbs`` nothing is to be done any more."""

    card: str
    reader: Reader
    address: str
    #: The request that ended their access.
    number: int
    block: BlockView
    verbs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BlockRow:
    """One of several guests whose account is to be blocked."""

    address: str
    number: int
    block: BlockView


@dataclass(frozen=True, kw_only=True)
class BlockTasksView:
    """The same task for several guests."""

    card: str
    reader: Reader
    rows: tuple[BlockRow, ...]
    verbs: tuple[str, ...]


BlockingView = BlockTaskView | BlockTasksView
