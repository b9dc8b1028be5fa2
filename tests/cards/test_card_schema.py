from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from corpus import INVITE, REJECTED, every_channel_view, every_view, in_state, status
from each import each
from official import actions, complaints, elements, known_keys, of_type, titles, whole

from cards.actions import Field, Verb
from cards.inputs import LONGEST_REASON
from cards.render import render
from cards.words import languages
from cards.words.catalogue import HOME
from cards.words.pseudo import PSEUDO
from provisioning.domain.states import State
from provisioning.views import ApprovalCardView, QuestionView, StatusCardView

if TYPE_CHECKING:
    from provisioning.views import CardView

VIEWS = every_view()


@cache
def cards() -> dict[str, dict[str, Any]]:
    """Every card, by name; those of channels as well."""
    channels = {name: render(view) for name, view in every_channel_view().items()}
    return {name: render(view) for name, view in VIEWS.items()} | channels


#: Signs that a phone of 320 pixels shows: of a heading in six lines, a button in one, and of one word in a line of a heading.
LONGEST_TITLE, LONGEST_BUTTON, LONGEST_WORD = 130, 26, 24
#: And of one word of a label, so that an organisation's zone stands on a line beside it.
LONGEST_LABEL = 12
#: With a name, a date or an address in it, which are as long as they are: in two.
LONGEST_NAMING = 40
#: Addresses, ids and lists for spreadsheets, which are what they are.
OF_OTHERS = re.compile("[@./_0-9]")
#: Teams takes 100 KB of UTF-16; ours are far smaller, so that a phone has them at once.
LARGEST = 20_000


def size(card: dict[str, Any]) -> int:
    """Bytes as Teams counts them."""
    return len(json.dumps(card, ensure_ascii=False).encode("utf-16-le"))


every_card = each(cards)


@every_card
def test_the_official_schema_accepts_every_card(card: dict[str, Any]) -> None:
    assert complaints(card) == []


@every_card
def test_no_card_has_a_key_that_the_schema_does_not_know(card: dict[str, Any]) -> None:
    strange = {(e.get("type"), key) for e in elements(card) for key in e if key not in known_keys(e)}
    assert strange == set()


@every_card
def test_every_card_is_of_the_version_that_teams_draws_and_says_something_where_it_cannot_be_drawn(
    card: dict[str, Any],
) -> None:
    assert card["version"] == "1.5"
    assert card["fallbackText"]
    assert "**" not in card["fallbackText"]
    assert "refresh" not in card
    assert "speak" not in card


@every_card
def test_ids_are_those_of_the_fields_and_none_stands_twice(card: dict[str, Any]) -> None:
    ids = Counter(e["id"] for e in elements(card) if "id" in e)
    # of the answers of a review there is one for each person, of a list's lines one for each: the field, and the place
    assert {re.sub(rf"^({Field.ANSWER}|{Field.LINE})_[1-9][0-9]*$", r"\1", one) for one in ids} <= set(Field)
    assert set(ids.values()) <= {1}


@every_card
def test_every_input_has_a_label_and_every_required_one_says_so_and_what_is_wrong(card: dict[str, Any]) -> None:
    for asked in of_type(card, "Input."):
        assert asked["label"]
        if asked.get("isRequired"):
            assert asked["errorMessage"]
            # the client marks the label of a required input itself
            assert "required" not in asked["label"]


@every_card
def test_buttons_stand_in_an_action_set_are_few_and_carry_nothing_but_the_cards_id(card: dict[str, Any]) -> None:
    assert "actions" not in card
    assert len(actions(card)) <= 6
    for action in actions(card):
        assert action["title"]
        assert "style" not in action
        if action["type"] == "Action.Execute":
            rows = {Verb.OPEN_ROW, Verb.BATCH_APPROVE, Verb.BATCH_REJECT, Verb.BATCH_PAGE}
            rows |= {Verb.ALIKE_OPEN, Verb.ALIKE_PAGE, Verb.SOME_CHOOSE, Verb.SOME_APPROVE}
            rows |= {Verb.BATCH_ASK, Verb.BATCH_SEND}
            more = {"row"} if action["verb"] in rows else {"text"} if action["verb"] == Verb.SAY else set()
            assert set(action["data"]) == {"card", *more}


@every_card
def test_the_first_element_is_the_heading_and_the_only_one(card: dict[str, Any]) -> None:
    styles = [e.get("style") for e in of_type(card, "TextBlock")]
    assert styles[0] == "heading"
    assert styles.count("heading") == 1


