"""Who is who in a new tenant: the same people, ids and groups every time.

Five people matter to the stories: ``olivia`` (owner), ``adam`` (owner and approver), ``priya`` (project team), ``erin`` (an
employee outside the scope) and ``maria`` (the tenant's administrator). Everybody else fills the role groups.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, insert

from sandbox.clock import stamp
from sandbox.directory import assign, groups, memberships, principals
from sandbox.people import DOMAIN, add_people, make_id

if TYPE_CHECKING:
    from datetime import datetime

#: The app role that a non-gallery enterprise application offers to groups, beside ``msiam_access``.
USER_ROLE = make_id("approle", "User")
MSIAM_ROLE = make_id("approle", "msiam_access")

GUEST = "guest@northwind.example"
STARS = (
    ("Olivia", "Owens"),
    ("Adam", "Ahlgren"),
    ("Priya", "Patel"),
    ("Erin", "Eriksen"),
    ("Maria", "Moreau"),
)
GIVEN = (
    "Anders",
    "Birgit",
    "Carl",
    "Dorthe",
    "Emil",
    "Freja",
    "Gustav",
    "Hanne",
    "Ivan",
    "Jette",
    "Klaus",
    "Lene",
    "Mads",
    "Nanna",
    "Ole",
    "Pia",
    "Quentin",
    "Rikke",
    "Soren",
    "Tove",
    "Ulrik",
    "Vibeke",
    "Walter",
    "Xenia",
    "Yusuf",
    "Zoe",
    "Albert",
    "Bodil",
    "Connor",
    "Ditte",
    "Elias",
    "Frida",
    "Georg",
    "Helene",
    "Isak",
)
SURNAMES = (
    "Jensen",
    "Schmidt",
    "Nielsen",
    "Weber",
    "Larsen",
    "Novak",
    "Holm",
    "Becker",
    "Lund",
    "Rossi",
    "Friis",
    "Keller",
    "Dahl",
    "Meyer",
    "Bruun",
)
OFFICES = ("Aarhus", "Copenhagen", "Hamburg")
LOCALES = ("en-GB", "da-DK", "de-DE")

NESTED = "Reception Night Shift"
DYNAMIC = "Everyone in Aarhus"
TIER_0 = "Tier 0"
#: Role groups by how many of forty people are in them; the rest waits in Add-in Users. The order is the groups' own.
SIZES = {
    "Owners": 0,
    "Facility Managers": 5,
    "Service teams Administrators": 5,
    "Service teams": 4,
    "Receptionists": 5,
    "Secretaries": 5,
    "AskCody Project Team": 4,
}
#: The applications of this tenant; the first is the platform's enterprise application.
APPLICATIONS = ("AskCody", "Usher provisioner", "Usher bot")
ADD_IN_USERS = "Add-in Users"
#: In scope from the start; Service teams and Add-in Users wait for go-live.
ASSIGNED = (
    "Owners",
    "Facility Managers",
    "Service teams Administrators",
    "Receptionists",
    "Secretaries",
    "AskCody Project Team",
)
#: What is assigned in a new tenant: the groups in scope from the start, or none, as before a rollout.
SCOPES: dict[str, tuple[str, ...]] = {"all": ASSIGNED, "none": ()}


@dataclass
class Cast:
    """A tenant that is about to be stored."""

    people: list[dict[str, Any]] = field(default_factory=list)
    members: dict[str, list[str]] = field(default_factory=dict)


def build_tenant_people(connection: Connection, count: int, now: datetime, *, scope: str = "all") -> None:
    """Store a tenant of ``count`` people (at least eight), its groups and what is assigned to the platform.

    ``scope`` is one of :data:`SCOPES`; with ``none`` the rollout has not begun, and nobody will get an account.
    """
    cast = compose(max(count, 8), now)
    add_people(connection, cast.people)
    names = [*SIZES, ADD_IN_USERS, NESTED, DYNAMIC, TIER_0]
    connection.execute(insert(groups), [_group_row(name, now) for name in names])
    pairs = [(group, member) for group, members in cast.members.items() for member in members]
    pairs.append(("Receptionists", make_id("group", NESTED)))
    rows = [{"group_id": make_id("group", group), "member_id": member} for group, member in pairs]
    connection.execute(insert(memberships), rows)
    ids = [(make_id("servicePrincipal", name), make_id("application", name), name) for name in APPLICATIONS]
    connection.execute(insert(principals), [{"object_id": i, "app_id": app, "name": name} for i, app, name in ids])
    for name in SCOPES[scope]:
        assign(connection, make_id("group", name), USER_ROLE, now)


def compose(count: int, now: datetime) -> Cast:
    """Who there is and who is in which group; pure, the same for the same arguments."""
    chance = random.Random(count)
    rows = [_member_row(given, surname, given.lower(), 0, now) for given, surname in STARS]
    for i in range(count - len(STARS) - 1):
        given, again = GIVEN[i % len(GIVEN)], i // len(GIVEN)
        key = given.lower() + (str(again + 1) if again else "")
        rows.append(_member_row(given, chance.choice(SURNAMES), key, i, now))
    for row in rows[1:]:
        row["manager_id"] = rows[0]["object_id"]
    rows.append(_guest_row(now))
    return Cast(people=rows, members=_fill(rows))


def _fill(rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Spread the people over the groups, in order; sizes grow with the tenant."""
    ids = {row["key"]: row["object_id"] for row in rows}
    others = [row for row in rows if row["key"] not in {given.lower() for given, _ in STARS} and not row["is_guest"]]
    members = {name: [] for name in SIZES} | {"Owners": [ids["olivia"], ids["adam"]]}
    waiting = iter(others[1:])
    for name, size in SIZES.items():
        share = size * len(rows) // 40
        members[name] += [row["object_id"] for row in islice(waiting, share)]
    rest = [row["object_id"] for row in waiting]
    members["AskCody Project Team"].append(ids["priya"])
    members["Service teams"] += members["Secretaries"][:2]  # people whose roles go-live changes
    members["Receptionists"].append(_switch_off(others[0]))
    members[ADD_IN_USERS] = [ids["erin"], ids[GUEST], *members["Service teams"][:2], *rest]
    members[NESTED] = rest[:1]
    members[DYNAMIC] = [row["object_id"] for row in rows if row["office"] == OFFICES[0]]
    members[TIER_0] = [ids["maria"]]
    return members


