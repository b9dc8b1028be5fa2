"""A wave that was partly done: settled without those who are not proven, and who can mend what kept them out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from office import PLAIN, STRONG, employee
from rolling import ADD_IN, CROWD, FRONT, GO_LIVE, Rolling
from test_executing import approved
from test_history import shown as of_history
from test_waving import ON_ONE, why_not

from cards.render import render
from provisioning.domain.errors import Declined
from provisioning.domain.states import State
from provisioning.storage import tables as t
from provisioning.usecases import carding, fixing, gating, leaving_out, looking, showing, withdrawing
from provisioning.usecases.inviting import STATUS_VERBS

if TYPE_CHECKING:
    from office import Office

    from provisioning.usecases.desk import Desk

WEEK = timedelta(days=7)


@pytest.fixture
async def rolling(office: Office) -> Rolling:
    return await Rolling.begin(office)


async def partly_done(rolling: Rolling, but: tuple[str, ...] = ("nora",)) -> int:
    """A wave that is over for a day without these; the log says nothing of them."""
    number = await rolling.approved()
    await rolling.carry(number)
    rolling.tenant.cycle(rolling.office, but=but)
    await rolling.office.later(hours=24)
    assert await rolling.carry(number) == "partially_delivered"
    return number


async def leave_out(rolling: Rolling, number: int, by: str = "olivia") -> None:
    member = rolling.office.members[by]
    await rolling.office.service.act("card", "activity-out", lambda desk: leaving_out.leave_out(desk, member, number))


async def shown(office: Office, number: int, of: str = "olivia", **marks: Any) -> Any:
    """Somebody's card of the request, as it is shown with these marks."""

    def read(desk: Desk) -> Any:
        card = carding.find_of(desk, number, office.who(of))
        assert card is not None
        return showing.view_of(desk, card, **marks)

    return await office.service.look(read)


async def test_who_has_no_mail_address_is_told_as_such_and_left_out_by_an_owner(rolling: Rolling) -> None:
    number = await rolling.approved()
    await rolling.carry(number)
    rolling.office.clock.advance(minutes=1)
    rolling.tenant.lose_mail(ADD_IN, "nora")
    rolling.tenant.failing = {employee("nora").id}
    rolling.tenant.cycle(rolling.office)
    assert await rolling.carry(number) == "prove:"
    rolling.office.clock.advance(hours=5)
    assert await rolling.carry(number) == "partially_delivered"
    read_back = (await rolling.office.request(number)).ended_at
    assert "3 of 4 done. 1 not: no mail address in Entra. Nothing to undo." in await rolling.words(number)
    assert (await rolling.view(number)).verbs == (
        "request.retry",
        "request.leave_out",
        "request.who_fixes",
        "wave.announce",
    )
    before = rolling.tenant.written.copy()
    await rolling.office.later(hours=1)
    await leave_out(rolling, number)
    request, told = await rolling.office.request(number), await rolling.words(number)
    assert (request.state, rolling.tenant.written) == (State.DELIVERED, before)
    assert "3 of 4 done, 1 left out by Olivia: no mail address in Entra." in told
    assert "Nora, left out: No mail address in Entra" in told
    assert "Entra may still let them in" in told
    assert ": 3 people, each with exactly the roles approved." in told, "of Nora nothing is claimed"
    assert (await rolling.view(number)).request.wave.proven == read_back, "it was proven then, not by the press"
    assert (await rolling.line(number, "nora")).state == "left_out"
    assert await rolling.carry(number) == "stale"


async def test_it_is_audited_told_in_the_history_and_opens_the_next_wave(rolling: Rolling) -> None:
    number = await partly_done(rolling, ("nora", "dora"))
    assert GO_LIVE not in await rolling.office.service.look(gating.opened)
    await leave_out(rolling, number)
    [row] = await rolling.office.rows(t.audit, t.audit.c.event == "request.left_out")
    detail = json.loads(row.detail)
    assert (row.actor, row.request) == (rolling.office.who("olivia"), number)
    assert (detail["count"], detail["why"]) == (2, {"fails-late": 2})
    assert GO_LIVE in await rolling.office.service.look(gating.opened)
    keys, history = [], await rolling.office.do(looking.open_history, rolling.office.members["olivia"], number)
    for _ in range(2):
        keys += [event.key for event in (await of_history(rolling.office, history)).events]
        card = await rolling.office.service.look(carding.get, history)
        await rolling.office.do(looking.show_more, rolling.office.members["olivia"], card)
    assert keys[-1] == "request-left-out"


async def test_another_owner_may_leave_out_and_the_requester_hears_of_it_by_a_new_message(rolling: Rolling) -> None:
    number, who = await partly_done(rolling), rolling.office.who("olivia")
    mine = (t.cards.c.request == number) & (t.cards.c.recipient == who) & (t.cards.c.kind == "status")
    before = len(await rolling.office.rows(t.cards, mine))
    await leave_out(rolling, number, by="berta")
    assert len(await rolling.office.rows(t.cards, mine)) == before + 1
    assert "1 left out by Berta: not there after a day." in await rolling.words(number)


@ON_ONE
async def test_only_an_owner_leaves_out_and_only_once(rolling: Rolling) -> None:
    number = await partly_done(rolling)
    assert await why_not(leave_out(rolling, number, by="maria")) == "declined-not-owner"
    await leave_out(rolling, number)
    assert await why_not(leave_out(rolling, number)) == "declined-stale"
    assert await why_not(rolling.retry(number, within=WEEK)) == "declined-stale"


