"""The version of the database's schema: migrations up and down, and what differs from the tables of this release.

Alembic is imported only where a migration is run or compared: a database that is up to date costs two small queries.
The durable engine's tables lie in the same database and are none of ours: every table that we do not name is left alone.
"""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Connection, MetaData, String, Table, inspect, select, text

from provisioning.domain.errors import UsherError
from provisioning.storage.tables import Moment, metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alembic.config import Config
    from sqlalchemy import Engine

FOLDER = Path(__file__).with_name("migrations")
BASE = "base"
#: PostgreSQL's advisory lock for one migration at a time; the number means nothing.
_LOCK = text("SELECT pg_advisory_xact_lock(7583910264)")

VERSION = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))


class UnknownVersion(UsherError):
    """The database was written by another release than this one; nothing was changed."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"the database has schema version {found!r}, which this release does not know (it knows up to {head()!r}): "
            "a newer Usher has upgraded it. Start that release again, or restore the backup made before its upgrade."
        )
        self.found = found


def revisions() -> list[str]:
    """The versions that this release knows, oldest first: the numbers before the underscore of the migrations' files."""
    return sorted(file.stem.partition("_")[0] for file in (FOLDER / "versions").glob("[0-9]*_*.py"))


def head() -> str:
    """The version that this release needs."""
    return revisions()[-1]


def current(engine: Engine) -> str | None:
    """The version that the database has; None for a database without Usher's tables."""
    with engine.connect() as connection:
        return _current(connection)


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION.name):
        return None
    return connection.scalar(select(VERSION.c.version_num))


def upgrade(engine: Engine) -> None:
    """Bring the database to :func:`head`; safe when several processes start at once. Raises :class:`UnknownVersion`."""
    found = current(engine)
    if found == head():
        return
    check_known(found)
    with _migrating(engine) as (connection, config):
        from alembic import command  # noqa: PLC0415  slow, and not needed when nothing is to do

        check_known(_current(connection))
        command.upgrade(config, "head")


def downgrade(engine: Engine, to: str) -> None:
    """Go back to version ``to`` ("base": no tables at all). What the dropped columns held is lost."""
    check_known(current(engine))
    with _migrating(engine) as (_, config):
        from alembic import command  # noqa: PLC0415  slow, and not needed elsewhere

        command.downgrade(config, to)


def check(engine: Engine) -> list[str]:
    """What differs between the database and the tables of this release, a line each; empty when nothing does."""
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415  slow, and not needed elsewhere
    from alembic.migration import MigrationContext  # noqa: PLC0415  the same

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=compare_options())
        return [_in_words(difference) for difference in compare_metadata(context, metadata)]


def draft(engine: Engine, message: str) -> Path:
    """Write the next migration from what differs, to be read and corrected by hand. Returns its file."""
    from alembic import command  # noqa: PLC0415  slow, and not needed elsewhere

    number = f"{int(head()) + 1:04}"
    with _migrating(engine) as (_, config):
        made: Any = command.revision(config, message, autogenerate=True, rev_id=number)
    return Path(made.path)


def compare_options() -> dict[str, Any]:
    """How migrations are compared and written, for Alembic's own entry as well."""

    def is_ours(name: str | None, kind: str, parents: Any) -> bool:
        """Tables that we name."""
        return kind != "table" or (parents.get("schema_name") is None and name in metadata.tables)

    def render(kind: str, thing: Any, _context: Any) -> str | bool:
        """Our own types by name."""
        return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, Moment) else False

    return {
        "target_metadata": metadata,
        "render_as_batch": True,  # SQLite cannot alter most of a table in place
        "include_name": is_ours,
        "render_item": render,  # a migration names no class of ours: those may change after it
    }


def check_known(found: str | None) -> None:
    """Raises :class:`UnknownVersion` for one that is of no release up to this one."""
    if found is not None and found not in revisions():
        raise UnknownVersion(found)


@contextmanager
def _migrating(engine: Engine) -> Iterator[tuple[Connection, Config]]:
    """One migration at a time, in one transaction; on SQLite without foreign keys while tables are rebuilt."""
    from alembic.config import Config  # noqa: PLC0415  slow, and not needed when nothing is to do

    with engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        with _without_foreign_keys(connection) if sqlite else nullcontext(), connection.begin():
            if not sqlite:
                connection.execute(_LOCK)
            yield connection, config
            if sqlite and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                raise RuntimeError(f"a migration left a row of {lost[0]} that refers to nothing")


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Rebuilding a table drops the old one; inside a transaction the pragma has no effect (sqlite.org/pragma)."""
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()


def _in_words(difference: Any) -> str:
    """One difference as Alembic gives it: a tuple, or a list of those that concern one column."""
    if isinstance(difference, list):
        return "; ".join(_in_words(one) for one in difference)
    what, *about = difference
    return f"{what}: {', '.join(str(getattr(one, 'name', one)) for one in about if one is not None)}"
