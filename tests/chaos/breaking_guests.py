"""Rules about a guest's accounts, each broken once: what is taken over, and what is blocked."""

from __future__ import annotations

from mutation import Mutation, of

TAKING, BLOCKING = "provisioning/usecases/taking_over.py", "provisioning/usecases/blocking.py"

GUESTS = [
    Mutation(
        "an account is taken over without a word",
        TAKING,
        "    if request.state is not State.SUBMITTED or (found is None and known is None):",
        "    if request:",
        of("taking_over", "the_requester_is_asked_with_the_roles_and_nobody_else_hears_of_it"),
    ),
    Mutation(
        "who agreed to one account has agreed to every other",
        TAKING,
        "if request.batch or (known and same and",
        "if request.batch or (known and",
        of("taking_over", "what_was_agreed_to_is_what_was_shown_and_nothing_else"),
    ),
    Mutation(
        "somebody else agrees for who asked",
        TAKING,
        "if request.requester != member.pseudonym:",
        "if request.requester == member.object_id:",
        of("taking_over", "only_the_requester_agrees_while_they_are_an_owner_and_once"),
    ),
    Mutation(
        "a guest outlasts the account that they took over",
        TAKING,
        'changed: dict[str, Any] = {"until": ends} if ends else {}',
        "changed: dict[str, Any] = {}",
        of("taking_over", "the_earlier_end_of_an_account_that_usher_made_stays_and_both_read_it"),
    ),
    Mutation(
        "a question about an account waits for ever",
        "provisioning/usecases/sweeping.py",
        "_CLOSING = (State.SUBMITTED, State.PENDING, State.NARROWED)",
        "_CLOSING = (State.PENDING, State.NARROWED)",
        of("taking_over", "a_question_that_nobody_answers_closes_with_the_request"),
    ),
    Mutation(
        "whoever has access again is blocked all the same",
        BLOCKING,
        "if state_of(held) in {OPEN, ASKED}:",
        "if state_of(held) in {OPEN}:",
        of("blocking", "who_has_access_again_is_not_to_be_blocked_any_more"),
    ),
    Mutation(
        "it is asked while something still runs",
        BLOCKING,
        "if not is_guest or _runs(desk, ended.subject) or",
        "if not is_guest or",
        of("blocking", "whoever_is_about_to_be_let_in_again_when_it_ends_is_not_asked_about"),
    ),
    Mutation(
        "anybody says that a guest account was blocked",
        BLOCKING,
        "if not people.is_administrator(desk, member.pseudonym):",
        "if people.is_administrator(desk, member.pseudonym):",
        of("blocking", "only_an_administrator_says_that_it_is_done"),
    ),
    Mutation(
        "a word is believed in place of a look",
        BLOCKING,
        "    if enabled is False or gone:",
        '    if enabled is False or gone or end.terms["block"].get("said"):',
        of("blocking", "done_makes_it_look_at_once_and_is_not_believed"),
    ),
]
