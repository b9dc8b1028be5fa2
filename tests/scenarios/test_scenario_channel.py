"""The channel: what everybody there reads, what only a presser does, and what it never hears."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forging import Forger

if TYPE_CHECKING:
    from tenant import Demo

MAIL, REASON, GROUP = "Quentin.Rivers@fabrikam.example", "Zanzibar project", "Secretaries"


def say_there(demo: Demo, person: str, text: str) -> str:
    """A line in the channel; the answer that everybody reads."""
    said = demo.post("/sandbox/teams/say", person=person, text=f"@Usher {text}", conversation="rollout")
    return str(said["messages"][-1]["text"])


def posts(demo: Demo) -> list[dict[str, Any]]:
    """The cards in the channel, as anybody in it sees them."""
    return [one for one in demo.chat("erin") if one["conversation"] == "rollout" and one["card"]]


def review(demo: Demo, person: str, post: dict[str, Any]) -> str:
    """What a dialog says to who presses Review."""
    pressed = demo.post("/sandbox/teams/click", person=person, message=post["id"], action="Review", inputs={})
    assert pressed["status"] == 200
    return str(pressed["body"]["task"])


def test_a_channel_hears_what_was_asked_and_what_became_of_it_and_of_nobody(demo: Demo) -> None:
    assert "Only owners can do that" in say_there(demo, "erin", "post here")
    assert "From now on I tell here" in say_there(demo, "olivia", "post here")
    mine, his = demo.ask(f"invite {MAIL} as {GROUP} for 2 months", MAIL.lower(), reason=REASON, name="Quentin Rivers")
    asked = demo.until_reads("erin", "1 external · ◌ waiting for approval · R-1", "Review")
    assert asked["conversation"] == "rollout"
    demo.press("adam", his, "Approve", confirm=MAIL.lower())
    demo.until_card("olivia", mine, "Done, proven")
    demo.until_card("erin", asked["id"], "1 external · ✔ done · R-1")
    heard = str([one for one in demo.chat("erin") if one["conversation"] == "rollout"]).lower()
    assert not [word for word in ("quentin", "rivers", "fabrikam", "zanzibar", "secretaries") if word in heard]


def test_review_shows_each_what_is_theirs_and_sends_the_card_with_its_buttons_to_their_own_chat(demo: Demo) -> None:
    mail = "reviewed@fabrikam.example"
    _, his = demo.ask(f"invite {mail} as {GROUP} for 2 months", mail)
    post = demo.until_reads("erin", "waiting for approval", "R-2")
    stranger = review(demo, "erin", post)
    assert "Only those who have a part in R-2" in stranger
    assert mail not in stranger
    shown = review(demo, "adam", post)
    assert all(words in shown for words in ("'type': 'continue'", mail, "Why you"))
    assert "Action" not in shown
    theirs = [m for m in demo.chat("adam") if mail in m["words"] and "Why you" in m["words"]]
    while len({m["id"] for m in theirs if m["conversation"].startswith("a:")}) < 2:  # the test's own patience ends it
        theirs = [m for m in demo.chat("adam", wait=True) if mail in m["words"] and "Why you" in m["words"]]
    assert theirs[-1]["id"] != his
    demo.press("adam", theirs[-1]["id"], "Approve", confirm=mail)
    demo.until_card("erin", post["id"], "✔ done")


def test_who_takes_usher_out_of_a_team_is_still_reached_and_the_channel_hears_no_more(demo: Demo) -> None:
    forger, before = Forger(demo), len(posts(demo))
    leaving = forger.press("olivia", "", {}) | {"type": "installationUpdate", "action": "remove"}
    conversation = {**leaving["conversation"], "id": "19:rollout@thread.tacv2", "conversationType": "channel"}
    del leaving["value"], leaving["name"]
    assert forger.post({**leaving, "conversation": conversation})[0] == 200
    mine, his = demo.ask(f"invite later@fabrikam.example as {GROUP} for 2 months", "later@fabrikam.example")
    demo.press("adam", his, "Reject", reason="Not now")
    demo.until_card("olivia", mine, "Rejected")
    assert len(posts(demo)) == before
    demo.until_card("maria", demo.say("maria", "setup"), "cannot be reached", "post here")
    assert "From now on I tell here" in say_there(demo, "adam", "post here")
    assert "I begin nothing more here" in say_there(demo, "adam", "stop")


def test_a_channel_that_teams_does_not_find_or_that_was_deleted_is_said_to_be_lost(demo: Demo) -> None:
    assert "From now on I tell here" in say_there(demo, "olivia", "post here")
    told = "/connector/v3/conversations/19:rollout"
    demo.fault(target="connector", method="POST", path=told, status=404, times=2)
    demo.ask(f"invite nowhere@fabrikam.example as {GROUP} for 2 months", "nowhere@fabrikam.example")
    demo.until_card("maria", demo.say("maria", "setup"), "A channel is told what is asked for")
    demo.ask(f"invite nowhere-yet@fabrikam.example as {GROUP} for 2 months", "nowhere-yet@fabrikam.example")
    demo.until_card("maria", demo.say("maria", "setup"), "cannot be reached", "post here")
    assert "From now on I tell here" in say_there(demo, "olivia", "post here")
    demo.until_card("maria", demo.say("maria", "setup"), "A channel is told what is asked for")
    forger = Forger(demo)
    event = {**forger.press("olivia", "", {}), "type": "conversationUpdate", "id": "f:deleted"}
    where = {"channel": {"id": "19:rollout@thread.tacv2"}, "team": {"id": "19:general@thread.tacv2"}}
    event["channelData"] = {**event["channelData"], "eventType": "channelDeleted", **where}
    del event["value"], event["name"]
    assert forger.post(event)[0] == 200
    demo.until_card("maria", demo.say("maria", "setup"), "cannot be reached", "post here")
