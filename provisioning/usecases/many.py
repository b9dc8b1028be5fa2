"""Asking for many people at once: each line of a list is judged before anything is asked, by the rules for one.

What was pasted is kept encrypted under its author's key until it is asked for or put away.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning.domain.dates import Span
from provisioning.domain.errors import Declined
from provisioning.domain.states import Kind
from provisioning.storage import tables as t
from provisioning.usecases import authority, batches, carding, changing, inviting, judging, people
from provisioning.usecases.judging import Line, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from provisioning.domain.preview import Outside
    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.judging import Why
    from provisioning.usecases.people import Member

#: More people than this get in by a wave.
MOST = 50
FORM_VERBS = ("many.ask", "many.correct", "many.check", "request.back", "form.cancel")
#: So many lines are corrected at a time.
CORRECTED = 10


def open_form(desk: Desk, member: Member, lines: Sequence[Line], way: str = "") -> str:
    """Keep the list, have the worker look for everybody, and show what may be asked. Declines very many. Returns the card's id.

    ``way``: of the whole, where no line tells it: "invite" for addresses that were typed as one command.
    """
    authority.check_owner(desk, member)
    if len(lines) > MOST:
        raise Declined("declined-too-many", count=len(lines), most=MOST)
    card = carding.issue(
        desk,
        member.pseudonym,
        "many_form",
        verbs=FORM_VERBS,
        way=way or next((line.way for line in lines), ""),
        **_looking(desk, member, lines),
    )
    desk.enqueue("look_for_many", f"many-{card}", card)
    return card


def _looking(desk: Desk, member: Member, lines: Sequence[Line]) -> dict[str, Any]:
    """What the form's row holds of a list that is to be judged; the list itself is kept encrypted."""
    kept = json.dumps([{**asdict(line), "until": line.until.isoformat() if line.until else None} for line in lines])
    return {
        "text": desk.vault.keep_text(member.pseudonym, kept),
        "about": desk.vault.digests(word for line in lines for word in (line.typed, *_addresses(line.raw))),
        "count": len(lines),
        "state": "looking",
        "verdicts": [],
    }


def _addresses(raw: str) -> list[str]:
    """What may be an address in a line whose cells stand in the wrong order."""
    return [word for word in re.split(r"[\s,;|\"<>()]+", raw) if "@" in word]


def to_correct(lines: Iterable[Line], verdicts: Mapping[int, Verdict]) -> list[Line]:
    """The lines that are not ready and can be corrected in place: first those in which something is wrong."""
    stuck = [(line, why) for line in lines if line.raw and (why := _why(verdicts, line))]
    return [line for line, _ in sorted(stuck, key=lambda one: one[1][0] in judging.AS_IT_IS)][:CORRECTED]


def _why(verdicts: Mapping[int, Verdict], line: Line) -> Why | None:
    return verdicts[line.place].why if line.place in verdicts else None


def correct(desk: Desk, member: Member, card: Card, corrected: Mapping[int, Line | None]) -> None:
    """Have the whole list judged anew with these lines in the place of those before them; None drops one.

    Each keeps its number, so that it is found again where it was copied from.
    """
    authority.check_owner(desk, member)
    desk.c.execute(select(t.cards.c.id).where(t.cards.c.id == card.id).with_for_update())
    form = carding.get(desk, card.id)
    if form.kind != "many_form" or form.terms["state"] != "ready":
        raise Declined("declined-look-first")
    lines = lines_of(desk, form)
    if not lines:
        raise Declined("declined-nobody-ready")
    now = [corrected.get(line.place, line) if line.raw else line for line in lines]
    left = [line for line in now if line is not None]
    if not left:
        close(desk, form)
        return
    forget(desk, form)
    looks = int(form.terms.get("looks", 1)) + 1
    carding.change_terms(desk, form, **_looking(desk, member, left), looks=looks)
    desk.enqueue("look_for_many", f"many-{card.id}-{looks}", card.id)


def lines_of(desk: Desk, card: Card) -> list[Line]:
    """The list as it was pasted; empty once it was let go."""
    identity = card.terms.get("text")
    kept = desk.vault.read_texts([identity]).get(identity or "", "[]")
    return [
        Line(
            **{
                **one,
                "groups": tuple(one["groups"]),
                "until": date.fromisoformat(one["until"]) if one["until"] else None,
                "lasts": Span(*one["lasts"]) if one.get("lasts") else None,
                "why": (one["why"][0], one["why"][1]) if one["why"] else None,
            }
        )
        for one in json.loads(kept)
    ]


def verdicts_of(card: Card) -> dict[int, Verdict]:
    """What the worker found, by line."""
    return {
        place: Verdict(
            place=place,
            kind=Kind(kind),
            why=(why[0], why[1]) if why else None,
            person=person,
            goes_off=off,
            takes=more[0] if more else None,  # a list of an earlier release says nothing of these
            external=more[1:2] == [True],
        )
        for place, kind, why, person, off, *more in card.terms.get("verdicts", ())
    }


