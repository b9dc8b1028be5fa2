"""Before go-live: the groups are confirmed, the project team gets in first, somebody tests, and what has to be true is signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.tour.changing import decide
from sandbox.tour.moves import ASK
from sandbox.tour.telling import TourFailed
from sandbox.tour.waves import approve, carry_out, prove_everybody

if TYPE_CHECKING:
    from sandbox.tour.stage import Stage

CONFIRM, SIGN, WITHDRAW = "Confirm these groups", "Sign", "Withdraw"
TEAM = "AskCody Project Team"
#: A tester by name in the settings whose Teams is English, and whose own group comes with go-live.
TESTER = "dorthe"


async def play(stage: Stage) -> None:
    """From an empty scope to the last check."""
    await _groups(stage)
    await _too_early(stage)
    await _project_team(stage)
    await _test_access(stage)
    await _signed(stage)


async def _groups(stage: Stage) -> None:
    """The article's table as Entra has it, confirmed by two people."""
    stage.teller.begin("groups")
    for who, part in (("maria", "administrator"), ("olivia", "owner")):
        await stage.say(who, "groups")
        card = await stage.reads(who, "Role groups: 8 of 8 are in Entra", "Visitors Administrator")
        await stage.click_reads(who, card, CONFIRM, "✔ Confirmed by", part)
        stage.teller.tell(who, "types “groups” and confirms the table", f"confirmed as {part}")


async def _too_early(stage: Stage) -> None:
    """Go-live cannot be asked for before the project team's wave is proven."""
    stage.teller.begin("too early")
    await stage.say("olivia", "open go-live")
    card = await stage.reads("olivia", "Go-live:", "It comes after project-team, which is not proven yet")
    if ASK in card.buttons:
        raise TourFailed("no button that asks for go-live", str(card.buttons))
    stage.teller.tell("olivia", "types “open go-live”", "comes after project-team: no button asks for it")


async def _project_team(stage: Stage) -> None:
    """The first wave; nobody who gains by it decides it, so that the administrator does."""
    stage.teller.begin("project team")
    await prove_everybody(stage, "nobody: nothing is in the scope")
    await stage.say("olivia", "open project-team")
    card = await stage.reads("olivia", "Project-team:", "people would get in", "3 of 3 ✔")
    await stage.click_reads("olivia", card, ASK, "Checking", "Open project-team")
    asked = await stage.reads("maria", "Open project-team for", "Owners:", "Why you")
    if any("Open project-team for" in message.words for message in await stage.messages("adam")):
        raise TourFailed("no card for Adam, who gains by it", "a card")
    await approve(stage, "maria", asked)
    await carry_out(stage, "project-team", ("Owners", TEAM))
    told = await stage.reads("olivia", "Done, proven", "Open project-team")
    stage.teller.tell("olivia", "reads", told.words.partition("\n")[0])
    await prove_everybody(stage, "the owners and the project team, each with exactly their roles")


async def _test_access(stage: Stage) -> None:
    """A tester gets in until go-live, by approval; an employee outside the team gets a kind no."""
    stage.teller.begin("test access")
    await stage.say("erin", "test access")
    await stage.reads("erin", "Test access is for the project team", "can add you")
    stage.teller.tell("erin", "types “test access”", "it is for the project team; she reads who can add her")
    await stage.say(TESTER, "test access")
    form = await stage.reads(TESTER, TEAM, "until go-live")
    await stage.click_reads(TESTER, form, "Ask", "Checking")
    await decide(stage, "adam", "test AskCody Project Team until go-live?")
    if stage.rights.profile != "full":
        await stage.reads(TESTER, "Reading it back")
        await stage.cycle()
    await stage.reads(TESTER, "Done, proven", "Test access of")
    stage.teller.tell(TESTER, "asks for test access, Adam approves", "done, proven; it ends once go-live is proven")
    await prove_everybody(stage, "the tester as well, with the project team's roles")


async def _signed(stage: Stage) -> None:
    """What only people know is signed with evidence; a signature that is withdrawn stops the asking."""
    stage.teller.begin("checks")
    await stage.say("olivia", "preview go-live")
    card = await stage.reads(
        "olivia", "Go-live:", "missing: roles and flows validated", "communication and training ready"
    )
    stage.teller.tell("olivia", "types “preview go-live”", "two checks are missing, and who can sign them")
    if ASK in card.buttons:
        raise TourFailed("no button that asks for go-live", str(card.buttons))
    statement = await stage.say("priya", "rollout")
    await stage.click_reads("priya", statement, SIGN, "Signed by Priya", evidence="Test notes of 20 November")
    stage.teller.tell("priya", "signs that roles and flows work", "with her evidence")
    checklist = await stage.say("olivia", "rollout")
    await stage.click("olivia", checklist, "Signature: training")
    await stage.click("olivia", checklist, SIGN, evidence="Guide and training on 1 December")
    stage.teller.tell("olivia", "signs that communication and training are ready", "with her evidence")
    await stage.say("olivia", "open go-live")
    ready = await stage.reads("olivia", "Go-live:", "6 of 6 ✔", ASK)
    await stage.click("olivia", checklist, WITHDRAW)
    await stage.click_reads("olivia", ready, ASK, "A check of go-live is open", "Nothing was sent")
    stage.teller.tell("olivia", "withdraws it and asks for go-live", "refused: a check is open")
    await stage.click("olivia", checklist, "Signature: training")
    await stage.click("olivia", checklist, SIGN, evidence="Guide and training on 2 December")
