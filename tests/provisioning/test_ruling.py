"""Which rules are in force is in the audit, wherever they changed."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING

from provisioning.storage import tables as t
from provisioning.usecases import ruling
from usher.settings import load_rules

if TYPE_CHECKING:
    from pathlib import Path

    from office import Office


async def test_rules_are_noted_once_and_again_where_they_changed(office: Office) -> None:
    assert await office.do(ruling.note)
    assert not await office.do(ruling.note)
    before = office.rules
    office.change_rules(profile="look")
    assert await office.do(ruling.note)
    assert not await office.do(ruling.note)
    office.change_rules(profile=before.profile)
    assert await office.do(ruling.note), "they are in force again, and an auditor reads since when"
    hashes = [json.loads(row.detail)["hash"] for row in await office.rows(t.audit, t.audit.c.event == ruling.LOADED)]
    assert hashes == [ruling.digest_of(before), ruling.digest_of(replace(before, profile="look")), hashes[0]]
    assert hashes[0] != hashes[1]


def test_the_hash_is_of_what_is_decided_and_not_of_how_it_is_written(tmp_path: Path) -> None:
    shipped, file = load_rules(), tmp_path / "usher.toml"
    file.write_text(
        "# a word of ours\n" + resources.files("usher").joinpath("usher.toml").read_text("utf-8"), encoding="utf-8"
    )
    assert ruling.digest_of(load_rules(file)) == ruling.digest_of(shipped)
    fewer = replace(shipped, administrators=frozenset({"maria@contoso.example", "sam@contoso.example"}))
    other_way = replace(shipped, administrators=frozenset({"sam@contoso.example", "maria@contoso.example"}))
    assert ruling.digest_of(fewer) == ruling.digest_of(other_way) != ruling.digest_of(shipped)
