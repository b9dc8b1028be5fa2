"""How sentences agree and who is meant in them, in each language."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from corpus import every_view

from cards.render import render
from cards.words import Voice, catalogue, keys, languages

HERE = Voice(locale="en", zone="Europe/Copenhagen", platform="AskCody", administrator="Maria")


def told(language: str, key: str, **values: object) -> str:
    return str(replace(HERE, locale=language).say(key, **values))


@pytest.mark.parametrize(
    ("language", "key", "values", "one", "several"),
    [
        ("en", "gate-groups-unfit", "groups", "as it is.", "as they are."),
        ("da", "gate-groups-unfit", "groups", "som den er.", "som de er."),
        ("de", "declined-groups-unfit", "groups", "lässt sich noch nicht", "lassen sich noch nicht"),
        ("en", "groups-strangers", "groups", "name it in usher.toml", "name them in usher.toml"),
        ("da", "groups-strangers", "groups", "nævn den i usher.toml", "nævn dem i usher.toml"),
        ("en", "many-last-group", "names", "the AskCody account will", "the AskCody account of each will"),
        ("da", "many-last-group", "names", "AskCody-kontoen bliver", "AskCody-kontoen for hver af dem bliver"),
        ("de", "many-last-group", "names", "Das AskCody-Konto wird", "Jedes dieser AskCody-Konten wird"),
        ("da", "approve-unreached", "names", "vedkommende må ikke", "de må ikke"),
        ("de", "approve-unreached", "names", "die Person darf nicht", "sie dürfen nicht"),
    ],
)
def test_a_sentence_about_one_agrees_and_one_about_several_does(
    language: str, key: str, values: str, one: str, several: str
) -> None:
    assert one in told(language, key, **{values: ["Kim"]})
    assert several in told(language, key, **{values: ["Kim", "Lee"]})


@pytest.mark.parametrize(("names", "can"), [(["Adam"], "Adam kann"), (["Adam", "Berta"], "Adam und Berta können")])
def test_who_can_no_longer_decide_is_told_in_german_of_one_and_of_several(names: list[str], can: str) -> None:
    assert told("de", "notice-approver-dropped", names=names, number=12).startswith(f"{can} R-12 nicht mehr")


@pytest.mark.parametrize("kind", ["account", "roles", "added", "missing"])
def test_in_german_the_owners_decide_and_not_whoever_reads_that(kind: str) -> None:
    """At the start of a sentence “Sie” is the reader."""
    assert "Diese entscheiden, ob" in told("de", f"notice-drift-{kind}", address="a@b.example", group="Owners")


@pytest.mark.parametrize("key", ["setup-unconfirmed", "setup-unconfirmed-later", "setup-unconfirmed-approvers"])
def test_in_german_who_is_not_confirmed_may_not_decide_and_not_whoever_reads_that(key: str) -> None:
    assert "Adam. Diese dürfen" in told("de", key, names=["Olivia", "Adam"])


@pytest.mark.parametrize("key", ["accounts-account-how", "accounts-unexplained", "differs-by-hand"])
def test_in_german_what_no_group_gives_does_not_read_as_if_there_were_none(key: str) -> None:
    assert not re.search(r"gibt es|gibt sie|es gibt", told("de", key, count=1))


@pytest.mark.parametrize("language", languages())
def test_quotes_are_those_of_the_language(language: str) -> None:
    opening, closing = ("„", "“") if language == "de" else ("“", "”")
    for key in keys(language):
        said = re.sub(r'\{ "[^"]*" \}', "", catalogue.source(key, language))
        marks = re.findall(r'["„“”]', said)
        assert set(marks) <= {opening, closing}, key
        assert marks.count(opening) == marks.count(closing), key


def test_an_administrator_without_a_name_begins_a_sentence_with_a_capital() -> None:
    nameless = replace(HERE, administrator="")
    assert nameless.say("fails-disabled") == "Blocked in Entra. Your administrator can unblock who is still here."
    danish = replace(nameless, locale="da")
    assert danish.say("ends-block-asked", count=1).startswith("Din administrator har fået til opgave")
    assert danish.say("fix-job").startswith("Klargøringen kører ikke: din administrator bringer")


@pytest.mark.parametrize("language", sorted({*languages()} - {"en"}))
def test_what_was_erased_is_told_in_the_readers_language(language: str) -> None:
    views = {name: replace(view, reader=replace(view.reader, locale=language)) for name, view in every_view().items()}
    told = {name: json.dumps(render(view), ensure_ascii=False) for name, view in views.items() if "erased" in name}
    assert len(told) > 20
    assert [name for name, card in told.items() if "(erased)" in card] == []


def test_a_spreadsheet_says_what_was_erased_in_the_readers_language() -> None:
    view = every_view()["wave-copied-later"]
    said = json.dumps(render(replace(view, reader=replace(view.reader, locale="da"))), ensure_ascii=False)
    assert "(slettet),nora@contoso.example" in said
