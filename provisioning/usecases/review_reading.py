"""From rows to the view of a review: everybody as they stand now, however long ago the card was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from provisioning import views
from provisioning.domain import dates
from provisioning.usecases import authority, parties, people, reading, review_rows
from provisioning.usecases.people import administrator_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Row

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.review_answering import Why
    from provisioning.usecases.review_rows import Line

#: So many people are asked about at once; the next come when these are answered.
PAGE = 5


def review_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """The review for its reader. ``marks`` name whose access could not be ended."""
    row = review_rows.get(desk, int(card.terms["review"]))
    lines = review_rows.lines_of(desk, [row])[row.id]
    is_open = [line for line in lines if line.state == "open"]
    if denied := parties.denied_but_owners(desk, card, row.sponsor, *(line.by for line in lines)):
        return denied
    told = _told(desk, lines)
    names = people.names_of(desk, [p for p in (row.sponsor, row.reviewer, row.second) if p])
    first = card.recipient == row.reviewer
    ahead = row.asks_at if row.asks_at and row.asks_at > desk.now and not row.second and is_open else None
    return views.ReviewView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        sponsor="" if card.recipient == row.sponsor else names[row.sponsor],
        why=_why(desk, card, row),
        begun=row.begun_at,
        alone=row.round is None,
        asked=tuple(told[line.place] for line in is_open[:PAGE]),
        more=max(len(is_open) - PAGE, 0),
        settled=tuple(told[line.place] for line in lines if line.state != "open"),
        silence=row.silence,
        over=row.over_at,
        asks=ahead,
        second=names.get(row.second or "", "") if first else "",
        closed=str(row.closed_why or ("" if is_open else review_rows.ANSWERED)),
        verbs=review_rows.VERBS if is_open else (),
        problems=_problems(desk, told, marks.get("failed", {})),
    )


def _why(desk: Desk, card: Card, row: Row[Any]) -> str:
    """Why somebody else than the sponsor is asked."""
    if card.recipient == row.sponsor:
        return ""
    return "silent" if row.sponsor == row.reviewer and row.sponsor in authority.owners(desk) else "gone"


def _told(desk: Desk, lines: list[Line]) -> dict[int, views.ReviewLineView]:
    """Lines in names, everybody's details in one query."""
    details = desk.vault.read(line.person for line in lines)
    names = people.names_of(desk, {p for line in lines for p in (line.person, line.by) if p})
    zone, in_entra = desk.rules.zone, people.objects_of(desk, {line.person for line in lines})
    return {
        line.place: views.ReviewLineView(
            place=line.place,
            name=names[line.person],
            address=details[line.person].get("mail") or names[line.person],
            until=dates.day_of(line.until, zone) if line.until else None,
            state=line.state,
            by=names.get(line.by or "", ""),
            number=line.number,
            outcome=line.outcome,
            ended=line.ended_at,
            sign_in=_sign_in(line, in_entra),
            signed_in=dates.day_of(line.signed_in, zone) if line.signed_in else None,
        )
        for line in lines
    }


def _sign_in(line: Line, in_entra: Mapping[str, str]) -> str:
    """What is known of somebody's last sign-in."""
    if line.person not in in_entra:
        return "platform"
    if line.looked_at is None:
        return "unknown"
    return "known" if line.signed_in else "never"


def _problems(
    desk: Desk, told: Mapping[int, views.ReviewLineView], failed: Mapping[int, Why]
) -> tuple[tuple[str, str, Mapping[str, object]], ...]:
    """Whose access could not be ended, with what the sentences name."""
    known = {"administrator": administrator_name(desk)} if failed else {}
    return tuple((told[place].address, key, {**known, **values}) for place, (key, values) in failed.items())
