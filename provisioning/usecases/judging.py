"""A line of a list by the rules for one person: ready to be asked, or the sentence that says why not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind, Option
from provisioning.usecases import changing, checking, inviting, lasting, people, refusing, requests, taking_over

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provisioning.domain.dates import Span
    from provisioning.domain.preview import Outside
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

Why = tuple[str, dict[str, Any]]


#: What a list may do with people whom Entra has.
WAYS = frozenset({"add", "remove"})


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a list. ``place`` counts from 1, without a heading; ``typed`` is the address, or what stands for it."""

    place: int
    typed: str
    #: As configured.
    groups: tuple[str, ...] = ()
    until: date | None = None
    #: The span that ``until`` stands for.
    lasts: Span | None = None
    reason: str = ""
    #: What is wrong with it as it stands, as key and values of a sentence.
    why: Why | None = None
    #: "add" or "remove" for somebody in Entra, who may be meant by a name; "" lets in whoever is not there yet.
    way: str = ""
    #: As it stands in the list, cell by cell, so that it can be corrected; "" where it is no line of a list.
    raw: str = ""


#: Nothing in a line is to be corrected that is so already, is asked for already, or may be sent again as it stands; and where
#: somebody else must do something first, or the limit of a day or a month is reached, no other name or address would help.
AS_IT_IS = frozenset(
    {
        "declined-has-access",
        "declined-has-access-until",
        "declined-account-until",
        "declined-already-member",
        "declined-in-group",
        "declined-no-member",
        "declined-asked-already",
        "declined-twice",
        "declined-unreachable-directory",
        "declined-group-out-of-scope",
        "declined-cap-person",
        "declined-cap-own",
        "declined-cap-domain",
        "declined-person-disabled",
        "declined-guest-blocked",
        "declined-no-approver",
        "declined-only-deputy",
    }
)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What came of judging a line: ready to be asked as ``kind``, or why not."""

    place: int
    kind: Kind
    why: Why | None
    #: The pseudonym of whom Entra has; "" for nobody.
    person: str = ""
    #: Whether the account would be switched off, for want of any group.
    goes_off: bool = False
    #: What a guest would take over, as :func:`provisioning.usecases.taking_over.find` says: the last day of an account that Usher
    #: made; "" for one made by hand; None for nothing.
    takes: str | None = None
    #: Whether somebody whom Entra has is from outside, so that what they are given ends though no day was said.
    external: bool = False


def sought(line: Line) -> str:
    """Whom to look for: an address, or a name where the line may go by one; "" for nobody."""
    try:
        return people.check_address(line.typed)
    except Declined:
        return line.typed.strip() if line.way and "@" not in line.typed else ""


def judge(
    desk: Desk,
    member: Member,
    lines: Sequence[Line],
    found: Mapping[str, Outside | None],
    persons: Mapping[str, str],
) -> list[Verdict]:
    """Each line as if those before it were asked already.

    ``found``: by :func:`sought`; None where a name means several. ``persons``: their pseudonyms, of those Entra has.
    """
    first: dict[str, int] = {}
    ahead: Counter[str] = Counter()
    verdicts = []
    together = sum(line.why is None for line in lines)
    for line in lines:
        outside, person = found.get(sought(line)), persons.get(sought(line), "")
        known = outside is not None and outside.user is not None and not outside.user.is_guest
        kind = Kind.CHANGE_ROLE if known or line.way else Kind.INVITE_EXTERNAL
        who = person or sought(line)
        why = line.why or _nobody(line, found)
        if why is None and who in first:
            why = "declined-twice", {"line": first[who]}
        if why is None:
            first[who] = line.place
            why = refusal(
                desk,
                member,
                line,
                Verdict(place=line.place, kind=kind, why=None, person=person),
                ahead,
                together=together,
                outside=outside,
            )
        if why is None:
            count(ahead, line, kind)
        off = why is None and outside is not None and _goes_off(desk, member, line, person, outside)
        takes = _takes(desk, member, line, kind, outside) if why is None and outside is not None else None
        external = bool(outside and outside.user and desk.rules.externals.include(outside.user))
        verdicts.append(
            Verdict(place=line.place, kind=kind, why=why, person=person, goes_off=off, takes=takes, external=external)
        )
    return verdicts


def _takes(desk: Desk, member: Member, line: Line, kind: Kind, outside: Outside) -> str | None:
    """Which account a guest would take over; see :class:`Verdict`."""
    if kind is not Kind.INVITE_EXTERNAL:
        return None
    draft = _draft(desk, member, line, kind, desk.vault.find(people.check_address(line.typed)) or "")
    found = taking_over.find(desk, draft, checking.preview_of(desk, draft, outside))
    return None if found is None else str(found["ends"] or "")


def _nobody(line: Line, found: Mapping[str, Outside | None]) -> Why | None:
    """Why a line about somebody in Entra means nobody."""
    who = sought(line)
    if not line.way:
        return None
    if who in found and found[who] is None:
        return "declined-several-people", {}
    outside = found.get(who)
    return None if outside is not None and outside.user is not None else ("declined-no-such-person", {})


def _goes_off(desk: Desk, member: Member, line: Line, person: str, outside: Outside) -> bool:
    """Whether nothing is left of the platform for somebody who leaves these groups."""
    if line.way != "remove":
        return False
    return (
        checking.preview_of(desk, _draft(desk, member, line, Kind.CHANGE_ROLE, person), outside).account
        == "switched_off"
    )


def count(ahead: Counter[str], line: Line, kind: Kind) -> None:
    """Reckon with a line that is ready, for the caps on those behind it."""
    if kind is Kind.INVITE_EXTERNAL:
        ahead.update(["", people.domain_of(people.check_address(line.typed))])


def refusal(
    desk: Desk,
    member: Member,
    line: Line,
    verdict: Verdict,
    ahead: Counter[str],
    *,
    together: int,
    outside: Outside | None,
) -> Why | None:
    """Why a line cannot be asked, by our own tables and by what was found outside. ``together``: how many lines there are."""
    try:
        subject = _check(desk, member, line, verdict, ahead, together=together)
    except Declined as declined:
        values = {key: value for key, value in declined.values.items() if key not in _PERSONAL}
        return declined.key, {key: _plain(value) for key, value in values.items()}
    if outside is None:
        return None
    return refusing.refusal(desk, _draft(desk, member, line, verdict.kind, subject), outside)


def _draft(desk: Desk, member: Member, line: Line, kind: Kind, subject: str) -> Request:
    """What the line would ask for."""
    joins, leaves = moves(line)
    return requests.draft(desk, kind, subject, {"groups": list(joins), "leaves": list(leaves)}, member.pseudonym)


#: Values that name people: they are filled in when the sentence is read.
_PERSONAL = frozenset({"address", "administrator", "name", "requester", "domain"})


def _plain(value: object) -> object:
    """As JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def _check(desk: Desk, member: Member, line: Line, verdict: Verdict, ahead: Counter[str], *, together: int) -> str:
    """Decline what our own tables rule out; whom it concerns, "" for somebody who is not known yet."""
    kind = verdict.kind
    address = "" if verdict.person else people.check_address(line.typed)
    subject = verdict.person or desk.vault.find(address) or ""
    if desk.rules.owners_group in line.groups:
        # whoever is from outside becomes no owner alone either
        key = "declined-owners-alone" if kind is Kind.CHANGE_ROLE else "declined-owners-external"
        raise Declined(key, group=desk.rules.owners_group)
    for other in requests.list_open_for(desk, subject, kind) if subject else ():
        if kind is Kind.INVITE_EXTERNAL or set(line.groups) & {*other.groups, *other.leaves}:
            raise Declined("declined-asked-already", number=other.number)
    if kind is Kind.CHANGE_ROLE:
        if not line.groups:
            raise Declined("declined-no-groups")
        changing.check(desk, member, change_of(line, subject, together))
        return subject
    if people.domain_of(address) in people.own_domains(desk) and not desk.vault.find(address):
        raise Declined("declined-own-domain", domain=people.domain_of(address))
    before = inviting.Ahead(people=ahead[""], domain=ahead[people.domain_of(address)])
    checked = inviting.check(desk, member, wish_of(line), subject, before)
    inviting.check_holdings(desk, subject, Option.GUEST, checked)
    return subject


