"""Views of changes of somebody's groups: the form in each of its states, and the cards of what was asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from provisioning.domain.dates import Span
from provisioning.domain.states import Kind, State
from provisioning.views import ApprovalCardView, ChangeFormView, ChangeView, GroupView, RoleView, StatusCardView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from provisioning.views import CardView, Reader, RequestView

ADD_IN = RoleView(name="Add-in User", effect="add-in-user", is_administrator=False)
VISITORS = RoleView(name="Visitors Administrator", effect="visitors-administrator", is_administrator=True)
DELEGATED = RoleView(name="Add-in User Delegated Access", effect="add-in-user-delegated-access", is_administrator=False)
RECEPTIONISTS = GroupView(name="Receptionists", roles=(ADD_IN, VISITORS))
SECRETARIES = GroupView(name="Secretaries", roles=(DELEGATED,))
OWNERS = GroupView(name="Owners", roles=(RoleView(name="Owner", effect="owner", is_administrator=True),))

GIVES = ChangeView(
    directory="known",
    account="changed",
    joins=(RECEPTIONISTS, SECRETARIES),
    roles_before=(ADD_IN,),
    roles_after=(VISITORS, ADD_IN, DELEGATED),
    needs=(
        ("Visitors Administrator", "reception"),
        ("Add-in User Delegated Access", "outlook-delegate"),
        ("Services Portal Users", "service-provider"),
    ),
    lacking=(("Add-in User Delegated Access", "Add-in User"),),
)
TAKES = ChangeView(
    directory="known",
    account="changed",
    leaves=("Receptionists",),
    roles_before=(VISITORS, ADD_IN, DELEGATED),
    roles_after=(ADD_IN, DELEGATED),
    kept_roles=(("Add-in User", ("Owners", "Secretaries")), ("Add-in User Delegated Access", ("",))),
)
LAST = ChangeView(directory="known", account="switched_off", leaves=("Receptionists",), roles_before=(VISITORS, ADD_IN))


def adding(invite: RequestView) -> RequestView:
    """Priya is added to two groups."""
    return replace(
        invite,
        kind=Kind.CHANGE_ROLE,
        address="priya@contoso.example",
        name="Priya Patel",
        domain="contoso.example",
        groups=(RECEPTIONISTS, SECRETARIES),
        change=GIVES,
        until=None,
        first_of_domain=False,
    )


def removing(invite: RequestView, change: ChangeView = TAKES) -> RequestView:
    """Priya is taken out of one."""
    return replace(adding(invite), groups=(), leaves=("Receptionists",), change=change)


def form(card: str, reader: Reader, today: date, latest: date) -> ChangeFormView:
    """The form as ``add priya to Receptionists`` opens it, once the worker has looked."""
    return ChangeFormView(
        card=card,
        reader=reader,
        adds=True,
        state="ready",
        query="priya",
        name="Priya Patel",
        own=False,
        candidates=(),
        groups=(RECEPTIONISTS, SECRETARIES, OWNERS),
        chosen=("Receptionists",),
        change=GIVES,
        suggested="Add-in Users",
        asks=True,
        until=None,
        latest=latest,
        today=today,
        reason="",
        verbs=("change.ask", "change.also", "form.cancel"),
    )


def change_forms(ready: ChangeFormView) -> Iterator[tuple[str, CardView]]:
    """The form: what would change, looking, nobody, several, refused."""
    yield "change", ready
    yield "change-lasting", replace(ready, until=ready.latest, lasts=Span(months=12))
    yield "change-external", replace(ready, external=True, until=None)
    open_ = replace(ready, state="choosing", change=None, verbs=("change.look", "form.cancel"))
    yield "change-choosing", open_
    yield "change-own", replace(open_, own=True)
    yield "change-removing-whom", replace(open_, adds=False, groups=ready.groups * 4)
    yield "change-looking", replace(open_, state="looking", verbs=("form.cancel",))
    yield "change-nobody", replace(open_, state="nobody")
    two = (("1", "Priya Patel", "priya@contoso.example"), ("2", "Priya Prasad", "prasad@contoso.example"))
    yield "change-several", replace(open_, candidates=two)
    no = ("declined-already-member", {"name": "Priya Patel", "group": "Receptionists"})
    yield "change-refused", replace(ready, change=None, declined=no, verbs=("form.cancel",))
    removing = replace(ready, adds=False, verbs=("change.remove", "form.cancel"), asks=False, suggested="")
    for name, change in (("takes", TAKES), ("last", LAST)):
        yield f"change-{name}", replace(removing, change=change)


def change_cards(
    invite: RequestView, card: str, reader: Reader, in_state: Callable[[RequestView, State], RequestView]
) -> Iterator[tuple[str, CardView]]:
    """What was asked, for whoever asked and whoever decides."""
    for name, request in (("add", adding(invite)), ("take", removing(invite)), ("last", removing(invite, LAST))):
        for state in State:
            shown = in_state(request, state)
            yield f"status-change-{name}-{state}", StatusCardView(card=card, reader=reader, request=shown, verbs=())
        asked = ApprovalCardView(
            card=card,
            reader=reader,
            request=request,
            verbs=("request.approve", "request.reject", "request.why_me"),
            policy="roles",
            step=1,
            steps=2,
            who="owners",
        )
        yield f"approval-change-{name}", asked
        confirming = replace(asked, confirm=True, confirming=True)
        yield f"approval-change-{name}-confirming", confirming
        yield f"approval-change-{name}-guarded", replace(confirming, changes_who_decides=True)
        less = replace(request, until=None)
        yield f"approval-change-{name}-narrowing", replace(asked, request=less, narrowing=True)
    done = in_state(removing(invite, LAST), State.DELIVERED)
    off = replace(done.proof, account_on=False, roles=()) if done.proof else None
    yield "status-change-off", StatusCardView(card=card, reader=reader, request=replace(done, proof=off), verbs=())
