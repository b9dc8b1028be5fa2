from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.grammar import (
    Access,
    Approvals,
    Away,
    Cancel,
    Change,
    End,
    Extend,
    Help,
    InChannel,
    Intent,
    Invite,
    MyRequests,
    Setup,
    Unknown,
    WhoHas,
    Why,
    parse,
    telling,
)
from bot.routes import LONGEST_TEXT
from provisioning.domain.dates import Span
from usher.settings import load_rules

TODAY = date(2026, 11, 24)
RULES = load_rules()
GROUPS = {name: (*group.aliases, group.article) for name, group in RULES.groups.items()}
ROLES = {name: role.aliases for name, role in RULES.roles.items()}
WHO = "consultant@fabrikam.example"
FEB = date(2027, 2, 26)


def read(text: str) -> Intent:
    return parse(text, today=TODAY, groups=GROUPS, roles=ROLES)


def invite(
    groups: tuple[str, ...] = (), until: date | None = None, reason: str = "", lasts: Span | None = None
) -> Invite:
    return Invite(addresses=(WHO,), groups=groups, until=until, lasts=lasts, reason=reason)


R = ("Receptionists",)
INVITATIONS = {
    f"invite {WHO}": invite(),
    WHO: invite(),
    f"<{WHO}>": invite(),
    f"[{WHO}](mailto:{WHO})": invite(),
    f"Invite {WHO.upper()}!": invite(),
    f"please invite {WHO}": invite(),
    f"invte {WHO}": invite(),
    f"invite {WHO} as Receptionists until 26 Feb": invite(R, FEB),
    f"invite {WHO} until 26 Feb as Receptionists": invite(R, FEB),
    f"invite as Receptionists until 26 Feb {WHO}": invite(R, FEB),
    f"until 26 Feb invite {WHO} as Receptionists": invite(R, FEB),
    f"invite {WHO} as receptionist": invite(R),
    f"invite {WHO} as Recptionists": invite(R),
    f"invite {WHO} as a receptionist": invite(R),
    f"invite {WHO} as Front desk": invite(R),
    f"invite {WHO} as Receptionists/Front desk": invite(R),
    f"invite {WHO} as Receptionists and Service teams": invite(("Receptionists", "Service teams")),
    f"invite {WHO} as Service teams, Receptionists": invite(("Service teams", "Receptionists")),
    f"invite {WHO} as Service teams": invite(("Service teams",)),
    f"invite {WHO} as Service teams Administrators": invite(("Service teams Administrators",)),
    f"invite {WHO} as Hospitality team": invite(("Service teams",)),
    f"invite {WHO} as Add-in Users": invite(("Add-in Users",)),
    f"invite {WHO} as Secretaries, PAs, meeting coordinators": invite(("Secretaries",)),
    f"invite {WHO} until 26 February": invite((), FEB),
    f"invite {WHO} until 26 February 2027": invite((), FEB),
    f"invite {WHO} until 26.02.2027": invite((), FEB),
    f"invite {WHO} until 2027-02-26": invite((), FEB),
    f"invite {WHO} until 26/02/2027": invite((), FEB),
    f"invite {WHO} until Feb 26": invite((), FEB),
    f"invite {WHO} till 26 feb.": invite((), FEB),
    f"invite {WHO} 26 Feb": invite((), FEB),
    f"invite {WHO} until 1 Dec": invite((), date(2026, 12, 1)),
    f"invite {WHO} until 24 Nov": invite((), TODAY),
    f"invite {WHO} until tomorrow": invite((), date(2026, 11, 25)),
    f"can {WHO} get in till friday?": invite((), date(2026, 11, 27)),
    f"invite {WHO} until end of march": invite((), date(2027, 3, 31)),
    f"invite {WHO} for 3 months": invite((), date(2027, 2, 24), lasts=Span(months=3)),
    f"invite {WHO} for three months": invite((), date(2027, 2, 24), lasts=Span(months=3)),
    f"invite {WHO} for two weeks": invite((), date(2026, 12, 8), lasts=Span(days=14)),
    f"invite {WHO} for a month": invite((), date(2026, 12, 24), lasts=Span(months=1)),
    f"invite {WHO} for 10 days as Receptionists": invite(R, date(2026, 12, 4), lasts=Span(days=10)),
    f"invite {WHO} because Sensor project, floors 3-5": invite(reason="Sensor project, floors 3-5"),
    f"invite {WHO} as Receptionists until 26 Feb because of the move": invite(R, FEB, "of the move"),
}
OTHERS: dict[str, Intent] = {
    f"end {WHO}": End(who=WHO),
    f"END {WHO}.": End(who=WHO),
    f"please end {WHO}": End(who=WHO),
    f"end {WHO} until 31 Jan": End(who=WHO, until=date(2027, 1, 31)),
    "cancel R-12": Cancel(number=12),
    "cancel r12": Cancel(number=12),
    "Cancel R 12": Cancel(number=12),
    "why R-12": Why(number=12),
    "my requests": MyRequests(),
    "My requests!": MyRequests(),
    "my reqests": MyRequests(),
    "show my requests": MyRequests(),
    "approvals": Approvals(),
    "aprovals": Approvals(),
    "show me approvals": Approvals(),
    "help": Help(),
    "Help?": Help(),
    "hello": Help(),
    "setup": Setup(),
    "set up": Setup(),
    "add priya to Service teams": Change(adds=True, who="priya", groups=("Service teams",)),
    f"add {WHO} to Receptionists": Change(adds=True, who=WHO, groups=("Receptionists",)),
    f"remove {WHO} from Receptionists": Change(adds=False, who=WHO, groups=("Receptionists",)),
    f"extend {WHO} until 1 May": Extend(who=WHO, until=date(2027, 5, 1)),
    "away until 14 Dec ask olivia": Away(until=date(2026, 12, 14), who="olivia"),
    "my access": Access(who="me"),
    "who has Owner": WhoHas(role="Owner"),
    "who has Owners": WhoHas(group="Owners"),
    "access of priya": Access(who="priya"),
}
NOT_UNDERSTOOD = [
    "yes",
    "no",
    "ok",
    "approve",
    "approve R-12",
    "reject R-12",
    "R-12",
    "asdf",
    "",
    "???",
    "and",
    "ende",
    "ad",
]


