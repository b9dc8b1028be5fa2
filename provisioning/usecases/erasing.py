"""Erasing a person: their key, details, addresses and free texts about them go, and the cards of others are redacted.

Refused while Usher still works for or with the person. Pseudonyms stay, and so does the audit: its chain still holds.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, cast, null, or_, select, update

from provisioning.domain.errors import UsherError
from provisioning.domain.states import OPEN, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    activities,
    alike,
    blocking,
    carding,
    changing,
    extend_forms,
    findings,
    following,
    looking,
    many,
    people,
    review_rows,
    signing,
    sponsoring,
    standing_in,
    warned_together,
)

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk

#: While a wave is so, Usher works for everybody in its reading.
_GOING = (State.APPROVED.value, State.SCHEDULED.value, State.EXECUTING.value)
#: Why nothing reaches the chat of somebody who was erased.
ERASED = "erased"


@dataclass(frozen=True, kw_only=True)
class Ties:
    """What keeps a person from being erased: numbers of requests, and groups that have a say."""

    #: Requests that gave what the person still holds.
    holds: tuple[int, ...] = ()
    #: Requests that gave what others hold, for whom the person answers.
    answers_for: tuple[int, ...] = ()
    #: Open requests by them, about them, under their name as sponsor, or waiting for their decision; waves that are carried out.
    open: tuple[int, ...] = ()
    #: Groups with a say that the person is a member of, as last read.
    groups: tuple[str, ...] = ()
    #: Whether usher.toml names the person.
    named: bool = False

    @property
    def binding(self) -> bool:
        """Whether there is any."""
        return any(getattr(self, one.name) for one in fields(self))


class Bound(UsherError):
    """The person cannot be erased yet. Nothing was changed."""

    def __init__(self, ties: Ties) -> None:
        super().__init__("the person is still bound to something")
        self.ties = ties


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What was done. ``before``: nothing, the person had been erased already."""

    pseudonym: str
    cards: int = 0
    before: bool = False


def find(desk: Desk, who: str) -> str | None:
    """The pseudonym for an address or a pseudonym; None when nobody is known by it (any more), and for the organisation."""
    wanted = who.strip()
    known = desk.c.scalar(select(t.people.c.pseudonym).where(t.people.c.pseudonym == wanted.casefold()))
    found = known or desk.vault.find(wanted)
    return None if found == desk.vault.find(people.ORGANISATION) else found


def erase(desk: Desk, pseudonym: str) -> Erased:
    """Forget the person and have the cards of others shown anew. Raises :class:`Bound`; the second time changes nothing."""
    row = desk.c.execute(select(t.people).where(t.people.c.pseudonym == pseudonym).with_for_update()).one()
    if row.erased_at is not None:
        return Erased(pseudonym=pseudonym, before=True)
    ties = _ties(desk, pseudonym)
    if ties.binding:
        raise Bound(ties)
    cards = list(dict.fromkeys([*_mentioning(desk, pseudonym), *_typed(desk, pseudonym)]))
    blocking.withdraw(desk, pseudonym, state="over")
    changing.redact(desk, pseudonym)
    looking.redact(desk, pseudonym)
    _forget(desk, pseudonym)
    activities.forget_bodies(desk)
    for card in cards:
        carding.show(desk, card)
    desk.audit("subject.erased", subject=pseudonym, cards=len(cards))
    return Erased(pseudonym=pseudonym, cards=len(cards))


def _ties(desk: Desk, person: str) -> Ties:
    """Everything that stands against it."""
    g, r, m = t.grants.c, t.requests.c, t.members.c
    running = select(g.request).where(g.ended_at.is_(None)).distinct().order_by(g.request)
    is_open = r.state.in_([state.value for state in OPEN])
    in_wave = r.state.in_(_GOING) & _is_in(person, r.terms["reading"])
    bound = is_open & (_takes_part(person) | in_wave)
    return Ties(
        holds=tuple(desk.c.scalars(running.where(g.person == person))),
        answers_for=tuple(desk.c.scalars(running.where(g.sponsor == person, g.person != person))),
        open=tuple(desk.c.scalars(select(r.number).where(bound).order_by(r.number))),
        groups=tuple(desk.c.scalars(select(m.group_name).where(m.pseudonym == person).order_by(m.group_name))),
        named=person in people.list_named(desk),
    )


def _takes_part(person: str) -> Any:
    """Condition on requests: the person asked, is meant, answers for it, was asked to decide or decided."""
    r, a, d = t.requests.c, t.asked.c, t.decisions.c
    return or_(
        r.requester == person,
        r.subject == person,
        r.terms["sponsor"].as_string() == person,
        r.number.in_(select(a.request).where(a.approver == person)),
        r.number.in_(select(d.request).where(d.approver == person)),
    )


