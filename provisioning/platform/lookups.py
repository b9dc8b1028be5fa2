"""Finding one account. Which filters a platform can use is learned while asking: a filter that fails proves nothing of anybody."""

from __future__ import annotations

import json
import uuid
from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING

from provisioning.domain.ports import Refused, Unreachable

if TYPE_CHECKING:
    from collections.abc import Callable

    from provisioning.domain.ports import DirectoryUser, PlatformAccount, Whom
    from provisioning.platform.session import Found, Session

NAME, EXTERNAL = "userName eq {}", "externalId eq {}"
#: For a work address: the form in which Entra asks, and that of RFC 7644 §3.4.2.2.
ADDRESS = ('emails[type eq "work"].value eq {}', "emails.value eq {}")
#: Seconds after which a filter that does not work is tried again: what broke may be mended.
FORGOTTEN = 3600.0


class Broken(Unreachable):
    """The platform answered 500, which passes; unless what was asked is what it cannot do."""


class Lookups:
    """Look-ups on one platform, and which of them it cannot do, kept in memory."""

    def __init__(self) -> None:
        self._failed: dict[str, tuple[float, Refused | Broken]] = {}

    async def find(self, session: Session, mail: str, whom: Whom | None = None) -> list[PlatformAccount]:
        """The accounts of ``mail``, those of that name first. What is returned is compared again: some ignore a filter.

        Where names or addresses cannot be looked for, the principal name and the object id of ``whom`` are. Raises what the
        platform said where nobody is found and neither names nor object ids can be looked for: that is no absence.
        """
        named = await self.look(session, NAME, mail, lambda one: same(one.account.user_name, mail))
        addressed = await self.look_for_address(session, mail)
        others = None
        if not named and not addressed and None in (named, addressed):
            user = await whom() if whom else None
            others = await self._look_for_user(session, mail, user) if user else None
        if named is None and not addressed and others is None:
            raise self._unreadable()
        return [one.account for one in (*(named or ()), *(addressed or ()), *(others or ()))]

    async def look_for_address(self, session: Session, mail: str) -> list[Found] | None:
        """By work address, in either form; None where the platform cannot look for it."""
        for text in ADDRESS:
            found = await self.look(
                session, text, mail, lambda one: any(same(address, mail) for address in one.work_addresses)
            )
            if found is not None:
                return found
        return None

    async def _look_for_user(self, session: Session, mail: str, user: DirectoryUser) -> list[Found] | None:
        """By what Entra's usual mappings send besides the address. An account that shows another's address is not taken by its name."""
        by_id = await self.look(session, EXTERNAL, user.id, lambda one: same(one.account.external_id, user.id))
        if by_id or same(user.upn, mail):
            return by_id

        def theirs(one: Found) -> bool:
            """Of this principal name, and of no other address."""
            free = not one.work_addresses or any(same(address, mail) for address in one.work_addresses)
            return same(one.account.user_name, user.upn) and free

        by_name = await self.look(session, NAME, user.upn, theirs)
        return by_id if by_name is None else by_name

    async def look(
        self, session: Session, text: str, value: str, wanted: Callable[[Found], bool]
    ) -> list[Found] | None:
        """The ``wanted`` among what a filter finds; None where it does not work here.

        What is refused for this value alone is raised, and so is what may pass.
        """
        since, _ = self._failed.get(text, (None, None))
        if since is not None and monotonic() - since < FORGOTTEN:
            return None
        try:
            every, total = await session.search(text.format(json.dumps(value)))
        except (Refused, Broken) as failure:
            if not await self._is_the_filter(session, text, failure):
                raise
            self._failed[text] = (monotonic(), failure)
            return None
        self._failed.pop(text, None)
        found = [one for one in every if wanted(one)]
        if every and not found and not await _are_all(session, text, every, total):
            ignored = Refused("invalidFilter", "The platform gives accounts that were not asked for")
            self._failed[text] = (monotonic(), ignored)
            return None
        return found

    async def _is_the_filter(self, session: Session, text: str, failure: Refused | Broken) -> bool:
        """Whether the filter fails whatever is looked for, while the platform answers otherwise: before it fails again, not after.

        By name is how Entra asks: a platform that breaks on that is asked again later. Raises where nothing is answered.
        """
        if text == NAME if isinstance(failure, Broken) else not cannot_look(failure):
            return False
        if text == NAME or NAME in self._failed:
            await session.page(1, 1)
        else:
            await session.search(NAME.format(json.dumps(str(uuid.uuid4()))))
        try:
            await session.search(text.format(json.dumps(str(uuid.uuid4()))))
        except (Refused, Broken):
            return True
        return False

    def _unreadable(self) -> Refused | Broken:
        """Why no look-up works. All are tried again the next time."""
        failures = [failure for _, failure in self._failed.values()]
        self._failed.clear()
        return failures[0] if failures else Refused("invalidFilter", "The platform finds nobody by any filter")


async def _are_all(session: Session, text: str, every: list[Found], total: int) -> bool:
    """Whether what a filter finds is all that it could: it is heeded, or gives everybody on one page, whatever that page counts."""
    strangers, _ = await session.search(text.format(json.dumps(str(uuid.uuid4()))))
    if not strangers:
        return True
    if total != len(every):
        return False
    more, _ = await session.page(len(every) + 1, len(every))
    if not more:
        return True
    one, _ = await session.page(1, 1)  # who does not page gives the same whatever is asked for, as in a list
    return {one.account.id for one in more} == {one.account.id for one in every} and len(one) == len(every)


def cannot_look(refusal: Refused) -> bool:
    """Whether a platform says so that it cannot filter: which refusal that is, and its scimType, is its own choice (RFC 7644 §3.12)."""
    client_error = HTTPStatus.BAD_REQUEST <= refusal.status < HTTPStatus.INTERNAL_SERVER_ERROR
    return client_error or refusal.status == HTTPStatus.NOT_IMPLEMENTED


def same(one: str, other: str) -> bool:
    """Names and addresses are compared without case (RFC 7643 §4.1.1)."""
    return one.casefold() == other.casefold()
