"""`usher demo --tour` exits 0 only when every end state was proven, and says what it saw when one was not."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time

import httpx

END_STATES = {
    "guest",
    "late press",
    "rejection",
    "account",
    "moved facts",
    "asked again",
    "early end",
    "end on the date",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "usher.cli", "demo", "--tour", "invite", "--json", "--port", str(port)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def test_the_tour_proves_every_end_state_of_the_story() -> None:
    with start(free_port()) as tour:
        assert tour.stdout is not None
        lines = [json.loads(line) for line in tour.stdout]
    assert tour.returncode == 0
    assert {line["step"] for line in lines if line["proven"]} >= END_STATES
    assert [line for line in lines if line["proven"] is False] == []


def test_a_sabotaged_tour_fails_and_says_what_was_expected_and_seen() -> None:
    port = free_port()
    with start(port) as tour, httpx.Client(base_url=f"http://127.0.0.1:{port}") as world:
        assert tour.stdout is not None
        fault = {"target": "scim", "by": "usher", "method": "POST", "path": "/scim/v2/Users", "status": 403}
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                if world.post("/sandbox/faults", json=fault).is_success:
                    break
            except httpx.TransportError:
                continue
        lines = [json.loads(line) for line in tour.stdout]
    assert tour.returncode == 1
    assert lines[-1]["proven"] is False
    assert "should read 'Done, proven'" in lines[-1]["did"]
    assert "but reads" in lines[-1]["did"]


def test_an_unknown_story_is_wrong_use() -> None:
    command = [sys.executable, "-m", "usher.cli", "demo", "--tour", "nothing", "--port", str(free_port())]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "invite" in done.stderr
