"""Asking for a wave to be opened or taken back: what our own tables can judge is judged here, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam

from provisioning.domain.errors import Declined
from provisioning.domain.states import OPEN, RETRYABLE, Kind, Option, State
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, decidable, gating, people, readings, requests
from provisioning.usecases.inviting import STATUS_VERBS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from provisioning.domain.waves import Wave
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

#: What may be pressed on the card of a wave that was asked for, besides what every request's card offers.
WAVE_VERBS = (*STATUS_VERBS, "wave.start_now", "wave.announce", "wave.unannounce")
#: States in which its people may be told: it was approved, and nothing of it was undone.
_TOLD = frozenset({State.SCHEDULED, State.EXECUTING, State.DELIVERED, State.PARTIALLY_DELIVERED})
#: A start lies at most this far ahead, so that whoever approved still knows what.
FARTHEST = timedelta(days=90)
#: Why a wave is still scheduled though its moment is over.
MISSED = "why-missed-start"
#: More people than this are confirmed by their number.
MANY = 20
#: Changes by which somebody gains.
GAINS = ("created", "changed", "taken_over")

_OPEN = requests.WAVES.where(t.requests.c.state.in_([state.value for state in OPEN]))
_LATER = requests.WAVES.where(
    t.requests.c.number > bindparam("number"),
    t.requests.c.state.in_([state.value for state in (*OPEN, *RETRYABLE, State.DELIVERED)]),
)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is asked: which wave, which way, when (None: once it is approved), and which checks are skipped, with the reason."""

    wave: str
    back: bool = False
    at: datetime | None = None
    skips: tuple[str, ...] = ()
    reason: str = ""


def submit(desk: Desk, member: Member, wish: Wish, card: Card) -> int:
    """Store the request, and have the worker read everybody anew. Declines what our own tables rule out. Returns its number."""
    authority.check_owner(desk, member)
    wave = desk.rules.get_wave(wish.wave)
    subject = people.organisation(desk)
    people.hold(desk, subject)
    check(desk, member, wave, wish)
    skipped = desk.vault.keep_text(member.pseudonym, wish.reason) if wish.skips else None
    terms: dict[str, Any] = {
        "wave": wave.name,
        "back": wish.back,
        "groups": list(wave.groups),
        "sponsor": member.pseudonym,
        "at": wish.at.isoformat() if wish.at else None,
        "skips": list(wish.skips),
        "skipped_by": member.pseudonym if wish.skips else None,
        "skipped_why": skipped,
        "many": bool(wish.skips),
    }
    number = requests.create(
        desk,
        kind=Kind.EXPAND_SCOPE,
        requester=member.pseudonym,
        subject=subject,
        domain=desk.vault.digest(people.ORGANISATION),
        option=Option.GUEST,
        terms=terms,
        reason=None if wish.skips else desk.vault.keep_text(member.pseudonym, wish.reason),
    )
    desk.audit(
        "request.submitted",
        actor=member.pseudonym,
        request=number,
        revision=1,
        subject=subject,
        kind=Kind.EXPAND_SCOPE.value,
        wave=wave.name,
        back=wish.back,
        groups=list(wave.groups),
        skips=list(wish.skips),
    )
    for gate in wish.skips:
        desk.audit("gate.skipped", actor=member.pseudonym, request=number, revision=1, gate=gate)
    desk.enqueue("check", f"check-{number}-r1", number, 1)
    carding.offer(desk, card, WAVE_VERBS, kind="status", request=number, revision=1)
    return number


def check(desk: Desk, member: Member, wave: Wave, wish: Wish) -> None:
    """Decline what cannot be asked for now, with what would help."""
    if number := pending(desk, wave.name):
        raise Declined("declined-wave-open", wave=wave.name, number=number)
    check_moment(desk, wish.at)
    if wish.back:
        check_owners(desk, wave)
    else:
        check_order(desk, wave)
        check_gates(desk, wave, wish.skips)
        if wish.skips and not wish.reason.strip():
            raise Declined("declined-skip-reason")
    stages = desk.rules.stages_of(Kind.EXPAND_SCOPE, (), (), many=bool(wish.skips))
    decidable.check(desk, stages, involved=(member.pseudonym,))


