"""Every table of Usher. Names, addresses and free text live in ``vault`` and ``texts`` alone, encrypted; all else is ids.

The durable engine keeps its own tables in the same database (``docs/adr/0001``); their names are not used here.
"""

from __future__ import annotations

from provisioning.storage.tables.asking import absences, asked, decisions, questions, requests
from provisioning.storage.tables.authority import groups, known_members, members
from provisioning.storage.tables.columns import Moment, metadata
from provisioning.storage.tables.drift import baseline, findings, followed, followed_members, suspected, watched
from provisioning.storage.tables.giving import grants, held_before, proofs, steps
from provisioning.storage.tables.messages import cards, seen
from provisioning.storage.tables.persons import addresses, chats, data_keys, people, texts, vault, vault_keys
from provisioning.storage.tables.records import audit, executor, seals
from provisioning.storage.tables.reviewing import review_lines, review_rounds, reviews
from provisioning.storage.tables.rolling import jobs, lines, pauses, read_accounts, read_members, readings, signatures

__all__ = [
    "Moment",
    "absences",
    "addresses",
    "asked",
    "audit",
    "baseline",
    "cards",
    "chats",
    "data_keys",
    "decisions",
    "executor",
    "findings",
    "followed",
    "followed_members",
    "grants",
    "groups",
    "held_before",
    "jobs",
    "known_members",
    "lines",
    "members",
    "metadata",
    "pauses",
    "people",
    "proofs",
    "questions",
    "read_accounts",
    "read_members",
    "readings",
    "requests",
    "review_lines",
    "review_rounds",
    "reviews",
    "seals",
    "seen",
    "signatures",
    "steps",
    "suspected",
    "texts",
    "vault",
    "vault_keys",
    "watched",
]
