"""One request's history in words: the audit's rows, told with the names and reasons that the tables hold."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning import views
from provisioning.domain import plan
from provisioning.storage import audit
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, looking, over, parties, people, reading, requests
from provisioning.usecases.seeing import PAGE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: Events that are told, in the order in which they may come. Which sentence tells one is its name with dashes.
TOLD = frozenset(
    {
        "request.submitted",
        "request.refused",
        "takeover.asked",
        "takeover.agreed",
        "preview.frozen",
        "decision.approved",
        "decision.rejected",
        "decision.by_rule",
        "decision.narrowed",
        "decision.handed_over",
        "question.asked",
        "question.answered",
        "approver.dropped",
        "approver.found",
        "request.consented",
        "request.cancelled",
        "request.replaced",
        "request.expired",
        "request.reminded",
        "request.escalated",
        "execution.started",
        "execution.called_off",
        "preview.moved",
        "preview.adopted",
        "task.asked",
        "task.said_done",
        "step.done",
        "step.failed",
        "step.retried",
        "step.resumed",
        "verification.proved",
        "verification.missing",
        "guest.accepted",
        "guest.resent",
        "guest.left",
        "guest.block_asked",
        "guest.block_withdrawn",
        "guest.block_unseen",
        "guest.blocked",
        "guest.gone",
        "delivery.failed",
        "grant.warned",
        "grant.shortened",
        "grant.moved",
        "grant.clock_started",
        "sponsor.gone",
        "sponsor.changed",
        "grant.extended",
        "grant.end_accepted",
        "request.delivered",
        "request.partially_delivered",
        "request.left_out",
        "request.failed",
        "gate.checked",
        "gate.skipped",
        "wave.missed",
        "wave.started_late",
        "wave.moved_within",
        "verification.wave",
        "provisioning.paused",
        "provisioning.resumed",
    }
)
#: Those that say nothing to a person that another one does not.
UNTOLD = frozenset(
    {"grant.started", "grant.ended", "read.access", "drift.resolved", "review.answered", "guest.block_offered"}
)
#: Details of an event that a sentence may name.
_SAID = frozenset(
    {
        "about",
        "step",
        "groups",
        "until",
        "missing",
        "surplus",
        "grade",
        "days",
        "joined",
        "left",
        "role",
        "differ",
        "allowed",
        "proven",
        "failed",
        "count",
        "policy",
        "number",
        "entra",
    }
)
#: Those that are people.
_PEOPLE = ("silent", "others")


def history_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """A page of what happened to the card's request, oldest first. ``marks`` are not used."""
    del marks
    request = requests.get(desk, card.request or 0)
    if not looking.may_see_history(desk, card.recipient, request) and (denied := parties.denied(desk, request, card)):
        return denied
    page = int(card.terms["page"])
    rows = _rows(desk, request.number, page)
    events = _events(desk, request, rows[:PAGE])
    more = len(rows) > PAGE
    if not more:
        events = [*events, *_ends(desk, request)]
    verbs = [verb for verb, fits in (("look.more", more), ("look.again", page > 0)) if fits]
    if may_open(desk, request, card.recipient):
        verbs.append("list.open")
    return views.HistoryView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        request=reading.request_view(desk, request),
        events=tuple(events),
        more=more,
        verbs=tuple(verbs),
    )


def may_open(desk: Desk, request: Request, who: str) -> bool:
    """Whether this reader may see the request's own card too; auditors read its history alone."""
    if who in {request.requester, request.sponsor, *authority.owners(desk)}:
        return True
    return carding.find_of(desk, request.number, who) is not None and parties.may_read(desk, request, who)


def _rows(desk: Desk, number: int, page: int) -> list[Row[Any]]:
    """A page of the audit and one row more."""
    c = t.audit.c
    told = select(t.audit).where(c.request == number, c.event.in_(sorted(TOLD))).order_by(*audit.IN_ORDER)
    return list(desk.c.execute(told.limit(PAGE + 1).offset(page * PAGE)).all())


