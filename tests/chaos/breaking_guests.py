"""Rules about a guest's accounts and about who it is, each broken once: what is taken over, and what is blocked."""

from __future__ import annotations

from mutation import Mutation, of

TAKING, BLOCKING = "provisioning/usecases/taking_over.py", "provisioning/usecases/blocking.py"
AFRESH = "provisioning/usecases/afresh.py"

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
    Mutation(
        "a last day asks approvers",
        "provisioning/usecases/checking.py",
        "if request.requester is None and request.kind in BY_ITSELF:",
        "if request.requester is None and not request.kind:",
        of("ending", "a_policy_that_asks_approvers_about_ends_asks_nobody_about_a_last_day"),
    ),
    Mutation(
        "another guest who has the address by now is taken for who had it",
        "provisioning/usecases/refusing.py",
        "if outside.former is not None:",
        "if outside.former is not None and not outside.former:",
        of("identity", "a_guest_who_has_another_guests_former_address_is_somebody_else"),
    ),
    Mutation(
        "an account that nobody approved is taken over by trying again",
        AFRESH,
        'return ("why-account-since", {}) if now.account in TAKEN_OVER else None',
        "return None",
        of("executing", "an_account_that_nobody_approved_to_take_over_stops_another_attempt"),
    ),
    Mutation(
        "what was taken back since is given by trying again",
        AFRESH,
        "if row.about in _given(desk, request) - _inside(outside)]",
        "if row.about not in _inside(outside)]",
        of("executing", "what_was_taken_back_since_is_not_given_by_trying_again"),
    ),
    Mutation(
        "a guest who is not readable yet is invited twice",
        AFRESH,
        "desk.now - row.at > READABLE",
        "desk.now >= row.at",
        of("executing", "a_guest_who_cannot_be_readable_yet_is_not_invited_twice"),
    ),
    Mutation(
        "a hidden sign is a reason",
        "provisioning/domain/hidden.py",
        'return "" if all(sign.isspace() or sign in BLANK for sign in shown) else shown',
        "return text",
        of("deciding", "a_reason_that_nobody_sees_is_none"),
    ),
    Mutation(
        "one person decides two stages",
        "provisioning/usecases/decidable.py",
        "return distinct.fill([{whose[who] for who in place} for place in places])",
        "return all(places)",
        of("inviting", "what_one_person_would_have_to_decide_twice_is_declined"),
    ),
]
