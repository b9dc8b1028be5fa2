"""Several who wait for the same decision: shown person by person, approved with one press, and told one by one what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cards import ticking
from cards.actions import Field, Verb, press
from cards.changes import change_in_words, effects_in_words, keeps_in_words
from cards.elements import card, facts, footer, line, note, problem, tight, warning
from cards.inputs import ask_text
from cards.listed import LONGEST_IN_ROW, ends_in_words, person_in_words, who_in_words
from cards.risks import risks
from cards.roles import of_groups
from cards.words import LONGEST_WRITTEN, Text, safe_text, together, voice_of
from provisioning.domain.states import OF_MEMBERS, Kind, Option, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from microsoft_teams.cards import Action, CardElement

    from cards.words import Voice
    from provisioning.views import AlikeRequests, AlikeView, BatchRow

#: So many people at a glance; the others are a press away.
PAGE = 5
_SORTS = {Kind.INVITE_EXTERNAL: "invite", Kind.TEST_ACCESS: "test", Kind.EXTEND_ACCESS: "extend"}


def what_alike(voice: Voice, some: AlikeRequests, count: int = 0) -> Text:
    """As "Add 3 people to Receptionists"."""
    sort = _SORTS.get(some.kind, "remove" if some.leaves else "add")
    sort = "account" if sort == "invite" and some.option is Option.ACCOUNT else sort
    return voice.say(f"alike-{sort}", count=count or len(some.numbers), groups=some.groups or some.leaves)


def alike_card(view: AlikeView) -> dict[str, Any]:
    """The decision with its risks and exactly what each would get; afterwards what became of each."""
    voice = voice_of(view.reader)
    if not view.rows:
        return _over(voice, view)
    usual = _usual(voice, view.rows)
    rows = sorted(view.rows, key=lambda row: (_is_usual(voice, row, usual), row.number))
    shown = rows[_page(len(rows), view.page)]
    body: list[CardElement] = [problem(voice.say(view.error, count=_count(view)))] if view.error else []
    if view.confirming:
        body += [warning(voice.say("batch-confirm", count=_count(view))), note(voice.say("approve-nothing-yet"))]
    body += risks(voice, view.groups, view.rows)
    if view.choosing:
        people = {row.number: _named(voice, row, usual, gives=not view.alike.leaves) for row in rows}
        body += ticking.whom(voice, people, view.ticked)
    else:
        body += [element for row in shown for element in _row(voice, row, usual, gives=not view.alike.leaves)]
        body += _rest(voice, len(view.rows) - len(shown))
    body += [tight(_outcome(voice, row, what)) for row, what in view.others]
    body += facts(_facts(voice, view, usual))
    body += [line(text) for text in usual.effects]
    body += _inputs(voice, view)
    body.append(footer(_footer(voice, view)))
    heading = voice.say("alike-title", told=what_alike(voice, view.alike, len(view.rows)))
    return card(voice, heading, body, _buttons(voice, view, len(view.rows)))


def _over(voice: Voice, view: AlikeView) -> dict[str, Any]:
    """Nothing is left to press: who was approved, and each who was not, those first."""
    rows = sorted(view.others, key=lambda other: (other[1] in {"approved", "step"}, other[0].number))
    shown = rows[_page(len(rows), view.page)]
    done = sum(what in {"approved", "step"} for _, what in rows)
    body: list[CardElement] = [line(what_alike(voice, view.alike))]
    body += [tight(_outcome(voice, row, what)) for row, what in shown]
    body += _rest(voice, len(rows) - len(shown))
    body += [note(voice.say("alike-then"))] if done else []
    key = "alike-approved-some" if done else "alike-approved-none"
    heading = voice.say(key if view.answered else "batch-approve-none", done=done, all=len(rows))
    return card(voice, heading, body, _buttons(voice, view, len(rows)))


def _page(people: int, page: int) -> slice:
    """So many as fit a glance; after the last page comes the first."""
    first = page % -(-people // PAGE) * PAGE
    return slice(first, first + PAGE)


@dataclass(frozen=True, kw_only=True)
class _Usual:
    """What holds for most of them: told once, so that what differs stands out."""

    change: Text
    effects: tuple[Text, ...]
    #: Of all, or nothing: told for all, a reason would be theirs too who have none.
    reason: str
    requester: str


def _usual(voice: Voice, rows: Sequence[BatchRow]) -> _Usual:
    changes, effects = [_change(voice, row) for row in rows], [_effects(voice, row) for row in rows]
    reasons, requesters = ({getattr(row, name) for row in rows} for name in ("reason", "requester"))
    return _Usual(
        change=max(changes, key=changes.count),
        effects=max(effects, key=effects.count),
        reason=reasons.pop() if len(reasons) == 1 else "",
        requester=requesters.pop() if len(requesters) == 1 else "",
    )


def _change(voice: Voice, row: BatchRow) -> Text:
    return change_in_words(voice, row.change) if row.change else Text()


def _effects(voice: Voice, row: BatchRow) -> tuple[Text, ...]:
    """What somebody whom we know may do before and afterwards, and what is missing."""
    if not row.change:
        return ()
    return tuple(effects_in_words(voice, row.change)) if row.kind in OF_MEMBERS else ()


def _named(voice: Voice, row: BatchRow, usual: _Usual, *, gives: bool) -> Text:
    """Somebody by name and address, until when, and what differs from the others."""
    until = ends_in_words(voice, row) if gives else Text()
    before = voice.say("decided-approved", by=row.decided_by) if row.decided_by else Text()
    by = voice.say("alike-asked-by", requester=row.requester) if row.requester and not usual.requester else Text()
    answers = voice.say("alike-answers", sponsor=row.sponsor) if row.sponsor else Text()
    reason = Text()
    if row.reason and not usual.reason:
        reason = voice.say("batch-reason", reason=safe_text(row.reason, LONGEST_IN_ROW))
    change = _change(voice, row)
    told = together(
        person_in_words(voice, row), until, before, change if change != usual.change else Text(), by, answers, reason
    )
    return voice.say("batch-row", number=row.number, told=told)


def _row(voice: Voice, row: BatchRow, usual: _Usual, *, gives: bool) -> list[CardElement]:
    """The same, with more of what differs."""
    effects = _effects(voice, row)
    besides = [
        *(effects if effects != usual.effects else ()),
        *(keeps_in_words(voice, row.change) if row.change else ()),
    ]
    return [tight(_named(voice, row, usual, gives=gives)), *(note(text) for text in besides)]


def _is_usual(voice: Voice, row: BatchRow, usual: _Usual) -> bool:
    """Whether nothing of theirs asks for a closer look."""
    return (_change(voice, row), _effects(voice, row)) == (usual.change, usual.effects) and not row.first_of


def _rest(voice: Voice, count: int) -> list[CardElement]:
    return [note(voice.say("list-more", count=count))] if count else []


def _outcome(voice: Voice, row: BatchRow, what: str) -> Text:
    """What became of one of them."""
    state = Text() if row.state is State.PENDING else voice.say(f"state-{row.state.replace('_', '-')}")
    left = what == "left" and bool(state)
    if what == "decided" or (left and row.decided_by):
        told = voice.say("decided-approved" if row.approved else "decided-rejected", by=row.decided_by)
    else:
        told = state if left else voice.say(f"alike-{what}")
    if what == "moved":
        told = together(state, told)
    return voice.say("alike-outcome", number=row.number, name=row.name, told=told)


def _facts(voice: Voice, view: AlikeView, usual: _Usual) -> list[tuple[str, Text]]:
    asked = safe_text(usual.requester)
    if usual.reason:
        asked = (
            voice.say("approve-with-reason", who=asked, reason=usual.reason)
            if asked
            else safe_text(usual.reason, LONGEST_WRITTEN)
        )
    who = together(*(who_in_words(voice, one) for one in view.who.split(", ") if one), by=", ")
    why = voice.say("approve-why-you", who=who, step=view.step, steps=view.steps) if who else Text()
    return [
        (voice.plain("fact-gets"), of_groups(voice, view.groups)),
        (voice.plain("fact-change"), usual.change),
        (voice.plain("fact-asked-by"), asked),
        (voice.plain("fact-proof"), voice.say(f"proof-will-{view.best_grade}")),
        (voice.plain("fact-why-you"), why),
    ]


def _inputs(voice: Voice, view: AlikeView) -> list[CardElement]:
    if not view.confirming:
        return []
    label = voice.plain("batch-confirm-label", count=_count(view))
    return [ask_text(Field.CONFIRM, label, longest=10, required=label)]


def _count(view: AlikeView) -> int:
    """How many a press would approve."""
    return len(view.ticked) or len(view.rows)


def _footer(voice: Voice, view: AlikeView) -> Text:
    numbers = numbers_in_words(voice, [row.number for row in view.rows])
    return voice.say("alike-footer", numbers=numbers, closes=view.closes) if view.closes else numbers


def numbers_in_words(voice: Voice, numbers: Sequence[int]) -> Text:
    """As "R-12, R-13 and R-14"; at most five and how many more."""
    return voice.names([voice.plain("request-number", number=number) for number in numbers])


def _buttons(voice: Voice, view: AlikeView, people: int) -> list[Action]:
    if view.choosing:
        return ticking.buttons(voice, view.card)
    made: list[Action] = []
    if Verb.ALIKE_APPROVE in view.verbs:
        made.append(press(voice, view.card, Verb.ALIKE_APPROVE, count=len(view.rows)))
    if view.confirming:
        return [*made, press(voice, view.card, Verb.BACK)]
    if people > PAGE:
        made.append(press(voice, view.card, Verb.ALIKE_PAGE, row=(view.page + 1) % -(-people // PAGE)))
    if Verb.SOME_CHOOSE in view.verbs:
        made.append(press(voice, view.card, Verb.SOME_CHOOSE, row=0))
    return made
