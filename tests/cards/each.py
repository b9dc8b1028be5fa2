"""One test over many things: thousands of tests of a millisecond cost more to count than to run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def each(things: Callable[[], Mapping[str, Any]]) -> Callable[[Callable[[Any], None]], Callable[[], None]]:
    """Run the check on each thing, made when the test runs; the test names all for which it fails, with the first failure of each."""

    def over(check: Callable[[Any], None]) -> Callable[[], None]:
        def test() -> None:
            wrong = {}
            for name, thing in things().items():
                try:
                    check(thing)
                except Exception as error:  # noqa: BLE001  whatever a check meets is what the test reports
                    wrong[name] = repr(error)[:300]
            assert wrong == {}

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return over
