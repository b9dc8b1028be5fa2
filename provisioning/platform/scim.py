"""The Platform port over SCIM: which questions Usher asks, and what counts as an answer."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import TYPE_CHECKING, Any

from provisioning.domain.ports import Refused, TokenRefused, Unreachable
from provisioning.platform.lookups import NAME, Lookups, same
from provisioning.platform.paging import pages

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

    from provisioning.domain.ports import Check, PlatformAccount, Whom
    from provisioning.platform.session import Session

    #: What to do as key and values; NOTHING where it works.
    Todo = tuple[str, dict[str, str]]

NOTHING: Todo = ("", {})
NOT_FOUND = 404
#: Accounts on a page, and pages of a list.
PAGE, MOST_PAGES = 100, 200


class ScimPlatform:
    """Implements :class:`provisioning.domain.ports.Platform`. Retries nothing: the durable workflow does.

    ``timeout`` is in seconds, for each request as a whole.
    """

    def __init__(self, url: str, token: str, *, timeout: float = 10.0) -> None:
        self._url, self._token, self._timeout = url, token, timeout
        self._opening = asyncio.Lock()
        self._open: Session | None = None
        self._lookups = Lookups()

    async def find_account(self, mail: str, whom: Whom | None = None) -> PlatformAccount | None:
        """The account whose userName or work address is ``mail``, whatever the case; None when there is none.

        A platform that cannot look for addresses is asked for the principal name and the object id of ``whom``. One
        account that is on is preferred, then the one of that name. Where that leaves two, they are Refused (``ambiguous``).
        """
        found = await self._lookups.find(await self._session(), mail, whom)
        every = {account.id: account for account in found}
        named = {account.id: account for account in found if same(account.user_name, mail)}
        best = [one for one in every.values() if one.active] or list((named or every).values())
        if len(best) > 1:
            raise Refused("ambiguous", f"{len(best)} accounts have this address")
        return best[0] if best else None

    async def list_accounts(self) -> list[tuple[PlatformAccount, tuple[str, ...]]]:
        """Every account, page by page; a platform that never comes to an end is not believed for ever."""
        found: dict[str, tuple[PlatformAccount, tuple[str, ...]]] = {}
        async for page in self.account_pages():
            found |= {account.id: (account, addresses) for account, addresses in page}
            if len(found) > MOST_PAGES * PAGE:
                raise Refused("too_many", f"more than {MOST_PAGES * PAGE} accounts")
        return list(found.values())

    async def account_pages(self) -> AsyncIterator[list[tuple[PlatformAccount, tuple[str, ...]]]]:
        """Every account, page by page, some of them twice; none is left out because others are deleted meanwhile."""
        session = await self._session()
        async for page in pages(session.page, PAGE):
            yield [(one.account, one.work_addresses) for one in page]

    async def find_account_by_id(self, account_id: str) -> PlatformAccount | None:
        """The account with this id; None where the platform says that it has none."""
        try:
            return await (await self._session()).read(account_id)
        except Refused as refusal:
            if refusal.status != NOT_FOUND:
                raise
            return None

    async def create_account(self, mail: str, *, name: str, roles: Sequence[str], external_id: str) -> PlatformAccount:
        """Create an active account. Refused with ``uniqueness`` where there is one already."""
        session = await self._session()
        return await session.create(
            {
                "userName": mail,
                "externalId": external_id,
                "displayName": name,
                "active": True,
                "emails": [{"value": mail, "type": "work", "primary": True}],
                **({"roles": _role_values(roles)} if roles else {}),
            }
        )

    async def set_account(self, account_id: str, *, active: bool, roles: Sequence[str]) -> PlatformAccount:
        """Replace ``active`` and the directly assigned roles in one PATCH, and read the account back.

        Both are always sent: an account that is off shows no roles, so what it holds cannot be compared first.
        """
        session = await self._session()
        await session.modify(
            account_id,
            [
                {"op": "replace", "path": "active", "value": active},
                {"op": "replace", "path": "roles", "value": _role_values(roles)},
            ],
        )
        return await session.read(account_id)

    async def check(self) -> list[Check]:
        """What Entra's Test Connection asks, and whether the platform says that it shows roles."""
        checks = (("check-scim", self._check_search), ("check-scim-roles", self._check_roles))
        return [await self._judged(name, ask) for name, ask in checks]

    async def _judged(self, name: str, ask: Callable[[], Awaitable[Todo]]) -> Check:
        """One line."""
        try:
            todo, values = await ask()
        except TokenRefused:
            todo, values = "check-todo-scim-token", {}
        except Unreachable as failure:
            todo, values = _way(failure)
        except Refused as refusal:
            todo, values = _advice(refusal)
        return name, not todo, todo, values

    async def _check_search(self) -> Todo:
        """A random userName must give 200 and an empty list (Microsoft Learn, "Develop a SCIM endpoint"), and so a work address."""
        session, nobody = await self._session(), str(uuid.uuid4())
        found, _ = await session.search(NAME.format(json.dumps(nobody)))
        if found:
            return "check-todo-scim-filter", {}
        if await Lookups().look_for_address(session, nobody) is None:  # what was learned before may be mended
            return "check-todo-scim-address", {}
        return NOTHING

    async def _check_roles(self) -> Todo:
        """Whether the User schema has ``roles`` and returns them."""
        if await (await self._session()).returns_roles():
            return NOTHING
        return "check-todo-scim-roles", {}

    async def warm(self) -> None:
        """Load the SCIM libraries, so that the first question does not wait for them."""
        await self._session()

    async def close(self) -> None:
        """Release connections."""
        if self._open is not None:
            await self._open.close()
            self._open = None

    async def _session(self) -> Session:
        """The connection, opened on first use: the libraries take up to a second to import, which no loop should wait for."""
        async with self._opening:
            if self._open is None:
                self._open = await asyncio.to_thread(_connect, self._url, self._token, self._timeout)
            return self._open


def _connect(url: str, token: str, timeout: float) -> Session:
    """Import the SCIM libraries and make a client."""
    from provisioning.platform.session import Session  # noqa: PLC0415 - heavy, see ScimPlatform._session

    return Session(url, token, timeout=timeout)


def _role_values(roles: Sequence[str]) -> list[dict[str, Any]]:
    """Roles as SCIM carries them, each once, in order."""
    return [{"value": role} for role in dict.fromkeys(roles)]


def _way(failure: Unreachable) -> Todo:
    """What an administrator can do where no answer came, or none that could be used."""
    from provisioning.platform.failures import NotReached  # noqa: PLC0415 - heavy, see ScimPlatform._session

    if failure.slow is not None:
        return "check-todo-scim-slow", {"seconds": f"{failure.slow:g}"}
    if isinstance(failure, NotReached):
        return "check-todo-scim-unreached", {}
    return "check-todo-scim-answers", {"detail": failure.what}


def _advice(refusal: Refused) -> Todo:
    """What an administrator can do about a refusal."""
    match refusal.status:
        case 403:
            return "check-todo-scim-permit", {}
        case 404:
            return "check-todo-scim-nowhere", {}
    return "check-todo-scim-refused", {"detail": str(refusal)}
