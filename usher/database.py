"""Where the database is, and how it is opened: what is wrong with it is said in words, never as a traceback."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from provisioning import sql
from provisioning.sql import Database, is_network_file_system, sqlite_path, sqlite_url
from provisioning.storage import schema
from usher.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from usher.environment import Environment


def database_url(environment: Environment) -> str:
    """USHER_DATABASE, or a SQLite file in USHER_DATA. Raises SettingsError for no URL, and where SQLite cannot work."""
    url = environment.database or sqlite_url(environment.data / "usher.sqlite")
    with answering():
        path = sqlite_path(url)
    if path is not None:
        folder = path.resolve().parent
        folder.mkdir(parents=True, exist_ok=True)
        if is_network_file_system(folder):
            raise SettingsError([f"USHER_DATABASE: {folder} is a network share, where SQLite fails; use PostgreSQL"])
    return url


@contextmanager
def answering() -> Iterator[None]:
    """Raises SettingsError when the database cannot be had, or was written by another release."""
    try:
        with sql.answering():
            yield
    except (sql.NoDatabase, schema.UnknownVersion) as error:
        raise SettingsError([f"USHER_DATABASE: {error}"]) from error


@contextmanager
def another_database(url: str) -> Iterator[str]:
    """An empty database beside that of ``url``, gone afterwards; "" for "": each data folder has its own file. SettingsError."""
    with ExitStack() as stack:
        with answering():
            own = stack.enter_context(sql.database_beside(url)) if url else ""
        yield own


@contextmanager
def open_database(environment: Environment, *, upgraded: bool = True) -> Iterator[Database]:
    """The database, closed afterwards. Raises SettingsError when it does not answer or (``upgraded``) its tables are older."""
    url = database_url(environment)
    with answering():
        database = Database(url)
        try:
            current = schema.current(database.engine)
            if current is not None and current not in schema.revisions():
                raise schema.UnknownVersion(current)
            if upgraded and current != schema.head():
                raise SettingsError([f"the database is at {current or 'no version'}: run `usher db upgrade`"])
            yield database
        finally:
            database.close()
