"""What must be true before a wave may go: checked by Usher from what was read lately, or signed by a person with evidence.

A gate that is not true says why, what to do next, and who can do it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from provisioning.domain import dates
from provisioning.domain.states import State
from provisioning.domain.waves import GATES
from provisioning.usecases import authority, grouping, jobs, people, requests, signing
from provisioning.usecases.people import administrator_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from provisioning.domain.waves import Wave
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.grouping import GroupFact
    from provisioning.usecases.requests import Request
    from provisioning.usecases.signing import Signature

#: A check speaks of the present: what was read longer ago (world time) says nothing.
LATELY = timedelta(hours=1)
#: So long the job must have run well after a wave.
WATCHED = timedelta(days=7)

Why = tuple[str, dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Gate:
    """One gate as it stands."""

    #: One of :data:`provisioning.domain.waves.GATES`.
    key: str
    ok: bool
    #: "checked" by Usher, or "signed" by a person.
    kind: str = "checked"
    #: Names of those who signed or confirmed; "" for a check that needs nobody.
    by: str = ""
    #: When it was signed, or what it says was read; None where it says nothing yet.
    at: datetime | None = None
    #: Key and values of the sentence that says why it is not true and what to do next.
    why: Why | None = None
    #: Names of people who can make it true.
    who_may: tuple[str, ...] = ()


def states(desk: Desk, wave: Wave) -> tuple[Gate, ...]:
    """The gates of a wave, in the order of the article."""
    return tuple(_GATES[key](desk, wave) for key in GATES if key in wave.gates)


def missing(desk: Desk, wave: Wave) -> tuple[str, ...]:
    """Keys of the wave's gates that are not true now."""
    return tuple(gate.key for gate in states(desk, wave) if not gate.ok)


def list_asked(desk: Desk) -> list[Request]:
    """Every request about a wave, newest first."""
    return requests.list_by(desk, requests.WAVES)


def opened(desk: Desk) -> dict[str, datetime]:
    """When each wave was proven that is open now; one that was taken back is not."""
    found: dict[str, datetime] = {}
    for request in reversed([one for one in list_asked(desk) if one.state is State.DELIVERED]):
        name = str(request.terms.get("wave", ""))
        if request.terms.get("back"):
            found.pop(name, None)
        else:
            found[name] = request.ended_at or desk.now
    return found


def provisioning(desk: Desk, wave: Wave | None = None) -> Gate:
    """The job exists, runs, is not in quarantine, and its last cycle ended well."""
    job, (healthy, why) = jobs.get(desk), jobs.is_healthy(desk)
    if job is not None and job.state == jobs.NOT_RUN and wave is not None and not wave.after:
        why = None  # the first wave starts it
    elif job is None:
        why = ("why-job-unknown", {})
    elif job.state and desk.now - job.read_at > LATELY:
        why = ("gate-provisioning-old", {"at": job.read_at.isoformat()})
    elif healthy and not job.last_state:
        why = ("gate-provisioning-first", {})
    elif healthy and job.last_state == "Failed":
        why = ("gate-provisioning-failed", {})
    return _checked(desk, "provisioning", why, at=job.read_at if job else None)


def externals(desk: Desk, wave: Wave | None = None) -> Gate:
    """The organisation has decided who is an external."""
    del wave
    why: Why | None = None if desk.rules.externals.decided else ("gate-externals-open", {})
    return _checked(desk, "externals", why)


def groups(desk: Desk, wave: Wave | None = None) -> Gate:
    """Every role group of the waves is there, fit to carry roles, and confirmed as it stands by two people."""
    del wave
    known = grouping.facts(desk)
    found = grouping.confirmations(desk, grouping.digest(known))
    why = _unfit(desk, known) or _unconfirmed(desk, found)
    return Gate(
        key="groups",
        ok=why is None,
        by=_names(desk, [one.by for one in found]),
        at=found[-1].at if found else None,
        why=_told(desk, why),
        who_may=signing.every_name(desk, _who_confirms(desk, why[0])) if why else (),
    )


def _unfit(desk: Desk, known: Sequence[GroupFact]) -> Why | None:
    """Why the groups of the waves cannot be confirmed."""
    ours = grouping.of_waves(desk, known)
    if not _read_lately(desk, known):
        return "gate-groups-unread", {}
    if absent := [one.name for one in ours if one.is_missing]:
        return "gate-groups-missing", {"groups": absent}
    if unfit := [one.name for one in ours if not one.is_fit]:
        return "gate-groups-unfit", {"groups": unfit}
    return None


def _unconfirmed(desk: Desk, found: Sequence[Signature]) -> Why | None:
    """Whose confirmation is missing; what was confirmed of another table does not count."""
    lacks = grouping.lacking(desk, found)
    if not lacks:
        return None
    if len(lacks) == 1:
        return f"gate-groups-lacks-{lacks[0]}", {}
    return ("gate-groups-changed" if signing.standing(desk, grouping.GATE) else "gate-groups-unconfirmed"), {}


