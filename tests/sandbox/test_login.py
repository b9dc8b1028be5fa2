"""Sign-in answers as Entra does, also to Microsoft's own client libraries."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import httpx
import jwt
import pytest
from azure.core.exceptions import ClientAuthenticationError
from azure.core.pipeline.transport import AioHttpTransport
from azure.identity.aio import CertificateCredential, ClientSecretCredential, ManagedIdentityCredential
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from kiota_abstractions.api_error import APIError
from kiota_authentication_azure.azure_identity_authentication_provider import AzureIdentityAuthenticationProvider
from msgraph import GraphRequestAdapter, GraphServiceClient
from msgraph.generated.models.invitation import Invitation
from msgraph.generated.models.reference_create import ReferenceCreate

from sandbox.entra.synchronization import USER_RULE
from sandbox.login import AUTHORITY, IDENTITY_HEADER, read_token, who
from sandbox.people import make_id

SCOPE = "https://graph.microsoft.com/.default"


class ToSandbox(AioHttpTransport):  # type: ignore[misc]  # azure-core's transport is untyped at its base
    """Leads the https authority, which the libraries insist on, to the sandbox."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = base

    async def send(self, request: Any, **options: Any) -> Any:
        request.url = request.url.replace(AUTHORITY, f"{self._base}/login", 1)
        return await super().send(request, **options)


def count(calls: list[dict[str, Any]], target: str) -> int:
    return sum(1 for call in calls if call["target"] == target)


