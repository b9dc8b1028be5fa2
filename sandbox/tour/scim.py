"""The wire itself: one person's account from creation to deletion, its roles read back over SCIM after each of Entra's cycles."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from sandbox.tour.stage import PROOF_S
from sandbox.tour.telling import TourFailed

if TYPE_CHECKING:
    from sandbox.tour.stage import Stage

#: An employee outside the scope, by key and by address.
KEY, ADDRESS = "frida", "frida@contoso.example"
RECEPTION = ("Add-in User", "Visitors Administrator")
SECRETARY = ("Add-in User", "Add-in User Delegated Access", "Search Specific Room")
BOTH = tuple(sorted({*RECEPTION, *SECRETARY}))
#: Entra keeps a deleted user for so long before the account is deleted too.
KEPT = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account as its platform tells it over SCIM."""

    #: none, on or off.
    state: str = "none"
    id: str = ""
    #: Sorted.
    roles: tuple[str, ...] = ()
    #: Sorted; kept while the account is off.
    groups: tuple[str, ...] = ()
    #: What moved for people whom the story is not about: always nothing.
    others: tuple[str, ...] = ()


async def play(stage: Stage) -> None:
    """All scenes; each begins where the one before ended."""
    await stage.enter((KEY, ADDRESS))
    account = await _created(stage)
    account = await _moved(stage, account)
    await _off_and_back(stage, account)
    account = await _quarantine(stage, account)
    await _deleted(stage, account)


async def _created(stage: Stage) -> Account:
    """Nobody, then a member of a role group in scope: Entra's next cycle makes the account, and the group its roles."""
    stage.teller.begin("created")
    await _proven(stage, Account(), "no account")
    await _entra(stage, "add_member", group="Secretaries", person=KEY)
    await _cycle(stage)
    made = (await _read(stage)).id
    account = Account(state="on", id=made, roles=SECRETARY, groups=("Secretaries",))
    await _proven(stage, account, "account on, exactly three roles, from one group")
    return account


async def _moved(stage: Stage, account: Account) -> Account:
    """From one role group to another; then in both, with each role once."""
    stage.teller.begin("moved")
    await _entra(stage, "remove_member", group="Secretaries", person=KEY)
    await _entra(stage, "add_member", group="Receptionists", person=KEY)
    await _cycle(stage)
    moved = replace(account, roles=RECEPTION, groups=("Receptionists",))
    await _proven(stage, moved, "the same account, exactly two roles, from the other group")
    await _entra(stage, "add_member", group="Secretaries", person=KEY)
    await _cycle(stage)
    both = replace(account, roles=BOTH, groups=("Receptionists", "Secretaries"))
    await _proven(stage, both, "in both groups, the roles of both, each once")
    return both


async def _off_and_back(stage: Stage, account: Account) -> None:
    """Blocked in Entra: no roles at once, groups kept. Entra does not send memberships again when somebody comes back."""
    stage.teller.begin("switched off, brought back")
    await _entra(stage, "disable_user", person=KEY)
    await _cycle(stage)
    await _proven(stage, replace(account, state="off", roles=()), "off, no roles, both groups kept")
    told = await _group_changes(stage)
    await _entra(stage, "enable_user", person=KEY)
    await _cycle(stage)
    await _proven(stage, account, "on again with all its roles")
    if (again := await _group_changes(stage)) != told:
        raise TourFailed("Entra to say nothing more of groups", f"{again - told} changes of groups")
    stage.teller.tell("entra", "was asked for no membership again", "the groups were kept", proven=True)


