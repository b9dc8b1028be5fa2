"""Microsoft's clouds, as ``USHER_CLOUD`` names them, and their addresses. Only the public one was tried.

Sources: https://learn.microsoft.com/graph/deployments, ``government_constants.py`` of botframework-connector, and
"Send proactive messages" of the Teams documentation.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from provisioning.directory.settings import GRAPH, LOGIN, Cloud

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True)
class Place:
    """One cloud; its addresses are defaults of the settings with the same names."""

    #: Whose Graph the provisioner's tokens are for.
    directory: Cloud
    login_url: str
    graph_url: str
    bot_openid_url: str
    #: Where chats are opened first, then the host alone: everything below it may be written to.
    service_urls: str
    #: Who makes the tokens that come with activities, and whom the bot's own are for.
    bot_framework: str

    @property
    def addresses(self) -> dict[str, str]:
        """By the setting that each is the default of."""
        return {name: getattr(self, name) for name in ("login_url", "graph_url", "bot_openid_url", "service_urls")}


def _place(directory: Cloud, *, bots: str, keys: str, teams: str) -> Place:
    """A cloud by its hosts: of bots' tokens, of the keys to them, and of Teams' connector."""
    return Place(
        directory=directory,
        login_url=LOGIN[directory],
        graph_url=f"{GRAPH[directory]}/v1.0",
        bot_openid_url=f"https://{keys}/v1/.well-known/openidconfiguration",
        service_urls=f"https://{teams}/teams/,https://{teams}/",
        bot_framework=f"https://{bots}",
    )


_PUBLIC = {"bots": "api.botframework.com", "keys": "login.botframework.com"}
_GOVERNMENT = {"bots": "api.botframework.us", "keys": "login.botframework.azure.us"}

CLOUDS: Mapping[str, Place] = MappingProxyType(
    {
        "public": _place(Cloud.PUBLIC, teams="smba.trafficmanager.net", **_PUBLIC),
        "gcc": _place(Cloud.PUBLIC, teams="smba.infra.gcc.teams.microsoft.com", **_PUBLIC),
        "gcc-high": _place(Cloud.GCC_HIGH, teams="smba.infra.gov.teams.microsoft.us", **_GOVERNMENT),
        "dod": _place(Cloud.DOD, teams="smba.infra.dod.teams.microsoft.us", **_GOVERNMENT),
    }
)
