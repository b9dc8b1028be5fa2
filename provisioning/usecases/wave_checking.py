"""A wave that was asked for, once everybody was read: refuse it, or freeze the set of people and ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provisioning.domain.errors import Declined
from provisioning.domain.preview import Preview
from provisioning.domain.states import Option, State
from provisioning.usecases import checking, gating, readings, refusing, requests, wave_proving, waving

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.readings import Reading
    from provisioning.usecases.requests import Request

Why = tuple[str, dict[str, Any]]


def begin(desk: Desk, number: int, revision: int) -> int | None:
    """A reading for a submitted (or voided) request; None when it has moved on, or is refused unread: its wave is named no more.

    One that was begun before is read anew.
    """
    request = requests.get(desk, number, lock=True)
    if request.revision != revision or request.state not in {State.SUBMITTED, State.VOID}:
        return None
    if why := refusing.wave_not_named(desk, request):
        checking.refuse(desk, request, why)
        return None
    return begin_for(desk, request)


def begin_for(desk: Desk, request: Request) -> int:
    """The reading that is under way for this request, or a new one."""
    known = int(request.terms.get("reads") or 0)
    if known and readings.get(desk, known).state == "reading":
        return known
    reading = readings.begin(desk, wave_of(request), back=bool(request.terms.get("back")), request=request.number)
    requests.change(desk, request.number, terms={**request.terms, "reads": reading})
    return reading


def wave_of(request: Request) -> str:
    """The wave's name as in the settings."""
    return str(request.terms["wave"])


def record(desk: Desk, number: int, revision: int, reading: int) -> None:
    """Judge the request on what was read; nothing happens when it has moved on."""
    request = requests.get(desk, number, lock=True)
    if request.revision != revision or request.state not in {State.SUBMITTED, State.VOID}:
        return
    found = readings.get(desk, reading)
    why = refusal(desk, request, found)
    if why:
        checking.refuse(desk, request, why)
    else:
        freeze(desk, request, found)


def refusal(desk: Desk, request: Request, found: Reading) -> Why | None:
    """Why the wave cannot be: named no more, groups that are not there, one that must come first, a check that is open, nothing to take back."""
    if why := refusing.wave_not_named(desk, request):
        return why
    wave = desk.rules.get_wave(wave_of(request))
    back = bool(request.terms.get("back"))
    if back and not set(found.notes["in_scope"]) & set(wave.groups):
        return "declined-wave-not-in", {"wave": wave.name}
    if not back and (missing := found.notes["missing"]):
        return "declined-wave-groups", {"groups": list(missing)}
    try:
        if back:
            waving.check_owners(desk, wave)
            return None
        waving.check_order(desk, wave)
        waving.check_gates(desk, wave, skips_of(request))
    except Declined as declined:
        return declined.key, dict(declined.values)
    return None


def skips_of(request: Request) -> tuple[str, ...]:
    """The checks that are skipped with the request."""
    return tuple(request.terms.get("skips", ()))


def open_gates(desk: Desk, request: Request) -> list[str]:
    """Checks of the wave that are open and not skipped, at this moment; the audit keeps which held."""
    if request.terms.get("back"):
        return []
    gates, skips = gating.states(desk, desk.rules.get_wave(wave_of(request))), skips_of(request)
    held, left = ([gate.key for gate in gates if gate.ok is ok] for ok in (True, False))
    desk.audit("gate.checked", request=request.number, revision=request.revision, held=held, open=left)
    return [gate for gate in left if gate not in skips]


def freeze(desk: Desk, request: Request, found: Reading) -> None:
    """Exactly this set is asked for."""
    take(desk, request, found)
    checking.ask(desk, requests.get(desk, request.number, lock=True), preview_of(desk, request, found))


def take(desk: Desk, request: Request, found: Reading) -> None:
    """From now on the request is about the people of this reading."""
    terms = {**request.terms, "reading": found.id, "reads": None}
    requests.change(desk, request.number, terms=terms)


def preview_of(desk: Desk, request: Request, found: Reading) -> Preview:
    """What a wave changes: groups that enter or leave the scope, by their object ids, and the hash over its people.

    On the way back, the roles that some keep on the platform itself as well.
    """
    wave, inside = desk.rules.get_wave(wave_of(request)), set(found.notes["in_scope"])
    back = bool(request.terms.get("back"))
    ids = found.notes["groups"]
    kept = wave_proving.list_kept(desk, found.id) if back else {}
    return Preview(
        option=Option.GUEST,
        subject=request.subject,
        directory="none",
        account="unseen",
        joins=() if back else tuple(name for name in wave.groups if name not in inside),
        leaves=tuple(name for name in wave.groups if name in inside) if back else (),
        group_ids=tuple(sorted((name, ids[name]) for name in wave.groups if name in ids)),
        direct=tuple(sorted(frozenset().union(*kept.values()))),
        people=found.digest,
    )
