"""What the card about accounts of the platform shows now: a page of them, in a constant number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provisioning import views
from provisioning.usecases import authority, drift_reading, findings, people, reading, righting, role_reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.findings import Finding

#: So many are named at a time, however many there are.
PAGE = 5


def accounts_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.AccountsCardView:
    """Findings of the card's batch, but those about its reader, by whichever account."""
    who = reading.reader(desk, card.recipient)
    if card.recipient not in authority.owners(desk):
        return views.AccountsCardView(card=card.id, reader=who, findings=(), denied=True)
    told = list_told(desk, card)
    first = int(card.terms.get("first", 0))
    page = told[first : first + PAGE]
    shown = _views(desk, page)
    left = [one for one in told if one.resolved_at is None]
    waiting = [one for one in shown if one.is_open]
    # where one alone waits the card is named by it, so that a press is about the one that was read
    name = f"{card.id}.{waiting[0].id}" if len(waiting) == 1 else card.id
    return views.AccountsCardView(
        card=name,
        reader=who,
        findings=shown,
        found_at=told[0].found_at if told else None,
        total=len(told),
        unexplained=sum(one.kind == findings.ACCOUNT for one in left),
        other_roles=sum(one.kind == findings.ROLES for one in left),
        verbs=_verbs(desk, waiting, page, more=len(told) > PAGE),
        declined=marks.get("declined"),
        chosen=int(card.terms.get("chosen", 0)),
    )


def list_told(desk: Desk, card: Card) -> list[Finding]:
    """Everything on a card that its reader may see, on all pages."""
    theirs = people.list_linked(desk, card.recipient)
    return [one for one in findings.list_batch(desk, int(card.terms["batch"])) if one.person not in theirs]


def _views(desk: Desk, page: Sequence[Finding]) -> tuple[views.AccountFindingView, ...]:
    """Names and roles, for all at once."""
    details = desk.vault.read({one.person for one in page})
    names = people.names_of(desk, details)
    asked = drift_reading.list_asked(desk, page)
    return tuple(
        views.AccountFindingView(
            id=one.id,
            kind=one.kind,
            name=names[one.person],
            address=details[one.person].get("mail", ""),
            roles=role_reading.role_views(desk, one.account.get("roles", ())),
            missing=tuple(one.account.get("missing", ())),
            surplus=tuple(one.account.get("surplus", ())),
            asked=one.asked_at is not None,
            **drift_reading.settled(one, asked),
        )
        for one in page
    )


def _verbs(
    desk: Desk, waiting: Sequence[views.AccountFindingView], page: Sequence[Finding], *, more: bool
) -> tuple[str, ...]:
    """What may be pressed; roles alone end nothing, and who did it is asked once for each."""
    unasked = {one.id for one in waiting if not one.asked}
    may = {
        "account.end": any(one.kind == findings.ACCOUNT for one in waiting),
        "drift.keep": bool(waiting),
        "drift.ask": any(righting.askable(desk, one) for one in page if one.id in unasked),
        "account.more": more,
    }
    return tuple(verb for verb in findings.ACCOUNT_VERBS if may[verb])
