"""In which language somebody is spoken to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from test_inviting import declined

from bot.grammar import Language
from bot.handlers import pressed, typed
from bot.handlers.press import Press
from cards.actions import Field, Verb
from provisioning import views
from provisioning.usecases import carding, people, reading, showing, speaking

if TYPE_CHECKING:
    from office import Office

    from provisioning.usecases.carding import Card

CHAT = {"service_url": "https://smba.trafficmanager.net/", "conversation_id": "chat"}


async def told(office: Office, key: str, locale: str) -> None:
    """Somebody writes, and Teams tells their language."""
    await office.do(lambda desk: people.remember_chat(desk, office.who(key), locale=locale, **CHAT))


async def asked(office: Office, key: str) -> Card:
    """The card that asks them for a language."""
    member = office.members[key]
    card: Card = await office.do(lambda desk: carding.get(desk, speaking.open_form(desk, member, ("da", "de", "en"))))
    return card


async def choose(office: Office, key: str, card: Card, language: str) -> views.CardView:
    """Press with a language; what the card shows then."""
    now = await office.do(carding.get, card.id)
    press = Press(member=office.members[key], card=now, verb=Verb.LANGUAGE_SET, data={Field.LANGUAGE: language})
    await office.service.act("card", f"{key}-{language}", pressed.act, press)
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card.id)))


async def spoken(office: Office, key: str, said: str | None = None) -> tuple[str, str]:
    """The language of their cards, and of an answer in a turn in which Teams tells ``said``."""
    member = office.members[key]
    card = await office.service.look(lambda desk: reading.reader(desk, member.pseudonym))
    answer = await office.service.look(lambda desk: speaking.locale_for(desk, member.object_id, said))
    return card.locale, answer


async def test_teams_tells_the_language_until_somebody_chooses_one_and_again_when_they_leave_it_to_teams(
    office: Office,
) -> None:
    assert await spoken(office, "olivia") == ("en", "en")
    await told(office, "olivia", "da-DK")
    assert await spoken(office, "olivia", "da-DK") == ("da-DK", "da-DK")
    view = await choose(office, "olivia", await asked(office, "olivia"), "de")
    assert isinstance(view, views.NoticeView)
    assert (view.key, view.reader.locale) == ("notice-language", "de")
    await told(office, "olivia", "en-GB")
    assert await spoken(office, "olivia", "en-GB") == ("de", "de")
    assert await spoken(office, "adam", "en-GB") == ("en", "en-GB"), "it is hers alone"
    again = await choose(office, "olivia", await asked(office, "olivia"), speaking.AS_TEAMS)
    assert isinstance(again, views.NoticeView)
    assert (again.key, again.reader.locale) == ("notice-language-teams", "en-GB")
    assert (await office.events()).count("language.chosen") == 2


async def test_the_card_shows_what_was_chosen_and_takes_no_language_that_it_did_not_offer(office: Office) -> None:
    await told(office, "olivia", "da-DK")
    card = await asked(office, "olivia")
    for stranger in ("fi", "", "../../en", "de-DE"):
        with declined("declined-no-language"):
            await choose(office, "olivia", card, stranger)
    await choose(office, "olivia", card, "de")
    await choose(office, "olivia", card, "da")  # the card says already what was done
    view = await office.service.look(lambda desk: showing.view_of(desk, card))
    assert isinstance(view, views.LanguageFormView)
    assert view.chosen == "de"


async def test_the_language_that_was_named_is_chosen_on_the_card_and_holds_once_it_is_pressed(office: Office) -> None:
    await told(office, "olivia", "da-DK")
    shown = await office.service.act("chat", "a", typed.respond, office.members["olivia"], Language(words=("german",)))
    card = await office.service.look(lambda desk: carding.get(desk, shown.card))
    view = await office.service.look(lambda desk: showing.view_of(desk, card))
    assert isinstance(view, views.LanguageFormView)
    assert view.chosen == "de"
    assert (await spoken(office, "olivia"))[0] == "da-DK", "nothing is chosen by typing"
