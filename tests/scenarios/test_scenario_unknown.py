"""What Usher does while it does not know: an answer that was lost, a platform that shows something else."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from tenant import LOOK_EVERY, PATIENCE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenant import Demo


#: The account is read back.
PROOF = ("GET", "/scim/v2/Users")


def until(demo: Demo, found: Callable[[], Any]) -> Any:
    """Ask until there is something; the clock wakes whoever waits, so that long waits are short here."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if seen := found():
            return seen
        demo.move("1s")
        time.sleep(LOOK_EVERY)
    raise AssertionError(f"never so: {demo.chat('olivia')[-1:]}")


def calls(demo: Demo) -> list[tuple[str, str]]:
    """Usher's own, by method and path, oldest first."""
    return [(c["method"], c["path"]) for c in demo.books()["calls"] if c["by"] == "usher"]


def test_an_invitation_of_unknown_outcome_is_looked_for_before_it_is_sent_again(demo: Demo) -> None:
    mail, sent, looked = "unknown@fabrikam.example", ("POST", "/graph/v1.0/invitations"), ("GET", "/graph/v1.0/users")
    before = len(calls(demo))
    demo.fault(target="graph", method="POST", path=sent[1], status=504, times=1)
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    demo.press("adam", his, "Approve")
    until(demo, lambda: calls(demo)[before:].count(sent) > 1)
    made = calls(demo)[before:]
    first, second = (n for n, call in enumerate(made) if call == sent)
    assert made[first:second].count(looked) > 10, "it looks again and again before it dares"
    demo.until_card("olivia", mine, "Done, proven")
    assert len(demo.invitations(mail)) == 1


def test_a_membership_whose_answer_was_lost_ends_all_the_same(demo: Demo) -> None:
    mail = "lost@fabrikam.example"
    demo.let_in(mail, "Receptionists")  # known everywhere by now: the answer that gets lost is that of a success
    demo.fault(target="graph", method="POST", path="/graph/v1.0/groups", status=504, after_effect=True, times=1)
    demo.let_in(mail)
    form = demo.say("olivia", f"end {mail}")
    demo.press("olivia", form, "End everything now")
    demo.until_card("olivia", form, "Ended, proven")
    assert demo.groups(mail) == set(), "what Usher gave was taken for what somebody held before"
    assert demo.account(mail) == (False, set())


def test_a_role_too_many_is_never_called_proven(demo: Demo) -> None:
    mail = "surplus@fabrikam.example"
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    path = "/graph/v1.0/servicePrincipals"
    demo.fault(target="graph", method="POST", path=path, delay_s=2, after_effect=True, times=1)
    demo.press("adam", his, "Approve")
    until(demo, lambda: demo.account(mail))
    demo.behind("set_roles", person=mail, roles=["Owner"])
    until(demo, lambda: "verification.missing" in {entry["event"] for entry in demo.audit()})
    demo.until_card("olivia", mine, mail, "More than asked for: Owner")
    looks = calls(demo).count(PROOF)
    until(demo, lambda: calls(demo).count(PROOF) > looks + 1)  # it goes on looking, as long as it is so
    assert "Done, proven" not in demo.until_card("olivia", mine, mail)
    demo.behind("set_roles", person=mail, roles=[])
    demo.until_card("olivia", mine, "Done, proven")


def test_a_group_that_somebody_names_like_another_stops_nobody_and_gives_nothing(demo: Demo) -> None:
    for name in ("Owners", "Secretaries"):
        demo.behind("create_group", group=name, person="erin")
    demo.move("10m")  # what was read of Owners before has no say any more
    demo.let_in("namesake@fabrikam.example")
    demo.say("erin", "invite erins@fabrikam.example as Secretaries for 2 months")
    demo.until_reads("erin", "Only owners can do that.", "Adam Ahlgren and Olivia Owens can do it.")
    card = demo.say("maria", "setup")
    demo.until_card("maria", card, "Several groups in Entra have one name (Owners: ")


def test_a_guest_who_does_not_accept_is_invited_again_on_a_press_and_ends_after_30_days(demo: Demo) -> None:
    mail, sent = "late@fabrikam.example", "/graph/v1.0/invitations"
    demo.let_in(mail, span="for 6 months")
    demo.move("8d")
    card = demo.until_reads("olivia", "Not accepted for a week", mail)["id"]
    demo.press("olivia", card, "Send again")
    demo.until_card("olivia", card, "Microsoft sent it again")
    assert len(demo.invitations(mail)) == 2
    demo.fault(target="graph", method="POST", path=sent, status=504, after_effect=True, times=1)
    demo.press("olivia", card, "Send again")
    demo.until_card("olivia", card, "did not say whether")
    assert len(demo.invitations(mail)) == 3, "a mail that may have left is not sent once more"
    demo.press("olivia", card, "Give me the link")
    demo.until_reads("olivia", "Send this invitation to", mail)
    assert demo.groups(mail) == {"Secretaries"}
    demo.move("23d")
    demo.until_reads("olivia", "Ended, proven", mail)
    assert demo.groups(mail) == set()
    assert {"guest.resent", "grant.ended"} <= {entry["event"] for entry in demo.audit()}
