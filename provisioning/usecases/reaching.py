"""Approvers who cannot be reached or may not decide any more: dropped, others found anew, and nothing kept open that cannot end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update

from provisioning.domain.rules import StageRule
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import (
    asked,
    authority,
    batches,
    carding,
    checking,
    deputies,
    escalating,
    people,
    refusing,
    requests,
    telling,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.escalating import Escalated
    from provisioning.usecases.requests import Request

#: What an administrator is told for each reason of a card that does not arrive for which installing Usher may help.
_INSTALL = {
    "blocked": "notice-install-blocked",
    "forbidden": "notice-install-refused",
    "uninstalled": "notice-install",
}
NOT_INSTALLED = frozenset(_INSTALL)
#: What whoever asked is told of those who may not decide any more, and who was asked.
DROPPED = "notice-dropped-others"
#: The kinds of cards that ask for a decision: about one request, and about those of a list.
_ASKS = ("approval", "batch_approval")
#: And whoever asked; "" for several reasons.
_UNREACHED = {
    "blocked": "notice-unreached-blocked",
    "forbidden": "notice-unreached-refused",
    "uninstalled": escalating.UNREACHED,
    "": "notice-unreached-refused",
}

_PENDING = select(t.requests.c.number).where(t.requests.c.state == State.PENDING.value).order_by(t.requests.c.number)
_ASKED = (
    select(t.asked, t.cards.c.undeliverable, t.cards.c.id.label("own"))
    .select_from(asked.WITH_CARDS)
    .where(
        t.asked.c.request == bindparam("request"),
        t.asked.c.revision == bindparam("revision"),
        t.asked.c.stage == bindparam("stage"),
    )
)


def who_has_a_say(desk: Desk) -> list[set[str]]:
    """Who may decide each stage of each policy at this moment; compared to tell whether a reading changed it."""
    policies = desk.rules.policies.values()
    stages = [stage for p in policies for stage in p.stages]
    # outside of each group alone: who stands outside of several follows from these
    stages += [StageRule(approvers=p.guards, outside=one) for p in policies if p.guards for one in _outsides(desk)]
    return [authority.eligible(desk, stage, involved=(), silent=True) for stage in dict.fromkeys(stages)] + [
        authority.owners(desk)
    ]


def _outsides(desk: Desk) -> list[tuple[str, ...]]:
    """No group, as where a check was skipped, and each group that guards may have to stand outside of."""
    return [(), *((group,) for group in authority.authority_groups(desk))]


def look_at_all(desk: Desk) -> None:
    """Who has a say has changed: look after every request that waits for an approver."""
    look_after_all(desk, desk.c.scalars(_PENDING).all())


def ask_by_rules(desk: Desk) -> None:
    """The rules are others: what waits is asked of whoever may decide it by them, where there is anybody already.

    A group that they name for the first time was not read yet, or its members are to be confirmed: nothing is refused for that,
    nor is it called off because no owner is known yet.
    """
    owned, found = bool(authority.owners(desk)), list[int]()
    for number in desk.c.scalars(_PENDING).all():
        request = requests.get(desk, number, lock=True)
        if not owned and not refusing.may_still_ask(desk, request):
            continue
        stage = checking.current_stage(desk, request)
        if stage > len(checking.stages_of(desk, request)) or checking.able(desk, request, stage):
            found.append(number)
    look_after_all(desk, found)


@dataclass(frozen=True, kw_only=True)
class _Together:
    """What is told once all of these were looked after: of a list, one card for each who is asked and one word to who asked."""

    #: Where others are asked as well, with the key of what who asked is told.
    others: list[tuple[str, Escalated]] = field(default_factory=list)
    #: Who is asked anew about requests of a list: the list and the person.
    lists: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    #: Who asked, who was dropped and who is asked in their place.
    dropped: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[int]] = field(default_factory=dict)


def look_after(desk: Desk, number: int) -> None:
    """Drop who may not decide any more, ask who may, and end what nobody can be reached for, or whose requester lost the right."""
    look_after_all(desk, [number])


def look_after_all(desk: Desk, numbers: Collection[int]) -> None:
    """The same for several, in everybody's order; whoever is asked about some of one list gets one card for these."""
    together = _Together()
    for number in sorted(numbers):
        _look_after(desk, number, together)
    for key in sorted({key for key, _ in together.others}):
        escalating.tell(desk, [done for why, done in together.others if why == key], key)
    for (requester, gone, found), some in sorted(together.dropped.items()):
        _tell_dropped(desk, requester, gone, found, some)
    for (batch, who), some in sorted(together.lists.items()):
        batches.ask_also(desk, batch, some, {who})


def _look_after(desk: Desk, number: int, together: _Together) -> None:
    """One of them; what is told later is noted in ``together``."""
    request = requests.get(desk, number, lock=True)
    if request.state is not State.PENDING:
        return
    if not refusing.may_still_ask(desk, request):
        _end_unasked(desk, request)
        return
    if checking.approve_outgrown(desk, request):
        return
    stage = checking.current_stage(desk, request)
    place = {"request": number, "revision": request.revision, "stage": stage}
    rows = desk.c.execute(_ASKED, place).all()
    why = _unreached(desk, request, stage, rows)
    lost = set(why)
    handed = {row.approver: row.handed_to for row in rows if row.handed_to}
    back = _come_back(handed, checking.able(desk, request, stage) - lost)
    for row in rows:
        if row.approver in back:
            _set(desk, row, handed_to=None)
    allowed = checking.eligible(desk, request, stage)
    gone: set[str] = set()
    for row in rows:
        dropped = None if row.approver in allowed or row.approver in handed.keys() - back else "gone"
        if dropped != row.dropped:
            _set(desk, row, dropped=dropped)
            desk.audit("approver.dropped" if dropped else "approver.found", subject=row.approver, request=number)
            gone |= {row.approver} if dropped else set()
    new = allowed - {row.approver for row in rows}
    if allowed - lost:
        _ask(desk, request, stage, new, together, gone=gone, lost=lost)
        done = deputies.go_on_without(desk, request, rows, allowed - lost)
        together.others.extend([(deputies.ALL_AWAY, done)] if done else [])
    elif not _ask_elsewhere(desk, request, stage, rows, why=why, together=together):
        checking.refuse(desk, request, checking.nobody_may(desk, request))  # nothing is kept that cannot end
    carding.show_all(desk, number)


