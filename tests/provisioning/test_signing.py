"""What people vouch for: who may, two people for the groups, a changed table, and taking it back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from office import OWNERS, employee, group
from test_gating import EVERYBODY, GOOD, TEAM, gates, prove, read_groups, told

from cards.render import render
from provisioning import views
from provisioning.domain.errors import Declined
from provisioning.domain.ports import GroupKind
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, checklist, erasing, grouping, jobs, sending, showing, signing
from provisioning.usecases.grouping import Inside, Seen
from provisioning.views import Look

if TYPE_CHECKING:
    from office import Office

    from provisioning.usecases.carding import Card

EVIDENCE = "https://wiki.example/guide, training 1 December"


async def card_of(office: Office, card: str) -> Card:
    return await office.service.look(carding.get, card)


async def view(office: Office, card: str) -> Any:
    """What the card shows now."""
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))


def seen(office: Office, **changed: Any) -> Seen:
    """What the worker reads; ``changed`` by name, None: not found."""
    known = {name: group(name) for name in office.rules.groups} | changed
    found = {name: one for name, one in known.items() if one is not None}
    return Seen(groups=found, scope={"gid-Owners"}, inside={name: Inside(people=2) for name in found})


async def table(office: Office, by: str, **changed: Any) -> str:
    """Somebody types ``groups``, and the worker has looked."""
    card = str(await office.do(grouping.open_card, office.members[by]))
    await office.do(grouping.record, card, 1, seen(office, **changed))
    return card


async def confirm(office: Office, by: str, card: str = "") -> str:
    """Press Confirm; the key of why not, or ""."""
    pressed = await card_of(office, card or await table(office, by))
    return await declined(office, grouping.confirm, office.members[by], pressed)


async def declined(office: Office, usecase: Any, *args: Any) -> str:
    """Why a use case is declined; "" when it is not."""
    try:
        await office.do(usecase, *args)
    except Declined as error:
        return error.key
    return ""


async def statement(office: Office, by: str, gate: str) -> Card:
    """The checklist of somebody on which a statement was chosen."""
    card = str(await office.do(checklist.open_card, office.members[by]))
    await office.do(signing.choose, await card_of(office, card), gate)
    return await card_of(office, card)


async def sign(office: Office, by: str, gate: str, *, evidence: str = EVIDENCE) -> str:
    """Sign on one's own card; the key of why not, or ""."""
    return await declined(office, signing.sign, office.members[by], await statement(office, by, gate), evidence)


async def test_an_administrator_and_an_owner_confirm_the_groups(office: Office) -> None:
    card = await table(office, "maria")
    shown = await view(office, card)
    assert (shown.lacks, "groups.confirm" in shown.verbs) == (("administrator", "owner"), True)
    assert await confirm(office, "maria", card) == ""
    assert await told(office, "groups") == "gate-groups-lacks-owner"
    shown = await view(office, card)
    assert (shown.lacks, [one.name for one in shown.confirmed]) == (("owner",), ["Maria"])
    assert "groups.confirm" not in shown.verbs
    assert await confirm(office, "olivia") == ""
    gate = (await gates(office))["groups"]
    assert (gate.ok, gate.by, gate.at) == (True, "Maria, Olivia", office.clock.now())
    assert [event for event in await office.events() if event == "groups.confirmed"] == ["groups.confirmed"] * 2


async def test_two_owners_are_not_enough_and_one_press_counts_once(office: Office) -> None:
    card = await table(office, "olivia")
    for _ in range(2):
        assert await confirm(office, "olivia", card) == ""
    assert await confirm(office, "adam") == ""
    assert await told(office, "groups") == "gate-groups-lacks-administrator"
    assert len(await office.rows(t.signatures)) == 2


async def test_who_is_both_counts_as_either_and_never_as_the_two(office: Office) -> None:
    office.change_rules(administrators=frozenset({"olivia@contoso.example"}))
    assert await confirm(office, "olivia") == ""
    assert await told(office, "groups") == "gate-groups-lacks-another"
    assert await confirm(office, "adam") == ""
    assert (await gates(office))["groups"].ok


