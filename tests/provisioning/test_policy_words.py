"""What `usher policy explain` says is what the rules do: an auditor relies on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from provisioning.domain.states import Kind
from usher.explaining import explain
from usher.settings import load_rules

if TYPE_CHECKING:
    from provisioning.domain.rules import Rules


def line(kind: Kind, rules: Rules) -> str:
    return next(one for one in explain(rules) if one.startswith(f"{kind.value} "))


def with_policy(kind: Kind, **values: Any) -> Rules:
    rules = load_rules()
    changed = replace(rules.policies[kind], **values)
    return replace(rules, policies={**rules.policies, kind: changed})


def test_every_kind_is_explained() -> None:
    assert len(list(explain(load_rules()))) == len(load_rules().policies) == len(Kind)


def test_what_a_rule_approves_by_itself_is_told_and_what_it_does_not() -> None:
    told = line(Kind.EXTEND_ACCESS, load_rules())
    assert "Decided by: the rule itself, by at most 30 days and once after a person approved" in told
    assert "a group that has a say: owners." in told
    assert "Decided by: owners." in line(Kind.EXTEND_ACCESS, with_policy(Kind.EXTEND_ACCESS, by_rule=False))
    assert "the rule itself; for externals: owners." in line(
        Kind.TEST_ACCESS, with_policy(Kind.TEST_ACCESS, by_rule=True)
    )


def test_who_may_ask_is_not_only_owners() -> None:
    rules = load_rules()
    assert "anybody for themselves, may ask" in line(Kind.CHANGE_ROLE, rules)
    assert "members of the project team" in line(Kind.TEST_ACCESS, rules)
    assert "owners may ask" in line(Kind.INVITE_EXTERNAL, rules)


def test_further_steps_and_what_needs_nobody_are_told() -> None:
    rules = load_rules()
    assert "where Owners or a group that decides would change: administrators." in line(Kind.CHANGE_ROLE, rules)
    assert "where a check is skipped: administrators." in line(Kind.EXPAND_SCOPE, rules)
    assert "nobody, it is done at once. From more than 5 people a day: owners." in line(Kind.END_ACCESS, rules)
    assert "nobody, for one pause of a day in a week; for any other" in line(Kind.PAUSE_PROVISIONING, rules)
    assert "where Owners" not in line(Kind.CHANGE_ROLE, with_policy(Kind.CHANGE_ROLE, guards=()))
