"""Takes the README's screenshot from the real page: `.venv/bin/python docs/images/take.py` (needs Chromium)."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Any

import aiohttp
from playwright.async_api import async_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
PORT = 3990
ADDRESS = f"http://127.0.0.1:{PORT}"
HERE = Path(__file__).parent


async def post(http: aiohttp.ClientSession, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """One call of the sandbox."""
    async with http.post(path, json=body) as answer:
        found: dict[str, Any] = await answer.json()
        return found


async def play(http: aiohttp.ClientSession) -> None:
    """Olivia's invitation, far enough that Adam is asked."""
    text = "invite consultant@fabrikam.example as Receptionists until 26 Feb because Sensor project, floors 3-5"
    said = await post(http, "/sandbox/teams/say", {"person": "olivia", "text": text})
    form = said["messages"][-1]["id"]
    press = {"person": "olivia", "message": form, "action": "Ask for approval", "inputs": {}}
    await post(http, "/sandbox/teams/click", press)
    for _ in range(100):
        async with http.get("/sandbox/teams/messages?person=adam") as answer:
            if "Let in" in await answer.text():
                return
        await asyncio.sleep(0.1)


async def shoot() -> None:
    """Both people side by side, in light and in dark."""
    async with async_playwright() as tools:
        browser = await tools.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for scheme in ("light", "dark"):
            context = await browser.new_context(
                viewport={"width": 1600, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
            )
            page = await context.new_page()
            await page.goto(f"{ADDRESS}/?person=olivia&beside=adam")
            await page.wait_for_selector("text=Let in consultant@fabrikam.example until")
            await page.wait_for_timeout(1500)
            await page.screenshot(path=HERE / f"page-{scheme}.png")
        await browser.close()


async def main() -> None:
    """Start a demo of its own, play, take the pictures, stop."""
    with tempfile.TemporaryDirectory() as data:
        demo = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "usher.cli",
            "demo",
            "--port",
            str(PORT),
            "--data",
            data,
            stdout=asyncio.subprocess.PIPE,
        )
        try:
            if demo.stdout is None or b"open" not in await demo.stdout.readline():
                raise RuntimeError("the demo did not start")
            async with aiohttp.ClientSession(ADDRESS) as http:
                await play(http)
            await shoot()
        finally:
            demo.terminate()
            await demo.wait()


if __name__ == "__main__":
    asyncio.run(main())
