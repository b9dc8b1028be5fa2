"""``usher.toml``: what an organisation decides, validated at start."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, StrictBool, ValidationError, model_validator

from provisioning.domain import rules
from provisioning.domain.errors import UsherError
from provisioning.domain.states import Kind
from usher.settings_names import Decider, Domain, Effect, Named, Needs, OfObjects, check_deciders, check_one_meaning
from usher.settings_organisation import Organisation, PeopleSettings
from usher.settings_places import line_of, misplaced, told, unread
from usher.settings_rollout import (
    STRICT,
    ExternalsSettings,
    ReviewSettings,
    RolloutSettings,
    WaveSettings,
    check_waves,
    to_externals,
    to_reviews,
    to_rollout,
    to_wave,
)

if TYPE_CHECKING:
    from pathlib import Path


class SettingsError(UsherError):
    """A setting is missing or wrong. Each line of :attr:`problems` names its place and what to do."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class _Strict(BaseModel):
    """A table of the file."""

    model_config = STRICT


class PlatformSettings(_Strict):
    """The platform, and what Usher may do and see."""

    name: Named
    owners_group: str
    externals_by_hand: StrictBool = False
    profile: Literal["full", "standard", "look"] = "full"
    readback: Literal["full", "log", "none"] = "full"


class LimitSettings(_Strict):
    """Caps."""

    invitations_per_person_per_day: int = Field(20, ge=1, strict=True)
    invitations_per_domain_per_month: int = Field(50, ge=1, strict=True)
    longest_days: int = Field(365, ge=1, le=3650, strict=True)
    actions_per_person_per_minute: int = Field(120, ge=10, le=1_000_000, strict=True)
    known_domains: list[Domain] = []


class StageSettings(_Strict):
    """One step of an approval."""

    approvers: list[Decider] = Field(min_length=1)


class PolicySettings(_Strict):
    """Who may ask and who decides."""

    name: str
    may_request: Literal["owners"] = "owners"
    closes_after_days: int = Field(default=7, ge=1, le=60, strict=True)
    stages: list[StageSettings]
    fallback: list[Decider] = []
    guards: list[Decider] = []
    by_rule: StrictBool = False
    by_rule_days: int = Field(default=30, ge=1, le=365, strict=True)


class PolicyTable(_Strict):
    """One policy for each kind of request."""

    invite_external: PolicySettings
    change_role: PolicySettings
    end_access: PolicySettings
    expand_scope: PolicySettings = PolicySettings(
        name="waves", stages=[StageSettings(approvers=["owners", "administrators"])], guards=["administrators"]
    )
    test_access: PolicySettings = PolicySettings(
        name="project team tests", stages=[StageSettings(approvers=["owners"])]
    )
    extend_access: PolicySettings = PolicySettings(name="extensions", stages=[StageSettings(approvers=["owners"])])
    pause_provisioning: PolicySettings = PolicySettings(
        name="pauses", stages=[StageSettings(approvers=["owners", "administrators"])]
    )
    resume_provisioning: PolicySettings = PolicySettings(name="resuming", stages=[])

    @model_validator(mode="after")
    def _giving_needs_two(self) -> PolicyTable:
        """A policy may ask for more than the built-in rules, never for less."""
        for kind in type(self).model_fields:
            one: PolicySettings = getattr(self, kind)
            if not one.stages and kind not in {"end_access", "resume_provisioning"}:
                raise ValueError(f"{kind} needs at least one stage: giving access takes two people")
            if one.by_rule and kind not in {"test_access", "extend_access"}:
                raise ValueError(f"{kind} cannot be approved by a rule: only test_access and extend_access can")
            if one.guards and kind not in {"change_role", "expand_scope"}:
                raise ValueError(f"{kind} asks no guards: only change_role and expand_scope do; name another stage")
            if one.fallback and not one.stages:
                raise ValueError(
                    f"{kind} has no stages, so that its fallback is never asked: add a stage, or take it out"
                )
        if not self.expand_scope.guards:
            raise ValueError("expand_scope needs guards: who decides besides, where a check is skipped")
        if not self.change_role.guards:
            raise ValueError("change_role needs guards: who decides besides, where a group that has a say would change")
        return self


class RoleGroupSettings(_Strict):
    """A row of the table of groups and roles."""

    name: Named
    roles: list[str] = Field(min_length=1)
    optional: list[str] = []
    followed: StrictBool = False
    aliases: list[Named] = []
    article: str = ""


class RoleSettings(_Strict):
    """A role and what it lets a person do."""

    name: Named
    effect: Effect
    administrator: StrictBool = False
    aliases: list[Named] = []
    needs: Needs = ""
    goes_with: str = ""


class IncompatibleSettings(_Strict):
    """Groups of which nobody may be in two at once."""

    groups: list[str] = Field(min_length=2)
    why: str = ""


class ProviderSettings(_Strict):
    """Where Usher is the platform's SCIM endpoint itself: the roles that follow from a group, by its object id in Entra."""

    roles: OfObjects = {}


