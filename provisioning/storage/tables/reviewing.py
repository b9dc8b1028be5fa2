"""Reviews of externals: the rounds, who is asked about whom, and what was answered."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Integer, String, Table, UniqueConstraint

from provisioning.storage.tables.columns import Moment, metadata, person

review_rounds = Table(
    "review_rounds",
    metadata,
    #: The row is the claim: a round begins once.
    Column("due_at", Moment, primary_key=True),
    #: Null for the round that was due before Usher kept reviews: nobody was asked.
    Column("begun_at", Moment),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Integer, primary_key=True),
    #: Null where a sponsor looks by themselves: nobody is reminded, and silence does nothing.
    Column("round", Moment, ForeignKey("review_rounds.due_at")),
    person("sponsor"),
    #: Who was asked first: the sponsor, or an owner in their place.
    person("reviewer"),
    #: The owner who was asked because the first one is silent or gone.
    person("second", nullable=True),
    #: What silence does, as the first card said.
    Column("silence", String(8), nullable=False),
    Column("begun_at", Moment, nullable=False),
    Column("asks_at", Moment),
    Column("over_at", Moment),
    #: Ids of its cards, the first one's first.
    Column("cards", JSON, nullable=False),
    Column("closed_at", Moment, index=True),
    #: answered, lapsed or replaced.
    Column("closed_why", String(16)),
    UniqueConstraint("round", "sponsor"),
)

review_lines = Table(
    "review_lines",
    metadata,
    Column("review", Integer, ForeignKey("reviews.id"), primary_key=True),
    #: The same on every card of the review, so that an answer is about whom its giver read.
    Column("place", Integer, primary_key=True),
    person("person", index=True),
    #: keep or end; null while nobody has answered.
    Column("answer", String(8)),
    #: Null for Usher itself, when silence ends access.
    person("by", nullable=True),
    Column("at", Moment),
    #: When Entra said that they last signed in, and when it was asked; null where it knows of no time, or did not say.
    Column("signed_in", Moment),
    Column("looked_at", Moment),
    #: The end that was asked for.
    Column("request", Integer, ForeignKey("requests.number")),
)
