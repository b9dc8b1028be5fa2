"""Views of requests for the same: before the press, what it asks for, and what became of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from corpus_changes import GIVES, RECEPTIONISTS, TAKES
from corpus_many import COMES, row

from provisioning.domain.states import Grade, Kind, Option, State
from provisioning.views import AlikeRequests, AlikeView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provisioning.views import BatchRow, CardView, Reader

TOGETHER = AlikeRequests(
    kind=Kind.CHANGE_ROLE, option=Option.GUEST, groups=("Receptionists",), leaves=(), numbers=(12, 13, 14)
)
LEAVING = replace(TOGETHER, groups=(), leaves=("Secretaries",), numbers=(15, 16))


def rows(count: int = 3, kind: Kind = Kind.CHANGE_ROLE, **changes: object) -> tuple[BatchRow, ...]:
    """So many people whom Olivia asks for."""
    made = tuple(replace(row(12 + n, kind=kind), requester="Olivia", reason="Front desk") for n in range(count))
    return tuple(replace(one, **changes) for one in made) if changes else made  # type: ignore[arg-type]  # names of fields


def alike(card: str, reader: Reader) -> AlikeView:
    """Three who wait for the same group."""
    return AlikeView(
        card=card,
        reader=reader,
        alike=TOGETHER,
        groups=(RECEPTIONISTS,),
        rows=rows(),
        others=(),
        answered=False,
        closes=datetime(2026, 12, 1, 22, 59, tzinfo=UTC),
        who="owners",
        step=1,
        steps=1,
        best_grade=Grade.PLATFORM,
        verbs=("alike.approve", "some.choose", "alike.page"),
        confirming=False,
    )


def outcomes() -> tuple[tuple[BatchRow, str], ...]:
    """One of each."""
    approved = replace(rows(1)[0], state=State.APPROVED, decided_by="Adam")
    rejected = replace(approved, number=14, state=State.REJECTED, decided_by="Carl", approved=False)
    return (
        (approved, "approved"),
        (replace(approved, number=13, state=State.PENDING), "step"),
        (rejected, "decided"),
        (replace(rejected, number=15, approved=True), "decided"),
        (replace(rejected, number=16, state=State.CANCELLED, decided_by=""), "moved"),
        (replace(rejected, number=17, state=State.PENDING, decided_by=""), "moved"),
        (replace(rejected, number=18, state=State.PENDING, decided_by=""), "not-yours"),
        (replace(rejected, number=19, state=State.PENDING, decided_by=""), "no-next"),
        (replace(rejected, number=20, state=State.PENDING, decided_by=""), "left"),
        (replace(rejected, number=21), "left"),
        (replace(rejected, number=22, state=State.CANCELLED, decided_by=""), "left"),
    )


def every_alike(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """All of them."""
    asked = alike(card, reader)
    yield "alike", asked
    yield "alike-twelve", replace(asked, rows=rows(12))
    yield "alike-twelve-more", replace(asked, rows=rows(12), page=2)
    yield "alike-one", replace(asked, rows=rows(1), others=outcomes()[2:])
    yield "alike-confirming", replace(asked, confirming=True)
    yield "alike-count", replace(asked, confirming=True, error="declined-count")
    choosing = replace(asked, choosing=True, ticked=(12, 14))
    yield "alike-choosing", choosing
    yield "alike-choosing-count", replace(choosing, confirming=True, error="declined-count")
    yield "alike-leaves", replace(asked, alike=LEAVING, groups=(), rows=rows(2, change=TAKES))
    off = replace(TAKES, account="switched_off")
    yield (
        "alike-last-group",
        replace(asked, alike=LEAVING, groups=(), rows=(*rows(2, change=TAKES), *rows(1, number=17, change=off))),
    )
    mixed = (
        *rows(2),
        replace(rows(1)[0], number=20, requester="Carl", reason="", change=TAKES, decided_by="Berta", sponsor="Berta"),
    )
    yield "alike-mixed", replace(asked, rows=mixed, who="", closes=None)
    others = {
        "invite": (Kind.INVITE_EXTERNAL, Option.GUEST),
        "account": (Kind.INVITE_EXTERNAL, Option.ACCOUNT),
        "test": (Kind.TEST_ACCESS, Option.GUEST),
        "extend": (Kind.EXTEND_ACCESS, Option.GUEST),
    }
    for name, (kind, option) in others.items():
        for count in (1, 3):
            some = rows(count, kind, change=replace(COMES, account="taken_over"), until=date(2027, 2, 26))
            yield f"alike-{name}-{count}", replace(asked, alike=replace(TOGETHER, kind=kind, option=option), rows=some)
    held = replace(GIVES, prolongs=(("Receptionists", 7, date(2026, 12, 24)),))
    extended = replace(asked, alike=replace(TOGETHER, kind=Kind.EXTEND_ACCESS))
    yield "alike-prolongs", replace(extended, rows=rows(2, Kind.EXTEND_ACCESS, change=held))
    yield "alike-bare", replace(asked, rows=rows(2, change=None, reason=""))
    over = replace(asked, rows=(), others=outcomes(), verbs=("alike.page",), closes=None, who="")
    yield "alike-answered", replace(over, answered=True)
    yield "alike-answered-more", replace(over, answered=True, page=1)
    yield "alike-answered-last", replace(over, answered=True, page=2)
    yield "alike-answered-none", replace(over, answered=True, others=outcomes()[2:5])
    yield "alike-over", replace(over, others=outcomes()[2:5])
