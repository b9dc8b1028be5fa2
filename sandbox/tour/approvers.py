"""Those who decide: one hands over, one cannot be reached, and all decide a list at once. Played among four owners."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from sandbox.tour.changing import OUTSIDE, RECEPTION, SECRETARY, TESTS, ask, decide, joined
from sandbox.tour.moves import APPROVE
from sandbox.tour.reading import Standing
from sandbox.tour.telling import TourFailed

if TYPE_CHECKING:
    from sandbox.tour.stage import Stage

GEORG, HELENE, ALBERT, CONNOR = (f"{key}@contoso.example" for key in ("georg", "helene", "albert", "connor"))
CREW = tuple(f"crew{number}@fabrikam.example" for number in range(1, 9))
CAST = (GEORG, HELENE, ALBERT, CONNOR, "georg", "helene", "albert", "connor", *CREW)
EVERYONE = "Everyone in Aarhus"  # a dynamic group that Helene is in; it gives nothing


async def play(stage: Stage) -> None:
    """All scenes; Olivia, Adam, Erin and Zoe are owners, and stay so."""
    await _hand_over(stage)
    await _unreachable(stage)
    await _list(stage)


async def _hand_over(stage: Stage) -> None:
    """Adam gives his decision to Erin: hers counts, his no more."""
    stage.teller.begin("hand-over")
    title = "Add Georg"
    await ask(stage, "olivia", "add georg to Receptionists", title)
    card = await stage.reads("adam", title, "Receptionists", "Why you")
    choice = await stage.press("adam", card, "Hand over")
    offered = dict(re.findall(r'"title": "(\w+)[^"]*", "value": "(\w{32})"', json.dumps(choice, sort_keys=True)))
    if set(offered) != {"Erin", "Zoe"}:
        raise TourFailed("Erin and Zoe to be offered, and nobody else", ", ".join(offered))
    told = await stage.click_reads(
        "adam", card, "Hand over to this person", "handed this over to Erin", person=offered["Erin"]
    )
    stage.teller.tell("adam", "hands over to Erin, who is one of two that this step allows", told.partition("\n")[0])
    told = await stage.click_reads("adam", card, APPROVE, "changed nothing")
    await stage.prove(GEORG, OUTSIDE, "nothing, though Adam pressed Approve all the same")
    await stage.reads("erin", title, "Adam Ahlgren handed this over to you")
    await decide(stage, "erin", title, "Receptionists")
    await stage.reads("olivia", "Done, proven", title)
    await stage.prove(GEORG, joined(OUTSIDE, "Receptionists", *RECEPTION), "in the group, by Erin's decision")


async def _unreachable(stage: Stage) -> None:
    """Zoe has not got Usher any more: Olivia reads it, and the others decide."""
    stage.teller.begin("unreachable")
    await stage.entra("uninstall_bot", person="zoe")
    title = "Add Helene"
    await ask(stage, "olivia", "add helene to Receptionists", title)
    await stage.reads("olivia", title, "Asked", "Zoe Friis has not got Usher in Teams")
    stage.teller.tell("olivia", "reads that one approver cannot be reached", "Zoe Friis has not got Usher in Teams")
    await decide(stage, "adam", title, "Receptionists")
    await stage.reads("olivia", "Done, proven", title)
    outside = Standing(groups=tuple(sorted((EVERYONE, *OUTSIDE.groups))))
    await stage.prove(HELENE, joined(outside, "Receptionists", *RECEPTION), "in the group: somebody else decided")


async def _list(stage: Stage) -> None:
    """Twelve lines, one of them wrong: eleven people are asked for at once and decided on one card."""
    stage.teller.begin("list of twelve")
    people = [*((mail, "3 months") for mail in CREW), (GEORG, ""), (ALBERT, ""), (CONNOR, "")]
    lines = [f"{mail},Secretaries,{until},Night shift" for mail, until in people]
    lines.insert(6, "crew(at)fabrikam,Secretaries,3 months,Night shift")
    form = await stage.say("olivia", "\n".join(["mail,group,until,reason", *lines]))
    await stage.reads("olivia", "12 lines: 11 ready", "1 is not an address", "Line 7 (crew(at)fabrikam)")
    await stage.click("olivia", form, "Ask for 11")
    stage.teller.tell("olivia", "pastes twelve lines", "eleven are asked for; line 7 is not an address")
    card = await stage.reads("adam", "11 people wait for your decision", "Part 1", "Part 2")
    for part in (8, 3):
        await stage.click_reads("adam", card, f"Approve these {part}", str(part))
    stage.teller.tell("adam", "approves both parts of one card", "8 externals, 3 colleagues")
    await stage.reads("olivia", "11 of 11 done, proven")
    let_in = Standing(
        invited=(("olivia",),), groups=("Secretaries",), account="on", roles=SECRETARY, roles_by=("Secretaries",)
    )
    for mail in CREW:
        await stage.prove(mail, let_in, "invited once, one group, exactly three roles")
    for mail in (ALBERT, CONNOR):
        await stage.prove(mail, joined(TESTS, "Secretaries", *SECRETARY), "in both groups, exactly four roles")
    georg = joined(joined(OUTSIDE, "Receptionists", *RECEPTION), "Secretaries", *SECRETARY)
    await stage.prove(GEORG, georg, "in both groups, exactly four roles")
