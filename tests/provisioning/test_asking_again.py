"""What was rejected, or answered by nobody, is asked again by whoever asked: a form with what it said; nothing is asked by the press."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from office import LARS, PLAIN, STRONG, Office
from test_changing import OWNERS, ask, form, seen
from test_extending import BEYOND, extend, held, inside
from test_inviting import declined
from test_many import approvals, line
from test_many import ask as ask_many
from test_many import decide as decide_many
from test_many import seen as seen_many

from bot.handlers import pressed
from bot.handlers.press import Press
from cards.actions import Verb
from provisioning.domain import dates
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import asking_again, authority, carding, changing, ending, many, showing, sweeping
from provisioning.views import ChangeFormView, EndFormView, ExtendFormView, InviteFormView

if TYPE_CHECKING:
    from provisioning.usecases.desk import Desk


async def reject(office: Office, number: int) -> None:
    await office.decide(number, "adam", approved=False, reason="Not now")
    assert (await office.request(number)).state is State.REJECTED


async def again(office: Office, number: int, by: str = "olivia") -> Any:
    """The form that the press opens, as its reader sees it."""
    before = len(await office.rows(t.requests))
    card = await office.do(asking_again.open_form, office.members[by], number)
    assert card in await office.shown()
    assert len(await office.rows(t.requests)) == before, "a form asks nothing"
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))


async def offered(office: Office, number: int, to: str = "olivia") -> bool:
    def verbs(desk: Desk) -> tuple[str, ...]:
        (row,) = desk.c.execute(
            t.cards.select()
            .where(t.cards.c.request == number, t.cards.c.recipient == office.who(to), t.cards.c.kind == "status")
            .order_by(t.cards.c.made_at)
            .limit(1)
        ).all()
        view: Any = showing.view_of(desk, carding.get(desk, row.id))
        return tuple(view.verbs)

    return "request.ask_again" in await office.service.look(verbs)


async def test_a_list_of_which_nothing_waits_any_more_is_asked_again_for_those_who_were_not_let_in(
    office: Office,
) -> None:
    card = await ask_many(office, line(1), line(2, until=date(2026, 6, 30), reason="Floor 3"), line(3))
    first, second, third = card.terms["numbers"]
    his = (await approvals(office))["adam"]
    await decide_many(office, "adam", his, some=[first])
    await decide_many(office, "adam", his, some=[second], approved=False, reason="Not now")
    assert "request.ask_again" not in (await seen_many(office, card)).verbs, "one of them waits"
    await decide_many(office, "adam", his, some=[third], approved=False, reason="Not now")
    assert "request.ask_again" in (await seen_many(office, card)).verbs
    before = len(await office.rows(t.requests))
    press = Press(member=office.members["olivia"], card=card, verb=Verb.ASK_AGAIN, data={})
    await office.do(pressed._ask_again, press)
    assert len(await office.rows(t.requests)) == before, "a form asks nothing"
    (row,) = await office.rows(t.cards, t.cards.c.kind == "many_form")
    assert row.id in await office.shown()
    form = await office.service.look(carding.get, row.id)
    assert await office.service.look(many.lines_of, form) == [
        line(1, "p2@fabrikam.example", until=date(2026, 6, 30), reason="Floor 3"),
        line(2, "p3@fabrikam.example", until=date(2027, 3, 3)),
    ], "with the end that the request had"
    with declined("declined-not-yours"):
        await office.do(asking_again.open_list, office.members["berta"], card)


async def test_a_change_of_groups_is_asked_again_with_its_person_groups_end_and_reason(office: Office) -> None:
    number = await _until(office, date(2026, 6, 30))
    await reject(office, number)
    assert await offered(office, number)
    shown = await again(office, number)
    assert isinstance(shown, ChangeFormView)
    assert (shown.state, shown.adds, shown.chosen) == ("looking", True, (PLAIN, STRONG))
    assert (shown.until, shown.reason) == (date(2026, 6, 30), "Needs it")
    assert "priya" in shown.name.casefold()
    assert [job for job in await office.jobs("look_for_change") if shown.card in job], "the worker looks at once"


async def _until(office: Office, day: date) -> int:
    card = await form(office, "olivia", "priya", PLAIN, STRONG)

    def press(desk: Desk) -> int:
        return changing.submit(desk, office.members["olivia"], carding.get(desk, card), until=day, reason="Needs it")

    number = await office.service.act("card", "activity-ask", press)
    await office.check(number, seen(office, "priya"))
    return number


async def test_an_end_that_is_over_is_left_open(office: Office) -> None:
    number = await _until(office, date(2026, 3, 5))
    await office.later(days=8)
    await office.do(sweeping.sweep)
    assert (await office.request(number)).state is State.EXPIRED
    assert (await again(office, number)).until is None


async def test_taking_groups_away_is_asked_again_as_taking_away(office: Office) -> None:
    number = await ask(office, "olivia", "adam", OWNERS, adds=False)
    await office.decide(number, "maria", approved=False, reason="Adam stays")
    shown = await again(office, number)
    assert (shown.adds, shown.chosen) == (False, (OWNERS,))


async def test_more_time_is_asked_again_for_the_same_until_the_same_day(office: Office) -> None:
    await held(office)
    number = await extend(office, BEYOND)
    await office.check(number, inside(office, PLAIN))
    await reject(office, number)
    shown = await again(office, number)
    assert isinstance(shown, ExtendFormView)
    assert (shown.until, [one.groups for one in shown.held]) == (BEYOND, [(PLAIN,)])


async def test_an_end_that_had_to_be_approved_is_asked_again_for_the_same_person(office: Office) -> None:
    await held(office)
    office.ask_stages(["owners"], kind=Kind.END_ACCESS)

    def end(desk: Desk) -> int:
        return ending.end_person(desk, office.members["olivia"], desk.vault.find(LARS) or "")[0]

    number = await office.do(end)
    await office.check(number, inside(office, PLAIN))
    await reject(office, number)
    shown = await again(office, number)
    assert isinstance(shown, EndFormView)
    assert shown.address == LARS


async def test_an_invitation_has_the_form_that_it_had(office: Office) -> None:
    number = await office.ask(until=date(2026, 6, 30))
    await reject(office, number)
    shown = await again(office, number)
    assert isinstance(shown, InviteFormView)
    assert (shown.address, shown.chosen, shown.until) == (LARS, (PLAIN,), date(2026, 6, 30))


async def test_only_whoever_asked_asks_again_and_only_what_is_closed(office: Office) -> None:
    number = await ask(office, "olivia", "priya", PLAIN)
    with declined("declined-not-yours"):
        await again(office, number)
    assert not await offered(office, number)
    await reject(office, number)
    with declined("declined-not-yours"):
        await again(office, number, by="berta")
    await office.do(authority.forget, OWNERS, office.who("olivia"))
    with declined("declined-not-owner"):
        await again(office, number)


async def test_an_employee_asks_again_for_themselves(office: Office) -> None:
    number = await ask(office, "priya", "priya", PLAIN)
    await reject(office, number)
    assert await offered(office, number, "priya")
    shown = await again(office, number, by="priya")
    assert (shown.own, shown.chosen) == (True, (PLAIN,))
    assert dates.day_of(office.clock.now(), office.rules.zone) == shown.today
