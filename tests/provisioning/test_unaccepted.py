"""A guest who does not accept: after a week their sponsor is asked what to do, after 30 days access ends."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from office import LARS, Office, guest
from test_inviting import declined

from cards.render import render
from provisioning.domain.ports import Invited
from provisioning.domain.states import Kind
from provisioning.storage import tables as t
from provisioning.usecases import accepting, carding, ending, requests, showing, unaccepted
from provisioning.workflow import inviting_again
from provisioning.workflow.outside import World

if TYPE_CHECKING:
    from provisioning.domain.ports import DirectoryUser
    from provisioning.usecases.desk import Desk

AGAIN = Invited(user_id="oid-lars", redeem_url="https://redeem.example/anew")


async def delivered(office: Office, **changes: Any) -> int:
    """Lars was let in and has not accepted."""
    number = await office.ask(**{"until": date(2026, 12, 31)} | changes)
    await office.deliver(number)
    waits = {"why": [unaccepted.NOT_ACCEPTED, {}], "look_at": office.clock.now() + accepting.EVERY}
    await office.do(lambda desk: requests.change(desk, number, **waits))
    return number


async def look(office: Office, number: int, *, accepted: bool | None = False, **later: float) -> None:
    await office.later(**later)
    await office.service.do(accepting.record, number, accepted=accepted)


async def cards(office: Office) -> list[Any]:
    return await office.rows(t.cards, t.cards.c.kind == unaccepted.KIND)


async def asked(office: Office, **changes: Any) -> tuple[int, str]:
    """The request, and the card that came after a week."""
    number = await delivered(office, **changes)
    await look(office, number, days=7)
    (card,) = await cards(office)
    return number, card.id


async def view(office: Office, card: str) -> Any:
    return await office.service.look(lambda desk: showing.view_of(desk, carding.get(desk, card)))


async def press(office: Office, card: str, by: str = "olivia", *, link: bool = False) -> None:
    def ask(desk: Desk) -> None:
        unaccepted.ask(desk, office.members[by], carding.get(desk, card), link=link)

    await office.service.act("card", f"again-{by}", ask)


async def test_the_sponsor_is_told_once_after_a_week_and_may_do_three_things(office: Office) -> None:
    number = await delivered(office, sponsor="oid-carl")
    await look(office, number, days=6, hours=23)
    assert await cards(office) == []
    await look(office, number, hours=1)
    await look(office, number, days=1)
    (card,) = await cards(office)
    assert (card.recipient, card.request) == (office.who("carl"), number)
    shown = await view(office, card.id)
    assert (shown.address, shown.ends, shown.number) == (LARS, date(2026, 4, 2), number)
    assert not shown.anyway
    assert shown.verbs == ("guest.send_again", "guest.give_link", "expiry.end_now")
    assert card.id in await office.shown()


async def test_access_that_ends_before_anyway_is_told_with_its_own_last_day(office: Office) -> None:
    _, card = await asked(office, until=date(2026, 3, 20))
    shown = await view(office, card)
    assert (shown.ends, shown.anyway) == (date(2026, 3, 20), True)


async def test_whoever_was_not_looked_at_on_the_seventh_day_is_told_of_later(office: Office) -> None:
    number = await delivered(office)
    await look(office, number, days=12)
    assert len(await cards(office)) == 1


async def test_a_press_asks_once_and_tells_that_it_is_on_its_way(office: Office) -> None:
    _, card = await asked(office)
    await press(office, card)
    await press(office, card, link=True)
    assert await office.jobs("invite_again") == [f"again-{card}-1"]
    shown = await view(office, card)
    assert (shown.sending, shown.verbs) == (True, ())
    again = await office.service.look(unaccepted.find, card)
    assert again is not None
    assert (again.address, again.name, again.guest) == (LARS, "Lars Larsen", "oid-lars")
    assert (again.sponsor, again.link, again.tried) == ("oid-olivia", False, False)


async def test_what_was_sent_again_is_told_audited_and_may_be_sent_anew(office: Office) -> None:
    number, card = await asked(office)
    await press(office, card)
    await office.do(unaccepted.record_sent, card, AGAIN)
    shown = await view(office, card)
    assert (shown.sent, shown.link, shown.verbs) == (office.clock.now(), False, unaccepted.VERBS)
    (row,) = await office.rows(t.audit, t.audit.c.event == "guest.resent")
    assert (row.actor, row.request, row.detail) == (office.who("olivia"), number, '{"link":false}')
    await press(office, card)
    assert await office.jobs("invite_again") == [f"again-{card}-1", f"again-{card}-2"]


async def test_a_link_goes_to_its_presser_alone_and_lies_in_the_vault(office: Office) -> None:
    number, card = await asked(office)
    await press(office, card, link=True)
    await office.do(unaccepted.record_sent, card, AGAIN)
    notice = (await office.rows(t.cards, t.cards.c.kind == "notice", t.cards.c.request == number))[-1]
    assert notice.recipient == office.who("olivia")
    assert (await view(office, notice.id)).link == AGAIN.redeem_url
    assert "redeem" not in str((await office.rows(t.cards), await office.rows(t.audit))).replace("redeem-link", "")
    assert (await view(office, card)).link


@dataclass
class Directory:
    """Knows Lars by the address that was corrected there; an invitation is answered with ``invites``."""

    invites: str = "oid-lars"
    sent_to: list[str] = field(default_factory=list)

    async def find_user(self, key: str) -> DirectoryUser | None:
        lars = replace(guest("lars.larsen@fabrikam.example"), id="oid-lars", guest_state="PendingAcceptance")
        return lars if key == "oid-lars" else None

    async def invite(self, mail: str, **how: Any) -> Invited:
        del how
        self.sent_to.append(mail)
        return replace(AGAIN, user_id=self.invites)


async def send_again(office: Office, directory: Any) -> Any:
    """Somebody pressed, and the worker does it; the card as it is then."""
    _, card = await asked(office)
    await press(office, card)
    world = World(service=office.service, directory=directory, platform=directory)
    await inviting_again.InvitingAgain(world=world, redirect_url="").invite(card)
    return await view(office, card)


async def test_it_is_sent_again_to_the_address_that_the_guest_has_now(office: Office) -> None:
    directory = Directory()
    shown = await send_again(office, directory)
    assert directory.sent_to == ["lars.larsen@fabrikam.example"]
    assert (shown.sent, shown.address) == (office.clock.now(), "lars.larsen@fabrikam.example")


async def test_an_invitation_that_reached_somebody_else_is_not_told_as_sent_again(office: Office) -> None:
    shown = await send_again(office, Directory(invites="oid-another"))
    assert (shown.sent, shown.failed and shown.failed[0]) == (None, "again-gone")
    assert "guest.resent" not in await office.events()


async def test_only_an_owner_has_it_sent_again(office: Office) -> None:
    _, card = await asked(office)
    await office.read_directory(("adam", "berta"))
    with declined("declined-not-owner"):
        await press(office, card)
    assert await office.jobs("invite_again") == []


async def test_nothing_is_sent_to_who_has_accepted_or_whose_access_has_ended(office: Office) -> None:
    number, card = await asked(office)
    await press(office, card)
    await look(office, number, accepted=True)
    assert await office.service.look(unaccepted.find, card) is None
    shown = await view(office, card)
    assert (shown.accepted, shown.ends, shown.verbs) == (office.clock.now(), None, ())
    await press(office, card)
    assert len(await office.jobs("invite_again")) == 1


FAILED = ["again-unknown", "again-unsent", "again-gone", "again-refused", *inviting_again.REFUSALS.values()]


@pytest.mark.parametrize("key", FAILED)
async def test_what_came_to_nothing_is_said_and_may_be_tried_again(office: Office, key: str) -> None:
    _, card = await asked(office)
    await press(office, card)
    await office.do(unaccepted.record_unsent, card, key)
    shown = await view(office, card)
    assert shown.failed is not None
    assert (shown.failed[0], shown.sending, shown.verbs) == (key, False, unaccepted.VERBS)
    assert shown.failed[1] == {"address": LARS, "domain": "fabrikam.example"}, "as people write it, not as it is stored"
    assert render(shown)["body"]
    await press(office, card)
    assert (await view(office, card)).failed is None


async def test_a_mail_that_may_have_left_is_noted_before(office: Office) -> None:
    _, card = await asked(office)
    await press(office, card)
    await office.do(lambda desk: unaccepted.note_tried(desk, card, tried=True))
    again = await office.service.look(unaccepted.find, card)
    assert again is not None
    assert again.tried


async def test_where_usher_may_not_invite_the_card_says_who_can(office: Office) -> None:
    _, card = await asked(office)
    office.change_rules(profile="look")
    shown = await view(office, card)
    assert (shown.by_hand, shown.verbs) == (True, ("expiry.end_now",))
    await press(office, card)
    assert await office.jobs("invite_again") == []


async def test_nobody_loses_access_because_the_directory_does_not_know_them_at_this_moment(office: Office) -> None:
    number, _ = await asked(office)
    await look(office, number, days=30, accepted=None)
    assert await office.rows(t.requests, t.requests.c.kind == Kind.END_ACCESS.value) == []
    assert (await office.request(number)).look_at == office.clock.now() + accepting.EVERY


@pytest.mark.parametrize(("state", "waits"), [("PendingAcceptance", True), ("Accepted", False), (None, False)])
def test_only_of_whom_entra_says_so_is_it_said_that_they_have_not_accepted(state: str | None, waits: bool) -> None:
    assert replace(guest(), guest_state=state).is_pending is waits


async def test_nobody_loses_access_before_their_sponsor_has_known_for_a_week(office: Office) -> None:
    number = await delivered(office)
    await look(office, number, days=40)
    (card,) = await cards(office)
    assert (await view(office, card.id)).ends == date(2026, 4, 19)
    await look(office, number, days=6, hours=23)
    assert await office.rows(t.requests, t.requests.c.kind == Kind.END_ACCESS.value) == []
    await look(office, number, hours=1)
    assert len(await office.rows(t.requests, t.requests.c.kind == Kind.END_ACCESS.value)) == 1


async def test_after_30_days_all_that_they_hold_as_a_guest_ends_once_and_says_why(office: Office) -> None:
    number, _ = await asked(office)
    await look(office, number, days=22, hours=23)
    assert await office.rows(t.requests, t.requests.c.kind == Kind.END_ACCESS.value) == []
    await look(office, number, hours=1)
    await look(office, number, days=1)
    (row,) = await office.rows(t.requests, t.requests.c.kind == Kind.END_ACCESS.value)
    end = await office.request(row.number)
    assert (end.requester, end.terms["why"], len(end.grants)) == (None, "not_accepted", 1)
    readers = {card.recipient for card in await office.rows(t.cards, t.cards.c.request == end.number)}
    assert readers == {office.who(key) for key in ("olivia", "adam", "berta", "carl")}
    await office.check(end.number, office.outside())
    assert await office.start(end.number) is None
    await office.finish_steps(end.number)
    assert await office.service.look(lambda desk: ending.list_grants(desk, end.subject)) == []
    await look(office, number, days=1)
    assert (await office.request(number)).look_at is None, "nobody waits for it any more"
