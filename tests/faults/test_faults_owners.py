"""Waves, the job, questions, reviews, the log and the bot's own ways go wrong at each call: said while it lasts, carried out, proven."""

from __future__ import annotations

import inspect
import itertools
import json
import re
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from rows import ALL, CALLS, KINDS
from rows_owners import OTHERS, QUESTIONS, STRUCK
from stories import check_audit, read_every_version

from provisioning.domain.ports import Directory, Platform

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenant import Demo

TEAM = "AskCody Project Team"
#: In ``make test`` each call goes wrong in one way; the slow one takes its whole time-out, and has one call.
IN_TURN = ["throttled", "away", "late", "cut", "garbage"]
#: Nobody's look goes on for so long: six looks within so much of wall time.
PATIENCE = 25.0


class Struck:
    """Which calls go wrong next, each in its way; none may be left that nobody made."""

    def __init__(self, demo: Demo, kind: str = "") -> None:
        self.demo, self._ways = demo, itertools.cycle([kind] if kind else IN_TURN)

    def order(self, *calls: str) -> None:
        for call in calls:
            self.demo.fault(**OTHERS[call].fault(KINDS[next(self._ways)]))

    def last(self, call: str, mine: str) -> None:
        """This one goes on going wrong until Olivia has read so on her card."""
        self.demo.fault(**OTHERS[call].fault(KINDS["away"], times=None))
        until_reads(self.demo, mine, OTHERS[call].lasting)
        self.demo.mend()

    def are(self) -> None:
        """Each was met by its call."""
        end = time.monotonic() + PATIENCE
        while left := self.demo.http.get("/sandbox/faults").json()["faults"]:
            assert time.monotonic() < end, f"never met: {left}"
            time.sleep(0.1)


def answered(demo: Demo, who: str, line: str, *words: str) -> str:
    """A card that is looked for by itself, or again; its message."""
    message, end = demo.say(who, line), time.monotonic() + PATIENCE
    while not all(word in words_on(demo, who, message) for word in words):
        assert time.monotonic() < end, words_on(demo, who, message)
        demo.move("10s")
        time.sleep(0.3)
    return message


def words_on(demo: Demo, who: str, message: str) -> str:
    """What a message says now."""
    return next(str(m["words"]) for m in demo.chat(who) if m["id"] == message)


def until_reads(demo: Demo, mine: str, words: str) -> None:
    """Until Olivia's card says so, and whoever waits looks at once."""
    end = time.monotonic() + PATIENCE
    while words not in words_on(demo, "olivia", mine):
        assert time.monotonic() < end, words_on(demo, "olivia", mine)
        demo.move("10s")
        time.sleep(0.3)


def decided(demo: Demo, who: str, title: str) -> None:
    """The approver types the number that the card has, and approves."""
    asked = demo.until_reads(who, title, "Why you")
    count = re.search(r"(\d+) people", asked["words"])
    assert count is not None
    demo.press(who, asked["id"], "request.approve", confirm=count[1])


def carried_out(demo: Demo, mine: str, words: str, *, cycle: bool = True) -> None:
    """To the proof, which no version of the card told before the last."""
    end = time.monotonic() + 2 * PATIENCE
    while words not in words_on(demo, "olivia", mine):
        assert time.monotonic() < end, words_on(demo, "olivia", mine)
        demo.move("10s")
        if cycle:
            demo.post("/sandbox/cycle")
        time.sleep(0.3)
    versions = read_every_version(demo, mine)
    told = [words in version for version in versions]
    assert told == sorted(told), "what was proven is never taken back"
    assert not [one for one in ("Failed", "Something broke", "Partly") if one in "\n".join(versions)]


def play_wave(demo: Demo, struck: Struck) -> None:
    """The project team in, and out again."""
    for who in ("maria", "olivia"):
        demo.press(who, answered(demo, who, "groups", "8 of 8 are in Entra"), "Confirm these groups")
    mine = answered(demo, "olivia", "open project-team", "people would get in", "3 of 3 ✔")
    struck.order("job", "pages", "list")
    demo.press("olivia", mine, "Ask for approval")
    demo.until_reads("maria", "Open project-team for", "Why you")
    struck.are()
    demo.fault(**OTHERS["application"].fault(KINDS["away"], times=None))
    decided(demo, "maria", "Open project-team for")
    struck.last("application", mine)
    struck.order("assign", "schema", "list")
    carried_out(demo, mine, "Done, proven")
    struck.are()
    assert demo.books()["assignments"] == [TEAM]
    back = answered(demo, "olivia", "take back project-team", "Nothing is deleted")
    demo.press("olivia", back, "Ask for approval")
    demo.until_reads("adam", "Take project-team back from", "Why you")
    demo.fault(**OTHERS["unassign"].fault(KINDS["away"], times=None))
    decided(demo, "adam", "Take project-team back from")
    struck.last("unassign", back)
    struck.order("unassign", "job", "list")
    carried_out(demo, back, "Taken back, proven")
    struck.are()
    assert demo.books()["assignments"] == []


def play_pause(demo: Demo, struck: Struck) -> None:
    """Paused, and resumed."""
    form = demo.say("olivia", "pause provisioning")
    demo.fault(**OTHERS["job"].fault(KINDS["away"], times=None))
    demo.press("olivia", form, "Pause for 1 day", reason="a move")
    struck.last("job", form)
    struck.order("job", "pause")
    carried_out(demo, form, "Paused, proven", cycle=False)
    struck.are()
    assert not demo.post("/sandbox/cycle").get("ran")
    again = demo.say("olivia", "resume provisioning")
    demo.fault(**OTHERS["start"].fault(KINDS["away"], times=None))
    demo.press("olivia", again, "Resume now")
    struck.last("start", again)
    struck.order("job", "start")
    carried_out(demo, again, "Provisioning goes on, proven", cycle=False)
    struck.are()
    assert demo.post("/sandbox/cycle")["ran"]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", list(KINDS) if ALL else [""])
