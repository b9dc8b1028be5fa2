"""A platform that is not as it should be, over HTTP: what it cannot do is switched on for each test."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
ERROR = "urn:ietf:params:scim:api:messages:2.0:Error"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
FILTER = re.compile(r'(userName|externalId|emails\.value|emails\[type eq "work"\]\.value) eq (".*")')


@dataclass
class Lesser:
    """Accounts as JSON, and how they are given."""

    url: str = ""
    users: list[dict[str, Any]] = field(default_factory=list)
    #: Status by which a filter on an attribute is refused; the attribute as the filter names it, or how it begins.
    refused: dict[str, int] = field(default_factory=dict)
    #: Statuses by which the next requests are refused, whatever they ask; 0 for one that is answered.
    away: list[int] = field(default_factory=list)
    #: Filters, by how they begin, that are not heeded: everybody comes.
    ignored: tuple[str, ...] = ()
    #: The most accounts on a page, and whether a page begins where it was asked to, and holds no more than was asked for.
    page: int = 100
    heeds_start: bool = True
    heeds_count: bool = True
    #: Accounts that are counted and never shown.
    hidden: int = 0
    #: What ``totalResults`` says: all, those of the page, or nothing ("").
    total: str = "all"
    #: Filters that were asked, and the starts of pages.
    asked: list[str] = field(default_factory=list)

    def put(self, user_name: str, **more: Any) -> dict[str, Any]:
        """An account more, with a work address of that name unless another is given."""
        emails = [{"value": user_name, "type": "work"}]
        user = {"schemas": [USER], "id": f"acc-{len(self.users)}", "userName": user_name, "emails": emails, **more}
        self.users.append(user)
        return user

    async def read(self, request: web.Request) -> web.Response:
        """One account."""
        return web.json_response(next(one for one in self.users if str(one["id"]) == request.match_info["id"]))

    async def get(self, request: web.Request) -> web.Response:
        """Search or list."""
        text = request.query.get("filter", "")
        self.asked.append(text or request.query.get("startIndex", "1"))
        if self.away and (status := self.away.pop(0)):
            return web.json_response({"schemas": [ERROR], "status": str(status)}, status=status)
        for begins, status in self.refused.items():
            if text and text.startswith(begins):
                return web.json_response({"schemas": [ERROR], "status": str(status)}, status=status)
        heeded = text and not text.startswith(tuple(self.ignored) or ("-",))
        found = [user for user in self.users if self._matches(user, text)] if heeded else self.users
        return web.json_response(
            self._some(found, int(request.query.get("startIndex", "1")), int(request.query.get("count", "100")))
        )

    def _matches(self, user: dict[str, Any], text: str) -> bool:
        known = FILTER.fullmatch(text)
        assert known, text
        attribute, value = known[1], json.loads(known[2])
        given = (
            [entry["value"] for entry in user["emails"]] if attribute.startswith("emails") else [user.get(attribute)]
        )
        return value.casefold() in [str(one).casefold() for one in given]

    def _some(self, found: list[dict[str, Any]], start: int, count: int) -> dict[str, Any]:
        """A page."""
        first = start - 1 if self.heeds_start else 0
        shown = found[first : first + (min(self.page, count) if self.heeds_count else self.page)]
        totals = {"all": len(found) + self.hidden, "page": len(shown)}
        total = {"totalResults": totals[self.total]} if self.total else {}
        return {"schemas": [LIST], **total, "itemsPerPage": len(shown), "startIndex": first + 1, "Resources": shown}
