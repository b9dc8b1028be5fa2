"""The real product on the real page: Olivia asks, Adam decides, and what they read is what the world outside shows."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from browsing import CHROMIUM, FLAGS, HOST, free_port
from playwright.async_api import Page, async_playwright, expect

if TYPE_CHECKING:
    from collections.abc import Iterator

SOON = 20_000


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A demo of its own, as `make demo` starts it."""
    port, data = free_port(), tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "usher.cli", "demo", "--port", str(port), "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as demo:
        assert demo.stdout is not None
        assert "open" in demo.stdout.readline()
        yield f"http://{HOST}:{port}"
        demo.terminate()
        demo.wait(timeout=20)


def books(address: str) -> dict[str, Any]:
    answer = httpx.get(f"{address}/sandbox/books")
    found: dict[str, Any] = answer.json()
    return found


async def type_line(page: Page, who: str, text: str) -> None:
    box = page.get_by_role("textbox", name="Message to Usher").nth(0 if who == "olivia" else 1)
    await box.fill(text)
    await box.press("Enter")


async def test_an_external_is_invited_approved_proven_and_ended_by_two_people_in_their_chats(address: str) -> None:
    errors: list[str] = []
    async with async_playwright() as tools:
        browser = await tools.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1600, "height": 1000})
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.set_default_timeout(SOON)
        expect.set_options(timeout=SOON)
        await page.goto(f"{address}/?person=olivia&beside=adam")

        await type_line(page, "olivia", "invite consultant@fabrikam.example as Receptionists until 26 Feb")
        await page.get_by_label("Reason", exact=True).fill("Sensor project, floors 3-5")
        await page.get_by_role("button", name="Ask for approval").click()
        await expect(page.get_by_text("Asked: Adam Ahlgren").first).to_be_visible()

        await expect(page.get_by_text("Sensor project, floors 3-5").last).to_be_visible()
        await page.get_by_role("button", name="Approve", exact=True).click()
        await expect(page.get_by_text("This gives an administrator role to an external").first).to_be_visible()
        await page.get_by_label("R-1 or the address").fill("R-1")
        await page.get_by_role("button", name="Approve", exact=True).click()
        await expect(page.get_by_text("Done, proven").first).to_be_visible()

        account = next(a for a in books(address)["accounts"] if a["userName"] == "consultant@fabrikam.example")
        assert account["active"]
        assert set(account["roles"]) == {"Visitors Administrator", "Add-in User"}

        await type_line(page, "olivia", "end consultant@fabrikam.example")
        await page.get_by_role("button", name="End everything now").click()
        await expect(page.get_by_text("Ended, proven").first).to_be_visible()
        account = next(a for a in books(address)["accounts"] if a["userName"] == "consultant@fabrikam.example")
        assert (account["active"], account["roles"]) == (False, [])
        await browser.close()
    assert errors == []
