"""What is asked, who is asked to decide it, and what they answered."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from provisioning.storage.tables.columns import Moment, metadata, person, request

requests = Table(
    "requests",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("state", String(24), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    #: Null when Usher itself asks, on an end date.
    person("requester", nullable=True, index=True),
    person("subject", index=True),
    #: Keyed hash of the subject's mail domain, for caps and "first person from …".
    Column("domain", String(64), nullable=False, index=True),
    Column("option", String(16), nullable=False),
    #: Ids only: groups, sponsor, grants to end, how the invitation is delivered, why it ends.
    Column("terms", JSON, nullable=False),
    Column("until", Moment),
    Column("reason", String(32), ForeignKey("texts.id")),
    Column("submitted_at", Moment, nullable=False),
    Column("closes_at", Moment),
    Column("look_at", Moment),
    #: The frozen preview, over pseudonyms, and its hash.
    Column("preview", JSON),
    Column("preview_hash", String(64)),
    Column("moved_from", JSON),
    #: Catalogue key and values of why it is refused, void, failed …
    Column("why", JSON),
    Column("trace", String(40)),
    Column("approved_at", Moment),
    Column("ended_at", Moment),
    Index("ix_requests_state_closes_at", "state", "closes_at"),
    Index("ix_requests_state_look_at", "state", "look_at"),
)

asked = Table(
    "asked",
    metadata,
    request(primary=True),
    Column("revision", Integer, primary_key=True),
    Column("stage", Integer, primary_key=True),
    Column("approver", String(32), ForeignKey("people.pseudonym"), primary_key=True),
    #: To whom this approver handed it over: they have no say any more.
    Column("handed_to", String(32)),
    #: Why others were found instead: "unreachable" (no card reaches them) or "gone" (disabled, a guest, no member any more).
    Column("dropped", String(20)),
    Column("at", Moment),
    #: When this person is reminded next, or others are asked because of their silence; null for nothing more.
    Column("due_at", Moment),
    #: How often they were reminded; null before the first time.
    Column("reminded", Integer),
    #: Others were asked because this person had not answered, or could not be reached.
    Column("silent", Boolean),
    #: The absence because of which it was handed over; null where this person did that.
    Column("absence", Integer),
)

absences = Table(
    "absences",
    metadata,
    Column("id", Integer, primary_key=True),
    person("person", index=True),
    #: Who decides in their place where the rules allow; null for nobody in particular.
    person("deputy", nullable=True, index=True),
    Column("since", Moment, nullable=False),
    #: The end of the last day away.
    Column("until", Moment, nullable=False),
    #: When it ended, be it by itself.
    Column("ended_at", Moment),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    request(),
    Column("revision", Integer, nullable=False),
    Column("stage", Integer, nullable=False),
    person("approver"),
    Column("approved", Boolean, nullable=False),
    Column("reason", String(32), ForeignKey("texts.id")),
    Column("at", Moment, nullable=False),
    #: Which preview was on the card, and by which activity the button was pressed.
    Column("preview_hash", String(64)),
    Column("activity", String(200), nullable=False),
    UniqueConstraint("request", "revision", "stage", "approver"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    request(),
    #: The revision that was open: an answer to another one decides nothing any more.
    Column("revision", Integer, nullable=False),
    person("asker"),
    Column("text", String(32), ForeignKey("texts.id")),
    Column("at", Moment, nullable=False),
    #: When the request would have closed had nobody asked; while the question is open it closes later.
    Column("closes_before", Moment),
    Column("answer", String(32), ForeignKey("texts.id")),
    Column("answered_at", Moment),
)
