"""An external is let in, proven, and out again: both ways in, a refusal, late presses, moved facts, and every kind of end."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from sandbox.tour.moves import APPROVE, ASK, DONE, REJECT, approve, ask, delivered, end_now, ended
from sandbox.tour.reading import Standing
from sandbox.tour.stage import PATIENCE_S
from sandbox.tour.telling import TourFailed

if TYPE_CHECKING:
    from sandbox.tour.reading import Message
    from sandbox.tour.stage import Stage

GUEST = "consultant@fabrikam.example"
REFUSED = "stranger@tailspin.example"
#: An AskCody-only account.
ALONE = "cleaner@wingtip.example"
#: Somebody whose facts move while the approver thinks.
MOVED = "planner@fabrikam.example"
#: A guest who was there before Usher.
EARLIER = "guest@northwind.example"
CAST = (GUEST, REFUSED, ALONE, MOVED, EARLIER)

OLIVIAS = (("olivia",),)
RECEPTION = ("Add-in User", "Visitors Administrator")
SECRETARY = ("Add-in User", "Add-in User Delegated Access", "Search Specific Room")
HAND_MADE = "Insights Portal User"
NOBODY = Standing()
LET_IN = Standing(
    invited=OLIVIAS, groups=("Receptionists",), account="on", roles=RECEPTION, roles_by=("Receptionists",)
)
#: How the AskCody-only account stands: its roles are its own.
ON_ITS_OWN = Standing(account="on", roles=SECRETARY)


async def play(stage: Stage) -> None:
    """All scenes, in an order in which each finds what it needs."""
    await stage.enter(CAST)
    card = await _guest(stage)
    await _late_press(stage, card)
    await _rejection(stage)
    last_day = await _account(stage)
    await _moved_facts(stage)
    await _early_end(stage)
    await _held_before(stage)
    await _end_on_the_date(stage, last_day)


async def _guest(stage: Stage) -> Message:
    """Option A whole, with the link handed to Olivia alone. Returns Adam's card."""
    stage.teller.begin("guest")
    line = f"invite {GUEST} as Receptionists for 6 months because Sensor project, floors 3-5"
    card = await ask(stage, line, GUEST, *_all_that_changes(stage), delivery="link")
    stage.teller.tell("adam", "sees exactly what will change", "guest and account created; Receptionists, 2 roles")
    told = await stage.click_reads("olivia", card, APPROVE, "You asked for this yourself", confirm=GUEST)
    await stage.prove(GUEST, NOBODY, f"nothing, though Olivia pressed “{APPROVE}” on Adam's card: {told}")
    await stage.click_reads("adam", card, APPROVE, "administrator role", "Nothing was decided yet")
    await stage.click_reads("adam", card, APPROVE, "Nothing was decided", confirm="R-0")
    await stage.prove(GUEST, NOBODY, "nothing before Adam has typed what he is asked to type")
    await approve(stage, card, GUEST)
    await delivered(stage, GUEST, len(RECEPTION), joins=["Receptionists"], invited=True)
    await stage.prove(GUEST, LET_IN, "invited once, sponsor Olivia, one group, account on, exactly two roles")
    if stage.rights.changes:
        await _link_is_olivias(stage)
    return card


def _all_that_changes(stage: Stage) -> tuple[str, ...]:
    """What Adam's card has to show."""
    seen = "Will be created in Entra as guest and in AskCody"
    unseen = "what AskCody has of them I cannot see; will be created in Entra as guest"
    what = (seen if stage.rights.sees_platform else unseen, "Administrator of visitors", "Receptionists, 2 roles")
    return (*what, stage.rights.promise, "who answers for them", "Sensor project, floors 3-5")


async def _link_is_olivias(stage: Stage) -> None:
    """The redeem link is in the requester's own chat and nowhere else, whoever looks."""
    link = (await stage.reads("olivia", "Open the invitation", GUEST)).links[0]
    for person in ("olivia", "adam", "priya", "erin", "maria"):
        for message in await stage.messages(person):
            own = person == "olivia" and message.conversation != "rollout"
            if not own and any(link in words for words in (*message.links, message.words)):
                raise TourFailed("the redeem link in Olivia's own chat alone", f"{person} reads it: {message.words!r}")
    stage.teller.tell("olivia", "has the invitation's link", "nobody else does, nor the channel")


async def _late_press(stage: Stage, card: Message) -> None:
    """An old button changes nothing, and tells who decided and when."""
    stage.teller.begin("late press")
    words = ("Adam Ahlgren decided this at ", "Your press changed nothing")
    told = await stage.click_reads("adam", card, APPROVE, *words, confirm=GUEST)
    stage.teller.tell("adam", f"presses the old “{APPROVE}” again", told)
    told = await stage.click_reads("adam", card, REJECT, *words, reason="Changed my mind")
    stage.teller.tell("adam", f"presses the old “{REJECT}”", told)
    await stage.click_reads("olivia", card, APPROVE, "You asked for this yourself", confirm=GUEST)
    await stage.prove(GUEST, LET_IN, "as before: invited once, one group, two roles")


