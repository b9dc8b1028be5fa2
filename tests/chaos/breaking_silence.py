"""What is broken about approvers who do not answer."""

from __future__ import annotations

from mutation import Mutation, of

SILENCE = [
    Mutation(
        "whom the policy names in place of the silent decides at once",
        "provisioning/usecases/checking.py",
        "silent = bool(rule.fallback and asked.list_silent(desk, request, stage))",
        "silent = bool(rule.fallback)",
        of("reminding", "whom_the_policy_names_decides_once_asked_and_not_before"),
    ),
    Mutation(
        "a deputy decides what the absent one asks for",
        "provisioning/usecases/checking.py",
        "involved += absences.deputies_of(desk, involved[:2], at or desk.now)",
        "involved += ()",
        of("standing_in", "a_deputy_has_no_say_in_what_the_absent_one_asks_for_or_gains_by"),
    ),
    Mutation(
        "a deputy decides what a second account of the absent one asks for",
        "provisioning/usecases/absences.py",
        "list(people.with_linked(desk, who))",
        "list(who)",
        of("standing_in", "a_deputy_of_the_requesters_second_account_has_no_say_in_what_they_ask_for"),
    ),
]
