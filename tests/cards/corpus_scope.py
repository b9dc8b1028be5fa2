"""Cards of a wave that was asked for: every state, both ways, with everybody who is told by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from provisioning.domain.comparing import MARKS
from provisioning.domain.states import Grade, Kind, State, StepState
from provisioning.usecases import fixing
from provisioning.views import (
    EndedView,
    FailedView,
    FixView,
    MovedPersonView,
    MovedView,
    NamedView,
    RoleView,
    StatusCardView,
    StepView,
    TaskCardView,
    WaveRequestView,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provisioning.views import ApprovalCardView, CardView, Reader, RequestView

READ_AT = datetime(2026, 11, 28, 9, 4, tzinfo=UTC)
STARTS = datetime(2026, 12, 7, 6, 0, tzinfo=UTC)
COUNTS = {
    "created": 207,
    "changed": 9,
    "switched_off": 1,
    "fails": 5,
    "unchanged": 3,
    "taken_over": 2,
    "lost": 1,
}
WHO = ("owner", "administrator", "external", "switched_off", "taken_over", "lost")
NAMED = (
    *(NamedView(why=why, names=("Ana", "Bo"), count=2) for why in WHO[1:]),
    NamedView(why="owner", names=("Olivia",), count=9),
)
GO_LIVE = WaveRequestView(
    name="go-live", back=False, at=STARTS, read_at=READ_AT, counts=COUNTS, size=220, named=NAMED, proven=READ_AT
)
BACK = WaveRequestView(
    name="go-live",
    back=True,
    at=None,
    read_at=READ_AT,
    counts={"switched_off": 200, "unchanged": 16},
    size=200,
    over_limit=100,
    proven=READ_AT,
)
#: Why somebody of a wave failed; "" where it is not known.
FAILS = (
    *("fails-no-mail", "fails-disabled", "fails-gone", "fails-moved", "fails-no-name", "fails-entra", "fails-late"),
    "",
)
READS = RoleView(name="Add-in User", effect="add-in-user", is_administrator=False, optional=False)
RUNS = RoleView(name="Visitor Administrator", effect="visitors-administrator", is_administrator=True, optional=False)
WITHIN = MovedView(joined=3, left=1, differ=0, allowed=10)
WORDS = ("created", "changed", "taken_over", "switched_off", "fails", "unchanged", "lost", "")
BEYOND = MovedView(
    joined=12,
    left=1,
    differ=1,
    allowed=10,
    people=(
        *(MovedPersonView(name="Ana", before=word, after=WORDS[place - 1]) for place, word in enumerate(WORDS)),
        *(MovedPersonView(name="Bo", before="changed", after="changed", was=("owner",), now=(mark,)) for mark in MARKS),
        MovedPersonView(name="Cy", before="created", after="created", roles=((READS,), (RUNS, READS))),
        MovedPersonView(name="Di", before="changed", after="changed", roles=((READS,), ())),
    ),
)
SKIPPED = replace(
    GO_LIVE,
    skips=("provisioning", "externals", "groups", "scope", "validated", "ready", "lifecycle"),
    skipped_by="Olivia",
    skipped_why="The trainer is ill",
)


def _of(invite: RequestView, wave: WaveRequestView) -> RequestView:
    """The request as it is asked."""
    return replace(
        invite,
        kind=Kind.EXPAND_SCOPE,
        address="Contoso",
        name="Contoso",
        first_of_domain=False,
        until=None,
        change=None,
        wave=wave,
    )


def _left_out(done: RequestView, card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """Partly done for each reason, settled without those, taken back since, and who can mend what."""
    for why in FAILS:
        partly = replace(GO_LIVE, progress=(9, 0, 1), failed=(FailedView(name="Ana", why=why),), reasons=((why, 1),))
        without = replace(partly, progress=(9, 0, 0), left_out=1, left_out_by="Olivia")
        for name, state, wave in (
            ("partly", State.PARTIALLY_DELIVERED, partly),
            ("left-out", State.DELIVERED, without),
        ):
            request = replace(done, state=state, proof=None, wave=wave)
            verbs = ("request.retry", "request.leave_out", "request.who_fixes") if wave is partly else ()
            view = StatusCardView(card=card, reader=reader, request=request, verbs=verbs)
            yield f"status-wave-{name}-{why or 'unknown'}", view
    ended = EndedView(at=READ_AT, by=12, why="")
    over = replace(done, proof=None, wave=without, ended=ended)
    yield "status-wave-left-out-over", StatusCardView(card=card, reader=reader, request=over, verbs=())
    yield from _fixes(replace(over, ended=None, state=State.PARTIALLY_DELIVERED, wave=partly), card, reader)


def _fixes(partly: RequestView, card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """Who can mend each thing; with and without names, a reference and another try."""
    view = StatusCardView(card=card, reader=reader, request=partly, verbs=("request.retry", "request.back"))
    for mend in sorted({*fixing.MENDS.values(), fixing.OTHERWISE}):
        yield f"status-fixing-{mend}", replace(view, fixes=(FixView(mend=mend, names=("Ana", "Bo"), count=9),))
        fix, traced = FixView(mend=mend, about="Receptionists"), replace(partly, trace="7f3a-91c2")
        yield f"status-fixing-{mend}-alone", replace(view, request=traced, fixes=(fix,), verbs=("request.back",))


def wave_cards(
    invite: RequestView,
    approval: Callable[[RequestView], ApprovalCardView],
    in_state: Callable[[RequestView, State], RequestView],
    frame: tuple[str, Reader],
) -> Iterator[tuple[str, CardView]]:
    """All of them; ``frame`` is the card's id and its reader."""
    card, reader = frame
    nobody = replace(SKIPPED, counts={"unchanged": 7}, size=0)
    few = ("nobody", nobody), ("one", replace(nobody, counts={"unchanged": 1}))
    many = ("open", GO_LIVE), ("back", BACK), ("skipped", SKIPPED), ("soon", replace(GO_LIVE, at=None))
    for name, wave in (*many, *few):
        asked = approval(_of(invite, wave))
        yield f"approval-wave-{name}", replace(asked, confirm=True)
        yield f"approval-wave-{name}-confirming", replace(asked, confirm=True, confirming=True)
    yield "approval-wave-moved", approval(_of(invite, replace(GO_LIVE, moved=BEYOND)))
    other = MovedView(joined=0, left=0, differ=0, allowed=10)
    yield "approval-wave-moved-otherwise", approval(_of(invite, replace(GO_LIVE, moved=other)))
    yield "approval-wave-decided", replace(approval(in_state(_of(invite, SKIPPED), State.APPROVED)), verbs=())
    for state in State:
        progress = {State.EXECUTING: (148, 68, 2), State.PARTIALLY_DELIVERED: (216, 0, 2)}.get(state)
        failed = (
            (
                FailedView(name="Ana", why="fails-entra"),
                FailedView(name="Bo", why="fails-late"),
                FailedView(name="Cy", why="fails-moved", groups=("Owners", "Receptionists")),
                FailedView(name="Ida"),
            )
            if state is State.PARTIALLY_DELIVERED
            else ()
        )
        reasons = (("fails-entra", 2), ("", 1)) if failed else ()
        wave = replace(GO_LIVE, progress=progress, failed=failed, reasons=reasons, moved=WITHIN if progress else None)
        request = replace(in_state(_of(invite, wave), state), proof=None, moved_from=None)
        yield (
            f"status-wave-{state}",
            StatusCardView(card=card, reader=reader, request=request, verbs=("request.cancel",)),
        )
    yield from _left_out(in_state(_of(invite, GO_LIVE), State.DELIVERED), card, reader)
    for grade in Grade:
        for way, wave in (
            ("open", replace(GO_LIVE, progress=(218, 0, 0))),
            ("back", replace(BACK, progress=(1, 0, 0))),
        ):
            done = replace(in_state(_of(invite, wave), State.DELIVERED), proof=None, best_grade=grade)
            yield f"status-wave-done-{way}-{grade}", StatusCardView(card=card, reader=reader, request=done, verbs=())
    told = in_state(_of(invite, GO_LIVE), State.SCHEDULED)
    announcing = StatusCardView(card=card, reader=reader, request=told, verbs=("wave.unannounce",), announcing=True)
    yield "status-wave-announcing", announcing
    soon = replace(told, wave=replace(GO_LIVE, at=None), state=State.EXECUTING)
    yield "status-wave-announcing-soon", replace(announcing, request=soon)
    yield "status-wave-announcing-now", replace(announcing, request=replace(soon, state=State.DELIVERED))
    yield "status-wave-told", replace(announcing, announcing=False, verbs=("request.cancel", "wave.announce"))
    role = {"role": "User"}
    step = StepView(key="assign", about="Receptionists", state=StepState.RUNNING, why="why-task-assign", values=role)
    todo = replace(in_state(_of(invite, GO_LIVE), State.EXECUTING), steps=(step,))
    yield "task-wave", TaskCardView(card=card, reader=reader, request=todo, verbs=("request.done",))
    missed = replace(in_state(_of(invite, replace(GO_LIVE, missed=True)), State.SCHEDULED), why="why-missed-start")
    yield (
        "status-wave-missed",
        StatusCardView(card=card, reader=reader, request=missed, verbs=("wave.start_now", "request.cancel")),
    )
    back = in_state(_of(invite, BACK), State.PENDING)
    yield "status-wave-back", StatusCardView(card=card, reader=reader, request=back, verbs=("request.cancel",))
