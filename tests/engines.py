"""Engines that outlive a test: what SQLAlchemy compiled for one database serves the next.

Compiling a statement costs ten times what SQLite takes to run it, and what was compiled is kept per engine. So a test
process makes each kind of engine once; when a test disposes of one, the next test has it with another target.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from resting import RESTING
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Kind = tuple[str, bool, int]


class Engines:
    """Makes what ``make_engine`` makes, and gives again what was disposed of."""

    def __init__(self, make: Callable[..., Engine]) -> None:
        self._make = make
        self._free: dict[Kind, list[Engine]] = {}
        self._targets: dict[Engine, tuple[Sequence[Any], Mapping[str, Any]]] = {}

    def __call__(self, url: str, *, writes: bool = True, size: int = 1) -> Engine:
        kind = make_url(url).get_backend_name(), writes, size
        free = self._free.setdefault(kind, [])
        engine = free.pop() if free else self._new(url, kind)
        self._targets[engine] = engine.dialect.create_connect_args(make_url(url))
        return engine

    def _new(self, url: str, kind: Kind) -> Engine:
        engine = self._make(url, writes=kind[1], size=kind[2])

        def redirect(_dialect: Any, _record: Any, cargs: list[Any], cparams: dict[str, Any]) -> Any:
            args, params = self._targets[engine]
            cargs[:] = args
            cparams.update(params)
            return RESTING.take(params)

        def back(engine: Engine) -> None:
            if engine not in self._free[kind]:
                self._free[kind].append(engine)

        close = engine.dialect.do_close

        def rest(connection: Any) -> None:
            if not RESTING.keep(connection):
                close(connection)

        if kind[0] == "postgresql":
            engine.dialect.do_close = rest  # type: ignore[method-assign,assignment]  # an engine has its dialect for itself
        event.listen(engine, "do_connect", redirect)
        event.listen(engine, "engine_disposed", back)
        return engine
