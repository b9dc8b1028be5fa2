"""Asking for many people at once: each line of a pasted list is judged before anything is asked, by the rules for one.

What was pasted is kept encrypted under its author's key until it is asked for or put away.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind, Option
from provisioning.storage import tables as t
from provisioning.usecases import authority, batches, carding, changing, checking, inviting, people, requests

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provisioning.domain.preview import Outside
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member

#: More people than this get in by a wave.
MOST = 50
FORM_VERBS = ("many.ask", "form.cancel")

Why = tuple[str, dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a list. ``place`` counts from 1, without a heading; ``typed`` is the address, or what stands for it."""

    place: int
    typed: str
    #: As configured.
    groups: tuple[str, ...] = ()
    until: date | None = None
    reason: str = ""
    #: What is wrong with it as it stands, as key and values of a sentence.
    why: Why | None = None


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What came of judging a line: ready to be asked as ``kind``, or why not."""

    place: int
    kind: Kind
    why: Why | None


def open_form(desk: Desk, member: Member, lines: Sequence[Line]) -> str:
    """Keep the list, have the worker look for everybody, and show what may be asked. Declines very many. Returns the card's id."""
    authority.check_owner(desk, member)
    if len(lines) > MOST:
        raise Declined("declined-too-many", count=len(lines), most=MOST)
    kept = json.dumps([{**asdict(line), "until": line.until.isoformat() if line.until else None} for line in lines])
    card = carding.issue(
        desk,
        member.pseudonym,
        "many_form",
        verbs=FORM_VERBS,
        text=desk.vault.keep_text(member.pseudonym, kept),
        about=desk.vault.digests(line.typed for line in lines),
        count=len(lines),
        state="looking",
        verdicts=[],
    )
    desk.enqueue("look_for_many", f"many-{card}", card)
    return card


def lines_of(desk: Desk, card: Card) -> list[Line]:
    """The list as it was pasted; empty once it was let go."""
    identity = card.terms.get("text")
    kept = desk.vault.read_texts([identity]).get(identity or "", "[]")
    return [
        Line(
            **{
                **one,
                "groups": tuple(one["groups"]),
                "until": date.fromisoformat(one["until"]) if one["until"] else None,
                "why": (one["why"][0], one["why"][1]) if one["why"] else None,
            }
        )
        for one in json.loads(kept)
    ]


def verdicts_of(card: Card) -> dict[int, Verdict]:
    """What the worker found, by line."""
    return {
        place: Verdict(place=place, kind=Kind(kind), why=(why[0], why[1]) if why else None)
        for place, kind, why in card.terms.get("verdicts", ())
    }


def addresses_of(desk: Desk, card: str) -> list[str]:
    """For the worker: whom to look for; nobody when the form is gone."""
    found = carding.get(desk, card)
    if found.kind != "many_form" or found.terms["state"] != "looking":
        return []
    wanted = [_address(line) for line in lines_of(desk, found) if line.why is None]
    return list(dict.fromkeys(address for address in wanted if address))


def _address(line: Line) -> str:
    """The line's address; "" for none."""
    try:
        return people.check_address(line.typed)
    except Declined:
        return ""


def record_looked(desk: Desk, card: str, found: Mapping[str, Outside]) -> None:
    """Everybody was looked for: judge each line, and show what may be asked."""
    form = carding.get(desk, card)
    if form.kind != "many_form" or form.terms["state"] != "looking":
        return
    lines = lines_of(desk, form)
    for line in lines:
        outside = found.get(_address(line))
        if outside is not None and outside.user is not None and not outside.user.is_guest and line.why is None:
            people.record_user(desk, outside.user)
    verdicts = judge(desk, _asker(form), lines, found)
    told = [[one.place, one.kind.value, list(one.why) if one.why else None] for one in verdicts]
    carding.change_terms(desk, form, state="ready", verdicts=told)
    carding.show(desk, card)


def _asker(card: Card) -> Member:
    """Who pasted the list; what they may is checked when they press."""
    return people.Member(pseudonym=card.recipient, object_id="")


def judge(desk: Desk, member: Member, lines: Sequence[Line], found: Mapping[str, Outside]) -> list[Verdict]:
    """Each line by the rules for one person, as if those before it were asked already."""
    first: dict[str, int] = {}
    ahead: Counter[str] = Counter()
    verdicts = []
    for line in lines:
        address = _address(line)
        outside = found.get(address)
        known = outside is not None and outside.user is not None and not outside.user.is_guest
        kind = Kind.CHANGE_ROLE if known else Kind.INVITE_EXTERNAL
        why = line.why
        if why is None and address in first:
            why = "declined-twice", {"line": first[address]}
        if why is None:
            first[address] = line.place
            why = _refusal(desk, member, line, kind, ahead, outside=outside)
        if why is None and kind is Kind.INVITE_EXTERNAL:
            ahead.update(["", people.domain_of(address)])
        verdicts.append(Verdict(place=line.place, kind=kind, why=why))
    return verdicts


