"""Users: by id, by name, by any address that is theirs."""

from __future__ import annotations

import asyncio
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from msgraph.generated.users.item.user_item_request_builder import UserItemRequestBuilder
from msgraph.generated.users.users_request_builder import UsersRequestBuilder

from provisioning.directory.errors import GraphError, is_missing, judge
from provisioning.directory.graph import configure, read_id, read_list
from provisioning.domain.ports import DirectoryUser, Refused

if TYPE_CHECKING:
    from provisioning.directory.graph import Graph

#: Read with User.Read.All.
FIELDS = [
    "id",
    "userPrincipalName",
    "displayName",
    "mail",
    "userType",
    "accountEnabled",
    "externalUserState",
    "employeeType",
    "givenName",
    "surname",
]


class Users:
    """Reading users."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    async def find(self, key: str) -> DirectoryUser | None:
        """The user with this object id or user principal name; None when Graph knows none."""
        if "@" not in key and not is_object_id(key):
            return None
        parameters = UserItemRequestBuilder.UserItemRequestBuilderGetQueryParameters(select=FIELDS)
        request = self._graph.api.users.by_user_id(key).to_get_request_information(configure(parameters))
        try:
            return read_user(await self._graph.send(request))
        except GraphError as error:
            if is_missing(error.problem):
                return None
            raise judge(error.problem) from error

    async def last_sign_in(self, user_id: str) -> datetime | None:
        """See the port (https://learn.microsoft.com/graph/api/resources/signinactivity); read by object id alone."""
        if not is_object_id(user_id):
            return None
        parameters = UserItemRequestBuilder.UserItemRequestBuilderGetQueryParameters(select=["id", "signInActivity"])
        request = self._graph.api.users.by_user_id(user_id).to_get_request_information(configure(parameters))
        try:
            return read_sign_in(await self._graph.send(request))
        except GraphError as error:
            if is_missing(error.problem):
                return None
            raise judge(error.problem) from error

    async def find_by_mail(self, mail: str) -> DirectoryUser | None:
        """The one user with this address: as mail, else in one of the places where it may stand instead.

        Refused (``two_users_of_one_address``) when it does not name one.
        """
        wanted = mail.strip().lower()
        if "@" not in wanted:
            return None
        first, *others = mail_filters(wanted)
        if user := _only(await self._search(first)):
            return user
        found = await asyncio.gather(*(self._search(text) for text in others))
        return _only([user for users in found for user in users])

    async def search(self, text: str) -> list[DirectoryUser]:
        """See the port. An address finds its one user, as in :meth:`find_by_mail`: only where it is nobody's mail, a name to sign in."""
        wanted = text.strip()
        if not wanted:
            return []
        if "@" in wanted:
            user = await self.find_by_mail(wanted) or await self.find(wanted)
            return [user] if user else []
        names = " or ".join(f"startswith({name},{quote(wanted)})" for name in ("displayName", "givenName", "surname"))
        return await self._search(names)

    async def _search(self, text: str) -> list[DirectoryUser]:
        """The users that an OData filter names; one page, for more than two are as bad as two."""
        parameters = UsersRequestBuilder.UsersRequestBuilderGetQueryParameters(filter=text, select=FIELDS, top=10)
        request = self._graph.api.users.to_get_request_information(configure(parameters))
        return [read_user(item) for item in read_list(await self._graph.ask(request))]


def mail_filters(mail: str) -> list[str]:
    """The filters that find an address, best first: mail, the guest's original address, addresses of a mailbox, others.

    Separate ones: Graph does not take every ``or`` over these properties. Of a guest ``a.b@x.dk`` Entra makes the user
    principal name ``a.b_x.dk#EXT#@<tenant>``, and keeps it when the mail changes
    (https://learn.microsoft.com/entra/external-id/user-properties).
    """
    alias, _, domain = mail.rpartition("@")
    return [
        f"mail eq {quote(mail)}",
        f"startswith(userPrincipalName,{quote(f'{alias}_{domain}#EXT#@')})",
        f"proxyAddresses/any(p:p eq {quote(f'smtp:{mail}')})",
        f"otherMails/any(o:o eq {quote(mail)})",
    ]


def quote(value: str) -> str:
    """A string literal of OData: an apostrophe is doubled (OData 4.01 URL conventions §5.1.1.6.1)."""
    return "'" + value.replace("'", "''") + "'"


def is_object_id(text: str) -> bool:
    """Whether this is a GUID, as every object id is; ``..`` would become another address."""
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


def _only(users: list[DirectoryUser]) -> DirectoryUser | None:
    """The one user among these, who may be there twice; None for none."""
    different = {user.id: user for user in users}
    if len(different) > 1:
        raise Refused("two_users_of_one_address", " and ".join(sorted(different)))
    return next(iter(different.values()), None)


def read_user(item: dict[str, Any]) -> DirectoryUser:
    """A user of Graph's JSON. One whose accountEnabled cannot be read counts as switched off."""
    mail = item.get("mail")
    return DirectoryUser(
        id=read_id(item),
        upn=str(item.get("userPrincipalName") or ""),
        display_name=str(item.get("displayName") or ""),
        mail=str(mail).lower() if mail else None,
        is_guest=item.get("userType") == "Guest",
        enabled=item.get("accountEnabled") is True,
        guest_state=item.get("externalUserState"),
        employee_type=item.get("employeeType"),
        lacks_name=any(name in item and not item[name] for name in ("givenName", "surname")),
    )


def read_sign_in(item: dict[str, Any]) -> datetime | None:
    """The newest success that a user's sign-in activity tells; before December 2023 Entra kept attempts alone."""
    told = item.get("signInActivity") or {}
    text = told.get("lastSuccessfulSignInDateTime") or told.get("lastSignInDateTime")
    try:
        at = datetime.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
    return at.replace(tzinfo=at.tzinfo or UTC) if at else None
