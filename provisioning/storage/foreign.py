"""Whether a database is Usher's, or one that it may begin in: looked at before anything is written to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import create_engine, inspect, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from provisioning.away import NoDatabase
from provisioning.sql import connecting, sqlite_path
from provisioning.storage import schema
from provisioning.storage.tables import vault_keys

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

ANOTHERS = (
    "this database has tables of another program; nothing was written to it. Name one that is empty or Usher's own"
)


#: Tables that come with an extension of PostgreSQL, as PostGIS's do: no program's own.
_OF_EXTENSIONS = text(
    "SELECT relname FROM pg_class JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = pg_class.oid"
    " WHERE deptype = 'e' AND relnamespace = current_schema()::regnamespace"
)


def refuse_foreign(url: str) -> None:
    """Raises NoDatabase for a database that is another program's and a file that is none, UnknownVersion for a newer release's."""
    path = sqlite_path(url)
    if path is not None and path.is_dir():
        raise NoDatabase(f"{path} is a folder; name a file in it, as sqlite:///{path / 'usher.sqlite'}")
    if path is not None and not path.exists():
        return
    engine = create_engine(url, connect_args=connecting(url)) if path is None else _reading(path)
    try:
        with engine.connect() as connection:
            _look(connection)
    except OperationalError:
        if path is None:
            raise  # a file that cannot be looked at so is opened next, which says why
    except DatabaseError as error:
        if path is None:
            raise
        raise NoDatabase(_no_database(path)) from error
    finally:
        engine.dispose()


def _reading(path: Path) -> Engine:
    """Opens the file without a right to write: even its journal's kind would be a change of it."""
    file = make_url("sqlite://").set(database=path.resolve().as_uri(), query={"mode": "ro", "uri": "true"})
    return create_engine(file)


def _no_database(path: Path) -> str:
    return (
        f"{path} is no SQLite database, or it is encrypted or damaged; nothing was written to it. "
        "Name another file, or put a backup in its place"
    )


def _of_extensions(connection: Connection) -> set[str]:
    return set() if connection.dialect.name == "sqlite" else set(connection.scalars(_OF_EXTENSIONS))


def _look(connection: Connection) -> None:
    """Tables that Usher did not make are there without its version, or with a version but not its first tables.

    The durable engine's tables come after ours, so that the version is there with them.
    """
    found = inspect(connection)
    tables = set(found.get_table_names()) - _of_extensions(connection)
    version = schema.VERSION
    if version.name not in tables:
        if tables:
            raise NoDatabase(ANOTHERS)
        return
    if version.c.version_num.name not in {column["name"] for column in found.get_columns(version.name)}:
        raise NoDatabase(ANOTHERS)
    current = connection.scalar(select(version.c.version_num))
    if current and len(tables) > 1 and vault_keys.name not in tables:
        raise NoDatabase(ANOTHERS)
    schema.check_known(current)
