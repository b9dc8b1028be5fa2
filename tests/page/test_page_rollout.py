"""The rollout on the real page: the project team gets in, go-live is looked at, provisioning pauses and goes on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from desk import Desk, account_of, books, demo_at, opened
from playwright.async_api import expect

if TYPE_CHECKING:
    from pathlib import Path

MARIA, OLIVIA = 0, 1


async def test_a_wave_is_opened_by_two_people_the_next_is_previewed_and_a_pause_ends_by_itself(tmp_path: Path) -> None:
    with demo_at(tmp_path, "--scope", "none") as address:
        async with opened(address) as desk:
            await desk.seat("maria", "olivia")
            await _confirm_groups(desk)
            await _open_project_team(desk)
            assert account_of(address, "priya@contoso.example") == (True, {"Add-in User", "Insights Portal User"})
            assert set(books(address)["assignments"]) == {"AskCody Project Team", "Owners"}
            await _preview_go_live(desk)
            await _pause(desk)


async def _confirm_groups(desk: Desk) -> None:
    """The administrator and an owner, one after the other."""
    for place in (MARIA, OLIVIA):
        await desk.type_line(place, "groups")
        await desk.press("Confirm these groups", place)
    await expect(desk.pane(OLIVIA).get_by_text("✔ Confirmed by Maria Moreau, administrator")).to_be_visible()


async def _open_project_team(desk: Desk) -> None:
    """Asked by Olivia, decided by Maria, who types the number; Entra's cycle by the page's lever."""
    await desk.type_line(OLIVIA, "open project-team")
    await desk.press("Ask for approval", OLIVIA)
    await desk.press("Approve 7 people", MARIA)
    await desk.page.get_by_label("The number of people (7)").fill("7")
    await desk.press("Approve 7 people", MARIA)
    await desk.reads("Approved, working", "Proven 3 of 7")
    await desk.press("Run a cycle")
    await desk.reads("7 people, each with exactly the roles approved.")
    await desk.press("Announcement", OLIVIA)
    text = desk.page.get_by_label("Text to copy: I write to nobody in the wave")
    assert "AskCody Project Team: books in Outlook; sees insights" in await text.input_value()


async def _preview_go_live(desk: Desk) -> None:
    """Who would get in, a moment for it, and who has to be helped first."""
    await desk.type_line(OLIVIA, "preview go-live")
    await desk.press("Choose date", OLIVIA)
    day = desk.page.get_by_label("Day")
    tomorrow = date.fromisoformat(str(await day.get_attribute("min"))) + timedelta(days=1)
    await day.fill(tomorrow.isoformat())
    await desk.page.get_by_label("Time (Europe/Copenhagen)").fill("06:30")
    await desk.press("Start then", OLIVIA)
    await desk.reads("31 of 32 people would get in", "06:30 (Europe/Copenhagen)")
    await desk.press("More options", OLIVIA)
    await desk.page.get_by_role("menuitem", name="List for HR").click()
    lines = desk.page.get_by_label("Lines for a spreadsheet, to copy: save them as .csv")
    assert "will fail,Blocked in Entra. Maria Moreau can unblock" in await lines.input_value()


async def _pause(desk: Desk) -> None:
    """A day needs nobody's approval, and is over by itself."""
    await desk.type_line(OLIVIA, "pause provisioning because the building moves")
    await desk.press("Pause for 1 day", OLIVIA)
    await desk.reads("Paused, proven")
    await desk.press("+1 day")
    await desk.reads("Provisioning goes on, proven")