@every_card
def test_text_wraps_so_that_a_narrow_phone_shows_all_of_it(card: dict[str, Any]) -> None:
    assert all(e["wrap"] is True for e in of_type(card, "TextBlock", "Input.ChoiceSet"))
    assert of_type(card, "ColumnSet", "Image", "Media") == []


@every_card
def test_a_list_to_choose_from_shows_what_is_chosen_unless_a_choice_is_asked_for(card: dict[str, Any]) -> None:
    for one in of_type(card, "Input.ChoiceSet"):
        values = [choice["value"] for choice in one["choices"]]
        assert "" not in values, "clients show it as nothing chosen"
        if one.get("style") == "compact" and not one.get("isMultiSelect") and not one.get("isRequired"):
            assert one["value"] in values


@every_card
def test_no_card_is_large(card: dict[str, Any]) -> None:
    assert size(card) < LARGEST


def test_what_somebody_wrote_is_read_to_its_end_and_the_largest_card_is_not_large() -> None:
    """A reason, five questions and five answers, each as long as its input takes, on the cards of those whom they concern."""
    long = f"{'ä b ' * 122}to the end"
    assert 490 < len(long) <= LONGEST_REASON
    thread = (QuestionView(by="Adam", text=f"Q {long}", answer=f"A {long}"),) * 5
    for name, view in VIEWS.items():
        if not isinstance(view, ApprovalCardView | StatusCardView) or not name.startswith(
            ("approval-asked", "status-asked")
        ):
            continue
        card = render(replace(view, request=replace(view.request, reason=long, questions=thread)))
        told = whole(card)
        assert told.count(f"“Q {long}”") == told.count(f"“A {long}”") == 5
        if isinstance(view, ApprovalCardView):
            assert f": “{long}”" in told
        assert complaints(card) == []
        assert size(card) < LARGEST
    no = replace(REJECTED, reason=long)
    assert f"“{long}”" in whole(render(status(replace(in_state(INVITE, State.REJECTED), decisions=(no,)))))


@every_card
def test_a_colour_never_speaks_alone(card: dict[str, Any]) -> None:
    for block in of_type(card, "TextBlock"):
        if "color" in block:
            assert block["text"].startswith(("⚠", "✖"))


@each(lambda: VIEWS)
def test_words_a_third_longer_still_make_a_valid_card(view: CardView) -> None:
    card = render(replace(view, reader=replace(view.reader, locale=PSEUDO)))
    assert complaints(card) == []
    assert size(card) < LARGEST


def spoken() -> dict[str, dict[str, Any]]:
    """Every card in every language but English."""
    views = VIEWS | every_channel_view()
    return {
        f"{name}, {language}": render(replace(view, reader=replace(view.reader, locale=language)))
        for language in languages()
        if language != HOME
        for name, view in views.items()
    }


@each(spoken)
def test_every_card_is_valid_in_every_language_and_fits_a_phone_of_320_pixels(card: dict[str, Any]) -> None:
    assert complaints(card) == []
    assert size(card) < LARGEST
    assert len(card["fallbackText"]) <= LONGEST_TITLE
    assert [title for title in titles(card) if len(title) > LONGEST_NAMING] == []
    assert [title for title in titles(card) if len(title) > LONGEST_BUTTON and not OF_OTHERS.search(title)] == []
    labels = {fact["title"] for facts in of_type(card, "FactSet") for fact in facts["facts"]}
    assert [label for label in labels if max(map(len, label.split())) > LONGEST_LABEL] == []
    words = {word.strip("*(),:;.") for word in whole(card).split() if not OF_OTHERS.search(word)}
    assert [word for word in words if len(word) > LONGEST_WORD] == []


@pytest.mark.parametrize("locale", ["en-GB", "en_US", "fi-FI", "", "x"])
def test_a_language_that_does_not_ship_gets_english(locale: str) -> None:
    view = VIEWS["approval"]
    card = render(replace(view, reader=replace(view.reader, locale=locale)))
    assert card["fallbackText"] == "Let in consultant@fabrikam.example until 26 Feb 2027?"


def test_the_schema_would_find_a_misspelt_key_and_an_unknown_element() -> None:
    card = dict(cards()["approval"])
    assert complaints({**card, "fallbacktext": "x"})
    assert complaints({**card, "body": [*card["body"], {"type": "TextBlok", "text": "x"}]})
    assert complaints({**card, "body": [{"type": "TextBlock", "text": "x", "wrapp": True}]})
