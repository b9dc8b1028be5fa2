"""The keys, and how they outlive a master key: random, kept in the database, wrapped by the master key (docs/adr/0012).

A master key wraps and nothing else. So another one takes its place by wrapping anew: no address changes its hash and no
audit row its MAC. While both are in use, what the older one wrapped is opened with it.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import insert, select, text, update

from provisioning.domain.errors import UsherError
from provisioning.storage import audit
from provisioning.storage import tables as t
from provisioning.storage.damage import Damaged, read_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

KEY_BYTES = 32
REWRAP_AT_ONCE = 500
#: So many rows of the audit are looked at to recognise the key that they were written with.
OLDEST = 100
#: What the keys in ``data_keys`` are for: finding addresses, audit rows, kept answers.
USES = ("finding", "audit", "answers")
#: Stands behind the audit's key, where that is wrapped, once the audit has a last seal: nobody without a master key can
#: take it away, and so nobody can have a last seal that was deleted taken for one that never was.
SEALS = b"seals"
#: Held until the transaction ends, so that processes which start at once agree on one set; the number means nothing.
_ALONE = text("SELECT pg_advisory_xact_lock(7583910266)")


class WrongMasterKey(UsherError):
    """The master keys that were given open nothing here; nothing was changed."""


@dataclass(frozen=True)
class Keys:
    """The keys in use. ``wrapping`` has one for each master key, newest first: the first wraps, each of them opens."""

    wrapping: tuple[bytes, ...]
    finding: bytes
    audit: bytes
    answers: bytes
    #: Whether the audit has a last seal since, whose absence is a loss: known from the audit's wrapped key (:data:`SEALS`).
    seals: bool = field(default=False, compare=False)

    @classmethod
    def from_master(cls, master: str) -> Keys:
        """Derive all from a base64 text of at least 32 bytes, as all were before 0012. ValueError when it is shorter."""
        raw = _raw(master)
        finding, row, answers = (_derive(raw, use) for use in (b"usher find", b"usher audit", b"usher answers"))
        return cls((_derive(raw, b"usher wrap"),), finding, row, answers)

    def wrapper(self) -> MultiFernet:
        """Wraps with the newest master key, opens with each."""
        return MultiFernet([_fernet(key) for key in self.wrapping])


def new_master_key() -> str:
    """A fresh master key, as :meth:`Keys.from_master` reads it."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def check_masters(masters: Sequence[str]) -> None:
    """Raises ValueError unless each is a base64 text of at least 32 bytes."""
    for master in masters:
        _raw(master)


def _raw(master: str) -> bytes:
    """The bytes of a master key, in either alphabet and broken into lines or not. ValueError when they are too few, or it is no base64."""
    text = "".join(master.splitlines()).strip()
    raw = base64.b64decode(text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4), validate=True)
    if len(raw) < KEY_BYTES:
        raise ValueError("the master key needs at least 32 bytes in base64")
    return raw


