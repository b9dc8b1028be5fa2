"""The rules that are broken one at a time, and the tests that must notice. Each text stands exactly once in its file."""

from __future__ import annotations

from breaking_guests import GUESTS
from breaking_identity import IDENTITY
from breaking_limits import LIMITS
from breaking_parts import PARTS
from breaking_rights import RIGHTS
from breaking_silence import SILENCE
from breaking_terms import TERMS
from breaking_together import TOGETHER
from breaking_waves import WAVES
from mutation import Mutation, of

DECIDING, AUTHORITY = "provisioning/usecases/deciding.py", "provisioning/usecases/authority.py"
CHECKING, CARDING = "provisioning/usecases/checking.py", "provisioning/usecases/carding.py"
STARTING, PEOPLE = "provisioning/usecases/starting.py", "provisioning/usecases/people.py"
EXECUTING, INVITING = "provisioning/usecases/executing.py", "provisioning/usecases/inviting.py"
AUDIT, PREVIEW = "provisioning/storage/audit.py", "provisioning/domain/preview.py"
EFFECTS, GRANTING = "provisioning/workflow/side_effects.py", "provisioning/usecases/granting.py"
LEAVING = "provisioning/usecases/leaving.py"
PROVING, REACHING = "provisioning/workflow/proving.py", "provisioning/usecases/reaching.py"


INTERESTED = "for one in (request.requester, request.subject) if one for linked in people.list_linked(desk, one)"
INVOLVED = 'involved = (request.requester or "", request.subject, *spent, *but)'
SELF = of("deciding", "the_requester_is_not_asked_and_does_not_decide")
SUBJECT = of("deciding", "the_person_whom_it_is_about_is_not_asked_and_does_not_decide_even_as_an_owner")
LINKED = of("deciding", "an_account_linked_to_requester_or_subject_does_not_decide")
ABLE = "[user for user in users if user.enabled and not user.is_guest]"

DECISIONS = [
    Mutation("the requester may decide", DECIDING, INTERESTED, INTERESTED.replace("request.requester, ", ""), SELF),
    Mutation("the requester is asked", CHECKING, INVOLVED, "involved = (request.subject, *spent, *but)", SELF),
    Mutation("who gains may decide", DECIDING, INTERESTED, INTERESTED.replace(", request.subject", ","), SUBJECT),
    Mutation("who gains is asked", CHECKING, INVOLVED, 'involved = (request.requester or "", *spent, *but)', SUBJECT),
    Mutation(
        "a linked account may decide",
        DECIDING,
        INTERESTED,
        INTERESTED.replace("people.list_linked(desk, one)", "(one,)"),
        LINKED,
    ),
    Mutation(
        "a linked account is asked",
        AUTHORITY,
        "people.with_linked(desk, {*involved, *inside})",
        "{*involved, *inside}",
        of("inviting", "an_approver_who_is_linked_to_the_requester_does_not_count"),
    ),
    Mutation(
        "two accounts have two votes",
        DECIDING,
        "if people.list_linked(desk, member.pseudonym) & {one.approver for one in decided}:",
        "if {member.pseudonym} & {one.approver for one in decided}:",
        of("deciding", "one_person_has_one_vote_in_one_stage_with_all_their_accounts"),
    ),
    Mutation(
        "who voted is asked again in the next stage",
        CHECKING,
        "if len(stages) > 1 else set[str]()",
        "if not stages else set[str]()",
        of("deciding", "one_person_has_one_vote_in_one_stage_with_all_their_accounts"),
    ),
    Mutation(
        "anybody may decide",
        DECIDING,
        "if member.pseudonym not in checking.able(desk, request, stage, but=gave, silent=silent, deputies=theirs):",
        "if not checking.able(desk, request, stage, but=gave, silent=silent, deputies=theirs):",
        of("deciding", "somebody_who_is_not_named_does_not_decide"),
    ),
    Mutation(
        "an older revision may be decided",
        DECIDING,
        "if request.state is State.PENDING and request.revision == card.revision and card.asks_as_pressed:",
        "if request.state is State.PENDING and card.asks_as_pressed:",
        of("deciding", "an_older_revision_is_not_decided_by_who_was_not_asked_about_the_present_one"),
    ),
    Mutation(
        "a card that shows the step before may decide the next",
        "provisioning/usecases/carding.py",
        "return self.pressed is None or self.pressed == self.question",
        "return True",
        of("deciding", "a_press_on_a_card_that_still_shows_the_step_before_changes_nothing"),
    ),
    Mutation(
        "what was decided may be decided again",
        DECIDING,
        "if request.state is State.PENDING and request.revision == card.revision and card.asks_as_pressed:",
        "if request.revision == card.revision and card.asks_as_pressed:",
        of("deciding", "a_late_press_changes_nothing_and_tells_who_decided_and_when"),
    ),
    Mutation(
        "an administrator's role needs nothing typed",
        DECIDING,
        "if answer.approved and needs_confirmation(desk, request):",
        "if answer.typed and needs_confirmation(desk, request):",
        of("deciding", "an_administrators_role_asks_for_the_number_or_the_address"),
    ),
    Mutation(
        "a card works for everybody",
        CARDING,
        "if row is None or row.recipient != presser:",
        "if row is None:",
        of("inviting", "a_card_is_honoured_for_its_reader_and_the_verbs_it_offered_alone"),
    ),
    Mutation(
        "a card takes verbs that it never had",
        CARDING,
        "if verb not in found.verbs:",
        "if not found.verbs:",
        of("inviting", "a_card_is_honoured_for_its_reader_and_the_verbs_it_offered_alone"),
    ),
]