async def test_the_two_accounts_of_one_person_are_one(office: Office) -> None:
    office.change_rules(linked=(frozenset({"maria@contoso.example", "olivia@contoso.example"}),))
    assert [await confirm(office, by) for by in ("maria", "olivia")] == ["", ""]
    assert await told(office, "groups") == "gate-groups-lacks-another"
    assert await confirm(office, "adam") == ""
    assert (await gates(office))["groups"].ok


@pytest.mark.parametrize("change", ["kind", "id", "roles"])
async def test_a_table_that_has_changed_is_unconfirmed_again(office: Office, change: str) -> None:
    old = await table(office, "adam")
    assert [await confirm(office, by) for by in ("maria", "olivia")] == ["", ""]
    changed = group("Receptionists")
    if change == "roles":
        other = replace(office.rules.groups["Receptionists"], roles=("Owner",))
        office.change_rules(groups={**office.rules.groups, "Receptionists": other})
    elif change == "id":
        changed = replace(changed, id="gid-another")
    else:
        followed = replace(office.rules.groups["Receptionists"], followed=True)
        office.change_rules(groups={**office.rules.groups, "Receptionists": followed})
        changed = replace(changed, kind=GroupKind.DYNAMIC)
    card = await table(office, "adam", Receptionists=changed)
    assert await told(office, "groups") == "gate-groups-changed"
    shown = await view(office, card)
    assert (shown.changed, shown.confirmed, shown.outdated) == (True, (), False)
    assert (await view(office, old)).outdated
    assert await confirm(office, "adam", old) == "declined-groups-changed"
    assert await told(office, "groups") == "gate-groups-changed"


async def test_what_is_missing_or_unfit_cannot_be_confirmed(office: Office) -> None:
    for odd in (None, group("Receptionists", GroupKind.DYNAMIC)):
        card = await table(office, "olivia", Receptionists=odd)
        shown = await view(office, card)
        assert ("groups.confirm" in shown.verbs, shown.administrator) == (False, "Maria")
        assert await confirm(office, "olivia", card) == "declined-groups-unfit"
    assert await office.rows(t.signatures) == []


async def test_before_it_was_read_there_is_nothing_to_confirm_and_a_late_answer_is_dropped(office: Office) -> None:
    card = str(await office.do(grouping.open_card, office.members["olivia"]))
    assert (await view(office, card)).look is Look.LOOKING
    assert await confirm(office, "olivia", card) == "declined-groups-changed"
    await office.do(grouping.look_again, office.members["olivia"], await card_of(office, card))
    await office.do(grouping.record, card, 1, seen(office))
    assert await office.service.look(grouping.wanted, card, 1) is None
    assert (await view(office, card)).look is Look.LOOKING
    await office.do(grouping.record_unread, card, 2, Look.NO_DIRECTORY)
    shown = await view(office, card)
    assert (shown.look, shown.verbs) == (Look.NO_DIRECTORY, ("groups.look",))


async def test_only_owners_and_administrators_see_the_groups(office: Office) -> None:
    erin = await office.meet("erin")
    assert await declined(office, grouping.open_card, erin) == "declined-rollout-others"
    card = await table(office, "olivia")
    await office.read_directory(["adam", "berta", "carl"])
    assert ((await view(office, card)).denied, (await view(office, card)).rows) == (True, ())
    assert await confirm(office, "olivia", card) == "declined-rollout-others"


async def test_a_confirmation_is_taken_back_by_who_gave_it_or_an_administrator(office: Office) -> None:
    assert [await confirm(office, by) for by in ("maria", "olivia")] == ["", ""]
    adam = await table(office, "adam")
    assert "gate.withdraw" not in (await view(office, adam)).verbs
    assert await declined(office, signing.withdraw, office.members["adam"], await card_of(office, adam)) == (
        "declined-gate-withdraw"
    )
    assert (await gates(office))["groups"].ok
    card = await card_of(office, await table(office, "olivia"))
    assert await declined(office, signing.withdraw, office.members["olivia"], card) == ""
    assert await told(office, "groups") == "gate-groups-lacks-owner"
    assert (await office.events())[-1] == "gate.withdrawn"


