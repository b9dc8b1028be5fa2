"""Asking for an external to be let in: what our own tables can judge is judged here, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.domain.ports import GroupKind
from provisioning.domain.states import OPEN, Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import (
    authority,
    carding,
    decidable,
    findings,
    lasting,
    people,
    prolonging,
    recording,
    requests,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from provisioning.domain.dates import Span
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member

#: What an owner may press on the card of a request of theirs, at one time or another.
STATUS_VERBS = (
    *("request.accept", "request.cancel", "request.retry", "request.leave_out", "request.who_fixes", "request.back"),
    *("request.done", "request.ask_again", "request.new_card"),
)
MONTH = timedelta(days=30)
DAY = timedelta(days=1)

_R = t.requests.c
_GROUPS = select(t.groups).where(t.groups.c.name.in_(bindparam("names", expanding=True)))
_LATELY = _R.submitted_at > bindparam("since")
_COUNT = select(func.count()).select_from(t.requests).where(_R.kind == Kind.INVITE_EXTERNAL, _LATELY)
_COUNT_OF_PERSON = _COUNT.where(_R.requester.in_(bindparam("requesters", expanding=True)))
_COUNT_OF_DOMAIN = _COUNT.where(_R.domain == bindparam("domain"))
_FAILED = select(_R.why).where(
    _R.domain == bindparam("domain"), _LATELY, _R.option == Option.GUEST, _R.state == State.FAILED.value
)
_HELD = prolonging.RUNNING.order_by(t.grants.c.until.desc(), t.grants.c.id.desc())

_KIND_REASONS = {
    GroupKind.DYNAMIC.value: "declined-group-dynamic",
    GroupKind.ROLE_ASSIGNABLE.value: "declined-group-role-assignable",
    GroupKind.ON_PREMISES.value: "declined-group-on-premises",
}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the form says. ``sponsor`` is an object id; "" means the requester."""

    address: str
    name: str
    groups: tuple[str, ...]
    option: Option
    until: date | None
    reason: str
    sponsor: str
    #: "mail" or "link".
    delivery: str
    #: The span that ``until`` stands for, counted anew on the day of delivery; None for a day of its own.
    lasts: Span | None = None


def submit(desk: Desk, member: Member, wish: Wish, card: Card) -> int:
    """Store the request and have the worker look outside. Declines what our own tables rule out. Returns its number."""
    authority.check_owner(desk, member)
    number = ask(desk, member, wish)
    carding.offer(desk, card, STATUS_VERBS, kind="status", request=number, revision=1)
    return number


@dataclass(frozen=True)
class Checked:
    """What the checks made of a wish."""

    sponsor: str
    groups: tuple[str, ...]
    until: date | None


@dataclass(frozen=True)
class Ahead:
    """What would be asked for before it in the same list, and counts towards the caps: in all, and from the same domain."""

    people: int = 0
    domain: int = 0


def check(desk: Desk, member: Member, wish: Wish, subject: str, ahead: Ahead | None = None) -> Checked:
    """Decline what our own tables rule out. ``subject`` is "" for an address that nobody is known by yet."""
    address = people.check_address(wish.address)
    if wish.option is Option.ACCOUNT and not desk.rules.sees_platform:
        raise Declined("declined-account-unseen", platform=desk.rules.platform)
    groups = _check_groups(desk, wish)
    until = _check_until(desk, wish)
    sponsor = _check_sponsor(desk, member, wish.sponsor)
    _check_caps(desk, member, people.domain_of(address), ahead or Ahead())
    _check_domain(desk, wish.option, people.domain_of(address))
    _check_approver(desk, member, subject, groups)
    return Checked(sponsor, groups, until)


