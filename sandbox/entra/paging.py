"""Lists as Graph answers them: ``$top``, ``$select``, ``$count`` and ``@odata.nextLink``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aiohttp import web
from sqlalchemy import Connection, Select, func, select

from sandbox.entra.errors import bad_request
from sandbox.world import WORLD

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Column, Row

LARGEST, USUAL = 999, 100
OPTIONS = frozenset({"$top", "$select", "$filter", "$count", "$skiptoken"})


@dataclass(frozen=True, kw_only=True)
class Page:
    """What a request asks of a list."""

    top: int
    #: The number of the last row of the page before; 0 at the start.
    after: int
    select: tuple[str, ...]
    count: bool


def read_page(request: web.Request) -> Page:
    """Read the query options; 400 for a bad ``$top``, for an option that the sandbox does not know, and for ``$count`` without ``ConsistencyLevel: eventual``."""
    query = request.query
    if unknown := [name for name in query if name.startswith("$") and name not in OPTIONS]:
        # Graph knows more of them; going on without would answer something else than was asked
        raise bad_request(f"The query option {unknown[0]} is not supported here.")
    try:
        top, after = int(query.get("$top", USUAL)), int(query.get("$skiptoken", 0))
    except ValueError as error:
        raise bad_request("Invalid page size or skip token specified.") from error
    if not 1 <= top <= LARGEST:
        raise bad_request(f"Invalid page size specified: '{top}'. Must be between 1 and {LARGEST} inclusive.")
    count = query.get("$count", "").lower() == "true"
    if count and request.headers.get("ConsistencyLevel", "").lower() != "eventual":
        raise bad_request("$count is not currently supported. The header ConsistencyLevel must be set to eventual.")
    chosen = tuple(name.strip() for name in query.get("$select", "").split(",") if name.strip())
    return Page(top=top, after=after, select=chosen, count=count)


def fetch(
    connection: Connection, query: Select[Any], number: Column[int], page: Page
) -> tuple[list[Row[Any]], int | None, int]:
    """One page of ``query`` in the order of ``number``; the token of the next page (None at the end) and the whole count."""
    total = connection.scalar(select(func.count()).select_from(query.subquery())) if page.count else 0
    rows = connection.execute(query.where(number > page.after).order_by(number).limit(page.top + 1)).all()
    shown = list(rows[: page.top])
    following = getattr(shown[-1], number.name) if len(rows) > page.top else None
    return shown, following, total or 0


async def list_page(
    request: web.Request,
    query: Select[Any],
    number: Column[int],
    show: Callable[[Row[Any], tuple[str, ...]], dict[str, Any]],
) -> web.Response:
    """Answer with one page of objects, each shown by ``show`` with the selected properties."""
    page = read_page(request)
    rows, following, total = await request.config_dict[WORLD].db.read(fetch, query, number, page)
    return collection(
        request, [show(row, page.select) for row in rows], following=following, total=total if page.count else None
    )


def collection(
    request: web.Request, values: list[dict[str, Any]], *, following: int | None = None, total: int | None = None
) -> web.Response:
    """The envelope of a list."""
    base = request.config_dict[WORLD].base_url
    body: dict[str, Any] = {
        "@odata.context": f"{base}/graph/v1.0/$metadata#{request.path.removeprefix('/graph/v1.0/')}"
    }
    if total is not None:
        body["@odata.count"] = total
    if following is not None:
        body["@odata.nextLink"] = base + str(request.rel_url.update_query({"$skiptoken": str(following)}))
    return web.json_response({**body, "value": values})


def pick(whole: dict[str, Any], chosen: tuple[str, ...], usual: tuple[str, ...]) -> dict[str, Any]:
    """The selected properties, or the usual ones; the id and the type are always there."""
    names = chosen or usual
    kept: dict[str, Any] = {name: whole[name] for name in ("@odata.type", "id") if name in whole}
    return {**kept, **{name: whole[name] for name in names if name in whole}}
