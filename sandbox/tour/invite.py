"""An external is let in, proven, and out again: both ways in, a rejection, a late press, moved facts, and both ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.tour.stage import TourFailed

if TYPE_CHECKING:
    from sandbox.tour.stage import Stage

GUEST = "consultant@fabrikam.example"
REFUSED = "stranger@fabrikam.example"
ALONE = "cleaner@northwind.example"
MOVED = "planner@fabrikam.example"
KEEPS = "auditor@fabrikam.example"
RECEPTION = {"Visitors Administrator", "Add-in User"}
SECRETARY = {"Add-in User", "Add-in User Delegated Access", "Search Specific Room"}


async def play(stage: Stage) -> None:
    """All scenes, in an order in which each finds what it needs."""
    approval = await _guest(stage)
    await _late_press(stage, approval)
    await _rejection(stage)
    await _account(stage)
    await _moved_facts(stage)
    await _early_end(stage)
    await _keeps_what_was_before(stage)
    await _end_on_the_date(stage)


async def _ask(stage: Stage, line: str, mail: str, **inputs: str) -> tuple[str, str]:
    """Olivia asks; (her card, Adam's card)."""
    mine = await stage.say("olivia", line)
    await stage.press("olivia", mine, "Ask for approval", **inputs)
    await stage.until_reads("olivia", "Waiting for approval", mail)
    return mine, await stage.until_reads("adam", "Let in", mail, "nobody else is touched")


async def _approve(stage: Stage, card: str, mail: str) -> None:
    """Adam approves; where it gives an administrator role he is asked a second time and types the address."""
    told = await stage.press("adam", card, "Approve")
    if "confirm" in told:
        await stage.press("adam", card, "Approve", confirm=mail)


async def _guest(stage: Stage) -> str:
    """Option A whole, with the link handed to Olivia alone."""
    line = f"invite {GUEST} as Receptionists for 6 months because Sensor project, floors 3-5"
    _, his = await _ask(stage, line, GUEST, delivery="link")
    stage.tell("ask", f"Olivia asks for {GUEST}; Adam sees exactly what will change")
    told = await stage.press("adam", his, "Approve")
    if "administrator role" not in told:
        raise TourFailed(f"approving an administrator role for an external should ask a second time, but: {told!r}")
    await stage.press("adam", his, "Approve", confirm=GUEST)
    await stage.until_reads("olivia", "Done, proven", GUEST)
    await stage.prove_account(GUEST, on=True, roles=RECEPTION)
    await stage.prove_groups(GUEST, {"Receptionists"})
    await stage.prove_invitations(GUEST, 1)
    await _link_stays_with_olivia(stage)
    stage.tell("guest", "invited once, in the group, account on with exactly two roles", proven=True)
    return his


async def _link_stays_with_olivia(stage: Stage) -> None:
    """The redeem link is in the requester's own chat and in nobody else's."""
    await stage.until_reads("olivia", "Open the invitation")
    for other in ("adam", "maria", "priya", "erin"):
        if any("Open the invitation" in told for _, told in await stage.read(other)):
            raise TourFailed(f"{other} reads the redeem link, which is for Olivia alone")


async def _late_press(stage: Stage, card: str) -> None:
    """An old button changes nothing and says who decided; somebody else's card is refused."""
    before = await stage.books()
    told = await stage.press("adam", card, "Approve", confirm=GUEST)
    if "Adam" not in told or "changed nothing" not in told:
        raise TourFailed(f"a late press should say who decided and that it changed nothing, but: {told!r}")
    await stage.press("olivia", card, "Approve", confirm=GUEST)
    after = await stage.books()
    if (before["accounts"], before["invitations"]) != (after["accounts"], after["invitations"]):
        raise TourFailed("a late press changed the world outside")
    stage.tell("late press", f"refused with the present state: {told!r}", proven=True)


async def _rejection(stage: Stage) -> None:
    """No, with a reason, which is required."""
    _, his = await _ask(stage, f"invite {REFUSED} as Secretaries for 2 months", REFUSED)
    told = await stage.press("adam", his, "Reject")
    if "reason" not in told.lower():
        raise TourFailed(f"rejecting without a reason should ask for one, but: {told!r}")
    await stage.press("adam", his, "Reject", reason="We have nobody to look after them")
    await stage.until_reads("olivia", "Rejected", "We have nobody to look after them")
    await stage.prove_invitations(REFUSED, 0)
    await stage.prove_groups(REFUSED, set())
    stage.tell("rejection", "nothing was invited; Olivia reads why", proven=True)


async def _account(stage: Stage) -> None:
    """Option B: an end date is required; the account has its roles directly."""
    mine = await stage.say("olivia", f"invite {ALONE} as Secretaries")
    told = await stage.press("olivia", mine, "Ask for approval", option="account")
    if "needs an end date" not in told:
        raise TourFailed(f"an account without an end date should be refused, but: {told!r}")
    mine, his = await _ask(stage, f"invite {ALONE} as Secretaries for 3 months", ALONE, option="account")
    await _approve(stage, his, ALONE)
    await stage.until_reads("olivia", "Done, proven", ALONE)
    await stage.prove_account(ALONE, on=True, roles=SECRETARY)
    await stage.prove_invitations(ALONE, 0)
    stage.tell("account", "AskCody-only account with exactly three roles; no guest was made", proven=True)


async def _moved_facts(stage: Stage) -> None:
    """The facts move between asking and approving: nothing is done, the approver is asked again."""
    _, his = await _ask(stage, f"invite {MOVED} as Secretaries for 2 months", MOVED)
    await stage.behind("add_account", mail=MOVED, roles=["Insights Portal User"])
    await _approve(stage, his, MOVED)
    await stage.until_reads("adam", "moved", MOVED)
    await stage.prove_invitations(MOVED, 0)
    stage.tell("moved facts", "an account appeared meanwhile: nothing was done, Adam is asked again", proven=True)
    again = await stage.until_reads("adam", "Let in", MOVED)
    await _approve(stage, again, MOVED)
    await stage.until_reads("olivia", "Done, proven", MOVED)
    await stage.prove_account(MOVED, on=True, roles=SECRETARY | {"Insights Portal User"})
    await stage.prove_invitations(MOVED, 1)
    stage.tell("asked again", "approved with the new facts and delivered", proven=True)


async def _early_end(stage: Stage) -> None:
    """An owner ends it at once; no approval is needed."""
    card = await stage.say("olivia", f"end {GUEST}")
    await stage.press("olivia", card, "End everything now")
    await stage.until_reads("olivia", "Ended, proven", GUEST)
    await stage.prove_account(GUEST, on=False, roles=set())
    await stage.prove_groups(GUEST, set())
    stage.tell("early end", "membership removed, account off", proven=True)


async def _keeps_what_was_before(stage: Stage) -> None:
    """What somebody held before Usher stays when Usher's grant ends."""
    _, his = await _ask(stage, f"invite {KEEPS} as Receptionists for 2 months", KEEPS)
    await _approve(stage, his, KEEPS)
    await stage.until_reads("olivia", "Done, proven", KEEPS)
    await stage.behind("add_member", group="Secretaries", person=KEEPS)
    card = await stage.say("olivia", f"end {KEEPS}")
    await stage.press("olivia", card, "End everything now")
    await stage.until_reads("olivia", "Ended, proven", KEEPS)
    await stage.prove_groups(KEEPS, {"Secretaries"})
    await stage.prove_account(KEEPS, on=True, roles=SECRETARY)
    stage.tell("keeps", "what was given behind Usher's back stays; only Usher's grant ended", proven=True)


async def _end_on_the_date(stage: Stage) -> None:
    """Warned 14 days and one working day before; on the last day it ends by itself."""
    await stage.move_clock("80d")
    await stage.until_reads("olivia", "Access ends", ALONE)
    stage.tell("warned", "14 days before the end the sponsor is told")
    await stage.prove_account(ALONE, on=True, roles=SECRETARY)
    await stage.move_clock("20d")
    await stage.until_reads("olivia", "Ended, proven", ALONE)
    await stage.prove_account(ALONE, on=False, roles=set())
    warnings = [told for _, told in await stage.read("olivia") if "Access ends" in told and ALONE in told]
    ended = [told for _, told in await stage.read("olivia") if "has ended" in told and ALONE in told]
    if len(warnings) + len(ended) < len(("14 days", "one working day")):
        raise TourFailed(f"Olivia should have been warned twice, but read: {warnings + ended}")
    stage.tell("end on the date", "the account went off by itself; sponsor and owners were told", proven=True)
