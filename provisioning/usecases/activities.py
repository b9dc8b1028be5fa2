"""Answers to activities, kept against replay: the first for an activity stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from provisioning.storage import tables as t
from provisioning.usecases import people

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk


def recall(desk: Desk, conversation_id: str, activity_id: str) -> dict[str, Any] | None:
    """What was answered to this activity; None when it is new."""
    c = t.seen.c
    answer: dict[str, Any] | None = desk.c.scalar(
        select(c.answer).where(c.conversation_id == conversation_id, c.activity_id == activity_id)
    )
    return answer


def keep(desk: Desk, conversation_id: str, activity_id: str, answer: dict[str, Any]) -> None:
    """Remember an answer."""
    if recall(desk, conversation_id, activity_id) is None:
        row = {"conversation_id": conversation_id, "activity_id": activity_id, "answer": answer, "at": desk.now}
        desk.c.execute(insert(t.seen).values(row))


def record_refusal(desk: Desk, object_id: str, rule: str, verb: str) -> None:
    """A press or wish that a rule refused, in the audit: what was tried is as telling as what was done."""
    desk.audit("action.refused", actor=people.know_object(desk, object_id), rule=rule, verb=verb)
