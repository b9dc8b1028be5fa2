"""Being away, and coming back: who decides in somebody's place meanwhile, where the rules allow it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, select, update

from provisioning import views
from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.domain.rules import StageRule
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import (
    absences,
    asked,
    authority,
    batches,
    carding,
    checking,
    deputies,
    lasting,
    listing,
    people,
    reaching,
    reading,
    requests,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Select

    from provisioning.usecases.absences import Absence
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

FORM = "away_form"
#: What the form offers, at one time or another.
VERBS = ("away.set", "away.end", "form.cancel")

_A, _R = t.asked.c, t.requests.c
_PENDING = and_(_R.number == _A.request, _R.revision == _A.revision, _R.state == State.PENDING.value)
_UNREACHED = select(t.cards.c.request).where(
    t.cards.c.recipient == bindparam("who"), t.cards.c.kind == "approval", t.cards.c.undeliverable.is_not(None)
)
_HOLD = (
    select(_R.number).where(_R.number.in_(bindparam("numbers", expanding=True))).order_by(_R.number).with_for_update()
)


def open_form(desk: Desk, member: Member, *, until: date | None, who: str, back: bool = False) -> str:
    """The card that says what would be; ``who``: a name or an address as typed. Returns its id."""
    if back and not absences.away(desk, [member.pseudonym]):
        return carding.issue(desk, member.pseudonym, "notice", key="notice-not-away")
    found = [] if back else _named(desk, list_deputies(desk, member.pseudonym), who)
    problem = {0: "declined-deputy-unknown", 1: ""}.get(len(found), "declined-deputy-several") if who else ""
    return carding.issue(
        desk,
        member.pseudonym,
        FORM,
        verbs=VERBS,
        way="back" if back else "away",
        until=until.isoformat() if until else None,
        deputy=found[0] if len(found) == 1 else "",
        problem=problem,
    )


def list_deputies(desk: Desk, who: str) -> dict[str, str]:
    """Names of those whom some rule names beside this person, by pseudonym. Declines where no rule names the person."""
    if not (theirs := _beside(desk, who)):
        raise Declined("declined-away-nobody")
    return people.names_of(desk, set[str]().union(*theirs) - people.list_linked(desk, who))


def may_be_away(desk: Desk, who: str) -> bool:
    """Whether a rule names this person, so that somebody might have to stand in."""
    return bool(_beside(desk, who))


def _beside(desk: Desk, who: str) -> list[set[str]]:
    """Who may decide each step that this person may decide."""
    some = [authority.eligible(desk, stage, involved=(), silent=True) for stage in _stages(desk)]
    return [stage for stage in some if who in stage]


def _stages(desk: Desk) -> set[StageRule]:
    """Every step of every policy but those of waves, which wait for people."""
    policies = [one for kind, one in desk.rules.policies.items() if kind not in absences.WAITS]
    return {stage for one in policies for stage in (*one.stages, StageRule(approvers=one.guards))}


def _named(desk: Desk, deputies: Mapping[str, str], who: str) -> list[str]:
    """Whom a typed name or address may mean."""
    typed = who.casefold()
    if not typed:
        return []
    exact = [one for one, name in deputies.items() if name.casefold() == typed or desk.vault.find(who) == one]
    return exact or [one for one, name in deputies.items() if typed in name.casefold().split()]


def away_form(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.AwayFormView:
    """The form, with what was typed; ``marks``: what the last press typed, and why it was declined."""
    now = absences.away(desk, [card.recipient]).get(card.recipient)
    back = card.terms["way"] == "back"
    beside = set[str]() if back else set[str]().union(*_beside(desk, card.recipient))
    known = people.names_of(desk, beside - people.list_linked(desk, card.recipient))
    typed = {"until": card.terms["until"], "deputy": card.terms["deputy"], **marks.get("values", {})}
    today = dates.day_of(desk.now, desk.rules.zone)
    problem: tuple[str, Mapping[str, object]] | None = marks.get("declined") or (
        (card.terms["problem"], {}) if card.terms["problem"] else None
    )
    return views.AwayFormView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        back=back,
        until=date.fromisoformat(typed["until"]) if typed["until"] else None,
        today=today,
        latest=lasting.latest(desk),
        deputies=tuple(sorted(known.items(), key=lambda one: one[1].casefold())),
        deputy=str(typed["deputy"]),
        away_until=dates.day_of(now.until, desk.rules.zone) if now else None,
        away_deputy=people.names_of(desk, [now.deputy])[now.deputy] if now and now.deputy else "",
        verbs=("away.end", "form.cancel") if back else ("away.set", "form.cancel"),
        declined=problem,
        absent=tuple(absences.last_days(desk, known).items()),
    )


def leave(desk: Desk, member: Member, card: Card, until: date | None, deputy: str) -> None:
    """Be away until the end of a day; what waits for the member goes to the deputy where the rules allow it."""
    last = _check_wish(desk, member, until, deputy)
    people.hold(desk, member.pseudonym, *([deputy] if deputy else []))  # a deputy who leaves just now is seen as away
    for before in absences.away(desk, [member.pseudonym]).values():
        _end(desk, before, "replaced")
    own = _own(desk, member.pseudonym) if deputy else []
    mine = select(_A.request).where(_PENDING, _A.approver == member.pseudonym)
    stands_in = deputies.list_held(desk, member.pseudonym)
    held = {*own, *stands_in, *desk.c.scalars(mine)} if deputy else stands_in
    desk.c.execute(_HOLD, {"numbers": sorted(held)})
    _check_others_decide(desk, own, deputy)
    row = {"person": member.pseudonym, "deputy": deputy or None, "since": desk.now}
    made = desk.c.execute(t.absences.insert().values(**row, until=dates.end_of(last, desk.rules.zone)))
    made_key = made.inserted_primary_key
    desk.audit(
        "delegation.set",
        actor=member.pseudonym,
        subject=member.pseudonym,
        until=last.isoformat(),
        deputy=deputy or None,
    )
    absence = int(made_key[0]) if made_key else 0
    if deputy:
        _give(desk, member.pseudonym, deputy, absence, held)
        reaching.look_after_all(desk, own)
        deputies.ask(desk, deputy, member.pseudonym, last, absence)
    reaching.look_after_all(desk, stands_in)  # whoever is away already had left it with the member
    told: dict[str, Any] = {"values": {"until": last.isoformat()}, "who": {"names": [deputy] if deputy else []}}
    key = "notice-away"
    for back in absences.last_days(desk, [deputy] if deputy else []).values():
        key, told["values"] = "notice-away-both", told["values"] | {"back": back.isoformat()}
    carding.offer(desk, card, (), kind="notice", terms={"key": key, "absence": absence, **told})


def _check_wish(desk: Desk, member: Member, until: date | None, deputy: str) -> date:
    """The last day, where it and the deputy may be; declines what may not."""
    latest = lasting.latest(desk)
    authority.check_fresh(desk)
    if until is None:
        raise Declined("declined-away-day")
    if not dates.day_of(desk.now, desk.rules.zone) <= until <= latest:
        raise Declined("declined-away-days", latest=latest)
    if deputy not in {"", *list_deputies(desk, member.pseudonym)}:
        raise Declined("declined-deputy-unknown")
    return until


def _own(desk: Desk, person: str) -> list[int]:
    """What waits for somebody's decision and the person asked for or gains by, by whichever account."""
    accounts = people.list_linked(desk, person)
    theirs = _R.requester.in_(accounts) | _R.subject.in_(accounts)
    return sorted(desk.c.scalars(select(_R.number).where(_R.state == State.PENDING.value, theirs)))


