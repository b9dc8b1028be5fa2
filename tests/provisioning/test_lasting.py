"""Access for a span of time: its clock starts on the day of delivery, whatever day stands on the form; a date is that date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from office import LARS, PLAIN, STRONG, Office, account, employee, guest
from sqlalchemy import update

from bot import grammar
from bot.handlers import filling, pressed, typed
from bot.handlers.press import Press
from provisioning.domain import dates
from provisioning.domain.dates import Span
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import (
    carding,
    ending,
    extending,
    finding,
    many,
    narrowing,
    reading,
    requests,
    shortening,
    showing,
    withdrawing,
)
from provisioning.usecases.judging import Line
from provisioning.views import ChangeFormView, InviteFormView

if TYPE_CHECKING:
    from collections.abc import Callable

    from provisioning.usecases.carding import Card
    from provisioning.usecases.desk import Desk
    from provisioning.usecases.requests import Request

TODAY = date(2026, 3, 3)
#: Three months after the Tuesday on which it is asked for, and after that Friday.
FIRST, LATER = date(2026, 6, 3), date(2026, 6, 6)
MONTHS = Span(months=3)


async def opened(office: Office, text: str, who: str = "olivia") -> Card:
    """The form that a typed line opens."""
    said = grammar.parse(text, today=TODAY, groups={name: name for name in office.rules.groups})
    shown = await office.do(typed.respond, office.members[who], said)
    return await office.service.look(carding.get, shown.card)


async def press(office: Office, handler: Callable[[Desk, Press], Any], card: Card, **data: str) -> Any:
    """A button of that card, pressed by whom it was sent to."""
    member = next(one for one in office.members.values() if one.pseudonym == card.recipient)
    now = await office.service.look(carding.get, card.id)
    return await office.do(handler, Press(member=member, card=now, verb="", data=data))


async def asked(office: Office, until: date = FIRST, text: str = f"invite {LARS} for 3 months", **data: str) -> int:
    """Asked for with the form as it stands, or with another day; the request waits for a decision."""
    card = await opened(office, text)
    told = {"address": LARS, "groups": f"{PLAIN},{STRONG}", "until": until.isoformat(), "option": "guest"} | data
    await press(office, filling.ask, card, **told)
    number = (await office.service.look(carding.get, card.id)).request
    assert number is not None
    await office.check(number)
    return number


async def shown(office: Office, card: str, **values: Any) -> InviteFormView | ChangeFormView:
    """The form as its reader sees it."""
    view = await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card), values=values))
    assert isinstance(view, InviteFormView | ChangeFormView)
    return view


async def ends(office: Office, number: int) -> tuple[date, date, list[int | None]]:
    """The last day as the request says, as its grant does, and whether the sponsor was warned."""
    request = await office.request(number)
    (grant,) = await office.rows(t.grants, t.grants.c.request == number)
    zone = office.rules.zone
    assert request.until is not None
    return dates.day_of(request.until, zone), dates.day_of(grant.until, zone), [grant.warned]


async def test_three_months_are_counted_from_the_day_of_delivery(office: Office) -> None:
    card = await opened(office, f"invite {LARS} for 3 months")
    form = await shown(office, card.id, until=FIRST)
    assert (form.until, form.lasts) == (FIRST, MONTHS)
    number = await asked(office)
    request = await office.request(number)
    assert (request.lasts, dates.day_of(request.until, office.rules.zone)) == (MONTHS, FIRST)  # type: ignore[arg-type]  # it has one
    await office.later(days=3)
    assert await office.deliver(number, typed=LARS) is State.DELIVERED
    assert await ends(office, number) == (LATER, LATER, [None])
    assert (await office.events(number)).count("grant.clock_started") == 1
    view = await office.service.look(_view, await office.request(number))
    assert (view.until, view.lasts) == (LATER, None), "from now on it is a date like any other"


def _retry(desk: Desk, office: Office, number: int) -> None:
    withdrawing.retry(desk, office.members["olivia"], number, within=pressed.RETRY_WITHIN)


def _view(desk: Desk, request: Request) -> Any:
    return reading.request_view(desk, request)


async def test_what_was_delivered_the_same_day_has_the_day_that_everybody_read(office: Office) -> None:
    number = await asked(office)
    await office.deliver(number, typed=LARS)
    assert await ends(office, number) == (FIRST, FIRST, [None])
    assert "grant.clock_started" not in await office.events(number)


async def test_another_day_on_the_form_is_that_day(office: Office) -> None:
    number = await asked(office, date(2026, 6, 2))
    assert (await office.request(number)).lasts is None
    await office.later(days=3)
    await office.deliver(number, typed=LARS)
    assert (await ends(office, number))[:2] == (date(2026, 6, 2), date(2026, 6, 2))


async def test_what_takes_days_ends_so_long_after_its_last_step(office: Office) -> None:
    """The first side effect has a grant with an end from that day on; the delivery moves it, and what was warned is not."""
    number = await asked(office)
    await office.later(days=1)
    await office.decide(number, "adam", typed=LARS)
    await office.start(number)
    assert await office.finish_steps(number, fails=(f"join:{STRONG}",)) is State.PARTIALLY_DELIVERED
    assert (await ends(office, number))[:2] == (date(2026, 6, 4), date(2026, 6, 4))
    warned = update(t.grants).where(t.grants.c.request == number).values(warned=14)
    await office.do(lambda desk: desk.c.execute(warned))
    await office.later(days=2)
    await office.do(_retry, office, number)
    await office.start(number)
    assert await office.finish_steps(number) is State.DELIVERED
    assert await ends(office, number) == (LATER, LATER, [None])


async def test_an_end_that_somebody_brought_nearer_meanwhile_stays(office: Office) -> None:
    number = await asked(office)
    await office.decide(number, "adam", typed=LARS)
    await office.start(number)
    await office.finish_steps(number, fails=(f"join:{STRONG}",))
    card = await office.do(
        lambda desk: carding.issue(
            desk, office.who("olivia"), "end_form", person=desk.vault.find(LARS), verbs=["end.on"]
        )
    )
    pressed_card = await office.service.look(carding.get, card)
    await office.do(shortening.set_end, office.members["olivia"], pressed_card, date(2026, 4, 1))
    await office.later(days=3)
    await office.do(_retry, office, number)
    await office.start(number)
    assert await office.finish_steps(number) is State.DELIVERED
    assert (await ends(office, number))[1] == date(2026, 4, 1)


async def test_more_time_that_was_approved_meanwhile_is_not_cut_short(office: Office) -> None:
    number = await asked(office)
    await office.decide(number, "adam", typed=LARS)
    await office.start(number)
    await office.finish_steps(number, fails=(f"join:{STRONG}",))

    def more_time(desk: Desk) -> int:
        member, person = office.members["olivia"], desk.vault.find(LARS) or ""
        return extending.ask(desk, member, person, extending.foresee(desk, member, person, date(2026, 12, 1)))

    longer = await office.do(more_time)
    await office.check(longer, office.outside(guest(), member_of=[PLAIN], account=account(LARS, "Add-in User")))
    await office.decide(longer, "adam", typed=LARS)
    assert await office.do(lambda desk: extending.carry_out(desk, requests.get(desk, longer)))
    await office.later(days=3)
    await office.do(_retry, office, number)
    await office.start(number)
    assert await office.finish_steps(number) is State.DELIVERED
    assert (await ends(office, number))[:2] == (date(2026, 12, 1), date(2026, 12, 1))


@pytest.mark.parametrize(("day", "span"), [(date(2026, 5, 1), None), (FIRST, MONTHS)])
async def test_an_approver_who_shortens_it_says_a_day_and_one_who_takes_a_group_away_leaves_the_span(
    office: Office, day: date, span: Span | None
) -> None:
    number = await asked(office)
    less = narrowing.Less(groups=(PLAIN,), until=day, typed=LARS)
    await office.do(narrowing.narrow, office.members["adam"], await office.approval(number, "adam"), less)
    await office.later(days=3)
    await office.do(narrowing.consent, office.members["olivia"], number)
    await office.start(number)
    await office.finish_steps(number)
    assert (await office.request(number)).lasts == span
    assert (await ends(office, number))[1] == (LATER if span else day)


async def test_a_short_span_decided_late_is_not_over_before_it_begins(office: Office) -> None:
    number = await asked(office, date(2026, 3, 5), f"invite {LARS} for 2 days")
    await office.later(days=4)
    await office.deliver(number, typed=LARS)
    assert (await ends(office, number))[:2] == (date(2026, 3, 9), date(2026, 3, 9))
    assert await office.do(ending.end_due) == []


async def test_an_employee_in_a_group_for_a_span_keeps_it_so_long(office: Office) -> None:
    card = await opened(office, f"add priya to {PLAIN} for 3 months")
    await office.do(finding.record_looked, card.id, office.outside(employee("priya")))
    form = await shown(office, card.id)
    assert (form.until, form.lasts) == (FIRST, MONTHS)
    await press(office, filling.change, card, until=FIRST.isoformat(), reason="")
    number = (await office.service.look(carding.get, card.id)).request
    assert number is not None
    await office.check(number, office.outside(employee("priya")))
    await office.later(days=3)
    await office.deliver(number, office.outside(employee("priya")))
    assert (await ends(office, number))[:2] == (LATER, LATER)


async def test_a_line_of_a_list_has_a_span_too(office: Office) -> None:
    line = Line(place=1, typed=LARS, groups=(PLAIN,), until=FIRST, lasts=MONTHS)
    card = await office.service.act("chat", "a", many.open_form, office.members["olivia"], [line, _other()])
    wanted = await office.service.look(many.sought_of, card)
    await office.do(many.record_looked, card, {address: office.outside() for address in wanted})
    await office.service.act(
        "card", "b", many.ask, office.members["olivia"], await office.service.look(carding.get, card)
    )
    numbers = (await office.service.look(carding.get, card)).terms["numbers"]
    assert [(await office.request(number)).lasts for number in numbers] == [MONTHS, None]


def _other() -> Line:
    return Line(place=2, typed="mia@fabrikam.example", groups=(PLAIN,), until=FIRST)


async def test_asking_again_counts_the_same_span_from_that_day(office: Office) -> None:
    number = await asked(office)
    await office.decide(number, "adam", approved=False, reason="Not now")
    await office.later(days=3)
    before = {row.id for row in await office.rows(t.cards)}
    status = next(row for row in await office.rows(t.cards, t.cards.c.request == number, t.cards.c.kind == "status"))
    await press(office, pressed._ask_again, await office.service.look(carding.get, status.id))
    (card,) = [row.id for row in await office.rows(t.cards) if row.id not in before]
    form = await shown(office, card)
    assert (form.until, form.lasts) == (LATER, MONTHS)