@pytest.mark.parametrize("text", INVITATIONS)
def test_an_invitation_is_read_in_any_order(text: str) -> None:
    assert read(text) == INVITATIONS[text]


@pytest.mark.parametrize("text", OTHERS)
def test_a_command_is_read_with_one_typo_and_politeness(text: str) -> None:
    assert read(text) == OTHERS[text]


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_what_is_not_understood_ends_in_three_suggestions_and_is_never_a_decision(text: str) -> None:
    found = read(text)
    assert isinstance(found, Unknown)
    assert len(found.suggestions) == 3


def test_a_date_that_may_be_two_is_never_guessed() -> None:
    found = read(f"invite {WHO} until 03/04")
    assert isinstance(found, Invite)
    assert found.until is None
    assert found.unclear == (date(2027, 4, 3), date(2027, 3, 4))


def test_a_group_that_is_none_is_named() -> None:
    found = read(f"invite {WHO} as Wizards until 26 Feb")
    assert isinstance(found, Invite)
    assert (found.groups, found.unknown_groups, found.until) == ((), ("Wizards",), FEB)


def test_several_addresses_are_all_found_once() -> None:
    found = read(f"invite {WHO}, b@x.example and b@x.example; c@y.example")
    assert isinstance(found, Invite)
    assert found.addresses == (WHO, "b@x.example", "c@y.example")


