"""Views of the role groups, of the checklist and of what people sign."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sentences import WHYS

from provisioning.domain.states import State
from provisioning.views import (
    ChecklistStepView,
    ChecklistView,
    ConfirmedView,
    GroupRowView,
    GroupsView,
    GroupView,
    Look,
    RoleView,
    SignCardView,
    SigningView,
    WaveRowView,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provisioning.views import CardView, Reader

AT = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)
ADD_IN = RoleView(name="Add-in User", effect="add-in-user", is_administrator=False, optional=True)
VISITORS = RoleView(name="Visitors Administrator", effect="visitors-administrator", is_administrator=True)
KINDS = ("assigned", "missing", "dynamic", "role_assignable", "on_premises", "no_security")
PARTS = ("owner", "administrator", "both")
STEPS = ("provisioning", "externals", "groups", "scope", "validated", "ready", "wave", "lifecycle")
#: Why a step is open, with the values of the sentence.
REASONS: dict[str, dict[str, object]] = {
    "gate-provisioning-old": {"at": AT.isoformat()},
    "gate-provisioning-first": {},
    "gate-provisioning-failed": {},
    "gate-externals-open": {},
    "gate-groups-unread": {},
    "gate-groups-missing": {"groups": ["Receptionists"]},
    "gate-groups-unfit": {"groups": ["Receptionists", "Service teams"]},
    "gate-groups-unconfirmed": {},
    "gate-groups-changed": {},
    "gate-groups-lacks-owner": {},
    "gate-groups-lacks-administrator": {},
    "gate-groups-lacks-another": {},
    "gate-scope-surplus": {"groups": ["Secretaries"]},
    "gate-validated-open": {},
    "gate-ready-open": {},
    "gate-lifecycle-before": {},
    "gate-lifecycle-since": {"until": "2026-12-14"},
    "rollout-team-open": {"wave": "project-team"},
    "rollout-wave-open": {"wave": "go-live"},
    "rollout-no-waves": {},
}
COMMANDS = ("setup", "groups", "start", "resume", "preview")


def group_row(name: str = "Receptionists", kind: str = "assigned", **more: object) -> GroupRowView:
    """One group."""
    told = GroupRowView(
        group=GroupView(name=name, roles=(ADD_IN, VISITORS)), kind=kind, followed=False, in_scope=True, people=12
    )
    return replace(told, **more)  # type: ignore[arg-type]  # fields of the view


def groups_view(card: str, reader: Reader, **more: object) -> GroupsView:
    """The table as it is to be confirmed."""
    rows = tuple(group_row(f"Group {number}") for number in range(1, 9))
    told = GroupsView(
        card=card,
        reader=reader,
        look=Look.SEEN,
        at=AT,
        rows=rows,
        lacks=("administrator", "owner"),
        administrator="Maria",
        verbs=("groups.confirm", "groups.look"),
    )
    return replace(told, **more)  # type: ignore[arg-type]  # fields of the view


def tables(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """The table of groups: each look, kind and confirmation."""
    yield "groups", groups_view(card, reader)
    for look in Look:
        yield f"groups-{look}", groups_view(card, reader, look=look)
    yield "groups-denied", groups_view(card, reader, denied=True)
    for kind in KINDS:
        for followed in (False, True):
            rows = (group_row(kind=kind, followed=followed, in_scope=followed), group_row(kind=kind, spare=True))
            yield f"groups-{kind}-{followed}", groups_view(card, reader, rows=rows, verbs=("groups.look",))
    nested = (group_row(nested=("Night Shift",), people=0), group_row(nested=("Night Shift", "Day Shift"), people=1))
    yield "groups-nested", groups_view(card, reader, rows=nested)
    for part in PARTS:
        one = ConfirmedView(name="Maria", part=part, at=AT)
        yield f"groups-by-{part}", groups_view(card, reader, confirmed=(one,), lacks=(), verbs=("gate.withdraw",))
    for lacks in ("owner", "administrator", "another"):
        yield f"groups-lacks-{lacks}", groups_view(card, reader, lacks=(lacks,), changed=True)
    for ids in (("8aa1a0c0-6f52",), ("8aa1a0c0-6f52", "9bb1a0c0-6f52")):
        yield f"groups-strangers-{len(ids)}", groups_view(card, reader, strangers=ids)
    yield "groups-outdated", groups_view(card, reader, outdated=True, verbs=("groups.look",))


def signing(gate: str = "ready", **more: object) -> SigningView:
    """A statement that the reader may sign."""
    told = SigningView(gate=gate, may_sign=True, who_may=("Olivia", "Priya"))
    return replace(told, **more)  # type: ignore[arg-type]  # fields of the view


def statements(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """Statements to be signed, signed, and not the reader's to sign."""
    for gate in ("validated", "ready"):
        form = SignCardView(card=card, reader=reader, signing=signing(gate), verbs=("gate.sign", "gate.not_yet"))
        yield f"sign-{gate}", form
        yield f"sign-{gate}-no", replace(form, signing=signing(gate, may_sign=False), verbs=())
        for part in (*PARTS, "signer"):
            one = ConfirmedView(name="Priya", part=part, at=AT, evidence="https://wiki.example/tests, 20 Nov")
            told = signing(gate, may_sign=False, signed=(one, replace(one, evidence="")))
            yield f"sign-{gate}-{part}", replace(form, signing=told, verbs=("gate.withdraw",))


