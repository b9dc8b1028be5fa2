"""The SDKs are heavy: they are imported late, and never on the event loop."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import TYPE_CHECKING

from faulty_graph import Answer

if TYPE_CHECKING:
    from faulty_graph import FaultyGraph

    from provisioning.directory import GraphDirectory

USER = "00000000-0000-4000-8000-00000000000a"
GROUP = "00000000-0000-4000-8000-00000000000b"
HEAVY = "msgraph", "azure", "kiota_abstractions", "httpx", "msal"


#: 20 MB that only an invitation needs: loaded at the first one, in a thread.
INVITATION = ["msgraph.generated.models.invitation"]

#: Prints the modules of Microsoft's that were imported by calls after warming.
EVERY_CALL = """
import asyncio, sys
from provisioning.directory import *

BASE, USER, GROUP = sys.argv[1:]

def modules():
    return {name for name in sys.modules if name.split(".")[0] in ("msgraph", "kiota_abstractions", "kiota_http", "msal")}

async def main():
    settings = DirectorySettings(tenant_id="t", identity=ClientSecret(client_id="c", secret="s"), enterprise_app="e",
                                 sync_job="j", login_url=BASE + "/login", graph_url=BASE + "/graph/v1.0")
    directory = open_directory(settings)
    await directory.warm()
    before = modules()
    await directory.find_user(USER)
    await directory.find_user_by_mail("a@b.example")
    await directory.find_groups(["G"])
    await directory.list_members(GROUP)
    await directory.is_member(GROUP, USER)
    await directory.add_member(GROUP, USER)
    await directory.remove_member(GROUP, USER)
    await directory.list_assigned_groups()
    await directory.provision(USER)
    await directory.invite("a@b.example", name="A", sponsor_id=USER, redirect_url="https://x.example", send_mail=True)
    await directory.check()
    await directory.close()
    print(sorted(modules() - before))

asyncio.run(main())
"""


def run(code: str, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True
    ).stdout.strip()


def test_importing_the_package_imports_none_of_the_sdks() -> None:
    code = f"import sys, provisioning.directory; print([name for name in {HEAVY!r} if name in sys.modules])"
    assert run(code) == "[]"


async def test_after_warming_no_call_imports_anything_of_microsofts_but_the_first_invitation_its_models(
    faulty: FaultyGraph,
) -> None:
    job = "/servicePrincipals/e/synchronization/jobs/j"
    schema = {"synchronizationRules": [{"id": "r", "objectMappings": [{"sourceObjectName": "User"}]}]}
    faulty.on("GET", f"/users/{USER}", Answer(body={"id": USER}))
    faulty.on("POST", f"/users/{USER}/checkMemberGroups", Answer(body={"value": [GROUP]}))
    faulty.on("GET", f"/groups/{GROUP}", Answer(body={"id": GROUP, "displayName": "G"}))
    faulty.on("POST", f"/groups/{GROUP}/members/$ref", Answer(status=204))
    faulty.on("DELETE", f"/groups/{GROUP}/members/{USER}/$ref", Answer(status=204))
    faulty.on("GET", f"{job}/schema", Answer(body=schema))
    faulty.on("POST", f"{job}/provisionOnDemand", Answer(body={"key": '{"result":"Success"}', "value": "{}"}))
    faulty.on("POST", "/invitations", Answer(status=201, body={"invitedUser": {"id": USER}}))
    empty = Answer(body={"value": []})
    for path in ("/users", "/groups", f"/groups/{GROUP}/members", "/servicePrincipals/e/appRoleAssignedTo"):
        faulty.on("GET", path, empty)
    for path in ("/servicePrincipals/e", job, "/policies/authorizationPolicy"):
        faulty.on("GET", path, Answer())
    assert await asyncio.to_thread(run, EVERY_CALL, faulty.base, USER, GROUP) == str(INVITATION)


async def test_the_first_call_warms_and_many_first_calls_warm_once(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    faulty.on("GET", f"/users/{USER}", Answer(body={"id": USER}))
    found = await asyncio.gather(*(directory.find_user(USER) for _ in range(5)))
    assert all(user is not None for user in found)
    assert await directory._parts() is await directory._parts()


async def test_a_caller_who_gives_up_while_warming_stops_nobody_else(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    faulty.on("GET", f"/users/{USER}", Answer(body={"id": USER}))
    impatient = asyncio.create_task(directory.warm())
    patient = asyncio.create_task(directory.find_user(USER))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await patient is not None


async def test_closing_what_was_never_opened_is_harmless(directory: GraphDirectory) -> None:
    await directory.close()
    await directory.close()
