"""Whether the guest account of somebody whose access has ended is blocked as well: asked once, an administrator's to do.

Usher has no right to block anybody. What was asked and what came of it stands in the terms of the end, so that every card
of it tells the same; the worker looks whether it was done, for a week.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, exists, or_, select

from provisioning import views
from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, inviting, people, recording, requests

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

#: The kind of the administrators' card, and what may be pressed there; what may be pressed where it is asked.
KIND, TASK_VERBS, ASK_VERBS = "block_task", ("request.done",), ("block.leave", "block.ask")
#: The kind of their card about several guests whose ends were told together.
TOGETHER = "block_tasks"
#: Nobody has answered; nobody has seen it done.
OPEN, ASKED = "open", "asked"
#: So long is looked (world time): often at first, as an administrator who reads the card at once does it at once.
PATIENCE, SOON = timedelta(days=7), timedelta(minutes=10)
OFTEN, LATER = timedelta(seconds=20), timedelta(minutes=5)

_R, _G, _C = t.requests.c, t.grants.c, t.cards.c
_GOING = [State.APPROVED.value, State.SCHEDULED.value, State.EXECUTING.value]
_DELIVERED = (_R.kind == Kind.END_ACCESS, _R.state == State.DELIVERED)
_ENDS = requests.select_where(*_DELIVERED, _R.option == Option.GUEST, _R.subject == bindparam("person"))
_DUE = requests.select_where(*_DELIVERED, _R.look_at <= bindparam("now"))
#: The next of those whose guest is to be blocked.
WAITING = requests.select_where(*_DELIVERED, _R.look_at.is_not(None), _R.number < bindparam("before"))
#: Whether they hold anything through Usher, or are about to.
_RUNS = select(
    or_(
        exists().where(_G.person == bindparam("person"), _G.ended_at.is_(None)),
        exists().where(_R.subject == bindparam("person"), _R.kind != Kind.END_ACCESS, _R.state.in_(_GOING)),
    )
)
_STATUS = (
    select(_C.id)
    .where(_C.request == bindparam("number"), _C.recipient == bindparam("who"), _C.kind == "status")
    .order_by(_C.made_at.desc())
    .limit(1)
)
#: The card that tells somebody of an end together with others.
_TOLD_IN = select(_C.id).where(_C.terms["ends"].as_string() == bindparam("told_in"), _C.recipient == bindparam("who"))


def offer(desk: Desk, ended: Request) -> None:
    """An end was delivered: ask once, where nothing of ours runs for a guest any more and somebody is there to be asked.

    Not about whom something else keeps on the platform: blocking would end that as well. Nor where the account is gone.
    """
    if ended.preview is None or ended.preview.roles_after:
        return
    row = desk.c.execute(recording.PERSON, {"pseudonym": ended.subject}).one()
    is_guest = bool(row.object_id and row.is_guest and row.enabled)
    if not is_guest or _runs(desk, ended.subject) or not people.list_administrators(desk):
        return
    end = next(iter(requests.list_by(desk, _ENDS, person=ended.subject)), None)
    if end is None or "block" in end.terms or end.terms.get("gone"):
        return
    who = next((one for one in (end.requester, end.sponsor) if one in authority.owners(desk)), None)
    if who is not None:
        _set(desk, requests.get(desk, end.number, lock=True), state=OPEN, by=who, who=who)
        desk.audit("guest.block_offered", request=end.number, subject=end.subject)
        _ask_on_card(desk, end, who)


def _runs(desk: Desk, person: str) -> bool:
    """Whether they hold anything through Usher, or are about to."""
    return bool(desk.c.scalar(_RUNS, {"person": person}))


def _ask_on_card(desk: Desk, end: Request, who: str) -> None:
    """On each card that tells them of the end, alone or with others; one is sent to who has none, as after a review."""
    known = desk.c.scalars(_STATUS, {"number": end.number, "who": who}).all()
    told = desk.c.scalars(_TOLD_IN, {"told_in": end.told_in, "who": who}).all() if end.told_in else ()
    about = {"request": end.number, "revision": end.revision}
    for card in (*known, *told) or (carding.issue(desk, who, "status", verbs=inviting.STATUS_VERBS, **about),):
        carding.offer(desk, carding.get(desk, card), ASK_VERBS)
        carding.show(desk, card)


def _set(desk: Desk, end: Request, *, state: str, look_at: datetime | None = None, **more: Any) -> None:
    """What is so from now on, told on every card of the end."""
    block = {**end.terms.get("block", {}), "state": state, "at": desk.now.isoformat(), **more}
    requests.change(desk, end.number, terms={**end.terms, "block": block}, look_at=look_at)
    show(desk, end.number, block)
    desk.batches |= {end.told_in} - {""}


def show(desk: Desk, number: int, block: Mapping[str, Any]) -> None:
    """Every card that tells of it, also those about several guests."""
    carding.show_all(desk, number)
    for card in block.get("tasks", ()):
        carding.show(desk, card)


def state_of(request: Request) -> str:
    """How it stands; "" where it was never asked."""
    return str(request.terms.get("block", {}).get("state", ""))


def verbs_of(request: Request, who: str) -> tuple[str, ...]:
    """What this person may answer on the card of the end."""
    mine = state_of(request) == OPEN and request.terms["block"]["who"] == who
    return ASK_VERBS if mine else ()


def answer(desk: Desk, member: Member, card: Card, *, block: bool) -> None:
    """Who ended it leaves the guest account, or has the administrators asked. Declines what is answered or no longer asked.

    On a card that tells several ends it is about all of whom it is asked there.
    """
    authority.check_owner(desk, member)
    numbers = card.terms["numbers"] if card.terms.get("ends") else [card.request or 0]
    held = [requests.get(desk, number, lock=True) for number in sorted(numbers)]
    open_ = [end for end in held if state_of(end) == OPEN]
    if not open_:
        raise Declined("declined-stale", number=held[0].number, state=held[0].state.value)
    mine = [end for end in open_ if end.terms["block"]["who"] == member.pseudonym]
    if not mine:
        raise Declined("declined-not-yours")
    able = [end for end in mine if not (block and _runs(desk, end.subject))]
    if not able:
        raise Declined("declined-block-access")
    tasks = _send_together(desk, able) if block and len(able) > 1 else []
    for end in able:
        _answer(desk, member, end, tasks, block=block)


def _send_together(desk: Desk, ends: Sequence[Request]) -> list[str]:
    """One card for each administrator, which names all of these guests."""
    readers, numbers = sorted(people.list_administrators(desk)), [end.number for end in ends]
    return carding.issue_all(desk, readers, TOGETHER, verbs=TASK_VERBS, numbers=numbers)


def _answer(desk: Desk, member: Member, end: Request, tasks: Sequence[str], *, block: bool) -> None:
    """``tasks``: the administrators' cards where they are about several; else each gets one for this end."""
    if not block:
        _set(desk, end, state="left", by=member.pseudonym)
        desk.audit("guest.left", actor=member.pseudonym, request=end.number, subject=end.subject)
        return
    more = {"asked_at": desk.now.isoformat()} | ({"tasks": list(tasks)} if tasks else {})
    _set(desk, end, state=ASKED, by=member.pseudonym, look_at=desk.now + OFTEN, **more)
    desk.audit("guest.block_asked", actor=member.pseudonym, request=end.number, subject=end.subject)
    if not tasks:
        send(desk, end, people.list_administrators(desk))


