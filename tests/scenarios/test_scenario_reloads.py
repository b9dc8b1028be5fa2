"""A press that ends its card's business is told by the message as well, which is all that stays when Teams is opened anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tenant import Demo

LIST = "maria@fabrikam.example,Secretaries,2027-03-31,Audit\njens@fabrikam.example,Secretaries,2027-03-31,Audit"
#: What Olivia writes, what the card says once it can be pressed, the button, and what it says then.
FINISHED = [
    ("invite kim@fabrikam.example as Secretaries", "Ask for approval", "Cancel", "Cancelled"),
    ("add elias to Secretaries", "Ask for approval", "Cancel", "Cancelled"),
    (LIST, "Ask for", "Cancel", "Cancelled"),
    ("pause", "Pause for", "Cancel", "Cancelled"),
    ("away until 2027-03-01 ask Adam", "Set this", "Set this", "You are away"),
    ("back", "I am back", "Cancel", "Cancelled"),
    ("back", "I am back", "I am back", "waits for you"),
    ("language", "Speak this language", "Speak this language", "English"),
]


@pytest.mark.parametrize(("line", "ready", "button", "says"), FINISHED)
def test_what_a_finished_press_says_survives_a_reload(
    demo: Demo, line: str, ready: str, button: str, says: str
) -> None:
    card = demo.say("olivia", line)
    demo.until_card("olivia", card, ready)
    told = demo.press("olivia", card, button, **({"language": "en"} if line == "language" else {}))
    assert says in told
    demo.until_stays("olivia", card, told)


def test_that_access_is_kept_or_extended_no_further_survives_a_reload(demo: Demo) -> None:
    mail = "stays@fabrikam.example"
    demo.let_in(mail)
    for line, button, says in (
        (f"end {mail}", "Keep", "Kept"),
        (f"extend {mail}", "Cancel", "Cancelled"),
    ):
        card = demo.say("olivia", line)
        demo.until_card("olivia", card, button)
        told = demo.press("olivia", card, button)
        assert says in told
        demo.until_stays("olivia", card, told)


def test_what_was_approved_together_does_not_ask_again_after_a_reload(demo: Demo) -> None:
    for name in ("maria", "frida", "elias"):
        form = demo.say("olivia", f"add {name} to Secretaries because Front desk")
        demo.until_card("olivia", form, "Ask for approval")
        demo.press("olivia", form, "Ask for approval", until="", reason="Front desk")
        demo.until_card("olivia", form, "Waiting for approval")
    listed = demo.say("adam", "approvals")
    demo.press("adam", listed, "Approve these 3")
    card = str(demo.until_reads("adam", "Approve 3 people")["id"])
    told = demo.press("adam", card, "Approve 3 people")
    assert "Approve 3 people" not in told
    demo.until_stays("adam", card, told)
