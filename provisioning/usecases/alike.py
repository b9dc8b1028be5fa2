"""Requests of several people for the same: whoever may decide them sees each, and approves them with one press.

Nothing is approved blind: the press on a list only opens a card of its own, which keeps in which revision and step it showed
each. Each is then decided as on its own card. What has more to say than a line holds stays with its own card: what was asked
again, what somebody asked about, what was found changed outside, groups that have a say, and an account that a guest takes over.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, exists, select

from provisioning import views
from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    activities,
    asked,
    authority,
    batch_deciding,
    carding,
    checking,
    deciding,
    detaching,
    requests,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

#: The kind of the card.
KIND = "alike"
#: What it offers, at one time or another.
VERBS = ("alike.approve", "alike.page", "some.choose", "some.approve", "request.back")
#: What a list offers that leads there.
OPEN = "alike.open"
#: So many at once, so that nobody has to type how many; the others come next.
MOST = batch_deciding.SURE
#: Kinds that give something to one person, or take groups from one.
KINDS = (Kind.INVITE_EXTERNAL, Kind.CHANGE_ROLE, Kind.TEST_ACCESS, Kind.EXTEND_ACCESS)

_R, _A = t.requests.c, t.asked.c
_WAITING = (
    select(_R.number, _R.kind, _R.option, _R.terms, _A.stage)
    .select_from(t.asked.join(t.requests, _R.number == _A.request))
    .where(
        _A.approver == bindparam("who"),
        _A.revision == _R.revision,
        asked.IS_ASKED,
        _R.state == State.PENDING.value,
        _R.revision == 1,
        _R.kind.in_([kind.value for kind in KINDS]),
        ~exists().where(t.questions.c.request == _R.number),
    )
    .order_by(_R.number)
)
_OPENED = (
    select(t.cards.c.id)
    .where(
        t.cards.c.recipient == bindparam("who"),
        t.cards.c.kind == KIND,
        t.cards.c.terms["list"].as_string() == bindparam("list"),
    )
    .order_by(t.cards.c.made_at.desc())
)
#: What becomes of those who were not ticked: they wait as before.
LEFT = "left"
#: What a decline of one request comes to; the others mean that the presser has no say in it.
_BECAME = {
    "declined-decided": "decided",
    "declined-stale": "moved",
    "declined-decides-next": "no-next",
    "declined-no-approver": "no-next",
}
#: What the audit says of those that the press does not reach.
_RULES = {"decided": "declined-decided", "moved": "declined-stale", "not-yours": "declined-not-asked"}


def list_alike(desk: Desk, who: str) -> Iterator[views.AlikeRequests]:
    """What waits for somebody and can be approved together, largest first. Who may decide is looked at one by one, as they are taken."""
    found: dict[tuple[object, ...], list[Any]] = {}
    for row in desk.c.execute(_WAITING, {"who": who}):
        groups, leaves = (sorted(row.terms.get(name, ())) for name in ("groups", "leaves"))
        if bool(groups) != bool(leaves) and not _stands_alone(desk, row, {*groups, *leaves}):
            external = bool(row.terms.get("external"))
            found.setdefault((row.kind, row.option, *groups, "", *leaves, external, row.stage), []).append(row)
    for rows in sorted(found.values(), key=lambda some: (-len(some), some[0].number)):
        if len(rows) > 1 and len(theirs := _theirs(desk, rows[:MOST], who)) > 1:
            yield told(theirs)


def _stands_alone(desk: Desk, row: Any, groups: set[str]) -> bool:
    """Whether its own card has more to say."""
    guarded = {desk.rules.owners_group, *desk.rules.guarded_groups}
    return bool(guarded & groups) or any(row.terms.get(name) for name in ("drift", "keeps", "takeover"))


def _theirs(desk: Desk, rows: Sequence[Any], who: str) -> tuple[Request, ...]:
    """Those that this person may decide now."""
    held = requests.list_numbered(desk, [row.number for row in rows])[::-1]
    return batch_deciding.decidable(desk, held, who, {row.number: (1, row.stage) for row in rows}).requests


def told(some: Sequence[Request]) -> views.AlikeRequests:
    """What these ask for alike."""
    first, numbers = some[0], tuple(one.number for one in some)
    return views.AlikeRequests(
        kind=first.kind, option=first.option, groups=first.groups, leaves=first.leaves, numbers=numbers
    )


def open_card(desk: Desk, member: Member, card: Card, number: int) -> str:
    """Send a card that shows those who wait for the same as one request of a list; its id. Declines where that one is alone by now."""
    authority.check_fresh(desk)
    some = next((one for one in list_alike(desk, member.pseudonym) if number in one.numbers), None)
    if some is None:
        raise Declined("declined-stale", number=number, state="")
    shown = [[one, *_now(desk, one)] for one in some.numbers]
    known = _find_opened(desk, card, shown)
    if known:
        detaching.detach(desk, known, says="notice-replaced")
    new = known or carding.issue(desk, member.pseudonym, KIND, verbs=VERBS, shown=shown, list=card.id)
    carding.show(desk, new)
    return new


def _now(desk: Desk, number: int) -> tuple[int, int]:
    """(revision, step) in which a request stands."""
    request = requests.get(desk, number)
    return request.revision, checking.current_stage(desk, request)


def _find_opened(desk: Desk, card: Card, shown: list[list[int]]) -> str:
    """The card that the same press has opened before, while it asks; "" for none."""
    for one in desk.c.scalars(_OPENED, {"who": card.recipient, "list": card.id}).all():
        terms = carding.get(desk, one).terms
        if terms["shown"] == shown and "answered" not in terms:
            return str(one)
    return ""


def shown_of(card: Card) -> dict[int, tuple[int, int]]:
    """In which revision and step each request of a card was when it was shown."""
    return {number: (revision, stage) for number, revision, stage in card.terms["shown"]}


def became_of(desk: Desk, request: Request, shown: tuple[int, int]) -> str:
    """Why a request is not to be approved with the others: "decided", "moved" or "not-yours"."""
    if request.state is not State.PENDING:
        return _BECAME[deciding.moved_on(desk, request).key]
    return "not-yours" if _now(desk, request.number) == shown else "moved"


def approve(desk: Desk, member: Member, card: Card, typed: str, *, some: Collection[int] | None = None) -> None:
    """Approve each that stands as it was shown and that the presser may decide; the card keeps what became of each.

    ``typed``: the number of people, where they get what needs it. ``some``: only these, the others wait as before. A second
    press changes nothing.
    """
    authority.check_fresh(desk)
    shown = shown_of(card)
    numbers = sorted(shown) if some is None else batch_deciding.ticked(shown, some)
    held = [requests.get(desk, number, lock=True) for number in numbers]
    card = carding.get(desk, card.id)  # another press may have been first
    desk.changed_cards.add(card.id)
    if "answered" in card.terms:
        return
    found = batch_deciding.decidable(desk, held, member.pseudonym, shown)
    batch_deciding.check_count(found, typed)
    reached = {one.number for one in found.requests}
    became = {one.number: became_of(desk, one, shown[one.number]) for one in held if one.number not in reached}
    for what in became.values():
        activities.record_refusal(desk, member.object_id, _RULES[what], "alike.approve")
    became |= {one.number: _approve_one(desk, member, card, one) for one in found.requests}
    became |= dict.fromkeys(shown.keys() - set(numbers), LEFT)
    carding.change_terms(desk, card, answered={str(number): what for number, what in sorted(became.items())})
    carding.show(desk, card.id)
    carding.show(desk, card.terms["list"])


def _approve_one(desk: Desk, member: Member, card: Card, request: Request) -> str:
    """As on its own card, undone by itself where a rule declines it; returns what became of it."""
    own = replace(card, request=request.number, revision=request.revision)
    yes = deciding.Answer(approved=True, typed=str(request.number))  # the number of people was typed for all of them
    try:
        with desk.c.begin_nested():
            deciding.decide(desk, member, own, yes)
    except Declined as declined:
        activities.record_refusal(desk, member.object_id, declined.key, "alike.approve")
        return _BECAME.get(declined.key, "not-yours")
    return "step" if requests.get(desk, request.number).state is State.PENDING else "approved"
