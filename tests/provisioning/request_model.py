"""What the rules permit, in plain Python: who may ask, decide, hand over and end, and where each request then stands.

It is told what people press and what is so in Entra, and never looks into the database.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from office import BEGIN, OWNERS, STRONG

from provisioning.domain.states import State

if TYPE_CHECKING:
    from collections.abc import Iterable

OWNERS_GROUP = "Owners"
ADMINISTRATORS = frozenset({"maria"})
EMPLOYEES = (*OWNERS, "priya", "maria")
EXTERNALS = ("lars", "ida", "bo")
ZONE = ZoneInfo("Europe/Copenhagen")
OPEN = {State.SUBMITTED, State.PENDING, State.APPROVED}
#: So many removals of one owner in a day need nobody; an invitation is asked for so many days, and closes after so many.
MANY, STAYS, CLOSES = 5, 14, 7


def end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), tzinfo=ZONE)


@dataclass(frozen=True)
class Stage:
    """Who decides it; ``outside``: nobody who is in Owners, known or not."""

    named: str
    outside: bool = False


@dataclass(kw_only=True, eq=False)
class Grant:
    who: str
    groups: set[str]
    until: datetime | None
    ended: bool = False


@dataclass(kw_only=True)
class Asked:
    """A request as the model has it; ``by`` is None where a date asks."""

    number: int
    kind: str
    by: str | None
    about: str
    at: datetime
    stages: tuple[Stage, ...] = ()
    joins: frozenset[str] = frozenset()
    leaves: frozenset[str] = frozenset()
    grants: list[Grant] = field(default_factory=list)
    state: State = State.SUBMITTED
    revision: int = 1
    closes: datetime | None = None
    #: What the approvers saw: known in the directory, and groups held.
    frozen: tuple[bool, frozenset[str]] = (False, frozenset())
    #: Who said yes, stage by stage; who was asked for the open stage, and who handed it to whom.
    yes: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    handed: dict[str, str] = field(default_factory=dict)
    #: Whom no card of this request reaches.
    lost: set[str] = field(default_factory=set)

    @property
    def until(self) -> datetime | None:
        """When access that is invited for ends; other requests are for good."""
        return end_of(self.at.astimezone(ZONE).date() + timedelta(days=STAYS)) if self.kind == "invite" else None

    @property
    def involved(self) -> set[str]:
        return {self.about} | ({self.by} if self.by else set())


@dataclass(kw_only=True)
class Model:
    """The organisation: who has a say, who is where, what was asked."""

    invite_stages: tuple[Stage, ...]
    linked: tuple[frozenset[str], ...] = ()
    now: datetime = BEGIN
    #: Owners whose membership is known; who is in the group at all.
    owners: set[str] = field(default_factory=lambda: set(OWNERS))
    in_owners: set[str] = field(default_factory=lambda: set(OWNERS))
    groups: dict[str, set[str]] = field(default_factory=dict)
    guests: set[str] = field(default_factory=set)
    grants: list[Grant] = field(default_factory=list)
    requests: dict[int, Asked] = field(default_factory=dict)

    # --- who may ---------------------------------------------------------------------------------------------------

    def persons(self, who: Iterable[str]) -> set[str]:
        """They and their other accounts."""
        found = set(who)
        return found.union(*(pair for pair in self.linked if pair & found))

    def named(self, stage: Stage, *, but: Iterable[str]) -> set[str]:
        """Whom a stage allows, but these people."""
        found = set(self.owners if stage.named == "owners" else ADMINISTRATORS)
        return found - self.persons(but) - (self.in_owners if stage.outside else set())

    def eligible(self, r: Asked) -> set[str]:
        """Who may decide the open stage now."""
        return self.named(r.stages[len(r.yes)], but={*r.involved, *r.yes, *r.handed})

    def in_world(self, who: str) -> tuple[bool, frozenset[str]]:
        """What Entra says: known, and in which groups."""
        member = self.groups.get(who, set()) | ({OWNERS_GROUP} if who in self.in_owners else set())
        return who in EMPLOYEES or who in self.guests, frozenset(member)

    def alive(self, who: str) -> list[Grant]:
        return [grant for grant in self.grants if grant.who == who and not grant.ended]

    def with_state(self, *states: State) -> list[Asked]:
        return [r for r in self.requests.values() if r.state in states]

    # --- asking ----------------------------------------------------------------------------------------------------

    def invite(self, by: str, about: str, group: str) -> Asked | None:
        """None where it is declined; the number is given by whoever stores it."""
        r = Asked(number=0, kind="invite", by=by, about=about, at=self.now, stages=self.invite_stages)
        r.joins = frozenset({group})
        if by not in self.owners or not self._decidable(r) or not self._make_room(r, dry=True):
            return None
        if any(group in grant.groups for grant in self.alive(about)):
            return None
        self._make_room(r)
        return r

    def change(self, by: str, about: str, group: str, *, adds: bool) -> Asked | None:
        r = Asked(number=0, kind="change", by=by, about=about, at=self.now)
        r.joins, r.leaves = (frozenset({group}), r.leaves) if adds else (r.joins, frozenset({group}))
        r.stages = self._stages_of_change(r)
        if by not in self.owners and not (adds and by == about):
            return None
        if OWNERS_GROUP in r.leaves and not self.owners - {about}:
            return None
        if not self._decidable(r) or not self._make_room(r, dry=True):
            return None
        self._make_room(r)
        return r

    def _stages_of_change(self, r: Asked) -> tuple[Stage, ...]:
        lately = [one for one in self.requests.values() if (one.by, one.kind) == (r.by, "change") and one.leaves]
        closed = {State.CANCELLED, State.REFUSED}
        removed = [one for one in lately if one.at > self.now - timedelta(days=1) and one.state not in closed]
        usual = (Stage("owners"),) if r.joins or len(removed) >= MANY else ()
        return (*usual, Stage("administrators", outside=True)) if OWNERS_GROUP in r.joins | r.leaves else usual

    def _decidable(self, r: Asked) -> bool:
        """Each stage by another person, whichever of their accounts."""
        places = [self.named(stage, but=r.involved) for stage in r.stages]
        chosen = itertools.product(*places)
        return any(all(not self.persons({a}) & {b} for a, b in itertools.combinations(some, 2)) for some in chosen)

    def _make_room(self, r: Asked, *, dry: bool = False) -> bool:
        """An open request of the same person for the same takes its leave; any other stands in the way."""
        for other in self.with_state(*OPEN):
            same = other.kind == r.kind and other.about == r.about
            if not same or (r.kind == "change" and not (r.joins | r.leaves) & (other.joins | other.leaves)):
                continue
            if other.by != r.by or other.state is State.APPROVED:
                return False
            other.state = other.state if dry else State.SUPERSEDED
        return True

    def look(self, r: Asked) -> None:
        """The worker has looked outside."""
        if self._is_refused(r):
            r.state = State.REFUSED
        else:
            r.frozen = self.in_world(r.about)
            self._ask(r)

    def _is_refused(self, r: Asked) -> bool:
        known, member = self.in_world(r.about)
        match r.kind:
            case "invite":
                return (known and r.joins <= member) or (r.until is not None and r.until <= self.now)
            case "change":
                new = r.joins - member | ({OWNERS_GROUP} & r.joins if r.about not in self.owners else set())
                return not new and not r.leaves & member
        return False

    def _ask(self, r: Asked) -> None:
        """The first stage."""
        r.yes, r.handed, r.asked = [], {}, set()
        if not r.stages:
            r.state = State.APPROVED
            return
        asked = self.eligible(r)
        r.state = State.PENDING if asked else State.REFUSED
        closes = end_of(self.now.astimezone(ZONE).date() + timedelta(days=CLOSES))
        r.closes = min(closes, r.until or closes)
        self._send(r, asked)

    def _send(self, r: Asked, who: set[str]) -> None:
        """Whoever is asked is tried again, whatever did not arrive before."""
        r.asked |= who
        r.lost -= who

    # --- deciding --------------------------------------------------------------------------------------------------

    def decide(self, r: Asked, by: str, *, approved: bool, sure: bool, revision: int) -> bool:
        """``sure``: the number was typed, or a reason given."""
        if r.state is not State.PENDING or revision != r.revision or by not in self.eligible(r):
            return False
        if not sure and (not approved or self._needs_care(r)):
            return False
        if not approved:
            r.state = State.REJECTED
            return True
        yes, asked, handed = r.yes, r.asked, r.handed
        r.yes, r.asked, r.handed = [*yes, by], set(), {}
        if len(r.yes) == len(r.stages):
            r.state = State.APPROVED
        elif after := self.eligible(r):
            self._send(r, after)
        else:
            r.yes, r.asked, r.handed = yes, asked, handed
            return False
        return True

    def _needs_care(self, r: Asked) -> bool:
        if r.kind == "change":
            return OWNERS_GROUP in r.joins | r.leaves
        return STRONG in r.joins | r.frozen[1]

    def hand_over(self, r: Asked, by: str, to: str, revision: int) -> bool:
        if r.state is not State.PENDING or revision != r.revision or by not in self.eligible(r):
            return False
        if to not in self.eligible(r) - self.persons({by}):
            return False
        r.handed[by] = to
        r.asked.add(by)
        self._send(r, {to})
        return True

    def cancel(self, r: Asked, by: str) -> bool:
        if by != r.by or r.state not in OPEN:
            return False
        r.state = State.CANCELLED
        return True

    def look_after(self, r: Asked) -> None:
        """Nothing is kept open without somebody who may ask for it and somebody who can be reached; what was handed to nobody comes back."""
        if r.state is not State.PENDING:
            return
        if not self._may_still_ask(r):
            r.state = State.CANCELLED
            return
        could = self.named(r.stages[len(r.yes)], but={*r.involved, *r.yes}) - (r.lost & r.asked)
        while back := {giver for giver, to in r.handed.items() if to not in r.handed and to not in could}:
            r.handed = {giver: to for giver, to in r.handed.items() if giver not in back}
        can = self.eligible(r)
        if not can - (r.lost & r.asked):
            r.state = State.REFUSED
        else:
            self._send(r, can - r.asked)

    def _may_still_ask(self, r: Asked) -> bool:
        return r.by is None or r.by in self.owners or (r.kind == "change" and r.by == r.about)

    def look_at_all(self) -> None:
        for r in self.requests.values():
            self.look_after(r)

    def leave_owners(self, who: str) -> None:
        self.owners.discard(who)
        self.in_owners.discard(who)
        self.look_at_all()

    def join_owners(self, who: str) -> None:
        """Behind Usher's back: without a say, but nobody who guards them from outside any more."""
        self.in_owners.add(who)
        self.look_at_all()

    # --- carrying out ----------------------------------------------------------------------------------------------

    def carry_out(self, r: Asked) -> None:
        """An approved request is taken up and, if all still holds, done."""
        ends = [one for one in self.with_state(State.SUBMITTED, State.APPROVED) if one.kind == "end" and one.by]
        if r.kind != "end" and any(one.about == r.about and one.number > r.number for one in ends):
            r.state = State.FAILED
        elif not self._may_still_ask(r):
            r.state = State.CANCELLED
        elif any(who not in self._entitled(r, place) for place, who in enumerate(r.yes)):
            self._again(r)
        elif OWNERS_GROUP in r.leaves & r.frozen[1] and not self.owners - {r.about}:
            r.state = State.CANCELLED
        elif r.kind != "end" and self._is_refused(r):
            r.state, r.revision = State.REFUSED, r.revision + 1
        elif r.kind != "end" and self.in_world(r.about) != r.frozen:
            r.frozen = self.in_world(r.about)
            self._again(r)
        else:
            self._deliver(r)

    def _entitled(self, r: Asked, place: int) -> set[str]:
        """Who might have decided that stage, judged now."""
        return self.named(r.stages[place], but={*r.involved, *r.yes[:place], *r.yes[place + 1 :]})

    def _again(self, r: Asked) -> None:
        r.revision += 1
        self._ask(r)

    def _deliver(self, r: Asked) -> None:
        r.state = State.DELIVERED
        if r.kind == "end":
            self._end(r)
            return
        held = self.groups.setdefault(r.about, set())
        held |= r.joins - {OWNERS_GROUP}
        held -= r.leaves
        if r.kind == "invite":
            self.guests.add(r.about)
        if r.joins:
            self.grants.append(Grant(who=r.about, groups=set(r.joins), until=r.until))
        for grant in self.alive(r.about):
            grant.groups -= r.leaves
            grant.ended = not grant.groups
        self._change_owners(r)

    def _change_owners(self, r: Asked) -> None:
        if OWNERS_GROUP in r.joins:
            self.owners.add(r.about)
            self.in_owners.add(r.about)
            self.look_at_all()
        if OWNERS_GROUP in r.leaves:
            self.leave_owners(r.about)

    # --- ending ----------------------------------------------------------------------------------------------------

    def end(self, by: str, about: str) -> Asked | None:
        held = self.alive(about)
        under_way = [r for r in self.with_state(*OPEN) if r.kind == "end" and r.about == about]
        if by not in self.owners or not held or any(OWNERS_GROUP in grant.groups for grant in held):
            return None
        if any(all(grant in r.grants for grant in held) for r in under_way):
            return None
        return Asked(number=0, kind="end", by=by, about=about, at=self.now, grants=held)

    def _end(self, r: Asked) -> None:
        ending = self.alive(r.about) if r.by else [grant for grant in r.grants if not grant.ended]
        for grant in ending:
            grant.ended = True
        kept = set[str]().union(*(grant.groups for grant in self.alive(r.about)))
        left = set[str]().union(*(grant.groups for grant in ending)) - kept
        self.groups.setdefault(r.about, set()).difference_update(left)

    def sweep(self, now: datetime) -> list[Asked]:
        """Time has passed: what closes, and the ends that dates ask for."""
        self.now = now
        for r in self.with_state(State.PENDING):
            if r.closes is not None and r.closes <= now:
                r.state = State.EXPIRED
        found = []
        for who in sorted({grant.who for grant in self.grants if not grant.ended}):
            taken = [grant for r in self.with_state(*OPEN) if (r.kind, r.about) == ("end", who) for grant in r.grants]
            due = [grant for grant in self.alive(who) if grant.until is not None and grant.until <= now]
            left = [grant for grant in due if grant not in taken]
            if left:
                found.append(Asked(number=0, kind="end", by=None, about=who, at=now, grants=left))
        return found
