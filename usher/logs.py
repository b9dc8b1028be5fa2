"""Structured logs: one JSON object a line on stderr, ids and reasons, nothing personal."""

from __future__ import annotations

import logging
import sys

import structlog


def set_up_logs(level: str = "INFO") -> None:
    """Send our events and other libraries' warnings to stderr; libraries' texts may hold addresses, so only warnings pass."""
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
    # aiohttp quotes the head of a malformed request, which may hold a token
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    logging.basicConfig(
        level=logging.ERROR, stream=sys.stderr, format='{"logger": "%(name)s", "level": "%(levelname)s"}'
    )
