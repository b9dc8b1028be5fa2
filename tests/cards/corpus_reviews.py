"""Views of the review of externals: asked, partly answered, closed, and whoever is asked in the sponsor's place."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from provisioning.domain.states import State
from provisioning.views import ERASED, ReviewLineView, ReviewView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provisioning.views import CardView, Reader

BEGUN = datetime(2027, 1, 4, 7, tzinfo=UTC)
ASKS, OVER = datetime(2027, 1, 18, 7, tzinfo=UTC), datetime(2027, 1, 25, 7, tzinfo=UTC)
UNTIL = date(2027, 2, 26)
VERBS = ("review.send",)


def external(place: int, state: str = "open", **changes: object) -> ReviewLineView:
    """One of the consultants."""
    address = f"consultant{place}@fabrikam.example"
    line = ReviewLineView(place=place, name=f"Consultant {place}", address=address, until=UNTIL, state=state)
    return replace(line, **changes)  # type: ignore[arg-type]  # whatever a line has


def signed_in() -> Iterator[ReviewLineView]:
    """Whatever can be known of a last sign-in."""
    for place, known in enumerate(("known", "never", "unknown", "platform"), start=1):
        yield external(place, sign_in=known, signed_in=date(2026, 12, 3) if known == "known" else None)


SETTLED = (
    external(6, "kept", by="Olivia"),
    external(7, "ending", by="Olivia", number=31),
    external(8, "waiting", by="Olivia", number=32),
    external(9, "undone", by="Olivia", number=33, outcome=State.REJECTED),
    external(10, "ended", ended=BEGUN, until=None),
    external(11, "silent"),
)


def review(card: str, reader: Reader) -> ReviewView:
    """As the sponsor gets it."""
    return ReviewView(
        card=card,
        reader=reader,
        sponsor="",
        why="",
        begun=BEGUN,
        alone=False,
        asked=tuple(external(place) for place in range(1, 6)),
        more=0,
        settled=(),
        silence="stay",
        over=OVER,
        asks=ASKS,
        second="",
        closed="",
        verbs=VERBS,
    )


def review_cards(card: str, reader: Reader) -> list[tuple[str, CardView]]:
    """All of them by name."""
    asked = review(card, reader)
    one = replace(asked, asked=(external(1, name="consultant1@fabrikam.example", until=None),))
    problem = ("consultant1@fabrikam.example", "declined-no-approver", {"administrator": "Maria"})
    done = replace(asked, asked=(), settled=SETTLED, verbs=(), closed="answered")
    found: list[tuple[str, CardView]] = [
        ("review-asked", asked),
        ("review-signed-in", replace(asked, asked=tuple(signed_in()))),
        ("review-asked-twelve", replace(asked, more=7)),
        ("review-asked-six", replace(asked, more=1, silence="end")),
        ("review-one", one),
        ("review-one-left", replace(one, settled=SETTLED)),
        ("review-two-left", replace(asked, asked=(external(1), external(2)), settled=SETTLED * 2)),
        ("review-alone", replace(asked, alone=True, over=None, asks=None)),
        ("review-second-asked", replace(asked, asks=None, second="Adam")),
        ("review-for-silent", replace(asked, sponsor="Olivia", why="silent", asks=None)),
        ("review-for-gone", replace(one, sponsor="Olivia", why="gone")),
        ("review-not-ended", replace(asked, problems=(problem,))),
        ("review-done", done),
        ("review-done-for-another", replace(done, sponsor="Olivia", why="silent")),
        ("review-erased", replace(done, settled=(external(1, "ended", name=ERASED, address=ERASED, ended=BEGUN),))),
        ("review-lapsed", replace(done, settled=(external(1, "silent", until=None),), closed="lapsed")),
        ("review-replaced", replace(done, closed="replaced")),
    ]
    return found
