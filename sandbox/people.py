"""The people of the tenant: user objects, members and guests, with every address that they are found by."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    String,
    Table,
    bindparam,
    func,
    insert,
    or_,
    select,
    update,
)

from sandbox.schema import METADATA

if TYPE_CHECKING:
    from sqlalchemy import Row

DOMAIN = "contoso.example"

#: Object ids follow from names in this space, so that every tenant has the same ones.
SPACE = uuid.UUID("6f1d7a8e-3f0b-4f57-9c1e-2b7b6f3a9d10")

people = Table(
    "people",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("object_id", String, nullable=False, unique=True),
    Column("key", String, nullable=False),
    Column("name", String, nullable=False),
    Column("given_name", String),
    Column("surname", String),
    Column("upn", String, nullable=False),
    Column("mail", String),
    Column("nickname", String, nullable=False),
    Column("is_guest", Boolean, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("guest_state", String),
    Column("guest_state_at", String),
    Column("job_title", String),
    Column("department", String),
    Column("office", String),
    Column("employee_type", String),
    Column("manager_id", String),
    Column("locale", String, nullable=False),
    Column("created_at", String, nullable=False),
    # wall seconds from which Graph can read this object: directories replicate
    Column("visible_from", Float, nullable=False),
    # soft-deleted since; the row stays for 30 days and more, as in Entra
    Column("deleted_at", String),
    # grows with every change, so that provisioning compares in SQL
    Column("version", Integer, nullable=False),
    Index("ix_people_key", "key"),
)
Index("ix_people_upn", func.lower(people.c.upn))

addresses = Table(
    "addresses",
    METADATA,
    Column("user_id", String, primary_key=True),
    # mail, other or proxy
    Column("kind", String, primary_key=True),
    # in lower case
    Column("value", String, primary_key=True),
    Index("ix_addresses_value", "value"),
)


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody of the tenant, as the sandbox's Teams and its tests name them."""

    #: Short name in tests (``olivia``); a guest's is the invited address.
    key: str
    name: str
    object_id: str
    upn: str
    #: None where Entra has none.
    mail: str | None
    is_guest: bool
    enabled: bool
    #: The person's id in Teams (MRI).
    teams_id: str
    locale: str


def make_id(kind: str, name: str) -> str:
    """The object id of this name: the same in every tenant."""
    return str(uuid.uuid5(SPACE, f"{kind}/{name}"))


def original_address(upn: str) -> str:
    """The address behind a guest's ``alias_domain#EXT#@tenant``; any other principal name as it is."""
    alias, mark, _ = upn.partition("#EXT#@")
    return "@".join(alias.rsplit("_", 1)) if mark else upn


def _person(row: Row[Any]) -> Person:
    """Read a row."""
    return Person(
        key=row.key,
        name=row.name,
        object_id=row.object_id,
        upn=row.upn,
        mail=row.mail,
        is_guest=row.is_guest,
        enabled=row.enabled,
        teams_id=f"29:{row.key}",
        locale=row.locale,
    )


_BY_ADDRESS = select(addresses.c.user_id).where(addresses.c.value == bindparam("lower"))
#: Built once: to build it takes longer than to run it.
_CALLED = (
    select(people)
    .where(
        or_(
            people.c.key.in_([bindparam("wanted"), bindparam("lower")]),
            people.c.object_id == bindparam("lower"),
            func.lower(people.c.upn) == bindparam("lower"),
            people.c.object_id.in_(_BY_ADDRESS),
        ),
        people.c.deleted_at.is_(None),
    )
    .order_by(people.c.seq)
)


def find_person(connection: Connection, key: str) -> Person | None:
    """The person with this key, principal name, address, object id or Teams id, in capitals or not; None when unknown or deleted."""
    wanted = key.removeprefix("29:")
    row = connection.execute(_CALLED, {"wanted": wanted, "lower": wanted.lower()}).first()
    return _person(row) if row else None


def list_people(connection: Connection) -> list[Person]:
    """Everybody who is not deleted, in the order in which they came."""
    query = select(people).where(people.c.deleted_at.is_(None)).order_by(people.c.seq)
    return [_person(row) for row in connection.execute(query)]


def add_people(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Store new people with their addresses; each row holds every column but ``seq``, ``visible_from`` and the like."""
    usual = {"visible_from": 0.0, "deleted_at": None, "version": 1, "guest_state": None, "guest_state_at": None}
    blank = {c.name: None for c in people.c if c.name != "seq"}
    connection.execute(insert(people), [{**blank, **usual, **row} for row in rows])
    known = [(row["object_id"], row["mail"], row["is_guest"]) for row in rows if row.get("mail")]
    connection.execute(insert(addresses), [a for one in known for a in _address_rows(*one)])


def _address_rows(user_id: str, mail: str, is_guest: bool) -> list[dict[str, str]]:
    """How one address is kept: as mail and proxy address, and as a guest's other mail (Entra fills it from the invitation)."""
    rows = [("mail", mail.lower()), ("proxy", f"smtp:{mail.lower()}")]
    if is_guest:
        rows.append(("other", mail.lower()))
    return [{"user_id": user_id, "kind": kind, "value": value} for kind, value in rows]


def change_person(connection: Connection, object_id: str, /, **columns: object) -> None:
    """Change columns of somebody; a new ``mail``, or None for one, replaces the addresses as well."""
    changed = {**columns, "version": people.c.version + 1}
    connection.execute(update(people).where(people.c.object_id == object_id).values(changed))
    if "mail" in columns:
        connection.execute(addresses.delete().where(addresses.c.user_id == object_id))
    if isinstance(mail := columns.get("mail"), str):
        guest = connection.scalar(select(people.c.is_guest).where(people.c.object_id == object_id))
        connection.execute(insert(addresses), _address_rows(object_id, mail, bool(guest)))
