"""Drift on the platform: its accounts are held against what explains them, groups in scope and Usher's grants.

What is strange is a finding once a second look saw it and a cycle has ended between, since provisioning may only be late. Until
then nothing is kept of it but a keyed hash. Nothing is changed here: owners are told, and somebody presses.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from provisioning.domain.accounts import Explained, judge
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import authority, findings, jobs, leaving, people, righting, watching

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from provisioning.domain.accounts import Strange
    from provisioning.domain.ports import PlatformAccount
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.findings import Finding

#: The accounts are read so often; what one look saw, another sees again after this long at least.
EVERY, AGAIN = timedelta(days=1), timedelta(hours=12)
#: What was seen once and not again is forgotten after this long without a look.
FORGOTTEN = 3 * EVERY
#: Findings that wait to be told on one card; the next look finds the rest.
MOST_FOUND = 1000

_F, _S = t.findings.c, t.suspected.c
_ID = _F.account["id"].as_string()
_HELD = select(t.groups.c.name).where(t.groups.c.name == bindparam("group")).with_for_update()
_READ_AT = select(t.watched.c.read_at).where(t.watched.c.group_name == findings.PLATFORM)
_OPEN = (_F.group_name == findings.PLATFORM, _F.resolved_at.is_(None))
_UNTOLD = select(func.count()).select_from(t.findings).where(*_OPEN, _F.batch.is_(None))
_KNOWN = select(t.baseline.c.digest).where(t.baseline.c.group_name == findings.PLATFORM)
_RUNNING = select(t.grants.c.person, t.grants.c.handles["account"].as_string().label("account")).where(
    t.grants.c.ended_at.is_(None)
)
_WAVES = select(t.requests.c.number).where(
    t.requests.c.kind == Kind.EXPAND_SCOPE, t.requests.c.state.in_([State.APPROVED.value, State.EXECUTING.value])
)


@dataclass(frozen=True, kw_only=True)
class Read:
    """An account that is on, with the members in scope who have its address."""

    account: PlatformAccount
    #: Its name, then its work addresses.
    names: tuple[str, ...]
    groups: frozenset[str] = frozenset()
    #: Whether one of those members is blocked in Entra.
    blocked: bool = False


@dataclass(kw_only=True)
class Seen:
    """What a look has seen so far: ids and hashes."""

    #: (kind, account) of what is strange and nobody has kept.
    strange: set[tuple[str, str]] = field(default_factory=set)
    #: Accounts of people whom Usher is changing: what is told of them stays.
    busy: set[str] = field(default_factory=set)
    #: Hashes of what was kept and is so still.
    kept: set[str] = field(default_factory=set)

    def add(self, more: Seen) -> None:
        """The next page."""
        self.strange |= more.strange
        self.busy |= more.busy
        self.kept |= more.kept


def ask_due(desk: Desk) -> bool:
    """Have the worker read the accounts, once a day, where this installation sees them. Whether it was asked."""
    if not desk.rules.sees_platform or _is_read(desk) or not desk.c.scalar(_HELD, {"group": desk.rules.owners_group}):
        return False
    if _is_read(desk):  # by whoever held it
        return False
    watching.keep_watched(desk, findings.PLATFORM, desk.now)
    desk.enqueue("watch_accounts", f"accounts-{desk.now:%Y%m%d%H%M%S}")
    return True


def _is_read(desk: Desk) -> bool:
    """Whether it was within a day."""
    at = desk.c.scalar(_READ_AT)
    return at is not None and at > desk.now - EVERY


def begin(desk: Desk) -> bool:
    """Whether a look says anything now: not while provisioning stands still, or a wave is carried out."""
    desk.c.execute(delete(t.suspected).where(_S.seen_at < desk.now - FORGOTTEN))
    job = jobs.get(desk)
    stands = job is not None and (bool(job.quarantine) or job.state not in {"", jobs.ACTIVE})
    return not stands and desk.c.scalar(_WAVES.limit(1)) is None


def compare(desk: Desk, page: Sequence[Read], began: datetime) -> Seen:
    """Hold a page of accounts against what explains them; what was seen before is written down. One unit of work."""
    whose = _whose(desk, page)
    changing = {row.subject for row in watching.list_changing(desk, set(whose.values()), began)}
    strange = _strange(desk, page, whose)
    hashes = {i: _digest(desk, i, one) for i, one in strange.items()}
    kept = set(desk.c.scalars(_KNOWN.where(t.baseline.c.digest.in_(list(hashes.values())))))
    busy = {one.account.id for one in page if whose.get(one.account.id) in changing}
    new = {i: one for i, one in strange.items() if hashes[i] not in kept and i not in busy}
    ripe = _note_suspected(desk, {hashes[i] for i in new}, began)
    told = {i: _told(i, one, hashes[i]) for i, one in new.items() if hashes[i] in ripe}
    known = {one.account.id: (*one.names[1:], *one.names)[0] for one in page}
    _write_down(desk, [(new[i].kind, i, told[i]) for i in told], whose, known)
    return Seen(strange={(one.kind, i) for i, one in new.items()}, busy=busy, kept=kept)


def _whose(desk: Desk, page: Sequence[Read]) -> dict[str, str]:
    """Who has each account: to whom it was given, else whose address it has; pseudonyms by account."""
    owners = desk.vault.find_many(name for one in page for name in one.names)
    found = {one.account.id: next((owners[name] for name in one.names if name in owners), "") for one in page}
    account = t.grants.c.handles["account"].as_string()
    given = desk.c.execute(_RUNNING.where(account.in_(list(found)))).all()
    return {i: who for i, who in found.items() if who} | {row.account: row.person for row in given}


def _strange(desk: Desk, page: Sequence[Read], whose: Mapping[str, str]) -> dict[str, Strange]:
    """What is strange about the accounts of a page, by account."""
    who = set(whose.values())
    running = set(desk.c.scalars(_RUNNING.where(t.grants.c.person.in_(sorted(who))))) if who else set[str]()
    direct = leaving.direct_by_person(desk, who) if who else {}
    found: dict[str, Strange] = {}
    for one in page:
        person = whose.get(one.account.id, "")
        given, otherwise = direct.get(person, frozenset[str]()), one.blocked or person in running
        by = Explained(groups=one.groups, direct=given, otherwise=otherwise)
        if strange := judge(one.account.roles, by, desk.rules):
            found[one.account.id] = strange
    return found


def _digest(desk: Desk, account: str, one: Strange) -> str:
    """By this it is known again, and is something new once its roles have changed."""
    roles = (",".join(sorted(some)) for some in (one.roles, one.missing, one.surplus))
    return desk.vault.fingerprint(account, one.kind, *roles)


def _told(account: str, one: Strange, digest: str) -> dict[str, Any]:
    """As it stands in a finding."""
    roles = {name: sorted(getattr(one, name)) for name in ("roles", "missing", "surplus")}
    return {"id": account, **roles, "digest": digest}


def _note_suspected(desk: Desk, digests: set[str], began: datetime) -> set[str]:
    """Remember what was seen; those hashes of which it was seen long enough ago to be told."""
    rows = desk.c.execute(select(t.suspected).where(_S.digest.in_(list(digests)))).all() if digests else []
    before = {row.digest: row.since for row in rows}
    if before:
        desk.c.execute(update(t.suspected).where(_S.digest.in_(list(before))).values(seen_at=began))
    if first := sorted(digests - before.keys()):
        desk.c.execute(insert(t.suspected), [{"digest": one, "since": began, "seen_at": began} for one in first])
    job = jobs.get(desk)
    return {digest for digest, since in before.items() if _is_ripe(since, began, job)}


def _is_ripe(since: datetime, now: datetime, job: jobs.JobRow | None) -> bool:
    """Whether provisioning would have put it right by now: a cycle has ended that began afterwards, as far as Entra says."""
    if now - since < AGAIN:
        return False
    if job is None or not job.state:
        return True
    began = max(since, job.healthy_since or since) + watching.SETTLES
    return job.last_ended is not None and job.last_ended >= began


def _write_down(
    desk: Desk, some: Sequence[tuple[str, str, dict[str, Any]]], whose: Mapping[str, str], known: Mapping[str, str]
) -> None:
    """Findings, one for each person and kind; whoever has none of its addresses here becomes known, since somebody is told of them."""
    is_open = {(one.kind, one.account["id"]): one for one in _list_open(desk, [i for _, i, _ in some])}
    for kind, i, account in some:
        before = is_open.get((kind, i))
        if before is not None and before.account["digest"] != account["digest"]:
            findings.change_account(desk, before, account)
    left = [one for one in some if one[:2] not in is_open]
    room = MOST_FOUND - int(desk.c.scalar(_UNTOLD) or 0) if left else 0
    found = left[: max(room, 0)]
    strangers = people.know_addresses(desk, [known[i] for _, i, _ in found if i not in whose])
    new = {(kind, whose.get(i) or strangers[known[i]]): account for kind, i, account in reversed(found)}
    told = _keys(desk, {person for _, person in new})
    findings.record_accounts(desk, [(*key, account) for key, account in new.items() if key not in told])


def _list_open(desk: Desk, accounts: Collection[str]) -> list[Finding]:
    """Open findings about these accounts."""
    return findings.list_where(desk, *_OPEN, _ID.in_(list(accounts))) if accounts else []


def _keys(desk: Desk, who: Collection[str]) -> set[tuple[str, str]]:
    """Open findings about these people: of two accounts of one person, one is told at a time."""
    return {one.key for one in findings.list_where(desk, *_OPEN, _F.person.in_(sorted(who)))} if who else set()


def finish(desk: Desk, seen: Seen, began: datetime) -> None:
    """All were looked at: what is strange no more is settled, or forgotten where it was kept; and owners are told the rest."""
    desk.c.execute(delete(t.suspected).where(_S.seen_at < began))
    findings.forget_baseline(desk, findings.PLATFORM, set(desk.c.scalars(_KNOWN)) - seen.kept)
    for one in findings.list_open(desk, findings.PLATFORM):
        account = str(one.account.get("id", ""))
        stays = (one.kind, account) in seen.strange or account in seen.busy
        if not stays and righting.open_request(desk, one) is None:
            findings.resolve(desk, one, findings.OUTSIDE)
    tell(desk)


def tell(desk: Desk) -> None:
    """One card to each owner for every account that nobody was told of yet."""
    untold = findings.list_untold(desk, of_platform=True)
    watching.send(desk, untold, authority.owners(desk), findings.ACCOUNTS_CARD, findings.ACCOUNT_VERBS)


def know(desk: Desk, finding: Finding) -> None:
    """It is as it should be from now on: found anew only once it is otherwise, or has been gone."""
    digest = finding.account["digest"]
    if digest not in set(desk.c.scalars(_KNOWN.where(t.baseline.c.digest == digest))):
        desk.c.execute(insert(t.baseline).values(group_name=findings.PLATFORM, digest=digest))
