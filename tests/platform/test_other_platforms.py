"""The Platform port against platforms that keep to SCIM less well than the one of the sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cards.checks import in_english
from provisioning.domain.ports import DirectoryUser, Refused, Unreachable
from provisioning.platform import lookups

if TYPE_CHECKING:
    from lesser import Lesser

    from provisioning.platform import ScimPlatform

ERIN = DirectoryUser(
    id="0a21", upn="erin@corp.test", display_name="Erin", mail="erin.a@x.test", is_guest=False, enabled=True
)
CANNOT = [400, 403, 500, 501]


async def erin() -> DirectoryUser:
    """Whom the address belongs to."""
    return ERIN


@pytest.mark.parametrize("status", CANNOT)
async def test_a_filter_that_does_not_work_is_found_out_once(
    platform: ScimPlatform, lesser: Lesser, status: int
) -> None:
    lesser.put("erin.a@x.test")
    lesser.refused["emails"] = status
    assert await platform.find_account("nobody@x.test") is None
    lesser.asked.clear()
    found = await platform.find_account("Erin.A@x.test")
    assert found is not None
    assert found.id == "acc-0"
    assert lesser.asked == ['userName eq "Erin.A@x.test"']


async def test_a_filter_that_does_not_work_is_tried_again_after_a_while(
    platform: ScimPlatform, lesser: Lesser, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesser.put("erin", emails=[{"value": "erin.a@x.test", "type": "work"}])
    lesser.refused["emails"] = 500
    assert await platform.find_account("erin.a@x.test") is None
    lesser.refused.clear()
    assert await platform.find_account("erin.a@x.test") is None
    monkeypatch.setattr(lookups, "FORGOTTEN", 0.0)
    assert await platform.find_account("erin.a@x.test") is not None


async def test_a_platform_that_knows_the_filter_of_the_rfc_alone_is_asked_by_that(
    platform: ScimPlatform, lesser: Lesser
) -> None:
    lesser.put("erin", emails=[{"value": "erin.a@x.test", "type": "work"}])
    lesser.refused["emails["] = 400
    assert await platform.find_account("erin.a@x.test") is not None
    assert (await platform.check())[0][1], "it can look for addresses"


@pytest.mark.parametrize("status", [400, 500])
async def test_an_address_that_alone_is_refused_is_no_absence_and_spoils_no_filter(
    platform: ScimPlatform, lesser: Lesser, status: int
) -> None:
    lesser.put("erin", emails=[{"value": "erin.a@x.test", "type": "work"}])
    lesser.refused['emails[type eq "work"].value eq "o\'hara@x.test"'] = status
    with pytest.raises(Refused if status == 400 else Unreachable):
        await platform.find_account("o'hara@x.test")
    assert await platform.find_account("erin.a@x.test") is not None


@pytest.mark.parametrize("status", CANNOT)
@pytest.mark.parametrize("name", ["0a21", "erin@corp.test"])
async def test_without_filters_on_addresses_the_object_id_and_the_principal_name_find_an_account(
    platform: ScimPlatform, lesser: Lesser, status: int, name: str
) -> None:
    lesser.put("other", externalId="other")
    by_id = name == ERIN.id
    lesser.put("e17" if by_id else name, externalId=name if by_id else "erin", emails=[])
    lesser.refused["emails"] = status
    found = await platform.find_account("erin.a@x.test", erin)
    assert found is not None
    assert found.id == "acc-1"


async def test_a_principal_name_that_is_somebody_elses_address_finds_nobody(
    platform: ScimPlatform, lesser: Lesser
) -> None:
    lesser.put("erin@corp.test", externalId="another")
    lesser.refused["emails"] = 501
    assert await platform.find_account("erin.a@x.test", erin) is None


async def test_who_an_address_belongs_to_is_not_asked_where_addresses_can_be_looked_for(
    platform: ScimPlatform, lesser: Lesser
) -> None:
    async def nobody_asks() -> DirectoryUser:
        raise AssertionError

    lesser.put("erin@corp.test", externalId="0a21")
    assert await platform.find_account("erin.a@x.test", nobody_asks) is None


@pytest.mark.parametrize("status", CANNOT)
async def test_an_account_that_no_filter_looks_for_is_unreadable_and_not_absent(
    platform: ScimPlatform, lesser: Lesser, status: int
) -> None:
    lesser.refused.update({"userName": status, "emails": status, "externalId": status})
    for _ in range(2):
        with pytest.raises(Unreachable if status == 500 else Refused):
            await platform.find_account("erin.a@x.test", erin)
    lesser.put("erin.a@x.test")
    lesser.refused.clear()
    assert await platform.find_account("erin.a@x.test", erin) is not None, "it is mended, and asked again at once"


@pytest.mark.parametrize("before", [0, 1])
@pytest.mark.parametrize("failures", [1, 2, 3, 4])
@pytest.mark.parametrize("status", [403, 500])
async def test_a_platform_that_refuses_everything_for_a_moment_has_lost_no_account(
    platform: ScimPlatform, lesser: Lesser, status: int, failures: int, before: int
) -> None:
    lesser.put("erin.a@x.test", emails=[])
    lesser.put("bo", emails=[{"value": "bo@x.test", "type": "work"}])
    lesser.refused["emails.value"] = 400
    for mail in ("erin.a@x.test", "bo@x.test"):
        lesser.away = [0] * before + [status] * failures
        try:
            assert await platform.find_account(mail) is not None
        except (Refused, Unreachable):
            lesser.away = []
        assert await platform.find_account(mail) is not None, "what was refused for a moment is asked again"


async def test_a_platform_that_finds_by_object_id_alone_is_believed(platform: ScimPlatform, lesser: Lesser) -> None:
    lesser.refused.update({"userName": 400, "emails": 500})
    assert await platform.find_account("erin.a@x.test", erin) is None
    lesser.put("erin", externalId="0a21", emails=[])
    assert await platform.find_account("erin.a@x.test", erin) is not None


@pytest.mark.parametrize("status", [400, 403, 501])
async def test_a_platform_that_cannot_look_for_names_proves_no_absence_by_addresses(
    platform: ScimPlatform, lesser: Lesser, status: int
) -> None:
    lesser.put("erin.a@x.test", emails=[], externalId="0a21")
    lesser.put("bo", emails=[{"value": "bo@x.test", "type": "work"}])
    lesser.refused["userName"] = status
    assert await platform.find_account("bo@x.test") is not None
    with pytest.raises(Refused):
        await platform.find_account("erin.a@x.test")
    found = await platform.find_account("erin.a@x.test", erin)
    assert found is not None
    assert found.id == "acc-0", "found by object id"


async def test_one_page_of_everybody_does_not_prove_that_somebody_is_absent(
    platform: ScimPlatform, lesser: Lesser
) -> None:
    for n in range(3):
        lesser.put(f"a{n}@x.test")
    lesser.page, lesser.ignored = 2, ("userName", "emails")
    with pytest.raises(Refused, match="not asked for"):
        await platform.find_account("a2@x.test")
    lesser.ignored = ("emails",)
    assert await platform.find_account("a2@x.test") is not None


@pytest.mark.parametrize("pages", [True, False])
async def test_a_page_that_counts_itself_alone_proves_no_absence_unless_it_is_the_only_one(
    platform: ScimPlatform, lesser: Lesser, *, pages: bool
) -> None:
    for n in range(4):
        lesser.put(f"a{n}@x.test", emails=[])
    lesser.page, lesser.total, lesser.ignored = 2, "page", ("userName", "emails")
    lesser.heeds_start = pages
    with pytest.raises(Refused, match="not asked for"):
        await platform.find_account("a3@x.test")
    lesser.page, lesser.heeds_count = 4, pages
    assert await platform.find_account("a3@x.test") is not None
    assert await platform.find_account("a4@x.test") is None, "everybody is on one page"


@pytest.mark.parametrize("total", ["all", "page", ""])
async def test_an_address_that_is_nobody_s_at_work_is_absent_where_filters_are_heeded(
    platform: ScimPlatform, lesser: Lesser, total: str
) -> None:
    lesser.put("erin", emails=[{"value": "erin.a@x.test", "type": "home"}])
    lesser.put("bo", emails=[{"value": "bo@x.test", "type": "work"}])
    lesser.refused["emails["], lesser.total = 400, total
    assert await platform.find_account("erin.a@x.test") is None
    assert await platform.find_account("bo@x.test") is not None, "and the filter is believed as before"


async def test_the_check_says_what_is_missed_without_filters_on_addresses(
    platform: ScimPlatform, lesser: Lesser
) -> None:
    lesser.refused["emails"] = 500
    name, works, hint = in_english("AskCody", (await platform.check())[0])
    assert (name, works) == ("Platform: SCIM endpoint", False)
    assert "userPrincipalName" in hint
    assert "externalId" in hint


@pytest.mark.parametrize("total", ["all", "page", ""])
@pytest.mark.parametrize("accounts", [0, 1, 2, 3, 4, 7])
@pytest.mark.parametrize("most", [1, 2, 3])
async def test_every_account_is_read_whatever_a_page_holds_and_counts(
    platform: ScimPlatform, lesser: Lesser, total: str, accounts: int, most: int
) -> None:
    made = {lesser.put(f"a{n}@x.test")["id"] for n in range(accounts)}
    lesser.page, lesser.total = most, total
    assert {account.id for account, _ in await platform.list_accounts()} == made
    assert len(lesser.asked) <= 2 * accounts + 2


@pytest.mark.parametrize("total", ["all", "page", ""])
@pytest.mark.parametrize("most", [2, 3])
async def test_a_platform_that_always_gives_the_first_page_is_not_read(
    platform: ScimPlatform, lesser: Lesser, total: str, most: int
) -> None:
    for n in range(5):
        lesser.put(f"a{n}@x.test")
    lesser.page, lesser.total, lesser.heeds_start = most, total, False
    with pytest.raises(Unreachable, match="the same accounts"):
        await platform.list_accounts()
    assert len(lesser.asked) < 5


async def test_a_platform_that_does_not_page_gives_everybody_at_once(platform: ScimPlatform, lesser: Lesser) -> None:
    made = {lesser.put(f"a{n}@x.test")["id"] for n in range(5)}
    lesser.heeds_start = lesser.heeds_count = False
    assert {account.id for account, _ in await platform.list_accounts()} == made


async def test_a_platform_that_counts_accounts_and_shows_none_is_not_read(
    platform: ScimPlatform, lesser: Lesser
) -> None:
    lesser.put("a@x.test")
    lesser.page = 0
    with pytest.raises(Unreachable):
        await platform.list_accounts()


async def test_accounts_that_are_counted_and_never_shown_do_not_spoil_the_list(
    platform: ScimPlatform, lesser: Lesser
) -> None:
    made = {lesser.put(f"a{n}@x.test")["id"] for n in range(5)}
    lesser.page, lesser.hidden = 2, 3
    assert {account.id for account, _ in await platform.list_accounts()} == made
