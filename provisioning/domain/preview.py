"""What a request will change, as facts that can be frozen by a hash and compared. Pure.

Facts hold pseudonyms, group names and object ids, never a name or an address.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from provisioning.domain.states import Option

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from provisioning.domain.ports import DirectoryGroup, DirectoryUser, PlatformAccount
    from provisioning.domain.rules import Rules


#: Made by hand, or by Usher on the platform alone: there under a guest's address, and no guest's access explains it.
TAKEN_OVER = frozenset({"taken_over", "taken_over_alone"})


@dataclass(frozen=True, kw_only=True, order=True)
class Given:
    """A group that a grant gave; ``object_id`` is "" where none is known."""

    name: str
    object_id: str


@dataclass(frozen=True, kw_only=True)
class Outside:
    """What the directory and the platform said about one person and some groups, at one moment; ``former`` had the address."""

    user: DirectoryUser | None
    #: The role groups asked for, by name as in the settings; a missing one was not found.
    groups: Mapping[str, DirectoryGroup]
    #: Names of all role groups that the person is a direct member of.
    member_of: frozenset[str]
    #: Names of the role groups in scope.
    in_scope: frozenset[str]
    #: By object id, the name by which a group goes here; without it, each goes by its name.
    called: Mapping[str, str] = field(default_factory=dict)
    #: None when there is no account, or when it cannot be read here.
    account: PlatformAccount | None
    #: Whether the platform could be read at all.
    account_readable: bool = True
    #: Names of role groups that no object is known of: whether the person is in one cannot be read.
    unread: frozenset[str] = frozenset()
    former: DirectoryUser | None = None


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Exactly what will change for one person."""

    option: str
    subject: str
    #: "created", "exists", "known" (whose groups change) or "none".
    directory: str
    #: "created", "changed", of :data:`TAKEN_OVER`, "switched_off" or "unchanged"; "unseen" where the platform cannot be read.
    account: str
    joins: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    #: Object ids of the groups, by name: a group that was replaced by one of the same name is another group.
    group_ids: tuple[tuple[str, str], ...] = ()
    roles_before: tuple[str, ...] = ()
    roles_after: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    #: The part of the roles afterwards that the account has directly, whichever groups give them as well.
    direct: tuple[str, ...] = ()
    #: Role groups in scope that the person is in already.
    holds: tuple[str, ...] = ()
    #: Of a wave: the hash over its people, what happens to each, and their roles.
    people: str = ""

    def to_json(self) -> dict[str, Any]:
        """As stored and hashed."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(self).items()}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Preview:
        """Back from storage."""
        fixed: dict[str, Any] = {
            key: tuple(tuple(v) if isinstance(v, list) else v for v in value) if isinstance(value, list) else value
            for key, value in stored.items()
        }
        return cls(**fixed)

    def digest(self) -> str:
        """The hash that freezes it."""
        text = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def _account_change(outside: Outside, roles_after: frozenset[str], *, ours: bool, alone: bool) -> str:
    """What happens to the account when access is given."""
    account = outside.account
    if not outside.account_readable:
        return "unseen"
    if account is None:
        return "created"
    if not ours and not outside.member_of & outside.in_scope and account.active:
        return "taken_over_alone" if alone else "taken_over"
    return "unchanged" if account.active and account.roles == roles_after else "changed"


def of_guest(
    subject: str, wanted: Sequence[str], outside: Outside, rules: Rules, *, ours: bool, alone: bool = False
) -> Preview:
    """What inviting a guest into ``wanted`` will change. ``ours``: a guest's access explains the account; ``alone``: Usher made it."""
    direct = outside.account.direct_roles if outside.account else frozenset()
    required, optional = rules.roles_of((outside.member_of | set(wanted)) & outside.in_scope)
    before = outside.account.roles if outside.account and outside.account.active else frozenset()
    return Preview(
        option=Option.GUEST,
        subject=subject,
        directory="exists" if outside.user else "created",
        account=_account_change(outside, required | direct, ours=ours, alone=alone),
        joins=tuple(name for name in wanted if name not in outside.member_of),
        group_ids=tuple(sorted((name, outside.groups[name].id) for name in wanted if name in outside.groups)),
        roles_before=tuple(sorted(before)),
        roles_after=tuple(sorted(required | direct)),
        optional=tuple(sorted(optional - direct)),
        direct=tuple(sorted(direct)),
        holds=tuple(sorted(outside.member_of & outside.in_scope)),
    )


def of_account(subject: str, wanted: Sequence[str], outside: Outside, rules: Rules) -> Preview:
    """What creating an account on the platform alone, with the roles of ``wanted``, will change."""
    required, optional = rules.roles_of(wanted)
    before = outside.account.roles if outside.account and outside.account.active else frozenset()
    return Preview(
        option=Option.ACCOUNT,
        subject=subject,
        directory="none",
        account="changed" if outside.account else "created",
        roles_before=tuple(sorted(before)),
        roles_after=tuple(sorted(required | optional)),
    )


