"""Addresses and secrets of the directory's settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from provisioning.directory import Certificate, ClientSecret, Cloud, DirectorySettings

IDENTITY = ClientSecret(client_id="app", secret="hush")


def settings(**values: Any) -> DirectorySettings:
    return DirectorySettings(tenant_id="tenant", identity=IDENTITY, **values)


@pytest.mark.parametrize(
    ("cloud", "login", "graph"),
    [
        (Cloud.PUBLIC, "https://login.microsoftonline.com", "https://graph.microsoft.com"),
        (Cloud.GCC_HIGH, "https://login.microsoftonline.us", "https://graph.microsoft.us"),
        (Cloud.DOD, "https://login.microsoftonline.us", "https://dod-graph.microsoft.us"),
        (Cloud.CHINA, "https://login.chinacloudapi.cn", "https://microsoftgraph.chinacloudapi.cn"),
    ],
)
def test_each_cloud_has_its_own_addresses_and_scope(cloud: Cloud, login: str, graph: str) -> None:
    here = settings(cloud=cloud)
    assert (here.authority, here.graph_base, here.graph_scope) == (login, f"{graph}/v1.0", f"{graph}/.default")


@pytest.mark.parametrize("url", ["http://127.0.0.1:3978/login", "http://localhost:1/login", "http://[::1]:1/login"])
def test_plain_http_is_taken_on_this_machine(url: str) -> None:
    assert settings(login_url=f"{url}/").authority == url


@pytest.mark.parametrize(
    "url",
    [
        "http://login.example",
        "http://127.0.0.1.example",
        "ftp://127.0.0.1",
        "login.example",
        "https://",
        "http://10.0.0.1",
    ],
)
def test_tokens_and_secrets_do_not_travel_in_the_clear(url: str) -> None:
    with pytest.raises(ValueError, match="must be https"):
        settings(login_url=url)
    with pytest.raises(ValueError, match="must be https"):
        settings(graph_url=url)


def test_a_sign_in_address_with_a_path_is_refused_because_it_would_defeat_the_token_cache() -> None:
    with pytest.raises(ValueError, match="without a path"):
        settings(login_url="https://login.example/sub")


def test_secrets_are_not_shown() -> None:
    certificate = Certificate(client_id="app", path=Path("usher.pem"), password="hush")
    assert "hush" not in repr(settings()) + repr(certificate) + str(IDENTITY)
