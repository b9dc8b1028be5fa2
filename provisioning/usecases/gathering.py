"""What is read for a wave goes into tables page by page, is compared there, and becomes lines; ids and facts alone.

Each function is one short unit of work: whoever presses a button meanwhile waits for one page at most.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, Text, bindparam, cast, delete, exists, func, insert, null, select, update

from provisioning.domain.comparing import CHANGES, ReadAccount, ReadPerson
from provisioning.domain.states import Option
from provisioning.storage import tables as t
from provisioning.usecases import carding, leaving, people, readings, recording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from provisioning.domain.comparing import Comparison, Verdict
    from provisioning.domain.ports import DirectoryUser, PlatformAccount
    from provisioning.domain.rules import Rules
    from provisioning.usecases.desk import Desk

#: People that one unit of work records or compares.
SOME = 250
#: Parts the names of a person's groups; no name of a group has it.
_PART = "\x1f"

_Columns = dict[str, Any]
_OF_OBJECTS = select(t.people.c.object_id, t.people.c.pseudonym).where(
    t.people.c.object_id.in_(bindparam("objects", expanding=True))
)
_M, _A, _L, _R, _G = t.read_members.c, t.read_accounts.c, t.lines.c, t.readings.c, t.grants.c
_CLAIM = (
    update(t.read_accounts)
    .where(_A.reading == bindparam("at"), _A.account == bindparam("its_id"))
    .values(pseudonym=bindparam("who"))
)
_MEMBERS_AGAIN = delete(t.read_members).where(
    _M.reading == bindparam("at"),
    _M.group_name == bindparam("name"),
    _M.pseudonym.in_(bindparam("people", expanding=True)),
)
_ACCOUNTS_AGAIN = delete(t.read_accounts).where(
    _A.reading == bindparam("at"), _A.account.in_(bindparam("accounts", expanding=True))
)
_GRANTED = select(_G.person).where(
    _G.person.in_(bindparam("people", expanding=True)), _G.option == Option.ACCOUNT.value, _G.ended_at.is_(None)
)
_MORE = {"people": _R.people + bindparam("more_people"), "accounts": _R.accounts + bindparam("more_accounts")}
_COUNT = update(t.readings).where(_R.id == bindparam("at")).values(_MORE)


def start(desk: Desk, reading: int) -> readings.Reading:
    """From the beginning, whatever an earlier run has left in the reading's row."""
    values = {"state": readings.READING, "people": 0, "accounts": 0, "read_at": None, "digest": None}
    readings.change(desk, reading, **values, counts=null(), notes=null(), why=null())
    return readings.get(desk, reading)


def keep_members(desk: Desk, reading: int, group: str, users: Sequence[DirectoryUser], since: datetime) -> None:
    """Direct members of a group. One whom Graph gives again on a later page is the same."""
    found = recording.record_users(desk, users, read_since=since)
    by_person = {found[user.id]: user for user in users}
    rows = [
        {
            "reading": reading,
            "group_name": group,
            "pseudonym": person,
            "enabled": user.enabled,
            "external": desk.rules.externals.include(user),
            "mail": bool(user.mail),
        }
        for person, user in by_person.items()
    ]
    again = {"at": reading, "name": group, "people": list(by_person)}
    known = desk.c.execute(_MEMBERS_AGAIN, again).rowcount
    desk.c.execute(insert(t.read_members), rows)
    _count(desk, reading, people=len(rows) - known)


def keep_accounts(
    desk: Desk, reading: int, found: Sequence[tuple[PlatformAccount, tuple[str, ...]]], *, back: bool
) -> dict[str, str]:
    """Accounts of the platform, each with whose address it has. One made by hand that is nobody's is somebody from now on.

    Returns those that show somebody's object id and nobody's address, for :func:`claim` once all are kept.
    """
    if not found:
        return {}
    names = {account.id: (account.user_name, *addresses) for account, addresses in found}
    owners = desk.vault.find_many(name for some in names.values() for name in some)
    whose = {i: next((owners[name] for name in some if name in owners), None) for i, some in names.items()}
    granted = _granted(desk, {person for person in whose.values() if person})
    named = _Named(desk.rules)
    rows: dict[str, dict[str, Any]] = {
        account.id: {
            "reading": reading,
            "account": account.id,
            "pseudonym": whose[account.id],
            "active": account.active,
            "by_hand": not account.external_id and whose[account.id] not in granted,
            "roles": named[account.roles],
            "direct": named[account.direct_roles],
        }
        for account, _ in found
    }
    strangers = {
        i: (names[i][1:] or names[i])[0]
        for i, row in rows.items()
        if row["by_hand"] and row["active"] and not row["pseudonym"] and not back
    }
    known = people.know_addresses(desk, strangers.values())
    for i, address in strangers.items():
        rows[i]["pseudonym"] = known[address]
    known_before = desk.c.execute(_ACCOUNTS_AGAIN, {"at": reading, "accounts": list(rows)}).rowcount
    desk.c.execute(insert(t.read_accounts), list(rows.values()))
    _count(desk, reading, accounts=len(rows) - known_before)
    return _shown(desk, {one.id: one.external_id.lower() for one, _ in found if whose[one.id] is None})


