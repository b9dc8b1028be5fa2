"""What this installation may do and see, and how the cards word it: read from the tenant, so that one story fits all."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Rights:
    """``profile`` is what the tenant grants (full, standard, look); ``readback`` how much can be read back (full, log, none)."""

    profile: str = "full"
    readback: str = "full"

    @property
    def changes(self) -> bool:
        """Whether Usher invites and changes groups itself; otherwise Maria does."""
        return self.profile != "look"

    @property
    def waits_for_cycle(self) -> bool:
        """Whether Entra provisions on its next cycle alone, and a proof waits for it."""
        return self.profile != "full" and self.readback != "none"

    @property
    def sees_platform(self) -> bool:
        """Whether the platform is read back."""
        return self.readback == "full"

    @property
    def done(self) -> str:
        """How a card says that somebody was let in."""
        return {"full": "Done, proven", "log": "Entra reports it done"}.get(
            self.readback, "in the group; AskCody not seen"
        )

    @property
    def ended(self) -> str:
        """How a card says that access ended."""
        known = {"full": "Ended, proven", "log": "Entra reports it done"}
        return known.get(self.readback, "out of the group; AskCody not seen")

    @property
    def promise(self) -> str:
        """What the approver's card says about the proof beforehand."""
        known = {"full": "I shall read it back from AskCody", "log": "Entra will report it; I cannot see into AskCody"}
        return known.get(self.readback, "I shall see the group only; AskCody is not seen")
