"""One function per side effect. Each looks before it writes, writes, verifies by reading back, and says what came of it.

They return ``Done``, or ``Wait`` when something outside is not there yet; what cannot happen is raised as Refused.
What Usher may not do here is a person's task: it is asked for, and waited for until it is seen.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from provisioning.domain import preview
from provisioning.domain.ports import Refused, Unreachable
from provisioning.domain.states import Kind
from provisioning.usecases import extending, granting, grouping, people, recording, telling
from provisioning.workflow import job_steps, proving, wave_steps
from provisioning.workflow.context import NOT_OURS, TASK_LOOK, Context, Done, Wait, permitted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from provisioning.domain.ports import DirectoryUser, Platform, PlatformAccount

#: Looks in vain after which an invitation whose outcome is unknown is sent again: about three minutes of reading, and three
#: more after each further one.
UNKNOWN_LOOKS = 14
#: The platform's word for an account that is there already (RFC 7644 §3.12).
TAKEN = "uniqueness"
FORBIDDEN = 403


async def invite(x: Context) -> Done | Wait:
    """Invite the guest once: looked up before, an intent written down, and after an unknown outcome looked up again.

    An address may have gone to somebody else since it was approved: they get nothing by it.
    """
    a, directory = x.assignment, x.world.directory
    user = await directory.find_user_by_mail(a.address)
    if user is not None:
        await _check_meant(x, user)
        await x.world.service.do(people.record_user, user)
        if "sent" in x.noted and a.request.terms.get("delivery") == "link":
            await x.world.service.do(telling.record_link_lost, a.request)
        return Done({"user": user.id, "invited": "sent" in x.noted})
    unseen = x.noted.get("unseen", 0)
    if "sent" in x.noted and unseen < UNKNOWN_LOOKS:
        return Wait("why-invitation-unknown", note={"unseen": unseen + 1})
    if not x.world.service.rules.may_change:
        return Wait("why-task-invite", seconds=TASK_LOOK)
    return await _send_invitation(x)


async def _check_meant(x: Context, user: DirectoryUser) -> None:
    """Refuse whoever the check and the start would: an employee, a guest who is blocked, and another guest's successor."""
    if not user.is_guest:
        raise Refused("not_a_guest")
    if not user.enabled:
        raise Refused("guest_blocked")
    former = await x.world.former_of(x.assignment.request.number, x.assignment.address, user)
    if former is not None:
        await x.world.service.do(recording.record_successor, user, former)
        raise Refused("address_moved")


async def _send_invitation(x: Context) -> Done | Wait:
    """Invite, with the intent written down before; it is taken back where the invitation certainly was not sent."""
    a = x.assignment
    wants_link = a.request.terms.get("delivery") == "link"
    await x.intend({"sent": True})
    try:
        invited = await x.world.directory.invite(
            a.address,
            name=a.name,
            sponsor_id=a.sponsor_object_id,
            redirect_url=x.redirect_url,
            send_mail=not wants_link,
        )
    except Unreachable as error:
        if not error.unknown:
            await x.intend(x.noted)
        raise
    except Refused as refusal:
        await x.intend(x.noted)
        if refusal.code not in NOT_OURS:
            raise
        return Wait("why-task-invite", seconds=TASK_LOOK)
    await x.world.service.do(telling.record_invited, a.request, invited, keep_link=wants_link)
    return Done({"user": invited.user_id, "invited": True})


async def join(x: Context) -> Done | Wait:
    """Make the guest a member of one role group. Who was a member before any intent of ours held it before Usher.

    Not a membership from outside that somebody approved: from then on it is given here, and ends as what was given here.
    """
    group = x.assignment.group_ids.get(x.step.about)
    directory, service = x.world.directory, x.world.service
    if group is None or await service.look(grouping.is_lost, x.step.about):
        raise Refused("group_not_found", x.step.about)
    since = str(x.noted.get("absent") or service.clock.now().isoformat())
    if not await directory.is_member(group, x.user_id):
        note = {"ours": True, "absent": service.clock.now().isoformat()}
        await x.intend(note)
        if not await permitted(directory.add_member(group, x.user_id), allowed=x.world.service.rules.may_change):
            return Wait("why-task-join", seconds=TASK_LOOK, note=note)
        if not await directory.is_member(group, x.user_id):
            return Wait("why-not-there-yet", note={"ours": True, "absent": since})
    elif "ours" not in x.noted and not x.assignment.request.terms.get("keeps"):
        await service.do(granting.record_held_before, x.assignment.request, x.step.about)
    user = {"user": x.user_id}
    await service.do(granting.record_given, x.assignment.request, group=x.step.about, group_id=group, handles=user)
    return Done({"since": since})


async def leave(x: Context) -> Done | Wait:
    """End one membership that Usher gave."""
    group, directory = x.assignment.group_ids.get(x.step.about), x.world.directory
    now = x.world.service.clock.now().isoformat()
    since = str(x.noted.get("present") or now)
    if group is None:  # who is in it is not known: nobody is out of it because Usher cannot see it
        raise Refused("group_not_found", x.step.about)
    if not x.user_id:  # somebody is in it, as was seen: who is not known cannot have left
        raise Refused("user_unknown")
    if not await directory.is_member(group, x.user_id):
        return Done({"since": since})
    if not await permitted(directory.remove_member(group, x.user_id), allowed=x.world.service.rules.may_change):
        return Wait("why-task-leave", seconds=TASK_LOOK, note={"present": now})
    if await directory.is_member(group, x.user_id):
        return Wait("why-not-there-yet", note={"present": since})
    return Done({"since": since})


