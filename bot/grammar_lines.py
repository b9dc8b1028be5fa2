"""A pasted list, or the text of a CSV file → its lines. Pure; it only fills a form.

``mail,group,until,reason`` parted by commas, semicolons or tabs (as spreadsheets copy them), with or without that heading.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from bot.grammar_dates import Dates, read_marked, read_start
from bot.grammar_spoken import heard
from bot.grammar_words import plain, scan, word_set
from provisioning.domain.errors import Declined
from provisioning.usecases.judging import Line
from provisioning.usecases.people import check_address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

#: What the columns may be called in each language, in the order that they have without a heading.
COLUMNS = (
    ("mail", "email", "e-mail", "address", "mail address", "upn", "adresse", "mailadresse"),
    ("group", "groups", "role", "roles", "gruppe", "grupper", "rolle", "roller", "gruppen", "rollen"),
    (
        "until",
        "end",
        "ends",
        "end date",
        "date",
        "til",
        "indtil",
        "slutdato",
        "dato",
        "bis",
        "ende",
        "enddatum",
        "datum",
        "expires",
        "expiry",
        "expiry date",
        "valid until",
        "last day",
        "udløber",
        "gültig bis",
    ),
    ("reason", "because", "why", "comment", "grund", "begrundelse", "årsag", "begründung", "kommentar"),
)
#: Columns of a spreadsheet that are about the people in it, and change nothing: passed over.
ABOUT_THEM = word_set(
    "no nr # id name full-name display-name first-name last-name given-name surname title job-title company department phone "
    "mobile telephone office country city language navn fornavn efternavn titel firma virksomhed afdeling telefon mobil land by "
    "sprog vorname nachname abteilung unternehmen position stadt sprache"
)
PARTED_BY = ("\t", ";", ",")
QUOTE = '"'
#: What may stand between several groups of one line.
BETWEEN_GROUPS = ("|", "+", ";", ",")
#: Without a heading, so many lines must begin with an address.
AT_LEAST = 2
#: Signs of one line that are kept, to be corrected.
LONGEST_LINE = 1000
#: Signs of a list that are read: no file has more.
LONGEST = 65_536
#: Lines that one cell in quotes may hold.
LONGEST_CELL = 10
#: What spreadsheets write above a list, of its cells alone.
SEPARATOR = re.compile(r"\"?sep=.?\"?", re.IGNORECASE)
#: An address behind the name of whose it is, as mail programs write it.
IN_ANGLES = re.compile(r"[^<>@]*<([^<>\s]+)>")


def records(text: str) -> list[str]:
    """What was pasted, line by line; a cell in quotes may have line ends in it, which are blanks here.

    A quote that is not closed, or closed on another person's line alone, swallows no other line.
    """
    typed = [line for line in text.splitlines() if line.strip()]
    typed = typed[1:] if typed and SEPARATOR.fullmatch(typed[0].strip()) else typed
    mark, at, found = _mark(typed[0]) if typed else ",", 0, []
    while at < len(typed):
        end = _end(typed, at, mark)
        found.append(" ".join(typed[at:end]))
        at = end
    return found


def read_lines(
    text: str, *, today: date, groups: Mapping[str, Sequence[str]], languages: Sequence[str] = ("en",)
) -> tuple[Line, ...]:
    """The lines of a list; none where the text is no list. ``groups``: names as configured, with the other names of each.

    Declines (``declined-column``) a heading of which not every column can be read: what stands there may be an end.
    """
    typed = records(text)
    rows = _rows(typed, _mark(typed[0])) if typed else []
    order = _heading(rows[0]) if rows else None
    if order is None and not (rows and _is_list(rows)):
        return ()
    if order and _has_addresses(rows[1:], order[0]) and (unread := _unread(rows[0], order)):
        raise Declined("declined-column", column=unread[:100])
    head, rows = (rows[0], rows[1:]) if order else ([], rows)
    spoken = _spoken(groups)
    return tuple(
        _line(place, _arranged(row, order, len(head)), spoken, today, languages, beyond=_beyond(row, head))
        for place, row in enumerate(rows, start=1)
    )


def _mark(line: str) -> str:
    """What parts the cells: the sign with which the first line begins with an address, or is a heading."""
    marks = [one for one in PARTED_BY if one in line]
    begun = (one for one in marks for row in _rows([line], one) if _is_address(row[0]) or _heading(row))
    return next(begun, (marks or [","])[0])


def _end(typed: Sequence[str], at: int, mark: str) -> int:
    """Behind the last line of what begins on the line there."""
    place = _place(typed[at], mark)
    for end in range(at + 1, min(at + LONGEST_CELL, len(typed)) + 1):
        if (end == at + 1 or QUOTE in typed[end - 1]) and _is_whole(" ".join(typed[at:end]), mark):
            return end
        if place >= 0 and end < len(typed) and _place(typed[end], mark) == place:
            break
    return at + 1


def _is_whole(line: str, mark: str) -> bool:
    """Whether every quote that opens a cell is closed where it ends."""
    try:
        list(csv.reader([line], delimiter=mark, skipinitialspace=True, strict=True))
    except csv.Error:
        return False
    return True


def _place(line: str, mark: str) -> int:
    """In which cell an address stands; -1 for none."""
    cells = [cell for row in _rows([line], mark) for cell in row] if "@" in line else []
    return next((at for at, cell in enumerate(cells) if _is_address(cell)), -1)


def _rows(typed: Sequence[str], mark: str) -> list[list[str]]:
    """The cells of each line."""
    rows = [row for line in typed for row in csv.reader([line], delimiter=mark, skipinitialspace=True)]
    return [[cell.strip() for cell in row] for row in rows]


def _has_addresses(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether the rows under a heading are people's: ``address, please`` alone is a sentence."""
    return any(_is_address(row[at]) for row in rows if at < len(row))


