"""One person's flood is answered, not worked on: others notice nothing, and the audit and the tables do not fill."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from target import Target, open_target

from cards.actions import Verb

if TYPE_CHECKING:
    from collections.abc import Iterator

PER_MINUTE = 20
FLOOD = 60
TOO_FAST = "That was too fast for me. Nothing was changed. Wait a minute and try again."


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    yield from open_target(tmp_path_factory.mktemp("flooded"), per_minute=PER_MINUTE)


def too_fast(target: Target) -> int:
    return [rule for rule, _ in target.refusals()].count("declined-too-fast")


def test_a_flood_of_presses_is_told_so_and_others_are_served_meanwhile(target: Target) -> None:
    mail = "flooded@fabrikam.example"
    _, his = target.asked(mail)
    before, refused = target.standing(), len(target.refusals())
    press = {"card": "0" * 32}
    with ThreadPoolExecutor(8) as pool:
        flood = [pool.submit(target.harmless, "erin", Verb.APPROVE, press) for _ in range(FLOOD)]
        assert "AdaptiveCard" in target.harmless("adam", Verb.WHY_ME, {"card": his})
        words = [one.result() for one in flood]
    turned_away = [word for word in words if TOO_FAST in word]
    assert FLOOD - PER_MINUTE - 15 <= len(turned_away) <= FLOOD - PER_MINUTE
    assert all(TOO_FAST in word or "changed nothing" in word for word in words)
    assert target.standing() == before
    assert too_fast(target) == 1
    assert len(target.refusals()) - refused == FLOOD - len(turned_away) + 1
    assert target.count("action.refused") == len(target.refusals())


def test_what_was_turned_away_is_not_remembered_and_counts_when_it_comes_again(target: Target) -> None:
    kept = "SELECT count(*) FROM seen"
    while TOO_FAST not in target.harmless("erin", Verb.APPROVE, {"card": "0" * 32}):
        pass
    before, press = target.ask(kept), target.forger.press("erin", Verb.APPROVE, {"card": "1" * 32})
    assert TOO_FAST in str(target.forger.post(press))
    assert target.ask(kept) == before
    end = time.monotonic() + 20
    while TOO_FAST in (told := str(target.forger.post(press))):
        assert time.monotonic() < end
        time.sleep(0.2)
    assert "changed nothing" in told


def test_a_flood_of_messages_gets_one_message_for_it(target: Target) -> None:
    body = {"person": "priya", "text": "nothing that I know"}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: target.demo.post("/sandbox/teams/say", **body), range(FLOOD)))
    assert {answer["status"] for answer in answers} == {200}
    told = [m["words"] for m in target.demo.chat("priya")]
    assert len([words for words in told if TOO_FAST in words]) == 1
    assert len(told) <= PER_MINUTE + 15
    assert too_fast(target) == 2  # one of Erin's, one of Priya's


def test_everybody_else_is_as_quick_as_before(target: Target) -> None:
    began = time.monotonic()
    assert "did not get that" in "\n".join(m["words"] for m in target.demo.chat("priya"))
    assert "Why you" in str(target.demo.until_reads("adam", "Let in", "flooded@fabrikam.example")["words"])
    target.demo.say("adam", "help")
    assert time.monotonic() - began < 3
    assert "handler_failed" not in target.logged()
