from __future__ import annotations

import pytest
from corpus import every_view
from write_golden import FOLDER, MAIN, as_kept


@pytest.mark.parametrize(("name", "file"), MAIN.items())
def test_the_main_cards_are_as_they_were_read_and_kept(name: str, file: str) -> None:
    kept = (FOLDER / file).read_text(encoding="utf-8")
    assert as_kept(every_view()[name]) == kept, "meant? then run tests/cards/write_golden.py and read the difference"
