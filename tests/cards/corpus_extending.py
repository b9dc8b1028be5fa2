"""Views of more time: the form in each of its states, the warning, and the cards of what was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from corpus_changes import ADD_IN

from provisioning.domain.states import Grade, Kind, State
from provisioning.views import (
    ApprovalCardView,
    BlockRow,
    BlockTasksView,
    BlockTaskView,
    BlockView,
    ChangeView,
    EndingView,
    ExpiryListView,
    ExtendFormView,
    GroupView,
    LastingView,
    ProofView,
    RoleView,
    SponsorCardView,
    StatusCardView,
    TakeoverView,
    UnacceptedView,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from provisioning.views import CardView, ExpiryCardView, Reader, RequestView

NOW, THEN = date(2027, 2, 26), date(2027, 3, 28)
AT = datetime(2026, 11, 24, 9, 42, tzinfo=UTC)
VISITORS = RoleView(name="Visitors Administrator", effect="visitors-administrator", is_administrator=True)
DESK = GroupView(name="Receptionists", roles=(ADD_IN, VISITORS))
STAYS = ChangeView(
    directory="known",
    account="unchanged",
    roles_before=(VISITORS, ADD_IN),
    roles_after=(VISITORS, ADD_IN),
    prolongs=(("Receptionists", 11, NOW),),
)


def forms_of_extension(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """By the rule, by an approver, no day yet, and why it cannot be."""
    ready = ExtendFormView(
        card=card,
        reader=reader,
        name="Lars Larsen",
        address="lars@fabrikam.example",
        held=(LastingView(groups=("Receptionists",), number=12, until=NOW),),
        until=THEN,
        suggested=THEN,
        latest=date(2027, 11, 24),
        today=date(2026, 11, 24),
        reaches=THEN,
        rule="extensions",
        asks=(),
        verbs=("extend.now", "extend.other", "form.cancel"),
    )
    yield "extend-by-rule", ready
    yield (
        "extend-asks",
        replace(ready, rule="", asks=("Adam", "Berta"), verbs=("extend.ask", "extend.other", "form.cancel")),
    )
    open_ = replace(ready, until=None, verbs=("extend.look", "form.cancel"))
    many = tuple(LastingView(groups=("Receptionists", "PAs"), number=n, until=NOW) for n in range(7))
    yield "extend-open", replace(open_, held=many)
    yield "extend-open-asks", replace(open_, reaches=None, rule="")
    early: tuple[str, dict[str, object]] = ("declined-extend-earlier", {"until": NOW})
    yield "extend-declined", replace(open_, declined=early)
    yield "extend-over", replace(open_, held=(), verbs=("form.cancel",), declined=("declined-extend-over", {}))


def more_time(warns: ExpiryCardView) -> Iterator[tuple[str, CardView]]:
    """A warning by whose buttons an approver is asked, or nobody may be; asked for, extended, and of one's own."""
    ends = ("expiry.let_end", "expiry.end_now")
    more = LastingView(groups=warns.groups, number=14, until=THEN)
    yield "expiry-asks", replace(warns, rule="", verbs=("expiry.ask", "expiry.other", *ends))
    yield "expiry-no-more", replace(warns, more=0, then=None, rule="", verbs=("expiry.other", *ends))
    yield "expiry-asked", replace(warns, more=0, then=None, rule="", asked=(more,), verbs=ends)
    yield "expiry-extended", replace(warns, more=0, then=None, rule="", until=THEN, extended=True, verbs=())
    yield "expiry-own", replace(warns, own=True)
    yield "expiry-test", replace(warns, own=True, test=True, more=0, then=None, rule="", verbs=ends[:1])
    yield from warnings_of_lists(warns.card, warns.reader)
    several = replace(warns, besides=(LastingView(groups=("PAs",), number=13, until=THEN),))
    yield "expiry-several", several
    yield "expiry-several-let", replace(several, let=True, more=0, then=None, rule="", verbs=())
    yield "expiry-several-asked", replace(several, asked=(more,), rest=("PAs",))


