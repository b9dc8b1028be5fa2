"""Go-live: who would get in and who not, a list that moves, a start at its moment, and the proof of everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sandbox.tour.moves import ASK
from sandbox.tour.rollout_before import TEAM, TESTER
from sandbox.tour.telling import TourFailed
from sandbox.tour.waves import address_of, approve, carry_out, prove_everybody

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.tour.stage import Stage

GROUPS = (
    "Facility Managers",
    "Service teams Administrators",
    "Service teams",
    "Receptionists",
    "Secretaries",
    "Add-in Users",
)
ZONE = ZoneInfo("Europe/Copenhagen")
#: The disabled member of Receptionists, whom Entra does not provision.
BLOCKED = "anders"
STRANGER = "trial@contoso.example"
BY_HAND = ("Add-in User",)


async def play(stage: Stage) -> None:
    """From the preview to the proof."""
    without_mail, taken_over, later = await _cast(stage)
    await _preview(stage, without_mail, taken_over)
    await _moved_beyond(stage, later)
    await _moved_within(stage)
    stage.teller.begin("proof")
    await carry_out(stage, "go-live", GROUPS, refused=3)
    await stage.reads("olivia", "Open go-live", "Proven", "Entra reports a failure")
    stage.teller.tell("olivia", "reads how far it is", "some failed: the platform refused their accounts")
    await stage.cycle()
    told = await stage.reads("olivia", "Done, proven", "Open go-live", "1 joined, 0 left")
    stage.teller.tell("olivia", "reads after the next cycle", told.words.partition("\n")[0])
    own = {address_of(key): BY_HAND for key in (taken_over, later)} | {STRANGER: BY_HAND}
    await _tests_end(stage)
    await prove_everybody(
        stage, "everybody with exactly the roles of their groups", but={BLOCKED, without_mail}, by_hand=own
    )


async def _cast(stage: Stage) -> tuple[str, str, str]:
    """Three members of Secretaries: one will have no mail address, two have accounts made by hand."""
    members = [m["person"] for m in (await stage.books())["memberships"] if m["group"] == "Secretaries"]
    return members[-1], members[-2], members[-3]


async def _preview(stage: Stage, without_mail: str, taken_over: str) -> None:
    """Before anybody is asked: who fails and who can mend it, whose account is taken over, which would be lost."""
    stage.teller.begin("preview")
    await stage.entra("clear_mail", person=without_mail)
    await stage.entra("add_account", mail=address_of(taken_over), roles=list(BY_HAND))
    await stage.entra("add_account", mail=STRANGER, roles=list(BY_HAND))
    await stage.say("olivia", "preview go-live")
    card = await stage.reads(
        "olivia",
        "Go-live:",
        "will fail 2",
        "1 without a mail address",
        "1 blocked in Entra",
        "1 taken over, 1 would be lost",
    )
    stage.teller.tell("olivia", "types “preview go-live”", card.words.partition("\n")[0])
    await stage.click_reads("olivia", card, "List for HR", "No mail address in Entra", "will fail")
    stage.teller.tell("olivia", "presses “List for HR”", "lines to copy: who has no mail address")


async def _ask(stage: Stage, starts: datetime) -> None:
    """Olivia asks for a start at a moment, Adam approves by the number of people."""
    local = starts.astimezone(ZONE)
    line = f"open go-live on {local:%Y-%m-%d} {local:%H:%M}"
    await stage.say("olivia", line)
    card = await stage.reads(
        "olivia", "Go-live:", "6 of 6 ✔", f"{local.day} {local:%b} {local.year}, 07:00 (Europe/Copenhagen)"
    )
    await stage.click_reads("olivia", card, ASK, "Checking", "Open go-live")
    asked = await stage.reads("adam", "Open go-live for", "Starts", "Made by hand", "Why you", "Approve")
    await approve(stage, "adam", asked)
    await stage.reads("olivia", "Approved, starts", "Open go-live", "07:00 (Europe/Copenhagen)")
    stage.teller.tell("olivia", f"types “{line}”, Adam approves", "approved, not started yet")


async def _tomorrow(stage: Stage) -> datetime:
    """Seven o'clock on the next day, where the organisation is."""
    local = (await stage.now()).astimezone(ZONE) + timedelta(days=1)
    return local.replace(hour=7, minute=0, second=0, microsecond=0)


async def _moved_beyond(stage: Stage, later: str) -> None:
    """One account made by hand more is beyond every allowance: nothing is done, and it is asked again."""
    stage.teller.begin("moved beyond")
    starts = await _tomorrow(stage)
    await _ask(stage, starts)
    await stage.entra("add_account", mail=address_of(later), roles=list(BY_HAND))
    before = sorted((await stage.books())["assignments"])
    await stage.clock(starts + timedelta(minutes=1))
    told = await stage.reads("adam", "Open go-live for", "The list moved", "Nothing was done", "Why you")
    stage.teller.tell("adam", "is asked again", next(one for one in told.words.splitlines() if "The list moved" in one))
    if sorted((await stage.books())["assignments"]) != before:
        raise TourFailed("nothing done", "groups were assigned")
    mine = await stage.reads("olivia", "Waiting for approval", "Open go-live")
    await stage.click_reads("olivia", mine, "Cancel request", "Cancelled")
    stage.teller.tell("olivia", "cancels it", "nothing was changed", proven=True)


async def _moved_within(stage: Stage) -> None:
    """One person more is within the allowance: it starts at its moment by itself."""
    stage.teller.begin("moved within")
    starts = await _tomorrow(stage)
    await _ask(stage, starts)
    await stage.entra("add_member", group="Secretaries", person="priya")
    await stage.clock(starts + timedelta(minutes=1))
    stage.teller.tell("entra", "has one secretary more when it starts", "within what was allowed")


async def _tests_end(stage: Stage) -> None:
    """Test access ends once go-live is proven; what the tester's own group gives stays."""
    stage.teller.begin("test ends")

    async def left() -> bool:
        members = (await stage.books())["memberships"]
        return not any(m["group"] == TEAM and m["person"] == TESTER for m in members)

    if not await stage.until(left, stage.patience):
        raise TourFailed(f"{TESTER} out of {TEAM}", "still in it")
    if stage.rights.profile != "full":
        await stage.cycle()
    await stage.reads(TESTER, "Ended, proven", "Go-live is done")
    stage.teller.tell(TESTER, "reads that the test has ended", "her own group gives her access now")
