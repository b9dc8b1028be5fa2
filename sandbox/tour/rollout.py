"""The story "rollout": a tenant in which nobody has access yet, until everybody has, and the way back.

The checks before each wave, the list that is frozen and counted again, the proof of everybody, and what a job can do meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.tour import rollout_after, rollout_before, rollout_wave
from sandbox.tour.telling import TourFailed

if TYPE_CHECKING:
    from sandbox.tour.stage import Stage

#: Wall seconds that a card may take to change while thousands of people are read.
PATIENCE_S = 90.0


async def play(stage: Stage) -> None:
    """All scenes; each begins where the one before ended."""
    await stage.enter(())
    if not stage.rights.sees_platform or not stage.rights.changes:
        raise TourFailed("the rights of the profile “standard” or “full” and a platform that is read back", "fewer")
    stage.patience = PATIENCE_S
    await rollout_before.play(stage)
    await rollout_wave.play(stage)
    await rollout_after.play(stage)
