"""What is broken about what was done in part: people who are left out of a wave."""

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
]
