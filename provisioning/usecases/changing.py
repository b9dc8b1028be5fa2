"""Asking for role groups of somebody in the directory: owners for anybody, everybody for themselves.

Typing opens a form; the worker finds the person and what would change, and the form shows it before anything is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Text, cast, select

from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.domain.states import STOPPABLE, Kind, Option
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, counting, decidable, inviting, lasting, people, requests

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from provisioning.domain.dates import Span
    from provisioning.domain.rules import StageRule
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

#: What the form offers, at one time or another.
FORM_VERBS = ("change.look", "change.ask", "change.remove", "change.also", "form.cancel")
LONGEST_NAME, LONGEST_TEXT = 120, 1000


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody wants changed. ``who`` is a name or an address as typed, "me", or "" while it is not said."""

    adds: bool
    who: str = ""
    #: The pseudonym of whom Usher knows already, in place of ``who``.
    person: str = ""
    groups: tuple[str, ...] = ()
    until: date | None = None
    #: The span that ``until`` stands for.
    lasts: Span | None = None
    reason: str = ""
    #: What is doubtful of the days that were said, by its key, and the days themselves; told as long as the form is open.
    doubt: tuple[str, Mapping[str, date]] | None = None


def open_form(desk: Desk, member: Member, wanted: Wanted) -> str:
    """The form's card; the worker looks at once where person and groups are named. Returns its id."""
    person = member.pseudonym if wanted.who == "me" else wanted.person or None
    typed = "" if person else wanted.who[:LONGEST_NAME]
    check_may_ask(desk, member, own=wanted.adds and person == member.pseudonym)
    card = carding.issue(
        desk,
        member.pseudonym,
        "change_form",
        verbs=FORM_VERBS,
        adds=wanted.adds,
        person=person,
        query=keep_typed(desk, member, typed),
        about=desk.vault.digests([typed]),
        groups=list(wanted.groups),
        until=wanted.until.isoformat() if wanted.until else None,
        **lasting.offered(wanted.lasts, wanted.until),
        reason=keep_typed(desk, member, wanted.reason),
        **lasting.doubtful(wanted.doubt),
        found=[],
        state="choosing",
        looks=0,
    )
    if (wanted.who or person) and wanted.groups:
        look(desk, carding.get(desk, card))
    return card


def keep_typed(desk: Desk, member: Member, text: str) -> str | None:
    """Free text, encrypted with the key of who typed it; None for nothing."""
    return desk.vault.keep_text(member.pseudonym, text[:LONGEST_TEXT]) if text.strip() else None


def check_may_ask(desk: Desk, member: Member, *, own: bool) -> None:
    """Owners ask for anybody; everybody of the organisation for themselves (guests do not get so far)."""
    if not own:
        authority.check_owner(desk, member)


def look(desk: Desk, card: Card) -> None:
    """Have the worker find the person and what would change; the card says that it does."""
    looks = int(card.terms.get("looks", 0)) + 1
    carding.change_terms(desk, card, state="looking", looks=looks, why=None)
    desk.enqueue("look_for_change", f"change-{card.id}-{looks}", card.id)


def choose(desk: Desk, member: Member, card: Card, *, person: str, who: str, groups: Sequence[str]) -> None:
    """The form was filled in: ``person`` is the object id of somebody whom it offered, ``who`` a name or an address typed there."""
    terms = dict(card.terms)
    picked = _picked(desk, card, person)
    mine = (picked or terms.get("person")) == member.pseudonym and not who.strip()
    check_may_ask(desk, member, own=bool(terms["adds"]) and mine)
    names = [desk.rules.get_group(name).name for name in groups] or list(terms["groups"])
    if not names:
        raise Declined("declined-no-groups")
    if picked is None and who.strip():
        typed = who.strip()[:LONGEST_NAME]
        _forget(desk, card, "query")
        terms |= {"person": None, "query": keep_typed(desk, member, typed), "found": []}
        terms |= {"about": desk.vault.digests([typed])}
    elif picked is not None:
        terms |= {"person": picked}
    elif terms.get("person") is None and not terms.get("query"):
        raise Declined("declined-nobody-named")
    carding.change_terms(desk, card, **{**terms, "groups": sorted(set(names))})
    look(desk, carding.get(desk, card.id))


