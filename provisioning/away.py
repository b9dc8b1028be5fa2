"""A database that cannot be had: what it raises, whether it may be had later, and how an operator is told."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine.interfaces import ExceptionContext

#: Whatever goes wrong with a database, for those who need not know by which library it is asked.
DatabaseError = SQLAlchemyError


class NoDatabase(Exception):
    """The database cannot be had; the text is for an operator and holds no password."""


@contextmanager
def answering() -> Iterator[None]:
    """For start-up and commands. Raises :class:`NoDatabase` for no URL, an unknown kind, and one that does not answer."""
    try:
        yield
    except ArgumentError as error:
        hint = "give it as postgresql+psycopg://USER:PASSWORD@HOST/NAME or sqlite:///FILE"
        raise NoDatabase(f"that is no database URL; {hint}") from error
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise NoDatabase(f"that kind of database is not served here ({error})") from error
    except DBAPIError as error:
        reason = str(error.orig).strip().partition("\n")[0] or type(error.orig).__name__
        raise NoDatabase(f"the database does not answer: {reason}") from error


#: SQLSTATE classes of a server that cannot be had: connection, resources, not accepting, shutting down; and of a
#: transaction that others came before in every try
#: (https://www.postgresql.org/docs/current/errcodes-appendix.html); without one no connection was made.
_AWAY = (None, "08", "40", "53", "55", "57")
#: What SQLite says of a file that another holds, or that the disk does not take or give just now (sqlite.org/rescode.html).
_SQLITE_AWAY = ("locked", "busy", "disk is full", "disk I/O error", "unable to open", "readonly database")
#: Those of them that a write meets after which the connection is of no use; PostgreSQL's full disk is waited for anyway.
_UNWRITABLE = ("readonly database", "disk is full", "disk I/O error")
#: SQLSTATE of a write on a standby, and where an operator holds writes back; no OperationalError for the driver.
_READ_ONLY = "25006"


def is_away(error: Exception) -> bool:
    """Whether the database could not be had just now (gone, restarting, full, read-only, locked by another): later it may be."""
    if isinstance(error, NoConnectionFree):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if isinstance(error.orig, sqlite3.OperationalError):
        return any(reason in str(error.orig) for reason in _SQLITE_AWAY)
    state = getattr(error.orig, "sqlstate", None)
    if error.connection_invalidated or state == _READ_ONLY:
        return True
    return isinstance(error, OperationalError) and (state and state[:2]) in _AWAY


def drop_unwritable(context: ExceptionContext) -> None:
    """For an engine's ``handle_error``: what takes no writes counts as a lost connection, which is made anew.

    The durable engine waits for lost connections alone (a workflow whose end it cannot write down would run no more, and count
    as running), and behind one name another server may take the writes by now.
    """
    error = context.original_exception
    if getattr(error, "sqlstate", None) == _READ_ONLY or any(reason in str(error) for reason in _UNWRITABLE):
        context.is_disconnect = True
