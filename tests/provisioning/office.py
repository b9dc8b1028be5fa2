"""An organisation for the tests of use cases: its people, its groups as last read, a clock to move, and a queue to look at.

``office = await Office.open(database)`` has four confirmed owners, one employee without a say and an administrator.
Every act of theirs goes through a desk with a transaction of its own, as it does in production.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, MetaData, String, Table, Text, bindparam, select, text

from provisioning.domain import plan
from provisioning.domain.ports import DirectoryGroup, DirectoryUser, GroupKind, Invited, PlatformAccount
from provisioning.domain.preview import Outside, compare
from provisioning.domain.rules import StageRule
from provisioning.domain.states import Grade, Kind, Option, State, StepState
from provisioning.storage import tables as t
from provisioning.storage.keys import Keys, new_master_key
from provisioning.usecases import (
    authority,
    carding,
    checking,
    deciding,
    executing,
    extending,
    granting,
    inviting,
    people,
    requests,
    scoping,
    starting,
    telling,
)
from provisioning.usecases.executing import Assignment, Taken
from provisioning.usecases.service import Service, nobody_to_wake
from usher.settings import load_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from provisioning.domain.plan import Step
    from provisioning.domain.rules import Rules
    from provisioning.sql import Database
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk, Job
    from provisioning.usecases.people import Member
    from provisioning.usecases.requests import Request

OWNERS = ("olivia", "adam", "berta", "carl")
#: A Tuesday, in the morning in Copenhagen.
BEGIN = datetime(2026, 3, 3, 9, tzinfo=UTC)
LARS = "lars@fabrikam.example"
#: Gives no administrator's role; approving needs one press.
PLAIN = "Add-in Users"
#: Gives administrators' roles; approving needs the number or the address.
STRONG = "Facility Managers"

WISH = inviting.Wish(
    address=LARS,
    name="Lars Larsen",
    groups=(PLAIN,),
    option=Option.GUEST,
    until=date(2026, 6, 30),
    reason="Runs the project",
    sponsor="",
    delivery="mail",
)

JOBS = Table(
    "office_jobs",
    MetaData(),
    Column("id", String(200), primary_key=True),
    Column("workflow", String(40), nullable=False),
    Column("queue", String(40), nullable=False),
    Column("args", Text, nullable=False),
)
_PUT = text("INSERT INTO office_jobs VALUES (:id, :workflow, :queue, :args) ON CONFLICT DO NOTHING")
_APPROVAL = select(t.cards.c.id).where(
    t.cards.c.request == bindparam("number"), t.cards.c.recipient == bindparam("who"), t.cards.c.kind == "approval"
)


@dataclass
class StoppedClock:
    """Stands until it is moved."""

    moment: datetime = BEGIN

    def now(self) -> datetime:
        return self.moment

    def advance(self, **by: float) -> None:
        self.moment += timedelta(**by)


def put_in_table(connection: Connection, job: Job) -> None:
    """A queue that keeps the engine's promise: in the caller's transaction, and the same id once."""
    row = {"id": job.id, "workflow": job.workflow, "queue": job.queue, "args": json.dumps(job.args)}
    connection.execute(_PUT, row)


def employee(
    key: str, *, enabled: bool = True, is_guest: bool = False, domain: str = "contoso.example"
) -> DirectoryUser:
    """Somebody as the directory has them."""
    mail = f"{key}@{domain}"
    return DirectoryUser(
        id=f"oid-{key}", upn=mail, display_name=key.title(), mail=mail, is_guest=is_guest, enabled=enabled
    )


def guest(mail: str = LARS, *, enabled: bool = True) -> DirectoryUser:
    """An external whom the directory knows."""
    key = mail.partition("@")[0]
    return DirectoryUser(
        id=f"oid-{key}",
        upn=f"{mail.replace('@', '_')}#EXT#@contoso.example",
        display_name=key.title(),
        mail=mail,
        is_guest=True,
        enabled=enabled,
    )


def group(name: str, kind: GroupKind = GroupKind.ASSIGNED) -> DirectoryGroup:
    return DirectoryGroup(id=f"gid-{name}", name=name, kind=kind, security_enabled=True)


def account(mail: str, *roles: str, direct: Sequence[str] = (), active: bool = True) -> PlatformAccount:
    shown = frozenset({*roles, *direct})
    return PlatformAccount(id=f"acc-{mail}", user_name=mail, active=active, roles=shown, direct_roles=frozenset(direct))


@dataclass
class Office:
    """See :meth:`open`."""

    database: Database
    service: Service
    clock: StoppedClock
    members: dict[str, Member] = field(default_factory=dict)

    @classmethod
    async def open(cls, database: Database, *, owners: Sequence[str] = OWNERS, **changes: Any) -> Office:
        """People known, groups read, owners confirmed by the administrator. ``changes`` replace what the rules say."""
        clock, keys = StoppedClock(), Keys.from_master(new_master_key())
        rules = replace(load_rules(), **changes)
        service = Service(
            database=database, rules=rules, keys=keys, clock=clock, put_in_queue=put_in_table, wake=nobody_to_wake
        )
        office = cls(database=database, service=service, clock=clock)
        await database.write(JOBS.metadata.create_all)
        await office.read_directory(owners)
        for key in (*owners, "priya", "maria"):
            await office.meet(key)
        await service.do(authority.confirm_owners, office.members["maria"], await service.look(authority.unknown))
        return office

    def on(self, database: Database) -> Office:
        """The same office on a copy of its database, with a clock of its own."""
        clock = StoppedClock(self.clock.moment)
        service = replace(self.service, database=database, clock=clock)
        return Office(database=database, service=service, clock=clock, members=dict(self.members))

    @property
    def rules(self) -> Rules:
        return self.service.rules

    def change_rules(self, **changes: Any) -> None:
        """From now on."""
        self.service = replace(self.service, rules=replace(self.rules, **changes))

    def ask_nobody_else(self) -> None:
        """From now on no policy names anybody in place of who does not answer or cannot be reached."""
        old = self.rules.policies
        alone = {kind: tuple(replace(stage, fallback=()) for stage in policy.stages) for kind, policy in old.items()}
        self.change_rules(policies={kind: replace(policy, stages=alone[kind]) for kind, policy in old.items()})

    def ask_stages(self, *stages: Sequence[str], kind: Kind = Kind.INVITE_EXTERNAL) -> None:
        """From now on the policy has these stages."""
        rules = tuple(StageRule(approvers=tuple(stage)) for stage in stages)
        policy = replace(self.rules.policies[kind], stages=rules)
        self.change_rules(policies={**self.rules.policies, kind: policy})

    async def read_directory(self, owners: Sequence[str], **groups: Sequence[str]) -> None:
        """The worker reads groups and members anew."""

        def keep(desk: Desk) -> None:
            names = {*self.rules.groups, *authority.authority_groups(desk)}
            scoping.record_groups(desk, {name: group(name) for name in names}, {f"gid-{name}" for name in names})
            for name in authority.authority_groups(desk):
                inside = owners if name == self.rules.owners_group else groups.get(name, ())
                authority.record_members(desk, name, [employee(key) for key in inside])

        await self.service.do(keep)

    async def later(self, **span: float) -> None:
        """Time passes, and the worker has read who has a say meanwhile."""
        self.clock.advance(**span)
        await self.service.do(lambda desk: desk.c.execute(t.groups.update().values(members_read_at=desk.now)))

    async def meet(self, key: str, *, user: DirectoryUser | None = None) -> Member:
        """Somebody speaks to Usher after the directory was asked who it is."""
        found = user or employee(key)
        await self.service.do(people.record_user, found)
        self.members[key] = await self.service.look(people.get_member, found.id)
        return self.members[key]

    def who(self, key: str) -> str:
        """Somebody's pseudonym."""
        return self.members[key].pseudonym

    # --- asking and deciding -------------------------------------------------------------------------------------

    async def invite(self, by: str = "olivia", **changes: Any) -> int:
        """Fill the form in and send it; returns the request's number."""
        return await self.service.act("card", "activity-invite", self.inviting(by, **changes))

    def inviting(self, by: str, **changes: Any) -> Callable[[Desk], int]:
        """The same as a unit of work."""
        wish, member = replace(WISH, **changes), self.members[by]

        def fill_in(desk: Desk) -> int:
            card = carding.issue(desk, member.pseudonym, "invite_form", verbs=["invite.submit"])
            return inviting.submit(desk, member, wish, carding.get(desk, card))

        return fill_in

    def outside(
        self,
        user: DirectoryUser | None = None,
        *,
        member_of: Sequence[str] = (),
        account: PlatformAccount | None = None,
        in_scope: Sequence[str] | None = None,
        **groups: DirectoryGroup | None,
    ) -> Outside:
        """What the world says; without arguments the person is unknown everywhere. ``groups`` by name, None: not found."""
        known = {name: group(name) for name in self.rules.groups} | groups
        return Outside(
            user=user,
            groups={name: one for name, one in known.items() if one is not None},
            member_of=frozenset(member_of),
            in_scope=frozenset(self.rules.groups if in_scope is None else in_scope),
            account=account,
        )

    async def check(self, number: int, outside: Outside | None = None) -> Request:
        """The worker has looked outside."""
        await self._look_outside(number, outside)
        return await self.request(number)

    async def _look_outside(self, number: int, outside: Outside | None) -> None:
        revision = (await self.request(number)).revision
        await self.service.do(checking.record_outside, number, revision, outside or self.outside())

    async def ask(self, by: str = "olivia", *, seen: Outside | None = None, **changes: Any) -> int:
        """A request that is pending."""
        number = await self.invite(by, **changes)
        await self._look_outside(number, seen)
        return number

    async def approval(self, number: int, of: str) -> Card:
        """The approver's card, as it is now."""

        def find(desk: Desk) -> Card:
            return carding.get(desk, str(desk.c.scalar(_APPROVAL, {"number": number, "who": self.who(of)})))

        return await self.service.look(find)

    async def decide(self, number: int, by: str, *, card: Card | None = None, **answer: Any) -> Request:
        """Press approve (or reject, with ``approved=False``) on the card of one's own, or on ``card``."""
        pressed = card or await self.approval(number, by)
        said = deciding.Answer(**{"approved": True} | answer)

        def press(desk: Desk) -> None:
            """What was read may be asked no more: the card is looked up again, as for every press."""
            now = replace(carding.get(desk, pressed.id), pressed=pressed.question)
            deciding.decide(desk, self.members[by], now, said)

        await self.service.act("card", f"activity-{by}", press)
        return await self.request(number)

    # --- carrying out ----------------------------------------------------------------------------------------------

    async def start(self, number: int, outside: Outside | None = None) -> Any:
        """The first step of an execution: look again. Returns why it was called off, or None."""
        request = await self.request(number)
        await self.service.do(executing.take_up, number, request.revision, request.attempt)
        return await self.service.do(starting.judge_start, request, outside or self.outside())

    async def take_up(self, number: int) -> tuple[Assignment, Step] | None:
        """The step that the worker would do next, with what it needs for it; None when nothing is left."""
        r = await self.request(number)
        taken = await self.service.do(executing.take_up, number, r.revision, r.attempt)
        return (taken.assignment, taken.step) if taken and taken.step and not taken.held else None

    async def finish_steps(self, number: int, *, fails: Sequence[str] = (), user: str = "oid-lars") -> State:
        """Do every step that is left, as the workflow does, and close. Steps named in ``fails`` are refused outside."""
        r = await self.request(number)
        came: Taken | State | None = await self.service.do(executing.take_up, number, r.revision, r.attempt)
        while isinstance(came, Taken) and (step := came.step) and not came.held:
            if step.key in fails or f"{step.key}:{step.about}" in fails:
                came = await self.service.do(_fail, came.assignment, step)
            else:
                came = await self.service.do(_perform, came.assignment, step, user)
        return came if isinstance(came, State) else await self.service.do(executing.finish, r)

    async def deliver(self, number: int, outside: Outside | None = None, by: str = "adam", **answer: Any) -> State:
        """From pending to the end."""
        await self.decide(number, by, **answer)
        assert await self.start(number, outside) is None
        return await self.finish_steps(number)

    # --- looking -----------------------------------------------------------------------------------------------------

    async def request(self, number: int) -> Request:
        def find(connection: Connection) -> Request:
            return requests.get(self.service.desk(connection, "read"), number)

        return await self.database.peek(find)

    async def rows(self, table: Table, *conditions: Any) -> list[Any]:
        """Rows of a table in the order of its primary key."""

        def read(connection: Connection) -> list[Any]:
            return list(connection.execute(select(table).where(*conditions).order_by(*table.primary_key.columns)))

        return await self.database.read(read)

    async def jobs(self, workflow: str) -> list[str]:
        """Ids of what was enqueued."""
        return [row.id for row in await self.rows(JOBS, JOBS.c.workflow == workflow)]

    async def shown(self) -> list[str]:
        """Ids of the cards whose delivery was enqueued, again each time."""
        return [card for row in await self.rows(JOBS, JOBS.c.workflow == "deliver") for card in json.loads(row.args)]

    async def events(self, number: int | None = None) -> list[str]:
        """What the audit says happened, in order."""
        rows = await self.rows(t.audit, *([t.audit.c.request == number] if number else []))
        return [row.event for row in rows]

    async def do(self, usecase: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """Any other use case."""
        return await self.service.do(usecase, *args, **options)


def _fail(desk: Desk, assignment: Assignment, step: Step) -> Taken | State | None:
    """What the workflow writes down for a step that was refused, and what it does next."""
    request = requests.get(desk, assignment.request.number, lock=True)
    executing.record_step(desk, request, step, StepState.FAILED, why=("why-refused-outside", {}))
    done = [plan.Standing(key=key, state=StepState.DONE) for key, _ in assignment.done]
    if plan.stops(step, done, assignment.steps[assignment.steps.index(step) + 1 :]):
        return executing.finish(desk, request)
    return executing.take_up(desk, request.number, request.revision, request.attempt)


def _perform(desk: Desk, assignment: Assignment, step: Step, user: str) -> Taken | State | None:
    """What the workflow writes down for a step that was done, and what it does next."""
    request = assignment.request
    if step.key == "invite":
        telling.record_invited(
            desk,
            request,
            Invited(user_id=user, redeem_url="https://redeem.example/secret"),
            keep_link=request.terms.get("delivery") == "link",
        )
    elif step.key == "join":
        granting.record_given(desk, request, group=step.about, handles={"user": user})
    elif step.key == "account":
        granting.record_given(desk, request, handles={"account": "acc"})
    elif step.key == "extend":
        extending.carry_out(desk, request)
    elif step.key == "prove":
        wanted = granting.expected(request)
        shown = account(LARS, *wanted.roles_after, active=bool(wanted.roles_after))
        granting.record_proof(desk, request, compare(wanted, shown, desk.rules), Grade.PLATFORM)
    return executing.go_on(desk, request, step, {"user": user} if step.key == "invite" else {})