def _unread(head: Sequence[str], order: Sequence[int]) -> str:
    """The first column that is none of ours and not :data:`ABOUT_THEM`, or one of ours for the second time; "" for none."""
    return next(
        (
            cell
            for at, cell in enumerate(head)
            if at not in order and _named(cell).replace(" ", "-") not in ABOUT_THEM | {""}
        ),
        "",
    )


def _beyond(row: Sequence[str], head: Sequence[str]) -> str:
    """What stands in cells beyond the heading, though its last column is no reason, which has commas in it; "" for nothing."""
    goes_on = not head or _named(head[-1]) in COLUMNS[-1]
    return "" if goes_on else next((cell for cell in row[len(head) :] if cell), "")


def _named(cell: str) -> str:
    return " ".join(cell.casefold().replace("_", " ").split())


def read_corrected(
    place: int, text: str, *, today: date, groups: Mapping[str, Sequence[str]], languages: Sequence[str] = ("en",)
) -> Line | None:
    """One line that was corrected, its cells in their usual order; None where nothing is left of it."""
    typed = " ".join(text.split())[:LONGEST_LINE]
    mark = next((one for one in (",", ";") if one in typed), ",")
    row = [cell.strip() for cells in csv.reader([typed], delimiter=mark, skipinitialspace=True) for cell in cells]
    return _line(place, _arranged(row, None), _spoken(groups), today, languages) if any(row) else None


def written(cells: Sequence[str]) -> str:
    """The four cells as a line that :func:`read_corrected` reads again."""
    quoted = [f'"{one.replace(chr(34), chr(34) * 2)}"' if {",", ";", '"'} & {*one} else one for one in cells]
    while quoted and not quoted[-1]:
        quoted.pop()
    return ", ".join(quoted)[:LONGEST_LINE]


def _spoken(groups: Mapping[str, Sequence[str]]) -> dict[tuple[str, ...], str]:
    """Each group by everything that it may be called."""
    return {plain(said): name for name, others in groups.items() for said in (name, *others) if said}


