"""How long a search may take in the database: filters such as ``co`` read every account, and others wait behind them."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scim2_models import TooManyException
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

#: Seconds of wall time for one search.
LONGEST_S = 5.0
#: SQLite asks whether to go on after so many steps of its machine: about every millisecond.
STEPS = 20_000
#: PostgreSQL's ``query_canceled`` (postgresql.org/docs/current/errcodes-appendix.html).
CANCELLED = "57014"


@contextmanager
def limited(connection: Connection, seconds: float = LONGEST_S) -> Iterator[None]:
    """End statements that take more than so many seconds. Raises a 400 ``tooMany`` (RFC 7644 §3.12) then.

    For reading, outside a transaction on PostgreSQL: in one that has failed, the limit could not be taken back.
    """
    raw = connection.connection.driver_connection
    if isinstance(raw, sqlite3.Connection):
        end = time.monotonic() + seconds
        raw.set_progress_handler(lambda: time.monotonic() > end, STEPS)
    else:
        connection.exec_driver_sql(f"SET statement_timeout = {int(seconds * 1000)}")
    try:
        yield
    except DBAPIError as error:
        if "interrupted" in str(error.orig) or getattr(error.orig, "sqlstate", None) == CANCELLED:
            raise TooManyException(detail="The filter takes too long: use eq, or narrow it down") from error
        raise
    finally:
        if isinstance(raw, sqlite3.Connection):
            raw.set_progress_handler(None, 0)
        elif not connection.invalidated:
            connection.exec_driver_sql("RESET statement_timeout")
