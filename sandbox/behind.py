"""What somebody does behind Usher's back: an administrator in Entra, a guest who accepts, an owner in the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbox.cast import USER_ROLE
from sandbox.clock import stamp
from sandbox.directory import (
    Group,
    add_group,
    add_member,
    assign,
    delete_person,
    find_group,
    remove_member,
    rename_group,
    unassign,
)
from sandbox.entra.errors import GraphError, bad_request
from sandbox.entra.groups import RULED
from sandbox.entra.invitations import invite_guest
from sandbox.entra.synchronization import ENGINE
from sandbox.login import add_certificate
from sandbox.orders import read_text, read_texts
from sandbox.people import Person, change_person, find_person, original_address
from sandbox.platform import PlatformRefused, add_account, set_roles, switch_off
from sandbox.teams.app import TEAMS
from sandbox.teams.talking import uninstall_bot
from sandbox.world import WORLD

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    from aiohttp import web
    from sqlalchemy import Connection

    from sandbox.engine.service import ProvisioningService
    from sandbox.world import World


#: What an administrator does with the provisioning job; deletions beyond the threshold are allowed for one cycle.
JOB: dict[str, Callable[[ProvisioningService], Awaitable[None]]] = {
    "start_job": lambda engine: engine.start(),
    "pause_job": lambda engine: engine.pause(),
    "allow_deletes": lambda engine: engine.restart(frozenset({"ForceDeletes"})),
}
#: What changes somebody's user object.
ON_PEOPLE = frozenset({"delete_user", "disable_user", "enable_user", "accept_invitation", "change_mail", "clear_mail"})


async def act(app: web.Application, order: dict[str, Any]) -> None:
    """Carry out ``{"do": …}``. ValueError or LookupError for an order that makes no sense."""
    world, do = app[WORLD], read_text(order, "do")
    try:
        if do == "add_account":
            await add_account(world, read_text(order, "mail"), read_texts(order, "roles"))
        elif do == "set_roles":
            named, roles = read_text(order, "person"), read_texts(order, "roles")
            known = await world.db.read(find_person, named)
            await set_roles(world, original_address(known.upn) if known else named, roles)
        elif do == "disable_account":
            await switch_off(world, read_text(order, "mail"))
        elif do in JOB:
            await JOB[do](app[ENGINE])
        elif do == "invite_guest":
            await world.db.write(_invite, world, order)
        elif do == "uninstall_bot":
            await uninstall_bot(app[TEAMS], await world.db.read(_person, order))
        else:
            await world.db.write(_change, do, order, world.clock.now())
    except PlatformRefused as error:
        raise ValueError(f"the platform says no: {error}") from error
    except GraphError as error:
        raise ValueError(f"the directory says no: {error}") from error


def _invite(connection: Connection, world: World, order: dict[str, Any]) -> None:
    """Invite a guest in the admin centre, with a sponsor (``sponsor``: a person's key)."""
    sponsors = [_person(connection, order, "sponsor").object_id] if order.get("sponsor") else []
    invite_guest(connection, world, read_text(order, "mail"), sponsors)


def _change(connection: Connection, do: str, order: dict[str, Any], now: datetime) -> None:
    """Change the directory."""
    match do:
        case "create_group":  # whoever makes it is in it
            made = add_group(connection, read_text(order, "group"), now)
            add_member(connection, made, _person(connection, order).object_id)
        case "rename_group":
            rename_group(connection, _group(connection, order).object_id, read_text(order, "to"))
        case "add_member":
            add_member(connection, _assigned(connection, order).object_id, _person(connection, order).object_id)
        case "remove_member":
            remove_member(connection, _assigned(connection, order).object_id, _person(connection, order).object_id)
        case "nest_group":
            add_member(connection, _assigned(connection, order, "into").object_id, _group(connection, order).object_id)
        case "assign_group":
            assign(connection, _group(connection, order).object_id, USER_ROLE, now)
        case "unassign_group":
            unassign(connection, _group(connection, order).object_id)
        case "add_certificate":
            add_certificate(connection, read_text(order, "app_id"), read_text(order, "pem"))
        case _:
            _change_person(connection, do, order, now)


def _change_person(connection: Connection, do: str, order: dict[str, Any], now: datetime) -> None:
    """Change somebody's user object."""
    if do not in ON_PEOPLE:
        raise ValueError(f"nobody can do {do!r} here")
    person = _person(connection, order)
    match do:
        case "delete_user":
            delete_person(connection, person.object_id, now)
        case "disable_user" | "enable_user":
            change_person(connection, person.object_id, enabled=do == "enable_user")
        case "accept_invitation":
            if not person.is_guest:
                raise ValueError(f"{person.key} is no guest, and was never invited")
            change_person(connection, person.object_id, guest_state="Accepted", guest_state_at=stamp(now))
        case _:
            change_person(connection, person.object_id, mail=_mail(do, order))


def _mail(do: str, order: dict[str, Any]) -> str | None:
    """The new address; ``clear_mail``, and null or nothing in ``mail``, leave somebody without one."""
    if do == "clear_mail" or order.get("mail", do) in (None, ""):
        return None
    return read_text(order, "mail")


def _group(connection: Connection, order: dict[str, Any], key: str = "group") -> Group:
    """The group that is meant. LookupError when there is none."""
    found = find_group(connection, read_text(order, key))
    if not found:
        raise LookupError(f"no group {order[key]!r}")
    return found


def _assigned(connection: Connection, order: dict[str, Any], key: str = "group") -> Group:
    """The same, of which somebody may change the members: not one that a rule fills, which Graph refuses to anybody."""
    found = _group(connection, order, key)
    if found.rule is not None:
        raise bad_request(RULED)
    return found


def _person(connection: Connection, order: dict[str, Any], key: str = "person") -> Person:
    """The person that is meant. LookupError when there is none."""
    found = find_person(connection, read_text(order, key))
    if not found:
        raise LookupError(f"nobody is {order[key]!r}")
    return found
