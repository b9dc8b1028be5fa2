"""A line for each of many people: where they stand, who decided, whether it is proven or over; in a constant number of queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from provisioning import views
from provisioning.domain import dates
from provisioning.domain.states import Grade, Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import over, people, queueing, reading
from provisioning.usecases.people import administrator_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request


def rows_of(desk: Desk, found: Sequence[Request]) -> tuple[views.BatchRow, ...]:
    """A line for each, everybody's details in one query."""
    details = desk.vault.read(one.subject for one in found)
    decided = _decided(desk, found)
    deciders = {who for who, *_ in decided.values()}
    involved = {who for one in found for who in (one.subject, one.requester, _other_sponsor(one)) if who}
    names = people.names_of(desk, deciders | involved)
    reasons = [why for _, approved, why in decided.values() if why and not approved]
    texts = desk.vault.read_texts([*(one.reason for one in found), *reasons])
    proven, new = _proven(desk, found), _new_domains(desk, found)
    ended = over.list_over(desk, found)
    administrator = administrator_name(desk) if any(one.why for one in found) else ""
    rows = []
    for one in found:
        address = details[one.subject].get("mail") or names[one.subject]
        stored = one.why[1] if one.why else {}
        by, approved, because = decided.get(one.number, ("", True, None))
        known: dict[str, object] = {"address": address, "domain": people.domain_of(address), "name": names[one.subject]}
        known |= {"administrator": administrator, "requester": names.get(one.requester or "", ""), "number": one.number}
        rows.append(
            views.BatchRow(
                number=one.number,
                kind=one.kind,
                state=one.state,
                name=names[one.subject],
                address=address,
                groups=(*one.groups, *one.leaves),
                until=dates.day_of(one.until, desk.rules.zone) if one.until else None,
                lasts=None if one.state is State.DELIVERED else one.lasts,
                reason=texts.get(one.reason or "", ""),
                change=reading.change_view(desk, one.preview, one),
                requester=names.get(one.requester or "", ""),
                sponsor=names.get(_other_sponsor(one), ""),
                proven=one.number in proven,
                ended=ended[one.number].at if one.number in ended and one.state is State.DELIVERED else None,
                is_external=one.kind is not Kind.INVITE_EXTERNAL and bool(one.terms.get("external")),
                first_of=people.domain_of(address) if one.domain in new else "",
                decided_by=names.get(by, ""),
                approved=approved,
                because="" if approved else texts.get(because or "", ""),
                why=queueing.told(desk, *one.why) if one.why else "",
                values={**known, "group": ", ".join((*one.groups, *one.leaves)), **stored},
            )
        )
    return tuple(rows)


def _other_sponsor(request: Request) -> str:
    """Who answers for an external, where that is not whoever asked; "" else."""
    is_other = request.kind is Kind.INVITE_EXTERNAL and request.sponsor != request.requester
    return request.sponsor if is_other else ""


def _decided(desk: Desk, found: Sequence[Request]) -> dict[int, tuple[str, bool, str | None]]:
    """Who decided last about each of them as it stands now, whether with yes, and the text that says why."""
    c, revisions = t.decisions.c, {one.number: one.revision for one in found}
    query = (
        select(c.request, c.revision, c.approver, c.approved, c.reason).where(c.request.in_(revisions)).order_by(c.id)
    )
    rows = desk.c.execute(query) if revisions else ()
    return {
        row.request: (row.approver, row.approved, row.reason) for row in rows if row.revision == revisions[row.request]
    }


def _proven(desk: Desk, found: Sequence[Request]) -> set[int]:
    """Which of them were read back from the platform as they should be."""
    c, done = t.proofs.c, [one.number for one in found if one.state is State.DELIVERED]
    query = select(c.request).where(c.request.in_(done), c.holds, c.grade == Grade.PLATFORM.value)
    return set(desk.c.scalars(query)) if done else set()


def _new_domains(desk: Desk, found: Sequence[Request]) -> set[str]:
    """Domains (their keyed hashes) of externals of which nobody was let in by another request before."""
    r, g = t.requests.c, t.grants.c
    wanted = {one.domain for one in found if one.kind is Kind.INVITE_EXTERNAL}
    query = (
        select(r.domain)
        .select_from(t.grants.join(t.requests, r.number == g.request))
        .where(r.domain.in_(wanted), g.request.not_in([one.number for one in found]))
        .distinct()
    )
    return wanted - set(desk.c.scalars(query)) if wanted else set()
