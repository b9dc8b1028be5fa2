"""Waves: named sets of role groups that enter the scope together, what must be true before, and how far a set may move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from provisioning.domain.ports import DirectoryUser

#: Checks that a person signs with evidence; then all, in the article's order.
SIGNED = ("validated", "ready")
GATES = ("provisioning", "externals", "groups", "scope", "validated", "ready", "lifecycle")
#: When a wave starts on a day of which no time was said.
USUAL_START = "07:00"


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """How far the set of a scheduled wave may move against what was approved: the smaller of a share and a number."""

    percent: int = 5
    people: int = 10

    def of(self, size: int) -> int:
        """Joiners plus leavers that are allowed in a set of ``size`` people."""
        return min(size * self.percent // 100, self.people)


#: A person with one of these marks, or to whom one of these things happens, is never let through by an allowance.
NEVER_MARKS = frozenset({"owner", "administrator", "external", "by_hand"})
NEVER_CHANGES = frozenset({"switched_off", "taken_over", "lost"})


@dataclass(frozen=True, kw_only=True)
class Differing:
    """One person whose line is another one now: what happens to them, before and after ("" for in no list), and their marks."""

    before: str
    after: str
    marks: frozenset[str]

    @property
    def is_sensitive(self) -> bool:
        """Whether no allowance covers it."""
        return bool(self.marks & NEVER_MARKS or {self.before, self.after} & NEVER_CHANGES)


def is_within(allowance: Allowance, size: int, differing: Sequence[Differing], *, scheduled: bool) -> bool:
    """Whether a set of ``size`` people may have moved so since it was approved. Without a schedule nothing may."""
    if not differing:
        return True
    return scheduled and len(differing) <= allowance.of(size) and not any(one.is_sensitive for one in differing)


@dataclass(frozen=True, kw_only=True)
class Wave:
    """A named set of role groups that enter the scope together."""

    name: str
    groups: tuple[str, ...]
    #: Keys of :data:`GATES` that must be true before it may be asked for.
    gates: tuple[str, ...] = ()
    #: The wave that must be proven before this one may be asked for; "" for none.
    after: str = ""
    #: The day on which it is to open, as far as the organisation has decided one.
    planned: date | None = None
    allowance: Allowance = Allowance()


@dataclass(frozen=True, kw_only=True)
class Rollout:
    """How the organisation rolls the platform out."""

    #: The role group of those who test first; "" where there is none, and no test access.
    project_team: str = ""
    #: Addresses of people who test besides its members, in lower case.
    testers: frozenset[str] = frozenset()
    #: The wave at which test access ends; "" for none.
    go_live: str = ""
    #: Longest test access where no day is set for go-live.
    test_days: int = 90
    #: Entra's "accidental deletion prevention": more switch-offs in one cycle put the job into quarantine.
    deletion_limit: int = 100
    #: How many people are provisioned on demand before the cycle takes the rest.
    first: int = 3


@dataclass(frozen=True, kw_only=True)
class Externals:
    """Who is an external though the directory calls them a member. Guests always are."""

    #: Lower-cased values of Entra's employeeType.
    employee_types: frozenset[str] = frozenset()
    #: Beginnings of display names, lower-cased.
    name_prefixes: tuple[str, ...] = ()
    #: Whether the organisation has decided: the article's second step.
    decided: bool = False

    def include(self, user: DirectoryUser) -> bool:
        """Whether this person is an external."""
        by_type = (user.employee_type or "").casefold() in self.employee_types
        by_name = user.display_name.casefold().startswith(self.name_prefixes) if self.name_prefixes else False
        return user.is_guest or by_type or by_name
