from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browsing import UNNAMED, overflow, say
from playwright.async_api import expect

if TYPE_CHECKING:
    from typing import Literal

    from browsing import Visitor
    from playwright.async_api import FilePayload
    from tiny_bot import TinyBot

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_an_empty_chat_says_how_to_begin_and_a_suggestion_fills_the_box(visitor: Visitor) -> None:
    page = await visitor.open()
    await expect(page.get_by_text("Say help to begin.")).to_be_visible()
    await page.get_by_role("button", name="help", exact=True).click()
    box = page.get_by_role("textbox", name="Message to Usher")
    await expect(box).to_have_value("help")
    await expect(box).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator(".message .words em")).to_have_text("help")


async def test_a_form_can_be_filled_and_sent_with_the_keyboard_alone(visitor: Visitor) -> None:
    page = await visitor.open()
    await page.get_by_role("textbox", name="Message to Usher").focus()
    await page.keyboard.type("decide")
    await page.keyboard.press("Enter")
    approve = page.get_by_role("button", name="Approve", exact=True)
    await expect(approve).to_be_visible()
    for _ in range(20):
        await page.keyboard.press("Shift+Tab")
        if await approve.evaluate("node => node === document.activeElement"):
            break
    await expect(approve).to_be_focused()
    assert await approve.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("You approved, Olivia. Working.")).to_be_visible()
    await expect(page.locator(".card:focus")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_phone_shows_one_column_without_scrolling_sideways(
    visitor: Visitor, width: int, scheme: Literal["dark", "light"]
) -> None:
    page = await visitor.open(width=width, height=640, scheme=scheme)
    for words in ("form", "table", "decide"):
        await say(page, words)
    await expect(page.locator("form.card")).to_have_count(3)
    assert await overflow(page) <= 0
    assert await page.locator(".list.chat").evaluate("n => n.scrollWidth - n.clientWidth") <= 0
    await expect(page.get_by_role("heading", name="What the world outside saw")).to_be_hidden()
    await page.get_by_role("button", name="Outside").click()
    await expect(page.get_by_role("heading", name="What the world outside saw")).to_be_visible()
    assert await overflow(page) <= 0


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
async def test_colours_follow_the_system_until_somebody_chooses(
    visitor: Visitor, scheme: Literal["dark", "light"], dark: bool
) -> None:
    page = await visitor.open(scheme=scheme)
    await say(page, "decide")
    title = page.locator("form.card").get_by_role("heading").locator("p")
    light, night = "rgb(36, 36, 36)", "rgb(245, 245, 245)"
    await expect(title).to_have_css("color", night if dark else light)
    await page.get_by_label("Colours").select_option("light" if dark else "dark")
    await expect(title).to_have_css("color", light if dark else night)
    await page.reload()
    await expect(title).to_have_css("color", light if dark else night)


async def test_what_is_typed_in_a_card_survives_a_change_of_colours(visitor: Visitor) -> None:
    page = await visitor.open()
    await say(page, "form")
    await page.get_by_role("textbox", name="Reason").fill("half a sentence")
    await page.get_by_label("Colours").select_option("contrast")
    await expect(page.get_by_role("textbox", name="Reason")).to_have_value("half a sentence")


async def test_new_words_are_announced_and_the_other_tab_gets_a_dot(visitor: Visitor, bot: TinyBot) -> None:
    page = await visitor.open()
    await say(page, "hello")
    await expect(page.locator("#announcer")).to_contain_text("Usher wrote: I heard *hello*")
    await page.get_by_role("tab", name="Rollout").click()
    await say(page, "hi")
    await expect(page.get_by_role("tabpanel", name="Rollout").locator(".replies .message")).to_have_count(1)
    chat = next(a for a in bot.received if a["type"] == "message")["conversation"]["id"]
    await bot.send(chat, text="psst")
    await expect(page.get_by_role("tab", name="Chat").locator(".dot")).to_be_visible()


async def test_the_channel_keeps_answers_in_their_thread(visitor: Visitor, bot: TinyBot) -> None:
    page = await visitor.open()
    await page.get_by_role("tab", name="Rollout").click()
    await say(page, "first")
    await expect(page.locator(".thread .replies .message")).to_have_count(1)
    await page.get_by_role("button", name="Reply").click()
    await say(page, "second")
    await expect(page.locator(".thread")).to_have_count(1)
    await expect(page.locator(".thread .replies .message")).to_have_count(3)
    ids = {a["conversation"]["id"] for a in bot.received if a["type"] == "message"}
    assert len(ids) == 1


async def test_a_bot_that_fails_is_told_by_the_message_in_words(visitor: Visitor) -> None:
    page = await visitor.open()
    await say(page, "break")
    await expect(page.locator(".note.error")).to_contain_text("HTTP 500")


async def test_the_column_shows_calls_accounts_and_time_and_moves_the_world(visitor: Visitor, bot: TinyBot) -> None:
    page = await visitor.open()
    outside = page.get_by_role("complementary", name="What the world outside saw")
    await expect(outside.get_by_text("olivia@contoso.example")).to_be_visible()
    scim = (await (await page.request.get(f"{bot.page_url}/sandbox/about")).json())["scim"]
    await page.request.get(f"{scim['url']}/Users", headers={"Authorization": f"Bearer {scim['token']}"})
    before = await outside.locator("time").text_content()
    await outside.get_by_role("button", name="+14 days").click()
    await expect(outside.get_by_role("status")).to_have_text("Fourteen days later.")
    await expect(outside.locator("time")).not_to_have_text(before or "")
    await outside.get_by_role("button", name="Run a cycle").click()
    await expect(outside.get_by_role("status")).to_have_text("A provisioning cycle ran.")
    await expect(outside.locator(".call").first).to_contain_text("GET /Users")
    await expect(outside.get_by_text("Audit")).to_be_hidden()
    assert await page.evaluate(UNNAMED) == []


async def test_another_person_has_another_chat(visitor: Visitor) -> None:
    page = await visitor.open()
    await say(page, "hello")
    await expect(page.locator(".message")).to_have_count(2)
    await page.get_by_label("You are").select_option("erin")
    await expect(page.get_by_text("Say help to begin.")).to_be_visible()
    assert page.url.endswith("/?person=erin")


async def test_scripts_and_styles_come_from_the_page_alone_and_nothing_else_of_the_libraries_is_served(
    visitor: Visitor, bot: TinyBot
) -> None:
    page = await visitor.open()
    answer = await page.request.get(f"{bot.page_url}/")
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    for path in ("/page/lib/package.json", "/page/lib/..%2Fpackage.json", "/page/..%2Ffiles.py", "/page/files.py"):
        assert (await page.request.get(f"{bot.page_url}{path}")).status == 404
    assert (await page.request.get(f"{bot.page_url}/favicon.ico")).headers["content-type"].startswith("image/svg+xml")


async def test_a_list_is_attached_in_ones_own_chat_and_not_in_the_channel(visitor: Visitor) -> None:
    page = await visitor.open()
    async with page.expect_file_chooser() as choosing:
        await page.get_by_role("button", name="Attach a file").click()
    listed: FilePayload = {"name": "people.csv", "mimeType": "text/csv", "buffer": b"mail,group"}
    await (await choosing.value).set_files(listed)
    await expect(page.locator(".message.mine .words")).to_have_text("File: people.csv")
    await page.get_by_role("tab", name="Rollout").click()
    await expect(page.get_by_role("button", name="Attach a file")).to_be_hidden()
