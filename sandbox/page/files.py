"""Serves the page: its own files by folder, the two libraries by an allow-list, under a strict content policy."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from sandbox.platform import ROLES

HERE = Path(__file__).parent
OWN = HERE / "static"
MODULES = HERE / "node_modules"

#: What of ``node_modules`` a browser may have: nothing else in there is meant for it.
LIBRARIES = {
    "adaptivecards.min.js": MODULES / "adaptivecards/dist/adaptivecards.min.js",
    "markdown-it.min.js": MODULES / "markdown-it/dist/markdown-it.min.js",
}
TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


NOT_INSTALLED = "The page's scripts are not installed: run make setup."


def lacks() -> str:
    """What keeps the page from showing cards, in a sentence; "" when nothing does."""
    return "" if all(path.is_file() for path in LIBRARIES.values()) else NOT_INSTALLED


def add_page(app: web.Application) -> None:
    """Serve ``/``, its scripts and styles, and the favicon."""
    app.router.add_get("/", _index)
    app.router.add_get("/favicon.ico", _favicon)
    app.router.add_get("/page/features.json", _features)
    app.router.add_get("/page/lib/{name}", _library)
    app.router.add_get("/page/{name:[a-z-]+[.](?:js|css|svg)}", _own)


async def _index(_request: web.Request) -> web.StreamResponse:
    """The page; without its libraries only the sentence that says so, as it would show no cards."""
    if lacks():
        raise web.HTTPServiceUnavailable(text=NOT_INSTALLED)
    return _send(OWN / "index.html")


async def _favicon(_request: web.Request) -> web.StreamResponse:
    """The mark in the browser's tab."""
    return _send(OWN / "favicon.svg")


async def _features(request: web.Request) -> web.Response:
    """Which optional parts this sandbox has, and what each group gives on its platform."""
    served = {resource.canonical for resource in request.app.router.resources()}
    return web.json_response({"audit": "/sandbox/audit" in served, "groups": ROLES}, headers=HEADERS)


async def _own(request: web.Request) -> web.StreamResponse:
    """A script or style of ours; names have no slashes."""
    return _send(OWN / request.match_info["name"])


async def _library(request: web.Request) -> web.StreamResponse:
    """One of the two libraries; where they are not installed the answer says how to."""
    path = LIBRARIES.get(request.match_info["name"])
    if path is None:
        raise web.HTTPNotFound
    if not path.is_file():
        raise web.HTTPNotFound(text=NOT_INSTALLED)
    return _send(path)


def _send(path: Path) -> web.StreamResponse:
    """A file with its type and the page's headers."""
    if not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={**HEADERS, "Content-Type": f"{TYPES[path.suffix]}; charset=utf-8"})
