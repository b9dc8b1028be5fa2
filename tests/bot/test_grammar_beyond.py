"""What a message says beyond one command is never dropped: half a wish that is carried out is another wish."""

from __future__ import annotations

from datetime import date

import pytest

from bot.grammar import Away, Change, End, Extend, Invite, Unknown, parse
from bot.grammar_intents import Intent, Pause, Resume
from provisioning.domain.dates import Span

TODAY = date(2026, 11, 30)  # a Monday
WHO, NEW = "anna@fabrikam.example", "new@fabrikam.example"
GROUPS = {"Receptionists": ("receptionist",), "Secretaries": ("secretary",)}


def read(text: str) -> Intent:
    return parse(text, today=TODAY, groups=GROUPS, languages=("en", "da", "de"))


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (f"invite {NEW} as Receptionists and remove {WHO} from Receptionists", f"invite {NEW}", f"remove {WHO}"),
        (f"invite {NEW} as Receptionists and extend {WHO}", f"invite {NEW}", f"extend {WHO}"),
        (f"invite {NEW} as Receptionists. Delete {WHO}.", f"invite {NEW}", f"end {WHO}"),
        (f"lade {NEW} als Secretaries ein und lösche {WHO}", f"invite {NEW}", f"end {WHO}"),
        (f"inviter {NEW} som Secretaries og fjern {WHO}", f"invite {NEW}", f"remove {WHO}"),
        (f"invite {NEW}, b@fabrikam.example except {WHO}", f"invite {NEW}", "invite b@fabrikam.example"),
        (f"invite {NEW} as Receptionists on behalf of {WHO}", f"invite {NEW}", "my requests"),
        (f"invite {NEW} as Receptionists, sponsor {WHO}", f"invite {NEW}", "my requests"),
        (f"invite {NEW} as Receptionists and remove Lena from Secretaries", f"invite {NEW}", "my requests"),
    ],
)
def test_a_second_wish_about_somebody_else_invites_nobody_and_each_is_offered(
    text: str, first: str, second: str
) -> None:
    found = read(text)
    assert isinstance(found, Unknown)
    assert {first, second} <= set(found.suggestions)
    assert not any(isinstance(read(one), Unknown) for one in found.suggestions)


@pytest.mark.parametrize(
    "text",
    [
        f"invite {NEW} and add him to Receptionists",
        f"invite {NEW} and put them in Receptionists",
        f"invite {NEW} as Receptionists if possible",
        f"invite {NEW} as Receptionists, end of March",
        f"invite {NEW} as Receptionists, end date 26 Feb",
        f"invite {NEW} at the address provided",
        f"lade {NEW} wenn möglich als Receptionists ein",
    ],
)
def test_what_is_said_of_the_same_person_is_one_wish(text: str) -> None:
    found = read(text)
    assert isinstance(found, Invite)
    assert found.addresses == (NEW,)


@pytest.mark.parametrize(
    "text",
    [
        f"end Erin, Priya and {WHO} on Friday",
        f"end bert and {WHO}",
        f"beende Bert und {WHO}",
        f"afslut Bert og {WHO}",
        f"end {WHO}, Bert",
        f"extend bert and {WHO} by 2 weeks",
        f"extend {WHO}, Bert by 2 weeks",
    ],
)
def test_people_beside_an_address_are_not_passed_over(text: str) -> None:
    found = read(text)
    assert isinstance(found, Unknown)
    assert found.suggestions[0] in {f"end {WHO}", f"extend {WHO}"}


@pytest.mark.parametrize("said", ["", " please", ", thanks", ". She left the company", ", her project is over"])
def test_what_is_said_around_one_address_is_nobody_else(said: str) -> None:
    assert read(f"end {WHO}{said}") == End(who=WHO)


@pytest.mark.parametrize(
    "said",
    [
        *("tomorrow morning", "before Friday", "yesterday", "at noon", "in 2 hours", "at Christmas", "on 5 1 2027"),
        *("when her project is over", "if Adam agrees", "over the summer"),
    ],
)
def test_a_time_that_is_no_day_never_means_now(said: str) -> None:
    assert read(f"end {WHO} {said}") == End(who=WHO, bad_date=True)


