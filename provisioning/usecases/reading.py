"""From rows to views: everything a card shows, in a constant number of queries per request."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning import views
from provisioning.domain import dates, explaining
from provisioning.domain.rules import RoleGroup
from provisioning.domain.states import OF_JOB, OPEN, Grade, Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    asked,
    blocking,
    golive,
    jobs,
    over,
    people,
    prolonging,
    queueing,
    role_reading,
    step_reading,
    taking_over,
)
from provisioning.usecases.people import administrator_name
from provisioning.usecases.wave_reading import wave_view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import BindParameter, Row

    from provisioning.domain.preview import Preview
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: Statements that every card needs are made once: making one costs three times as much as running it.
_NUMBER: BindParameter[int] = bindparam("number")
_REVISION: BindParameter[int] = bindparam("revision")
_DECISIONS = (
    select(t.decisions)
    .where(t.decisions.c.request == _NUMBER, t.decisions.c.revision == _REVISION)
    .order_by(t.decisions.c.id)
)
_OF_DOMAIN = (
    select(t.grants.c.id)
    .select_from(t.grants.join(t.requests, t.requests.c.number == t.grants.c.request))
    .where(t.requests.c.domain == bindparam("domain"), t.grants.c.request != bindparam("but"))
    .limit(1)
)
_PROOF = (
    select(t.proofs)
    .where(t.proofs.c.request == _NUMBER, t.proofs.c.revision == _REVISION)
    .order_by(t.proofs.c.id.desc())
    .limit(1)
)


def reader(desk: Desk, pseudonym: str) -> views.Reader:
    """For whom a card is made."""
    administrators = people.list_administrators(desk)
    names = people.names_of(desk, {pseudonym, *administrators})
    return views.Reader(
        name=names.get(pseudonym, ""),
        locale=people.locale_of(desk, pseudonym),
        zone=desk.rules.zone.key,
        platform=desk.rules.platform,
        administrator=min((names[one] for one in administrators), default=min(desk.rules.administrators)),
    )


def group_views(desk: Desk, names: Iterable[str]) -> tuple[views.GroupView, ...]:
    """Role groups with their roles; one that the settings name no more stands without any."""
    found = [desk.rules.groups.get(name) or RoleGroup(name=name, roles=()) for name in names]
    return tuple(views.GroupView(name=g.name, roles=role_reading.role_views(desk, g.roles, g.optional)) for g in found)


def change_view(desk: Desk, preview: Preview | None, request: Request) -> views.ChangeView | None:
    """A frozen preview in names."""
    if preview is None:
        return None
    keeps = _keeps(desk, request) if request.kind is Kind.END_ACCESS else ()
    return views.ChangeView(
        directory=preview.directory,
        account=preview.account,
        joins=group_views(desk, preview.joins),
        leaves=preview.leaves,
        roles_before=role_reading.role_views(desk, preview.roles_before),
        roles_after=role_reading.role_views(desk, preview.roles_after, preview.optional),
        keeps=keeps,
        prolongs=_prolongs(desk, request, preview) if request.state in OPEN else (),
        **_explained(desk, preview, request.kind),
    )


def _explained(desk: Desk, frozen: Preview, kind: Kind) -> dict[str, Any]:
    """Why roles stay though a group goes, and what roles need before they work."""
    if kind is Kind.END_ACCESS:
        return {}
    new = set(frozen.roles_after) - set(frozen.roles_before)
    known = [desk.rules.roles[name] for name in sorted(new) if name in desk.rules.roles]
    lacking = [pair for pair in explaining.unmet_needs(frozen, desk.rules) if pair[0] in new]
    return {
        "kept_roles": tuple(explaining.kept_through(frozen, desk.rules).items()),
        "needs": tuple((role.name, role.needs) for role in known if role.needs),
        "lacking": tuple(lacking),
    }


def _keeps(desk: Desk, request: Request) -> tuple[tuple[str, str, int, date | None], ...]:
    """What stays when these grants end: held before Usher, or for another reason."""
    before = desk.c.scalars(select(t.held_before.c.group_name).where(t.held_before.c.pseudonym == request.subject))
    kept: list[tuple[str, str, int, date | None]] = [(name, "before", 0, None) for name in before]
    c = t.grants.c
    for row in desk.c.execute(select(t.grants).where(c.person == request.subject, c.ended_at.is_(None))):
        if row.id not in request.grants and not golive.is_over(desk, row.request, row.until):
            until = dates.day_of(row.until, desk.rules.zone) if row.until else None
            kept += [(name, "grant", row.request, until) for name in row.gives["groups"]]
    return tuple(kept)


def _prolongs(desk: Desk, request: Request, frozen: Preview) -> tuple[tuple[str, int, date], ...]:
    """What is held already, and would be for longer; an end lets nobody stay longer."""
    if request.kind is Kind.END_ACCESS:
        return ()
    if request.kind is Kind.EXTEND_ACCESS:
        return prolonging.extended(desk, request)
    inside = set(request.groups) - set(frozen.joins) if request.option is Option.GUEST else set[str]()
    longer = prolonging.prolonged(desk, request.subject, inside, request.until) if inside else {}
    return tuple((name, grant.request, dates.day_of(grant.until, desk.rules.zone)) for name, grant in longer.items())


def best_grade(desk: Desk, kind: Kind) -> Grade:
    """The best proof to be had. Entra reports nothing of an extension, since nothing changes there."""
    best = desk.rules.best_grade
    return Grade.MEMBERSHIP if kind is Kind.EXTEND_ACCESS and best is Grade.LOG else best


def request_view(desk: Desk, request: Request) -> views.RequestView:
    """One request, with everybody's names resolved in one go."""
    decisions = _decisions(desk, request)
    waiting = asked.list_asked(desk, request)
    who = [request.requester, request.subject, request.sponsor, *(r.approver for r in (*decisions, *waiting))]
    who += people.list_administrators(desk)  # whom most cards name besides: all details in one query
    names = people.names_of(desk, {p for p in who if p})
    details = desk.vault.read([request.subject])[request.subject]
    texts = desk.vault.read_texts([request.reason, *(row.reason for row in decisions)])
    address = details.get("mail") or names.get(request.subject, "–")
    until = dates.day_of(request.until, desk.rules.zone) if request.until else None
    steps = step_reading.steps_of(desk, request)
    judged = request.kind is Kind.INVITE_EXTERNAL and request.state is State.PENDING  # whether this domain is let in
    explained = bool(request.why) or any(step.why for step in steps)
    return views.RequestView(
        number=request.number,
        kind=request.kind,
        state=request.state,
        revision=request.revision,
        attempt=request.attempt,
        requester=names.get(request.requester or "", ""),
        address=address,
        name=details.get("name", ""),
        domain=people.domain_of(address),
        first_of_domain=judged and is_first_of_domain(desk, request.domain, but=request.number),
        option=request.option,
        groups=group_views(desk, request.groups),
        leaves=request.leaves,
        until=until,
        sponsor=names.get(request.sponsor, ""),
        sponsor_is_requester=request.sponsor == request.requester,
        reason=_text(texts, request.reason),
        closes=request.closes_at,
        asked=tuple(
            views.AskedView(name=names[row.approver], delivery=delivery(row))
            for row in sorted(waiting, key=lambda one: names[one.approver])
        ),
        decisions=tuple(
            views.DecisionView(
                by=names[row.approver], at=row.at, approved=row.approved, reason=_text(texts, row.reason)
            )
            for row in decisions
        ),
        change=change_view(desk, request.preview, request),
        best_grade=best_grade(desk, request.kind),
        steps=steps,
        proof=_proof(desk, request),
        why=queueing.told(desk, *request.why) if request.why else "",
        why_values=_why_values(desk, request, address, names) if explained else None,
        moved_from=change_view(desk, request.moved_from, request),
        looks_again=request.look_at,
        asked_groups=tuple(request.terms.get("asked_groups", ())),
        asked_until=_asked_until(request),
        ended_why=str(request.terms.get("why", "")),
        ended=over.list_over(desk, [request]).get(request.number),
        wave=wave_view(desk, request),
        lasts=None if request.state is State.DELIVERED else request.lasts,
        until_wave=str(request.terms.get("until_wave", "")),
        rule=str(request.terms.get("rule", "")),
        pause=jobs.pause_view(desk, request) if request.kind in OF_JOB else None,
        keeps=bool(request.terms.get("keeps")),
        is_external=bool(request.terms.get("external")),
        trace=request.trace,
        replaces=int(request.terms.get("replaces", 0)),
        stops=int(request.terms.get("stops", 0)),
        block=blocking.view_of(desk, request),
        takeover=taking_over.view_of(request),
    )


