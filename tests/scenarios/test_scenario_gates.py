"""The gates of a rollout over HTTP: two people confirm the groups, those who tested sign, and the checklist shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tenant import Demo

READ = ("Role groups: 8 of 8 are in Entra", "Receptionists", "Visitors Administrator")


def gates(demo: Demo) -> list[str]:
    """What the audit says of the groups and gates."""
    return [row["event"] for row in demo.audit() if row["event"].startswith(("gate.", "groups."))]


def test_maria_and_olivia_confirm_the_groups_and_priya_signs(demo: Demo) -> None:
    hers = demo.say("maria", "groups")
    told = demo.until_card("maria", hers, *READ, "To be confirmed by an administrator and by an owner")
    assert "Receptionists contains the group Reception Night Shift, whose members get nothing" in told
    assert gates(demo) == [], "typing and looking confirm nothing"
    assert "Confirmed by Maria Moreau, administrator" in demo.press("maria", hers, "Confirm these groups")
    demo.behind("assign_group", group="Everyone in Aarhus")
    demo.press("maria", hers, "Look again")
    demo.until_card("maria", hers, "Also in scope is a group that usher.toml does not name", "Confirmed by Maria")
    demo.behind("unassign_group", group="Everyone in Aarhus")
    mine = demo.say("olivia", "role groups")
    demo.until_card("olivia", mine, *READ, "Confirmed by Maria Moreau", "To be confirmed by an owner as well")
    demo.press("olivia", mine, "Confirm these groups")
    demo.until_card("maria", hers, "Confirmed by Maria Moreau", "Confirmed by Olivia Owens, owner")
    demo.say("erin", "rollout")
    demo.until_reads("erin", "The rollout is for owners and administrators", "Nothing was changed")

    statement = demo.say("priya", "rollout")
    demo.until_card("priya", statement, "Roles and flows are validated", "I confirm that roles and meeting flows")
    assert "Say what shows it" in demo.press("priya", statement, "Sign", evidence=" ")
    told = demo.press("priya", statement, "Sign", evidence="Test notes of 20 November")
    assert "Signed by Priya Patel, project team" in told
    assert "Test notes of 20 November" in told

    checklist = demo.say("olivia", "rollout")
    told = demo.until_card("olivia", checklist, "of 8 steps done", "Priya Patel", "go-live")
    assert "✔ 3 Groups exist" in told
    assert "✔ 5 Roles and flows are validated" in told
    assert "◌ 6 Communication and training are ready" in told
    assert "end users have their guide" in demo.press("olivia", checklist, "Signature: training")
    demo.press("olivia", checklist, "Sign", evidence="https://wiki.example/guide, training on 1 December")
    demo.until_card("olivia", checklist, "✔ 6 Communication and training are ready", "Withdraw")
    demo.press("olivia", checklist, "Withdraw")
    demo.until_card("olivia", checklist, "◌ 6 Communication and training are ready", "Nobody has signed")
    assert gates(demo) == ["groups.confirmed", "groups.confirmed", "gate.signed", "gate.signed", "gate.withdrawn"]


def test_while_entra_does_not_answer_the_table_says_so_and_comes_by_itself(demo: Demo) -> None:
    demo.fault(target="graph", method="GET", path="/graph/v1.0/groups", status=503, **{"for": "20m"})
    card = demo.say("adam", "groups")
    demo.until_card("adam", card, "I cannot reach Entra")
    demo.mend()
    demo.until_card("adam", card, *READ)
