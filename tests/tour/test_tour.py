"""`usher demo --tour` exits 0 only when every end state was proven, and says what it expected and saw when one was not."""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import forked
import httpx
import pytest

from sandbox import tour
from sandbox.tour import rollout_before
from sandbox.tour.waves import prove_everybody
from usher.demo import DemoSettings, run_tour

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.tour.stage import Stage

INVITE = ["guest", "late press", "rejection", "account", "moved facts", "early end", "held before", "end on the date"]
ROLES = [
    *("add", "surplus role", "own request", "remove", "last group", "owners", "owner from outside", "beneficiary"),
    *("hand-over", "unreachable", "list of twelve", "last owner"),
]
LIFE = ["created", "moved", "switched off, brought back", "quarantine", "deleted"]
ROLLOUT = [
    *("groups", "too early", "project team", "test access", "checks", "preview", "moved beyond", "moved within"),
    *("proof", "test ends", "pause", "quarantine", "take back"),
]
PLAYED = {"invite": INVITE, "roles": ROLES, "scim": LIFE, "rollout": ROLLOUT}
SCENES = [(story, scene) for story, scenes in PLAYED.items() for scene in scenes]
#: Scenes that only prepare what another one proves.
PREPARING = {("rollout", scene) for scene in ("groups", "too early", "checks", "preview", "moved within", "proof")}
GUEST = "consultant@fabrikam.example"
LONGEST_S = 240
SECOND = 2

# a whole tour takes forty seconds, on a busy machine much longer
pytestmark = pytest.mark.timeout(300)


@dataclass(frozen=True, kw_only=True)
class Played:
    code: int
    lines: list[dict[str, Any]]
    took_s: float


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


Process = forked.Forked | subprocess.Popen[str]


def start_anew(command: list[str]) -> Process:
    """As people start it."""
    whole = [sys.executable, "-m", "usher.cli", *command]
    return subprocess.Popen(whole, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def fork(command: list[str]) -> Process:
    """With the imports done."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        return forked.start(command, dict(os.environ), nowhere)


def play(
    follow: Callable[[dict[str, Any], int], None] | None = None,
    *,
    story: str | None = "invite",
    start: Callable[[list[str]], Process] = fork,
) -> Played:
    """Play as a process of its own; ``follow`` is told each step as it happens, and the port."""
    port, began = free_port(), time.monotonic()
    named = [story] if story else []
    process = start(["demo", "--tour", *named, "--json", "--port", str(port)])
    assert process.stdout is not None
    lines = []
    with process.stdout as told:
        for text in told:
            lines.append(json.loads(text))
            if follow:
                follow(lines[-1], port)
    return Played(code=process.wait(timeout=LONGEST_S), lines=lines, took_s=time.monotonic() - began)


@pytest.fixture(scope="module")
def good() -> Played:
    """Every story, one after the other in one tenant, as people start it."""
    return play(story=None, start=start_anew)


def test_an_undisturbed_tour_proves_the_end_state_of_every_scene(good: Played) -> None:
    assert [line for line in good.lines if line["proven"] is False] == []
    assert good.code == 0
    assert list(dict.fromkeys((line["story"], line["step"]) for line in good.lines)) == [*SCENES, ("all", "summary")]
    proven = {(line["story"], line["step"]) for line in good.lines if line["proven"]}
    assert proven == {*SCENES, ("all", "summary")} - PREPARING
    assert sum(line["who"] == "platform" and line["proven"] for line in good.lines) >= 11
    assert good.took_s < LONGEST_S


def test_each_step_says_who_did_what_and_how_long_it_took(good: Played) -> None:
    for line in good.lines:
        assert {"story", "step", "who", "did", "result", "proven", "took_s"} == set(line)
    assert {"olivia", "adam", "books", "platform"} <= {line["who"] for line in good.lines}


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


def test_what_somebody_who_has_no_part_loses_meanwhile_is_found_in_the_books() -> None:
    def sabotage(line: dict[str, Any], port: int) -> None:
        if line["step"] == "add" and line["who"] == "olivia":
            order = {"do": "remove_member", "group": "Facility Managers", "person": "birgit"}
            assert httpx.post(f"http://127.0.0.1:{port}/sandbox/entra", json=order).is_success

    played = play(sabotage, story="roles")
    failed, summary = played.lines[-2:]
    assert (played.code, failed["proven"], summary["proven"]) == (1, False, False)
    assert "birgit" in failed["seen"]
    assert summary["result"].startswith("not proven: roles")


def test_a_role_given_behind_the_tours_back_is_found_on_the_platform() -> None:
    def sabotage(line: dict[str, Any], port: int) -> None:
        if line["step"] == "created" and line["who"] == "entra":
            order = {"do": "set_roles", "person": "frida", "roles": ["Owner"]}
            assert httpx.post(f"http://127.0.0.1:{port}/sandbox/entra", json=order).is_success

    played = play(sabotage, story="scim")
    failed, summary = played.lines[-2:]
    assert (played.code, failed["proven"], summary["proven"]) == (1, False, False)
    assert "'Owner'" in failed["seen"]


async def test_an_unknown_story_is_wrong_use_and_those_that_exist_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert await run_tour(DemoSettings(port=1, data=Path()), story="nothing", as_json=False) == 2
    assert "There is no story 'nothing'. There are: invite, roles, scim, rollout." in capsys.readouterr().err


async def test_a_tenant_that_does_not_answer_fails_the_tour_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    playing = tour.Tour(as_json=True)
    await playing.play(f"http://127.0.0.1:{free_port()}", ["invite"])
    assert playing.end() == 1
    failed, summary = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert failed["expected"] == "the tenant's port to answer"
    assert "ClientConnectorError" in failed["seen"]
    assert summary["proven"] is False


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
