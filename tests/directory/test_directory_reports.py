"""Entra's provisioning log, as far as a proof reads it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from live_tenant import LiveTenant

from provisioning.directory import Profile, open_directory
from provisioning.domain.ports import Refused

if TYPE_CHECKING:
    from pathlib import Path


async def test_the_newest_line_about_a_person_counts_and_only_since_the_moment_asked_for(tenant: LiveTenant) -> None:
    directory = open_directory(tenant.settings())
    olivia = await directory.find_user("olivia@contoso.example")
    erin = await directory.find_user("erin@contoso.example")
    assert olivia is not None
    assert erin is not None
    now = tenant.tenant.world.clock.now()
    report = await directory.last_report(olivia.id, now - timedelta(hours=1))
    assert report is not None
    assert (report.status, now - report.at < timedelta(hours=1)) == ("success", True)
    assert await directory.last_report(olivia.id, report.at) == report
    # a line told by a whole second may be a part of it later
    later = timedelta(milliseconds=1) if report.at.microsecond else timedelta(seconds=1)
    assert await directory.last_report(olivia.id, report.at + later) is None
    assert await directory.last_report(erin.id, now - timedelta(hours=1)) is None
    await directory.close()


async def test_a_log_that_may_not_be_read_is_refused(tenant_folder: Path) -> None:
    tenant = await LiveTenant.start(tenant_folder, readback="none")
    directory = open_directory(tenant.settings(Profile.FULL))
    with pytest.raises(Refused) as refusal:
        await directory.last_report("x", tenant.tenant.world.clock.now())
    await directory.close()
    await tenant.stop()
    assert refusal.value.code == "not_permitted"
