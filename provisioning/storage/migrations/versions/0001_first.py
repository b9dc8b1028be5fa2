"""The first schema: people, authority, requests, what was done, cards, audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=32)),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("request", sa.Integer()),
        sa.Column("revision", sa.Integer()),
        sa.Column("subject", sa.String(length=32)),
        sa.Column("activity", sa.String(length=200)),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.Column("place", sa.Integer()),
        sa.Column("link", sa.String(length=64)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("place", name=op.f("uq_audit_place")),
    )
    op.create_index(op.f("ix_audit_request"), "audit", ["request"])
    op.create_index(op.f("ix_audit_subject"), "audit", ["subject"])
    op.create_table(
        "executor",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_executor")),
    )
    op.create_table(
        "groups",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("object_id", sa.String(length=64)),
        sa.Column("kind", sa.String(length=20)),
        sa.Column("in_scope", sa.Boolean(), nullable=False),
        sa.Column("members_read_at", sa.DateTime(timezone=True)),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_groups")),
    )
    op.create_table(
        "people",
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.Column("object_id", sa.String(length=64)),
        sa.Column("is_guest", sa.Boolean()),
        sa.Column("enabled", sa.Boolean()),
        sa.Column("looked_up_at", sa.DateTime(timezone=True)),
        sa.Column("erased_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("pseudonym", name=op.f("pk_people")),
        sa.UniqueConstraint("object_id", name=op.f("uq_people_object_id")),
    )
    op.create_table(
        "seen",
        sa.Column("conversation_id", sa.String(length=200), nullable=False),
        sa.Column("activity_id", sa.String(length=200), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "activity_id", name=op.f("pk_seen")),
    )
    op.create_index(op.f("ix_seen_at"), "seen", ["at"])
    op.create_table(
        "addresses",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["pseudonym"], ["people.pseudonym"], name=op.f("fk_addresses_pseudonym")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_addresses")),
    )
    op.create_index(op.f("ix_addresses_pseudonym"), "addresses", ["pseudonym"])
    op.create_table(
        "chats",
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.Column("service_url", sa.String(length=200), nullable=False),
        sa.Column("conversation_id", sa.String(length=200), nullable=False),
        sa.Column("undeliverable", sa.String(length=64)),
        sa.Column("locale", sa.String(length=16)),
        sa.ForeignKeyConstraint(["pseudonym"], ["people.pseudonym"], name=op.f("fk_chats_pseudonym")),
        sa.PrimaryKeyConstraint("pseudonym", name=op.f("pk_chats")),
    )
    op.create_table(
        "held_before",
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["pseudonym"], ["people.pseudonym"], name=op.f("fk_held_before_pseudonym")),
        sa.PrimaryKeyConstraint("pseudonym", "group_name", name=op.f("pk_held_before")),
    )
    op.create_table(
        "known_owners",
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.Column("known_by", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["known_by"], ["people.pseudonym"], name=op.f("fk_known_owners_known_by")),
        sa.ForeignKeyConstraint(["pseudonym"], ["people.pseudonym"], name=op.f("fk_known_owners_pseudonym")),
        sa.PrimaryKeyConstraint("pseudonym", name=op.f("pk_known_owners")),
    )
    op.create_table(
        "members",
        sa.Column("group_name", sa.String(length=200), nullable=False),
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["pseudonym"], ["people.pseudonym"], name=op.f("fk_members_pseudonym")),
        sa.PrimaryKeyConstraint("group_name", "pseudonym", name=op.f("pk_members")),
    )
    op.create_table(
        "texts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["pseudonym"], ["people.pseudonym"], name=op.f("fk_texts_pseudonym")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texts")),
    )
    op.create_index(op.f("ix_texts_pseudonym"), "texts", ["pseudonym"])
    op.create_table(
        "vault",
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["pseudonym"], ["people.pseudonym"], name=op.f("fk_vault_pseudonym")),
        sa.PrimaryKeyConstraint("pseudonym", "field", name=op.f("pk_vault")),
    )
    op.create_table(
        "vault_keys",
        sa.Column("pseudonym", sa.String(length=32), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["pseudonym"], ["people.pseudonym"], name=op.f("fk_vault_keys_pseudonym")),
        sa.PrimaryKeyConstraint("pseudonym", name=op.f("pk_vault_keys")),
    )
    op.create_table(
        "requests",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("requester", sa.String(length=32)),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("domain", sa.String(length=64), nullable=False),
        sa.Column("option", sa.String(length=16), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.Column("reason", sa.String(length=32)),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True)),
        sa.Column("look_at", sa.DateTime(timezone=True)),
        sa.Column("preview", sa.JSON()),
        sa.Column("preview_hash", sa.String(length=64)),
        sa.Column("moved_from", sa.JSON()),
        sa.Column("why", sa.JSON()),
        sa.Column("trace", sa.String(length=40)),
        sa.Column("approved_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["reason"], ["texts.id"], name=op.f("fk_requests_reason")),
        sa.ForeignKeyConstraint(["requester"], ["people.pseudonym"], name=op.f("fk_requests_requester")),
        sa.ForeignKeyConstraint(["subject"], ["people.pseudonym"], name=op.f("fk_requests_subject")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_requests")),
    )
    op.create_index(op.f("ix_requests_domain"), "requests", ["domain"])
    op.create_index(op.f("ix_requests_requester"), "requests", ["requester"])
    op.create_index(op.f("ix_requests_state_closes_at"), "requests", ["state", "closes_at"])
    op.create_index(op.f("ix_requests_state_look_at"), "requests", ["state", "look_at"])
    op.create_index(op.f("ix_requests_subject"), "requests", ["subject"])
    op.create_table(
        "asked",
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("approver", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["approver"], ["people.pseudonym"], name=op.f("fk_asked_approver")),
        sa.ForeignKeyConstraint(["request"], ["requests.number"], name=op.f("fk_asked_request")),
        sa.PrimaryKeyConstraint("request", "revision", "stage", "approver", name=op.f("pk_asked")),
    )
    op.create_table(
        "cards",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("request", sa.Integer()),
        sa.Column("revision", sa.Integer()),
        sa.Column("verbs", sa.JSON(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("conversation_id", sa.String(length=200)),
        sa.Column("service_url", sa.String(length=200)),
        sa.Column("activity_id", sa.String(length=200)),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True)),
        sa.Column("undeliverable", sa.String(length=64)),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["recipient"], ["people.pseudonym"], name=op.f("fk_cards_recipient")),
        sa.ForeignKeyConstraint(["request"], ["requests.number"], name=op.f("fk_cards_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
    )
    op.create_index(op.f("ix_cards_recipient"), "cards", ["recipient"])
    op.create_index(op.f("ix_cards_request"), "cards", ["request"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("approver", sa.String(length=32), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=32)),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("preview_hash", sa.String(length=64)),
        sa.Column("activity", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["approver"], ["people.pseudonym"], name=op.f("fk_decisions_approver")),
        sa.ForeignKeyConstraint(["reason"], ["texts.id"], name=op.f("fk_decisions_reason")),
        sa.ForeignKeyConstraint(["request"], ["requests.number"], name=op.f("fk_decisions_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint(
            "request", "revision", "stage", "approver", name=op.f("uq_decisions_request_revision_stage_approver")
        ),
    )
    op.create_index(op.f("ix_decisions_request"), "decisions", ["request"])
    op.create_table(
        "grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=32), nullable=False),
        sa.Column("sponsor", sa.String(length=32), nullable=False),
        sa.Column("option", sa.String(length=16), nullable=False),
        sa.Column("gives", sa.JSON(), nullable=False),
        sa.Column("handles", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_why", sa.String(length=24)),
        sa.Column("warned", sa.Integer()),
        sa.Column("accepted_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["person"], ["people.pseudonym"], name=op.f("fk_grants_person")),
        sa.ForeignKeyConstraint(["request"], ["requests.number"], name=op.f("fk_grants_request")),
        sa.ForeignKeyConstraint(["sponsor"], ["people.pseudonym"], name=op.f("fk_grants_sponsor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
    )
    op.create_index(op.f("ix_grants_ended_at_until"), "grants", ["ended_at", "until"])
    op.create_index(op.f("ix_grants_person"), "grants", ["person"])
    op.create_index(op.f("ix_grants_request"), "grants", ["request"])
    op.create_table(
        "proofs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(length=16), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("account_on", sa.Boolean(), nullable=False),
        sa.Column("expected", sa.JSON(), nullable=False),
        sa.Column("optional", sa.JSON(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["request"], ["requests.number"], name=op.f("fk_proofs_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proofs")),
    )
    op.create_index(op.f("ix_proofs_request"), "proofs", ["request"])
    op.create_table(
        "steps",
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("why", sa.JSON()),
        sa.Column("result", sa.JSON()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["request"], ["requests.number"], name=op.f("fk_steps_request")),
        sa.PrimaryKeyConstraint("request", "revision", "key", "about", name=op.f("pk_steps")),
    )


def downgrade() -> None:
    op.drop_table("steps")
    op.drop_table("proofs")
    op.drop_table("grants")
    op.drop_table("decisions")
    op.drop_table("cards")
    op.drop_table("asked")
    op.drop_table("requests")
    op.drop_table("vault_keys")
    op.drop_table("vault")
    op.drop_table("texts")
    op.drop_table("members")
    op.drop_table("known_owners")
    op.drop_table("held_before")
    op.drop_table("chats")
    op.drop_table("addresses")
    op.drop_table("seen")
    op.drop_table("people")
    op.drop_table("groups")
    op.drop_table("executor")
    op.drop_table("audit")
