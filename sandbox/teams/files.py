"""Files that people attach in their chat: kept with their message, fetched by an address that is signed for it alone."""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from aiohttp import web
from sqlalchemy import select

from sandbox.teams.tables import MARKS, Mark

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from sandbox.teams.wire import Wire

Json = dict[str, Any]
ROOT = "/sandbox/files"
CONTENT_TYPE = "application/vnd.microsoft.teams.file.download.info"


def content_of(name: str, text: str) -> Json:
    """What is kept of a message that is a file."""
    return {
        "text": f"File: {name}",
        "card": None,
        "file": {"name": name, "text": text, "key": secrets.token_urlsafe(16)},
    }


def attachment_of(base_url: str, message: str, file: Json) -> Json:
    """As Teams tells a bot of it."""
    url = f"{base_url}{ROOT}/{message}/{quote(file['name'], safe='')}"
    details = {"downloadUrl": f"{url}?tempauth={file['key']}", "uniqueId": message, "fileType": _suffix(file["name"])}
    return {"contentType": CONTENT_TYPE, "contentUrl": url, "name": file["name"], "content": details}


def _suffix(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def add_file_route(app: web.Application, wire: Wire) -> None:
    """``GET /sandbox/files/{message}/{name}?tempauth=…``: as OneDrive gives a file to whoever has the signed address."""

    async def download(request: web.Request) -> web.Response:
        file = await wire.world.db.read(_find, request.match_info["message"])
        given = request.query.get("tempauth", "")
        if file is None or not hmac.compare_digest(given.encode(), file["key"].encode()):
            raise web.HTTPUnauthorized
        return web.Response(body=file["text"].encode(), content_type="application/octet-stream")

    app.router.add_get(ROOT + "/{message}/{name}", download)


def _find(c: Connection, message: str) -> Json | None:
    """The file of a message; None for none."""
    kept = c.scalar(select(MARKS.c.payload).where(MARKS.c.message == message, MARKS.c.kind == Mark.CONTENT).limit(1))
    file: Json | None = kept.get("file") if kept else None
    return file
