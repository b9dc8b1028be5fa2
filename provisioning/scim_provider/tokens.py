"""Bearer tokens of the provider: stored as digests, two alive at once so that they can be rotated, expiring by world time.

A token is ``ush_<key id>_<secret>``. The key id finds the row and may be logged; the secret is shown once and never stored.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, or_, select, update

from provisioning.scim_provider.store import instant
from provisioning.scim_provider.tables import tokens

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row

    from provisioning.scim_provider.handler import Clock
    from provisioning.scim_provider.http import Tokens
    from provisioning.sql import Database

PREFIX = "ush"
#: Alive at once: the one in use and the one that follows it.
ALIVE = 2
#: So many days before a token ends somebody is told, nearest first.
WARN_DAYS = (1, 7, 30)
#: What an unknown key is compared with, so that it takes as long as a known one.
NOBODY = hashlib.sha256(b"").hexdigest()
#: ``last_used`` is kept to the minute: a write for every request would cost more than the request.
MINUTE = len("2026-11-24T09:00")


@dataclass(frozen=True, kw_only=True)
class Token:
    """What may be shown of a token; times as ISO text in UTC."""

    key_id: str
    created: str
    expires: str
    #: To the minute; None where it was never used.
    last_used: str | None


def issue(connection: Connection, now: datetime, lifetime: timedelta) -> str:
    """Make a token and return it, the only time that it is seen. The newest one before it stays alive, older ones end."""
    key_id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    alive = select(tokens.c.key_id).order_by(tokens.c.created.desc(), tokens.c.key_id).limit(ALIVE - 1)
    kept = [row.key_id for row in connection.execute(alive)]
    connection.execute(delete(tokens).where(or_(tokens.c.key_id.not_in(kept), tokens.c.expires <= instant(now))))
    values = {"key_id": key_id, "digest": _digest(secret), "created": instant(now), "expires": instant(now + lifetime)}
    connection.execute(insert(tokens).values(values))
    return f"{PREFIX}_{key_id}_{secret}"


def verify(connection: Connection, token: str, now: datetime) -> Token | None:
    """The token's row; None when it is unknown, wrong or expired, and nothing tells which."""
    prefix, _, rest = token.partition("_")
    key_id, _, secret = rest.partition("_")
    row = connection.execute(select(tokens).where(tokens.c.key_id == key_id)).first()
    right = hmac.compare_digest(row.digest if row else NOBODY, _digest(secret))
    if row is None or not right or prefix != PREFIX or row.expires <= instant(now):
        return None
    return _shown(row)


def revoke(connection: Connection, key_id: str) -> bool:
    """End a token at once; False when there is none of that id."""
    return connection.execute(delete(tokens).where(tokens.c.key_id == key_id)).rowcount > 0


def list_tokens(connection: Connection) -> list[Token]:
    """All tokens, newest first. Warn before one expires: an expired one quarantines the customer's provisioning."""
    rows = connection.execute(select(tokens).order_by(tokens.c.created.desc(), tokens.c.key_id))
    return [_shown(row) for row in rows]


def take_warnings(connection: Connection, now: datetime) -> list[Token]:
    """Tokens whose end is near and told of to nobody yet at this distance; from now on they count as told.

    A token that its successor has replaced in use needs no word.
    """
    rows = connection.execute(select(tokens).order_by(tokens.c.created).with_for_update()).all()
    alive = [row for row in rows if row.expires > instant(now)]
    found = []
    for row in alive:
        near = [days for days in WARN_DAYS if row.expires <= instant(now + timedelta(days=days))]
        followed = any(
            other.created > row.created and (other.last_used or "") > (row.last_used or "") for other in alive
        )
        if not near or followed or (row.warned is not None and row.warned <= near[0]):
            continue
        connection.execute(update(tokens).where(tokens.c.key_id == row.key_id).values(warned=near[0]))
        found.append(_shown(row))
    return found


def _shown(row: Row[Any]) -> Token:
    """What may be shown of a row."""
    return Token(key_id=row.key_id, created=row.created, expires=row.expires, last_used=row.last_used)


def make_tokens(db: Database, clock: Clock) -> Tokens:
    """The check that :func:`provisioning.scim_provider.http.make_scim_app` takes: the key id of a valid token, or None."""

    async def check(token: str) -> str | None:
        """Whose token this is; notes that it was used."""
        if len(token) > len(PREFIX) + 100 or "\0" in token:
            return None
        now = clock.now()
        found = await db.peek(verify, token, now)
        if found is None:
            return None
        minute = instant(now)[:MINUTE]
        if found.last_used != minute:
            await db.write(_note_use, found.key_id, minute)
        return found.key_id

    return check


def _note_use(connection: Connection, key_id: str, minute: str) -> None:
    """Remember when a token was last used."""
    connection.execute(update(tokens).where(tokens.c.key_id == key_id).values(last_used=minute))


def _digest(secret: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
