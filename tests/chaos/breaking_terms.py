"""What is broken about the terms of an approval: less than was asked, spans, several at once, and accounts that nothing explains."""

from __future__ import annotations

from mutation import Mutation, of

NARROWING = "provisioning/usecases/narrowing.py"
LASTING = "provisioning/usecases/lasting.py"
SOME = "provisioning/usecases/batch_deciding.py"
ACCOUNTS = "provisioning/usecases/accounts.py"

TERMS = [
    Mutation(
        "a later end counts as less",
        NARROWING,
        "if request.until and (ends is None or ends > request.until):",
        "if request.until and ends is None:",
        of("narrowing", "neither_more_nor_nothing_is_less"),
    ),
    Mutation(
        "taking away is narrowed",
        NARROWING,
        "request.kind is Kind.CHANGE_ROLE and not request.leaves and",
        "request.kind is Kind.CHANGE_ROLE and",
        of("narrowing", "taking_away_is_not_narrowed"),
    ),
    Mutation(
        "a span that an approver shortened goes on",
        NARROWING,
        'if name != "lasts" or ends == request.until}',
        "}",
        of("lasting", "an_approver_who_shortens_it_says_a_day_and_one_who_takes_a_group_away_leaves_the_span"),
    ),
    Mutation(
        "a span cuts short what was approved meanwhile",
        LASTING,
        "if day is None or until is None or (request.until and until <= request.until):",
        "if day is None or until is None:",
        of("lasting", "more_time_that_was_approved_meanwhile_is_not_cut_short"),
    ),
    Mutation(
        "a span moves an end that somebody brought nearer",
        LASTING,
        "(t.grants.c.request == request.number) & (t.grants.c.until == request.until)",
        "t.grants.c.request == request.number",
        of("lasting", "an_end_that_somebody_brought_nearer_meanwhile_stays"),
    ),
    Mutation(
        "somebody else asks again",
        "provisioning/usecases/asking_again.py",
        "if request.requester != member.pseudonym or not may_be(request):",
        "if not may_be(request):",
        of("asking_again", "only_whoever_asked_asks_again_and_only_what_is_closed"),
    ),
    Mutation(
        "whoever the card does not offer is ticked",
        SOME,
        "    if not set(some) <= set(offered):\n",
        "    if not set(some):\n",
        of("alike", "who_is_not_ticked_goes_on_waiting_and_is_offered_again"),
    ),
    Mutation(
        "an account is told of at the first look",
        ACCOUNTS,
        "    if now - since < AGAIN:\n        return False\n",
        "",
        of("accounts", "an_account_that_nothing_explains_is_told_once_two_looks_saw_it"),
    ),
    Mutation(
        "what the worker finds wipes out what is doubtful of a day",
        "provisioning/usecases/forming.py",
        'terms.get("why") or lasting.doubt_of(terms)',
        'terms.get("why")',
        of("changing", "what_is_doubtful_of_a_day_is_still_told_where_the_worker_has_found_the_person"),
    ),
    Mutation(
        "a first day is dropped in silence",
        "bot/handlers/doubting.py",
        'return (later, {}) if getattr(intent, "later", False) else None',
        "return None",
        of("inviting", "a_date_that_is_none_or_is_not_waited_for_is_told_on_the_form"),
    ),
    Mutation(
        "a second wish is taken for an invitation",
        "bot/grammar.py",
        "return not (commands.contradicts(texts) or second_wish(texts) or conditional(texts))",
        "return not (commands.contradicts(texts) or conditional(texts))",
        of("bot/grammar_beyond", "a_second_wish_about_somebody_else_invites_nobody_and_each_is_offered"),
    ),
    Mutation(
        "a time that is no day means now",
        "bot/grammar_ending.py",
        "bad=dates.bad or untold(text, left)",
        "bad=dates.bad",
        of("bot/grammar_beyond", "a_time_that_is_no_day_never_means_now"),
    ),
    Mutation(
        "the end of one group ends everything",
        "bot/grammar_ending.py",
        "if end and named.names:",
        "if end and not end:",
        of("bot/grammar_beyond", "the_end_of_one_group_is_offered_as_that_and_ends_nothing_else"),
    ),
    Mutation(
        "people beside an address are passed over",
        "bot/grammar_ending.py",
        "if others_named(text, left[verb + 1 :]):",
        "if others_named(text, ()):",
        of("bot/grammar_beyond", "people_beside_an_address_are_not_passed_over"),
    ),
    Mutation(
        "a warning comes at midnight",
        "provisioning/usecases/warning.py",
        "return datetime.combine(day, desk.rules.hours.begin,",
        "return datetime.combine(day, time(),",
        of("sweeping", "a_warning_comes_when_work_begins_on_its_day_where_the_organisation_is"),
    ),
]
