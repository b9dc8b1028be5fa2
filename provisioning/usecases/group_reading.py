"""What the cards of the role groups and of the signatures show now."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from provisioning import views
from provisioning.usecases import grouping, parties, people, reading, signing
from provisioning.usecases.people import administrator_name
from provisioning.views.looking import Look

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.signing import Signature


def groups_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.GroupsView:
    """The table as the worker read it for this card. ``marks`` are not used."""
    del marks
    look, about, who = Look(card.terms["state"]), card.terms.get("about", ""), card.recipient
    part, reader = signing.part_of(desk, who), reading.reader(desk, who)
    if not part:
        return views.GroupsView(card=card.id, reader=reader, look=look, denied=True)
    known = grouping.facts(desk)
    outdated = bool(about) and about != grouping.digest(known)
    found = grouping.confirmations(desk, str(about)) if about else []
    lacks = grouping.lacking(desk, found) if about else ()
    fits = all(one.is_fit for one in grouping.of_waves(desk, known))
    helps = part == signing.BOTH or bool({part, grouping.ANOTHER} & set(lacks))
    mine = any(one.by == who for one in found)
    offered = (
        ("groups.confirm", look is Look.SEEN and fits and not outdated and not mine and lacks and helps),
        ("groups.look", look is not Look.LOOKING),
        ("gate.withdraw", any(signing.may_withdraw(desk, who, one) for one in found)),
    )
    return views.GroupsView(
        card=card.id,
        reader=reader,
        look=look,
        at=datetime.fromisoformat(card.terms["at"]) if card.terms.get("at") else None,
        rows=_rows(desk, card.terms["rows"]),
        strangers=tuple(grouping.strangers(desk)),
        confirmed=confirmed(desk, found),
        lacks=lacks,
        outdated=outdated,
        changed=not found and bool(about) and bool(signing.standing(desk, grouping.GATE)),
        administrator=administrator_name(desk),
        verbs=tuple(verb for verb, fits in offered if fits),
    )


def _rows(desk: Desk, rows: Sequence[Mapping[str, Any]]) -> tuple[views.GroupRowView, ...]:
    """The card's rows with the roles that the settings give to each group."""
    in_waves = {name for wave in desk.rules.waves.values() for name in wave.groups}
    told = {group.name: group for group in reading.group_views(desk, [str(row["name"]) for row in rows])}
    return tuple(
        views.GroupRowView(
            group=told[row["name"]],
            kind=str(row["kind"]),
            followed=desk.rules.groups[row["name"]].followed,
            in_scope=bool(row["in_scope"]),
            people=int(row["people"]),
            nested=tuple(row["nested"]),
            spare=row["name"] not in in_waves,
        )
        for row in rows
        if row["name"] in told
    )


def confirmed(desk: Desk, found: list[Signature]) -> tuple[views.ConfirmedView, ...]:
    """Who signed, with the evidence as it was typed."""
    names, texts = people.names_of(desk, [one.by for one in found]), signing.evidence_of(desk, found)
    return tuple(
        views.ConfirmedView(name=names[one.by], part=one.part, at=one.at, evidence=texts[one.id]) for one in found
    )


def signing_view(desk: Desk, gate: str, who: str) -> views.SigningView:
    """A statement, who signed it, and whether this reader may."""
    found, may = signing.standing(desk, gate), signing.who_may(desk, gate)
    return views.SigningView(
        gate=gate,
        may_sign=who in may and not any(one.by == who for one in found),
        signed=confirmed(desk, found),
        who_may=signing.every_name(desk, may),
    )


def signing_verbs(desk: Desk, told: views.SigningView, who: str) -> list[str]:
    """What this reader may press under a statement."""
    may_withdraw = any(signing.may_withdraw(desk, who, one) for one in signing.standing(desk, told.gate))
    return [
        *(["gate.sign", "gate.not_yet"] if told.may_sign else []),
        *(["gate.withdraw"] if may_withdraw else []),
    ]


def sign_card(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """A statement on a card of its own, for whoever may sign it or has. ``marks`` are not used."""
    del marks
    gate = str(card.terms["gate"])
    signers = {*signing.who_may(desk, gate), *(one.by for one in signing.standing(desk, gate))}
    if card.recipient not in signers and (denied := parties.denied_but_in_charge(desk, card)):
        return denied
    told = signing_view(desk, gate, card.recipient)
    verbs = tuple(signing_verbs(desk, told, card.recipient))
    return views.SignCardView(card=card.id, reader=reading.reader(desk, card.recipient), signing=told, verbs=verbs)