@ON_ONE
async def test_who_was_tried_again_meanwhile_is_not_left_out(rolling: Rolling) -> None:
    number = await partly_done(rolling)
    await rolling.retry(number, within=WEEK)
    assert await why_not(leave_out(rolling, number)) == "declined-stale"
    assert (await rolling.line(number, "nora")).state is None


@ON_ONE
async def test_where_nobody_is_proven_nobody_remains_and_nothing_is_settled(rolling: Rolling) -> None:
    number = await partly_done(rolling, CROWD)
    assert "request.leave_out" not in (await rolling.view(number)).verbs
    assert await why_not(leave_out(rolling, number)) == "declined-stale"


@ON_ONE
async def test_whoever_may_still_have_access_is_not_left_out_of_a_way_back(rolling: Rolling) -> None:
    await rolling.delivered()
    back = await rolling.approved(back=True)
    await rolling.carry(back)
    account = rolling.tenant.account_of("nora")
    rolling.tenant.cycle(rolling.office)
    rolling.tenant.put_account(account)
    await rolling.office.later(hours=24)
    assert await rolling.carry(back) == "partially_delivered"
    assert (await rolling.view(back)).verbs == ("request.retry", "request.who_fixes")
    assert await why_not(leave_out(rolling, back)) == "declined-stale"


@ON_ONE
async def test_what_a_later_request_for_the_wave_took_over_is_not_settled_any_more(rolling: Rolling) -> None:
    number = await partly_done(rolling)
    await rolling.approved(back=True)
    assert (await rolling.view(number)).verbs == ("wave.announce",)
    assert await why_not(leave_out(rolling, number)) == "declined-stale"


async def test_a_wave_that_is_asked_for_anew_takes_up_whoever_was_left_out(rolling: Rolling) -> None:
    await leave_out(rolling, await partly_done(rolling))
    number = await rolling.delivered()
    assert (await rolling.line(number, "nora")).state == "proven"


@ON_ONE
async def test_taken_back_nothing_says_that_entra_may_still_let_them_in(rolling: Rolling) -> None:
    number = await partly_done(rolling)
    await leave_out(rolling, number)
    await rolling.delivered(back=True)
    told = await rolling.words(number)
    assert "1 left out by Olivia" in told
    assert "Entra may still" not in told


# --- who can fix it ---------------------------------------------------------------------------------------------------


async def test_who_can_fix_it_is_told_by_what_is_to_be_mended_with_whom_it_concerns(rolling: Rolling) -> None:
    rolling.tenant.join(FRONT, employee("mia"))
    number = await rolling.approved()
    await rolling.carry(number)
    rolling.tenant.lose_mail(FRONT, "mia")
    rolling.tenant.members[f"gid-{ADD_IN}"] = [
        replace(one, enabled=False) if one.id == employee("dora").id else one
        for one in rolling.tenant.members[f"gid-{ADD_IN}"]
    ]
    rolling.tenant.cycle(rolling.office, but=["nora"])
    await rolling.office.later(hours=24)
    assert await rolling.carry(number) == "partially_delivered"
    view = await shown(rolling.office, number, fixing=True)
    assert {one.mend: one.names for one in view.fixes} == {
        "mail": ("Mia",),
        "blocked": ("Dora",),
        "provisioning": ("Nora",),
    }
    told = json.dumps(render(view), ensure_ascii=False)
    assert "No mail address in Entra: Maria, or HR, adds one in Entra › Users." in told
    assert "Then press “Try again”." in told
    assert view.verbs == ("request.retry", "request.back")


@ON_ONE
async def test_one_persons_failure_says_who_can_fix_it_and_offers_nobody_to_leave_out(office: Office) -> None:
    number = await approved(office, groups=(PLAIN, STRONG))
    await office.start(number)
    assert await office.finish_steps(number, fails=[f"join:{PLAIN}"]) is State.PARTIALLY_DELIVERED
    view = await shown(office, number)
    assert view.verbs == ("request.retry", "request.who_fixes")
    with pytest.raises(Declined, match="declined-stale"):
        await office.do(leaving_out.leave_out, office.members["olivia"], number)
    [fix] = (await shown(office, number, fixing=True)).fixes
    assert (fix.mend, fix.about) == (fixing.OTHERWISE, PLAIN)


@ON_ONE
async def test_a_card_of_an_earlier_release_offers_what_it_was_sent_with(rolling: Rolling) -> None:
    number = await partly_done(rolling)
    old = [verb for verb in STATUS_VERBS if verb not in {"request.leave_out", "request.who_fixes", "request.back"}]
    await rolling.office.do(lambda desk: desk.c.execute(t.cards.update().values(verbs=old)) and None)
    assert (await rolling.view(number)).verbs == ("request.retry", "wave.announce")


@ON_ONE
async def test_once_it_was_tried_again_the_answer_is_the_card_as_it_is(rolling: Rolling) -> None:
    number = await partly_done(rolling)
    await rolling.office.do(
        lambda desk: withdrawing.retry(desk, rolling.office.members["berta"], number, within=WEEK) and None
    )
    view = await shown(rolling.office, number, fixing=True)
    assert (view.fixes, view.verbs) == ((), ("wave.announce",))


@ON_ONE
async def test_what_no_other_try_helps_is_to_be_asked_anew(office: Office) -> None:
    number = await approved(office)
    await office.start(number)
    await office.finish_steps(number, fails=["join"])
    await office.do(lambda desk: desk.c.execute(t.steps.update().values(why=["why-requester-lost", {}])) and None)
    view = await shown(office, number, fixing=True)
    assert ([one.mend for one in view.fixes], view.verbs) == ([fixing.ANEW], ("request.back",))
