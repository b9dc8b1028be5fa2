"""Answers to activities, kept against replay: the first for an activity stays. Cards hold names, so they are encrypted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from provisioning.storage import tables as t
from provisioning.storage import vault
from provisioning.usecases import people

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk

_ANSWER = select(t.seen.c.answer).where(
    t.seen.c.conversation_id == bindparam("conversation"), t.seen.c.activity_id == bindparam("activity")
)
_KEEP = insert(t.seen)


def recall(desk: Desk, conversation_id: str, activity_id: str) -> dict[str, Any] | None:
    """What was answered to this activity; None when it is new."""
    sealed: dict[str, Any] | None = desk.c.scalar(_ANSWER, {"conversation": conversation_id, "activity": activity_id})
    if sealed is None:
        return None
    answer: dict[str, Any] = json.loads(vault.unseal(desk.keys.answers, sealed["sealed"]))
    return answer


def keep(desk: Desk, conversation_id: str, activity_id: str, answer: dict[str, Any]) -> None:
    """Remember an answer, unless there is one."""
    if recall(desk, conversation_id, activity_id) is None:
        add(desk, conversation_id, activity_id, answer)


def add(desk: Desk, conversation_id: str, activity_id: str, answer: dict[str, Any]) -> None:
    """Remember the answer to an activity that :func:`recall` did not know in this transaction.

    Another process that did the same work meanwhile makes this fail, and the whole unit of work run again.
    """
    sealed = {"sealed": vault.seal(desk.keys.answers, json.dumps(answer))}
    row = {"conversation_id": conversation_id, "activity_id": activity_id, "answer": sealed, "at": desk.now}
    desk.c.execute(_KEEP, row)


def forget_bodies(desk: Desk) -> None:
    """Keep that these activities were answered, not with which cards: one of them may name somebody who is erased."""
    c = t.seen.c
    for conversation_id, activity_id in desk.c.execute(select(c.conversation_id, c.activity_id)).all():
        answer = recall(desk, conversation_id, activity_id) or {}
        if answer.get("body") is not None:
            sealed = {"sealed": vault.seal(desk.keys.answers, json.dumps({**answer, "body": None}))}
            mine = (c.conversation_id == conversation_id) & (c.activity_id == activity_id)
            desk.c.execute(update(t.seen).where(mine).values(answer=sealed))


def record_refusal(desk: Desk, object_id: str, rule: str, verb: str) -> None:
    """A press or wish that a rule refused, in the audit: what was tried is as telling as what was done."""
    desk.audit("action.refused", actor=people.know_object(desk, object_id), rule=rule, verb=verb)
