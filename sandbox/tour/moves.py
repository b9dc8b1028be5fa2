"""What people do in more than one scene: ask, approve, end, and carry out by hand what Usher may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.tour.telling import TourFailed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sandbox.tour.reading import Message
    from sandbox.tour.stage import Stage

ASK, APPROVE, REJECT, END_NOW = "Ask for approval", "Approve", "Reject", "End everything now"
DONE = "Done"
WAITING = "Reading it back: waiting for Entra"


async def ask(stage: Stage, line: str, address: str, *shown: str, **inputs: str) -> Message:
    """Olivia types ``line`` and asks for approval; Adam's card, which shows all of ``shown``."""
    form = await stage.say("olivia", line)
    await stage.click_reads("olivia", form, ASK, "Checking", address, "Nothing was changed yet", **inputs)
    await stage.reads("olivia", "Waiting for approval", address)
    card = await stage.reads("adam", f"Let in {address}", "nobody else is touched", *shown)
    stage.teller.tell("olivia", f"asks for {address}", "checked, waiting for approval")
    return card


async def approve(stage: Stage, card: Message, address: str) -> None:
    """Adam approves; where that asks a second time he types the address. Olivia reads that it is proven."""
    told = await stage.click("adam", card, APPROVE)
    if "Nothing was decided yet" in told:
        told = await stage.click("adam", card, APPROVE, confirm=address)
    stage.teller.tell("adam", f"approves {address}", told.partition("\n")[0])


async def delivered(
    stage: Stage, address: str, roles: int, *, joins: Sequence[str] = (), invited: bool = False
) -> None:
    """Olivia's card says that it was done, with the grade that this installation reaches.

    ``joins`` and ``invited`` are what Maria does where Usher may not; an account on the platform alone needs neither.
    """
    rights = stage.rights
    if not rights.changes:
        if invited:
            await _task(stage, address, "invite_guest", f"invite {address}", mail=address, sponsor="olivia")
        for group in joins:
            await _task(stage, address, "add_member", f"add {address} to {group}", group=group, person=address)
    if joins:
        await _provisioned(stage, f"Let in {address}", rights.done)
    exactly = (f"account on, exactly {roles} roles read back",) if rights.sees_platform else ()
    await stage.reads("olivia", rights.done, f"Let in {address}", *exactly)
    stage.teller.tell("olivia", "reads", ": ".join([rights.done, *exactly]))


async def end_now(stage: Stage, address: str, *left: str, leaves: Sequence[str] = ()) -> None:
    """Olivia ends everything that somebody holds; her card says that it was done, and what is left."""
    card = await stage.say("olivia", f"end {address}")
    await stage.click_reads("olivia", card, END_NOW, address)
    await ended(stage, address, leaves=leaves)
    await stage.reads("olivia", stage.rights.ended, f"End {address}", *left)
    stage.teller.tell("olivia", f"presses “{END_NOW}” for {address}", stage.rights.ended)


async def ended(stage: Stage, address: str, *, leaves: Sequence[str]) -> None:
    """What somebody has to do for an end to be carried out: Maria where Usher may not, and Entra's cycle."""
    if not stage.rights.changes:
        for group in leaves:
            await _task(stage, address, "remove_member", f"remove {address} from {group}", group=group, person=address)
    if leaves:
        await _provisioned(stage, f"End {address}", stage.rights.ended)


async def _task(stage: Stage, address: str, do: str, words: str, **order: str) -> None:
    """Maria reads what she has to do, does it in Entra, and says so."""
    card = await stage.reads("maria", "A task for you", words)
    await stage.entra(do, **order)
    await stage.click("maria", card, DONE)
    stage.teller.tell("maria", f"does her task for {address}", words)


async def _provisioned(stage: Stage, about: str, done: str) -> None:
    """Entra's cycle comes, where nothing else brings a change of groups to the platform; a lesser proof does not wait for it.

    One that fell due by itself just now may have come before anybody could read that it is waited for.
    """
    if stage.rights.profile == "full":
        return
    waiting = [WAITING] if stage.rights.waits_for_cycle else []
    told = await stage.reads_one_of("olivia", about, *waiting, done)
    ran = await stage.cycle()
    if waiting and done in told.words and ran["counts"]:
        raise TourFailed("nothing left for Entra's cycle of what is said to be done", str(ran["counts"]))
    stage.teller.tell("entra", "runs its provisioning cycle")