async def test_the_project_team_and_owners_sign_what_was_tried(office: Office) -> None:
    for by, may in (("maria", False), ("olivia", True)):
        assert await sign(office, by, "validated") == ("" if may else "declined-gate-signer")
    await team(office, "priya")
    card = str(await office.do(checklist.open_card, office.members["priya"]))
    shown = await view(office, card)
    assert (type(shown), shown.signing.gate, shown.verbs) == (
        views.SignCardView,
        "validated",
        ("gate.sign", "gate.not_yet"),
    )
    await office.do(signing.sign, office.members["priya"], await card_of(office, card), EVIDENCE)
    shown = await view(office, card)
    assert [(one.name, one.part, one.evidence) for one in shown.signing.signed] == [
        ("Olivia", "owner", EVIDENCE),
        ("Priya", "signer", EVIDENCE),
    ]
    assert (await gates(office))["validated"].by == "Priya"


async def team(office: Office, *members: str) -> None:
    """Who is in the project team, as read."""
    users = [employee(key) for key in members]
    await office.do(authority.record_members, office.rules.rollout.project_team, users)


async def test_owners_and_administrators_sign_that_training_is_ready(office: Office) -> None:
    await team(office, "priya")
    card = str(await office.do(checklist.open_card, office.members["priya"]))
    forged = replace(await card_of(office, card), terms={"gate": "ready"})
    assert await declined(office, signing.sign, office.members["priya"], forged, EVIDENCE) == "declined-gate-signer"
    assert await sign(office, "maria", "ready", evidence="  ") == "declined-gate-evidence"
    assert await told(office, "ready") == "gate-ready-open"
    for _ in range(2):
        assert await sign(office, "maria", "ready") == ""
    assert (await gates(office))["ready"].by == "Maria"
    assert len(await office.rows(t.signatures)) == 1


async def test_who_left_the_owners_signs_no_more(office: Office) -> None:
    card = await statement(office, "olivia", "ready")
    await office.read_directory(["adam", "berta", "carl"])
    assert await declined(office, signing.sign, office.members["olivia"], card, EVIDENCE) == "declined-gate-signer"


async def test_what_was_signed_is_taken_back_by_who_signed_or_an_administrator(office: Office) -> None:
    await sign(office, "olivia", "ready")
    adam = await statement(office, "adam", "ready")
    assert await declined(office, signing.withdraw, office.members["adam"], adam) == "declined-gate-withdraw"
    assert (await gates(office))["ready"].ok
    for by in ("olivia", "maria"):
        await sign(office, "olivia", "ready")
        assert await declined(office, signing.withdraw, office.members[by], await statement(office, by, "ready")) == ""
        assert await told(office, "ready") == "gate-ready-open"
    assert [event for event in await office.events() if event.startswith("gate.")] == [
        "gate.signed",
        "gate.withdrawn",
        "gate.signed",
        "gate.withdrawn",
    ]


async def test_evidence_is_kept_under_its_writers_key_and_gone_with_them(office: Office) -> None:
    await office.meet("nina")
    await team(office, "nina")
    card = str(await office.do(checklist.open_card, office.members["nina"]))
    await office.do(signing.sign, office.members["nina"], await card_of(office, card), "Nina tried it on Monday")
    kept = [*await office.rows(t.signatures), *await office.rows(t.cards), *await office.rows(t.audit)]
    assert "Monday" not in str(kept)
    await team(office)
    mine = str((await statement(office, "maria", "validated")).id)
    await office.service.do(
        sending.record_sent, mine, service_url="https://s", conversation_id="c", activity_id="a", shown=0
    )
    erased = await office.do(erasing.erase, office.who("nina"))
    assert erased.cards == 1
    (one,) = (await view(office, mine)).signing.signed
    assert (one.name, one.evidence) == (views.ERASED, "")


