"""A wave on its way in and back, in a tenant in lists: the worker's own looks, one after the other, without its queue."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from office import OWNERS, employee
from paged import PagedTenant
from test_gating import prove

from cards.render import render
from provisioning.domain.errors import Declined
from provisioning.domain.ports import Job, OnDemand, PlatformAccount, Report, Unreachable
from provisioning.domain.waves import Allowance, Wave
from provisioning.storage import tables as t
from provisioning.usecases import carding, readings, showing, surveying, waving, withdrawing
from provisioning.usecases.wave_proving import progress
from provisioning.workflow.executions import Executions
from provisioning.workflow.outside import World

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import timedelta

    from office import Office

    from provisioning.domain.ports import DirectoryUser
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.readings import Line
    from provisioning.usecases.requests import Request
    from provisioning.usecases.wave_proving import Progress

ADD_IN, FRONT, TEAM = "Add-in Users", "Receptionists", "AskCody Project Team"
FIRST, GO_LIVE = "project-team", "go-live"
#: Two of four may have moved; without gates, which have tests of their own.
WAVES = {
    FIRST: Wave(name=FIRST, groups=("Owners", TEAM)),
    GO_LIVE: Wave(name=GO_LIVE, groups=(ADD_IN, FRONT), after=FIRST, allowance=Allowance(percent=50, people=2)),
}
CROWD = ("nora", "anna", "dora", "olga")
#: Who is in the directory, in a group or not.
KEYS = ("olivia", "adam", "berta", "carl", "priya", "maria", "erin")


@dataclass
class RollingTenant(PagedTenant):
    """The writing half as well. What was written is counted, and Entra's cycle runs when a test says so."""

    job: Job = field(default_factory=lambda: Job(state="Active", quarantine="", last_state="Succeeded"))
    written: Counter[str] = field(default_factory=Counter)
    #: Object ids of which the provisioning log tells a failure.
    failing: set[str] = field(default_factory=set)
    #: Object ids of whom Entra provisions none on demand now.
    throttled: set[str] = field(default_factory=set)
    #: Instead of the log.
    log_fails: Exception | None = None

    async def read_job(self) -> Job:
        if self.fails:
            raise self.fails
        return self.job

    async def list_members(self, group_id: str) -> list[DirectoryUser]:
        return list(self.members[group_id])

    async def find_user(self, user_id: str) -> DirectoryUser | None:
        everybody = [*(one for some in self.members.values() for one in some), *(employee(key) for key in KEYS)]
        return next((one for one in everybody if user_id in {one.upn, one.id}), None)

    async def list_groups_of(self, user_id: str, group_ids: Sequence[str]) -> set[str]:
        return {one for one in group_ids if any(user.id == user_id for user in self.members[one])}

    async def assign_group(self, group_id: str) -> None:
        self.written[f"assign {group_id}"] += 1
        self.scope.add(group_id)

    async def role_to_assign(self) -> str:
        return "User"

    async def unassign_group(self, group_id: str) -> None:
        self.written[f"unassign {group_id}"] += 1
        self.scope.discard(group_id)

    async def start_job(self) -> None:
        self.written["start"] += 1
        self.job = replace(self.job, state="Active")

    async def provision(self, user_id: str, group_ids: Sequence[str] = ()) -> OnDemand:
        self.written[f"provision {user_id} in {len(group_ids)}"] += 1
        if user_id in self.throttled:
            raise Unreachable("throttled", retry_after=7, unknown=False)
        return OnDemand(result="Success")

    async def last_reports(self, object_ids: Collection[str], since: Any) -> dict[str, Report]:
        if self.log_fails:
            raise self.log_fails
        return {one: Report(at=since, status="failure") for one in object_ids if one in self.failing}

    async def find_account_by_id(self, account_id: str) -> PlatformAccount | None:
        return next((one for one, _ in self.accounts if one.id == account_id), None)

    async def set_account(self, account_id: str, *, active: bool, roles: Sequence[str]) -> PlatformAccount:
        self.written[f"set {account_id}"] += 1
        found = next(one for one, _ in self.accounts if one.id == account_id)
        own = frozenset(roles)
        self.put_account(replace(found, active=active, roles=own, direct_roles=own))
        return found

    # --- what happens in Entra ---

    def leave(self, name: str, *keys: str) -> None:
        gone = {employee(key).id for key in keys}
        self.members[f"gid-{name}"] = [one for one in self.members[f"gid-{name}"] if one.id not in gone]

    def lose_mail(self, name: str, key: str) -> None:
        lost = [replace(one, mail=None) if one.id == employee(key).id else one for one in self.members[f"gid-{name}"]]
        self.members[f"gid-{name}"] = lost

    def lose_name(self, name: str, key: str) -> None:
        lost = [
            replace(one, lacks_name=one.lacks_name or one.id == employee(key).id) for one in self.members[f"gid-{name}"]
        ]
        self.members[f"gid-{name}"] = lost

    def account_of(self, key: str) -> PlatformAccount:
        return next(one for one, _ in self.accounts if one.user_name == employee(key).mail)

    def put_account(self, account: PlatformAccount) -> None:
        others = [one for one in self.accounts if one[0].user_name != account.user_name]
        self.accounts = [*others, (account, (account.user_name,))]

    def cycle(self, office: Office, *, but: Sequence[str] = ()) -> None:
        """Whoever is in scope gets exactly what their groups give, ``but`` these; whom Entra made and who is not is off."""
        inside: dict[str, set[str]] = {}
        for name, one in self.groups.items():
            for user in self.members[one.id] if one.id in self.scope else ():
                if user.mail and user.enabled:
                    inside.setdefault(user.mail, set()).add(name)
        for account, _ in list(self.accounts):
            if account.external_id and account.user_name not in inside:
                self.put_account(replace(account, active=False))
        for mail in inside.keys() - {employee(key).mail for key in but}:
            roles = office.rules.roles_of(inside[mail])[0]
            self.put_account(
                PlatformAccount(id=f"acc-{mail}", user_name=mail, active=True, roles=roles, external_id="entra")
            )
        self.job = replace(self.job, last_state="Succeeded", last_ended=office.clock.now())