async def _rejection(stage: Stage) -> None:
    """No, with a reason, which is required."""
    stage.teller.begin("rejection")
    card = await ask(stage, f"invite {REFUSED} as Secretaries for 2 months", REFUSED)
    await stage.click_reads("adam", card, REJECT, "Rejecting needs a reason", "Nothing was decided")
    await stage.reads("olivia", "Waiting for approval", REFUSED)
    stage.teller.tell("adam", "rejects without a reason", "refused, still waiting")
    reason = "We have nobody to look after them"
    await stage.click_reads("adam", card, REJECT, "Rejected by Adam", reason=reason)
    await stage.reads("olivia", "Rejected. Nothing was changed.", reason, REFUSED)
    stage.teller.tell("olivia", "reads why", reason)
    await stage.prove(REFUSED, NOBODY, "no invitation, no group, no account")


async def _account(stage: Stage) -> date:
    """Option B: an end date is required; the account has its roles directly. Returns the last day, a Monday."""
    stage.teller.begin("account")
    form = await stage.say("olivia", f"invite {ALONE} as Secretaries")
    until = (await stage.now()).date() + timedelta(days=60)
    until += timedelta(days=-until.weekday() % 7)
    if not stage.rights.sees_platform:
        return await _guest_instead(stage, form, until)
    await stage.click_reads("olivia", form, ASK, "account needs an end date. Not sent.", option="account")
    stage.teller.tell("olivia", f"asks for {ALONE} as AskCody-only account, without an end date", "refused")
    shown = ("AskCody account will be created; Entra is not touched", f"{until:%-d %b %Y}")
    line = f"invite {ALONE} as Secretaries"
    card = await ask(stage, line, ALONE, *shown, option="account", until=until.isoformat())
    await approve(stage, card, ALONE)
    await delivered(stage, ALONE, len(SECRETARY))
    await stage.prove(ALONE, ON_ITS_OWN, "account on, exactly three roles of its own; no guest, no group")
    return until


async def _guest_instead(stage: Stage, form: Message, until: date) -> date:
    """Where the platform cannot be read, an account there could be neither proven nor ended: a guest is let in instead."""
    cannot = "I cannot see into AskCody here"
    told = await stage.click_reads("olivia", form, ASK, cannot, "Not sent", option="account", until=until.isoformat())
    stage.teller.tell("olivia", f"asks for {ALONE} as AskCody-only account", "refused: it could never be proven")
    await stage.prove(ALONE, NOBODY, f"nothing was done: {told.partition(cannot)[1]}")
    card = await ask(stage, f"invite {ALONE} as Secretaries", ALONE, option="guest", until=until.isoformat())
    await approve(stage, card, ALONE)
    await delivered(stage, ALONE, len(SECRETARY), joins=["Secretaries"], invited=True)
    await stage.prove(ALONE, _alone(stage), "a guest: invited once, one group, exactly three roles")
    return until


def _alone(stage: Stage) -> Standing:
    """How whoever came without Entra stands, or the guest who came instead."""
    return ON_ITS_OWN if stage.rights.sees_platform else _planner(())


async def _moved_facts(stage: Stage) -> None:
    """The facts move between asking and approving: nothing is done, the approver is asked again with the new ones."""
    stage.teller.begin("moved facts")
    card = await ask(stage, f"invite {MOVED} as Secretaries for 6 months", MOVED, "ill be created in Entra as guest")
    by_hand, shows = await _move(stage)
    await approve(stage, card, MOVED)
    again = await stage.reads("adam", "The facts moved", "Nothing was done", f"Let in {MOVED}", shows)
    await stage.prove(MOVED, by_hand, "what somebody did by hand and nothing else: nothing was done")
    stage.teller.tell("adam", "is asked again with the new facts", shows)
    await approve(stage, again, MOVED)
    planner = _planner(by_hand.roles)
    await delivered(stage, MOVED, len(planner.roles), joins=["Secretaries"], invited=stage.rights.sees_platform)
    await stage.prove(MOVED, planner, "invited once, one group, what it had beside the group's three roles")
    await stage.entra("accept_invitation", person=MOVED)


async def _move(stage: Stage) -> tuple[Standing, str]:
    """Something happens behind Usher's back: what the books show then, and what Adam's next card says."""
    if stage.rights.sees_platform:
        await stage.entra("add_account", mail=MOVED, roles=[HAND_MADE])
        stage.teller.tell("somebody", f"makes an AskCody account for {MOVED} by hand")
        return Standing(account="on", roles=(HAND_MADE,)), "Takes over"
    await stage.entra("invite_guest", mail=MOVED, sponsor="olivia")
    stage.teller.tell("somebody", f"invites {MOVED} by hand")
    return Standing(invited=OLIVIAS), "has a guest account in Entra already"


def _planner(own: tuple[str, ...]) -> Standing:
    """How a guest in Secretaries stands, with the roles that were their ``own`` before."""
    roles = tuple(sorted([*SECRETARY, *own]))
    return Standing(invited=OLIVIAS, groups=("Secretaries",), account="on", roles=roles, roles_by=("Secretaries",))


