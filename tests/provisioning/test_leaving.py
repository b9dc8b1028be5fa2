"""An end leaves the groups that its grants gave, by object id, whatever the settings or Entra call them by now."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from office import OWNERS, PLAIN, Office, employee, guest
from rolling import RollingTenant
from test_ending import end_now, inside, let_in

from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import reading, sweeping
from provisioning.workflow.executions import Executions
from provisioning.workflow.outside import World

if TYPE_CHECKING:
    from provisioning.domain.ports import DirectoryUser, PlatformAccount

FRONT = "Receptionists"


class Tenant(RollingTenant):
    """Where members are taken out of groups as well, and Entra's cycle follows at once."""

    office: Office

    @classmethod
    def with_lars(cls, office: Office, *groups: str) -> Tenant:
        """He is in these groups, and has the account that follows."""
        tenant = cls.of(office)
        tenant.office, tenant.members = office, defaultdict(list)
        tenant.assign(*office.rules.groups)
        tenant.join("Owners", *map(employee, OWNERS))
        for name in groups:
            tenant.join(name, guest())
        tenant.cycle(office)
        return tenant

    def inside(self) -> set[str]:
        """Object ids of the groups that he is in."""
        return {group for group, users in self.members.items() if guest() in users}

    async def find_user(self, user_id: str) -> DirectoryUser | None:
        return guest() if user_id == guest().id else await super().find_user(user_id)

    async def is_member(self, group_id: str, user_id: str) -> bool:
        return bool(await self.list_groups_of(user_id, [group_id]))

    async def add_member(self, group_id: str, user_id: str) -> None:
        self.members[group_id].append(guest())
        self.cycle(self.office)

    async def remove_member(self, group_id: str, user_id: str) -> None:
        self.members[group_id] = [user for user in self.members[group_id] if user.id != user_id]
        self.cycle(self.office)

    async def find_account_by_id(self, account_id: str) -> PlatformAccount | None:
        return next((one for one, _ in self.accounts if one.id == account_id), None)

    async def find_account(self, user_name: str) -> PlatformAccount | None:
        return next((one for one, _ in self.accounts if one.user_name == user_name), None)


async def carry_out(office: Office, tenant: Tenant, number: int) -> State:
    """As the worker does it, without its queue."""
    ports: Any = tenant
    worker = Executions(world=World(service=office.service, directory=ports, platform=ports), redirect_url="")
    await worker._check(number, 1, 0)
    for _ in range(30):
        came = await worker._next(number, 1, 1, 0)
        if "end" in came:
            break
    return (await office.request(number)).state


def drop(office: Office, name: str) -> None:
    """The settings name it no more."""
    office.change_rules(groups={one: group for one, group in office.rules.groups.items() if one != name})


async def test_a_group_that_the_settings_dropped_is_left_all_the_same(office: Office) -> None:
    await let_in(office, PLAIN, FRONT)
    tenant = Tenant.with_lars(office, PLAIN, FRONT)
    drop(office, FRONT)
    number = await end_now(office)
    assert await carry_out(office, tenant, number) is State.DELIVERED
    assert tenant.inside() == set()
    (grant,) = await office.rows(t.grants)
    assert grant.ended_why == "owner"


async def test_a_dropped_group_that_another_grant_gives_stays(office: Office) -> None:
    await let_in(office, FRONT)
    await let_in(office, PLAIN)
    drop(office, FRONT)
    tenant = Tenant.with_lars(office, PLAIN, FRONT)
    await office.do(lambda desk: desk.c.execute(t.grants.update().where(t.grants.c.id == 2).values(until=desk.now)))
    await office.do(sweeping.sweep)
    await carry_out(office, tenant, 3)
    assert tenant.inside() == {f"gid-{FRONT}"}


async def test_a_dropped_group_of_which_no_id_is_known_is_said_not_to_be_left(office: Office) -> None:
    await let_in(office, FRONT)
    tenant = Tenant.with_lars(office, FRONT)
    drop(office, FRONT)
    await office.do(lambda desk: desk.c.execute(t.groups.delete().where(t.groups.c.name == FRONT)))
    number = await end_now(office)
    assert await carry_out(office, tenant, number) is State.FAILED
    request = await office.request(number)
    assert request.why == ("declined-group-not-found", {"group": FRONT})
    told = await office.service.look(reading.request_view, request)
    assert told.change is not None
    assert told.change.leaves == (FRONT,)
    (grant,) = await office.rows(t.grants)
    assert grant.ended_at is None
