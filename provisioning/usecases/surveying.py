"""``preview WAVE``: who would get in, as read at one moment. The worker reads; the card's row says which reading it shows.

Owners and auditors see it, and each such look is audited.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from provisioning import views
from provisioning.domain import dates
from provisioning.domain.comparing import CHANGES, Change, Mark
from provisioning.usecases import authority, carding, gating, looking, people, reading, readings, requests, waving
from provisioning.usecases.role_reading import role_views

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.people import Member
    from provisioning.usecases.readings import Line, Reading

#: The kind of the card, and what it offers at one time or another.
PREVIEW = "wave_preview"
LOOKING_VERBS = ("wave.people", "wave.show", "wave.csv", "wave.hr", "wave.more", "wave.back", "wave.again")
ASKING_VERBS = ("wave.ask", "wave.date", "wave.set_date", "wave.skip", "wave.ask_skipping")
PREVIEW_VERBS = (*ASKING_VERBS, *LOOKING_VERBS)
#: People on a page; lines to copy on one, and their characters: Teams takes 100 KB of UTF-16 in a message, with all else.
PAGE, COPIED, LONGEST_COPY = 10, 400, 20_000
#: People who are named of each sort.
NAMED = 5
#: What is done to people; the others are left as they are.
_DONE = (Change.CREATED, Change.CHANGED, Change.TAKEN_OVER, Change.SWITCHED_OFF)
#: Who is named on the first page: marks among those to whom something is done, and whole changes.
_SORTS: tuple[tuple[str, tuple[Change, ...], tuple[Mark, ...]], ...] = (
    ("owner", _DONE, (Mark.OWNER,)),
    ("administrator", _DONE, (Mark.ADMINISTRATOR,)),
    ("external", _DONE, (Mark.EXTERNAL,)),
    ("switched_off", (Change.SWITCHED_OFF,), ()),
    ("taken_over", (Change.TAKEN_OVER,), ()),
    ("lost", (Change.LOST,), ()),
)


def check_may_preview(desk: Desk, member: Member) -> None:
    """Decline everybody but owners, by memberships read lately, and auditors."""
    if member.pseudonym not in people.list_auditors(desk):
        authority.check_owner(desk, member)


def open_preview(desk: Desk, member: Member, wave: str, *, back: bool = False, at: datetime | None = None) -> str:
    """A card of what a wave would do, or taking it ``back``, by its name as typed; ``at``: when it is to start. Returns its id."""
    check_may_preview(desk, member)
    name = desk.rules.get_wave(wave).name
    starts = at.isoformat() if at else None
    card = carding.issue(
        desk, member.pseudonym, PREVIEW, verbs=PREVIEW_VERBS, wave=name, reading=0, back=back, at=starts
    )
    _read(desk, member, carding.get(desk, card))
    return card


def _read(desk: Desk, member: Member, card: Card) -> None:
    """Have the worker read anew, and show how far it comes."""
    number = readings.begin(desk, card.terms["wave"], back=bool(card.terms.get("back")), card=card.id)
    carding.change_terms(desk, card, reading=number, listing="", change="", first=0)
    desk.enqueue("survey", f"survey-{number}", number)
    desk.audit("read.access", actor=member.pseudonym, wave=card.terms["wave"], reading=number)


def look_again(desk: Desk, member: Member, card: Card) -> None:
    """As it is now."""
    check_may_preview(desk, member)
    _read(desk, member, card)


def list_people(desk: Desk, member: Member, card: Card, listing: str, change: str = "") -> None:
    """Show pages of people ("people") or of lines to copy ("copy") from the first on: those of one change, "" for all."""
    check_may_preview(desk, member)
    wanted = change if change in CHANGES else ""
    carding.change_terms(desk, card, listing=listing, change=wanted, first=0)
    desk.audit("read.access", actor=member.pseudonym, wave=card.terms["wave"], reading=card.terms["reading"])


def show_more(desk: Desk, member: Member, card: Card) -> None:
    """The next page."""
    check_may_preview(desk, member)
    if card.terms["listing"]:
        first = int(card.terms["first"])
        carding.change_terms(desk, card, first=first + len(_rows(desk, card, first)))


def summarise(desk: Desk, member: Member, card: Card) -> None:
    """Back to the first page."""
    del member
    carding.change_terms(desk, card, listing="", change="", first=0)


def wave_verbs(desk: Desk, reading: Reading, reader: str) -> tuple[str, ...]:
    """What this person may ask for from a reading that is ready: owners, once the checks are done, or some are skipped."""
    wave = desk.rules.waves[reading.wave]
    if reader not in authority.owners(desk) or waving.pending(desk, wave.name):
        return ()
    if not reading.back and (waving.first_before(desk, wave) or reading.notes["missing"]):
        return ()
    if _is_idle(desk, reading):
        return ()
    open_ = not reading.back and gating.missing(desk, wave)
    return ("wave.skip", "wave.date") if open_ else ("wave.ask", "wave.date")


def _changes_nothing(desk: Desk, found: Reading) -> bool:
    """Whether nothing would change: nobody, and the scope neither."""
    groups, inside = set(desk.rules.waves[found.wave].groups), set(found.notes["in_scope"])
    waits = groups & inside if found.back else groups - inside
    return not waits and not waving.size_of(found.counts)


def _is_idle(desk: Desk, found: Reading) -> bool:
    """Whether there is nothing to ask for; a wave that is in unasked is asked for to be proven, as the next one needs it."""
    return _changes_nothing(desk, found) and (found.back or found.wave in gating.opened(desk))


def preview_view(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.WaveView:
    """What a wave would do, as read. ``marks``: ``dating``, ``skipping``, and what was wrong with a press."""
    found = readings.find(desk, int(card.terms["reading"]))
    known: dict[str, Any] = {
        "card": card.id,
        "reader": reading.reader(desk, card.recipient),
        "wave": card.terms["wave"],
        "platform_seen": desk.rules.sees_platform,
        "back": bool(card.terms.get("back")),
        "declined": marks.get("declined"),
    }
    if not looking.may_see_others(desk, card.recipient):
        return views.WaveView(**known, state="gone", denied=True)
    unnamed = "" if known["wave"] in desk.rules.waves else readings.UNNAMED
    if found is None or unnamed:
        return views.WaveView(**known, state=readings.FAILED if unnamed else "gone", why=unnamed, verbs=("wave.again",))
    if found.state != readings.READY:
        return views.WaveView(
            **known,
            state=found.state,
            memberships=found.people,
            accounts=found.accounts,
            why=found.why[0] if found.why else "",
            verbs=("wave.again",) if found.state == readings.FAILED else (),
        )
    return _ready(desk, card, found, known | _asking(desk, card, found, marks))


def _asking(desk: Desk, card: Card, found: Reading, marks: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody who may ask for it is asked or told."""
    at, off = card.terms.get("at"), found.counts[Change.SWITCHED_OFF]
    limit, wave = desk.rules.rollout.deletion_limit, desk.rules.waves[found.wave]
    today, asked = dates.day_of(desk.now, desk.rules.zone), waving.pending(desk, found.wave)
    return {
        "starts": datetime.fromisoformat(at) if at else None,
        "dating": bool(marks.get("dating")),
        "skipping": bool(marks.get("skipping")),
        "after": "" if found.back else waving.first_before(desk, wave),
        "over_limit": limit if off > limit else 0,
        "today": today,
        "planned": wave.planned if wave.planned and wave.planned >= today else None,
        "open_number": asked,
        "open_state": requests.get(desk, asked).state.value if asked else "",
        "unchanged": _changes_nothing(desk, found),
        "idle": _is_idle(desk, found),
    }


