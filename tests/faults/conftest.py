from __future__ import annotations

import re
import time
from importlib import resources
from typing import TYPE_CHECKING, Any

import pytest
from rows import ALL, CALL_SECONDS
from tenant import PATIENCE, Demo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def start(folder: Path, database: str = "", **more: str) -> Demo:
    """A demo whose calls outside are given up after :data:`CALL_SECONDS`, and which lets one owner ask for a crowd.

    The first wave has no owners in it, so that it can be taken back.
    """
    text = resources.files("usher").joinpath("usher.toml").read_text("utf-8")
    text = text.replace('groups = ["Owners", "AskCody Project Team"]', 'groups = ["AskCody Project Team"]')
    config = folder / "usher.toml"
    config.write_text(re.sub(r"((?:invitations|actions)_per_\w+) = \d+", r"\1 = 500", text), encoding="utf-8")
    demo = Demo(folder / "data", database=database, config=config, USHER_CALL_SECONDS=str(CALL_SECONDS), **more)
    for who in ("olivia", "adam", "maria"):
        until_known(demo, who)
    return demo


def until_known(demo: Demo, who: str) -> None:
    """A first start asks who everybody is: until then nobody is answered what is not for everybody."""
    end = time.monotonic() + PATIENCE
    while demo.say(who, "who has Owners") and "still finding out" in demo.chat(who)[-1]["words"]:
        assert time.monotonic() < end, f"{who} is never known"
        time.sleep(0.1)


@pytest.fixture(scope="module", params=["sqlite", "postgres"] if ALL else ["sqlite"])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Shared by a module: every story has an address of its own."""
    folder = tmp_path_factory.mktemp("faults")
    if request.param == "sqlite":
        demo = start(folder)
        yield demo
        demo.close()
        return
    postgres: Any = request.getfixturevalue("postgres")
    name = postgres.create("template0")
    demo = start(folder, postgres.url(name))
    yield demo
    demo.close()
    postgres.drop(name)


@pytest.fixture
def open_demo(tmp_path: Path) -> Iterator[Callable[..., Demo]]:
    """A demo of the test's own."""
    opened: list[Demo] = []

    def open_one(database: str = "", **more: str) -> Demo:
        opened.append(start(tmp_path, database, **more))
        return opened[-1]

    yield open_one
    for demo in opened:
        demo.close()