PEOPLE_AND_RIGHTS = [
    Mutation(
        "a later group of the same name is believed",
        "provisioning/directory/groups.py",
        "if len(groups) == 1 or group.id in known]\n    if len(meant) != 1:",
        "if len(groups) == 1 or group.id in known] or list(groups.values())\n    if not meant:",
        of("directory/directory_groups", "of_two_groups_of_one_name_the_known_one_is_meant"),
    ),
    Mutation(
        "a group's name is not held to the group that was known",
        "provisioning/workflow/outside.py",
        "await self.service.look(authority.known_ids)",
        "[]",
        of("scenarios/scenario_unknown", "a_group_that_somebody_names_like_another_stops_nobody_and_gives_nothing"),
    ),
    Mutation(
        "unconfirmed owners have a say",
        AUTHORITY,
        'return set(desk.once(("known", group), lambda: frozenset(desk.c.scalars(RIGHTFUL, {"group": group}))))',
        "return members_of(desk, group)",
        of("inviting", "a_member_who_appeared_from_outside_has_no_say_until_confirmed"),
    ),
    Mutation(
        "an owner who comes back from outside is known",
        AUTHORITY,
        "    _forget_former(desk, group, pseudonyms)",
        "    pass",
        of("inviting", "an_owner_who_left_and_comes_back_from_outside_has_no_say_until_confirmed"),
    ),
    Mutation(
        "administrators among the owners confirm themselves",
        AUTHORITY,
        "if people.list_linked(desk, administrator.pseudonym) & members_of(desk, desk.rules.owners_group):",
        "if not administrator.pseudonym:",
        of("inviting", "an_administrator_among_the_owners_does_not_confirm_themselves"),
    ),
    Mutation(
        "anybody confirms owners",
        AUTHORITY,
        "if not people.is_administrator(desk, administrator.pseudonym):",
        "if not administrator.pseudonym:",
        of("inviting", "owners_are_confirmed_once_by_an_administrator_who_is_not_among_them"),
    ),
    Mutation(
        "owners are confirmed again",
        AUTHORITY,
        "if owners(desk):\n        raise",
        "if not found:\n        raise",
        of("inviting", "owners_are_confirmed_once_by_an_administrator_who_is_not_among_them"),
    ),
    Mutation(
        "anybody may ask",
        AUTHORITY,
        "if member.pseudonym not in owners(desk):",
        "if not owners(desk):",
        ("tests/provisioning/test_inviting.py::TestDeclined::test_somebody_who_is_no_owner",),
    ),
    Mutation(
        "guests in the Owners group have a say",
        AUTHORITY,
        ABLE,
        "[user for user in users if user.enabled]",
        of("inviting", "guests_and_disabled_members_of_the_owners_group_have_no_say"),
    ),
    Mutation(
        "disabled people in the Owners group have a say",
        AUTHORITY,
        ABLE,
        "[user for user in users if not user.is_guest]",
        of("inviting", "guests_and_disabled_members_of_the_owners_group_have_no_say"),
    ),
    Mutation(
        "guests speak to Usher",
        PEOPLE,
        "if row.is_guest or not row.enabled:",
        "if not row.enabled:",
        of("inviting", "a_guest_who_speaks_is_declined"),
    ),
    Mutation(
        "people who are switched off speak to Usher",
        PEOPLE,
        "if row.is_guest or not row.enabled:",
        "if row.is_guest:",
        of("inviting", "somebody_who_is_switched_off_is_declined"),
    ),
    Mutation(
        "the gate admits other tenants",
        "bot/gate.py",
        "if any(tenant.lower() != tenant_id for tenant in [*present, activity.sender.tenant_id or tenant_id]):",
        "if not tenant_id:",
        of("bot/bot_gate", "a_forged_activity_is_refused_before_anything_of_ours_runs"),
    ),
    Mutation(
        "the gate admits a sender of another tenant",
        "bot/gate.py",
        "for tenant in [*present, activity.sender.tenant_id or tenant_id]",
        "for tenant in present",
        of("bot/bot_gate", "a_forged_activity_is_refused_before_anything_of_ours_runs"),
    ),
    Mutation(
        "giving takes one person",
        "usher/settings.py",
        "if not one.stages and kind not in",
        "if not one.name and kind not in",
        of("settings", "giving_without_a_stage_is_refused"),
    ),
    Mutation(
        "two who ask for the same person at once are both heard",
        INVITING,
        "    people.hold(desk, member.pseudonym, subject)\n",
        "",
        of("races", "who_asks_while_another_request_for_the_same_person_is_not_committed_is_declined"),
    ),
    Mutation(
        "a request is replaced while it is decided",
        INVITING,
        "other = requests.get(desk, number, lock=True)",
        "other = requests.get(desk, number)",
        of("races", "what_is_being_approved_is_not_replaced"),
    ),
    Mutation(
        "an account on the platform alone needs no end",
        INVITING,
        "if wish.option is Option.ACCOUNT:\n            raise",
        "if not wish.address:\n            raise",
        ("tests/provisioning/test_inviting.py::TestDeclined::test_an_account_without_an_end",),
    ),
    Mutation(
        "the Owners group is given to externals",
        INVITING,
        "if desk.rules.owners_group in groups:",
        "if not groups:",
        ("tests/provisioning/test_inviting.py::TestDeclined::test_the_owners_group",),
    ),
]