def _shown(desk: Desk, objects: Mapping[str, str]) -> dict[str, str]:
    """Whose object id each of these accounts shows, as far as it is somebody's."""
    wanted = sorted({one for one in objects.values() if one})
    rows = desk.c.execute(_OF_OBJECTS, {"objects": wanted}) if wanted else ()
    known = {row.object_id: row.pseudonym for row in rows}
    return {account: known[one] for account, one in objects.items() if one in known}


def claim(desk: Desk, reading: int, shown: Mapping[str, str]) -> None:
    """Each account is theirs whose object id it shows (``shown``), for an address may be changed on the platform; but nobody's who has one by address.

    Whoever can write on the platform could otherwise put an account of theirs in the place of somebody's own.
    """
    mine = (_A.reading == reading) & _A.pseudonym.in_(sorted({*shown.values()}))
    held = set(desk.c.scalars(select(_A.pseudonym).where(mine))) if shown else set[str]()
    places = [{"at": reading, "its_id": one, "who": who} for one, who in shown.items() if who not in held]
    if places:
        desk.c.execute(_CLAIM, places)


class _Named(dict[frozenset[str], list[str]]):
    """Roles by their names in the rules, in order; accounts share few sets of roles, so each is looked up once."""

    def __init__(self, rules: Rules) -> None:
        super().__init__()
        self._rules = rules

    def __missing__(self, roles: frozenset[str]) -> list[str]:
        self[roles] = found = sorted({self._rules.canonical_role(role) for role in roles})
        return found


def _granted(desk: Desk, who: set[str]) -> set[str]:
    """Those who have an account because a request gave it, however it was made."""
    return set(desk.c.scalars(_GRANTED, {"people": sorted(who)})) if who else set()


def _count(desk: Desk, reading: int, *, people: int = 0, accounts: int = 0) -> None:
    desk.c.execute(_COUNT, {"at": reading, "more_people": people, "more_accounts": accounts})


def show(desk: Desk, reading: int) -> None:
    """Have the card that waits for the reading say how far it has come."""
    card = desk.c.scalar(select(t.readings.c.card).where(t.readings.c.id == reading))
    if card is not None:
        carding.show(desk, card)


def compare_some(desk: Desk, reading: int, groups: Iterable[str], comparison: Comparison, after: str) -> str:
    """Lines for the next people of these groups, from pseudonym ``after`` on; the last of them, "" when all are done."""
    wanted = cast(_M.group_name.in_(list(groups)), Integer)
    some = (
        select(
            _M.pseudonym,
            func.aggregate_strings(_M.group_name, _PART).label("groups"),
            *(func.max(cast(_M[name], Integer)).label(name) for name in ("external", "mail", "enabled")),
        )
        .where(_M.reading == reading, _M.pseudonym > after)
        .group_by(_M.pseudonym)
        .having(func.max(wanted) == 1)
        .order_by(_M.pseudonym)
        .limit(SOME)
        .subquery()
    )
    mine = (_A.reading == reading) & (_A.pseudonym == some.c.pseudonym)
    query = select(some, *_ACCOUNT).select_from(some.outerjoin(t.read_accounts, mine))
    best = query.order_by(some.c.pseudonym, _A.active.desc(), _A.account)
    rows = desk.c.execute(best).all()
    kept = leaving.direct_by_person(desk, {row.pseudonym for row in rows}) if comparison.back else {}
    lines, judged = dict[str, _Columns](), dict[Any, _Columns]()
    for row in rows:
        if row.pseudonym in lines:  # of two accounts the one that is on
            continue
        read = (*row[1:-1], kept.get(row.pseudonym))  # the same of many people, who are judged alike
        if read not in judged:
            judged[read] = _columns(comparison.line_of(_person(row), _account(row, kept.get(row.pseudonym))))
        lines[row.pseudonym] = {**judged[read], "account": row.account}
    return _keep(desk, reading, lines)


