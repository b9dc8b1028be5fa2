"""Roles by approval: changed by owners, asked for by anybody, guarded where they decide about others."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from sandbox.tour import approvers
from sandbox.tour.changing import (
    OUTSIDE,
    OWNER,
    RECEPTION,
    SECRETARY,
    TESTS,
    WAITS,
    ask,
    decide,
    joined,
    open_form,
)
from sandbox.tour.moves import APPROVE, ASK
from sandbox.tour.reading import Standing
from sandbox.tour.stage import PATIENCE_S
from sandbox.tour.telling import TourFailed

if TYPE_CHECKING:
    from sandbox.tour.stage import Stage

PRIYA, ERIN, ZOE, ADAM, OLIVIA = (f"{key}@contoso.example" for key in ("priya", "erin", "zoe", "adam", "olivia"))
CAST = (PRIYA, ERIN, ZOE, ADAM, OLIVIA, "priya", "erin", "zoe", "adam", "olivia", *approvers.CAST)
REMOVE = "Remove"


async def play(stage: Stage) -> None:
    """All scenes; the last leaves a single owner, as it must never be fewer."""
    await stage.enter(CAST)
    if not stage.rights.sees_platform or stage.rights.profile != "full":
        raise TourFailed("the rights of the profile “full” and a platform that is read back", "fewer")
    await _add(stage)
    await _surplus(stage)
    await _own_request(stage)
    await _keeps_a_role(stage)
    await _last_group(stage)
    await _owner_from_outside(stage)
    await _unknown_owner(stage)
    await _gainer(stage)
    await approvers.play(stage)
    await _last_owner(stage)


async def _add(stage: Stage) -> None:
    """Before and after, told by what roles let a person do, then proven."""
    stage.teller.begin("add")
    after = "Afterwards: **Administrator of visitors**; books in Outlook; sees insights"
    await ask(stage, "olivia", "add priya to Receptionists", "Add Priya Patel to Receptionists", after)
    await stage.prove(PRIYA, TESTS, "as before: asking changes nothing")
    await decide(stage, "adam", "Add Priya Patel to Receptionists?", after)
    await stage.reads("olivia", "Done, proven", "Add Priya Patel to Receptionists", "exactly 3 roles read back")
    await stage.prove(PRIYA, joined(TESTS, "Receptionists", *RECEPTION), "in both groups, exactly three roles")


async def _surplus(stage: Stage) -> None:
    """A role too many on the platform blocks “proven”, and is named; without it the same request is proven by itself."""
    stage.teller.begin("surplus role")
    await ask(stage, "olivia", "add priya to Secretaries", "Add Priya Patel to Secretaries", "Afterwards")
    await stage.fault(target="graph", method="POST", path="/graph/v1.0/servicePrincipals", delay_s=2, times=1)
    await decide(stage, "adam", "Add Priya Patel to Secretaries?")
    await stage.reads("olivia", "Add Priya Patel to Secretaries", "In group Secretaries", "working")
    await stage.entra("set_roles", person=PRIYA, roles=["Display Administrator"])
    await stage.reads(
        "olivia", "Add Priya Patel to Secretaries", "Not proven", "More than asked for: Display Administrator"
    )
    stage.teller.tell("olivia", "reads what blocks the proof", "more than asked for: Display Administrator")
    await stage.entra("set_roles", person=PRIYA, roles=[])
    await stage.reads("olivia", "Done, proven", "Add Priya Patel to Secretaries", "exactly 5 roles read back")
    both = joined(joined(TESTS, "Receptionists", *RECEPTION), "Secretaries", *SECRETARY)
    await stage.prove(PRIYA, both, "in three groups, exactly five roles")


async def _own_request(stage: Stage) -> None:
    """Erin asks for herself; she cannot decide it, an owner does."""
    stage.teller.begin("own request")
    await ask(stage, "erin", "add me to Secretaries", "Add Erin Eriksen to Secretaries", "Now: no roles")
    card = await stage.reads("adam", "Add Erin Eriksen to Secretaries?", "Why you")
    told = await stage.click_reads("erin", card, APPROVE, "somebody else must decide")
    stage.teller.tell("erin", "presses Approve on Adam's card", told)
    await stage.prove(ERIN, OUTSIDE, "nothing")
    await decide(stage, "adam", "Add Erin Eriksen to Secretaries?")
    await stage.reads("erin", "Done, proven", "Add Erin Eriksen to Secretaries")
    await stage.prove(ERIN, joined(OUTSIDE, "Secretaries", *SECRETARY), "one group, account on, exactly three roles")


async def _keeps_a_role(stage: Stage) -> None:
    """Taking a group away needs nobody; what stays, stays for a reason that is said."""
    stage.teller.begin("remove")
    kept = "Keeps Add-in User through AskCody Project Team and Secretaries"
    title = "Remove Priya Patel from Receptionists"
    await ask(stage, "olivia", "remove priya from Receptionists", title, kept, asks=REMOVE)
    await stage.reads("olivia", "Done, proven", title)
    left = joined(TESTS, "Secretaries", *SECRETARY)
    await stage.prove(PRIYA, left, "out of one group, Add-in User kept through the others, exactly four roles")


async def _last_group(stage: Stage) -> None:
    """The last group means that the account goes off: bold before, proven after."""
    stage.teller.begin("last group")
    bold = "**This is the last group of Erin Eriksen: the AskCody account will be switched off.**"
    title = "Remove Erin Eriksen from Secretaries"
    await ask(stage, "olivia", "remove erin from Secretaries", title, bold, asks=REMOVE)
    await stage.reads("olivia", "Done, proven", title, "account off")
    await stage.prove(ERIN, Standing(groups=(WAITS,), account="off"), "in no group that gives roles, account off")


async def _owner_from_outside(stage: Stage) -> None:
    """Owners need a step by somebody who is none."""
    stage.teller.begin("owners")
    await ask(stage, "olivia", "add erin to Owners", "Add Erin Eriksen to Owners", "**Owner of the whole platform**")
    await decide(stage, "adam", "Add Erin Eriksen to Owners?", "step 1 of 2")
    await stage.prove(
        ERIN, Standing(groups=(WAITS,), account="off"), "nothing: the step by somebody outside is missing"
    )
    await decide(stage, "maria", "Add Erin Eriksen to Owners?", "administrator, step 2 of 2")
    await stage.reads("olivia", "Done, proven", "Add Erin Eriksen to Owners")
    await stage.prove(ERIN, joined(OUTSIDE, "Owners", *OWNER), "an owner with exactly two roles")
    await stage.reads_when_said("erin", "invite", "Invite 1 external")
    stage.teller.tell("erin", "types “invite”", "may ask, as owners do")


async def _unknown_owner(stage: Stage) -> None:
    """Whoever appears among the Owners from outside has no rights before somebody confirms it by a request."""
    stage.teller.begin("owner from outside")
    await stage.entra("add_member", group="Owners", person="zoe")
    await stage.cycle()
    await stage.reads_when_said("zoe", "invite", "Det kan kun ejere")  # her Teams is Danish
    stage.teller.tell("zoe", "was put into Owners behind Usher's back and types “invite”", "refused: unknown")
    await ask(stage, "olivia", "add zoe to Owners", "Add Zoe Friis to Owners")
    await decide(stage, "adam", "Add Zoe Friis to Owners?")
    await decide(stage, "maria", "Add Zoe Friis to Owners?")
    await stage.reads("olivia", "Done, proven", "Add Zoe Friis to Owners")
    await stage.reads_when_said("zoe", "invite", "Inviter 1 ekstern")
    await stage.prove(ZOE, joined(TESTS, "Owners", *OWNER), "an owner, known now")


async def _gainer(stage: Stage) -> None:
    """Whoever gains has no button and is refused all the same."""
    stage.teller.begin("beneficiary")
    await ask(stage, "olivia", "add adam to Receptionists", "Add Adam Ahlgren to Receptionists")
    card = await stage.reads("erin", "Add Adam Ahlgren to Receptionists?", "Why you")
    told = await stage.click_reads("adam", card, APPROVE, "your press changed nothing")
    stage.teller.tell("adam", "presses Approve on Erin's card about himself", told)
    await decide(stage, "erin", "Add Adam Ahlgren to Receptionists?")
    await stage.reads("olivia", "Done, proven", "Add Adam Ahlgren to Receptionists")
    owner = Standing(groups=("Owners",), account="on", roles=OWNER, roles_by=("Owners",))
    await stage.prove(ADAM, joined(owner, "Receptionists", *RECEPTION), "in both groups, exactly three roles")


async def _last_owner(stage: Stage) -> None:
    """Never zero owners: not by asking, and not by two removals at once."""
    stage.teller.begin("last owner")
    for name in ("Erin Eriksen", "Zoe Friis"):
        await ask(stage, "olivia", f"remove {name} from Owners", f"Remove {name} from Owners")
        await decide(stage, "maria", f"Remove {name} from Owners?")
        await stage.reads("olivia", "Done, proven", f"Remove {name} from Owners")
    titles = {"olivia": "Remove Adam Ahlgren from Owners", "adam": "Remove Olivia Owens from Owners"}
    await ask(stage, "olivia", "remove adam from Owners", titles["olivia"])
    await ask(stage, "adam", "remove olivia from Owners", titles["adam"])
    for who, title in titles.items():
        await stage.reads(who, "Waiting for approval", title)
    await asyncio.gather(*(decide(stage, "maria", f"{title}?") for title in titles.values()))

    async def settled() -> bool:
        told = [m.words for who, title in titles.items() for m in await stage.messages(who) if title in m.words]
        return any("Done, proven" in words for words in told) and any("Cancelled" in words for words in told)

    if not await stage.until(settled, PATIENCE_S):
        raise TourFailed("one of two removals of the last owners done, the other cancelled", "something else")
    left = [m["person"] for m in (await stage.books())["memberships"] if m["group"] == "Owners"]
    if len(left) != 1:
        raise TourFailed("exactly one owner left", str(left))
    last = left[0]
    stage.teller.tell("books", "show the owners", f"one is left ({last}), though both were approved", proven=True)
    form = await open_form(stage, last, f"remove {last} from Owners", "from Owners", "Afterwards")
    told = await stage.click_reads(last, form, ASK, "no owner", "Add another owner first")
    stage.teller.tell(last, "asks to be removed as well", told.partition("\n")[0])
