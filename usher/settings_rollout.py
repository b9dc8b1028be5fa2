"""The rollout's tables of ``usher.toml``: waves, their checks, who is an external, and how externals are reviewed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field

from provisioning.domain import waves as domain
from provisioning.domain.reviews import Reviews
from usher.settings_names import FIRST_DAY, LAST_DAY, Address, Named
from usher.settings_places import misplaced

if TYPE_CHECKING:
    from collections.abc import Sequence


#: No unknown keys: a misspelt one would be a rule that silently does not hold.
STRICT = ConfigDict(extra="forbid", frozen=True)


class _Strict(BaseModel):
    """A table of the file."""

    model_config = STRICT


class AllowanceSettings(_Strict):
    """How far a scheduled wave's set may move."""

    percent: int = Field(default=5, ge=0, le=100, strict=True)
    people: int = Field(default=10, ge=0, le=1000, strict=True)


class WaveSettings(_Strict):
    """A named set of role groups that enter the scope together."""

    name: str = Field(min_length=1, max_length=100)
    groups: list[str] = Field(min_length=1)
    gates: list[Literal["provisioning", "externals", "groups", "scope", "validated", "ready", "lifecycle"]] = []
    after: str = ""
    planned: date | None = Field(default=None, ge=FIRST_DAY, le=LAST_DAY)
    allowance: AllowanceSettings = AllowanceSettings()


class RolloutSettings(_Strict):
    """How the platform is rolled out."""

    project_team: str = ""
    testers: list[Address] = []
    go_live: str = ""
    test_days: int = Field(default=90, ge=1, le=365, strict=True)
    deletion_limit: int = Field(default=100, ge=1, strict=True)
    first: int = Field(default=3, ge=0, le=20, strict=True)


class ExternalsSettings(_Strict):
    """Who is an external though the directory calls them a member."""

    employee_types: list[Named] = []
    name_prefixes: list[Named] = []


class ReviewSettings(_Strict):
    """How often sponsors are asked about their externals, and what silence means."""

    every: Literal["month", "quarter", "half-year", "year", "never"] = "quarter"
    silence: Literal["stay", "end"] = "stay"


def check_waves(waves: Sequence[WaveSettings], rollout: RolloutSettings, names: set[str]) -> None:
    """Waves name groups that exist, and come after waves that stand before them; no two are told apart by case alone."""
    earlier: set[str] = set()
    for number, wave in enumerate(waves):
        if missing := sorted(set(wave.groups) - names):
            raise misplaced(f"groups that are no role_groups: {', '.join(missing)}", "waves", number)
        taken = {name.casefold() for name in earlier}
        if wave.name.casefold() in taken or (wave.after and wave.after not in earlier):
            raise misplaced("a wave has a name of its own, and `after` names one above it", "waves", number)
        earlier.add(wave.name)
    for key, known in (("project_team", names), ("go_live", earlier)):
        if (named := getattr(rollout, key)) and named not in known:
            raise misplaced(f"{named!r} is not known", "rollout", key)


def to_wave(one: WaveSettings) -> domain.Wave:
    """A wave as the domain's value."""
    return domain.Wave(
        name=one.name,
        groups=tuple(one.groups),
        gates=tuple(one.gates),
        after=one.after,
        planned=one.planned,
        allowance=domain.Allowance(**one.allowance.model_dump()),
    )


def to_rollout(one: RolloutSettings) -> domain.Rollout:
    """How it is rolled out, as the domain's value."""
    return domain.Rollout(**{**one.model_dump(), "testers": frozenset(address.casefold() for address in one.testers)})


def to_externals(one: ExternalsSettings | None) -> domain.Externals:
    """Who is an external, as the domain's value; without the table nobody has decided."""
    if one is None:
        return domain.Externals()
    types = frozenset(name.casefold() for name in one.employee_types)
    prefixes = tuple(name.casefold() for name in one.name_prefixes)
    return domain.Externals(employee_types=types, name_prefixes=prefixes, decided=True)


def to_reviews(one: ReviewSettings) -> Reviews:
    """How externals are reviewed, as the domain's value."""
    return Reviews(**one.model_dump())