#: An account as far as it is judged, and last its id, which is everybody's own.
_ACCOUNT = (_A.active, _A.by_hand, *(cast(_A[name], Text).label(name) for name in ("roles", "direct")), _A.account)


def lose_some(desk: Desk, reading: int, comparison: Comparison, after: str) -> str:
    """The same for accounts made by hand that nobody of the scope after the wave has."""
    inside = exists().where(_M.reading == reading, _M.pseudonym == _A.pseudonym, _M.group_name.in_(comparison.after))
    query = (
        select(_A.pseudonym, *_ACCOUNT)
        .where(_A.reading == reading, _A.active.is_(True), _A.by_hand.is_(True), _A.pseudonym > after, ~inside)
        .order_by(_A.pseudonym, _A.account)
        .limit(SOME)
    )
    lines = dict[str, _Columns]()
    for row in desk.c.execute(query):
        account = _account(row)
        if account is not None:
            lines.setdefault(row.pseudonym, {**_columns(comparison.lost(account)), "account": row.account})
    return _keep(desk, reading, lines)


def _person(row: Any) -> ReadPerson:
    """The person of a row."""
    known = {name: bool(getattr(row, name)) for name in ("enabled", "external", "mail")}
    return ReadPerson(groups=frozenset(row.groups.split(_PART)), **known)


def _account(row: Any, kept: frozenset[str] | None = None) -> ReadAccount | None:
    """The account of a row, with what a grant keeps of it; None where the join found none."""
    if row.account is None:
        return None
    roles, direct = (frozenset(json.loads(text) if row.active else ()) for text in (row.roles, row.direct))
    known = {"active": row.active, "by_hand": row.by_hand}
    return ReadAccount(**known, roles=roles, direct=direct, kept=kept or frozenset())


def _keep(desk: Desk, reading: int, lines: dict[str, _Columns]) -> str:
    """Write lines down, by pseudonym; the last of them, "" when there was none."""
    if lines:
        rows = [{"reading": reading, "pseudonym": person, **line} for person, line in lines.items()]
        desk.c.execute(insert(t.lines), rows)
    return next(reversed(lines), "")


def _columns(one: Verdict) -> _Columns:
    """A verdict as it is stored."""
    return {
        "change": one.change.value,
        "why": one.why,
        **{name: sorted(getattr(one, name)) for name in ("before", "after", "optional")},
        "marks": [mark.value for mark in one.marks],
        "was_on": one.was_on,
    }


def lines_to_hash(desk: Desk, reading: int, after: str) -> list[tuple[str, str, list[str], list[str]]]:
    """(pseudonym, change, roles afterwards, marks) of the next lines, from pseudonym ``after`` on."""
    written = (cast(_L.after, Text), cast(_L.marks, Text))
    query = select(_L.pseudonym, _L.change, *written).where(_L.reading == reading, _L.pseudonym > after)
    lists = _Lists()
    rows = desk.c.execute(query.order_by(_L.pseudonym).limit(readings.SOME))
    return [(person, change, lists[roles], lists[marks]) for person, change, roles, marks in rows]


class _Lists(dict[str, list[str]]):
    """Lists by the text that they are written as: there are few different ones, so each is read once."""

    def __missing__(self, text: str) -> list[str]:
        found: list[str] = json.loads(text)
        self[text] = found
        return found


def finish(desk: Desk, reading: int, digest: str, notes: dict[str, Any]) -> None:
    """All is read and compared."""
    counted = desk.c.execute(select(_L.change, func.count()).where(_L.reading == reading).group_by(_L.change))
    why = desk.c.execute(
        select(_L.why, func.count()).where(_L.reading == reading, _L.why.is_not(None)).group_by(_L.why)
    )
    notes = {**notes, "fails": {row[0]: row[1] for row in why}}
    counts = {change.value: 0 for change in CHANGES} | {row[0]: row[1] for row in counted}
    ready = {"state": readings.READY, "read_at": desk.now, "digest": digest, "counts": counts, "notes": notes}
    readings.change(desk, reading, **ready)
    show(desk, reading)


def fail(desk: Desk, reading: int, why: str) -> None:
    """It could not be read; ``why`` is the key of the sentence that says so, and what to do."""
    readings.change(desk, reading, state=readings.FAILED, why=[why, {}])
    show(desk, reading)
