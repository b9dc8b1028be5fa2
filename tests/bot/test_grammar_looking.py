"""Questions of who holds what, as people type them: each is read as it was meant, or asked back; none changes anything."""

from __future__ import annotations

from datetime import date

import pytest

from bot.grammar import Access, Change, End, Intent, Invite, Unknown, WhoHas, parse
from usher.settings import load_rules

RULES = load_rules()
GROUPS = {name: (*group.aliases, group.article) for name, group in RULES.groups.items()}
ROLES = {name: role.aliases for name, role in RULES.roles.items()}
PRIYA = "priya@contoso.example"
ME = Access(who="me")


def read(text: str) -> Intent:
    return parse(text, today=date(2026, 11, 24), groups=GROUPS, roles=ROLES)


ONESELF = [
    "my access",
    "my acess",
    "My access?",
    "show me my access please",
    "my roles",
    "what access do I have?",
    "which groups am I in",
    "what do i have",
    "do I have access to AskCody?",
    "access of me",
    "hello, my access",
]
SOMEBODY = {
    "access of priya": "priya",
    "acces of priya": "priya",
    "access of Priya Patel, please": "Priya Patel",
    f"access of {PRIYA}": PRIYA,
    f"please show the access of Priya Patel <{PRIYA}>, thanks": PRIYA,
    f"what access does {PRIYA} have?": PRIYA,
    "what does Priya Patel have": "Priya Patel",
    "which groups is priya in?": "priya",
    f"what roles has {PRIYA}": PRIYA,
}
HOLDERS = {
    "who has Owner": WhoHas(role="Owner"),
    "who has AskCody Owner?": WhoHas(role="Owner"),
    "who has the role Owner": WhoHas(role="Owner"),
    "who has Owners": WhoHas(group="Owners"),
    "who are the owners": WhoHas(group="Owners"),
    "everyone in Owners": WhoHas(group="Owners"),
    "who has access to Receptionists?": WhoHas(group="Receptionists"),
    "who is in receptionists": WhoHas(group="Receptionists"),
    "who is a receptionist": WhoHas(group="Receptionists"),
    "who has front desk": WhoHas(group="Receptionists"),
    "can you tell me who has Add-in Users": WhoHas(group="Add-in Users"),
    "who has Add-in User": WhoHas(role="Add-in User"),
    "who has Services Portal User": WhoHas(role="Services Portal Users"),
    "members of Service teams": WhoHas(group="Service teams"),
    "who has Service teams Administrators": WhoHas(group="Service teams Administrators"),
    "who has": WhoHas(),
    "who has access?": WhoHas(),
    "who has the coffee machine": WhoHas(unknown="coffee machine"),
}
#: Nothing is looked at where something else may be meant.
NO_QUESTION = [
    "who has my request",
    "who has R-12",
    f"who has invited {PRIYA}",
    "who is priya",
    "who is approving",
    "don't show who has Owner",
    "what does the role Owner do",
    "give me access to everything",
    "access",
    "who",
]


@pytest.mark.parametrize("text", ONESELF)
def test_somebody_asks_for_their_own_access_in_many_ways(text: str) -> None:
    assert read(text) == ME


@pytest.mark.parametrize("text", SOMEBODY)
def test_somebody_elses_access_is_asked_for_by_name_or_address(text: str) -> None:
    assert read(text) == Access(who=SOMEBODY[text])


@pytest.mark.parametrize("text", HOLDERS)
def test_who_has_takes_a_group_or_a_role_by_any_of_its_names(text: str) -> None:
    assert read(text) == HOLDERS[text]


@pytest.mark.parametrize("text", NO_QUESTION)
def test_what_is_no_such_question_is_asked_back(text: str) -> None:
    assert isinstance(read(text), Unknown)


def test_words_of_a_question_inside_another_command_change_nothing_about_it() -> None:
    assert isinstance(read(f"end access of {PRIYA}"), End)
    assert isinstance(read(f"invite {PRIYA} because who has Owner is open"), Invite)
    assert isinstance(read("add me to Receptionists"), Change)
