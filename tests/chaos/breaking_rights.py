"""What is broken about rights that are judged once more at the press, at the start and at each step, and about who reads."""

from __future__ import annotations

from mutation import Mutation, of

EFFECTS = "provisioning/workflow/side_effects.py"
EXTENDING = "provisioning/usecases/extending.py"
CHANGING = "provisioning/usecases/changing.py"

RIGHTS = [
    Mutation(
        "an account that appeared since is overwritten",
        EFFECTS,
        '    if found is not None and found.active and "ours" not in x.noted:\n        raise Refused(TAKEN)\n',
        "",
        of("side_effects", "an_account_that_appears_after_the_approval_is_not_overwritten"),
    ),
    Mutation(
        "the platform is told the pseudonym",
        EFFECTS,
        'str(x.noted.get("external") or secrets.token_hex(16))',
        'f"usher-{a.request.subject}"',
        of("side_effects", "the_platform_is_told_an_id_that_leads_to_nobody_here_and_is_forgotten_with_the_person"),
    ),
    Mutation(
        "a lost group is joined",
        EFFECTS,
        "if group is None or await service.look(grouping.is_lost, x.step.about):",
        "if group is None:",
        of("side_effects", "a_group_that_is_lost_after_the_start_is_not_joined"),
    ),
    Mutation(
        "a group that took the place of the frozen one is joined",
        "provisioning/usecases/executing.py",
        "    ids = dict(frozen.group_ids)\n",
        "    ids = dict(frozen.group_ids) | {r.name: r.object_id for r in desk.c.execute(_GROUPS) if r.object_id}\n",
        of("side_effects", "a_group_that_was_replaced_between_start_and_join_is_not_joined"),
    ),
    Mutation(
        "the rule extends one's own second account",
        EXTENDING,
        "whose & people.list_linked(desk, member.pseudonym):\n        return None",
        "whose & {member.pseudonym}:\n        return None",
        of("extending", "the_rule_extends_nothing_for_ones_own_second_account"),
    ),
    Mutation(
        "the rule extends a group that has a say",
        EXTENDING,
        "if not policy.by_rule or guarded or not grants",
        "if not policy.by_rule or not grants",
        of("extending", "a_group_that_has_a_say_is_extended_by_no_rule_and_by_somebody_outside_it"),
    ),
    Mutation(
        "a form is sent by who lost the right",
        CHANGING,
        "    check_may_ask(desk, member, own=adds and subject == member.pseudonym)\n",
        "",
        of("changing", "a_form_is_declined_at_the_press_for_who_lost_the_right_since"),
    ),
    Mutation(
        "whoever a form did not offer is chosen",
        CHANGING,
        'return str(known) if known in card.terms.get("found", ()) else None',
        "return str(known) if known else None",
        of("changing", "an_object_id_that_the_form_never_offered_chooses_nobody"),
    ),
    Mutation(
        "one hands over to one's own second account",
        "provisioning/usecases/handing.py",
        "allowed - people.list_linked(desk, giver) - {giver}",
        "allowed - {giver}",
        of("handing", "nobody_hands_over_to_their_own_second_account"),
    ),
    Mutation(
        "an external administrator is approved for less without the number",
        "provisioning/usecases/narrowing.py",
        "        deciding.check_typed(desk, request, less.typed)\n",
        "        pass\n",
        of("narrowing", "less_for_an_external_administrator_asks_for_the_number_or_the_address_as_well"),
    ),
    Mutation(
        "employees become administrators together in one press",
        "provisioning/usecases/batch_deciding.py",
        "return ruled or deciding.needs_confirmation(desk, request)",
        "return deciding.needs_confirmation(desk, request)",
        of("many", "approving_employees_with_an_administrators_role_together_needs_their_number"),
    ),
    Mutation(
        "a deputy is given what they may not decide",
        "provisioning/usecases/standing_in.py",
        "if row.request not in reached or deputy not in checking.eligible(desk, request, row.stage):",
        "if row.request not in reached:",
        of("standing_in", "what_waits_already_is_not_given_to_a_deputy_who_may_not_decide_it"),
    ),
    Mutation(
        "an end takes what the other way in gave",
        "provisioning/usecases/starting.py",
        "ending.list_grants(desk, request.subject) if grant.option is request.option]",
        "ending.list_grants(desk, request.subject)]",
        of("ending", "each_of_two_ends_takes_only_what_its_own_way_in_gave"),
    ),
    Mutation(
        "anybody turns the page of accounts",
        "provisioning/usecases/account_righting.py",
        '    """The next page, after the last one the first."""\n    authority.check_owner(desk, member)\n',
        "",
        of("accounts", "only_an_owner_turns_the_page"),
    ),
    Mutation(
        "the beginning of an address confirms",
        "provisioning/usecases/deciding.py",
        'if typed.strip().casefold() not in allowed - {""}:',
        'if not any(one.startswith(typed.strip().casefold() or "-") for one in allowed):',
        of("deciding", "only_the_whole_address_confirms"),
    ),
    Mutation(
        "a guest comes into an approvers' group by the usual step",
        "provisioning/domain/rules.py",
        "if kind not in {Kind.INVITE_EXTERNAL, Kind.CHANGE_ROLE, Kind.EXTEND_ACCESS}:",
        "if kind not in {Kind.CHANGE_ROLE, Kind.EXTEND_ACCESS}:",
        of("inviting", "a_guest_comes_into_an_approvers_group_by_two_steps_the_second_from_outside"),
    ),
    Mutation(
        "who lost the right goes on reading",
        "provisioning/usecases/parties.py",
        "    if may_read(desk, request, card.recipient):\n",
        "    if card.request:\n",
        of("parties", "who_is_no_owner_any_more_reads_nothing_new_about_what_they_were_asked_to_decide"),
    ),
    Mutation(
        "an invitation that reached another guest counts as sent",
        "provisioning/workflow/inviting_again.py",
        "if invited.user_id != again.guest:",
        "if not invited.user_id:",
        of("unaccepted", "an_invitation_that_reached_somebody_else_is_not_told_as_sent_again"),
    ),
]