def _refusal(
    desk: Desk, member: Member, line: Line, kind: Kind, ahead: Counter[str], *, outside: Outside | None
) -> Why | None:
    """Why a line cannot be asked, by our own tables and by what was found outside."""
    try:
        subject = _check(desk, member, line, kind, ahead)
    except Declined as declined:
        values = {key: value for key, value in declined.values.items() if key not in _PERSONAL}
        return declined.key, {key: _plain(value) for key, value in values.items()}
    if outside is None:
        return None
    terms = {"groups": list(line.groups), "leaves": []}
    return checking.refusal(desk, requests.draft(desk, kind, subject, terms, member.pseudonym), outside)


#: Values that name people: they are filled in when the sentence is read.
_PERSONAL = frozenset({"address", "administrator", "name", "requester", "domain"})


def _plain(value: object) -> object:
    """As JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def _check(desk: Desk, member: Member, line: Line, kind: Kind, ahead: Counter[str]) -> str:
    """Decline what our own tables rule out; whom it concerns, "" for somebody who is not known yet."""
    address = people.check_address(line.typed)
    subject = desk.vault.find(address) or ""
    if desk.rules.owners_group in line.groups:
        raise Declined("declined-owners-alone", group=desk.rules.owners_group)
    for other in requests.list_open_for(desk, subject, kind) if subject else ():
        if kind is Kind.INVITE_EXTERNAL or set(line.groups) & {*other.groups, *other.leaves}:
            raise Declined("declined-asked-already", number=other.number)
    if kind is Kind.CHANGE_ROLE:
        if not line.groups:
            raise Declined("declined-no-groups")
        changing.check(desk, member, _change(line, subject))
        return subject
    before = inviting.Ahead(people=ahead[""], domain=ahead[people.domain_of(address)])
    inviting.check(desk, member, _wish(line), subject, before)
    inviting.check_holdings(desk, subject, line.groups, address)
    return subject


def _wish(line: Line) -> inviting.Wish:
    """A line about somebody who is no employee: a guest, for whom the requester answers."""
    return inviting.Wish(
        address=line.typed,
        name="",
        groups=line.groups,
        option=Option.GUEST,
        until=line.until,
        reason=line.reason,
        sponsor="",
        delivery="mail",
    )


def _change(line: Line, subject: str) -> changing.Change:
    """A line about somebody of the organisation."""
    return changing.Change(subject=subject, joins=line.groups, until=line.until, reason=line.reason)


def ask(desk: Desk, member: Member, card: Card) -> bool:
    """Ask for every line that is ready, in one transaction. False where the list has changed: nothing was asked, see the card."""
    authority.check_owner(desk, member)
    if card.terms["state"] != "ready":
        raise Declined("declined-look-first")
    verdicts = verdicts_of(card)
    lines = [line for line in lines_of(desk, card) if verdicts[line.place].why is None]
    if not lines:
        raise Declined("declined-nobody-ready")
    if not _holds_still(desk, member, card, lines, verdicts):
        return False
    numbers = [_ask(desk, member, line, verdicts[line.place].kind, card.id) for line in lines]
    left = int(card.terms["count"]) - len(numbers)
    forget(desk, card)
    terms = {"numbers": numbers, "cards": [], "asked": False, "left": left}
    carding.offer(desk, card, batches.VERBS, kind="batch", terms=terms)
    desk.audit("batch.submitted", actor=member.pseudonym, requests=numbers, left=left)
    return True


def _ask(desk: Desk, member: Member, line: Line, kind: Kind, batch: str) -> int:
    """One line's request."""
    if kind is Kind.INVITE_EXTERNAL:
        return inviting.ask(desk, member, _wish(line), batch=batch)
    subject = people.know_address(desk, people.check_address(line.typed))
    return changing.ask(desk, member, _change(line, subject), batch=batch)


def _holds_still(
    desk: Desk, member: Member, card: Card, lines: Sequence[Line], verdicts: Mapping[int, Verdict]
) -> bool:
    """Whether our own tables still allow every line that was shown as ready; else the card shows which not."""
    ahead: Counter[str] = Counter()
    now = dict(verdicts)
    for line in lines:
        kind = verdicts[line.place].kind
        why = _refusal(desk, member, line, kind, ahead, outside=None)
        now[line.place] = Verdict(place=line.place, kind=kind, why=why)
        if kind is Kind.INVITE_EXTERNAL:
            ahead.update(["", people.domain_of(people.check_address(line.typed))])
    if now == dict(verdicts):
        return True
    told = [[one.place, one.kind.value, list(one.why) if one.why else None] for one in now.values()]
    carding.change_terms(desk, card, verdicts=told)
    return False


def forget(desk: Desk, card: Card) -> None:
    """The list has served: it names people, and is needed no more."""
    if card.terms.get("text"):
        desk.c.execute(t.texts.delete().where(t.texts.c.id == card.terms["text"]))


def close(desk: Desk, card: Card) -> None:
    """The form is put away: nothing was asked."""
    forget(desk, card)
    carding.offer(desk, card, (), kind="notice", terms={"key": "notice-cancelled"})