async def account(x: Context) -> Done | Wait:
    """Create the account on the platform with its roles, or switch the one that is there on again.

    One that is on already is ours where an earlier look meant to make it; else somebody was faster, and it is not touched.
    Its external id leads from the platform to nobody here: it is random, and the grant that holds it forgets it when the
    person is erased.
    """
    a, platform = x.assignment, _seen_platform(x)
    roles = granting.expected(a.request).roles_after
    found = await platform.find_account(a.address)
    if found is not None and found.active and "ours" not in x.noted:
        raise Refused(TAKEN)
    external = str(x.noted.get("external") or secrets.token_hex(16))
    if found is None or not found.active or found.roles != frozenset(roles):
        await x.intend({"ours": True, "external": external})
        try:
            found = await _put_account(x, found, roles, external)
        except Refused as refusal:
            return await (_taken(x, refusal) if refusal.code == TAKEN else _by_hand(x, refusal))
    handles = {"account": found.id, "external": found.external_id}
    await x.world.service.do(granting.record_given, a.request, handles=handles)
    return Done({"account": found.id})


async def _put_account(
    x: Context, found: PlatformAccount | None, roles: Sequence[str], external: str
) -> PlatformAccount:
    """The account as it shall be, new or changed."""
    a, platform = x.assignment, x.world.platform
    if found is not None:
        return await platform.set_account(found.id, active=True, roles=roles)
    return await platform.create_account(a.address, name=a.name, roles=roles, external_id=external)


async def _taken(x: Context, refusal: Refused) -> Wait:
    """There is an account that was not found: our own from an earlier look, not visible yet, or else somebody's."""
    if "ours" in x.noted:
        return Wait("why-not-there-yet")
    await x.intend(x.noted)
    raise refusal


async def switch_off(x: Context) -> Done | Wait:
    """Switch the platform-only account off, or leave it just the roles that another grant gives."""
    a, platform = x.assignment, _seen_platform(x)
    frozen = granting.expected(a.request)
    found = await x.world.account_of(a.address, a.account_id)
    if found is None or (not found.active and not frozen.roles_after):
        return Done()
    on = bool(frozen.direct) or (bool(frozen.roles_after) and found.active)  # for groups alone Entra switches it on
    try:
        await platform.set_account(found.id, active=on, roles=frozen.direct)
    except Refused as refusal:
        return await _by_hand(x, refusal)
    return Done({"account": found.id})


async def switch_on(x: Context) -> Done | Wait:
    """Once Entra has switched the account off with the last group: on again, with the roles that another grant gives directly."""
    if x.assignment.request.kind is Kind.EXPAND_SCOPE:
        return await wave_steps.switch_on(x)
    a, platform, frozen = x.assignment, _seen_platform(x), granting.expected(x.assignment.request)
    found = await x.world.account_of(a.address, a.account_id)
    if found is None:
        return Wait("why-not-there-yet")
    if found.active and frozen.leaves and "ours" not in x.noted:
        return await proving.wait_for_entra(x)
    await x.intend({"ours": True})
    try:
        await platform.set_account(found.id, active=True, roles=frozen.direct)
    except Refused as refusal:
        return await _by_hand(x, refusal)
    return Done({"account": found.id})


async def _by_hand(x: Context, refusal: Refused) -> Done | Wait:
    """Where the platform shows accounts but lets nobody write them, an owner does it."""
    if refusal.status != FORBIDDEN:
        raise refusal
    return await task(x)


def _seen_platform(x: Context) -> Platform:
    """The platform, where this installation can read it back; what cannot be seen is neither done nor believed."""
    if not x.world.service.rules.sees_platform:
        raise Refused("platform_unseen")
    return x.world.platform


async def task(x: Context) -> Done | Wait:
    """An owner does it by hand; believed only when it is seen."""
    a, wanted = x.assignment, granting.expected(x.assignment.request)
    _seen_platform(x)
    found = await x.world.account_of(a.address, a.account_id)
    if a.request.kind is Kind.END_ACCESS:
        if preview.compare(wanted, found, x.world.service.rules).holds:
            return Done()
        stays = list(wanted.roles_after)
        return Wait("why-task-less" if stays else "why-task-end", {"left": stays}, seconds=TASK_LOOK)
    if found is None or not found.active:
        return Wait("why-task-create", seconds=TASK_LOOK)
    await x.world.service.do(granting.record_given, a.request, handles={"account": found.id})
    return Done()


async def extend(x: Context) -> Done | Wait:
    """Have what runs last longer. It is in our own tables alone; what is held outside was read by the step before."""
    if not await x.world.service.do(extending.carry_out, x.assignment.request):
        raise Refused("access_ended")
    return Done()


PERFORM: dict[str, Callable[[Context], Awaitable[Done | Wait]]] = {
    "invite": invite,
    "join": join,
    "leave": leave,
    "provision": proving.provision,
    "account": account,
    "switch_off": switch_off,
    "switch_on": switch_on,
    "task": task,
    "extend": extend,
    "pause": job_steps.pause,
    "resume": job_steps.resume,
    "prove": proving.prove,
    **wave_steps.STEPS,
}
