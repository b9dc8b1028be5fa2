"""What every use case works at: one connection with its transaction, the rules, the vault, the moment and the queue."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from provisioning.storage import audit
from provisioning.storage.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from provisioning.domain.rules import Rules
    from provisioning.storage.keys import Keys

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Job:
    """A workflow to be enqueued in the caller's transaction. Arguments are ids; the same ``id`` runs once."""

    workflow: str
    queue: str
    id: str
    args: tuple[int | str, ...]


@dataclass(kw_only=True)
class Desk:
    """One unit of work. ``now`` is world time, read once; ``way`` says how the wish came in (card, chat, sweep …)."""

    c: Connection
    rules: Rules
    keys: Keys
    now: datetime
    put_in_queue: Callable[[Connection, Job], None]
    way: str
    activity: str | None = None
    #: Ids of running workflows to wake once this is committed.
    to_wake: list[str] = field(default_factory=list)
    #: Cards of those who were asked for together, to be looked at last of all: every request is held by then.
    batches: set[str] = field(default_factory=set)
    #: Those of them whose requester must act, or has waited for what happened here.
    news: set[str] = field(default_factory=set)
    #: Ends and removals that came to nothing here: what stopped for them goes on.
    called_off: set[int] = field(default_factory=set)
    #: What was closed here because it had stopped for one of them.
    stopped: set[int] = field(default_factory=set)
    #: Reviews of externals whose cards tell of a request that was moved.
    reviews: set[int] = field(default_factory=set)
    #: Ids of cards to show anew once this is committed.
    to_show: list[str] = field(default_factory=list)
    #: Requests of which every card is among them that there is once another is made, or at the end.
    all_shown: set[int] = field(default_factory=set)
    #: Ids of cards of which something was changed here that their view depends on.
    changed_cards: set[str] = field(default_factory=set)
    #: It was judged here that every group that has a say was read lately.
    fresh: bool = False
    #: What was read while nothing is changed; None while something may be.
    _kept: dict[Hashable, Any] | None = field(default=None, init=False, repr=False)

    @cached_property
    def vault(self) -> Vault:
        """Personal details."""
        return Vault(self.c, self.keys)

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Cards are made and nothing is changed in here: what :meth:`once` reads for one of them serves the others."""
        self._kept = {}
        try:
            yield
        finally:
            self._kept = None

    def once(self, key: Hashable, read: Callable[[], T]) -> T:
        """What ``read`` finds, which nobody may change: in :meth:`unchanged` asked for once by this key, elsewhere at every call."""
        if self._kept is None:
            return read()
        if key not in self._kept:
            self._kept[key] = read()
        found: T = self._kept[key]
        return found

    def audit(
        self,
        event: str,
        *,
        actor: str | None = None,
        request: int | None = None,
        revision: int | None = None,
        subject: str | None = None,
        **detail: Any,
    ) -> None:
        """Append one audit event; ``detail`` takes ids, hashes and counts alone."""
        entry = audit.Entry(
            at=self.now,
            event=event,
            way=self.way,
            actor=actor,
            request=request,
            revision=revision,
            subject=subject,
            activity=self.activity,
            detail=detail,
        )
        audit.append(self.c, self.keys.audit, entry)

    def enqueue(self, workflow: str, identity: str, *args: int | str, queue: str = "work") -> None:
        """Enqueue a workflow that starts once this transaction is committed."""
        self.put_in_queue(self.c, Job(workflow=workflow, queue=queue, id=identity, args=args))
