"""The form of an extension: whose access, until when now and then, and who decides. Typing and looking change nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from provisioning import views
from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind
from provisioning.usecases import (
    authority,
    carding,
    decidable,
    extending,
    inviting,
    lasting,
    naming,
    people,
    reading,
    warned,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provisioning.domain.dates import Span
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.ending import Grant
    from provisioning.usecases.extending import Extension
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

FORM = "extend_form"
#: What the form offers, at one time or another.
FORM_VERBS = ("extend.look", "extend.now", "extend.ask", "extend.other", "form.cancel")


def open_form(desk: Desk, member: Member, who: str, until: date | None, longer: Span | None = None) -> str:
    """The form's card. ``who`` is an address or a name as typed, or "me"; ``longer`` is counted from the first last day.

    Raises :class:`~provisioning.usecases.naming.Several`; returns the card's id.
    """
    return _issue(desk, member, find_person(desk, member, who), until=until, longer=longer)


def open_for(desk: Desk, member: Member, warning: Card) -> str:
    """The same for what a warning is about; whoever could not ask is not told who holds what."""
    extending.check_may_ask(desk, member, str(warning.terms["person"]))
    return _issue(desk, member, str(warning.terms["person"]), only=_warned(desk, warning))


def open_again(desk: Desk, member: Member, request: Request, until: date | None) -> str:
    """The same for what an earlier request was about."""
    extending.check_may_ask(desk, member, request.subject)
    return _issue(desk, member, request.subject, only=list(request.grants), until=until)


def _issue(
    desk: Desk,
    member: Member,
    person: str,
    *,
    only: list[int] | None = None,
    until: date | None = None,
    longer: Span | None = None,
) -> str:
    found = extending.list_ending(desk, person, only or ())
    if not found:
        raise Declined("declined-extend-nothing", name=people.names_of(desk, [person])[person])
    if longer and found[0].until:
        until = longer.after(dates.day_of(found[0].until, desk.rules.zone))
    day = until.isoformat() if until else None
    return carding.issue(
        desk, member.pseudonym, FORM, verbs=FORM_VERBS, person=person, only=only or [], until=day, by_rule=False
    )


def find_person(desk: Desk, member: Member, who: str) -> str:
    """Whose access is meant. Only owners learn whether somebody else is known here."""
    person = member.pseudonym if who == "me" else desk.vault.find(people.check_address(who)) if "@" in who else None
    if person == member.pseudonym:
        return person
    authority.check_owner(desk, member)
    if person is not None:
        return person
    if "@" in who:
        raise Declined("declined-unknown-person", address=who)
    if not who.strip():
        raise Declined("declined-extend-whom")
    named = naming.find_holder(desk, who, dated=True)
    if named is None:
        raise Declined("declined-extend-nobody", name=who)
    return named


def choose(desk: Desk, member: Member, card: Card, day: date) -> None:
    """A day was chosen: the form shows what it means. Declines one that cannot be."""
    extending.check_may_ask(desk, member, _person(card))
    extending.foresee(desk, member, _person(card), day, _only(card))
    carding.change_terms(desk, card, until=day.isoformat())


def choose_anew(desk: Desk, card: Card) -> None:
    """The form asks for the day again."""
    carding.change_terms(desk, card, until=None)


def submit(desk: Desk, member: Member, card: Card, *, by_rule: bool, reason: str) -> int:
    """Ask for what the form shows. Declines where it said that the rule is enough (``by_rule``) and it no longer is."""
    day = card.terms.get("until")
    if not day:
        raise Declined("declined-look-first")
    number = ask(desk, member, _person(card), date.fromisoformat(day), only=_only(card), by_rule=by_rule, reason=reason)
    carding.offer(desk, card, inviting.STATUS_VERBS, kind="status", request=number, revision=1, terms={})
    return number


def extend_by_days(desk: Desk, member: Member, warning: Card, *, by_rule: bool) -> str:
    """From a warning: longer by the days that its button named, told on a card of its own, whose id is returned.

    ``by_rule``: the button promised that nobody has to decide it. Declines where more time is asked for all of it already.
    """
    person = str(warning.terms["person"])
    extending.check_may_ask(desk, member, person)
    people.hold(desk, member.pseudonym, person)
    only = _warned(desk, warning)
    day = offered_day(desk, warning)
    if day is None:
        raise Declined("declined-extend-over")
    if asked := extending.list_asked(desk, [person]).get(only[0]):
        raise Declined("declined-stale", number=asked, state="")
    number = ask(desk, member, person, day, only=only, by_rule=by_rule)
    return carding.issue(desk, member.pseudonym, "status", request=number, revision=1, verbs=inviting.STATUS_VERBS)


def ask(
    desk: Desk,
    member: Member,
    person: str,
    day: date,
    *,
    only: list[int],
    by_rule: bool,
    reason: str = "",
    batch: str = "",
) -> int:
    """Ask for more time until that day for ``only`` these grants; ``by_rule``: it was promised that nobody decides it."""
    extending.check_may_ask(desk, member, person)
    people.hold(desk, member.pseudonym, person)
    extension = extending.foresee(desk, member, person, day, only)
    if by_rule and not extension.rule:
        raise Declined("declined-extend-beyond")
    return extending.ask(desk, member, person, extension, reason=reason, batch=batch)


def offered_day(desk: Desk, warning: Card) -> date | None:
    """The day that the warning's button means; None where it offers none: it has ended, or that would be too late."""
    return day_offered(desk, extending.list_ending(desk, str(warning.terms["person"]), _warned(desk, warning)))


