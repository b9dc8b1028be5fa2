"""Side effects one by one: what each looks at before it writes, and what it leaves alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast

import pytest
from office import LARS, PLAIN, Office, group, guest
from test_ending import end_now

from provisioning.domain.ports import PlatformAccount, Refused, Unreachable
from provisioning.domain.states import Option, State
from provisioning.storage import tables as t
from provisioning.usecases import erasing, executing, grouping, scoping
from provisioning.workflow import proving, side_effects
from provisioning.workflow.context import Context, Done
from provisioning.workflow.outside import World

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provisioning.domain.ports import DirectoryUser


@dataclass
class Platform:
    """Accounts by their user name; an answer that gets ``lost`` comes after its write."""

    accounts: dict[str, PlatformAccount] = field(default_factory=dict)
    lost: bool = False
    tried: list[str] = field(default_factory=list)

    async def find_account(self, mail: str, _whom: object = None) -> PlatformAccount | None:
        return self.accounts.get(mail)

    async def create_account(self, mail: str, *, name: str, roles: Sequence[str], external_id: str) -> PlatformAccount:
        del name
        self.tried.append(external_id)
        shown = frozenset(roles)
        made = PlatformAccount(
            id=f"acc-{len(self.tried)}", user_name=mail, active=True, roles=shown, external_id=external_id
        )
        if self.lost:
            raise Unreachable("the answer got lost", unknown=True)
        self.accounts[mail] = made
        return made

    async def set_account(self, account_id: str, *, active: bool, roles: Sequence[str]) -> PlatformAccount:
        raise AssertionError((account_id, active, roles))


@dataclass
class Directory:
    """Who is in which group, by their ids."""

    members: set[tuple[str, str]] = field(default_factory=set)

    async def is_member(self, group_id: str, user_id: str) -> bool:
        return (group_id, user_id) in self.members

    async def add_member(self, group_id: str, user_id: str) -> None:
        self.members.add((group_id, user_id))


async def looks(office: Office, number: int, platform: Platform | None = None, **outside: Any) -> Context:
    """What the worker has in hand at the next step of a request."""
    request = await office.request(number)
    taken = await office.service.do(executing.take_up, number, request.revision, request.attempt)
    step = taken.step if taken else None
    assert taken is not None
    assert step is not None

    async def intend(note: dict[str, Any]) -> None:
        await office.service.do(executing.note, request, step, note)

    directory: Any = outside.get("directory")
    seen: Any = platform
    return Context(
        world=World(service=office.service, directory=directory, platform=seen),
        assignment=taken.assignment,
        step=step,
        look=0,
        noted=taken.noted,
        intend=intend,
        redirect_url="",
    )


async def approved(office: Office, **changes: Any) -> int:
    number = await office.ask(**changes)
    await office.decide(number, "adam")
    assert await office.start(number) is None
    return number


async def at_step(office: Office, key: str, number: int) -> None:
    """Everything before this step is done."""
    taken = await office.take_up(number)
    while taken and taken[1].key != key:
        result = {"user": "oid-lars"} if taken[1].key == "invite" else {}
        await office.service.do(executing.go_on, await office.request(number), taken[1], result)
        taken = await office.take_up(number)
    assert taken, key


# --- an account on the platform -----------------------------------------------------------------------------------------


async def test_the_platform_is_told_an_id_that_leads_to_nobody_here_and_is_forgotten_with_the_person(
    office: Office,
) -> None:
    number, platform = await approved(office, option=Option.ACCOUNT), Platform()
    await at_step(office, "account", number)
    came = await side_effects.account(await looks(office, number, platform))
    assert came == Done({"account": "acc-1"})
    (external,) = platform.tried
    person = (await office.request(number)).subject
    assert len(external) >= 32
    assert person not in external
    (grant,) = await office.rows(t.grants)
    assert grant.handles == {"account": "acc-1", "external": external}
    await office.finish_steps(number)
    end = await end_now(office)
    await office.check(end)
    await office.start(end)
    assert await office.finish_steps(end) is State.DELIVERED
    await office.service.act("command", None, erasing.erase, person)
    for table in (t.grants, t.steps, t.requests, t.audit):
        assert external not in str(await office.rows(table))


async def test_an_account_whose_answer_got_lost_is_made_with_the_same_id_or_found_as_ours(office: Office) -> None:
    number, platform = await approved(office, option=Option.ACCOUNT), Platform(lost=True)
    await at_step(office, "account", number)
    for _ in range(2):
        with pytest.raises(Unreachable):
            await side_effects.account(await looks(office, number, platform))
    assert len(platform.tried) == 2
    assert len(set(platform.tried)) == 1
    x = await looks(office, number, platform)
    platform.accounts[LARS] = PlatformAccount(
        id="late",
        user_name=LARS,
        active=True,
        roles=frozenset(x.assignment.request.preview.roles_after if x.assignment.request.preview else ()),
        external_id=platform.tried[0],
    )
    assert await side_effects.account(x) == Done({"account": "late"})
    assert len(platform.tried) == 2


async def test_an_account_that_appears_after_the_approval_is_not_overwritten(office: Office) -> None:
    number = await approved(office, option=Option.ACCOUNT)
    await at_step(office, "account", number)
    theirs = PlatformAccount(id="theirs", user_name=LARS, active=True, roles=frozenset({"Owner"}))
    with pytest.raises(Refused, match="uniqueness"):
        await side_effects.account(await looks(office, number, Platform({LARS: theirs})))
    assert await office.rows(t.grants) == []


# --- a membership -------------------------------------------------------------------------------------------------------


async def test_a_group_that_was_replaced_between_start_and_join_is_not_joined(office: Office) -> None:
    number, directory = await approved(office), Directory()
    await at_step(office, "join", number)
    another = {PLAIN: replace(group(PLAIN), id="gid-another")}
    await office.do(scoping.record_groups, another, {"gid-another"})
    x = await looks(office, number, directory=directory)
    assert x.assignment.group_ids[PLAIN] == f"gid-{PLAIN}"
    await side_effects.join(x)
    assert "gid-another" not in {joined for joined, _ in directory.members}


async def test_a_group_that_is_lost_after_the_start_is_not_joined(office: Office) -> None:
    number, directory = await approved(office), Directory()
    await at_step(office, "join", number)
    await office.do(scoping.record_groups, {}, set())
    assert await office.service.look(grouping.is_lost, PLAIN)
    with pytest.raises(Refused, match="group_not_found"):
        await side_effects.join(await looks(office, number, directory=directory))
    assert directory.members == set()


# --- proof --------------------------------------------------------------------------------------------------------------


async def test_a_proof_finds_the_account_of_the_person_in_entra_where_their_address_finds_none(office: Office) -> None:
    class Entra(Directory):
        async def find_user(self, user_id: str) -> DirectoryUser:
            return replace(guest(), id=user_id)

    class Unfiltered(Platform):
        """It looks for object ids alone."""

        async def find_account(self, _mail: str, whom: Any = None) -> PlatformAccount | None:
            user = await whom()
            return self.accounts.get(user.id)

    theirs = PlatformAccount(id="acc-1", user_name="e17", active=True, roles=frozenset({"Add-in User"}))
    number = await approved(office)
    await at_step(office, "prove", number)
    came = await proving.prove(
        await looks(office, number, Unfiltered({"oid-lars": theirs}), directory=cast("Any", Entra()))
    )
    assert isinstance(came, Done)
