"""A tour's words: each step as one line, plain or JSON, and what was expected and seen where a step failed."""

from __future__ import annotations

import json
import sys
import time
from typing import Any

SIGNS = {True: " ✔", False: " ✖", None: ""}


class TourFailed(Exception):
    """Something was not as the story has it; the text is a sentence that says what was expected and what was seen."""

    def __init__(self, expected: str, seen: str) -> None:
        super().__init__(f"Expected {expected}; seen: {seen}")
        self.expected, self.seen = expected, seen


class Teller:
    """Prints the steps of one story as they happen, with the wall seconds that each took."""

    def __init__(self, story: str, *, as_json: bool) -> None:
        self.story = story
        self._as_json = as_json
        self._scene = ""
        self._since = time.monotonic()

    def begin(self, scene: str) -> None:
        """The steps that follow belong to ``scene``."""
        self._scene = scene
        if not self._as_json:
            self._write(f"— {scene}")

    def tell(
        self, who: str, did: str, result: str = "", *, proven: bool | None = None, scene: str = "", **more: Any
    ) -> None:
        """One step. ``proven``: True was seen in the books, False was not, None was not looked for there."""
        took, self._since = time.monotonic() - self._since, time.monotonic()
        if self._as_json:
            line = {"story": self.story, "step": scene or self._scene, "who": who, "did": did, "result": result}
            self._write(json.dumps({**line, "proven": proven, "took_s": round(took, 2), **more}, ensure_ascii=False))
            return
        told = f"{who.capitalize()} {did}" + (f" … {result}" if result else "")
        self._write(f"  {told}{SIGNS[proven]} ({took:.1f} s)")

    def tell_failure(self, failure: TourFailed) -> None:
        """The step that failed ends the story."""
        self.tell("tour", "stops", str(failure), proven=False, expected=failure.expected, seen=failure.seen)

    def _write(self, line: str) -> None:
        # at once: whoever reads along may act on a step
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
