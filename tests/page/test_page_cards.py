from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from browsing import UNNAMED, say
from playwright.async_api import expect

if TYPE_CHECKING:
    from browsing import Visitor
    from tiny_bot import TinyBot

pytestmark = pytest.mark.asyncio(loop_scope="module")


def last_press(bot: TinyBot) -> dict[str, Any]:
    return dict([a for a in bot.received if a["type"] == "invoke"][-1]["value"])


async def test_a_form_shows_every_kind_of_input_with_a_name_and_its_value(visitor: Visitor) -> None:
    page = await visitor.open()
    await say(page, "form")
    card = page.locator("form.card")
    await expect(card.get_by_role("heading", name="Invite 1 external")).to_be_visible()
    await expect(card.get_by_role("radio", name=re.compile("Guest in our directory"))).to_be_checked()
    await expect(card.get_by_role("textbox", name="Reason")).to_be_visible()
    await expect(card.get_by_role("combobox", name="Group")).to_have_value("Receptionists 2")
    await expect(card.get_by_role("combobox", name="Zone")).to_have_value("g1")
    await expect(card.get_by_role("textbox", name="Sponsor")).to_be_visible()
    await expect(card.get_by_role("checkbox", name="Receptionists 3")).not_to_be_checked()
    await expect(card.get_by_label("Until")).to_have_value("2027-02-26")
    await expect(card.get_by_label("Starts at")).to_have_value("07:00")
    await expect(card.get_by_role("spinbutton", name="How many")).to_have_value("")
    await expect(card.get_by_role("checkbox", name="Microsoft sends its mail")).to_be_checked()
    assert await page.evaluate(UNNAMED) == []
    await expect(page.locator(".mistakes")).to_have_count(0)


async def test_a_people_picker_sends_the_object_id_and_an_empty_number_blocks_nothing(
    visitor: Visitor, bot: TinyBot
) -> None:
    page = await visitor.open()
    await say(page, "form")
    card = page.locator("form.card")
    await card.get_by_role("textbox", name="Sponsor").press_sequentially("priya")
    await card.get_by_text("Priya Patel (priya@contoso.example)").click()
    await card.get_by_role("textbox", name="Mail").fill("x@fabrikam.example")
    await card.get_by_role("checkbox", name="Receptionists 1").check()
    await card.get_by_role("button", name="Ask for approval").click()
    await expect(page.get_by_role("heading", name="Waiting for approval")).to_be_visible()
    sent = last_press(bot)
    assert sent["trigger"] == "manual"
    data = sent["action"]["data"]
    assert re.fullmatch(r"[0-9a-f-]{36}", data.pop("sponsor"))
    assert data == {
        "card": "c1",
        "how": "guest",
        "mail": "x@fabrikam.example",
        "group": "g2",
        "zone": "g1",
        "many": "g1",
        "until": "2027-02-26",
        "time": "07:00",
        "send": "true",
    }


async def test_a_missing_value_is_asked_for_at_its_input_and_nothing_is_sent(visitor: Visitor, bot: TinyBot) -> None:
    page = await visitor.open()
    await say(page, "form")
    await page.get_by_role("button", name="Ask for approval").click()
    await expect(page.get_by_text("An address is needed.")).to_be_visible()
    await expect(page.get_by_role("textbox", name=re.compile("Mail"))).to_be_focused()
    assert not [a for a in bot.received if a["type"] == "invoke"]


async def test_two_cards_with_the_same_inputs_do_not_share_their_choices(visitor: Visitor) -> None:
    page = await visitor.open()
    await say(page, "form")
    await expect(page.locator("form.card")).to_have_count(1)
    await page.locator("form.card").get_by_role("radio", name="AskCody-only account").check()
    await say(page, "form")
    await expect(page.locator("form.card")).to_have_count(2)
    await expect(page.locator("form.card").first.get_by_role("radio", name="AskCody-only account")).to_be_checked()
    await expect(page.locator("form.card").last.get_by_role("radio", name=re.compile("Guest"))).to_be_checked()


