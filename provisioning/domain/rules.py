"""What the organisation decided, as values: roles, role groups, policies and limits. Built by the root from ``usher.toml``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from provisioning.domain.errors import Declined
from provisioning.domain.hours import Hours
from provisioning.domain.reviews import Reviews
from provisioning.domain.states import Grade, Kind
from provisioning.domain.waves import Externals, Rollout, Wave

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

#: Before the name of a group whose members decide.
GROUP = "group:"


@dataclass(frozen=True, kw_only=True)
class Role:
    """A permission of the platform."""

    name: str
    #: Names the sentence that tells what the role lets a person do.
    effect: str
    administrator: bool = False
    #: Other names the platform uses for the same role.
    aliases: tuple[str, ...] = ()
    #: Names the sentence that tells what else the role needs before it works; "" when it works alone.
    needs: str = ""
    #: A role without which this one does little; "" for none.
    goes_with: str = ""


@dataclass(frozen=True, kw_only=True)
class RoleGroup:
    """An Entra security group and the roles that its direct members hold."""

    name: str
    roles: tuple[str, ...]
    #: Roles of :attr:`roles` that may be absent without being a fault.
    optional: frozenset[str] = frozenset()
    #: Filled by HR, IT or a rule: Usher reads it and never changes it.
    followed: bool = False
    aliases: tuple[str, ...] = ()
    #: The row's name in the article; "" for groups that it does not list.
    article: str = ""


@dataclass(frozen=True, kw_only=True)
class StageRule:
    """One step of an approval: who may decide. Each entry is ``owners``, ``administrators``, ``group:NAME`` or an address."""

    approvers: tuple[str, ...]
    #: Members of these groups may not decide it, even where they are named: the groups that they would change.
    outside: tuple[str, ...] = ()
    #: Who may decide it besides, named as :attr:`approvers` are, once those have not answered or cannot be reached.
    fallback: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Who may ask for one kind of request, and who decides."""

    name: str
    may_request: str
    stages: tuple[StageRule, ...]
    closes_after_days: int
    #: Who decides the further stage of a change to a group that has a say; named as in a stage.
    guards: tuple[str, ...] = ()
    #: Whether the rule itself approves, without anybody pressing; never for a kind that gives to people outside.
    by_rule: bool = False
    #: By so many days the rule extends what somebody holds, once after a person approved it.
    by_rule_days: int = 30

    @property
    def deciders(self) -> frozenset[str]:
        """Every entry that names who decides, in a stage, in place of the silent, or as a guard."""
        return frozenset(self.guards).union(*(stage.approvers + stage.fallback for stage in self.stages))

    @property
    def groups(self) -> frozenset[str]:
        """The groups among them, by name."""
        return frozenset(entry.removeprefix(GROUP) for entry in self.deciders if entry.startswith(GROUP))


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Caps against mistakes and abuse."""

    invitations_per_person_per_day: int
    invitations_per_domain_per_month: int
    longest_days: int
    #: Presses and messages of one person that one process answers within a minute.
    actions_per_person_per_minute: int
    known_domains: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Incompatible:
    """Groups of which nobody may be in two at once (separation of duties), and why."""

    groups: frozenset[str]
    why: str


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Everything the organisation decided."""

    organisation: str
    zone: ZoneInfo
    locale: str
    platform: str
    owners_group: str
    externals_by_hand: bool
    profile: str
    readback: str
    administrators: frozenset[str]
    auditors: frozenset[str]
    #: Sets of addresses that belong to one person.
    linked: tuple[frozenset[str], ...]
    limits: Limits
    policies: dict[Kind, Policy]
    groups: dict[str, RoleGroup]
    roles: dict[str, Role]
    incompatible: tuple[Incompatible, ...] = ()
    #: Where Usher is the platform's SCIM endpoint: the roles that follow from a group, by its object id in Entra.
    provider_roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    #: In the order in which they open.
    waves: dict[str, Wave] = field(default_factory=dict)
    rollout: Rollout = field(default_factory=Rollout)
    externals: Externals = field(default_factory=Externals)
    reviews: Reviews = field(default_factory=Reviews)
    hours: Hours = field(default_factory=Hours)

    @property
    def named_addresses(self) -> frozenset[str]:
        """Every address of a person that the settings name, for whatever reason."""
        deciding = {entry.casefold() for p in self.policies.values() for entry in p.deciders if "@" in entry}
        grouped = {entry for entry in deciding if entry.startswith(GROUP)}
        return self.administrators.union(self.auditors, self.rollout.testers, *self.linked, deciding - grouped)

    @property
    def guarded_groups(self) -> frozenset[str]:
        """The groups whose members have a say: Owners, and every group that a policy names as approvers."""
        return frozenset({self.owners_group}).union(*(policy.groups for policy in self.policies.values()))

    @property
    def group_names(self) -> list[str]:
        """Every group that these settings name, in the order of the alphabet."""
        return sorted({*self.groups, *self.guarded_groups})

    def stages_of(
        self, kind: Kind, joins: Iterable[str], leaves: Iterable[str], *, many: bool = False, external: bool = False
    ) -> tuple[StageRule, ...]:
        """Who decides a request, stage by stage.

        Taking one person out of groups needs nobody, except out of Owners, which somebody outside decides; ``many`` in a day
        need the usual stages, and so does ending the access of many where the policy of ends has none of its own. Whoever would
        come into a group that has a say needs a further stage by somebody outside it.
        A wave with a skipped gate (``many``) needs a further stage as well; a pause, and an extension, need one only when they
        are out of the usual. No rule lets an ``external`` in by itself.
        """
        policy = self.policies[kind]
        if kind not in {Kind.INVITE_EXTERNAL, Kind.CHANGE_ROLE, Kind.EXTEND_ACCESS}:
            return self._stages_of_others(kind, policy, many=many, external=external)
        guarded = (self.guarded_groups & set(joins)) | ({self.owners_group} & set(leaves))
        if kind is Kind.EXTEND_ACCESS:
            usual = policy.stages if many or guarded or not policy.by_rule else ()
        else:
            usual = policy.stages if kind is Kind.INVITE_EXTERNAL or set(joins) or many else ()
        if not guarded:
            return usual
        guards = self.policies[Kind.CHANGE_ROLE].guards
        return (*usual, StageRule(approvers=guards, outside=tuple(sorted(guarded))))

    def _stages_of_others(self, kind: Kind, policy: Policy, *, many: bool, external: bool) -> tuple[StageRule, ...]:
        """The same for every kind that brings nobody into a group, and where the last day is not the question."""
        match kind:
            case Kind.PAUSE_PROVISIONING if not many:
                return ()
            case Kind.EXPAND_SCOPE if many:
                return (*policy.stages, StageRule(approvers=policy.guards))
            case Kind.TEST_ACCESS if policy.by_rule and not external:
                return ()
            case Kind.END_ACCESS if many:
                return policy.stages or self.policies[Kind.CHANGE_ROLE].stages
        return policy.stages

    def conflict(self, groups: Iterable[str]) -> Incompatible | None:
        """The rule that keeps somebody from being in all of these groups; None when they go together."""
        held = frozenset(groups)
        return next((rule for rule in self.incompatible if len(rule.groups & held) > 1), None)

    def get_group(self, name: str) -> RoleGroup:
        """The role group called ``name``, an alias, or the article's row; case does not matter. Declines when unknown."""
        wanted = name.strip().casefold()
        for group in self.groups.values():
            if wanted in {n.casefold() for n in (group.name, group.article, *group.aliases) if n}:
                return group
        raise Declined("declined-unknown-group", group=name)

    def get_wave(self, name: str) -> Wave:
        """The wave called ``name``; case, blanks and hyphens do not matter. Declines when unknown."""
        wanted = "".join(name.casefold().replace("-", " ").split())
        for wave in self.waves.values():
            if wanted == "".join(wave.name.casefold().replace("-", " ").split()):
                return wave
        raise Declined("declined-unknown-wave", wave=name, waves=list(self.waves))

    def canonical_role(self, shown: str) -> str:
        """The name of ``shown`` in these rules, where the platform uses a newer one; ``shown`` itself when unknown."""
        wanted = shown.casefold()
        for role in self.roles.values():
            if wanted == role.name.casefold() or wanted in {a.casefold() for a in role.aliases}:
                return role.name
        return shown

    def roles_of(self, groups: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
        """(required, optional) roles that membership in ``groups`` gives; what one group requires is never optional."""
        required: set[str] = set()
        optional: set[str] = set()
        for name in groups:
            group = self.groups.get(name)
            if group is not None:
                required |= set(group.roles) - group.optional
                optional |= group.optional
        return frozenset(required), frozenset(optional - required)

    def is_administrator_role(self, role: str) -> bool:
        """Whether the role rules a module or the whole platform."""
        known = self.roles.get(role)
        return known is not None and known.administrator

    @property
    def may_change(self) -> bool:
        """Whether the provisioner may invite guests and change members; otherwise an administrator does it by hand."""
        return self.profile != "look"

    @property
    def may_provision(self) -> bool:
        """Whether the provisioner may run Entra's provisioning on demand; otherwise its next cycle is waited for."""
        return self.profile == "full"

    @property
    def sees_platform(self) -> bool:
        """Whether accounts on the platform can be read back, and so be written at all."""
        return self.readback == "full"

    @property
    def best_grade(self) -> Grade:
        """The best proof that this installation can reach."""
        return {"full": Grade.PLATFORM, "log": Grade.LOG}.get(self.readback, Grade.MEMBERSHIP)