HANDING_OVER = [
    Mutation(
        "what was handed to somebody who is gone is lost",
        REACHING,
        "checking.able(desk, request, stage) - lost)",
        "set(handed.values()) - lost)",
        of("handing", "what_was_handed_to_somebody_who_is_gone_comes_back_along_the_chain"),
    ),
    Mutation(
        "what was handed on comes back while somebody has it",
        REACHING,
        "if to not in left and to not in can}",
        "if to not in can}",
        of("handing", "what_was_handed_on_stays_with_who_has_it_now"),
    ),
    Mutation(
        "who could not be reached is not tried again",
        "provisioning/usecases/asked.py",
        "terms=asks, undeliverable=None)",
        "terms=asks)",
        of("telling", "a_card_that_did_not_arrive_is_sent_when_its_reader_is_asked_in_the_next_step"),
    ),
    Mutation(
        "nobody hears that they are asked again",
        "provisioning/usecases/asked.py",
        "if shown.revision != request.revision:",
        "if not shown.revision:",
        of("telling", "whoever_must_decide_again_and_whoever_waits_get_a_new_message_where_the_facts_moved"),
    ),
    Mutation(
        "whoever waits hears nothing of a refusal",
        "provisioning/usecases/telling.py",
        "if request.revision > 1 or desk.now - request.submitted_at > LOOKED_AT:",
        "if request.revision > 1:",
        of("telling", "whoever_asked_gets_a_message_of_a_late_refusal_and_none_while_they_look_at_the_card"),
    ),
    Mutation(
        "a start that was called off is called off again",
        STARTING,
        "return now.workflow != taken.workflow or now.state not in {State.APPROVED, State.SCHEDULED, State.EXECUTING}",
        "return False",
        of("telling", "each_time_the_facts_move_everybody_gets_one_message_however_often_it_is_looked_at"),
    ),
    Mutation(
        "an update under way brings a card back to the message that it left",
        "provisioning/usecases/detaching.py",
        '_UPDATED = sending.SENT.where(t.cards.c.activity_id == bindparam("activity_id"))',
        "_UPDATED = sending.SENT",
        of("detaching", "an_update_under_way_does_not_keep_a_card_in_the_message_that_it_left"),
    ),
    Mutation(
        "nobody looks after requests when Usher changes who has a say",
        GRANTING,
        "        reaching.look_at_all(desk)\n",
        "        pass\n",
        of("handing", "a_request_whose_last_approver_usher_takes_out_of_owners_is_refused"),
    ),
]

