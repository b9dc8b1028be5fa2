"""The tenant itself: who may invite, and the organisation."""

from __future__ import annotations

from aiohttp import web

from sandbox.entra.errors import need
from sandbox.entra.paging import collection
from sandbox.entra.rights import READ_ORGANIZATION, READ_POLICIES
from sandbox.people import DOMAIN
from sandbox.world import WORLD


def add_tenant(app: web.Application) -> None:
    """Routes of ``/policies`` and ``/organization``."""
    app.router.add_get("/policies/authorizationPolicy", _get_policy)
    app.router.add_get("/organization", _list_organization)


async def _get_policy(request: web.Request) -> web.Response:
    """``GET /policies/authorizationPolicy``."""
    need(request, READ_POLICIES)
    answer = {
        "@odata.context": f"{request.config_dict[WORLD].base_url}/graph/v1.0/$metadata#policies/authorizationPolicy/$entity",
        "id": "authorizationPolicy",
        "displayName": "Authorization Policy",
        "allowInvitesFrom": "adminsGuestInvitersAndAllMembers",
        "allowedToSignUpEmailBasedSubscriptions": True,
        "allowEmailVerifiedUsersToJoinOrganization": False,
        "blockMsolPowerShell": False,
        "guestUserRoleId": "10dae51f-b6af-4016-8d66-8c2a99b929b3",
    }
    return web.json_response(answer)


async def _list_organization(request: web.Request) -> web.Response:
    """``GET /organization``."""
    need(request, READ_ORGANIZATION)
    domain = {"name": DOMAIN, "isDefault": True, "isInitial": True, "type": "Managed", "capabilities": "Email"}
    one = {"id": request.config_dict[WORLD].tenant_id, "displayName": "Contoso", "tenantType": "AAD"}
    return collection(request, [{**one, "countryLetterCode": "DK", "verifiedDomains": [domain]}])