def check_owners(desk: Desk, wave: Wave) -> None:
    """Decline to take a wave back that has the owners in it: the platform would be left without any."""
    if desk.rules.owners_group in wave.groups:
        raise Declined("declined-wave-owners", wave=wave.name, group=desk.rules.owners_group)


def check_moment(desk: Desk, at: datetime | None) -> None:
    """Decline a start in the past, and one so far ahead that nobody knows what was approved."""
    if at is not None and not desk.now < at <= desk.now + FARTHEST:
        raise Declined("declined-wave-moment", days=FARTHEST.days)


def first_before(desk: Desk, wave: Wave) -> str:
    """The wave that this one comes after, while that is not proven; "" otherwise."""
    return wave.after if wave.after and wave.after not in gating.opened(desk) else ""


def check_order(desk: Desk, wave: Wave) -> None:
    """Decline a wave before the one that it comes after is proven."""
    if first := first_before(desk, wave):
        raise Declined("declined-wave-order", wave=wave.name, first=first)


def check_gates(desk: Desk, wave: Wave, skips: tuple[str, ...]) -> None:
    """Decline while a check is open that is not skipped."""
    missing = [gate for gate in gating.missing(desk, wave) if gate not in skips]
    if missing:
        raise Declined("declined-wave-gates", wave=wave.name, count=len(missing))


def is_overtaken(desk: Desk, request: Request) -> bool:
    """Whether a later request for the same wave is open or was carried out: it is that one's affair by now."""
    if request.kind is not Kind.EXPAND_SCOPE:
        return False
    later = requests.list_by(desk, _LATER, number=request.number)
    return any(one.terms.get("wave") == request.terms["wave"] for one in later)


def pending(desk: Desk, wave: str) -> int:
    """The request for this wave that is still open, in either direction; 0 for none."""
    found = requests.list_by(desk, _OPEN)
    return next((one.number for one in found if one.terms.get("wave") == wave), 0)


def may_announce(request: Request) -> bool:
    """Whether there is something that people may be told: they get in."""
    return request.kind is Kind.EXPAND_SCOPE and not request.terms.get("back") and request.state in _TOLD


def moment_of(request: Request) -> datetime | None:
    """When a wave starts; None where it starts once it is approved."""
    at = request.terms.get("at")
    return datetime.fromisoformat(at) if at else None


def is_missed(request: Request) -> bool:
    """Whether it missed its moment and waits for a word."""
    return request.state is State.SCHEDULED and request.why is not None and request.why[0] == MISSED


def reading_of(request: Request) -> int:
    """The reading that is frozen with the present revision; 0 before the first."""
    return int(request.terms.get("reading") or 0)


def size_of(counts: Mapping[str, int]) -> int:
    """How many people a wave touches: what an approver types to confirm."""
    return sum(counts.get(change, 0) for change in (*GAINS, "switched_off", "lost"))


def typed_for(counts: Mapping[str, int]) -> int:
    """What an approver types to confirm: how many people it touches, or all who are read back where it touches nobody."""
    return size_of(counts) or sum(counts.values())


def counts_of(desk: Desk, request: Request) -> dict[str, int]:
    """How many people of each change are frozen with the present revision."""
    reading = reading_of(request)
    return dict(readings.get(desk, reading).counts) if reading else {}


def needs_confirmation(desk: Desk, request: Request) -> bool:
    """Whether an approver types the number of people: many, a way back, a skipped check, or an owner or external administrator among them."""
    if request.terms.get("back") or request.terms.get("skips"):
        return True
    reading = reading_of(request)
    if not size_of(counts_of(desk, request)):
        return False  # nobody gets anything: it is read back alone
    weighty = readings.count(desk, reading, marks=("owner",)) or _external_administrators(desk, reading)
    return size_of(counts_of(desk, request)) > MANY or bool(weighty)


def _external_administrators(desk: Desk, reading: int) -> bool:
    """Whether an external gets an administrator's role."""
    externals = readings.lines(desk, reading, marks=("external",), limit=readings.MOST_MOVED)
    return any("administrator" in line.marks for line in externals)
