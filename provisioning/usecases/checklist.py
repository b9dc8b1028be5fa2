"""``rollout``: the article's eight steps as they stand, the waves, and the next thing to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provisioning import views
from provisioning.domain.errors import Declined
from provisioning.usecases import authority, carding, gating, group_reading, people, reading, signing, waving
from provisioning.usecases.gating import Gate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from provisioning.domain.waves import Wave
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

#: The eighth step but one: everybody else enters the scope.
WAVE = "wave"
CHECKLIST_VERBS = (*signing.SIGN_VERBS, "gate.validated", "gate.ready", "groups.look", "say")
#: What to type where a step's reason names something that a command mends.
_BY_REASON = {
    "why-job-not-run": "rollout-type-start",
    "why-job-paused": "rollout-type-resume",
    "rollout-team-open": "rollout-type-preview",
    "rollout-wave-open": "rollout-type-preview",
}
_BY_STEP = {"provisioning": "rollout-type-setup", "groups": "rollout-type-groups"}


def open_card(desk: Desk, member: Member) -> str:
    """The checklist for owners, administrators and auditors; for those who test first the statement that is theirs to sign.

    Declines everybody else. Returns the card's id.
    """
    authority.check_fresh(desk)
    who = member.pseudonym
    if _may_see(desk, who):
        return carding.issue(desk, who, signing.ROLLOUT, verbs=CHECKLIST_VERBS, gate="")
    if who in signing.project_team(desk):
        return carding.issue(desk, who, signing.SIGNING, verbs=signing.SIGN_VERBS, gate="validated")
    raise Declined("declined-rollout-others", names=signing.some_names(desk, authority.owners(desk)))


def checklist_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.ChecklistView:
    """The checklist at this moment. ``marks`` are not used."""
    del marks
    who, reader = card.recipient, reading.reader(desk, card.recipient)
    if not _may_see(desk, who):
        return views.ChecklistView(card=card.id, reader=reader, denied=True)
    found, gate = steps(desk), str(card.terms.get("gate", ""))
    told = group_reading.signing_view(desk, gate, who) if gate else None
    part = signing.part_of(desk, who)
    if told:
        verbs = group_reading.signing_verbs(desk, told, who)
        verbs = verbs if "gate.sign" in verbs else [*verbs, "gate.not_yet"]
    else:
        verbs = ["gate.validated", "gate.ready", "groups.look"]
    return views.ChecklistView(
        card=card.id,
        reader=reader,
        steps=tuple(_step_view(one) for one in found),
        waves=_waves(desk),
        next=_next(desk, found, part) if part else None,
        signing=told,
        verbs=tuple(verbs),
    )


def _may_see(desk: Desk, who: str) -> bool:
    return bool(signing.part_of(desk, who)) or who in people.list_auditors(desk)


def steps(desk: Desk) -> tuple[Gate, ...]:
    """The article's eight steps, each as a gate."""
    last, team = _last_wave(desk), _team_wave(desk)
    when = gating.opened(desk)
    return (
        gating.provisioning(desk),
        gating.externals(desk),
        gating.groups(desk),
        _team_alone(desk, team, last, when),
        gating.signed(desk, "validated"),
        gating.signed(desk, "ready"),
        _wave_step(last, when, "rollout-wave-open"),
        gating.lifecycle_after(desk, [last.name] if last else []),
    )


def _last_wave(desk: Desk) -> Wave | None:
    """The wave that the article calls go-live: as the settings name it, else the last one."""
    waves = list(desk.rules.waves.values())
    return desk.rules.waves.get(desk.rules.rollout.go_live) or (waves[-1] if waves else None)


def _team_wave(desk: Desk) -> Wave | None:
    """The wave of those who test first: the one that go-live comes after, else the first."""
    last = _last_wave(desk)
    first = next(iter(desk.rules.waves.values()), None)
    return (desk.rules.waves.get(last.after) if last else None) or first


def _team_alone(desk: Desk, team: Wave | None, last: Wave | None, when: Mapping[str, datetime]) -> Gate:
    """Those who test first are in scope, and until go-live nobody else is."""
    entered = _wave_step(team, when, "rollout-team-open")
    if not entered.ok or last is None or last.name in when:
        return Gate(key="scope", ok=entered.ok, at=entered.at, why=entered.why)
    return gating.scope(desk, last)


def _wave_step(wave: Wave | None, when: Mapping[str, datetime], why: str) -> Gate:
    """Whether a wave is proven."""
    if wave is None:
        return Gate(key=WAVE, ok=False, why=("rollout-no-waves", {}))
    if wave.name in when:
        return Gate(key=WAVE, ok=True, at=when[wave.name])
    return Gate(key=WAVE, ok=False, why=(why, {"wave": wave.name}))


def _step_view(gate: Gate) -> views.ChecklistStepView:
    return views.ChecklistStepView(
        key=gate.key, done=gate.ok, by=gate.by, at=gate.at, why=gate.why, who_may=gate.who_may
    )


def _next(desk: Desk, found: tuple[Gate, ...], part: str) -> tuple[str, Mapping[str, object]] | None:
    """The command that helps with the first open step; None where it is a signature or the settings that are missing, or others."""
    first = next((gate for gate in found if not gate.ok), None)
    if first is None or first.why is None:
        return None
    key = _BY_REASON.get(first.why[0]) or _BY_STEP.get(first.key)
    wave = str(first.why[1].get("wave", ""))
    if wave and (part == signing.ADMINISTRATOR or waving.pending(desk, wave)):
        return None  # owners ask for a wave, and once
    return (key, {"wave": wave}) if key else None


def _waves(desk: Desk) -> tuple[views.WaveRowView, ...]:
    """Where each wave stands, in the order of the settings."""
    when = gating.opened(desk)
    newest: dict[str, Request] = {}
    for one in gating.list_asked(desk):
        newest.setdefault(str(one.terms.get("wave", "")), one)
    return tuple(_wave_row(wave, when, newest.get(wave.name)) for wave in desk.rules.waves.values())


def _wave_row(wave: Wave, when: Mapping[str, datetime], newest: Request | None) -> views.WaveRowView:
    return views.WaveRowView(
        name=wave.name,
        groups=wave.groups,
        proven=when.get(wave.name),
        number=newest.number if newest else 0,
        state=newest.state.value if newest else "",
        back=bool(newest and newest.terms.get("back")),
        planned=wave.planned,
    )