def _derive(raw: bytes, use: bytes) -> bytes:
    """One key for one use (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=use).derive(raw)


def _fernet(key: bytes) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(key))


def open_keys(connection: Connection, masters: Sequence[str]) -> Keys:
    """The keys of this database, opened with one of the master keys (newest first); made at the very first time.

    Raises ValueError for a text that is no master key, :class:`WrongMasterKey` when none of them opens what is there.
    """
    derived = [Keys.from_master(master) for master in masters]
    stored = _stored(connection)
    if not stored:
        if connection.dialect.name != "sqlite":  # there a unit of work is alone from its beginning
            connection.execute(_ALONE)
        stored = _stored(connection) or _make(connection, derived)
    wrapping = tuple(one.wrapping[0] for one in derived)
    wrapper = replace(derived[0], wrapping=wrapping).wrapper()
    if missing := ", ".join(use for use in USES if use not in stored):
        raise WrongMasterKey(f"this database lost keys of its own (data_keys: {missing}), which a backup has")
    try:
        finding, row, answers = (wrapper.decrypt(stored[use]) for use in USES)
    except InvalidToken as error:
        raise WrongMasterKey("no given master key opens the keys of this database") from error
    keys = Keys(wrapping, finding, row[:KEY_BYTES], answers, seals=row[KEY_BYTES:] == SEALS)
    return keys if keys.seals else _begin_seals(connection, keys, stored["audit"])


def _begin_seals(connection: Connection, keys: Keys, wrapped: bytes) -> Keys:
    """The audit has a last seal from now on, and its key says so; by whichever master key it was wrapped, it still is."""
    if not _wrote(keys, _oldest(connection)):
        raise WrongMasterKey(
            "the audit's key in this database (data_keys) is another one than its rows were written with"
        )
    audit.begin_seals(connection, keys.audit)
    same = next(fernet for fernet in map(_fernet, keys.wrapping) if opens(fernet, wrapped))
    anew = same.encrypt(keys.audit + SEALS)
    connection.execute(update(t.data_keys).where(t.data_keys.c.use == "audit").values(wrapped=anew))
    return replace(keys, seals=True)


def _stored(connection: Connection) -> dict[str, bytes]:
    """The wrapped keys by their use; empty before the first time."""
    return {row.use: row.wrapped for row in connection.execute(select(t.data_keys))}


def _make(connection: Connection, derived: Sequence[Keys]) -> dict[str, bytes]:
    """Random keys; where an earlier release wrote already, those that it derived from its master key."""
    before = _before(connection, derived)
    values = [secrets.token_bytes(KEY_BYTES) for _ in USES] if before is None else [getattr(before, u) for u in USES]
    wrapper = (before or derived[0]).wrapper()
    rows = [{"use": use, "wrapped": wrapper.encrypt(value)} for use, value in zip(USES, values, strict=True)]
    connection.execute(insert(t.data_keys), rows)
    return _stored(connection)


def _before(connection: Connection, derived: Sequence[Keys]) -> Keys | None:
    """The derived keys under which people and the audit were written; None in an empty database."""
    wrapped = connection.scalar(select(t.vault_keys.c.wrapped).limit(1))
    rows = _oldest(connection)
    if wrapped is None and not rows:
        return None
    for keys in derived:
        if (wrapped is None or opens(keys.wrapper(), wrapped)) and _wrote(keys, rows):
            return keys
    raise WrongMasterKey(
        "no given master key opens what an earlier release wrote here; "
        "if it was a later one, this database lost keys of its own (data_keys), which a backup has"
    )


def _oldest(connection: Connection) -> list[Row[Any] | Damaged]:
    """The first rows of the audit."""
    return list(read_rows(connection, select(t.audit).order_by(t.audit.c.id).limit(OLDEST)))


def _wrote(keys: Keys, rows: Sequence[Row[Any] | Damaged]) -> bool:
    """Whether the audit was written with these keys: one genuine row is enough, for others may have been tampered with."""
    return not rows or any(not isinstance(row, Damaged) and audit.is_genuine(keys.audit, row) for row in rows)


def opens(wrapper: Fernet | MultiFernet, wrapped: bytes) -> bool:
    """Whether this key, or one of these, wrapped that."""
    try:
        wrapper.decrypt(wrapped)
    except InvalidToken:
        return False
    return True


def rewrap_people(connection: Connection, keys: Keys, after: str) -> tuple[int, str | None]:
    """Wrap up to 500 people's keys anew with the newest master key, those behind pseudonym ``after``.

    Returns how many were still wrapped by an older one, and the last pseudonym that was looked at; None at the end.
    Raises :class:`WrongMasterKey` for one that none of the master keys opens.
    """
    newest, wrapper, c = _fernet(keys.wrapping[0]), keys.wrapper(), t.vault_keys.c
    query = select(t.vault_keys).where(c.pseudonym > after).order_by(c.pseudonym).limit(REWRAP_AT_ONCE)
    rows = connection.execute(query.with_for_update()).all()
    old = [row for row in rows if not opens(newest, row.wrapped)]
    for row in old:
        anew = _rotated(wrapper, row.wrapped)
        connection.execute(update(t.vault_keys).where(c.pseudonym == row.pseudonym).values(wrapped=anew))
    return len(old), rows[-1].pseudonym if rows else None


def rewrap_own(connection: Connection, keys: Keys) -> int:
    """Wrap the keys in ``data_keys`` anew; how many were still wrapped by an older master key. The last step of a rotation."""
    newest, wrapper = _fernet(keys.wrapping[0]), keys.wrapper()
    old = {use: wrapped for use, wrapped in _stored(connection).items() if not opens(newest, wrapped)}
    for use, wrapped in old.items():
        anew = _rotated(wrapper, wrapped)
        connection.execute(update(t.data_keys).where(t.data_keys.c.use == use).values(wrapped=anew))
    return len(old)


def _rotated(wrapper: MultiFernet, wrapped: bytes) -> bytes:
    """The same key under the newest master key."""
    try:
        return wrapper.rotate(wrapped)
    except InvalidToken as error:
        raise WrongMasterKey("a key in this database was wrapped by none of the given master keys") from error
