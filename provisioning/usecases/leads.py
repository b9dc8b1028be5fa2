"""What leads to the person of a request outside: ids that Usher noted, and an address only where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from provisioning.domain.states import BY_OBJECT, OF_HELD, State
from provisioning.storage import tables as t
from provisioning.usecases import requests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

_OBJECT = select(t.people.c.object_id).where(t.people.c.pseudonym == bindparam("who"))
_OWNER = select(t.people.c.pseudonym).where(t.people.c.object_id == bindparam("object"))
_HANDLES = (
    select(t.grants.c.handles).where(t.grants.c.id.in_(bindparam("grants", expanding=True))).order_by(t.grants.c.id)
)


@dataclass(frozen=True, kw_only=True)
class Leads:
    """What leads to a person outside; "" for what is not known. In memory only, never in a queue."""

    address: str
    name: str
    #: In the directory.
    object_id: str
    #: On the platform, as noted when what ends was given.
    account_id: str


def leads_to(desk: Desk, request: Request) -> Leads:
    """Whom a request is about. An end or an extension is about whoever got it, under whatever pseudonym they are known best."""
    noted = _handles(desk, request.grants) if request.kind in OF_HELD else {}
    who, object_id = request.subject, str(noted.get("user") or "")
    owner = desk.c.scalar(_OWNER, {"object": object_id}) if object_id else None
    if owner:
        who = owner
    else:  # nobody has that object any more: a guest who was deleted and invited anew has another one
        object_id = desk.c.scalar(_OBJECT, {"who": who}) or object_id
    details = desk.vault.read([who])[who]
    address = details.get("mail", "")
    name = details.get("name") or address
    return Leads(
        address=address,
        name=name,
        object_id=object_id,
        account_id=noted.get("account") or request.terms.get("account", ""),
    )


def known_object(desk: Desk, number: int) -> str:
    """The object id in the directory of whom a request is about, as Usher knows them; "" for nobody yet."""
    return desk.c.scalar(_OBJECT, {"who": requests.get(desk, number).subject}) or ""


def _handles(desk: Desk, grants: Sequence[int]) -> dict[str, Any]:
    """What was noted when these grants were given, so that they can be taken back; the latest counts."""
    noted: dict[str, Any] = {}
    for handles in desk.c.scalars(_HANDLES, {"grants": list(grants)}):
        noted |= handles
    return noted


def subject_of(desk: Desk, number: int, revision: int) -> tuple[str, str, str] | None:
    """(address, object id, account's id) of whom a submitted (or voided) request is about; None when the request has moved on.

    The object id is "" where somebody is looked for by address, as whoever is invited.
    """
    request = requests.find(desk, number)
    if request is None or request.revision != revision or request.state not in {State.SUBMITTED, State.VOID}:
        return None
    about = leads_to(desk, request)
    return about.address, about.object_id if request.kind in BY_OBJECT else "", about.account_id
