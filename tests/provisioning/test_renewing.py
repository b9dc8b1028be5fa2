"""The platform refuses Usher's token: what was asked waits and says so, and administrators hear of it, once a day at most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from office import account
from paged import PagedTenant
from test_races import side_by_side, while_uncommitted

from provisioning.domain.ports import Job, Side, TokenRefused
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import jobs, renewing, waiting
from provisioning.workflow.executions import QUIET_LOOKS, Executions
from provisioning.workflow.outside import World
from provisioning.workflow.watching import watch_accounts

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from office import Office

    from provisioning.domain.ports import Directory, DirectoryUser, Platform

REFUSED = TokenRefused("401", unknown=False, side=Side.PLATFORM)


class Tenant(PagedTenant):
    """Nobody is known in Entra, and the platform refuses whoever asks."""

    async def find_user_by_mail(self, _mail: str) -> DirectoryUser | None:
        return None

    async def list_groups_of(self, _user: str, _groups: Sequence[str]) -> Collection[str]:
        return set()

    async def find_account(self, _mail: str, _whom: object = None) -> None:
        raise REFUSED

    async def read_job(self) -> Job:
        return Job(state=jobs.ACTIVE, quarantine="")


def world_of(office: Office) -> World:
    tenant = Tenant.of(office, fails=REFUSED)
    tenant.assign("Secretaries")
    tenant.add(account("hans@fabrikam.example"))
    return World(service=office.service, directory=cast("Directory", tenant), platform=cast("Platform", tenant))


async def told(office: Office) -> list[Any]:
    notices = await office.rows(t.cards, t.cards.c.kind == "notice")
    return [row.recipient for row in notices if row.terms["key"] == "notice-platform-token"]


async def test_what_is_asked_waits_for_the_token_and_administrators_are_told_once_a_day(office: Office) -> None:
    worker = Executions(world=world_of(office), redirect_url="https://app.example")
    for address in ("a@x.test", "b@x.test"):
        number = await office.invite(address=address)
        for look in range(QUIET_LOOKS + 2):
            assert await worker._check(number, 1, look) == {"wait": 0.0, "key": "check"}
        request = await office.request(number)
        assert (request.state, request.why) == (State.SUBMITTED, ("why-platform-token", {}))
    assert await told(office) == [office.who("maria")], "both wait for the same"
    await office.later(hours=25)
    await worker._check(await office.invite(address="c@x.test"), 1, QUIET_LOOKS)
    assert await told(office) == [office.who("maria")] * 2
    assert await office.do(lambda desk: waiting.note_reached(desk, request)), (
        "a new token, and the card says it no more"
    )
    assert (await office.request(number)).why is None


async def test_a_daily_look_that_meets_a_refused_token_tells_administrators_though_nobody_waits(office: Office) -> None:
    with pytest.raises(TokenRefused):
        await watch_accounts(world_of(office))
    assert await told(office) == [office.who("maria")]


@side_by_side
async def test_administrators_hear_of_it_once_where_two_requests_meet_it_at_the_same_moment(office: Office) -> None:
    await while_uncommitted(office, renewing.tell_administrators, renewing.tell_administrators)
    assert len(await office.rows(t.cards, t.cards.c.kind == "notice")) == 1
