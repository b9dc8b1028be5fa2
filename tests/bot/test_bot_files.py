"""Files that people send: fetched from where Teams keeps them alone, small, as text, and never further."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from aiohttp import web
from teams_wire import text

from bot.files import MOST, Files
from bot.service_urls import FileUrls
from cards.words import Voice
from provisioning.domain.errors import Declined

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot_parts import Bot, Serve

KIND = "application/vnd.microsoft.teams.file.download.info"
URL = "https://contoso-my.sharepoint.com/personal/olivia_contoso_com/_layouts/15/download.aspx?UniqueId=1&tempauth=v1.eyJ0"
LIST = "mail,group\nana@fabrikam.example,Receptionists\n"
UMLAUTS = "mail;name;group\r\nj.mueller@fabrikam.example;Jörg Müller-Østergård;Receptionists\r\n"
#: What spreadsheets save, by what they call it.
SAVED = {
    "utf-8": UMLAUTS.encode("utf-8-sig"),
    "csv": UMLAUTS.encode("cp1252"),
    "macintosh": UMLAUTS.encode("mac-roman"),
    "unicode-text": UMLAUTS.replace(";", "\t").encode("utf-16"),
    "unicode-bare": UMLAUTS.replace(";", "\t").encode("utf-16-le"),
    "read-wrongly": UMLAUTS.encode("cp1252").decode("utf-8", errors="replace").encode("utf-8"),
}


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        (URL, True),
        ("https://contoso.sharepoint.com/x.csv", True),
        ("http://contoso.sharepoint.com/x.csv", False),
        ("https://sharepoint.com/x.csv", False),
        ("https://sharepoint.com.evil.example/x.csv", False),
        ("https://evilsharepoint.com/x.csv", False),
        ("https://evil.example/?a=.sharepoint.com/", False),
        ("https://evil.example#.sharepoint.com/", False),
        ("https://evil.example\\.sharepoint.com/", False),
        ("https://a@evil.example/.sharepoint.com", False),
        ("https://contoso.sharepoint.com@evil.example/x", False),
        ("https://contoso.sharepoint.com:8443/x", False),
        ("https://contoso.sharepoint.com/../x", False),
        ("https://contoso.sharepoint.com/x?a b", False),
        ("https://contoso.sharepoint.com/x?a\n", False),
        ("https://127.0.0.1/x", False),
        ("http://169.254.169.254/metadata", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_files_are_fetched_by_https_from_hosts_below_a_listed_name_alone(url: str, *, allowed: bool) -> None:
    assert FileUrls(["https://*.sharepoint.com/"]).allows(url) is allowed


def test_a_list_of_places_may_be_empty_but_not_plain_http() -> None:
    assert not FileUrls([]).allows(URL)
    with pytest.raises(ValueError, match="not an https address"):
        FileUrls(["http://*.sharepoint.com/"])


def attached(content: Any, kind: Any = KIND) -> dict[str, Any]:
    return {
        "contentType": kind,
        "contentUrl": "https://contoso-my.sharepoint.com/x.csv",
        "name": "x.csv",
        "content": content,
    }


async def test_a_file_comes_with_its_message_and_what_is_none_is_passed_over(bot: Bot) -> None:
    html = {"contentType": "text/html", "content": "<p>hello</p>"}
    odd = [attached(None), attached("x"), attached({"downloadUrl": 7}), attached({"downloadUrl": "x" * 5000})]
    picture = attached({"downloadUrl": URL}, "image/png")
    sent = [html, picture, *odd, attached({"downloadUrl": URL, "uniqueId": "1", "fileType": "csv"})]
    await bot.post(text("", attachments=sent))
    assert [turn.files for turn in bot.turns] == [(URL,)]


async def test_another_file_under_the_same_id_is_not_taken_for_the_first(bot: Bot) -> None:
    await bot.post(text("", attachments=[attached({"downloadUrl": URL})]))
    status, _ = await bot.post(text("", attachments=[attached({"downloadUrl": f"{URL}2"})]))
    assert (status, len(bot.turns)) == (403, 1)


class Shelf:
    """A server with files of many sorts, and what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[web.Request] = []
        self.app = web.Application()
        self.app.router.add_get("/shelf/{what}", self.give)
        self.app.router.add_get("/elsewhere", self.give)
        self.app.router.add_get("/shelf/fails/{status}", self.fail)

    async def give(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        match request.match_info.get("what"):
            case "list":
                return web.Response(body=b"\xef\xbb\xbf" + LIST.encode())
            case str(saved) if saved in SAVED:
                return web.Response(body=SAVED[saved])
            case "big":
                return web.Response(body=b"a" * (MOST + 1))
            case "endless":
                return await _endless(request)
            case "picture":
                return web.Response(body=b"\x89PNG\r\n\x1a\n\xff")
            case "nul":
                return web.Response(body=b"a\0b")
            case "moved":
                raise web.HTTPFound("/elsewhere")
            case "slow":
                await asyncio.sleep(5)
            case "cut" if request.transport:
                request.transport.abort()
        raise web.HTTPForbidden

    async def fail(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        return web.Response(status=int(request.match_info["status"]), text=LIST, headers={"Retry-After": "0"})


async def _endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    try:
        while True:
            await response.write(b"a" * 4096)
    except ConnectionError:
        return response


@pytest.fixture
async def shelf(serve: Serve) -> AsyncIterator[tuple[Shelf, Files, str]]:
    shelf = Shelf()
    url = str((await serve(shelf.app)).make_url("/shelf/"))
    async with aiohttp.ClientSession() as session:
        yield shelf, Files(allowed=FileUrls([url]), session=session, patience=0.5), url


async def test_a_small_text_is_read_without_a_token_of_ours(shelf: tuple[Shelf, Files, str]) -> None:
    asked, files, url = shelf
    assert await files.read((f"{url}list?tempauth=a%2Fb",)) == LIST
    (request,) = asked.asked
    assert "Authorization" not in request.headers
    assert request.raw_path.endswith("?tempauth=a%2Fb"), "a signed address is asked for as it was given"


@pytest.mark.parametrize("saved", SAVED)
async def test_a_spreadsheets_list_is_read_letter_by_letter_or_declined_with_how_to_save_it(
    shelf: tuple[Shelf, Files, str], saved: str
) -> None:
    _, files, url = shelf
    if saved == "utf-8":
        assert await files.read((f"{url}{saved}",)) == UMLAUTS
        return
    with pytest.raises(Declined) as declined:
        await files.read((f"{url}{saved}",))
    assert declined.value.key == "declined-file-not-text"
    assert "CSV UTF-8" in Voice(locale="en", platform="AskCody").plain(declined.value.key)


@pytest.mark.parametrize(
    ("what", "key"),
    [
        ("big", "declined-file-too-big"),
        ("endless", "declined-file-too-big"),
        ("picture", "declined-file-not-text"),
        ("nul", "declined-file-not-text"),
        ("moved", "declined-file-unreachable"),
        ("slow", "declined-file-unreachable"),
        ("gone", "declined-file-unreachable"),
        *((way, "declined-file-unreachable") for way in ("fails/429", "fails/503", "fails/504")),
    ],
)
async def test_what_is_no_small_text_is_declined(shelf: tuple[Shelf, Files, str], what: str, key: str) -> None:
    asked, files, url = shelf
    with pytest.raises(Declined) as declined:
        await files.read((f"{url}{what}",))
    assert declined.value.key == key
    assert len(asked.asked) == 1, "no redirect is followed, nothing is tried again"


async def test_a_file_whose_connection_is_cut_is_declined(shelf: tuple[Shelf, Files, str]) -> None:
    _, files, url = shelf
    with pytest.raises(Declined) as declined:
        await files.read((f"{url}cut",))
    assert declined.value.key == "declined-file-unreachable"


async def test_nothing_is_asked_of_a_place_that_is_not_listed_nor_for_two_files(
    shelf: tuple[Shelf, Files, str],
) -> None:
    asked, files, url = shelf
    for urls, key in (((URL,), "declined-file-place"), ((f"{url}list", f"{url}list"), "declined-file-one")):
        with pytest.raises(Declined) as declined:
            await files.read(urls)
        assert declined.value.key == key
    assert asked.asked == []
