"""One function per side effect. Each looks before it writes, writes, verifies by reading back, and says what came of it.

They return ``Done``, or ``Wait`` when something outside is not there yet; what cannot happen is raised as Refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from provisioning.domain import preview
from provisioning.domain.ports import Refused, Unreachable
from provisioning.domain.states import Grade, Kind, Option
from provisioning.usecases import granting, people, telling

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from provisioning.domain.plan import Step
    from provisioning.usecases.executing import Assignment
    from provisioning.workflow.outside import World


@dataclass(frozen=True)
class Done:
    """It is so, and was read back. ``result`` holds ids that later steps need."""

    result: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Wait:
    """It is not so yet: look again after at least ``seconds``. ``why`` names the sentence for the card."""

    why: str
    values: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    #: What must be remembered before the next look (an intent that was written down before the write).
    note: dict[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a side effect works with. ``look`` counts the looks at this step; ``noted`` is what an earlier look left."""

    world: World
    assignment: Assignment
    step: Step
    look: int
    noted: dict[str, Any]
    #: Writes down an intent before the write that it announces.
    intend: Callable[[dict[str, Any]], Awaitable[None]]
    redirect_url: str

    @property
    def user_id(self) -> str:
        """Object id of the guest, from the step that found or invited them, or from the grant that ends."""
        found = self.assignment.results.get(("invite", ""), {}).get("user")
        return str(found or self.assignment.subject_object_id)


#: Looks after which an invitation whose outcome is unknown is sent again: about three minutes of reading.
UNKNOWN_LOOKS = 14
#: Looks after which Entra is asked once more: what was just written may not have reached its provisioning yet.
ASK_AGAIN = frozenset({1, 3, 5, 7})


async def invite(x: Context) -> Done | Wait:
    """Invite the guest once: looked up before, an intent written down, and after an unknown outcome looked up again."""
    a, directory = x.assignment, x.world.directory
    user = await directory.find_user_by_mail(a.address)
    if user is not None:
        await x.world.service.do(people.record_user, user)
        if "sent" in x.noted and a.request.terms.get("delivery") == "link":
            await x.world.service.do(telling.record_link_lost, a.request)
        return Done({"user": user.id, "invited": "sent" in x.noted})
    if "sent" in x.noted and x.look < UNKNOWN_LOOKS:
        return Wait("why-invitation-unknown")
    await x.intend({"sent": True})
    wants_link = a.request.terms.get("delivery") == "link"
    try:
        invited = await directory.invite(
            a.address,
            name=a.name,
            sponsor_id=a.sponsor_object_id,
            redirect_url=x.redirect_url,
            send_mail=not wants_link,
        )
    except Unreachable as error:
        if not error.unknown:
            await x.intend({})
        raise
    await x.world.service.do(telling.record_invited, a.request, invited, keep_link=wants_link)
    return Done({"user": invited.user_id, "invited": True})


async def join(x: Context) -> Done | Wait:
    """Make the guest a member of one role group. Who was a member before any intent of ours held it before Usher."""
    group = x.assignment.group_ids.get(x.step.about)
    if group is None:
        raise Refused("group_not_found", x.step.about)
    directory, service = x.world.directory, x.world.service
    if not await directory.is_member(group, x.user_id):
        await x.intend({"ours": True})
        await directory.add_member(group, x.user_id)
        if not await directory.is_member(group, x.user_id):
            return Wait("why-not-there-yet", note={"ours": True})
    elif "ours" not in x.noted:
        await service.do(granting.record_held_before, x.assignment.request, x.step.about)
    await service.do(granting.record_given, x.assignment.request, group=x.step.about, handles={"user": x.user_id})
    return Done()


async def leave(x: Context) -> Done | Wait:
    """End one membership that Usher gave."""
    group, directory = x.assignment.group_ids.get(x.step.about), x.world.directory
    if group is None or not x.user_id or not await directory.is_member(group, x.user_id):
        return Done()
    await directory.remove_member(group, x.user_id)
    return Wait("why-not-there-yet") if await directory.is_member(group, x.user_id) else Done()


async def provision(x: Context) -> Done | Wait:
    """Have Entra provision the person now where the profile permits it; otherwise its next cycle does."""
    return Done({"by": "demand" if await _on_demand(x) else "cycle"})


