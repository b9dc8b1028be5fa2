"""Many stories at once in one demo, and what must be true of each when it is over."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tenant import words_of

from usher.settings import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tenant import Demo

#: Seconds of wall time in which every story of a crowd must be over.
PATIENCE = 90.0


@dataclass
class Story:
    """One external's way in, and out again."""

    mail: str
    group: str
    option: str = "guest"
    #: The requester's card.
    card: str = ""
    #: The approver's card.
    asked: str = ""
    #: The card by which access is ended.
    end: str = ""


def until_proven(demo: Demo, stories: Iterable[Story], *, moving: bool = False) -> None:
    """Every form that was asked with has become a card that says so: a failure is told by a message besides, shown anew on its own."""
    wanted = {story.card: (story.mail, "Done, proven") for story in stories}
    until_all(demo, "olivia", wanted, moving=moving, on_these=True)


def ask_for_all(demo: Demo, stories: Iterable[Story]) -> None:
    """Olivia's forms, one after the other: which message answers which line is told by their order."""
    for story in stories:
        story.card = demo.say("olivia", f"invite {story.mail} as {story.group} for 2 months")


def submit(demo: Demo, stories: list[Story]) -> None:
    """Olivia presses on every form."""
    answers = demo.at_once([("olivia", s.card, "Ask for approval", {"option": s.option}) for s in stories])
    assert {status for status, _ in answers} == {200}


def approve(demo: Demo, stories: list[Story]) -> None:
    """Adam gets every card, whatever happens on its way, and approves."""
    wanted = {story.mail: ("Let in", story.mail, "Why you") for story in stories}
    found = until_all(demo, "adam", wanted)
    for story in stories:
        story.asked = found[story.mail]
    answers = demo.at_once([("adam", s.asked, "Approve", {"confirm": s.mail}) for s in stories])
    assert {status for status, _ in answers} == {200}


def until_all(
    demo: Demo,
    person: str,
    wanted: Mapping[str, tuple[str, ...]],
    *,
    moving: bool = False,
    on_these: bool = False,
) -> dict[str, str]:
    """The message that has all the words of each key, once every key has one.

    ``moving``: the world's clock is moved by ten seconds before each look, and so whoever waits looks at once.
    ``on_these``: the keys are messages, and each has its words itself.
    """
    end, found = time.monotonic() + PATIENCE, dict[str, str]()
    while time.monotonic() < end:
        if moving:
            demo.move("10s")
        chat = demo.chat(person)
        for key, words in wanted.items():
            ids = [str(m["id"]) for m in chat if all(word in m["words"] for word in words)]
            if on_these:
                ids = [key] if key in ids else []
            if ids:
                found[key] = ids[-1]
        if len(found) == len(wanted):
            return found
        time.sleep(0.5)
    lost = sorted(set(wanted) - set(found))
    chat = demo.chat(person)
    last = {k: [m["words"] for m in chat if m["id"] == k or k.partition(" ")[0] in m["words"]][-1:] for k in lost}
    raise AssertionError(f"{person} never read {[wanted[key] for key in lost]}: {last}")


def read_every_version(demo: Demo, message: str) -> list[str]:
    """What a message ever said, oldest first, from the world's own file: no poll misses anything."""
    query = "SELECT payload FROM teams_marks WHERE message = ? AND kind = 'content' ORDER BY id"
    with closing(sqlite3.connect(f"file:{demo.data / 'world.sqlite'}?mode=ro", uri=True)) as world:
        rows = world.execute(query, (message,)).fetchall()
    return ["\n".join(words_of(json.loads(payload).get("card"))) for (payload,) in rows]


def check_let_in(demo: Demo, stories: list[Story]) -> None:
    """One invitation, one membership, one account that is on; 'proven' was said once it was so, and never taken back."""
    books, rules = demo.books(), load_rules()
    for story in stories:
        guest, wanted = story.option == "guest", rules.groups[story.group]
        assert len([i for i in books["invitations"] if i["email"] == story.mail]) == int(guest), story
        groups = [m["group"] for m in books["memberships"] if m["person"] == story.mail]
        assert groups == ([story.group] if guest else []), story
        accounts = [a for a in books["accounts"] if a["userName"] == story.mail]
        assert [a["active"] for a in accounts] == [True], story
        held = set(accounts[0]["roles"])
        assert set(wanted.roles) - set(wanted.optional) <= held <= set(wanted.roles), story
        versions = read_every_version(demo, story.card)
        proven = [f"exactly {len(held)} role" in words for words in versions if "Done, proven" in words]
        assert proven, story
        assert all(proven), story
        assert "Done, proven" in versions[-1], story


def check_ended(demo: Demo, stories: list[Story]) -> None:
    """Nothing is left on."""
    books = demo.books()
    for story in stories:
        assert [m for m in books["memberships"] if m["person"] == story.mail] == [], story
        assert [a["active"] for a in books["accounts"] if a["userName"] == story.mail] == [False], story
        assert len([i for i in books["invitations"] if i["email"] == story.mail]) == int(story.option == "guest"), story


def check_audit(demo: Demo) -> None:
    """The chain holds, sealed to its end."""
    verified = demo.usher("audit", "verify")
    assert verified.returncode == 0, verified.stdout
