"""Changes of groups beyond one person and one group: what goes together, and many people in one line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tenant import Demo

if TYPE_CHECKING:
    from collections.abc import Iterator

TOML = Path(__file__).parents[2] / "usher" / "usher.toml"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Here Secretaries do not give the role that delegated access goes with."""
    folder = tmp_path_factory.mktemp("demo")
    whole = 'roles = ["Add-in User", "Add-in User Delegated Access", "Search Specific Room"]'
    text = TOML.read_text(encoding="utf-8")
    assert whole in text
    config = folder / "usher.toml"
    config.write_text(text.replace(whole, whole.replace('"Add-in User", ', "")), encoding="utf-8")
    demo = Demo(folder / "data", config=config)
    yield demo
    demo.close()


def test_the_group_that_makes_a_role_useful_is_added_by_a_press(demo: Demo) -> None:
    unassigned = demo.say("olivia", "add maria to Secretaries")
    demo.until_card("olivia", unassigned, "does little without Add-in User", "Also add AskCody Project Team")
    demo.behind("assign_group", group="Add-in Users")
    form = demo.say("olivia", "add maria to Secretaries because Covers for Ida")
    assert "Also add Add-in Users" in demo.until_card(
        "olivia", form, "Add-in Users would give", "does little without Add-in User", "Covers for Ida"
    )
    demo.press("olivia", form, "Also add Add-in Users", until="", reason="Covers for Ida")
    shown = demo.until_card("olivia", form, "Add-in Users and Secretaries", "Ask for approval", "Covers for Ida")
    assert "Also add" not in shown
    assert demo.groups("maria@contoso.example") == set()