@settings(max_examples=max(120, settings().max_examples), deadline=None)
@given(st.text(max_size=400))
@example("ADD:IN%USER")
def test_nothing_that_is_typed_raises(text: str) -> None:
    assert read(text) is not None


@settings(max_examples=max(50, settings().max_examples), deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["invite", "as", "until", "for 3 months", WHO, "03/04", "@", "because", "Receptionists", "r-1"]
        ),
        max_size=12,
    )
)
def test_no_order_of_known_words_raises(words: list[str]) -> None:
    assert read(" ".join(words)) is not None


UNITS = (
    *("\n", " ", "a.", "-", "/", "@", "a@b.", f"{WHO} ", f"[x](mailto:{WHO})", "<a@b", "because ", "as ", "a ", "the "),
    *(
        "26 Feb ",
        "for 3 months ",
        "until ",
        "r-1 ",
        "1",
        "Facility Managers ",
        "secretary ",
        "x",
        "ü",
        "&amp;",
        "or ",
        ",",
    ),
)
#: Processor seconds of one thread; what people type takes a hundredth of it.
A_MOMENT = 1.0


@given(
    start=st.sampled_from(["", f"invite {WHO} as ", f"invite {WHO} until ", "end "]),
    units=st.lists(st.sampled_from(UNITS), min_size=1, max_size=4),
)
@example(start=f"invite {WHO} as ", units=["\n"])
@example(start=f"invite {WHO} as ", units=["a."])
@example(start="", units=[f"{WHO} "])
def test_the_longest_line_is_read_in_a_moment_whatever_it_repeats(start: str, units: list[str]) -> None:
    told = "".join(units)
    text = (start + told * (LONGEST_TEXT // len(told)))[:LONGEST_TEXT]
    began = time.thread_time()
    read(text)
    assert time.thread_time() - began < A_MOMENT


WORDS = (
    "invite",
    "end",
    "cancel",
    "why",
    "r-",
    "12",
    "as",
    "until",
    "26 feb",
    "because",
    "not",
    WHO,
    "b@x.example",
    "Receptionists",
)


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=12), max_size=10).map(" ".join))
def test_an_intent_names_nothing_that_was_not_typed(text: str) -> None:
    found, typed = read(text), text.casefold()
    if isinstance(found, Invite):
        assert all(address in typed for address in found.addresses)
        assert set(found.groups) <= set(GROUPS)
        assert found.reason in text
    if isinstance(found, End):
        assert found.who == "me" or found.who.casefold() in typed
        assert "end" in typed
    if isinstance(found, Cancel | Why):
        assert str(found.number) in text
    if isinstance(found, Unknown):
        assert not any(isinstance(read(one), Unknown) for one in found.suggestions)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("post here", True),
        ("Please post here.", True),
        ("post here now", True),
        ("stop", False),
        ("stop posting", False),
        ("do not post", False),
        ("post", True),
        ("post here what Olivia asks", None),
        ("stop provisioning", None),
        ("end ana@fabrikam.example", None),
        ("", None),
    ],
)
def test_a_channel_is_told_or_not_where_nothing_else_is_said(text: str, tells: bool | None) -> None:
    assert telling(text) is tells


def test_in_ones_own_chat_post_here_is_explained() -> None:
    assert read("post here") == InChannel()


@pytest.mark.parametrize("end", ["until tomorow", "till he leaves", "until the project ends", "until 3 months"])
def test_an_end_that_is_no_day_is_told_and_not_passed_over(end: str) -> None:
    for command in (f"invite {WHO} as Receptionists {end}", f"add priya to Receptionists {end}"):
        found = read(command)
        assert isinstance(found, Invite | Change)
        assert (found.until, found.bad_date) == (None, True), command


@pytest.mark.parametrize("end", ["", "until", "until please", "for the office", "through Receptionists"])
def test_what_names_no_end_asks_for_none(end: str) -> None:
    found = read(f"invite {WHO} {end}")
    assert isinstance(found, Invite)
    assert not found.bad_date
