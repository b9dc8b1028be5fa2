"""Log events are static names with ids as fields, and one name stands in one place of the code."""

from __future__ import annotations

import ast
import re
from collections import defaultdict

import pytest
from sources import calls, place, python_files

LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
#: ``cards.sent`` or ``cards_sent``: words that a query can be written for.
EVENT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


def log_calls() -> list[tuple[str, ast.Call]]:
    """Place and call of every ``log.warning(…)`` and the like; a logger's name holds "log" in this house."""
    files = python_files("usher", "bot", "cards", "provisioning", "sandbox")
    return [(place(file, call), call) for file in files for call in calls(file) if is_log_call(call)]


def is_log_call(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in LEVELS and is_logger(call.func.value)


def is_logger(node: ast.expr) -> bool:
    """``log``, ``self._log``, ``structlog.get_logger()`` and ``log.bind(…)``."""
    if isinstance(node, ast.Call):
        return is_logger(node.func)
    if isinstance(node, ast.Attribute):
        return "log" in node.attr or is_logger(node.value)
    return isinstance(node, ast.Name) and "log" in node.id


def event_of(call: ast.Call) -> str | None:
    """The event's name, or None where it is not written out."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def is_static(call: ast.Call) -> bool:
    """One name written out, and nothing else by position."""
    return bool(EVENT.fullmatch(event_of(call) or "")) and len(call.args) == 1


def test_an_event_is_a_static_name_without_values_in_it() -> None:
    assert {where for where, call in log_calls() if not is_static(call)} == set()


def test_an_event_name_stands_in_one_place() -> None:
    places = defaultdict(list)
    for where, call in log_calls():
        places[event_of(call)].append(where)
    assert {event: where for event, where in places.items() if len(where) > 1} == {}


@pytest.mark.parametrize(
    ("line", "static"),
    [
        ('log.info("cards.sent", count=3)', True),
        ('self._log.bind(request=1).warning("card_refused")', True),
        ('log.info(f"sent {n} cards")', False),
        ('log.info("sent %s cards", n)', False),
        ('logger.error("Sent a card")', False),
        ("log.exception(name)", False),
    ],
)
def test_the_scan_tells_a_name_from_a_sentence(line: str, static: bool) -> None:
    (expression,) = ast.parse(line).body
    assert isinstance(expression, ast.Expr)
    assert isinstance(expression.value, ast.Call)
    assert is_log_call(expression.value)
    assert is_static(expression.value) is static


@pytest.mark.parametrize("line", ['typer.echo("hi")', 'self.error("no")', 'math.log("x")'])
def test_the_scan_leaves_other_calls_alone(line: str) -> None:
    (expression,) = ast.parse(line).body
    assert isinstance(expression, ast.Expr)
    assert isinstance(expression.value, ast.Call)
    assert not is_log_call(expression.value)
