"""What is broken about what cannot be known or reached: platforms that look nobody up, disks that are full, databases of others."""

from __future__ import annotations

from mutation import Mutation, of

LOOKUPS = "provisioning/platform/lookups.py"

LIMITS = [
    Mutation(
        "nobody is found by any filter and so counts as absent",
        LOOKUPS,
        "if named is None and not addressed and others is None:",
        "if LookupError is None:",
        of("platform/other_platforms", "an_account_that_no_filter_looks_for_is_unreadable_and_not_absent"),
    ),
    Mutation(
        "an account that shows somebody else's address is found by its name",
        LOOKUPS,
        "return same(one.account.user_name, user.upn) and free",
        "return same(one.account.user_name, user.upn)",
        of("platform/other_platforms", "a_principal_name_that_is_somebody_elses_address_finds_nobody"),
    ),
    Mutation(
        "the same page again is the end of the list",
        "provisioning/platform/paging.py",
        "    if not ends:\n",
        "    if ends is None:\n",
        of("platform/other_platforms", "a_platform_that_always_gives_the_first_page_is_not_read"),
    ),
    Mutation(
        "Usher moves into another program's database",
        "provisioning/storage/foreign.py",
        "        if tables:\n",
        "        if not tables:\n",
        of("scenarios/scenario_commands", "a_file_that_is_not_ushers_is_refused_and_stays_as_it_is"),
    ),
    Mutation(
        "people are made under a master key that nobody else has",
        "provisioning/storage/vault.py",
        "                _unwrap(self._keys, own)\n",
        "                pass\n",
        of("rotating", "who_is_left_with_the_older_key_alone_makes_nobody_whom_the_new_one_cannot_open"),
    ),
    Mutation(
        "a full disk is no reason to wait",
        "provisioning/away.py",
        '("readonly database", "disk is full", "disk I/O error")',
        '("readonly database",)',
        of("durable", "a_disk_that_is_full_for_a_moment_leaves_no_workflow_that_counts_as_running_and_does_not"),
    ),
    Mutation(
        "a channel that is not found once is lost",
        "provisioning/usecases/channel.py",
        "    return bool(missed)\n",
        "    return True\n",
        of("channel", "a_channel_that_teams_does_not_find_once_is_tried_again_and_is_lost_the_second_time"),
    ),
    Mutation(
        "names with letters that were lost are read",
        "bot/files.py",
        'if "\\0" in text or BROKEN in text:',
        'if "\\0" in text:',
        of("bot/bot_files", "a_spreadsheets_list_is_read_letter_by_letter_or_declined_with_how_to_save_it"),
    ),
    Mutation(
        "whoever lost their part reads the card on",
        "provisioning/usecases/parties.py",
        "        if who in {one.requester, one.sponsor} or one.number in theirs or decides.intersection(stages[one.number])\n",
        "",
        of("lost_parts", "nobody_is_named_to_who_has_lost_their_part"),
    ),
    Mutation(
        "a removal of a part stops all that is given",
        "provisioning/usecases/queueing.py",
        "set(giving.groups) <= set(other.leaves)",
        "bool(set(giving.groups) & set(other.leaves))",
        of("removing", "a_removal_of_a_part_waits_for_what_gives_it_and_says_so"),
    ),
    Mutation(
        "groups that moved are left as they were approved where the platform was not read",
        "provisioning/usecases/starting.py",
        "return now.digest() == accounts.with_platform_of(frozen, now).digest()",
        "return True",
        of("changing", "groups_that_moved_meanwhile_void_a_removal_with_the_platform_read_or_not"),
    ),
    Mutation(
        "whoever is offered less is reminded for ever",
        "provisioning/usecases/narrowing.py",
        "if times < asked.REMINDERS else None",
        "if times else None",
        of("narrowing", "whoever_has_to_accept_less_is_reminded_on_two_working_mornings_by_a_new_message"),
    ),
]
