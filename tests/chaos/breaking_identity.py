"""Rules of who is who and of what is never given or taken without somebody else, broken one at a time."""

from __future__ import annotations

from mutation import Mutation, of

AUTHORITY, PEOPLE = "provisioning/usecases/authority.py", "provisioning/usecases/people.py"
RECORDING, CHECKING = "provisioning/usecases/recording.py", "provisioning/usecases/checking.py"
ENDING, OUTSIDE = "provisioning/usecases/ending.py", "provisioning/workflow/outside.py"

IDENTITY = [
    Mutation(
        "whoever has an address is whom it led to",
        RECORDING,
        "return known.object_id in {None, user.id} or bool(known.is_guest and user.is_guest)",
        "return True",
        of("identity", "whoever_has_an_owners_former_address_is_not_that_owner"),
    ),
    Mutation(
        "a guest who is invited anew is a stranger",
        RECORDING,
        "or bool(known.is_guest and user.is_guest)",
        "",
        of("identity", "a_guest_who_is_invited_anew_is_the_same_person"),
    ),
    Mutation(
        "an employee's former address is invited",
        "provisioning/usecases/refusing.py",
        " or people.is_employee(desk, request.subject)",
        "",
        of("identity", "an_invitation_to_an_employees_address_is_refused_and_makes_nobody_an_employee"),
    ),
    Mutation(
        "an invitation renames whom Entra has shown",
        "provisioning/usecases/inviting.py",
        "if wish.name.strip() and not people.objects_of(desk, [subject]):",
        "if wish.name.strip():",
        of("identity", "an_invitation_renames_nobody_whom_entra_has_shown"),
    ),
    Mutation(
        "signs that look like letters make an address",
        "provisioning/domain/addresses.py",
        "re.IGNORECASE | re.ASCII",
        "re.IGNORECASE",
        of("identity", "a_sign_that_only_looks_like_an_i_is_no_address"),
    ),
    Mutation(
        "whom Entra knows no more keeps their say",
        PEOPLE,
        "values(enabled=False, looked_up_at=desk.now)",
        "values(looked_up_at=desk.now)",
        of("identity", "somebody_whom_the_settings_name_has_no_say_once_entra_knows_them_no_more"),
    ),
    Mutation(
        "people whom the settings name are read once",
        OUTSIDE,
        "return {**shown, **dict.fromkeys(others)}",
        "return dict.fromkeys(others)",
        of("identity", "somebody_whom_the_settings_name_has_no_say_once_entra_knows_them_no_more"),
    ),
    Mutation(
        "an owner confirms their own second account",
        AUTHORITY,
        "own = people.list_linked(desk, by)",
        "own = {by}",
        of("identity", "an_owner_does_not_confirm_their_own_second_account_as_approver"),
    ),
    Mutation(
        "a second account inside does not count",
        AUTHORITY,
        "people.with_linked(desk, {*involved, *inside})",
        "people.with_linked(desk, involved) - inside",
        of("identity", "somebody_outside_is_outside_with_all_their_accounts"),
    ),
    Mutation(
        "accounts linked with a linked one are strangers",
        PEOPLE,
        "left = [some for some in left if some not in met]",
        "left = []",
        of("identity", "accounts_linked_in_two_pairs_are_one_persons"),
    ),
    Mutation(
        "an owner who cannot be reached is owner enough",
        AUTHORITY,
        " - set(leaving) - unreachable",
        " - set(leaving)",
        of("identity", "an_owner_who_cannot_be_reached_is_not_the_one_who_is_left"),
    ),
    Mutation(
        "a step that the rules have no more may be decided",
        CHECKING,
        "if stage > len(stages):",
        "if stage > len(stages) + 9:",
        of("identity", "an_approved_request_whose_steps_are_fewer_now_is_asked_again"),
    ),
    Mutation(
        "an external with a member's account has no end",
        CHECKING,
        'terms={**request.terms, "external": True}, until=ends',
        'terms={**request.terms, "external": True}',
        of("identity", "an_external_with_a_members_account_has_an_end"),
    ),
    Mutation(
        "an external gets an administrator's role with one press",
        "provisioning/usecases/deciding.py",
        "return checking.is_external(request) and any(",
        "return request.kind is Kind.INVITE_EXTERNAL and any(",
        of("identity", "an_administrators_role_for_an_external_is_confirmed_by_typing"),
    ),
    Mutation(
        "one owner ends another on a date",
        ENDING,
        "    grants = list_grants(desk, person)\n    _check_no_owner(desk, grants)\n    latest",
        "    grants = list_grants(desk, person)\n    latest",
        of("ending", "an_owner_does_not_end_another_owner_on_a_date_either"),
    ),
    Mutation(
        "an end that is tried again takes Owners along",
        "provisioning/usecases/starting.py",
        "held = [grant for grant in grants if not ending.holds_owners(desk, grant)]",
        "held = grants",
        of("ending", "an_end_that_is_tried_again_leaves_the_ownership_that_was_given_meanwhile"),
    ),
    Mutation(
        "trying again gives back what was ended",
        "provisioning/usecases/withdrawing.py",
        "if _was_ended(desk, request):",
        "if request.kind is None:",
        of("ending", "nothing_that_an_end_took_is_given_back_by_trying_again"),
    ),
    Mutation(
        "what is given on an ended grant never ends",
        "provisioning/usecases/granting.py",
        "values(gives=gives, handles=merged, **alive)",
        "values(gives=gives, handles=merged)",
        of("ending", "what_is_given_runs_until_it_is_taken_back_whatever_ended_before"),
    ),
    Mutation(
        "one owner ends everybody's access in a day",
        ENDING,
        "many = counting.are_many(desk, member.pseudonym)",
        "many = False",
        of("ending", "from_the_sixth_person_a_day_on_an_owner_needs_an_approver_to_end_access"),
    ),
    Mutation(
        "one owner ends everybody's access in a day by a date",
        ENDING,
        "if counting.is_soon(desk, day) and counting.are_many(desk, member.pseudonym):",
        "if day is None:",
        of("ending", "ends_at_once_leave_no_room_for_one_that_is_brought_forward_to_now"),
    ),
    Mutation(
        "an end brought forward to now counts for nothing",
        "provisioning/usecases/counting.py",
        "len(taken | _ended_soon(desk, owner))",
        "len(taken)",
        of("ending", "an_end_brought_forward_to_now_counts_as_an_end"),
    ),
    Mutation(
        "an end that waits for an approver holds all others up",
        ENDING,
        "_SURE = OPEN - {State.PENDING}",
        "_SURE = OPEN",
        of("ending", "from_the_sixth_person_a_day_on_an_owner_needs_an_approver_to_end_access"),
    ),
    Mutation(
        "somebody asks for themselves all day long",
        "provisioning/usecases/counting.py",
        ">= OWN_A_DAY:",
        ">= 10 * OWN_A_DAY:",
        of("changing", "nobody_asks_for_themselves_all_day_long"),
    ),
    Mutation(
        "a channel reads every company",
        "provisioning/usecases/channel_reading.py",
        "return domain if domain in known else",
        "return domain or",
        of("channel", "a_company_is_named_where_the_settings_allow_it"),
    ),
    Mutation(
        "anybody has a channel told",
        "provisioning/usecases/channel.py",
        "if not people.is_administrator(desk, member.pseudonym):",
        "if people.is_administrator(desk, member.pseudonym):",
        of("channel", "owners_and_administrators_say_which_channel_is_told_and_nobody_else"),
    ),
]
