"""A request's life in plain Python: what the audit tells of it is replayed, and anything that no rule permits is named.

It knows the table of states and nothing of how the use cases come to them, so that a mistake of theirs is not shared.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from provisioning.domain.states import State, check_move
from provisioning.storage import audit
from provisioning.storage import tables as t
from provisioning.usecases import checking, people, requests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from office import Office

    from provisioning.usecases.desk import Desk

#: Where an event leaves a request, whatever else it says.
LEADS_TO = {
    "request.refused": State.REFUSED,
    "decision.rejected": State.REJECTED,
    "request.cancelled": State.CANCELLED,
    "request.replaced": State.SUPERSEDED,
    "request.expired": State.EXPIRED,
    "preview.moved": State.VOID,
    "execution.started": State.EXECUTING,
    "request.delivered": State.DELIVERED,
    "request.partially_delivered": State.PARTIALLY_DELIVERED,
    "request.left_out": State.DELIVERED,
    "request.failed": State.FAILED,
}
#: What is told only while a request is carried out.
OF_EXECUTIONS = frozenset({"step.done", "grant.started", "verification.proved", "verification.missing"})


@dataclass(kw_only=True)
class Life:
    """Where a request stands after the events so far; ``interested`` asked for it, or gain by it."""

    interested: frozenset[str]
    stages: int
    state: State = State.SUBMITTED
    revision: int = 1
    #: (revision, stage, approver) of each yes and no.
    votes: list[tuple[int, int, str]] = field(default_factory=list)
    #: (revision, stage, giver, receiver).
    handed: list[tuple[int, int, str, str]] = field(default_factory=list)
    ended_by: list[str] = field(default_factory=list)

    @property
    def stage(self) -> int:
        """The open one."""
        return 1 + len([vote for vote in self.votes if vote[0] == self.revision])

    def go(self, to: State) -> None:
        check_move(self.state, to)
        self.state = to

    def happen(self, event: str, row: Any) -> None:
        """One event of the audit."""
        detail = json.loads(row.detail)
        if event in OF_EXECUTIONS:
            assert self.state is State.EXECUTING, event
        elif event == "preview.frozen":
            self._freeze(row.revision)
        elif event == "execution.called_off":
            self._call_off(detail["rule"], actor=row.actor)
        elif event.startswith("decision."):
            self._decide(event, row, detail)
        elif event in LEADS_TO:
            self.revision += event == "request.refused" and self.state is State.VOID
            self.go(LEADS_TO[event])

    def _freeze(self, revision: int) -> None:
        if revision > self.revision and self.state is State.APPROVED:  # an approver lost the right: asked again
            self.go(State.VOID)
        assert revision == self.revision + (self.state is State.VOID)
        self.revision = revision
        self.go(State.PENDING if self.stages else State.APPROVED)

    def _call_off(self, rule: str, *, actor: str | None) -> None:
        assert actor is None
        if rule != "why-approver-lost":
            self.go(State.CANCELLED)

    def _decide(self, event: str, row: Any, detail: dict[str, Any]) -> None:
        assert (self.state, row.revision, detail["stage"]) == (State.PENDING, self.revision, self.stage), event
        here = (self.revision, self.stage)
        assert row.actor not in self.interested, "decided for themselves"
        assert row.actor not in {who for revision, _, who in self.votes if revision == self.revision}, "two votes"
        self._check_giver(row.actor)
        if event == "decision.handed_over":
            assert detail["to"] not in {row.actor, *self.interested}
            self.handed.append((*here, row.actor, detail["to"]))
            return
        self.votes.append((*here, row.actor))
        if event == "decision.rejected":
            self.go(State.REJECTED)
        elif here[1] == self.stages:
            self.go(State.APPROVED)

    def _check_giver(self, who: str) -> None:
        """Who handed this stage over decides it only where it may have come back."""
        mine = [to for revision, stage, giver, to in self.handed if (revision, stage, giver) == (*self.place, who)]
        assert not mine or mine[-1] in self.lost, "handed over, and decided"

    @property
    def place(self) -> tuple[int, int]:
        """Revision and stage that are open."""
        return self.revision, self.stage

    #: Whom no card of the request reached, or who had no say any more.
    lost: set[str] = field(default_factory=set)


async def check_histories(office: Office) -> dict[int, Life]:
    """Every request's history is one that the rules permit, its rows say the same, and the audit verifies."""
    lives: dict[int, Life] = await office.service.look(_replay_all)
    verdict = await office.database.read(audit.verify, office.service.keys.audit)
    assert verdict.fault is None
    return lives


def _replay_all(desk: Desk) -> dict[int, Life]:
    c, d = t.audit.c, t.decisions.c
    told: dict[int, list[Any]] = {}
    for row in desk.c.execute(t.audit.select().where(c.request.is_not(None)).order_by(c.id)):
        told.setdefault(row.request, []).append(row)
    votes: dict[int, list[Any]] = {}
    for row in desk.c.execute(t.decisions.select().order_by(d.id)):
        votes.setdefault(row.request, []).append(row)
    stored = {one.number: one for one in requests.list_where(desk)}
    assert told.keys() == stored.keys()
    return {number: _replay(desk, one, told[number], votes.get(number, [])) for number, one in stored.items()}


def _replay(desk: Desk, request: requests.Request, rows: Sequence[Any], votes: Sequence[Any]) -> Life:
    interested = {one for who in (request.requester, request.subject) if who for one in people.list_linked(desk, who)}
    life = Life(interested=frozenset(interested), stages=len(checking.stages_of(desk, request)))
    assert [row.event for row in rows].index("request.submitted") == 0
    for row in rows:
        if row.event in {"delivery.failed", "approver.dropped"}:
            life.lost.add(row.subject)
        life.happen(row.event, row)
    assert (life.state, life.revision) == (request.state, request.revision)
    assert life.votes == [(row.revision, row.stage, row.approver) for row in votes]
    return life
