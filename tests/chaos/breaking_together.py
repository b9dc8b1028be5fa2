"""What is broken about ends that are told together, deputies, rules that change, and what two presses do at once."""

from __future__ import annotations

from mutation import Mutation, of

WARNING = "provisioning/usecases/warning.py"
LISTED = "provisioning/usecases/warned_together.py"
ENDS = "provisioning/usecases/ending_together.py"
DEPUTIES = "provisioning/usecases/deputies.py"
EXPIRING = "provisioning/usecases/expiring.py"
BLOCK_HANDING = "provisioning/usecases/block_handing.py"
REACHING = "provisioning/usecases/reaching.py"
MOVES = "provisioning/usecases/wave_moves.py"
FILLED = "cards/filled.py"

ASKED_AT_ONCE = of("reminding", "where_a_lists_card_reaches_nobody_others_are_asked_at_once_by_one_card_and_one_word")

TOGETHER = [
    Mutation(
        "an end that was moved meanwhile is warned of as it was",
        WARNING,
        '_G.until == bindparam("its_until"), ',
        "",
        of("races", "an_end_that_is_moved_while_it_would_be_warned_of_is_not_warned_of_as_it_was"),
    ),
    Mutation(
        "whoever answers for nobody any more is warned in place of who took over",
        WARNING,
        ', _G.sponsor == bindparam("its_sponsor")',
        "",
        of("races", "an_end_that_is_moved_while_it_would_be_warned_of_is_not_warned_of_as_it_was"),
    ),
    Mutation(
        "of two presses on one form each asks",
        "provisioning/usecases/carding.py",
        'if row is not None and row.kind.endswith("_form"):',
        'if row is not None and row.kind == "":',
        of("races", "of_two_presses_on_one_form_the_second_finds_what_the_first_made_of_it"),
    ),
    Mutation(
        "one person of a list is told of twice",
        WARNING,
        "alone.setdefault((reader, person, *way), []).extend(rows)",
        "alone[reader, person, *way, rows[0].id] = rows",
        of("warned_together", "the_one_of_a_list_who_ends_now_is_told_of_with_what_else_of_theirs_ends"),
    ),
    Mutation(
        "a sponsor reads the whole list",
        LISTED,
        "return list(rows) if who in authority.owners(desk) else [one for one in rows if one.sponsor == who]",
        "return list(rows)",
        of("lost_parts", "nobody_is_named_to_who_has_lost_their_part"),
    ),
    Mutation(
        "whoever was extended alone is asked for again",
        LISTED,
        "if one.id not in asked]",
        "if one.id]",
        of("warned_together", "whom_somebody_extended_alone_the_press_leaves_alone"),
    ),
    Mutation(
        "of two presses at once both ask",
        LISTED,
        "people.hold(desk, member.pseudonym, *sorted({person",
        "max(member.pseudonym, *sorted({person",
        of("warned_together", "of_two_presses_at_once_the_second_finds_nothing_left_to_ask"),
    ),
    Mutation(
        "one end of a list is told as if there were several",
        ENDS,
        "if one and len(some) > 1:",
        "if one:",
        of("many", "the_end_of_one_of_a_list_is_told_as_one_that_was_asked_for_alone"),
    ),
    Mutation(
        "an end of what several lists gave is told by one of them",
        ENDS,
        "return lists.pop() if len(lists) == 1 else",
        "return lists.pop() if lists else",
        of("many", "the_end_of_what_two_lists_gave_somebody_is_told_alone"),
    ),
    Mutation(
        "of more than five hundred ends some are told to nobody",
        "provisioning/usecases/requests.py",
        'bindparam("numbers", expanding=True))).limit(None)',
        'bindparam("numbers", expanding=True)))',
        of("ending", "of_more_ends_at_once_than_a_list_of_requests_names_each_is_told"),
    ),
    Mutation(
        "whoever answers for it no more lets it end",
        EXPIRING,
        "if member.pseudonym not in _parts(warned.list_all(desk, card)) | authority.owners(desk):",
        "if not member.pseudonym:",
        of("warned", "whoever_answers_for_it_no_more_says_nothing_of_its_end"),
    ),
    Mutation(
        "only the first of what a card warns of may end",
        EXPIRING,
        "dict.fromkeys(one.request for one in warned.list_left(desk, card))",
        "dict.fromkeys(one.request for one in warned.list_left(desk, card)[:1])",
        of("warned", "whoever_lets_it_end_lets_all_end_that_the_card_warns_of"),
    ),
    Mutation(
        "a form tells what is held to who may not ask",
        "provisioning/usecases/extend_forms.py",
        '    extending.check_may_ask(desk, member, str(warning.terms["person"]))\n',
        "",
        of(
            "warned",
            "a_sponsor_who_owns_nothing_any_more_is_offered_no_more_time_and_is_told_nothing_of_what_is_held",
        ),
    ),
    Mutation(
        "a deputy who leaves at the same moment keeps what was left to them",
        "provisioning/usecases/standing_in.py",
        "people.hold(desk, member.pseudonym, *([deputy] if deputy else []))",
        "people.hold(desk, member.pseudonym)",
        of(
            "standing_in",
            "what_is_left_to_a_deputy_who_leaves_at_the_same_moment_is_asked_of_others",
            "nothing_is_left_to_a_deputy_who_has_just_left",
        ),
    ),
    Mutation(
        "that a deputy is gone is told by each who notices it",
        DEPUTIES,
        "() if _was_told(desk, absence, row.person) else told",
        "told",
        of("standing_in", "that_a_deputy_is_gone_is_told_once_where_two_notice_it_at_the_same_moment"),
    ),
    Mutation(
        "what a deputy had who is gone waits for them",
        DEPUTIES,
        "if not lost or here or not",
        "if not lost or rows or not",
        of("standing_in", "what_a_deputy_had_whose_account_is_disabled_is_asked_of_others"),
    ),
    Mutation(
        "other rules are noted and nobody is asked by them",
        "provisioning/usecases/ruling.py",
        "        reaching.ask_by_rules(desk)\n",
        "",
        of("ruling", "what_waits_is_asked_at_once_of_whoever_may_decide_it_by_the_new_rules"),
    ),
    Mutation(
        "a group that was not read yet refuses what waits",
        REACHING,
        "if stage > len(checking.stages_of(desk, request)) or checking.able(desk, request, stage):",
        "if stage:",
        of("ruling", "nothing_is_refused_because_the_new_rules_name_a_group_that_was_not_read_yet"),
    ),
    Mutation(
        "nobody is asked to install Usher for whom a list's card does not reach",
        REACHING,
        '_ASKS = ("approval", "batch_approval")',
        '_ASKS = ("approval",)',
        of(
            "reminding",
            "administrators_are_asked_to_install_it_for_somebody_whom_a_lists_card_does_not_reach",
        ),
    ),
    Mutation(
        "a list whose card reaches nobody waits for the reminders",
        "bot/delivery.py",
        '        reaching.look_after_all(desk, {number for part in card.terms["parts"] for number in part})\n',
        "",
        ASKED_AT_ONCE,
    ),
    Mutation(
        "whoever has a card of their own for one of a list is lost where the list's does not arrive",
        REACHING,
        "if row.own is None]",
        "if row]",
        of("reminding", "whoever_has_a_card_of_their_own_for_one_of_a_list_is_reached_about_that_one"),
    ),
    Mutation(
        "whoever is asked about a list by other rules gets a card for each of it",
        REACHING,
        "of_list = stage == 1 and request.stands_in_list",
        "of_list = stage == 0 and request.stands_in_list",
        of("ruling", "whoever_may_decide_a_list_by_the_new_rules_gets_one_card_for_all_of_it"),
    ),
    Mutation(
        "a guest who is to be blocked stays the task of a former administrator",
        BLOCK_HANDING,
        "blocking.send(desk, end, people.list_administrators(desk) - have)",
        "blocking.send(desk, end, set())",
        of("blocking", "a_guest_who_is_to_be_blocked_is_the_task_of_who_is_an_administrator_since"),
    ),
    Mutation(
        "a further administrator's card of several guests is not brought up to date",
        BLOCK_HANDING,
        '"tasks": [*_tasks_of(end), *made]',
        '"tasks": _tasks_of(end)',
        of(
            "many",
            "guests_of_a_list_who_are_to_be_blocked_are_one_task_of_who_is_an_administrator_since",
        ),
    ),
    Mutation(
        "whoever left the wave altogether has moved",
        MOVES,
        "[who for who in rows if wave & {*now[who]} and ",
        "[who for who in rows if ",
        of("wave_going", "whoever_left_the_wave_for_a_group_of_another_is_waited_for_and_not_told_as_moved"),
    ),
    Mutation(
        "a guest who was seen as blocked is looked at for ever",
        "provisioning/usecases/requests.py",
        '_CHANGE.where(t.requests.c.look_at <= bindparam("now"))',
        '_CHANGE.where(t.requests.c.submitted_at <= bindparam("now"))',
        of("blocking", "once_it_was_seen_no_sweep_that_began_before_has_it_looked_at_again"),
    ),
    Mutation(
        "whoever moved is looked for in the settings of now",
        MOVES,
        "set(request.groups)",
        'set(desk.rules.get_wave(str(request.terms["wave"])).groups)',
        of("wave_going", "whoever_moved_is_told_as_moved_though_the_settings_name_the_wave_no_more"),
    ),
    Mutation(
        "a card that cannot be made keeps others back",
        "bot/delivery.py",
        "except (LookupError, ValueError, Declined) as error:",
        "except (LookupError, ValueError) as error:",
        of("carding", "a_card_that_cannot_be_made_keeps_no_other_back"),
    ),
    Mutation(
        "less for one of a list is told where nobody can accept it",
        "provisioning/usecases/telling.py",
        "own = request.review or request.state is State.NARROWED",
        "own = request.review",
        of("narrowing", "of_a_list_less_for_one_is_accepted_and_reminded_of_on_a_card_of_its_own"),
    ),
    Mutation(
        "each request tells administrators of the token",
        "provisioning/usecases/renewing.py",
        "people.hold(desk, *readers)",
        "sorted(readers)",
        of("renewing", "administrators_hear_of_it_once_where_two_requests_meet_it_at_the_same_moment"),
    ),
    Mutation(
        "an input takes a choice that it does not offer",
        FILLED,
        "return said if said in offered else None",
        "return said",
        ("tests/cards/test_card_filled.py::test_what_an_input_cannot_hold_is_not_put_into_it",),
    ),
    Mutation(
        "what a button carries is filled in",
        FILLED,
        'one if name == "data" else _filled(one, typed)',
        "_filled(one, typed)",
        ("tests/cards/test_card_filled.py::test_what_a_button_carries_is_left_alone",),
    ),
    Mutation(
        "whoever was made behind the last round stays under the older key",
        "provisioning/usecases/rotating.py",
        '    last: str | None = "" if own else None\n',
        "    last: str | None = None\n",
        of("rotating", "whom_the_older_key_makes_behind_the_last_round_is_wrapped_anew_in_the_last_step"),
    ),
]
