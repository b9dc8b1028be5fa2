"""Every call outside goes wrong in every way: never two invitations, never "proven" while it is not, and the story ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from absences import play_postgres_away, play_sqlite_locked
from rows import ALL, CALLS, FAILING, FIRST, GROUPS, KINDS, LASTING, NOT_THERE, SLOW_CALLS, STORIES, THEN, Single
from stories import (
    Story,
    approve,
    ask_for_all,
    check_audit,
    check_ended,
    check_let_in,
    read_every_version,
    submit,
    until_all,
    until_proven,
)

from provisioning.usecases import counting
from sandbox.people import make_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tenant import Demo

#: What is only said while something does not answer.
OUTAGES = ("I cannot reach", "asks me to wait", NOT_THERE)
FAILURES = ("Failed", "Something broke", "Partly")


#: Who goes through a fault at every call: in ``make test`` not everybody goes through everything.
CROWD = [
    (kind, option)
    for kind in KINDS
    for option in ("guest", "account")
    if ALL or (option == "account") is (kind in {"away", "throttled", "garbage"})
]


def strike(demo: Demo, kind: str, story: Story, calls: Iterable[str]) -> None:
    """Each of these calls of this story goes wrong once."""
    group = make_id("group", story.group)
    for call in calls:
        if kind != "slow" or ALL or call in SLOW_CALLS:
            demo.fault(**CALLS[call].fault(KINDS[kind], mail=story.mail, group=group))


def calls_of(story: Story, *, ends: bool = False) -> list[str]:
    """Which calls are made for it."""
    account = story.option == "account"
    if ends:
        return STORIES["end, account only" if account else "end a guest"]
    return STORIES["invite, account only" if account else "invite a guest"]


def let_in(demo: Demo, stories: list[Story]) -> None:
    """Everybody at once, to the proof."""
    submit(demo, stories)
    approve(demo, stories)
    until_proven(demo, stories)
    check_let_in(demo, stories)


def end_all(demo: Demo, stories: list[Story]) -> None:
    """Everybody's access ends at once, and that is proven; from the sixth on Adam has to approve it."""
    for some in (stories[: counting.MANY], stories[counting.MANY :]):
        if some:
            demo.at_once([("olivia", s.end, "End everything now", {}) for s in some])
    more = {s.mail: ("End", s.mail, "Why you") for s in stories[counting.MANY :]}
    for card in until_all(demo, "adam", more).values():
        demo.press("adam", card, "Approve")
    until_all(demo, "olivia", {s.mail: (s.mail, "Ended, proven") for s in stories})
    check_ended(demo, stories)


def check_both_copies(demo: Demo, story: Story) -> None:
    """Teams took a card and did not say so: it is there twice, and a press on either is a press on the same card."""
    copies = [m["id"] for m in demo.chat("adam") if "Let in" in m["words"] and story.mail in m["words"]]
    assert len(copies) == 2
    for copy in copies:
        assert "decided this" in demo.press("adam", copy, "Approve", confirm=story.mail)


def check_calm(demo: Demo, stories: list[Story]) -> None:
    """Nobody read of a failure, and what was said of an outage is gone."""
    for story in stories:
        versions = read_every_version(demo, story.card)
        assert [words for words in FAILURES if words in "\n".join(versions)] == [], story
        assert [words for words in OUTAGES if words in versions[-1]] == [], story


@pytest.mark.timeout(300)
def test_every_call_that_goes_wrong_once_only_costs_time(demo: Demo) -> None:
    stories = {
        (kind, option): Story(f"{kind}-{option}@fabrikam.example", GROUPS[kind], option) for kind, option in CROWD
    }
    crowd = list(stories.values())
    ask_for_all(demo, crowd)
    for (kind, _), story in stories.items():
        strike(demo, kind, story, calls_of(story))
    let_in(demo, crowd)
    demo.mend()
    check_both_copies(demo, stories["late", "guest"])
    for story in crowd:
        story.end = demo.say("olivia", f"end {story.mail}")
    for (kind, _), story in stories.items():
        strike(demo, kind, story, calls_of(story, ends=True))
    end_all(demo, crowd)
    demo.mend()
    check_calm(demo, crowd)
    check_audit(demo)


