"""How each of several people is told in one line: who, where it stands, until when, and what differs from the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cards.changes import change_in_words, lost_in_words
from cards.words import Text, has, safe_text, together
from provisioning.domain.states import State

if TYPE_CHECKING:
    from cards.words import Voice
    from provisioning.views import BatchRow, PartView

#: Where nothing was given, there is no end of it.
_CAME_TO_NOTHING = frozenset({State.REFUSED, State.REJECTED, State.CANCELLED, State.EXPIRED, State.SUPERSEDED})
#: So much of a reason stands beside a name.
LONGEST_IN_ROW = 80


def person_in_words(voice: Voice, row: BatchRow) -> Text:
    """Somebody by name and address; the address alone where that is all there is."""
    name = row.name if row.name != row.address else ""
    return together(voice.free(name), voice.free(row.address))


def state_in_words(voice: Voice, row: BatchRow) -> Text:
    """Where their request stands, or when what it gave ended."""
    return voice.say("state-over", at=row.ended) if row.ended else voice.say(f"state-{row.state.replace('_', '-')}")


@dataclass(frozen=True, kw_only=True)
class Usual:
    """What most of them have in common, in words: told once, so that what differs stands out."""

    change: Text
    loses: Text
    reason: str


def usual_of(voice: Voice, part: PartView) -> Usual:
    """What is told once of everybody in this part."""
    changes, losses = ([told(voice, row) for row in part.rows] for told in (_change, _loses))
    reasons = [row.reason for row in part.rows]
    return Usual(
        change=max(changes, key=changes.count),
        loses=max(losses, key=losses.count),
        # where somebody has none, whoever has one says it: told for all it would be theirs too
        reason=max(reasons, key=reasons.count) if all(reasons) else "",
    )


def _change(voice: Voice, row: BatchRow) -> Text:
    return change_in_words(voice, row.change) if row.change else Text()


def _loses(voice: Voice, row: BatchRow) -> Text:
    """The roles that go with the groups of whoever is removed."""
    return lost_in_words(voice, row.change) if row.change and row.change.leaves else Text()


def ends_in_words(voice: Voice, row: BatchRow) -> Text:
    """Until when, or for how long, they would have it."""
    if row.lasts:
        return voice.say("row-lasts", lasts=row.lasts)
    return voice.say("row-until", until=row.until) if row.until else voice.say("no-end")


def _decided(voice: Voice, row: BatchRow, state: Text) -> Text:
    """Who decided, beside the state; in its place where that is the decision."""
    if row.state is State.REJECTED and not row.approved:
        return voice.say("title-rejected", by=row.decided_by)
    return together(state, voice.say("decided-approved" if row.approved else "decided-rejected", by=row.decided_by))


def named(voice: Voice, row: BatchRow, usual: Usual, *, gives: bool) -> Text:
    """Somebody by name and address, with where it stands, until when, and what differs from the others."""
    until = ends_in_words(voice, row) if gives and not row.ended and row.state not in _CAME_TO_NOTHING else Text()
    state = Text() if row.state is State.PENDING else state_in_words(voice, row)
    if row.decided_by:
        state = _decided(voice, row, state)
    change, loses = _change(voice, row), _loses(voice, row)
    differs = [change if change != usual.change else Text()]
    if loses != usual.loses:
        differs.append(voice.say("row-loses", effects=loses or voice.say("change-no-roles")))
    reason = Text()
    if row.reason and row.reason != usual.reason:
        reason = voice.say("batch-reason", reason=safe_text(row.reason, LONGEST_IN_ROW))
    return voice.say(
        "batch-row", number=row.number, told=together(person_in_words(voice, row), state, until, *differs, reason)
    )


def who_in_words(voice: Voice, name: str) -> Text:
    """Who may decide, as the settings name them."""
    key = f"who-is-asked-{name}"
    return voice.say(key) if has(key) else safe_text(name)
