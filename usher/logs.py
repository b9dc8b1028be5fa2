"""Structured logs: one JSON object a line on stderr, ids and reasons, nothing personal."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

import structlog

#: The durable engine's logger. It knows ids alone; other libraries' texts may hold addresses.
ENGINE = "dbos"
#: Characters of what it says.
LONGEST = 300


class LibraryLines(logging.Handler):
    """Writes what libraries log as lines like ours: which of them, where in it, of the engine also the first line of its text."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line on what stderr is at the moment."""
        sys.stderr.write(f"{line_of(record)}\n")
        sys.stderr.flush()


def line_of(record: logging.LogRecord) -> str:
    """A library's record as a line of ours. What follows the first line of a text may be SQL with its values."""
    told: dict[str, str] = {"logger": record.name, "where": f"{record.filename}:{record.lineno}"}
    if record.exc_info and record.exc_info[0]:
        told["error"] = record.exc_info[0].__name__
    if record.name.partition(".")[0] == ENGINE:
        told["reason"] = record.getMessage().strip().partition("\n")[0][:LONGEST]
    at = datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z")
    return json.dumps({**told, "event": "library.complained", "level": record.levelname.lower(), "timestamp": at})


def set_up_logs(level: str = "INFO") -> None:
    """Send our events, the engine's warnings and other libraries' errors to stderr."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    set_up_libraries()


def set_up_libraries() -> None:
    """The part of it that concerns Python's own loggers."""
    # aiohttp quotes the head of a malformed request, which may hold a token
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    lines = LibraryLines()
    logging.basicConfig(level=logging.ERROR, handlers=[lines])
    logging.getLogger(ENGINE).handlers = [lines]  # else it adds one of its own
