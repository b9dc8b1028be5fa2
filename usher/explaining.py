"""The policies in words: who may ask for what, and who decides. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from provisioning.domain.states import Kind
from provisioning.usecases.counting import MANY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from provisioning.domain.rules import Policy, Rules

#: Who asks, where it is not as the policy's ``may_request`` says alone.
ASKING = {
    Kind.CHANGE_ROLE: "owners for anybody, and anybody for themselves,",
    Kind.TEST_ACCESS: "members of the project team, for themselves and until go-live,",
    Kind.EXTEND_ACCESS: "owners for anybody, and whoever holds it for themselves,",
}
NOBODY = "nobody, it is done at once"


def explain(rules: Rules) -> Iterator[str]:
    """A line for each kind of request."""
    for kind, policy in rules.policies.items():
        asking = ASKING.get(kind, policy.may_request)
        said = " ".join(sentence for sentence in _sentences(rules, kind, policy) if sentence)
        yield f"{kind.value} (policy {policy.name}): {asking} may ask. {said}"


def _sentences(rules: Rules, kind: Kind, policy: Policy) -> Iterator[str]:
    """Who decides, whoever is asked besides, and what is decided otherwise."""
    steps = "; then ".join(_either(stage.approvers) for stage in policy.stages) or NOBODY
    match kind:
        case Kind.EXTEND_ACCESS if policy.by_rule:
            rule = f"the rule itself, by at most {policy.by_rule_days} days and once after a person approved"
            yield f"Decided by: {rule}; what is longer, one's own, or of a group that has a say: {steps}."
        case Kind.TEST_ACCESS if policy.by_rule:
            yield f"Decided by: the rule itself; for externals: {steps}."
        case Kind.PAUSE_PROVISIONING:
            yield f"Decided by: nobody, for one pause of a day in a week; for any other: {steps}."
        case _:
            yield f"Decided by: {steps}."
    if policy.stages and (silent := _either(policy.stages[0].fallback)):
        yield f"If they do not answer: {silent}."
    yield from _besides(rules, kind, policy)


def _besides(rules: Rules, kind: Kind, policy: Policy) -> Iterator[str]:
    """What is out of the usual."""
    roles, guards = rules.policies[Kind.CHANGE_ROLE], _either(policy.guards)
    usual = "; then ".join(_either(stage.approvers) for stage in roles.stages) or NOBODY
    if kind is Kind.CHANGE_ROLE:
        yield f"Taking people out of groups: {NOBODY}; from more than {MANY} people a day: {usual}."
        yield (
            f"A further step where {rules.owners_group} or a group that decides would change: {guards}."
            if guards
            else ""
        )
    if kind is Kind.END_ACCESS:
        yield f"From more than {MANY} people a day: {usual}. What ends on its last day needs nobody."
    if kind is Kind.RESUME_PROVISIONING:
        yield "A pause that is over ends by itself."
    if kind is Kind.EXPAND_SCOPE and guards:
        yield f"A further step where a check is skipped: {guards}."


def _either(entries: Sequence[str]) -> str:
    return " or ".join(entries)
