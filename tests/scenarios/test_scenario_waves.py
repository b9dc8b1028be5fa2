"""What a wave would do, read from the sandbox's tenant over HTTP and told in Teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tenant import card_id

if TYPE_CHECKING:
    from tenant import Demo


def test_an_owner_sees_who_would_get_in_and_turns_the_pages(demo: Demo) -> None:
    for group in ("Receptionists", "Secretaries", "Facility Managers"):
        demo.post("/sandbox/entra", do="unassign_group", group=group)
    demo.post("/sandbox/entra", do="add_account", mail="forgotten@contoso.example", roles=["Add-in User"])
    message = demo.say("olivia", "preview go-live tomorrow 07:00")
    words = demo.until_reads("olivia", "people would get in · as of", "Starts")["words"]
    assert ", 07:00 (Europe/Copenhagen)" in words, "the moment that was typed is what will be asked for"
    assert "forgotten@contoso.example" in words
    assert "1 account made by hand would be lost" in words
    people = demo.press("olivia", message, "See people")
    assert "1 to 10 of" in people
    assert "11 to " in demo.press("olivia", message, "More")
    lost = demo.press("olivia", message, "Show these", change="lost")
    assert "1 to 1 of 1" in lost
    assert "books in Outlook" in lost
    demo.press("olivia", message, "Back")
    copied = demo.press("olivia", message, "CSV")
    assert "name,mail,change,why,roles now,roles then,remarks" in copied
    assert "forgotten@contoso.example,forgotten@contoso.example,would be lost," in copied


def test_whoever_is_no_owner_sees_nothing_of_it(demo: Demo) -> None:
    demo.say("erin", "preview go-live")
    assert "would get in" not in "".join(one["words"] for one in demo.chat("erin"))
    demo.say("olivia", "preview go-love-it")
    assert "I know no such wave" in demo.chat("olivia")[-1]["words"]
    demo.say("olivia", "take back go-live on 31 Feb")
    assert "I do not understand when that shall be" in demo.chat("olivia")[-1]["words"]
    demo.say("olivia", "preview")
    assert "project-team and go-live" in demo.chat("olivia")[-1]["words"]


def test_a_tenant_that_does_not_answer_is_told_and_read_when_it_does(demo: Demo) -> None:
    demo.post("/sandbox/faults", target="scim", status=503, path="/scim/v2/Users", times=3, retry_after=2)
    message = demo.say("olivia", "preview project-team")
    demo.until_reads("olivia", "Project-team: not read", "I cannot reach AskCody")
    demo.until_reads("olivia", "Project-team: ", "as of")
    assert card_id(next(one for one in demo.chat("olivia") if one["id"] == message)["card"])
