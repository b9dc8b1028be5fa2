"""The proof: who it is about is read back and held against what was approved, with the best grade to be had here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from provisioning.domain import accounts, preview
from provisioning.domain.ports import Refused, Unreachable
from provisioning.domain.states import OF_JOB, Grade, Kind, Option
from provisioning.usecases import granting
from provisioning.usecases import held as held_up
from provisioning.workflow import job_steps, wave_proof
from provisioning.workflow.context import UNREADABLE, Done, Wait

if TYPE_CHECKING:
    from provisioning.workflow.context import Context

#: Looks after which Entra is asked once more: what was just written may not have reached its provisioning yet.
ASK_AGAIN = frozenset({1, 3, 5, 7})


async def provision(x: Context) -> Done | Wait:
    """Have Entra provision the person now where the profile permits it; otherwise its next cycle does."""
    since = x.world.service.clock.now().isoformat()
    result = await _on_demand(x)
    by = "cycle" if result in {"", "Failure"} else "demand"
    return Done({"by": by, "result": result, "since": since})


async def _on_demand(x: Context) -> str:
    """Ask Entra to provision the person with their place in each role group, changed or kept; its result, "" where it may not be asked.

    What is kept is told as well: somebody may have given it since Entra's last cycle, and the proof expects it.
    """
    if not x.world.service.rules.may_provision or not x.user_id:
        return ""
    frozen = granting.expected(x.assignment.request)
    places = {*frozen.joins, *frozen.leaves, *frozen.holds}
    groups = [x.assignment.group_ids[name] for name in sorted(places) if name in x.assignment.group_ids]
    try:
        return (await x.world.directory.provision(x.user_id, groups)).result
    except Refused:
        return ""


async def prove(x: Context) -> Done | Wait:
    """Read back who it is about; where the platform cannot be read, what Entra reports, else the memberships."""
    rules, request = x.world.service.rules, x.assignment.request
    if request.kind is Kind.EXPAND_SCOPE:
        return await wave_proof.prove(x)
    if request.kind in OF_JOB:
        return await job_steps.prove(x)
    if not rules.sees_platform:
        return await _prove_unseen(x)
    found = await x.world.account_of(x.assignment.address, x.assignment.account_id, x.user_id)
    expected = granting.expected(request)
    if request.terms.get("unread"):
        expected = accounts.with_direct(expected, found, apart=bool(request.terms.get("apart")))
    proof = preview.compare(expected, found, rules)
    await x.world.service.do(granting.record_proof, request, proof, Grade.PLATFORM)
    if proof.holds:
        if found is not None:
            await x.world.service.do(granting.record_account, request, found.id)
        return Done({"pending": await _is_pending(x)})
    return await wait_for_entra(x)


async def wait_for_entra(x: Context) -> Wait:
    """Entra has still to do it: asked once more where it was asked, else its next cycle does."""
    by = _provisioned(x).get("by")
    if by == "demand" and x.look in ASK_AGAIN:
        await _on_demand(x)
    return await _waits_for_cycle(x) if by == "cycle" else Wait("why-not-proven-yet")


async def _waits_for_cycle(x: Context) -> Wait:
    """Entra's next cycle does it; while the job is paused the time that a proof may take does not run."""
    held = await x.world.service.do(held_up.record_held, x.assignment.request)
    if held is None:
        return Wait("why-waits-for-cycle")
    why, values = held
    runs_not = {"since": x.world.service.clock.now().isoformat()} if why.startswith("why-held-") else None
    return Wait(why, values, note=runs_not)


def _provisioned(x: Context) -> dict[str, str]:
    """How Entra was brought to provision the person; empty for what Entra does not provision."""
    return x.assignment.results.get(("provision", ""), {})


async def _is_pending(x: Context) -> bool:
    """Whether a guest has still to accept Microsoft's invitation; proven and accepted are two facts."""
    request = x.assignment.request
    if request.kind is not Kind.INVITE_EXTERNAL or request.option is not Option.GUEST:
        return False
    user = await x.world.directory.find_user(x.user_id)
    return user is not None and user.is_pending