CARRYING_OUT = [
    Mutation(
        "facts that moved are carried out",
        STARTING,
        "return now.digest() == frozen.digest()",
        "return True",
        of("executing", "a_fact_that_moved_voids_and_is_asked_again_and_nothing_is_done"),
    ),
    Mutation(
        "a group of the same name is taken for the same",
        PREVIEW,
        "group_ids=tuple(sorted((name, outside.groups[name].id) for name in wanted if name in outside.groups)),",
        "group_ids=(),",
        of("executing", "a_group_replaced_by_one_of_the_same_name_is_another_group"),
    ),
    Mutation(
        "a requester without the right is served",
        "provisioning/usecases/refusing.py",
        "return request.requester is None or own or request.requester in allowed",
        "return request.requester is None or own or bool(allowed)",
        of("executing", "a_requester_who_lost_the_right_ends_the_request"),
    ),
    Mutation(
        "an approver without the right counts",
        STARTING,
        "if row.approver not in checking.eligible(desk, request, row.stage, row.at):",
        "if not row.approver:",
        of("executing", "an_approver_who_lost_the_right_has_it_asked_again"),
    ),
    Mutation(
        "the workflow of an older revision goes on",
        EXECUTING,
        "return going and (request.revision, request.attempt) == (revision, attempt)",
        "return going and request.attempt == attempt",
        of("executing", "the_old_workflow_of_a_voided_request_does_nothing_more"),
    ),
    Mutation(
        "an older attempt takes up the next step",
        EXECUTING,
        "if not _is_present(held, request.revision, request.attempt):",
        "if not _is_present(held, held.revision, held.attempt):",
        of("executing", "what_was_done_counts_though_the_request_went_on_without_it"),
    ),
    Mutation(
        "a press on Done makes Usher forget what it tried",
        "provisioning/usecases/tasking.py",
        'result={**noted, "said": desk.now.isoformat()}',
        'result={"said": desk.now.isoformat()}',
        of("executing", "who_says_done_too_early_is_told_when_it_was_looked_at_and_that_it_is_not_so"),
    ),
    Mutation(
        "the last owner may go",
        STARTING,
        'return "why-last-owner", {}',
        "return None",
        of("changing", "of_two_removals_at_once_that_would_leave_no_owner_one_is_called_off"),
    ),
    Mutation(
        "owners decide alone who joins them",
        "provisioning/domain/rules.py",
        "return (*usual, StageRule(approvers=guards, outside=tuple(sorted(guarded))))",
        "return policy.stages",
        of("changing", "owners_need_a_second_step_by_somebody_outside_them"),
    ),
    Mutation(
        "what needs nobody stands still where the facts moved",
        "provisioning/domain/states.py",
        "State.VOID: frozenset({State.PENDING, State.APPROVED, State.REFUSED",
        "State.VOID: frozenset({State.PENDING, State.REFUSED",
        of("executing", "a_fact_that_moved_where_nobody_decides_is_frozen_anew_and_carried_out"),
    ),
    Mutation(
        "giving goes on after a later end",
        "provisioning/usecases/queueing.py",
        "if _is_ended(request, others) or any(",
        "if any(",
        of("ending", "an_end_that_was_asked_later_wins_over_giving"),
    ),
    Mutation(
        "two executions about a person begin at once",
        "provisioning/usecases/executing.py",
        "order_of(desk, request, begins=begins)",
        "order_of(desk, request, begins=False)",
        of("races", "what_is_approved_while_another_execution_about_the_person_begins_waits_for_it"),
    ),
    Mutation(
        "giving goes on once a later end is over",
        "provisioning/usecases/queueing.py",
        "one.state in OPEN or approved <= one.submitted_at",
        "one.state in OPEN",
        of("ending", "what_was_approved_before_an_owners_end_is_not_given_once_that_is_over"),
    ),
    Mutation(
        "an end that was rejected has ended what is tried again",
        "provisioning/usecases/queueing.py",
        " & c.state.in_(_ENDS)",
        "",
        of("ending", "an_end_that_nobody_approved_keeps_nothing_from_being_tried_again"),
    ),
    Mutation(
        "a person who is found is invited again",
        EFFECTS,
        "    if user is not None:\n        await _check_meant",
        "    if user is not None and user.is_guest is None:\n        await _check_meant",
        of("scenarios/scenario_faults", "an_invitation_that_times_out_after_its_effect_is_not_sent_again"),
    ),
    Mutation(
        "an invitation of unknown outcome is sent again at once",
        EFFECTS,
        'if "sent" in x.noted and unseen < UNKNOWN_LOOKS:',
        'if "sent" in x.noted and unseen < 0:',
        of("scenarios/scenario_unknown", "an_invitation_of_unknown_outcome_is_looked_for_before_it_is_sent_again"),
    ),
    Mutation(
        "no intent is written before an invitation",
        EFFECTS,
        '    await x.intend({"sent": True})\n',
        "",
        of("scenarios/scenario_unknown", "an_invitation_of_unknown_outcome_is_looked_for_before_it_is_sent_again"),
    ),
    Mutation(
        "no intent is written before a membership",
        EFFECTS,
        "        await x.intend(note)\n",
        "",
        of("scenarios/scenario_unknown", "a_membership_whose_answer_was_lost_ends_all_the_same"),
    ),
    Mutation(
        "who was in the group before is not remembered",
        EFFECTS,
        'elif "ours" not in x.noted and',
        'elif "theirs" in x.noted and',
        of("scenarios/scenario_changes", "an_end_takes_nothing_that_was_held_before"),
    ),
    Mutation(
        "what was held before is taken away",
        LEAVING,
        "for one in leaves if one.name not in before",
        "for one in leaves if one not in before",
        of("ending", "what_was_held_before_usher_stays"),
    ),
    Mutation(
        "what Usher gave counts as held before",
        GRANTING,
        'if any(group in gives["groups"] for gives in given):',
        "if not given:",
        of("executing", "who_was_a_member_before_is_recorded_but_not_what_usher_gave"),
    ),
    Mutation(
        "what another grant gives is taken away",
        LEAVING,
        "_given(desk, ending) - _given(desk, others)",
        "_given(desk, ending) - _given(desk, others[:0])",
        of("ending", "what_another_grant_gives_stays_and_two_grants_never_cut_each_other_short"),
    ),
    Mutation(
        "a group that the settings dropped is not left",
        "provisioning/workflow/outside.py",
        "seen = await self.look(address, user_id, account_id, given, ends=ends)",
        "seen = await self.look(address, user_id, account_id, [] and given, ends=ends)",
        of("leaving", "a_group_that_the_settings_dropped_is_left_all_the_same"),
    ),
    Mutation(
        "the last group takes what another grant gives directly",
        CHECKING,
        "outside, desk.rules, stays=stays)\n    if request.option",
        "outside, desk.rules, stays=stays & frozenset())\n    if request.option",
        of("changing", "the_last_group_takes_nothing_that_another_grant_gives_on_the_platform_itself"),
    ),
    Mutation(
        "an end leaves a later group of the same name",
        EFFECTS,
        "group=x.step.about, group_id=group, handles=user",
        "group=x.step.about, handles=user",
        of("leaving", "an_end_leaves_the_group_that_was_given_and_not_its_namesake"),
    ),
    Mutation(
        "leaving a namesake ends what was given in another group",
        GRANTING,
        "return not left or not given or left == given",
        "return True",
        of("leaving", "leaving_a_namesake_ends_no_grant_of_the_group_that_had_its_name"),
    ),
    Mutation(
        "a dropped group of which nothing is known counts as left",
        "provisioning/workflow/outside.py",
        "return replace(seen, unread=seen.unread | unread, account",
        "return replace(seen, unread=seen.unread | (unread & seen.unread), account",
        of("leaving", "a_dropped_group_of_which_no_id_is_known_is_said_not_to_be_left"),
    ),
    Mutation(
        "access never ends by itself",
        "provisioning/usecases/sweeping.py",
        '{"ended": len(ending.end_due(desk)) + sponsoring.end_due(desk)}',
        '{"ended": 0}',
        of("ending", "on_the_last_day_access_ends_by_itself_at_2359"),
    ),
    Mutation(
        "an end comes later",
        "provisioning/usecases/shortening.py",
        "if latest is not None and until > latest:",
        "if latest is None and until > desk.now:",
        of("ending", "an_end_comes_nearer_and_never_later"),
    ),
    Mutation(
        "the sponsor gets the redeem link",
        "provisioning/usecases/telling.py",
        "notice(desk, request.requester, LINK",
        "notice(desk, request.sponsor, LINK",
        of("executing", "a_redeem_link_goes_to_the_requester_alone_and_lies_in_the_vault"),
    ),
]