async def _early_end(stage: Stage) -> None:
    """An owner ends it at once; no approval is needed, and the other owner is told."""
    stage.teller.begin("early end")
    await stage.prove(GUEST, LET_IN, "still as it was delivered")
    await end_now(stage, GUEST, leaves=["Receptionists"])
    await stage.reads("adam", f"End {GUEST}", stage.rights.ended)
    ended = Standing(invited=OLIVIAS, account="off")
    await stage.prove(GUEST, ended, "no group, account off")
    await _blocked(stage)
    await stage.prove(GUEST, ended, "as before: Usher itself blocks nobody")


async def _blocked(stage: Stage) -> None:
    """Whether the guest account is blocked too is asked once; Maria does it in Entra, and Usher sees it."""
    card = await stage.reads("olivia", f"End {GUEST}", "Also block the guest account?")
    await stage.click("olivia", card, next(button for button in card.buttons if button.startswith("Ask ")))
    task = await stage.reads("maria", "A task for you", f"Block the guest account of {GUEST}")
    await stage.entra("disable_user", person=GUEST)
    await stage.click("maria", task, DONE)
    await stage.reads("olivia", f"End {GUEST}", "The guest account is blocked in Entra")
    stage.teller.tell("maria", f"blocks the guest account of {GUEST}, which Olivia asked for", "seen by Usher")


async def _held_before(stage: Stage) -> None:
    """What somebody held before Usher is asked for again, and stays when Usher's grant ends."""
    stage.teller.begin("held before")
    await stage.entra("add_member", group="Secretaries", person=EARLIER)
    await stage.cycle()
    waits = "Add-in Users"  # not assigned to the platform yet: a group that gives nothing
    own = Standing(groups=(waits, "Secretaries"), account="on", roles=SECRETARY, roles_by=("Secretaries",))
    await stage.prove(EARLIER, own, "in Secretaries behind Usher's back")
    line = f"invite {EARLIER} as Secretaries, Receptionists for 2 months"
    card = await ask(stage, line, EARLIER, "has a guest account in Entra already", "joins Receptionists;")
    await approve(stage, card, EARLIER)
    roles = tuple(sorted({*SECRETARY, *RECEPTION}))
    await delivered(stage, EARLIER, len(roles), joins=["Receptionists"])
    both = ("Receptionists", "Secretaries")
    more = replace(own, groups=tuple(sorted([*both, waits])), roles=roles, roles_by=both)
    await stage.prove(EARLIER, more, "in both groups with the roles of both, not invited a second time")
    exactly = (f"exactly {len(SECRETARY)} roles left",) if stage.rights.sees_platform else ()
    await end_now(stage, EARLIER, *exactly, "Still in Secretaries", leaves=["Receptionists"])
    await stage.prove(EARLIER, own, "still in Secretaries, account on with its three roles; only Usher's grant ended")


async def _end_on_the_date(stage: Stage, last_day: date) -> None:
    """The sponsor is warned 14 days and one working day before; on the last day it ends by itself."""
    stage.teller.begin("end on the date")
    if not stage.rights.sees_platform:  # a guest who has not accepted for 30 days would be out before
        await stage.entra("accept_invitation", person=ALONE)
    for before, warnings in ((15, 0), (14, 1), (4, 1), (3, 2), (0, 2)):
        await _warned(stage, last_day - timedelta(days=before), warnings)
    alone = _alone(stage)
    await stage.prove(ALONE, alone, "on and unchanged on its last day")
    planner = await stage.standing(MOVED)
    await stage.clock(_noon(last_day + timedelta(days=1)))
    await ended(stage, ALONE, leaves=alone.groups)
    await stage.reads("olivia", stage.rights.ended, f"End {ALONE}", "Its end date has come")
    stage.teller.tell("olivia", f"is told of {ALONE}", f"{stage.rights.ended}: its end date has come")
    await stage.prove(ALONE, Standing(invited=alone.invited, account="off"), "no group, account off")
    await stage.reads("olivia", f"{MOVED} accepted today")
    await stage.prove(MOVED, planner, "as delivered: it ends later")


async def _warned(stage: Stage, day: date, count: int) -> None:
    """At noon of ``day`` Olivia has been warned so many times of the end of the account."""
    await stage.clock(_noon(day))

    async def look() -> list[str]:
        return [m.words for m in await stage.messages("olivia") if "Let it end" in m.buttons and ALONE in m.words]

    async def enough() -> bool:
        return len(await look()) >= count

    await stage.until(enough, PATIENCE_S)
    found = await look()
    if len(found) != count:
        raise TourFailed(f"{count} warnings for Olivia about {ALONE} by {day:%a %-d %b %Y}", f"{len(found)}: {found}")
    result = f"warned {'once' if count == 1 else 'twice'}" if found else "not warned yet"
    stage.teller.tell("olivia", f"looks on {day:%a %-d %b %Y}", result)


def _noon(day: date) -> datetime:
    """A moment that is on ``day`` in every zone near Greenwich."""
    return datetime.combine(day, time(12), tzinfo=UTC)