def _events(desk: Desk, request: Request, rows: Sequence[Row[Any]]) -> list[views.EventView]:
    """Rows as sentences, with everybody's names in one go."""
    asked = _asked(desk, request.number)
    reasons = _reasons(desk, request)
    details = [json.loads(row.detail) for row in rows]
    everybody = (
        {row.actor for row in rows} | {row.subject for row in rows} | {who for names in asked.values() for who in names}
    )
    everybody |= {who for detail in details for key in _PEOPLE for who in detail.get(key, ())}
    names = people.names_of(desk, {who for who in everybody if who})
    told = []
    for row, detail in zip(rows, details, strict=True):
        values: dict[str, object] = {key: value for key, value in detail.items() if key in _SAID}
        values |= {key: sorted(names[who] for who in detail[key]) for key in _PEOPLE if key in detail}
        if values.get("until", "none") != "none":  # less was approved without an end
            values["until"] = date.fromisoformat(str(values["until"])[:10])
        values |= {
            "who": names.get(row.subject or "", ""),
            "asked": sorted(names[who] for who in asked.get((row.revision or 0, _opened_step(row.event, detail)), ())),
            "reason": _reason_of(row, request, reasons),
        }
        rule = str(detail.get("rule") or "")
        told.append(
            views.EventView(
                at=row.at,
                key=row.event.replace(".", "-").replace("_", "-"),
                by=names.get(row.actor or "", ""),
                values=values,
                why=rule if _is_told(rule, values) else "",
                why_values=_why_values(request, rule),
            )
        )
    return told


def _opened_step(event: str, detail: Mapping[str, Any]) -> int:
    """Whose step an event began: the first, or the one after a step that was approved; 0 for none."""
    if event == "preview.frozen":
        return 1
    return int(detail.get("stage", 0)) + 1 if event == "decision.approved" else 0


def _asked(desk: Desk, number: int) -> dict[tuple[int, int], list[str]]:
    """Who was asked, by revision and step, but for those who were asked because of others' silence: that is told by itself."""
    c, a = t.asked.c, t.audit.c
    escalated = select(a.revision, a.detail).where(a.request == number, a.event == "request.escalated")
    later = {(row.revision, who) for row in desk.c.execute(escalated) for who in json.loads(row.detail)["others"]}
    found: dict[tuple[int, int], list[str]] = {}
    rows = select(c.revision, c.stage, c.approver).where(c.request == number).order_by(c.stage, c.approver)
    for row in desk.c.execute(rows):
        if (row.revision, row.approver) not in later:
            found.setdefault((row.revision, row.stage), []).append(row.approver)
    return found


def _reasons(desk: Desk, request: Request) -> dict[tuple[int, str], str]:
    """Reasons of decisions as typed, by revision and approver; that of the request stands under (0, "")."""
    c = t.decisions.c
    rows = desk.c.execute(select(c.revision, c.approver, c.reason).where(c.request == request.number)).all()
    texts = desk.vault.read_texts([request.reason, *(row.reason for row in rows)])
    found = {(row.revision, row.approver): texts.get(row.reason, views.ERASED) for row in rows if row.reason}
    return found | ({(0, ""): texts.get(request.reason, views.ERASED)} if request.reason else {})


def _reason_of(row: Row[Any], request: Request, reasons: Mapping[tuple[int, str], str]) -> str:
    """What was typed with an event; "" for nothing."""
    del request
    if row.event == "request.submitted":
        return reasons.get((0, ""), "")
    return reasons.get((row.revision or 0, row.actor or ""), "") if row.event.startswith("decision.") else ""


def _is_told(rule: str, values: Mapping[str, object]) -> bool:
    """Whether an event's rule is a sentence of which all is known."""
    return rule.startswith(("why-", "declined-")) and plan.is_told(rule, values)


def _why_values(request: Request, rule: str) -> dict[str, object]:
    """What the present reason was stored with, where an event names the same."""
    return dict(request.why[1]) if request.why and request.why[0] == rule else {}


def _ends(desk: Desk, request: Request) -> list[views.EventView]:
    """When what the request gave came to its end, and by which other request."""
    ended = over.list_over(desk, [request]).get(request.number)
    if ended is None:
        return []
    values = {"number": ended.by, "reason": ended.why.replace("_", "-")}
    return [views.EventView(at=ended.at, key="ended", values=values)]