def day_offered(desk: Desk, held: Sequence[Grant]) -> date | None:
    """The same for what somebody holds, the first to end first."""
    if not held or not held[0].until:
        return None
    days = desk.rules.policies[Kind.EXTEND_ACCESS].by_rule_days
    day = dates.day_of(held[0].until, desk.rules.zone) + timedelta(days=days)
    return day if day <= lasting.latest(desk) else None


def _warned(desk: Desk, warning: Card) -> list[int]:
    """The grants that its buttons mean: what still ends when it said, and for which nobody asks; where nothing does, all it told of."""
    left = [one.id for one in warned.list_left(desk, warning)]
    asked = extending.list_asked(desk, [str(warning.terms["person"])])
    return [one for one in left if one not in asked] or left or [one.id for one in warned.list_all(desk, warning)]


def _person(card: Card) -> str:
    return str(card.terms["person"])


def _only(card: Card) -> list[int]:
    return [int(one) for one in card.terms["only"]]


# --- what it shows ------------------------------------------------------------------------------------------------------


def form_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.ExtendFormView:
    """The form as it is now: what was true when it was opened may have moved."""
    person, zone, member = _person(card), desk.rules.zone, _reader(card)
    today = dates.day_of(desk.now, zone)
    latest = lasting.latest(desk)
    extension, declined = _foreseen(desk, member, card)
    held = extending.list_ending(desk, person, _only(card))
    policy = desk.rules.policies[Kind.EXTEND_ACCESS]
    reaches = extending.rule_reaches(desk, member, held)
    first = dates.day_of(held[0].until or desk.now, zone) if held else today
    who = extending.deciders(desk, member, person, extension) if extension else set[str]()
    why = marks.get("declined") or declined
    return views.ExtendFormView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        name=people.names_of(desk, [person])[person],
        address=desk.vault.read([person])[person].get("mail", ""),
        held=tuple(
            views.LastingView(groups=one.groups, number=one.request, until=dates.day_of(one.until or desk.now, zone))
            for one in (extension.grants if extension else held)
        ),
        until=extension.until if extension else None,
        suggested=min(first + timedelta(days=policy.by_rule_days), latest),
        latest=latest,
        today=today,
        reaches=min(reaches, latest) if reaches else None,
        rule=policy.name if (extension.rule if extension else reaches) else "",
        asks=tuple(sorted(people.names_of(desk, who).values())),
        verbs=_verbs(extension, is_held=bool(held)),
        declined=(str(why[0]), dict(why[1])) if why else None,
    )


def _foreseen(desk: Desk, member: Member, card: Card) -> tuple[Extension | None, tuple[str, dict[str, object]] | None]:
    """What the chosen day means; why it means nothing."""
    day = card.terms.get("until")
    if not day:
        return None, None
    try:
        extension = extending.foresee(desk, member, _person(card), date.fromisoformat(day), _only(card))
        decidable.check(desk, extension.stages, involved=(member.pseudonym, _person(card)))
    except Declined as declined:
        return None, (declined.key, dict(declined.values))
    return extension, None


def _reader(card: Card) -> Member:
    """Whoever the form was sent to: nobody else presses it."""
    return people.Member(pseudonym=card.recipient, object_id="")


def _verbs(extension: Extension | None, *, is_held: bool) -> tuple[str, ...]:
    """What is offered: the press that its day needs, or the input for one."""
    if extension is None:
        return ("extend.look", "form.cancel") if is_held else ("form.cancel",)
    return ("extend.now" if extension.rule else "extend.ask", "extend.other", "form.cancel")
