"""Where Microsoft Entra and Graph are, and as whom Usher signs in: frozen records, nothing imported from the SDKs."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pathlib import Path


class Cloud(StrEnum):
    """Microsoft's national clouds (https://learn.microsoft.com/graph/deployments); GCC lives in the public one."""

    PUBLIC = "public"
    GCC_HIGH = "gcc_high"
    DOD = "dod"
    CHINA = "china"


LOGIN = {
    Cloud.PUBLIC: "https://login.microsoftonline.com",
    Cloud.GCC_HIGH: "https://login.microsoftonline.us",
    Cloud.DOD: "https://login.microsoftonline.us",
    Cloud.CHINA: "https://login.chinacloudapi.cn",
}
GRAPH = {
    Cloud.PUBLIC: "https://graph.microsoft.com",
    Cloud.GCC_HIGH: "https://graph.microsoft.us",
    Cloud.DOD: "https://dod-graph.microsoft.us",
    Cloud.CHINA: "https://microsoftgraph.chinacloudapi.cn",
}


class Profile(StrEnum):
    """How much the provisioner may do: read, invite and change groups, or also run the provisioning job."""

    LOOK = "look"
    STANDARD = "standard"
    FULL = "full"


@dataclass(frozen=True, kw_only=True)
class ManagedIdentity:
    """The identity that Azure gives the machine; ``client_id`` picks a user-assigned one, None the machine's own."""

    client_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """An app registration that signs in with a certificate and its private key, in one PEM or PKCS#12 file."""

    client_id: str
    path: Path
    #: None where the key is not encrypted.
    password: str | None = None

    def __repr__(self) -> str:
        """Keep the password out of logs."""
        return f"Certificate(client_id={self.client_id!r}, path={str(self.path)!r})"


@dataclass(frozen=True, kw_only=True)
class ClientSecret:
    """An app registration that signs in with a secret: for the sandbox, and where nothing better is at hand."""

    client_id: str
    secret: str

    def __repr__(self) -> str:
        """Keep the secret out of logs."""
        return f"ClientSecret(client_id={self.client_id!r})"


@dataclass(frozen=True, kw_only=True)
class DirectorySettings:
    """Everything that :func:`provisioning.directory.open_directory` needs. ValueError for addresses that cannot be used."""

    tenant_id: str
    identity: ManagedIdentity | Certificate | ClientSecret
    profile: Profile = Profile.STANDARD
    cloud: Cloud = Cloud.PUBLIC
    #: Object id of the platform's service principal; None where provisioning is not Usher's to see.
    enterprise_app: str | None = None
    #: Id of its synchronization job; None where there is none.
    sync_job: str | None = None
    #: Whether proofs come from Entra's provisioning log, so that it must be readable.
    reads_log: bool = False
    #: Instead of the cloud's sign-in address: an ``https`` host without a path, or ``http`` on this machine.
    login_url: str | None = None
    #: Instead of the cloud's Graph, version included (``…/v1.0``): ``https``, or ``http`` on this machine.
    graph_url: str | None = None
    #: Seconds of wall time that one call may take, its token included; on-demand provisioning may take four times as long.
    call_seconds: float = 10.0

    def __post_init__(self) -> None:
        _refuse_open_http("the sign-in address", self.authority)
        _refuse_open_http("the address of Graph", self.graph_base)
        if self.login_url and not is_loopback(self.authority) and urlsplit(self.authority).path:
            # azure-identity looks its tokens up by host: with a path it would fetch a new one for every call
            raise ValueError(f"the sign-in address must be a host without a path: {self.authority}")

    @property
    def authority(self) -> str:
        """The sign-in address, without a slash at its end."""
        return (self.login_url or LOGIN[self.cloud]).rstrip("/")

    @property
    def graph_base(self) -> str:
        """Graph's address with the version, without a slash at its end."""
        return (self.graph_url or f"{GRAPH[self.cloud]}/v1.0").rstrip("/")

    @property
    def graph_scope(self) -> str:
        """What a token is asked for: the cloud's Graph, wherever it is called."""
        return f"{GRAPH[self.cloud]}/.default"


def is_loopback(url: str) -> bool:
    """Whether the URL is plain ``http`` to this machine."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        return False
    try:
        return ipaddress.ip_address(parts.hostname).is_loopback
    except ValueError:
        return parts.hostname == "localhost"


def _refuse_open_http(what: str, url: str) -> None:
    """Tokens and secrets travel there: encrypted, or not off this machine."""
    parts = urlsplit(url)
    if not parts.hostname or (parts.scheme != "https" and not is_loopback(url)):
        raise ValueError(f"{what} must be https, or http on this machine: {url}")