@dataclass
class Rolling:
    """An office before go-live, and the tenant that its worker meets."""

    office: Office
    tenant: RollingTenant

    @classmethod
    async def begin(cls, office: Office) -> Rolling:
        """The project team is in; four people wait for go-live."""
        office.change_rules(waves=WAVES)
        tenant = RollingTenant.of(office)
        tenant.join("Owners", *map(employee, OWNERS))
        tenant.join(TEAM, employee("priya"))
        tenant.assign("Owners", TEAM)
        waits = t.groups.c.name.not_in(["Owners", TEAM])  # the office has everything in scope, this tenant has not
        await office.do(lambda desk: desk.c.execute(t.groups.update().where(waits).values(in_scope=False)))
        tenant.join(ADD_IN, *map(employee, CROWD))
        tenant.cycle(office)
        await prove(office, FIRST)
        return cls(office=office, tenant=tenant)

    @property
    def worker(self) -> Executions:
        ports: Any = self.tenant
        world = World(service=self.office.service, directory=ports, platform=ports)
        return Executions(world=world, redirect_url="https://app.example")

    # --- asking and deciding ---

    async def ask(self, by: str = "olivia", wave: str = GO_LIVE, **wish: Any) -> int:
        """Press the preview's button; the request's number."""
        office = self.office

        def press(desk: Desk) -> int:
            verbs = surveying.PREVIEW_VERBS
            card = carding.issue(desk, office.who(by), surveying.PREVIEW, verbs=verbs, wave=wave, reading=0)
            return waving.submit(desk, office.members[by], waving.Wish(wave=wave, **wish), carding.get(desk, card))

        return await office.service.act("card", "activity-wave", press)

    async def declined(self, **wish: Any) -> str:
        """Why asking is declined; "" when it is not."""
        try:
            await self.ask(**wish)
        except Declined as error:
            return error.key
        return ""

    async def check(self, number: int) -> Request:
        """The worker reads everybody and judges."""
        request = await self.office.request(number)
        await self.worker._check(number, request.revision, 1)
        return await self.office.request(number)

    async def pending(self, **wish: Any) -> int:
        """A wave that waits for its approvers."""
        number = await self.ask(**wish)
        await self.check(number)
        return number

    async def approve(self, number: int, by: str = "adam", **answer: Any) -> Request:
        """With the number of people typed, whether it is asked for or not."""
        return await self.office.decide(number, by, **{"typed": str(await self.size(number))} | answer)

    async def approved(self, by: str = "adam", **wish: Any) -> int:
        number = await self.pending(**wish)
        await self.approve(number, by)
        return number

    # --- carrying out ---

    async def carry(self, number: int) -> str:
        """Look until it has ended, or waits for the same thing twice; how it ended, or for what it waits."""
        request, waited = await self.office.request(number), ""
        for _ in range(100):
            came = await self.worker._next(number, request.revision, request.attempt, 0)
            if "end" in came:
                return str(came["end"])
            if "wait" in came and came["key"] == waited:
                return waited
            waited = came.get("key", "")
        raise AssertionError(f"no end in sight: {came}")

    async def deliver(self, number: int) -> str:
        """Carry it out, have Entra's cycle run, and prove it."""
        await self.carry(number)
        self.office.clock.advance(minutes=1)
        self.tenant.cycle(self.office)
        return await self.carry(number)

    async def delivered(self, **wish: Any) -> int:
        number = await self.approved(**wish)
        assert await self.deliver(number) == "delivered"
        return number

    async def retry(self, number: int, *, within: timedelta, by: str = "berta") -> None:
        member = self.office.members[by]
        await self.office.do(lambda desk: withdrawing.retry(desk, member, number, within=within))

    # --- looking ---

    async def size(self, number: int) -> int:
        request = await self.office.request(number)
        return waving.size_of(await self.office.service.look(waving.counts_of, request))

    async def line(self, number: int, key: str) -> Line:
        """What the frozen set says of somebody."""
        reading = waving.reading_of(await self.office.request(number))
        who = await self.office.service.look(lambda desk: desk.vault.find(employee(key).mail or ""))
        every = await self.office.service.look(lambda desk: readings.lines(desk, reading, limit=1000))
        return next(one for one in every if one.pseudonym == who)

    async def progress(self, number: int) -> Progress:
        reading = waving.reading_of(await self.office.request(number))
        return await self.office.service.look(progress, reading)

    async def view(self, number: int, of: str = "olivia") -> Any:
        """The card of somebody, as it is shown now."""

        def read(desk: Desk) -> Any:
            card = carding.find_of(desk, number, self.office.who(of))
            assert card is not None
            return showing.view_of(desk, card)

        return await self.office.service.look(read)

    async def words(self, number: int, of: str = "olivia") -> str:
        """The same as the card's text."""
        return self.told(await self.view(number, of))

    @staticmethod
    def told(view: Any) -> str:
        """A view as the text of its card."""
        return json.dumps(render(view), ensure_ascii=False)
