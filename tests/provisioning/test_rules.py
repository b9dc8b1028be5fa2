"""The rules that ship: the article's table row by row, names old and new, and what groups give together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from provisioning.domain.errors import Declined
from provisioning.domain.rules import StageRule
from provisioning.domain.states import Grade, Kind
from usher.settings import load_rules

RULES = load_rules()

#: "Setting up User Management", help.askcody.com: group → roles; in brackets: optional.
ARTICLE = {
    "Owners": ["Owner", "Add-in User"],
    "Facility Managers": [
        "Resource Administrator",
        "Dashboard Administrator",
        "Display Administrator",
        "Insights Portal User",
        "Add-in User",
    ],
    "Service teams/Hospitality team Administrators": ["Services Administrator", "(Add-in User)"],
    "Service teams/Hospitality team": ["Services Portal Users", "(Add-in User)"],
    "Receptionists/Front desk": ["Visitors Administrator", "Add-in User"],
    "Secretaries, PAs, meeting coordinators": ["Add-in User", "Add-in User Delegated Access", "Search Specific Room"],
    "Add-in Users": ["Add-in User"],
}


@pytest.mark.parametrize("row", ARTICLE)
def test_the_articles_table_ships_row_by_row(row: str) -> None:
    group = RULES.get_group(row)
    assert group.article == row
    assert [f"({role})" if role in group.optional else role for role in group.roles] == ARTICLE[row]


def test_the_article_has_seven_rows_and_no_other_group_claims_one() -> None:
    assert [group.article for group in RULES.groups.values() if group.article] == list(ARTICLE)


def test_optional_roles_are_optional_until_another_group_requires_them() -> None:
    required, optional = RULES.roles_of(["Service teams"])
    assert required == {"Services Portal Users"}
    assert optional == {"Add-in User"}
    required, optional = RULES.roles_of(["Service teams", "Add-in Users"])
    assert required == {"Services Portal Users", "Add-in User"}
    assert optional == frozenset()


def test_groups_give_together_what_each_gives_and_unknown_ones_nothing() -> None:
    assert RULES.roles_of(["Receptionists", "Add-in Users", "Pirates"])[0] == {"Visitors Administrator", "Add-in User"}
    assert RULES.roles_of([]) == (frozenset(), frozenset())


@pytest.mark.parametrize("name", ["front desk", "  Reception ", "RECEPTIONISTS", "Receptionists/Front desk"])
def test_a_group_is_found_by_name_alias_and_the_articles_row(name: str) -> None:
    assert RULES.get_group(name).name == "Receptionists"


@pytest.mark.parametrize("name", ["", "Recept", "Owner", "Everyone"])
def test_an_unknown_group_is_declined_and_never_guessed(name: str) -> None:
    with pytest.raises(Declined) as refused:
        RULES.get_group(name)
    assert (refused.value.key, refused.value.values) == ("declined-unknown-group", {"group": name})


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("AskCody Owner", "Owner"),
        ("Resources administrator", "Resource Administrator"),
        ("Services Portal User", "Services Portal Users"),
        ("add-in user", "Add-in User"),
        ("Something New", "Something New"),
    ],
)
def test_newer_names_of_a_role_are_the_same_role(shown: str, name: str) -> None:
    assert RULES.canonical_role(shown) == name


def test_administrators_roles_are_those_that_rule_a_module_or_everything() -> None:
    ruling = {name for name in RULES.roles if RULES.is_administrator_role(name)}
    assert ruling == {"Owner", *(name for name in RULES.roles if name.endswith("Administrator"))}
    assert not RULES.is_administrator_role("Something New")


def test_the_policies_that_ship_give_with_two_people_and_take_away_quickly() -> None:
    assert [stage.approvers for stage in RULES.policies[Kind.INVITE_EXTERNAL].stages] == [("owners",)]
    assert RULES.policies[Kind.END_ACCESS].stages == ()
    assert RULES.best_grade is Grade.PLATFORM


def test_whoever_is_named_by_address_is_named_in_a_stage_and_as_a_guard_alike() -> None:
    policy = RULES.policies[Kind.CHANGE_ROLE]
    asked = replace(
        policy,
        stages=(StageRule(approvers=("owners", "Kim@contoso.example")),),
        guards=("group:b@d", "vera@contoso.example"),
    )
    rules = replace(RULES, policies={**RULES.policies, Kind.CHANGE_ROLE: asked})
    assert rules.named_addresses == RULES.named_addresses | {"kim@contoso.example", "vera@contoso.example"}
    assert rules.guarded_groups == RULES.guarded_groups | {"b@d"}


def test_whoever_is_invited_into_a_group_that_has_a_say_needs_a_step_by_somebody_outside_it() -> None:
    policy = replace(RULES.policies[Kind.INVITE_EXTERNAL], stages=(StageRule(approvers=("group:Secretaries",)),))
    rules = replace(RULES, policies={**RULES.policies, Kind.INVITE_EXTERNAL: policy})
    guards = StageRule(approvers=RULES.policies[Kind.CHANGE_ROLE].guards, outside=("Secretaries",))
    assert rules.stages_of(Kind.INVITE_EXTERNAL, ("Receptionists", "Secretaries"), ()) == (*policy.stages, guards)
    assert rules.stages_of(Kind.INVITE_EXTERNAL, ("Receptionists",), ()) == policy.stages
    assert rules.stages_of(Kind.CHANGE_ROLE, ("Secretaries",), ())[-1] == guards
