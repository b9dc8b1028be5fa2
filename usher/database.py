"""Where the database is, and how it is opened: what is wrong with it is said in words, never as a traceback."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from provisioning import away, sql
from provisioning.sql import Database, sqlite_path, sqlite_url
from provisioning.storage import foreign, schema
from usher.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from usher.environment import Environment


def database_url(environment: Environment) -> str:
    """USHER_DATABASE, or a SQLite file in USHER_DATA. Raises SettingsError for no URL, and where SQLite cannot work."""
    url = environment.database or sqlite_url(environment.data / "usher.sqlite")
    path = _file_of(url)
    if path is not None:
        name = "USHER_DATABASE" if environment.database else "USHER_DATA"
        folder = path.resolve().parent
        make_folder(name, folder)
        if is_network_file_system(folder):
            raise SettingsError([f"{name}: {folder} is a network share, where SQLite fails; use PostgreSQL"])
    return url


def _file_of(url: str) -> Path | None:
    """The file of a SQLite URL; None for another database. Raises SettingsError for what is no URL."""
    with answering():
        try:
            return sqlite_path(url)
        except ValueError as error:  # a port that is no number
            raise SettingsError([f"USHER_DATABASE: that is no database URL ({error})"]) from error


def make_folder(name: str, folder: Path) -> None:
    """Make a folder that the setting ``name`` asks for, where it is not there. Raises SettingsError where it cannot be."""
    if "?" in str(folder):  # the address of a SQLite file ends there, and another file would be made
        raise SettingsError([f"{name}: {folder} has a question mark in its name; name a folder without"])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            [f"{name}: {folder} cannot be made ({error.strerror}); name a folder of your own"]
        ) from error


def connect(url: str) -> Database:
    """The database at ``url``, within :func:`answering`. What is not Usher's is refused before anything is written to it."""
    foreign.refuse_foreign(url)
    return Database(url)


@contextmanager
def answering() -> Iterator[None]:
    """Raises SettingsError when the database cannot be had, or was written by another release."""
    try:
        with away.answering():
            yield
    except (away.NoDatabase, schema.UnknownVersion) as error:
        raise SettingsError([f"USHER_DATABASE: {error}"]) from error


@contextmanager
def another_database(url: str) -> Iterator[str]:
    """An empty database beside that of ``url``, gone afterwards; "" for "": each data folder has its own file. SettingsError."""
    with ExitStack() as stack:
        if url:
            _file_of(url)
        with answering():
            own = stack.enter_context(sql.database_beside(url)) if url else ""
        yield own


@contextmanager
def open_database(environment: Environment, *, upgraded: bool = True) -> Iterator[Database]:
    """The database, closed afterwards. Raises SettingsError when it does not answer or (``upgraded``) its tables are older."""
    url = database_url(environment)
    with answering():
        database = connect(url)
        try:
            current = schema.current(database.engine)
            if upgraded and current != schema.head():
                raise SettingsError([f"the database is at {current or 'no version'}: run `usher db upgrade`"])
            yield database
        finally:
            database.close()


def is_network_file_system(path: Path) -> bool:
    """Whether SQLite's WAL cannot work there ("WAL does not work over a network filesystem", sqlite.org/wal.html)."""
    kinds = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs"}
    try:
        mounts = [line.split() for line in Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return False
    place = str(path.resolve())
    inside = [(len(m[1]), m[2]) for m in mounts if place == m[1] or place.startswith(m[1].rstrip("/") + "/")]
    return bool(inside) and max(inside)[1] in kinds
