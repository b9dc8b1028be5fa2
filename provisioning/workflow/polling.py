"""What DBOS does ten times a second while there is nothing to do, and for each workflow, made cheap. There is no public way to any of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def look_before_claiming(system: Any) -> None:
    """Ask by one cheap statement whether a queue has anything, before DBOS asks all that a claim needs.

    Its way of finding nothing costs a millisecond of Python, ten times a second for each queue: most of an idle process. The
    statement is put to the driver itself, outside a transaction: SQLAlchemy's way to it takes three times as long.
    """
    claim, engine = system.start_queued_workflows, system.engine
    is_sqlite, refused = engine.dialect.name == "sqlite", engine.dialect.loaded_dbapi.Error
    table = "workflow_status" if is_sqlite else "dbos.workflow_status"

    def has_any(queue: str) -> bool:
        """Whether something waits there; also where the database does not say."""
        waiting = (
            f"SELECT 1 FROM {table} WHERE queue_name = '{queue}' AND status = 'ENQUEUED' "  # noqa: S608  names of ours
            "AND status IN ('ENQUEUED', 'PENDING') LIMIT 1"  # as the index that DBOS made for it says
        )
        connection = engine.raw_connection()
        try:
            if not is_sqlite:  # SQLite has no transaction for a reading, psycopg begins one
                connection.driver_connection.autocommit = True
            found = connection.cursor().execute(waiting).fetchone() is not None
            if not is_sqlite:
                connection.driver_connection.autocommit = False
        except refused:
            connection.invalidate()
            return True
        finally:
            connection.close()
        return found

    def start(queue: Any, *args: Any, **kwargs: Any) -> Any:
        """The claim, where there is something to claim; it also says by what the database is away."""
        return claim(queue, *args, **kwargs) if has_any(queue.name) else ([], None)

    system.start_queued_workflows = start


def read_queues_once(system: Any) -> None:
    """Ask for a queue's settings once, not before each look: they are ours, and nobody changes them while we run."""
    read: Callable[[str], Any] = system.get_queue
    known: dict[str, Any] = {}

    def get(name: str) -> Any:
        """The settings; what is not there yet is looked for again."""
        if known.get(name) is None:
            known[name] = read(name)
        return known[name]

    system.get_queue = get


def build_statements_once(system: Any) -> None:
    """Keep the statements that DBOS builds for SQLite anew at every call; on PostgreSQL it keeps them by the same two itself."""
    run = system._execute_prepared  # noqa: SLF001  as above
    kept: dict[tuple[str, tuple[str, ...]], Any] = {}

    def execute(connection: Any, name: str, values: dict[str, Any], build: Callable[[], Any], **options: Any) -> Any:
        """Run the statement of this name for these columns."""
        key = name, tuple(values)
        if key not in kept:
            kept[key] = build()
        return run(connection, name, values, lambda: kept[key], **options)

    system._execute_prepared = execute  # noqa: SLF001  as above
