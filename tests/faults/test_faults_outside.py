"""Every call outside goes wrong in every way: never two invitations, never "proven" while it is not, and the story ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rows import ALL, CALLS, GROUPS, KINDS, SLOW_CALLS, STORIES
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
)

from sandbox.people import make_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenant import Demo

#: What is only said while something does not answer.
OUTAGES = ("I cannot reach", "asks me to wait", "Something broke", "Failed")


def crowd(kinds: list[str]) -> dict[str, list[Story]]:
    """A guest and an account for each way of going wrong."""
    return {
        kind: [Story(f"{kind}-{option}@fabrikam.example", GROUPS[kind], option) for option in ("guest", "account")]
        for kind in kinds
    }


def strike(demo: Demo, kind: str, story: Story, name: str) -> None:
    """Every call of this story goes wrong once."""
    group = make_id("group", story.group)
    for call in STORIES[name]:
        if kind != "slow" or ALL or call in SLOW_CALLS:
            demo.fault(**CALLS[call].fault(KINDS[kind], mail=story.mail, group=group))


def end_all(demo: Demo, stories: list[Story]) -> None:
    """Olivia ends everybody's access; the words of the cards say when it is proven."""
    for story in stories:
        story.end = demo.say("olivia", f"end {story.mail}")
    for kind, group in crowd_of(stories).items():
        for story in group:
            strike(demo, kind, story, "end a guest" if story.option == "guest" else "end, account only")
    demo.at_once([("olivia", s.end, "End everything now", {}) for s in stories])
    until_all(demo, "olivia", {s.mail: (s.mail, "Ended, proven") for s in stories})


def crowd_of(stories: list[Story]) -> dict[str, list[Story]]:
    """The stories by the way in which their calls go wrong."""
    return {kind: [s for s in stories if s.mail.startswith(f"{kind}-")] for kind in KINDS}


@pytest.mark.timeout(300)
def test_every_call_that_goes_wrong_once_only_costs_time(open_demo: Callable[..., Demo]) -> None:
    demo, kinds = open_demo(), crowd(list(KINDS))
    stories = [story for both in kinds.values() for story in both]
    ask_for_all(demo, stories)
    for kind, both in kinds.items():
        for story in both:
            strike(demo, kind, story, "invite a guest" if story.option == "guest" else "invite, account only")
    submit(demo, stories)
    approve(demo, stories)
    until_all(demo, "olivia", {s.mail: (s.mail, "Done, proven") for s in stories})
    check_let_in(demo, stories)
    end_all(demo, stories)
    check_ended(demo, stories)
    for story in stories:
        told = "\n".join(read_every_version(demo, story.card))
        assert [words for words in OUTAGES if words in told] == [], story
    check_audit(demo)