async def test_a_sentence_in_the_answer_stands_under_the_card(visitor: Visitor) -> None:
    page = await visitor.open()
    await say(page, "form")
    await page.get_by_role("button", name="Compare the two").click()
    await expect(page.locator(".note.toast")).to_have_text("The guest ends with IT.")


async def test_a_decision_in_one_persons_teams_is_seen_at_once_in_anothers(visitor: Visitor) -> None:
    page = await visitor.open("olivia", beside="adam")
    olivia, adam = page.get_by_label("Teams of Olivia Owens"), page.get_by_label("Teams of Adam Ahlgren")
    await say(olivia, "form")
    await olivia.get_by_role("textbox", name="Reason").fill("half a sentence")
    for pane in (olivia, adam):
        await say(pane, "decide")
        await expect(pane.get_by_role("button", name="Approve", exact=True)).to_be_visible()
    await adam.get_by_role("button", name="Approve", exact=True).click()
    await expect(adam.get_by_text("You approved, Adam. Working.")).to_be_visible()
    await expect(olivia.get_by_text("Approved by Adam. Working.")).to_be_visible()
    await expect(olivia.get_by_role("textbox", name="Reason")).to_have_value("half a sentence")


async def test_buttons_that_do_not_fit_wait_in_a_menu(visitor: Visitor, bot: TinyBot) -> None:
    page = await visitor.open()
    await say(page, "decide")
    await page.get_by_role("button", name="More options").click()
    menu = page.locator(".ac-ctrl-popup-container")
    await expect(menu).to_be_in_viewport(ratio=1)
    await menu.get_by_text("Narrow").click()
    await expect(page.get_by_role("heading", name="Waiting for approval")).to_be_visible()
    assert last_press(bot)["action"]["verb"] == "narrow"


async def test_mentions_links_tables_and_harmful_addresses_are_treated_as_teams_does(visitor: Visitor) -> None:
    page = await visitor.open()
    await say(page, "table")
    card = page.locator("form.card.full")
    await expect(card.locator(".mention")).to_have_text("Olivia")
    await expect(card.get_by_text("and Nobody,")).to_be_visible()
    await expect(card.get_by_role("link", name="read more")).to_have_attribute("rel", "noopener noreferrer")
    await expect(card.get_by_role("columnheader").nth(1).locator("p")).to_have_css("font-weight", "600")
    await card.get_by_role("link", name="Harm").click()
    assert len(page.context.pages) == 1


async def test_each_card_speaks_its_language_and_has_no_mistakes(visitor: Visitor) -> None:
    page = await visitor.open()
    for words in ("decide", "table", "decide"):
        await say(page, words)
    await expect(page.locator("form.card[lang=da]")).to_have_count(3)
    await expect(page.locator(".mistakes")).to_have_count(0)


async def test_a_card_that_teams_would_not_show_says_so(visitor: Visitor) -> None:
    page = await visitor.open()
    await say(page, "new")
    await expect(page.locator(".card.fallback")).to_have_text("Please update Teams.")
    await expect(page.get_by_text("hidden")).to_have_count(0)


async def test_a_dialog_takes_the_keyboard_and_closes_when_it_is_sent(visitor: Visitor, bot: TinyBot) -> None:
    page = await visitor.open()
    await say(page, "dialog")
    await page.get_by_role("button", name="Review", exact=True).click()
    dialog = page.get_by_role("dialog", name="Review")
    await expect(dialog.get_by_role("textbox", name="Why")).to_be_focused()
    await page.keyboard.type("floors")
    await dialog.get_by_role("button", name="Send answer").click()
    await expect(dialog).to_have_count(0)
    await expect(page.locator(".note.toast")).to_have_text("Answer sent.")
    assert last_press(bot)["data"] == {"card": "c2", "why": "floors"}
    await page.get_by_role("button", name="Review", exact=True).click()
    await expect(dialog).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
