"""Loading requests and moving them from state to state; nothing else changes ``requests.state``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, bindparam, cast, insert, select, union_all, update

from provisioning.domain.dates import Span
from provisioning.domain.errors import Declined
from provisioning.domain.preview import Preview
from provisioning.domain.states import CALLED_OFF, OF_MEMBERS, OPEN, Kind, Option, State, check_move
from provisioning.storage import tables as t
from provisioning.usecases import findings, people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Row, Select

    from provisioning.usecases.desk import Desk

_NEW = insert(t.requests)
_CHANGE = update(t.requests).where(t.requests.c.number == bindparam("its_number"))
_REQUEST = select(t.requests).where(t.requests.c.number == bindparam("number"))
_PUT_OFF = _CHANGE.where(t.requests.c.look_at <= bindparam("now")).values(look_at=bindparam("later"))
_REQUEST_LOCKED = _REQUEST.with_for_update()

#: The kind of the card that warns of the ends of several people.
WARNED_TOGETHER = "expiry_list"
_C, _HELD = t.cards.c, t.grants.c.person == bindparam("person")
#: Each kind by an index of its own: with "or" PostgreSQL would read every card.
_WARNINGS = union_all(
    select(_C.id).where(_C.kind == "expiry", _C.request.in_(select(t.grants.c.request).where(_HELD))),
    select(_C.id).where(
        _C.kind == WARNED_TOGETHER,
        _C.recipient.in_(select(t.grants.c.sponsor).where(_HELD)),
        cast(_C.terms, Text).contains(bindparam("person")),
    ),
)
#: Reviews that were over while this end of the person's access was under way: their cards say so.
_REVIEWED = (
    select(t.review_lines.c.review)
    .join(t.reviews, t.reviews.c.id == t.review_lines.c.review)
    .where(t.review_lines.c.person == bindparam("person"), t.reviews.c.closed_at >= bindparam("begun"))
)


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request as stored: ids only."""

    number: int
    kind: Kind
    state: State
    revision: int
    attempt: int
    requester: str | None
    subject: str
    #: Keyed hash of the subject's mail domain.
    domain: str
    option: Option
    terms: dict[str, Any]
    until: datetime | None
    reason: str | None
    submitted_at: datetime
    closes_at: datetime | None
    look_at: datetime | None
    preview: Preview | None
    moved_from: Preview | None
    why: tuple[str, dict[str, Any]] | None
    trace: str
    approved_at: datetime | None
    ended_at: datetime | None

    @property
    def groups(self) -> tuple[str, ...]:
        """The role groups asked for, or those to leave."""
        return tuple(self.terms.get("groups", ()))

    @property
    def leaves(self) -> tuple[str, ...]:
        """The role groups that a change of roles takes away."""
        return tuple(self.terms.get("leaves", ()))

    @property
    def takes(self) -> bool:
        """Whether it takes away and gives nothing: an end, or a removal."""
        return self.kind is Kind.END_ACCESS or (self.kind in OF_MEMBERS and bool(self.leaves) and not self.groups)

    @property
    def lasts(self) -> Span | None:
        """How long it lasts from the day of its delivery; None where it ends on a day of its own."""
        return Span(*self.terms["lasts"]) if self.terms.get("lasts") else None

    @property
    def sponsor(self) -> str:
        """Who answers for the external."""
        return str(self.terms["sponsor"])

    @property
    def grants(self) -> tuple[int, ...]:
        """The grants that an end concerns."""
        return tuple(self.terms.get("grants", ()))

    @property
    def batch(self) -> str:
        """The card of all that was asked for together with it; "" for what was asked for alone."""
        return str(self.terms.get("batch", ""))

    @property
    def told_in(self) -> str:
        """Of an end that is told together with others: one of the cards that tell it; "" for one that is told alone."""
        return str(self.terms.get("told_in", ""))

    @property
    def review(self) -> int:
        """The review of externals that asked for it; 0 for none."""
        return int(self.terms.get("review", 0))

    @property
    def stands_in_list(self) -> bool:
        """Whether one card asks for it and for all that was asked for together with it: not once it was asked again."""
        return bool(self.batch) and self.revision == 1

    @property
    def asked_revision(self) -> int:
        """The revision in which approvers were asked: of a narrowed one the one before, where its last approval was pressed."""
        return self.revision - int(self.terms.get("narrowed") == self.revision)

    @property
    def workflow(self) -> str:
        """The id of the workflow that carries out this revision and attempt."""
        return f"{self.number}-r{self.revision}-a{self.attempt}"


def _from_row(row: Row[Any]) -> Request:
    """A row as a record."""
    return Request(
        number=row.number,
        kind=Kind(row.kind),
        state=State(row.state),
        revision=row.revision,
        attempt=row.attempt,
        requester=row.requester,
        subject=row.subject,
        domain=row.domain,
        option=Option(row.option),
        terms=row.terms,
        until=row.until,
        reason=row.reason,
        submitted_at=row.submitted_at,
        closes_at=row.closes_at,
        look_at=row.look_at,
        preview=Preview.from_json(row.preview) if row.preview else None,
        moved_from=Preview.from_json(row.moved_from) if row.moved_from else None,
        why=(row.why[0], row.why[1]) if row.why else None,
        trace=row.trace or "",
        approved_at=row.approved_at,
        ended_at=row.ended_at,
    )