def _kept(verdicts: Iterable[Verdict]) -> list[list[object]]:
    """As a card's row keeps them."""
    return [
        [
            one.place,
            one.kind.value,
            list(one.why) if one.why else None,
            one.person,
            one.goes_off,
            one.takes,
            one.external,
        ]
        for one in verdicts
    ]


def sought_of(desk: Desk, card: str) -> list[str]:
    """For the worker: addresses and names to look for; none when the form is gone."""
    found = carding.get(desk, card)
    if found.kind != "many_form" or found.terms["state"] != "looking":
        return []
    wanted = [judging.sought(line) for line in lines_of(desk, found) if line.why is None]
    return list(dict.fromkeys(one for one in wanted if one))


def only_takes(desk: Desk, card: str) -> bool:
    """Whether the list only takes people out of groups: what cannot be read of the platform does not hold it up."""
    return carding.get(desk, card).terms.get("way") == "remove"


def record_looked(desk: Desk, card: str, found: Mapping[str, Outside | None]) -> None:
    """Everybody was looked for: judge each line, and show what may be asked. None: a name that means several people."""
    form = carding.get(desk, card)
    if form.kind != "many_form" or form.terms["state"] != "looking":
        return
    lines = lines_of(desk, form)
    persons: dict[str, str] = {}
    for line in lines:
        outside = found.get(judging.sought(line))
        if outside is None or outside.user is None or line.why is not None:
            continue
        if line.way or not outside.user.is_guest:
            persons[judging.sought(line)] = people.record_user(desk, outside.user)
    verdicts = judging.judge(desk, _asker(form), lines, found, persons)
    carding.change_terms(desk, form, state="ready", verdicts=_kept(verdicts))
    carding.show(desk, card)


def record_unanswered(desk: Desk, card: str) -> None:
    """Entra or the platform did not answer, or refused to: nobody of the list can be asked for, and each line says so."""
    form = carding.get(desk, card)
    if form.kind == "many_form" and form.terms["state"] == "looking":
        no: Why = ("declined-unreachable-directory", {})
        lines = lines_of(desk, form)
        verdicts = [Verdict(place=one.place, kind=Kind.INVITE_EXTERNAL, why=one.why or no) for one in lines]
        carding.change_terms(desk, form, state="ready", verdicts=_kept(verdicts))
        carding.show(desk, card)


def _asker(card: Card) -> Member:
    """Who pasted the list; what they may is checked when they press."""
    return people.Member(pseudonym=card.recipient, object_id="")


def ask(desk: Desk, member: Member, card: Card) -> bool:
    """Ask for every line that is ready, in one transaction. False where the list has changed: nothing was asked, see the card."""
    authority.check_owner(desk, member)
    if card.terms["state"] != "ready":
        raise Declined("declined-look-first")
    verdicts = verdicts_of(card)
    lines = [line for line in lines_of(desk, card) if verdicts[line.place].why is None]
    if not lines:
        raise Declined("declined-nobody-ready")
    if not _holds_still(desk, member, card, lines, verdicts):
        return False
    left_to_ask = range(len(lines), 0, -1)
    numbers = [
        _ask(desk, member, line, verdicts[line.place], batch=card.id, together=together)
        for line, together in zip(lines, left_to_ask, strict=True)
    ]
    left = int(card.terms["count"]) - len(numbers)
    forget(desk, card)
    terms = {"numbers": numbers, "cards": [], "asked": False, "left": left, "way": card.terms.get("way", "")}
    carding.offer(desk, card, batches.VERBS, kind="batch", terms=terms)
    desk.audit("batch.submitted", actor=member.pseudonym, requests=numbers, left=left)
    return True


def _ask(desk: Desk, member: Member, line: Line, verdict: Verdict, *, batch: str, together: int) -> int:
    """One line's request; ``together``: with so many that are asked from this one on."""
    if verdict.kind is Kind.INVITE_EXTERNAL:
        return inviting.ask(desk, member, judging.wish_of(line), batch=batch)
    return changing.ask(desk, member, judging.change_of(line, verdict.person, together), batch=batch)


def _holds_still(
    desk: Desk, member: Member, card: Card, lines: Sequence[Line], verdicts: Mapping[int, Verdict]
) -> bool:
    """Whether our own tables still allow every line that was shown as ready; else the card shows which not."""
    ahead: Counter[str] = Counter()
    now = dict(verdicts)
    for line in lines:
        before = verdicts[line.place]
        why = judging.refusal(desk, member, line, before, ahead, together=len(lines), outside=None)
        now[line.place] = replace(before, why=why)
        judging.count(ahead, line, before.kind)
    if now == dict(verdicts):
        return True
    carding.change_terms(desk, card, verdicts=_kept(now.values()))
    return False


def forget(desk: Desk, card: Card) -> None:
    """The list has served: it names people, and is needed no more."""
    if card.terms.get("text"):
        desk.c.execute(t.texts.delete().where(t.texts.c.id == card.terms["text"]))


def close(desk: Desk, card: Card) -> None:
    """The form is put away: nothing was asked."""
    forget(desk, card)
    carding.offer(desk, card, (), kind="notice", terms={"key": "notice-cancelled"})
