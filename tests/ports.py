"""Ports for servers that a test starts."""

from __future__ import annotations

import random
import socket
from contextlib import suppress

#: Below the ports that Linux and others give to outgoing connections, so that none of those takes it before it is bound.
PORTS = range(20_000, 32_000)


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    while True:
        port = random.choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