def make_certificate() -> tuple[bytes, str]:
    """A key with its certificate for the client, and the certificate alone for the tenant."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "usher")])
    now = dt.datetime.now(dt.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = builder.serial_number(1).not_valid_before(now).not_valid_after(now + dt.timedelta(days=1))
    pem = dated.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    return secret + pem, pem.decode()


@pytest.mark.parametrize(
    ("change", "status", "error", "number"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client", 7000215),
        ({"client_id": "11111111-1111-1111-1111-111111111111"}, 400, "unauthorized_client", 700016),
        ({"scope": "https://vault.azure.net/.default"}, 400, "invalid_scope", 70011),
        ({"grant_type": "password"}, 400, "unsupported_grant_type", 70003),
    ],
)
async def test_a_bad_request_for_a_token_is_refused_in_the_words_of_entra(
    served: Any, change: dict[str, str], status: int, error: str, number: int
) -> None:
    world = served.tenant.world
    form = {"grant_type": "client_credentials", "client_id": world.bot_app_id, "client_secret": world.bot_app_secret}
    url = f"{served.base}/login/{world.tenant_id}/oauth2/v2.0/token"
    async with served.http.post(url, data={**form, "scope": SCOPE, **change}) as response:
        answer = await response.json()
    assert (response.status, answer["error"], answer["error_codes"]) == (status, error, [number])
    assert answer["error_description"].startswith(f"AADSTS{number}: ")


async def test_a_foreign_tenant_is_not_found(served: Any) -> None:
    async with served.http.post(f"{served.base}/login/elsewhere/oauth2/v2.0/token", data={}) as response:
        assert (response.status, (await response.json())["error_codes"]) == (400, [90002])


async def test_tokens_live_by_the_wall_and_not_by_the_worlds_clock(served: Any) -> None:
    world = served.tenant.world
    token = await served.token("provisioner")
    await served.control("clock", {"advance": "30d"})
    assert who(world, token) == world.provisioner_app_id
    claims = jwt.decode(token, options={"verify_signature": False})
    old = jwt.encode({**claims, "exp": int(time.time()) - 1}, world.token_key, algorithm="HS256")
    assert who(world, old) is None
    assert (await served.ask("GET", "/graph/v1.0/organization", token=old))[0] == 401


async def test_azure_identity_signs_in_with_a_secret_once_and_keeps_the_token(served: Any) -> None:
    world = served.tenant.world
    credential = ClientSecretCredential(
        world.tenant_id,
        world.provisioner_app_id,
        world.provisioner_secret,
        authority=AUTHORITY,
        transport=ToSandbox(served.base),
    )
    async with credential:
        tokens = [(await credential.get_token(SCOPE)).token for _ in range(4)]
    assert len(set(tokens)) == 1
    known = read_token(world, tokens[0])
    assert known
    assert "User.Invite.All" in known.roles
    assert count((await served.control("books"))["calls"], "login") == 1


async def test_azure_identity_signs_in_with_a_registered_certificate_only(served: Any) -> None:
    world = served.tenant.world
    secret, pem = make_certificate()

    async def sign_in() -> str:
        credential = CertificateCredential(
            world.tenant_id,
            world.provisioner_app_id,
            certificate_data=secret,
            authority=AUTHORITY,
            transport=ToSandbox(served.base),
        )
        async with credential:
            return str((await credential.get_token(SCOPE)).token)

    with pytest.raises(ClientAuthenticationError, match="AADSTS700027"):
        await sign_in()
    await served.control("entra", {"do": "add_certificate", "app_id": world.provisioner_app_id, "pem": pem})
    assert who(world, await sign_in()) == world.provisioner_app_id


async def test_azure_identity_signs_in_as_the_managed_identity(served: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"{served.base}/login/identity")
    monkeypatch.setenv("IDENTITY_HEADER", IDENTITY_HEADER)
    world = served.tenant.world
    async with ManagedIdentityCredential(client_id=world.provisioner_app_id) as credential:
        assert who(world, (await credential.get_token(SCOPE)).token) == world.provisioner_app_id
    calls = (await served.control("books"))["calls"]
    assert [(c["by"], c["target"]) for c in calls] == [("usher", "login")]


# kiota-abstractions 1.16.0 and msgraph-sdk 1.65 warn of classes of their own whenever they are imported
@pytest.mark.filterwarnings("ignore:This class is deprecated. Please use the generic:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:GetQueryParameters is deprecated:DeprecationWarning")
async def test_msgraph_sdk_reads_invites_and_changes_groups(served: Any) -> None:
    world = served.tenant.world
    credential = ClientSecretCredential(
        world.tenant_id,
        world.provisioner_app_id,
        world.provisioner_secret,
        authority=AUTHORITY,
        transport=ToSandbox(served.base),
    )
    provider = AzureIdentityAuthenticationProvider(credential, scopes=[SCOPE], allowed_hosts=["127.0.0.1"])
    http = httpx.AsyncClient()  # one of our own, because the adapter does not close the one that it makes
    adapter = GraphRequestAdapter(provider, http)
    adapter.base_url = f"{served.base}/graph/v1.0"
    graph, group = GraphServiceClient(request_adapter=adapter), make_id("group", "Receptionists")
    async with credential, http:
        users = await graph.users.get()
        assert len(users.value) == 40
        members = await graph.groups.by_group_id(group).members.graph_user.get()
        assert any(member.mail == "anders@contoso.example" for member in members.value)
        body = ReferenceCreate(odata_id=f"https://graph.microsoft.com/v1.0/directoryObjects/{make_id('user', 'erin')}")
        await graph.groups.by_group_id(group).members.ref.post(body)
        with pytest.raises(APIError, match="already exist"):
            await graph.groups.by_group_id(group).members.ref.post(body)
        wanted = Invitation(invited_user_email_address="c@fabrikam.example", invite_redirect_url="https://app.example")
        made = await graph.invitations.post(wanted)
        assert made.status == "PendingAcceptance"
        jobs = graph.service_principals.by_service_principal_id(world.enterprise_app).synchronization.jobs
        job = await jobs.by_synchronization_job_id(world.sync_job).get()
        assert job.status.code == "Active"
        schema = await jobs.by_synchronization_job_id(world.sync_job).schema.get()
        assert schema.synchronization_rules[0].id == USER_RULE
        lines = await graph.audit_logs.provisioning.get()
        assert {line.provisioning_status_info.status for line in lines.value} == {"success"}
        assert (
            await graph.policies.authorization_policy.get()
        ).allow_invites_from == "adminsGuestInvitersAndAllMembers"