def send(desk: Desk, end: Request, readers: Collection[str]) -> None:
    """The card about this guest alone."""
    carding.send(desk, readers, KIND, verbs=TASK_VERBS, request=end.number, revision=end.revision)


def numbers_of(card: Card) -> list[int]:
    """The ends that an administrator's card is about, in order."""
    return sorted(card.terms["numbers"]) if card.kind == TOGETHER else [card.request or 0]


def say_done(desk: Desk, member: Member, card: Card) -> None:
    """An administrator says that all of it is done: looked at once, and believed when it is seen."""
    ends = [requests.get(desk, number, lock=True) for number in numbers_of(card)]
    if not people.is_administrator(desk, member.pseudonym):
        raise Declined("declined-not-yours")
    waiting = [end for end in ends if state_of(end) == ASKED]
    if not waiting:
        raise Declined("declined-stale", number=ends[0].number, state=ends[0].state.value)
    for end in waiting:
        _say_done(desk, member, end)


def _say_done(desk: Desk, member: Member, end: Request) -> None:
    said = {**end.terms["block"], "said": desk.now.isoformat(), "looked": ""}
    requests.change(desk, end.number, terms={**end.terms, "block": said}, look_at=desk.now + OFTEN)
    show(desk, end.number, said)
    desk.audit("task.said_done", actor=member.pseudonym, request=end.number, subject=end.subject)
    _enqueue(desk, end.number, f"said-{desk.now:%f}-")  # each press has a look that began after it


