"""Handing a decision over, and approvers who cannot be reached."""

from __future__ import annotations

from dataclasses import replace

from office import Office, employee, guest
from test_changing import ask as ask_change
from test_changing import seen
from test_inviting import declined

from bot.handlers import pressed
from bot.handlers.press import Press
from cards.actions import Verb
from provisioning import views
from provisioning.domain.states import Kind, State
from provisioning.storage import tables as t
from provisioning.usecases import authority, carding, handing, people, reaching, sending, showing


async def hand_over(office: Office, number: int, by: str, to: str) -> None:
    card = await office.approval(number, by)
    await office.service.act("card", f"hand-{by}", handing.hand_over, office.members[by], card, office.who(to))


async def shown(office: Office, number: int, of: str) -> views.ApprovalCardView:
    card = await office.approval(number, of)
    view = await office.service.look(lambda desk: showing.view_of(desk, card))
    assert isinstance(view, views.ApprovalCardView)
    return view


async def lose(office: Office, number: int, of: str) -> None:
    """The card does not reach its reader."""
    await office.do(sending.record_undeliverable, await office.approval(number, of), "blocked")
    await office.do(reaching.look_after, number)


async def test_who_handed_over_decides_no_more_and_the_receiver_sees_who_it_was(office: Office) -> None:
    number = await office.ask()
    await hand_over(office, number, "adam", "berta")
    with declined("declined-handed-over"):
        await office.decide(number, "adam")
    giver, receiver = await shown(office, number, "adam"), await shown(office, number, "berta")
    assert (giver.verbs, giver.handed_to) == ((), "Berta")
    assert ("request.approve" in receiver.verbs, receiver.handed_by) == (True, "Adam")
    assert "decision.handed_over" in await office.events(number)
    assert (await office.decide(number, "berta")).state is State.APPROVED


async def test_the_older_card_of_the_receiver_says_that_another_replaces_it(office: Office) -> None:
    number = await office.ask()
    where = {"service_url": "https://teams.example/", "conversation_id": "a:1"}
    older = await office.approval(number, "berta")
    await office.do(lambda desk: sending.record_sent(desk, older.id, activity_id="1", shown=1, **where))
    await hand_over(office, number, "adam", "berta")
    (left,) = await office.rows(t.cards, t.cards.c.kind == carding.LEFT)
    assert (left.recipient, left.activity_id, left.terms) == (older.recipient, "1", {"key": "notice-handed-to-you"})
    assert left.id in await office.shown()


async def test_it_is_handed_to_nobody_whom_the_step_does_not_allow(office: Office) -> None:
    number = await office.ask()
    await office.do(people.record_user, employee("erin"))
    for to in ("olivia", "adam", "priya", "maria"):
        with declined("declined-hand-over"):
            await hand_over(office, number, "adam", to)
    await hand_over(office, number, "adam", "berta")
    with declined("declined-hand-over"):
        await hand_over(office, number, "berta", "adam")
    await hand_over(office, number, "berta", "carl")
    with declined("declined-hand-over"):
        await hand_over(office, number, "carl", "adam")
    assert (await office.decide(number, "carl")).state is State.APPROVED


async def test_what_was_handed_to_somebody_unreachable_comes_back(office: Office) -> None:
    number = await office.ask()
    await hand_over(office, number, "adam", "berta")
    await lose(office, number, "berta")
    assert (await office.decide(number, "adam")).state is State.APPROVED


async def test_what_was_handed_to_somebody_who_is_gone_comes_back_along_the_chain(office: Office) -> None:
    number = await office.ask()
    await hand_over(office, number, "adam", "berta")
    await hand_over(office, number, "berta", "carl")
    await office.read_directory(("olivia", "adam"))
    await office.do(reaching.look_at_all)
    assert (await office.decide(number, "adam")).state is State.APPROVED


async def test_what_was_handed_on_stays_with_who_has_it_now(office: Office) -> None:
    number = await office.ask()
    await hand_over(office, number, "adam", "berta")
    await hand_over(office, number, "berta", "carl")
    await lose(office, number, "berta")
    with declined("declined-handed-over"):
        await office.decide(number, "adam")
    assert (await office.decide(number, "carl")).state is State.APPROVED


async def test_who_is_asked_again_is_tried_again_though_their_card_did_not_arrive_before(office: Office) -> None:
    number = await office.ask()
    await lose(office, number, "adam")
    await office.decide(number, "berta")
    await office.start(number, office.outside(guest()))
    assert (await office.request(number)).revision == 2
    rows = await office.rows(t.cards, t.cards.c.request == number, t.cards.c.kind == "approval")
    assert [row.undeliverable for row in rows] == [None] * 3


async def test_a_request_whose_last_approver_usher_takes_out_of_owners_is_refused(office: Office) -> None:
    office.ask_stages(["owners"])
    await office.read_directory(("olivia", "adam"))
    waiting = await office.ask()
    number = await ask_change(office, "olivia", "adam", "Owners", adds=False)
    await office.decide(number, "maria", typed=str(number))
    assert await office.start(number, seen(office, "adam", "Owners")) is None
    await office.finish_steps(number)
    request = await office.request(waiting)
    assert (request.state, request.why) == (State.REFUSED, ("declined-no-approver", {}))


async def test_a_request_whose_last_approver_cannot_be_reached_is_refused(office: Office) -> None:
    office.ask_stages(["owners"])
    number = await office.ask()
    for key in ("adam", "berta"):
        await lose(office, number, key)
        assert (await office.request(number)).state is State.PENDING
    await lose(office, number, "carl")
    request = await office.request(number)
    assert (request.state, request.why) == (State.REFUSED, ("declined-no-approver", {}))


