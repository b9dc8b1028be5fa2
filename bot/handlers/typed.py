"""What a typed line puts on the screen. Typing never changes anything: each intent fills a card, and a person presses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot import grammar
from bot.grammar_names import named_language
from bot.handlers import away, doubting, extending, many, offering, reviews, rolling
from bot.handlers.press import Shown
from cards.actions import Field, Verb
from cards.words import languages
from provisioning.domain.errors import Declined
from provisioning.domain.states import RETRYABLE
from provisioning.usecases import (
    authority,
    batch_deciding,
    carding,
    changing,
    detaching,
    ending,
    lasting,
    listing,
    looking,
    naming,
    parties,
    requests,
    signing,
    speaking,
)
from provisioning.usecases.asking_again import INVITE_VERBS
from provisioning.usecases.checking import APPROVER_VERBS
from provisioning.usecases.inviting import STATUS_VERBS

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.grammar import Intent
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member

SETUP_VERBS = (Verb.SETUP_CHECK, Verb.CONFIRM_OWNERS, Verb.CONFIRM_APPROVERS)


def respond(desk: Desk, member: Member, intent: Intent) -> Shown:
    """The card for an intent. Declines what the person may not ask for."""
    return _RESPONSES.get(type(intent), _unknown)(desk, member, intent)


def _invite(desk: Desk, member: Member, intent: Any) -> Shown:
    """The form, filled with what was understood."""
    authority.check_owner(desk, member)
    if len(intent.addresses) > 1:
        return Shown(many.open_list(desk, member, many.lines_of(intent), "invite"))
    about = desk.vault.digests(intent.addresses)
    terms = {"about": about, **lasting.offered(intent.lasts, intent.until)}
    card = carding.issue(desk, member.pseudonym, "invite_form", verbs=INVITE_VERBS, **terms)
    values: dict[str, Any] = {
        "address": intent.addresses[0] if intent.addresses else "",
        "chosen": intent.groups,
        "until": intent.until,
        "reason": intent.reason,
    }
    if wrong := _amiss(intent):
        values["declined"] = wrong
    if ended := lasting.amiss(desk, intent.until):
        values["errors"] = {Field.UNTIL.value: ended[0]}
    return Shown(card, {"values": values})


def _change(desk: Desk, member: Member, intent: Any) -> Shown:
    """The form that changes somebody's groups, filled with what was understood."""
    if intent.people:
        return Shown(many.open_list(desk, member, many.lines_of_change(desk, member, intent)))
    wanted = changing.Wanted(
        adds=intent.adds,
        who=intent.who,
        groups=intent.groups,
        until=intent.until,
        lasts=intent.lasts,
        reason=intent.reason,
        doubt=_doubt(intent) or lasting.amiss(desk, intent.until),
    )
    card = changing.open_form(desk, member, wanted)
    wrong = _amiss(intent) or wanted.doubt
    return Shown(card, {"declined": wrong} if wrong else {})


def _doubt(intent: Any) -> doubting.Doubt | None:
    """What is doubtful of the days that were said; where groups are taken away, no day means anything."""
    found = doubting.of_days(intent, later="declined-later-start")
    if getattr(intent, "adds", True):
        return found
    return ("declined-removal-day", {}) if found or intent.until else None


def _amiss(intent: Any) -> tuple[str, dict[str, Any]] | None:
    """What is wrong with an invitation or a change as it was said, the first of it; what no press would find comes first."""
    if doubt := _doubt(intent):
        return doubt
    if wrong := getattr(intent, "not_addresses", ()):
        return (
            ("declined-bad-addresses", {"addresses": wrong})
            if wrong[1:]
            else ("declined-bad-address", {"address": wrong[0]})
        )
    return ("declined-unknown-group", {"group": intent.unknown_groups[0]}) if intent.unknown_groups else None


def _end(desk: Desk, member: Member, intent: Any) -> Shown:
    """The card that asks whether access shall end, with a date for that; a name that may mean several is asked back."""
    error, told = doubting.of_days(intent) or ("", {})
    try:
        card = ending.open_form(desk, member, intent.who)
    except naming.Several as several:
        return offering.of_namesakes(desk, member, several, "end", intent.until)
    dating = bool(intent.until or error)
    return Shown(card, {"dating": dating, "until": intent.until, "error": error, "error_values": told})


def _request(desk: Desk, member: Member, intent: Any) -> Shown:
    """One request's card: for ``cancel R-12`` and an opened row."""
    return Shown(open_request(desk, member, intent.number))


