"""The first story whole, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tenant import Demo

if TYPE_CHECKING:
    from collections.abc import Iterator

RECEPTION = {"Visitors Administrator", "Add-in User"}
SECRETARY = {"Add-in User", "Add-in User Delegated Access", "Search Specific Room"}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    url = ""
    if request.param == "postgres":
        server = request.getfixturevalue("postgres")
        url = server.url(server.create("usher_template"))
    demo = Demo(tmp_path_factory.mktemp("demo") / "data", database=url)
    yield demo
    demo.close()


def test_a_guest_is_let_in_proven_and_out_again_on_the_last_day_after_two_warnings(demo: Demo) -> None:
    mail = "guest@fabrikam.example"
    _, his = demo.ask(f"invite {mail} as Receptionists for 2 months because Sensor project", mail)
    assert "administrator role" in demo.press("adam", his, "Approve")
    assert demo.invitations(mail) == []
    demo.press("adam", his, "Approve", confirm=mail)
    demo.until_reads("olivia", "Done, proven", "exactly 2 roles", mail)
    assert demo.account(mail) == (True, RECEPTION)
    assert demo.groups(mail) == {"Receptionists"}
    assert [one["sponsors"] for one in demo.invitations(mail)] == [["olivia"]]
    demo.move("70d")
    demo.until_reads("olivia", "Ended, proven", mail)
    assert demo.account(mail) == (False, set())
    assert demo.groups(mail) == set()
    assert len([m for m in demo.chat("olivia") if "Access end" in m["words"] and mail in m["words"]]) == 2


def test_an_account_on_the_platform_alone_ends_early_by_an_owner(demo: Demo) -> None:
    mail = "alone@northwind.example"
    demo.let_in(mail, option="account")
    assert demo.account(mail) == (True, SECRETARY)
    assert (demo.invitations(mail), demo.groups(mail)) == ([], set())
    card = demo.say("adam", f"end {mail}")
    demo.press("adam", card, "End everything now")
    demo.until_reads("adam", "Ended, proven", mail)
    demo.until_reads("olivia", "Ended, proven", mail)
    assert demo.account(mail) == (False, set())


def test_what_another_grant_gives_stays_when_one_ends_on_its_date(demo: Demo) -> None:
    mail = "both@fabrikam.example"
    demo.let_in(mail, "Secretaries", "for 1 month")
    demo.let_in(mail, "Receptionists", "for 6 months")
    demo.move("40d")
    demo.until_reads("olivia", "Ended, proven", mail)
    assert demo.groups(mail) == {"Receptionists"}
    assert demo.account(mail) == (True, RECEPTION)
