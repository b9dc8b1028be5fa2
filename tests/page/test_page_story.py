"""The real product on the real page: Olivia asks, Adam decides, and what they read is what the world outside shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio
from desk import Desk, account_of, books, demo_at, opened
from playwright.async_api import expect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with demo_at(tmp_path_factory.mktemp("demo")) as found:
        yield found


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def desk(address: str) -> AsyncIterator[Desk]:
    async with opened(address) as found:
        yield found


async def test_an_external_is_invited_approved_proven_and_ended_by_two_people_in_their_chats(
    desk: Desk, address: str
) -> None:
    await desk.seat("olivia", "adam")
    await desk.type_line(0, "invite consultant@fabrikam.example as Receptionists until 26 Feb")
    await desk.page.get_by_label("Reason", exact=True).fill("Sensor project, floors 3-5")
    await desk.press("Ask for approval")
    await desk.reads("Asked: Adam Ahlgren", "Sensor project, floors 3-5")
    await desk.press("Approve")
    await desk.reads("This gives an administrator role to an external")
    await desk.page.get_by_label("R-1 or the address").fill("R-1")
    await desk.press("Approve")
    await desk.reads("Done, proven")
    assert account_of(address, "consultant@fabrikam.example") == (True, {"Visitors Administrator", "Add-in User"})

    await desk.type_line(0, "end consultant@fabrikam.example")
    await desk.press("End everything now")
    await desk.reads("Ended, proven")
    assert account_of(address, "consultant@fabrikam.example") == (False, set())


async def test_a_role_is_asked_for_oneself_handed_over_approved_and_taken_away_with_the_last_group(
    desk: Desk,
    address: str,
) -> None:
    await desk.seat("erin", "adam")
    await desk.type_line(0, "add me to Secretaries")
    await desk.reads("Now: no roles")
    await desk.press("Ask for approval")
    await desk.reads("Why you")
    await desk.press("More options")
    await desk.page.get_by_role("menuitem", name="Hand over").click()
    await desk.page.get_by_role("combobox", name="Hand over to").select_option(label="Olivia Owens")
    await desk.press("Hand over to this person")
    await desk.reads("You handed this over to Olivia Owens")

    await desk.seat("erin", "olivia")
    await desk.reads("Adam Ahlgren handed this over to you.")
    await desk.press("Approve")
    await desk.reads("Approved by Olivia Owens", "exactly 3 roles read back")
    on, roles = account_of(address, "erin@contoso.example")
    assert (on, "Add-in User Delegated Access" in roles) == (True, True)

    await desk.type_line(1, "remove erin from Secretaries")
    await desk.reads("This is the last group of Erin Eriksen: the AskCody account will be switched off.")
    await desk.press("Remove")
    await desk.reads("account off")
    assert account_of(address, "erin@contoso.example") == (False, set())


async def test_a_pasted_list_is_judged_asked_for_and_approved_on_one_card(desk: Desk, address: str) -> None:
    await desk.seat("olivia", "adam")
    lines = [f"crew{n}@fabrikam.example,Secretaries,3 months,Night shift" for n in range(3)]
    await desk.type_line(0, "\n".join(["mail,group,until,reason", *lines, "crew(at)fabrikam,Secretaries,,"]))
    await desk.reads("4 lines: 3 ready", "Line 4 (crew(at)fabrikam)")
    await desk.press("Ask for 3")
    await desk.reads("3 people wait for your decision")
    await desk.press("Approve these 3")
    await desk.reads("3 of 3 done, proven")
    assert all(account_of(address, f"crew{n}@fabrikam.example")[0] for n in range(3))


async def test_an_administrators_task_is_done_by_hand_outside_usher(desk: Desk, address: str) -> None:
    await desk.seat("maria", "olivia")
    await desk.page.get_by_text("By hand, outside Usher").click()

    async def by_hand(what: str, group: str = "") -> None:
        await desk.page.locator(".by-hand select").first.select_option(label=what)
        if group:
            await desk.page.locator(".by-hand select").nth(1).select_option(label=group)
        await desk.page.get_by_role("button", name="Do it").click()
        await desk.reads("Done. Usher was not told.")

    await by_hand("End a group's assignment to AskCody (Entra)", "Facility Managers")
    assert "Facility Managers" not in books(address)["assignments"]
    await by_hand("Assign a group to AskCody (Entra)", "Facility Managers")
    await expect(desk.page.locator(".by-hand input[name=mail]")).to_be_hidden()
    await by_hand("Pause provisioning (Entra)")
    await by_hand("Start provisioning (Entra)")
    assert "Facility Managers" in books(address)["assignments"]
