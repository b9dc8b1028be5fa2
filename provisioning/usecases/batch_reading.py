"""From rows to views for many people at once: a constant number of queries, however many they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from provisioning import views
from provisioning.domain.states import RETRYABLE, WITHDRAWABLE, Kind
from provisioning.storage import tables as t
from provisioning.usecases import (
    asking_again,
    authority,
    batch_deciding,
    batch_rows,
    blocking,
    changing,
    checking,
    fixing,
    judging,
    list_questions,
    many,
    parties,
    people,
    reading,
    requests,
)
from provisioning.usecases.people import administrator_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.judging import Line, Verdict
    from provisioning.usecases.requests import Request


def many_form(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """A pasted list: how many are ready, and each line that is not with its reason."""
    lines, verdicts = many.lines_of(desk, card), many.verdicts_of(card)
    state = str(card.terms["state"])
    ready = [line for line in lines if line.place in verdicts and verdicts[line.place].why is None]
    alike: dict[tuple[Kind, tuple[str, ...], bool], list[Line]] = {}
    for line in ready:
        one = verdicts[line.place]
        outside = one.kind is not Kind.INVITE_EXTERNAL and one.external and not line.way
        alike.setdefault((one.kind, line.groups, outside), []).append(line)
    others = [line for line in lines if line.place in verdicts and verdicts[line.place].why]
    fixes = many.to_correct(lines, verdicts) if state == "ready" and "many.correct" in card.verbs else []
    is_wrong = any(_is_wrong(line, verdicts) for line in fixes)
    if not marks.get("correcting"):
        fixes = []
    return views.ManyFormView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        state=state,
        count=int(card.terms["count"]),
        way=str(card.terms.get("way", "")),
        ready=tuple(
            replace(
                _ready(desk, kind, groups, {line: verdicts[line.place] for line in some}, way=some[0].way),
                external=outside,
            )
            for (kind, groups, outside), some in sorted(alike.items())
        ),
        others=_refused(desk, others, verdicts),
        fixes=_refused(desk, fixes, verdicts),
        groups=_askable(desk) if fixes else (),
        verbs=("many.check", "request.back") if fixes else _form_verbs(can_ask=bool(ready), can_correct=is_wrong),
        asks=_asks(desk, card.recipient, ready, verdicts),
        moved=bool(marks.get("moved")),
        declined=marks.get("declined"),
    )


def _askable(desk: Desk) -> tuple[str, ...]:
    """The groups that a line may name: not owners, who are asked for one by one, and none that is filled elsewhere."""
    return tuple(
        name for name, group in desk.rules.groups.items() if not group.followed and name != desk.rules.owners_group
    )


def _form_verbs(*, can_ask: bool, can_correct: bool) -> tuple[str, ...]:
    """What may be pressed on a list; while it is looked up nobody is ready and nothing is wrong."""
    found = (("many.ask", can_ask), ("many.correct", can_correct), ("form.cancel", True))
    return tuple(verb for verb, fits in found if fits)


def _is_wrong(line: Line, verdicts: Mapping[int, Verdict]) -> bool:
    """Whether something in the line itself is to be corrected."""
    return (verdicts[line.place].why or ("",))[0] not in judging.AS_IT_IS


def _ready(
    desk: Desk, kind: Kind, groups: tuple[str, ...], verdicts: Mapping[Line, Verdict], *, way: str
) -> views.ReadyView:
    """Those who are ready for the same; by name where they were typed by name, so that nobody is taken for somebody else."""
    named = [one for one in verdicts.values() if way]
    details = desk.vault.read(one.person for one in named)
    names = people.names_of(desk, {one.person for one in named})
    return views.ReadyView(
        kind=kind,
        groups=reading.group_views(desk, groups),
        count=len(verdicts),
        ends=judging.ends_of(desk, verdicts) if way != "remove" else (),
        people=tuple((names[one.person], details[one.person].get("mail", "")) for one in named),
        switched_off=tuple(names[one.person] for one in named if one.goes_off),
        takes_over=tuple(
            (line.typed, date.fromisoformat(one.takes) if one.takes else None)
            for line, one in verdicts.items()
            if one.takes is not None
        ),
    )


def _asks(desk: Desk, owner: str, ready: Sequence[Line], verdicts: Mapping[int, Verdict]) -> bool:
    """Whether somebody would have to approve what is ready: all but taking some people out of groups."""
    changes = [judging.change_of(line, verdicts[line.place].person, len(ready)) for line in ready[:1]]
    return not any(line.way == "remove" for line in ready) or any(
        changing.stages_of(desk, owner, change) for change in changes
    )


def _refused(desk: Desk, lines: Sequence[Line], verdicts: Mapping[int, Verdict]) -> tuple[views.LineView, ...]:
    """Lines that cannot be asked, with what their sentences name."""
    administrator = administrator_name(desk) if lines else ""
    names, told = people.names_of(desk, {verdicts[line.place].person for line in lines}), []
    for line in lines:
        key, values = verdicts[line.place].why or ("", {})
        name = names.get(verdicts[line.place].person, line.typed)
        known = {"address": line.typed, "name": name, "administrator": administrator, "requester": ""}
        known |= {"domain": people.domain_of(line.typed), "group": ", ".join(line.groups), **values}
        wrong = _is_wrong(line, verdicts)
        told.append(
            views.LineView(place=line.place, typed=line.typed, why=key, values=known, raw=line.raw, is_wrong=wrong)
        )
    return tuple(told)


def batch(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """Everybody whom the reader asked for together, or whose access ends together."""
    found = parties.list_readable(desk, requests_of(desk, card.terms["numbers"]), card.recipient)
    if not found:
        return parties.denied_all(desk, card)
    failed = [one for one in found if one.state in RETRYABLE]
    fixes = fixing.told_together(desk, failed) if marks.get("fixing") else ()
    answers = list_questions.awaits(desk, found, card) and not fixes
    verbs = _batch_verbs(desk, card, found, fixes)
    return views.BatchView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        rows=batch_rows.rows_of(desk, found),
        left=int(card.terms["left"]),
        way=str(card.terms.get("way", "")),
        unreached=_unreached(desk, card),
        verbs=("question.answer", *verbs) if answers else tuple(verbs),
        fixes=fixes,
        blocks=Counter(state for one in found if (state := blocking.state_of(one))),
        questions=list_questions.thread_of(desk, found),
        error=str(marks.get("error", "")) if answers else "",
    )


def _batch_verbs(desk: Desk, card: Card, found: Sequence[Request], fixes: Sequence[views.FixView]) -> list[str]:
    """What the reader may press about all of these; ``fixes`` are told in the place of everything else."""
    failed = any(one.state in RETRYABLE for one in found)
    verbs = ["batch.retry"] if failed and card.recipient in authority.owners(desk) else []
    if fixes:
        return [*(verbs if fixing.helps_to_try(fixes) else ()), "request.back"]
    verbs += ["request.who_fixes"] if failed and "request.who_fixes" in card.verbs else []
    if card.terms.get("ends"):
        return [*verbs, *dict.fromkeys(verb for one in found for verb in blocking.verbs_of(one, card.recipient))]
    again = "request.ask_again" in card.verbs and asking_again.of_list(found, card.recipient)
    verbs += ["request.ask_again"] if again else []
    return [*verbs, "batch.cancel"] if {one.state for one in found} & WITHDRAWABLE else verbs


def _unreached(desk: Desk, card: Card) -> tuple[views.AskedView, ...]:
    """Those whose card about these did not arrive, by name."""
    c = t.cards.c
    lost = select(c.recipient, c.undeliverable, c.activity_id).where(
        c.id.in_(card.terms["cards"]), c.kind == "batch_approval", c.undeliverable.is_not(None)
    )
    rows = desk.c.execute(lost).all()
    names = people.names_of(desk, [row.recipient for row in rows])
    told = [views.AskedView(name=names[row.recipient], delivery=reading.delivery(row)) for row in rows]
    return tuple(sorted(told, key=lambda one: one.name))


def requests_of(desk: Desk, numbers: Sequence[int]) -> list[Request]:
    """Requests by number, the oldest first."""
    return requests.list_numbered(desk, numbers)[::-1]


def approval(desk: Desk, card: Card, marks: Mapping[str, Any]) -> views.CardView:
    """Everybody whom the reader may decide about, part by part; ``marks`` name the part and what is asked again."""
    parts = card.terms["parts"]
    whole = {one.number: one for one in requests_of(desk, [number for part in parts for number in part])}
    found = {one.number: one for one in parties.list_readable(desk, list(whole.values()), card.recipient)}
    if not found:
        return parties.denied_all(desk, card)
    rows = {row.number: row for row in batch_rows.rows_of(desk, list(found.values()))}
    held = [[found[number] for number in part if number in found] for part in parts]
    may = [batch_deciding.decidable(desk, part, card.recipient) for part in held]
    shown = _part(marks.get("part"), [len(one.requests) for one in may], held)
    first = next(iter(found.values()))
    able = {one.number for one in may[shown].requests}
    chosen = [number for number in marks.get("some", able) if number in able] if marks.get("choosing") else []
    verbs = _approver_verbs(desk, card, may[shown].requests)
    _, _, steps, who = checking.policy_of(desk, held[shown][0])
    return views.BatchApprovalView(
        card=card.id,
        reader=reading.reader(desk, card.recipient),
        requester=people.names_of(desk, [first.requester or ""]).get(first.requester or "", ""),
        parts=tuple(
            views.PartView(
                kind=one.kind,
                groups=reading.group_views(desk, one.groups),
                leaves=tuple(one.leaves),
                rows=tuple(rows[mine.number] for mine in part),
                open=len(able.requests),
            )
            for one, part, able in zip((whole[numbers[0]] for numbers in parts), held, may, strict=True)
        ),
        part=shown,
        closes=min((one.closes_at for one in may[shown].requests if one.closes_at), default=first.closes_at),
        who=who,
        steps=steps,
        best_grade=desk.rules.best_grade,
        verbs=verbs,
        confirm=may[shown].confirm,
        confirming=bool(marks.get("confirming")) and bool(able),
        choices=tuple(sorted(able)) if marks.get("choosing") else (),
        ticked=tuple(sorted(chosen)),
        questions=list_questions.thread_of(desk, held[shown]),
        asking=bool(marks.get("asking")) and "batch.ask" in verbs,
        error=str(marks.get("error", "")),
    )


def _approver_verbs(desk: Desk, card: Card, able: Sequence[Request]) -> tuple[str, ...]:
    """What may be pressed about a part of which these may be decided: a card of an earlier release knows fewer."""
    offered = (
        ("batch.approve", True),
        ("batch.reject", True),
        ("some.choose", len(able) > 1),
        ("batch.ask", "batch.ask" in card.verbs and list_questions.may_ask(desk, able)),
    )
    return tuple(verb for verb, fits in offered if able and fits and verb in card.verbs)


def _part(wanted: object, open_: Sequence[int], held: Sequence[Sequence[Request]]) -> int:
    """The part that was asked for, else the first in which something is left to decide; one that its reader may read."""
    told = [at for at, part in enumerate(held) if part]
    if isinstance(wanted, int) and wanted in told:
        return wanted
    return next((at for at in told if open_[at]), told[0])