def withdraw(desk: Desk, person: str, *, state: str = "withdrawn") -> None:
    """They have access again, or were erased (``state`` "over"): nobody is asked about their guest account any more."""
    for end in requests.list_by(desk, _ENDS, person=person):
        held = requests.get(desk, end.number, lock=True) if state_of(end) in {OPEN, ASKED} else end
        if state_of(held) in {OPEN, ASKED}:
            _set(desk, held, state=state)
            desk.audit("guest.block_withdrawn", request=end.number, subject=person)


def look_due(desk: Desk) -> int:
    """The sweep: enqueue a look at every guest account that is to be blocked and due for one."""
    due = [end for end in requests.list_by(desk, _DUE, now=desk.now) if state_of(end) == ASKED]
    for end in due:
        if requests.put_off(desk, end.number, _next_look(desk, end)):  # also where this one finds the directory away
            _enqueue(desk, end.number)
    return len(due)


def _enqueue(desk: Desk, number: int, why: str = "") -> None:
    desk.enqueue("look_at_guest", f"block-{number}-{why}{desk.now:%Y%m%d%H%M%S}", number)


def _next_look(desk: Desk, end: Request) -> datetime:
    asked = datetime.fromisoformat(end.terms["block"]["asked_at"])
    return desk.now + (OFTEN if desk.now < asked + SOON else LATER)


def sought(desk: Desk, number: int) -> tuple[str, Any]:
    """Object id of the guest whose account is to be blocked, "" where nobody waits for that any more; and what was said of it."""
    end = requests.get(desk, number)
    if state_of(end) != ASKED:
        return "", None
    return people.objects_of(desk, [end.subject]).get(end.subject, ""), end.terms["block"].get("said")


def record(desk: Desk, number: int, *, enabled: bool | None, said: Any) -> None:
    """Write down what the directory says. ``enabled`` is None where it does not know the account: believed once it was said to be done.

    ``said``: what had been said before this look began (:func:`sought`); only a later look answers who says that it is done.
    """
    end = requests.get(desk, number, lock=True)
    if state_of(end) != ASKED:
        return
    gone = enabled is None and bool(said)
    late = desk.now >= datetime.fromisoformat(end.terms["block"]["asked_at"]) + PATIENCE
    if enabled is False or gone:
        _set(desk, end, state="gone" if gone else "done")
        desk.audit("guest.gone" if gone else "guest.blocked", request=number, subject=end.subject)
    elif late:
        _set(desk, end, state="unseen")
        desk.audit("guest.block_unseen", request=number, subject=end.subject)
    elif end.terms["block"].get("looked") == "" and end.terms["block"]["said"] == said:  # somebody waits to hear of it
        looked = {**end.terms["block"], "looked": desk.now.isoformat()}
        requests.change(desk, number, terms={**end.terms, "block": looked})
        show(desk, number, looked)


def view_of(desk: Desk, request: Request) -> views.BlockView | None:
    """How it stands, in names; None where it was never asked."""
    block = request.terms.get("block")
    if block is None:
        return None
    by = people.names_of(desk, [block["by"]])[block["by"]]
    said, looked = block.get("said"), block.get("looked")
    return views.BlockView(
        state=block["state"],
        by=by,
        at=datetime.fromisoformat(block["at"]),
        # an earlier release noted only that it was said
        said=datetime.fromisoformat(said) if isinstance(said, str) else None,
        looked=datetime.fromisoformat(looked) if looked else None,
    )