def set_moment(desk: Desk, member: Member, card: Card, at: datetime | None) -> None:
    """When it is to start; None for once it is approved. Declines the past and the far future."""
    authority.check_owner(desk, member)
    waving.check_moment(desk, at)
    carding.change_terms(desk, card, at=at.isoformat() if at else None)


def wish_of(card: Card, skips: tuple[str, ...] = (), reason: str = "") -> waving.Wish:
    """What the card would ask for."""
    at = card.terms.get("at")
    return waving.Wish(
        wave=card.terms["wave"],
        back=bool(card.terms.get("back")),
        at=datetime.fromisoformat(at) if at else None,
        skips=skips,
        reason=reason,
    )


def _ready(desk: Desk, card: Card, found: Reading, known: dict[str, Any]) -> views.WaveView:
    """The summary, or the page that is looked at instead."""
    listed = _listed(desk, card, found) if card.terms["listing"] else None
    notes = found.notes
    return views.WaveView(
        **known,
        state=found.state,
        memberships=found.people,
        accounts=found.accounts,
        at=found.read_at,
        counts=found.counts,
        outside=readings.count_outside(desk, found.id) if found.back else 0,
        fails=notes["fails"],
        groups=desk.rules.waves[found.wave].groups,
        missing=tuple(notes["missing"]),
        dynamic=tuple(notes["dynamic"]),
        nested=tuple((group, nested) for group, nested in notes["nested"]),
        named=() if listed else _named(desk, found),
        checks=() if listed else _checks(desk, found),
        listed=listed,
        verbs=_listing_verbs(listed) if listed else _asking_verbs(known) or _verbs(desk, card, found),
    )