def test_a_wave_and_a_pause_whose_every_call_goes_wrong_are_carried_out_and_proven(
    open_demo: Callable[..., Demo], kind: str
) -> None:
    demo = open_demo(scope="none")
    struck = Struck(demo, kind)
    play_wave(demo, struck)
    play_pause(demo, struck)
    check_audit(demo)


def lasting(demo: Demo, question: tuple[str, str, str, str], kind: str) -> None:
    """It is said on the card while it lasts, and answered once it does not: by itself, or when asked to look again."""
    line, who, call, words = question
    if call == "by_object_id":
        demo.fault(target="scim", by="usher", method="GET", path="/scim/v2/Users", holding="emails", status=501)
    demo.fault(**OTHERS[call].fault(KINDS[kind], times=None))
    message = demo.say(who, line)
    told = demo.until_card(who, message, OTHERS[call].lasting)
    assert words not in told or line == "setup"
    demo.mend()
    if line == "setup":
        demo.press(who, message, "Check again")
    end = time.monotonic() + PATIENCE
    while words not in (told := words_on(demo, who, message)) or OTHERS[call].lasting in told:
        assert time.monotonic() < end, told
        demo.move("10s")
        time.sleep(0.2)


@pytest.mark.timeout(600)
def test_whoever_asks_reads_what_does_not_answer_and_then_the_answer(demo: Demo) -> None:
    ways = itertools.cycle([kind for kind in KINDS if kind != "slow"])
    for question in QUESTIONS:
        for kind in KINDS if ALL else [next(ways)]:
            lasting(demo, question, kind)


def reviewed(demo: Demo) -> str:
    """The newest review's card whole, as it is drawn: what stands beside a choice is no text of its own."""
    [*_, message] = [one for one in demo.chat("olivia") if "Still needed?" in one["words"]]
    return json.dumps(message["card"])


@pytest.mark.timeout(300)
def test_a_last_sign_in_that_entra_does_not_tell_is_not_known_until_it_does(demo: Demo) -> None:
    mail = "reviewed@northwind.example"
    demo.let_in(mail)
    demo.fault(**OTHERS["sign_ins"].fault(KINDS["away"], times=None))
    demo.say("olivia", "review")
    demo.until_reads("olivia", "Still needed?")
    assert OTHERS["sign_ins"].lasting in reviewed(demo)
    demo.mend()
    end = time.monotonic() + PATIENCE
    while OTHERS["sign_ins"].lasting in reviewed(demo):
        assert time.monotonic() < end, reviewed(demo)
        demo.move("10s")
        time.sleep(0.2)


def card_comes(demo: Demo, call: str, kind: str, first: int) -> None:
    """Adam's card, once, although Teams answers the first try so, and then this call goes wrong; nobody reads that he has not got Usher."""
    mail = f"{call.replace('_', '-')}-{kind}@northwind.example"
    demo.say("adam", "help")
    path = f"/connector/v3/conversations/{demo.chat('adam')[-1]['conversation']}"
    demo.fault(target="connector", by="usher", method="POST", path=path, status=first, times=1)
    demo.fault(**OTHERS[call].fault(KINDS[kind]))
    _, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    Struck(demo).are()
    assert len([one for one in demo.chat("adam") if mail in one["words"]]) == 1
    assert "has not got Usher" not in "".join(one["words"] for one in demo.chat("olivia"))
    demo.press("adam", his, "Reject", reason="Not now")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", list(KINDS) if ALL else ["garbage"])
def test_a_card_comes_although_its_chat_cannot_be_opened_at_first(demo: Demo, kind: str) -> None:
    card_comes(demo, "open_chat", kind, HTTPStatus.NOT_FOUND)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", list(KINDS) if ALL else ["cut"])
def test_a_card_comes_although_the_bot_gets_no_token_at_first(demo: Demo, kind: str) -> None:
    card_comes(demo, "bot_token", kind, HTTPStatus.UNAUTHORIZED)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", list(KINDS) if ALL else ["away"])
def test_what_the_log_cannot_tell_is_not_called_reported(open_demo: Callable[..., Demo], kind: str) -> None:
    demo, mail = open_demo(profile="standard", readback="log"), "reported@northwind.example"
    demo.fault(**OTHERS["report"].fault(KINDS[kind], times=None))
    mine, his = demo.ask(f"invite {mail} as Secretaries for 2 months", mail)
    demo.press("adam", his, "Approve")
    demo.until_card("olivia", mine, "✔ Invited", OTHERS["report"].lasting)
    demo.post("/sandbox/cycle")
    demo.mend()
    until_reads(demo, mine, "Entra reports it done")
    versions = read_every_version(demo, mine)
    assert not [one for one in versions if "proven" in one or "AskCody not seen" in one]
    assert len(demo.invitations(mail)) == 1


def test_every_question_of_the_ports_is_struck() -> None:
    asked = {
        name
        for port in (Directory, Platform)
        for name, _ in inspect.getmembers(port, inspect.isfunction)
        if not name.startswith("_")
    }
    assert asked - {"check", "close"} == set(STRUCK)
    assert {*map(id, STRUCK.values())} <= {id(one) for one in (*CALLS.values(), *OTHERS.values())}