def checklist(card: str, reader: Reader, **more: object) -> ChecklistView:
    """The checklist on the day before go-live is asked for."""
    steps = [ChecklistStepView(key=key, done=True, at=AT) for key in STEPS[:4]]
    steps += [ChecklistStepView(key="validated", done=True, by="Priya", at=AT)]
    steps += [ChecklistStepView(key="ready", done=False, why=("gate-ready-open", {}), who_may=("Olivia",))]
    steps += [ChecklistStepView(key=key, done=False, why=("gate-lifecycle-before", {})) for key in STEPS[6:]]
    team = WaveRowView(name="project-team", groups=("Owners",), proven=AT, number=12, state=State.DELIVERED)
    live = WaveRowView(name="go-live", groups=("Receptionists",), planned=date(2026, 12, 7))
    told = ChecklistView(
        card=card,
        reader=reader,
        steps=tuple(steps),
        waves=(team, live),
        verbs=("gate.validated", "gate.ready", "groups.look"),
    )
    return replace(told, **more)  # type: ignore[arg-type]  # fields of the view


def checklists(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """The checklist: each step done and open, each wave, each next thing to do."""
    yield "rollout", checklist(card, reader)
    yield "rollout-denied", checklist(card, reader, denied=True)
    jobs = {key: values for key, values in WHYS.items() if key.startswith("why-job-")}
    for why, values in (REASONS | jobs).items():
        one = ChecklistStepView(key="groups", done=False, why=(why, {"administrator": "Maria", **values}))
        yield f"rollout-{why}", checklist(card, reader, steps=(one,))
    done = tuple(ChecklistStepView(key=key, done=True, at=AT if key != "externals" else None) for key in STEPS)
    yield "rollout-done", checklist(card, reader, steps=done, waves=())
    for command in COMMANDS:
        told = (f"rollout-type-{command}", {"wave": "go-live"})
        yield f"rollout-next-{command}", checklist(card, reader, next=told)
    for state in State:
        for back in (False, True):
            wave = WaveRowView(name="go-live", groups=(), number=13, state=state, back=back)
            yield f"rollout-wave-{state}-{back}", checklist(card, reader, waves=(wave,))
    yield "rollout-signing", checklist(card, reader, signing=signing(), verbs=("gate.sign", "gate.not_yet"))


def gate_cards(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """All of them."""
    yield from tables(card, reader)
    yield from statements(card, reader)
    yield from checklists(card, reader)
