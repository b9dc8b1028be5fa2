"""Usher as a platform's own SCIM endpoint: switched on by its address, opened by tokens that the command makes."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from apart import Program, open_sandbox
from ports import free_port
from typer.testing import CliRunner

from usher import cli

if TYPE_CHECKING:
    from collections.abc import Iterator

GROUP = "8aa1a0c0-6f52-4f5e-9a44-2c1b5f1e7a10"
CORE = "urn:ietf:params:scim:schemas:core:2.0"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A running `usher serve` with the endpoint on, and its settings."""
    folder = tmp_path_factory.mktemp("provider")
    sandbox, values = open_sandbox(folder / "data", free_port())
    port, rules = free_port(), folder / "usher.toml"
    shipped = resources.files("usher").joinpath("usher.toml").read_text("utf-8")
    rules.write_text(f'{shipped}\n[provider.roles]\n"{GROUP}" = ["Visitors Administrator"]\n', encoding="utf-8")
    url = f"http://127.0.0.1:{port}/scim/v2"
    values |= {"USHER_PORT": str(port), "USHER_PROVIDER_URL": url, "USHER_CONFIG": str(rules)}
    program = Program("serve", log=folder / "serve.log", ready="Usher is ready", settings=values)
    yield values
    program.stop()
    sandbox.stop()


def usher(settings: dict[str, str], *command: str) -> tuple[int, str]:
    """(exit code, standard output) of a command beside the running process."""
    ran = CliRunner().invoke(cli.app, [*command], env=settings)
    return ran.exit_code, ran.stdout


def scim(settings: dict[str, str], token: str, method: str, path: str, body: Any = None) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/scim+json"}
    return httpx.request(method, settings["USHER_PROVIDER_URL"] + path, json=body, headers=headers)


def test_a_token_from_the_command_opens_the_endpoint_and_a_revoked_one_closes_it(settings: dict[str, str]) -> None:
    assert "There is no token" in usher(settings, "scim", "token", "list")[1]
    code, said = usher(settings, "scim", "token", "create", "--days", "30")
    token = said.strip()
    key = token.split("_")[1]
    assert (code, token[:4]) == (0, "ush_")
    assert scim(settings, token, "GET", "/Users").json()["totalResults"] == 0
    assert scim(settings, token + "x", "GET", "/Users").status_code == 401
    listed = usher(settings, "scim", "token", "list")[1]
    assert f"{key}  alive" in listed
    assert "last used 20" in listed
    assert token.split("_", 2)[2] not in listed
    second = usher(settings, "scim", "token", "create")[1].strip()
    assert usher(settings, "scim", "token", "create") == (1, "")  # neither of the two was ended by it
    assert [scim(settings, one, "GET", "/Users").status_code for one in (token, second)] == [200, 200]
    assert usher(settings, "scim", "token", "revoke", key)[0] == 0
    assert usher(settings, "scim", "token", "revoke", key)[0] == 1
    assert [scim(settings, one, "GET", "/Users").status_code for one in (token, second)] == [401, 200]
    events = usher(settings, "audit", "export")[1]
    assert ("scim.token_made" in events, "scim.token_revoked" in events, second in events) == (True, True, False)
    assert usher(settings, "scim", "token", "revoke", second.split("_")[1])[0] == 0


def test_roles_follow_from_the_groups_that_usher_toml_names_by_their_object_id(settings: dict[str, str]) -> None:
    token = usher(settings, "scim", "token", "create")[1].strip()
    user = scim(settings, token, "POST", "/Users", {"schemas": [f"{CORE}:User"], "userName": "a@x.example"}).json()
    group = {"schemas": [f"{CORE}:Group"], "displayName": "Front desk", "externalId": GROUP}
    assert scim(settings, token, "POST", "/Groups", {**group, "members": [{"value": user["id"]}]}).status_code == 201
    read = scim(settings, token, "GET", f"/Users/{user['id']}").json()
    assert [role["value"] for role in read["roles"]] == ["Visitors Administrator"]
    assert read["meta"]["location"].startswith(settings["USHER_PROVIDER_URL"])
