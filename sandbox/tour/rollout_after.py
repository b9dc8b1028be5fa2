"""After go-live: a pause that ends by itself, a quarantine that is told, and the way back."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from sandbox.tour.moves import ASK, DONE
from sandbox.tour.rollout_wave import BLOCKED, BY_HAND, GROUPS, STRANGER
from sandbox.tour.telling import TourFailed
from sandbox.tour.waves import approve, carry_out, prove_everybody

if TYPE_CHECKING:
    from sandbox.tour.stage import Stage

#: More people than this are switched off in one cycle only with an administrator's word.
LIMIT = 100


async def play(stage: Stage) -> None:
    """All scenes."""
    await _pause(stage)
    await _quarantine(stage)
    await _take_back(stage)


async def _pause(stage: Stage) -> None:
    """One day, without an approval, and over by itself."""
    stage.teller.begin("pause")
    form = await stage.say("olivia", "pause provisioning because AskCody moves house")
    await stage.click("olivia", form, "Pause for 1 day")
    await _by_hand(stage, "pause provisioning", "pause_job")
    await stage.reads("olivia", "Paused, proven", "Pause provisioning until")
    if (await stage.cycle()).get("ran"):
        raise TourFailed("no cycle while it is paused", "a cycle")
    stage.teller.tell("olivia", "pauses provisioning for a day", "paused, proven: no cycle runs")
    await stage.clock(await stage.now() + timedelta(days=1, hours=1))
    await _by_hand(stage, "let provisioning go on", "start_job")

    async def runs() -> bool:
        return bool((await stage.cycle()).get("ran"))

    if not await stage.until(runs, stage.patience):
        raise TourFailed("cycles again after a day", "none")
    stage.teller.tell("entra", "runs its cycles again a day later", "nobody had to press anything", proven=True)


async def _by_hand(stage: Stage, words: str, do: str) -> None:
    """Maria's task where Usher may not."""
    if stage.rights.profile == "full":
        return
    task = await stage.reads("maria", "A task for you", words)
    await stage.entra(do)
    await stage.click("maria", task, DONE)
    stage.teller.tell("maria", f"does her task: {words}", "Usher notices")


async def _quarantine(stage: Stage) -> None:
    """The platform refuses Entra's token: Entra stops the job, and those who can mend it are told."""
    stage.teller.begin("quarantine")
    await stage.fault(target="scim", by="entra", status=int(HTTPStatus.UNAUTHORIZED))
    await stage.entra("add_member", group="Receptionists", person="erin")
    ran = await stage.cycle()
    if not ran.get("quarantine"):
        raise TourFailed("the job in quarantine", str(ran))
    await _look(stage, timedelta(minutes=6))
    told = await stage.reads("maria", "Entra stopped the job", "Entra › Provisioning")
    stage.teller.tell(
        "maria", "is told", next(one for one in told.words.splitlines() if "Entra stopped the job" in one)
    )
    await stage.heal()
    await _look(stage, timedelta(hours=6, minutes=6))
    await stage.reads("maria", "Provisioning runs again")
    stage.teller.tell("entra", "tries again six hours later", "it runs; Maria is told that too", proven=True)


async def _look(stage: Stage, later: timedelta) -> None:
    """Time passes, and somebody speaks to Usher: it reads again what it has not read lately."""
    await stage.clock(await stage.now() + later)
    await stage.say("maria", "rollout")


async def _take_back(stage: Stage) -> None:
    """A dry run first, its own approval by the number of people, switched off and never deleted, proven like the way in."""
    stage.teller.begin("take back")
    accounts = {account["userName"] for account in (await stage.books())["accounts"]}
    await stage.say("olivia", "take back go-live")
    card = await stage.reads(
        "olivia", "Go-live:", "would lose access", "only through this wave", "Nothing is deleted", ASK
    )
    stage.teller.tell("olivia", "types “take back go-live”", card.words.partition("\n")[0])
    await stage.click_reads("olivia", card, ASK, "Checking", "Take go-live back")
    await approve(stage, "adam", await stage.reads("adam", "Take go-live back from", "Why you"))
    await carry_out(stage, "go-live", GROUPS, back=True)
    if len(accounts) > LIMIT:
        await _allow_deletes(stage)
    told = await stage.reads("olivia", "Taken back, proven", "Nothing was deleted")
    stage.teller.tell("olivia", "reads", told.words.partition("\n")[0])
    left = {account["userName"] for account in (await stage.books())["accounts"]}
    if accounts - left:
        raise TourFailed("no account deleted", str(sorted(accounts - left)[:3]))
    await prove_everybody(stage, "the owners and the project team alone", but={BLOCKED}, by_hand={STRANGER: BY_HAND})


async def _allow_deletes(stage: Stage) -> None:
    """Entra holds back so many switch-offs; Usher does not release them, an administrator does."""
    await _look(stage, timedelta(minutes=6))
    await stage.reads("maria", "too many deletes", "I do not release deletions")
    stage.teller.tell("maria", "reads that Entra holds the switch-offs", "beyond its deletion limit")
    await stage.entra("allow_deletes")
    await stage.cycle()
    stage.teller.tell("maria", "allows them in Entra", "the next cycle carries them out")
