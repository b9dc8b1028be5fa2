"""Entra's provisioning log, as far as a proof reads it."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from faulty_graph import Answer, FaultyGraph, refusal
from live_tenant import LiveTenant

from provisioning.directory import Profile, open_directory
from provisioning.domain.ports import Refused, Unreachable
from sandbox.engine.log import Entry, write_entry

if TYPE_CHECKING:
    from pathlib import Path

    from provisioning.directory import DirectorySettings, GraphDirectory

USER, SINCE = "00000000-0000-4000-8000-00000000000a", datetime(2026, 11, 30, 10, tzinfo=UTC)
LOG = "/auditLogs/provisioning"


def line(
    minute: int, job: str = "scim.1", status: str = "success", code: str | None = None, whose: str = USER
) -> dict[str, Any]:
    return {
        "activityDateTime": f"2026-11-30T10:{minute:02}:00Z",
        "jobId": job,
        "sourceIdentity": {"id": whose},
        "provisioningStatusInfo": {"status": status, "errorInformation": {"errorCode": code} if code else None},
    }


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


async def test_what_another_applications_job_did_to_the_same_person_says_nothing_of_ours(
    entra: GraphDirectory, tenant: LiveTenant
) -> None:
    world, erin = tenant.tenant.world, (await tenant.person("erin"))["aadObjectId"]
    now = world.clock.now()
    other = Entry(
        cycle_id="c",
        action="create",
        status="success",
        source_id=erin,
        source_kind="User",
        source_name="Erin",
        target_id=None,
        job_id="workday.2",
    )
    await world.db.write(write_entry, other, now)
    assert await entra.last_report(erin, now - timedelta(hours=1)) is None
    await world.db.write(write_entry, dataclasses.replace(other, status="failure", job_id=None), now)
    await world.db.write(write_entry, other, now)
    report = await entra.last_report(erin, now - timedelta(hours=1))
    assert report is not None
    assert report.status == "failure"


async def test_a_line_of_another_job_is_not_believed_although_it_is_answered(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    faulty.on("GET", LOG, Answer(body={"value": [line(5, "workday.2"), {"activityDateTime": "2026-11-30T10:05:00Z"}]}))
    assert await directory.last_report(USER, SINCE) is None
    assert "jobId eq 'scim.1'" in faulty.asked[-1].query["$filter"]
    faulty.on("GET", LOG, Answer(body={"value": [line(5), line(6, "workday.2", "failure")]}))
    report = await directory.last_report(USER, SINCE)
    assert report is not None
    assert report.status == "success"


async def test_without_a_job_no_line_is_told_from_those_of_others(
    settings: DirectorySettings, faulty: FaultyGraph
) -> None:
    directory = open_directory(dataclasses.replace(settings, sync_job=None))
    with pytest.raises(Refused, match="no_sync_job"):
        await directory.last_report(USER, SINCE)
    assert not faulty.asked
    await directory.close()


async def test_the_log_is_asked_with_the_operators_that_are_documented_and_loses_no_line_of_the_moment(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    faulty.on("GET", LOG, Answer(body={"value": [line(0)]}))
    assert await directory.last_report(USER, SINCE + timedelta(milliseconds=500)) is not None
    condition = faulty.asked[-1].query["$filter"]
    assert (
        condition == f"jobId eq 'scim.1' and activityDateTime gt 2026-11-30T09:59:59Z and sourceIdentity/id eq '{USER}'"
    )


@pytest.mark.parametrize("answer", [refusal(400, "BadRequest", "Invalid filter clause"), refusal(404, "NotFound", "?")])
async def test_a_question_that_the_log_does_not_take_is_no_word_about_who_may_read_it(
    faulty: FaultyGraph, directory: GraphDirectory, answer: Answer
) -> None:
    faulty.on("GET", LOG, answer)
    with pytest.raises(Unreachable, match="does not take the question"):
        await directory.last_report(USER, SINCE)
    faulty.on("GET", LOG, refusal(403, "Authentication_RequestFromUnsupportedUserRole", "no"))
    with pytest.raises(Refused, match="not_permitted"):
        await directory.last_report(USER, SINCE)


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        ("skipped", "RedundantExport", "success"),
        ("skipped", "NotEffectivelyEntitled", "skipped"),
        ("skipped", None, "skipped"),
        ("failure", "RedundantExport", "failure"),
    ],
)
async def test_whoever_is_skipped_for_being_as_wanted_already_is_done(
    faulty: FaultyGraph, directory: GraphDirectory, status: str, code: str | None, told: str
) -> None:
    faulty.on("GET", LOG, Answer(body={"value": [line(5, status=status, code=code)]}))
    report = await directory.last_report(USER, SINCE)
    assert report is not None
    assert report.status == told


async def test_of_many_people_the_jobs_lines_are_read_once_as_far_as_a_few_pages_go(
    faulty: FaultyGraph, directory: GraphDirectory
) -> None:
    first = [line(5, whose="a", status="failure"), line(6, whose="a"), line(7, "workday.2", whose="b")]
    link = f"{faulty.base}/graph/v1.0{LOG}?$skiptoken=2"
    faulty.on(
        "GET",
        LOG,
        Answer(body={"value": first, "@odata.nextLink": link}),
        Answer(body={"value": [line(4, whose="a", status="failure"), line(1, whose="c", status="failure")]}),
    )
    found = await directory.last_reports(["a", "b", "c", "d"], SINCE)
    assert {who: report.status for who, report in found.items()} == {"a": "success", "c": "failure"}
    conditions = [asked.query.get("$filter") for asked in faulty.asked_for("GET", LOG)]
    assert conditions == ["jobId eq 'scim.1' and activityDateTime gt 2026-11-30T09:59:59Z", None]
    faulty.on("GET", LOG, Answer(body={"value": [line(9, whose="d")], "@odata.nextLink": link}))
    faulty.asked.clear()
    assert (await directory.last_reports(["d"], SINCE)).keys() == {"d"}
    assert len(faulty.asked_for("GET", LOG)) == 5, "as many as the log answers in ten seconds"