def _picked(desk: Desk, card: Card, object_id: str) -> str | None:
    """The pseudonym of a chosen candidate; None where none of those offered was chosen."""
    if not object_id:
        return None
    known = desk.c.scalar(select(t.people.c.pseudonym).where(t.people.c.object_id == object_id))
    return str(known) if known in card.terms.get("found", ()) else None


def submit(desk: Desk, member: Member, card: Card, *, until: date | None, reason: str) -> int:
    """Store the request for what the form shows, and have the worker look outside. Returns its number."""
    terms = card.terms
    subject, adds = str(terms.get("person") or ""), bool(terms["adds"])
    if not subject or terms.get("state") != "ready":
        raise Declined("declined-look-first")
    check_may_ask(desk, member, own=adds and subject == member.pseudonym)
    groups = tuple(str(name) for name in terms["groups"])
    joins, leaves = (groups, ()) if adds else ((), groups)
    lasts = lasting.meant(card, until)
    number = ask(
        desk, member, Change(subject=subject, joins=joins, leaves=leaves, until=until, lasts=lasts, reason=reason)
    )
    forget_typed(desk, card)
    carding.offer(desk, card, inviting.STATUS_VERBS, kind="status", request=number, revision=1, terms={})
    return number


@dataclass(frozen=True, kw_only=True)
class Change:
    """A known person's groups are to be changed."""

    subject: str
    joins: tuple[str, ...]
    leaves: tuple[str, ...] = ()
    until: date | None = None
    #: The span that ``until`` stands for, counted anew on the day of delivery; None for a day of its own.
    lasts: Span | None = None
    reason: str = ""
    #: So many people are asked for from this one on, in one go.
    together: int = 1
    #: The finding that it is to settle; 0 for none. ``keeps``: the membership is there already, and is to count here.
    finding: int = 0
    keeps: bool = False


def check(desk: Desk, member: Member, change: Change) -> datetime | None:
    """Decline what our own tables rule out; when it would end, None for no end."""
    inviting.check_changeable(desk, change.joins)
    inviting.check_changeable(desk, change.leaves, giving=False)
    check_owners_left(desk, change.subject, change.leaves)
    _check_approvers(desk, member, change)
    return _ends(desk, change.subject, change.joins, change.until)


def ask(desk: Desk, member: Member, change: Change, *, batch: str = "") -> int:
    """Check, store, audit and have the worker look outside. ``batch``: the card of those asked together. Returns the number."""
    people.hold(desk, member.pseudonym, change.subject)
    if member.pseudonym == change.subject:
        counting.check_own(desk, member.pseudonym)
    until = check(desk, member, change)
    subject, joins, leaves = change.subject, change.joins, change.leaves
    many = _are_many(desk, member.pseudonym, change)
    replaced = _replace_open(desk, member, change)
    terms = {"groups": list(joins), "leaves": list(leaves), "sponsor": member.pseudonym, "many": many}
    terms |= ({"replaces": replaced} if replaced else {}) | lasting.terms_of(change.lasts)
    terms |= {"drift": change.finding, "keeps": change.keeps} if change.finding else {}
    number = requests.create(
        desk,
        kind=Kind.CHANGE_ROLE,
        requester=member.pseudonym,
        subject=subject,
        domain=desk.vault.digest(people.domain_of(people.address_of(desk, subject))),
        option=Option.GUEST,
        terms=terms | ({"batch": batch} if batch else {}),
        until=until,
        reason=desk.vault.keep_text(subject, change.reason[:LONGEST_TEXT]),
    )
    what = {"kind": Kind.CHANGE_ROLE.value, "joins": list(joins), "leaves": list(leaves), "replaces": replaced}
    desk.audit("request.submitted", actor=member.pseudonym, request=number, revision=1, subject=subject, **what)
    desk.enqueue("check", f"check-{number}-r1", number, 1)
    return number


def check_owners_left(desk: Desk, subject: str, leaves: Sequence[str]) -> None:
    """Decline what would leave the platform without an owner."""
    if desk.rules.owners_group in leaves and not authority.owners_without(desk, subject):
        raise Declined("declined-last-owner", platform=desk.rules.platform)


