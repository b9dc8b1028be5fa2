"""Who people are: pseudonyms, what is known of them (encrypted), where they can be reached."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, LargeBinary, String, Table

from provisioning.storage.tables.columns import Moment, metadata, person

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
    #: Keyed hash of name, address and principal name as the directory told them last; null where the vault has others since.
    Column("known_as", String(64)),
    Column("erased_at", Moment),
)

vault_keys = Table(
    "vault_keys",
    metadata,
    Column("pseudonym", String(32), ForeignKey("people.pseudonym"), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)

data_keys = Table(
    "data_keys",
    metadata,
    #: finding, audit or answers.
    Column("use", String(16), primary_key=True),
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
    person("pseudonym", index=True),
)

texts = Table(
    "texts",
    metadata,
    Column("id", String(32), primary_key=True),
    person("pseudonym", index=True),
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
    #: As Teams last told it.
    Column("locale", String(16)),
    #: Of the person's own choice; null where they leave it to Teams.
    Column("language", String(16)),
    #: Of a channel: its team, which Teams names when Usher is taken out of it.
    Column("team", String(200)),
)