@pytest.mark.parametrize("text", [f"beende {WHO} vor Freitag", f"afslut {WHO} inden fredag"])
def test_a_time_that_is_no_day_never_means_now_in_german_and_danish(text: str) -> None:
    assert read(text) == End(who=WHO, bad_date=True)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (f"end {WHO}'s access to Secretaries", WHO),
        (f"end {WHO} in Secretaries", WHO),
        (f"end {WHO} from Secretaries on Friday", WHO),
        ("end Lena's access to Secretaries", "Lena"),
    ],
)
def test_the_end_of_one_group_is_offered_as_that_and_ends_nothing_else(text: str, who: str) -> None:
    found = read(text)
    assert found == Unknown(suggestions=(f"remove {who} from Secretaries", f"end {who}", "help"))
    assert read(found.suggestions[0]) == Change(adds=False, who=who, groups=("Secretaries",))


@pytest.mark.parametrize(
    "text",
    [
        "add Erin to Receptionists instead of Secretaries",
        "add Erin to Receptionists if Adam agrees",
        "føj Erin til Receptionists i stedet for Secretaries",
        "füge Erin statt zu Secretaries zu Receptionists hinzu",
    ],
)
def test_what_is_wished_on_a_condition_or_instead_of_something_is_offered_without(text: str) -> None:
    found = read(text)
    assert isinstance(found, Unknown)
    assert read("add Erin to Receptionists if possible") == Change(adds=True, who="Erin", groups=("Receptionists",))


@pytest.mark.parametrize(
    "text", ["invite {} as Secretaries instead of Receptionists", "lade {} als Secretaries statt Receptionists ein"]
)
def test_an_invitation_instead_of_another_is_asked_back(text: str) -> None:
    assert isinstance(read(text.format(NEW)), Unknown)


@pytest.mark.parametrize("said", ["for today", "today only", "only today"])
def test_for_today_is_until_today(said: str) -> None:
    for found in (read(f"add Erin to Receptionists {said}"), read(f"invite {NEW} {said}")):
        assert isinstance(found, Change | Invite)
        assert (found.until, found.bad_date) == (TODAY, False)


@pytest.mark.parametrize(
    "text", ["füge Erin nur heute zu Receptionists hinzu", "tilføj Erin til Receptionists kun i dag"]
)
def test_for_today_is_until_today_in_german_and_danish(text: str) -> None:
    assert read(text) == Change(adds=True, who="Erin", groups=("Receptionists",), until=TODAY)


@pytest.mark.parametrize("said", ["for a fortnight", "over Christmas", "while Ida is away", "over the holidays"])
def test_an_end_that_is_no_day_is_told(said: str) -> None:
    for found in (read(f"add Erin to Receptionists {said}"), read(f"invite {NEW} as Receptionists {said}")):
        assert isinstance(found, Change | Invite)
        assert (found.until, found.bad_date, found.groups) == (None, True, ("Receptionists",))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("to end of March", Extend(who=WHO, until=date(2027, 3, 31))),
        ("to Friday", Extend(who=WHO, until=date(2026, 12, 4))),
        ("until Friday week", Extend(who=WHO, until=date(2026, 12, 11))),
        ("another month", Extend(who=WHO, longer=Span(months=1, days=0))),
        ("2 weeks or 3 weeks", Extend(who=WHO, bad_date=True)),
        ("to the middle of March", Extend(who=WHO, bad_date=True)),
    ],
)
def test_more_time_is_until_the_day_that_was_said_or_says_that_it_was_not_read(said: str, meant: Extend) -> None:
    assert read(f"extend {WHO} {said}") == meant


def test_more_time_of_a_name_and_in_german_and_danish_is_read_alike() -> None:
    assert read("extend Priya to end of March") == Extend(who="Priya", until=date(2027, 3, 31))
    assert read(f"verlängere {WHO} auf den 31. März") == Extend(who=WHO, until=date(2027, 3, 31))
    assert read(f"forlæng {WHO} til midten af marts") == Extend(who=WHO, bad_date=True)
    assert isinstance(read(f"let {WHO} stay until Friday"), Unknown), "who has access already is not invited"


@pytest.mark.parametrize(
    "text",
    [
        "pause Erin",
        "pause her",
        "pause the guest",
        f"pause {WHO}",
        "pause Erin's access until Friday",
        "pausiere Lena",
        "sæt Lena på pause",
    ],
)
def test_one_person_cannot_be_paused_and_nothing_else_is_paused_instead(text: str) -> None:
    found = read(text)
    assert isinstance(found, Unknown)
    assert "pause provisioning" in found.suggestions