async def _on_demand(x: Context) -> bool:
    """Ask Entra to provision the person with their place in each role group, changed or kept; False where it did not.

    What is kept is told as well: somebody may have given it since Entra's last cycle, and the proof expects it.
    """
    if x.world.service.rules.profile != "full" or not x.user_id:
        return False
    frozen = granting.expected(x.assignment.request)
    places = {*frozen.joins, *frozen.leaves, *frozen.holds}
    groups = [x.assignment.group_ids[name] for name in sorted(places) if name in x.assignment.group_ids]
    try:
        run = await x.world.directory.provision(x.user_id, groups)
    except Refused:
        return False
    return run.result != "Failure"


async def account(x: Context) -> Done | Wait:
    """Create the account on the platform with its roles, or switch the one that is there on again."""
    a, platform = x.assignment, x.world.platform
    roles = granting.expected(a.request).roles_after
    found = await platform.find_account(a.address)
    if found is None:
        found = await platform.create_account(
            a.address, name=a.name, roles=roles, external_id=f"usher-{a.request.subject}"
        )
    elif not found.active or found.roles != frozenset(roles):
        found = await platform.set_account(found.id, active=True, roles=roles)
    await x.world.service.do(granting.record_given, a.request, handles={"account": found.id})
    return Done({"account": found.id})


async def switch_off(x: Context) -> Done | Wait:
    """Switch the platform-only account off, or leave it just the roles that another grant gives."""
    a, platform = x.assignment, x.world.platform
    stays = granting.expected(a.request).roles_after
    found = await platform.find_account(a.address)
    if found is None or (not found.active and not stays):
        return Done()
    await platform.set_account(found.id, active=bool(stays), roles=stays)
    return Done({"account": found.id})


async def task(x: Context) -> Done | Wait:
    """An owner does it by hand; believed only when it is seen."""
    a = x.assignment
    found = await x.world.account_of(a.address)
    wanted = a.request.kind is Kind.INVITE_EXTERNAL
    if (found is not None and found.active) is not wanted:
        return Wait("why-task-create" if wanted else "why-task-end", seconds=15)
    if wanted and found is not None:
        await x.world.service.do(granting.record_given, a.request, handles={"account": found.id})
    return Done()


async def prove(x: Context) -> Done | Wait:
    """Read back who it is about and hold it against what was approved, with the best grade to be had here."""
    grade = x.world.service.rules.best_grade
    if grade is not Grade.PLATFORM:
        return await _prove_membership(x)
    found = await x.world.platform.find_account(x.assignment.address)
    proof = preview.compare(granting.expected(x.assignment.request), found, x.world.service.rules)
    await x.world.service.do(granting.record_proof, x.assignment.request, proof, grade)
    if proof.holds:
        return Done({"pending": await _is_pending(x)})
    by = x.assignment.results.get(("provision", ""), {}).get("by")
    if by == "demand" and x.look in ASK_AGAIN:
        await _on_demand(x)
    return Wait("why-waits-for-cycle" if by == "cycle" else "why-not-proven-yet")


async def _is_pending(x: Context) -> bool:
    """Whether a guest has still to accept Microsoft's invitation; proven and accepted are two facts."""
    request = x.assignment.request
    if request.kind is not Kind.INVITE_EXTERNAL or request.option is not Option.GUEST:
        return False
    user = await x.world.directory.find_user(x.user_id)
    return user is not None and user.guest_state == "PendingAcceptance"


async def _prove_membership(x: Context) -> Done | Wait:
    """Where the platform cannot be read: the memberships, or what Entra reported about its on-demand run."""
    a, wanted = x.assignment, granting.expected(x.assignment.request)
    joins = [g for g in a.request.groups if a.request.kind is Kind.INVITE_EXTERNAL and a.request.option is Option.GUEST]
    inside = [await x.world.directory.is_member(a.group_ids[g], x.user_id) for g in joins]
    outside = [not await x.world.directory.is_member(a.group_ids[g], x.user_id) for g in wanted.leaves]
    if not all(inside) or not all(outside):
        return Wait("why-not-there-yet")
    reported = a.results.get(("provision", ""), {}).get("by") == "demand"
    grade = Grade.LOG if reported and x.world.service.rules.best_grade is Grade.LOG else Grade.MEMBERSHIP
    seen = frozenset(wanted.roles_after)
    proof = preview.Proof(account_on=bool(seen), seen=seen, expected=seen, optional=frozenset())
    await x.world.service.do(granting.record_proof, a.request, proof, grade)
    return Done()


PERFORM: dict[str, Callable[[Context], Awaitable[Done | Wait]]] = {
    "invite": invite,
    "join": join,
    "leave": leave,
    "provision": provision,
    "account": account,
    "switch_off": switch_off,
    "task": task,
    "prove": prove,
}