async def test_everybodys_newest_card_is_shown_anew_when_somebody_confirms(office: Office) -> None:
    cards = []
    for _ in range(2):
        cards.append(card := await table(office, "maria"))
        await office.service.do(
            sending.record_sent, card, service_url="https://s", conversation_id="c", activity_id=card, shown=0
        )
        await office.later(seconds=1)  # of two of one moment neither is the newest
    before = await office.shown()
    await confirm(office, "olivia")
    after = await office.shown()
    assert (after.count(cards[0]) - before.count(cards[0]), after.count(cards[1]) - before.count(cards[1])) == (0, 1)


async def test_the_checklist_tells_the_eight_steps_the_waves_and_what_to_type_next(office: Office) -> None:
    shown = await view(office, (await statement(office, "olivia", "")).id)
    assert [step.key for step in shown.steps] == [
        "provisioning",
        "externals",
        "groups",
        "scope",
        "validated",
        "ready",
        "wave",
        "lifecycle",
    ]
    assert [step.done for step in shown.steps] == [False, True, *[False] * 6]
    assert (shown.next, [wave.name for wave in shown.waves]) == (
        ("rollout-type-setup", {"wave": ""}),
        ["project-team", EVERYBODY],
    )
    office.change_rules(auditors=frozenset({"erin@contoso.example"}))
    await office.meet("erin")
    shown = await view(office, (await statement(office, "erin", "ready")).id)
    assert (shown.next, shown.verbs, len(shown.steps)) == (None, ("gate.not_yet",), 8)
    nobody = await office.meet("nobody")
    assert await declined(office, checklist.open_card, nobody) == "declined-rollout-others"


async def test_the_checklist_follows_the_article_to_the_end(office: Office) -> None:
    async def standing() -> tuple[list[str], Any]:
        told = await view(office, (await statement(office, "olivia", "")).id)
        return [step.key for step in told.steps if not step.done], told.next

    await office.do(jobs.record, GOOD)
    left = ["groups", "scope", "validated", "ready", "wave", "lifecycle"]
    assert await standing() == (left, ("rollout-type-groups", {"wave": ""}))
    assert [await confirm(office, by) for by in ("maria", "olivia")] == ["", ""]
    assert await standing() == (left[1:], ("rollout-type-preview", {"wave": TEAM}))
    await prove(office, TEAM)
    assert await standing() == (left[2:], None)
    await read_groups(office, in_scope=[*office.rules.get_wave(TEAM).groups, "Secretaries"])
    assert (await standing())[0] == left[1:]
    await read_groups(office)
    for gate in ("validated", "ready"):
        await sign(office, "olivia", gate)
    assert await standing() == (left[4:], ("rollout-type-preview", {"wave": EVERYBODY}))
    await prove(office, EVERYBODY)
    await read_groups(office, in_scope=office.rules.groups)
    assert await standing() == (["lifecycle"], None)
    office.clock.advance(days=7)
    await office.read_directory(OWNERS)
    await office.do(jobs.record, GOOD)
    assert await standing() == ([], None)


async def test_whoever_may_sign_is_told_the_same_on_the_step_and_under_its_statement(office: Office) -> None:
    for key in ("nina", "otto"):
        await office.meet(key)
    office.change_rules(administrators=frozenset(f"{key}@contoso.example" for key in ("maria", "nina", "otto")))
    shown = await view(office, (await statement(office, "maria", "validated")).id)
    ready = next(step for step in shown.steps if step.key == "ready")
    assert ready.who_may == ("Adam", "Berta", "Carl", "Maria", "Nina", "Olivia", "Otto")
    validated = next(step for step in shown.steps if step.key == "validated")
    assert shown.signing.who_may == validated.who_may
    assert "Adam, Berta, Carl, Maria, Nina and 2 more can do it." in str(render(shown))