def wish_of(line: Line) -> inviting.Wish:
    """A line about somebody who is no employee: a guest, for whom the requester answers."""
    return inviting.Wish(
        address=line.typed,
        name="",
        groups=line.groups,
        option=Option.GUEST,
        until=line.until,
        lasts=line.lasts,
        reason=line.reason,
        sponsor="",
        delivery="mail",
    )


def change_of(line: Line, subject: str, together: int) -> changing.Change:
    """A line about somebody whom Entra has."""
    joins, leaves = moves(line)
    return changing.Change(
        subject=subject,
        joins=joins,
        leaves=leaves,
        until=line.until,
        lasts=line.lasts,
        reason=line.reason,
        together=together,
    )


def _has_end(verdict: Verdict) -> bool:
    """Whether access ends though no day was said: as :func:`provisioning.usecases.externals.note` will have it."""
    return verdict.kind is Kind.INVITE_EXTERNAL or verdict.external


def moves(line: Line) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(groups that are joined, groups that are left)."""
    return ((), line.groups) if line.way == "remove" else (line.groups, ())


def ends_of(desk: Desk, verdicts: Mapping[Line, Verdict]) -> tuple[tuple[date | None, int], ...]:
    """How many of these lines have which last day, the earliest first: for somebody from outside without one, the last that may be."""
    latest = lasting.latest(desk)
    counts = Counter(line.until or (latest if _has_end(verdict) else None) for line, verdict in verdicts.items())
    return tuple(sorted(counts.items(), key=lambda one: one[0] or date.max))