async def test_an_approver_who_is_gone_is_dropped_and_others_are_asked(office: Office) -> None:
    office.ask_stages(["group:Security"])
    await office.read_directory(("olivia", "adam"), Security=["berta"])
    await office.do(authority.confirm_approvers, office.members["adam"], await office.service.look(authority.unknown))
    number = await office.ask()
    await office.read_directory(("olivia", "adam"), Security=["berta", "carl"])
    await office.do(authority.confirm_approvers, office.members["adam"], await office.service.look(authority.unknown))
    await office.read_directory(("olivia", "adam"), Security=["carl"])
    await office.do(reaching.look_at_all)
    rows = {row.approver: row.dropped for row in await office.rows(t.asked)}
    assert rows == {office.who("berta"): "gone", office.who("carl"): None}
    notices = await office.rows(t.cards, t.cards.c.kind == "notice", t.cards.c.recipient == office.who("olivia"))
    told = [(row.terms["key"], row.terms["who"]["names"]) for row in notices]
    assert told == [("notice-approver-dropped", [office.who("berta")])]
    assert (await office.decide(number, "carl")).state is State.APPROVED


async def test_a_card_that_cannot_arrive_is_not_sent_again_at_every_change(office: Office) -> None:
    number = await office.ask()
    card = await office.approval(number, "adam")
    await office.do(sending.record_undeliverable, card, "blocked")
    await office.do(carding.show, card.id)
    assert (await office.service.look(carding.get, card.id)).wanted == card.wanted
    await office.do(carding.revive, office.who("adam"))
    assert (await office.service.look(carding.get, card.id)).wanted == card.wanted + 1


async def test_whoever_is_confirmed_while_a_request_is_open_is_asked_too(office: Office) -> None:
    office.ask_stages(["group:Security"])
    await office.read_directory(("olivia", "adam"), Security=["berta"])
    await office.do(authority.confirm_approvers, office.members["adam"], await office.service.look(authority.unknown))
    number = await office.ask()
    await office.read_directory(("olivia", "adam"), Security=["berta", "carl"])
    unknown = sorted(await office.service.look(authority.unknown))
    verbs = [Verb.CONFIRM_APPROVERS]
    setup = await office.service.do(
        lambda desk: carding.issue(desk, office.who("adam"), "setup", verbs=verbs, unknown=unknown)
    )
    card = await office.service.look(carding.get, setup)
    press = Press(member=office.members["adam"], card=card, verb=Verb.CONFIRM_APPROVERS, data={})
    await office.service.act("card", "confirm", pressed.act, press)
    assert {row.approver for row in await office.rows(t.asked)} == {office.who("berta"), office.who("carl")}
    assert (await office.decide(number, "carl")).state is State.APPROVED


async def test_who_installs_usher_while_it_is_open_gets_their_card(office: Office) -> None:
    number = await office.ask()
    await lose(office, number, "adam")
    where = {"service_url": "https://teams.example", "conversation_id": "chat", "locale": "en"}
    await office.do(lambda desk: people.remember_chat(desk, office.who("adam"), **where))
    rows = await office.rows(t.cards, t.cards.c.kind == "approval", t.cards.c.recipient == office.who("adam"))
    assert [row.undeliverable for row in rows] == [None]


async def test_a_guard_by_address_who_is_disabled_or_comes_into_a_group_changes_who_has_a_say(office: Office) -> None:
    guards = ("administrators", employee("priya").mail or "")
    policy = replace(office.rules.policies[Kind.CHANGE_ROLE], guards=guards)
    office.change_rules(policies={**office.rules.policies, Kind.CHANGE_ROLE: policy})
    before = await office.service.look(reaching.who_has_a_say)
    await office.service.do(people.record_user, replace(employee("priya"), enabled=False))
    assert await office.service.look(reaching.who_has_a_say) != before
    await office.meet("priya")
    assert await office.service.look(reaching.who_has_a_say) == before
    await office.read_directory(["olivia", "adam", "berta", "carl", "priya"])
    assert await office.service.look(reaching.who_has_a_say) != before


# --- who asked may not any more -----------------------------------------------------------------------------------------


async def test_nobody_decides_what_its_requester_may_not_ask_for_any_more(office: Office) -> None:
    number, own = await office.ask(), await ask_change(office, "priya", "priya", "Receptionists")
    await office.read_directory(("adam", "berta", "carl"))
    await office.do(reaching.look_at_all)
    request = await office.request(number)
    assert (request.state, request.why) == (State.CANCELLED, ("why-requester-lost", {}))
    assert (await office.request(own)).state is State.PENDING, "everybody may ask for themselves"
    hers = [row for row in await office.rows(t.cards, t.cards.c.request == number) if row.kind == "status"]
    assert len(hers) == 2, "she waited for it, so that it comes as a new message"
    assert (await office.events(number))[-1] == "execution.called_off"
    with declined("declined-stale", number=number, state="cancelled"):
        await office.decide(number, "adam")


async def test_nobody_hands_over_to_their_own_second_account(office: Office) -> None:
    office.change_rules(linked=(frozenset({"adam@contoso.example", "berta@contoso.example"}),))
    number = await office.ask()
    with declined("declined-hand-over"):
        await hand_over(office, number, "adam", "berta")
    card = await office.approval(number, "adam")
    view = await office.service.look(lambda desk: showing.view_of(desk, card, handing=True))
    assert isinstance(view, views.ApprovalCardView)
    assert [name for _, name in view.receivers] == ["Carl"]