def _switch_off(row: dict[str, Any]) -> str:
    """Make this the disabled member; their object id."""
    row["enabled"] = False
    return str(row["object_id"])


def _member_row(given: str, surname: str, key: str, i: int, now: datetime) -> dict[str, Any]:
    """A user object of an employee."""
    star = (given, surname) in STARS
    return {
        "object_id": make_id("user", key),
        "key": key,
        "name": f"{given} {surname}",
        "given_name": given,
        "surname": surname,
        "upn": f"{key}@{DOMAIN}",
        "mail": f"{key}@{DOMAIN}",
        "nickname": key,
        "is_guest": False,
        "enabled": True,
        "job_title": "Facility lead" if star else "Coordinator",
        "department": "Workplace",
        "office": OFFICES[1] if star else OFFICES[i % len(OFFICES)],
        "employee_type": "Employee",
        "locale": LOCALES[0] if star else LOCALES[i % len(LOCALES)],
        "created_at": stamp(now),
    }


def _guest_row(now: datetime) -> dict[str, Any]:
    """The guest who is there already and has accepted."""
    row = guest_row(GUEST, "Gry Nordvind", now)
    return {**row, "guest_state": "Accepted", "guest_state_at": stamp(now)}


def guest_row(mail: str, name: str, now: datetime) -> dict[str, Any]:
    """A user object of a guest as an invitation makes it: ``alias_domain#EXT#@tenant`` and the address as mail and other mail."""
    nickname = f"{mail.replace('@', '_')}#EXT#"
    return {
        "object_id": make_id("guest", f"{mail.lower()}/{stamp(now)}") if mail != GUEST else make_id("guest", mail),
        "key": mail,
        "name": name,
        "upn": f"{nickname}@{DOMAIN}",
        "mail": mail,
        "nickname": nickname,
        "is_guest": True,
        "enabled": True,
        "guest_state": "PendingAcceptance",
        "guest_state_at": stamp(now),
        "office": None,
        "employee_type": None,
        "locale": LOCALES[0],
        "created_at": stamp(now),
    }


def _group_row(name: str, now: datetime) -> dict[str, Any]:
    """A group object."""
    rule = '(user.physicalDeliveryOfficeName -eq "Aarhus")' if name == DYNAMIC else None
    return {
        "object_id": make_id("group", name),
        "name": name,
        "description": None,
        "role_assignable": name == TIER_0,
        "rule": rule,
        "created_at": stamp(now),
    }
