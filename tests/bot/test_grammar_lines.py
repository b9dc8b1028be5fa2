"""A pasted list is read line by line; whatever is no list stays a sentence."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.grammar import Invite, parse
from bot.grammar_lines import LONGEST_LINE, read_corrected, read_lines, written
from bot.handlers.many import lines_of
from bot.reading import clean_text
from provisioning.domain.errors import Declined
from provisioning.usecases.judging import Line

TODAY = date(2026, 11, 24)
GROUPS = {"Receptionists": ("Reception",), "Service teams": (), "Owners": ()}


def read(text: str) -> tuple[Line, ...]:
    return read_lines(text, today=TODAY, groups=GROUPS)


@pytest.mark.parametrize(
    "text",
    [
        "mail,group,until,reason\na@fabrikam.example,Receptionists,2027-02-26,Night shift",
        "Group;Mail;Reason;Until\nreception;a@fabrikam.example;Night shift;26 Feb",
        "mail\tgroup\tuntil\treason\na@fabrikam.example\tReceptionists\t26 Feb 2027\tNight shift",
        'E-mail,Group,End,Why\n"a@fabrikam.example","RECEPTIONISTS","26.02.2027","Night shift"\n\n',
    ],
)
def test_a_heading_names_the_columns_in_any_order_and_with_any_sign_between(text: str) -> None:
    (line,) = read(text)
    assert (line.typed, line.groups, line.until) == ("a@fabrikam.example", ("Receptionists",), date(2027, 2, 26))
    assert (line.reason, line.why, line.place) == ("Night shift", None, 1)


def test_a_list_without_a_heading_begins_with_an_address_and_keeps_commas_in_the_reason() -> None:
    first, second = read(
        "a@fabrikam.example, Receptionists | Service teams, 3 months, nights, days\nb@x.example,Reception"
    )
    assert first.groups == ("Receptionists", "Service teams")
    assert (first.until, first.reason) == (date(2027, 2, 24), "nights, days")
    assert (second.groups, second.until, second.place) == (("Receptionists",), None, 2)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ("lars(at)fabrikam,Receptionists", "declined-bad-address"),
        (",Receptionists", "declined-bad-address"),
        ("a@fabrikam.example,Porters", "declined-unknown-group"),
        ("a@fabrikam.example,Receptionists,03/04", "declined-two-dates"),
        ("a@fabrikam.example,Receptionists,whenever", "declined-no-date"),
        ("a@fabrikam.example,Receptionists,from 1 Dec to 26 Feb", "declined-later-start"),
        ("a@fabrikam.example,Receptionists,1 Dec - 26 Feb", "declined-two-dates"),
    ],
)
def test_each_line_says_what_is_wrong_with_it(cells: str, why: str) -> None:
    (line,) = read(f"mail,group,until,reason\n{cells}")
    assert line.why is not None
    assert line.why[0] == why


@pytest.mark.parametrize(
    "text",
    [
        "",
        "help",
        "a@fabrikam.example",
        "invite a@fabrikam.example, b@fabrikam.example as Receptionists",
        "end\na@fabrikam.example\nb@fabrikam.example",
        "a@fabrikam.example\nb@fabrikam.example\nplease end them both",
        "please do not let in\na@fabrikam.example,Receptionists\nb@fabrikam.example,Receptionists",
    ],
)
def test_what_is_no_list_is_left_to_the_sentences(text: str) -> None:
    assert read(text) == ()


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_without_an_error(text: str) -> None:
    with suppress(Declined):  # a heading with a column of its own
        assert all(isinstance(line, Line) for line in read(text))
    assert all(isinstance(line, Line) for line in read(f"mail,group,until,reason\n{text}"))


@pytest.mark.parametrize("name", ["expires", "Valid until", "End_Date", "last day", "udløber", "gültig bis"])
def test_an_end_is_an_end_whatever_its_column_is_called(name: str) -> None:
    (line,) = read(f"mail,group,{name},reason\na@fabrikam.example,Receptionists,2027-02-26,Night shift")
    assert (line.until, line.reason, line.why) == (date(2027, 2, 26), "Night shift", None)


@pytest.mark.parametrize(
    ("head", "column"),
    [("mail,group,leaves on", "leaves on"), ("mail,group,Group", "Group"), ("mail,sponsor", "sponsor")],
)
def test_a_column_that_may_mean_something_and_is_not_read_is_told(head: str, column: str) -> None:
    with pytest.raises(Declined, match="declined-column") as told:
        read(f"{head}\na@fabrikam.example,Receptionists,2027-02-26")
    assert told.value.values == {"column": column}


@pytest.mark.parametrize("text", ["address, please", "mail, what was it again?\nI forgot", "Adresse; welche?"])
def test_a_sentence_that_begins_like_a_heading_is_not_told_of_columns(text: str) -> None:
    assert all(line.why for line in read(text))


def test_columns_about_people_are_passed_over() -> None:
    (line,) = read("First name,Name,E-mail,Company,Group\nAna,Costa,a@fabrikam.example,Fabrikam,Receptionists")
    assert (line.typed, line.groups, line.why) == ("a@fabrikam.example", ("Receptionists",), None)


def test_what_stands_beyond_the_heading_belongs_to_a_reason_or_makes_the_line_wrong() -> None:
    (line,) = read("mail,group\na@fabrikam.example,Receptionists,Owners")
    assert line.why == ("declined-column", {"column": "Owners"})
    (line,) = read("mail,group,reason\na@fabrikam.example,Receptionists,nights,days")
    assert (line.reason, line.why) == ("nights, days", None)
    (line,) = read("mail,group,reason,company\na@fabrikam.example,Receptionists,nights,Fabrikam")
    assert (line.reason, line.why) == ("nights", None), "another column is no part of it"


def test_a_quote_that_is_not_closed_swallows_no_other_line() -> None:
    lines = read(
        'mail,group,reason\na@fabrikam.example,Receptionists,"Sensor\nb@fabrikam.example,Owners\nc@fabrikam.example,'
    )
    assert [line.typed for line in lines] == ["a@fabrikam.example", "b@fabrikam.example", "c@fabrikam.example"]
    assert [line.reason for line in lines] == ["Sensor", "", ""]


@pytest.mark.parametrize(
    ("text", "groups", "reason"),
    [
        ('a@fabrikam.example,Owners,26 Feb 2027,"first; second"\n', ("Owners",), "first; second"),
        ("a@fabrikam.example,Owners;Receptionists,26 Feb 2027\n", ("Owners", "Receptionists"), ""),
        ('a@fabrikam.example,"Owners;Receptionists",26 Feb 2027,x\n', ("Owners", "Receptionists"), "x"),
        ("a@fabrikam.example;Owners;26 Feb 2027;first, second\n", ("Owners",), "first, second"),
        ("mail,group,until,what; why\n", (), ""),
    ],
)
def test_cells_are_parted_by_the_sign_behind_the_first_address(text: str, groups: tuple[str, ...], reason: str) -> None:
    if not groups:
        with pytest.raises(Declined, match="declined-column") as told:
            read(f"{text}a@fabrikam.example,Owners")
        assert told.value.values == {"column": "what; why"}
        return
    first, second = read(f"{text}b@fabrikam.example{text[18]}Owners")
    assert (first.groups, first.until, first.reason, first.why) == (groups, date(2027, 2, 26), reason, None)
    assert (second.typed, second.groups, second.why) == ("b@fabrikam.example", ("Owners",), None)


def test_a_cell_in_quotes_may_have_line_ends_in_it() -> None:
    lines = read(
        'mail,group,until,reason\na@fabrikam.example,Owners,26 Feb 2027,"line one\n\nline ""two"", b@x.example\nthree"\n'
        'b@fabrikam.example,"Owners\nReceptionists",,x'
    )
    assert [line.reason for line in lines] == ['line one line "two", b@x.example three', "x"]
    assert [line.typed for line in lines] == ["a@fabrikam.example", "b@fabrikam.example"]
    (line,) = read('reason,mail,group\n"line one\nline two",a@fabrikam.example,Owners')
    assert (line.typed, line.reason, line.why) == ("a@fabrikam.example", "line one line two", None)


def test_a_quote_that_is_closed_by_another_persons_swallows_nobody() -> None:
    lines = read(
        'mail,group,reason\na@fabrikam.example,Owners,"5\nb@fabrikam.example,Owners,6"\nc@fabrikam.example,Owners,x'
    )
    assert [line.typed for line in lines] == ["a@fabrikam.example", "b@fabrikam.example", "c@fabrikam.example"]


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"'])
def test_what_a_spreadsheet_writes_above_a_list_is_passed_over(first: str) -> None:
    (line,) = read(f"{first}\nmail;group;until\na@fabrikam.example;Owners;26-02-2027")
    assert (line.typed, line.groups, line.until, line.why) == (
        "a@fabrikam.example",
        ("Owners",),
        date(2027, 2, 26),
        None,
    )


def test_a_name_before_an_address_in_angles_is_no_part_of_it() -> None:
    heading = read("mail\tgroup\nHans Hansen <a@fabrikam.example>\tOwners")
    without = read('"Hansen, Hans <a@fabrikam.example>",Owners\nb@fabrikam.example,Owners')
    assert [(line.typed, line.why) for line in (*heading, without[0])] == [("a@fabrikam.example", None)] * 2
    assert again(heading[0].raw, 1) == heading[0]
    (wrong,) = read("mail\tgroup\nb@x.example <a@fabrikam.example>\tOwners")
    assert wrong.why == ("declined-bad-address", {})


def again(text: str, place: int = 7) -> Line | None:
    return read_corrected(place, text, today=TODAY, groups=GROUPS)


@pytest.mark.parametrize(
    "text",
    [
        "mail,group,until,reason\na@fabrikam.example,Porters,2027-02-26,Night shift",
        'Group;Mail;Reason;Until\nreception | service teams;lars(at)fabrikam;"Nights, ""late""; days";26 Feb',
        "a@fabrikam.example, Receptionists, whenever, nights, days\nb@x.example,Reception",
        "mail\tgroup\tuntil\treason\n\tReceptionists\t03/04\tNight shift",
    ],
)
def test_a_line_as_it_stands_is_read_again_as_it_was(text: str) -> None:
    for line in read(text):
        assert again(line.raw, line.place) == line


@pytest.mark.parametrize("span", ["for 3 months", "for 14 days", "until 26 Feb 2027", ""])
def test_people_of_a_command_are_corrected_as_lines_that_say_the_same(span: str) -> None:
    said = f"invite a@fabrikam.example and lars@ and b@x.example as Receptionists {span} because nights, days"
    intent = parse(said, today=TODAY, groups=GROUPS, roles={})
    assert isinstance(intent, Invite)
    lines = lines_of(intent)
    assert len(lines) > 1
    for line in lines:
        assert again(line.raw, line.place) == line


def test_what_was_wrong_for_all_people_of_a_command_is_not_forgotten_by_correcting_one() -> None:
    intent = parse("invite a@fabrikam.example and b@x.example as Porters", today=TODAY, groups=GROUPS, roles={})
    assert isinstance(intent, Invite)
    assert [line.raw for line in lines_of(replace(intent, unknown_groups=("Porters",)))] == ["", ""]
    waiting = lines_of(replace(intent, later=True))
    assert [(line.raw, line.why) for line in waiting] == [("", ("declined-later-start", {}))] * 2


def test_a_corrected_line_is_read_by_the_same_words_and_an_empty_one_is_dropped() -> None:
    line = again("a@fabrikam.example; Reception; 3 months; nights")
    assert line is not None
    assert (line.place, line.typed, line.groups) == (7, "a@fabrikam.example", ("Receptionists",))
    assert (line.until, line.reason, line.why) == (date(2027, 2, 24), "nights", None)
    assert [again(nothing) for nothing in ("", "  ", ",,", ";")] == [None] * 4
    wrong = again("a@fabrikam.example, Porters")
    assert wrong is not None
    assert wrong.why == ("declined-unknown-group", {"group": "Porters"})


@given(st.lists(st.text(max_size=40), min_size=4, max_size=4))
@example(["0;", "", "", ""])
@example(["a@fabrikam.example; Receptionists", "", "", ""])
def test_whatever_stands_in_the_cells_is_written_so_that_the_same_cells_are_read(cells: list[str]) -> None:
    kept = [" ".join(cell.split()) for cell in cells]
    line = again(written(kept))
    assert (line.raw if line else "") == (written(kept) if line else "")
    assert len(written([cell * 40 for cell in kept])) <= LONGEST_LINE


@given(st.text(max_size=400))
def test_any_correction_is_read_without_an_error(text: str) -> None:
    line = again(text)
    assert line is None or line.place == 7


def test_rows_that_a_spreadsheet_copies_are_rows_each_with_its_own_group() -> None:
    copied = "a@fabrikam.example\tReceptionists\n b@fabrikam.example \tOwners\nc@fabrikam.example\t\t26 Feb 2027\n"
    lines = read(clean_text(copied, [], "bot"))
    assert [line.groups for line in lines] == [("Receptionists",), ("Owners",), ()]
    assert [line.until for line in lines] == [None, None, date(2027, 2, 26)]
