"""Groups that others fill: read once a day, told to owners at most once a day while people work, and nothing to decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from office import PLAIN, STRONG, Office, employee
from official import titles, whole
from paged import PagedTenant
from test_erasing import erase, person_of

from cards.render import render
from provisioning.storage import tables as t
from provisioning.usecases import following, showing, sweeping, watching
from provisioning.usecases.carding import get
from provisioning.workflow.outside import World
from provisioning.workflow.watching import watch

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk
    from provisioning.views import FollowedView

MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
async def tenant(office: Office) -> PagedTenant:
    """Two followed groups, read for the first time; Olivia and Adam have chats, Berta's is broken, Carl has none."""
    groups = {name: replace(office.rules.groups[name], followed=True) for name in (PLAIN, STRONG)}
    office.change_rules(groups={**office.rules.groups, **groups})
    await office.read_directory(("olivia", "adam", "berta", "carl"))
    for key, broken in (("olivia", None), ("adam", None), ("berta", "blocked"), ("erin", None)):
        await office.meet(key)
        row = {"pseudonym": office.who(key), "conversation_id": f"a:{key}", "undeliverable": broken}
        new = t.chats.insert().values(service_url="https://teams.example/", **row)
        await office.do(lambda desk, one=new: desk.c.execute(one).rowcount)
    made = PagedTenant.of(office)
    made.join(PLAIN, *map(employee, ("ann", "bob", "cid")))
    await day(office, made, MONDAY)
    return made


async def day(office: Office, tenant: PagedTenant, at: datetime) -> int:
    """The worker reads what is due at that moment and the sweep runs; to how many owners it told something."""
    await office.later(seconds=(at - office.clock.now()).total_seconds())
    await office.do(watching.ask_due)
    ports: Any = tenant
    await watch(World(service=office.service, directory=ports, platform=ports))
    done: dict[str, int] = await office.do(sweeping.sweep)
    return done["digested"]


def change(tenant: PagedTenant, name: str, *, joins: tuple[str, ...] = (), leaves: tuple[str, ...] = ()) -> None:
    members = tenant.members[f"gid-{name}"]
    members[:] = [user for user in members if user.id not in {employee(key).id for key in leaves}]
    tenant.join(name, *map(employee, joins))


async def digests(office: Office) -> list[FollowedView]:
    """The cards of digests, the newest last, as their readers see them."""
    rows = await office.rows(t.cards, t.cards.c.kind == following.KIND)

    def shown(desk: Desk) -> list[Any]:
        return [
            showing.view_of(desk, get(desk, row.id))
            for row in sorted(rows, key=lambda row: (row.made_at, row.recipient))
        ]

    return await office.service.look(shown)


async def test_owners_with_a_chat_read_once_a_day_who_joined_and_left_and_decide_nothing(
    office: Office, tenant: PagedTenant
) -> None:
    change(tenant, PLAIN, joins=("dan", "eve", "fay", "gus", "hal", "ida"), leaves=("bob",))
    change(tenant, STRONG, joins=("ann",))
    assert await day(office, tenant, MONDAY + timedelta(hours=9)) == 0, "read before a day is over: it is not"
    assert await day(office, tenant, MONDAY + timedelta(hours=25)) == 2
    rows = await office.rows(t.cards, t.cards.c.kind == following.KIND)
    assert {row.recipient for row in rows} == {office.who("olivia"), office.who("adam")}
    assert {tuple(row.verbs) for row in rows} == {()}
    (first, _) = await digests(office)
    assert first.is_yesterday
    told = {one.name: (one.all_joined, len(one.joined), one.all_left, one.left) for one in first.groups}
    assert told == {PLAIN: (6, 5, 1, ("Bob",)), STRONG: (1, 1, 0, ())}
    words = render(first)
    assert titles(words) == []
    for said in ("Followed groups, since yesterday", f"**{PLAIN}** 6 joined, 1 left", "Left: Bob", "and 1 more"):
        assert said in whole(words)
    assert await office.rows(t.findings) == [], "nothing here is a finding"
    assert await day(office, tenant, MONDAY + timedelta(days=3)) == 0, "nothing has changed"


async def test_what_comes_and_goes_is_told_to_nobody_and_the_rest_waits_for_working_hours(
    office: Office, tenant: PagedTenant
) -> None:
    friday, night = MONDAY + timedelta(days=4, hours=9), timedelta(days=1, minutes=1)
    change(tenant, PLAIN, joins=("eve", "dan"), leaves=("ann",))
    assert await day(office, tenant, friday) == 0, "nobody is at work"
    monday = datetime(2026, 12, 7, 7, tzinfo=UTC)
    assert await office.service.look(sweeping.next_due) == monday
    change(tenant, PLAIN, joins=("ann",), leaves=("dan",))
    assert await day(office, tenant, friday + night) == 0
    assert await day(office, tenant, monday) == 2
    told = (await digests(office))[0]
    assert [(one.joined, one.all_left) for one in told.groups] == [(("Eve",), 0)]
    assert "since Mon 30 Nov" in whole(render(told))
    change(tenant, PLAIN, leaves=("cid",))
    await office.later(hours=2)
    await office.do(following.note, PLAIN, tenant.members[f"gid-{PLAIN}"])
    assert (await office.do(sweeping.sweep))["digested"] == 0, "one a day, though it was read again"
    assert await office.service.look(sweeping.next_due) == monday + timedelta(days=1)
    assert await day(office, tenant, monday + timedelta(days=1)) == 2
    assert (await office.do(sweeping.sweep))["digested"] == 0


async def test_who_is_erased_is_named_nowhere_and_did_not_join(office: Office, tenant: PagedTenant) -> None:
    change(tenant, PLAIN, joins=("dan", "eve"))
    assert await day(office, tenant, MONDAY + timedelta(days=1)) == 2
    await erase(office, await person_of(office, "dan@contoso.example"))
    assert "Dan" not in whole(render((await digests(office))[0]))
    assert await day(office, tenant, MONDAY + timedelta(days=2)) == 0
    assert [row for row in await office.rows(t.people) if row.object_id == "oid-dan"] == [], "nor known anew"
    change(tenant, PLAIN, leaves=("dan",))
    assert await day(office, tenant, MONDAY + timedelta(days=3)) == 2
    assert [(one.left, one.all_left) for one in (await digests(office))[-1].groups] == [((), 1)]


async def test_a_group_that_is_followed_no_more_begins_anew_and_an_owner_of_before_reads_nothing(
    office: Office, tenant: PagedTenant
) -> None:
    change(tenant, PLAIN, joins=("dan",))
    assert await day(office, tenant, MONDAY + timedelta(days=1)) == 2

    async def scope(*, inside: bool) -> None:
        change = t.groups.update().where(t.groups.c.name == PLAIN).values(in_scope=inside)
        await office.do(lambda desk: desk.c.execute(change).rowcount)
        await office.do(watching.ask_due)

    await scope(inside=False)
    assert await office.rows(t.followed_members) == []
    change(tenant, PLAIN, joins=("eve",))
    await scope(inside=True)
    assert await day(office, tenant, MONDAY + timedelta(days=2)) == 0
    await office.read_directory(("olivia", "berta"))
    assert [one.denied for one in await digests(office)].count(True) == 1