def warnings_of_lists(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """Several people of one list: all on one day, on several, asked for, settled, and more than are named."""
    first = EndingView(address="lars@fabrikam.example", groups=("Receptionists",), number=12, until=NOW)
    second = replace(first, address="mia@fabrikam.example", number=13)
    verbs = ("expiry.extend", "expiry.let_end")
    warns = ExpiryListView(
        card=card,
        reader=reader,
        rows=(first, second),
        people=2,
        days=9,
        verbs=verbs,
        more=30,
        reaches=2,
        rule="extensions",
    )
    yield "expiry-list", warns
    for days in (0, 1):
        yield f"expiry-list-in-{days}", replace(warns, days=days)
        yield f"expiry-list-first-in-{days}", replace(warns, days=days, rows=(first, replace(second, until=THEN)))
    asks = replace(warns, rule="", verbs=("expiry.ask", "expiry.let_end"))
    yield "expiry-list-asks", replace(asks, rows=(first, replace(second, until=THEN)))
    yield "expiry-list-asked", replace(asks, rows=(replace(first, asked=14), second), reaches=1)
    yield "expiry-list-let", replace(warns, let=True, more=0, reaches=0, rule="", verbs=())
    settled = (replace(first, ended=AT), replace(second, until=THEN, extended=True))
    over = replace(warns, rows=settled, people=0, more=0, reaches=0, rule="", verbs=())
    yield "expiry-list-over", over
    yield "expiry-list-ended", replace(over, rows=(settled[0], replace(second, ended=AT)))
    yield "expiry-list-extended", replace(over, rows=(replace(first, until=THEN, extended=True), settled[1]))
    many = tuple(replace(first, number=number, address=f"p{number}@fabrikam.example") for number in range(20, 70))
    yield "expiry-list-many", replace(warns, rows=many, people=50, reaches=50)


def cards_of_extension(
    invite: RequestView, card: str, reader: Reader, in_state: Callable[[RequestView, State], RequestView]
) -> Iterator[tuple[str, CardView]]:
    """What was asked, for who asked and whoever decides; and by the rule."""
    asked = replace(
        invite,
        kind=Kind.EXTEND_ACCESS,
        name="Lars Larsen",
        groups=(DESK,),
        change=STAYS,
        until=THEN,
        first_of_domain=False,
        reason="The project goes on",
    )
    for state in State:
        yield (
            f"status-extend-{state}",
            StatusCardView(card=card, reader=reader, request=in_state(asked, state), verbs=()),
        )
        told = in_state(asked, state)
        decided = ApprovalCardView(
            card=card, reader=reader, request=told, verbs=(), policy="extensions", step=1, steps=1, who="owners"
        )
        yield f"approval-extend-{state}", decided
    done = in_state(asked, State.DELIVERED)
    for grade in (Grade.PLATFORM, Grade.MEMBERSHIP):
        proof = ProofView(at=AT, grade=grade, account_on=True, roles=("Visitors Administrator", "Add-in User"))
        proven = replace(done, proof=proof)
        yield f"status-extend-done-{grade}", StatusCardView(card=card, reader=reader, request=proven, verbs=())
    proof = ProofView(at=AT, grade=Grade.PLATFORM, account_on=True, roles=("Visitors Administrator", "Add-in User"))
    ruled = replace(done, decisions=(), rule="extensions", proof=proof)
    yield "status-extend-done-by-rule", StatusCardView(card=card, reader=reader, request=ruled, verbs=())
    verbs = ("request.approve", "request.reject", "request.why_me", "request.hand_over")
    decides = ApprovalCardView(
        card=card, reader=reader, request=asked, verbs=verbs, policy="extensions", step=1, steps=1, who="owners"
    )
    yield "approval-extend", decides
    yield "approval-extend-narrowing", replace(decides, narrowing=True, error="declined-narrow-nothing-longer")


def cards_of_sponsors(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """Nobody answers for one, or for many; somebody took over; it is over."""
    lone = SponsorCardView(
        card=card,
        reader=reader,
        sponsor="Berta",
        people=(("consultant@fabrikam.example", ("Receptionists",)),),
        count=1,
        ends=date(2026, 12, 8),
        taken="",
        verbs=("sponsor.take",),
    )
    yield "sponsor", lone
    yield "sponsor-many", replace(lone, people=lone.people * 5, count=12)
    yield (
        "sponsor-taken",
        replace(lone, people=(("consultant@fabrikam.example", ()),), ends=None, taken="Adam", verbs=()),
    )
    yield "sponsor-lapsed", replace(lone, ends=None, lapsed=True, verbs=())
    yield "sponsor-lapsed-many", replace(lone, people=lone.people * 5, count=12, ends=None, lapsed=True, verbs=())
    yield "sponsor-over", replace(lone, people=(), count=0, ends=None, verbs=())


def cards_of_takeover(
    invite: RequestView, card: str, reader: Reader, in_state: Callable[[RequestView, State], RequestView]
) -> Iterator[tuple[str, CardView]]:
    """An account is there under a guest's address: made by hand, or by Usher with an end; asked, and once it goes on."""
    hand = TakeoverView(asks=True, roles=("Insights Portal User", "Add-in User"), number=0, ends=None, wished=None)
    own = replace(hand, number=11, ends=NOW)
    earlier, bare = replace(own, wished=THEN), replace(hand, roles=())
    verbs = ("request.take_over", "request.cancel")
    for name, found in {"hand": hand, "own": own, "earlier": earlier, "bare": bare}.items():
        asked = replace(in_state(invite, State.SUBMITTED), takeover=found)
        yield f"takeover-{name}", StatusCardView(card=card, reader=reader, request=asked, verbs=verbs)
        account = "taken_over_alone" if found.number else "taken_over"
        goes_on = replace(
            in_state(invite, State.PENDING),
            takeover=replace(found, asks=False),
            until=NOW,
            change=ChangeView(directory="created", account=account, joins=(DESK,), roles_before=(ADD_IN,)),
        )
        yield f"takeover-{name}-pending", StatusCardView(card=card, reader=reader, request=goes_on, verbs=verbs[1:])
        told = ApprovalCardView(
            card=card,
            reader=reader,
            request=goes_on,
            verbs=("request.approve", "request.reject"),
            policy="externals",
            step=1,
            steps=1,
            who="owners",
        )
        yield f"takeover-{name}-approval", told
        moved = replace(goes_on, moved_from=replace(STAYS, account="created"), why="why-moved")
        yield f"takeover-{name}-moved", replace(told, request=moved)


def cards_of_blocking(end: RequestView, card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """After a guest's access has ended: the question and every answer, on the card of the end and on the administrator's."""
    for state in ("open", "left", "asked", "done", "gone", "unseen", "withdrawn", "over"):
        block = BlockView(state=state, by="Olivia", at=AT)
        told = StatusCardView(card=card, reader=reader, request=replace(end, block=block), verbs=())
        yield f"block-{state}", told
        task = BlockTaskView(
            card=card, reader=reader, address="consultant@fabrikam.example", number=12, block=block, verbs=()
        )
        yield f"block-task-{state}", replace(task, verbs=("request.done",) if state == "asked" else ())
        said = replace(task, block=replace(block, said=AT, looked=AT if state == "asked" else None))
        yield f"block-task-said-{state}", replace(said, verbs=("request.done",) if state in {"asked", "open"} else ())
    yield from tasks_of_blocking(card, reader)
    mine = replace(end, block=BlockView(state="open", by="Olivia", at=AT))
    yield "block-question", StatusCardView(card=card, reader=reader, request=mine, verbs=("block.leave", "block.ask"))


def tasks_of_blocking(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """An administrator's card about several guests: to do, said to be done, partly seen, seen, and over."""
    asked = BlockView(state="asked", by="Olivia", at=AT)
    rows = tuple(BlockRow(address=f"p{n}@fabrikam.example", number=n, block=asked) for n in (12, 13))
    tasks = BlockTasksView(card=card, reader=reader, rows=rows, verbs=("request.done",))
    yield "block-tasks", tasks
    yield "block-tasks-said", replace(tasks, rows=(replace(rows[0], block=replace(asked, said=AT)), rows[1]))
    done = tuple(replace(row, block=replace(asked, state="done")) for row in rows)
    yield "block-tasks-partly", replace(tasks, rows=(done[0], rows[1]))
    looked = tuple(replace(row, block=replace(asked, said=AT, looked=AT)) for row in rows)
    yield "block-tasks-looked", replace(tasks, rows=looked)
    yield "block-tasks-done", replace(tasks, rows=done, verbs=())
    over = replace(rows[1], block=replace(asked, state="withdrawn"))
    yield "block-tasks-over", replace(tasks, rows=(done[0], over), verbs=())


def cards_of_unaccepted(card: str, reader: Reader) -> Iterator[tuple[str, CardView]]:
    """Not accepted for a week: asked, pressed, sent, refused, by hand, and over."""
    verbs = ("guest.send_again", "guest.give_link", "expiry.end_now")
    waits = UnacceptedView(
        card=card,
        reader=reader,
        address="consultant@fabrikam.example",
        number=12,
        ends=date(2026, 12, 24),
        verbs=verbs,
    )
    yield "unaccepted", waits
    yield "unaccepted-anyway", replace(waits, anyway=True)
    yield "unaccepted-sending", replace(waits, verbs=(), sending=True)
    yield "unaccepted-sent", replace(waits, sent=AT)
    yield "unaccepted-link", replace(waits, sent=AT, link=True)
    yield "unaccepted-by-hand", replace(waits, verbs=verbs[2:], by_hand=True)
    for key in ("again-unknown", "again-unsent", "again-gone", "again-refused"):
        yield f"unaccepted-{key}", replace(waits, failed=(key, {"address": waits.address}))
    yield "unaccepted-accepted", replace(waits, ends=None, verbs=(), accepted=AT)
    yield "unaccepted-over", replace(waits, ends=None, verbs=(), ended=AT)