def _asking_verbs(known: dict[str, Any]) -> tuple[str, ...]:
    """What can be pressed under the inputs for a moment, or for checks that are skipped."""
    if known["dating"]:
        return ("wave.set_date", "wave.back")
    return ("wave.ask_skipping", "wave.back") if known["skipping"] else ()


def _verbs(desk: Desk, card: Card, found: Reading) -> tuple[str, ...]:
    """What can be pressed under the summary."""
    hr = ("wave.hr",) if found.counts[Change.FAILS] else ()
    return (*wave_verbs(desk, found, card.recipient), "wave.people", "wave.csv", *hr, "wave.again")


def _listing_verbs(listed: views.WaveListView) -> tuple[str, ...]:
    """What can be pressed under a page."""
    more = ("wave.more",) if listed.first - 1 + len(listed.people) < listed.total else ()
    return (*(() if listed.copied else ("wave.show",)), *more, "wave.back")


def _named(desk: Desk, found: Reading) -> tuple[views.WaveNamedView, ...]:
    """Everybody who is named whatever the size of the wave; sorts without anybody are left out."""
    made = []
    for sort, changes, marks in _SORTS:
        count = readings.count(desk, found.id, changes=changes, marks=marks)
        if count:
            some = readings.lines(desk, found.id, changes=changes, marks=marks, limit=NAMED)
            made.append(views.WaveNamedView(sort=sort, people=_people(desk, some), count=count))
    return tuple(made)


def _checks(desk: Desk, found: Reading) -> tuple[views.WaveCheckView, ...]:
    """The wave's checks as they stand now."""
    gates = gating.states(desk, desk.rules.waves[found.wave])
    return tuple(views.WaveCheckView(key=gate.key, ok=gate.ok, who=gate.who_may) for gate in gates)


def _listed(desk: Desk, card: Card, found: Reading) -> views.WaveListView:
    """The page of people, or of lines to copy, that the card stands at."""
    change, first = card.terms["change"], int(card.terms["first"])
    total = found.counts[change] if change else sum(found.counts.values())
    return views.WaveListView(
        people=_rows(desk, card, first),
        first=first + 1,
        total=total,
        change=change,
        copied=card.terms["listing"] == "copy",
    )


def _rows(desk: Desk, card: Card, first: int) -> tuple[views.WavePersonView, ...]:
    """The people of one page; as many lines to copy as fit into a message."""
    change, copied = card.terms["change"], card.terms["listing"] == "copy"
    limit, changes = (COPIED if copied else PAGE), ((change,) if change else ())
    found = _people(desk, readings.lines(desk, card.terms["reading"], changes=changes, limit=limit, offset=first))
    return tuple(_fitting(found)) if copied else found


def _fitting(found: Iterable[views.WavePersonView]) -> Iterable[views.WavePersonView]:
    """The first of them, at least one, that fit."""
    room = LONGEST_COPY
    for place, one in enumerate(found):
        roles = sum(len(role.name) + 2 for role in (*one.before, *one.after))
        room -= len(one.name) + len(one.address) + roles + len("switched off,no mail address,administrator; by hand")
        if place and room < 0:
            return
        yield one


def _people(desk: Desk, some: list[Line]) -> tuple[views.WavePersonView, ...]:
    """Lines with names, in three queries."""
    who = [one.pseudonym for one in some]
    details, names = desk.vault.read(who), people.names_of(desk, who)
    return tuple(
        views.WavePersonView(
            name=names[one.pseudonym],
            address=details[one.pseudonym].get("mail", ""),
            change=one.change,
            why=one.why or "",
            before=role_views(desk, one.before),
            after=role_views(desk, (*one.after, *one.optional), one.optional),
            marks=one.marks,
        )
        for one in some
    )
