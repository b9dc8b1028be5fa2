"""Everyday wishes in Danish, in German, and in the English of people who learned it: nothing of them is dropped or misread."""

from __future__ import annotations

from datetime import date

import pytest

from bot.grammar import Access, Away, Cancel, Change, End, Intent, Invite, Unknown, parse
from bot.grammar_intents import Open, Preview, TakeBack
from provisioning.domain.dates import Span
from usher.settings import load_rules

TODAY = date(2026, 11, 24)  # a Tuesday
GROUPS = {name: (*group.aliases, group.article) for name, group in load_rules().groups.items()}
LARS = "lars@fabrikam.example"
FRIDAY, JANUARY, NEW_YEAR = date(2026, 11, 27), date(2027, 1, 31), date(2026, 12, 31)
DAY = date(2026, 12, 7)
RECEPTION = ("Receptionists",)


def read(text: str) -> Intent:
    return parse(text, today=TODAY, groups=GROUPS, languages=("en", "da", "de"))


@pytest.mark.parametrize(
    "text",
    [
        f"invite {LARS} in Receptionists",
        f"inviter {LARS} i Receptionists",
        f"luk {LARS} ind i Receptionists",
        f"kan du lukke {LARS} ind i Receptionists?",
        f"lade {LARS} in Receptionists ein",
        f"Lade {LARS} in die Gruppe Receptionists ein",
    ],
)
def test_who_is_invited_in_a_group_is_invited_to_it(text: str) -> None:
    assert read(text) == Invite(addresses=(LARS,), groups=RECEPTION)


def test_who_works_in_a_group_is_not_invited_to_it() -> None:
    assert read(f"invite {LARS}, he works in Receptionists") == Invite(addresses=(LARS,))


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("invite {} up to and including friday", FRIDAY),
        ("invite {} until including friday", FRIDAY),
        ("let in {} untill end january", JANUARY),
        ("{} needs access till the end january", JANUARY),
        ("invite {} end date: 31.1.2027", JANUARY),
        ("invite {} at latest friday", FRIDAY),
        ("invite {} friday at the latest", FRIDAY),
        ("let in {} by friday at the latest", FRIDAY),
        ("invite {}, on 31 January 2027 at the latest", JANUARY),
        ("lade {} bis inklusive Freitag ein", FRIDAY),
        ("lade {} bis inkl. 31.1. ein", JANUARY),
        ("lade {} ein, Enddatum: 31.1.2027", JANUARY),
        ("inviter {}, slutdato 31.1.2027", JANUARY),
        ("inviter {} til ultimo januar", JANUARY),
        ("inviter {} året ud", NEW_YEAR),
        ("inviter {} resten af året", NEW_YEAR),
        ("inviter {} måneden ud", date(2026, 11, 30)),
        ("inviter {} til i dag om 14 dage", date(2026, 12, 8)),
        ("lade {} bis heute in zwei Wochen ein", date(2026, 12, 8)),
        ("lade {} bis Freitag in einer Woche ein", date(2026, 12, 4)),
        ("inviter {} til fredag om en uge", date(2026, 12, 4)),
        ("lade {} bis spätestens 31. Januar ein", JANUARY),
        ("inviter {} senest 31. januar", JANUARY),
        ("Guten Morgen, können Sie {} Zugang geben bis 31.1.?", JANUARY),
    ],
)
def test_the_last_day_is_read_as_people_say_it(said: str, until: date) -> None:
    assert read(said.format(LARS)) == Invite(addresses=(LARS,), until=until)


@pytest.mark.parametrize(
    "said",
    [
        "invite {} during 3 months",
        "invite {} the next 3 months",
        "lade {} drei Monate lang ein",
        "lade {} für 3 Mon. ein",
        "inviter {} i 3 mdr.",
    ],
)
def test_so_long_is_read_as_people_say_it(said: str) -> None:
    assert read(said.format(LARS)) == Invite(addresses=(LARS,), until=date(2027, 2, 24), lasts=Span(months=3))


@pytest.mark.parametrize(
    "said",
    [
        "invite {} for 2,5 months",
        "lade {} für 2,5 Monate ein",
        "lade {} für anderthalb Monate ein",
        "inviter {} i 2,5 måneder",
        "inviter {} i halvanden måned",
        "inviter {} i en måneds tid",
    ],
)
def test_about_so_long_is_no_day_and_told_so(said: str) -> None:
    found = read(said.format(LARS))
    assert isinstance(found, Invite)
    assert found.bad_date


@pytest.mark.parametrize("said", ["beende {} zum 31.12.", "beende {} zum 31. Dezember", "afslut {} pr. 31.12."])
def test_an_end_on_a_day_is_not_one_at_once(said: str) -> None:
    assert read(said.format(LARS)) == End(who=LARS, until=NEW_YEAR)


def test_an_end_whose_day_is_not_read_asks_for_it() -> None:
    assert read(f"end {LARS} to 31.12.") == End(who=LARS, bad_date=True)


