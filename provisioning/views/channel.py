"""What a channel may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from provisioning.domain.states import Kind, State
    from provisioning.views.requests import Reader


@dataclass(frozen=True, kw_only=True)
class ChannelView:
    """What a channel may see of a request: no name, no address, no reason."""

    card: str
    reader: Reader
    number: int
    kind: Kind
    state: State
    #: The company where the domain is a known company's, else "".
    company: str
    verbs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChannelBatchView:
    """The same of what was asked for together."""

    card: str
    reader: Reader
    states: tuple[State, ...]
    verbs: tuple[str, ...] = ()
