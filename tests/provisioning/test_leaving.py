"""An end leaves the groups that its grants gave, by object id, whatever the settings or Entra call them by now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from office import LARS, OWNERS, PLAIN, Office, employee, group, guest
from rolling import RollingTenant
from test_ending import end_now, let_in

from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import carding, changing, reading, showing, sweeping
from provisioning.usecases import looking as looking_for
from provisioning.workflow import looking
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

    def replace_group(self, name: str) -> None:
        """It is called otherwise, and there is a new one with its name."""
        self.groups[name] = replace(group(name), id=f"new-{name}")
        self.scope.add(f"new-{name}")

    async def find_user(self, user_id: str) -> DirectoryUser | None:
        return guest() if user_id == guest().id else await super().find_user(user_id)

    async def find_user_by_mail(self, mail: str) -> DirectoryUser | None:
        return guest() if mail == guest().mail else None

    async def is_member(self, group_id: str, user_id: str) -> bool:
        return bool(await self.list_groups_of(user_id, [group_id]))

    async def add_member(self, group_id: str, user_id: str) -> None:
        self.members[group_id] += [guest()] if user_id == guest().id else []
        self.cycle(self.office)

    async def remove_member(self, group_id: str, user_id: str) -> None:
        self.members[group_id] = [user for user in self.members[group_id] if user.id != user_id]
        self.cycle(self.office)

    async def find_account(self, user_name: str, _whom: object = None) -> PlatformAccount | None:
        return next((one for one, _ in self.accounts if one.user_name == user_name), None)


def worker(office: Office, tenant: Tenant) -> Executions:
    ports: Any = tenant
    return Executions(world=World(service=office.service, directory=ports, platform=ports), redirect_url="")


async def carry_out(office: Office, tenant: Tenant, number: int) -> State:
    """As the worker does it, without its queue."""
    await worker(office, tenant)._check(number, 1, 0)
    for _ in range(30):
        if "end" in await worker(office, tenant)._next(number, 1, 1, 0):
            break
    return (await office.request(number)).state


async def give(office: Office, tenant: Tenant, *groups: str) -> int:
    """He is let into these groups."""
    number = await office.invite(groups=groups)
    await worker(office, tenant)._check(number, 1, 0)
    await office.decide(number, "adam", typed=str(number))
    assert await carry_out(office, tenant, number) is State.DELIVERED
    return number


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


async def test_an_end_leaves_the_group_that_was_given_and_not_its_namesake(office: Office) -> None:
    tenant = Tenant.with_lars(office)
    await give(office, tenant, PLAIN)
    tenant.replace_group(PLAIN)
    tenant.members[f"new-{PLAIN}"] = [guest()]
    number = await end_now(office)
    await carry_out(office, tenant, number)
    assert tenant.inside() == {f"new-{PLAIN}"}
    request = await office.request(number)
    assert request.preview is not None
    assert (request.preview.leaves, request.preview.roles_after) == ((f"gid-{PLAIN}",), ("Add-in User",))
    assert request.state is State.DELIVERED


async def test_a_namesake_that_another_grant_gives_keeps_nobody_in_the_group_of_before(office: Office) -> None:
    tenant = Tenant.with_lars(office)
    await give(office, tenant, PLAIN)
    tenant.replace_group(PLAIN)
    await office.do(lambda desk: desk.c.execute(t.grants.update().values(until=desk.now)))
    again = await give(office, tenant, PLAIN, FRONT)
    assert tenant.inside() == {f"gid-{PLAIN}", f"new-{PLAIN}", f"gid-{FRONT}"}
    await office.do(sweeping.sweep)
    await carry_out(office, tenant, again + 1)
    assert tenant.inside() == {f"new-{PLAIN}", f"gid-{FRONT}"}
    assert [row.ended_at is None for row in await office.rows(t.grants)] == [False, True]


async def test_leaving_a_namesake_ends_no_grant_of_the_group_that_had_its_name(office: Office) -> None:
    tenant = Tenant.with_lars(office)
    await give(office, tenant, PLAIN)
    tenant.replace_group(PLAIN)
    tenant.members[f"new-{PLAIN}"] = [guest()]
    change = changing.Change(subject=(await office.rows(t.grants))[0].person, joins=(), leaves=(PLAIN,))
    number = await office.do(changing.ask, office.members["berta"], change)
    assert await carry_out(office, tenant, number) is State.DELIVERED
    assert tenant.inside() == {f"gid-{PLAIN}"}
    (grant,) = await office.rows(t.grants)
    assert (grant.ended_at, grant.gives["groups"]) == (None, [PLAIN])


async def test_whoever_looks_is_told_of_a_dropped_group_that_the_person_is_still_in(office: Office) -> None:
    await let_in(office, FRONT)
    tenant: Any = Tenant.with_lars(office, FRONT)
    drop(office, FRONT)
    card: str = await office.do(looking_for.open_access, office.members["olivia"], LARS)
    world = World(service=office.service, directory=tenant, platform=tenant)
    await looking.look(world, card, 1)
    shown: Any = await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))
    assert (shown.by_usher, shown.by_entra) == ((FRONT,), (FRONT,))
    assert [(one.group.name, one.group.roles) for one in shown.held] == [(FRONT, ())]
    assert "differs-lost" not in [key for key, _ in shown.differs]
