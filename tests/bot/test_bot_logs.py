"""What libraries log stands on stderr as lines like ours, and tells nothing personal."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest

from usher.logs import LONGEST, LibraryLines, set_up_libraries

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "consultant@fabrikam.example"


@pytest.fixture
def library() -> Iterator[logging.Logger]:
    """A library's logger whose lines we write."""
    logger, lines = logging.getLogger("some.package"), LibraryLines()
    logger.addHandler(lines)
    logger.propagate = False
    yield logger
    logger.removeHandler(lines)
    logger.propagate = True


@pytest.fixture
def engine() -> Iterator[logging.Logger]:
    """The engine's logger, as every command sets it up."""
    logger = logging.getLogger("dbos")
    server = logging.getLogger("aiohttp.server")
    before, passes, level = list(logger.handlers), logger.propagate, server.level
    set_up_libraries()
    logger.propagate = False
    yield logger
    logger.handlers, logger.propagate = before, passes
    server.setLevel(level)


def lines(told: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told.splitlines()]


def test_a_library_is_named_with_its_place_and_the_kind_of_its_failure_alone(
    library: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        int(SECRET)
    except ValueError:
        library.exception("no such person: %s", SECRET)
    told = capsys.readouterr().err
    (line,) = lines(told)
    assert SECRET not in told
    assert (line["logger"], line["level"], line["error"]) == ("some.package", "error", "ValueError")
    assert line["where"].startswith("test_bot_logs.py:")


def test_the_engine_says_why_in_one_line(engine: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    engine.error("cannot reach the database\n[parameters: (%s)]", SECRET)
    engine.error("x" * 1000)
    told = capsys.readouterr().err
    first, second = lines(told)
    assert SECRET not in told
    assert (first["event"], first["reason"]) == ("library.complained", "cannot reach the database")
    assert second["reason"] == "x" * LONGEST
