"""What somebody needs is what is to be done: access to a group that is known, for the writer or somebody by name."""

from __future__ import annotations

from datetime import date

import pytest
from test_grammar import GROUPS, TODAY

from bot.grammar import Change, Intent, Invite, Unknown, parse

FRIDAY = date(2026, 11, 27)
GROUP = ("Receptionists",)


def read(text: str) -> Intent:
    return parse(text, today=TODAY, groups=GROUPS, languages=("en", "da", "de"))


@pytest.mark.parametrize(
    "text",
    [
        "I need access to Receptionists",
        "hello, i need access to receptionists please",
        "I'd like to have access to the Receptionists group",
        "can I get access to Receptionists?",
        "could you give me access to Receptionists",
        "grant me access to Receptionists now",
        "invite me to Receptionists",
        "ich brauche Zugang zu Receptionists",
        "ich hätte gern Zugang zu Receptionists",
        "kann ich bitte Zugang zu Receptionists bekommen?",
        "gib mir Zugang zu Receptionists",
        "jeg har brug for adgang til Receptionists",
        "kan jeg få adgang til Receptionists?",
        "jeg vil gerne have adgang til Receptionists",
        "giv mig adgang til Receptionists",
    ],
)
def test_whoever_needs_access_asks_to_be_added(text: str) -> None:
    assert read(text) == Change(adds=True, who="me", groups=GROUP)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("lena needs access to Receptionists", "lena"),
        ("Hi Usher, could you give Lena Larsen access to Receptionists?", "Lena Larsen"),
        ("please let Lena have access to Receptionists", "Lena"),
        ("Lena should have access to Receptionists", "Lena"),
        ("Lena braucht Zugang zu Receptionists", "Lena"),
        ("Lena har brug for adgang til Receptionists", "Lena"),
    ],
)
def test_somebody_who_needs_access_is_to_be_added(text: str, who: str) -> None:
    assert read(text) == Change(adds=True, who=who, groups=GROUP)


def test_a_day_a_reason_several_groups_and_several_people_count_as_behind_add() -> None:
    assert read("give Lena access to Receptionists until friday because she starts") == Change(
        adds=True, who="Lena", groups=GROUP, until=FRIDAY, reason="she starts"
    )
    assert read("Lena and Bo need access to Receptionists and PAs") == Change(
        adds=True, people=("Lena", "Bo"), groups=("Receptionists", "Secretaries")
    )


@pytest.mark.parametrize(
    "text",
    [
        "I have access to Receptionists",
        "I don't need access to Receptionists",
        "lena no longer needs access to Receptionists",
        "who needs access to Receptionists",
        "does lena need access to Receptionists",
        "why does lena have access to Receptionists",
        "I lost access to Receptionists",
        "she needs access to Receptionists",
        "the consultant needs access to Receptionists",
        "and bo needs access to Receptionists",
        "Lena needs access to Receptionists or PAs",
        "I need access to everything",
        "end access to Receptionists",
    ],
)
def test_a_question_a_no_and_nobody_by_name_are_asked_back(text: str) -> None:
    assert isinstance(read(text), Unknown)


def test_an_address_that_needs_access_is_an_invitation() -> None:
    assert read("lars@fabrikam.example needs access to Receptionists") == Invite(
        addresses=("lars@fabrikam.example",), groups=GROUP
    )