def _check_others_decide(desk: Desk, numbers: list[int], deputy: str) -> None:
    """Decline a deputy without whom one of these could be decided by nobody: they would have no say in it any more."""
    theirs = people.list_linked(desk, deputy) if numbers else set[str]()
    for number in numbers:
        request = requests.get(desk, number)
        if request.state is not State.PENDING:
            continue
        may = checking.eligible(desk, request, checking.current_stage(desk, request))
        if may and not may - theirs:
            raise Declined("declined-deputy-needed", number=number)


def _waiting_for(person: str) -> Select[tuple[int, int]]:
    """What is open with somebody, by request and step; not waves, which wait."""
    mine = (_PENDING, _A.approver == person, asked.IS_ASKED)
    waits = _R.kind.in_([kind.value for kind in absences.WAITS])
    return select(_A.request, _A.stage).where(*mine, ~waits).order_by(_A.request)


def _give(desk: Desk, person: str, deputy: str, absence: int, held: set[int]) -> None:
    """What waits for the person is the deputy's now, where the open step allows the deputy, who is here and can be reached."""
    if absences.away(desk, [deputy]):
        return
    reached = held - set(desk.c.scalars(_UNREACHED, {"who": deputy}))
    for row in desk.c.execute(_waiting_for(person)).all():
        request = requests.get(desk, row.request)
        if row.request not in reached or deputy not in checking.eligible(desk, request, row.stage):
            continue
        if _is_missed(desk, request, row.stage, deputy):
            continue
        here = (_A.request == row.request) & (_A.revision == request.revision) & (_A.stage == row.stage)
        desk.c.execute(update(t.asked).where(here, _A.approver == person).values(handed_to=deputy, absence=absence))
        about = {"request": row.request, "revision": request.revision, "subject": request.subject}
        desk.audit("decision.handed_over", actor=person, stage=row.stage, to=deputy, **about)
        carding.show_all(desk, row.request)
        if (
            request.stands_in_list
        ):  # its card is written anew: where it reaches the deputy no more, that is noticed at once
            desk.batches.add(request.batch)