def of_change(
    subject: str, joins: Sequence[str], leaves: Sequence[str], outside: Outside, rules: Rules, *, stays: frozenset[str]
) -> Preview:
    """What joining and leaving groups will change for somebody of the directory.

    Without any group left, the account goes off, but for direct roles that a grant gives (``stays``). One that
    somebody made by hand is not Entra's to switch off as long as no group of the person reaches the platform.
    """
    after = (outside.member_of | set(joins)) - set(leaves)
    required, optional = rules.roles_of(after & outside.in_scope)
    reaches = bool(after & outside.in_scope)
    by_hand = bool(leaves) and not reaches and _is_by_hand(outside)
    own = stays | (outside.account.direct_roles if outside.account and (reaches or by_hand) else frozenset())
    before = outside.account.roles if outside.account and outside.account.active else frozenset()
    return Preview(
        option=Option.GUEST,
        subject=subject,
        directory="known",
        account=_account_after(outside, required | own),
        joins=tuple(name for name in joins if name not in outside.member_of),
        leaves=tuple(name for name in leaves if name in outside.member_of),
        group_ids=tuple(
            sorted((name, outside.groups[name].id) for name in (*joins, *leaves) if name in outside.groups)
        ),
        roles_before=tuple(sorted(before)),
        roles_after=tuple(sorted(required | own)),
        optional=tuple(sorted(optional - own)),
        direct=() if by_hand else tuple(sorted(own)),  # what nobody switches off is not to be switched on again
        holds=tuple(sorted((outside.member_of & outside.in_scope) - set(leaves))),
    )


def of_extension(
    subject: str, option: Option, given: Iterable[Given], outside: Outside, rules: Rules, *, stays: frozenset[str]
) -> Preview:
    """What extending changes: no group and no role. What the person has is frozen, so that the proof can hold it against that."""
    ids = tuple(sorted((one.name, one.object_id) for one in given if one.object_id))
    return replace(of_change(subject, (), (), outside, rules, stays=stays), option=option, group_ids=ids)


def _is_by_hand(outside: Outside) -> bool:
    """Whether the account has nothing from Entra: no group in scope, and no role by a group."""
    account = outside.account
    if account is None or not account.active or outside.member_of & outside.in_scope:
        return False
    return account.roles <= account.direct_roles


def _account_after(outside: Outside, roles_after: frozenset[str]) -> str:
    """What happens to the account of somebody whose groups change."""
    account = outside.account
    if not outside.account_readable:
        return "unseen"
    if not roles_after:
        return "switched_off" if account is not None and account.active else "unchanged"
    if account is None:
        return "created"
    return "unchanged" if account.active and account.roles == roles_after else "changed"


def narrow(frozen: Preview, groups: Sequence[str], rules: Rules) -> Preview:
    """The same with fewer groups: what would have been frozen if only ``groups`` had been asked for."""
    if frozen.option == Option.ACCOUNT:
        required, optional = rules.roles_of(groups)
        return replace(frozen, roles_after=tuple(sorted(required | optional)))
    direct = frozenset(frozen.direct)
    required, optional = rules.roles_of({*frozen.holds, *groups})
    after = tuple(sorted(required | direct))
    usual = "unchanged" if frozenset(after) == frozenset(frozen.roles_before) else "changed"
    return replace(
        frozen,
        account=frozen.account if frozen.account in {"created", "unseen", *TAKEN_OVER} else usual,
        joins=tuple(name for name in frozen.joins if name in groups),
        group_ids=tuple(pair for pair in frozen.group_ids if pair[0] in groups),
        roles_after=after,
        optional=tuple(sorted(optional - direct)),
    )


def of_end(
    subject: str, option: Option, given: Iterable[Given], outside: Outside, rules: Rules, *, stays: frozenset[str]
) -> Preview:
    """What ending will change: ``given`` are left; ``stays`` are direct roles that another grant still gives.

    The account stays on while a group or another grant gives something; groups give nothing to who is blocked.
    """
    before = outside.account.roles if outside.account and outside.account.active else frozenset()
    ids = {outside.called.get(one.object_id, one.name): one.object_id for one in given}
    inside = outside.member_of | outside.unread  # what cannot be read is not taken for left: its step says so
    leaves = tuple(sorted(inside & set(ids))) if option is Option.GUEST else ()
    works = outside.user is None or outside.user.enabled
    required, optional = rules.roles_of((outside.member_of - set(ids)) & outside.in_scope if works else ())
    keeps = option is Option.GUEST and outside.account is not None and bool(required)
    direct = stays | (outside.account.direct_roles if outside.account and keeps else frozenset())
    required |= direct
    return Preview(
        option=option,
        subject=subject,
        directory="none",
        account="changed" if required else "switched_off",
        leaves=leaves,
        group_ids=tuple((name, ids[name]) for name in leaves if ids[name]),
        holds=tuple(sorted((outside.member_of & outside.in_scope) - set(ids))),
        roles_before=tuple(sorted(before)),
        roles_after=tuple(sorted(required)),
        optional=tuple(sorted(optional - direct)),
        direct=tuple(sorted(direct)),
    )


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What was read back, compared as sets: a missing role and a surplus role both block it."""

    account_on: bool
    seen: frozenset[str]
    expected: frozenset[str]
    optional: frozenset[str]

    @property
    def missing(self) -> frozenset[str]:
        """Expected, not seen."""
        return self.expected - self.seen

    @property
    def surplus(self) -> frozenset[str]:
        """Seen, neither expected nor optional."""
        return self.seen - self.expected - self.optional

    @property
    def holds(self) -> bool:
        """Whether it is exactly as it should be; somebody who should have nothing has no account that is on."""
        if not self.expected:
            return not self.account_on
        return self.account_on and not self.missing and not self.surplus


def compare(preview: Preview, account: PlatformAccount | None, rules: Rules) -> Proof:
    """Hold what the platform shows against what was approved."""
    on = account is not None and account.active
    shown = account.roles if account is not None and on else frozenset()
    return Proof(
        account_on=on,
        seen=frozenset(rules.canonical_role(role) for role in shown),
        expected=frozenset(preview.roles_after),
        optional=frozenset(preview.optional),
    )
