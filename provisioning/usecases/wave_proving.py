"""Proof of a wave, person by person: the lines of its frozen reading are held against the platform's accounts as read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, or_, select, update

from provisioning.domain.states import Option
from provisioning.storage import tables as t
from provisioning.usecases import carding, leaving, requests, waving

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Row

    from provisioning.domain.rules import Rules
    from provisioning.domain.states import Grade
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

#: What a wave has nothing to prove about: they were told before it was approved.
UNPROVEN = ("fails", "lost")
PROVEN, FAILED = "proven", "failed"
#: Not proven, and an owner has settled that nothing more is tried for them.
LEFT_OUT = "left_out"
#: Lines that are held against accounts in one go.
CHUNK = 500
#: People whom Entra's log is asked about at a time.
ASKED_ABOUT = 20

_SETTLE = (
    update(t.lines)
    .where(t.lines.c.reading == bindparam("at"), t.lines.c.pseudonym == bindparam("who"))
    .values(state=bindparam("to"), why=bindparam("because"), seen=bindparam("found"), settled_at=bindparam("now"))
)
_C, _A = t.lines.c, t.read_accounts.c
_STUCK = _C.why.is_not(None)
_PROGRESS = (
    select(_C.state, _STUCK.label("stuck"), func.count().label("many"))
    .where(_C.reading == bindparam("at"), _C.change.not_in(UNPROVEN))
    .group_by(_C.state, _STUCK)
)
_SOME = (
    select(_C.pseudonym, _C.after, _C.optional)
    .where(_C.reading == bindparam("at"), _C.change.not_in(UNPROVEN), or_(_C.state.is_(None), _C.state == FAILED))
    .where(_C.pseudonym > bindparam("after"))
    .order_by(_C.pseudonym)
    .limit(CHUNK)
    .subquery()
)
_UNSETTLED = (
    select(_SOME, _A.active, _A.roles)
    .select_from(
        _SOME.outerjoin(t.read_accounts, (_A.reading == bindparam("at")) & (_A.pseudonym == _SOME.c.pseudonym))
    )
    .order_by(_SOME.c.pseudonym)
)


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How many people are proven, failed, and waited for; :attr:`open` are those of whom the last word is not said."""

    proven: int
    failed: int
    waiting: int
    open: int
    left_out: int


def progress(desk: Desk, reading: int) -> Progress:
    """Counted in SQL; whoever will fail, as was told before, is not among them."""
    found = {(row.state, bool(row.stuck)): row.many for row in desk.c.execute(_PROGRESS, {"at": reading})}
    waiting, stuck_ones = found.get((None, False), 0), found.get((None, True), 0)
    failed = sum(many for (state, _), many in found.items() if state == FAILED)
    proven = sum(many for (state, _), many in found.items() if state == PROVEN)
    left_out = sum(many for (state, _), many in found.items() if state == LEFT_OUT)
    failed += stuck_ones
    return Progress(proven=proven, failed=failed, waiting=waiting, open=waiting + stuck_ones, left_out=left_out)


def first_of(desk: Desk, request: Request) -> list[str]:
    """Object ids of a few people whose account is to be made."""
    c = t.lines.c
    some = (
        select(t.people.c.object_id)
        .select_from(t.lines.join(t.people, t.people.c.pseudonym == c.pseudonym))
        .where(c.reading == waving.reading_of(request), c.change == "created", t.people.c.object_id.is_not(None))
        .order_by(c.pseudonym)
        .limit(desk.rules.rollout.first)
    )
    return list(desk.c.scalars(some))


def list_kept(desk: Desk, reading: int) -> dict[str, frozenset[str]]:
    """Of a wave that is taken back: accounts that go on by a grant of their own, with the roles that it gives; by id."""
    c, g = t.lines.c, t.grants.c
    own = select(g.person).where(g.option == Option.ACCOUNT.value, g.ended_at.is_(None))
    rows = desk.c.execute(
        select(c.pseudonym, c.account, c.after).where(c.reading == reading, c.pseudonym.in_(own))
    ).all()
    kept = leaving.direct_by_person(desk, {row.pseudonym for row in rows})
    return {
        row.account: kept[row.pseudonym]
        for row in rows
        if row.account and kept.get(row.pseudonym) == frozenset(row.after)
    }


def compare(desk: Desk, reading: int) -> Progress:
    """Hold everybody who is not settled against the accounts that were read last; a role missing or too many is no proof."""
    last = ""
    while chunk := _unsettled(desk, reading, last):
        _settle(desk, reading, {who: rows for who, rows in chunk.items() if is_so(rows, desk.rules)})
        *_, last = chunk
    return progress(desk, reading)


def _unsettled(desk: Desk, reading: int, after: str) -> dict[str, list[Row[Any]]]:
    """The next people who are not proven, each with what the platform shows of all their accounts; one empty row for none."""
    found: dict[str, list[Row[Any]]] = {}
    for row in desk.c.execute(_UNSETTLED, {"at": reading, "after": after}):
        found.setdefault(row.pseudonym, []).append(row)
    return found


