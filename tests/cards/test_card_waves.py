"""What a wave would do, as a card says it."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import Any

from corpus import CARD, READER, every_view
from corpus_waves import person, wave
from official import of_type, texts, titles, whole

from cards.render import render
from provisioning.views import WaveListView


def test_the_summary_reads_as_the_story_does() -> None:
    card = render(wave(CARD, READER))
    told = texts(card)
    assert told[0] == "Go-live: 216 of 221 people would get in · as of 10:04"
    assert told[1] == "Created 205 · changed 9 · switched off 0 · will fail 5 · accounts made by hand 2"
    facts = {fact["title"]: fact["value"] for fact in of_type(card, "FactSet")[0]["facts"]}
    assert facts["Groups"] == "Receptionists, Service teams and Add-in Users"
    assert facts["By hand"] == "2 taken over, 0 would be lost"
    assert facts["Checks"] == "5 of 6 ✔ · missing: communication and training ready (Priya)"
    assert facts["Fail"].startswith("5 without a mail address in Entra")
    assert titles(card) == ["See people", "CSV", "List for HR", "Look again"]


def test_a_wave_that_is_not_in_has_nothing_to_take_back_and_nobody_who_keeps_anything() -> None:
    counts = dict.fromkeys(("created", "changed", "switched_off", "fails"), 0) | {"unchanged": 32}
    told = whole(render(wave(CARD, READER, back=True, counts=counts, unchanged=True, idle=True)))
    assert "None of its groups is in scope: there is nothing to take back." in told
    assert ("Its groups are in scope" in told, "keep it for other reasons" in told) == (False, False)


def test_whoever_has_no_access_keeps_none_when_a_wave_is_taken_back_and_is_not_called_in() -> None:
    views = every_view()
    told = whole(render(views["wave-back-nobody-keeps"]))
    assert "only through this wave. Nothing is deleted." in told
    assert "16 keep it for other reasons" in whole(render(views["wave-back"]))
    page = whole(render(views["wave-back-people"]))
    assert ("nothing changes" in page, "already in" in page) == (True, False)


def test_a_wave_that_changes_nobody_is_confirmed_by_how_many_are_read_back() -> None:
    card = render(every_view()["approval-wave-nobody-confirming"])
    assert "Nobody new gets in. 7 people are read back. Type 7 to confirm." in whole(card)
    assert "The number of people (7)" in {found["label"] for found in of_type(card, "Input.Text")}


def test_while_it_is_read_the_card_says_how_far_that_is() -> None:
    told = whole(render(wave(CARD, READER, state="reading", verbs=())))
    assert "312 memberships, 120 accounts read" in told


def test_what_groups_are_is_told() -> None:
    told = {"missing": ("Secretaries",), "dynamic": ("Add-in Users",), "nested": (("Receptionists", "Front desk"),)}
    words = whole(render(wave(CARD, READER, **told)))
    assert "⚠ Secretaries is not in Entra." in words
    assert "Front desk is a group inside Receptionists. Its members do not get in" in words
    assert "Filled by a rule in Entra, so who is in can change by itself: Add-in Users." in words


def copied(*people: Any) -> list[list[str]]:
    listed = WaveListView(people=people, first=1, total=len(people), copied=True)
    (field,) = of_type(render(wave(CARD, READER, listed=listed)), "Input.Text")
    return list(csv.reader(field["value"].splitlines()))


def test_lines_to_copy_are_what_a_spreadsheet_reads() -> None:
    head, nora, mia = copied(
        person(name='Holm, Nora "Nono"'), person("fails", name="Mia", address="", why="fails-no-mail", after=())
    )
    assert head == ["name", "mail", "change", "why", "roles now", "roles then", "remarks"]
    assert nora[:3] == ['Holm, Nora "Nono"', "nora@contoso.example", "created"]
    assert nora[5] == "Visitors Administrator; Add-in User"
    assert mia[3].startswith("No mail address in Entra")


def test_no_cell_is_a_formula() -> None:
    rows = copied(*(person(name=name) for name in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\u200b=1", "\uff1d1")))
    assert [row[0] for row in rows[1:]] == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'=1", "'=1", "'＝1"]


def test_a_page_says_for_each_person_what_changes() -> None:
    changed = person("changed", before=person().after[1:], marks=("owner",))
    listed = WaveListView(
        people=(person(), changed, person("lost", before=person().after[1:], after=())), first=1, total=3
    )
    told = texts(render(replace(wave(CARD, READER), listed=listed)))
    assert "changed · owner" in told
    assert "books in Outlook → **Administrator of visitors**; books in Outlook" in told
    assert "1 to 3 of 3" in told
