"""The whole product on the real page: two people side by side in one window, and what the world outside shows."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import forked
import httpx
from browsing import CHROMIUM, FLAGS, HOST
from playwright.async_api import Page, async_playwright, expect
from ports import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from playwright.async_api import Locator

SOON = 20_000


@contextmanager
def demo_at(data: Path, *options: str) -> Iterator[str]:
    """A demo of its own, as `make demo` starts it; its address."""
    port = free_port()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        demo = forked.start(["demo", "--port", str(port), "--data", str(data), *options], dict(os.environ), nowhere)
    assert demo.stdout is not None
    with demo.stdout as output:
        assert "open" in output.readline()
        try:
            yield f"http://{HOST}:{port}"
        finally:
            demo.terminate()
            demo.wait(timeout=20)


def books(address: str) -> dict[str, Any]:
    answer = httpx.get(f"{address}/sandbox/books")
    found: dict[str, Any] = answer.json()
    return found


def account_of(address: str, who: str) -> tuple[bool, set[str]]:
    """Whether it is on, and its roles."""
    account = next(a for a in books(address)["accounts"] if a["userName"] == who)
    return account["active"], set(account["roles"])


class Desk:
    """Two people side by side in one window."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self._address = page, address

    async def seat(self, person: str, beside: str) -> None:
        await self.page.goto(f"{self._address}/?person={person}&beside={beside}")

    def pane(self, place: int) -> Locator:
        """The chat of whoever sits there."""
        return self.page.locator(".pane").nth(place)

    async def type_line(self, place: int, text: str) -> None:
        box = self.page.get_by_role("textbox", name="Message to Usher").nth(place)
        await box.fill(text)
        await box.press("Enter")

    async def press(self, title: str, place: int | None = None) -> None:
        """The newest button of that name, of whoever sits at ``place``."""
        where = self.page if place is None else self.pane(place)
        await where.get_by_role("button", name=title, exact=True).last.click()

    async def reads(self, *texts: str) -> None:
        for text in texts:
            await expect(self.page.get_by_text(text).last).to_be_visible()


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Desk]:
    """A window that may not complain."""
    errors: list[str] = []
    expect.set_options(timeout=SOON)
    async with async_playwright() as tools:
        browser = await tools.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1600, "height": 1000}, reduced_motion="reduce")
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.set_default_timeout(SOON)
        yield Desk(page, address)
        await browser.close()
    assert errors == []
