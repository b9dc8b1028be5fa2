"""Views of who holds what and why, and of a request's history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from provisioning.domain.states import OF_JOB, Kind, State
from provisioning.usecases.history import TOLD
from provisioning.views import (
    ERASED,
    AccessView,
    AccountState,
    DirectView,
    EventView,
    GroupView,
    HeldView,
    HistoryView,
    HoldersView,
    HolderView,
    Look,
    PauseView,
    ReasonView,
    RoleView,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provisioning.views import CardView, Reader, RequestView

AT = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)
VISITORS = RoleView(name="Visitors Administrator", effect="visitors-administrator", is_administrator=True)
ADD_IN = RoleView(name="Add-in User", effect="add-in-user", is_administrator=False)
RECEPTIONISTS = GroupView(name="Receptionists", roles=(ADD_IN, VISITORS))
GIVEN = ReasonView(number=12, until=date(2027, 2, 26), requester="Olivia", approvers=("Adam",))
BARE = ReasonView(number=77)
#: One difference of each kind.
DIFFERS: tuple[tuple[str, dict[str, object]], ...] = (
    ("differs-lost", {"group": "Service teams", "number": 77}),
    ("differs-scope", {"group": "Receptionists"}),
    ("differs-no-account", {}),
    ("differs-off", {}),
    ("differs-missing", {"roles": ["Visitors Administrator"]}),
    ("differs-surplus", {"roles": ["Owner", "Finance"]}),
    ("differs-still-on", {}),
    ("differs-unconfirmed", {"group": "Owners"}),
)


def access(card: str, reader: Reader, **changes: Any) -> AccessView:
    """Priya's access, as Olivia sees it."""
    view = AccessView(
        card=card,
        reader=reader,
        own=False,
        name="Priya Patel",
        address="priya@contoso.example",
        look=Look.SEEN,
        at=AT,
        directory="member",
        held=(HeldView(group=RECEPTIONISTS, reasons=(GIVEN, BARE, ReasonView(before=True))),),
        account=AccountState.ON,
        roles=(VISITORS, ADD_IN),
        by_usher=("Receptionists",),
        by_entra=("Receptionists",),
        verbs=("look.again",),
    )
    return replace(view, **changes)


def holders(card: str, reader: Reader, count: int = 2, **changes: Any) -> HoldersView:
    """Who is in Receptionists: so many lines with the longest that each may hold."""
    row = HolderView(
        name="Priya Patel",
        address="priya.patel-of-the-facility-management@contoso.example",
        through=("Receptionists",),
        reasons=(GIVEN, ReasonView(before=True)),
    )
    view = HoldersView(
        card=card,
        reader=reader,
        what="Receptionists",
        is_role=False,
        roles=(VISITORS, ADD_IN),
        look=Look.SEEN,
        at=AT,
        rows=tuple(replace(row, name=f"Priya Patel {n}") for n in range(count)),
        total=count,
        verbs=("look.more", "look.again"),
    )
    return replace(view, **changes)


def history(card: str, reader: Reader, request: RequestView, *events: EventView, **changes: Any) -> HistoryView:
    """What happened to a request."""
    view = HistoryView(card=card, reader=reader, request=request, events=events, more=False, verbs=("list.open",))
    return replace(view, **changes)


