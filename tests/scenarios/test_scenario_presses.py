"""Card data is input from a stranger: whatever a press carries, it does no more than its card allows its presser."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from forging import Forger
from tenant import card_id

from cards.actions import TEXT

if TYPE_CHECKING:
    from tenant import Demo

GUEST = "guest@northwind.example"
NONSENSE: list[Any] = [None, 7, True, 1.5, "", "x" * 5000, ["a"], {"a": 1}, [], {}, "' OR 1=1 --", "\N{SHRUG}"]


@pytest.fixture(scope="module")
def forger(demo: Demo) -> Forger:
    return Forger(demo)


def world(demo: Demo) -> dict[str, Any]:
    """Everything that a press could have changed outside Usher."""
    books = demo.books()
    return {key: books[key] for key in ("memberships", "assignments", "accounts", "invitations")}


def audited(demo: Demo, event: str) -> list[dict[str, Any]]:
    """The details of every audit row of this kind."""
    with closing(sqlite3.connect(f"file:{demo.data / 'usher.sqlite'}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT detail FROM audit WHERE event = ? ORDER BY id", (event,))
        return [json.loads(detail) for (detail,) in rows]


def asked(demo: Demo, mail: str) -> tuple[str, str]:
    """A request that waits for Adam: ids of Olivia's card and of Adam's, as their buttons carry them."""
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    cards = {m["id"]: card_id(m["card"]) for who in ("olivia", "adam") for m in demo.chat(who)}
    return cards[mine], cards[his]


def test_a_card_works_for_nobody_but_its_reader(demo: Demo, forger: Forger) -> None:
    _, his = asked(demo, "theirs@fabrikam.example")
    before, refused = world(demo), len(audited(demo, "action.refused"))
    people = ("olivia", "erin", "priya", "maria", GUEST)
    answers = {who: forger.send(who, "request.approve", {"card": his}) for who in people}
    assert {status for status, _ in answers.values()} == {200}
    assert all("changed nothing" in words or "Nothing was changed" in words for _, words in answers.values())
    assert "members of this organisation" in answers[GUEST][1]
    assert (world(demo), audited(demo, "decision.approved")) == (before, [])
    assert [row["verb"] for row in audited(demo, "action.refused")[refused:]] == ["request.approve"] * len(people)


def test_a_card_that_never_existed_is_nobodys(demo: Demo, forger: Forger) -> None:
    before = world(demo)
    for card in ("0" * 32, *NONSENSE):
        for data in ({"card": card}, {"card": card, "confirm": "R-1"}):
            status, words = forger.send("adam", "request.approve", data)
            assert (status, "changed nothing" in words) == (200, True), (card, words)
    nothing: tuple[Any, ...] = (None, {})
    for without in nothing:
        assert "changed nothing" in forger.send("adam", "request.approve", without)[1]
    assert (world(demo), audited(demo, "decision.approved")) == (before, [])


def test_a_verb_that_a_card_never_offered_does_nothing(demo: Demo, forger: Forger) -> None:
    mine, his = asked(demo, "verbs@fabrikam.example")
    before = world(demo)
    never = ("end.now", "setup.confirm_owners", "expiry.end_now", "list.open", "say", "drop.table", "__class__")
    for verb in ("request.approve", *never):
        assert "out of date" in forger.send("olivia", verb, {"card": mine})[1]
    for verb in ("request.cancel", "request.retry", *never):
        assert "out of date" in forger.send("adam", verb, {"card": his})[1]
    assert (world(demo), audited(demo, "decision.approved")) == (before, [])
    assert audited(demo, "request.cancelled") == []


def test_data_of_wrong_types_never_breaks_anything(demo: Demo, forger: Forger) -> None:
    _, his = asked(demo, "types@fabrikam.example")
    form = demo.say("olivia", "invite shapes@fabrikam.example as Secretaries for 2 months")
    blank = next(card_id(m["card"]) for m in demo.chat("olivia") if m["id"] == form)
    before = world(demo)
    told: list[tuple[int, str]] = []
    for odd in NONSENSE:
        told.append(forger.send("adam", "request.reject", {"card": his, "reason": odd if odd != "x" * 5000 else " "}))
        for name in ("address", "groups", "until", "option", "sponsor", "delivery"):
            typed = {"address": "shapes@fabrikam.example", "groups": "Secretaries", "option": "guest", name: odd}
            told.append(forger.send("olivia", "invite.compare", {"card": blank, **typed}))
    assert {status for status, _ in told} == {200}
    assert not any("Something broke" in words or "Traceback" in words for _, words in told)
    assert forger.send("adam", "request.reject", {"card": his, "reason": "half a sign: \ud800"})[0] == 400
    assert world(demo) == before


def test_tokens_and_bodies_that_teams_never_sends_are_refused_and_leave_no_trace(demo: Demo, forger: Forger) -> None:
    mail = "strange@fabrikam.example"
    _, his = asked(demo, mail)
    genuine = forger.press("adam", "request.approve", {"card": his, "confirm": mail})
    before, trail = world(demo), events(demo)
    statuses = {
        **{name: forger.raw(json.dumps(genuine).encode(), token) for name, token in forger.strange_tokens().items()},
        **{name: forger.raw(body, forger.token()) for name, body in strange_bodies(genuine).items()},
    }
    assert {name: status for name, status in statuses.items() if status not in {400, 401, 403, 413}} == {}
    assert (world(demo), events(demo)) == (before, trail)
    assert "Approved by Adam" in json.dumps(forger.post(genuine)[1])  # it was only the forgery that was wrong


def events(demo: Demo) -> int:
    """How many rows the audit has."""
    with closing(sqlite3.connect(f"file:{demo.data / 'usher.sqlite'}?mode=ro", uri=True)) as database:
        return int(database.execute("SELECT count(*) FROM audit").fetchone()[0])


def strange_bodies(genuine: dict[str, Any]) -> dict[str, bytes]:
    """The genuine press with something wrong in it."""
    whole = json.dumps(genuine)
    deep = json.dumps({**genuine, "value": {"action": {**genuine["value"]["action"], "data": {"d": "DEEP"}}}})
    elsewhere = json.dumps({**genuine, "serviceUrl": "https://smba.trafficmanager.net.evil.example/"})
    return {
        "empty": b"",
        "half": whole[: len(whole) // 2].encode(),
        "a list": f"[{whole}]".encode(),
        "not UTF-8": whole.replace("msteams", "ms\xff").encode("latin-1"),
        "UTF-16": whole.encode("utf-16"),
        "endless depth": deep.replace('"DEEP"', "[" * 20_000 + "]" * 20_000).encode(),
        "not a number": deep.replace('"DEEP"', "NaN").encode(),
        "a huge number": deep.replace('"DEEP"', "9" * 400).encode(),
        "NUL": deep.replace("DEEP", "\\u0000").encode(),
        "sender is a list": json.dumps({**genuine, "from": [genuine["from"]]}).encode(),
        "object id is a number": json.dumps({**genuine, "from": {**genuine["from"], "aadObjectId": 7}}).encode(),
        "verb is a list": whole.replace('"request.approve"', '["request.approve"]').encode(),
        "no id": json.dumps({key: one for key, one in genuine.items() if key != "id"}).encode(),
        "a service elsewhere": elsewhere.encode(),
        "too big": (whole + " " * 300_000).encode(),
    }


def test_an_activity_that_teams_sends_again_gets_the_same_answer_and_acts_once(demo: Demo, forger: Forger) -> None:
    mail = "replayed@fabrikam.example"
    _, his = asked(demo, mail)
    decided = len(audited(demo, "decision.approved"))
    activity = forger.press("adam", "request.approve", {"card": his, "confirm": mail})
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(forger.post, [activity] * 8))
    after = forger.post(activity)
    assert all(answer == after for answer in together)
    assert (after[0], "Approved by Adam" in json.dumps(after[1])) == (200, True)
    assert len(audited(demo, "decision.approved")) == decided + 1
    demo.until_reads("olivia", "Done, proven", mail)
    assert len(demo.invitations(mail)) == 1
    other = {**forger.press("olivia", "request.approve", {"card": his}), "id": activity["id"]}
    assert forger.post({**other, "conversation": activity["conversation"]})[0] == 403


def test_what_is_pressed_on_a_card_that_was_replaced_does_not_stand_there_for_ever(demo: Demo) -> None:
    mail = "questioned@fabrikam.example"
    _, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    demo.press("adam", his, "Ask")
    demo.press("adam", his, "Send question", question="Which floor?")
    demo.press("olivia", demo.until_reads("olivia", "asks you about", "Which floor?", mail)["id"], "Answer", answer="3")
    demo.until_card("adam", his, "replaces this one")
    new = demo.until_reads("adam", "answers: “3”", mail)["id"]
    assert "Rejected by Adam" in demo.press("adam", his, "Reject", reason="No"), "an old client still shows its buttons"
    demo.until_card("adam", his, "replaces this one")
    demo.until_card("adam", new, "Rejected by Adam")


def test_a_pressed_suggestion_is_answered_in_words_of_the_presser_and_below(demo: Demo) -> None:
    for who, word, said in (("olivia", "help", "The answer is further down."), ("birgit", "hjælp", "Svaret står")):
        card = demo.say(who, "give me everything pls")
        told = demo.press(who, card, word)
        assert told.startswith(said)
        assert int(demo.chat(who)[-1]["id"]) > int(card)


def test_a_suggestion_that_a_rule_declines_says_why(forger: Forger) -> None:
    status, words = forger.send(GUEST, "say", {TEXT: "help"})
    assert (status, "members of this organisation" in words) == (200, True)