def test_all_of_it_is_paused_and_resumed_whatever_it_is_called() -> None:
    assert [read(f"pause{what}") for what in ("", " it", " everything", " the sync", " please")] == [
        Pause(reason="")
    ] * 5
    assert read("pause everything until Friday") == Pause(until=date(2026, 12, 4))
    assert read("resume") == Resume()
    assert isinstance(read("resume Erin"), Unknown)


@pytest.mark.parametrize(
    "text",
    [
        *("away until Friday, deputy Maria", "away until Friday. Maria covers for me"),
        *("bin bis Freitag weg, Maria vertritt mich", "away until Friday and Maria decides"),
    ],
)
def test_who_decides_meanwhile_may_be_named_in_other_words(text: str) -> None:
    assert read(text) == Away(until=date(2026, 12, 4), who="Maria")


def test_a_german_verb_in_two_parts_adds_and_does_not_remove() -> None:
    assert read("nimm Erin in Receptionists auf") == Change(adds=True, who="Erin", groups=("Receptionists",))
    assert read("nimm Erin aus Receptionists") == Change(adds=False, who="Erin", groups=("Receptionists",))


@pytest.mark.parametrize(
    "text",
    [
        f"invite {NEW} as Receptionists and {WHO} as Secretaries",
        f"{NEW} Receptionists\n{WHO} Secretaries",
        f"invite {NEW} and Carl Hansen as Receptionists",
        f"invite {NEW}, erin and priya as Receptionists until 26 Feb",
        f"invite Receptionists {NEW}, Secretaries {WHO}",
    ],
)
def test_nobody_gets_the_groups_of_another_and_nobody_who_is_named_is_passed_over(text: str) -> None:
    assert isinstance(read(text), Unknown)


@pytest.mark.parametrize(
    "text",
    [
        f"invite {NEW} and {WHO} as Receptionists and Secretaries",
        f"invite {NEW}, {WHO} to Receptionists, Secretaries",
        f"invite Ana Costa <{NEW}> and Bo Berg <{WHO}> as Receptionists and Secretaries",
        f"invite as Receptionists and Secretaries: {NEW}, {WHO}",
    ],
)
def test_groups_behind_or_before_all_of_them_are_everybodys(text: str) -> None:
    assert read(text) == Invite(addresses=(NEW, WHO), groups=("Receptionists", "Secretaries"))


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("invite Erin", "add Erin"),
        (
            "I want to invite Erin Lang to Receptionists and Secretaries, thanks",
            "add Erin Lang to Receptionists, Secretaries",
        ),
        ("lade Erin ein", "add Erin"),
    ],
)
def test_a_colleague_who_is_invited_by_name_is_offered_as_an_addition(text: str, offered: str) -> None:
    assert read(text) == Unknown(suggestions=(offered, "invite", "help"))


@pytest.mark.parametrize(
    "text", ["invite someone", "Invite Two People", "invite an External", "lade Gäste ein", "lade einen Berater ein"]
)
def test_nobody_in_particular_opens_the_form(text: str) -> None:
    assert read(text) == Invite()


def test_a_name_with_a_day_opens_the_form_which_keeps_the_day() -> None:
    assert read("invite Erin until 5 Jan 2027") == Invite(until=date(2027, 1, 5))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (f"invite {WHO}, not-an-address, {NEW}", ("not-an-address",)),
        (f"invite {WHO}, lars, fabrikam.example, {NEW} as Receptionists", ("lars", "fabrikam.example")),
        (f"indbyd {WHO}; lars; {NEW}", ("lars",)),
        (f"lade {WHO}, lars@, x@y, {NEW} ein", ("x@y",)),
        (f"invite {WHO}, please, {NEW}", ()),
        (f"invite {WHO}, and {NEW}", ()),
        (f"invite {WHO}, until 26 Feb, {NEW}", ()),
        (f"invite {WHO}, Receptionists, {NEW}", ()),
        (f"invite {WHO}, 26.2.2027, {NEW}", ()),
    ],
)
def test_a_word_between_two_addresses_that_is_none_is_told_as_such(text: str, wrong: tuple[str, ...]) -> None:
    found = read(text)
    assert isinstance(found, Invite)
    assert (found.addresses, found.not_addresses) == ((WHO, NEW), wrong)