def _text(texts: dict[str, str], identity: str | None) -> str:
    """A free text; "" where none was written, a word in its place where whom it is about was erased."""
    return texts.get(identity, views.ERASED) if identity else ""


def _asked_until(request: Request) -> date | None:
    """The end that was asked for before an approver approved less."""
    asked = request.terms.get("asked_until")
    return date.fromisoformat(asked) if asked else None


def _why_values(desk: Desk, request: Request, address: str, names: dict[str, str]) -> dict[str, object]:
    """What a stored reason needs besides: names are filled in when it is read, never stored."""
    stored = request.why[1] if request.why else {}
    return {
        "address": address,
        "domain": people.domain_of(address),
        "name": names.get(request.subject, address),
        "administrator": administrator_name(desk),
        "requester": names.get(request.requester or "", ""),
        "platform": desk.rules.platform,
        "owners": golive.who_can_add(desk, request.requester) if request.kind is Kind.TEST_ACCESS else [],
        "number": request.number,
        **stored,
    }


def _decisions(desk: Desk, request: Request) -> list[Row[Any]]:
    """Answers to the present revision; a voided one's are history."""
    return list(desk.c.execute(_DECISIONS, _revision_of(request)).all())


def _revision_of(request: Request) -> dict[str, int]:
    """What statements about the present revision take."""
    return {"number": request.number, "revision": request.revision}


#: What Teams says of who it does not deliver to, where it says it.
_LOST = {"blocked": views.Delivery.BLOCKED, "uninstalled": views.Delivery.NOT_INSTALLED}


def delivery(row: Any) -> views.Delivery:
    """Whether the card arrived, and why not."""
    if row.undeliverable:
        return _LOST.get(row.undeliverable, views.Delivery.UNDELIVERABLE)
    return views.Delivery.SENT if row.activity_id else views.Delivery.QUEUED


def is_first_of_domain(desk: Desk, domain: str, *, but: int = 0) -> bool:
    """Whether nobody of this domain (its keyed hash) was ever let in through Usher, request ``but`` not counted."""
    return desk.c.scalar(_OF_DOMAIN, {"domain": domain, "but": but}) is None


def _proof(desk: Desk, request: Request) -> views.ProofView | None:
    """The latest reading of the present revision."""
    row = desk.c.execute(_PROOF, _revision_of(request)).first() if request.approved_at else None
    if row is None:
        return None
    seen, wanted, optional = set(row.seen), set(row.expected), set(row.optional)
    return views.ProofView(
        at=row.at,
        grade=Grade(row.grade),
        account_on=row.account_on,
        roles=tuple(row.seen),
        missing=tuple(sorted(wanted - seen)),
        surplus=tuple(sorted(seen - wanted - optional)),
    )
