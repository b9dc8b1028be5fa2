"""The tenant's sign-in: tokens for applications, as the Microsoft identity platform hands them out.

Client credentials by secret or by certificate (RFC 7523), the metadata that azure-identity and MSAL ask for, and the managed
identity endpoint of App Service. Tokens live by the wall's time, whatever the world's clock says.
"""

from __future__ import annotations

import hmac
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import jwt
from aiohttp import web
from sqlalchemy import Column, Connection, String, Table, insert, select

from sandbox.entra.rights import rights_of
from sandbox.schema import METADATA
from sandbox.world import WORLD, World

if TYPE_CHECKING:
    from collections.abc import Mapping

#: azure-identity and MSAL take https authorities only; a transport leads this name to ``{base}/login``.
AUTHORITY = "https://login.sandbox.invalid"
GRAPH = "https://graph.microsoft.com"
BOT_FRAMEWORK = "https://api.botframework.com"
AUDIENCES = (GRAPH, BOT_FRAMEWORK)
LIFETIME_S = 3_599
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
#: What App Service gives a managed identity to show (IDENTITY_HEADER).
IDENTITY_HEADER = "sandbox-managed-identity"

certificates = Table(
    "certificates",
    METADATA,
    Column("app_id", String, primary_key=True),
    # X.509, PEM
    Column("pem", String, primary_key=True),
)


@dataclass(frozen=True, kw_only=True)
class IssuedToken:
    """An access token that this tenant issued and that is good now."""

    app_id: str
    #: One of :data:`AUDIENCES`.
    audience: str
    #: Application permissions, as in the token's ``roles`` claim.
    roles: frozenset[str]


class LoginError(Exception):
    """A token was not given; the codes and words are Microsoft's (AADSTS error reference)."""

    def __init__(self, error: str, number: int, words: str, *, status: int = 400) -> None:
        super().__init__(words)
        self.error, self.number, self.words, self.status = error, number, words, status


def read_token(world: World, bearer: str) -> IssuedToken | None:
    """What a bearer token stands for; None for one that is foreign, broken or expired."""
    token, expires = _read(world.token_key, bearer)
    return token if time.time() < expires else None


@lru_cache(maxsize=64)
def _read(key: str, bearer: str) -> tuple[IssuedToken | None, float]:
    """The same, with when it expires: a token is presented many times."""
    options: Any = {"verify_aud": False, "require": ["exp", "aud", "appid"]}
    try:
        claims = jwt.decode(bearer, key, algorithms=["HS256"], options=options)
    except jwt.InvalidTokenError:
        return None, 0.0
    token = IssuedToken(app_id=claims["appid"], audience=claims["aud"], roles=frozenset(claims.get("roles", ())))
    return token, float(claims["exp"])


def who(world: World, bearer: str) -> str | None:
    """The client application of a token that was issued here and has not expired; None for any other."""
    token = read_token(world, bearer)
    return token.app_id if token else None


def issue_token(world: World, app_id: str, audience: str, *, lifetime_s: int = LIFETIME_S) -> str:
    """Sign an access token for an application."""
    now = int(time.time())
    claims = {
        "aud": audience,
        "iss": f"https://sts.windows.net/{world.tenant_id}/",
        "iat": now,
        "nbf": now,
        "exp": now + lifetime_s,
        "appid": app_id,
        "tid": world.tenant_id,
        "uti": uuid.uuid4().hex,
        "roles": sorted(rights_of(world, app_id)) if audience == GRAPH else [],
    }
    return jwt.encode(claims, world.token_key, algorithm="HS256")


def make_login_app(world: World) -> web.Application:
    """Routes under ``/login``."""
    app = web.Application()
    app[WORLD] = world
    app.router.add_post("/{tenant}/oauth2/v2.0/token", _give_token)
    app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", _describe)
    app.router.add_get("/common/discovery/instance", _discover)
    app.router.add_get("/identity", _give_identity_token)
    return app


async def _give_token(request: web.Request) -> web.Response:
    """``POST /{tenant}/oauth2/v2.0/token``."""
    world, form = request.config_dict[WORLD], await request.post()
    fields = {key: value for key, value in form.items() if isinstance(value, str)}
    try:
        _check_request(world, request.match_info["tenant"], fields)
        app_id = fields.get("client_id", "")
        pems = await world.db.read(_pems_of, app_id)
        _check_client(world, app_id, fields, pems)
        audience = _audience(fields.get("scope", ""))
    except LoginError as error:
        return _refuse(error)
    lifetime = {"expires_in": LIFETIME_S, "ext_expires_in": LIFETIME_S}
    return web.json_response({"token_type": "Bearer", **lifetime, "access_token": issue_token(world, app_id, audience)})


def _check_request(world: World, tenant: str, fields: Mapping[str, str]) -> None:
    """Know the tenant and the grant, or refuse."""
    if tenant != world.tenant_id:
        raise LoginError("invalid_request", 90002, f"Tenant '{tenant}' not found.")
    if fields.get("grant_type") != "client_credentials":
        raise LoginError("unsupported_grant_type", 70003, "The app requested an unsupported grant type.")


