"""Opening the page in a browser as somebody, and looking at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

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
    """Pages of one tenant; ``complaints`` holds what any of them wrote to the console as an error.

    The first page that a test opens is the browser's ``tab``, as it was before anything was done there: a page of its own
    costs a process that starts and reads the scripts anew, three times as much as all the rest.
    """

    def __init__(self, browser: Browser, tab: Page, url: str) -> None:
        self._browser, self._tab, self._url = browser, tab, url
        self._free: list[Page] = [tab]
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
        page = self._free.pop() if self._free else await self._another()
        page.on("console", self._hear)
        page.on("pageerror", self._notice)
        await page.set_viewport_size({"width": width, "height": height})
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        await page.goto(f"{self._url}/?person={person}" + (f"&beside={beside}" if beside else ""))
        await page.locator(".person select option:checked").first.wait_for(state="attached")
        return page

    async def _another(self) -> Page:
        context = await self._browser.new_context()
        self._contexts.append(context)
        return await context.new_page()

    def _hear(self, line: ConsoleMessage) -> None:
        if line.type == "error":
            self.complaints.append(line.text)

    def _notice(self, error: Exception) -> None:
        self.complaints.append(str(error))

    async def close(self) -> None:
        """Leave the tab as it was."""
        for context in self._contexts:
            await context.close()
        if not self._free:
            await self._tab.evaluate("localStorage.clear()")
            await self._tab.goto("about:blank")
            self._tab.remove_listener("console", self._hear)
            self._tab.remove_listener("pageerror", self._notice)


async def say(place: Page | Locator, text: str) -> None:
    box = place.get_by_role("textbox", name="Message to Usher")
    await box.fill(text)
    await box.press("Enter")


async def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    return int(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