if ALL:

    @pytest.mark.timeout(600)
    @pytest.mark.parametrize("kind", list(KINDS))
    def test_each_call_that_goes_wrong_alone_only_costs_time(demo: Demo, kind: str) -> None:
        stories: dict[str, Story] = {}
        for option in ("guest", "account"):
            calls = dict.fromkeys(calls_of(Story("", "", option)) + calls_of(Story("", "", option), ends=True))
            for call in calls:
                mail = f"{kind}-{option}-{call.replace('_', '-')}@northwind.example"
                stories[mail] = Story(mail, "Secretaries", option)
        crowd = list(stories.values())
        struck = {mail: mail.partition("@")[0].split("-", 2)[2].replace("-", "_") for mail in stories}
        ask_for_all(demo, crowd)
        for story in crowd:
            strike(demo, kind, story, {struck[story.mail]} & set(calls_of(story)))
        let_in(demo, crowd)
        demo.mend()
        for story in crowd:
            story.end = demo.say("olivia", f"end {story.mail}")
            strike(demo, kind, story, {struck[story.mail]} & set(calls_of(story, ends=True)))
        end_all(demo, crowd)
        demo.mend()
        check_calm(demo, crowd)


def begin(demo: Demo, rows: list[Single]) -> dict[str, Story]:
    """The stories of these rows, each with its form before Olivia."""
    stories = {row.name: Story(row.mail, row.group, row.option) for row in rows}
    ask_for_all(demo, list(stories.values()))
    return stories


def order(demo: Demo, rows: list[Single]) -> None:
    """Each row's fault; a group's calls are struck at that group alone."""
    for row in rows:
        if row.name in FIRST:
            demo.fault(**FIRST[row.name])
        fault = dict(row.fault)
        if fault["path"].endswith("/groups"):
            fault["path"] += f"/{make_id('group', row.group)}/members"
        demo.fault(**fault)


def until_seen(demo: Demo, rows: list[Single]) -> None:
    """The requester reads the row's sentence, once it is that row's fault which is met first."""
    until_all(demo, "olivia", {row.name: (row.mail, row.sees) for row in rows}, moving=True)


@pytest.mark.timeout(300)
def test_what_lasts_is_said_on_the_requesters_card_and_the_story_goes_on_by_itself(
    demo: Demo,
) -> None:
    early, late = ([row for row in LASTING if row.early is wanted] for wanted in (True, False))
    by_name = begin(demo, LASTING)
    stories = list(by_name.values())
    order(demo, early)
    submit(demo, stories)
    until_seen(demo, early)
    demo.mend()
    order(demo, late)
    approve(demo, stories)
    until_seen(demo, late)
    demo.move("2m")
    until_all(demo, "olivia", {"unreadable": (by_name["unreadable"].mail, "Done, proven")})
    demo.mend()
    demo.post("/sandbox/cycle")
    until_proven(demo, stories, moving=True)
    check_let_in(demo, stories)
    check_calm(demo, stories)


@pytest.mark.timeout(300)
def test_what_a_failed_step_had_done_is_found_by_the_next_try_and_is_ours(demo: Demo) -> None:
    by_name = begin(demo, FAILING)
    stories = list(by_name.values())
    submit(demo, stories)
    order(demo, FAILING)
    approve(demo, stories)
    slow = {name: story for name, story in by_name.items() if name in THEN}
    until_all(demo, "olivia", {name: (story.mail, "✔ Checked again") for name, story in slow.items()})
    for name, story in slow.items():
        demo.fault(**THEN[name], holding=story.mail)
    until_all(demo, "olivia", {row.name: (row.mail, "Failed", row.sees, "Try again") for row in FAILING})
    demo.mend()
    demo.at_once([("olivia", story.card, "Try again", {}) for story in stories])
    until_proven(demo, stories)
    check_let_in(demo, stories)
    check_audit(demo)


@pytest.mark.timeout(300)
def test_a_database_that_goes_away_is_waited_for(demo: Demo, request: pytest.FixtureRequest) -> None:
    if demo.database:
        play_postgres_away(demo, request.getfixturevalue("postgres"), demo.database)
    else:
        play_sqlite_locked(demo)
    demo.mend()
