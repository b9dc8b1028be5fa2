"""Many people who were asked for together: one card for who asked, and one for each who decides."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from cards import endings, questions, ticking
from cards.actions import IN_VIEW, Field, Verb, buttons, press
from cards.elements import card, facts, footer, line, note, problem, tight, warning
from cards.fixing import fixing_together
from cards.inputs import LONGEST_REASON, ask_text
from cards.listed import Usual, ends_in_words, named, person_in_words, state_in_words, usual_of, who_in_words
from cards.risks import risks
from cards.roles import of_groups
from cards.status import not_reached
from cards.words import Text, safe_text, together, voice_of
from provisioning.domain.states import OPEN, RETRYABLE, Kind, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from microsoft_teams.cards import Action, CardElement

    from cards.words import Voice
    from provisioning.views import BatchApprovalView, BatchRow, BatchView, PartView

#: So many people are named on a requester's card: first those who need a look.
MOST_NAMED = 15
#: So many different answers are told beside a list; each request's own card has its own.
MOST_REASONS = 3
_WORKING = frozenset({State.APPROVED, State.SCHEDULED, State.EXECUTING, State.VOID})
_STANDING = {
    State.DELIVERED: "done",
    State.SUBMITTED: "checking",
    State.PENDING: "waiting",
    State.NARROWED: "consent",
}
_SAME_END = {
    State.REJECTED: "status-rejected",
    State.REFUSED: "status-refused",
    State.EXPIRED: "batch-expired",
}
_ORDER = dict.fromkeys(State, 0) | {State.PENDING: 1, State.SUBMITTED: 1, State.DELIVERED: 2}


def batch_card(view: BatchView) -> dict[str, Any]:
    """Where everybody stands, those who were not let in first, each with the reason."""
    voice = voice_of(view.reader)
    if view.fixes:
        return fixing_together(voice, view)
    body: list[CardElement] = [problem(voice.say(view.error))] if view.error else []
    body += questions.thread(voice, safe_text(view.reader.name), view.questions)
    answers = Verb.QUESTION_ANSWER in view.verbs
    body += questions.answering(voice) if answers else []
    states = [row.state for row in view.rows]
    body += not_reached(voice, view.unreached) if State.PENDING in states else []
    ended = sum(row.ended is not None for row in view.rows)
    ends = view.way == "end"
    body += endings.told_together(voice, states) if ends else []
    counts = together(*counts_of(voice, states, ended=states.count(State.DELIVERED) if ends else ended))
    body += [] if not ends and _same_end(states) else [line(counts)]
    body += [line(text) for text in _refusals(voice, view.rows)]
    ordered = sorted(view.rows, key=lambda row: (_ORDER[row.state], row.number))
    body += [tight(text) for text in voice.rows([_progress(voice, row) for row in ordered], MOST_NAMED)]
    body += endings.blocks_together(voice, view)
    if Verb.BATCH_RETRY in view.verbs:
        body.append(note(voice.say("batch-retry")))
    if view.left:
        body.append(note(voice.say("batch-left", count=view.left, way=view.way or "list")))
    numbers = [row.number for row in view.rows]
    first, last = str(min(numbers)), str(max(numbers))
    body.append(footer(voice.say("batch-footer", first=first, last=last, count=len(numbers))))
    proven = all(row.proven for row in view.rows)
    heading = heading_of(voice, states, proven=proven, over=ended == len(states))
    heading = endings.heading_together(voice, states, proven=proven) if ends else heading
    heading = voice.say("question-title-list", by=view.questions[-1].by) if answers else heading
    return card(voice, heading, body, buttons(voice, view.card, view.verbs))


def heading_of(voice: Voice, states: Sequence[State], *, proven: bool = False, over: bool = False) -> Text:
    """Where all of them stand together; that it is proven is said where everything is done, and that it is ``over`` in its place."""
    done = states.count(State.DELIVERED)
    known = {"done": done, "all": len(states), "undone": len(states) - done}
    if sort := _under_way(states):
        return voice.say(f"batch-{sort}", **known)
    if same := _same_end(states):
        return voice.say(same)
    if done < len(states):
        return voice.say("batch-partly", **known)
    return voice.say("batch-over" if over else "batch-proven" if proven else "batch-done", **known)


def _under_way(states: Sequence[State]) -> str:
    """What the list waits for, or that it is being carried out; "" where nothing of it goes on."""
    if State.SUBMITTED in states:
        return "checking"
    if State.PENDING in states:
        return "waiting-some" if State.DELIVERED in states else "waiting"
    if State.NARROWED in states:
        return "consent"
    return "working" if _WORKING & {*states} else ""


def _same_end(states: Sequence[State]) -> str:
    """The sentence for all of them, where they came to the same end and nothing was changed; else ""."""
    return _SAME_END.get(states[0], "") if len({*states}) == 1 else ""


def counts_of(voice: Voice, states: Sequence[State], *, ended: int = 0) -> list[Text]:
    """How many are done, working, waiting and so on; of those that are done, ``ended`` hold nothing of it any more."""
    sorts = Counter(_standing(state) for state in states)
    sorts += Counter(ended=ended)
    sorts -= Counter(done=ended)
    return [
        voice.say(f"batch-count-{sort}", count=sorts[sort])
        for sort in ("done", "ended", "working", "waiting", "consent", "checking", "not")
        if sorts[sort]
    ]


def _standing(state: State) -> str:
    if state in _WORKING:
        return "working"
    return _STANDING.get(state, "not")


def _refusals(voice: Voice, rows: Sequence[BatchRow]) -> list[Text]:
    """Who said no, and why: once for all of whom it was said in the same words, of a few at most."""
    said = dict.fromkeys(
        (row.decided_by, row.because) for row in rows if row.state is State.REJECTED and row.decided_by
    )
    told = [("say-rejected" if why else "say-rejected-bare", by, why) for by, why in said]
    return [voice.say(key, by=by, reason=why) for key, by, why in told[:MOST_REASONS]]


def _progress(voice: Voice, row: BatchRow) -> Text:
    told = together(_standing_of(voice, row), person_in_words(voice, row), voice.names(row.groups))
    if row.why and not row.ended and (row.state not in OPEN or row.state in RETRYABLE):
        why = voice.say(row.why, **(row.values or {}))
        return voice.say("batch-row-why", number=row.number, told=told, why=why)
    return voice.say("batch-row", number=row.number, told=told)


def _standing_of(voice: Voice, row: BatchRow) -> Text:
    """Where it stands; of more time until when as well, since nothing else in the line says what was asked for."""
    if row.kind is not Kind.EXTEND_ACCESS or row.ended:
        return state_in_words(voice, row)
    if row.state is State.DELIVERED and row.until:
        return voice.say("expiry-extended", until=row.until)
    return together(state_in_words(voice, row), ends_in_words(voice, row))


def batch_approval(view: BatchApprovalView) -> dict[str, Any]:
    """Counts first; then one part of one kind and the same groups, everybody in it by name, with one press for all of them."""
    voice = voice_of(view.reader)
    part = view.parts[view.part]
    waiting = sum(one.open for one in view.parts)
    body: list[CardElement] = []
    if view.error:
        body.append(problem(voice.say(view.error, count=len(view.ticked) or part.open)))
    if len(_told(view)) > 1:
        body += [tight(_part_line(voice, at, view.parts[at])) for at in _told(view)]
    body.append(line(_part_title(voice, part)))
    if part.open and (approved := sum(bool(row.decided_by) and row.approved for row in part.rows)):
        body.append(line(voice.say("batch-some-wait", approved=approved, count=part.open)))
    if view.confirming:
        body.append(warning(voice.say("batch-confirm", count=len(view.ticked) or part.open)))
        body.append(note(voice.say("approve-nothing-yet")))
    body += risks(voice, part.groups, part.rows) if part.open else []
    usual = usual_of(voice, part)
    if view.asking:
        body += questions.asking(voice, safe_text(view.requester), view.questions)
    elif view.choices:
        people = {
            row.number: named(voice, row, usual, gives=not part.leaves)
            for row in part.rows
            if row.number in view.choices
        }
        body += ticking.whom(voice, people, view.ticked)
    else:
        body += [tight(named(voice, row, usual, gives=not part.leaves)) for row in part.rows]
        body += questions.thread(voice, safe_text(view.requester), view.questions)
    body += facts(_facts(voice, view, part, usual))
    body += _inputs(voice, view, part)
    body.append(footer(_footer(voice, view, closes=bool(view.closes and waiting))))
    heading = voice.say("batch-approve-title" if waiting else "batch-approve-none", count=waiting)
    return card(voice, heading, body, _buttons(voice, view, part))


def _footer(voice: Voice, view: BatchApprovalView, *, closes: bool) -> Text:
    """The numbers of all that was asked together, who asked, and when it closes."""
    numbers = {row.number for one in view.parts for row in one.rows}
    first, last, sort = min(numbers), max(numbers), "-closes" if closes else ""
    if first == last:
        return voice.say(f"approve-footer{sort}", number=first, requester=view.requester, closes=view.closes)
    numbered = {"first": str(first), "last": str(last)}
    return voice.say(f"batch-approve-footer{sort}", **numbered, requester=view.requester, closes=view.closes)


def _buttons(voice: Voice, view: BatchApprovalView, part: PartView) -> list[Action]:
    if view.asking:
        return [press(voice, view.card, Verb.BATCH_SEND, row=view.part), press(voice, view.card, Verb.BACK)]
    if view.choices:
        return ticking.buttons(voice, view.card, view.part)
    made: list[Action] = []
    if Verb.BATCH_APPROVE in view.verbs:
        made.append(press(voice, view.card, Verb.BATCH_APPROVE, row=view.part, count=part.open))
    if view.confirming:
        return [*made, press(voice, view.card, Verb.BACK)]
    if Verb.BATCH_REJECT in view.verbs:
        made.append(press(voice, view.card, Verb.BATCH_REJECT, row=view.part, count=part.open))
    if len(told := _told(view)) > 1:
        after = told[(told.index(view.part) + 1) % len(told)]
        made.append(press(voice, view.card, Verb.BATCH_PAGE, row=after, part=after + 1))
    if Verb.SOME_CHOOSE in view.verbs:
        made.append(press(voice, view.card, Verb.SOME_CHOOSE, row=view.part, secondary=len(made) >= IN_VIEW))
    if Verb.BATCH_ASK in view.verbs:
        made.append(press(voice, view.card, Verb.BATCH_ASK, row=view.part, secondary=True))
    return made


def _told(view: BatchApprovalView) -> list[int]:
    """The parts of which its reader may read somebody."""
    return [at for at, one in enumerate(view.parts) if one.rows]


def _inputs(voice: Voice, view: BatchApprovalView, part: PartView) -> list[CardElement]:
    if view.confirming:
        label = voice.plain("batch-confirm-label", count=len(view.ticked) or part.open)
        return [ask_text(Field.CONFIRM, label, longest=10, required=label)]
    if Verb.BATCH_REJECT in view.verbs and not (view.choices or view.asking):
        return [ask_text(Field.REASON, voice.plain("approve-reason"), longest=LONGEST_REASON, many=True)]
    return []


def _part_line(voice: Voice, at: int, part: PartView) -> Text:
    return voice.say("batch-part", part=at + 1, title=_part_title(voice, part), count=part.open)


def _part_title(voice: Voice, part: PartView) -> Text:
    key = "batch-part-leaves" if part.leaves else f"batch-part-{part.kind.replace('_', '-')}"
    people = {"batch-part-change-role": "batch-part-people", "batch-part-leaves": "batch-part-leaves-people"}
    if any(row.is_external for row in part.rows):
        key = people.get(key, key)
    return voice.say(key, count=len(part.rows), groups=list(part.leaves) or [group.name for group in part.groups])


def _facts(voice: Voice, view: BatchApprovalView, part: PartView, usual: Usual) -> list[tuple[str, Text]]:
    asked = safe_text(view.requester)
    if usual.reason:
        asked = voice.say("approve-with-reason", who=asked, reason=usual.reason)
    who = together(*(who_in_words(voice, one) for one in view.who.split(", ")), by=", ")
    if not part.open:
        return [
            (voice.plain("fact-groups"), voice.names([group.name for group in part.groups])),
            (voice.plain("fact-asked-by"), asked),
        ]
    return [
        (voice.plain("fact-gets"), of_groups(voice, part.groups)),
        (voice.plain("fact-loses"), usual.loses),
        (voice.plain("fact-change"), usual.change),
        (voice.plain("fact-asked-by"), asked),
        (voice.plain("fact-proof"), voice.say(f"proof-will-{view.best_grade}")),
        (voice.plain("fact-why-you"), voice.say("approve-why-you", who=who, step=1, steps=view.steps)),
    ]
