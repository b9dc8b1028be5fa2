"""A tour played as a process of its own, and which scenes each story has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import forked
from ports import free_port

if TYPE_CHECKING:
    from collections.abc import Callable

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
#: Scenes that only prepare what another one proves.
PREPARING = {("rollout", scene) for scene in ("groups", "too early", "checks", "preview", "moved within", "proof")}
LONGEST_S = 240


@dataclass(frozen=True, kw_only=True)
class Played:
    code: int
    lines: list[dict[str, Any]]
    took_s: float


Process = forked.Forked | subprocess.Popen[str]


def start_anew(command: list[str], *, program: str = "") -> Process:
    """As people start it; or ``program`` in its place."""
    whole = [sys.executable, *([program] if program else ["-m", "usher.cli"]), *command]
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
    database: str = "",
) -> Played:
    """Play as a process of its own; ``follow`` is told each step as it happens, and the port."""
    port, began = free_port(), time.monotonic()
    named = [story] if story else []
    named += ["--database", database] if database else []
    process = start(["demo", "--tour", *named, "--json", "--port", str(port)])
    assert process.stdout is not None
    lines = []
    with process.stdout as told:
        for text in told:
            lines.append(json.loads(text))
            if follow:
                follow(lines[-1], port)
    return Played(code=process.wait(timeout=LONGEST_S), lines=lines, took_s=time.monotonic() - began)


def check_proven(played: Played, *stories: str) -> None:
    """Every scene of these stories was played in order, and its end state proven."""
    scenes = [(story, scene) for story in stories for scene in PLAYED[story]]
    assert [line for line in played.lines if line["proven"] is False] == []
    assert played.code == 0
    assert list(dict.fromkeys((line["story"], line["step"]) for line in played.lines)) == [*scenes, ("all", "summary")]
    proven = {(line["story"], line["step"]) for line in played.lines if line["proven"]}
    assert proven == {*scenes, ("all", "summary")} - PREPARING
    assert played.took_s < LONGEST_S