def _end_unasked(desk: Desk, request: Request) -> None:
    """Whoever asked may not any more: nobody decides what would be called off before it begins."""
    requests.move(desk, request, State.CANCELLED, why=refusing.REQUESTER_LOST)
    rule = refusing.REQUESTER_LOST[0]
    desk.audit("execution.called_off", request=request.number, subject=request.subject, rule=rule)
    carding.show_all(desk, request.number)
    telling.tell_requester(desk, request)


def _unreached(desk: Desk, request: Request, stage: int, rows: Sequence[Any]) -> dict[str, str]:
    """Whom the card that asks them does not reach, and why: their own, or the list's where they have none of their own."""
    why = {row.approver: str(row.undeliverable) for row in rows if row.undeliverable}
    if stage > 1 or not request.stands_in_list:
        return why
    without = [row.approver for row in rows if row.own is None]
    return why | batches.list_unreached(desk, request.batch, request.number, without)


def _ask(
    desk: Desk, request: Request, stage: int, new: set[str], together: _Together, *, gone: set[str], lost: set[str]
) -> None:
    """Whoever may decide and was not asked yet; who asked hears in whose place (``gone``)."""
    of_list = stage == 1 and request.stands_in_list
    found = checking.send_stage(desk, request, stage, new, together=of_list, lost=lost) if new else set[str]()
    for one in found if of_list else ():
        together.lists.setdefault((request.batch, one), []).append(request.number)
    if found and gone and request.requester is not None:
        place = (request.requester, tuple(sorted(gone)), tuple(sorted(found)))
        together.dropped.setdefault(place, []).append(request.number)


def _tell_dropped(
    desk: Desk, requester: str, gone: Sequence[str], found: Sequence[str], numbers: Sequence[int]
) -> None:
    """Who asked hears in whose place others are asked, once for all of these requests."""
    told: dict[str, Any] = {"values": {"number": numbers[0]}, "who": {"names": list(gone)}}
    key = "notice-approver-dropped"
    if len(numbers) > 1:
        key, told["values"] = DROPPED, {"numbers": [f"R-{number}" for number in numbers]}
        told["who"] |= {"others": list(found)}
    telling.notice(desk, requester, key, request=numbers[0], **told)


def _ask_elsewhere(
    desk: Desk, request: Request, stage: int, rows: Sequence[Any], *, why: Mapping[str, str], together: _Together
) -> bool:
    """Nobody who was asked can decide any more: ask whom the rules name in their place, at once. Whether there is anybody."""
    if not escalating.who_else(desk, request, stage):
        return False
    lost = [row for row in rows if row.approver in why] or list(rows)
    since = min((row.at for row in lost if row.at), default=desk.now)
    done = escalating.escalate(desk, request, {row.approver for row in lost}, since)
    together.others.extend([(_why_others(desk, why), done)] if done else [])
    return done is not None


def _why_others(desk: Desk, why: Mapping[str, str]) -> str:
    """The key of what whoever asked is told: that it was asked to be installed only where somebody was, and why as far as it is known."""
    if not why:
        return DROPPED
    sought = all(reason in NOT_INSTALLED and _installers(desk, who) for who, reason in why.items())
    reasons = set(why.values())
    return _UNREACHED[reasons.pop() if len(reasons) == 1 else ""] if sought else escalating.NOT_ARRIVED


def _installers(desk: Desk, who: str) -> set[str]:
    """Administrators who can be asked to install Usher for somebody."""
    return people.list_administrators(desk) - {who}


def ask_to_install(desk: Desk, card: Card, reason: str) -> None:
    """Usher reaches an approver in Teams no more: administrators are asked to install it, once until a card arrives again."""
    if reason not in NOT_INSTALLED or card.kind not in _ASKS:
        return
    c = t.cards.c
    lost = (c.recipient == card.recipient) & c.kind.in_(_ASKS) & c.undeliverable.in_(NOT_INSTALLED)
    if desk.c.scalar(select(c.id).where(lost, c.id != card.id).limit(1)) is not None:
        return
    for one in sorted(_installers(desk, card.recipient)):
        who = {"names": [card.recipient]}
        telling.notice(desk, one, _INSTALL[reason], request=card.request, who=who, tone="warning")


def _come_back(handed: Mapping[str, str], can: Collection[str]) -> set[str]:
    """Who has it again: those whose receiver (``handed``, by giver) has it now and cannot decide; and so on, back along the chain."""
    left = dict(handed)
    while back := {giver for giver, to in left.items() if to not in left and to not in can}:
        left = {giver: to for giver, to in left.items() if giver not in back}
    return handed.keys() - left.keys()


def _set(desk: Desk, row: Any, **values: Any) -> None:
    """Change what is known of one person who was asked."""
    c = t.asked.c
    here = (c.request == row.request) & (c.revision == row.revision) & (c.stage == row.stage)
    desk.c.execute(update(t.asked).where(here, c.approver == row.approver).values(values))
