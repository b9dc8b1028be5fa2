"""Who can mend what kept a request from being done."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FixView:
    """One thing that somebody mends: which sentence says who and how, and what or whom it concerns."""

    #: "mail", "provisioning", "group" …
    mend: str
    #: A group; "" where it is about none.
    about: str = ""
    #: Of a wave: some of those whom it concerns, and how many they are.
    names: tuple[str, ...] = ()
    count: int = 0
