"""A tour whose tenant is changed behind its back fails, and says what it expected and saw. The short stories: ``tests/tour``."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import httpx
from playing import play
from ports import free_port

from sandbox import tour
from sandbox.tour import rollout_before
from sandbox.tour.waves import prove_everybody
from usher.demo import DemoSettings, run_tour

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from sandbox.tour.stage import Stage

GUEST = "consultant@fabrikam.example"
SECOND = 2


def test_a_membership_taken_away_behind_the_tours_back_is_found_in_the_books() -> None:
    def sabotage(line: dict[str, Any], port: int) -> None:
        if line["step"] == "guest" and "exactly two roles" in line["result"]:
            order = {"do": "remove_member", "group": "Receptionists", "person": GUEST}
            assert httpx.post(f"http://127.0.0.1:{port}/sandbox/entra", json=order).is_success

    played = play(sabotage)
    failed, summary = played.lines[-2:]
    assert played.code == 1
    assert (failed["proven"], summary["proven"]) == (False, False)
    assert failed["expected"] == f"{GUEST}: groups [Receptionists]"
    assert failed["seen"] == "groups []"
    assert summary["result"].startswith("not proven: invite")


async def test_a_role_given_behind_a_waves_back_is_found_in_a_tenant_of_its_own_in_which_nobody_had_access(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, postgres_url: str
) -> None:
    proofs = []

    async def sabotaged(stage: Stage, words: str, **known: Any) -> None:
        proofs.append(words)
        if len(proofs) == SECOND:  # the project team's, which was told to be proven a moment ago
            await stage.entra("set_roles", person="priya", roles=["Owner"])
            stage.patience = 1.0
        await prove_everybody(stage, words, **known)

    # The engine's logger keeps the stream it found first, for the process's life; capsys closes its own after this test.
    monkeypatch.setattr(logging.getLogger("dbos"), "handlers", [logging.NullHandler()])
    monkeypatch.setattr(rollout_before, "prove_everybody", sabotaged)
    for others in [name for name in tour.STORIES if name not in {"scim", "rollout"}]:
        monkeypatch.delitem(tour.STORIES, others)
    assert tour.programme(None) == {"all": ["scim"], "none": ["rollout"]}
    settings = DemoSettings(port=free_port(), data=tmp_path, database=postgres_url)
    assert await run_tour(settings, story=None, as_json=True) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]  # and a log's
    assert "show 0 accounts that are on" in [line["did"] for line in lines if line["story"] == "rollout"]
    failed, summary = lines[-2:]
    assert (failed["step"], failed["proven"], summary["proven"]) == ("project team", False, False)
    assert "priya@contoso.example has ['Add-in User', 'Insights Portal User', 'Owner'] instead of" in failed["seen"]
    assert summary["result"].startswith("not proven: rollout")
