"""Inviting guests, in the sandbox's tenant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from faulty_graph import Answer, FaultyGraph

from provisioning.domain.ports import Refused, Unreachable

if TYPE_CHECKING:
    from live_tenant import LiveTenant

    from provisioning.directory import GraphDirectory
    from provisioning.domain.ports import Invited

SPONSOR = "00000000-0000-4000-8000-00000000000a"


async def invite(directory: GraphDirectory, mail: str, sponsor_id: str = SPONSOR) -> Invited:
    return await directory.invite(
        mail, name="Gry Nordvind", sponsor_id=sponsor_id, redirect_url="https://askcody.example/", send_mail=True
    )


async def test_a_guest_is_invited_with_the_sponsor(entra: GraphDirectory, tenant: LiveTenant) -> None:
    olivia = (await tenant.person("olivia"))["aadObjectId"]
    invited = await invite(entra, "new@partner.example", olivia)
    assert invited.redeem_url.startswith("https://")
    written = (await tenant.books())["invitations"]
    assert [(one["email"], one["sponsors"]) for one in written] == [("new@partner.example", ["olivia"])]


async def test_an_invitation_says_all_that_it_must(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    answer = {"invitedUser": {"id": SPONSOR}, "inviteRedeemUrl": "https://redeem.example/?ticket=1"}
    faulty.on("POST", "/invitations", Answer(status=201, body=answer))
    invited = await invite(directory, "new@partner.example")
    assert (invited.user_id, invited.redeem_url) == (SPONSOR, "https://redeem.example/?ticket=1")
    assert faulty.asked[0].body == {
        "invitedUserEmailAddress": "new@partner.example",
        "invitedUserDisplayName": "Gry Nordvind",
        "invitedUserType": "Guest",
        "invitedUserSponsors": [{"id": SPONSOR}],
        "inviteRedirectUrl": "https://askcody.example/",
        "sendInvitationMessage": True,
    }


@pytest.mark.parametrize("body", [{}, {"invitedUser": None}, {"invitedUser": {}}, {"invitedUser": "x"}])
async def test_an_answer_without_a_guest_leaves_the_outcome_open(
    faulty: FaultyGraph, directory: GraphDirectory, body: dict[str, object]
) -> None:
    faulty.on("POST", "/invitations", Answer(status=201, body=body))
    with pytest.raises(Unreachable):
        await invite(directory, "new@partner.example")


@pytest.mark.parametrize(
    ("mail", "code"),
    [
        ("anna@blocked.example", "domain_blocked"),
        ("with space@partner.example", "address_refused"),
        ("plus+sign@partner.example", "address_refused"),
    ],
)
async def test_the_tenants_policy_refuses_with_a_word_of_its_own(
    entra: GraphDirectory, tenant: LiveTenant, mail: str, code: str
) -> None:
    with pytest.raises(Refused) as raised:
        await invite(entra, mail)
    assert (raised.value.code, raised.value.status) == (code, 400)
    assert raised.value.trace
    assert not (await tenant.books())["invitations"]


async def test_a_guest_who_is_switched_off_is_told_as_such(entra: GraphDirectory, tenant: LiveTenant) -> None:
    await tenant.act("disable_user", person="guest@northwind.example")
    with pytest.raises(Refused) as raised:
        await invite(entra, "guest@northwind.example")
    assert raised.value.code == "guest_blocked"


async def test_an_employee_cannot_be_invited(entra: GraphDirectory, tenant: LiveTenant) -> None:
    with pytest.raises(Refused) as raised:
        await invite(entra, (await tenant.person("erin"))["upn"])
    assert raised.value.code == "already_exists"


async def test_an_invitation_whose_answer_was_lost_is_found_by_its_address(
    entra: GraphDirectory, tenant: LiveTenant
) -> None:
    await tenant.fail(target="graph", path="/graph/v1.0/invitations", status=504, after_effect=True, times=1)
    with pytest.raises(Unreachable):
        await invite(entra, "lost@partner.example")
    while (guest := await entra.find_user_by_mail("lost@partner.example")) is None:
        pass
    assert guest.guest_state == "PendingAcceptance"
    assert len(await tenant.calls("graph", "POST", "/invitations")) == 1
