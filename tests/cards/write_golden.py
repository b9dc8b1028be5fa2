"""The five main cards as they are kept under tests/golden. Run this file to write them anew, then read what changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import every_view

from cards.render import render

if TYPE_CHECKING:
    from provisioning.views import CardView

FOLDER = Path(__file__).parents[1] / "golden"
MAIN = {
    "form": "card-invite-form.json",
    "approval": "card-approval.json",
    "status-invite-guest-pending": "card-status-pending.json",
    "status-invite-guest-executing": "card-status-working.json",
    "status-invite-guest-delivered": "card-status-done.json",
}


def as_kept(view: CardView) -> str:
    """A card as it stands in its file."""
    return json.dumps(render(view), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the files."""
    views = every_view()
    for name, file in MAIN.items():
        (FOLDER / file).write_text(as_kept(views[name]), encoding="utf-8")


if __name__ == "__main__":
    main()
