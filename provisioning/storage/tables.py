"""Every table of Usher. Names, addresses and free text live in ``vault`` and ``texts`` alone, encrypted; all else is ids.

The durable engine keeps its own tables in the same database (``docs/adr/0001``); their names are not used here.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

from provisioning.sql import NAMING

metadata = MetaData(naming_convention=NAMING)


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC; SQLite forgets zones, so naive values are refused on the way in and marked on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _person(name: str, *, nullable: bool = False, index: bool = False) -> Column[Any]:
    """A column that holds a pseudonym."""
    return Column(name, String(32), ForeignKey("people.pseudonym"), nullable=nullable, index=index)


def _request(*, primary: bool = False) -> Column[Any]:
    """A column that holds a request's number."""
    return Column(
        "request", Integer, ForeignKey("requests.number"), nullable=False, index=not primary, primary_key=primary
    )


people = Table(
    "people",
    metadata,
    Column("pseudonym", String(32), primary_key=True),
    #: Entra object id; null for somebody known by address alone.
    Column("object_id", String(64), unique=True),
    Column("is_guest", Boolean),
    Column("enabled", Boolean),
    #: When the directory was last asked about this person.
    Column("looked_up_at", Moment),
    Column("erased_at", Moment),
)

vault_keys = Table(
    "vault_keys",
    metadata,
    Column("pseudonym", String(32), ForeignKey("people.pseudonym"), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)

vault = Table(
    "vault",
    metadata,
    Column("pseudonym", String(32), ForeignKey("people.pseudonym"), primary_key=True),
    Column("field", String(16), primary_key=True),
    Column("ciphertext", LargeBinary, nullable=False),
)

addresses = Table(
    "addresses",
    metadata,
    #: Keyed hash of a lower-cased address: found, never read.
    Column("digest", String(64), primary_key=True),
    _person("pseudonym", index=True),
)

texts = Table(
    "texts",
    metadata,
    Column("id", String(32), primary_key=True),
    _person("pseudonym", index=True),
    Column("ciphertext", LargeBinary, nullable=False),
)

chats = Table(
    "chats",
    metadata,
    Column("pseudonym", String(32), ForeignKey("people.pseudonym"), primary_key=True),
    Column("service_url", String(200), nullable=False),
    Column("conversation_id", String(200), nullable=False),
    #: Why nothing can be delivered there; null while it works.
    Column("undeliverable", String(64)),
    Column("locale", String(16)),
)

groups = Table(
    "groups",
    metadata,
    #: As written in the settings.
    Column("name", String(200), primary_key=True),
    #: Null while no group of that name was found.
    Column("object_id", String(64)),
    Column("kind", String(20)),
    Column("in_scope", Boolean, nullable=False),
    #: When the members were last read; null for groups whose members carry no authority.
    Column("members_read_at", Moment),
    Column("read_at", Moment, nullable=False),
)

members = Table(
    "members",
    metadata,
    Column("group_name", String(200), primary_key=True),
    Column("pseudonym", String(32), ForeignKey("people.pseudonym"), primary_key=True),
)

known_owners = Table(
    "known_owners",
    metadata,
    Column("pseudonym", String(32), ForeignKey("people.pseudonym"), primary_key=True),
    _person("known_by"),
    Column("at", Moment, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("state", String(24), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    #: Null when Usher itself asks, on an end date.
    _person("requester", nullable=True, index=True),
    _person("subject", index=True),
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
    _request(primary=True),
    Column("revision", Integer, primary_key=True),
    Column("stage", Integer, primary_key=True),
    Column("approver", String(32), ForeignKey("people.pseudonym"), primary_key=True),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    _request(),
    Column("revision", Integer, nullable=False),
    Column("stage", Integer, nullable=False),
    _person("approver"),
    Column("approved", Boolean, nullable=False),
    Column("reason", String(32), ForeignKey("texts.id")),
    Column("at", Moment, nullable=False),
    #: Which preview was on the card, and by which activity the button was pressed.
    Column("preview_hash", String(64)),
    Column("activity", String(200), nullable=False),
    UniqueConstraint("request", "revision", "stage", "approver"),
)

steps = Table(
    "steps",
    metadata,
    _request(primary=True),
    Column("revision", Integer, primary_key=True),
    Column("key", String(32), primary_key=True),
    #: What it concerns: a group's name, or "".
    Column("about", String(200), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("why", JSON),
    #: Ids that later steps need (an object id, an account id).
    Column("result", JSON),
    Column("at", Moment, nullable=False),
)

proofs = Table(
    "proofs",
    metadata,
    Column("id", Integer, primary_key=True),
    _request(),
    Column("revision", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("grade", String(16), nullable=False),
    Column("holds", Boolean, nullable=False),
    Column("account_on", Boolean, nullable=False),
    Column("expected", JSON, nullable=False),
    Column("optional", JSON, nullable=False),
    Column("seen", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)

grants = Table(
    "grants",
    metadata,
    Column("id", Integer, primary_key=True),
    _request(),
    _person("person", index=True),
    _person("sponsor"),
    Column("option", String(16), nullable=False),
    #: Role groups that this grant gives, and for Option B the roles.
    Column("gives", JSON, nullable=False),
    #: What is needed to take it back: object id of the guest, id of the account, groups that Usher joined.
    Column("handles", JSON, nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
    Column("ended_at", Moment),
    Column("ended_why", String(24)),
    #: Days before the end that the sponsor was last warned about; null before the first warning.
    Column("warned", Integer),
    Column("accepted_at", Moment),
    Index("ix_grants_ended_at_until", "ended_at", "until"),
)

held_before = Table(
    "held_before",
    metadata,
    Column("pseudonym", String(32), ForeignKey("people.pseudonym"), primary_key=True),
    Column("group_name", String(200), primary_key=True),
    Column("at", Moment, nullable=False),
)

cards = Table(
    "cards",
    metadata,
    #: Random, 128 bits: all that a card carries.
    Column("id", String(32), primary_key=True),
    _person("recipient", index=True),
    Column("kind", String(24), nullable=False),
    Column("request", Integer, ForeignKey("requests.number"), index=True),
    Column("revision", Integer),
    Column("verbs", JSON, nullable=False),
    #: Ids and keys that the card's kind needs besides; nothing personal.
    Column("terms", JSON, nullable=False),
    Column("conversation_id", String(200)),
    Column("service_url", String(200)),
    Column("activity_id", String(200)),
    #: How often it was asked to be shown anew, and up to which of these it was.
    Column("wanted", Integer, nullable=False),
    Column("shown", Integer, nullable=False),
    #: Who renders it now, until when; so that two processes do not overtake one another.
    Column("claimed_until", Moment),
    Column("undeliverable", String(64)),
    Column("made_at", Moment, nullable=False),
)

seen = Table(
    "seen",
    metadata,
    Column("conversation_id", String(200), primary_key=True),
    Column("activity_id", String(200), primary_key=True),
    Column("answer", JSON, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("event", String(40), nullable=False),
    #: Pseudonym of who acted; null for Usher itself.
    Column("actor", String(32)),
    #: card, chat, rule, sweep, worker or setup.
    Column("way", String(16), nullable=False),
    Column("request", Integer, index=True),
    Column("revision", Integer),
    #: Pseudonym of whom it concerns.
    Column("subject", String(32), index=True),
    Column("activity", String(200)),
    #: Canonical JSON: ids, hashes, counts, before and after.
    Column("detail", Text, nullable=False),
    Column("mac", String(64), nullable=False),
    #: Its place in the chain and its link to the row before; null until sealed.
    Column("place", Integer, unique=True),
    Column("link", String(64)),
)

executor = Table(
    "executor",
    metadata,
    Column("id", Text, primary_key=True),
    Column("seen", Moment, nullable=False),
)