def _mentioning(desk: Desk, person: str) -> list[str]:
    """Cards that stand in the chats of others and name the person, or may."""
    c, r, a = t.cards.c, t.requests.c, t.asked.c
    theirs = select(r.number).where(_takes_part(person))
    readers = select(r.requester).where(_takes_part(person)).union(select(a.approver).where(a.request.in_(theirs)))
    mentions = or_(
        c.request.in_(theirs),
        c.request.in_(
            select(r.number).where(_is_in(person, r.terms["reading"]) | _is_in(person, r.terms["moved_from"]))
        ),
        c.request.in_(select(r.number).where(r.terms["left_out_by"].as_string() == person)),
        c.terms["person"].as_string() == person,
        c.terms["like"].as_integer().in_(theirs),
        c.kind.in_(["change_form", "notice", warned_together.KIND]) & cast(c.terms, Text).contains(person),
        c.kind.in_([looking.ACCESS, looking.HOLDERS, following.KIND]) & cast(c.terms, Text).contains(person),
        c.kind.in_(["list", "batch", "batch_approval", alike.KIND]) & c.recipient.in_(readers),
        c.terms["ends"].as_string().in_(select(r.terms["told_in"].as_string()).where(_takes_part(person))),
        (c.kind == "wave_preview") & _is_in(person, c.terms["reading"]),
        (c.kind == review_rows.KIND) & c.terms["review"].as_integer().in_(_reviews_of(person)),
        (c.kind == "setup") & _was_owner(desk, person),
        c.kind.in_(findings.CARDS) & c.terms["batch"].as_integer().in_(_batches_of(person)),
        c.kind.in_(
            [sponsoring.KIND, standing_in.FORM, extend_forms.FORM, blocking.TOGETHER]
        ),  # these name whoever might decide
        c.kind.in_([signing.GROUPS, signing.ROLLOUT, signing.SIGNING]),  # whoever signed, or might have, may be named
    )
    sent = or_(c.activity_id.is_not(None), c.claimed_until.is_not(None))  # or just about to be
    query = select(c.id).where(sent, c.recipient != person, mentions)
    return list(desk.c.scalars(query.order_by(c.made_at, c.id)))


def _reviews_of(person: str) -> Any:
    """Reviews whose cards name the person, as an external or as who answers for them."""
    r, one = t.reviews.c, t.review_lines.c
    asked = select(r.id).where(or_(r.sponsor == person, r.reviewer == person, r.second == person))
    return asked.union(select(one.review).where(or_(one.person == person, one.by == person)))


def _is_in(person: str, reading: Any) -> Any:
    """Condition: a wave's reading, named by a part of some terms, has them."""
    return reading.as_integer().in_(select(t.lines.c.reading).where(t.lines.c.pseudonym == person))


def _batches_of(person: str) -> Any:
    """Which cards told of something about them that changed outside."""
    return select(t.findings.c.batch).where(t.findings.c.person == person)


def _typed(desk: Desk, person: str) -> list[str]:
    """Messages that show an address of theirs or a name only because somebody typed it: a form that was not sent, a question back.

    What they were found by is taken out of their rows.
    """
    digests = desk.c.scalars(select(t.addresses.c.digest).where(t.addresses.c.pseudonym == person)).all()
    c = t.cards.c
    listed = (c.kind == "many_form") & cast(c.terms, Text).contains(person)
    shows = or_(listed, *(cast(c.terms, Text).contains(digest) for digest in digests))
    found = [carding.get(desk, card) for card in desk.c.scalars(select(c.id).where(shows).order_by(c.made_at, c.id))]
    emptied = {"change_form": changing.empty, looking.ACCESS: looking.empty}
    for card in found:
        many.forget(desk, card)
        carding.change_terms(desk, card, about=[])
        if card.kind in emptied:
            emptied[card.kind](desk, card, person)
    return [card.id for card in found if card.activity_id is not None and card.recipient != person]


def _was_owner(desk: Desk, person: str) -> bool:
    """Whether the person was ever confirmed as an owner, and so stood on an administrator's card."""
    known = select(t.audit.c.id).where(t.audit.c.subject == person, t.audit.c.event == "owner.confirmed").limit(1)
    return desk.c.scalar(known) is not None


def _forget(desk: Desk, person: str) -> None:
    """Whatever leads from the pseudonym to the person."""
    desk.vault.erase(person)
    own = t.cards.c.recipient == person
    chats = select(t.chats.c.conversation_id).where(t.chats.c.pseudonym == person)
    theirs = chats.union(select(t.cards.c.conversation_id).where(own, t.cards.c.conversation_id.is_not(None)))
    desk.c.execute(t.seen.delete().where(t.seen.c.conversation_id.in_(theirs)))
    desk.c.execute(t.chats.delete().where(t.chats.c.pseudonym == person))
    nowhere = {"conversation_id": None, "service_url": None, "activity_id": None, "claimed_until": None}
    desk.c.execute(update(t.cards).where(own).values(**nowhere, undeliverable=ERASED, shown=t.cards.c.wanted))
    _forget_accounts(desk, person)
    about = select(t.requests.c.number).where(t.requests.c.subject == person)
    desk.c.execute(update(t.steps).where(t.steps.c.request.in_(about)).values(result=null()))
    unknown = {"object_id": None, "is_guest": None, "enabled": None, "looked_up_at": None, "known_as": None}
    desk.c.execute(update(t.people).where(t.people.c.pseudonym == person).values(**unknown, erased_at=desk.now))


def _forget_accounts(desk: Desk, person: str) -> None:
    """The ids of their accounts, which lead to their name on the platform; and when they used them."""
    desk.c.execute(update(t.grants).where(t.grants.c.person == person).values(handles={}))
    desk.c.execute(update(t.lines).where(t.lines.c.pseudonym == person).values(account=None))
    unnamed = update(t.followed_members).where(t.followed_members.c.person == person)
    desk.c.execute(unnamed.values(person=None))
    findings.forget_accounts(desk, person)
    desk.c.execute(t.read_accounts.delete().where(t.read_accounts.c.pseudonym == person))
    unread = {"signed_in": None, "looked_at": None}
    desk.c.execute(update(t.review_lines).where(t.review_lines.c.person == person).values(unread))