def _is_missed(desk: Desk, request: Request, stage: int, deputy: str) -> bool:
    """Whether the deputy has no card of it but that of its list, which does not reach them."""
    of_list = stage == 1 and request.stands_in_list and carding.find_of(desk, request.number, deputy) is None
    return of_list and bool(batches.list_unreached(desk, request.batch, request.number, [deputy]))


def come_back(desk: Desk, member: Member, card: Card) -> None:
    """The member is here again: what the deputy has not decided is theirs too. Once."""
    people.hold(desk, member.pseudonym)
    for one in absences.away(desk, [member.pseudonym]).values():
        _end(desk, one, "back", actor=member.pseudonym)
    carding.offer(desk, card, listing.LIST_VERBS, kind="list", terms={"which": "approvals"})


def end_due(desk: Desk) -> int:
    """The sweep: absences whose last day is over end by themselves."""
    over = absences.list_over(desk)
    for one in over:
        _end(desk, one, "date")
    return len(over)


def _end(desk: Desk, absence: Absence, why: str, *, actor: str | None = None) -> None:
    """The person decides again, is reminded again, and is asked about what came meanwhile."""
    mine = select(_A.request, _A.absence).where(_PENDING, _A.approver == absence.person)
    # in the place of the silent nobody is asked who is away, however long ago the others were
    since = set(desk.c.scalars(select(_A.request).where(_PENDING, (_A.at >= absence.since) | _A.silent.is_(True))))
    own_ones = set(_own(desk, absence.person)) if absence.deputy else set[int]()
    held = {*since, *own_ones, *(row.request for row in desk.c.execute(mine))}
    desk.c.execute(_HOLD, {"numbers": sorted(held)})
    c = t.absences.c  # held after the requests, as where a deputy is missed
    lasts = (c.id == absence.id) & c.ended_at.is_(None)
    if not desk.c.execute(t.absences.update().where(lasts).values(ended_at=desk.now)).rowcount:
        return
    desk.audit("delegation.ended", actor=actor, subject=absence.person, why=why)
    theirs = [row for row in desk.c.execute(mine).all() if row.request in held]
    passed = desk.c.scalars(select(_A.request).where(_PENDING, _A.handed_to == absence.person, _A.absence.is_(None)))
    told = {*passed} & held  # whoever handed it over reads that the person is away
    given = {row.request for row in theirs if row.absence == absence.id}
    own = (_A.approver == absence.person) & _A.request.in_({row.request for row in theirs})
    due = desk.rules.hours.morning_after(desk.now, desk.rules.zone)
    desk.c.execute(update(t.asked).where(own, _A.silent.is_(None)).values(due_at=due, reminded=None))
    again = {"handed_to": None, "absence": None}
    desk.c.execute(update(t.asked).where(own, _A.absence == absence.id).values(again))
    for number in sorted(given | told):
        carding.show_all(desk, number)
    _tell_over(desk, absence, anew=why == "replaced")
    meanwhile = since - {row.request for row in theirs}
    # what others were asked, and what the deputy had no say in
    reaching.look_after_all(desk, meanwhile | own_ones)


#: By whether it is one's own.
_OVER = {True: "notice-was-away", False: "notice-deputy-over"}


def _tell_over(desk: Desk, absence: Absence, *, anew: bool) -> None:
    """The messages that told of it say that it is over, or that it was arranged ``anew``: then nobody is back."""
    c = t.cards.c
    told = c.recipient.in_([absence.person, absence.deputy or ""]) & (c.kind == "notice")
    for card in desk.c.scalars(select(c.id).where(told, c.terms["absence"].as_integer() == absence.id)).all():
        row = carding.get(desk, card)
        own = row.recipient == absence.person
        key = ("notice-away-anew" if own else "notice-deputy-anew") if anew else _OVER[own]
        ended = dates.day_of(min(desk.now, absence.until), desk.rules.zone).isoformat()
        carding.change_terms(desk, row, key=key, values={"until": ended}, suggestions=[])
        carding.show(desk, card)
