"""``usher``, in whose tours somebody gives Frida a role after each of Entra's cycles.

Within the tour's own process: its shortest story takes half a second, and whoever only reads along comes too late on a busy
machine. Not within the tests' process: what a demo registers with the durable engine would stay there.
"""

from __future__ import annotations

from typing import Any

from sandbox.tour.stage import Stage
from usher import cli

cycle = Stage.cycle


async def sabotaged(self: Stage) -> dict[str, Any]:
    ran = await cycle(self)
    await self.entra("set_roles", person="frida", roles=["Owner"])
    return ran


if __name__ == "__main__":
    Stage.cycle = sabotaged  # type: ignore[method-assign]  # that is what this is for
    cli.main()
