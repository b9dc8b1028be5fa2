"""The schema goes up and down on both databases, knows what it does not know, and leaves the engine's tables alone."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from provisioning.away import NoDatabase
from provisioning.domain.errors import UsherError
from provisioning.sql import make_engine
from provisioning.storage import foreign, schema
from provisioning.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    engine = make_engine(empty_database_url)
    yield engine
    engine.dispose()


def run(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_there_is_one_head_and_it_is_the_newest_file() -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.FOLDER))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [schema.head()]
    assert sorted(one.revision for one in scripts.walk_revisions()) == schema.revisions()


def test_an_empty_database_has_no_version(engine: Engine) -> None:
    assert schema.current(engine) is None


def test_the_schema_goes_up_and_down_and_up_again(engine: Engine) -> None:
    schema.upgrade(engine)
    assert schema.current(engine) == schema.head()
    assert set(t.metadata.tables) <= set(inspect(engine).get_table_names())
    schema.downgrade(engine, schema.BASE)
    assert schema.current(engine) is None
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}
    schema.upgrade(engine)
    assert schema.check(engine) == []


def test_a_migrated_database_is_exactly_what_the_tables_say(engine: Engine) -> None:
    schema.upgrade(engine)
    assert schema.check(engine) == []


def test_what_differs_is_named(engine: Engine) -> None:
    schema.upgrade(engine)
    run(engine, "DROP INDEX ix_grants_person", "ALTER TABLE chats ADD COLUMN colour VARCHAR(10)", "DROP TABLE seen")
    found = "\n".join(schema.check(engine))
    for name in ("ix_grants_person", "colour", "seen"):
        assert name in found


def test_tables_of_the_durable_engine_and_of_others_are_left_alone(engine: Engine) -> None:
    run(engine, "CREATE TABLE workflow_status (workflow_uuid TEXT)", "CREATE TABLE queues (name TEXT)")
    schema.upgrade(engine)
    assert schema.check(engine) == []
    schema.downgrade(engine, schema.BASE)
    assert {"workflow_status", "queues"} <= set(inspect(engine).get_table_names())


def test_no_table_of_ours_has_a_name_of_the_durable_engines() -> None:
    theirs = {"queues", "streams", "notifications", "operation_outputs", "application_versions", "dbos_migrations"}
    assert not {name for name in t.metadata.tables if name in theirs or name.startswith("workflow")}


def test_a_version_of_a_newer_release_is_refused_with_what_to_do(engine: Engine) -> None:
    schema.upgrade(engine)
    run(engine, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(schema.UnknownVersion) as refused:
        schema.upgrade(engine)
    assert isinstance(refused.value, UsherError)
    assert refused.value.found == "9999"
    assert "restore the backup" in str(refused.value)
    with pytest.raises(schema.UnknownVersion):
        schema.downgrade(engine, schema.BASE)
    assert set(t.metadata.tables) <= set(inspect(engine).get_table_names())


def test_a_migration_that_fails_leaves_nothing_behind(engine: Engine) -> None:
    run(engine, "CREATE TABLE vault (mine TEXT)")
    with pytest.raises(Exception, match="vault"):
        schema.upgrade(engine)
    assert inspect(engine).get_table_names() == ["vault"]


def test_processes_that_start_at_once_migrate_once(empty_database_url: str) -> None:
    failed: list[BaseException] = []

    def start() -> None:
        engine = make_engine(empty_database_url)
        try:
            schema.upgrade(engine)
        except Exception as error:  # noqa: BLE001  judged below
            failed.append(error)
        finally:
            engine.dispose()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    engine = make_engine(empty_database_url)
    assert schema.check(engine) == []
    engine.dispose()


def test_foreign_keys_are_on_again_after_a_migration(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    schema.downgrade(engine, schema.BASE)
    schema.upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    engine.dispose()


def test_a_database_that_is_up_to_date_needs_no_alembic(sqlite_url: str) -> None:
    code = (
        "import sys; from provisioning.sql import make_engine; from provisioning.storage import schema\n"
        f"engine = make_engine({sqlite_url!r}); schema.upgrade(engine); print('alembic' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_known_owners_stay_known_and_going_back_makes_nobody_an_owner_who_was_none(engine: Engine) -> None:
    schema.upgrade(engine)
    schema.downgrade(engine, "0002")
    run(
        engine,
        "INSERT INTO people (pseudonym, enabled, is_guest) VALUES ('olivia', TRUE, FALSE), ('mallory', TRUE, FALSE)",
        "INSERT INTO members VALUES ('Owners', 'olivia'), ('Owners', 'mallory'), ('Checkers', 'mallory')",
        "INSERT INTO known_owners VALUES ('olivia', 'olivia', '2026-11-24 10:00:00')",
    )
    schema.upgrade(engine)
    with engine.connect() as connection:
        known = connection.execute(text("SELECT group_name, pseudonym FROM known_members")).all()
    assert [tuple(row) for row in known] == [("Owners", "olivia")]
    run(engine, "INSERT INTO known_members VALUES ('Checkers', 'mallory', 'olivia', '2026-11-24 10:00:00')")
    schema.downgrade(engine, "0002")
    with engine.connect() as connection:
        assert connection.scalars(text("SELECT pseudonym FROM known_owners")).all() == ["olivia"]


def test_a_database_of_another_program_is_refused_and_ushers_own_is_not(
    engine: Engine, empty_database_url: str
) -> None:
    foreign.refuse_foreign(empty_database_url)
    run(engine, "CREATE TABLE notes (words TEXT)")
    with pytest.raises(NoDatabase, match="another program"):
        foreign.refuse_foreign(empty_database_url)
    assert set(inspect(engine).get_table_names()) == {"notes"}
    run(engine, "DROP TABLE notes")
    schema.upgrade(engine)
    foreign.refuse_foreign(empty_database_url)
    run(engine, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(schema.UnknownVersion):
        foreign.refuse_foreign(empty_database_url)
    run(engine, "DELETE FROM alembic_version")
    foreign.refuse_foreign(empty_database_url)


def test_tables_that_an_extension_brings_are_no_other_program_s(empty_postgres_url: str) -> None:
    engine = make_engine(empty_postgres_url)
    run(engine, "CREATE TABLE spatial_ref_sys (srid INTEGER)", "ALTER EXTENSION plpgsql ADD TABLE spatial_ref_sys")
    foreign.refuse_foreign(empty_postgres_url)
    run(engine, "CREATE TABLE notes (words TEXT)")
    with pytest.raises(NoDatabase, match="another program"):
        foreign.refuse_foreign(empty_postgres_url)
    run(engine, "DROP TABLE notes")
    schema.upgrade(engine)
    foreign.refuse_foreign(empty_postgres_url)
    assert schema.check(engine) == []
    engine.dispose()


@pytest.mark.parametrize("name", ["a#b.sqlite", "a?b.sqlite", "a%20b.sqlite"])
def test_whatever_its_file_is_called_that_file_is_looked_at_and_no_other_is_made(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"no database" * 100)
    with pytest.raises(NoDatabase, match="no SQLite database"):
        foreign.refuse_foreign(f"sqlite:///{quote(str(file))}")
    assert list(tmp_path.iterdir()) == [file]