def accesses(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """One person's access."""
    yield "access", access(card, reader)
    yield "access-own", access(card, reader, own=True, verbs=("look.again",))
    for look in Look:
        yield f"access-{look}", access(card, reader, look=look, at=None, directory="", held=(), differs=())
    for directory in ("member", "guest", "none"):
        yield f"access-{directory}", access(card, reader, directory=directory, blocked=directory == "guest")
    for account in AccountState:
        yield f"access-account-{account}", access(card, reader, account=account, roles=(), differs=())
    one = HeldView(group=replace(RECEPTIONISTS, roles=()), reasons=(ReasonView(),))
    yield "access-differs", access(card, reader, held=(one,), differs=DIFFERS, by_usher=(), more=3)
    for place, differs in enumerate(DIFFERS):
        yield f"access-differs-{place}", access(card, reader, differs=(differs,))
    yield "access-nothing", access(card, reader, held=(), account=AccountState.NONE, roles=())
    direct = DirectView(roles=(ADD_IN,), reason=replace(GIVEN, until=None))
    yield "access-direct", access(card, reader, held=(), direct=(direct,), directory="none")
    two = (("Priya Patel", "priya@contoso.example"), ("Priya Poulsen", "pp@contoso.example"))
    yield "access-several", access(card, reader, name="priya", directory="", candidates=two, verbs=())
    yield "access-nobody", access(card, reader, name="pryia", directory="", verbs=())
    yield "access-denied", access(card, reader, denied=True, verbs=())
    yield "access-erased", access(card, reader, name="", address=ERASED, directory="none", held=())


def all_holders(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """Who has a group or a role."""
    role: dict[str, Any] = {"what": "Owner", "is_role": True}
    for count in (0, 1, 2, 10):
        yield f"holders-{count}", holders(card, reader, count)
        yield f"holders-role-{count}", holders(card, reader, count, **role)
    for look in Look:
        yield f"holders-{look}", holders(card, reader, 0, look=look, at=None)
        yield f"holders-role-{look}", holders(card, reader, 0, look=look, at=None, **role)
    page = holders(card, reader, 10, total=2310, first=11)
    yield "holders-page", page
    worst = tuple(replace(row, differs=DIFFERS[place % 3 : place % 3 + 2]) for place, row in enumerate(page.rows))
    yield "holders-differ", replace(page, rows=worst)
    lost = replace(page.rows[0], through=(), reasons=(ReasonView(),), blocked=True, address="")
    yield "holders-blocked", replace(page, rows=(lost,), out_of_scope=("Receptionists",), not_found=("Pilots",))
    yield "holders-unseen", replace(page, account_seen=False)
    given = replace(page.rows[0], through=(), by_hand=True)
    yield "holders-by-hand", replace(page, rows=(given,), complete=False, **role)
    yield "holders-denied", holders(card, reader, 0, denied=True, verbs=())


#: What an event tells besides; the rest needs nothing.
_DETAILS: dict[str, dict[str, object]] = {
    "decision-narrowed": {"groups": ["Receptionists"], "until": date(2027, 1, 31)},
    "grant-shortened": {"until": date(2027, 1, 31)},
    "grant-moved": {"until": date(2026, 12, 14)},
    "grant-clock-started": {"until": date(2027, 2, 27)},
    "grant-extended": {"until": date(2027, 3, 28), "number": 14},
    "request-escalated": {"silent": ["Adam", "Berta"], "others": ["Maria"]},
    "decision-by-rule": {"policy": "project team tests"},
    "grant-warned": {"days": 14},
    "verification-proved": {"grade": "platform"},
    "verification-missing": {"missing": ["Add-in User"], "surplus": ["Owner"]},
    "provisioning-paused": {"until": date(2027, 1, 31)},
    "wave-moved-within": {"joined": 3, "left": 1, "differ": 0, "allowed": 10},
    "request-left-out": {"count": 2},
    "verification-wave": {"proven": 216, "failed": 2},
    "step-done": {"step": "join", "about": "Receptionists"},
    "step-failed": {"step": "switch_off", "about": ""},
}


def event(name: str, **values: object) -> EventView:
    """Something that happened; what is not given is as little as there can be."""
    key = name.replace(".", "-").replace("_", "-")
    bare: dict[str, object] = {"asked": [], "missing": [], "surplus": [], "reason": "", "who": "Hugo"}
    return EventView(at=AT, key=key, by="Adam", values=bare | _DETAILS.get(key, {}) | values)


def histories(card: str, reader: Reader, request: RequestView) -> Iterator[tuple[str, CardView]]:
    """Histories: each event alone, all of them in pages, and the ends."""
    every = [event(name) for name in sorted(TOLD)]
    for one in every:
        yield f"history-{one.key}", history(card, reader, request, one)
    spread = tuple(replace(one, at=AT + timedelta(hours=5 * place)) for place, one in enumerate(every[:10]))
    paged = ("look.more", "look.again", "list.open")
    yield "history-page", history(card, reader, request, *spread, more=True, verbs=paged)
    first = replace(event("request.submitted", reason="Sensor project, floors 3-5"), by="")
    asked = event("preview.frozen", asked=["Adam", "Maria"])
    refused = replace(event("request.refused"), why="declined-domain-blocked", why_values={"administrator": "Maria"})
    failed = replace(event("step.failed"), why="why-roles-differ")
    task = replace(
        event("task.asked", about="Receptionists"), why="why-task-join", why_values={"administrator": "Maria"}
    )
    yield "history-told", history(card, reader, request, first, asked, refused, failed, task, verbs=())
    for grade in ("platform", "log", "membership"):
        yield f"history-proved-{grade}", history(card, reader, request, event("verification.proved", grade=grade))
    yield "history-gaps", history(card, reader, request, event("verification.missing", missing=[], surplus=["Owner"]))
    for why in ("date", "owner", "silence", "not-accepted", "sponsor-gone", "removed", "golive", "review"):
        for number in (0, 30):
            ended = EventView(at=AT, key="ended", values={"number": number, "reason": why})
            yield f"history-ended-{why}-{number}", history(card, reader, request, ended)
    for kind in Kind:
        about = replace(request, kind=kind, state=State.PENDING, pause=PauseView(until=AT) if kind in OF_JOB else None)
        yield f"history-of-{kind}", history(card, reader, about, *every[:2])


def every_look(card: str, reader: Reader, request: RequestView) -> Iterator[tuple[str, CardView]]:
    """All of them."""
    yield from accesses(card, reader)
    yield from all_holders(card, reader)
    yield from histories(card, reader, request)