PROOF = [
    Mutation(
        "a surplus role is proven",
        PREVIEW,
        "return self.account_on and not self.missing and not self.surplus",
        "return self.account_on and not self.missing",
        of("preview", "a_proof_is_equality_and_a_missing_and_a_surplus_role_both_block_it"),
    ),
    Mutation(
        "a missing role is proven",
        PREVIEW,
        "return self.account_on and not self.missing and not self.surplus",
        "return self.account_on and not self.surplus",
        of("preview", "a_proof_is_equality_and_a_missing_and_a_surplus_role_both_block_it"),
    ),
    Mutation(
        "an account that is on is proven to be off",
        PREVIEW,
        "return not self.account_on",
        "return True",
        of("preview", "somebody_who_should_have_nothing_has_no_account_that_is_on"),
    ),
    Mutation(
        "a proof that does not hold is called one",
        PROVING,
        "    if proof.holds:\n",
        "    if proof.expected or proof.holds:\n",
        of("scenarios/scenario_unknown", "a_role_too_many_is_never_called_proven"),
    ),
    Mutation(
        "the history follows ids that anybody can change",
        "provisioning/usecases/history.py",
        "order_by(*audit.IN_ORDER)",
        "order_by(c.id)",
        of("history", "ids_that_were_swapped_in_the_audit_tell_no_other_story"),
    ),
    Mutation(
        "a changed row verifies",
        AUDIT,
        "return bool(row.mac == _mac(key, *_content(entry, row.detail)))",
        "return bool(row.mac)",
        of("audit", "a_changed_field_is_named_sealed_or_not"),
    ),
    Mutation(
        "a detail is outside the row's MAC",
        AUDIT,
        "        entry.activity,\n        detail,\n",
        "        entry.activity,\n",
        of("audit", "a_changed_field_is_named_sealed_or_not"),
    ),
    Mutation(
        "a row whose follower was signed anew verifies",
        AUDIT,
        "row.link != _mac(key, link, row.mac)",
        "not row.link",
        of("audit", "a_removed_row_whose_gap_was_closed_is_named_all_the_same"),
    ),
    Mutation(
        "a gap verifies",
        AUDIT,
        "if row.place != place + 1:",
        "if row.place <= place:",
        of("audit", "a_removed_row_is_named_by_its_follower"),
    ),
    Mutation(
        "a pickled row runs",
        "provisioning/workflow/durable.py",
        "\nlock_pickle()\n",
        "\n",
        of("durable", "a_planted_result_of_a_step_is_refused_as_well"),
    ),
    Mutation(
        "after a gap of everybody's the living are robbed",
        "provisioning/workflow/roll.py",
        "if self._last is None or now - self._last > self._dead / 2:",
        "if self._last is None:",
        of("durable", "after_a_gap_of_our_own_nobody_is_presumed_dead_until_we_have_signed_steadily"),
    ),
]

