"""What is broken about what was done in part: people who are left out of a wave, lines of a list that are not ready."""

from __future__ import annotations

from mutation import Mutation, of

LEAVING_OUT = "provisioning/usecases/leaving_out.py"

PARTS = [
    Mutation(
        "whoever is left out counts as proven",
        "provisioning/usecases/wave_proving.py",
        "update(t.lines).where(gone).values(state=LEFT_OUT, settled_at=desk.now)",
        "update(t.lines).where(gone).values(state=PROVEN, settled_at=desk.now)",
        of("leaving_out", "who_has_no_mail_address_is_told_as_such_and_left_out_by_an_owner"),
    ),
    Mutation(
        "whoever may still have access is left out of a way back",
        LEAVING_OUT,
        'if request.terms.get("back") or withdrawing.is_overtaken(desk, request):',
        "if withdrawing.is_overtaken(desk, request):",
        of("leaving_out", "whoever_may_still_have_access_is_not_left_out_of_a_way_back"),
    ),
    Mutation(
        "anybody leaves out",
        LEAVING_OUT,
        "    authority.check_owner(desk, member)\n",
        "",
        of("leaving_out", "only_an_owner_leaves_out_and_only_once"),
    ),
    Mutation(
        "leaving out moves the moment of the proof",
        "provisioning/usecases/wave_reading.py",
        "return datetime.fromisoformat(read_back) if read_back else request.ended_at",
        "return request.ended_at",
        of("leaving_out", "who_has_no_mail_address_is_told_as_such_and_left_out_by_an_owner"),
    ),
    Mutation(
        "the list before its correction is kept",
        "provisioning/usecases/many.py",
        "    forget(desk, form)\n    looks =",
        "    looks =",
        of("correcting", "nothing_of_it_is_stored_in_clear_and_the_list_before_is_forgotten"),
    ),
    Mutation(
        "whoever stands in another cell of a list is not found when erased",
        "provisioning/usecases/many.py",
        "for word in (line.typed, *_addresses(line.raw))",
        "for word in (line.typed,)",
        of("correcting", "whoever_stands_anywhere_in_a_line_is_forgotten_with_the_list_when_erased"),
    ),
    Mutation(
        "each line of a list is told by a message of its own",
        "provisioning/usecases/batches.py",
        "if batch in desk.news and not _was_told(desk, card):",
        "if batch in desk.news:",
        of("telling", "lines_of_a_list_that_are_refused_together_are_told_once_and_again_later"),
    ),
    Mutation(
        "what is being given is taken back",
        "provisioning/usecases/withdrawing.py",
        "{row.key for row in step_rows.list_of(desk, request)} <= BEFORE_GIVING",
        "bool(step_rows.list_of(desk, request)) or True",
        of("withdrawing", "from_the_first_group_on_it_is_too_late"),
    ),
    Mutation(
        "what was taken back goes on after the invitation",
        "provisioning/usecases/executing.py",
        "    if not _is_present(held, request.revision, request.attempt):",
        "    if held is None:",
        of("withdrawing", "an_invitation_under_way_is_written_down_and_nothing_follows_it"),
    ),
]
