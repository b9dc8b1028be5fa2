"""What is broken about what does not answer: approvers, guests who do not accept, and a Teams that names no chat."""

from __future__ import annotations

from mutation import Mutation, of

SILENCE = [
    Mutation(
        "a chat without a name is taken for one",
        "bot/connector.py",
        "if not (chat := await self._deliver(call)):",
        "if (chat := await self._deliver(call)) is None:",
        of("bot/bot_connector", "a_chat_that_is_opened_without_a_name_is_opened_again_later"),
    ),
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
        "linked = frozenset(people.with_linked(desk, who))",
        "linked = frozenset(who)",
        of("standing_in", "a_deputy_of_the_requesters_second_account_has_no_say_in_what_they_ask_for"),
    ),
    Mutation(
        "somebody who is no owner any more has an invitation sent again",
        "provisioning/usecases/unaccepted.py",
        "authority.check_owner(desk, member)",
        "authority.check_fresh(desk)",
        of("unaccepted", "only_an_owner_has_it_sent_again"),
    ),
    Mutation(
        "a mail that may have left is sent once more",
        "provisioning/workflow/inviting_again.py",
        "if error.unknown and not again.link:",
        "if False:",
        of(
            "scenarios/scenario_unknown",
            "a_guest_who_does_not_accept_is_invited_again_on_a_press_and_ends_after_30_days",
        ),
    ),
    Mutation(
        "access ends before the sponsor has known for a week that nobody accepted",
        "provisioning/usecases/unaccepted.py",
        "max(_proven(desk, request) + END_AFTER, told + REMIND_AFTER)",
        "_proven(desk, request) + END_AFTER",
        of("unaccepted", "nobody_loses_access_before_their_sponsor_has_known_for_a_week"),
    ),
    Mutation(
        "whoever was read before they were erased is not taken for erased",
        "provisioning/usecases/people.py",
        'return desk.once(("erased", pseudonym), lambda: bool(_erased_among(desk, [pseudonym])))',
        "return not desk.vault.read([pseudonym])[pseudonym] and bool(_erased_among(desk, [pseudonym]))",
        of("erasing", "somebody_who_was_read_before_another_process_erased_them_is_erased_all_the_same"),
    ),
]
