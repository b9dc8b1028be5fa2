"""Many people at once: a pasted list fills a form; presses on it, and on the cards of those who were asked for together."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.grammar_lines import LONGEST, read_corrected, read_lines, records, written
from bot.handlers.press import Press, Result
from cards.actions import ROW, Field
from provisioning.domain import dates
from provisioning.domain.errors import Declined
from provisioning.usecases import activities, batch_deciding, many, people
from provisioning.usecases.deciding import Answer
from provisioning.usecases.judging import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.grammar import Change, Invite
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.judging import Why
    from provisioning.usecases.people import Member

#: The input of one line of a list: its number follows.
LINE = re.compile(rf"{Field.LINE}_([1-9][0-9]{{0,2}})")
#: What was not let in may be tried again for a week.
RETRY_WITHIN = timedelta(days=7)
#: What a press may lack: the number of people, a reason, anybody ticked, the question.
LACKING = frozenset({"declined-count", "declined-reason-needed", "declined-none-ticked", "declined-question-empty"})


def find_list(desk: Desk, text: str) -> tuple[Line, ...]:
    """The lines of a pasted list; none where the text is something else. Declines a list too long to be read whole."""
    today = dates.day_of(desk.now, desk.rules.zone)
    typed = records(text)
    begun = typed[: many.MOST + 1]  # one of them may be the heading
    lines = read_lines("\n".join(begun)[:LONGEST], today=today, groups=_groups(desk))
    if lines and len(typed) > len(begun):
        raise Declined("declined-too-many", count=len(typed) - len(begun) + len(lines), most=many.MOST)
    return lines


def _groups(desk: Desk) -> dict[str, tuple[str, ...]]:
    """The groups with their other names."""
    return {name: (*group.aliases, group.article) for name, group in desk.rules.groups.items()}


def open_list(desk: Desk, member: Member, lines: tuple[Line, ...], way: str = "") -> str:
    """The form of a list; the worker looks for everybody. Returns the card's id."""
    return many.open_form(desk, member, lines, way)


def _wrong(intent: Invite | Change) -> Why | None:
    """What is wrong with what was said for all of them."""
    if intent.unclear:
        first, second = intent.unclear
        return "declined-two-dates", {"first": first.isoformat(), "second": second.isoformat()}
    if intent.bad_date:
        return "declined-no-date", {}
    if intent.later:
        return "declined-later-start", {}
    return ("declined-unknown-group", {"group": intent.unknown_groups[0]}) if intent.unknown_groups else None


def lines_of_change(desk: Desk, member: Member, intent: Change) -> tuple[Line, ...]:
    """A change of groups of several people as a list: the same groups, end and reason for each."""
    own, why = people.address_of(desk, member.pseudonym), _wrong(intent)
    return tuple(
        Line(
            place=place,
            typed=own if who == "me" else who,
            groups=intent.groups,
            until=intent.until,
            lasts=intent.lasts,
            reason=intent.reason,
            why=why,
            way="add" if intent.adds else "remove",
        )
        for place, who in enumerate(intent.people, start=1)
    )


def lines_of(intent: Invite) -> tuple[Line, ...]:
    """An invitation of several as a list: the same groups, end and reason for each."""
    why = _wrong(intent)
    bad = ("declined-bad-address", {"address": ""})
    invited = [(address, why) for address in intent.addresses]
    invited += [(typed, (bad[0], {})) for typed in intent.not_addresses]
    return tuple(
        Line(
            place=place,
            typed=typed,
            groups=intent.groups,
            until=intent.until,
            lasts=intent.lasts,
            reason=intent.reason,
            why=wrong,
            raw="" if why else _raw(intent, typed),
        )
        for place, (typed, wrong) in enumerate(invited, start=1)
    )


def _raw(intent: Invite, typed: str) -> str:
    """As the line of a list that says the same; not where something is wrong with what was said for all of them."""
    until = intent.until.isoformat() if intent.until else ""
    if span := intent.lasts:
        until = " and ".join(f"{count} {unit}" for unit, count in span._asdict().items() if count)
    return written((typed, " | ".join(intent.groups), until, intent.reason))


def correct(desk: Desk, press: Press) -> Result:
    """Show the lines that are not ready, to be corrected in place."""
    del desk, press
    return Result({"correcting": True})


def check_again(desk: Desk, press: Press) -> Result:
    """Read what was corrected as the list was read; an empty line is dropped."""
    if press.card.kind == "many_form":  # pressed twice: the card tells of the requests by now
        today, groups = dates.day_of(desk.now, desk.rules.zone), _groups(desk)
        typed = {int(found[1]): press.text(name) for name in press.data if (found := LINE.fullmatch(name))}
        read = {place: read_corrected(place, text, today=today, groups=groups) for place, text in typed.items()}
        many.correct(desk, press.member, press.card, read)
    return Result()


def ask(desk: Desk, press: Press) -> Result:
    """Ask for every line that is ready."""
    if press.card.kind == "many_form":  # pressed twice: the card tells of the requests by now
        return Result({"moved": not many.ask(desk, press.member, press.card)})
    return Result()


def decide(*, approved: bool) -> Callable[[Desk, Press], Result]:
    """Approve or reject one part."""

    def answer(desk: Desk, press: Press) -> Result:
        part = part_of(press)
        said = Answer(approved=approved, reason=press.text(Field.REASON), typed=press.text(Field.CONFIRM))
        try:
            batch_deciding.decide(desk, press.member, press.card, part, said)
        except Declined as declined:
            return Result({"part": part, **missing(desk, press, declined)})
        return Result()

    return answer


def missing(desk: Desk, press: Press, declined: Declined) -> dict[str, Any]:
    """What the card asks for, where the press lacked something of :data:`LACKING`; nothing was written. Raises other declines."""
    if declined.key not in LACKING:
        raise declined
    activities.record_refusal(desk, press.member.object_id, declined.key, press.verb)
    confirming = declined.key == "declined-count"
    first = confirming and not declined.values["typed"]
    return {"confirming": confirming, "error": "" if first else declined.key}


def turn_page(desk: Desk, press: Press) -> Result:
    """Show another part."""
    del desk
    return Result({"part": part_of(press)})


def retry(desk: Desk, press: Press) -> Result:
    """Try again what was not done."""
    batch_deciding.retry(desk, press.member, press.card, within=RETRY_WITHIN)
    return Result()


def cancel(desk: Desk, press: Press) -> Result:
    """Take back what nobody has approved."""
    batch_deciding.cancel(desk, press.member, press.card)
    return Result()


def part_of(press: Press) -> int:
    """Which part was pressed; -1 for none, which nothing has."""
    row = press.data.get(ROW)
    return int(row) if isinstance(row, int) or (isinstance(row, str) and row.isdecimal() and len(row) <= 3) else -1  # noqa: PLR2004 - no card has a thousand parts
