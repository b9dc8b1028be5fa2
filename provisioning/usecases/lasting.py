"""Access for a span, such as three months: its clock starts on the day of delivery, not on the day when it was asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from provisioning.domain import dates
from provisioning.domain.dates import Span
from provisioning.domain.errors import Declined
from provisioning.storage import tables as t
from provisioning.usecases import requests

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request


def latest(desk: Desk) -> date:
    """The last day that may be; an invitation that names none has it."""
    return dates.day_of(desk.now, desk.rules.zone) + timedelta(days=desk.rules.limits.longest_days)


def amiss(desk: Desk, day: date | None) -> tuple[str, dict[str, date]] | None:
    """Why access may not end on that day, by its key; None where it may, or where no day was said."""
    if day and day < dates.day_of(desk.now, desk.rules.zone):
        return "declined-end-past", {}
    return ("declined-end-too-late", {"latest": latest(desk)}) if day and day > latest(desk) else None


def check(desk: Desk, day: date) -> None:
    """Decline the past, and what is too far ahead."""
    if wrong := amiss(desk, day):
        raise Declined(wrong[0], **wrong[1])


def offered(span: Span | None, day: date | None) -> dict[str, Any]:
    """What a form's card remembers of a span that was typed, with the day that it fills in for it."""
    return {"lasts": list(span), "lasts_until": day.isoformat()} if span and day else {}


def day_of(card: Card) -> date | None:
    """The day that a form fills in for a span; None where none was typed."""
    day = card.terms.get("lasts_until")
    return date.fromisoformat(day) if day else None


def meant(card: Card, day: date | None) -> Span | None:
    """The span that a form was opened with, as long as its day is the one that stands for it: another day is that day."""
    return Span(*card.terms["lasts"]) if day and day == day_of(card) else None


def doubtful(doubt: tuple[str, Mapping[str, date]] | None) -> dict[str, Any]:
    """The terms of a card that keep a doubt: what the worker finds changes the card, and must not wipe it out."""
    return {"doubt": [doubt[0], {name: day.isoformat() for name, day in doubt[1].items()}]} if doubt else {}


def doubt_of(terms: Mapping[str, Any]) -> tuple[str, dict[str, date]] | None:
    """The doubt that such terms keep; None without one."""
    if not terms.get("doubt"):
        return None
    key, days = terms["doubt"]
    return key, {name: date.fromisoformat(day) for name, day in days.items()}


def again(desk: Desk, request: Request) -> dict[str, Any]:
    """The same for a form that asks again for what a closed request asked for: the span, as from today."""
    return offered(request.lasts, again_day(desk, request))


def again_day(desk: Desk, request: Request) -> date | None:
    """The day that the request's span stands for today; None where it has none."""
    return request.lasts.after(dates.day_of(desk.now, desk.rules.zone)) if request.lasts else None


def terms_of(span: Span | None) -> dict[str, Any]:
    """What a request remembers of it."""
    return {"lasts": list(span)} if span else {}


def start_clock(desk: Desk, request: Request) -> None:
    """It was delivered: its grants end so long from today, except where somebody gave one another end meanwhile."""
    until = end_now(desk, request)
    if until != request.until:
        ours = (t.grants.c.request == request.number) & (t.grants.c.until == request.until)
        desk.c.execute(update(t.grants).where(ours, t.grants.c.ended_at.is_(None)).values(until=until, warned=None))


def end_now(desk: Desk, request: Request) -> datetime | None:
    """When what is given today ends; the request is told. None for what has no end.

    Never sooner than the request says: more time may have been approved before all of it was delivered. Nor later than
    ``lasts_most`` among its terms, an end that stays whatever is asked for.
    """
    day, most = again_day(desk, request), request.terms.get("lasts_most")
    day = min(day, date.fromisoformat(most)) if day and most else day
    until = dates.end_of(day, desk.rules.zone) if day else None
    if day is None or until is None or (request.until and until <= request.until):
        return request.until
    requests.change(desk, request.number, until=until)
    desk.audit("grant.clock_started", request=request.number, subject=request.subject, until=day.isoformat())
    return until
