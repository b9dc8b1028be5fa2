"""The story "rollout": a tenant in which nobody has access yet, until everybody has, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.tour.stage import Stage

OLIVIA = "olivia@contoso.example"


async def play(stage: Stage) -> None:
    """Enter a tenant before its rollout and say so."""
    await stage.enter({OLIVIA})
    stage.teller.begin("before")
    books = await stage.books()
    told = f"{len(books['assignments'])} groups in scope, {len(books['accounts'])} accounts"
    stage.teller.tell("books", "show", told)