LOOKING, HOLDING = "provisioning/usecases/looking.py", "provisioning/usecases/holding.py"
SEEN = [
    Mutation(
        "anybody looks at others",
        LOOKING,
        "    if member.pseudonym not in authority.owners(desk):\n",
        "    if not authority.owners(desk):\n",
        of("looking", "only_owners_and_auditors_look_at_others_and_everybody_at_themselves"),
    ),
    Mutation(
        "an old card shows what its reader may not see any more",
        HOLDING,
        "    denied = not looking.may_see_others(desk, card.recipient)\n",
        "    denied = False\n",
        of("looking", "who_lost_the_right_sees_nothing_on_an_old_card_and_presses_in_vain"),
    ),
    Mutation(
        "looking at others leaves no trace",
        LOOKING,
        "    if person and person != member.pseudonym:\n",
        "    if person and person == member.pseudonym:\n",
        of("looking", "looking_at_others_is_audited_and_at_oneself_is_not"),
    ),
]

LISTS = [
    Mutation(
        "people taken out together are counted one by one",
        "provisioning/usecases/counting.py",
        "+ more > MANY",
        "+ 1 > MANY",
        of("many", "taking_many_people_out_at_once_needs_an_approver_for_all_of_them"),
    ),
    Mutation(
        "a guest of a command is invited again",
        "provisioning/usecases/judging.py",
        "Kind.CHANGE_ROLE if known or line.way else",
        "Kind.CHANGE_ROLE if known else",
        of("many", "a_guest_of_a_command_has_groups_changed_with_an_end_and_is_not_invited_again"),
    ),
    Mutation(
        "a suggestion makes somebody an administrator",
        "provisioning/usecases/suggesting.py",
        "        and not any(map(rules.is_administrator_role, group.roles))\n",
        "",
        of("changing", "nothing_is_suggested_that_is_held_or_ruled_out_or_out_of_reach"),
    ),
    Mutation(
        "a file may lead elsewhere",
        "bot/files.py",
        "allow_redirects=False",
        "allow_redirects=True",
        of("bot/bot_files", "what_is_no_small_text_is_declined"),
    ),
    Mutation(
        "a file comes from anywhere",
        "bot/files.py",
        "if not self.allowed.allows(urls[0]):",
        "if not urls[0]:",
        of("bot/bot_files", "nothing_is_asked_of_a_place_that_is_not_listed_nor_for_two_files"),
    ),
]
GROUPING, SIGNING = "provisioning/usecases/grouping.py", "provisioning/usecases/signing.py"
GATES = [
    Mutation(
        "one person confirms the groups as both",
        GROUPING,
        "if any(as_owner - people.list_linked(desk, administrator) for administrator in as_administrator):",
        "if as_owner and as_administrator:",
        of("signing", "who_is_both_counts_as_either_and_never_as_the_two", "the_two_accounts_of_one_person_are_one"),
    ),
    Mutation(
        "a changed table stays confirmed",
        GROUPING,
        "return [one for one in signing.standing(desk, GATE) if one.about == about]",
        "return signing.standing(desk, GATE)",
        of("signing", "a_table_that_has_changed_is_unconfirmed_again"),
    ),
    Mutation(
        "anybody signs a gate",
        SIGNING,
        "if member.pseudonym not in may:",
        "if not may:",
        of("signing", "owners_and_administrators_sign_that_training_is_ready"),
    ),
    Mutation(
        "a signature that was taken back holds",
        SIGNING,
        "where(c.gate == gate, c.withdrawn_at.is_(None))",
        "where(c.gate == gate)",
        of("gating", "what_is_signed_holds_until_it_is_taken_back"),
    ),
    Mutation(
        "a group that nobody named may be in scope",
        "provisioning/usecases/gating.py",
        " + grouping.strangers(desk)",
        "",
        of("gating", "only_what_earlier_waves_brought_may_be_in_scope"),
    ),
]
PAUSING, JOBS = "provisioning/usecases/pausing.py", "provisioning/usecases/jobs.py"
PAUSES = [
    Mutation(
        "a second pause within a week needs nobody",
        PAUSING,
        "return until > desk.now + DAY or lately(desk) > 0",
        "return until > desk.now + DAY",
        of("pausing", "a_second_pause_within_a_week_is_decided_by_somebody_else"),
    ),
    Mutation(
        "a long pause needs nobody",
        PAUSING,
        "return until > desk.now + DAY or lately(desk) > 0",
        "return lately(desk) > 0",
        of("pausing", "a_longer_pause_is_decided_and_a_week_is_the_longest"),
    ),
    Mutation(
        "a pause does not end",
        PAUSING,
        "if one.until <= desk.now and one.resume is None",
        "if one.until > desk.now and one.resume is None",
        of("pausing", "the_first_pause_of_a_day_needs_nobody_and_ends_by_itself"),
    ),
    Mutation(
        "somebody else's pause is taken for one that came to nothing",
        "provisioning/usecases/jobs.py",
        "        _forget_vain(desk, job, asked_at)",
        "        pass",
        of("pausing", "a_pause_that_a_whole_cycle_did_not_bring_is_not_seen_in_somebody_elses"),
    ),
    Mutation(
        "a pause that may still come is forgotten",
        "provisioning/usecases/jobs.py",
        "asked_at < job.last_ended + TAKEN_UP",
        "asked_at < job.last_ended",
        of("pausing", "a_pause_that_may_still_come_is_ushers"),
    ),
    Mutation(
        "a pause that was forgotten and comes after all does not end",
        "provisioning/usecases/pausing.py",
        "select(c.id).where(mine, c.ended_at.is_(None))",
        "select(c.id).where(mine)",
        of("pausing", "a_pause_that_came_to_nothing_and_is_tried_again_ends_by_itself"),
    ),
    Mutation(
        "a reading from before the pause ends it",
        JOBS,
        "if one.since < asked_at",
        "if asked_at",
        of("pausing", "somebody_who_resumes_it_in_entra_ends_the_pause_and_those_who_wait_hear_of_it"),
    ),
    Mutation(
        "a job that Entra stopped is started again",
        PAUSING,
        "job.state in {jobs.PAUSED, jobs.NOT_RUN}",
        "job.state",
        of("pausing", "nothing_is_resumed_that_runs_or_that_entra_stopped"),
    ),
    Mutation(
        "anybody pauses provisioning",
        SIGNING,
        "    if member.pseudonym not in owners:\n",
        "    if not owners:\n",
        of("pausing", "owners_and_administrators_ask_and_nobody_else"),
    ),
    Mutation(
        "a pause waits for a wave",
        "provisioning/usecases/queueing.py",
        "and (one.kind in OF_JOB) == (request.kind in OF_JOB)",
        "",
        of("pausing", "a_pause_waits_for_no_wave_and_a_wave_for_no_pause"),
    ),
]
TESTERS = [
    Mutation(
        "everybody gets test access",
        "provisioning/usecases/golive.py",
        "if team not in outside.member_of and not _is_named(desk, request.subject):",
        "if team not in desk.rules.groups:",
        of("testing", "somebody_else_gets_a_kind_no_with_who_can_help_and_nothing_is_asked"),
    ),
    Mutation(
        "a test of a group that has a say",
        "provisioning/usecases/testing.py",
        "if name in desk.rules.guarded_groups:",
        "if not name:",
        of("testing", "a_group_with_a_say_and_one_that_is_filled_elsewhere_are_not_for_testing"),
    ),
    Mutation(
        "a test ends while go-live is under way",
        "provisioning/usecases/ending.py",
        "if not golive.holds(desk, one.request, one.until or desk.now)",
        "if one.until",
        of("testing", "while_go_live_is_being_carried_out_nothing_ends_and_a_week_later_it_does"),
    ),
    Mutation(
        "a test ends before what comes in its place is proven",
        "provisioning/usecases/testing.py",
        "sorted({*people_of} - waiting)",
        "sorted(people_of)",
        of("testing", "whose_own_access_is_not_proven_keeps_the_tests"),
    ),
    Mutation(
        "a date moves while it waits for a decision",
        "provisioning/usecases/testing.py",
        "if moment is None and (golive.is_asked(desk) or golive.is_done(desk)):",
        "if moment is None and golive.is_done(desk):",
        of("testing", "while_a_go_live_waits_for_its_decision_the_date_stays"),
    ),
]
REVIEWS = [
    Mutation(
        "many ends of a review need nobody",
        "provisioning/usecases/review_answering.py",
        "review=review.id, together=together",
        "review=review.id, together=-9",
        of("reviewing", "more_than_five_ends_a_day_need_an_approver"),
    ),
    Mutation(
        "silence ends the access of who has an end date",
        "provisioning/usecases/reviewing.py",
        "if row.silence == reviews.END or line.until is None",
        "if line",
        of("reviewing", "after_three_weeks_of_silence_whoever_has_an_end_date_stays_and_who_has_none_ends"),
    ),
]

