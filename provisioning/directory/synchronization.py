"""Graph's synchronization JSON in our words: the job, its rules, and what provisioning on demand did. Pure."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from kiota_abstractions.date_utils import parse_timedelta_from_iso_format

from provisioning.domain.ports import Job, OnDemand, Unreachable

#: Between two cycles where the job's schedule does not say
#: (https://learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works).
_USUAL_INTERVAL = timedelta(minutes=40)


def read_job(answer: dict[str, Any]) -> Job:
    """A job of Graph's JSON. The next cycle is due an interval after the last one began, or when quarantine tries again."""
    status = answer.get("status") or {}
    quarantine, last = status.get("quarantine") or {}, status.get("lastExecution") or {}
    state = str(status.get("code") or "")
    due = _moment(quarantine.get("nextAttempt"))
    began = _moment(last.get("timeBegan"))
    if due is None and began is not None and state == "Active":
        due = began + _interval(answer)
    return Job(
        state=state,
        quarantine=str(quarantine.get("reason") or ""),
        last_state=str(last.get("state") or ""),
        last_ended=_moment(last.get("timeEnded")),
        next_at=due,
    )


def _interval(answer: dict[str, Any]) -> timedelta:
    """Time between two cycles, as the job's schedule has it."""
    try:
        told: timedelta = parse_timedelta_from_iso_format(str((answer.get("schedule") or {}).get("interval")))
    except (ValueError, AttributeError):
        return _USUAL_INTERVAL
    return told


def _moment(text: object) -> datetime | None:
    """A moment of Graph's JSON; None where there is none."""
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None


def read_rules(schema: dict[str, Any]) -> dict[str, str]:
    """The id of the first rule with an enabled mapping for each kind of source object (``User``, ``Group``)."""
    found: dict[str, str] = {}
    for rule in schema.get("synchronizationRules", []):
        for mapping in rule.get("objectMappings", []):
            if mapping.get("enabled", True):
                found.setdefault(str(mapping.get("sourceObjectName")), str(rule["id"]))
    return found


def read_on_demand(answer: dict[str, Any]) -> OnDemand:
    """What was done, from JSON in strings (https://learn.microsoft.com/graph/api/synchronization-synchronizationjob-provisionondemand)."""
    outcome, log = _unpack(answer.get("key")), _unpack(answer.get("value"))
    result = outcome.get("result") or (log.get("statusInfo") or {}).get("status")
    if result not in ("Success", "Skipped", "Failure"):
        raise Unreachable("Microsoft Entra did not say what on-demand provisioning did")
    details, status = outcome.get("details") or {}, log.get("statusInfo") or {}
    code = str(details.get("errorCode") or status.get("errorCode") or "")
    steps = log.get("provisioningSteps") or [{}]
    # in Entra's words
    words = (details.get("errorMessage"), status.get("reason"), code, steps[-1].get("description"))
    return OnDemand(result=result, code=code, reason=next((str(text) for text in words if text), ""))


def _unpack(text: object) -> dict[str, Any]:
    """The JSON object in a string; empty where it holds none."""
    try:
        document = json.loads(str(text))
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
