"""What a wave would change, person by person: memberships and the platform's account as read, against those after the wave.

The platform knows people by their mail address, so an account belongs to whoever the address leads to. Where the platform
cannot be read, Entra's scope stands for it: whoever is in scope is taken to have an account that is on, with exactly the
roles of their groups, everybody else to have none; accounts made by hand cannot be told then, nor lost ones.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provisioning.domain.rules import Rules


class Change(StrEnum):
    """What happens to one person, or to an account that is nobody's."""

    CREATED = "created"
    CHANGED = "changed"
    SWITCHED_OFF = "switched_off"
    FAILS = "fails"
    UNCHANGED = "unchanged"
    #: An account made by hand becomes theirs.
    TAKEN_OVER = "taken_over"
    #: An account made by hand that nobody of the scope has: the synchronisation would leave it to itself or remove it.
    LOST = "lost"


CHANGES = tuple(Change)


class Mark(StrEnum):
    """What makes somebody be named, and never be let through by an allowance."""

    OWNER = "owner"
    #: Gets an administrator's role that they lack.
    ADMINISTRATOR = "administrator"
    EXTERNAL = "external"
    BY_HAND = "by_hand"


MARKS = tuple(Mark)


@dataclass(frozen=True, kw_only=True)
class ReadPerson:
    """A direct member of at least one of the wave's groups, as read."""

    #: Every group that was read and has them as a direct member.
    groups: frozenset[str]
    enabled: bool
    external: bool
    #: Whether Entra has a mail address.
    mail: bool


@dataclass(frozen=True, kw_only=True)
class ReadAccount:
    """An account as read. Roles are by their names in the rules; one that is off shows none."""

    active: bool
    by_hand: bool
    roles: frozenset[str]
    direct: frozenset[str]
    #: On a way back: what a grant gives on the platform itself, whichever groups are left.
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a wave does to one person."""

    change: Change
    #: Key of the sentence that says why somebody will fail.
    why: str | None = None
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    marks: tuple[Mark, ...] = ()
    was_on: bool = False


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One wave on its way in, or back. ``before`` and ``after`` are the names of the groups in scope."""

    rules: Rules
    before: frozenset[str]
    after: frozenset[str]
    back: bool = False
    _roles: dict[frozenset[str], tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)

    def line_of(self, person: ReadPerson, account: ReadAccount | None) -> Verdict:
        """What happens to a member of the wave; ``account`` is the platform's, None where there is none."""
        if not self.rules.sees_platform:
            account = self._supposed(person)
        change, why = self._leaves(person, account) if self.back else self._enters(person, account)
        shown = account.roles if account and account.active else frozenset[str]()
        after, optional = self._afterwards(change, person, account, shown)
        return Verdict(
            change=change,
            why=why,
            before=shown,
            after=after,
            optional=optional,
            marks=self._marks(person, account, gained=(after | optional) - shown),
            was_on=bool(account and account.active),
        )

    def lost(self, account: ReadAccount) -> Verdict:
        """An active account made by hand that nobody of the scope after the wave has."""
        return Verdict(change=Change.LOST, before=account.roles, marks=(Mark.BY_HAND,), was_on=True)

    def _enters(self, person: ReadPerson, account: ReadAccount | None) -> tuple[Change, str | None]:
        """The way in, what stops somebody first."""
        if not person.mail:
            return Change.FAILS, "fails-no-mail"
        if not person.enabled:
            is_on = account is not None and account.active
            return (Change.SWITCHED_OFF, None) if is_on else (Change.FAILS, "fails-disabled")
        if account is None:
            return Change.CREATED, None
        if account.by_hand and not person.groups & self.before:
            return Change.TAKEN_OVER, None
        return (Change.UNCHANGED if self._agrees(person, account) else Change.CHANGED), None

    def _leaves(self, person: ReadPerson, account: ReadAccount | None) -> tuple[Change, str | None]:
        """The way back: nobody is created, and an account that is off stays off."""
        if account is None or not account.active:
            return Change.UNCHANGED, None
        # whatever else the account has directly: who leaves the scope is switched off
        if not self._stays(person) and not account.kept:
            return Change.SWITCHED_OFF, None
        return (Change.UNCHANGED if self._agrees(person, account) else Change.CHANGED), None

    def _stays(self, person: ReadPerson) -> bool:
        """Whether groups still give them something after the wave."""
        return bool(person.groups & self.after) and person.enabled

    def _agrees(self, person: ReadPerson, account: ReadAccount) -> bool:
        """Whether the account shows already what the person will have."""
        required, optional = self._given(person, account)
        return account.active and required <= account.roles <= required | optional

    def _afterwards(
        self, change: Change, person: ReadPerson, account: ReadAccount | None, shown: frozenset[str]
    ) -> tuple[frozenset[str], frozenset[str]]:
        """(required, optional) roles after the wave; who fails, or stays off, keeps what is shown."""
        if change is Change.SWITCHED_OFF:
            return frozenset(), frozenset()
        if change is Change.FAILS or (self.back and not shown):
            return shown, frozenset()
        return self._given(person, account)

    def _given(self, person: ReadPerson, account: ReadAccount | None) -> tuple[frozenset[str], frozenset[str]]:
        """What groups give after the wave, and what was assigned to the account directly; without groups, what a grant keeps."""
        if account and account.kept and not self._stays(person):
            return account.kept, frozenset()
        required, optional = self._of_groups(person.groups & self.after)
        direct = account.direct if account else frozenset[str]()
        return required | direct, optional - direct

    def _of_groups(self, groups: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
        """The rules' answer; people share few sets of groups, so each is asked for once."""
        if groups not in self._roles:
            self._roles[groups] = self.rules.roles_of(groups)
        return self._roles[groups]

    def _supposed(self, person: ReadPerson) -> ReadAccount | None:
        """The account that Entra should have made."""
        inside = person.groups & self.before
        if not inside or not person.enabled or not person.mail:
            return None
        roles = self._of_groups(inside)[0]
        return ReadAccount(active=True, by_hand=False, roles=roles, direct=frozenset())

    def _marks(self, person: ReadPerson, account: ReadAccount | None, gained: frozenset[str]) -> tuple[Mark, ...]:
        """What makes them be named."""
        found = {
            Mark.OWNER: self.rules.owners_group in person.groups,
            Mark.ADMINISTRATOR: any(self.rules.is_administrator_role(role) for role in gained),
            Mark.EXTERNAL: person.external,
            Mark.BY_HAND: account is not None and account.by_hand,
        }
        return tuple(mark for mark, yes in found.items() if yes)


class Digest:
    """Hash over (person, change, roles, marks). Lines must come in the order of their pseudonyms."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def add(self, pseudonym: str, change: str, roles: list[str], marks: list[str]) -> None:
        """One line more; ``roles`` are those afterwards, sorted, ``marks`` in their own order."""
        words = (pseudonym, change, *roles, "", *marks)  # no role has an empty name
        self._hash.update("\x1f".join(words).encode() + b"\n")

    def hexdigest(self) -> str:
        """The hash so far."""
        return self._hash.hexdigest()
