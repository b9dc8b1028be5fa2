"""What the tables share: the metadata, moments in UTC, and references to people and requests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, Dialect, ForeignKey, Integer, MetaData, String
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


def person(name: str, *, nullable: bool = False, index: bool = False) -> Column[Any]:
    """A column that holds a pseudonym."""
    return Column(name, String(32), ForeignKey("people.pseudonym"), nullable=nullable, index=index)


def request(*, primary: bool = False) -> Column[Any]:
    """A column that holds a request's number."""
    return Column(
        "request", Integer, ForeignKey("requests.number"), nullable=False, index=not primary, primary_key=primary
    )