def _heading(row: Sequence[str]) -> list[int] | None:
    """For each column where it stands (-1 for nowhere); None where the row is no heading."""
    cells = [_named(cell) for cell in row]
    order = [next((cells.index(name) for name in names if name in cells), -1) for names in COLUMNS]
    return order if order[0] >= 0 else None


def _is_list(rows: Sequence[Sequence[str]]) -> bool:
    """Whether it is a list without a heading: it begins with an address, and no line is a sentence."""
    alike = all(len(row) > 1 or " " not in row[0] for row in rows)
    return alike and _is_address(rows[0][0]) and sum(_is_address(row[0]) for row in rows) >= AT_LEAST


def _bare(text: str) -> str:
    """The address alone where a name stands before it: ``Hans Hansen <hans@fabrikam.example>``; else the text as it is."""
    found = IN_ANGLES.fullmatch(text)
    return found[1] if found else text


def _is_address(text: str) -> bool:
    try:
        check_address(_bare(text))
    except Declined:
        return False
    return True


def _arranged(row: Sequence[str], order: Sequence[int] | None, columns: int = 0) -> list[str]:
    """The four cells in their usual order; what stands beyond them belongs to the reason, where that is the last of ``columns``."""
    if order is not None:
        cells = [row[at] if 0 <= at < len(row) else "" for at in order]
        goes_on = order[3] == columns - 1
        return [*cells[:3], ", ".join(cell for cell in row[order[3] :] if cell)] if goes_on else cells
    cells = [*row, "", "", ""]
    return [*cells[:3], ", ".join(cell for cell in cells[3:] if cell)]


def _line(
    place: int,
    cells: Sequence[str],
    spoken: Mapping[tuple[str, ...], str],
    today: date,
    languages: Sequence[str],
    *,
    beyond: str = "",
) -> Line:
    """One line, with the first thing that is wrong with it as it stands."""
    cells = [_bare(cells[0]), *cells[1:]]
    address, group, until, reason = cells
    names, unknown = _groups(group, spoken)
    dates = _until(until, today, languages)
    why: tuple[str, dict[str, object]] | None = None
    if not _is_address(address):
        why = "declined-bad-address", {}
    elif unknown:
        why = "declined-unknown-group", {"group": unknown[:100]}
    elif dates.unclear:
        why = "declined-two-dates", {"first": dates.unclear[0].isoformat(), "second": dates.unclear[1].isoformat()}
    elif until and dates.until is None:
        why = "declined-no-date", {}
    elif dates.later:
        why = "declined-later-start", {}
    elif beyond:
        why = "declined-column", {"column": beyond[:100]}
    return Line(
        place=place,
        typed=address[:254],
        groups=names,
        until=dates.until,
        lasts=dates.lasts,
        reason=reason[:500],
        why=why,
        raw=written(cells),
    )


def _groups(text: str, spoken: Mapping[tuple[str, ...], str]) -> tuple[tuple[str, ...], str]:
    """The groups of a cell as configured, and the first that is none of ours as typed."""
    if not text or plain(text) in spoken:
        return ((spoken[plain(text)],) if text else ()), ""
    parts = [text]
    for mark in BETWEEN_GROUPS:
        parts = [one.strip() for part in parts for one in part.split(mark) if one.strip()]
    unknown = next((part for part in parts if plain(part) not in spoken), "")
    return tuple(sorted({spoken[plain(part)] for part in parts if plain(part) in spoken})), unknown


def _until(text: str, today: date, languages: Sequence[str]) -> Dates:
    """A date, or a span such as ``3 months``."""
    for words in (f"until {text}", text, f"for {text}") if text else ():
        found, left = read_marked(heard(words, scan(words)), today, languages)
        if found.until or found.unclear:
            return read_start(left, found, today, languages)[0]
    return Dates()