EXTENDING = "provisioning/usecases/extending.py"
MORE_TIME = [
    Mutation(
        "the rule extends again and again",
        EXTENDING,
        "if _by_rule(desk, whose) & {one.id for one in grants} or",
        "if not all(grants) or",
        of("extending", "the_rule_extends_once_and_a_second_time_goes_to_a_person"),
    ),
    Mutation(
        "the rule extends again once a person is asked to",
        "provisioning/usecases/extending.py",
        "_APPROVED = _RULED - {State.SUBMITTED, State.VOID}",
        "_APPROVED = _RULED",
        of("extending", "what_a_person_is_only_asked_for_lets_the_rule_extend_nothing_again"),
    ),
    Mutation(
        "what is not held any more is extended",
        EXTENDING,
        'return "declined-extend-left", {"group": ", ".join(lost)}',
        "return None",
        of("extending", "what_is_not_held_outside_any_more_is_not_extended"),
    ),
]
MUTATIONS = [
    *MORE_TIME,
    *PAUSES,
    *GATES,
    *SEEN,
    *DECISIONS,
    *HANDING_OVER,
    *PEOPLE_AND_RIGHTS,
    *CARRYING_OUT,
    *PROOF,
    *LISTS,
    *TESTERS,
    *IDENTITY,
    *GUESTS,
    *WAVES,
    *REVIEWS,
    *SILENCE,
    *LIMITS,
    *PARTS,
    *TERMS,
    *RIGHTS,
    *TOGETHER,
]