def ask(desk: Desk, member: Member, wish: Wish, *, batch: str = "") -> int:
    """Check, store, audit and have the worker look outside. ``batch``: the card of those asked together. Returns the number."""
    address = people.check_address(wish.address)
    subject = people.know_address(desk, address)
    people.hold(desk, member.pseudonym, subject)
    checked = check(desk, member, wish, subject)
    replaced = _replace_open(desk, member, subject, address)
    check_holdings(desk, subject, wish.option, checked)
    if wish.name.strip() and not people.objects_of(desk, [subject]):  # whom Entra knows is called as it says
        desk.vault.put(subject, name=wish.name.strip()[:100])
    terms: dict[str, Any] = {"groups": list(checked.groups), "sponsor": checked.sponsor, "delivery": wish.delivery}
    terms |= ({"replaces": replaced} if replaced else {}) | lasting.terms_of(wish.lasts)
    number = requests.create(
        desk,
        kind=Kind.INVITE_EXTERNAL,
        requester=member.pseudonym,
        subject=subject,
        domain=desk.vault.digest(people.domain_of(address)),
        option=wish.option,
        terms=terms | ({"batch": batch} if batch else {}),
        until=_end_of(desk, checked),
        reason=desk.vault.keep_text(subject, wish.reason[:1000]),
    )
    desk.audit(
        "request.submitted",
        actor=member.pseudonym,
        request=number,
        revision=1,
        subject=subject,
        kind=Kind.INVITE_EXTERNAL.value,
        option=wish.option.value,
        groups=list(checked.groups),
        replaces=replaced,
    )
    desk.enqueue("check", f"check-{number}-r1", number, 1)
    return number


def _check_groups(desk: Desk, wish: Wish) -> tuple[str, ...]:
    """The groups by their name in the settings. Declines none, unknown, and those that Usher cannot change."""
    if not wish.groups:
        raise Declined("declined-no-groups")
    groups = tuple(sorted({desk.rules.get_group(name).name for name in wish.groups}))
    if desk.rules.owners_group in groups:
        raise Declined("declined-owners-external", group=desk.rules.owners_group)
    if wish.option is Option.GUEST:
        check_changeable(desk, groups)
    return groups


def check_changeable(desk: Desk, groups: Sequence[str], *, giving: bool = True) -> None:
    """Decline groups that are filled by somebody else or, when ``giving``, do not reach the platform; with who can help."""
    known = {row.name: row for row in desk.c.execute(_GROUPS, {"names": list(groups)})}
    for name in groups:
        row = known.get(name)
        if desk.rules.groups[name].followed:
            raise Declined("declined-group-followed", group=name, administrator=people.administrator_name(desk))
        if row is None:
            continue  # never read yet: the worker will see
        key = _KIND_REASONS.get(row.kind or "")
        if row.kind is None:
            key = "declined-group-not-found"
        elif key is None and giving and not row.in_scope:
            key = "declined-group-out-of-scope"
        if key:
            raise Declined(key, group=name, administrator=people.administrator_name(desk))


def _check_until(desk: Desk, wish: Wish) -> date | None:
    """The last day. Declines the past, too far ahead, and an AskCody-only account without an end."""
    if wish.until is None:
        if wish.option is Option.ACCOUNT:
            raise Declined("declined-needs-end", platform=desk.rules.platform)
        return lasting.latest(desk)
    lasting.check(desk, wish.until)
    return wish.until


def _check_sponsor(desk: Desk, member: Member, object_id: str) -> str:
    """The owner who answers for the external; the requester by default."""
    if not object_id or object_id == member.object_id:
        return member.pseudonym
    found = desk.c.scalar(recording.BY_OBJECT, {"object_id": object_id})
    if found is None or found not in authority.owners(desk):
        raise Declined("declined-sponsor")
    return str(found)


def _check_caps(desk: Desk, member: Member, domain: str, ahead: Ahead) -> None:
    """Decline more invitations than one person may ask for in a day by all their accounts, or one domain may get in a month."""
    limits = desk.rules.limits
    own = sorted(people.list_linked(desk, member.pseudonym))
    mine = desk.c.scalar(_COUNT_OF_PERSON, {"requesters": own, "since": desk.now - DAY})
    if (mine or 0) + ahead.people >= limits.invitations_per_person_per_day:
        raise Declined("declined-cap-person", limit=limits.invitations_per_person_per_day)
    theirs = desk.c.scalar(_COUNT_OF_DOMAIN, {"domain": desk.vault.digest(domain), "since": desk.now - MONTH})
    if (theirs or 0) + ahead.domain >= limits.invitations_per_domain_per_month:
        raise Declined("declined-cap-domain", domain=domain, limit=limits.invitations_per_domain_per_month)