def draft(desk: Desk, kind: Kind, subject: str, terms: dict[str, Any], requester: str) -> Request:
    """A request that is judged before it is asked; it is stored nowhere and has no number."""
    return Request(
        number=0,
        kind=kind,
        state=State.SUBMITTED,
        revision=1,
        attempt=1,
        requester=requester,
        subject=subject,
        domain="",
        option=Option.GUEST,
        terms={"sponsor": requester, **terms},
        until=None,
        reason=None,
        submitted_at=desk.now,
        closes_at=None,
        look_at=None,
        preview=None,
        moved_from=None,
        why=None,
        trace="",
        approved_at=None,
        ended_at=None,
    )


def get(desk: Desk, number: int, *, lock: bool = False) -> Request:
    """One request; with ``lock`` its row is held until the transaction ends, so that decisions are ordered. KeyError when unknown."""
    row = desk.c.execute(_REQUEST_LOCKED if lock else _REQUEST, {"number": number}).first()
    if row is None:
        raise KeyError(number)
    return _from_row(row)


def find(desk: Desk, number: int) -> Request | None:
    """One request; None when there is none of that number."""
    row = desk.c.execute(_REQUEST, {"number": number}).first()
    return _from_row(row) if row else None


def select_where(*conditions: Any, limit: int = 500) -> Select[Any]:
    """A statement for :func:`list_by`, to be made once: making one takes several times as long as running it."""
    return select(t.requests).where(*conditions).order_by(t.requests.c.number.desc()).limit(limit)


def list_by(desk: Desk, statement: Select[Any], **params: Any) -> list[Request]:
    """Requests by a statement of :func:`select_where`, newest first."""
    return [_from_row(row) for row in desk.c.execute(statement, params)]


def list_where(desk: Desk, *conditions: Any, limit: int = 500, offset: int = 0) -> list[Request]:
    """Requests by conditions on ``tables.requests`` that nobody has made before, newest first."""
    return list_by(desk, select_where(*conditions, limit=limit).offset(offset))


def list_numbered(desk: Desk, numbers: Iterable[int]) -> list[Request]:
    """Those of these requests that there are, newest first."""
    return list_by(desk, _NUMBERED, numbers=list(numbers))


#: Every request about a wave; more conditions may be put to it.
WAVES = select_where(t.requests.c.kind == Kind.EXPAND_SCOPE)
_NUMBERED = select_where(t.requests.c.number.in_(bindparam("numbers", expanding=True))).limit(None)
_OPEN_FOR = select_where(
    t.requests.c.subject == bindparam("subject"),
    t.requests.c.kind == bindparam("kind"),
    t.requests.c.state.in_([one.value for one in OPEN]),
)


def list_open_for(desk: Desk, subject: str, kind: Kind) -> list[Request]:
    """Requests of one kind about one person that are not finished."""
    return list_by(desk, _OPEN_FOR, subject=subject, kind=kind)


def create(desk: Desk, **values: Any) -> int:
    """Store a new request (submitted, revision 1, attempt 1) and return its number."""
    fresh = {"state": State.SUBMITTED, "revision": 1, "attempt": 1, "submitted_at": desk.now}
    made = desk.c.execute(_NEW, {**fresh, **values})
    key = made.inserted_primary_key
    if key is None:
        raise RuntimeError("the database gave no number")
    people.check_not_erased(desk, str(values["subject"]))  # by somebody else, while this waited for the row
    return int(key[0])


def change(desk: Desk, number: int, **values: Any) -> None:
    """Change columns other than the state."""
    desk.c.execute(_CHANGE, {"its_number": number, **values})


def move(
    desk: Desk, request: Request, to: State, *, why: tuple[str, dict[str, Any]] | None = None, **values: Any
) -> None:
    """Move a request that the caller holds locked. Raises IllegalMove; sets the reason, or clears it."""
    check_move(request.state, to)
    finished = {"ended_at": desk.now} if to not in OPEN else {"ended_at": None}
    change(desk, request.number, state=to.value, why=list(why) if why else None, **finished, **values)
    desk.batches |= {card for card in (request.batch, request.told_in) if card}
    if "drift" in request.terms:
        findings.follow(desk, request.terms, request.number, to)
    if request.review:
        desk.reviews.add(request.review)
    if request.kind is Kind.END_ACCESS:
        desk.reviews |= {*desk.c.scalars(_REVIEWED, {"person": request.subject, "begun": request.submitted_at})}
    if request.takes and to in CALLED_OFF:
        desk.called_off.add(request.number)
    if request.kind is Kind.EXTEND_ACCESS:
        show_warnings(desk, request.subject)


def show_warnings(desk: Desk, person: str) -> None:
    """Have the cards shown anew that warn of the end of what the person holds: one tells of several, and whether more was asked."""
    desk.to_show += desk.c.scalars(_WARNINGS, {"person": person}).all()


def put_off(desk: Desk, number: int, later: datetime) -> bool:
    """The sweep has somebody look now, and the next time later; False where a look, or another sweep, was faster."""
    place = {"its_number": number, "now": desk.now, "later": later}
    return bool(desk.c.execute(_PUT_OFF, place).rowcount)


def check_state(request: Request, allowed: Iterable[State]) -> None:
    """Decline a press on a request that has moved on."""
    if request.state not in set(allowed):
        raise Declined("declined-stale", number=request.number, state=request.state.value)