def _check_client(world: World, app_id: str, fields: Mapping[str, str], pems: list[str]) -> None:
    """Know the client by its secret or by an assertion that one of its certificates signed, or refuse."""
    secrets = {
        world.bot_app_id: world.bot_app_secret,
        world.provisioner_app_id: world.provisioner_secret,
        world.tests_app_id: world.tests_secret,
    }
    if app_id not in secrets:
        words = f"Application with identifier '{app_id}' was not found in the directory 'Contoso'."
        raise LoginError("unauthorized_client", 700016, words)
    if fields.get("client_assertion_type") == ASSERTION:
        _check_assertion(app_id, fields.get("client_assertion", ""), pems)
    elif not hmac.compare_digest(fields.get("client_secret", "").encode(), secrets[app_id].encode()):
        words = f"Invalid client secret provided. Ensure the secret being sent is the client secret value for app '{app_id}'."
        raise LoginError("invalid_client", 7000215, words, status=401)


def _check_assertion(app_id: str, assertion: str, pems: list[str]) -> None:
    """Accept a signed assertion about the client itself; its audience is the caller's view of our address and not checked."""
    from cryptography import x509  # noqa: PLC0415 - 40 ms that only certificates need

    for pem in pems:
        key: Any = x509.load_pem_x509_certificate(pem.encode()).public_key()
        options: Any = {"verify_aud": False, "require": ["exp", "iss", "sub"]}
        try:
            claims = jwt.decode(assertion, key, algorithms=["RS256", "PS256"], options=options)
        except jwt.InvalidTokenError:
            continue
        if claims["iss"] == app_id == claims["sub"]:
            return
    words = "The certificate with identifier used to sign the client assertion is not registered on application."
    raise LoginError("invalid_client", 700027, words, status=401)


def _audience(scope: str) -> str:
    """The resource of a ``/.default`` scope, or refuse."""
    resource = scope.removesuffix("/.default")
    if resource == scope or resource not in AUDIENCES:
        raise LoginError(
            "invalid_scope", 70011, f"The provided value for the input parameter 'scope' is not valid: {scope}"
        )
    return resource


def _refuse(error: LoginError) -> web.Response:
    """Entra's error in JSON."""
    trace = str(uuid.uuid4())
    moment = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    body = {
        "error": error.error,
        "error_description": f"AADSTS{error.number}: {error.words} Trace ID: {trace} Timestamp: {moment}",
        "error_codes": [error.number],
        "timestamp": moment,
        "trace_id": trace,
        "correlation_id": trace,
        "error_uri": f"https://login.microsoftonline.com/error?code={error.number}",
    }
    return web.json_response(body, status=error.status)


def _metadata(tenant: str) -> dict[str, Any]:
    """OpenID configuration as far as MSAL reads it; the addresses stay on the https authority that was asked."""
    root = f"{AUTHORITY}/{tenant}"
    return {
        "token_endpoint": f"{root}/oauth2/v2.0/token",
        "authorization_endpoint": f"{root}/oauth2/v2.0/authorize",
        "issuer": f"{root}/v2.0",
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "tenant_region_scope": "EU",
    }


async def _describe(request: web.Request) -> web.Response:
    """``GET /{tenant}/v2.0/.well-known/openid-configuration``."""
    tenant = request.match_info["tenant"]
    if tenant != request.config_dict[WORLD].tenant_id:
        return _refuse(LoginError("invalid_tenant", 90002, f"Tenant '{tenant}' not found."))
    return web.json_response(_metadata(tenant))


async def _discover(request: web.Request) -> web.Response:
    """``GET /common/discovery/instance``: which authorities belong together."""
    host = AUTHORITY.removeprefix("https://")
    tenant = request.config_dict[WORLD].tenant_id
    known = {"preferred_network": host, "preferred_cache": host, "aliases": [host]}
    where = f"{AUTHORITY}/{tenant}/v2.0/.well-known/openid-configuration"
    return web.json_response({"tenant_discovery_endpoint": where, "api-version": "1.1", "metadata": [known]})


async def _give_identity_token(request: web.Request) -> web.Response:
    """The managed identity endpoint in App Service's form (learn.microsoft.com/azure/app-service/overview-managed-identity)."""
    world = request.config_dict[WORLD]
    resource = request.query.get("resource", "").rstrip("/")
    asked = request.query.get("client_id") or world.provisioner_app_id
    known = request.headers.get("X-IDENTITY-HEADER") == IDENTITY_HEADER and asked == world.provisioner_app_id
    if not known or resource not in AUDIENCES:
        return web.json_response(
            {"statusCode": 400, "message": "No User Assigned or Delegated Managed Identity found."}, status=400
        )
    token = {"access_token": issue_token(world, asked, resource), "expires_on": str(int(time.time()) + LIFETIME_S)}
    return web.json_response({**token, "resource": resource, "token_type": "Bearer", "client_id": asked})


def _pems_of(connection: Connection, app_id: str) -> list[str]:
    """The certificates that were registered for an application."""
    return list(connection.scalars(select(certificates.c.pem).where(certificates.c.app_id == app_id)))


def add_certificate(connection: Connection, app_id: str, pem: str) -> None:
    """Register an X.509 certificate for an application, beside its secret."""
    connection.execute(insert(certificates).prefix_with("OR IGNORE").values(app_id=app_id, pem=pem))