class UsherToml(_Strict):
    """The whole file."""

    organisation: Organisation
    people: PeopleSettings
    platform: PlatformSettings
    limits: LimitSettings
    policies: PolicyTable
    role_groups: list[RoleGroupSettings] = Field(min_length=1)
    roles: list[RoleSettings] = Field(min_length=1)
    incompatible: list[IncompatibleSettings] = []
    provider: ProviderSettings = ProviderSettings()
    waves: list[WaveSettings] = []
    rollout: RolloutSettings = RolloutSettings()
    externals: ExternalsSettings | None = None
    reviews: ReviewSettings = ReviewSettings()

    @model_validator(mode="after")
    def _names_hold_together(self) -> UsherToml:
        """Every role and group that is mentioned exists, once."""
        known, names = {role.name for role in self.roles}, {group.name for group in self.role_groups}
        check_one_meaning("roles", ((role.name, *role.aliases) for role in self.roles))
        check_one_meaning("role_groups", ((one.name, one.article, *one.aliases) for one in self.role_groups))
        for number, group in enumerate(self.role_groups):
            if missing := sorted({*group.roles, *group.optional} - known):
                raise misplaced(f"roles that [[roles]] does not describe: {', '.join(missing)}", "role_groups", number)
            if surplus := sorted(set(group.optional) - set(group.roles)):
                raise misplaced(f"optional and not among its roles: {', '.join(surplus)}", "role_groups", number)
            if "," in group.name:
                raise misplaced("the group's name has a comma in it", "role_groups", number)
        self._named_elsewhere(names, known)
        return self

    def _named_elsewhere(self, names: set[str], known: set[str]) -> None:
        """Groups and roles that other tables mention exist as well."""
        for number, rule in enumerate(self.incompatible):
            if missing := sorted(set(rule.groups) - names):
                raise misplaced(f"groups that are no role_groups: {', '.join(missing)}", "incompatible", number)
            if len(set(rule.groups)) < len(rule.groups):
                raise misplaced(
                    "a group stands here twice; it is incompatible with other groups", "incompatible", number
                )
        for number, role in enumerate(self.roles):
            if role.goes_with and role.goes_with not in known:
                raise misplaced(f"{role.goes_with!r} is not among the roles", "roles", number)
        for group_id, roles in self.provider.roles.items():
            if not set(roles) <= known:
                missing = sorted(set(roles) - known)
                raise misplaced(f"roles that [[roles]] does not describe: {', '.join(missing)}", "provider", group_id)
        check_waves(self.waves, self.rollout, names)
        check_deciders(self.to_rules())
        if self.platform.owners_group not in names:
            raise misplaced(f"{self.platform.owners_group!r} is not among the role_groups", "platform", "owners_group")

    def to_rules(self) -> rules.Rules:
        """The same as the domain's values."""
        return rules.Rules(
            organisation=self.organisation.name,
            zone=ZoneInfo(self.organisation.zone),
            locale=self.organisation.locale,
            platform=self.platform.name,
            owners_group=self.platform.owners_group,
            externals_by_hand=self.platform.externals_by_hand,
            profile=self.platform.profile,
            readback=self.platform.readback,
            administrators=frozenset(a.casefold() for a in self.people.administrators),
            auditors=frozenset(a.casefold() for a in self.people.auditors),
            linked=tuple(frozenset(a.casefold() for a in one) for one in self.people.linked),
            limits=rules.Limits(
                **{
                    **self.limits.model_dump(),
                    "known_domains": frozenset(d.casefold() for d in self.limits.known_domains),
                }
            ),
            policies={kind: _policy(getattr(self.policies, kind.value)) for kind in Kind},
            groups={g.name: _group(g) for g in self.role_groups},
            roles={r.name: rules.Role(**{**r.model_dump(), "aliases": tuple(r.aliases)}) for r in self.roles},
            incompatible=tuple(
                rules.Incompatible(groups=frozenset(one.groups), why=one.why) for one in self.incompatible
            ),
            provider_roles={group: tuple(roles) for group, roles in self.provider.roles.items()},
            waves={wave.name: to_wave(wave) for wave in self.waves},
            rollout=to_rollout(self.rollout),
            externals=to_externals(self.externals),
            reviews=to_reviews(self.reviews),
            hours=self.organisation.to_hours(),
        )


def _policy(one: PolicySettings) -> rules.Policy:
    """A policy as the domain's value."""
    fallback = tuple(one.fallback)
    stages = tuple(rules.StageRule(approvers=tuple(s.approvers), fallback=fallback) for s in one.stages)
    values = {**one.model_dump(exclude={"fallback"}), "stages": stages, "guards": tuple(one.guards)}
    return rules.Policy(**values)


def _group(one: RoleGroupSettings) -> rules.RoleGroup:
    """A role group as the domain's value."""
    return rules.RoleGroup(
        name=one.name,
        roles=tuple(one.roles),
        optional=frozenset(one.optional),
        followed=one.followed,
        aliases=tuple(one.aliases),
        article=one.article,
    )


def load_rules(path: Path | None = None) -> rules.Rules:
    """Read ``usher.toml`` (the one that ships, without ``path``). Raises :class:`SettingsError` naming file and line."""
    name, text = str(path) if path else "usher.toml", ""
    try:
        text = (
            path.read_text(encoding="utf-8-sig")  # Windows editors begin a file with a mark
            if path
            else resources.files("usher").joinpath("usher.toml").read_text("utf-8")
        )
        return UsherToml.model_validate(tomllib.loads(text)).to_rules()
    except OSError as error:
        raise SettingsError([f"{name}: cannot be read ({error.strerror})"]) from error
    except ValidationError as error:
        raise SettingsError(
            [
                f"{name}:{line_of(text, e['loc'] or e.get('ctx', {}).get('place', ()))}: {told(e, UsherToml)}"
                for e in error.errors()
            ]
        ) from error
    except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, or nested beyond reading
        raise SettingsError([f"{name}:{unread(text, error)}"]) from error