def _check_domain(desk: Desk, option: Option, domain: str) -> None:
    """Decline a guest of a domain that the tenant's policy refused lately: the answer is known."""
    if option is Option.GUEST and is_domain_refused(desk, domain):
        raise Declined("declined-domain-blocked", domain=domain, administrator=people.administrator_name(desk))


def is_domain_refused(desk: Desk, domain: str) -> bool:
    """Whether the tenant refused a guest of this domain in the last month."""
    reasons = desk.c.scalars(_FAILED, {"domain": desk.vault.digest(domain), "since": desk.now - MONTH})
    return any(why and why[0] == "declined-domain-blocked" for why in reasons)


def _check_approver(desk: Desk, member: Member, subject: str, groups: Sequence[str]) -> None:
    """Decline what nobody could decide."""
    stages = desk.rules.stages_of(Kind.INVITE_EXTERNAL, groups, ())
    decidable.check(desk, stages, involved=(member.pseudonym, subject))


def _replace_open(desk: Desk, member: Member, subject: str, address: str) -> int | None:
    """An open request for the same person: one's own is replaced, somebody else's declines."""
    for other in requests.list_open_for(desk, subject, Kind.INVITE_EXTERNAL):
        if replace(desk, member, other.number, address):
            return other.number
    return None


def replace(desk: Desk, member: Member, number: int, address: str) -> bool:
    """A newer request of the same person for the same thing takes the place of an open one; somebody else's declines.

    False where it was closed meanwhile.
    """
    other = requests.get(desk, number, lock=True)
    if other.state not in OPEN:
        return False
    if other.requester != member.pseudonym or other.state not in {State.SUBMITTED, State.PENDING, State.NARROWED}:
        requester = people.names_of(desk, [other.requester or ""]).get(other.requester or "", "")
        raise Declined("declined-open-elsewhere", address=address, number=other.number, requester=requester)
    requests.move(desk, other, State.SUPERSEDED, why=("why-replaced", {}))
    desk.audit("request.replaced", actor=member.pseudonym, request=other.number, subject=other.subject)
    carding.show_all(desk, other.number)
    return True


def check_holdings(desk: Desk, subject: str, option: Option, checked: Checked) -> None:
    """Decline what the person holds already through Usher for as long; with a later end it is asked for as a prolongation.

    Not what was given and is gone from Entra: that is asked for anew.
    """
    ends = _end_of(desk, checked)
    if option is Option.GUEST and prolonging.prolonged(desk, subject, checked.groups, ends):
        return
    for grant in desk.c.execute(_HELD, {"person": subject}):
        taken_over = option is Option.GUEST and grant.option == Option.ACCOUNT
        if not taken_over and set(checked.groups) <= set(grant.gives["groups"]) - findings.missing_from(desk, subject):
            raise _held(desk, grant, option, ends)


def _held(desk: Desk, grant: Row[Any], option: Option, ends: datetime | None) -> Declined:
    """That it is held already, until when, and how it would be prolonged."""
    told = {"address": people.address_of(desk, grant.person), "number": grant.request}
    later = grant.until is not None and ends is not None and ends > grant.until
    if grant.until is None or (later and {option, grant.option} == {Option.GUEST}):
        return Declined("declined-has-access", **told)
    key = "declined-as-guest-until" if later else "declined-has-access-until"
    key = key if grant.option == Option.GUEST else "declined-account-until"
    return Declined(key, **told, until=dates.day_of(grant.until, desk.rules.zone))


def _end_of(desk: Desk, checked: Checked) -> datetime | None:
    return dates.end_of(checked.until, desk.rules.zone) if checked.until else None
