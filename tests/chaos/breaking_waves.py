"""The rules of waves, broken one at a time: asking, deciding, the frozen set, the start, and the proof of everybody."""

from __future__ import annotations

from mutation import Mutation, of

DOMAIN, WAVING = "provisioning/domain/waves.py", "provisioning/usecases/waving.py"
CHECKING, STARTING = "provisioning/usecases/checking.py", "provisioning/usecases/wave_starting.py"
PROVING, DECIDING = "provisioning/usecases/wave_proving.py", "provisioning/usecases/deciding.py"
PROOF = "provisioning/workflow/wave_proof.py"
BEYOND = of("waving", "beyond_the_allowance_nothing_is_done_and_it_is_asked_again")
GAINERS = of("waving", "nobody_who_gains_by_it_decides_it_nor_an_account_linked_to_them")
SURPLUS = of("wave_going", "a_missing_and_a_surplus_role_block_it")

WAVES = [
    Mutation(
        "a wave comes before the one that it comes after",
        WAVING,
        "if first := first_before(desk, wave):",
        "if (first := first_before(desk, wave)) and not desk:",
        of("waving", "a_wave_comes_after_the_one_before_it_is_proven_and_not_taken_back"),
    ),
    Mutation(
        "a wave that was taken back is open",
        "provisioning/usecases/gating.py",
        "found.pop(name, None)",
        "found.get(name, None)",
        of("wave_going", "a_proven_wave_opens_the_next_and_one_that_was_taken_back_closes_it"),
    ),
    Mutation(
        "two requests for one wave at a time",
        WAVING,
        "if number := pending(desk, wave.name):",
        "if (number := pending(desk, wave.name)) < 0:",
        of("waving", "one_request_a_wave_at_a_time_in_either_direction"),
    ),
    Mutation(
        "a start may lie in the past",
        WAVING,
        "not desk.now < at <= desk.now + FARTHEST",
        "not at <= desk.now + FARTHEST",
        of("waving", "a_start_lies_ahead_and_not_too_far"),
    ),
    Mutation(
        "an open check does not stop the asking",
        WAVING,
        "if gate not in skips]\n    if missing:",
        "if gate not in skips]\n    if missing and not skips:",
        of("waving", "an_open_check_declines_and_skipping_it_takes_a_reason_and_a_second_approver"),
    ),
    Mutation(
        "a check is skipped without a reason",
        WAVING,
        "if wish.skips and not wish.reason.strip():",
        "if wish.skips and wish.reason is None:",
        of("waving", "an_open_check_declines_and_skipping_it_takes_a_reason_and_a_second_approver"),
    ),
    Mutation(
        "one approver is enough to skip a check",
        WAVING,
        '"many": bool(wish.skips),',
        '"many": False,',
        of("waving", "an_open_check_declines_and_skipping_it_takes_a_reason_and_a_second_approver"),
    ),
    Mutation(
        "who gains by a wave is asked",
        CHECKING,
        "return named - gainers(desk, request, named)",
        "return named",
        GAINERS,
    ),
    Mutation(
        "an account linked to one who gains decides a wave",
        CHECKING,
        "return {who for who, linked in everybody.items() if linked & found}",
        "return {who for who in everybody if who in found}",
        GAINERS,
    ),
    Mutation(
        "an approver may come to gain by a wave",
        STARTING,
        " and not _gaining(desk, request, reading)",
        "",
        of("waving", "an_approver_who_came_to_gain_within_the_allowance_voids_it"),
    ),
    Mutation(
        "a large wave needs nothing typed",
        WAVING,
        "return size_of(counts_of(desk, request)) > MANY or bool(weighty)",
        "return bool(weighty)",
        of("waving", "more_than_twenty_people_are_confirmed_by_their_number"),
    ),
    Mutation(
        "any number is the number of people",
        DECIDING,
        "!= str(count):",
        '== "":',
        of("waving", "more_than_twenty_people_are_confirmed_by_their_number"),
    ),
    Mutation(
        "a small wave with an external administrator needs nothing typed",
        WAVING,
        'marks=("owner",)) or _external_administrators(desk, reading)',
        'marks=("owner",))',
        of("waving", "up_to_twenty_need_no_number_unless_an_owner_or_an_external_administrator_is_among_them"),
    ),
    Mutation(
        "the way back needs nothing typed",
        WAVING,
        'if request.terms.get("back") or request.terms.get("skips"):',
        'if request.terms.get("skips"):',
        of("wave_going", "the_way_back_needs_the_number_and_takes_the_waves_groups_alone"),
    ),
    Mutation(
        "a wave without a schedule may move",
        DOMAIN,
        "return scheduled and len(differing)",
        "return len(differing)",
        of("waving", "without_a_schedule_any_move_voids_it_and_it_is_asked_again_with_what_moved"),
    ),
    Mutation(
        "an allowance has no end",
        DOMAIN,
        "len(differing) <= allowance.of(size) and not any",
        "not any",
        BEYOND,
    ),
    Mutation(
        "an allowance covers owners and administrators",
        DOMAIN,
        'NEVER_MARKS = frozenset({"owner", "administrator", "external", "by_hand"})',
        'NEVER_MARKS = frozenset({"external", "by_hand"})',
        BEYOND,
    ),
    Mutation(
        "an allowance covers externals",
        DOMAIN,
        '"administrator", "external", "by_hand"})',
        '"administrator", "by_hand"})',
        BEYOND,
    ),
    Mutation(
        "an allowance covers switch-offs",
        DOMAIN,
        'NEVER_CHANGES = frozenset({"switched_off", "taken_over", "lost"})',
        'NEVER_CHANGES = frozenset({"taken_over", "lost"})',
        BEYOND,
    ),
    Mutation(
        "a set is not counted again",
        STARTING,
        "moved = readings.moved(desk, before, reading)",
        "moved = readings.moved(desk, before, before)",
        of("waving", "without_a_schedule_any_move_voids_it_and_it_is_asked_again_with_what_moved"),
    ),
    Mutation(
        "a group may be another one than was approved",
        STARTING,
        "if refused is None and same_groups and allowed:",
        "if refused is None and allowed:",
        of("waving", "a_group_that_was_replaced_by_one_of_the_same_name_voids_it_without_telling_of_people"),
    ),
    Mutation(
        "a check that was lost does not stop the start",
        STARTING,
        "if why is None and wave_checking.open_gates(desk, locked):",
        "if why is None and not locked:",
        of("waving", "a_check_that_is_lost_after_the_approval_stops_it"),
    ),
    Mutation(
        "rights are not looked at before a wave starts",
        STARTING,
        "    why = starting.lost_rights(desk, locked)\n",
        "    why: Why | None = None\n",
        of("waving", "rights_that_are_lost_before_the_start_stop_it"),
    ),
    Mutation(
        "a missed start acts late",
        STARTING,
        "if desk.now - at > LATE:",
        "if at is None:",
        of("wave_going", "a_start_that_was_missed_asks_and_the_requester_alone_starts_it"),
    ),
    Mutation(
        "anybody starts a wave late",
        STARTING,
        "if request.requester != member.pseudonym:",
        "if not request.requester:",
        of("wave_going", "a_start_that_was_missed_asks_and_the_requester_alone_starts_it"),
    ),
    Mutation(
        "a start that was left for later is enqueued under its first name",
        STARTING,
        'identity = f"{request.workflow}-{desk.now:%Y%m%d%H%M%S}"',
        "identity = request.workflow",
        of("wave_going", "a_start_that_could_not_reach_entra_is_looked_at_again"),
    ),
    Mutation(
        "a cancelled wave is carried out",
        STARTING,
        "if locked.state is State.CANCELLED:",
        "if not locked:",
        of("wave_going", "cancelled_while_everybody_is_read_it_stays_cancelled"),
    ),
    Mutation(
        "a surplus role is proof of a wave",
        PROVING,
        "return on and wanted <= seen <= wanted | optional",
        "return on and wanted <= seen",
        SURPLUS,
    ),
    Mutation(
        "a missing role is proof of a wave",
        PROVING,
        "return on and wanted <= seen <= wanted | optional",
        "return on and seen <= wanted | optional",
        SURPLUS,
    ),
    Mutation(
        "an account without roles is proof of the way back",
        PROVING,
        "    if not wanted:\n        return not on\n",
        "",
        of("wave_going", "somebody_who_keeps_an_account_on_the_way_back_blocks_the_proof"),
    ),
    Mutation(
        "a failure that Entra reports is final at once",
        PROOF,
        "last = _is_late(x, RETRIED)",
        "last = bool(failed)",
        of("wave_going", "whom_entra_fails_with_is_told_and_final_after_some_hours"),
    ),
    Mutation(
        "a wave of whom some failed is done",
        "provisioning/usecases/executing.py",
        'if state is State.DELIVERED and any((row.result or {}).get("failed") for row in rows):',
        "if state is State.DELIVERED and not rows:",
        of("wave_going", "after_a_day_it_is_partly_done_and_a_retry_takes_up_those_who_failed"),
    ),
    Mutation(
        "a retry proves everybody anew",
        PROVING,
        "failed = (c.reading == waving.reading_of(request)) & (c.state == FAILED)",
        "failed = (c.reading == waving.reading_of(request)) & c.state.is_not(None)",
        of("wave_going", "after_a_day_it_is_partly_done_and_a_retry_takes_up_those_who_failed"),
    ),
    Mutation(
        "a wave is retried after it was taken back",
        "provisioning/usecases/withdrawing.py",
        "if waving.is_overtaken(desk, request):",
        "if not request:",
        of("wave_going", "what_a_later_request_for_the_wave_changed_is_not_retried"),
    ),
]
