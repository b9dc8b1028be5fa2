"""Finding people, in the sandbox's tenant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest
from faulty_graph import Answer, FaultyGraph, refusal

from provisioning.directory.users import FIELDS, mail_filters, read_sign_in, read_user
from provisioning.domain.ports import Refused

if TYPE_CHECKING:
    from live_tenant import LiveTenant

    from provisioning.directory import GraphDirectory
    from provisioning.domain.ports import DirectoryUser, Invited

NOBODY = "00000000-0000-4000-8000-0000000000ff"


async def olivia(directory: GraphDirectory, tenant: LiveTenant) -> DirectoryUser:
    found = await directory.find_user_by_mail((await tenant.person("olivia"))["upn"])
    assert found is not None
    return found


async def invite(directory: GraphDirectory, tenant: LiveTenant, mail: str) -> Invited:
    sponsor = await olivia(directory, tenant)
    return await directory.invite(
        mail, name="Guest", sponsor_id=sponsor.id, redirect_url="https://askcody.example", send_mail=False
    )


async def test_an_employee_is_found_by_mail_id_and_principal_name(entra: GraphDirectory, tenant: LiveTenant) -> None:
    user = await olivia(entra, tenant)
    assert (user.display_name, user.is_guest, user.enabled) == ("Olivia Owens", False, True)
    assert (user.guest_state, user.employee_type) == (None, "Employee")
    assert await entra.find_user(user.id) == user
    assert await entra.find_user(user.upn.upper()) == user
    assert await entra.find_user_by_mail(f"  {user.upn.upper()} ") == user


@pytest.mark.parametrize("key", [NOBODY, "nobody@contoso.example", "", " ", "..", "a/../b", "x' or '1' eq '1"])
async def test_nobody_is_found_by_what_is_nobodys(entra: GraphDirectory, key: str) -> None:
    assert await entra.find_user(key) is None


@pytest.mark.parametrize(
    "mail", ["nobody@contoso.example", "no address", "", "x' or startswith(mail,'') or mail eq '@"]
)
async def test_no_address_finds_somebody_it_does_not_belong_to(entra: GraphDirectory, mail: str) -> None:
    assert await entra.find_user_by_mail(mail) is None


@pytest.mark.parametrize(
    "mail", ["o'brien@partner.example", "first.last@partner.example", "under_score@partner.example"]
)
async def test_a_guest_is_found_by_any_address_that_was_invited(
    entra: GraphDirectory, tenant: LiveTenant, mail: str
) -> None:
    invited = await invite(entra, tenant, mail)
    user = await eventually(entra, mail)
    assert (user.id, user.is_guest, user.guest_state) == (invited.user_id, True, "PendingAcceptance")


async def eventually(directory: GraphDirectory, mail: str) -> DirectoryUser:
    """The user with this address, as soon as Graph knows them."""
    while (user := await directory.find_user_by_mail(mail)) is None:
        pass
    return user


async def test_a_guest_whose_mail_was_changed_is_found_by_both_addresses(
    entra: GraphDirectory, tenant: LiveTenant
) -> None:
    guest = await entra.find_user_by_mail("guest@northwind.example")
    assert guest is not None
    await tenant.act("change_mail", person="guest@northwind.example", mail="gry@northwind.example")
    for mail in ("guest@northwind.example", "gry@northwind.example"):
        found = await entra.find_user_by_mail(mail)
        assert found is not None
        assert (found.id, found.mail) == (guest.id, "gry@northwind.example")


async def test_a_disabled_person_is_shown_as_such(entra: GraphDirectory, tenant: LiveTenant) -> None:
    await tenant.act("disable_user", person="erin")
    erin = await entra.find_user_by_mail((await tenant.person("erin"))["upn"])
    assert erin is not None
    assert not erin.enabled


async def test_a_deleted_person_is_unknown(entra: GraphDirectory, tenant: LiveTenant) -> None:
    erin = await entra.find_user_by_mail((await tenant.person("erin"))["upn"])
    assert erin is not None
    await tenant.act("delete_user", person="erin")
    assert await entra.find_user(erin.id) is None


def test_an_address_is_looked_for_as_mail_first_and_its_apostrophes_are_doubled() -> None:
    assert mail_filters("o'brien.x@part-ner.example") == [
        "mail eq 'o''brien.x@part-ner.example'",
        "startswith(userPrincipalName,'o''brien.x_part-ner.example#EXT#@')",
        "proxyAddresses/any(p:p eq 'smtp:o''brien.x@part-ner.example')",
        "otherMails/any(o:o eq 'o''brien.x@part-ner.example')",
    ]


async def test_no_character_of_an_address_escapes_from_its_filter_on_the_wire(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    faulty.on("GET", "/users", Answer(body={"value": []}))
    mail = "a+b&$top=1#o'x%27@partner.example"
    assert await directory.find_user_by_mail(mail) is None
    assert {one.query["$filter"] for one in faulty.asked} == set(mail_filters(mail))
    for one in faulty.asked:
        query = one.target.split("?", 1)[1]
        assert query.count("&") == 2
        assert "#" not in query
        assert "+" not in query
        assert unquote(query).count("$top=10") == 1


def person(number: int) -> dict[str, object]:
    return {"id": f"id-{number}", "userPrincipalName": f"u{number}@x.example", "mail": "Same@X.example"}


async def test_an_address_that_two_people_have_names_nobody(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    faulty.on("GET", "/users", Answer(body={"value": [person(1), person(2)]}))
    with pytest.raises(Refused) as raised:
        await directory.find_user_by_mail("same@x.example")
    assert raised.value.code == "two_users_of_one_address"


async def test_somebody_found_in_several_places_is_one_person(faulty: FaultyGraph, directory: GraphDirectory) -> None:
    faulty.on("GET", "/users", Answer(body={"value": []}), Answer(body={"value": [person(1)]}))
    user = await directory.find_user_by_mail("same@x.example")
    assert user is not None
    assert (user.id, user.mail) == ("id-1", "same@x.example")


async def test_a_person_whose_state_cannot_be_read_counts_as_switched_off(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    faulty.on("GET", f"/users/{NOBODY}", Answer(body=person(1)))
    user = await directory.find_user(NOBODY)
    assert user is not None
    assert not user.enabled


async def test_the_last_sign_in_is_told_where_entra_knows_one(entra: GraphDirectory, tenant: LiveTenant) -> None:
    guest = await invite(entra, tenant, "signs.in@partner.example")
    await eventually(entra, "signs.in@partner.example")
    assert await entra.last_sign_in(guest.user_id) is None
    await tenant.act("accept_invitation", person="signs.in@partner.example")
    at = await entra.last_sign_in(guest.user_id)
    assert at is not None
    assert at.utcoffset() is not None
    assert [await entra.last_sign_in(key) for key in (NOBODY, "..", "signs.in@partner.example")] == [None] * 3


@pytest.mark.parametrize(
    ("activity", "told"),
    [
        ({"lastSignInDateTime": "2026-11-02T10:00:00Z"}, "2026-11-02T10:00:00+00:00"),
        (
            {"lastSignInDateTime": "2026-11-02T10:00:00Z", "lastSuccessfulSignInDateTime": "2026-11-01T10:00:00Z"},
            "2026-11-01T10:00:00+00:00",
        ),
        ({"lastSignInDateTime": "2026-11-02T10:00:00"}, "2026-11-02T10:00:00+00:00"),
        ({"lastSignInDateTime": None}, None),
        ({"lastSignInDateTime": "long ago"}, None),
        (None, None),
    ],
)
def test_a_failed_attempt_is_no_sign_in_where_a_success_is_told(activity: dict[str, Any] | None, told: str) -> None:
    at = read_sign_in({"signInActivity": activity})
    assert (at.isoformat() if at else None) == told


async def test_a_tenant_without_the_licence_is_a_refusal(directory: GraphDirectory, faulty: FaultyGraph) -> None:
    code, words = "Authentication_RequestFromNonPremiumTenantOrB2CTenant", "tenant doesn't have premium license"
    faulty.on("GET", f"/users/{NOBODY}", refusal(403, code, words))
    with pytest.raises(Refused) as refused:
        await directory.last_sign_in(NOBODY)
    assert refused.value.code == "not_permitted"


async def test_an_address_is_somebodys_mail_before_it_is_anothers_name_to_sign_in(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    faulty.on("GET", "/users/same@x.example", Answer(body=person(1) | {"userPrincipalName": "same@x.example"}))
    faulty.on("GET", "/users", Answer(body={"value": [person(2)]}))
    assert [user.id for user in await directory.search_users("same@x.example")] == ["id-2"]
    faulty.on("GET", "/users", Answer(body={"value": []}))
    assert [user.id for user in await directory.search_users("same@x.example")] == ["id-1"]


@pytest.mark.parametrize(
    ("names", "lacks"),
    [
        ({"givenName": "Zoe", "surname": "Berg"}, False),
        ({"givenName": None, "surname": None}, True),
        ({"givenName": "Zoe", "surname": ""}, True),
        ({"givenName": None, "surname": "Berg"}, True),
        ({}, False),
    ],
)
def test_a_person_without_a_first_name_or_a_surname_is_seen_as_that(names: dict[str, Any], lacks: bool) -> None:
    assert {"givenName", "surname"} <= {*FIELDS}
    assert read_user({"id": "x", **names}).lacks_name is lacks
