"""Opening the page in a browser as somebody, and looking at it."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Locator, Page

HOST = "127.0.0.1"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


#: Every control without a name that assistive technology could read, and every id that two elements share with a label.
UNNAMED = """() => [...document.querySelectorAll('button, input, select, textarea, a[href], [role=tab], [role=tabpanel]')]
    .filter((node) => node.offsetParent !== null)
    .filter((node) => {
      const named = (node.getAttribute('aria-labelledby') ?? '').split(/\\s+/).filter(Boolean)
        .map((id) => document.getElementById(id)?.textContent.trim() ?? '').join('');
      const label = [...(node.labels ?? [])].map((l) => l.textContent.trim()).join('');
      return !(named || label || node.getAttribute('aria-label') || node.textContent.trim());
    }).map((node) => node.outerHTML.slice(0, 200))"""


class Visitor:
    """Pages of one tenant; ``complaints`` holds what any of them wrote to the console as an error."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser, self._url = browser, url
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    async def open(
        self,
        person: str = "olivia",
        *,
        beside: str = "",
        width: int = 1280,
        height: int = 860,
        scheme: Literal["dark", "light"] = "light",
    ) -> Page:
        size: Any = {"width": width, "height": height}
        context = await self._browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        self._contexts.append(context)
        page = await context.new_page()
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        await page.goto(f"{self._url}/?person={person}" + (f"&beside={beside}" if beside else ""))
        await page.locator(".person select option:checked").first.wait_for(state="attached")
        return page

    async def close(self) -> None:
        for context in self._contexts:
            await context.close()


async def say(place: Page | Locator, text: str) -> None:
    box = place.get_by_role("textbox", name="Message to Usher")
    await box.fill(text)
    await box.press("Enter")


async def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    return int(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
