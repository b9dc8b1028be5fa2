"""What is asked about a guest beside access itself: an account that is there already, and whether it is blocked after the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tenant import Demo


ASK = "Ask Maria Moreau"


def end(demo: Demo, mail: str) -> str:
    """Olivia lets somebody in and ends it; her card of the end, which asks about the guest account."""
    demo.let_in(mail)
    form = demo.say("olivia", f"end {mail}")
    demo.press("olivia", form, "End everything now")
    told = demo.until_card("olivia", form, "Ended, proven", "Also block the guest account?")
    assert ("Leave it" in told, ASK in told) == (True, True)
    return form


def blocks(demo: Demo) -> list[str]:
    """What Usher wrote to users in Entra by itself."""
    written = [one for one in demo.books()["calls"] if one["by"] == "usher" and one["method"] == "PATCH"]
    return [one["path"] for one in written if one["path"].startswith("/graph/v1.0/users")]


def test_who_ended_a_guests_access_leaves_the_guest_account(demo: Demo) -> None:
    mail = "leftalone@fabrikam.example"
    form = end(demo, mail)
    demo.press("olivia", form, "Leave it")
    assert ASK not in demo.until_card("olivia", form, "The guest account in Entra stays: so Olivia Owens decided")
    assert not [m for m in demo.chat("maria") if mail in m["words"] and "Block" in m["words"]]


def test_an_administrator_blocks_the_guest_account_and_usher_sees_it_done(demo: Demo) -> None:
    mail = "blocked@fabrikam.example"
    form = end(demo, mail)
    demo.press("olivia", form, ASK)
    task = str(demo.until_reads("maria", f"Block the guest account of {mail}", "Olivia Owens asked for it")["id"])
    demo.press("maria", task, "Done")
    assert "A task for you" in demo.until_card("maria", task, mail), "it is not believed before it is seen"
    demo.behind("disable_user", person=mail)
    demo.press("maria", task, "Done")
    demo.until_card("maria", task, "I have seen it", "blocked in Entra")
    demo.until_card("olivia", form, "The guest account is blocked in Entra")
    assert blocks(demo) == [], "Usher blocks nobody"
    assert {"guest.block_asked", "guest.blocked"} <= {entry["event"] for entry in demo.audit()}


def test_usher_notices_by_itself_and_withdraws_the_task_where_access_is_given_again(demo: Demo) -> None:
    seen, again = "noticed@fabrikam.example", "returned@fabrikam.example"
    forms = {mail: end(demo, mail) for mail in (seen, again)}
    tasks = {}
    for mail, form in forms.items():
        demo.press("olivia", form, ASK)
        tasks[mail] = str(demo.until_reads("maria", f"Block the guest account of {mail}")["id"])
    demo.let_in(again)
    demo.until_card("maria", tasks[again], "Nothing to do any more", "access again")
    demo.until_card("olivia", forms[again], "They have access again")
    demo.behind("disable_user", person=seen)
    demo.move("6m")
    demo.until_card("olivia", forms[seen], "The guest account is blocked in Entra")
    demo.until_card("maria", tasks[seen], "I have seen it")


def test_a_guest_who_was_deleted_and_invited_anew_by_hand_is_ended_with_the_membership_of_now(demo: Demo) -> None:
    mail = "anew@fabrikam.example"
    demo.let_in(mail)
    demo.behind("delete_user", person=mail)
    demo.move("45m")  # Entra's cycle switches the account off
    demo.behind("invite_guest", mail=mail, sponsor="adam")
    demo.behind("add_member", group="Secretaries", person=mail)
    assert demo.groups(mail) == {"Secretaries"}
    form = demo.say("olivia", f"end {mail}")
    demo.press("olivia", form, "End everything now")
    demo.until_card("olivia", form, "Ended, proven")
    assert demo.groups(mail) == set()


def test_an_account_made_by_hand_is_taken_over_once_the_requester_says_so(demo: Demo) -> None:
    mail = "already@fabrikam.example"
    demo.behind("add_account", mail=mail, roles=["Insights Portal User"])
    mine = demo.say("olivia", f"invite {mail} as Secretaries for 2 months")
    demo.press("olivia", mine, "Ask for approval")
    told = demo.until_card(
        "olivia", mine, "already has an AskCody account made by hand", "Roles now", "Nothing was sent"
    )
    assert ("Take over" in told, "Cancel" in told) == (True, True)
    assert not [m for m in demo.chat("adam") if mail in m["words"]]
    assert demo.invitations(mail) == []
    demo.press("olivia", mine, "Take over")
    his = str(
        demo.until_reads("adam", "Let in", mail, "Takes over an AskCody account made by hand", "sees insights")["id"]
    )
    demo.press("adam", his, "Approve")
    demo.until_card("olivia", mine, "Done, proven", "exactly 4 roles")
    assert [one["userName"] for one in demo.books()["accounts"]].count(mail) == 1
    assert len(demo.invitations(mail)) == 1


def test_a_take_over_that_is_cancelled_sends_nothing(demo: Demo) -> None:
    mail = "called-off@fabrikam.example"
    demo.behind("add_account", mail=mail, roles=["Insights Portal User"])
    mine = demo.say("olivia", f"invite {mail} as Secretaries for 2 months")
    demo.press("olivia", mine, "Ask for approval")
    demo.until_card("olivia", mine, "Take over")
    demo.press("olivia", mine, "Cancel")
    demo.until_card("olivia", mine, "Cancelled. Nothing was changed.")
    assert "out of date" in demo.press("olivia", mine, "Take over")
    assert demo.invitations(mail) == []
    assert demo.account(mail) == (True, {"Insights Portal User"})


def test_a_guest_takes_over_an_askcody_only_account_whose_earlier_end_stays_until_it_is_extended(demo: Demo) -> None:
    mail = "moves-in@fabrikam.example"
    demo.let_in(mail, span="for 2 months", option="account")
    mine = demo.say("olivia", f"invite {mail} as Secretaries for 9 months")
    demo.press("olivia", mine, "Ask for approval", option="guest")
    demo.until_card("olivia", mine, "already has an AskCody-only account until", "Its earlier end stays")
    demo.press("olivia", mine, "Take over")
    his = str(
        demo.until_reads("adam", "Let in", mail, "Takes over the AskCody-only account of R-", "earlier end stays")["id"]
    )
    demo.press("adam", his, "Approve")
    demo.until_card("olivia", mine, "Done, proven", "exactly 3 roles")
    assert demo.groups(mail) == {"Secretaries"}
    demo.behind("accept_invitation", person=mail)  # else access would end after 30 days
    demo.extend(mail, "for 20 days")
    demo.move("64d")
    demo.until_reads("olivia", f"End {mail}", "Ended, proven")
    assert demo.groups(mail) == {"Secretaries"}, "only the account's own roles end on the account's own day"
    assert demo.account(mail) == (True, {"Add-in User", "Add-in User Delegated Access", "Search Specific Room"})
