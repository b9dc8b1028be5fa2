"""The story ends, or says honestly that it cannot, whatever the tenant permits and the platform shows."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest
from tenant import free_port

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
