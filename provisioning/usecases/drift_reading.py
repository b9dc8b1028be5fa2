"""What the card about changes outside Usher shows now, in a constant number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provisioning import views
from provisioning.domain import dates
from provisioning.domain.states import OPEN
from provisioning.usecases import authority, findings, people, reading, requests, righting, watching

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.findings import Finding
    from provisioning.usecases.requests import Request


def drift_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.DriftCardView:
    """Findings of the card's batch, but those about its reader, by whichever account."""
    who = reading.reader(desk, card.recipient)
    if card.recipient not in authority.owners(desk):
        return views.DriftCardView(card=card.id, reader=who, findings=(), denied=True)
    theirs = people.list_linked(desk, card.recipient)
    told = [one for one in findings.list_batch(desk, int(card.terms["batch"])) if one.person not in theirs]
    shown = _views(desk, told)
    waiting = [one for one in shown if one.is_open]
    # where one alone waits the card is named by it, so that a press is about the one that was read
    name = f"{card.id}.{waiting[0].id}" if len(waiting) == 1 else card.id
    verbs = _verbs(desk, waiting, told)
    return views.DriftCardView(
        card=name,
        reader=who,
        findings=shown,
        verbs=verbs,
        declined=marks.get("declined"),
        chosen=int(card.terms.get("chosen", 0)),
    )


def _views(desk: Desk, told: Sequence[Finding]) -> tuple[views.FindingView, ...]:
    """Names and what explains them, for all at once."""
    details = desk.vault.read({one.person for one in told})
    names = people.names_of(desk, details)
    groups = {one.name: one for one in reading.group_views(desk, sorted({one.group for one in told}))}
    asked = list_asked(desk, told)
    given = {group: watching.list_giving(desk, group) for group in {one.group for one in told if _is_missing(one)}}
    return tuple(
        views.FindingView(
            id=one.id,
            kind=one.kind,
            name=names[one.person],
            address=details[one.person].get("mail", ""),
            group=groups.get(one.group) or views.GroupView(name=one.group, roles=()),
            guarded=watching.is_guarded(desk, one.group),
            askable=one.group in desk.rules.groups,
            found_at=one.found_at,
            asked=one.asked_at is not None,
            again=bool(one.account.get("again")),
            **_given(desk, one, given.get(one.group, ())),
            **settled(one, asked),
        )
        for one in told
    )


def _verbs(desk: Desk, waiting: Sequence[views.FindingView], told: Sequence[Finding]) -> tuple[str, ...]:
    """What may be pressed while something waits; who did it is asked once for each."""
    unasked = {one.id for one in waiting if not one.asked}
    asks = any(righting.askable(desk, one) for one in told if one.id in unasked)
    return tuple(verb for verb in findings.VERBS if waiting and (asks or verb != "drift.ask"))


def _is_missing(finding: Finding) -> bool:
    return finding.kind == findings.MISSING and finding.resolved_at is None


def list_asked(desk: Desk, told: Sequence[Finding]) -> dict[int, Request]:
    """The newest request of each, by number."""
    numbers = {one.request for one in told if one.request}
    found = requests.list_numbered(desk, numbers) if numbers else []
    return {one.number: one for one in found}


def _given(desk: Desk, finding: Finding, grants: Sequence[Any]) -> dict[str, Any]:
    """Which request gave what is missing, and until when: the one that lasts longest."""
    mine = [grant for grant in grants if grant.person == finding.person]
    if not mine or not _is_missing(finding):
        return {}
    last = max(mine, key=lambda grant: (grant.until is None, grant.until or finding.found_at, grant.id))
    return {"given_by": last.request, "until": dates.day_of(last.until, desk.rules.zone) if last.until else None}


def settled(finding: Finding, asked: Mapping[int, Request]) -> dict[str, Any]:
    """How it ended, or what is asked for it."""
    told: dict[str, Any] = {"resolution": finding.resolution, "resolved_at": finding.resolved_at}
    request = asked.get(finding.request or 0)
    if request is not None:
        told["number"] = request.number
        told["state"] = request.state if request.state in OPEN else None
    return told
