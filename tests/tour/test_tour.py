"""`usher demo --tour` exits 0 only when every end state was proven, and says what it expected and saw when one was not.

Every story, one after the other in one tenant and on both databases, is played by ``make chaos``, where the longer ones are
disturbed as well.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import sabotaged
from playing import Played, Process, check_proven, play, start_anew
from ports import free_port

from sandbox import tour
from usher.demo import DemoSettings, environment_of, given, open_tenant, run_tour
from usher.environment import Environment
from usher.settings import load_rules
from usher.wiring import bot_tokens, directory_settings

# a tour takes ten seconds, on a busy machine much longer
pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def good() -> Played:
    """The shortest story, as people start it; guests' stories are played in the scenarios and in the page."""
    return play(story="scim", start=start_anew)


def test_an_undisturbed_tour_proves_the_end_state_of_every_scene(good: Played) -> None:
    check_proven(good, "scim")


def test_each_step_says_who_did_what_and_how_long_it_took(good: Played) -> None:
    for line in good.lines:
        assert {"story", "step", "who", "did", "result", "proven", "took_s"} == set(line)
    assert {"entra", "platform"} <= {line["who"] for line in good.lines}


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
    def start(command: list[str]) -> Process:
        return start_anew(command, program=sabotaged.__file__)

    played = play(story="scim", start=start)
    failed, summary = played.lines[-2:]
    assert (played.code, failed["step"], failed["proven"], summary["proven"]) == (1, "created", False, False)
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


def test_a_fresh_world_takes_nothing_from_the_folder_but_what_a_demo_left_there(tmp_path: Path) -> None:
    mine = tmp_path / "notes.txt"
    mine.write_text("precious", encoding="utf-8")
    for name in ("world.sqlite", "world.sqlite-wal", "usher.sqlite", "master.key"):
        (tmp_path / name).write_text("of an earlier world", encoding="utf-8")
    open_tenant(DemoSettings(port=1, data=tmp_path, people=10, fresh=True))
    assert mine.read_text(encoding="utf-8") == "precious"
    left = {file.name for file in tmp_path.iterdir()}
    assert "usher.sqlite" not in left, "Usher's own database begins anew with the world"
    assert (tmp_path / "world.sqlite").read_bytes()[:6] == b"SQLite"


def test_a_fresh_world_beside_the_database_of_a_real_usher_takes_nothing_of_it(tmp_path: Path) -> None:
    for name in ("usher.sqlite", "master.key"):
        (tmp_path / name).write_text("everybody's access", encoding="utf-8")
    open_tenant(DemoSettings(port=1, data=tmp_path, people=10, fresh=True))
    assert all((tmp_path / name).read_text("utf-8") == "everybody's access" for name in ("usher.sqlite", "master.key"))


async def test_a_demo_takes_no_address_secret_or_database_of_a_real_usher_from_its_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = DemoSettings(port=1, data=tmp_path, people=10)
    values = environment_of(open_tenant(settings), settings)
    alone = given(values)
    real = {
        "tenant_id": "contoso.onmicrosoft.com",
        "cloud": "gcc-high",
        "bot_certificate": "/etc/usher/bot.pem",
        "provisioner_certificate": "/etc/usher/provisioner.pem",
        "redirect_url": "https://platform.contoso.com",
        "clock_url": "http://127.0.0.1:1/clock",
        "call_seconds": "5",
        "heartbeat": "2",
        "port": "443",
    }
    for name in Environment.model_fields:
        monkeypatch.setenv(f"USHER_{name.upper()}", real.get(name, "https://real.contoso.com/"))
    found = given(values)
    assert found == alone.model_copy(update={"call_seconds": 5, "heartbeat": 2})
    assert (found.database, found.cloud) == (f"sqlite:///{tmp_path}/usher.sqlite", "public")
    assert directory_settings(found, load_rules()).graph_url == values["USHER_GRAPH_URL"]
    await bot_tokens(found).close()  # a certificate beside the secret would be refused
