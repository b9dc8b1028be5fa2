"""What people do in more than one scene: ask, approve, end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.tour.reading import Message
    from sandbox.tour.stage import Stage

ASK, APPROVE, REJECT, END_NOW = "Ask for approval", "Approve", "Reject", "End everything now"


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


async def delivered(stage: Stage, address: str, roles: int) -> None:
    """Olivia's card says that it was done and proven, with so many roles."""
    await stage.reads("olivia", "Done, proven", f"account on, exactly {roles} roles read back", f"Let in {address}")
    stage.teller.tell("olivia", "reads", f"Done, proven: account on, exactly {roles} roles read back")


async def end_now(stage: Stage, address: str, *left: str) -> None:
    """Olivia ends everything that somebody holds; her card says that it was proven, and what is left."""
    card = await stage.say("olivia", f"end {address}")
    await stage.click_reads("olivia", card, END_NOW, address)
    await stage.reads("olivia", "Ended, proven", f"End {address}", *left)
    stage.teller.tell("olivia", f"presses “{END_NOW}” for {address}", "Ended, proven")