def open_request(desk: Desk, member: Member, number: int) -> str:
    """A fresh card of a request for somebody who may see it: requester, sponsor, approver or owner. Declines others."""
    request = requests.find(desk, number)
    if request is None:
        raise Declined("declined-no-request", number=number)
    known, owns = carding.find_of(desk, number, member.pseudonym), member.pseudonym in authority.owners(desk)
    if known is not None and not parties.may_read(desk, request, member.pseudonym):
        raise Declined("declined-others-request", number=number)
    # who was asked to decide may try again what failed: the card that asked them has no button for that
    decided = known is not None and known.kind == "approval" and request.state in RETRYABLE
    if known is not None and not (decided and owns):
        detaching.detach(desk, known.id)
        return known.id
    if review := batch_deciding.review(desk, request, member.pseudonym):
        return review
    if not owns and member.pseudonym not in {request.requester, request.sponsor}:
        raise Declined("declined-others-request", number=number)
    return carding.issue(
        desk, member.pseudonym, "status", request=number, revision=request.revision, verbs=STATUS_VERBS
    )


def _list(which: str) -> Callable[[Desk, Member, Any], Shown]:
    """``my requests`` or ``approvals``."""

    def respond_with(desk: Desk, member: Member, intent: Any) -> Shown:
        del intent
        return Shown(carding.issue(desk, member.pseudonym, "list", verbs=listing.LIST_VERBS, which=which))

    return respond_with


def _access(desk: Desk, member: Member, intent: Any) -> Shown:
    """What somebody holds, and why."""
    return Shown(looking.open_access(desk, member, intent.who))


def _holders(desk: Desk, member: Member, intent: Any) -> Shown:
    """Who holds a group or a role."""
    if not (intent.group or intent.role):
        looking.check_may_see(desk, member)
        if intent.unknown:
            raise Declined("declined-unknown-holding", name=intent.unknown, groups=list(desk.rules.groups))
        raise Declined("declined-who-has-what", groups=list(desk.rules.groups))
    return Shown(looking.open_holders(desk, member, group=intent.group, role=intent.role))


def _why(desk: Desk, member: Member, intent: Any) -> Shown:
    """One request's history."""
    return Shown(looking.open_history(desk, member, intent.number))


def _help(desk: Desk, member: Member, intent: Any) -> Shown:
    """Help for the reader's part."""
    del intent
    return Shown(carding.issue(desk, member.pseudonym, "help", verbs=(Verb.SAY,)))


def _language(desk: Desk, member: Member, intent: Any) -> Shown:
    """In which language to speak: the ones with words, the one that was named chosen."""
    return Shown(speaking.open_form(desk, member, languages(), named_language(intent.words, languages())))


def _setup(desk: Desk, member: Member, intent: Any) -> Shown:
    """The installation, for administrators, and for owners, who confirm approvers; the worker checks the connections."""
    del intent
    signing.check_in_charge(desk, member)
    card = carding.issue(desk, member.pseudonym, "setup", verbs=SETUP_VERBS, unknown=authority.unknown(desk))
    desk.enqueue("check_setup", f"setup-{card}-1", card)
    return Shown(card)


def _in_channel(desk: Desk, member: Member, intent: Any) -> Shown:
    """What means something in a channel alone."""
    del desk, member, intent
    raise Declined("declined-in-channel")


def _unknown(desk: Desk, member: Member, intent: Any) -> Shown:
    """Not understood: three buttons of what its reader may type, each as good as typing its words."""
    if getattr(intent, "ends", False):
        authority.check_owner(desk, member)
        raise Declined("declined-end-whom")
    suggestions = offering.offered(desk, member.pseudonym, getattr(intent, "suggestions", ()))
    addresses = [word.strip(",") for told in suggestions for word in told.split() if "@" in word]
    card = carding.issue(
        desk,
        member.pseudonym,
        "notice",
        verbs=(Verb.SAY,),
        key="declined-unknown-text",
        suggestions=[told for told in suggestions if "@" not in told],  # an address is stored nowhere but in the vault
        about=desk.vault.digests(addresses),
    )
    return Shown(card, {"suggestions": suggestions})


_RESPONSES: dict[type, Callable[[Desk, Member, Any], Shown]] = {
    grammar.Invite: _invite,
    grammar.Change: _change,
    grammar.End: _end,
    grammar.Extend: extending.respond,
    grammar.Cancel: _request,
    grammar.Why: _why,
    grammar.Access: _access,
    grammar.WhoHas: _holders,
    grammar.MyRequests: _list("mine"),
    grammar.Approvals: _list("approvals"),
    grammar.Help: _help,
    grammar.Setup: _setup,
    **rolling.RESPONSES,
    **reviews.RESPONSES,
    **away.RESPONSES,
    grammar.InChannel: _in_channel,
    grammar.Language: _language,
    grammar.Unknown: _unknown,
}

__all__ = ["APPROVER_VERBS", "Shown", "open_request", "respond"]
