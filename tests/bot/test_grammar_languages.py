"""What people type in Danish and German means what the same means in English."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date

import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.grammar import (
    Access,
    Approvals,
    Away,
    Back,
    Cancel,
    Change,
    End,
    Extend,
    Help,
    Intent,
    Invite,
    Language,
    MyRequests,
    Setup,
    Unknown,
    WhoHas,
    Why,
    parse,
    telling,
)
from bot.grammar_intents import Groups, Open, Pause, Preview, Resume, Rollout, Start, TakeBack, TestAccess
from bot.grammar_lines import read_lines
from bot.grammar_names import named_language
from bot.grammar_spoken import MONTHS, WEEKDAYS, heard, tongues
from bot.grammar_suggesting import SHOWN
from bot.grammar_words import scan
from bot.routes import LONGEST_TEXT
from cards.render import render
from cards.words import Voice, keys, languages
from cards.words.catalogue import HOME, source
from provisioning.domain.dates import Span
from provisioning.views import NoticeView, Reader
from usher.settings import load_rules

TODAY = date(2026, 11, 24)  # a Tuesday
RULES = load_rules()
GROUPS = {name: (*group.aliases, group.article) for name, group in RULES.groups.items()}
ROLES = {name: role.aliases for name, role in RULES.roles.items()}
WHO = "consultant@fabrikam.example"
FEB, FRIDAY, DEC = date(2027, 2, 26), date(2026, 11, 27), date(2026, 12, 7)
R = ("Receptionists",)
TONGUES = dict(zip(("da", "de"), tongues(), strict=True))


def read(text: str) -> Intent:
    return parse(text, today=TODAY, groups=GROUPS, roles=ROLES)


def invite(
    groups: tuple[str, ...] = (),
    until: date | None = None,
    reason: str = "",
    lasts: Span | None = None,
    *,
    later: bool = False,
) -> Invite:
    return Invite(addresses=(WHO,), groups=groups, until=until, lasts=lasts, reason=reason, later=later)


DANISH: dict[str, Intent] = {
    f"forlæng {WHO} med 30 dage": Extend(who=WHO, longer=Span(days=30)),
    f"forlæng {WHO} med yderligere 2 måneder": Extend(who=WHO, longer=Span(months=2)),
    f"forlæng {WHO} i 3 uger": Extend(who=WHO, longer=Span(days=21)),
    f"inviter {WHO}": invite(),
    f"inviter {WHO} som Receptionists til 26. februar": invite(R, FEB),
    f"Inviter {WHO} som Receptionists til den 26. februar 2027": invite(R, FEB),
    f"inviter {WHO} som Receptionists indtil 26 feb fordi vi skal have sensorer": invite(
        R, FEB, "vi skal have sensorer"
    ),
    f"invtier {WHO} som Receptionists til fredag": invite(R, FRIDAY),
    f"inviter {WHO} til på fredag": invite((), FRIDAY),
    f"inviter {WHO} i 3 måneder": invite((), date(2027, 2, 24), lasts=Span(months=3)),
    f"inviter {WHO} i tre uger": invite((), date(2026, 12, 15), lasts=Span(days=21)),
    f"inviter {WHO} til udgangen af februar": invite((), date(2027, 2, 28)),
    f"inviter {WHO} til i morgen": invite((), date(2026, 11, 25)),
    f"inviter {WHO} fra mandag til 26. februar": invite(until=FEB, later=True),
    f"inviter {WHO} i morgen": invite(later=True),
    f"inviter {WHO} til fredag d. 26. februar 2027": invite((), FEB),
    f"inviter {WHO} til den 26.": invite((), date(2026, 11, 26)),
    f"inviter {WHO} til 26/2": invite((), FEB),
    f"kan {WHO} komme ind til fredag?": invite((), FRIDAY),
    f"vil du venligst invitere {WHO}": invite(),
    f"luk {WHO} ind som Receptionists": invite(R),
    f"giv {WHO} adgang til Receptionists": invite(R),
    f"kan du lukke {WHO} ind til fredag?": invite((), FRIDAY),
    f"inviter {WHO} til torsdag i næste uge": invite((), date(2026, 12, 3)),
    f"inviter {WHO} til den 26/2": invite((), FEB),
    f"inviter {WHO} til om 3 måneder": invite((), date(2027, 2, 24)),
    f"inviter {WHO} i et halvt år": invite((), date(2027, 5, 24), lasts=Span(months=6)),
    f"inviter {WHO} fordi Ida er syg": invite((), None, "Ida er syg"),
    f"stop adgangen for {WHO}": End(who=WHO),
    "jeg har ferie til den 7. december": Away(until=DEC),
    "nej": Unknown(suggestions=("approvals", "invite", "my requests")),
    f"luk {WHO}": Unknown(suggestions=(f"end {WHO}", f"invite {WHO}", "my requests")),
    "jeg er på ferie til den 7. december, spørg adam": Away(until=DEC, who="adam"),
    "jeg er tilbage igen": Back(),
    "hvad venter på mig?": Approvals(),
    f"{WHO} som Receptionists til 26. februar": invite(R, FEB),
    f"inviter {WHO} ikke": Unknown(suggestions=(f"end {WHO}", f"invite {WHO}", "my requests")),
    "tilføj priya til Receptionists": Change(adds=True, who="priya", groups=R),
    "føj mig til Receptionists": Change(adds=True, who="me", groups=R),
    "tilføj priya til gruppen Receptionists til 26. februar": Change(adds=True, who="priya", groups=R, until=FEB),
    "tilføj priya, erin og zoe til Receptionists": Change(adds=True, people=("priya", "erin", "zoe"), groups=R),
    "fjern priya fra Receptionists": Change(adds=False, who="priya", groups=R),
    "tag priya ud af Receptionists": Change(adds=False, who="priya", groups=R),
    "tilføj Maj Hansen til Receptionists": Change(adds=True, who="Maj Hansen", groups=R),
    f"afslut {WHO}": End(who=WHO),
    "afslut Priya Nair": End(who="Priya Nair"),
    "afslut priya på fredag": End(who="priya", until=FRIDAY),
    "afslut adgangen for Priya Nair til den 26. februar": End(who="Priya Nair", until=FEB),
    "ophæv Lars' adgang straks": End(who="Lars"),
    "afslut Priyas adgang nu": End(who="Priyas"),  # whose that is, is found where names are known
    f"afslut adgangen for {WHO}": End(who=WHO),
    f"afslut {WHO} den 26. februar": End(who=WHO, until=FEB),
    "annuller R-12": Cancel(number=12),
    "annuller anmodning 12": Cancel(number=12),
    "hvorfor R-12": Why(number=12),
    "mine anmodninger": MyRequests(),
    "vis mine anmodninger": MyRequests(),
    "min adgang": Access(who="me"),
    "hvad har jeg adgang til?": Access(who="me"),
    "godkendelser": Approvals(),
    "hjælp": Help(),
    "hjaelp": Help(),
    "Hjælp!": Help(),
    "hjlæp": Help(),
    "opsætning": Setup(),
    "hvem har Owner": WhoHas(role="Owner"),
    "hvem har Receptionists?": WhoHas(group="Receptionists"),
    "adgang for priya": Access(who="priya"),
    "sprog": Language(),
    "skift sprog": Language(),
    "sprog dansk": Language(words=("dansk",)),
    "testadgang": TestAccess(),
    "udrulning": Rollout(),
    "grupper": Groups(),
    "forhåndsvis go-live": Preview(wave="go-live"),
    "åbn go-live den 7. december kl. 07:00": Open(wave="go-live", on=DEC, at="07:00"),
    "tag go-live tilbage": TakeBack(wave="go-live"),
    "tag tilbage go-live": TakeBack(wave="go-live"),
    "tag go-live tilbage den 7. december kl. 18:00": TakeBack(wave="go-live", on=DEC, at="18:00"),
    "forhåndsvis go-live den 7. december": Preview(wave="go-live", on=DEC),
    "pause klargøring fordi vi flytter": Pause(reason="vi flytter"),
    "sæt klargøringen på pause": Pause(),
    "genoptag klargøring": Resume(),
    "start klargøring": Start(),
}
GERMAN: dict[str, Intent] = {
    f"verlängere {WHO} um 30 Tage": Extend(who=WHO, longer=Span(days=30)),
    f"verlängere {WHO} um weitere 2 Monate": Extend(who=WHO, longer=Span(months=2)),
    f"verlängern Sie den Zugang von {WHO} um eine Woche": Extend(who=WHO, longer=Span(days=7)),
    f"einladen {WHO}": invite(),
    f"lade {WHO} ein": invite(),
    f"Lade {WHO} als Receptionists bis 26. Februar ein": invite(R, FEB),
    f"lade {WHO} ein bis zum 26. Februar 2027": invite((), FEB),
    f"lade {WHO} ab 1. Dezember ein": invite(later=True),
    f"lade {WHO} vom 1.12. bis 26.2. als Receptionists ein": invite(R, FEB, later=True),
    f"lade {WHO} 1.12. - 26.2. ein": invite(until=FEB, later=True),
    "füge Lena ab Montag zu Receptionists hinzu": Change(adds=True, who="Lena", groups=R, later=True),
    "entferne Lena am Freitag aus Receptionists": Change(adds=False, who="Lena", groups=R, later=True),
    f"{WHO} einladen als Receptionists bis Freitag": invite(R, FRIDAY),
    f"bitte {WHO} bis nächsten Freitag einladen": invite((), None),
    f"einladen {WHO} bis Fr, 26. Februar 2027": invite((), FEB),
    f"einladen {WHO} als Receptionists bis 26.2. weil wir Sensoren brauchen": invite(R, FEB, "wir Sensoren brauchen"),
    f"einladne {WHO} bis 26. Febuar": invite((), FEB),
    f"einladen {WHO} für 3 Monate": invite((), date(2027, 2, 24), lasts=Span(months=3)),
    f"einladen {WHO} für zwei Wochen": invite((), date(2026, 12, 8), lasts=Span(days=14)),
    f"einladen {WHO} für ein Jahr": invite((), date(2027, 11, 24), lasts=Span(months=12)),
    f"einladen {WHO} bis Ende Februar": invite((), date(2027, 2, 28)),
    f"einladen {WHO} bis morgen": invite((), date(2026, 11, 25)),
    f"einladen {WHO} bis zum 26.": invite((), date(2026, 11, 26)),
    f"kann {WHO} bis Freitag rein?": invite((), FRIDAY),
    f"kannst du {WHO} bis 26. Februar reinlassen?": invite((), FEB),
    f"lass {WHO} bis Freitag rein": invite((), FRIDAY),
    f"Könnten Sie bitte {WHO} als Receptionists einladen, bis Ende März": invite(R, date(2027, 3, 31)),
    f"einladen {WHO} bis Donnerstag nächster Woche": invite((), date(2026, 12, 3)),
    f"einladen {WHO} bis Freitag in zwei Wochen": invite((), date(2026, 12, 11)),
    f"einladen {WHO} für ein halbes Jahr": invite((), date(2027, 5, 24), lasts=Span(months=6)),
    f"entziehe {WHO} den Zugang": Unknown(suggestions=(f"end {WHO}", f"invite {WHO}", "my access")),
    "ich habe Urlaub bis 7. Dezember, Vertretung Adam": Away(until=DEC, who="Adam"),
    "nein": Unknown(suggestions=("approvals", "invite", "my requests")),
    f"{WHO} soll für zwei Wochen Zugang bekommen": invite((), date(2026, 12, 8), lasts=Span(days=14)),
    "füg Priya zu Receptionists hinzu": Change(adds=True, who="Priya", groups=R),
    "ich bin bis 7. Dezember im Urlaub, frag Adam": Away(until=DEC, who="Adam"),
    "ich bin bis Freitag weg": Away(until=FRIDAY),
    "bin wieder da": Back(),
    "was wartet auf mich?": Approvals(),
    f"invite {WHO} as Receptionists bis 26. Februar": invite(R, FEB),
    "füge Priya zu Receptionists hinzu": Change(adds=True, who="Priya", groups=R),
    "Priya zu Receptionists hinzufügen": Change(adds=True, who="Priya", groups=R),
    "hinzufügen Priya zu Receptionists": Change(adds=True, who="Priya", groups=R),
    "mich hinzufügen zu Receptionists": Change(adds=True, who="me", groups=R),
    "fuege mich zur Gruppe Receptionists hinzu": Change(adds=True, who="me", groups=R),
    "füge Priya, Erin und Zoe zu Receptionists hinzu": Change(adds=True, people=("Priya", "Erin", "Zoe"), groups=R),
    "entferne Priya aus Receptionists": Change(adds=False, who="Priya", groups=R),
    "entfernen Priya aus der Gruppe Receptionists": Change(adds=False, who="Priya", groups=R),
    f"beenden {WHO}": End(who=WHO),
    f"beende {WHO} am 26. Februar": End(who=WHO, until=FEB),
    f"Zugang von {WHO} beenden": End(who=WHO),
    "beenden Priya Nair": End(who="Priya Nair"),
    "Priya beenden": End(who="Priya"),
    "beende den Zugang von Priya am 26. Februar": End(who="Priya", until=FEB),
    "bitte den Zugang von Priya Nair bis Freitag beenden": End(who="Priya Nair", until=FRIDAY),
    "Priyas Zugang sofort beenden": End(who="Priyas"),  # whose that is, is found where names are known
    "abbrechen R-12": Cancel(number=12),
    "warum R-12": Why(number=12),
    "meine Anfragen": MyRequests(),
    "zeig mir meine Anfragen": MyRequests(),
    "mein Zugang": Access(who="me"),
    "was habe ich": Access(who="me"),
    "Genehmigungen": Approvals(),
    "Hilfe": Help(),
    "hifle": Help(),
    "Einrichtung": Setup(),
    "wer hat Owner": WhoHas(role="Owner"),
    "wer ist in Receptionists": WhoHas(group="Receptionists"),
    "Zugang von Priya": Access(who="Priya"),
    "Sprache": Language(),
    "Sprache deutsch": Language(words=("deutsch",)),
    "Testzugang": TestAccess(),
    "Einführung": Rollout(),
    "Gruppen": Groups(),
    "Vorschau go-live": Preview(wave="go-live"),
    "öffnen go-live am 7. Dezember um 07:00 Uhr": Open(wave="go-live", on=DEC, at="07:00"),
    "go-live öffnen": Open(wave="go-live"),
    "nimm go-live zurück": TakeBack(wave="go-live"),
    "zurücknehmen go-live": TakeBack(wave="go-live"),
    "nimm go-live am 7. Dezember um 18:00 Uhr zurück": TakeBack(wave="go-live", on=DEC, at="18:00"),
    "Vorschau go-live am 7. Dezember": Preview(wave="go-live", on=DEC),
    "Bereitstellung pausieren weil wir umziehen": Pause(reason="wir umziehen"),
    "Bereitstellung fortsetzen": Resume(),
    "fortsetzen": Resume(),
    "Bereitstellung starten": Start(),
}
UNCLEAR = f"bitte {WHO} bis nächsten Freitag einladen"


@pytest.mark.parametrize(("text", "meant"), (DANISH | GERMAN).items())
def test_what_is_typed_in_another_language_means_the_same(text: str, meant: Intent) -> None:
    found = read(text)
    if text == UNCLEAR:
        assert isinstance(found, Invite)
        assert found.unclear == (FRIDAY, date(2026, 12, 4))
        return
    assert found == meant


NO_DAYS = ("uge 7", "nytår", "jul", "påske", "sommerferien", "medio marts", "juleaften", "hun stopper")


@pytest.mark.parametrize("said", NO_DAYS)
def test_an_end_behind_til_that_is_no_day_is_told_and_not_taken_for_no_end(said: str) -> None:
    added = Change(adds=True, who="Erin", groups=R, bad_date=True)
    for until in ("til", "indtil"):
        found = [
            read(f"føj Erin til Receptionists {until} {said}"),
            read(f"føj mig til Receptionists {until} {said}"),
            read(f"føj Erin, Priya til Receptionists {until} {said}"),
        ]
        both = Change(adds=True, people=("Erin", "Priya"), groups=R, bad_date=True)
        assert [replace(one, later=False) for one in found if isinstance(one, Change)] == [
            added,
            replace(added, who="me"),
            both,
        ]
        invited = read(f"inviter {WHO} som Receptionists {until} {said}")
        assert isinstance(invited, Invite)
        assert (invited.groups, invited.until, invited.unclear, invited.bad_date) == (R, None, None, True)
        away = read(f"væk {until} {said}")
        assert isinstance(away, Away)
        assert (away.until, away.bad_date) == (None, True)


def test_what_is_no_day_behind_til_is_a_group_where_one_is_called_so_or_comes_first() -> None:
    both = Change(adds=True, who="Erin", groups=(*R, "Secretaries"))
    assert read("føj Erin til Receptionists til Secretaries") == both
    assert read("føj Erin til Receptionists og til gruppen Secretaries") == both
    assert read("føj Erin til mødet") == Change(adds=True, who="Erin", unknown_groups=("mødet",))
    assert read(f"inviter {WHO} til mødet") == invite()
    named = {"Uge 7 hold": (), "Nytår": ()}
    for name in named:
        found = parse(f"føj Erin til {name}", today=TODAY, groups=named)
        assert found == Change(adds=True, who="Erin", groups=(name,))


def test_christmas_is_not_july_and_a_day_in_july_is_one() -> None:
    assert read(f"inviter {WHO} indtil 5. jul") == invite((), date(2027, 7, 5))
    assert read(f"inviter {WHO} til den 5. jul") == invite((), date(2027, 7, 5))


def test_a_week_by_its_number_and_the_longest_time_are_heard_in_german_and_danish() -> None:
    lasting = Change(adds=True, who="Erin", groups=R, until=date(2027, 11, 24), lasts=Span(months=12))
    assert read("füge Erin zu Receptionists hinzu, längstens ein Jahr") == lasting
    assert read("føj Erin til Receptionists, højst et år") == lasting
    for text in ("füge Erin in KW 7 zu Receptionists hinzu", "føj Erin til Receptionists i uge 7"):
        found = read(text)
        assert isinstance(found, Change)
        assert (found.groups, found.bad_date) == (R, True)


#: Words of other languages that are English, somebody's name, or the organisation's own.
UNTOUCHED = {
    f"invite {WHO} as Receptionists until 26 Feb because vi har brug for hjælp til februar": invite(
        R, FEB, "vi har brug for hjælp til februar"
    ),
    "add hilde to Receptionists": Change(adds=True, who="hilde", groups=R),
    "add Mai Nguyen to Receptionists": Change(adds=True, who="Mai Nguyen", groups=R),
    f"invite {WHO} until 26 april": invite((), date(2027, 4, 26)),
    "what do i have": Access(who="me"),
    "language": Language(),
}


@pytest.mark.parametrize(("text", "meant"), UNTOUCHED.items())
def test_english_stays_english(text: str, meant: Intent) -> None:
    assert read(text) == meant


def test_a_group_that_is_called_in_another_language_keeps_its_name() -> None:
    groups = {"Hjælp i februar": (), "Gruppen Hilfe": (), "Adgang til HR": ()}
    hr = Change(adds=True, who="priya", groups=("Adgang til HR",), until=FEB)
    assert parse("tilføj priya til Adgang til HR til 26. februar", today=TODAY, groups=groups) == hr
    assert parse("add priya to Adgang til HR until 26 Feb", today=TODAY, groups=groups) == hr
    assert parse("føj mig til Hjælp i februar", today=TODAY, groups=groups) == Change(
        adds=True, who="me", groups=("Hjælp i februar",)
    )
    assert parse("mich hinzufügen zu Gruppen Hilfe", today=TODAY, groups=groups) == Change(
        adds=True, who="me", groups=("Gruppen Hilfe",)
    )


@pytest.mark.parametrize(("code", "month"), [(code, month) for code in TONGUES for month in range(1, 13)])
def test_every_month_is_known_by_the_names_that_its_language_gives_it(code: str, month: int) -> None:
    names = Locale.parse(code).months
    for name in {names["format"]["wide"][month], *(names[kind]["abbreviated"][month] for kind in names)}:
        until = {"da": "til", "de": "bis"}[code]
        found = read(f"invite {WHO} {until} 9. {name}")
        assert isinstance(found, Invite)
        assert (found.until and (found.until.day, found.until.month)) == (9, month), name


@pytest.mark.parametrize(("code", "day"), [(code, day) for code in TONGUES for day in range(7)])
def test_every_weekday_is_known_by_the_name_that_its_language_gives_it(code: str, day: int) -> None:
    name = Locale.parse(code).days["format"]["wide"][day].lower()
    (word,) = [word.text for word in heard(name, scan(name))]
    assert word == WEEKDAYS[day]


def test_a_channel_is_spoken_to_in_each_language() -> None:
    for here in ("skriv her", "hier posten", "post here"):
        assert telling(here) is True
    for stop in ("stop", "stopp", "stop her"):
        assert telling(stop) is False


def test_lists_are_read_with_headings_and_dates_of_each_language() -> None:
    for text in (
        f"mailadresse;gruppe;slutdato;begrundelse\n{WHO};Receptionists;26. februar;Sensorer",
        f"Adresse\tGruppe\tbis\tGrund\n{WHO}\tReceptionists\t26. Februar\tSensoren",
    ):
        (line,) = read_lines(text, today=TODAY, groups=GROUPS)
        assert (line.typed, line.groups, line.until, line.why) == (WHO, R, FEB, None)


#: Commands as the sentences tell people to type them.
TOLD = re.compile(r"\*\*([^*]+)\*\*")
SAMPLES = {"$address": WHO, "$wave": "go-live", "$first": "go-live", "$number": "12", "$group": "Receptionists"}


def told_to_type(key: str, language: str) -> list[str]:
    """What a sentence says can be typed, in their order; a button under help types all of it."""
    text = re.sub(
        r"\{ (\$[a-z]+) \}", lambda found: SAMPLES.get(found[1], ""), source(key, language).partition("= ")[2]
    )
    typed = key.startswith(("command-", "rollout-type-", "start-preview"))
    return [text] if typed else TOLD.findall(text)


def meaning(typed: str) -> str:
    """The kind of what it means."""
    if typed.startswith("@Usher "):
        return f"tells {telling(typed.removeprefix('@Usher '))}"
    return type(read(typed)).__name__


@pytest.mark.parametrize("language", [language for language in languages() if language != HOME])
def test_what_a_sentence_tells_people_to_type_is_understood_in_its_language(language: str) -> None:
    checked, wrong = 0, {}
    for key in sorted(keys()):
        for english, theirs in zip(told_to_type(key, HOME), told_to_type(key, language), strict=True):
            if (meant := meaning(english)) in {"Unknown", "tells None"}:
                continue  # emphasis, or the first word of a longer command
            checked += 1
            if meaning(theirs) != meant:
                wrong[key, theirs] = meant
    assert wrong == {}
    assert checked > 50


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", ["Erin Eriksen", "Anders Ø. Hansen", "erin@contoso.example"])
def test_whoever_would_invite_an_employee_reads_the_command_that_works(language: str, name: str) -> None:
    told = Voice(locale=language, zone="Europe/Copenhagen", platform="AskCody").say("declined-employee", name=name)
    (command,) = TOLD.findall(told)
    assert read(f"{command} Receptionists") == Change(adds=True, who=name, groups=R)


SUGGESTED = (
    f"invite {WHO}",
    f"end {WHO}",
    f"extend {WHO}",
    "cancel R-12",
    "why R-12",
    "invite",
    *SHOWN,
)


@pytest.mark.parametrize("language", languages())
def test_what_is_suggested_is_told_and_understood_in_the_readers_language(language: str) -> None:
    reader = Reader(name="", locale=language, zone="Europe/Copenhagen", platform="AskCody")
    for command in SUGGESTED:
        view = NoticeView(card="c", reader=reader, key="declined-unknown-text", suggestions=(command,))
        (button,) = [action for row in render(view)["body"] if row["type"] == "ActionSet" for action in row["actions"]]
        assert button["data"]["text"] == button["title"]
        assert (button["title"] == command) is (language == HOME)
        assert read(button["title"]) == read(command)


HELP_IN_FULL = {
    "da": (f"inviter {WHO} som Receptionists til 26-02-2027", "føj priya, erin til Receptionists", f"afslut {WHO}"),
    "de": (
        f"einladen {WHO} als Receptionists bis 26.02.2027",
        "hinzufügen priya, erin zu Receptionists",
        f"beenden {WHO}",
    ),
}


@pytest.mark.parametrize("language", HELP_IN_FULL)
def test_the_lines_of_help_can_be_typed_as_they_stand(language: str) -> None:
    kinds = [type(read(text)) for text in HELP_IN_FULL[language]]
    assert kinds == [Invite, Change, End]
    for text, key in zip(HELP_IN_FULL[language], ("help-owner-1", "help-owner-2", "help-owner-2"), strict=True):
        assert f"**{text.split()[0]}**" in source(key, language)


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(sorted({word for one in tongues() for word in one.words} | {WHO, "26", ",", "priya"})),
        max_size=14,
    )
)
def test_no_words_of_any_language_in_any_order_break_it(words: list[str]) -> None:
    read(" ".join(words))


def test_a_long_message_of_foreign_words_takes_no_longer_than_an_english_one() -> None:
    def took(text: str) -> float:
        start = time.process_time()
        read(text[:LONGEST_TEXT])
        return time.process_time() - start

    read(f"inviter {WHO} til 26. februar")
    assert took("tilføj priya og bo til " * 400) < 0.5
    assert took("füge den nächsten für bis " * 400) < 0.5


def test_the_words_of_the_languages_are_lower_case_and_say_what_english_knows() -> None:
    for one in tongues():
        for phrase, english in one.every.items():
            assert " ".join(phrase) == " ".join(phrase).lower()
            assert len(phrase) <= 5
            assert phrase != english
    assert len(MONTHS) == 12


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("german", "de"),
        ("Germn", "de"),
        ("deutsch", "de"),
        ("tysk", "de"),
        ("de", "de"),
        ("dansk", "da"),
        ("to danish please", "da"),
        ("Englisch", "en"),
        ("en", "en"),
        ("klingon", ""),
        ("what is de", ""),
        ("", ""),
    ],
)
def test_a_language_is_named_in_any_language_or_by_its_code_alone(words: str, code: str) -> None:
    found = read(f"language {words}")
    assert isinstance(found, Language)
    assert named_language(found.words, languages()) == code