def _ends(desk: Desk, subject: str, joins: Sequence[str], until: date | None) -> datetime | None:
    """When what is given ends. An external always has an end; an employee only where one was asked for."""
    if not joins:
        return None
    is_guest = desk.c.scalar(select(t.people.c.is_guest).where(t.people.c.pseudonym == subject))
    day = until or (lasting.latest(desk) if is_guest else None)
    if day is None:
        return None
    lasting.check(desk, day)
    check_may_end(desk, joins)
    return dates.end_of(day, desk.rules.zone)


def check_may_end(desk: Desk, joins: Collection[str]) -> None:
    """Decline an end of what is given without one: owners are added and removed."""
    if desk.rules.owners_group in joins:
        raise Declined("declined-owners-no-end", group=desk.rules.owners_group)


def _are_many(desk: Desk, owner: str, change: Change) -> bool:
    """Whether this owner would have taken so many people out of groups within a day that it needs an approver."""
    return not change.joins and counting.are_many(desk, owner, change.together)


def stages_of(desk: Desk, owner: str, change: Change) -> tuple[StageRule, ...]:
    """Who would decide; none where taking away needs nobody."""
    many = _are_many(desk, owner, change)
    return desk.rules.stages_of(Kind.CHANGE_ROLE, change.joins, change.leaves, many=many)


def _check_approvers(desk: Desk, member: Member, change: Change) -> None:
    """Decline what nobody could decide."""
    stages = stages_of(desk, member.pseudonym, change)
    decidable.check(desk, stages, involved=(member.pseudonym, change.subject))


def _replace_open(desk: Desk, member: Member, change: Change) -> int | None:
    """An open change of the same groups: one's own is replaced while nothing was decided, any other declines; a removal joins the queue."""
    subject = change.subject
    for other in requests.list_open_for(desk, subject, Kind.CHANGE_ROLE):
        if not change.joins and other.groups and other.state in STOPPABLE:
            continue
        mine = {*change.joins, *change.leaves} & {*other.groups, *other.leaves}
        if mine and inviting.replace(desk, member, other.number, people.names_of(desk, [subject])[subject]):
            return other.number
    return None


def forget_typed(desk: Desk, card: Card) -> None:
    """What was typed into a form that has served: it may name somebody, and it is needed no more."""
    _forget(desk, card, "query", "reason")


def _forget(desk: Desk, card: Card, *names: str) -> None:
    kept = [card.terms.get(name) for name in names]
    desk.c.execute(t.texts.delete().where(t.texts.c.id.in_([text for text in kept if text])))


def close(desk: Desk, card: Card) -> None:
    """The form is put away: nothing was asked."""
    forget_typed(desk, card)
    carding.offer(desk, card, (), kind="notice", terms={"key": "notice-cancelled"})


def redact(desk: Desk, person: str) -> None:
    """Open forms that mean the person, or may, forget whom they mean and what was typed."""
    c = t.cards.c
    meant = select(c.id).where(c.kind == "change_form", cast(c.terms, Text).contains(person))
    for card in [carding.get(desk, one) for one in desk.c.scalars(meant).all()]:
        empty(desk, card, person)


def empty(desk: Desk, card: Card, person: str) -> None:
    """An open form that means the person forgets whom it means and what was typed; others whom it offers stay."""
    forget_typed(desk, card)
    found = [one for one in card.terms.get("found", ()) if one != person]
    gone = {"person": None, "query": None, "reason": None, "found": found, "state": "choosing", "preview": None}
    carding.change_terms(desk, card, **gone)


def draft(desk: Desk, card: Card, subject: str) -> Request:
    """What the form would ask for, as a request that is stored nowhere: the same rules judge both."""
    groups = list(card.terms["groups"])
    joins, leaves = (groups, []) if card.terms["adds"] else ([], groups)
    return requests.draft(desk, Kind.CHANGE_ROLE, subject, {"groups": joins, "leaves": leaves}, card.recipient)


def asks(desk: Desk, card: Card) -> bool:
    """Whether somebody would have to approve what the form shows."""
    groups = tuple(card.terms["groups"])
    joins, leaves = (groups, ()) if card.terms["adds"] else ((), groups)
    change = Change(subject=str(card.terms.get("person") or ""), joins=joins, leaves=leaves)
    return bool(stages_of(desk, card.recipient, change))
