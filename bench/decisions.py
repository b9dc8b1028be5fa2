"""One decision among 100,000 open requests against one among 1,000: the use case, its transaction and the card that answers it."""

from __future__ import annotations

import random
import tempfile
import time
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from sqlalchemy import select
from sqlalchemy.engine import make_url

from bench.load import percentile
from bench.pending import copy
from bench.postgres import open_postgres
from bench.rows import Row
from provisioning.domain.ports import DirectoryGroup, DirectoryUser, GroupKind
from provisioning.domain.preview import Outside
from provisioning.domain.states import Option, State
from provisioning.sql import Database, make_engine, sqlite_url
from provisioning.storage import schema
from provisioning.storage import tables as t
from provisioning.storage.keys import Keys, new_master_key
from provisioning.usecases import authority, carding, checking, deciding, inviting, people, requests, scoping, showing
from provisioning.usecases.service import Service, nobody_to_wake
from provisioning.workflow import durable
from usher.settings import load_rules

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member

FEW, MANY = 1_000, 100_000
WARM, DECISIONS = 50, 600
PEOPLE = ("olivia", "adam", "berta", "carl")


class Stopped:
    """It is always the same moment, or who has a say would have to be read again."""

    def now(self) -> datetime:
        """The moment."""
        return datetime(2026, 3, 3, 9, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Office:
    """So many open requests, and Adam who decides."""

    service: Service
    adam: Member
    #: His cards, in no order.
    cards: list[str]

    async def decide(self) -> float:
        """Approve one; how many seconds it took."""
        card = self.cards.pop()
        began = time.perf_counter()
        number = await self.service.act("card", card, self._press, card)
        await self.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))
        took = time.perf_counter() - began
        assert (await self.service.look(requests.get, number)).state is State.APPROVED
        return took

    def _press(self, desk: Desk, card: str) -> int:
        pressed = carding.open_pressed(desk, card, "request.approve", self.adam.pseudonym)
        deciding.decide(desk, self.adam, pressed, deciding.Answer(approved=True))
        return pressed.request or 0


async def measure() -> list[Row]:
    """On both databases."""
    return [await _compare("SQLite"), await _compare("PostgreSQL")]


async def _compare(name: str) -> Row:
    """By turns among few and many, so that whatever else the machine does slows both."""
    took: dict[int, list[float]] = {FEW: [], MANY: []}
    async with AsyncExitStack() as stack:
        urls = stack.enter_context(_sqlite() if name == "SQLite" else _postgres())
        offices = {count: await stack.enter_async_context(_office(urls[count], count)) for count in took}
        for _ in range(WARM + DECISIONS):
            for count, office in offices.items():
                took[count].append(await office.decide())
    few, many = (percentile(seconds[WARM:], 95) for seconds in took.values())
    told = f"{many:.1f} ms and {few:.1f} ms, one after the other, Teams apart"
    label = f"Decision among {MANY:,} open requests against {FEW:,}, p95, {name}"
    return Row(label, many / few, "≤ 1.3 ×", f"{many / few:.2f} ×", told, most=1.3)


@contextmanager
def _sqlite() -> Iterator[dict[int, str]]:
    """URLs of two migrated databases."""
    with tempfile.TemporaryDirectory() as folder:
        urls = {many: sqlite_url(Path(folder) / f"{many}.sqlite") for many in (FEW, MANY)}
        for url in urls.values():
            engine = make_engine(url)
            schema.upgrade(engine)
            engine.dispose()
        yield urls


@contextmanager
def _postgres() -> Iterator[dict[int, str]]:
    """The same on one server."""
    with open_postgres() as url:
        first = make_url(url)
        other = first.set(database="other")
        with psycopg.connect(
            first.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True
        ) as server:
            server.execute("CREATE DATABASE other")
        engine = make_engine(other.render_as_string(hide_password=False))
        schema.upgrade(engine)
        engine.dispose()
        yield {FEW: url, MANY: other.render_as_string(hide_password=False)}


@asynccontextmanager
async def _office(url: str, many: int) -> AsyncIterator[Office]:
    """One request is asked for by the use cases; the others are copies of it."""
    database = Database(url)
    engine = durable.Durable(database, listens=[], workflows={})  # makes its tables
    await engine.launch()
    await engine.stop()
    queue = durable.Queue(database)
    keys = Keys.from_master(new_master_key())
    service = Service(
        database=database,
        rules=load_rules(),
        keys=keys,
        clock=Stopped(),
        put_in_queue=queue.put,
        wake=nobody_to_wake,
    )
    adam = await service.do(_meet)
    card = await service.do(_ask)
    cards = [card, *await database.write(copy, card, many - 1)]
    _tidy(database)
    random.Random(many).shuffle(cards)
    yield Office(service=service, adam=adam, cards=cards)
    queue.close()
    database.close()


def _tidy(database: Database) -> None:
    """What the database does by itself after so many rows, done before anything is measured."""
    database.scrub()
    if not database.is_sqlite:
        with psycopg.connect(database.url.replace("+psycopg", ""), autocommit=True) as server:
            server.execute("VACUUM ANALYZE")


def _meet(desk: Desk) -> Member:
    """Owners, confirmed by the administrator; Adam."""
    users = {key: _user(key) for key in (*PEOPLE, "maria")}
    names = {*desk.rules.groups, *authority.authority_groups(desk)}
    scoping.record_groups(desk, {name: _group(name) for name in names}, {f"gid-{name}" for name in names})
    authority.record_members(desk, desk.rules.owners_group, [users[key] for key in PEOPLE])
    people.record_user(desk, users["maria"])
    authority.confirm_owners(desk, people.get_member(desk, users["maria"].id), authority.unknown(desk))
    return people.get_member(desk, users["adam"].id)


def _user(key: str) -> DirectoryUser:
    mail = f"{key}@contoso.example"
    return DirectoryUser(id=f"oid-{key}", upn=mail, display_name=key.title(), mail=mail, is_guest=False, enabled=True)


def _group(name: str) -> DirectoryGroup:
    return DirectoryGroup(id=f"gid-{name}", name=name, kind=GroupKind.ASSIGNED, security_enabled=True)


def _ask(desk: Desk) -> str:
    """Olivia asks, the worker has looked outside; Adam's card."""
    olivia, adam = (people.get_member(desk, f"oid-{key}") for key in ("olivia", "adam"))
    wish = inviting.Wish(
        address="lars@fabrikam.example",
        name="Lars Larsen",
        groups=("Add-in Users",),
        option=Option.GUEST,
        until=date(2026, 3, 3) + timedelta(days=60),
        reason="Runs the project",
        sponsor="",
        delivery="mail",
    )
    form = carding.issue(desk, olivia.pseudonym, "invite_form", verbs=["invite.submit"])
    number = inviting.submit(desk, olivia, wish, carding.get(desk, form))
    groups = {name: _group(name) for name in desk.rules.groups}
    unknown = Outside(user=None, groups=groups, member_of=frozenset(), in_scope=frozenset(groups), account=None)
    checking.record_outside(desk, number, 1, unknown)
    c = t.cards.c
    mine = (c.request == number) & (c.recipient == adam.pseudonym)
    return str(desk.c.scalar(select(c.id).where(mine)))