def _who_confirms(desk: Desk, why: str) -> set[str]:
    """Who can do what the sentence asks for."""
    if why == "gate-groups-lacks-owner":
        return authority.owners(desk)
    both = {"gate-groups-changed", "gate-groups-unconfirmed", "gate-groups-lacks-another"}
    return people.list_administrators(desk) | (authority.owners(desk) if why in both else set())


def scope(desk: Desk, wave: Wave) -> Gate:
    """Nothing is in scope but what earlier waves brought there, and this one where it has begun and is not all done."""
    known = grouping.facts(desk)
    allowed = {name for one in _earlier(desk, wave) for name in one.groups}
    if _is_under_way(desk, wave):
        allowed |= set(wave.groups)
    surplus = [one.name for one in known if one.in_scope and one.name not in allowed] + grouping.strangers(desk)
    why: Why | None = ("gate-scope-surplus", {"groups": surplus}) if surplus else None
    if not _read_lately(desk, known):
        why = ("gate-groups-unread", {})
    return _checked(desk, "scope", why, at=_oldest(known))


def lifecycle(desk: Desk, wave: Wave) -> Gate:
    """The job has run well for seven days since the last of the waves before this one was proven."""
    return lifecycle_after(desk, [one.name for one in _earlier(desk, wave) if one.name != wave.name])


def lifecycle_after(desk: Desk, waves: Iterable[str]) -> Gate:
    """The same, of waves by name."""
    when, job = opened(desk), jobs.get(desk)
    proven = [when[name] for name in waves if name in when]
    check = provisioning(desk)
    since = max([*proven, job.healthy_since]) if proven and job and job.healthy_since else None
    why = check.why
    if not proven:
        why = ("gate-lifecycle-before", {})
    elif since and not why and desk.now < since + WATCHED:
        why = ("gate-lifecycle-since", {"until": dates.day_of(since + WATCHED, desk.rules.zone).isoformat()})
    waits = why is not None and why[0].startswith("gate-lifecycle")  # for time to pass, not for anybody
    gate = _checked(desk, "lifecycle", why, at=check.at)
    return replace(gate, who_may=()) if waits else gate


def signed(desk: Desk, key: str) -> Gate:
    """Whether somebody vouches for it."""
    found = signing.standing(desk, key)
    if found:
        return Gate(key=key, ok=True, kind="signed", by=_names(desk, [found[-1].by]), at=found[-1].at)
    who = signing.every_name(desk, signing.who_may(desk, key))
    return Gate(key=key, ok=False, kind="signed", why=(f"gate-{key}-open", {}), who_may=who)


def _checked(desk: Desk, key: str, why: Why | None, *, at: datetime | None = None) -> Gate:
    """A gate that an administrator can mend."""
    who = signing.every_name(desk, people.list_administrators(desk)) if why else ()
    return Gate(key=key, ok=why is None, at=at, why=_told(desk, why), who_may=who)


def _told(desk: Desk, why: Why | None) -> Why | None:
    """The sentence with the name of whom to ask."""
    return (why[0], {**why[1], "administrator": administrator_name(desk)}) if why else None


def _is_under_way(desk: Desk, wave: Wave) -> bool:
    """Whether this wave is being carried out, or what was last carried out of it left some people unproven."""
    begun = {State.EXECUTING, State.DELIVERED, State.PARTIALLY_DELIVERED}
    mine = [one for one in list_asked(desk) if one.terms.get("wave") == wave.name and one.state in begun]
    return bool(mine) and mine[0].state is not State.DELIVERED


def _earlier(desk: Desk, wave: Wave) -> list[Wave]:
    """The waves that stand before this one in the settings, and whichever are open."""
    order, when = list(desk.rules.waves), opened(desk)
    before = set(order[: order.index(wave.name)] if wave.name in order else order) | when.keys()
    return [one for name, one in desk.rules.waves.items() if name in before]


def _read_lately(desk: Desk, known: Sequence[GroupFact]) -> bool:
    """Whether every group was read lately."""
    oldest = _oldest(known)
    return oldest is not None and desk.now - oldest <= LATELY


def _oldest(known: Sequence[GroupFact]) -> datetime | None:
    """When the group was read that was read longest ago; None when one was never read."""
    moments = [one.read_at for one in known]
    return min((at for at in moments if at is not None), default=None) if all(moments) else None


def _names(desk: Desk, who: Iterable[str]) -> str:
    """Names in a row, each once, in the order given."""
    ordered = list(dict.fromkeys(who))
    names = people.names_of(desk, ordered)
    return ", ".join(names[one] for one in ordered)


def _validated(desk: Desk, wave: Wave) -> Gate:
    del wave
    return signed(desk, "validated")


def _ready(desk: Desk, wave: Wave) -> Gate:
    del wave
    return signed(desk, "ready")


_GATES: dict[str, Callable[[Desk, Wave], Gate]] = {
    "provisioning": provisioning,
    "externals": externals,
    "groups": groups,
    "scope": scope,
    "validated": _validated,
    "ready": _ready,
    "lifecycle": lifecycle,
}