def is_so(rows: Sequence[Row[Any]], rules: Rules) -> bool:
    """Whether one person's accounts show exactly the roles that were approved; whoever should have none has none that is on.

    Each that is on must show them: what one of two has too much would be lost in the other.
    """
    wanted, optional = set(rows[0].after), set(rows[0].optional)
    on = [{rules.canonical_role(role) for role in row.roles or ()} for row in rows if row.active]
    if not wanted:
        return not on
    return bool(on) and all(wanted <= seen <= wanted | optional for seen in on)


def _settle(desk: Desk, reading: int, proven: Mapping[str, Sequence[Row[Any]]]) -> None:
    """Write down what was seen of them."""
    values = [
        {
            "at": reading,
            "who": who,
            "to": PROVEN,
            "because": None,
            "found": sorted({role for row in rows if row.active for role in row.roles or ()}),
            "now": desk.now,
        }
        for who, rows in proven.items()
    ]
    if values:
        desk.c.execute(_SETTLE, values)


def list_waiting(desk: Desk, request: Request) -> dict[str, str]:
    """Object ids of some who are still waited for, and their pseudonyms: Entra's log is asked why.

    Others each time, so that everybody's turn comes, however many have nothing in the log.
    """
    c = t.lines.c
    query = (
        select(t.people.c.object_id, c.pseudonym)
        .select_from(t.lines.join(t.people, t.people.c.pseudonym == c.pseudonym))
        .where(c.reading == waving.reading_of(request), c.change.not_in(UNPROVEN), c.state.is_(None))
        .where(t.people.c.object_id.is_not(None))
        .order_by(func.random())
        .limit(ASKED_ABOUT)
    )
    return {row.object_id: row.pseudonym for row in desk.c.execute(query)}


def gaining(desk: Desk, request: Request, people: Collection[str]) -> set[str]:
    """Those of these people who are to get something; nobody does by a way back."""
    if request.terms.get("back") or not people:
        return set()
    c = t.lines.c
    mine = (c.reading == waving.reading_of(request)) & c.pseudonym.in_(list(people)) & c.change.in_(waving.GAINS)
    return set(desk.c.scalars(select(c.pseudonym).where(mine)))


def note_failing(desk: Desk, request: Request, people: Iterable[str], why: str, *, last: bool) -> None:
    """Entra failed with these people; it tries again by itself, so that this is the ``last`` word only after some hours."""
    c, wanted = t.lines.c, list(people)
    mine = (c.reading == waving.reading_of(request)) & c.pseudonym.in_(wanted)
    settled = {"state": FAILED, "settled_at": desk.now} if last else {}
    if wanted:
        desk.c.execute(update(t.lines).where(mine).values(why=why, **settled))


def fail_the_rest(desk: Desk, request: Request, why: str) -> None:
    """It took too long: whoever is not proven has failed."""
    c = t.lines.c
    waiting = (c.reading == waving.reading_of(request)) & c.state.is_(None) & c.change.not_in(UNPROVEN)
    desk.c.execute(update(t.lines).where(waiting).values(state=FAILED, why=why, settled_at=desk.now))


def believe(desk: Desk, request: Request) -> None:
    """Where nobody can look: everybody counts as done, with the lower grade that the card tells."""
    c = t.lines.c
    waiting = (c.reading == waving.reading_of(request)) & c.state.is_(None) & c.change.not_in(UNPROVEN)
    desk.c.execute(update(t.lines).where(waiting).values(state=PROVEN, settled_at=desk.now))


def forget_failures(desk: Desk, request: Request) -> None:
    """A new attempt: whoever failed is waited for again."""
    c = t.lines.c
    failed = (c.reading == waving.reading_of(request)) & (c.state == FAILED)
    desk.c.execute(update(t.lines).where(failed).values(state=None, why=None, settled_at=None))


def leave_out(desk: Desk, request: Request) -> None:
    """Whoever failed is no part of it any more, and is never claimed as proven; why they failed stays known."""
    c = t.lines.c
    gone = (c.reading == waving.reading_of(request)) & (c.state == FAILED) & c.change.not_in(UNPROVEN)
    desk.c.execute(update(t.lines).where(gone).values(state=LEFT_OUT, settled_at=desk.now))


def record_progress(desk: Desk, request: Request, told: Mapping[str, int]) -> None:
    """The card tells how far it is."""
    held = requests.get(desk, request.number, lock=True)
    requests.change(desk, request.number, terms={**held.terms, "progress": dict(told)})
    carding.show_all(desk, request.number)


def record_done(desk: Desk, request: Request, grade: Grade) -> Progress:
    """Everybody is settled: audited with the counts and the grade."""
    found = progress(desk, waving.reading_of(request))
    desk.audit(
        "verification.wave",
        request=request.number,
        subject=request.subject,
        grade=grade.value,
        proven=found.proven,
        failed=found.failed,
    )
    record_progress(desk, request, {"proven": found.proven, "failed": found.failed, "waiting": found.waiting})
    return found
