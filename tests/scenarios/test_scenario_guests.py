"""What is asked about a guest beside access itself: whether the account is blocked after the end."""

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
