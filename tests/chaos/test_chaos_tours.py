"""The story ends, or says honestly that it cannot, whatever the tenant permits and the platform shows."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest
from playing import PLAYED, check_proven, play, start_anew
from ports import free_port

PROFILES, READBACKS = ("full", "standard", "look"), ("full", "log", "none")
ON_SQLITE = [(profile, readback, "sqlite") for profile, readback in itertools.product(PROFILES, READBACKS)]
ON_POSTGRES = [(profile, readback, "postgres") for profile, readback in zip(PROFILES, READBACKS, strict=True)]


@pytest.mark.parametrize(("profile", "readback", "database"), [*ON_SQLITE, *ON_POSTGRES])
def test_every_end_state_is_proven(request: pytest.FixtureRequest, profile: str, readback: str, database: str) -> None:
    command = [sys.executable, "-m", "usher.cli", "demo", "--tour", "invite", "--port", str(free_port())]
    command += ["--profile", profile, "--readback", readback]
    if database == "postgres":
        command += ["--database", request.getfixturevalue("postgres_url")]
    played = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert played.returncode == 0, played.stdout[-3000:]
    told = "refused: it could never be proven" in played.stdout
    assert told is (readback != "full")
    print(f"tour {profile} {readback} {database}: {played.stdout.strip().splitlines()[-1].strip()}")


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_every_story_is_proven_one_after_the_other_in_one_tenant(request: pytest.FixtureRequest, database: str) -> None:
    url = request.getfixturevalue("postgres_url") if database == "postgres" else ""
    played = play(story=None, start=start_anew, database=url)
    check_proven(played, *PLAYED)
    assert sum(line["who"] == "platform" and line["proven"] for line in played.lines) >= 11
    print(f"tour whole {database}: {played.lines[-1]['result']}")