async def _prove_unseen(x: Context) -> Done | Wait:
    """The memberships themselves, and Entra's own report where its log is read. Of the platform nothing is claimed."""
    a = x.assignment
    if a.request.option is Option.ACCOUNT:
        raise Refused("platform_unseen")
    if not await _memberships_hold(x):
        return Wait("why-not-there-yet")
    if _provisioned(x).get("by") == "cycle" and (waiting := await _waits_for_cycle(x)).why != "why-waits-for-cycle":
        return waiting  # out of the group is not out of the platform while the job stands still
    grade = Grade.MEMBERSHIP
    if x.world.service.rules.best_grade is Grade.LOG and a.request.kind is not Kind.EXTEND_ACCESS:
        waits = await _waits_for_report(x)
        if waits:
            return await _waits_for_cycle(x) if waits == "why-waits-for-cycle" else Wait(waits)
        grade = Grade.MEMBERSHIP if waits is None else Grade.LOG
    nothing = frozenset[str]()
    proof = preview.Proof(account_on=False, seen=nothing, expected=nothing, optional=nothing)
    await x.world.service.do(granting.record_proof, a.request, proof, grade)
    return Done({"pending": await _is_pending(x)})


async def _memberships_hold(x: Context) -> bool:
    """Whether the person is in every group that was asked for, and out of every one to leave."""
    a, directory = x.assignment, x.world.directory
    joins = () if a.request.kind is Kind.END_ACCESS else a.request.groups
    inside = [await directory.is_member(a.group_ids[name], x.user_id) for name in joins]
    leaves = granting.expected(a.request).leaves
    outside = [name in a.group_ids and not await directory.is_member(a.group_ids[name], x.user_id) for name in leaves]
    return all(inside) and all(outside)


async def _waits_for_report(x: Context) -> str | None:
    """Why Entra does not say yet that it carried out the person and each changed group; "" when it does, None where its log may not be read."""
    if _provisioned(x).get("result") == "Success":
        return ""
    try:
        reports = [await x.world.directory.last_report(one, since) for one, since in _changed(x).items()]
    except Refused as refusal:
        if refusal.code not in UNREADABLE:
            raise
        return None
    if any(report is not None and report.status == "skipped" for report in reports):
        return "why-entra-skipped"
    return "" if all(report is not None and report.status == "success" for report in reports) else "why-waits-for-cycle"


async def said_by_entra(x: Context) -> str:
    """How Entra's log says that it did not carry out the person, else a changed group: ``skipped`` or ``failure``; "" for neither.

    ``nameless`` for a failure with somebody who gains something and has no first name or surname: platforms may want both.
    Not asked where Entra was to provision nobody. Raises Unreachable, or Refused where the log may not be read.
    """
    if not x.user_id or "since" not in _provisioned(x):
        return ""
    for one, since in _changed(x).items():
        report = await x.world.directory.last_report(one, since)
        if report is not None and report.status in {"skipped", "failure"}:
            return "nameless" if report.status == "failure" and await _lacks_name(x) else report.status
    return ""


async def _lacks_name(x: Context) -> bool:
    """Whether somebody who is to get something lacks a name, as far as it can be read."""
    if not granting.expected(x.assignment.request).joins:
        return False
    try:
        user = await x.world.directory.find_user(x.user_id)
    except (Refused, Unreachable):
        return False
    return user is not None and user.lacks_name


def _changed(x: Context) -> dict[str, datetime]:
    """Object ids that Entra must report, and since when: each changed group, and the person unless they were and stay provisioned."""
    a, frozen = x.assignment, granting.expected(x.assignment.request)
    steps = [*(("join", name) for name in frozen.joins), *(("leave", name) for name in frozen.leaves)]
    groups = {
        a.group_ids[name]: datetime.fromisoformat(a.results[key, name]["since"])
        for key, name in steps
        if name in a.group_ids and "since" in a.results.get((key, name), {})
    }
    began = datetime.fromisoformat(_provisioned(x)["since"])
    return groups if frozen.holds else {x.user_id: min([began, *groups.values()]), **groups}
