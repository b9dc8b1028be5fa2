"""Views of many people at once: a list as it was judged, and the cards of those who were asked for together."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from corpus_changes import ADD_IN, GIVES, LAST, RECEPTIONISTS, SECRETARIES, TAKES

from provisioning.domain.dates import Span
from provisioning.domain.states import Grade, Kind, State
from provisioning.views import (
    AskedView,
    BatchApprovalView,
    BatchRow,
    BatchView,
    ChangeView,
    Delivery,
    FixView,
    LineView,
    ManyFormView,
    PartView,
    QuestionView,
    ReadyView,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from provisioning.views import CardView, Reader

COMES = ChangeView(directory="created", account="created", joins=(RECEPTIONISTS,), roles_after=(ADD_IN,))


def row(number: int, state: State = State.PENDING, kind: Kind = Kind.INVITE_EXTERNAL) -> BatchRow:
    """One person of those asked for together."""
    external = kind is Kind.INVITE_EXTERNAL
    return BatchRow(
        number=number,
        kind=kind,
        state=state,
        name=f"Person {number}",
        address=f"p{number}@fabrikam.example",
        groups=("Receptionists",),
        until=date(2027, 2, 26) if external else None,
        reason="Sensor project" if external else "",
        change=COMES if external else GIVES,
        first_of="fabrikam.example" if external else "",
    )


def form(card: str, reader: Reader) -> ManyFormView:
    """Twelve lines, of which ten are ready."""
    others = (
        LineView(
            place=3,
            typed="priya@contoso.example",
            why="declined-already-member",
            values={"name": "Priya", "group": "Receptionists"},
            raw="priya@contoso.example, Receptionists",
            is_wrong=False,
        ),
        LineView(
            place=7,
            typed="lars(at)fabrikam",
            why="declined-bad-address",
            values={"address": "lars(at)fabrikam"},
            raw='lars(at)fabrikam, Receptionists, 26 Feb, "Sensors, *two*"',
        ),
    )
    ready = (
        ReadyView(
            kind=Kind.INVITE_EXTERNAL,
            groups=(RECEPTIONISTS,),
            count=9,
            ends=((date(2027, 2, 26), 8), (date(2027, 11, 24), 1)),
            takes_over=(("hand@fabrikam.example", None), ("own@fabrikam.example", date(2027, 1, 31))),
        ),
        ReadyView(kind=Kind.CHANGE_ROLE, groups=(SECRETARIES,), count=1, ends=((None, 1),)),
        ReadyView(
            kind=Kind.CHANGE_ROLE, groups=(SECRETARIES,), count=2, ends=((date(2027, 11, 24), 2),), external=True
        ),
    )
    return ManyFormView(
        card=card, reader=reader, state="ready", count=12, ready=ready, others=others, verbs=("many.ask", "form.cancel")
    )


def people_forms(ready: ManyFormView) -> Iterator[tuple[str, CardView]]:
    """The people of a command instead of a list."""
    who = (("Priya Patel", "priya@contoso.example"), ("Erin Eriksen", "erin@contoso.example"))
    adds = ReadyView(kind=Kind.CHANGE_ROLE, groups=(RECEPTIONISTS,), count=2, people=who)
    nobody = LineView(place=3, typed="zoe", why="declined-no-such-person", values={})
    shown = replace(ready, count=3, ready=(adds,), others=(nobody,), way="add")
    yield "many-add", shown
    yield "many-add-looking", replace(shown, state="looking", ready=(), others=(), verbs=("form.cancel",))
    removes = replace(adds, switched_off=("Erin Eriksen",))
    yield "many-remove", replace(shown, ready=(removes,), way="remove", asks=False)
    typed = replace(nobody, place=2, typed="lars", why="declined-bad-address", values={"address": "lars"}, raw="lars")
    addresses = replace(ready, count=13, others=(typed,), verbs=("many.ask", "many.correct", "form.cancel"))
    yield "many-addresses", replace(addresses, way="invite")
    yield "many-addresses-correct", replace(addresses, way="invite", fixes=(typed,), verbs=("many.check",))
    yield "many-remove-asks", replace(shown, ready=(removes,), others=(), way="remove")


def batch(card: str, reader: Reader, *rows: BatchRow) -> BatchView:
    """What the requester sees."""
    return BatchView(card=card, reader=reader, rows=rows, left=2, unreached=(), verbs=("batch.cancel",))


def approval(card: str, reader: Reader) -> BatchApprovalView:
    """What an approver sees: two parts, the first shown."""
    own = row(20, kind=Kind.CHANGE_ROLE)
    parts = (
        PartView(kind=Kind.INVITE_EXTERNAL, groups=(RECEPTIONISTS,), rows=tuple(row(n) for n in (12, 13, 14)), open=3),
        PartView(kind=Kind.CHANGE_ROLE, groups=(SECRETARIES,), rows=(own,), open=1),
    )
    return BatchApprovalView(
        card=card,
        reader=reader,
        requester="Olivia",
        parts=parts,
        part=0,
        closes=datetime(2026, 12, 1, 22, 59, tzinfo=UTC),
        who="owners",
        steps=1,
        best_grade=Grade.PLATFORM,
        verbs=("batch.approve", "batch.reject", "some.choose"),
        confirm=True,
        confirming=False,
    )


def ended(ends: BatchView, proven: tuple[BatchRow, ...], failed: BatchRow) -> Iterator[tuple[str, CardView]]:
    """What is told of a list whose access ends on one day."""
    many = tuple(replace(one, kind=Kind.END_ACCESS) for one in proven)
    yield "ends-working", replace(ends, rows=(replace(many[0], state=State.SUBMITTED), *many[1:]))
    yield "ends-one-working", replace(ends, rows=(replace(many[0], state=State.EXECUTING),))
    yield "ends-proven", replace(ends, rows=many)
    yield "ends-one-proven", replace(ends, rows=many[:1])
    unproven = tuple(replace(one, proven=False) for one in many)
    yield "ends-done", replace(ends, rows=unproven)
    yield "ends-one-done", replace(ends, rows=unproven[:1])
    yield "ends-block", replace(ends, rows=many, blocks={"open": 3}, verbs=("block.leave", "block.ask"))
    yield "ends-block-one", replace(ends, rows=many[:1], blocks={"open": 1}, verbs=("block.leave", "block.ask"))
    both = {"open": 2}
    yield "ends-block-both", replace(ends, rows=many[:2], blocks=both, verbs=("block.leave", "block.ask"))
    yield "ends-block-all", replace(ends, rows=many[:3], blocks={"open": 3}, verbs=("block.leave", "block.ask"))
    yield "ends-block-some", replace(ends, rows=many, blocks=both, verbs=("block.leave", "block.ask"))
    yield "ends-block-some-one", replace(ends, rows=many, blocks={"open": 1}, verbs=("block.leave", "block.ask"))
    yield "ends-blocks", replace(ends, rows=many, blocks={"left": 2, "asked": 2, "done": 2})
    yield "ends-blocks-one", replace(ends, rows=many, blocks={"left": 1, "asked": 1, "done": 1})
    yield "ends-partly", replace(ends, rows=(failed, *many), verbs=("batch.retry", "request.who_fixes"))


def many_cards(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """All of them."""
    ready = form(card, reader)
    yield "many", ready
    yield "many-correct", replace(ready, verbs=("many.ask", "many.correct", "form.cancel"))
    none = replace(ready, ready=(), verbs=("many.correct", "form.cancel"))
    yield "many-correct-all", none
    correcting = replace(
        ready, fixes=ready.others[::-1], groups=("Receptionists", "Secretaries"), verbs=("many.check", "request.back")
    )
    yield "many-correcting", correcting
    some = tuple(replace(ready.others[1], place=n) for n in range(1, 40))
    yield "many-correcting-most", replace(correcting, others=some, fixes=some[:10])
    yield "many-correcting-one-left", replace(correcting, others=some[:11], fixes=some[:10])
    yield "many-looking", replace(ready, state="looking", ready=(), others=(), verbs=("form.cancel",))
    yield "many-moved", replace(ready, moved=True, others=())
    other = LineView(place=1, typed="a@b.example", why="declined-no-groups", values={})
    yield "many-none", replace(ready, ready=(), others=(other,), verbs=("form.cancel",), count=1)
    yield "many-long", replace(ready, others=tuple(replace(other, place=n) for n in range(1, 40)))
    yield "many-declined", replace(ready, declined=("declined-nobody-ready", {}))
    yield from people_forms(ready)
    for state in State:
        yield f"batch-{state}", batch(card, reader, row(12, state), row(13, State.DELIVERED))
    proven = tuple(replace(row(n, State.DELIVERED), proven=True) for n in range(12, 62))
    no = replace(row(14, State.REJECTED), decided_by="Adam Ahlgren", approved=False, because="No budget this year")
    bare = replace(no, number=15, decided_by="Berta Berg", because="")
    yield "batch-rejected", replace(batch(card, reader, no, replace(no, number=16), bare), left=0, verbs=())
    less = (row(12, State.DELIVERED), row(13, State.NARROWED))
    yield "batch-consent", replace(batch(card, reader, *less), left=0, verbs=())
    late = (row(12, State.EXPIRED), row(13, State.EXPIRED))
    yield "batch-all-expired", replace(batch(card, reader, *late), left=0, verbs=("request.ask_again",))
    yield "batch-waiting-some", replace(batch(card, reader, row(12, State.DELIVERED), row(13)), left=0, verbs=())
    yield "batch-proven", replace(batch(card, reader, *proven), left=0, verbs=())
    yield "batch-done", replace(batch(card, reader, row(12, State.DELIVERED)), left=1, verbs=())
    over = tuple(replace(one, ended=datetime(2027, 2, 26, 22, 59, tzinfo=UTC)) for one in proven[:2])
    yield "batch-over", replace(batch(card, reader, *over), left=0, verbs=())
    yield "batch-some-over", replace(batch(card, reader, over[0], proven[1]), left=0, verbs=())
    failed = replace(
        row(12, State.FAILED), why="declined-no-mail", values={"name": "Person 12", "administrator": "Maria"}
    )
    yield (
        "batch-failed",
        replace(
            batch(card, reader, failed),
            verbs=("batch.retry",),
            unreached=(AskedView(name="Adam", delivery=Delivery.BLOCKED),),
        ),
    )
    yield from ended(replace(batch(card, reader), left=0, way="end", verbs=()), proven, failed)
    fix = FixView(mend="mail", names=("Person 12",), count=1)
    who = replace(batch(card, reader, failed), verbs=("batch.retry", "request.who_fixes", "batch.cancel"))
    yield "batch-who-fixes", who
    yield "batch-fixing", replace(who, fixes=(fix,), verbs=("batch.retry", "request.back"))
    yield "batch-fixing-anew", replace(who, fixes=(replace(fix, mend="requester"),), verbs=("request.back",))
    yield from approvals(approval(card, reader))


def approvals(asked: BatchApprovalView) -> Iterator[tuple[str, CardView]]:
    """What an approver sees of two parts, in every state."""
    yield "batch-approval", asked
    choosing = replace(asked, choices=(12, 13, 14), ticked=(12, 14))
    outside = replace(row(21, kind=Kind.CHANGE_ROLE), is_external=True, until=date(2027, 11, 24))
    mixed = replace(asked.parts[0], kind=Kind.CHANGE_ROLE, rows=(outside, row(22, kind=Kind.CHANGE_ROLE)))
    yield "batch-approval-from-outside", replace(asked, parts=(mixed,), part=0)
    yield "batch-approval-choosing", choosing
    yield "batch-approval-choosing-nobody", replace(choosing, ticked=(), error="declined-none-ticked")
    yield "batch-approval-choosing-confirm", replace(choosing, confirming=True)
    done = replace(row(11, State.APPROVED), decided_by="Adam")
    first = asked.parts[0]
    for waits in (1, 3):
        some = replace(first, rows=(done, *first.rows[:waits]), open=waits)
        yield f"batch-approval-some-{waits}", replace(asked, parts=(some, asked.parts[1]))
    awaited = QuestionView(by="Adam", text="Which floors?", waits=True, until=datetime(2026, 12, 1, tzinfo=UTC))
    thread = (replace(awaited, waits=False, until=None, answer="Three to five", about=(12, 13)), awaited)
    yield "batch-approval-asked", replace(asked, questions=thread)
    can = replace(asked, verbs=(*asked.verbs, "batch.ask"))
    yield "batch-approval-can-ask", can
    yield "batch-approval-asking", replace(can, asking=True, questions=thread[:1])
    yield "batch-approval-asking-nothing", replace(can, asking=True, error="declined-question-empty")
    hers = batch(asked.card, asked.reader, row(12, State.PENDING), row(13, State.PENDING))
    answers = replace(hers, questions=thread, verbs=("question.answer", "batch.cancel"))
    yield "batch-asked", answers
    yield "batch-asked-empty", replace(answers, error="declined-answer-empty")
    yield "batch-answered", replace(hers, questions=thread[:1])
    lasting = tuple(replace(one, lasts=Span(months=1, days=14)) for one in asked.parts[0].rows)
    yield "batch-approval-lasting", replace(asked, parts=(replace(asked.parts[0], rows=lasting), *asked.parts[1:]))
    yield "batch-approval-second", replace(asked, part=1, who="Facility board")
    part = replace(
        asked.parts[1], groups=(), leaves=("Secretaries",), rows=(replace(asked.parts[1].rows[0], change=TAKES),)
    )
    longer = tuple(replace(one, kind=Kind.EXTEND_ACCESS) for one in asked.parts[0].rows)
    more_time = replace(asked.parts[0], kind=Kind.EXTEND_ACCESS, rows=longer)
    yield "batch-approval-more-time", replace(asked, parts=(more_time,), part=0)
    yield "batch-approval-leaves", replace(asked, parts=(part,))
    abroad = tuple(replace(one, is_external=True) for one in part.rows)
    yield "batch-approval-leaves-from-outside", replace(asked, parts=(replace(part, rows=abroad),))
    one = part.rows[0]
    rows = (one, *(replace(row(n, kind=Kind.CHANGE_ROLE), change=goes) for n, goes in ((21, TAKES), (22, LAST))))
    yield "batch-approval-leaves-otherwise", replace(asked, parts=(replace(part, rows=rows, open=3),))
    yield "batch-approval-confirming", replace(asked, confirming=True)
    yield "batch-approval-count", replace(asked, confirming=True, error="declined-count")
    yield "batch-approval-reason", replace(asked, error="declined-reason-needed")
    over = replace(asked.parts[0], open=0, rows=(row(12, State.REJECTED), row(13, State.DELIVERED)))
    yield (
        "batch-approval-bare",
        replace(asked, parts=(replace(over, rows=(replace(over.rows[0], change=None, reason=""),)),)),
    )
    yield "batch-approval-over", replace(asked, parts=(over,), verbs=(), closes=None)
    fifty = replace(asked.parts[0], rows=tuple(row(n) for n in range(100, 150)), open=50)
    yield "batch-approval-fifty", replace(asked, parts=(fifty,))
    numbers = tuple(range(100, 150))
    yield "batch-approval-choosing-fifty", replace(asked, parts=(fifty,), choices=numbers, ticked=numbers)
    odd = replace(fifty, rows=(replace(row(99), reason="Another reason", change=GIVES), *fifty.rows))
    yield "batch-approval-odd", replace(asked, parts=(odd,))