async def _quarantine(stage: Stage, account: Account) -> Account:
    """The platform refuses Entra's token: the job goes into quarantine, nothing changes, and the next attempt ends it."""
    stage.teller.begin("quarantine")
    await stage.fault(target="scim", by="entra", status=int(HTTPStatus.UNAUTHORIZED))
    await _entra(stage, "remove_member", group="Receptionists", person=KEY)
    ran = await stage.cycle()
    if not ran.get("quarantine"):
        raise TourFailed("the job in quarantine", str(ran))
    stage.teller.tell("entra", "is refused with 401", f"in quarantine: {ran['quarantine']}")
    await _proven(stage, account, "nothing was changed, nothing was lost")
    await stage.heal()
    stage.teller.tell("maria", "mends the token", "Entra tries again by itself 6 hours later")
    await stage.clock(await stage.now() + timedelta(hours=6, minutes=1))
    after = replace(account, roles=SECRETARY, groups=("Secretaries",))
    await _proven(stage, after, "what had waited was done; the quarantine has ended")
    await _cycle(stage)
    return after


async def _deleted(stage: Stage, account: Account) -> None:
    """Deleted in Entra: off at once, gone when Entra purges the user, and its id is nobody's any more."""
    stage.teller.begin("deleted")
    await _entra(stage, "delete_user", person=KEY)
    await _cycle(stage)
    off = replace(account, state="off", roles=(), groups=())
    await _proven(stage, off, "off, no roles, in no group")
    purged = await stage.now() + KEPT
    await stage.clock(purged - timedelta(days=1))
    await stage.look_anew()
    await _proven(stage, off, "29 days later still there, off")
    await stage.clock(purged + timedelta(hours=1))
    await _cycle(stage)
    await _proven(stage, Account(), "30 days later gone")
    status, _ = await stage.scim(f"/Users/{account.id}")
    if status != HTTPStatus.NOT_FOUND:
        raise TourFailed("404 for the deleted account's id", str(status))
    stage.teller.tell("platform", "is asked for the old id", "404", proven=True)


async def _entra(stage: Stage, do: str, **what: str) -> None:
    """Somebody changes the directory, which is told."""
    await stage.entra(do, **what)
    stage.teller.tell("maria", f"changes Entra: {do.replace('_', ' ')}", what.get("group", ""))


async def _cycle(stage: Stage) -> None:
    """A cycle that runs to its end. TourFailed for one that does not."""
    ran = await stage.cycle()
    if ran.get("state") != "Succeeded":
        raise TourFailed("a cycle that succeeds", str(ran))
    counts = ", ".join(f"{number} {action}" for action, number in ran["counts"].items())
    stage.teller.tell("entra", "runs its provisioning cycle", counts or "nothing to do")


async def _group_changes(stage: Stage) -> int:
    """How often Entra has changed a group on the platform so far."""
    calls = (await stage.books())["calls"]
    return sum(1 for c in calls if c["by"] == "entra" and c["method"] == "PATCH" and "/Groups/" in c["path"])


async def _read(stage: Stage) -> Account:
    """The account as the platform tells it now."""
    _, page = await stage.scim("/Users", filter=f'userName eq "{ADDRESS}"')
    others = (await stage.standing(ADDRESS)).others
    if not page["Resources"]:
        return Account(others=others)
    user: dict[str, Any] = page["Resources"][0]
    return Account(
        state="on" if user["active"] else "off",
        id=user["id"],
        roles=tuple(sorted({role["value"] for role in user.get("roles", ())})),
        groups=tuple(sorted(group["display"] for group in user.get("groups", ()))),
        others=others,
    )


async def _proven(stage: Stage, expected: Account, words: str) -> None:
    """Wait until the platform tells exactly this. TourFailed with what it tells instead."""
    seen = Account()

    async def look() -> bool:
        nonlocal seen
        seen = await _read(stage)
        return seen == expected

    if not await stage.until(look, PROOF_S):
        wrong = [f.name for f in fields(Account) if getattr(seen, f.name) != getattr(expected, f.name)]
        wanted, found = (", ".join(f"{name} {getattr(one, name)}" for name in wrong) for one in (expected, seen))
        raise TourFailed(f"{ADDRESS}: {wanted}", found)
    stage.teller.tell("platform", f"shows {ADDRESS}", words, proven=True)