@pytest.mark.parametrize("text", [f"Zugang für {LARS} bis Freitag", f"adgang for {LARS} til fredag"])
def test_access_until_a_day_is_asked_for_and_not_looked_at(text: str) -> None:
    asked = read(text)
    assert isinstance(asked, Unknown)
    assert asked.suggestions[0] == f"invite {LARS}"
    assert read(f"Zugang von {LARS}") == Access(who=LARS)


@pytest.mark.parametrize("said", ["bis Mitte Januar", "bis Anfang Februar"])
def test_a_part_of_a_month_is_no_day_and_told_so(said: str) -> None:
    """“Mitte” was taken for a slip of “bitte”, and the end for none."""
    read_so = read(f"lade {LARS} {said} ein")
    assert isinstance(read_so, Invite)
    assert read_so.bad_date
    assert read("füge Anja Mitte zu Receptionists hinzu") == Change(adds=True, who="Anja Mitte", groups=RECEPTION)


@pytest.mark.parametrize(
    "text",
    [
        "open go-live on 7 december at 07:00",
        "open go-live on 7 december at 7 o'clock",
        "open go-live on 7 december at 7",
        "open go-live 7am on 7 december",
        "open go-live at 7 am on 7 december",
        "åbn go-live mandag d. 7. december kl. 7",
        "åbn go-live den 7. december klokken 7",
        "öffne go-live am 7. Dezember um 7 Uhr",
        "öffne go-live um 7 am 7. Dezember",
        "öffne go-live am 7.12. um 7.00 Uhr bitte",
    ],
)
def test_a_wave_starts_at_the_time_that_is_said(text: str) -> None:
    found = read(text)
    assert isinstance(found, Open)
    assert (found.wave, found.on, found.at.zfill(5), found.bad_date) == ("go-live", DAY, "07:00", False)


@pytest.mark.parametrize(
    ("text", "at"),
    [("preview go-live on 7 december at 2 pm", "14:00"), ("vorschau go-live am 7. Dezember um 14 Uhr", "14:00")],
)
def test_the_afternoon_is_not_the_morning(text: str, at: str) -> None:
    assert read(text) == Preview(wave="go-live", on=DAY, at=at)


def test_a_number_in_a_waves_name_is_no_time() -> None:
    assert read("open wave 7") == Open(wave="7")
    assert read("öffne Welle 2 am 7.12. um 7:30 Uhr") == Open(wave="2", on=DAY, at="7:30")
    assert read("open go-live at 7 december") == Open(wave="go-live", on=DAY)


@pytest.mark.parametrize("text", ["take go-live back", "take the wave go-live back", "tag go-live tilbage"])
def test_a_wave_is_taken_back_and_not_from_a_group(text: str) -> None:
    assert read(text) == TakeBack(wave="go-live")


@pytest.mark.parametrize("text", ["træk R-12 tilbage", "zieh R-12 zurück", "ziehe bitte R-12 zurück"])
def test_a_request_is_drawn_back(text: str) -> None:
    assert read(text) == Cancel(number=12)


@pytest.mark.parametrize("text", ["take back R-12", "tag R-12 tilbage"])
def test_no_wave_is_called_like_a_request(text: str) -> None:
    asked = read(text)
    assert isinstance(asked, Unknown)
    assert "cancel R-12" in asked.suggestions


@pytest.mark.parametrize("out", ["raus", "heraus"])
def test_who_is_taken_out_of_a_group_in_german_is_removed_from_it(out: str) -> None:
    assert read(f"nimm Priya aus Receptionists {out}") == Change(adds=False, who="Priya", groups=RECEPTION)


@pytest.mark.parametrize(
    "text",
    [
        "I'm on vacation until friday, Olivia covers for me",
        "i have holidays until friday, olivia replaces me",
        "i am in holidays until friday, ask Olivia",
        "out of office until friday, ask Olivia",
        "I am absent until friday, ask Olivia",
        "jeg er på ferie til fredag, Olivia tager over",
        "jeg er væk til fredag, Olivia dækker",
        "ich habe bis Freitag Urlaub, Olivia vertritt mich",
        "ich bin bis Freitag im Urlaub, frag Olivia",
    ],
)
def test_who_is_away_and_who_covers_is_read(text: str) -> None:
    found = read(text)
    assert isinstance(found, Away)
    assert (found.until, found.who.lower()) == (FRIDAY, "olivia")


@pytest.mark.parametrize(
    "text", ["ich bin vom 7. bis 11. Dezember abwesend", "jeg er væk fra den 7. til den 11. december"]
)
def test_an_absence_that_begins_later_ends_on_its_last_day(text: str) -> None:
    assert read(text) == Away(until=date(2026, 12, 11), later=True)


@pytest.mark.parametrize("text", ["I am told that Priya is away", "who is on leave", "I have a holiday request"])
def test_what_is_said_of_others_is_no_absence(text: str) -> None:
    assert isinstance(read(text), Unknown)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        (f"please make access for {LARS} until friday", f"invite {LARS}"),
        ("make a pause with provisioning because we move", "pause provisioning"),
    ],
)
def test_what_is_made_and_is_no_group_is_asked_back(text: str, offered: str) -> None:
    asked = read(text)
    assert isinstance(asked, Unknown)
    assert asked.suggestions[0] == offered
