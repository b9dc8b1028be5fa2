"""Views of what a wave would do: while it is read, in counts and names, and person by person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from provisioning.domain.comparing import CHANGES, MARKS
from provisioning.domain.waves import GATES
from provisioning.views import (
    ERASED,
    RoleView,
    WaveCheckView,
    WaveListView,
    WaveNamedView,
    WavePersonView,
    WaveView,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provisioning.views import CardView, Reader

AT = datetime(2026, 11, 24, 9, 4, tzinfo=UTC)
VISITORS = RoleView(name="Visitors Administrator", effect="visitors-administrator", is_administrator=True)
ADD_IN = RoleView(name="Add-in User", effect="add-in-user", is_administrator=False)
COUNTS = dict.fromkeys(CHANGES, 0) | {"created": 205, "changed": 9, "taken_over": 2, "fails": 5}
SORTS = ("owner", "administrator", "external", "switched_off", "taken_over", "lost")


def person(change: str = "created", name: str = "Nora Holm", **changes: Any) -> WavePersonView:
    """Somebody who gets in."""
    known = WavePersonView(name=name, address="nora@contoso.example", change=change, after=(VISITORS, ADD_IN))
    return replace(known, **changes)


def named(sort: str, count: int = 1) -> WaveNamedView:
    """Those of one sort, five of them at most."""
    change = sort if sort in CHANGES else "created"
    some = (person(change, f"Nora {place}", before=(ADD_IN,)) for place in range(min(count, 5)))
    return WaveNamedView(sort=sort, people=tuple(some), count=count)


def wave(card: str, reader: Reader, **changes: Any) -> WaveView:
    """Go-live, as Olivia sees it."""
    known = WaveView(
        card=card,
        reader=reader,
        wave="go-live",
        state="ready",
        memberships=312,
        accounts=120,
        at=AT,
        counts=COUNTS,
        fails={"fails-no-mail": 5},
        groups=("Receptionists", "Service teams", "Add-in Users"),
        checks=tuple(
            WaveCheckView(key=key, ok=key != "ready", who=("Priya",) if key == "ready" else ()) for key in GATES[:6]
        ),
        named=(named("taken_over", 2),),
        verbs=("wave.people", "wave.csv", "wave.hr", "wave.again"),
    )
    return replace(known, **changes)


def every_wave(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """By name."""
    yield "wave", wave(card, reader)
    for state in ("reading", "gone"):
        yield f"wave-{state}", wave(card, reader, state=state, verbs=())
    yield "wave-reading-unseen", wave(card, reader, state="reading", platform_seen=False, memberships=1, verbs=())
    yield "wave-reading-one", wave(card, reader, state="reading", memberships=1, accounts=1, verbs=())
    for why in ("wave-no-directory", "wave-no-platform", "wave-refused", "declined-wave-unnamed"):
        yield f"wave-failed-{why}", wave(card, reader, state="failed", why=why, verbs=("wave.again",))
    yield "wave-denied", wave(card, reader, denied=True, verbs=())
    told = {"missing": ("Secretaries",), "dynamic": ("Add-in Users",), "nested": (("Receptionists", "Front desk"),)}
    yield "wave-groups", wave(card, reader, **told)
    everything: dict[str, int] = {change: place + 1 for place, change in enumerate(CHANGES)}
    fails = {"fails-no-mail": 3, "fails-disabled": 1}
    names = tuple(named(sort, count) for sort, count in zip(SORTS, (1, 2, 9, 1, 1, 1), strict=True))
    yield "wave-everything", wave(card, reader, counts=everything, fails=fails, named=names, platform_seen=False)
    plural = tuple(named(sort, count) for sort, count in zip(SORTS, (2, 1, 1, 2, 2, 2), strict=True))
    yield "wave-plural", wave(card, reader, named=plural, checks=())
    none = tuple(WaveCheckView(key=key, ok=False) for key in GATES)
    yield "wave-nobody", wave(card, reader, counts=dict.fromkeys(CHANGES, 0), fails={}, named=(), checks=none)
    yield "wave-asking", wave(card, reader, verbs=("wave.ask", "wave.date", "wave.people", "wave.csv", "wave.again"))
    yield from _asked_for(card, reader)
    yield from _pages(card, reader, everything)


def _asked_for(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """What is asked before it is asked for, and the way back."""
    skip = wave(card, reader, after="project-team", verbs=("wave.skip", "wave.date", "wave.people", "wave.again"))
    yield "wave-skip", skip
    yield "wave-skipping", replace(skip, skipping=True, verbs=("wave.ask_skipping", "wave.back"))
    dating = wave(card, reader, dating=True, today=AT.date(), verbs=("wave.set_date", "wave.back"))
    yield "wave-dating", dating
    late = ("declined-wave-moment", {"days": 90})
    yield "wave-dating-again", replace(dating, starts=AT, declined=late)
    yield "wave-dating-planned", replace(dating, planned=AT.date())
    yield "wave-open", wave(card, reader, open_number=12, open_state="scheduled", verbs=("wave.people",))
    nobody = dict.fromkeys(COUNTS, 0) | {"unchanged": 32}
    yield "wave-idle-back", wave(card, reader, back=True, counts=nobody, unchanged=True, idle=True)
    yield "wave-idle", wave(card, reader, unchanged=True, idle=True, verbs=("wave.people",))
    yield "wave-unproven", wave(card, reader, unchanged=True, verbs=("wave.ask", "wave.people"))
    yield "wave-dated", wave(card, reader, starts=AT, verbs=("wave.ask", "wave.date", "wave.people"))
    counts: dict[str, int] = {**dict.fromkeys(CHANGES, 0), "switched_off": 200, "unchanged": 16}
    back = wave(card, reader, back=True, counts=counts, over_limit=100, verbs=("wave.ask", "wave.date"))
    yield "wave-back", back
    yield "wave-back-nobody-keeps", replace(back, counts={**counts, "unchanged": 1}, outside=1)
    stay = WaveListView(people=(person("unchanged", before=(), after=()),), first=1, total=216)
    yield "wave-back-people", replace(back, listed=stay, verbs=("wave.show", "wave.back"))
    fewer: dict[str, int] = {**counts, "changed": 2}
    yield "wave-back-fewer-roles", replace(back, counts=fewer)
    yield "wave-back-fewer-roles-one", replace(back, counts={**fewer, "changed": 1})
    yield "wave-back-reading", replace(back, state="reading", verbs=())
    yield "wave-back-one", replace(back, counts={**counts, "switched_off": 1, "unchanged": 1}, over_limit=0)


def _pages(card: str, reader: Reader, counts: dict[str, int]) -> Iterator[tuple[str, CardView]]:
    every = [person(change, before=(ADD_IN,), marks=tuple(MARKS)) for change in CHANGES]
    every += [person("fails", why=why) for why in ("fails-no-mail", "fails-disabled")]
    every += [person("unchanged", before=(VISITORS, ADD_IN)), person("created", after=()), person(name=ERASED)]
    people = WaveListView(people=tuple(every), first=1, total=216)
    verbs = ("wave.show", "wave.more", "wave.back")
    yield "wave-people", wave(card, reader, listed=people, counts=counts, verbs=verbs)
    copied = replace(people, copied=True)
    yield "wave-copied", wave(card, reader, listed=copied, verbs=("wave.more", "wave.back"))
    later = replace(copied, first=11, total=12, change="fails", people=people.people[-2:])
    yield "wave-copied-later", wave(card, reader, listed=later, verbs=("wave.back",))
