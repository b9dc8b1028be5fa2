"""What people do where roles change: type, read before and after, ask, decide; and how those stand who are in the groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.tour.moves import APPROVE, ASK
from sandbox.tour.reading import Standing
from sandbox.tour.telling import TourFailed

if TYPE_CHECKING:
    from sandbox.tour.reading import Message
    from sandbox.tour.stage import Stage

TEAM = ("Add-in User", "Insights Portal User")
RECEPTION = ("Add-in User", "Visitors Administrator")
SECRETARY = ("Add-in User", "Add-in User Delegated Access", "Search Specific Room")
OWNER = ("Add-in User", "Owner")
WAITS = "Add-in Users"  # Erin is in it; not assigned to the platform, so it gives nothing
TESTS = Standing(groups=("AskCody Project Team",), account="on", roles=TEAM, roles_by=("AskCody Project Team",))
OUTSIDE = Standing(groups=(WAITS,))


def joined(own: Standing, group: str, *roles: str) -> Standing:
    """Somebody who is in one more group."""
    groups = tuple(sorted({*own.groups, group}))
    by = tuple(sorted({*own.roles_by, group}))
    return Standing(groups=groups, account="on", roles=tuple(sorted({*own.roles, *roles})), roles_by=by)


async def open_form(stage: Stage, who: str, line: str, *shown: str) -> Message:
    """Type a change; the form, once Usher has looked, shows what would change before anything is asked."""
    await stage.say(who, line)
    return await stage.reads(who, *shown)


async def ask(stage: Stage, who: str, line: str, title: str, *shown: str, asks: str = ASK) -> None:
    """Type a change, read what it does, press."""
    form = await open_form(stage, who, line, title, *shown)
    await stage.click_reads(who, form, asks, "Checking", "Nothing was changed yet")
    stage.teller.tell(who, f"types “{line}”", f"reads what changes, presses “{asks}”")


async def decide(stage: Stage, who: str, *words: str) -> None:
    """Read the approver's card and approve; where that asks a second time, its number is typed."""
    card = await stage.reads(who, *words, "Why you")
    number = card.words.partition("R-")[2].partition(" ")[0]
    told = await stage.click(who, card, APPROVE)
    if "Nothing was decided yet" in told:
        told = await stage.click(who, card, APPROVE, confirm=f"R-{number}")
    if not told.startswith(("Approved by", "◌", "✔")):
        raise TourFailed(f"{who} to approve {words}", told)
    stage.teller.tell(who, f"approves: {words[0]}", told.partition("\n")[0])
